"""Reads a list from a spreadsheet or a text file into plain cells, whatever program wrote it."""

import codecs
import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from mentorhub.errors import MentorHubError
from mentorhub.text import _

Cell = str | int | float | bool | date | time | timedelta | None

WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
TEXTS = (".csv", ".tsv", ".txt")

MAX_BYTES = 50_000_000
MAX_UNPACKED = 400_000_000
MAX_ROWS = 200_000
MAX_COLUMNS = 500
_MAX_CELLS = 20_000_000
"""Bounds far beyond any association's list: a damaged or malicious file can't take the whole memory."""


class UnreadableList(MentorHubError):
    """The file is not a list that can be read; nothing was taken from it."""


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class ListFile:
    path: Path
    sheets: tuple[Sheet, ...]
    encoding: str | None = None
    """How the letters of a text file were written; None for workbooks."""
    delimiter: str | None = None


def read(path: Path) -> ListFile:
    """All sheets of the file with their cells trimmed; empty cells are None."""
    data = _bytes(path)
    suffix = path.suffix.lower()
    if _looks_like_workbook(data):
        return ListFile(path, _workbook(path, data))
    if suffix in WORKBOOKS:
        raise UnreadableList(_damaged(path))
    if suffix not in TEXTS:
        raise UnreadableList(
            _(
                "»{file}« ist keine Liste, die gelesen werden kann. Es wurde nichts übernommen. Bitte "
                "speichern Sie die Liste als Excel-, LibreOffice- oder CSV-Datei und wählen Sie diese aus."
            ).format(file=path.name)
        )
    words, encoding = _decode(path, data)
    rows, delimiter = _records(path, words)
    return ListFile(path, (Sheet(path.stem, _bounded(path, rows)),), encoding, delimiter)


def as_words(cell: Cell) -> str:
    """The cell as one would read it aloud from the spreadsheet."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return _("ja") if cell else _("nein")
    if isinstance(cell, date | time):
        return f"{cell:%d.%m.%Y}" if isinstance(cell, date) else f"{cell:%H:%M}"
    if isinstance(cell, timedelta):
        minutes = round(cell.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    return f"{cell:.10g}".replace(".", ",") if isinstance(cell, float) else str(cell)


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise UnreadableList(_too_large(path))
        data = path.read_bytes()
    except FileNotFoundError as trouble:
        raise UnreadableList(
            _(
                "Die Datei »{file}« gibt es nicht. Es wurde nichts übernommen. Bitte prüfen Sie Ordner und Namen."
            ).format(file=path.name)
        ) from trouble
    except OSError as trouble:
        raise UnreadableList(
            _(
                "»{file}« kann nicht geöffnet werden. Es wurde nichts übernommen. Ist die Datei noch in "
                "einem anderen Programm geöffnet, schließen Sie sie dort und versuchen Sie es noch einmal."
            ).format(file=path.name)
        ) from trouble
    if not data.strip(b"\0 \t\r\n"):
        raise UnreadableList(
            _("»{file}« ist leer. Es wurde nichts übernommen. Bitte wählen Sie eine andere Datei.").format(
                file=path.name
            )
        )
    return data


def _looks_like_workbook(data: bytes) -> bool:
    return data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))


def _workbook(path: Path, data: bytes) -> tuple[Sheet, ...]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

    if data.startswith(b"PK"):
        _refuse_bombs(path, data)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            sheets = []
            for about in book.sheets_metadata:
                cells = book.get_sheet_by_name(about.name).to_python(skip_empty_area=False)
                hidden = about.visible is not SheetVisibleEnum.Visible
                sheets.append(Sheet(about.name, _bounded(path, cells), hidden))
    except PasswordError as trouble:
        raise UnreadableList(
            _(
                "»{file}« ist mit einem Kennwort geschützt und kann nicht gelesen werden. Es wurde nichts "
                "übernommen. Bitte öffnen Sie die Datei, speichern Sie sie ohne Kennwort und wählen Sie sie "
                "dann noch einmal aus."
            ).format(file=path.name)
        ) from trouble
    except (CalamineError, ValueError, OverflowError, OSError) as trouble:
        raise UnreadableList(_damaged(path)) from trouble
    return tuple(sheets)


def _refuse_bombs(path: Path, data: bytes) -> None:
    """A small file may unpack to something huge, and one stray cell far away makes a sheet huge."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(member.file_size for member in archive.infolist()) > MAX_UNPACKED:
                raise UnreadableList(_too_large(path))
            for member in archive.infolist():
                if member.filename.startswith("xl/worksheets/") and member.filename.endswith(".xml"):
                    with archive.open(member) as sheet:
                        _refuse_far_cells(path, sheet.read(MAX_UNPACKED))
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        NotImplementedError,
        EOFError,
        RuntimeError,
        OSError,
    ) as trouble:
        raise UnreadableList(_damaged(path)) from trouble


