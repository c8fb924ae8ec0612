"""What a page is, and what it may ask of the window around it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from PySide6.QtCore import QEvent
from PySide6.QtGui import QAction, QKeySequence, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from mentorhub.settings import Settings
from mentorhub.ui import menus, theme, widgets
from mentorhub.ui.folder_state import FolderState, Wanted
from mentorhub.ui.reentry import Reentry
from mentorhub.ui.tasks import Tasks


class Window(Protocol):
    """The main window, as pages see it."""

    @property
    def reentry(self) -> Reentry:
        """Whether the Kennwort was typed again a moment ago."""

    def open_person(self, person_id: object) -> None: ...

    def open_pairing(self, pairing_id: object) -> None: ...

    def go(self, page: str, record: object | None = None) -> None:
        """`page`: today, people, pairings, matching, activities, expenses, events, statistics or settings."""

    def visited(self, page: str, record: object, words: str) -> None:
        """This record is shown now: for *Zuletzt benutzt* and for going back. `words`: whom it is about."""

    def import_list(self) -> None:
        """Opens the import of a list."""

    def say(self, sentence: str) -> None:
        """A short word in the status bar, also for screen readers: "Gespeichert"."""

    def current_settings(self) -> Settings: ...

    def change_settings(self, settings: Settings) -> bool:
        """Takes effect at once and is remembered on this laptop; not (False) if something unsaved was to be kept."""

    def want(self, what: Wanted) -> None:
        """As if chosen in the menu: a backup, another Kennwort."""

    def folder_state(self) -> FolderState:
        """See `Page.folder_changed`."""


@dataclass(frozen=True)
class About:
    """Whom a page is about just now, for a Wiedervorlage from anywhere."""

    person_id: UUID | None = None
    pairing_id: UUID | None = None
    whom: str = ""


class Page(QWidget):
    """Put your widgets into `self.body`. `reload` is called when the page is first shown and after every change."""

    title = ""

    def __init__(self, tasks: Tasks, window: Window) -> None:
        super().__init__()
        self.tasks = tasks
        self.main_window = window
        self._stale = True
        self.heading = widgets.label(self.title, "title", wrap=False)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(theme.em(0.6))
        head = QHBoxLayout()
        head.addWidget(self.heading)
        head.addStretch(1)
        head.addLayout(self._buttons)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.em(0.7))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.em(1.2), theme.em(0.9), theme.em(1.2), theme.em(0.8))
        layout.setSpacing(theme.em(0.8))
        layout.addLayout(head)
        layout.addLayout(self.body, 1)
        tasks.saved.connect(self._changed)

    def reload(self) -> None:
        """Read again what the page shows."""

    def show_record(self, record: object) -> None:
        """Come to this person or pairing; called after the page is shown."""

    def take_up_draft(self, form: str) -> None:
        """What was typed into this form of the page and not saved goes on where it stopped, once the form is shown."""

    def about(self) -> About:
        """Nobody in particular, unless the page says otherwise."""
        return About()

    def may_leave(self) -> bool:
        """Asked before the page goes away (the window closes, other colours, other data). A page with a form asks the
        person if something is not saved yet."""
        return True

    def folder_changed(self) -> None:
        """A backup was made, another second place chosen: `main_window.folder_state()` tells."""

    def add_button(
        self, text: str, clicked: Callable[[], object], *, icon: str = "", primary: bool = False, key: str = ""
    ) -> QPushButton:
        """At the top right; the primary one comes last."""
        made = widgets.button(text, clicked, icon=icon, look="primary" if primary else "")
        if key:
            action = QAction(text.replace("&", ""), self)
            action.setShortcut(key)
            action.triggered.connect(made.click)
            self.addAction(action)
            made.setToolTip(action.shortcut().toString(QKeySequence.SequenceFormat.NativeText))
        self._buttons.addWidget(made)
        return made

    def add_menu(self, name: str, actions: Sequence[QAction]) -> QToolButton:
        """What is done more rarely, behind three dots at the top right, before the buttons."""
        made = menus.more_button(name, actions)
        self._buttons.insertWidget(0, made)
        return made

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.reload()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()

    def _changed(self) -> None:
        if self.isVisible():
            self.reload()
        else:
            self._stale = True
