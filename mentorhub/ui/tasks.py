"""Tasks: what stands between a screen and a subject. It runs a function off the UI thread with a session.

One writing thread and two reading threads. Results come back on the UI thread; those for a closed screen are dropped.
This is one of the three places that may catch everything: whatever goes wrong in a worker has to reach the person.
"""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from mentorhub.errors import Cancelled, FieldError, MentorHubError
from mentorhub.ui import crash_dialog, messages
from mentorhub.ui.progress_dialog import ProgressDialog

T = TypeVar("T")
OnFieldError = Callable[[FieldError], object]
OnTrouble = Callable[[MentorHubError], object]


class Sessions(Protocol):
    """Gives sessions to worker threads. `writing` commits at the end or rolls everything back."""

    def reading(self) -> AbstractContextManager[Any]: ...

    def writing(self) -> AbstractContextManager[Any]: ...


@dataclass(frozen=True)
class _Job:
    owner: QObject
    then: Callable[[Any], object] | None
    on_field_error: OnFieldError | None = None
    on_trouble: OnTrouble | None = None
    changes: bool = False
    channel: tuple[int, str] | None = None
    turn: int = 0
    dialog: ProgressDialog | None = None
    on_cancel: Callable[[], object] | None = None


@dataclass(frozen=True)
class _Outcome:
    job: _Job
    value: object = None
    error: BaseException | None = None


class Beside(QObject):
    """Runs functions without a session in threads that may hang for ever and are then left behind.

    For the key chain, and for opening the data folder before there are sessions.
    """

    became_idle = Signal()
    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open = 0
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        owner: QObject,
        function: Callable[..., T],
        *args: object,
        then: Callable[[T], object],
        on_trouble: OnTrouble | None = None,
    ) -> None:
        self._run(_Job(owner, then, on_trouble=on_trouble), lambda: function(*args))

    def start(
        self,
        owner: QWidget,
        function: Callable[..., T],
        *args: object,
        then: Callable[[T], object],
        title: str,
        on_trouble: OnTrouble | None = None,
        on_cancel: Callable[[], object] | None = None,
        patience: int = 400,
    ) -> None:
        """Longer work without a session: `function(*args, progress=...)`. How far it is, and Cancel, are shown once it
        has taken `patience` milliseconds."""
        dialog = ProgressDialog(title, owner.window())
        progress = _Reporter(dialog.cancelled)
        progress.moved.connect(dialog.move_to, Qt.ConnectionType.QueuedConnection)
        QTimer.singleShot(patience, dialog, dialog.open)

        def work() -> T:
            result = function(*args, progress=progress)
            progress.check()
            return result

        self._run(_Job(owner, then, on_trouble=on_trouble, dialog=dialog, on_cancel=on_cancel), work)

    def idle(self) -> bool:
        return self._open == 0

    def wait_idle(self, milliseconds: int = 10_000) -> bool:
        """For tests: as `Tasks.wait_idle`."""
        return _wait(self.became_idle, self.idle, milliseconds)

    def _run(self, job: _Job, function: Callable[[], object]) -> None:
        def work() -> None:
            try:
                outcome = _Outcome(job, function())
            except Exception as error:  # noqa: BLE001 - whatever went wrong has to reach the person
                outcome = _Outcome(job, error=error)
            if shiboken6.isValid(self):
                self._finished.emit(outcome)

        self._open += 1
        threading.Thread(target=work, name="beside", daemon=True).start()

    def _deliver(self, outcome: _Outcome) -> None:
        self._open -= 1
        dialog = outcome.job.dialog
        if dialog is not None and shiboken6.isValid(dialog):
            dialog.finish()
            dialog.deleteLater()  # one that was never shown does not delete itself
        try:
            if outcome.error is not None:
                _tell(outcome.job, outcome.error)
            elif shiboken6.isValid(outcome.job.owner) and outcome.job.then is not None:
                outcome.job.then(outcome.value)
        finally:
            if self._open == 0:
                self.became_idle.emit()


