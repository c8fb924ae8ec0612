"""Finds the table in a sheet: where its headings stand, what each column means, what kind of list it is."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mentorhub.choices import Choice
from mentorhub.import_export.headings import Field, meanings
from mentorhub.import_export.reading import Cell, ListFile, Row, Sheet, UnreadableList, as_words
from mentorhub.import_export.values.cells import key
from mentorhub.text import N_, _

_SEARCHED_ROWS = 30
_EXAMPLES = 3


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
class Undecided:
    """A table of people that does not say which people they are."""


@dataclass(frozen=True)
class Table:
    """One table of a sheet. `left_out` are rows that hold no person: totals, repeated headings."""

    sheet: str
    kind: Kind
    heading_row: int
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    left_out: tuple[int, ...] = ()

    def of(self, field: Field) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.field is field)

    def words(self, row: Row, field: Field) -> str:
        """What the row says under this meaning; several columns of one meaning are joined."""
        return "; ".join(as_words(cell) for cell in self.cells(row, field))

    def cells(self, row: Row, field: Field) -> tuple[Cell, ...]:
        """The filled cells of the row under this meaning."""
        found = (row.cell(column.position) for column in self.of(field))
        return tuple(cell for cell in found if cell is not None)


def tables(file: ListFile, kind: Kind | None = None) -> tuple[Table, ...]:
    """Every table of the file that can be recognised, as the given kind if any. Raises `UnreadableList`."""
    visible = [sheet for sheet in file.sheets if sheet.rows and not sheet.hidden]
    found = [_table(sheet, file.path, kind) for sheet in visible]
    known = tuple(table for table in found if isinstance(table, Table) and table.rows)
    if known:
        return known
    if any(isinstance(table, Undecided) for table in found):
        raise UnreadableList(
            _(
                "In »{file}« stehen Personen, aber nicht, ob es Patinnen und Paten, Mentees oder "
                "Sprachmittlerinnen und "
                "Sprachmittler sind. Es wurde nichts übernommen. Bitte geben Sie die Art der Liste an."
            ).format(file=file.path.name)
        )
    raise UnreadableList(
        _(
            "In »{file}« ist keine Spalte zu erkennen, aus der Personen gelesen werden können. Es wurde "
            "nichts "
            "übernommen. Bitte schreiben Sie Überschriften wie Vorname, Nachname und Telefon über die "
            "Spalten."
        ).format(file=file.path.name)
    )


def _table(sheet: Sheet, path: Path, kind: Kind | None) -> "Table | Undecided | None":
    heading = _heading_row(sheet.rows)
    number = 0 if heading is None else heading.number
    rows = tuple(row for row in sheet.rows if row.number > number)
    top = tuple(row for row in sheet.rows if row.number < number)
    columns = _by_content(rows, () if heading is None else _by_heading(heading))
    decided = kind or _kind_by_columns(columns) or _kind_by_words(sheet.name, path.stem, top)
    if decided is None and heading is not None:
        decided = _kind_by_hints(columns)
    columns = _settle(columns, decided)
    if decided is None:
        return Undecided() if _enough(columns, Kind.MENTORS) else None
    if not _enough(columns, decided):
        return None
    real, left_out = _real_rows(rows, heading, columns)
    return Table(sheet.name, decided, number, _with_examples(columns, real), real, left_out)


def _heading_row(rows: Sequence[Row]) -> Row | None:
    """The row among the first ones in which the most cells are known headings, at least two of them or all."""
    best: tuple[float, Row] | None = None
    for row in rows[:_SEARCHED_ROWS]:
        cells = [cell for cell in row.cells if cell is not None]
        known = sum(bool(isinstance(cell, str) and meanings(cell)) for cell in cells)
        heads = known >= 2 and known * 3 >= len(cells)
        alone = known == len(cells) == 1 and _alone(rows, row)
        if (heads or alone) and (best is None or known > best[0]):
            best = known, row
    return best[1] if best else None


def _alone(rows: Sequence[Row], row: Row) -> bool:
    """A single heading over a list of one column, not a title."""
    return all(len(other.cells) == 1 for other in rows[:10]) and row is rows[0]


def _by_heading(heading: Row) -> tuple[Column, ...]:
    """Each meaning goes to the heading that fits it best; meanings that may be joined go to all that fit."""
    wishes = []
    for position, cell in enumerate(heading.cells):
        if isinstance(cell, str):
            wishes += [(-score, position, field) for field, score in meanings(cell).items()]
    given: dict[int, Field] = {}
    for _score, position, field in sorted(wishes, key=lambda wish: wish[:2]):
        if position not in given and (field.joins or field not in given.values()):
            given[position] = field
    return tuple(
        Column(position, " ".join(as_words(cell).split()), given.get(position))
        for position, cell in enumerate(heading.cells)
        if cell is not None
    )


_PHONE = re.compile(r"(?:\+|0)[\d\s()/.\-–]{6,}")
_EMAIL = re.compile(r"\S+@\S+\.\S+")
_NAME = re.compile(r"[^\W\d_][^\d@;:]{1,60}")


def _by_content(rows: Sequence[Row], columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Phones and e-mail addresses show themselves; beside them a column of short words is the name."""
    taken = {column.field for column in columns}
    found = {column.position: column for column in columns}
    for position in range(max((len(row.cells) for row in rows[:200]), default=0)):
        column = found.get(position) or Column(position, "", None)
        found[position] = column
        if column.field is not None:
            continue
        cells = [as_words(row.cell(position)) for row in rows[:200] if row.cell(position) is not None]
        for field, pattern in ((Field.EMAIL, _EMAIL), (Field.PHONE, _PHONE)):
            if field not in taken and len(cells) > 1 and _share(cells, pattern) > 0.6:
                found[position] = replace(column, field=field, by_content=True)
                taken.add(field)
    if not columns and taken & {Field.EMAIL, Field.PHONE}:
        for position, column in sorted(found.items()):
            cells = [as_words(row.cell(position)) for row in rows[:200] if row.cell(position) is not None]
            if column.field is None and len(cells) > 1 and _share(cells, _NAME) > 0.8:
                found[position] = replace(column, field=Field.NAME, by_content=True)
                break
    return tuple(found[position] for position in sorted(found) if found[position].heading or found[position].field)


