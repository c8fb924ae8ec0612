"""A table on the clipboard: as text for spreadsheets, as a table for letters."""

import html
from collections.abc import Sequence

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication


def put_table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Line breaks and tabs inside a cell become spaces, so that every row stays one row."""
    lines = [headings, *rows]
    data = QMimeData()
    data.setText("\n".join("\t".join(" ".join(cell.split()) for cell in line) for line in lines))
    data.setHtml(f"<table>{_row('th', headings)}{''.join(_row('td', line) for line in rows)}</table>")
    QGuiApplication.clipboard().setMimeData(data)


def _row(tag: str, cells: Sequence[str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{html.escape(cell)}</{tag}>' for cell in cells)}</tr>"