def _refuse_far_cells(path: Path, xml: bytes) -> None:
    rows = columns = 1
    for match in re.finditer(rb"<c r=\"([A-Z]{1,3})([0-9]{1,7})\"[^>]*[^/]>", xml):
        rows = max(rows, int(match[2]))
        columns = max(columns, _column_number(match[1]))
        if rows * columns > _MAX_CELLS:
            raise UnreadableList(_too_large(path))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _decode(path: Path, data: bytes) -> tuple[str, str]:
    """The text and how it was encoded: mark, strict UTF-8, UTF-16 without a mark, then the old code pages.

    The guess between the two old code pages counts German letters: `Ü` in one is `š` in the other.
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError as trouble:
                raise UnreadableList(_damaged(path)) from trouble
    sample = data[:4000]
    if sample.count(0) > len(sample) // 5:
        encoding = "utf-16-le" if sample[1::2].count(0) >= sample[0::2].count(0) else "utf-16-be"
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError as trouble:
            raise UnreadableList(_damaged(path)) from trouble
    if sample.count(0):
        raise UnreadableList(_damaged(path))
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        dos, windows = data.decode("cp850"), data.decode("cp1252", errors="replace")
    if _german_letters(dos) > _german_letters(windows):
        return dos, "cp850"
    return windows, "cp1252"


def _german_letters(words: str) -> int:
    return sum(words.count(letter) for letter in "äöüßÄÖÜ")


def _records(path: Path, words: str) -> tuple[list[list[str]], str]:
    words = words.replace("\0", "")
    hint = re.match(r"\s*\"?sep=(.)\"?\r?\n", words)
    if hint:
        records = _split(path, words[hint.end() :], hint[1])
        return [[], *records], hint[1]
    delimiter = max(";\t,|", key=lambda sign: _regularity(words, sign))
    return _split(path, words, delimiter), delimiter


def _regularity(words: str, delimiter: str) -> tuple[float, int]:
    """How much the first lines look like a table: equally long rows with more than one cell."""
    try:
        rows = [row for row in csv.reader(io.StringIO(words[:20_000]), delimiter=delimiter) if any(row)][:60]
    except csv.Error:
        return 0.0, 0
    lengths = Counter(len(row) for row in rows if len(row) > 1)
    if not lengths:
        return 0.0, 0
    width, times = max(lengths.items(), key=lambda item: (item[1], item[0]))
    return times / len(rows) + min(width, 8) / 20, width


def _split(path: Path, words: str, delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(words, newline=""), delimiter=delimiter, skipinitialspace=True))
    except csv.Error as trouble:
        raise UnreadableList(_damaged(path)) from trouble


def _bounded(path: Path, cells: Sequence[Sequence[Cell]]) -> tuple[Row, ...]:
    if len(cells) > MAX_ROWS:
        raise UnreadableList(_too_large(path))
    rows = []
    for number, row in enumerate(cells, start=1):
        plain = [_plain(cell) for cell in row]
        while plain and plain[-1] is None:
            plain.pop()
        if len(plain) > MAX_COLUMNS:
            raise UnreadableList(_too_large(path))
        if plain:
            rows.append(Row(number, tuple(plain)))
    return tuple(rows)


_INVISIBLE = " \t\r\n\v\f\xa0\u2007\u202f\u200b\u200e\u200f\u2060\ufeff"


def _plain(cell: Cell) -> Cell:
    if isinstance(cell, str):
        return cell.replace("\xa0", " ").replace("\u202f", " ").replace("\r\n", "\n").strip(_INVISIBLE) or None
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return int(cell)
    return cell


def _damaged(path: Path) -> str:
    return _(
        "»{file}« ist beschädigt oder keine Tabelle. Es wurde nichts übernommen. Bitte öffnen Sie die Datei "
        "in Excel oder LibreOffice, speichern Sie sie neu und versuchen Sie es noch einmal."
    ).format(file=path.name)


def _too_large(path: Path) -> str:
    return _(
        "»{file}« ist zu groß, um eine Liste von Personen zu sein. Es wurde nichts übernommen. Bitte "
        "löschen Sie leere Blätter und weit entfernte Zellen oder teilen Sie die Liste."
    ).format(file=path.name)
