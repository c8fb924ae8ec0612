"""Figures as people read them: sections with tables and bars, one geometry for paper, spreadsheet and window. Pure.

German in every interface, as all that leaves.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from mentorhub.text import number


@dataclass(frozen=True)
class Bar:
    """One bar of a chart as shares of the chart's width: how long, and from where to where the truth may lie."""

    length: float
    low: float
    high: float


@dataclass(frozen=True)
class Line:
    label: str
    value: int | None
    margin: int | None
    """0 for an exact figure, nothing where none is stated."""
    bar: Bar | None = None
    changes: tuple[str, ...] = ()
    """Against earlier periods, as said in the section's `heads`."""

    @property
    def shown(self) -> str:
        if self.value is None:
            return "n/v"
        return number(self.value) if not self.margin else f"{number(self.value)} ± {self.margin}"


@dataclass(frozen=True)
class Section:
    heading: str
    sentences: tuple[str, ...]
    lines: tuple[Line, ...] = ()
    heads: tuple[str, ...] = ()
    new_page: bool = False


@dataclass(frozen=True)
class Book:
    """A whole paper; `kind` is the short title over it, `sender` stands in its letterhead."""

    sender: str
    kind: str
    title: str
    subtitle: str
    sections: tuple[Section, ...]


def bars(values: Sequence[tuple[int, int]]) -> tuple[Bar, ...]:
    """The geometry of one chart from (value, margin): the longest reach fills the width; nothing is below 0."""
    widest = max((value + margin for value, margin in values), default=0) or 1
    return tuple(
        Bar(value / widest, max(0, value - margin) / widest, (value + margin) / widest) for value, margin in values
    )


def to_xlsx(book: Book) -> bytes:
    """One sheet with everything, to be looked at; what is exchanged is the data package."""
    import openpyxl
    from openpyxl.styles import Font

    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.title = book.kind
    sheet.append([book.title])
    sheet.append([book.subtitle])
    sheet["A1"].font = Font(bold=True, size=14)
    for section in book.sections:
        sheet.append([])
        sheet.append([section.heading, *(("Wert", "±", *section.heads) if section.lines else ())])
        for cell in sheet[sheet.max_row]:
            cell.font = Font(bold=True)
        for line in section.lines:
            sheet.append([line.label, "n/v" if line.value is None else line.value, line.margin or None, *line.changes])
        for sentence in section.sentences:
            sheet.append([sentence])
    sheet.column_dimensions["A"].width = 60
    sheet.column_dimensions["B"].width = 12
    sheet.column_dimensions["C"].width = 12
    sheet.column_dimensions["D"].width = sheet.column_dimensions["E"].width = 30
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()
