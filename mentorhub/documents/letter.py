"""A letter whose address stands in the window of the envelope (DIN 5008, form B)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from reportlab.platypus import Indenter

from mentorhub.documents import layout, sheet, words
from mentorhub.documents.layout import Built, Flowable, Span, Text
from mentorhub.documents.organisation import Organisation, Recipient
from mentorhub.documents.texts import PaperText, fill
from mentorhub.documents.wording import Wording
from mentorhub.text import german_date

_MM = 72 / 25.4
WINDOW_TOP, WINDOW_HEIGHT = 45 * _MM, 45 * _MM
"""The field for the address: its top edge from that of the sheet, and its height; the letter begins below."""
ADDRESS_LEFT = 25 * _MM
"""Of the address, and of all that is written below it."""
FOLDS, HOLES = (105 * _MM, 210 * _MM), 148.5 * _MM
"""From the upper edge: where the sheet is folded for its envelope, and where it is punched."""
_SENDER_HEIGHT = 17.7 * _MM
_ADDRESS_WIDTH = 80 * _MM
_BESIDE = 125 * _MM


@dataclass(frozen=True)
class Letter:
    recipient: Recipient
    facts: frozenset[str]
    values: Mapping[str, str]


def salutation(name: str) -> str:
    """For everybody: nobody's gender is guessed."""
    return f"Guten Tag {words.isolated(name)}," if name.strip() else "Guten Tag,"


def pages(
    letters: Sequence[Letter],
    organisation: Organisation,
    said: Wording,
    on: date,
    *,
    number: str = "",
    subject: str = "",
    below: Sequence[str] = (),
) -> Built:
    """One letter after the other, each on its own page. `below` are words under the signature."""
    text = said.german
    flow: list[Flowable] = []
    for letter in letters:
        if flow:
            flow.append(layout.PageBreak())
        flow += _flow(letter, organisation, text, on, subject or text.words["subject"], below)
    return layout.build(
        flow,
        title=text.title,
        author=organisation.name,
        foot=sheet.foot(said, number),
        language=text.language,
        on=on,
    )


def _flow(
    letter: Letter, organisation: Organisation, text: PaperText, on: date, subject: str, below: Sequence[str]
) -> list[Flowable]:
    indent = ADDRESS_LEFT - layout.LEFT
    flow: list[Flowable] = [
        LetterTop(organisation, letter.recipient, text, on),
        Indenter(left=indent),
        Text([Span(subject, bold=True)], replace(layout.BODY, after=14, tag="H1")),
    ]
    style = replace(layout.BODY, leading=15.5, after=9)
    for _heading, sentences in text.clauses_for(letter.facts):
        flow += [Text(fill(each, letter.values), _with_line(style, each)) for each in sentences]
    signer = words.isolated(organisation.coordinator)
    flow += layout.kept_together(
        [
            Text(text.words["greeting"], replace(style, before=6)),
            layout.Spacer(1, 34),
            *([Text(signer, layout.BODY)] if signer else []),
            Text(words.isolated(organisation.name), layout.DETAIL),
            *(Text(line, replace(layout.SMALL, before=14)) for line in below),
        ]
    )
    return [*flow, Indenter(left=-indent)]


def _with_line(style: layout.Style, sentence: str) -> layout.Style:
    return replace(style, leading=20) if "___" in sentence else style


class LetterTop(Flowable):
    """From the upper margin down to where the letter begins: letterhead, address in the window, place and date."""

    canv: Any

    def __init__(self, organisation: Organisation, recipient: Recipient, text: PaperText, on: date) -> None:
        super().__init__()
        self._head = sheet.letterhead(organisation, [text])
        sender = " · ".join(
            words.isolated(part) for part in (organisation.name, organisation.street, organisation.town) if part
        )
        small = replace(layout.SMALL, size=6.5, leading=8.5)
        self._address = layout.address(recipient.lines, _ADDRESS_WIDTH, WINDOW_HEIGHT - _SENDER_HEIGHT)
        self._sender = Text(sender, small)
        place = ", ".join(part for part in (words.isolated(organisation.city), german_date(on)) if part)
        beside = [organisation.coordinator, organisation.office_hours]
        self._beside = [
            *(Text(words.isolated(line), layout.SMALL) for line in beside if line),
            Text(place, layout.DETAIL),
        ]

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002
        self.width = aW
        self.height = WINDOW_TOP + WINDOW_HEIGHT + 8.5 * _MM - layout.TOP
        return self.width, self.height

    def draw(self) -> None:
        top = self.height + layout.TOP  # the edge of the sheet, seen from below this flowable
        for down, length in ((FOLDS[0], 4), (HOLES, 6), (FOLDS[1], 4)):
            begin, across, up = 4 * _MM - layout.LEFT, (4 + length) * _MM - layout.LEFT, top - down
            self.canv.write(f"q 0.6 G 0.5 w {begin:.2f} {up:.2f} m {across:.2f} {up:.2f} l S Q")
        self._column(self._head, 0, self.height, self.width)
        indent = ADDRESS_LEFT - layout.LEFT
        field = top - WINDOW_TOP
        self._sender.wrapOn(self.canv, _ADDRESS_WIDTH, 100)
        self._sender.drawOn(self.canv, indent, field - _SENDER_HEIGHT + 3)
        self._column(self._address, indent, field - _SENDER_HEIGHT, _ADDRESS_WIDTH)
        self._column(self._beside, _BESIDE - layout.LEFT, field - _SENDER_HEIGHT, self.width - _BESIDE + layout.LEFT)

    def _column(self, flow: Sequence[Flowable], x: float, y: float, width: float) -> None:
        for part in flow:
            _width, height = part.wrapOn(self.canv, width, 1000)
            y -= height
            part.drawOn(self.canv, x, y)
