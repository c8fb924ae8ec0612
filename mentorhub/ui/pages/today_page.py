"""Heute: a few numbers, and what is due, most urgent first; each line is one step from done and one from its record."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from mentorhub import people, today
from mentorhub.text import N_, _, number
from mentorhub.today import Due, Overview
from mentorhub.ui import mnemonics, theme, widgets
from mentorhub.ui.dialogs.activity_dialog import ActivityDialog
from mentorhub.ui.facts import clear
from mentorhub.ui.form_dialog import show_over
from mentorhub.ui.page import About, Page, Window
from mentorhub.ui.pages.today_actions import Actions, offered
from mentorhub.ui.pages.today_list import DueList, Fold, Line, usual
from mentorhub.ui.pages.today_words import GROUPS, WORDS, Do, words
from mentorhub.ui.tasks import Tasks

NEW = "new"


@dataclass(frozen=True)
class Shown:
    overview: Overview
    due: tuple[Due, ...]
    anybody: bool
    """Whether there are people at all; a new data folder needs another word than a quiet day."""


class TodayPage(Page):
    title = N_("Heute")

    def __init__(self, tasks: Tasks, window: Window, today: Callable[[], date] = date.today) -> None:
        super().__init__(tasks, window)
        self.heading.setText(_("Heute"))
        self._today = today
        self._shown: Shown | None = None
        self.actions_of_lines = Actions(self, today)
        self.new_person = self.add_button(
            _("Neue Person"), lambda: window.go("people", NEW), icon="add-person", key="Ctrl+Shift+N"
        )
        self.new_meeting = self.add_button(_("Treffen eintragen"), self._log, icon="add", primary=True, key="Ctrl+N")
        self.running = _Number(_("laufende Patenschaften"), "pairings")
        self.waiting = _Number(_("Mentees warten"), "waiting")
        self.free = _Number(_("freie Plätze"), "mentor")
        self.now = _Number(_("jetzt zu tun"), "problem")
        self.list = DueList()
        self.list.opened.connect(self._open)
        self.list.done.connect(lambda line: self.actions_of_lines.do(usual(line), line))
        self.panel = _LinePanel(self.actions_of_lines.do)
        self.list.chosen.connect(self.panel.show_line)
        self.empty = widgets.label("", "muted")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.empty.setContentsMargins(theme.em(3), theme.em(3), theme.em(3), theme.em(3))
        self.work = QWidget()
        beside = widgets.line(self.work, self.list, self.panel, space=0.8)
        beside.setStretch(0, 1)
        self.body.addLayout(widgets.line(None, self.running, self.waiting, self.free, self.now, space=0.7))
        self.caption = widgets.label(_("Was ansteht"), "subtitle", wrap=False)
        self.caption.setContentsMargins(0, theme.em(0.5), 0, 0)
        self.body.addWidget(self.caption)
        self.body.addWidget(self.work, 1)
        self.body.addWidget(self.empty, 1)
        self.empty.hide()

    def reload(self) -> None:
        self.tasks.load(self, _read, self._today(), then=self._take, channel="today")

    def folder_changed(self) -> None:
        """A backup is made or missing: that is due, too."""
        if self._shown is not None:
            self._take(self._shown)

    def about(self) -> About:
        """The chosen line, if it is about a record."""
        line = self.list.current()
        if isinstance(line, Due) and (line.person_id or line.pairing_id):
            return About(line.person_id, line.pairing_id, line.title)
        return About()

    def _take(self, shown: Shown) -> None:
        self._shown = shown
        due = sorted((*shown.due, *self._of_the_folder()), key=lambda item: item.urgency)
        for card, figure in (
            (self.running, shown.overview.running),
            (self.waiting, shown.overview.waiting),
            (self.free, shown.overview.free_places),
            (self.now, sum(item.urgency <= today.Urgency.TODAY for item in due)),
        ):
            card.show_figure(figure)
        self.list.show_due(due)
        self.caption.setVisible(bool(due))
        self.work.setVisible(bool(due))
        self.empty.setVisible(not due)
        self.empty.setText(
            _("Heute steht nichts an. Haben Sie von einem Treffen gehört? Dann tragen Sie es gleich ein.")
            if shown.anybody
            else _(
                "Noch ist niemand eingetragen. Legen Sie die erste Person an, oder holen Sie Ihre Liste "
                "unter „Personen“ mit „Importieren …“ herein."
            )
        )

    def _of_the_folder(self) -> list[Due]:
        """Not while there is nothing to lose, nor where only looking is possible."""
        state, on = self.main_window.folder_state(), self._today()
        if state.read_only or state.asks_nothing or self._shown is None or not self._shown.anybody:
            return []
        found = today.backup(state.last, state.warn_days, on, changed_since=state.changed_since)
        if state.second_folder:
            found += today.second_place(state.second_last, state.second_warn_days, on)
        return found

    def _log(self) -> None:
        dialog = ActivityDialog(self, self.tasks, self._today())
        dialog.told.connect(self.main_window.say)
        show_over(self, dialog)

    def _open(self, line: Line) -> None:
        if isinstance(line, Fold):
            self.actions_of_lines.do(Do.LIST, line)
        else:
            self.actions_of_lines.open(line)


class _LinePanel(QFrame):
    """The chosen line in full, and everything that can be done with it."""

    def __init__(self, do: Callable[[Do, Line], None]) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._do = do
        self._line: Line | None = None
        self.buttons: dict[Do, QPushButton] = {}
        self.group = widgets.label("", "hint")
        self.title = widgets.label("", "section")
        self.text = widgets.label("")
        self._buttons = widgets.column(None, space=0.4)
        keys = widgets.label(
            _("Eingabetaste öffnet, Leertaste erledigt, Pfeil nach rechts klappt gleiche Zeilen auf."), "hint"
        )
        inside = QWidget()
        parts = widgets.column(inside, self.group, self.title, self.text, self._buttons, keys, None, space=0.4)
        parts.setContentsMargins(0, 0, theme.em(0.5), 0)
        widgets.margins(widgets.column(self, widgets.scrolling(inside)), 0.7, 0.7)
        self.setFixedWidth(theme.em(19))

    def show_line(self, line: Line | None) -> None:
        if line == self._line:
            return
        self._line = line
        clear(self._buttons)
        self.buttons.clear()
        if line is None:
            return
        self.group.setText(_(GROUPS[line.urgency]))
        self.title.setText(line.title)
        self.text.setText("" if isinstance(line, Fold) else line.text)
        self.text.setVisible(not isinstance(line, Fold))
        for place, do in enumerate(offered(line)):
            look = "primary" if place == 0 else ""
            made = widgets.button(words(do), partial(self._clicked, do), icon=WORDS[do][1], look=look)
            self.buttons[do] = made
            self._buttons.addWidget(made)
        mnemonics.assign_part(self)

    def _clicked(self, do: Do) -> None:
        if self._line is not None:
            self._do(do, self._line)


class _Number(QFrame):
    """One figure with its words."""

    def __init__(self, words: str, icon: str) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._words = words
        self.figure: QLabel = widgets.label("–", "figure", wrap=False)
        caption = widgets.label(words, "muted")
        row = widgets.line(
            self, widgets.IconLabel(icon, "accent", 1.9), widgets.column(None, self.figure, caption, space=0)
        )
        row.setStretch(1, 1)
        row.setSpacing(theme.em(0.9))
        widgets.margins(row, 0.6, 1.0)

    def show_figure(self, figure: int) -> None:
        self.figure.setText(number(figure))
        self.figure.setAccessibleName(f"{number(figure)} {self._words}")


def _read(session: Any, on: date) -> Shown:
    items = tuple(today.due(session, on))
    return Shown(today.overview(session, on, items), items, people.anybody(session))
