"""Adds up the packages of several associations for the town. Pure: files in, sums out, nothing rounded again.

A sum of published figures can't tell more than the figures themselves. Nothing per association leaves, and
below three associations there is no sum at all, since whoever knows her own figures would know the other's.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mentorhub.errors import MentorHubError
from mentorhub.files import Written, write_new
from mentorhub.statistics import readme, sentences, town_reading
from mentorhub.statistics.catalogue import TOTAL, Association, Network, Population, load, shipped
from mentorhub.statistics.comment import Comment
from mentorhub.statistics.disclosure import FIGURES, Row
from mentorhub.statistics.hours import HOURS
from mentorhub.statistics.package import (
    MISSING,
    Exported,
    describe,
    descriptor,
    values_csv,
    zipped,
)
from mentorhub.statistics.periods import Period
from mentorhub.statistics.reading import Package, is_provisional, read
from mentorhub.statistics.town_reading import COLUMNS, FORMAT, EarlierTown
from mentorhub.text import _, german_date, number


class MergeError(MentorHubError):
    """The packages can't be added up together, with the exact reason."""


@dataclass(frozen=True)
class TownValue:
    """One sum over `associations`; `margin` holds the truth in about 19 of 20 cases, 0 for an exact figure.

    The hours state no margin: how much they were changed is not public. None as value: too few associations.
    """

    table: str
    feature: str
    cell: str
    measure: str
    value: int | None
    margin: int | None
    associations: int


@dataclass(frozen=True)
class Coverage:
    """How much of a population one breakdown covers, in exact numbers, and what in it is older than the
    period.
    """

    table: str
    broken_down: int
    everyone: int
    associations: int
    older: tuple[tuple[date, int], ...]


@dataclass(frozen=True)
class TownReport:
    network: Network
    period: Period
    delivered: tuple[Association, ...]
    missing: tuple[Association, ...]
    superseded: tuple[str, ...]
    values: tuple[TownValue, ...]
    coverage: tuple[Coverage, ...]
    notices: tuple[str, ...]
    earlier: tuple[EarlierTown, ...] = ()
    """Reports of other periods, to compare with."""
    comments: tuple[Comment, ...] = ()
    """The associations' own words, in an order that tells nothing, without their names."""


def merge(packages: Sequence[Package], network: Network, earlier: Sequence[EarlierTown] = ()) -> TownReport:
    """The town's report over one period; raises `MergeError` when the packages don't belong together."""
    if not packages:
        raise MergeError(_("Es wurde kein Zahlenpaket angegeben. Es wurde nichts geschrieben."))
    period = _one_period(packages)
    if any(package.catalogue != network.sha256 for package in packages):
        raise MergeError(
            _(
                "Die Zahlenpakete gehören zu verschiedenen Katalogen und lassen sich nicht zusammenzählen. "
                "Es wurde nichts geschrieben."
            )
        )
    newest, superseded = _newest(packages)
    guests = [newest[code].association for code in sorted(newest) if is_provisional(code)]
    delivered = (*(one for one in network.associations if one.code in newest), *guests)
    chosen = [newest[one.code] for one in delivered]
    missing = tuple(one for one in network.associations if one.code not in newest)
    notices = []
    if len(chosen) < network.parameters.town_associations:
        notices.append(sentences.TOO_FEW_ASSOCIATIONS)
    if missing:
        notices.append(missing_notice(missing))
    running = [one.association.code for one in chosen if one.stand < period.end]
    if running:
        sentence = _("Vorläufig, weil der Zeitraum noch lief: {codes}. Bitte holen Sie die endgültigen Zahlen nach.")
        notices.append(sentence.format(codes=", ".join(running)))
    for guest in guests:
        sentence = _("{code} hat noch kein Kürzel des Netzwerks. Die Zahlen sind mitgezählt; bitte fragen Sie nach.")
        notices.append(sentence.format(code=guest.code))
    for name in superseded:
        notices.append(_("{file} wurde durch eine neuere Fassung ersetzt und nicht gezählt.").format(file=name))
    return TownReport(
        network=network,
        period=period,
        delivered=delivered,
        missing=missing,
        superseded=superseded,
        values=tuple(_values(chosen, network)),
        coverage=tuple(_coverage(chosen, network)),
        notices=tuple(notices),
        earlier=tuple(earlier),
        comments=_comments(chosen, network),
    )


def missing_notice(missing: Sequence[Association]) -> str:
    codes = ", ".join(one.code for one in missing)
    return _("Es fehlen die Zahlen von: {codes}. Sie werden nicht geschätzt.").format(codes=codes)


