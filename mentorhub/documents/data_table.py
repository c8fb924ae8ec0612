"""Lists with columns, read out cell by cell."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import replace
from typing import Any

from reportlab.platypus import Flowable

from mentorhub.documents.layout import DETAIL, RULE, SMALL, TEXT_WIDTH, Grid, PaperCanvas
from mentorhub.documents.paragraph import BLACK, Span, Text


def table(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    shares: Sequence[float],
    *,
    height: float = 0,
    size: float = 10,
    padding: float = 3,
) -> "DataTable":
    """A list with columns: the headings come again on every page, a screen reader tells them with each cell.

    `height` of each row, to write by hand in; else as high as its words.
    """
    head = replace(SMALL, colour=BLACK, tag="P")
    cells: list[list[list[Flowable]]] = [[[Text([Span(words_, bold=True)], head)] for words_ in headings]]
    body = replace(DETAIL, size=size, leading=size * 1.32)
    cells += [[[Text(words_, body)] for words_ in row] for row in rows]
    style: list[Any] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        ("TOPPADDING", (0, 0), (-1, -1), padding),
        ("BOTTOMPADDING", (0, 0), (-1, -1), padding + 1),
        ("BACKGROUND", (0, 0), (-1, 0), (0.93, 0.95, 0.96)),
        ("GRID", (0, 0), (-1, -1), 0.5, RULE),
    ]
    heights = [None, *[height or None] * len(rows)]
    widths = [share * TEXT_WIDTH for share in shares]
    return DataTable(cells, widths, heights, style=style, repeatRows=1)


class DataTable(Grid):
    """Tagged as a table: rows of cells, the first with the headings."""

    HEAD_ROWS, HEAD_COLUMNS = 1, 0
    TOLD = 100
    """So many columns are read out; what stands in the others is decoration."""

    def draw(self) -> None:
        canvas: PaperCanvas = self.canv
        with canvas.tags.inside("Table"), ExitStack() as row:
            self._row, self._column, self._row_number = row, 0, 0
            super().draw()

    def _drawCell(self, cell: Any, style: Any, position: Any, size: Any) -> None:  # noqa: N802 - reportlab's name
        canvas: PaperCanvas = self.canv
        if self._column == 0:
            self._row.close()
            self._row.enter_context(canvas.tags.inside("TR"))
        with self._cell(canvas):
            super()._drawCell(cell, style, position, size)  # type: ignore[misc]
        self._column += 1
        if self._column == self._ncols:  # type: ignore[attr-defined]
            self._column, self._row_number = 0, self._row_number + 1

    def _cell(self, canvas: PaperCanvas) -> AbstractContextManager[None]:
        if self._column >= self.TOLD:
            return nullcontext()
        if self._row_number < self.HEAD_ROWS:
            return canvas.tags.inside("TH", Scope="Column")
        if self._column < self.HEAD_COLUMNS:
            return canvas.tags.inside("TH", Scope="Row")
        return canvas.tags.inside("TD")


class FigureTable(DataTable):
    """What was counted, how many, and a bar: the bar is not read out."""

    HEAD_ROWS, HEAD_COLUMNS, TOLD = 0, 1, 2


def figures(rows: Sequence[Sequence[Sequence[Flowable]]], shares: Sequence[float]) -> FigureTable:
    """Without rules; each row begins with what was counted."""
    style = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
    ]
    return FigureTable([list(row) for row in rows], [share * TEXT_WIDTH for share in shares], style=style)
