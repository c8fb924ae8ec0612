"""Wen wir suchen: which mentors, if found, would help the most; and what would help each person who waits on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from mentorhub.choices import Role
from mentorhub.matching import suggest as matching
from mentorhub.matching.suggest import SuggestedRecruit, Unmatched
from mentorhub.text import _, ngettext
from mentorhub.ui import theme, widgets, written
from mentorhub.ui.facts import clear
from mentorhub.ui.page import Window
from mentorhub.ui.pages.matching_decisions import Decisions
from mentorhub.ui.tasks import Tasks


@dataclass(frozen=True)
class Wanted:
    recruits: tuple[SuggestedRecruit, ...]
    waiting: tuple[Unmatched, ...]
    """Mentees who stay without a proposal."""


class WhomToLookFor(QWidget):
    def __init__(self, tasks: Tasks, window: Window, today: Callable[[], date], decisions: Decisions) -> None:
        super().__init__()
        self._tasks = tasks
        self._window = window
        self._today = today
        self._decisions = decisions
        self.recruits: tuple[SuggestedRecruit, ...] = ()
        self.words = widgets.label("")
        self.copy_button = widgets.button(
            _("Suchtext kopieren"), self.copy, icon="note", tip=_("Ohne Namen: für Aushang, Zeitung oder Rundmail")
        )
        self._cards = widgets.column(None, space=0.7)
        self._singles = widgets.column(None, space=0.7)
        head = widgets.line(None, self.words, self.copy_button)
        head.setStretch(0, 1)
        inside = QWidget()
        layout = widgets.column(inside, head, self._cards, self._singles, None, space=0.8)
        layout.setContentsMargins(0, 0, theme.em(0.6), 0)
        inside.setMaximumWidth(theme.em(70))
        widgets.column(self, widgets.scrolling(inside))

    def reload(self) -> None:
        asked = self._today(), None, self._decisions.held(), self._decisions.refused()
        self._tasks.load(self, _wanted, *asked, then=self._show, channel="wanted")

    def copy(self) -> None:
        """Only what is looked for: nobody who waits is named."""
        QGuiApplication.clipboard().setText("\n".join(_looked_for(one) for one in self.recruits))
        self._window.say(_("Der Suchtext ist kopiert; Namen stehen nicht darin."))

    def shown(self) -> str:
        """Everything that stands here, for tests."""
        return " ".join(label.text() for label in self.findChildren(QLabel) if label.isVisibleTo(self))

    def _show(self, wanted: Wanted) -> None:
        self.recruits = wanted.recruits
        self.copy_button.setVisible(bool(wanted.recruits))
        clear(self._cards)
        clear(self._singles)
        waiting = len(wanted.waiting)
        self.words.setText(
            ngettext(
                "{n} Mentee bleibt im besten Gesamtvorschlag ohne Patin oder Paten. Wer würde helfen?",
                "{n} Mentees bleiben im besten Gesamtvorschlag ohne Patin oder Paten. Wer würde am meisten helfen?",
                waiting,
            ).format(n=waiting)
            if waiting
            else _("Zurzeit gibt es für alle, die warten, einen Vorschlag. Sie müssen niemanden suchen.")
        )
        for recruit in wanted.recruits:
            self._cards.addWidget(self._card(recruit))
        alone = {recruit.fits[0].person_id for recruit in wanted.recruits if len(recruit.fits) == 1}
        others = tuple(one for one in wanted.waiting if one.person_id not in alone)
        if others:
            self._singles.addWidget(widgets.label(_("Was den Einzelnen hülfe"), "section"))
            self._singles.addWidget(self._help(others))

    def _card(self, recruit: SuggestedRecruit) -> QWidget:
        names = widgets.label(
            "; ".join(
                _("{name} ({number})").format(name=written.line(one.name), number=one.number) for one in recruit.fits
            ),
            "muted",
        )
        words = widgets.column(None, widgets.label(recruit.text), names, space=0.2)
        icon = widgets.IconLabel("mentor", "accent", 1.4)
        row = widgets.line(None, icon, words, space=0.8)
        row.setStretch(1, 1)
        row.setAlignment(icon, Qt.AlignmentFlag.AlignTop)
        return widgets.card(row)

    def _help(self, waiting: tuple[Unmatched, ...]) -> QWidget:
        inside = widgets.card()
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.em(1))
        grid.setVerticalSpacing(theme.em(0.5))
        grid.setColumnStretch(1, 1)
        for row, one in enumerate(waiting):
            go = widgets.button(one.name, partial(self._window.open_person, one.person_id), look="link")
            go.setStyleSheet("padding-left: 0px;")
            grid.addWidget(go, row, 0, Qt.AlignmentFlag.AlignTop)
            text = widgets.label(one.help or one.text)
            text.setContentsMargins(0, theme.em(0.35), 0, 0)
            grid.addWidget(text, row, 1, Qt.AlignmentFlag.AlignTop)
        layout = inside.layout()
        if layout is not None:
            layout.addItem(grid)
        return inside


def _wanted(session: Any, *asked: Any) -> Wanted:
    left = matching.suggest(session, *asked).unmatched
    return Wanted(matching.recruiting(session, *asked), tuple(one for one in left if one.role is Role.MENTEE))


def _looked_for(recruit: SuggestedRecruit) -> str:
    return _("Gesucht: {who}.").format(who=recruit.profile.text)
