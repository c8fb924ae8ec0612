"""Monat für alle eintragen: the meetings of a month for all running pairings, with the keyboard, in one step."""

from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from make import Make
from mentorhub import activities, drafts
from mentorhub.activities import ActivityDetails
from mentorhub.choices import Topic
from mentorhub.db.database import Database
from mentorhub.ui import draft_dialogs
from mentorhub.ui.dialogs.month_grid_dialog import MonthGridDialog
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.pages.activities_page import ActivitiesPage
from mentorhub.ui.tasks import Tasks
from ui import audit
from ui.conftest import Answers
from ui.pages_in_window import open_page, settle


def _three(make: Make) -> list[UUID]:
    return [make.pairing(make.mentor(last_name=name), start=date(2026, 8, 3)) for name in ("Aal", "Bär", "Cem")]


def _open(qtbot: QtBot, tasks: Tasks, today: date) -> tuple[MainWindow, MonthGridDialog]:
    window, page = open_page(
        qtbot, tasks, "activities", lambda t, w: ActivitiesPage(t, w, today=lambda: today), "pairings"
    )
    page.grid_action.trigger()
    settle(tasks)
    [dialog] = page.findChildren(MonthGridDialog)
    return window, dialog


def _focus() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


def _type(dialog: MonthGridDialog, *cells: str) -> None:
    """One after the other, with Tab between them; "" leaves one as it is."""
    for words in cells:
        if words:
            QTest.keyClicks(dialog.table, words[0])
            QTest.keyClicks(_focus(), words[1:])
        QTest.keyClick(_focus(), Qt.Key.Key_Tab)


def _text(dialog: MonthGridDialog, row: int, column: int) -> str:
    item = dialog.table.item(row, column)
    assert item is not None
    return item.text()


def _stored(database: Database, pairing: UUID) -> list[ActivityDetails]:
    with database.reading() as session:
        return [row.details for row in activities.rows(session, activities.search(session, pairing_id=pairing))]


def test_a_month_is_typed_for_all_with_the_keyboard_and_shown_again(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, database: Database
) -> None:
    first, second, third = _three(make)
    make.meeting(second, date(2026, 10, 6), minutes=90)
    _window, dialog = _open(qtbot, tasks, today)
    assert dialog.month.combo.currentText() == "Oktober 2026"
    assert _text(dialog, 1, 1) == "1 Treffen, 1:30 Std."
    _type(dialog, "4", "9,5", "Deutsch, Arzt", "im Park", "", "", "", "", "2")
    assert dialog.sums.text() == "Zusammen: 7 Treffen, 11 Std."
    audit.check(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(tasks)
    assert not dialog.isVisible()
    [details] = _stored(database, first)
    assert (details.count, details.minutes, details.note) == (4, 570, "im Park")
    assert details.topics == {Topic.GERMAN, Topic.DOCTOR}
    assert [entry.is_month for entry in _stored(database, second)] == [False]
    assert [entry.count for entry in _stored(database, third)] == [2]


def test_a_stored_month_is_changed_and_a_wrong_cell_keeps_everything_typed(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, database: Database, answers: Answers
) -> None:
    first, second, _third = _three(make)
    make.meeting(first, date(2026, 10, 31), is_month=True, count=3, minutes=180)
    _window, dialog = _open(qtbot, tasks, today)
    assert [_text(dialog, 0, column) for column in (2, 3)] == ["3", "3"]
    _type(dialog, "5", "", "", "", "viele", "2")
    dialog.save()
    settle(tasks)
    assert dialog.isVisible()
    assert "ganze Zahl" in dialog.problem.text()
    assert [_text(dialog, 0, 2), _text(dialog, 1, 2), _text(dialog, 1, 3)] == ["5", "viele", "2"]
    assert [entry.count for entry in _stored(database, first)] == [3]
    dialog.table.write(1, 2, "")
    dialog.save()
    settle(tasks)
    assert "wie viele Treffen" in dialog.table.problems()[second, "count"]  # hours without a number of meetings
    answers.save = "stay"
    dialog.month.combo.setCurrentIndex(3)
    assert dialog.month.combo.currentText() == "Oktober 2026"
    dialog.table.write(1, 2, "1")
    dialog.save()
    settle(tasks)
    assert [entry.count for entry in _stored(database, first)] == [5]
    assert [(entry.count, entry.minutes) for entry in _stored(database, second)] == [(1, 120)]


def test_a_half_typed_month_survives_and_comes_back_into_its_own_month(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, database: Database
) -> None:
    first, second, _third = _three(make)
    window, dialog = _open(qtbot, tasks, today)
    dialog.month.combo.setCurrentIndex(2)
    settle(tasks)
    assert dialog.month.combo.currentText() == "September 2026"
    dialog.table.write(0, 2, "4")
    dialog.table.write(1, 3, "keine Zahl")
    assert dialog.drafting is not None
    dialog.drafting.keep_now()
    settle(tasks)
    dialog.drafting._is_kept = False  # as if the program had ended
    dialog.table.forget_typed()
    dialog.reject()
    with database.reading() as session:
        (kept,) = drafts.waiting(session)
    draft_dialogs.go_on(window, tasks, kept, today)
    settle(tasks)
    again = QApplication.activeModalWidget()
    assert isinstance(again, MonthGridDialog)
    audit.check(again)
    assert again.month.combo.currentText() == "September 2026"
    assert (_text(again, 0, 2), _text(again, 1, 3)) == ("4", "keine Zahl")
    assert (second, "minutes") in again.table.problems()
    again.table.write(1, 3, "")
    again.save()
    settle(tasks)
    assert [entry.count for entry in _stored(database, first)] == [4]
    with database.reading() as session:
        assert drafts.waiting(session) == []


def test_a_draft_of_the_month_is_offered_and_can_be_thrown_away(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, database: Database, answers: Answers
) -> None:
    first, _second, _third = _three(make)
    values = {"month": "2026-10-01", "typed": ((first, "count", "7"),)}
    with database.writing() as session:
        drafts.keep(session, "activities/new/MonthGridDialog", "Monat für alle eintragen", values)
    _window, dialog = _open(qtbot, tasks, today)
    assert dialog.drafting is not None
    assert dialog.drafting.notice.isVisible()
    assert _text(dialog, 0, 2) == ""
    dialog.drafting.notice.go_on_button.click()
    settle(tasks)
    assert _text(dialog, 0, 2) == "7"
    answers.save = "discard"
    dialog.reject()
    settle(tasks)
    with database.reading() as session:
        assert drafts.waiting(session) == []
    assert _stored(database, first) == []
