"""The cells of one row by what they mean, and what they say about a person once they are read."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from mentorhub.choices import Programme, Role, RoleStatus
from mentorhub.import_export import values
from mentorhub.import_export.columns import Column, Table
from mentorhub.import_export.headings import Field
from mentorhub.import_export.sheets import Cell, Row, as_words
from mentorhub.import_export.values import Member, PersonName

T = TypeVar("T")

_FREE = frozenset((Field.NOTE, Field.INTERESTS, Field.EXPERIENCE, Field.WISH_NOTE))
"""Free words may be as long as they are."""
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Problem:
    """One value that was not taken. `column` is the heading as the list has it; empty for the whole row."""

    row: int
    column: str
    sentence: str
    sheet: str = ""
    position: int | None = None
    """Which cell of the row it is, so that it can be mended; None for the whole row."""
    written: str = ""
    """What stands in that cell."""


@dataclass(frozen=True)
class Guardian:
    name: str
    phone: str = ""
    relation: str = ""


@dataclass(frozen=True)
class Partner:
    """The other side of a pairing that already runs, as the list names it."""

    name: PersonName
    number: str
    words: str
    since: date | None
    last_contact: date | None
    position: int = 0
    """The column in which the list names them."""


@dataclass(slots=True)
class RowReading:
    """`values` are attributes of a person, only those that the row really gives."""

    sheet: str
    number: int
    role: Role | None = None
    name_position: int | None = None
    """The column in which the name is looked for."""
    more_roles: tuple[Role, ...] = ()
    """Where a cell names several: a mentor who also interprets."""
    person_number: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    status: RoleStatus | None = None
    capacity: int | None = None
    registered_on: date | None = None
    household: tuple[Member, ...] = ()
    guardians: tuple[Guardian, ...] = ()
    partners: tuple[Partner, ...] = ()
    partner_role: Role = Role.MENTEE
    programme: Programme | None = None
    problems: list[Problem] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"{self.values.get('first_name', '')} {self.values.get('last_name', '')}".strip()


@dataclass(slots=True)
class Reader:
    table: Table
    row: Row
    reading: RowReading
    districts: tuple[str, ...]
    """Names of the organisation's districts, to which other spellings are brought."""

    def cells(self, field: Field) -> list["Said"]:
        """The filled cells of this meaning; those of rows that go on with the person come behind."""
        columns = self.table.of(field)
        if not columns:
            return []
        goes_on = field.goes_on and self.table.continued
        rows = (self.row, *(self.table.continued.get(self.row.number, ()) if goes_on else ()))
        filled = [
            Said(row.number, column, cell)
            for row in rows
            for column in columns
            if (cell := row.cell(column.position)) is not None
        ]
        for said in [said for said in filled if values.failed(said.cell)]:
            filled.remove(said)
            self.refuse(said, values.told_failed(said.cell))
        if field not in _FREE:
            for said in [said for said in filled if values.too_long(said.cell)]:
                filled.remove(said)
                self.refuse(said, values.told_too_long())
        return [said for said in filled if values.words(said.cell)]

    def refuse(self, said: "Said", sentence: str) -> None:
        written = " ".join(as_words(said.cell)[:_SHOWN].split())
        column = said.column
        problem = Problem(said.row, column.heading, sentence, self.table.sheet, column.position, written)
        if problem not in self.reading.problems:
            self.reading.problems.append(problem)

    def take(self, field: Field, reader: Callable[[Cell], T]) -> T | None:
        """The value of the first cell that gives one."""
        if not self.table.of(field):
            return None
        return next((value for value in self.take_all(field, reader) if value is not None), None)

    def take_all(self, field: Field, reader: Callable[[Cell], Any]) -> list[Any]:
        found: list[Any] = []
        if not self.table.of(field):
            return found
        for said in self.cells(field):
            try:
                found.append(reader(said.cell))
            except values.Unreadable as trouble:
                self.refuse(said, str(trouble))
                if trouble.understood is not None:
                    found.append(trouble.understood)
        return found

    def put(self, attribute: str, value: Any) -> None:
        if value not in (None, ""):
            self.reading.values[attribute] = value

    def note(self, words: str) -> None:
        if words:
            said = self.reading.values.get("note", "")
            self.reading.values["note"] = f"{said}; {words}" if said else words

    def words(self, field: Field) -> str:
        if not self.table.of(field):
            return ""
        return "; ".join(values.words(said.cell) for said in self.cells(field))


@dataclass(frozen=True, slots=True)
class Said:
    """A filled cell and where it stands."""

    row: int
    column: Column
    cell: Cell