def _share(cells: Sequence[str], pattern: re.Pattern[str]) -> float:
    return sum(bool(pattern.fullmatch(cell.strip())) for cell in cells) / len(cells)


_SIGNS = {
    Kind.MEDIATORS: r"sprachmittl\w*|dolmetsch\w*|uebersetz\w*|translators?|interpreters?|mediators?",
    Kind.ACTIVITIES: r""
    r"aktivitaet\w*|treffen|taetigkeit\w*|stundenliste|stundenzettel|protokolle?|activities|log",
    Kind.PAIRINGS: r"patenschaft(?:en)?|tandems?|paare|zuordnung\w*|pairings?|matches",
    Kind.MENTEES: r""
    r"mentees?|warteliste|gefluechtete\w*|patenkind(?:er)?|teilnehm\w*|klient\w*|familien|anmeldungen|"
    r"wartende|suchende|ratsuchende",
    Kind.MENTORS: r""
    r"pat(?:e|en|in|innen)|mentor(?:en|in|innen|s)?|ehrenamt\w*|freiwillige\w*|lots\w*|helfer\w*|volunteers?",
}


def _kind_by_columns(columns: Sequence[Column]) -> Kind | None:
    """Where the columns leave no doubt."""
    fields = {column.field for column in columns}
    if Field.DAY in fields and fields & {Field.MINUTES, Field.HOURS, Field.COUNT, Field.HAPPENED}:
        return Kind.ACTIVITIES
    person = fields & {Field.PHONE, Field.MOBILE, Field.EMAIL, Field.LANGUAGES, Field.DISTRICT, Field.BIRTH}
    named = fields & {Field.NAME, Field.FIRST_NAME, Field.LAST_NAME}
    return Kind.PAIRINGS if {Field.MENTOR, Field.MENTEE} <= fields and not named and len(person) < 2 else None


def _kind_by_words(sheet: str, stem: str, top: Iterable[Row]) -> Kind | None:
    """From the name of the sheet, the title above the table, the name of the file."""
    title = " ".join(as_words(cell) for row in top for cell in row.cells if isinstance(cell, str))
    for words in (sheet, title, stem):
        for kind, sign in _SIGNS.items():
            if re.search(rf"\b(?:{sign})\b", key(words)):
                return kind
    return None


