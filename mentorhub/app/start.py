"""From the first look into the data folder to the pages: which view follows which."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from mentorhub import paths
from mentorhub.app import banners, work
from mentorhub.app.banners import Banners
from mentorhub.app.bell import Bell, ring
from mentorhub.app.keeping import Keeping, serve_sheet
from mentorhub.app.work import FillSample, Folder, Opened
from mentorhub.errors import FieldError, MentorHubError
from mentorhub.text import _
from mentorhub.ui import messages
from mentorhub.ui.jobs import OnTrouble
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.opening.founding_view import Founding, FoundingView
from mentorhub.ui.opening.patience_view import Patience
from mentorhub.ui.opening.proof_view import ProofView
from mentorhub.ui.opening.recovery_view import RecoveryView
from mentorhub.ui.opening.start_view import StartView
from mentorhub.ui.opening.unlock_view import Unlocking, UnlockView
from mentorhub.ui.tasks import Beside, Tasks

if TYPE_CHECKING:
    from sqlmodel import Session

    from mentorhub.backups import Backup, Restored
    from mentorhub.db.database import Database
    from mentorhub.db.keys import UnlockSecret
    from mentorhub.drafts import Kept

KEY_CHAIN_MILLISECONDS = 5_000
"""So long the system's key chain may take before the Kennwort is asked for; some never answer."""
_QUIET = 3_000
"""Milliseconds after the pages have appeared, in which the person looks around."""


