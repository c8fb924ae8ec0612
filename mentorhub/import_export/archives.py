"""A small file may unpack to something huge, and one stray cell far away makes a sheet huge: looked at before reading.

Every part is unpacked once, piece by piece, and nothing is kept: what the directory says of the sizes may be a lie.
"""

import re
import zipfile
import zlib
from pathlib import Path
from typing import IO

from mentorhub.import_export.sheets import UnreadableList, damaged, too_large

BROKEN = (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError, OSError, ValueError, KeyError, zlib.error)
"""What a torn or forged archive raises, here and in the libraries that read it."""
_PIECE = 1_000_000
_NO_TAG = 2_000_000
"""So much without a new tag is the text of a cell; what it says does not matter here."""


def look_into(path: Path, file: Path | IO[bytes], most_bytes: int, most_cells: int) -> None:
    """Raises `UnreadableList` if they unpack to more than `most_bytes` together, or if a
    sheet spans more than `most_cells`."""
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
    except BROKEN as trouble:
        raise UnreadableList(damaged(path)) from trouble


_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*?\br=[\"'](\d{1,9})[\"']")
_COLUMN = re.compile(rb"\br=[\"']([A-Z]{1,7})\d")
_FAR = re.compile(rb"\br=[\"'][A-Z]{1,7}(\d{6,9})[\"']")
_OPEN_DOCUMENT = re.compile(
    rb"<table:(?P<kind>table-row|table-cell|covered-table-cell|table)\b(?P<rest>[^>]*)>|</table:table-row>"
)


class _Extent:
    """How large the rectangle is that a reader lays out for one part, whatever stands in it."""

    def __init__(self) -> None:
        self._rest = b""
        self._height = self._counted = 0
        self._width = 1
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

    def _open_document(self, xml: bytes) -> None:
        """Repeated cells that hold something are laid out one by one; empty ones at the end are not."""
        for tag in _OPEN_DOCUMENT.finditer(xml):
            kind, rest = tag["kind"], tag["rest"] or b""
            if kind == b"table":
                self._open_height = self._open_width = 0
            elif kind == b"table-row":
                self._repeated = _number(rest, b"number-rows-repeated")
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
