"""What has to be known stands over all pages, one sentence after the other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mentorhub.text import _
from mentorhub.ui.main_window import MainWindow


@dataclass(frozen=True)
class Banner:
    sentence: str
    words: str = ""
    """Of the button; without any, it only takes the sentence away."""
    clicked: Callable[[], object] | None = None


class Banners:
    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._waiting: list[Banner] = []

    def show(self, banners: Sequence[Banner]) -> None:
        self._waiting = list(banners)
        self._show_first()

    def put_first(self, sentences: Sequence[str]) -> None:
        self.show([*map(Banner, sentences), *self._waiting])

    def _next(self) -> None:
        self.show(self._waiting[1:])

    def _show_first(self) -> None:
        if not self._waiting:
            self._window.show_banner("")
            return
        first = self._waiting[0]
        self._window.show_banner(first.sentence, first.words or _("Verstanden"), first.clicked or self._next)
