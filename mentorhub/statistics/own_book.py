"""One association's published figures for its own board: tables, bars, margins, growth where there is any. Pure.

Made from `Published` and from what was published before, so nothing in it tells more than the package beside it.
"""

from collections.abc import Iterable, Mapping, Sequence

from mentorhub.statistics import sentences, town_book
from mentorhub.statistics.book import Book, Line, Section, bars
from mentorhub.statistics.catalogue import TOTAL, Population, Table
from mentorhub.statistics.comment import Comment
from mentorhub.statistics.comparison import Against, least_change
from mentorhub.statistics.disclosure import FIGURES, Published, Row
from mentorhub.statistics.hours import HOURS
from mentorhub.text import german_date, number


def book(published: Published, against: Sequence[Against], comment: Comment | None) -> Book:
    """The comment comes last, on a page of its own: it's protected by nothing."""
    period = published.period
    catalogue = published.network.catalogue
    return Book(
        sender=published.association.name,
        kind="Zahlen der Einrichtung",
        title=f"{published.association.name}: Zahlen für das Netzwerk",
        subtitle=f"{period.german}, {german_date(period.start)} bis {german_date(period.end)}",
        sections=(
            _about(published, against, comment),
            _figures(published, against),
            *_breakdowns(published, against),
            _hours(published),
            town_book.remarks(catalogue),
            town_book.definitions(catalogue),
            *([_said(comment)] if comment is not None else []),
        ),
    )


def growth_sentences(published: Published, against: Sequence[Against]) -> tuple[str, ...]:
    """What every comparison has to be read with, here and in the window."""
    said = [one.sentence for one in against if one.sentence]
    if any(one.basis is not None for one in against):
        if any(table not in (FIGURES, HOURS) for one in against for table, _cell in one.changes):
            said.append(sentences.no_growth(least_change("", base=published.network.parameters.base) or 0))
        said.append(sentences.HOURS_TREND)
    return tuple(dict.fromkeys(said))


def _about(published: Published, against: Sequence[Against], comment: Comment | None) -> Section:
    said = [sentences.NO_NAMES, *([sentences.NOT_THE_COMMENT] if comment else []), sentences.TWO_KINDS]
    if published.stand < published.period.end:
        said.append(sentences.provisional(published.stand))
    restart = published.restart
    if published.withheld:
        said.append(sentences.LEDGER_LOST if restart is None else sentences.after_restart(restart.on))
    return Section("Wie diese Zahlen zu lesen sind", (*said, *growth_sentences(published, against)))


def _figures(published: Published, against: Sequence[Against]) -> Section:
    values = _values(published)
    lines = tuple(
        Line(one.label, values[FIGURES, one.code].value, 0, changes=_changes(against, FIGURES, one.code))
        for one in published.network.catalogue.figures
    )
    return Section("Eckzahlen", (sentences.EXACT,), lines, heads=_heads(against, FIGURES))


def _breakdowns(published: Published, against: Sequence[Against]) -> Iterable[Section]:
    values = _values(published)
    for population in published.network.catalogue.populations:
        first = True
        for table in population.tables:
            total = values.get((table.code, TOTAL))
            if total is None or population.code in published.withheld:
                continue
            if total.value is None:
                yield Section(table.label, (sentences.not_shown(table.minimum, population.label),))
                continue
            said = _said_of(published, population, total) if first else ()
            first = False
            yield Section(
                table.label,
                said,
                (*_cells(published, table, values, against), Line("Summe (gerundet)", total.value, None)),
                heads=_heads(against, table.code),
            )


def _cells(
    published: Published, table: Table, values: Mapping[tuple[str, str], Row], against: Sequence[Against]
) -> Iterable[Line]:
    margin = published.network.parameters.base - 1
    cells = [(cell, values[table.code, cell.code].value or 0) for cell in table.cells]
    for (cell, value), bar in zip(cells, bars([(value, margin) for _cell, value in cells]), strict=True):
        yield Line(cell.label, value, margin, bar, _changes(against, table.code, cell.code))


def _said_of(published: Published, population: Population, total: Row) -> tuple[str, ...]:
    """Once for all tables of a population: they share their Stand and their sum."""
    exact = next(
        row.value
        for row in published.rows
        if (row.table, row.measure, row.stand) == (FIGURES, population.figure, total.stand)
    )
    known = f"Eckzahl am {german_date(total.stand)}: {number(exact or 0)}."
    repeated = (sentences.repeated(total.stand),) if total.stand != published.stand else ()
    return (*repeated, known, *sentences.reading(population.unit))


def _hours(published: Published) -> Section:
    values = _values(published)
    total = values[HOURS, TOTAL].value
    if total is None:
        return Section("Stunden nach Handlungsfeld", (sentences.NOT_SHOWN_HOURS,))
    fields = [(one.label, values[HOURS, one.code].value) for one in published.network.catalogue.fields]
    chart = bars([(value or 0, 0) for _label, value in fields])
    lines = [Line(label, value, None, bar) for (label, value), bar in zip(fields, chart, strict=True)]
    return Section("Stunden nach Handlungsfeld", (sentences.HOURS,), (*lines, Line("zusammen", total, None)))


def _said(comment: Comment) -> Section:
    paragraphs = tuple(line for line in comment.text.split("\n") if line.strip())
    approved = f"Freigegeben am {german_date(comment.approved_on)}."
    return Section(sentences.COMMENT_ASKED, (sentences.COMMENT_UNPROTECTED, approved, *paragraphs), new_page=True)


def _values(published: Published) -> dict[tuple[str, str], Row]:
    """The rows of this period, without older exact numbers."""
    return {
        (row.table, row.cell or row.measure): row
        for row in published.rows
        if row.table != FIGURES or row.stand == published.stand
    }


def _heads(against: Sequence[Against], table: str) -> tuple[str, ...]:
    return tuple(_head(one) for one in against if any(name == table for name, _cell in one.changes))


def _changes(against: Sequence[Against], table: str, cell: str) -> tuple[str, ...]:
    return tuple(
        one.changes[table, cell].words if (table, cell) in one.changes else "–"
        for one in against
        if any(name == table for name, _cell in one.changes)
    )


def _head(one: Against) -> str:
    return f"gegen {one.period.german}"
