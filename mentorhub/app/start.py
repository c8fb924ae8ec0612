"""From the first look into the data folder to the pages: which view follows which."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from mentorhub import paths
from mentorhub.app import work
from mentorhub.app.work import FillSample, Folder, Opened
from mentorhub.errors import MentorHubError
from mentorhub.text import _
from mentorhub.ui import messages
from mentorhub.ui.main_window import MainWindow, Patience
from mentorhub.ui.opening.founding_view import Founding, FoundingView
from mentorhub.ui.opening.network_view import NetworkView
from mentorhub.ui.opening.recovery_view import RecoveryView
from mentorhub.ui.opening.start_view import StartView
from mentorhub.ui.opening.unlock_view import Unlocking, UnlockView
from mentorhub.ui.tasks import Beside, OnTrouble, Tasks

if TYPE_CHECKING:
    from mentorhub.db.database import Database
    from mentorhub.db.keys import UnlockSecret

KEY_CHAIN_MILLISECONDS = 5_000
"""So long the system's key chain may take before the Kennwort is asked for; some never answer."""


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
        self._attempt = 0
        window.import_wanted.connect(self._import)
        window.other_data_wanted.connect(self.ask_how)

    def look(self) -> None:
        """Into the folder, and on to the view that fits what lies there."""
        self._window.show_view(Patience())
        self._beside.run(self, work.look_into, self._folder, then=self._found, on_trouble=self._cannot_open)

    def ask_how(self) -> None:
        """The one question of the first start, also later through the menu."""
        self.close()
        view = StartView()
        view.try_out.connect(self._try_out)
        view.own_list.connect(self._own_list)
        view.network.connect(self._network)
        view.open_folder.connect(lambda folder: self._look_elsewhere(Path(folder)))
        self._window.show_view(view)
        self._beside.run(self, work.warm_up, then=lambda _done: None)

    def close(self) -> None:
        """What is being written is finished; the key is forgotten."""
        self._attempt += 1
        if self.tasks is not None:
            self.tasks.close()
            self.tasks = None
        if self._database is not None:
            self._database.close()
            self._database = None

    def wait_idle(self) -> bool:
        """For tests: until nothing is under way."""
        beside = self._beside.wait_idle()
        return beside and (self.tasks is None or self.tasks.wait_idle())

    def _look_elsewhere(self, folder: Path) -> None:
        self._folder = folder
        self.look()

    def _found(self, folder: Folder) -> None:
        from mentorhub.db.keys import FromKeyChain, Passphrase

        if folder is Folder.EMPTY:
            self.ask_how()
        elif folder is Folder.ASKS_NOTHING:
            self._open(Passphrase(""), on_trouble=self._cannot_open)
        elif folder is Folder.REMEMBERED:
            self._open(FromKeyChain(), on_trouble=self._cannot_ask_key_chain)
            attempt = self._attempt
            QTimer.singleShot(KEY_CHAIN_MILLISECONDS, self, lambda: self._unlock_if_still(attempt))
        else:
            self._unlock()

    def _cannot_ask_key_chain(self, _trouble: MentorHubError) -> None:
        self._unlock()

    def _unlock_if_still(self, attempt: int) -> None:
        if attempt == self._attempt and self._database is None:
            self._unlock()

    def _unlock(self) -> None:
        view = UnlockView(str(self._folder))
        view.unlock.connect(lambda typed: self._open_with(view, typed))
        view.other.connect(self.ask_how)
        self._window.show_view(view)

    def _open_with(self, view: UnlockView, typed: Unlocking) -> None:
        from mentorhub.db.keys import Passphrase, RecoveryKey

        secret: UnlockSecret = RecoveryKey(typed.words) if typed.is_recovery_key else Passphrase(typed.words)
        self._open(
            secret, on_trouble=lambda trouble: view.show_problem(str(trouble)), remember=typed.remember, view=view
        )

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
                opened.database.close()
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

    def _cannot_open(self, trouble: MentorHubError) -> None:
        self.ask_how()
        messages.warn(self._window, str(trouble))

    def _show(self, opened: Opened) -> None:
        """The pages, or first the recovery sheet."""
        self._attempt += 1
        if opened.recovery_key:
            self._show_recovery(opened)
        else:
            self._show_pages(opened)

    def _show_pages(self, opened: Opened) -> None:
        self._database = opened.database
        self.tasks = Tasks(opened.database, self)
        self._window.show_banner("")
        if opened.is_sample:
            self._window.show_banner(
                _("Sie probieren mit erfundenen Menschen. Nichts davon ist echt."),
                _("Mit eigenen Daten anfangen"),
                self.ask_how,
            )
        if self._remember:
            self._window.change_settings(
                replace(self._window.current_settings(), data_folder=str(self._folder.absolute()))
            )
        self._window.show_pages(self.tasks, opened.makers)

    def _try_out(self) -> None:
        """The sample folder lies beside one's own and is used again the next time."""
        usual = paths.default_data_folder()
        self._folder = usual.with_name(f"{usual.name}-Ausprobieren")
        self._window.show_view(Patience(_("Die erfundenen Menschen werden angelegt; das dauert einige Sekunden …")))
        self._beside.run(self, work.look_into, self._folder, then=self._try_out_in, on_trouble=self._cannot_open)

    def _try_out_in(self, folder: Folder) -> None:
        if folder is not Folder.EMPTY:
            self._found(folder)
            return
        self._beside.run(
            self, work.found_sample, self._folder, self._fill_sample, then=self._show, on_trouble=self._cannot_open
        )

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

    def _show_recovery(self, opened: Opened) -> None:
        view = RecoveryView(opened.recovery_key)

        def save(path: str) -> None:
            self._beside.run(
                view,
                work.save_recovery_sheet,
                opened,
                Path(path),
                then=view.show_saved,
                on_trouble=lambda trouble: view.show_problem(str(trouble)),
            )

        def go_on() -> None:
            opened.database.note_recovery_key_saved()
            self._show_pages(opened)
            self._window.go("people")
            self._import()

        self._database = opened.database
        view.save_sheet.connect(save)
        view.done.connect(go_on)
        self._window.show_view(view)

    def _network(self) -> None:
        view = NetworkView(self._beside, work.merge)
        view.back.connect(self.ask_how)
        self._window.show_view(view)

    def _import(self) -> None:
        if self.tasks is not None:
            from mentorhub.ui.dialogs.import_dialog import ImportDialog

            ImportDialog(self._window, self.tasks).open()
