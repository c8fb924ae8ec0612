"""Reads workbooks of Excel and LibreOffice within bounds: no file may take the whole memory or the program."""

import html
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from mentorhub.import_export import archives, old_workbooks
from mentorhub.import_export.archives import Marks
from mentorhub.import_export.sheets import (
    MAX_CELLS,
    MAX_UNPACKED,
    NO_RESULT,
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
    marks: Mapping[str, Marks] = {}
    if data.startswith(_ZIP):
        marks = _look_into_archive(path, data)
    elif old_workbooks.cells(data) > MAX_CELLS:
        raise UnreadableList(too_large(path))
    else:
        marks = old_workbooks.marks(data)
    from python_calamine import CalamineError, PasswordError

    try:
        return _caught(lambda: _sheets(path, data, marks))
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


def _sheets(path: Path, data: bytes, marks: Mapping[str, Marks]) -> tuple[Sheet, ...]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    parts = _parts_of_sheets(data) if marks else {}
    sheets = []
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        for about in book.sheets_metadata:
            if about.typ is not SheetTypeEnum.WorkSheet:
                continue
            marked = marks.get(parts.get(about.name, about.name), Marks())
            rows = bounded(path, _with_errors(_rows(book.get_sheet_by_name(about.name)), marked))
            filled = {at for row in rows for at, cell in enumerate(row.cells) if cell is not None}
            sheets.append(
                Sheet(
                    about.name,
                    rows,
                    about.visible is not SheetVisibleEnum.Visible,
                    frozenset(row.number for row in rows if row.number in marked.hidden_rows),
                    frozenset(marked.hidden_columns & filled) if marked.hidden_columns else frozenset(),
                )
            )
    return tuple(sheets)


_LOOKED_AT = 1_000_000


def _parts_of_sheets(data: bytes) -> dict[str, str]:
    """In which part of the archive a sheet lies, by its name; empty for an open document."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            with archive.open("xl/workbook.xml") as part:
                book = part.read(_LOOKED_AT)
            with archive.open("xl/_rels/workbook.xml.rels") as part:
                links = part.read(_LOOKED_AT)
    except archives.BROKEN:
        return {}
    targets = {
        _attribute(link, b"Id"): _attribute(link, b"Target") for link in re.findall(rb"<Relationship\b[^>]*>", links)
    }
    return {
        _attribute(sheet, b"name"): "xl/" + targets.get(_attribute(sheet, rb"\w+:id"), "").removeprefix("/xl/")
        for sheet in re.findall(rb"<(?:\w+:)?sheet\b[^>]*>", book)
    }


def _attribute(tag: bytes, name: bytes) -> str:
    found = re.search(rb"[\s]" + name + rb"=[\"']([^\"']*)[\"']", tag)
    return html.unescape(found[1].decode("utf-8", "replace")) if found else ""


def _with_errors(rows: Iterator[list[Any]], marked: Marks) -> Iterator[list[Any]]:
    """Where the spreadsheet itself has failed the reader gives an empty cell; here its mark stands in it."""
    if not marked.errors:
        yield from rows
        return
    failed: dict[int, dict[int, str]] = {}
    for (number, column), words in marked.errors.items():
        failed.setdefault(number, {})[column] = words
    for number, row in enumerate(rows, start=1):
        for column, words in failed.get(number, {}).items():
            if column < len(row) and row[column] in (None, ""):
                row[column] = words if words.startswith("#") else NO_RESULT
        yield row


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


def _look_into_archive(path: Path, data: bytes) -> Mapping[str, Marks]:
    if b"xl/workbook.bin" in data:
        raise UnreadableList(
            _(
                "»{file}« ist eine Excel-Binärmappe (.xlsb) und kann nicht gelesen werden. Es wurde nichts "
                "übernommen. Bitte speichern Sie sie in Excel als Arbeitsmappe (.xlsx)."
            ).format(file=path.name)
        )
    return archives.look_into(path, io.BytesIO(data), MAX_UNPACKED, MAX_CELLS)
