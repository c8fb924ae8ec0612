"""What happened, one line each, the newest on top: the day, an icon, what it was, and a word more."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLayout, QWidget

from mentorhub.text import _
from mentorhub.ui import theme, widgets
from mentorhub.ui.facts import clear, flush


@dataclass(frozen=True)
class TimeLineRow:
    when: str
    icon: str
    tone: str
    title: str
    text: str = ""
    record: object = None
    """What `opened` tells when the title is pressed; nothing: the line only says something."""


class TimeLine(QWidget):
    """Shows what `set_rows` gets; the words can be marked and copied."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.em(0.7))
        self._grid.setVerticalSpacing(theme.em(0.55))
        self._grid.setColumnStretch(2, 1)
        self.rows: tuple[TimeLineRow, ...] = ()

    def set_rows(self, rows: Sequence[TimeLineRow]) -> None:
        if tuple(rows) == self.rows:
            return
        self.rows = tuple(rows)
        clear(self._grid)
        for place, row in enumerate(self.rows):
            when = widgets.label(row.when, "muted", wrap=False)
            when.setMinimumWidth(theme.em(5.8))
            words = widgets.column(None, self._title(row), space=0.05)
            if row.text:
                text = widgets.label(row.text, "muted")
                text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                words.addWidget(text)
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(when, place, 0, top)
            self._grid.addWidget(widgets.IconLabel(row.icon, row.tone, 1.1), place, 1, top)
            self._grid.addLayout(words, place, 2)

    def _title(self, row: TimeLineRow) -> QWidget | QLayout:
        spoken = " · ".join(filter(None, (row.when, row.title, row.text)))
        if row.record is None:
            title = widgets.label(row.title)
            title.setAccessibleName(spoken)
            return title
        link = widgets.button(row.title, lambda: self.opened.emit(row.record), look="link", tip=_("Öffnen"))
        link.setAccessibleName(spoken)
        return flush(link)

    def titles(self) -> list[str]:
        return [row.title for row in self.rows]
