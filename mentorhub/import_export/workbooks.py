"""Reads workbooks of Excel and LibreOffice within bounds: no file may take the whole memory or the program."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from mentorhub.import_export import old_workbooks
from mentorhub.import_export.sheets import (
    MAX_CELLS,
    MAX_UNPACKED,
    Sheet,
    UnreadableList,
    bounded,
    damaged,
    too_large,
)
from mentorhub.text import _

T = TypeVar("T")
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def looks_like_one(data: bytes) -> bool:
    return data.startswith((_ZIP, _OLE))


def read(path: Path, data: bytes) -> tuple[Sheet, ...]:
    """All sheets. Raises `UnreadableList`."""
    if data.startswith(_ZIP):
        _look_into_archive(path, data)
    elif old_workbooks.cells(data) > MAX_CELLS:
        raise UnreadableList(too_large(path))
    from python_calamine import CalamineError, PasswordError

    try:
        return _caught(lambda: _sheets(path, data))
    except PasswordError as trouble:
        raise UnreadableList(
            _(
                "»{file}« ist mit einem Kennwort geschützt und kann nicht gelesen werden. Es wurde nichts "
                "übernommen. Bitte öffnen Sie die Datei, speichern Sie sie ohne Kennwort und wählen Sie sie "
                "dann noch einmal aus."
            ).format(file=path.name)
        ) from trouble
    except (CalamineError, ValueError, OverflowError, OSError, TypeError, _Panic) as trouble:
        raise UnreadableList(damaged(path)) from trouble


def _sheets(path: Path, data: bytes) -> tuple[Sheet, ...]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    sheets = []
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        for about in book.sheets_metadata:
            if about.typ is not SheetTypeEnum.WorkSheet:
                continue
            cells = book.get_sheet_by_name(about.name).to_python(skip_empty_area=False)
            sheets.append(Sheet(about.name, bounded(path, cells), about.visible is not SheetVisibleEnum.Visible))
    return tuple(sheets)


class _Panic(Exception):
    """The reader gave up inside itself."""


def _caught(work: Callable[[], T]) -> T:
    """A panic of the reader's own language is no `Exception`; it is known by its name alone."""
    try:
        return work()
    except BaseException as trouble:
        if type(trouble).__name__ != "PanicException":
            raise
        raise _Panic from None


def _look_into_archive(path: Path, data: bytes) -> None:
    """A small file may unpack to something huge, and one stray cell far away makes a sheet huge."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if sum(member.file_size for member in members) > MAX_UNPACKED:
                raise UnreadableList(too_large(path))
            names = [member.filename for member in members]
            if any(name.endswith("workbook.bin") for name in names):
                raise UnreadableList(
                    _(
                        "»{file}« ist eine Excel-Binärmappe (.xlsb) und kann nicht gelesen werden. Es wurde nichts "
                        "übernommen. Bitte speichern Sie sie in Excel als Arbeitsmappe (.xlsx)."
                    ).format(file=path.name)
                )
            for member in members:
                if member.filename.casefold().endswith(".xml"):
                    with archive.open(member) as part:
                        xml = part.read(MAX_UNPACKED)
                    if _cells(xml) > MAX_CELLS:
                        raise UnreadableList(too_large(path))
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError, OSError, ValueError, KeyError) as trouble:
        raise UnreadableList(damaged(path)) from trouble
    except _zlib_error() as trouble:
        raise UnreadableList(damaged(path)) from trouble


def _zlib_error() -> type[Exception]:
    import zlib

    return zlib.error


def _cells(xml: bytes) -> int:
    """How large the rectangle is that a reader lays out for this part, whatever stands in it."""
    if b"number-columns-repeated" in xml or b"number-rows-repeated" in xml:
        return _open_document_cells(xml)
    rows = [int(row) for row in re.findall(rb"<(?:\w+:)?row\b[^>]*?\br=[\"'](\d{1,9})[\"']", xml)]
    wide = set(re.findall(rb"\br=[\"']([A-Z]{1,7})\d", xml))
    far = [int(number) for number in re.findall(rb"\br=[\"'][A-Z]{1,7}(\d{6,9})[\"']", xml)]
    height = max([*rows, *far, xml.count(b"<row")], default=0)
    return height * max((_column_number(letters) for letters in wide), default=1)


def _open_document_cells(xml: bytes) -> int:
    """Repeated cells that hold something are laid out one by one; empty ones at the end are not."""
    most = height = width = 0
    repeated = 1
    for tag in re.finditer(
        rb"<table:(?P<kind>table-row|table-cell|covered-table-cell|table)\b(?P<rest>[^>]*)>|</table:table-row>", xml
    ):
        kind, rest = tag["kind"], tag["rest"] or b""
        if kind == b"table":
            height = width = 0
        elif kind == b"table-row":
            repeated = _number(rest, b"number-rows-repeated")
            row_width = row_filled = 0
        elif kind is None:
            if row_filled:
                width = max(width, row_filled)
                most = max(most, (height + repeated) * width)
            height += repeated
        else:
            row_width += _number(rest, b"number-columns-repeated")
            if b"office:value" in rest or b"calcext:value" in rest or not rest.rstrip().endswith(b"/"):
                row_filled = row_width
    return most


def _number(attributes: bytes, name: bytes) -> int:
    found = re.search(name + rb"=[\"'](\d{1,9})[\"']", attributes)
    return int(found[1]) if found else 1


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
