"""The Meldebogen: one page with the numbers of the network's catalogue, to be counted and filled in by hand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from mentorhub.documents import data_table, layout, sheet
from mentorhub.documents.layout import Built, Flowable
from mentorhub.documents.paragraph import Span, Text
from mentorhub.documents.texts import PaperText
from mentorhub.documents.wording import Wording
from mentorhub.statistics.catalogue import Network, Table

_SMALL = replace(layout.DETAIL, size=8, leading=9.6)
_LABEL = replace(_SMALL, size=8.4, leading=10)
_ROW = 13.2
"""Room to write a number in by hand, in points."""


@dataclass(frozen=True)
class Data:
    network: Network
    on: date | None = None


def render(data: Data, said: Wording) -> Built:
    return sheet.fitted(
        said, lambda voices, _look: _story(data, voices[0]), author=data.network.name, on=data.on, pages=1
    )


def _story(data: Data, text: PaperText) -> list[Flowable]:
    said, catalogue = text.words, data.network.catalogue
    head = [(said["association"], 0.11), (said["code"], 0.08), (said["period"], 0.17)]
    beside = max(1, len(catalogue.populations) - 1)
    left, right = [
        [part for one in populations for table in one.tables for part in _breakdown(table, text)]
        for populations in (catalogue.populations[:beside], catalogue.populations[beside:])
    ]
    right += [
        _heading(said["hours"]),
        Text(said["hours_when"], replace(_SMALL, after=1)),
        _numbers([*(one.label for one in catalogue.fields), said["reported_by"]]),
    ]
    return [
        Text(data.network.name, replace(layout.SMALL, after=1)),
        Text([Span(text.title, bold=True)], replace(layout.TITLE, size=15, leading=19, after=1)),
        Text(said["subtitle"], replace(_LABEL, after=4)),
        _lines(head),
        layout.Spacer(1, 4),
        _figures(data, text),
        layout.Spacer(1, 4),
        Text([Span(said["breakdowns"], bold=True)], replace(layout.HEADING, size=10, leading=12.5)),
        Text(said["breakdowns_when"], replace(_SMALL, after=1)),
        layout.grid([[left, right]], [0.5, 0.5], rules=False, padding=0),
        layout.Spacer(1, 5),
        _lines([(said["counted_by"], 0.28)]),
    ]


def _lines(captions: Sequence[tuple[str, float]]) -> Flowable:
    """Captions with their share of the width, and a line to write on behind each, all in one row."""
    left = (1 - sum(share for _caption, share in captions)) / len(captions)
    cells: list[list[Flowable]] = []
    for caption, _share in captions:
        cells += [[Text(caption, _LABEL)], [layout.Line(14)]]
    return layout.grid([cells], [part for _c, share in captions for part in (share, left)], rules=False, padding=1.5)


def _figures(data: Data, text: PaperText) -> Flowable:
    said = text.words
    rows = [[figure.label, figure.definition, ""] for figure in data.network.catalogue.figures]
    rows.append([said["paired"], said["paired_meaning"], ""])
    headings = [said["figure"], said["meaning"], said["number"]]
    return data_table.table(headings, rows, [0.26, 0.64, 0.1], size=8, padding=1)


def _breakdown(table: Table, text: PaperText) -> list[Flowable]:
    least = text.word("least", n=str(table.minimum))
    return [_heading(table.label, f" ({least})"), _numbers([cell.label for cell in table.cells])]


def _heading(words: str, more: str = "") -> Text:
    return Text([Span(words, bold=True), Span(more)], replace(_LABEL, before=3))


def _numbers(labels: Sequence[str]) -> Flowable:
    """What is counted, and room for its number."""
    rows: list[list[list[Flowable]]] = [[[Text(label, _LABEL)], [layout.Line(_ROW - 2)]] for label in labels]
    return layout.grid(rows, [0.36, 0.1], rules=False, padding=0.6)
