"""Writes lists for other programs: xlsx and csv in which no cell is ever run as a formula.

The workbook is written straight into its zip, row by row: bounded memory, the same bytes for the same rows, and no
temporary file in which names would lie unencrypted. Words are inline strings, which no spreadsheet takes for a formula.
"""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import IO
from xml.sax.saxutils import escape

Cell = str | int | float | date | None

MAX_LETTERS = 16_000
"""A cell takes 32,767 letters of UTF-16; some letters need two."""

_RUNS = ("=", "+", "-", "@", "\t", "\r")
_MADE = (1980, 1, 1, 0, 0, 0)
_FIRST_DAY = date(1900, 3, 1)
"""Before it the spreadsheet's calendar has a day too many."""
_DAY_ZERO = date(1899, 12, 30)
_TO_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_GENERAL, _HEADING, _DAY, _WORDS = range(4)

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts count="1">'
    '<numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font>'
    '</fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/>'
    '</fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="4"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1"/>'
    '<xf xfId="0" numFmtId="164" applyNumberFormat="1"/><xf xfId="0" numFmtId="49" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


class Workbook:
    """One sheet after the other: `start`, then `add` for each row; `close` at the end."""

    def __init__(self, out: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED)
        self._titles: list[str] = []
        self._sheet: IO[bytes] | None = None
        self._row = 0

    def start(self, title: str, headings: Sequence[str]) -> None:
        self._end_sheet()
        self._titles.append(title)
        self._sheet = self._zip.open(_part(f"xl/worksheets/sheet{len(self._titles)}.xml"), "w", force_zip64=True)
        self._row = 0
        pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        width = f'<col min="1" max="{max(1, len(headings))}" width="18" customWidth="1"/>'
        self._write(
            f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">{pane}</sheetView>'
            f"</sheetViews><cols>{width}</cols><sheetData>"
        )
        self._add(headings, _HEADING)

    def add(self, cells: Sequence[Cell]) -> None:
        self._add(cells, _WORDS)

    def close(self) -> None:
        self._end_sheet()
        numbers = range(1, len(self._titles) + 1)
        sheets = "".join(
            f'<sheet name="{_attribute(title)}" sheetId="{n}" r:id="rId{n}"/>'
            for n, title in zip(numbers, self._titles, strict=True)
        )
        links = "".join(
            f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
        )
        styles = f'<Relationship Id="rId0" Type="{_OFFICE}/styles" Target="styles.xml"/>'
        types = "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPE}.worksheet+xml"/>' for n in numbers
        )
        parts = {
            "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}{styles}'
            "</Relationships>",
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
            f' Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
            ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>{types}</Types>',
        }
        self._zip.writestr(_part("xl/styles.xml"), _STYLES)
        for name, content in parts.items():
            self._zip.writestr(_part(name), _HEAD + content)
        self._zip.close()

    def _add(self, cells: Sequence[Cell], style: int) -> None:
        self._row += 1
        made = "".join(_cell(f"{_column(place)}{self._row}", cell, style) for place, cell in enumerate(cells))
        self._write(f'<row r="{self._row}">{made}</row>')

    def _write(self, words: str) -> None:
        if self._sheet is not None:
            self._sheet.write(words.encode())

    def _end_sheet(self) -> None:
        if self._sheet is not None:
            self._write("</sheetData></worksheet>")
            self._sheet.close()
            self._sheet = None


def xlsx(title: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """One list as a workbook."""
    out = io.BytesIO()
    book = Workbook(out)
    book.start(title, headings)
    for row in rows:
        book.add([cell[:MAX_LETTERS] if isinstance(cell, str) else cell for cell in row])
    book.close()
    return out.getvalue()


def csv_table(_title: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """One list as text: semicolons, BOM and CRLF, as a German Excel opens it with a double click."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([_harmless(heading) for heading in headings])
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


WRITERS: dict[str, Callable[[str, Sequence[str], Iterable[Sequence[Cell]]], bytes]] = {
    ".xlsx": xlsx,
    ".csv": csv_table,
}


def unescaped(words: str) -> str:
    """What was written: letters that XML does not know stand there as `_x000B_`."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), words)


def _harmless(cell: Cell) -> str:
    """An apostrophe before what a spreadsheet would run: it shows the words and calculates nothing."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    if not isinstance(cell, str):
        return str(cell).replace(".", ",")
    return f"'{cell}" if cell.startswith(_RUNS) else cell


def _cell(place: str, cell: Cell, style: int) -> str:
    if cell is None or cell == "":
        return ""
    if isinstance(cell, date):
        if cell >= _FIRST_DAY:
            return f'<c r="{place}" s="{_DAY}"><v>{(cell - _DAY_ZERO).days}</v></c>'
        cell = cell.isoformat()
    if not isinstance(cell, str):
        return f'<c r="{place}" s="{_GENERAL}"><v>{cell!r}</v></c>'
    known = escape(_TO_ESCAPE.sub(lambda found: f"_x{ord(found[0]):04X}_", cell))
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{known}</t></is></c>'


def _column(place: int) -> str:
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _attribute(words: str) -> str:
    return escape(words, {'"': "&quot;"})


def _part(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _MADE)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info
