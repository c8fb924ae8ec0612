"""Tasks: what stands between a screen and a subject. It runs a function off the UI thread with a session.

One writing thread and two reading threads. Results come back on the UI thread; those for a closed screen are dropped.
What a worker knows of its job, and how the result comes back, stands in `jobs`.
"""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from functools import partial
from typing import Any, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from mentorhub.errors import Cancelled, FieldError, MentorHubError
from mentorhub.ui import crash_dialog, garbage, messages
from mentorhub.ui.jobs import Door, Job, OnFieldError, OnTrouble, Reporter, work
from mentorhub.ui.progress_dialog import ProgressDialog

T = TypeVar("T")
_BESIDE = "beside"


class Sessions(Protocol):
    """Gives sessions to worker threads. `writing` commits at the end or rolls everything back."""

    def reading(self) -> AbstractContextManager[Any]: ...

    def writing(self) -> AbstractContextManager[Any]: ...


class Beside(QObject):
    """Runs functions without a session in threads that may hang for ever and are then left behind.

    For the key chain, and for opening the data folder before there are sessions.
    """

    became_idle = Signal()
    _finished = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        garbage.keep_to_this_thread()
        self._open = 0
        self._door = Door(self._finished)
        self.destroyed.connect(self._door.shut)
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        owner: QObject,
        function: Callable[..., T],
        *args: object,
        then: Callable[[T], object],
        on_trouble: OnTrouble | None = None,
    ) -> None:
        self._run(Job(owner, then, on_trouble=on_trouble), partial(function, *args))

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
        progress = Reporter(dialog.cancelled)
        progress.moved.connect(dialog.move_to, Qt.ConnectionType.QueuedConnection)
        QTimer.singleShot(patience, dialog, dialog.open)
        job = Job(owner, then, on_trouble=on_trouble, dialog=dialog, on_cancel=on_cancel, progress=progress)
        self._run(job, partial(_to_the_end, function, *args, progress=progress))

    def idle(self) -> bool:
        return self._open == 0

    def wait_idle(self, milliseconds: int = 10_000) -> bool:
        """For tests: as `Tasks.wait_idle`."""
        return _wait(self.became_idle, self.idle, milliseconds)

    def _run(self, job: Job, call: Callable[[], object]) -> None:
        self._open += 1
        given = (self._door, self._door.expect(job), [call])
        threading.Thread(target=work, args=given, name=_BESIDE, daemon=True).start()

    def _deliver(self) -> None:
        self._open -= 1
        job, outcome = self._door.take()
        if job.dialog is not None and shiboken6.isValid(job.dialog):
            job.dialog.finish()
            job.dialog.deleteLater()  # one that was never shown does not delete itself
        try:
            if outcome.error is not None:
                _tell(job, outcome.error)
            elif shiboken6.isValid(job.owner) and job.then is not None:
                job.then(outcome.value)
        finally:
            if self._open == 0:
                self.became_idle.emit()


class Tasks(QObject):
    """See `load`, `save`, `start` and `run_beside`."""

    saved = Signal()
    """Something was changed and committed: whoever shows rows reads them again."""
    became_idle = Signal()
    _finished = Signal()

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
        self._door = Door(self._finished)
        self.destroyed.connect(self._door.shut)
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
        job = Job(owner, then, on_trouble=on_trouble, channel=key, turn=turn)
        sessions, newest = self._sessions, self._newest

        def work() -> T:
            if key is not None and newest.get(key) != turn:
                raise Cancelled
            with sessions.reading() as session:
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
        job = Job(owner, then, on_field_error, on_trouble, changes=True)
        self._run(self._writer, job, partial(_with_session, self._sessions.writing, function, *args))

    def keep(self, owner: QObject, function: Callable[..., object], *args: object) -> None:
        """Write what no screen shows (a draft): as `save`, but nobody reads anything again."""
        call = partial(_with_session, self._sessions.writing, function, *args)
        self._run(self._writer, Job(owner, None), call)

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
        progress = Reporter(dialog.cancelled)
        job = Job(owner, then, on_trouble=on_trouble, changes=changes, dialog=dialog, progress=progress)
        progress.moved.connect(dialog.move_to, Qt.ConnectionType.QueuedConnection)
        sessions = self._sessions.writing if changes else self._sessions.reading
        dialog.open()
        call = partial(_with_session, sessions, partial(_to_the_end, function), *args, progress=progress)
        self._run(self._writer if changes else self._readers, job, call)

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

    def _run(self, pool: ThreadPoolExecutor, job: Job, call: Callable[[], object]) -> None:
        if self._closed:
            return
        self._open += 1
        pool.submit(work, self._door, self._door.expect(job), [call])

    def _outdated(self, job: Job) -> bool:
        return job.channel is not None and self._newest.get(job.channel) != job.turn

    def _deliver(self) -> None:
        self._open -= 1
        job, outcome = self._door.take()
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


def wait_for_beside(seconds: float) -> bool:
    """Before the program ends: whether all that ran beside is done. Some of it may hang for ever (the key chain)."""
    until = time.monotonic() + seconds
    for thread in threading.enumerate():
        if thread.name == _BESIDE:
            thread.join(max(0.0, until - time.monotonic()))
            if thread.is_alive():
                return False
    return True


def _with_session(
    sessions: Callable[[], AbstractContextManager[Any]], function: Callable[..., T], *args: object, **more: object
) -> T:
    with sessions() as session:
        return function(session, *args, **more)


def _to_the_end(function: Callable[..., T], *args: object, progress: Reporter) -> T:
    """If it was cancelled in its last moment, it is cancelled."""
    result = function(*args, progress=progress)
    progress.check()
    return result


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


def _tell(job: Job, error: BaseException) -> None:
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
