"""Reads a package that somebody sent, and believes nothing: every way in which it can be wrong has its own
sentence.
"""

import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from mentorhub.errors import MentorHubError
from mentorhub.statistics import breakdowns, periods
from mentorhub.statistics.catalogue import TOTAL, WITHOUT_CODE, Association, Network, Population
from mentorhub.statistics.comment import PART, Comment, from_file
from mentorhub.statistics.disclosure import FIELD, FIGURES, Row
from mentorhub.statistics.hours import HOURS
from mentorhub.statistics.package import COLUMNS, FORMAT, MISSING, values_csv
from mentorhub.statistics.periods import Period, PeriodError
from mentorhub.statistics.rounding import ALONE_FROM
from mentorhub.text import _

PARTS = ("datapackage.json", "LIESMICH.txt", "werte.csv")
LARGEST_PART = 1_000_000
PROVISIONAL = r"N[0-9a-f]{6}"


class PackageError(MentorHubError):
    """A package that is not accepted, with the exact reason."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            _(
                "Die Datei {name} wurde nicht angenommen: {reason}. Es wurde nichts übernommen. Bitte "
                "lassen Sie sich die Datei von der Einrichtung neu schicken."
            ).format(name=path.name, reason=reason)
        )
        self.reason = reason


@dataclass(frozen=True)
class Package:
    """One association's published figures of one period, as they were sent and found sound."""

    name: str
    association: Association
    period: Period
    stand: date
    revision: int
    supersedes: str
    made_on: date
    rows: tuple[Row, ...]
    catalogue: str
    sha256: str
    comment: Comment | None = None
    """The association's own words, approved there, protected by nothing."""
    is_sheet: bool = False
    """From a Meldebogen on paper, rounded at the network, instead of from a package."""


def is_provisional(code: str) -> bool:
    """Whether a sender has no code of the network yet: then the program gives it one by which it can be told
    apart.
    """
    return re.fullmatch(PROVISIONAL, code) is not None


class _Refused(Exception):
    """Becomes a `PackageError` where the path is known."""


def read(path: Path, network: Network) -> Package:
    """The package, or a `PackageError` that says in one sentence why not."""
    try:
        return _read(path.name, _content(path), network)
    except _Refused as reason:
        raise PackageError(path, str(reason)) from reason


def read_built(name: str, content: bytes, network: Network) -> Package:
    """A package that was just built here and was never a file: it has to pass the same checks."""
    try:
        return _read(name, content, network)
    except _Refused as reason:
        raise PackageError(Path(name), str(reason)) from reason


def _read(name: str, content: bytes, network: Network) -> Package:
    parts = _parts(content)
    descriptor = _json(parts["datapackage.json"])
    about = descriptor.get("mentorhub")
    if not isinstance(about, dict):
        raise _Refused(_("sie ist kein Zahlenpaket von MentorHub"))
    if about.get("format") != FORMAT:
        raise _Refused(_("sie hat ein Format, das dieses Programm nicht kennt; vielleicht ist es neuer"))
    _check_hashes(descriptor, parts)
    if about.get("network") != network.code:
        raise _Refused(_("sie gehört zu einem anderen Netzwerk"))
    _check_catalogue(about.get("catalogue"), network)
    period = _period(about.get("period"), network)
    stand = _day(about.get("stand"))
    if not period.contains(stand):
        raise _Refused(_("ein Stand passt nicht zum Zeitraum"))
    revision = about.get("revision")
    if type(revision) is not int or not 1 <= revision <= 999:
        raise _Refused(_("die Nummer der Fassung ist unverständlich"))
    rows = _rows(parts["werte.csv"])
    broken_down = network.catalogue.populations if breakdowns.has_breakdowns(period, network, stand) else ()
    _check_layout(rows, stand, broken_down, network)
    withheld = about.get("withheld") or []
    if not isinstance(withheld, list):
        raise _Refused(_("ihre Beschreibung (datapackage.json) ist unlesbar"))
    for population in broken_down:
        if population.code in withheld:
            _check_withheld(rows, population)
        else:
            _check_sums(rows, population, network)
    _check_hours(rows, network)
    return Package(
        name=name,
        association=_association(about.get("association"), network),
        period=period,
        stand=stand,
        revision=revision,
        supersedes=str(about.get("supersedes") or ""),
        made_on=_day(about.get("made_on")),
        rows=rows,
        catalogue=network.sha256,
        sha256=hashlib.sha256(content).hexdigest(),
        comment=_comment(about.get("comment"), parts.get(PART)),
    )


