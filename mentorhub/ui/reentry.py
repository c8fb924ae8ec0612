"""Whether the Kennwort was typed again a moment ago: only then is shown what stands in certificates of conduct."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

_LOOKS_EVERY = 5_000
"""Milliseconds; by the clock on the wall, for a laptop may have slept in between."""

Asking = Callable[[QWidget, Callable[[int], object]], object]
"""Asks over a widget; once the Kennwort was right, it calls back with the minutes that it holds."""


def _now() -> datetime:
    return datetime.now(UTC)


class Reentry(QObject):
    """Closed until somebody serves it with a way to ask."""

    changed = Signal(bool)

    def __init__(self, parent: QObject | None = None, *, now: Callable[[], datetime] = _now) -> None:
        super().__init__(parent)
        self._now = now
        self._ask: Asking | None = None
        self._asks_nothing = False
        self._until: datetime | None = None
        self._timer = QTimer(self, interval=_LOOKS_EVERY)
        self._timer.timeout.connect(self.look)

    def serve(self, ask: Asking | None) -> None:
        """`ask`: nothing for a folder to try things out, which has no Kennwort to ask for."""
        self._ask = ask
        self._asks_nothing = ask is None

    def forget(self) -> None:
        """The folder is closed."""
        self.close()
        self._ask, self._asks_nothing = None, False

    def is_open(self) -> bool:
        return self._asks_nothing or (self._until is not None and self._now() < self._until)

    def ask(self, owner: QWidget, then: Callable[[], object]) -> None:
        """`then` at once while it is open, otherwise as soon as the Kennwort was typed; never if it is not."""
        if self.is_open():
            then()
        elif self._ask is not None:
            self._ask(owner, lambda minutes: self._opened(minutes, then))

    def close(self) -> None:
        was_open = self._until is not None
        self._until = None
        self._timer.stop()
        if was_open:
            self.changed.emit(False)

    def look(self) -> None:
        """Closes when the time is up."""
        if not self.is_open():
            self.close()

    def _opened(self, minutes: int, then: Callable[[], object]) -> None:
        self._until = self._now() + timedelta(minutes=max(1, minutes))
        self._timer.start()
        self.changed.emit(True)
        then()
