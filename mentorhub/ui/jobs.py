"""What a worker thread may know of its job: nothing of Qt.

Whoever drops a widget last destroys it, and Qt bears that on the UI thread only. So the job with its owner and what
comes after stays there; the worker gets a number, takes its call out of a list, and keeps nothing of what came out.
"""

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal, SignalInstance

from mentorhub.errors import Cancelled, FieldError, MentorHubError
from mentorhub.ui.progress_dialog import ProgressDialog

OnFieldError = Callable[[FieldError], object]
OnTrouble = Callable[[MentorHubError], object]


@dataclass(frozen=True)
class Job:
    """Stays on the UI thread; the worker knows its number."""

    owner: QObject
    then: Callable[[Any], object] | None
    on_field_error: OnFieldError | None = None
    on_trouble: OnTrouble | None = None
    changes: bool = False
    channel: tuple[int, str] | None = None
    turn: int = 0
    dialog: ProgressDialog | None = None
    on_cancel: Callable[[], object] | None = None
    progress: "Reporter | None" = None


@dataclass(frozen=True)
class Outcome:
    number: int
    value: object = None
    error: BaseException | None = None


class Door:
    """Through which workers hand over what came out, as long as somebody is there to take it."""

    def __init__(self, arrived: SignalInstance) -> None:
        self._lock = threading.Lock()
        self._arrived: SignalInstance | None = arrived
        self._outcomes: deque[Outcome] = deque()
        self._jobs: dict[int, Job] = {}
        self._count = 0

    def expect(self, job: Job) -> int:
        self._count += 1
        self._jobs[self._count] = job
        return self._count

    def put(self, outcome: Outcome) -> None:
        """From a worker."""
        self._outcomes.append(outcome)
        del outcome
        with self._lock:
            if self._arrived is not None:
                self._arrived.emit()

    def take(self) -> tuple[Job, Outcome]:
        """On the UI thread, once for each time it was told."""
        outcome = self._outcomes.popleft()
        return self._jobs.pop(outcome.number), outcome

    def shut(self) -> None:
        """Nobody is left on the other side: Qt would crash if told."""
        with self._lock:
            self._arrived = None
        self._jobs.clear()


def work(door: Door, number: int, calls: list[Callable[[], object]]) -> None:
    """In a worker. The call is taken out of its list so that nothing of it is left here afterwards."""
    door.put(_attempt(number, calls.pop()))


def _attempt(number: int, call: Callable[[], object]) -> Outcome:
    try:
        return Outcome(number, call())
    except BaseException as error:  # noqa: BLE001 - whatever went wrong has to reach the person
        return Outcome(number, error=error)


class Reporter(QObject):
    """Called from the worker: passes on how far it is, a few times a second, and raises when the person cancelled."""

    moved = Signal(int, int)

    def __init__(self, cancelled: threading.Event) -> None:
        super().__init__()
        self._cancelled = cancelled
        self._last = 0.0

    def __call__(self, done: int, total: int) -> None:
        self.check()
        now = time.monotonic()
        if now - self._last >= 0.05 or done >= total:
            self._last = now
            self.moved.emit(done, total)

    def check(self) -> None:
        if self._cancelled.is_set():
            raise Cancelled
