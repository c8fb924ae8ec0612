"""Reads workbooks of Excel and LibreOffice within bounds: no file may take the whole memory or the program."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from mentorhub.import_export import archives, old_workbooks
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
            rows = bounded(path, _rows(book.get_sheet_by_name(about.name)))
            sheets.append(Sheet(about.name, rows, about.visible is not SheetVisibleEnum.Visible))
    return tuple(sheets)


def _rows(sheet: Any) -> Iterator[list[Any]]:
    """One by one, with the empty columns at the left that the reader leaves out."""
    if sheet.start is None:
        return
    before = [None] * sheet.start[1]
    for row in sheet.iter_rows():
        yield [*before, *row]


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
    if b"xl/workbook.bin" in data:
        raise UnreadableList(
            _(
                "»{file}« ist eine Excel-Binärmappe (.xlsb) und kann nicht gelesen werden. Es wurde nichts "
                "übernommen. Bitte speichern Sie sie in Excel als Arbeitsmappe (.xlsx)."
            ).format(file=path.name)
        )
    archives.look_into(path, io.BytesIO(data), MAX_UNPACKED, MAX_CELLS)
