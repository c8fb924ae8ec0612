"""Address labels on a sheet of 3 by 7 (63.5 x 38.1 mm, such as Avery L7160)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from mentorhub.documents import layout
from mentorhub.documents.layout import Built, Flowable
from mentorhub.documents.organisation import Organisation, Recipient
from mentorhub.documents.wording import Wording

_MM = 72 / 25.4
ACROSS, DOWN = 3, 7
WIDTH, HEIGHT = 63.5 * _MM, 38.1 * _MM
_LEFT, _TOP, _STEP = 7.2 * _MM, 15.15 * _MM, 66.0 * _MM
_INSET = 5 * _MM


@dataclass(frozen=True)
class Data:
    organisation: Organisation
    on: date
    recipients: Sequence[Recipient] = ()


def render(data: Data, said: Wording) -> Built:
    """Nobody: an empty sheet with frames, to try the printer with."""
    size = ACROSS * DOWN
    sheets = [data.recipients[at : at + size] for at in range(0, len(data.recipients), size)]
    flow: list[Flowable] = [Labels(each) for each in sheets] or [Labels([], frames=True)]
    return layout.build(
        [part for each in flow for part in (each, layout.PageBreak())][:-1],
        title=said.german.title,
        author=data.organisation.name,
        foot=layout.Foot("", ""),
        language="de",
        on=data.on,
    )


class Labels(Flowable):
    """One sheet of labels, placed from the edges of the paper."""

    canv: Any

    def __init__(self, recipients: Sequence[Recipient], *, frames: bool = False) -> None:
        super().__init__()
        room = WIDTH - 2 * _INSET, HEIGHT - 2 * _INSET
        self._texts = [layout.address(each.lines, *room) for each in recipients]
        self._frames = frames

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002
        self.width, self.height = aW, 700.0
        return self.width, self.height

    def draw(self) -> None:
        edge = self.height + layout.TOP
        for place in range(ACROSS * DOWN if self._frames else len(self._texts)):
            x = _LEFT + place % ACROSS * _STEP - layout.LEFT
            top = edge - _TOP - place // ACROSS * HEIGHT
            if self._frames:
                self.canv.write(f"q 0.7 G 0.5 w {x:.2f} {top - HEIGHT:.2f} {WIDTH:.2f} {HEIGHT:.2f} re S Q")
                continue
            y = top - _INSET
            for line in self._texts[place]:
                _width, height = line.wrapOn(self.canv, WIDTH - 2 * _INSET, HEIGHT)
                y -= height
                line.drawOn(self.canv, x + _INSET, y)
