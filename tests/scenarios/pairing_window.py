"""Hands for the page Patenschaften in the whole window."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mentorhub.pairings import Step
from mentorhub.ui.dialogs.step_dialogs import StepDialog
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.pages.pairings_page import PairingsPage
from mentorhub.ui.tasks import Tasks
from ui.pages_in_window import settle

CONTROL = Qt.KeyboardModifier.ControlModifier


def pairings_page(window: MainWindow, tasks: Tasks) -> PairingsPage:
    window.go("pairings")
    settle(tasks)
    page = window.page("pairings")
    assert isinstance(page, PairingsPage)
    page.reload()
    for _round in range(4):
        settle(tasks)
    assert page.record.record is not None
    return page


def press(page: PairingsPage, tasks: Tasks, step: Step) -> StepDialog:
    """The button of a step in the record, by mouse."""
    QTest.mouseClick(page.record.step_buttons()[step], Qt.MouseButton.LeftButton)
    settle(tasks)
    dialog = page.record.findChildren(StepDialog)[-1]
    assert dialog.isVisible()
    return dialog


def save(dialog: StepDialog, tasks: Tasks) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_S, CONTROL)
    settle(tasks)
    settle(tasks)
    assert not dialog.isVisible()


def type_day(dialog: StepDialog, day: date) -> None:
    line = dialog.form.field("day").line
    line.selectAll()
    QTest.keyClicks(line, f"{day:%d.%m.%Y}")
