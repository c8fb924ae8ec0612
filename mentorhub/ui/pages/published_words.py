"""Published figures as lines of a table, in the catalogue's order and words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mentorhub.statistics.catalogue import TOTAL, Network
from mentorhub.statistics.disclosure import FIGURES, Row
from mentorhub.statistics.hours import HOURS
from mentorhub.text import _, german_date, number


@dataclass(frozen=True)
class Line:
    """One published value as a table shows it; without a row a heading."""

    key: tuple[str, str, str]
    words: str
    value: str
    stand: str
    row: Row | None = None


def lines(rows: Sequence[Row], network: Network) -> Iterable[Line]:
    catalogue = network.catalogue
    figures = {figure.code: figure.label for figure in catalogue.figures}
    fields = {field.code: field.label for field in catalogue.fields}
    tables = {table.code: table for population in catalogue.populations for table in population.tables}
    shown = ""
    for row in rows:
        if row.table != shown:
            shown = row.table
            title = {FIGURES: _("Eckzahlen (genau)"), HOURS: _("Stunden (gerundet)")}.get(shown, "")
            title = title or _("{table} (gerundet)").format(table=tables[shown].label)
            yield Line((shown, "", ""), title, "", "")
        if row.table == FIGURES:
            words = figures[row.measure]
        elif row.cell == TOTAL:
            words = _("Summe")
        elif row.table == HOURS:
            words = fields[row.cell]
        else:
            words = next(cell.label for cell in tables[row.table].cells if cell.code == row.cell)
        value = _("n/v") if row.value is None else number(row.value)
        key = (row.table, row.cell or row.measure, row.stand.isoformat())
        yield Line(key, f"   {words}", value, german_date(row.stand), row)
