"""Strg+K: people, pairings, notes and everything the menus offer, from anywhere, as you type."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QWidget

from mentorhub import notes, pairings, people
from mentorhub.text import _, fold, german_date
from mentorhub.ui import fields, icons, theme, widgets
from mentorhub.ui.delegates import NavigationDelegate
from mentorhub.ui.page import Window
from mentorhub.ui.tasks import Tasks

_MOST = 8
"""Of each kind: more would have to be read, and then typing on is quicker."""
_WAIT_MILLISECONDS = 60
_NOTES_WAIT_MILLISECONDS = 150
"""The full text is asked a little later: while somebody types on, its answer would only be in the way."""


@dataclass(frozen=True)
class Found:
    words: str
    icon: str
    open: Callable[[], object]


@dataclass(frozen=True)
class _Records:
    people: Sequence[people.PersonRow]
    pairings: Sequence[pairings.PairingRow]


class FindDialog(QDialog):
    """`parent` and `window` are the same: as a widget, and as pages see it."""

    def __init__(self, parent: QWidget, window: Window, tasks: Tasks, actions: Sequence[QAction]) -> None:
        super().__init__(parent)
        self._over = parent
        self._main = window
        self._tasks = tasks
        self._actions = [(_plain(action), action) for action in actions if not _finds(action)]
        self.setWindowTitle(_("Alles durchsuchen"))
        self.setModal(True)
        self.line = QLineEdit()
        fields.inset(self.line)
        self.line.setPlaceholderText(_("Name, Nummer, Wort aus einer Notiz oder ein Befehl"))
        self.line.setAccessibleName(_("Alles durchsuchen"))
        self.list = QListWidget()
        self.list.setAccessibleName(_("Gefunden"))
        self.list.setItemDelegate(NavigationDelegate(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self._open)
        self.list.itemClicked.connect(self._open)
        self.words = widgets.label(_("Pfeiltasten wählen, Eingabetaste öffnet."), "hint")
        layout = widgets.column(self, self.line, self.list, self.words, space=0.6)
        layout.setStretch(1, 1)
        widgets.margins(layout, 0.9, 0.9)
        self.resize(theme.em(40), theme.em(28))
        self.found: list[Found] = []
        self._searching = False
        self._enter_pressed = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._search)
        self._notes_timer = QTimer(self)
        self._notes_timer.setSingleShot(True)
        self._notes_timer.timeout.connect(self._search_notes)
        self._records = _Records((), ())
        self._notes: Sequence[notes.NoteHit] = ()
        self.line.textChanged.connect(self._typed)
        self.line.returnPressed.connect(self._open_current)
        self._show(_Records((), ()))
        self.line.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move in the list while the typing goes on above."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        elif self.found:
            self.list.setCurrentRow(max(0, min(self.list.currentRow() + step, len(self.found) - 1)))

    def _typed(self) -> None:
        self._enter_pressed = False
        self._timer.start(_WAIT_MILLISECONDS)
        self._notes_timer.start(_NOTES_WAIT_MILLISECONDS)

    def _search(self) -> None:
        self._searching = True
        words = self.line.text().strip()
        if words:
            self._tasks.load(self, _records, words, then=self._show, channel="find")
        else:
            self._tasks.load(self, lambda _session: _Records((), ()), then=self._show, channel="find")

    def _search_notes(self) -> None:
        self._tasks.load(self, notes.search, self.line.text(), then=self._show_notes, channel="find notes")

    def _show_notes(self, found: Sequence[notes.NoteHit]) -> None:
        self._notes = found
        self._fill(self.list.currentRow())

    def _show(self, records: _Records) -> None:
        self._searching = False
        self._records = records
        self._notes = () if self._notes_timer.isActive() else self._notes
        self._fill(0)
        if self._enter_pressed:
            self._open()

    def _fill(self, row: int) -> None:
        """Notes come last: they arrive later, and nothing may move under the arrow keys."""
        self.found = [
            *(self._person(row) for row in self._records.people),
            *(self._pairing(row) for row in self._records.pairings),
            *self._fitting_actions(),
            *(self._note(hit) for hit in self._notes),
        ]
        self.list.clear()
        for each in self.found:
            item = QListWidgetItem(icons.icon(each.icon), each.words)
            item.setToolTip(each.words)
            self.list.addItem(item)
        if self.found:
            self.list.setCurrentRow(max(0, min(row, len(self.found) - 1)))
        nothing = self.line.text().strip() and not self.found
        self.words.setText(
            _("Dazu wurde nichts gefunden.") if nothing else _("Pfeiltasten wählen, Eingabetaste öffnet.")
        )

    def _person(self, row: people.PersonRow) -> Found:
        details = ", ".join(
            each for each in (" ".join(place.role.label for place in row.roles), row.district, row.number) if each
        )
        return Found(f"{row.name}   {details}", "person", lambda: self._main.open_person(row.id))

    def _pairing(self, row: pairings.PairingRow) -> Found:
        words = f"{row.mentor} – {row.mentee}   {row.status.label}, {row.number}"
        return Found(words, "pairings", lambda: self._main.open_pairing(row.id))

    def _note(self, hit: notes.NoteHit) -> Found:
        whose = ", ".join(each for each in (hit.whose, german_date(hit.day)) if each)
        opens = (
            partial(self._main.open_person, hit.person) if hit.person else partial(self._main.open_pairing, hit.pairing)
        )
        return Found(f"„{hit.words}“   {whose}", "note", opens)

    def _fitting_actions(self) -> list[Found]:
        typed = fold(self.line.text()).split()
        found = []
        for words, action in self._actions:
            if all(word in fold(words) for word in typed):
                keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
                found.append(Found(f"{words}   {keys}".rstrip(), "next", action.trigger))
        return found if typed else found[:0]

    def _open_current(self) -> None:
        """Enter may be quicker than the answer to what was typed last: then that answer opens."""
        self._enter_pressed = True
        if self._timer.isActive():
            self._timer.stop()
            self._search()
        elif not self._searching:
            self._open()

    def _open(self, _item: object = None) -> None:
        self._enter_pressed = False
        row = self.list.currentRow()
        if 0 <= row < len(self.found):
            chosen = self.found[row]
            self.accept()
            QTimer.singleShot(0, self._over, chosen.open)


def _records(session: Any, words: str) -> _Records:
    return _Records(
        people.rows(session, people.search(session, words)[:_MOST]),
        pairings.rows(session, pairings.search(session, words)[:_MOST]),
    )


def _plain(action: QAction) -> str:
    return action.text().replace("&&", "\0").replace("&", "").replace("\0", "&").removesuffix(" …")


def _finds(action: QAction) -> bool:
    return action.shortcut() == QKeySequence("Ctrl+K")
