"""The town's report for the committee: tables and bars with their margins, on paper; and the same as a spreadsheet."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from mentorhub.files import Written, write_new
from mentorhub.statistics import town_book
from mentorhub.statistics.network import TownReport, file_stem
from mentorhub.statistics.town_book import Section
from mentorhub.text import german_date

if TYPE_CHECKING:
    from mentorhub.documents.layout import Flowable


def write(report: TownReport, folder: Path, made_on: date) -> tuple[Written, ...]:
    """PDF and spreadsheet beside the data package; neither stays if the other can't be written."""
    paper = write_new(folder / f"{file_stem(report)}_Bericht.pdf", render(report, made_on))
    try:
        book = write_new(folder / f"{file_stem(report)}_Bericht.xlsx", town_book.to_xlsx(report))
    except BaseException:
        paper.path.unlink()
        raise
    return (paper, book)


def render(report: TownReport, made_on: date) -> bytes:
    from mentorhub.documents import layout

    title = town_book.title(report)
    story: list[Flowable] = [
        *layout.Letterhead(report.network.name).flowables(),
        layout.Text([layout.Span("Zahlen der Stadt", bold=True)], layout.TITLE),
        layout.Text(f"{town_book.subtitle(report)}. Erstellt am {german_date(made_on)}.", layout.SUBTITLE),
    ]
    for section in town_book.sections(report):
        story += _section(section)
    return layout.build(
        story,
        title=f"{title}, {town_book.subtitle(report)}",
        author=report.network.name,
        foot=layout.Foot(f"{title} · {report.period.german}", "Seite {page} von {pages}"),
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
