"""What a recognised table is: its kind, its columns with what they mean, its rows."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from mentorhub.choices import Choice
from mentorhub.import_export.headings import Field
from mentorhub.import_export.sheets import Cell, Row, as_words
from mentorhub.text import N_

_LAST_NAME_FIRST = re.compile(r"(?:nachname|familienname|zuname|name),?\s*(?:,|/|und|u\.)?\s*vorname", re.I)
_LOOKED_AT = 500


class Kind(Choice):
    MENTORS = "mentors", N_("Patinnen und Paten")
    MENTEES = "mentees", N_("Mentees")
    MEDIATORS = "mediators", N_("Sprachmittlung")
    PAIRINGS = "pairings", N_("Patenschaften")
    ACTIVITIES = "activities", N_("Aktivitäten")


@dataclass(frozen=True)
class Column:
    position: int
    heading: str
    field: Field | None
    by_content: bool = False
    """Recognised by what stands in it, not by its heading: worth a second look."""
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """One table of a sheet. `left_out` are rows that hold no person: totals, repeated headings."""

    sheet: str
    """The name of the sheet; with the title of the part where one sheet holds several tables."""
    kind: Kind
    heading_row: int
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    left_out: tuple[int, ...] = ()
    continued: Mapping[int, tuple[Row, ...]] = field(default_factory=dict)
    """Rows that say more about the person of an earlier row, by the number of that row."""

    def of(self, field: Field) -> tuple[Column, ...]:
        return self._by_field.get(field, ())

    @cached_property
    def _by_field(self) -> Mapping[Field, tuple[Column, ...]]:
        found: dict[Field, tuple[Column, ...]] = {}
        for column in self.columns:
            if column.field is not None:
                found[column.field] = (*found.get(column.field, ()), column)
        return found

    @cached_property
    def last_name_first(self) -> bool:
        """Under "Name, Vorname", where most cells lack the comma: there the order of the heading counts."""
        columns = [column for column in self.of(Field.NAME) if _LAST_NAME_FIRST.match(column.heading.strip())]
        cells = [as_words(row.cell(column.position)) for column in columns for row in self.rows[:_LOOKED_AT]]
        filled = [cell for cell in cells if " " in cell.strip()]
        return bool(filled) and sum("," in cell for cell in filled) * 2 < len(filled)

    def words(self, row: Row, field: Field) -> str:
        """What the row says under this meaning; several columns of one meaning are joined."""
        return "; ".join(as_words(cell) for cell in self.cells(row, field))

    def cells(self, row: Row, field: Field) -> tuple[Cell, ...]:
        """The filled cells of the row under this meaning."""
        found = (row.cell(column.position) for column in self.of(field))
        return tuple(cell for cell in found if cell is not None)
