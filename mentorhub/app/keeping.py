"""What the window does for an open data folder as a whole: lock, backups, restore, keys; as the menu asks for it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from mentorhub.app.backing_up import BackingUp
from mentorhub.app.banners import full_disk
from mentorhub.errors import MentorHubError
from mentorhub.text import _
from mentorhub.ui import choose, messages
from mentorhub.ui.folder_state import Wanted
from mentorhub.ui.form_dialog import show_over
from mentorhub.ui.idle import IdleWatch
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.opening.unlock_view import Unlocking, UnlockView
from mentorhub.ui.tasks import Beside, Tasks

if TYPE_CHECKING:
    from sqlmodel import Session

    from mentorhub.app.work import Opened
    from mentorhub.ui.opening.sheet import Sheet


_ONLY_LOOKS = frozenset({Wanted.BACKUPS, Wanted.LOCK, Wanted.EMERGENCY_SHEET, Wanted.FIND, Wanted.HISTORY})
"""What can be done on a disk without room."""


class Keeping(QObject):
    """From the moment the pages of a folder are shown until it is closed (`end`)."""

    restore_confirmed = Signal(object, str)
    """The path of a backup, and the words that open it if it asks for some."""

    def __init__(self, window: MainWindow, beside: Beside, tasks: Tasks, opened: "Opened") -> None:
        super().__init__(window)
        self._window = window
        self._beside = beside
        self._tasks = tasks
        self._opened = opened
        self._database = opened.database
        self.backing = BackingUp(window, beside, self._database)
        self._idle = IdleWatch(self, opened.idle_minutes)
        self._idle.idle.connect(self.lock)
        self._does: dict[Wanted, Callable[[], object]] = {
            Wanted.BACK_UP: self.backing.now,
            Wanted.BACKUPS: self.show_backups,
            Wanted.SECOND_PLACE: self.choose_second_place,
            Wanted.NO_SECOND_PLACE: lambda: self.backing.choose_second_place(None),
            Wanted.LOCK: self.lock,
            Wanted.PASSPHRASE: self.change_passphrase,
            Wanted.RECOVERY_KEY: self.make_new_sheet,
            Wanted.DATA_KEY: self.change_key,
            Wanted.EMERGENCY_SHEET: self.show_emergency_sheet,
            Wanted.FIND: self.find,
            Wanted.REMIND: self.remind,
            Wanted.PAPERS: self.show_papers,
            Wanted.SHEET: self.enter_sheet,
            Wanted.HISTORY: self.show_history,
            Wanted.BIN: self.show_bin,
            Wanted.EXPORT: self.export,
        }
        window.wanted.connect(self._do)
        window.before_close = self.backing.before_close
        window.show_folder_state(opened.state)
        window.reentry.serve(None if opened.state.asks_nothing else self._ask_again)
        tasks.saved.connect(self._changed)

    def end(self) -> None:
        self._window.wanted.disconnect(self._do)
        self._window.before_close = None
        self._window.reentry.forget()
        self._window.show_folder_state(None)
        self._window.unlock()
        self.backing.end()
        self.deleteLater()

    def lock(self) -> None:
        if self._window.is_locked() or not self._window.shows_pages():
            return
        if self._opened.state.asks_nothing:
            self._window.say(_("Zum Ausprobieren gibt es kein Kennwort, also auch nichts zu sperren."))
            return
        self._database.steps.forget()  # whoever unlocks begins anew; what lay in memory is gone
        view = UnlockView("", locked=True)
        view.unlock.connect(lambda typed: self._try_to_unlock(view, typed))
        self._window.lock(view)

    def show_backups(self) -> None:
        from mentorhub.app import folder_work
        from mentorhub.ui.dialogs.backups_dialog import BackupsDialog

        dialog = BackupsDialog(self._window, self._beside, partial(folder_work.found_backups, self._database))
        dialog.restore_wanted.connect(self.look_at_backup)
        dialog.back_up_wanted.connect(self.backing.now)
        self.backing.made.connect(dialog.reload)
        show_over(self._window, dialog)

    def look_at_backup(self, path: Path) -> None:
        from mentorhub.app import folder_work
        from mentorhub.ui.dialogs.restore_dialog import RestoreDialog

        dialog = RestoreDialog(
            self._window, self._beside, path, lambda path, words: folder_work.preview(path, self._database, words)
        )
        dialog.confirmed.connect(self._restore)
        dialog.open()

    def choose_second_place(self) -> None:
        folder = choose.folder(self._window, _("Ordner für die zweite Sicherung, am besten auf einem Stick"))
        if folder is not None:
            self.backing.choose_second_place(folder)

    def change_passphrase(self) -> None:
        from mentorhub.app import folder_work
        from mentorhub.ui.dialogs.key_dialogs import PassphraseDialog

        if not self._has_keys():
            return
        work = partial(self.backing.alone, folder_work.change_passphrase)
        dialog = PassphraseDialog(self._window, self._tasks, work)
        dialog.accepted.connect(lambda: self._window.say(_("Das neue Kennwort gilt.")))
        show_over(self._window, dialog)

    def make_new_sheet(self) -> None:
        from mentorhub.app import folder_work
        from mentorhub.ui.dialogs.key_dialogs import RecoveryKeyDialog

        if not self._has_keys():
            return
        dialog = RecoveryKeyDialog(self._window, self._tasks, partial(self.backing.alone, folder_work.new_recovery_key))
        dialog.accepted.connect(lambda: self._show_sheet(str(dialog.result_value)))
        show_over(self._window, dialog)

    def change_key(self) -> None:
        from mentorhub.app import folder_work
        from mentorhub.ui.dialogs.key_dialogs import DataKeyDialog

        if not self._has_keys() or not self._window.may_leave():
            return
        dialog = DataKeyDialog(self._window, self._tasks, partial(self.backing.alone, folder_work.change_key))
        dialog.accepted.connect(lambda: self._show_sheet(str(dialog.result_value)))
        show_over(self._window, dialog)

    def show_emergency_sheet(self) -> None:
        from mentorhub.app import work
        from mentorhub.documents import issue
        from mentorhub.ui.dialogs.preview_dialog import PreviewDialog

        dialog = PreviewDialog(
            self._window,
            self._tasks,
            _("Blatt „Laptop weg“"),
            lambda session: issue.emergency_sheet(session, work.today()),
        )
        show_over(self._window, dialog)

    def find(self) -> None:
        from mentorhub.ui.dialogs.find_dialog import FindDialog

        show_over(self._window, FindDialog(self._window, self._window, self._tasks, self._window.menu_actions()))

    def show_papers(self) -> None:
        from mentorhub.app import work
        from mentorhub.ui.dialogs.papers_dialog import PapersDialog

        dialog = PapersDialog(self._window, self._tasks, _("Papiere und leere Formulare"), (), (), work.today())
        show_over(self._window, dialog)

    def enter_sheet(self) -> None:
        from mentorhub.app import work
        from mentorhub.ui.dialogs.sheet_dialog import SheetDialog

        show_over(self._window, SheetDialog(self._window, self._tasks, self._window, work.today()))

    def show_history(self) -> None:
        from mentorhub.ui.dialogs.history_dialog import HistoryDialog

        show_over(self._window, HistoryDialog(self._window, self._tasks, self._window))

    def show_bin(self) -> None:
        from mentorhub.ui.dialogs.bin_dialog import BinDialog

        def restored(person_id: object, sentence: str) -> None:
            self._window.open_person(person_id)
            self._window.say(sentence)

        dialog = BinDialog(self._window, self._tasks)
        dialog.restored.connect(restored)
        show_over(self._window, dialog)

    def export(self) -> None:
        from mentorhub.app import work
        from mentorhub.ui.dialogs.export_dialog import ExportDialog

        show_over(self._window, ExportDialog(self._window, self._window, self._tasks, work.today()))

    def remind(self) -> None:
        """A Wiedervorlage from anywhere, about whom the page is about."""
        from mentorhub.app import work
        from mentorhub.ui.dialogs.reminder_dialog import ReminderDialog

        about = self._window.about()
        dialog = ReminderDialog(
            self._window,
            self._tasks,
            work.today(),
            person_id=about.person_id,
            pairing_id=about.pairing_id,
            whom=about.whom,
        )
        dialog.told.connect(self._window.say)
        show_over(self._window, dialog)

    def _do(self, what: Wanted) -> None:
        if self._window.is_locked():
            return
        if self._opened.state.read_only and what not in _ONLY_LOOKS:
            messages.tell(self._window, full_disk())
            return
        self._does[what]()

    def _has_keys(self) -> bool:
        """A folder to try things out has none."""
        if self._opened.state.asks_nothing:
            messages.tell(self._window, _("Die Daten zum Ausprobieren haben weder Kennwort noch Notfallblatt."))
        return not self._opened.state.asks_nothing

    def _try_to_unlock(self, view: UnlockView, typed: Unlocking) -> None:
        from mentorhub.app import folder_work

        self._beside.run(
            view,
            folder_work.confirm,
            self._database,
            typed.words,
            then=lambda _right: self._window.unlock(),
            on_trouble=lambda trouble: view.show_problem(str(trouble)),
        )

    def _ask_again(self, owner: QWidget, then: Callable[[int], object]) -> None:
        """The Kennwort, for what only its owner may see."""
        from mentorhub.app import folder_work
        from mentorhub.ui.dialogs.key_dialogs import ConfirmDialog

        def ask(minutes: int) -> None:
            dialog = ConfirmDialog(owner, self._tasks, partial(folder_work.confirm, self._database), minutes)
            dialog.accepted.connect(lambda: then(minutes))
            dialog.open()

        self._tasks.load(owner, _shown_minutes, then=ask, channel="reentry")

    def _restore(self, path: Path, words: str) -> None:
        if self._window.may_leave():
            self.restore_confirmed.emit(path, words)

    def _show_sheet(self, recovery_key: str) -> None:
        from mentorhub.ui.dialogs.key_dialogs import SheetDialog

        dialog = SheetDialog(self._window, recovery_key)
        serve_sheet(self._beside, dialog.sheet, self._opened, recovery_key)
        dialog.accepted.connect(self._database.note_recovery_key_saved)
        dialog.open()
        self.backing.every_half_hour()

    def _changed(self) -> None:
        self.backing.note_change()
        self._tasks.load(self, _idle_minutes, then=self._idle.change, channel="idle")


def serve_sheet(beside: Beside, sheet: "Sheet", opened: "Opened", recovery_key: str) -> None:
    """Saves and prints what the sheet asks for."""
    from mentorhub.app import work

    def save(path: str) -> None:
        beside.run(
            sheet,
            work.save_recovery_sheet,
            opened,
            recovery_key,
            Path(path),
            then=sheet.show_saved,
            on_trouble=tell,
        )

    def tell(trouble: MentorHubError) -> None:
        sheet.show_problem(str(trouble))

    def print_it() -> None:
        beside.run(sheet, work.recovery_sheet_pdf, opened, recovery_key, then=sheet.print_pdf, on_trouble=tell)

    sheet.save_sheet.connect(save)
    sheet.print_sheet.connect(print_it)


def _shown_minutes(session: "Session") -> int:
    from mentorhub import programme

    return programme.number(session, "certificate.shown_minutes")


def _idle_minutes(session: "Session") -> int:
    from mentorhub import programme

    return programme.number(session, "lock.idle_minutes")