class Start(QObject):
    """Knows the folder, what is open in it, and the next view."""

    def __init__(
        self, window: MainWindow, folder: Path, *, fill_sample: FillSample = work.fill_sample, remember: bool = True
    ) -> None:
        """`remember`: this folder is opened again next time."""
        super().__init__(window)
        self._window = window
        self._folder = folder
        self._fill_sample = fill_sample
        self._remember = remember
        self._beside = Beside(self)
        self._database: Database | None = None
        self.tasks: Tasks | None = None
        self.keeping: Keeping | None = None
        self._bell: Bell | None = None
        self._banners = Banners(window)
        self._restored: Restored | None = None
        self._attempt = 0
        window.import_wanted.connect(self._import)
        window.other_data_wanted.connect(self._leave_for_other)

    def look(self) -> None:
        """Into the folder, and on to the view that fits what lies there."""
        self._window.show_view(Patience())
        self._beside.run(
            self,
            work.look_into,
            self._folder,
            then=self._found,
            on_trouble=lambda trouble: self._cannot_open(trouble, None),
        )

    def ask_how(self) -> None:
        """The one question of the first start, also later through the menu."""
        self.close()
        view = StartView()
        view.try_out.connect(self._try_out)
        view.own_list.connect(self._own_list)
        view.network.connect(self._network)
        view.open_folder.connect(lambda folder: self._look_elsewhere(Path(folder)))
        self._window.show_view(view)
        self._warm_up()

    def _warm_up(self) -> None:
        self._beside.run(self, work.warm_up, then=lambda _done: None)

    def close(self) -> None:
        """What is being written is finished; the key is forgotten."""
        self._attempt += 1
        if self.keeping is not None:
            self.keeping.end()
            self.keeping = None
        if self.tasks is not None:
            self.tasks.close()
            self.tasks = None
        if self._bell is not None:
            self._bell.deleteLater()
            self._bell = None
        if self._database is not None:
            work.close(self._database)
            self._database = None

    def wait_idle(self) -> bool:
        """For tests: until nothing is under way."""
        for _round in range(3):
            beside = self._beside.wait_idle()
            if not beside or not (self.tasks is None or self.tasks.wait_idle()):
                return False
        return self._beside.idle()

    def _leave_for_other(self) -> None:
        if self._window.may_leave():
            self.ask_how()

    def _look_elsewhere(self, folder: Path) -> None:
        self._folder = folder
        self.look()

    def _found(self, folder: Folder) -> None:
        from mentorhub.db.keys import FromKeyChain, Passphrase

        if folder is Folder.EMPTY:
            self.ask_how()
            return
        self._warm_up()
        if folder is Folder.ASKS_NOTHING:
            secret = Passphrase("")
            self._open(secret, on_trouble=lambda trouble: self._cannot_open(trouble, secret))
        elif folder is Folder.REMEMBERED:
            self._open(FromKeyChain(), on_trouble=self._cannot_ask_key_chain)
            attempt = self._attempt
            QTimer.singleShot(KEY_CHAIN_MILLISECONDS, self, lambda: self._unlock_if_still(attempt))
        else:
            self._unlock()

    def _cannot_ask_key_chain(self, trouble: MentorHubError) -> None:
        from mentorhub.db.keys import FromKeyChain, WrongSecret

        if isinstance(trouble, WrongSecret):
            self._unlock()
        else:
            self._cannot_open(trouble, FromKeyChain())

    def _unlock_if_still(self, attempt: int) -> None:
        if attempt == self._attempt and self._database is None:
            self._unlock()

    def _unlock(self) -> None:
        note = "" if self._restored is None else _("Die Sicherung ist wiederhergestellt. Bitte öffnen Sie sie jetzt.")
        view = UnlockView(str(self._folder), note=note)
        view.unlock.connect(lambda typed: self._open_with(view, typed))
        view.other.connect(self.ask_how)
        self._window.show_view(view)

    def _open_with(self, view: UnlockView, typed: Unlocking) -> None:
        from mentorhub.db.keys import Passphrase, RecoveryKey, WrongSecret

        secret: UnlockSecret = RecoveryKey(typed.words) if typed.is_recovery_key else Passphrase(typed.words)

        def tell(trouble: MentorHubError) -> None:
            if isinstance(trouble, WrongSecret):
                view.show_problem(str(trouble))
            else:
                self._cannot_open(trouble, secret)

        self._open(secret, on_trouble=tell, remember=typed.remember, view=view)

    def _open(
        self,
        secret: "UnlockSecret",
        *,
        on_trouble: OnTrouble,
        remember: bool = False,
        view: QObject | None = None,
    ) -> None:
        self._attempt += 1
        attempt = self._attempt

        def take(opened: Opened) -> None:
            if attempt != self._attempt:
                work.close(opened.database)
                return
            self._show(opened)
            if remember:
                self._remember_key(opened)

        def tell(trouble: MentorHubError) -> None:
            if attempt == self._attempt:
                on_trouble(trouble)

        self._beside.run(view or self, work.open_folder, self._folder, secret, then=take, on_trouble=tell)

    def _remember_key(self, opened: Opened) -> None:
        def said(kept: bool) -> None:
            self._window.say(
                _("Auf diesem Rechner gemerkt.")
                if kept
                else _("Dieser Rechner hat keinen Schlüsselbund; das Kennwort wird weiter gefragt.")
            )

        self._beside.run(self, work.remember, opened.database, then=said)

    def _cannot_open(self, trouble: MentorHubError, secret: "UnlockSecret | None") -> None:
        """Damaged data come back from the newest good backup; everything else can be tried again."""
        from mentorhub.db.keys import DamagedKeyFile, NewerKeyFile
        from mentorhub.db.trouble import DamagedFile, FolderInUse

        if isinstance(trouble, FolderInUse):
            self._beside.run(self, ring, self._folder, then=lambda _came: self._show_trouble(trouble))
        elif isinstance(trouble, DamagedFile | DamagedKeyFile) and not isinstance(trouble, NewerKeyFile):
            self._beside.run(
                self,
                work.newest_good_backup,
                self._folder,
                then=lambda backup: self._show_damage(trouble, secret, backup),
            )
        else:
            self._show_trouble(trouble)

    def _show_trouble(self, trouble: MentorHubError) -> None:
        from mentorhub.app import trouble_views

        view = trouble_views.unavailable(trouble)
        view.again.connect(self.look)
        view.other.connect(self.ask_how)
        self._window.show_view(view)

    def _show_damage(self, trouble: MentorHubError, secret: "UnlockSecret | None", backup: "Backup | None") -> None:
        from mentorhub.app import trouble_views

        view = trouble_views.damaged(trouble, backup, asks=secret is None)

        def restore(path: object, words: str) -> None:
            from mentorhub.app import folder_work

            known = folder_work.secret_of(words) if words else secret
            self._beside.run(view, work.restore_and_open, self._folder, path, known, then=self._show, on_trouble=tell)

        def tell(problem: MentorHubError) -> None:
            if isinstance(problem, FieldError):
                view.asks(True)
            view.show_problem(str(problem))

        view.restore.connect(restore)
        view.again.connect(self.look)
        view.other.connect(self.ask_how)
        self._window.show_view(view)

    def _show(self, opened: Opened) -> None:
        """The pages, or first what has to be settled."""
        self._attempt += 1
        self._database = opened.database
        if opened.recovery_key:
            self._show_recovery(opened)
        elif opened.database.older is not None:
            self._show_older(opened)
        elif opened.asks_for_sheet:
            self._ask_for_sheet(opened)
        else:
            self._show_pages(opened)

    def _show_older(self, opened: Opened) -> None:
        from mentorhub.app import trouble_views

        view = trouble_views.older(opened)

        def accept() -> None:
            opened.database.accept_older()
            self._show(opened)

        view.go_on.connect(accept)
        view.restore.connect(self._restore)
        view.again.connect(self._open_again)
        view.other.connect(self.ask_how)
        self._window.show_view(view)

    def _ask_for_sheet(self, opened: Opened) -> None:
        from mentorhub.app import folder_work
        from mentorhub.db.keys import PROVEN_GROUPS

        view = ProofView(PROVEN_GROUPS, may_put_off=opened.may_put_off_sheet)

        def judged(right: bool) -> None:
            if right:
                self._show_pages(opened)
            else:
                view.refuse()

        def put_off() -> None:
            folder_work.put_off_sheet(opened.database)
            self._show_pages(opened)

        def new_sheet() -> None:
            self._show_recovery(replace(opened, recovery_key=opened.database.new_recovery_key()), first=False)

        view.typed.connect(
            lambda typed: self._beside.run(view, folder_work.prove_sheet, opened.database, typed, then=judged)
        )
        view.later.connect(put_off)
        view.new_sheet.connect(new_sheet)
        self._window.show_view(view)

    def _show_pages(self, opened: Opened) -> None:
        from mentorhub.app import folder_work

        self.tasks = Tasks(opened.database, self)
        if self._remember:
            self._window.change_settings(
                replace(self._window.current_settings(), data_folder=str(self._folder.absolute()))
            )
        self.keeping = Keeping(self._window, self._beside, self.tasks, opened)
        self.keeping.restore_confirmed.connect(self._restore)
        self._bell = Bell(opened.database.folder, self)
        self._bell.rung.connect(self._come_forward)
        self._window.show_pages(self.tasks, opened.makers)
        self._show_banners(opened)
        self.keeping.backing.at_start()
        self._beside.run(self, folder_work.look_after, opened.database, then=self._banners.put_first)
        QTimer.singleShot(_QUIET, self, self._warm_up_matching)

    def _warm_up_matching(self) -> None:
        self._beside.run(self, work.warm_up_matching, then=lambda _done: None)

    def _show_banners(self, opened: Opened) -> None:
        found = banners.of(opened, open_again=self._open_again, leave=self._leave_for_other)
        if self._restored is not None:
            found.insert(0, banners.of_restored(self._restored, undo=self._undo_restore))
            self._restored = None
        self._banners.show(found)
        if self.tasks is not None:
            self.tasks.load(self, _drafts, then=self._show_drafts)

    def _show_drafts(self, waiting: "Sequence[Kept]") -> None:
        self._banners.add(banners.of_drafts(waiting, self._go_on_with, self._banners.done))

    def _go_on_with(self, kept: "Kept") -> None:
        from mentorhub.ui import draft_dialogs

        if self.tasks is not None:
            draft_dialogs.go_on(self._window, self.tasks, kept, datetime.now().astimezone().date())

    def _undo_restore(self, path: Path) -> None:
        if self.keeping is not None:
            self.keeping.look_at_backup(path)

    def _come_forward(self) -> None:
        """A second start has rung."""
        if self._window.isMinimized():
            self._window.showNormal()
        self._window.raise_()
        self._window.activateWindow()

    def _open_again(self) -> None:
        self.close()
        self.look()

    def _restore(self, path: Path, words: str) -> None:
        """In the place of what is open; afterwards the folder is opened anew."""
        database, self._database = self._database, None
        self.close()
        if database is None:
            return
        self._window.show_view(Patience(_("Die Sicherung wird wiederhergestellt …")))

        def done(restored: "Restored") -> None:
            work.close(database)
            self._restored = restored
            self.look()

        def tell(trouble: MentorHubError) -> None:
            work.close(database)
            self.look()
            messages.warn(self._window, str(trouble))

        self._beside.run(self, work.restore_over, database, path, words, then=done, on_trouble=tell)

    def _try_out(self) -> None:
        """The sample folder lies beside one's own and is used again the next time."""
        usual = paths.default_data_folder()
        self._folder = usual.with_name(f"{usual.name}-Ausprobieren")
        self._window.show_view(Patience(_("Die erfundenen Menschen werden angelegt; das dauert einige Sekunden …")))
        self._beside.run(self, work.look_into, self._folder, then=self._try_out_in, on_trouble=self._cannot_try)

    def _try_out_in(self, folder: Folder) -> None:
        if folder is not Folder.EMPTY:
            self._found(folder)
            return
        self._beside.run(
            self, work.found_sample, self._folder, self._fill_sample, then=self._show, on_trouble=self._cannot_try
        )

    def _cannot_try(self, trouble: MentorHubError) -> None:
        self.ask_how()
        messages.warn(self._window, str(trouble))

    def _own_list(self) -> None:
        view = FoundingView()
        view.back.connect(self.ask_how)
        view.founded.connect(lambda wanted: self._found_new(view, wanted))
        self._window.show_view(view)

    def _found_new(self, view: FoundingView, wanted: Founding) -> None:
        self._folder = work.free_folder(self._folder_of_ones_own())

        def take(opened: Opened) -> None:
            self._show(opened)
            if wanted.remember:
                self._remember_key(opened)

        self._beside.run(
            view,
            work.found,
            self._folder,
            wanted,
            then=take,
            on_trouble=lambda trouble: view.show_problem(str(trouble)),
        )

    def _folder_of_ones_own(self) -> Path:
        usual = paths.default_data_folder()
        sample = usual.with_name(f"{usual.name}-Ausprobieren")
        return usual if self._folder == sample else self._folder

    def _show_recovery(self, opened: Opened, *, first: bool = True) -> None:
        """`first`: nothing is in the folder yet, so the list is brought in next."""
        view = RecoveryView(opened.recovery_key)
        serve_sheet(self._beside, view.sheet, opened, opened.recovery_key)

        def go_on() -> None:
            opened.database.note_recovery_key_saved()
            self._show_pages(replace(opened, recovery_key=""))
            if first:
                self._window.go("people")
                self._import()

        view.done.connect(go_on)
        self._window.show_view(view)

    def _network(self) -> None:
        from mentorhub.ui.network.network_view import NetworkView

        chosen = self._window.current_settings().network_file
        view = NetworkView(self._beside, date.today, Path(chosen) if chosen else None)
        view.back.connect(self.ask_how)
        view.folder_wanted.connect(self._own_list)
        view.file_chosen.connect(
            lambda file: self._window.change_settings(replace(self._window.current_settings(), network_file=file))
        )
        self._window.show_view(view)

    def _import(self) -> None:
        if self.tasks is None or self.keeping is None:
            return
        from mentorhub.backups import Reason
        from mentorhub.ui.dialogs.import_dialog import ImportDialog

        backing = self.keeping.backing
        ImportDialog(self._window, self.tasks, first=lambda go_on: backing.before(Reason.IMPORT, go_on)).open()


def _drafts(session: "Session") -> "Sequence[Kept]":
    from mentorhub import drafts

    return drafts.waiting(session)
