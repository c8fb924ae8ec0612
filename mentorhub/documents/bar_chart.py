"""One bar with the span in which the truth may lie; only decoration, since the figure stands beside it."""

from typing import Any

from reportlab.platypus import Flowable

from mentorhub.documents.layout import ACCENT, GREY
from mentorhub.statistics.book import Bar


class BarFlowable(Flowable):
    canv: Any

    def __init__(self, bar: Bar, height: float = 11) -> None:
        super().__init__()
        self._bar, self._height = bar, height

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002
        self.width, self.height = aW, self._height
        return aW, self._height

    def draw(self) -> None:
        length, low, high = (part * self.width for part in (self._bar.length, self._bar.low, self._bar.high))
        top, middle = self._height - 3, (self._height - 1) / 2
        self.canv.write("q {:.3f} {:.3f} {:.3f} rg 0 2 {:.2f} {:g} re f Q".format(*ACCENT, length, top - 2))
        if high > low:
            self.canv.write(
                "q {:.3f} {:.3f} {:.3f} RG 1.2 w {:.2f} {:g} m {:.2f} {:g} l {:.2f} 1 m {:.2f} {:g} l "
                "{:.2f} 1 m {:.2f} {:g} l S Q".format(*GREY, low, middle, high, middle, low, low, top, high, high, top)
            )