def write_report(report: TownReport, folder: Path, *, made_on: date) -> tuple[Written, ...]:
    """The report as a data package, and as a text that anyone can read."""
    network, period = report.network, report.period
    lines = [
        (
            one.table,
            one.feature,
            one.cell,
            one.measure,
            MISSING if one.value is None else str(one.value),
            "" if one.margin is None or one.value is None else str(one.margin),
            str(one.associations),
        )
        for one in report.values
    ]
    text = "\r\n".join(_text(report)) + "\r\n"
    parts = {"werte.csv": values_csv(COLUMNS, lines), "LIESMICH.txt": text.encode("utf-8-sig")}
    about = {
        "format": FORMAT,
        "town": True,
        "network": network.code,
        "period": {
            "code": period.code,
            "type": period.kind.value,
            "start": period.start.isoformat(),
            "end": period.end.isoformat(),
        },
        "delivered": [one.code for one in report.delivered],
        "missing": [one.code for one in report.missing],
        "made_on": made_on.isoformat(),
        **describe(network),
    }
    name = f"mentorhub-{network.code}-{period.file_code}".lower().replace("_", "-")
    parts["datapackage.json"] = descriptor(name, f"{network.name}, {period.german}", about, parts, COLUMNS)
    stem = file_stem(report)
    readable = write_new(folder / f"{stem}_Bericht.txt", text.encode("utf-8-sig"))
    try:
        package = write_new(folder / f"{stem}_Stadt.zip", zipped(parts))
    except MentorHubError:
        readable.path.unlink()
        raise
    return (package, readable)


def file_stem(report: TownReport) -> str:
    return f"MentorHub_{report.network.code}_{report.period.file_code}"


Also = Callable[[TownReport, Path, date], tuple[Written, ...]]
"""Writes the report in another form beside the package: the papers, of which this room knows nothing."""


def merge_files(
    packages: Sequence[Path], folder: Path, network_file: Path | None = None, *, also: Also | None = None
) -> Exported:
    """Read, add up, write the report: what the command line and the page of the network's side do."""
    network = load(network_file or shipped())
    earlier = {path: town_reading.read(path, network) for path in packages}
    read_in = [read(path, network) for path in packages if earlier[path] is None]
    report = merge(read_in, network, [one for one in earlier.values() if one is not None])
    made_on = max(one.made_on for one in read_in)
    written = write_report(report, folder, made_on=made_on)
    return Exported((*written, *(also(report, folder, made_on) if also is not None else ())), report.notices)


def _one_period(packages: Sequence[Package]) -> Period:
    period = packages[0].period
    for package in packages:
        if package.period != period:
            raise MergeError(
                _(
                    "{first} gilt für {one}, {second} für {other}. Zusammengezählt wird immer nur ein "
                    "Zeitraum. Es wurde nichts geschrieben."
                ).format(
                    first=packages[0].name,
                    one=period.label,
                    second=package.name,
                    other=package.period.label,
                )
            )
    return period


def _newest(packages: Sequence[Package]) -> tuple[dict[str, Package], tuple[str, ...]]:
    """Each association's highest revision; two different files with the same number are refused."""
    newest: dict[str, Package] = {}
    seen: dict[tuple[str, int], Package] = {}
    for package in packages:
        code = package.association.code
        twin = seen.setdefault((code, package.revision), package)
        if twin.sha256 != package.sha256:
            raise MergeError(
                _(
                    "{first} und {second} sind verschieden, tragen aber dieselbe Fassung {revision} von "
                    "{code}. Es wurde nichts geschrieben. Bitte fragen Sie die Einrichtung, welche Datei "
                    "gilt."
                ).format(first=twin.name, second=package.name, revision=package.revision, code=code)
            )
        if code not in newest or package.revision > newest[code].revision:
            newest[code] = package
    old = sorted({one.name for one in packages if one.revision < newest[one.association.code].revision})
    return newest, tuple(old)


def _comments(packages: Sequence[Package], network: Network) -> tuple[Comment, ...]:
    """Below three associations everybody would know whose words they are."""
    if len(packages) < network.parameters.town_associations:
        return ()
    said = [package.comment for package in packages if package.comment is not None]
    return tuple(sorted(said, key=lambda one: hashlib.sha256(one.text.encode()).digest()))


