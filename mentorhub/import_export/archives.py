"""A small file may unpack to something huge, and one stray cell far away makes a sheet huge: looked at before reading.

Every part is unpacked once, piece by piece, and nothing is kept: what the directory says of the sizes may be a lie.
"""

import html
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from mentorhub.import_export.sheets import MAX_COLUMNS, MAX_ROWS, UnreadableList, damaged, too_large

BROKEN = (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError, OSError, ValueError, KeyError, zlib.error)
"""What a torn or forged archive raises, here and in the libraries that read it."""
_PIECE = 1_000_000
_NO_TAG = 2_000_000
"""So much without a new tag is the text of a cell; what it says does not matter here."""


@dataclass
class Marks:
    """What the reader of cells does not tell of a sheet: rows count from 1, columns from 0."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    """Cells in which the spreadsheet itself has failed, by row and column."""


def look_into(path: Path, file: Path | IO[bytes], most_bytes: int, most_cells: int) -> dict[str, Marks]:
    """What is marked, by part and by the table's name in an open document.

    Raises `UnreadableList` if the parts unpack to more than `most_bytes` together, or if a sheet spans more than
    `most_cells`.
    """
    found: dict[str, Marks] = {}
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            if sum(member.file_size for member in members) > most_bytes:
                raise UnreadableList(too_large(path))
            for member in members:
                extent = _Extent()
                with archive.open(member) as part:
                    while piece := part.read(_PIECE):
                        extent.feed(piece)
                        if extent.cells() > most_cells:
                            raise UnreadableList(too_large(path))
                extent.end()
                if extent.cells() > most_cells:
                    raise UnreadableList(too_large(path))
                found |= {member.filename: extent.marks, **extent.tables}
    except BROKEN as trouble:
        raise UnreadableList(damaged(path)) from trouble
    return found


_MOST_MARKS = 10_000
_TAG = re.compile(rb"<(?:\w+:)?(row|col)\b([^>]*)>")
_HIDDEN = re.compile(rb"\bhidden=[\"'](?:1|true)[\"']")
_NUMBERED = re.compile(rb"\b(r|min|max)=[\"'](\d{1,7})[\"']")
_ERROR = re.compile(
    rb"<c\b[^>]*?\br=[\"']([A-Z]{1,3})(\d{1,7})[\"'][^>]*\bt=[\"']e[\"'][^>]*>.{0,999}?<v>(.{1,20}?)</v>"
)
_NO_RESULT = re.compile(
    rb"<c\b[^>]*?\br=[\"']([A-Z]{1,3})(\d{1,7})[\"'][^>]*>\s*<f\b[^>]*>[^<]{0,999}</f>\s*(?:<v\s*/>|<v></v>)?\s*</c>"
)
_NAME = re.compile(rb"table:name=[\"']([^\"']{1,200})[\"']")
_COLLAPSED = re.compile(rb"table:visibility=[\"'](?:collapse|filter)[\"']")
_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*?\br=[\"'](\d{1,9})[\"']")
_COLUMN = re.compile(rb"\br=[\"']([A-Z]{1,7})\d")
_FAR = re.compile(rb"\br=[\"'][A-Z]{1,7}(\d{6,9})[\"']")
_OPEN_DOCUMENT = re.compile(
    rb"<table:(?P<kind>table-row|table-column|table-cell|covered-table-cell|table)\b(?P<rest>[^>]*)>|</table:table-row>"
)


class _Extent:
    """How large the rectangle is that a reader lays out for one part, whatever stands in it."""

    def __init__(self) -> None:
        self.marks = Marks()
        self.tables: dict[str, Marks] = {}
        self._rest = b""
        self._height = self._counted = 0
        self._width = 1
        self._columns = 0
        self._table = Marks()
        self._most = self._open_height = self._open_width = 0
        self._repeated = 1
        self._row_width = self._row_filled = 0

    def cells(self) -> int:
        return max(max(self._height, self._counted) * self._width, self._most)

    def feed(self, piece: bytes) -> None:
        xml = self._rest + piece
        cut = xml.rfind(b"<")
        if cut <= 0 and len(xml) < _NO_TAG:
            self._rest = xml
            return
        cut = len(xml) if cut <= 0 else cut
        self._rest = xml[cut:]
        self._take(xml[:cut])

    def end(self) -> None:
        self._take(self._rest)
        self._rest = b""

    def _take(self, xml: bytes) -> None:
        if b"<table:" in xml or b"</table:" in xml:
            self._open_document(xml)
            return
        rows = [int(row) for row in _ROW.findall(xml)]
        far = [int(row) for row in _FAR.findall(xml)]
        self._height = max([self._height, *rows, *far])
        self._counted += xml.count(b"<row")
        for letters in set(_COLUMN.findall(xml)):
            self._width = max(self._width, _column_number(letters))
        self._mark(xml)

    def _mark(self, xml: bytes) -> None:
        if b"hidden=" in xml:
            for tag in _TAG.finditer(xml):
                if _HIDDEN.search(tag[2]):
                    numbers = {name: int(number) for name, number in _NUMBERED.findall(tag[2])}
                    if tag[1] == b"row" and b"r" in numbers:
                        self.marks.hidden_rows.add(numbers[b"r"])
                    elif b"min" in numbers and b"max" in numbers:
                        last = min(numbers[b"max"], MAX_COLUMNS)
                        self.marks.hidden_columns.update(range(numbers[b"min"] - 1, last))
        for pattern in (_ERROR, _NO_RESULT) if b"<f" in xml or b't="e"' in xml else ():
            for cell in pattern.finditer(xml):
                if len(self.marks.errors) < _MOST_MARKS:
                    place = (int(cell[2]), _column_number(cell[1]) - 1)
                    self.marks.errors[place] = cell[3].decode("utf-8", "replace") if pattern is _ERROR else "="

    def _open_document(self, xml: bytes) -> None:
        """Repeated cells that hold something are laid out one by one; empty ones at the end are not."""
        for tag in _OPEN_DOCUMENT.finditer(xml):
            kind, rest = tag["kind"], tag["rest"] or b""
            if kind == b"table":
                self._open_height = self._open_width = self._columns = 0
                named = _NAME.search(rest)
                name = html.unescape(named[1].decode("utf-8", "replace")) if named else ""
                self._table = self.tables.setdefault(name, Marks())
            elif kind == b"table-column":
                repeated = min(_number(rest, b"number-columns-repeated"), MAX_COLUMNS)
                if _COLLAPSED.search(rest):
                    self._table.hidden_columns.update(range(self._columns, self._columns + repeated))
                self._columns += repeated
            elif kind == b"table-row":
                self._repeated = _number(rest, b"number-rows-repeated")
                if _COLLAPSED.search(rest):
                    last = self._open_height + min(self._repeated, MAX_ROWS)
                    self._table.hidden_rows.update(range(self._open_height + 1, last + 1))
                self._row_width = self._row_filled = 0
            elif kind is None:
                if self._row_filled:
                    self._open_width = max(self._open_width, self._row_filled)
                    self._most = max(self._most, (self._open_height + self._repeated) * self._open_width)
                self._open_height += self._repeated
            else:
                self._row_width += _number(rest, b"number-columns-repeated")
                if b"office:value" in rest or b"calcext:value" in rest or not rest.rstrip().endswith(b"/"):
                    self._row_filled = self._row_width


def _number(attributes: bytes, name: bytes) -> int:
    found = re.search(name + rb"=[\"'](\d{1,9})[\"']", attributes)
    return int(found[1]) if found else 1


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
