"""Strg+Z, Verlauf, Papierkorb and Zusammenführen in the window, on a real encrypted folder."""

from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from make import Make
from mentorhub import changes, pairings, people
from mentorhub.app.start import Start
from mentorhub.choices import EndedBy, EndReason
from mentorhub.db.database import Database
from mentorhub.ui.dialogs.bin_dialog import BinDialog
from mentorhub.ui.dialogs.history_dialog import HistoryDialog
from mentorhub.ui.dialogs.merge_dialog import MergeDialog
from mentorhub.ui.folder_state import Wanted
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.pages.pairings_page import PairingsPage
from mentorhub.ui.pages.people_page import PeoplePage
from mentorhub.ui.tasks import Tasks
from ui import audit
from ui.conftest import Answers
from ui.open_folder import dialog as shown_dialog
from ui.pages_in_window import open_page, settle


def _people(qtbot: QtBot, tasks: Tasks, today: date) -> tuple[MainWindow, PeoplePage]:
    return open_page(qtbot, tasks, "people", partial(PeoplePage, today=lambda: today), "pairings", "today")


def _undo_words(window: MainWindow) -> str:
    return next(a.text() for a in window.menu_actions() if "Rückgängig" in a.text()).replace("&", "")


def _status(window: MainWindow) -> str:
    return window._word.text()


def _count(database: Database) -> int:
    with database.reading() as session:
        return len(people.search(session))


def _dialog(kind: type[QDialog], page: QWidget) -> QDialog:
    return next(each for each in page.findChildren(kind) if each.isVisible())


def test_the_key_takes_a_saved_change_back_and_shows_the_row(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    anna = make.person(phone="02521 1")
    window, page = _people(qtbot, tasks, today)
    field = page.panel.form.form.field("phone")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "02521 2")
    page.panel.save()
    settle(tasks)
    assert _undo_words(window) == "Rückgängig: Person Müller, Anna geändert"
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(tasks)
    assert _status(window) == "Rückgängig gemacht: Person Müller, Anna geändert"
    assert page.panel.person_id() == anna
    assert field.value() == "02521 1"
    with database.reading() as session:
        assert people.get(session, anna).phone == "02521 1"


def test_inside_a_field_its_own_steps_come_first(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    make.person(phone="02521 1")
    _window, page = _people(qtbot, tasks, today)
    field = page.panel.form.form.field("phone")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "9")
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(tasks)
    assert field.value() == "02521 1"
    assert _count(database) == 1


