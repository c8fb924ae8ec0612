"""Notices that nobody has typed or clicked for a while, also while the laptop was asleep."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from shiboken6 import isValid

_LOOK_MILLISECONDS = 5_000
_SIGNS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class IdleWatch(QObject):
    """Looks at windows, not at the whole program: a filter on everything would slow down everything."""

    idle = Signal()

    def __init__(self, parent: QObject, minutes: int, now: Callable[[], float] = time.time) -> None:
        """`minutes`: 0 is never. The clock is the one on the wall: others stand still while a laptop sleeps."""
        super().__init__(parent)
        self._now = now
        self._seconds = minutes * 60
        self._last = now()
        self._watched: list[QWindow] = []
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._watch)
        for window in QGuiApplication.topLevelWindows():
            self._watch(window)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(_LOOK_MILLISECONDS)

    def look(self) -> None:
        passed = self._now() - self._last
        if passed < 0:
            self._last = self._now()  # the clock was set back
        elif self._seconds and passed >= self._seconds:
            self._last = self._now()
            self.idle.emit()

    def change(self, minutes: int) -> None:
        self._seconds = minutes * 60

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS:
            self._last = self._now()
        return False

    def _watch(self, window: QWindow | None) -> None:
        self._watched = [each for each in self._watched if isValid(each)]
        if window is not None and window not in self._watched:
            window.installEventFilter(self)
            self._watched.append(window)
