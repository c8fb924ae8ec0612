"""What was read from a spreadsheet or a text file: plain cells in rows in sheets, and the bounds of what is read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from mentorhub.errors import MentorHubError
from mentorhub.text import _

Cell = str | int | float | bool | date | time | timedelta | None

MAX_BYTES = 50_000_000
MAX_UNPACKED = 400_000_000
MAX_ROWS = 200_000
MAX_COLUMNS = 500
MAX_CELLS = 6_000_000
"""Bounds far beyond any association's list: a damaged or malicious file can't take the whole memory."""


NO_RESULT = "#LEER!"
"""Stands in a cell whose formula has no result in the file; see also the marks of the spreadsheets themselves."""


class UnreadableList(MentorHubError):
    """The file is not a list that can be read; nothing was taken from it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row as the spreadsheet shows it; `number` counts from 1 like there."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, position: int) -> Cell:
        return self.cells[position] if position < len(self.cells) else None


@dataclass(frozen=True)
class Sheet:
    name: str
    rows: tuple[Row, ...]
    """Rows that hold anything at all; the empty ones between are left out, their numbers are kept."""
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    """Numbers of filled rows that the spreadsheet does not show."""
    hidden_columns: frozenset[int] = frozenset()
    """Positions of its columns that hold something and are not shown."""

    def shown(self) -> "Sheet":
        """Without what is hidden."""
        if not self.hidden_rows and not self.hidden_columns:
            return self
        rows = (
            Row(row.number, tuple(None if at in self.hidden_columns else cell for at, cell in enumerate(row.cells)))
            for row in self.rows
            if row.number not in self.hidden_rows
        )
        return Sheet(self.name, tuple(row for row in rows if any(cell is not None for cell in row.cells)))


@dataclass(frozen=True)
class Letters:
    """One way to read the letters of a text, with some words read so."""

    encoding: str
    sample: str


@dataclass(frozen=True)
class ListFile:
    path: Path
    sheets: tuple[Sheet, ...]
    encoding: str | None = None
    """How the letters of a text file were written; None for workbooks."""
    delimiter: str | None = None
    in_doubt: tuple[Letters, ...] = ()
    """Where the letters could be read in several ways somebody has to look. The first is the one taken."""


def as_words(cell: Cell) -> str:
    """The cell as one would read it aloud from the spreadsheet."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return _("ja") if cell else _("nein")
    if isinstance(cell, date | time):
        return f"{cell:%d.%m.%Y}" if isinstance(cell, date) else f"{cell:%H:%M}"
    if isinstance(cell, timedelta):
        minutes = round(cell.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    return f"{cell:.10g}".replace(".", ",") if isinstance(cell, float) else str(cell)


def bounded(path: Path, cells: Iterable[Sequence[Cell]]) -> tuple[Row, ...]:
    """The filled rows, trimmed. Raises `UnreadableList` beyond the bounds."""
    rows: list[Row] = []
    same: dict[str, str] = {}
    for number, row in enumerate(cells, start=1):
        if number > MAX_ROWS:
            raise UnreadableList(too_large(path))
        plain = [_shared(_plain(cell), same) for cell in row]
        while plain and plain[-1] is None:
            plain.pop()
        if len(plain) > MAX_COLUMNS:
            raise UnreadableList(too_large(path))
        if plain:
            rows.append(Row(number, tuple(plain)))
    return tuple(rows)


def _shared(cell: Cell, same: dict[str, str]) -> Cell:
    """Towns, languages and first names stand in many cells: each is kept once."""
    return same.setdefault(cell, cell) if isinstance(cell, str) and len(cell) <= _SHARED else cell


_SHARED = 60
_INVISIBLE = " \t\r\n\v\f\xa0\u2007\u202f\u200b\u200e\u200f\u2060\ufeff"


def _plain(cell: Cell) -> Cell:
    if cell is None:
        return None
    if isinstance(cell, str):
        return cell.replace("\xa0", " ").replace("\u202f", " ").replace("\r\n", "\n").strip(_INVISIBLE) or None
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return int(cell)
    return cell


def damaged(path: Path) -> str:
    return _(
        "»{file}« ist beschädigt oder keine Tabelle. Es wurde nichts übernommen. Bitte öffnen Sie die Datei "
        "in Excel oder LibreOffice, speichern Sie sie neu und versuchen Sie es noch einmal."
    ).format(file=path.name)


def too_large(path: Path) -> str:
    return _(
        "»{file}« ist zu groß, um eine Liste von Personen zu sein. Es wurde nichts übernommen. Bitte "
        "löschen Sie leere Blätter und weit entfernte Zellen oder teilen Sie die Liste."
    ).format(file=path.name)
