"""A window with `Start` on a real encrypted folder, opened with the recovery key, with plain pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from mentorhub.app import folder_work, work
from mentorhub.app.start import Start
from mentorhub.db.database import Database
from mentorhub.settings import Settings
from mentorhub.ui.fields import TextField
from mentorhub.ui.forms import Form
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.opening.unlock_view import Unlocking, UnlockView
from mentorhub.ui.page import Page, Window
from mentorhub.ui.tasks import Tasks


class FormPage(Page):
    """With a field that may hold something unsaved."""

    title = "Seite"

    def __init__(self, tasks: Tasks, window: Window) -> None:
        super().__init__(tasks, window)
        self.form = Form()
        self.form.add("name", "Name", TextField())
        self.form.take_as_unchanged()
        self.body.addWidget(self.form)
        self.leaves = True
        self.opened: list[object] = []

    def show_record(self, record: object) -> None:
        self.opened.append(record)

    def may_leave(self) -> bool:
        return self.leaves or not self.form.is_changed()


@pytest.fixture(name="window")
def plain_window(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    makers = dict.fromkeys(("today", "people", "pairings"), FormPage)
    monkeypatch.setattr(work, "page_makers", lambda today: makers)
    window = MainWindow(Settings())
    window.show()
    yield window
    window.before_close = None
    window.close()


@pytest.fixture(name="kept_folder")
def proven_folder(folder: Path, database: Database) -> Path:
    """Its sheet is saved and was typed back, so nothing stands before the pages."""
    database.note_recovery_key_saved()
    folder_work.sheet_was_used(database)
    database.close()
    return folder


@pytest.fixture(name="start")
def started(window: MainWindow, kept_folder: Path, recovery_key: str) -> Iterator[Start]:
    """Open, with the pages shown."""
    start = Start(window, kept_folder)
    start.look()
    assert start.wait_idle()
    unlock_with(start, window, recovery_key)
    yield start
    start.close()


def view(window: MainWindow) -> QWidget:
    shown = window.centralWidget()
    assert isinstance(shown, QStackedWidget)
    current = shown.currentWidget()
    assert current is not None
    return current


def unlock_with(start: Start, window: MainWindow, recovery_key: str) -> None:
    """With the recovery key: stretching the Kennwort takes half a second on purpose."""
    unlock = view(window)
    assert isinstance(unlock, UnlockView)
    unlock.unlock.emit(Unlocking(recovery_key, is_recovery_key=True, remember=False))
    assert start.wait_idle()


def page(window: MainWindow, key: str = "today") -> FormPage:
    found = window.page(key)
    assert isinstance(found, FormPage)
    return found


def dialog(window: MainWindow, kind: type[QDialog]) -> QDialog:
    return next(each for each in reversed(window.findChildren(kind)) if each.isVisible())
