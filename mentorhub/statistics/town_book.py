"""The town's report as people read it: sections with tables and bars, the same for PDF and spreadsheet. Pure.

German in every interface, as all that leaves. Town totals only; a value below its margin says so instead of a number's
precision it doesn't have.
"""

from collections.abc import Iterable, Mapping, Sequence

from mentorhub.statistics import sentences, town_trend
from mentorhub.statistics.book import Book, Line, Section, bars
from mentorhub.statistics.catalogue import TOTAL, Catalogue
from mentorhub.statistics.comparison import Change, least_change
from mentorhub.statistics.disclosure import FIGURES
from mentorhub.statistics.hours import HOURS
from mentorhub.statistics.network import TownReport, TownValue
from mentorhub.statistics.town_reading import EarlierTown
from mentorhub.statistics.town_trend import Trend
from mentorhub.text import german_date, number

COURSE = ("mentees", "patenschaften_aktiv", "warteliste")
"""The Eckzahlen that get a chart over the periods."""


def title(report: TownReport) -> str:
    return f"{report.network.name}: Zahlen der Stadt"


def subtitle(report: TownReport) -> str:
    period = report.period
    return f"{period.german}, {german_date(period.start)} bis {german_date(period.end)}"


def book(report: TownReport) -> Book:
    return Book(report.network.name, "Zahlen der Stadt", title(report), subtitle(report), sections(report))


def sections(report: TownReport) -> tuple[Section, ...]:
    """Who delivered, Eckzahlen, breakdowns, hours, what is missing and why, how each figure is defined."""
    if len(report.delivered) < report.network.parameters.town_associations:
        return (_who(report), remarks(report.network.catalogue))
    trend = town_trend.trend(report, report.earlier)
    against = trend.against(report.period)
    return (
        _who(report),
        _figures(report, against),
        *_course(report, trend),
        *_breakdowns(report, against),
        _hours(report),
        remarks(report.network.catalogue),
        definitions(report.network.catalogue),
        *_said(report),
    )


def _who(report: TownReport) -> Section:
    there = ", ".join(f"{one.name} ({one.code})" for one in report.delivered)
    missing = ", ".join(f"{one.name} ({one.code})" for one in report.missing) or "niemand"
    said = [f"Eingegangen: {there}.", f"Nicht eingegangen: {missing}.", sentences.NO_NAMES, sentences.TWICE]
    said += [one for one in report.notices if one == sentences.TOO_FEW_ASSOCIATIONS]
    return Section("Wer geliefert hat", tuple(said))


def _values(report: TownReport) -> dict[tuple[str, str], TownValue]:
    return {(one.table, one.cell or one.measure): one for one in report.values}


def _figures(report: TownReport, against: Sequence[EarlierTown]) -> Section:
    values = _values(report)
    found = [town_trend.changes(report, one) for one in against]
    lines = tuple(
        Line(one.label, values[FIGURES, one.code].value, 0, changes=_words(found, FIGURES, one.code))
        for one in report.network.catalogue.figures
    )
    return Section("Eckzahlen", (sentences.EXACT,), lines, heads=tuple(map(_head, against)))


def _course(report: TownReport, trend: Trend) -> Iterable[Section]:
    """A small chart for each of the figures asked for most, over all periods; what can't be compared, and why."""
    values = _values(report)
    labels = {one.code: one.label for one in report.network.catalogue.figures}
    periods = [*(one.period.german for one in trend.earlier), report.period.german]
    said = (sentences.SAME_ASSOCIATIONS, *(f"Nicht verglichen: {one}" for one in trend.left_out))
    if not trend.earlier:
        if trend.left_out:
            yield Section("Verlauf", said)
        return
    for code in (code for code in COURSE if code in labels):
        numbers = [*trend.values(FIGURES, code), values[FIGURES, code].value]
        chart = bars([(value or 0, 0) for value in numbers])
        lines = tuple(Line(*one, 0, bar) for one, bar in zip(zip(periods, numbers, strict=True), chart, strict=True))
        yield Section(f"Verlauf: {labels[code]}", said, lines)
        said = ()


def _words(found: Sequence[Mapping[tuple[str, str], Change]], table: str, cell: str) -> tuple[str, ...]:
    return tuple(one[table, cell].words if (table, cell) in one else "–" for one in found)


def _head(earlier: EarlierTown) -> str:
    return f"gegen {earlier.period.german}"


def _breakdowns(report: TownReport, against: Sequence[EarlierTown]) -> Iterable[Section]:
    found = [town_trend.changes(report, one) for one in against]
    values, covered = _values(report), {one.table: one for one in report.coverage}
    for population in report.network.catalogue.populations:
        for table in population.tables:
            if table.code not in covered:
                continue
            told = covered[table.code]
            if told.associations < report.network.parameters.town_associations:
                yield Section(table.label, (sentences.TOO_FEW_ASSOCIATIONS,))
                continue
            said = [sentences.town_sum(told.associations, told.broken_down, told.everyone, population.unit)]
            said += [
                f"Davon Vereine mit älterem Stand {german_date(stand)}: {number(how_many)}."
                for stand, how_many in told.older
            ]
            cells = [(cell.label, values[table.code, cell.code]) for cell in table.cells]
            total = values[table.code, TOTAL]
            chart = bars([(one.value or 0, one.margin or 0) for _label, one in cells])
            pairs = [pair for pair in zip(against, found, strict=True) if any(key[0] == table.code for key in pair[1])]
            known = [one for _earlier, one in pairs]
            lines = [
                Line(label, one.value, one.margin, bar, _words(known, table.code, one.cell))
                for (label, one), bar in zip(cells, chart, strict=True)
            ]
            if known:
                said.append(sentences.no_growth(least_change(table.code, told.associations) or 0))
            yield Section(
                table.label,
                tuple(said),
                (*lines, Line("Summe (gerundet)", total.value, None)),
                heads=tuple(_head(earlier) for earlier, _known in pairs),
            )


def _hours(report: TownReport) -> Section:
    values = _values(report)
    total = values[HOURS, TOTAL]
    if total.value is None:
        return Section("Stunden nach Handlungsfeld", (sentences.TOO_FEW_ASSOCIATIONS,))
    fields = [(one.label, values[HOURS, one.code].value) for one in report.network.catalogue.fields]
    chart = bars([(value or 0, 0) for _label, value in fields])
    lines = [Line(label, value, None, bar) for (label, value), bar in zip(fields, chart, strict=True)]
    said = (sentences.HOURS, f"Angegeben von {number(total.associations)} Vereinen.")
    return Section("Stunden nach Handlungsfeld", said, (*lines, Line("zusammen", total.value, None)))


def _said(report: TownReport) -> Iterable[Section]:
    """The annex: each comment for itself, without the name of whoever wrote it."""
    for number_of, comment in enumerate(report.comments, 1):
        first = number_of == 1
        paragraphs = tuple(line for line in comment.text.split("\n") if line.strip())
        told = (sentences.COMMENTS_UNNAMED, sentences.COMMENT_UNPROTECTED) if first else ()
        heading = f"Anhang: {sentences.COMMENT_ASKED} ({number_of} von {len(report.comments)})"
        yield Section(heading, (*told, *paragraphs), new_page=first)


def remarks(catalogue: Catalogue) -> Section:
    said = (*catalogue.not_recorded, *catalogue.not_allowed)
    return Section("Was hier fehlt, und warum", tuple(f"{one.label}: {one.reason}" for one in said))


def definitions(catalogue: Catalogue) -> Section:
    return Section("Wie gezählt wird", tuple(f"{one.label}: {one.definition}" for one in catalogue.figures))
