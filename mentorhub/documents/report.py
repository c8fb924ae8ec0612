"""The town's report for the committee: tables and bars with their margins, on paper; and the same as a spreadsheet."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from mentorhub.files import Written, write_new
from mentorhub.statistics import book, town_book
from mentorhub.statistics.book import Book, Section
from mentorhub.statistics.network import TownReport, file_stem
from mentorhub.text import german_date

if TYPE_CHECKING:
    from mentorhub.documents.layout import Flowable


_SHARES = {0: [0.42, 0.16, 0.42], 1: [0.34, 0.11, 0.31, 0.24], 2: [0.32, 0.12, 0.21, 0.21, 0.14]}
"""Of the width, by how many comparisons a table has: what is counted, its value, the changes, the bar."""


def own_papers(given: Book, stem: str, made_on: date) -> dict[str, bytes]:
    """The association's own figures for its board, by file name: PDF and spreadsheet beside the package."""
    return {
        f"{stem}_Bericht.pdf": paper(given, made_on, foot=f"{given.title} · {given.subtitle}"),
        f"{stem}_Bericht.xlsx": book.to_xlsx(given),
    }


def write(report: TownReport, folder: Path, made_on: date) -> tuple[Written, ...]:
    """PDF and spreadsheet beside the data package; neither stays if the other can't be written."""
    written = write_new(folder / f"{file_stem(report)}_Bericht.pdf", render(report, made_on))
    try:
        sheet = write_new(folder / f"{file_stem(report)}_Bericht.xlsx", book.to_xlsx(town_book.book(report)))
    except BaseException:
        written.path.unlink()
        raise
    return (written, sheet)


def render(report: TownReport, made_on: date) -> bytes:
    return paper(town_book.book(report), made_on, foot=f"{town_book.title(report)} · {report.period.german}")


def paper(given: Book, made_on: date, *, foot: str) -> bytes:
    """Any book of figures as PDF: each section with its sentences, its table and its bars."""
    from mentorhub.documents import layout

    story: list[Flowable] = [
        *layout.Letterhead(given.sender).flowables(),
        layout.Text([layout.Span(given.kind, bold=True)], layout.TITLE),
        layout.Text(f"{given.subtitle}. Erstellt am {german_date(made_on)}.", layout.SUBTITLE),
    ]
    for section in given.sections:
        story += _section(section)
    return layout.build(
        story,
        title=f"{given.title}, {given.subtitle}",
        author=given.sender,
        foot=layout.Foot(foot, "Seite {page} von {pages}"),
        language="de",
        on=made_on,
    ).pdf


def _section(section: Section) -> list["Flowable"]:
    from mentorhub.documents import layout
    from mentorhub.documents.bar_chart import BarFlowable
    from mentorhub.documents.data_table import figures

    heading = layout.Text([layout.Span(section.heading, bold=True)], layout.HEADING)
    said = [layout.Text(sentence, layout.DETAIL) for sentence in section.sentences]
    before: list[Flowable] = [layout.PageBreak() if section.new_page else layout.Spacer(1, 6)]
    if not section.lines:
        return [*before, *layout.under_heading(heading, said[0]), *said[1:]]
    right = replace(layout.DETAIL, align="end")
    rows: list[list[list[Flowable]]] = []
    if section.heads:
        heads: list[list[Flowable]] = [[layout.Text(words, right)] for words in section.heads]
        rows.append([[layout.Spacer(1, 1)], [layout.Text("Wert", right)], *heads, [layout.Spacer(1, 1)]])
    for line in section.lines:
        drawn: list[Flowable] = [BarFlowable(line.bar)] if line.bar is not None else [layout.Spacer(1, 1)]
        value = layout.Text(line.shown, right)
        changes: list[list[Flowable]] = [[layout.Text(words, right)] for words in line.changes]
        changes += [[layout.Spacer(1, 1)] for _missing in range(len(section.heads) - len(line.changes))]
        rows.append([[layout.Text(line.label, layout.DETAIL)], [value], *changes, drawn])
    table = figures(rows, _SHARES[len(section.heads)])
    return [*before, *layout.kept_together([heading, *said, layout.Spacer(1, 3), table])]
