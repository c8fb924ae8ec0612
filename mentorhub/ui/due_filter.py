"""Above a list: only the rows behind one line of *Heute*, and the way back to all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from mentorhub import today
from mentorhub.text import _
from mentorhub.today import Urgency
from mentorhub.ui import widgets


@dataclass(frozen=True)
class DueRows:
    """`window.go("pairings", DueRows(...))`: exactly the rows of these lines, as they are on that day."""

    kind: str
    urgency: Urgency
    day: date
    words: str
    """How the line says it."""


def narrowed(session: Any, ids: Sequence[UUID], asked: DueRows | None) -> Sequence[UUID]:
    """Of these rows, in their order, those behind the line."""
    if asked is None:
        return ids
    wanted = set(today.ids(today.of_kind(session, asked.kind, asked.day, asked.urgency)))
    return [each for each in ids if each in wanted]


class DueFilter(QFrame):
    """Hidden while there is nothing to narrow."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.asked: DueRows | None = None
        self.setProperty("look", "warning")
        self._words = widgets.label("", wrap=False)
        self.all_button = widgets.button(_("Alle zeigen"), self._forget, look="link")
        row = widgets.line(self, widgets.IconLabel("filter", "warning", 1.2), self._words, self.all_button, None)
        widgets.margins(row, 0.3, 0.8)
        self.hide()

    def show_rows(self, asked: DueRows | None) -> None:
        """Does not tell `changed`: whoever calls looks up again."""
        self.asked = asked
        self._words.setText("" if asked is None else _("Nur: {words}").format(words=asked.words))
        self.setVisible(asked is not None)

    def _forget(self) -> None:
        self.show_rows(None)
        self.changed.emit()
