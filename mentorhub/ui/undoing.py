"""Strg+Z: inside a text field its own steps first, then the last saved step of all, named in the menu."""

from collections.abc import Callable
from datetime import date
from typing import Any

import shiboken6
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from mentorhub.text import _
from mentorhub.ui.tasks import Tasks


class Undoing(QObject):
    """Give it the action of the menu. `show(page, record)` and `say(sentence)` are the window's."""

    def __init__(
        self,
        window: QWidget,
        action: QAction,
        *,
        may_start: Callable[[], bool],
        show: Callable[[str, object | None], object],
        say: Callable[[str], object],
        today: Callable[[], date] = date.today,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._action = action
        self._may_start = may_start
        self._show = show
        self._say = say
        self._today = today
        self._tasks: Tasks | None = None
        self._serial: int | None = None
        self._watched: QWidget | None = None
        action.triggered.connect(lambda: self.undo())
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._watch)
        self.forget()

    def follow(self, tasks: Tasks) -> None:
        """From now on the steps of this open folder."""
        if self._tasks is not None and shiboken6.isValid(self._tasks):
            self._tasks.saved.disconnect(self.look)
        self._tasks = tasks
        tasks.saved.connect(self.look)
        self.look()

    def forget(self) -> None:
        """Locked or closed: nothing may be read in the menu."""
        self._serial = None
        self._action.setText(_("&Rückgängig"))
        self._action.setEnabled(False)

    def look(self) -> None:
        from mentorhub import changes

        if self._tasks is not None:
            self._tasks.load(self, changes.last_step, then=self._offer, channel="undo")

    def undo(self) -> None:
        """What is typed and not saved is asked about first."""
        from mentorhub import changes

        if self._tasks is None or self._serial is None or not self._may_start():
            return
        self._action.setEnabled(False)
        self._tasks.save(
            self._window, changes.undo, self._today(), self._serial, then=self._undone, on_trouble=self._refused
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A field takes Strg+Z for itself even when it has nothing to undo: then it is the window's."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
            and not _has_own_steps(watched)
        ):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _watch(self, _before: QWidget | None, focused: QWidget | None) -> None:
        if self._watched is not None and shiboken6.isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = focused if isinstance(focused, _FIELDS) else None
        if self._watched is not None:
            self._watched.installEventFilter(self)

    def _offer(self, last: Any) -> None:
        if last is None:
            self.forget()
            return
        self._serial = last.serial
        self._action.setText(_("&Rückgängig: {step}").format(step=last.words.replace("&", "&&")))
        self._action.setEnabled(True)

    def _undone(self, undone: Any) -> None:
        if undone.page:
            self._show(undone.page, undone.record)
        self._say(_("Rückgängig gemacht: {step}").format(step=undone.words))

    def _refused(self, trouble: Exception) -> None:
        from mentorhub.ui import messages

        messages.warn(self._window, str(trouble))
        self.look()


_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)


def _has_own_steps(field: QObject) -> bool:
    if isinstance(field, QAbstractSpinBox):
        line = field.findChild(QLineEdit)
        return line is not None and line.isUndoAvailable()
    if isinstance(field, QLineEdit):
        return field.isUndoAvailable()
    return isinstance(field, QPlainTextEdit | QTextEdit) and field.document().isUndoAvailable()
