"""Finds the tables in a file: where their headings stand, over one row or two, and what each column means."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from mentorhub.import_export import kinds
from mentorhub.import_export.columns import Column, Kind, Table
from mentorhub.import_export.contents import by_content
from mentorhub.import_export.headings import Field, is_slot, meanings
from mentorhub.import_export.sheets import Cell, ListFile, Row, Sheet, UnreadableList, as_words
from mentorhub.import_export.values.cells import key
from mentorhub.text import _

_SEARCHED_ROWS = 30
_EXAMPLES = 3
_PERSONS = frozenset((Kind.MENTORS, Kind.MENTEES, Kind.MEDIATORS))
_NAMES = (Field.NAME, Field.FIRST_NAME, Field.LAST_NAME)


@dataclass(frozen=True)
class Wanted:
    """What the coordinator said about the tables: their kinds and what their columns mean (None: not read)."""

    kind: Kind | None = None
    """For every table that does not say itself what it is."""
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    fields: Mapping[tuple[str, int], Field | None] = field(default_factory=dict)
    without_hidden: bool = False
    """Leaves out rows and columns that the spreadsheet does not show."""


@dataclass(frozen=True)
class Found:
    """`unread` are the sheets that hold something, but nothing that could be recognised."""

    tables: tuple[Table, ...]
    unread: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    hidden_inside: tuple[tuple[str, int, int], ...] = ()
    """Of sheets that are read: how many filled rows and columns they do not show."""


class UndecidedKind(UnreadableList):
    """There are people in the list, but nothing says which; the kind has to be given."""


@dataclass(frozen=True)
class _Undecided:
    """A table of people that does not say which people they are."""


@dataclass(frozen=True)
class _Heading:
    """The words over each column, in one row or two; `number` is the last of these rows."""

    number: int
    words: Mapping[int, tuple[str, ...]]
    """By position: the ways to say the heading, the best first."""
    rows: tuple[Row, ...]


def tables(file: ListFile, kind: Kind | None = None) -> tuple[Table, ...]:
    """Every table of the file that can be recognised, as the given kind if any. Raises `UnreadableList`."""
    return find(file, Wanted(kind)).tables


def find(file: ListFile, wanted: Wanted) -> Found:
    """Every table that can be recognised, and the sheets in which there is none. Raises `UnreadableList`."""
    there = [sheet for sheet in file.sheets if sheet.rows and not sheet.hidden]
    visible = [shown for sheet in there if (shown := sheet.shown() if wanted.without_hidden else sheet).rows]
    inside = tuple(
        (sheet.name, len(sheet.hidden_rows), len(sheet.hidden_columns))
        for sheet in there
        if sheet.hidden_rows or sheet.hidden_columns
    )
    found, unread, undecided = [], [], False
    for sheet in visible:
        parts = _parts(sheet, file.path, wanted)
        read = [part for part in parts if isinstance(part, Table) and part.rows]
        found += read
        undecided = undecided or any(isinstance(part, _Undecided) for part in parts)
        unread += [] if read else [sheet.name]
    hidden = tuple(sheet.name for sheet in file.sheets if sheet.rows and sheet.hidden)
    if found:
        return Found(tuple(found), tuple(unread), hidden, inside)
    if undecided:
        raise UndecidedKind(
            _(
                "In »{file}« stehen Personen, aber nicht, ob es Patinnen und Paten, Mentees oder "
                "Sprachmittlerinnen und Sprachmittler sind. Es wurde nichts übernommen. Bitte geben Sie die Art "
                "der Liste an."
            ).format(file=file.path.name)
        )
    raise UnreadableList(
        _(
            "In »{file}« ist keine Spalte zu erkennen, aus der Personen gelesen werden können. Es wurde nichts "
            "übernommen. Bitte geben Sie die Art der Liste an: dann können Sie selbst sagen, was in welcher "
            "Spalte steht."
        ).format(file=file.path.name)
    )


def heading_words(sheet: Sheet) -> tuple[str, ...]:
    """The headings of the sheet as they are compared with those of another list."""
    heading = _heading(sheet.rows)
    if heading is None:
        return (str(max(len(row.cells) for row in sheet.rows)),)
    return tuple(f"{position} {key(max(ways, key=len))}" for position, ways in sorted(heading.words.items()))


def _parts(sheet: Sheet, path: Path, wanted: Wanted) -> "list[Table | _Undecided | None]":
    """One sheet may hold several tables one below the other, each under a line that says who they are."""
    cuts = _cuts(sheet.rows)
    if not cuts:
        return [_table(sheet.name, sheet.name, sheet.rows, path, wanted)]
    parts: list[Table | _Undecided | None] = []
    heading: _Heading | None = None
    for start, end in zip(cuts, [*cuts[1:], len(sheet.rows)], strict=True):
        rows = sheet.rows[start:end]
        title = " ".join(as_words(next(cell for cell in rows[0].cells if cell is not None)).split())
        own = _heading(rows[1:])
        heading = own or heading or _heading(sheet.rows[: cuts[0]])
        parts.append(_table(f"{sheet.name} · {title}", title, rows, path, wanted, heading))
    return parts


def _cuts(rows: Sequence[Row]) -> list[int]:
    """Where the parts of a sheet begin; none if it is one table, whatever stands above it."""
    found: dict[Kind, int] = {}
    cuts = []
    for at, row in enumerate(rows):
        cells = [cell for cell in row.cells if cell is not None]
        if len(cells) != 1 or not isinstance(cells[0], str):
            continue
        kind = kinds.of_title(cells[0])
        beside = at + 1 < len(rows) and sum(cell is not None for cell in rows[at + 1].cells) > 1
        if kind is not None and beside and kind not in found:
            found[kind] = at
            cuts.append(at)
    return cuts if len(cuts) > 1 else []


def _table(
    name: str, title: str, rows: Sequence[Row], path: Path, wanted: Wanted, given: _Heading | None = None
) -> "Table | _Undecided | None":
    heading = given or _heading(rows)
    kind = wanted.kinds.get(name, wanted.kind)
    if heading is None and kind is not None and not by_content(rows, ()):
        heading = _first_row(rows)
    number = 0 if heading is None or heading.number < rows[0].number else heading.number
    below = tuple(row for row in rows if row.number > number and row is not (rows[0] if given else None))
    top = tuple(row for row in rows if row.number < number)
    columns = by_content(below, () if heading is None else _by_heading(heading))
    decided = kind or kinds.by_columns(columns) or kinds.by_words(title, path.stem, top)
    if decided is None and heading is not None:
        decided = kinds.by_hints(columns)
    columns = _settle(columns, decided)
    if decided is None:
        return _Undecided() if kinds.enough(columns, Kind.MENTORS) else None
    columns = _as_wanted(name, columns, wanted)
    if not kinds.enough(columns, decided) and kind is None:
        return None
    real, left_out, continued = _real_rows(below, heading, columns, decided)
    return Table(name, decided, number, _with_examples(columns, real), real, left_out, continued)


def _as_wanted(name: str, columns: Sequence[Column], wanted: Wanted) -> tuple[Column, ...]:
    """What was said by hand; a meaning that only one column can have is taken from the other."""
    given = {position: meaning for (table, position), meaning in wanted.fields.items() if table == name}
    taken = {meaning for meaning in given.values() if meaning is not None and not meaning.joins}
    return tuple(
        replace(column, field=given[column.position], by_content=False)
        if column.position in given
        else replace(column, field=None if column.field in taken else column.field)
        for column in columns
    )


def _heading(rows: Sequence[Row]) -> _Heading | None:
    """The row among the first ones in which the most cells are known headings, alone or with the one below."""
    best: tuple[tuple[int, int], _Heading] | None = None
    for at, row in enumerate(rows[:_SEARCHED_ROWS]):
        cells = [cell for cell in row.cells if cell is not None]
        known = sum(bool(isinstance(cell, str) and meanings(cell)) for cell in cells)
        heads = known >= 2 and known * 3 >= len(cells)
        alone = known == len(cells) == 1 and _alone(rows, row)
        if (heads or alone) and (best is None or (known, 1) > best[0]):
            best = (known, 1), _one_row(row)
        double = _two_rows(row, rows[at + 1]) if at + 1 < len(rows) else None
        if double is not None:
            told = sum(any(meanings(words) for words in ways) for ways in double.words.values())
            rank = 2 if heads and known * 2 >= len(cells) else 0  # a title over one row of headings is none
            if told >= 2 and (best is None or (told, rank) > best[0]):
                best = (told, rank), double
    return best[1] if best else None


def _one_row(row: Row) -> _Heading:
    words = {at: (_line(cell),) for at, cell in enumerate(row.cells) if isinstance(cell, str)}
    return _Heading(row.number, words, (row,))


def _first_row(rows: Sequence[Row]) -> _Heading | None:
    """For a table whose columns somebody will name: its first row with more than one cell."""
    wide = next((row for row in rows if sum(cell is not None for cell in row.cells) > 1), rows[0] if rows else None)
    return None if wide is None else _one_row(wide)


def _two_rows(upper: Row, lower: Row) -> _Heading | None:
    """An upper heading over several columns ("Kontakt") with its parts below ("Telefon", "E-Mail")."""
    if lower.number > upper.number + 2:
        return None
    below = [cell for cell in lower.cells if cell is not None]
    if sum(cell is not None for cell in upper.cells) < 2:
        return None
    if not below or not all(isinstance(cell, str) and len(cell) < 60 for cell in below):
        return None
    known = sum(bool(meanings(as_words(cell))) for cell in below)
    if known * 2 < len(below) or any(re.search(r"\d{3}|@", as_words(cell)) for cell in below):
        return None
    words: dict[int, tuple[str, ...]] = {}
    over = ""
    for at in range(max(len(upper.cells), len(lower.cells))):
        above, under = _line(upper.cell(at)), _line(lower.cell(at))
        if above:
            over = above
        elif not under:
            over = ""
        together = f"{over} {under}".strip()
        if under and over:
            words[at] = (together, under) if _role_word(over) or is_slot(together) else (under, together)
        elif under or above:
            words[at] = (under or above,)
    return _Heading(lower.number, words, (upper, lower))


def _role_word(words: str) -> bool:
    return bool({Field.MENTOR, Field.MENTEE} & set(meanings(words)))


def _line(cell: Cell) -> str:
    return " ".join(as_words(cell).split())


def _alone(rows: Sequence[Row], row: Row) -> bool:
    """A single heading over a list of one column, not a title."""
    return all(len(other.cells) == 1 for other in rows[:10]) and row is rows[0]


def _by_heading(heading: _Heading) -> tuple[Column, ...]:
    """Each meaning goes to the heading that fits it best; meanings that may be joined go to all that fit."""
    wishes = []
    for position, ways in heading.words.items():
        for rank, words in enumerate(ways):
            wishes += [(-score + rank, position, field) for field, score in meanings(words).items()]
    given: dict[int, Field] = {}
    for _score, position, meaning in sorted(wishes, key=lambda wish: wish[:2]):
        if position not in given and (meaning.joins or meaning not in given.values()):
            given[position] = meaning
    return tuple(
        Column(position, max(ways, key=len), given.get(position)) for position, ways in sorted(heading.words.items())
    )


def _settle(columns: tuple[Column, ...], kind: Kind | None) -> tuple[Column, ...]:
    """Under "Mentee" in a list of mentees stands the person itself, and so on for each kind."""
    fields = {column.field for column in columns}
    renamed: dict[Field | None, Field | None] = {}
    own = {Kind.MENTEES: Field.MENTEE, Kind.MENTORS: Field.MENTOR}.get(kind) if kind else None
    if own in fields and not fields & {Field.NAME, Field.FIRST_NAME, Field.LAST_NAME}:
        renamed[own] = Field.NAME
    elif own in fields:
        renamed[own] = None
    phone = {Kind.MENTEES: Field.MENTEE_PHONE, Kind.MENTORS: Field.MENTOR_PHONE}.get(kind) if kind else None
    if phone is not None:
        renamed[phone] = Field.PHONE
    if kind is Kind.MENTEES and not fields & {Field.NAME, Field.FIRST_NAME, Field.LAST_NAME, Field.MENTEE}:
        columns = tuple(  # "Kind" over the names of children, not over what kind of mentee each is
            replace(column, field=Field.NAME)
            if column.field is Field.KIND and key(column.heading) == "kind"
            else column
            for column in columns
        )
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


_TOTALS = re.compile(
    r"(?:summe|gesamt\w*|insgesamt|anzahl|total|sum|stand|ergebnis|mittelwert|durchschnitt|legende|hinweis)\b"
)
_MORE = frozenset(
    (
        *(Field.LANGUAGES, Field.NATIVE_LANGUAGE, Field.TIMES, Field.TOPICS, Field.INTERESTS, Field.NOTE),
        *(Field.HOUSEHOLD, Field.MENTEE, Field.SINCE, Field.LAST_CONTACT),
    )
)
"""What a row below a person may add to it without saying the name again."""


def _real_rows(
    rows: Sequence[Row], heading: _Heading | None, columns: Sequence[Column], kind: Kind
) -> tuple[tuple[Row, ...], tuple[int, ...], dict[int, tuple[Row, ...]]]:
    """Rows that hold somebody, the numbers of those that hold nobody, and rows that go on with the one above."""
    names = [c.position for c in columns if c.field in (*_NAMES, Field.MENTOR)]
    names = names or [column.position for column in columns if column.field is not None]
    repeated = [] if heading is None else [[key(as_words(cell)) for cell in row.cells] for row in heading.rows]
    real: list[Row] = []
    left_out: list[int] = []
    continued: dict[int, tuple[Row, ...]] = {}
    for row in rows:
        first = next((key(as_words(cell)) for cell in row.cells if cell is not None), "")
        named = [key(as_words(row.cell(position))) for position in names if row.cell(position) is not None]
        total = _TOTALS.match(first) or any(_TOTALS.match(name) for name in named) or _is_letter(row)
        if [key(as_words(cell)) for cell in row.cells] in repeated:
            left_out.append(row.number)
        elif kind in _PERSONS and real and not named and not total and _goes_on(row, real[-1], columns, continued):
            continued[real[-1].number] = (*continued.get(real[-1].number, ()), row)
        elif (total or not named) and not _names_somebody(row, columns):
            left_out.append(row.number)
        else:
            real.append(row)
    return tuple(real), tuple(left_out), continued


def _is_letter(row: Row) -> bool:
    """A letter alone in its row, as over each part of an address book."""
    cells = [cell for cell in row.cells if cell is not None]
    return len(cells) == 1 and isinstance(cells[0], str) and len(cells[0].strip(" .-–")) == 1


def _goes_on(row: Row, above: Row, columns: Sequence[Column], continued: Mapping[int, Sequence[Row]]) -> bool:
    """Directly below a person, and filled only where a person can say several things."""
    last = continued.get(above.number, (above,))[-1]
    filled = {column.field for column in columns if row.cell(column.position) is not None}
    return row.number == last.number + 1 and bool(filled - {None}) and filled <= _MORE | {None}


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
                as_words(row.cell(column.position)) for row in rows[:200] if row.cell(column.position) is not None
            )[:_EXAMPLES],
        )
        for column in columns
    )