def _values(packages: Sequence[Package], network: Network) -> Iterable[TownValue]:
    """Sums in catalogue order, each over those associations that state it."""
    least = network.parameters.town_associations
    rows: dict[tuple[str, str, str, str], list[int]] = {}
    for package in packages:
        for row in _current(package):
            stated = rows.setdefault((row.table, row.feature, row.cell, row.measure), [])
            if row.value is not None:
                stated.append(row.value)
    for (table, feature, cell, measure), stated in rows.items():
        enough = len(stated) >= least
        margin = {FIGURES: 0, HOURS: None}.get(table, sentences.margin(len(stated)))
        yield TownValue(table, feature, cell, measure, sum(stated) if enough else None, margin, len(stated))


def _current(package: Package) -> Iterable[Row]:
    """Without the older exact numbers, which only explain a repeated breakdown."""
    return (row for row in package.rows if row.table != FIGURES or row.stand == package.stand)


def _coverage(packages: Sequence[Package], network: Network) -> Iterable[Coverage]:
    """Of how many people the town's breakdowns speak: X at their Stand dates, of Y today."""
    for population in network.catalogue.populations:
        for table in population.tables:
            covered: list[tuple[date, int]] = []
            older: list[date] = []
            for package in packages:
                found = next((row for row in package.rows if (row.table, row.cell) == (table.code, TOTAL)), None)
                if found is not None and found.value is not None:
                    covered.append((found.stand, _exact(package, population, found.stand)))
                    older += [found.stand] if found.stand != package.stand else []
            if covered:
                yield Coverage(
                    table=table.code,
                    broken_down=sum(exact for _stand, exact in covered),
                    everyone=sum(_exact(package, population, package.stand) for package in packages),
                    associations=len(covered),
                    older=tuple((stand, older.count(stand)) for stand in sorted(set(older))),
                )


def _exact(package: Package, population: Population, stand: date) -> int:
    return next(
        row.value
        for row in package.rows
        if (row.table, row.measure, row.stand) == (FIGURES, population.figure, stand) and row.value is not None
    )


def _text(report: TownReport) -> Iterable[str]:
    """The report in plain words: town totals only, never a table per association."""
    network, period, catalogue = report.network, report.period, report.network.catalogue
    values = {(one.table, one.cell or one.measure): one for one in report.values}
    yield f"{network.name}: Zahlen der Stadt"
    yield f"Zeitraum: {period.german}, {german_date(period.start)} bis {german_date(period.end)}"
    yield f"Eingegangen: {', '.join(f'{one.name} ({one.code})' for one in report.delivered)}"
    yield f"Nicht eingegangen: {', '.join(f'{one.name} ({one.code})' for one in report.missing) or 'niemand'}"
    yield ""
    yield sentences.NO_NAMES
    yield sentences.TWICE
    yield from (notice for notice in report.notices if notice == sentences.TOO_FEW_ASSOCIATIONS)
    if len(report.delivered) < network.parameters.town_associations:
        return
    yield from readme.heading("Eckzahlen")
    yield sentences.EXACT
    yield ""
    for figure in catalogue.figures:
        yield readme.line(figure.label, values[FIGURES, figure.code].value)
    yield ""
    yield from (f"{figure.label}: {figure.definition}" for figure in catalogue.figures)
    coverage = {one.table: one for one in report.coverage}
    for population in catalogue.populations:
        for table in population.tables:
            if table.code not in coverage:
                continue
            yield from readme.heading(table.label)
            covered = coverage[table.code]
            if covered.associations < network.parameters.town_associations:
                yield sentences.TOO_FEW_ASSOCIATIONS
                continue
            yield sentences.town_sum(covered.associations, covered.broken_down, covered.everyone, population.unit)
            for stand, how_many in covered.older:
                yield f"Davon Vereine mit älterem Stand {german_date(stand)}: {how_many}."
            yield ""
            for cell in table.cells:
                value = values[table.code, cell.code]
                yield readme.line(f"  {cell.label}", value.value, f"  ± {value.margin}")
            yield readme.line("  Summe (gerundet)", values[table.code, TOTAL].value)
    yield from readme.heading("Stunden nach Handlungsfeld")
    yield sentences.HOURS
    total = values[HOURS, TOTAL]
    if total.value is None:
        yield sentences.TOO_FEW_ASSOCIATIONS
    else:
        yield f"Angegeben von {number(total.associations)} Vereinen."
        yield ""
        for field in catalogue.fields:
            yield readme.line(f"  {field.label}", values[HOURS, field.code].value)
        yield readme.line("  zusammen", total.value)
    yield from readme.remarks(catalogue)
