"""Pairs of a word and its value, to be read, not typed: the calm part of a record."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QPushButton, QVBoxLayout, QWidget

from mentorhub.ui import theme, widgets


class Facts(QWidget):
    """Shows what `set_facts` gets; values can be marked and copied."""

    def __init__(self, *, caption_width: float = 9.2) -> None:
        super().__init__()
        self._caption_width = caption_width
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.em(0.8))
        self._grid.setVerticalSpacing(theme.em(0.3))
        self._grid.setColumnStretch(1, 1)
        self._shown: tuple[tuple[str, str], ...] = ()

    def set_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Pairs without a value are left out."""
        shown = tuple((word, value) for word, value in facts if value)
        if shown == self._shown:
            return
        self._shown = shown
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for row, (word, value) in enumerate(shown):
            caption = widgets.label(word, "muted", wrap=False)
            caption.setMinimumWidth(theme.em(self._caption_width))
            text = widgets.label(value)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            text.setAccessibleName(f"{word}: {value}")
            self._grid.addWidget(caption, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(text, row, 1, Qt.AlignmentFlag.AlignTop)

    def value(self, word: str) -> str:
        return dict(self._shown).get(word, "")


def flush(*links: QPushButton) -> QVBoxLayout:
    """Buttons that look like links, their words in line with the text above instead of indented."""
    for link in links:
        link.setStyleSheet("padding-left: 0px;")
    layout = widgets.column(None, *links, space=0.0)
    for link in links:
        layout.setAlignment(link, Qt.AlignmentFlag.AlignLeft)
    return layout


def clear(layout: QLayout) -> None:
    """Take everything out of a layout, ready to be filled again."""
    while (item := layout.takeAt(0)) is not None:
        old, inner = item.widget(), item.layout()
        if old is not None:
            old.hide()
            old.deleteLater()
        elif inner is not None:
            clear(inner)