def _kind_by_hints(columns: Sequence[Column]) -> Kind | None:
    """From columns that only one kind of list usually has."""
    fields = {column.field for column in columns}
    named = fields & {Field.NAME, Field.FIRST_NAME, Field.LAST_NAME}
    if Field.CAPACITY in fields or Field.ROLE in fields or (Field.MENTEE in fields and named):
        return Kind.MENTORS
    mentees = {Field.KIND, Field.HOUSEHOLD, Field.ORIGIN, Field.GUARDIANS, Field.IN_GERMANY_SINCE}
    if fields & mentees or (Field.MENTOR in fields and (named or Field.MENTEE in fields)):
        return Kind.MENTEES
    return Kind.MENTORS if Field.MENTEE in fields else None


def _settle(columns: tuple[Column, ...], kind: Kind | None) -> tuple[Column, ...]:
    """Under "Mentee" in a list of mentees stands the person itself, and so on for each kind."""
    fields = {column.field for column in columns}
    renamed: dict[Field | None, Field | None] = {}
    own = {Kind.MENTEES: Field.MENTEE, Kind.MENTORS: Field.MENTOR}.get(kind) if kind else None
    if own in fields and not fields & {Field.NAME, Field.FIRST_NAME, Field.LAST_NAME}:
        renamed[own] = Field.NAME
    elif own in fields:
        renamed[own] = None
    if Field.NAME in fields and Field.FIRST_NAME in fields and Field.LAST_NAME not in fields:
        renamed[Field.NAME] = Field.LAST_NAME
    if Field.NAME in fields and {Field.FIRST_NAME, Field.LAST_NAME} <= fields:
        renamed[Field.NAME] = None
    if kind is not Kind.ACTIVITIES and Field.DAY in fields:
        renamed[Field.DAY] = None if Field.REGISTERED_ON in fields else Field.REGISTERED_ON
    if kind is Kind.PAIRINGS and Field.NAME in fields and Field.MENTOR not in fields:
        renamed[Field.NAME] = Field.MENTOR
    return tuple(
        replace(column, field=renamed[column.field]) if column.field in renamed else column for column in columns
    )


def _enough(columns: Sequence[Column], kind: Kind) -> bool:
    fields = {column.field for column in columns}
    if kind is Kind.PAIRINGS:
        return {Field.MENTOR, Field.MENTEE} <= fields
    if kind is Kind.ACTIVITIES:
        return Field.DAY in fields and bool(fields & {Field.PAIRING_NUMBER, Field.MENTOR, Field.MENTEE})
    return bool(fields & {Field.NAME, Field.FIRST_NAME, Field.LAST_NAME})


_TOTALS = re.compile(
    r"(?:summe|gesamt\w*|insgesamt|anzahl|total|sum|stand|ergebnis|mittelwert|durchschnitt|legende|hinweis)\b"
)


def _real_rows(
    rows: Sequence[Row], heading: Row | None, columns: Sequence[Column]
) -> tuple[tuple[Row, ...], tuple[int, ...]]:
    """Rows that hold somebody, and the numbers of the others."""
    names = [c.position for c in columns if c.field in (Field.NAME, Field.FIRST_NAME, Field.LAST_NAME, Field.MENTOR)]
    names = names or [column.position for column in columns if column.field is not None]
    repeated = None if heading is None else [key(as_words(cell)) for cell in heading.cells]
    real, left_out = [], []
    for row in rows:
        first = next((key(as_words(cell)) for cell in row.cells if cell is not None), "")
        named = [key(as_words(row.cell(position))) for position in names if row.cell(position) is not None]
        total = _TOTALS.match(first) or any(_TOTALS.match(name) for name in named)
        again = [key(as_words(cell)) for cell in row.cells] == repeated
        if again or ((total or not named) and not _names_somebody(row, columns)):
            left_out.append(row.number)
        else:
            real.append(row)
    return tuple(real), tuple(left_out)


def _names_somebody(row: Row, columns: Sequence[Column]) -> bool:
    """A total may stand in the name's column, but it has no telephone and speaks no language."""
    telling = (Field.PHONE, Field.MOBILE, Field.EMAIL, Field.LANGUAGES, Field.BIRTH, Field.DISTRICT, Field.MENTEE)
    cells = [row.cell(column.position) for column in columns if column.field in telling]
    return any(isinstance(cell, str) and len(cell) > 3 for cell in cells)


def _with_examples(columns: Sequence[Column], rows: Sequence[Row]) -> tuple[Column, ...]:
    return tuple(
        replace(
            column,
            examples=tuple(
                as_words(row.cell(column.position)) for row in rows if row.cell(column.position) is not None
            )[:_EXAMPLES],
        )
        for column in columns
    )