@dataclass(frozen=True)
class Earlier:
    """A package that this association sent earlier, with whatever catalogue was in force then."""

    period: str
    stand: date
    revision: int
    made_on: date
    rows: tuple[Row, ...]
    sha256: str


def earlier(path: Path, network: Network, sender: str) -> Earlier:
    """An own package from before, unchanged since; raises `PackageError`."""
    try:
        content = _content(path)
        parts = _parts(content)
        descriptor = _json(parts["datapackage.json"])
        about = descriptor.get("mentorhub")
        if not isinstance(about, dict) or about.get("format") != FORMAT:
            raise _Refused(_("sie ist kein Zahlenpaket von MentorHub"))
        _check_hashes(descriptor, parts)
        if about.get("network") != network.code:
            raise _Refused(_("sie gehört zu einem anderen Netzwerk"))
        if about.get("association") != sender:
            raise _Refused(_("sie ist von einer anderen Einrichtung"))
        revision = about.get("revision")
        if type(revision) is not int or not 1 <= revision <= 999:
            raise _Refused(_("die Nummer der Fassung ist unverständlich"))
        return Earlier(
            period=_period(about.get("period"), network).code,
            stand=_day(about.get("stand")),
            revision=revision,
            made_on=_day(about.get("made_on")),
            rows=_rows(parts["werte.csv"]),
            sha256=hashlib.sha256(content).hexdigest(),
        )
    except _Refused as reason:
        raise PackageError(path, str(reason)) from reason


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > 4 * LARGEST_PART:
            raise _Refused(_("sie ist viel zu groß für ein Zahlenpaket"))
        return path.read_bytes()
    except FileNotFoundError as error:
        raise _Refused(_("es gibt sie nicht")) from error
    except OSError as error:
        raise _Refused(_("sie lässt sich nicht lesen")) from error


def _parts(content: bytes) -> dict[str, bytes]:
    """The three parts, perhaps with a comment, none of them larger than such a part can be."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
            names = [info.filename for info in infos]
            missing = [part for part in PARTS if part not in names]
            if missing:
                raise _Refused(_("der Teil {part} fehlt").format(part=missing[0]))
            if len(names) != len(set(names)) or not set(names) <= {*PARTS, PART}:
                raise _Refused(_("sie enthält mehr, als in ein Zahlenpaket gehört"))
            if any(info.file_size > LARGEST_PART for info in infos):
                raise _Refused(_("sie ist viel zu groß für ein Zahlenpaket"))
            parts = {}
            for info in infos:
                with archive.open(info) as part:
                    parts[info.filename] = part.read(LARGEST_PART + 1)
            return parts
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise _Refused(_("sie ist beschädigt oder gar kein Zahlenpaket")) from error


def _json(content: bytes) -> dict[str, Any]:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise _Refused(_("ihre Beschreibung (datapackage.json) ist unlesbar")) from error
    if not isinstance(found, dict):
        raise _Refused(_("ihre Beschreibung (datapackage.json) ist unlesbar"))
    return found


def _check_hashes(descriptor: Mapping[str, Any], parts: Mapping[str, bytes]) -> None:
    resources = descriptor.get("resources")
    told = (
        {one.get("path"): one.get("hash") for one in resources if isinstance(one, dict)}
        if isinstance(resources, list)
        else {}
    )
    for name in sorted(parts.keys() - {PARTS[0]}):
        if told.get(name) != f"sha256:{hashlib.sha256(parts[name]).hexdigest()}":
            raise _Refused(_("der Teil {part} wurde nach dem Schreiben verändert").format(part=name))


def _comment(given: object, content: bytes | None) -> Comment | None:
    """Words that nobody approved, or that aren't where they belong, are refused like a wrong figure."""
    if given is None and content is None:
        return None
    if not isinstance(given, dict) or content is None or given.get("protected") is not False:
        raise _Refused(_("ihr Kommentar ist nicht freigegeben"))
    try:
        return from_file(content, date.fromisoformat(str(given.get("approved_on"))))
    except ValueError as error:
        raise _Refused(_("ihr Kommentar ist nicht freigegeben")) from error


