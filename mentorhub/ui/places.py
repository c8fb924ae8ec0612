"""Where somebody has been: back and forward as in a browser, and the records used last. In memory only."""

from dataclasses import dataclass, replace

MOST_RECENT = 15
_MOST_PLACES = 50


@dataclass(frozen=True)
class Place:
    page: str
    record: object | None = None
    words: str = ""
    """Whom or what the record is about, for the list of those used last."""


class Places:
    def __init__(self) -> None:
        self._line: list[Place] = []
        self._at = -1
        self._recent: list[Place] = []

    def come(self, page: str, record: object | None = None, words: str = "") -> None:
        """To another page or record. A page that then shows its first record is the same place."""
        here = self.here()
        place = Place(page, record, words)
        if here is None or here.page != page or None not in (here.record, record):
            if here is None or (here.page, here.record) != (page, record):
                self._line = [*self._line[: self._at + 1], place][-_MOST_PLACES:]
                self._at = len(self._line) - 1
        elif record is not None:
            self._line[self._at] = replace(here, record=record, words=words)
        if record is not None and words:
            others = [each for each in self._recent if (each.page, each.record) != (page, record)]
            self._recent = [place, *others][:MOST_RECENT]

    def here(self) -> Place | None:
        return self._line[self._at] if self._line else None

    def back(self) -> Place | None:
        """Nothing at the beginning."""
        if self._at <= 0:
            return None
        self._at -= 1
        return self._line[self._at]

    def forward(self) -> Place | None:
        if self._at + 1 >= len(self._line):
            return None
        self._at += 1
        return self._line[self._at]

    def recent(self) -> tuple[Place, ...]:
        """The newest first."""
        return tuple(self._recent)