def test_what_is_typed_is_asked_about_before_something_is_taken_back(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date, answers: Answers
) -> None:
    make.person()
    window, page = _people(qtbot, tasks, today)
    page.panel.form.form.field("phone").setText("typed")
    answers.save = "stay"
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(tasks)
    assert len(answers.asked) == 1
    assert _count(database) == 1
    answers.save = "discard"
    QTest.keyClick(page.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(tasks)
    assert _count(database) == 0
    assert "Person Müller, Anna eingetragen" in _status(window)


def test_an_end_is_taken_back_in_the_window_and_refused_with_the_reason_where_it_cannot(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date, answers: Answers
) -> None:
    pairing = make.pairing()
    with database.writing() as session:
        pairings.end(session, pairing, today, EndReason.GOAL, EndedBy.BOTH, today=today)
    window, page = open_page(qtbot, tasks, "pairings", partial(PairingsPage, today=lambda: today), "people", "today")
    assert _undo_words(window) == "Rückgängig: Patenschaft PS-2026-001: „Beendet“"
    QTest.keyClick(page.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(tasks)
    assert page.record.record is not None
    assert page.record.record.row.status.label == "Aktiv"
    assert answers.told == []


def test_nothing_to_undo_is_nothing_to_choose(qtbot: QtBot, tasks: Tasks, today: date, database: Database) -> None:
    database.steps.forget()
    window, _page = _people(qtbot, tasks, today)
    assert not [a for a in window.menu_actions() if "Rückgängig" in a.text()]


def test_locking_forgets_what_could_be_undone(start: Start, window: MainWindow) -> None:
    assert start.tasks is not None
    start.tasks.save(window, people.add, people.PersonDetails(first_name="Anna"), (), date(2026, 11, 22))
    assert start.wait_idle()
    settle(start.tasks)
    assert "Anna" in _undo_words(window)
    window.want(Wanted.LOCK)
    assert not any("Anna" in action.text() for action in window._undoing.parent().actions())  # type: ignore[union-attr]
    assert start._database is not None
    assert start._database.steps.last() is None


def test_the_history_tells_who_changed_which_field(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    with database.writing() as session:
        changes.set_works_here(session, "Birgit Beispiel")
    anna = make.person()
    make.person(first_name="Bela")
    with database.writing() as session:
        people.change(session, anna, people.PersonDetails(first_name="Anna", last_name="Müller", phone="1"))
    window, page = _people(qtbot, tasks, today)
    page.table.choose(anna)
    settle(tasks)
    page.history_action.trigger()
    settle(tasks)
    history = _dialog(HistoryDialog, page)
    assert isinstance(history, HistoryDialog)
    audit.check(history)
    assert history.windowTitle() == "Verlauf: Müller, Anna"
    cells = [str(history.table.rows.data(history.table.rows.index(0, column))) for column in range(1, 5)]
    assert cells == ["Birgit Beispiel", "Person geändert", "Müller, Anna", "Telefon"]
    assert history.count.text() == "2 Änderungen"
    history.first.line.setText("1.1.2099")
    settle(tasks)
    assert history.table.rows.rowCount() == 0
    history.reject()
    assert window is not None


def test_a_person_goes_into_the_bin_and_comes_back(
    start: Start, window: MainWindow, answers: Answers, monkeypatch: object
) -> None:
    assert start.tasks is not None
    kept: list[UUID] = []
    details = people.PersonDetails(first_name="Anna", last_name="Müller")
    start.tasks.save(window, people.add, details, (), date(2026, 11, 22), then=kept.append)
    assert start.wait_idle()
    start.tasks.save(window, changes.remove_person, kept[0], date(2026, 11, 22))
    assert start.wait_idle()
    window.want(Wanted.BIN)
    settle(start.tasks)
    lying = shown_dialog(window, BinDialog)
    assert isinstance(lying, BinDialog)
    audit.check(lying)
    assert [lying.table.cell(0, column) for column in range(3)] == ["Müller, Anna (P-0001)", "22.11.2026", "22.12.2026"]
    lying.restore_button.click()
    settle(start.tasks)
    assert not lying.isVisible()
    assert _status(window) == "Wiederhergestellt: Müller, Anna (P-0001)"
    with start._database.reading() as session:  # type: ignore[union-attr]
        assert people.search(session) == kept


def test_removing_says_what_goes_along_and_can_be_taken_back(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date, answers: Answers
) -> None:
    make.person()
    window, page = _people(qtbot, tasks, today)
    answers.yes = False
    page.remove_action.trigger()
    settle(tasks)
    assert answers.asked == ["Soll „Müller, Anna“ in den Papierkorb?"]
    assert _count(database) == 1
    answers.yes = True
    page.remove_action.trigger()
    settle(tasks)
    assert _count(database) == 0
    assert "Im Papierkorb: Müller, Anna" in _status(window)
    QTest.keyClick(page.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(tasks)
    assert _count(database) == 1


def test_whoever_cannot_be_removed_is_told_why(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, answers: Answers
) -> None:
    make.pairing()
    _window, page = _people(qtbot, tasks, today)
    page.remove_action.trigger()
    settle(tasks)
    assert "offene Patenschaft (PS-2026-001)" in answers.told[0]


def test_two_marked_rows_become_one_record(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    first = make.person(phone="1")
    second = make.person(phone="2")
    window, page = _people(qtbot, tasks, today)
    assert not page.merge_action.isEnabled()
    place = page.table.visualRect(page.table.rows.index(1, 0)).center()
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, place)
    settle(tasks)
    assert page.table.marked_ids() == [first, second]
    page.merge_action.trigger()
    settle(tasks)
    merging = _dialog(MergeDialog, page)
    assert isinstance(merging, MergeDialog)
    audit.check(merging)
    merging.choice("phone", 1).click()
    merging.choice("", 1).click()
    merging.merge_button.click()
    settle(tasks)
    assert "Zusammengeführt" in _status(window)
    assert page.panel.person_id() == second
    with database.reading() as session:
        assert people.search(session) == [second]
        assert people.get(session, second).phone == "2"
    window.activateWindow()
    settle(tasks)
    QTest.keyClick(page.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(tasks)
    assert _count(database) == 2


def test_two_who_cannot_be_one_are_told_apart(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    mentor, mentee = make.mentor(), make.mentee()
    make.pairing(mentor, mentee)
    _window, page = _people(qtbot, tasks, today)
    merging = MergeDialog(page, tasks, mentor, mentee)
    merging.open()
    settle(tasks)
    assert not merging.merge_button.isEnabled()
    assert "miteinander" in merging.notice.findChildren(type(page.count))[1].text()
    merging.reject()
    QApplication.processEvents()