def _check_catalogue(given: object, network: Network) -> None:
    """Figures of another network file have other groups: they can't be added to these."""
    told = given if isinstance(given, dict) else {}
    if told.get("sha256") == network.sha256:
        return
    theirs, ours = str(told.get("version") or "?")[:20], network.catalogue.version
    if theirs == ours:
        raise _Refused(
            _(
                "sie wurde mit einem anderen Katalog gemacht als dem dieses Netzwerks; beide nennen sich {version}, "
                "aber der Inhalt ist verschieden"
            ).format(version=ours)
        )
    raise _Refused(
        _(
            "sie wurde mit einem anderen Katalog gemacht als dem dieses Netzwerks: mit {theirs}, hier gilt {ours}. Die "
            "Einrichtung braucht dieselbe Netzwerkdatei"
        ).format(theirs=theirs, ours=ours)
    )


def _association(code: object, network: Network) -> Association:
    for association in network.associations:
        if association.code == code:
            return association
    if isinstance(code, str) and is_provisional(code):
        return Association(code, WITHOUT_CODE)
    raise _Refused(_("ihr Absender steht nicht in der Liste des Netzwerks"))


def _period(given: object, network: Network) -> Period:
    try:
        if isinstance(given, dict):
            period = periods.parse(str(given.get("code")), network.school_year_starts)
            periods.require_shared(period)
            if [given.get("type"), given.get("start"), given.get("end")] == [
                period.kind.value,
                period.start.isoformat(),
                period.end.isoformat(),
            ]:
                return period
    except PeriodError as error:
        raise _Refused(_("ihr Zeitraum ist unverständlich")) from error
    raise _Refused(_("ihr Zeitraum ist unverständlich"))


def _day(given: object) -> date:
    try:
        return date.fromisoformat(str(given))
    except ValueError as error:
        raise _Refused(_("ein Datum ist unverständlich")) from error


def lines_of(content: bytes, columns: Sequence[str]) -> list[list[str]]:
    """What stands in `werte.csv` below its heading, written exactly as MentorHub writes it."""
    try:
        lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";", strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise _Refused(_("ihre Werte (werte.csv) sind unlesbar")) from error
    if not lines or tuple(lines[0]) != tuple(columns) or any(len(one) != len(columns) for one in lines):
        raise _Refused(_("ihre Werte (werte.csv) haben andere Spalten als erwartet"))
    if values_csv(columns, lines[1:]) != content:
        raise _Refused(_("ihre Werte (werte.csv) sind anders geschrieben als von MentorHub"))
    return lines[1:]


def _rows(content: bytes) -> tuple[Row, ...]:
    return tuple(_row(one) for one in lines_of(content, COLUMNS))


def _row(line: list[str]) -> Row:
    table, feature, cell, second_feature, second_cell, measure, value, stand = line
    if second_feature or second_cell:
        raise _Refused(_("sie enthält eine Kreuztabelle"))
    if value != MISSING and not re.fullmatch(r"0|[1-9][0-9]{0,5}", value):
        raise _Refused(_("ein Wert ist keine ganze Zahl oder unglaubhaft groß"))
    return Row(table, feature, cell, measure, None if value == MISSING else int(value), _day(stand))


