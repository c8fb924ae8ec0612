"""The town's report as people read it: sections with tables and bars, the same for PDF and spreadsheet. Pure.

German in every interface, as all that leaves. Town totals only; a value below its margin says so instead of a number's
precision it doesn't have.
"""

from collections.abc import Iterable

from mentorhub.statistics import sentences
from mentorhub.statistics.book import Book, Line, Section, bars
from mentorhub.statistics.catalogue import TOTAL
from mentorhub.statistics.disclosure import FIGURES, HOURS
from mentorhub.statistics.network import TownReport, TownValue
from mentorhub.text import german_date, number


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
        return (_who(report), _missing(report))
    return (
        _who(report),
        _figures(report),
        *_breakdowns(report),
        _hours(report),
        _missing(report),
        _definitions(report),
    )


def _who(report: TownReport) -> Section:
    there = ", ".join(f"{one.name} ({one.code})" for one in report.delivered)
    missing = ", ".join(f"{one.name} ({one.code})" for one in report.missing) or "niemand"
    said = [f"Eingegangen: {there}.", f"Nicht eingegangen: {missing}.", sentences.NO_NAMES, sentences.TWICE]
    said += [one for one in report.notices if one == sentences.TOO_FEW_ASSOCIATIONS]
    return Section("Wer geliefert hat", tuple(said))


def _values(report: TownReport) -> dict[tuple[str, str], TownValue]:
    return {(one.table, one.cell or one.measure): one for one in report.values}


def _figures(report: TownReport) -> Section:
    values = _values(report)
    return Section(
        "Eckzahlen",
        (sentences.EXACT,),
        tuple(Line(one.label, values[FIGURES, one.code].value, 0) for one in report.network.catalogue.figures),
    )


def _breakdowns(report: TownReport) -> Iterable[Section]:
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
            lines = [Line(label, one.value, one.margin, bar) for (label, one), bar in zip(cells, chart, strict=True)]
            yield Section(table.label, tuple(said), (*lines, Line("Summe (gerundet)", total.value, None)))


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


def _missing(report: TownReport) -> Section:
    catalogue = report.network.catalogue
    remarks = (*catalogue.not_recorded, *catalogue.not_allowed)
    return Section("Was hier fehlt, und warum", tuple(f"{one.label}: {one.reason}" for one in remarks))


def _definitions(report: TownReport) -> Section:
    figures = report.network.catalogue.figures
    return Section("Wie gezählt wird", tuple(f"{one.label}: {one.definition}" for one in figures))
