"""The file that leaves: a Frictionless Data Package, written from `Published` figures and nothing else.

One zip with `datapackage.json`, `werte.csv` (opens in a German spreadsheet) and `LIESMICH.txt`. The same
figures give the same bytes on every machine, so nothing is compressed and every time in the zip is fixed.
"""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from mentorhub import __version__
from mentorhub.files import Written, write_new
from mentorhub.statistics import readme
from mentorhub.statistics.catalogue import Network
from mentorhub.statistics.comment import PART, Comment, to_file
from mentorhub.statistics.disclosure import Published, Row

FORMAT = 1
METHOD = "5er-Rundung, die aufgeht"
COLUMNS = (
    "tabelle", "merkmal1", "auspraegung1", "merkmal2", "auspraegung2", "groesse", "wert", "stand",
)  # fmt: skip
MISSING = "n/v"


@dataclass(frozen=True)
class Exported:
    """What an export wrote, and what the person should know before sending it."""

    files: tuple[Written, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class Built:
    """A finished package that isn't on the disk yet."""

    name: str
    content: bytes
    parts: Mapping[str, bytes]

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def write(published: Published, folder: Path, *, revision: int, supersedes: str, made_on: date) -> Written:
    """Build the package and write it into the folder, never over another file."""
    built = build(published, revision=revision, supersedes=supersedes, made_on=made_on)
    return write_new(folder / built.name, built.content)


def build(
    published: Published, *, revision: int, supersedes: str, made_on: date, comment: Comment | None = None
) -> Built:
    """The package; `supersedes` is the hash of the revision before it, empty for the first.

    The coordinator's own words lie in a file of their own: nothing in the figures depends on them.
    """
    association, period, restart = published.association, published.period, published.restart
    parts = {
        "werte.csv": values_csv(COLUMNS, [_line(row) for row in published.rows]),
        "LIESMICH.txt": readme.for_association(published, revision).encode("utf-8-sig"),
    }
    about = {
        "format": FORMAT,
        "network": published.network.code,
        "association": association.code,
        "period": {
            "code": period.code,
            "type": period.kind.value,
            "start": period.start.isoformat(),
            "end": period.end.isoformat(),
        },
        "revision": revision,
        "supersedes": supersedes or None,
        "stand": published.stand.isoformat(),
        "made_on": made_on.isoformat(),
        "withheld": list(published.withheld),
        **({"restart": {"number": restart.number, "date": restart.on.isoformat()}} if restart else {}),
        **({"comment": {"approved_on": comment.approved_on.isoformat(), "protected": False}} if comment else {}),
        **describe(published.network),
    }
    if comment is not None:
        parts[PART] = to_file(comment, published.network, association, period)
    title = f"{published.network.name}: {association.name}, {period.german}"
    name = f"mentorhub-{association.code}-{period.file_code}-r{revision}".lower().replace("_", "-")
    parts["datapackage.json"] = descriptor(name, title, about, parts, COLUMNS)
    return Built(f"MentorHub_{association.code}_{period.file_code}_r{revision}.zip", zipped(parts), parts)


def describe(network: Network) -> dict[str, Any]:
    """The public side of the method: what a reader may know, and a network checks before it adds up."""
    tables = [table for population in network.catalogue.populations for table in population.tables]
    chosen = network.parameters
    return {
        "catalogue": {"version": network.catalogue.version, "sha256": network.sha256},
        "method": {
            "name": METHOD,
            "base": chosen.base,
            "maximum_deviation": chosen.base - 1,
            "maximum_deviation_repeated": 2 * (chosen.base - 1),
            "additive": True,
            "gate": chosen.gate,
            "minimum_total": {table.code: table.minimum for table in tables},
            "hours_base": chosen.hours_base,
            "hours_from_mentors": chosen.hours_mentors,
            "policy": "2",
        },
        "program": f"MentorHub {__version__}",
    }


def values_csv(columns: Sequence[str], lines: Sequence[Sequence[str]]) -> bytes:
    """As German Excel opens it by double click: byte order mark, semicolons, CRLF."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(lines)
    return text.getvalue().encode("utf-8-sig")


def descriptor(
    name: str, title: str, about: Mapping[str, Any], parts: Mapping[str, bytes], columns: Sequence[str]
) -> bytes:
    """`datapackage.json`, Frictionless Data Package version 2."""
    found = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": name,
        "title": title,
        "mentorhub": about,
        "resources": [
            {
                "name": "werte",
                "path": "werte.csv",
                "type": "table",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8-sig",
                **_fingerprint(parts["werte.csv"]),
                "dialect": {"delimiter": ";", "lineTerminator": "\r\n", "header": True},
                "schema": {
                    "fields": [{"name": column, "type": _TYPES.get(column, "string")} for column in columns],
                    "missingValues": ["", MISSING],
                },
            },
            *(_words(path, parts[path]) for path in ("LIESMICH.txt", PART) if path in parts),
        ],
    }
    return (json.dumps(found, ensure_ascii=False, indent=2) + "\n").encode()


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """One zip, the same bytes on every machine: fixed order and times, nothing compressed."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(parts, key=lambda one: (one != "datapackage.json", one)):
            info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            info.create_system, info.external_attr = 3, 0o644 << 16
            archive.writestr(info, parts[name])
    return content.getvalue()


_TYPES = {"wert": "integer", "stand": "date", "genauigkeit": "integer", "vereine": "integer"}


def _line(row: Row) -> tuple[str, ...]:
    value = MISSING if row.value is None else str(row.value)
    return (row.table, row.feature, row.cell, "", "", row.measure, value, row.stand.isoformat())


def _words(path: str, content: bytes) -> dict[str, Any]:
    return {
        "name": path.removesuffix(".txt").lower(),
        "path": path,
        "format": "txt",
        "mediatype": "text/plain",
        "encoding": "utf-8-sig",
        **_fingerprint(content),
    }


def _fingerprint(content: bytes) -> dict[str, Any]:
    return {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
