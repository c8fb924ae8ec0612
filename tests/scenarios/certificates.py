"""The way to a certificate of conduct as a coordinator goes it: the person, Unterlagen, the Kennwort, the dialog."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from conftest import PASSPHRASE
from mentorhub.app import folder_work
from mentorhub.db.database import Database
from mentorhub.ui.dialogs.certificate_dialog import CertificateDialog
from mentorhub.ui.dialogs.key_dialogs import ConfirmDialog
from mentorhub.ui.dialogs.person_panel import PAPERS
from mentorhub.ui.dialogs.person_papers import PersonPapers
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.pages.people_page import PeoplePage
from mentorhub.ui.tasks import Tasks
from ui.pages_in_window import settle

D = TypeVar("D", bound=QDialog)


def ask_for_the_kennwort(window: MainWindow, tasks: Tasks, database: Database, minutes: int = 15) -> None:
    """As the open folder does it: the real dialog, checked with the real key file."""

    def ask(owner: QWidget, then: Callable[[int], object]) -> None:
        dialog = ConfirmDialog(owner, tasks, partial(folder_work.confirm, database), minutes)
        dialog.accepted.connect(lambda: then(minutes))
        dialog.open()

    window.reentry.serve(ask)


def papers_of(window: MainWindow, tasks: Tasks, person: UUID) -> PersonPapers:
    window.open_person(person)
    settle(tasks)
    page = window.page("people")
    assert isinstance(page, PeoplePage)
    page.panel.tabs.show_tab(PAPERS)
    settle(tasks)
    return page.panel.papers


def type_kennwort(tasks: Tasks) -> None:
    asking = shown(ConfirmDialog)
    QTest.keyClicks(asking.current, PASSPHRASE)
    QTest.mouseClick(asking.save_button, Qt.MouseButton.LeftButton)
    settle(tasks)


def enter_certificate(tasks: Tasks, day: str, *, conviction: str = "nein") -> CertificateDialog:
    """Fills the dialog in with the keyboard and saves it."""
    dialog = shown(CertificateDialog)
    form = dialog.form
    form.field("seen").setFocus()
    QTest.keyClick(form.field("seen"), Qt.Key.Key_Space)
    QTest.keyClicks(form.field("issued_on").line, day)
    QTest.keyClicks(form.field("conviction"), conviction)
    QTest.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    settle(tasks)
    return dialog


def shown(kind: type[D]) -> D:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, kind), dialog
    return dialog
