"""LIESMICH.txt: the figures of a package in plain words, with what they mean. German in every interface."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from mentorhub.statistics import sentences
from mentorhub.statistics.catalogue import TOTAL, Catalogue, Population
from mentorhub.statistics.disclosure import FIGURES, Published, Row
from mentorhub.statistics.hours import HOURS
from mentorhub.text import german_date, number

WIDTH = 46


def for_association(published: Published, revision: int) -> str:
    """What a clerk reads who opens the package by double click."""
    network, period, catalogue = published.network, published.period, published.network.catalogue
    rows = published.rows
    lines = [
        f"{network.name}: Zahlen für das Netzwerk",
        f"Einrichtung: {published.association.name} ({published.association.code})",
        f"Zeitraum: {period.german}, {german_date(period.start)} bis {german_date(period.end)}",
        f"Fassung: {revision}",
        f"Katalog: {catalogue.version}",
        "",
        sentences.NO_NAMES,
        *([sentences.provisional(published.stand)] if published.stand < period.end else []),
        *_remembered(published),
        "",
        *figures(rows, catalogue, published.stand),
        *breakdowns(rows, catalogue, published.stand, published.withheld),
        *hours(rows, catalogue),
        *remarks(catalogue),
    ]
    return "\r\n".join(lines) + "\r\n"


def _remembered(published: Published) -> Iterable[str]:
    restart = published.restart
    if restart is not None:
        yield f"Neustart der Aufgliederungen Nr. {restart.number} am {german_date(restart.on)}."
    if published.withheld and restart is None:
        yield sentences.LEDGER_LOST
    elif published.withheld and restart is not None:
        yield sentences.after_restart(restart.on)


def figures(rows: Sequence[Row], catalogue: Catalogue, stand: date) -> Iterable[str]:
    found = {row.measure: row.value for row in rows if row.table == FIGURES and row.stand == stand}
    yield from heading("Eckzahlen")
    yield sentences.EXACT
    yield ""
    for figure in catalogue.figures:
        yield line(figure.label, found[figure.code])
    yield ""
    for figure in catalogue.figures:
        yield f"{figure.label}: {figure.definition}"


def breakdowns(rows: Sequence[Row], catalogue: Catalogue, end: date, withheld: Sequence[str] = ()) -> Iterable[str]:
    present = {row.table for row in rows}
    for population in catalogue.populations:
        if population.tables[0].code in present and population.code not in withheld:
            yield from _population(rows, population, end)


def hours(rows: Sequence[Row], catalogue: Catalogue) -> Iterable[str]:
    values = {row.cell: row.value for row in rows if row.table == HOURS}
    yield from heading("Stunden nach Handlungsfeld")
    if values[TOTAL] is None:
        yield sentences.NOT_SHOWN_HOURS
        return
    yield sentences.HOURS
    yield ""
    for field in catalogue.fields:
        yield line(field.label, values[field.code])
    yield line("zusammen", values[TOTAL])


def remarks(catalogue: Catalogue) -> Iterable[str]:
    yield from heading("Was hier fehlt, und warum")
    for remark in (*catalogue.not_recorded, *catalogue.not_allowed):
        yield f"{remark.label}: {remark.reason}"


def heading(words: str) -> Iterable[str]:
    return ("", words, "-" * len(words))


def line(label: str, value: int | None, after: str = "") -> str:
    shown = "n/v" if value is None else number(value)
    return f"{label:<{WIDTH}}{shown:>8}{after}"


def _population(rows: Sequence[Row], population: Population, end: date) -> Iterable[str]:
    own: Mapping[tuple[str, str], Row] = {(row.table, row.cell): row for row in rows}
    stand = own[population.tables[0].code, TOTAL].stand
    exact = next(
        row.value for row in rows if row.table == FIGURES and row.measure == population.figure and row.stand == stand
    )
    yield from heading(f"{population.label}, Aufgliederung")
    if stand != end:
        yield sentences.repeated(stand)
    yield line(f"Eckzahl am {german_date(stand)}", exact)
    yield ""
    yield from sentences.reading(population.unit)
    for table in population.tables:
        yield ""
        yield table.label
        if own[table.code, TOTAL].value is None:
            yield f"  {sentences.not_shown(table.minimum, population.label)}"
            continue
        for cell in table.cells:
            yield line(f"  {cell.label}", own[table.code, cell.code].value)
        yield line("  Summe (gerundet)", own[table.code, TOTAL].value)
