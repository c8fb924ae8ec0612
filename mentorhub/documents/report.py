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
    if not section.lines:
        return [layout.Spacer(1, 6), *layout.under_heading(heading, said[0]), *said[1:]]
    rows: list[list[list[Flowable]]] = []
    for line in section.lines:
        drawn: list[Flowable] = [BarFlowable(line.bar)] if line.bar is not None else [layout.Spacer(1, 1)]
        value = layout.Text(line.shown, replace(layout.DETAIL, align="end"))
        rows.append([[layout.Text(line.label, layout.DETAIL)], [value], drawn])
    table = figures(rows, [0.42, 0.16, 0.42])
    return [layout.Spacer(1, 6), *layout.kept_together([heading, *said, layout.Spacer(1, 3), table])]
