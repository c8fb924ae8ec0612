"""The file that leaves: a Frictionless Data Package, written from `Published` figures and nothing else.

One zip with `datapackage.json`, `werte.csv` (opens in a German spreadsheet) and `LIESMICH.txt`. The same
figures give the same bytes on every machine, so nothing is compressed and every time in the zip is fixed.
"""

import csv
import hashlib
import io
import json
import os
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from mentorhub import __version__
from mentorhub.errors import MentorHubError
from mentorhub.statistics import readme
from mentorhub.statistics.catalogue import Network
from mentorhub.statistics.disclosure import Published, Row
from mentorhub.text import _

FORMAT = 1
METHOD = "5er-Rundung, die aufgeht"
COLUMNS = (
    "tabelle", "merkmal1", "auspraegung1", "merkmal2", "auspraegung2", "groesse", "wert", "stand",
)  # fmt: skip
MISSING = "n/v"


class FileExistsAlreadyError(MentorHubError):
    """Nothing is ever overwritten."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            _(
                "Die Datei {name} gibt es in diesem Ordner schon. Sie wurde nicht angetastet, und es wurde "
                "nichts geschrieben. Bitte wählen Sie einen anderen Ordner oder benennen Sie die "
                "vorhandene Datei um."
            ).format(name=path.name)
        )


class NotWrittenError(MentorHubError):
    """The disk or the folder refused."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(
            _(
                "Die Datei {name} konnte nicht geschrieben werden ({why}). Nichts Halbes ist liegen "
                "geblieben, Ihre Daten sind unverändert. Bitte prüfen Sie, ob im Ordner Platz ist und Sie "
                "dort schreiben dürfen."
            ).format(name=path.name, why=os.strerror(error.errno) if error.errno else type(error).__name__)
        )


@dataclass(frozen=True)
class WrittenFile:
    path: Path
    sha256: str


def write(published: Published, folder: Path, *, revision: int, supersedes: str, made_on: date) -> WrittenFile:
    """Write the package into the folder; `supersedes` is the hash of the revision before, empty for the
    first.
    """
    association, period = published.association, published.period
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
        "made_on": made_on.isoformat(),
        **describe(published.network),
    }
    title = f"{published.network.name}: {association.name}, {period.label}"
    name = f"mentorhub-{association.code}-{period.file_code}-r{revision}".lower().replace("_", "-")
    parts["datapackage.json"] = descriptor(name, title, about, parts, COLUMNS)
    return write_zip(folder / f"MentorHub_{association.code}_{period.file_code}_r{revision}.zip", parts)


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
            {
                "name": "liesmich",
                "path": "LIESMICH.txt",
                "format": "txt",
                "mediatype": "text/plain",
                "encoding": "utf-8-sig",
                **_fingerprint(parts["LIESMICH.txt"]),
            },
        ],
    }
    return (json.dumps(found, ensure_ascii=False, indent=2) + "\n").encode()


def write_zip(path: Path, parts: Mapping[str, bytes]) -> WrittenFile:
    """All or nothing: written beside its place, then given its name."""
    text = io.BytesIO()
    with zipfile.ZipFile(text, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(parts, key=lambda one: (one != "datapackage.json", one)):
            info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            info.create_system, info.external_attr = 3, 0o644 << 16
            archive.writestr(info, parts[name])
    return write_file(path, text.getvalue())


def write_file(path: Path, content: bytes) -> WrittenFile:
    """Write beside, then rename; an existing file is never touched."""
    beside = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            raise FileExistsAlreadyError(path)
        try:
            with beside.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            beside.rename(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise NotWrittenError(path, error) from error
    return WrittenFile(path, hashlib.sha256(content).hexdigest())


_TYPES = {"wert": "integer", "stand": "date", "genauigkeit": "integer", "vereine": "integer"}


def _line(row: Row) -> tuple[str, ...]:
    value = MISSING if row.value is None else str(row.value)
    return (row.table, row.feature, row.cell, "", "", row.measure, value, row.stand.isoformat())


def _fingerprint(content: bytes) -> dict[str, Any]:
    return {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