def _check_layout(rows: tuple[Row, ...], stand: date, broken_down: Iterable[Population], network: Network) -> None:
    """Exactly the catalogue's rows in the catalogue's order; older exact numbers only for what is repeated."""
    found = [(row.table, row.feature, row.cell, row.measure) for row in rows if not _is_older_figure(row, stand)]
    if found != list(_layout(broken_down, network)):
        raise _Refused(_("es fehlen Zeilen des Katalogs, oder es sind andere darin"))
    if any(row.value is None for row in rows if row.table == FIGURES):
        raise _Refused(_("eine Eckzahl fehlt"))
    stands = {row.measure: row.stand for row in rows if row.cell == TOTAL and row.table != HOURS}
    repeated = [
        (population.figure, stands[population.code])
        for population in broken_down
        if stands.get(population.code, stand) != stand
    ]
    if [(row.measure, row.stand) for row in rows if _is_older_figure(row, stand)] != repeated:
        raise _Refused(_("ein Stand passt nicht zum Zeitraum"))
    if any(row.stand != stand for row in rows if row.table == HOURS):
        raise _Refused(_("ein Stand passt nicht zum Zeitraum"))


def _is_older_figure(row: Row, stand: date) -> bool:
    return row.table == FIGURES and row.stand != stand


def _layout(broken_down: Iterable[Population], network: Network) -> Iterable[tuple[str, str, str, str]]:
    catalogue = network.catalogue
    for figure in catalogue.figures:
        yield FIGURES, "", "", figure.code
    for population in broken_down:
        for table in population.tables:
            for code in (TOTAL, *(cell.code for cell in table.cells)):
                yield table.code, table.feature_label, code, population.code
    for code in (TOTAL, *(field.code for field in catalogue.fields)):
        yield HOURS, FIELD, code, HOURS


def _check_sums(rows: tuple[Row, ...], population: Population, network: Network) -> None:
    """What the method promises of every breakdown, as far as the file itself can show it."""
    base = network.parameters.base
    names = {table.code for table in population.tables}
    own = [row for row in rows if row.table in names]
    stands = {row.stand for row in own}
    exact = {
        row.stand: row.value
        for row in rows
        if row.table == FIGURES and row.measure == population.figure and row.value is not None
    }
    if len(stands) != 1 or not stands <= exact.keys():
        raise _Refused(_("ein Stand passt nicht zum Zeitraum"))
    number = exact[stands.pop()]
    for table in population.tables:
        values = {row.cell: row.value for row in own if row.table == table.code}
        total = values.pop(TOTAL)
        shown = [value for value in values.values() if value is not None]
        if number < table.minimum:
            if total is not None or shown:
                raise _Refused(_("sie gliedert auf, was unter der Mindestzahl liegt"))
            continue
        if total is None or len(shown) != len(values) or sum(shown) != total:
            raise _Refused(_("die Summen in „{table}“ gehen nicht auf").format(table=table.label))
        if any(value % base for value in shown) or abs(total - number) >= base:
            raise _Refused(_("„{table}“ ist nicht nach der Regel gerundet").format(table=table.label))
        if total > number and sum(value > 0 for value in shown) < 2:
            raise _Refused(_("„{table}“ ist nicht nach der Regel gerundet").format(table=table.label))
    totals = {row.value for row in own if row.cell == TOTAL and row.value is not None}
    if number < ALONE_FROM and len(totals) > 1:
        raise _Refused(_("die Aufgliederungen von „{name}“ haben verschiedene Summen").format(name=population.label))


def _check_withheld(rows: tuple[Row, ...], population: Population) -> None:
    names = {table.code for table in population.tables}
    if any(row.value is not None for row in rows if row.table in names):
        raise _Refused(_("die Aufgliederungen von „{name}“ sollten fehlen").format(name=population.label))


def _check_hours(rows: tuple[Row, ...], network: Network) -> None:
    values = {row.cell: row.value for row in rows if row.table == HOURS}
    total = values.pop(TOTAL)
    shown = [value for value in values.values() if value is not None]
    stated = total is not None
    if len(shown) != (len(values) if stated else 0) or (stated and sum(shown) != total):
        raise _Refused(_("die Summe der Stunden geht nicht auf"))
    if any(value % network.parameters.hours_base for value in shown):
        raise _Refused(_("die Stunden sind nicht nach der Regel gerundet"))
