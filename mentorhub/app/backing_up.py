"""When backups run: at the start, every half an hour, before an import, at the end; and what is told of them."""

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from mentorhub.errors import Cancelled, MentorHubError
from mentorhub.text import _
from mentorhub.ui import messages
from mentorhub.ui.dialogs.leaving_dialog import LeavingDialog
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.tasks import Beside

if TYPE_CHECKING:
    from mentorhub.app.folder_work import BackedUp
    from mentorhub.backups import Reason
    from mentorhub.db.database import Database

T = TypeVar("T")
EVERY_MILLISECONDS = 30 * 60 * 1000
EXIT_MILLISECONDS = 60 * 1000
"""So long the window waits for its last backup; the data themselves are written long before."""


class BackingUp(QObject):
    """For one open data folder, from `Start` showing its pages until it is closed."""

    made = Signal()

    def __init__(self, window: MainWindow, beside: Beside, database: "Database") -> None:
        super().__init__(window)
        self._window = window
        self._beside = beside
        self._database = database
        self._one_at_a_time = threading.Lock()
        self._ended = False
        self._leaving: LeavingDialog | None = None
        self._may_close = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MILLISECONDS)
        self._timer.timeout.connect(self.every_half_hour)
        self._timer.start()

    def at_start(self) -> None:
        from mentorhub.backups import Reason

        self._run(Reason.START)

    def every_half_hour(self) -> None:
        from mentorhub.backups import Reason

        self._run(Reason.INTERVAL)

    def now(self) -> None:
        """By hand: whatever goes wrong is told."""
        from mentorhub.backups import Reason

        self._window.say(_("Es wird gesichert …"))
        self._run(Reason.MANUAL, then=self._tell)

    def before(self, reason: "Reason", go_on: Callable[[], object]) -> None:
        """First the backup, then what might go wrong; without one only if the person says so."""

        def ask(trouble: MentorHubError) -> None:
            question = _("Vorher konnte keine Sicherung gemacht werden. Trotzdem weitermachen?")
            if messages.ask(self._window, question, _("Trotzdem weiter"), details=str(trouble)):
                go_on()

        self._run(reason, then=lambda _done: go_on(), on_trouble=ask)

    def before_close(self) -> bool:
        """Whether the window may close at once; otherwise it is closed as soon as the last backup is made."""
        if self._may_close or self._ended:
            return True
        if self._leaving is None:
            from mentorhub.backups import Reason

            leaving = LeavingDialog(self._window)
            leaving.without.connect(self._leave)
            self._leaving = leaving
            leaving.open_late()
            QTimer.singleShot(EXIT_MILLISECONDS, leaving, self._leave)
            self._run(Reason.EXIT, then=lambda _done: self._leave(), on_trouble=self._ask_whether_to_leave)
        return False

    def note_change(self) -> None:
        state = self._window.folder_state()
        if not state.changed_since:
            self._window.show_folder_state(replace(state, changed_since=True))

    def choose_second_place(self, folder: Any) -> None:
        from mentorhub.app import folder_work

        def told(done: "BackedUp") -> None:
            self._take(done)
            self._tell(done)

        self._beside.run(
            self, self.alone, folder_work.choose_second_place, folder, then=told, on_trouble=self._tell_trouble
        )

    def end(self) -> None:
        """No more from now on; waits for one that is under way, because the folder is about to be closed."""
        self._ended = True
        self._timer.stop()
        if self._one_at_a_time.acquire(timeout=EXIT_MILLISECONDS / 1000):
            self._one_at_a_time.release()
        self.deleteLater()

    def _run(
        self,
        reason: "Reason",
        *,
        then: Callable[["BackedUp"], object] | None = None,
        on_trouble: Callable[[MentorHubError], object] | None = None,
    ) -> None:
        from mentorhub.app import folder_work

        def take(done: "BackedUp") -> None:
            if self._ended:
                return
            self._take(done)
            if then is not None:
                then(done)

        self._beside.run(
            self, self.alone, folder_work.back_up, reason, then=take, on_trouble=on_trouble or self._tell_trouble
        )

    def alone(self, work: Callable[..., T], *args: object) -> T:
        """In the worker: one after the other, and nothing on a folder that was closed in between."""
        with self._one_at_a_time:
            if self._ended:
                raise Cancelled
            return work(self._database, *args)

    def _take(self, done: "BackedUp") -> None:
        self._window.show_folder_state(done.state)
        self.made.emit()

    def _tell(self, done: "BackedUp") -> None:
        self._window.say(_("Gesichert."))
        if done.second_trouble:
            messages.warn(self._window, done.second_trouble)

    def _tell_trouble(self, trouble: MentorHubError) -> None:
        messages.warn(self._window, str(trouble))

    def _ask_whether_to_leave(self, trouble: MentorHubError) -> None:
        if self._leaving is not None:
            self._leaving.hide()
        question = _(
            "Die letzte Sicherung ist nicht gelungen. Ihre Eingaben selbst sind gespeichert. Trotzdem beenden?"
        )
        with self._window.asking():
            leaves = messages.ask(self._window, question, _("Beenden"), _("Zurück"), details=str(trouble))
        if leaves:
            self._leave()
        else:
            self._stay()

    def _stay(self) -> None:
        if self._leaving is not None:
            self._leaving.finish()
            self._leaving = None

    def _leave(self) -> None:
        if self._leaving is not None:
            self._stay()
            self._may_close = True
            self._window.close()
            self._may_close = False
