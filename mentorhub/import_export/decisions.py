"""What the coordinator has said about a list while looking at it; nothing said means: as it was recognised."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from mentorhub.import_export.columns import Kind, Table
from mentorhub.import_export.finding import Wanted
from mentorhub.import_export.headings import Field
from mentorhub.import_export.sheets import Row

Place = tuple[str, int]
"""A row: the name of its table and its number."""
NEW = "new"
"""Said of a name in a pairing: nobody known is meant, but somebody new."""


class Twin(StrEnum):
    """What shall happen with a row whose person looks like somebody else."""

    MERGE = "merge"
    APART = "apart"
    SKIP = "skip"


@dataclass(frozen=True)
class Decisions:
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    """By table."""
    fields: Mapping[tuple[str, int], Field | None] = field(default_factory=dict)
    """By table and position of the column; None: the column is not read."""
    cells: Mapping[tuple[str, int, int], str] = field(default_factory=dict)
    """Mended cells, by table, row and position."""
    skipped: frozenset[Place] = frozenset()
    twins: Mapping[Place, Twin] = field(default_factory=dict)
    meant: Mapping[tuple[str, int, str], str] = field(default_factory=dict)
    """Whom a name in a row means, by table, row and the name as written: a person's key (`Known.token`) or `NEW`."""
    without_hidden: bool = False
    """Rows and columns that the spreadsheet does not show stay out."""

    def wanted(self, kind: Kind | None) -> Wanted:
        return Wanted(kind, self.kinds, self.fields, self.without_hidden)

    def leaving_out_hidden(self, out: bool) -> "Decisions":
        return replace(self, without_hidden=out)

    def with_kind(self, table: str, kind: Kind) -> "Decisions":
        return replace(self, kinds={**self.kinds, table: kind})

    def with_field(self, table: str, position: int, meaning: Field | None) -> "Decisions":
        return replace(self, fields={**self.fields, (table, position): meaning})

    def with_cell(self, table: str, row: int, position: int, words: str) -> "Decisions":
        return replace(self, cells={**self.cells, (table, row, position): words})

    def with_twin(self, place: Place, twin: Twin) -> "Decisions":
        return replace(self, twins={**self.twins, place: twin})

    def with_meant(self, table: str, row: int, name: str, token: str) -> "Decisions":
        return replace(self, meant={**self.meant, (table, row, name): token})

    def leaving_out(self, place: Place, out: bool = True) -> "Decisions":
        return replace(self, skipped=self.skipped | {place} if out else self.skipped - {place})

    def mended(self, table: Table) -> Table:
        """The table with the cells as they were corrected."""
        cells = {(row, position): words for (sheet, row, position), words in self.cells.items() if sheet == table.sheet}
        if not cells:
            return table
        return replace(
            table,
            rows=tuple(_mended(row, cells) for row in table.rows),
            continued={number: tuple(_mended(row, cells) for row in more) for number, more in table.continued.items()},
        )

    def mended_around(self, table: Table, row: Row) -> Table:
        """The table for reading this row: with what its continued rows say once mended."""
        return self.mended(replace(table, rows=())) if row.number in table.continued else table


def _mended(row: Row, cells: Mapping[tuple[int, int], str]) -> Row:
    given = {position: words for (number, position), words in cells.items() if number == row.number}
    if not given:
        return row
    width = max(len(row.cells), max(given) + 1)
    return Row(row.number, tuple(given.get(at, row.cell(at)) or None for at in range(width)))