class Tasks(QObject):
    """See `load`, `save`, `start` and `run_beside`."""

    saved = Signal()
    """Something was changed and committed: whoever shows rows reads them again."""
    became_idle = Signal()
    _finished = Signal(object)

    def __init__(self, sessions: Sessions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sessions = sessions
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._readers = ThreadPoolExecutor(2, thread_name_prefix="reader")
        self._newest: dict[tuple[int, str], int] = {}
        self._open = 0
        self._closed = False
        self._dialogs: set[ProgressDialog] = set()
        self._beside = Beside(self)
        self._beside.became_idle.connect(self._note_idle)
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def load(
        self,
        owner: QObject,
        function: Callable[..., T],
        *args: object,
        then: Callable[[T], object],
        channel: str | None = None,
        on_trouble: OnTrouble | None = None,
    ) -> None:
        """Read: `function(session, *args)`. On a channel only the owner's newest answer arrives (searching)."""
        key, turn = None, 0
        if channel is not None:
            key = (id(owner), channel)
            turn = self._newest.get(key, 0) + 1
            self._newest[key] = turn
        job = _Job(owner, then, on_trouble=on_trouble, channel=key, turn=turn)

        def work() -> T:
            if self._outdated(job):
                raise Cancelled
            with self._sessions.reading() as session:
                return function(session, *args)

        self._run(self._readers, job, work)

    def save(
        self,
        owner: QObject,
        function: Callable[..., T],
        *args: object,
        then: Callable[[T], object] | None = None,
        on_field_error: OnFieldError | None = None,
        on_trouble: OnTrouble | None = None,
    ) -> None:
        """Change: `function(session, *args)`, committed as a whole or not at all; then `saved` tells every screen."""
        job = _Job(owner, then, on_field_error, on_trouble, changes=True)

        def work() -> T:
            with self._sessions.writing() as session:
                return function(session, *args)

        self._run(self._writer, job, work)

    def keep(self, owner: QObject, function: Callable[..., object], *args: object) -> None:
        """Write what no screen shows (a draft): as `save`, but nobody reads anything again."""

        def work() -> object:
            with self._sessions.writing() as session:
                return function(session, *args)

        self._run(self._writer, _Job(owner, None), work)

    def start(
        self,
        owner: QWidget,
        function: Callable[..., T],
        *args: object,
        then: Callable[[T], object] | None = None,
        title: str,
        changes: bool = True,
        on_trouble: OnTrouble | None = None,
    ) -> None:
        """Long work: `function(session, *args, progress=...)`; the person sees how far it is and can cancel."""
        dialog = ProgressDialog(title, owner.window())
        self._dialogs.add(dialog)
        job = _Job(owner, then, on_trouble=on_trouble, changes=changes, dialog=dialog)
        progress = _Reporter(dialog.cancelled)
        progress.moved.connect(dialog.move_to, Qt.ConnectionType.QueuedConnection)
        sessions = self._sessions.writing if changes else self._sessions.reading

        def work() -> T:
            with sessions() as session:
                result = function(session, *args, progress=progress)
                progress.check()
                return result

        dialog.open()
        self._run(self._writer if changes else self._readers, job, work)

    def run_beside(
        self,
        owner: QObject,
        function: Callable[..., T],
        *args: object,
        then: Callable[[T], object],
        on_trouble: OnTrouble | None = None,
    ) -> None:
        """`function(*args)` without a session, in a thread that may hang for ever (the key chain)."""
        self._beside.run(owner, function, *args, then=then, on_trouble=on_trouble)

    @property
    def beside(self) -> Beside:
        """For parts that work with and without a data folder."""
        return self._beside

    def idle(self) -> bool:
        return self._open == 0 and self._beside.idle()

    def wait_idle(self, milliseconds: int = 10_000) -> bool:
        """For tests and pictures: let the window live until nothing is under way."""
        return _wait(self.became_idle, self.idle, milliseconds)

    def close(self) -> None:
        """No further answers; what is being written is finished or, if it is long work, cancelled."""
        self._closed = True
        for dialog in self._dialogs:
            dialog.cancelled.set()
        self._writer.shutdown(wait=True, cancel_futures=True)
        self._readers.shutdown(wait=True, cancel_futures=True)

    def _run(self, pool: ThreadPoolExecutor, job: _Job, work: Callable[[], object]) -> None:
        if self._closed:
            return
        self._open += 1

        def done(future: Future[object]) -> None:
            if future.cancelled() or not shiboken6.isValid(self):
                return
            error = future.exception()
            self._finished.emit(_Outcome(job, None if error else future.result(), error))

        pool.submit(work).add_done_callback(done)

    def _outdated(self, job: _Job) -> bool:
        return job.channel is not None and self._newest.get(job.channel) != job.turn

    def _deliver(self, outcome: _Outcome) -> None:
        self._open -= 1
        job = outcome.job
        if job.dialog is not None:
            self._dialogs.discard(job.dialog)
            if shiboken6.isValid(job.dialog):
                job.dialog.finish()
        try:
            if self._closed or self._outdated(job):
                return
            if job.channel is not None:
                del self._newest[job.channel]
            if outcome.error is not None:
                _tell(job, outcome.error)
                return
            if shiboken6.isValid(job.owner) and job.then is not None:
                job.then(outcome.value)
            if job.changes:
                self.saved.emit()
        finally:
            self._note_idle()

    def _note_idle(self) -> None:
        if self.idle():
            self.became_idle.emit()


class _Reporter(QObject):
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


def _wait(became_idle: SignalInstance, idle: Callable[[], bool], milliseconds: int) -> bool:
    loop = QEventLoop()
    became_idle.connect(loop.quit)
    patience = QTimer()
    patience.setSingleShot(True)
    patience.timeout.connect(loop.quit)
    patience.start(milliseconds)
    while not idle() and patience.isActive():  # an answer that is painted may ask for more
        loop.exec()
    return idle()


def _tell(job: _Job, error: BaseException) -> None:
    owner = job.owner if shiboken6.isValid(job.owner) else None
    if isinstance(error, Cancelled):
        if owner is not None and job.on_cancel is not None:
            job.on_cancel()
        return
    if isinstance(error, FieldError) and owner is not None and job.on_field_error is not None:
        job.on_field_error(error)
    elif isinstance(error, MentorHubError) and owner is not None and job.on_trouble is not None:
        job.on_trouble(error)
    elif isinstance(error, MentorHubError):
        messages.warn(owner if isinstance(owner, QWidget) else None, str(error))
    else:
        crash_dialog.show(error)
