"""Heute: the numbers, what is due under its three headings, and the way to each record."""

from datetime import date, timedelta
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from make import Make
from mentorhub import activities, pairings
from mentorhub.activities import ActivityDetails, CheckInDetails
from mentorhub.choices import Happened, Party, Role, RoleStatus
from mentorhub.db.database import Database
from mentorhub.people import RoleDetails
from mentorhub.today import Urgency
from mentorhub.ui.dialogs.activity_dialog import ActivityDialog
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.pages.people_page import NEW
from mentorhub.ui.pages.today_page import TodayPage
from mentorhub.ui.tasks import Tasks
from ui import audit
from ui.pages_in_window import asked_for, open_page, settle


def _open(qtbot: QtBot, tasks: Tasks, today: date) -> tuple[MainWindow, TodayPage]:
    return open_page(qtbot, tasks, "today", lambda t, w: TodayPage(t, w, lambda: today), "people", "pairings")


def _lines(page: TodayPage) -> list[str]:
    return [page.list.item(row).text() for row in range(page.list.count())]


def _silent(make: Make, today: date) -> UUID:
    """A pairing that has not met for three months; all else about it is done."""
    pairing = make.pairing(make.mentor(last_name="Weiß", places=3), make.mentee(), today - timedelta(days=90))
    with make.writing() as session:
        pairings.note_signed(session, pairing, today)
        for party in (Party.MENTOR, Party.MENTEE):
            activities.check_in(session, pairing, CheckInDetails(day=today, party=party), today)
        cancelled = ActivityDetails(day=date(2026, 10, 8), happened=Happened.CANCELLED_MENTEE)
        activities.log(session, pairing, cancelled, today)
    return pairing


def test_an_empty_folder_says_what_to_do_first(qtbot: QtBot, tasks: Tasks, today: date) -> None:
    _window, page = _open(qtbot, tasks, today)
    assert "Noch ist niemand eingetragen" in page.empty.text()
    assert not page.list.isVisible()
    assert page.running.figure.text() == "0"


def test_a_day_with_nothing_due_says_so(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    make.mentor()
    _window, page = _open(qtbot, tasks, today)
    assert "steht nichts an" in page.empty.text()


def test_the_numbers_are_those_of_the_lists(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    _silent(make, today)
    make.mentee(first_name="Sofia")
    _window, page = _open(qtbot, tasks, today)
    shown = [card.figure.text() for card in (page.running, page.waiting, page.free, page.now)]
    assert shown == ["1", "1", "2", "1"]


def test_what_is_due_stands_under_three_headings_with_icon_and_words(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date
) -> None:
    _silent(make, today)
    make.person(RoleDetails(Role.MENTOR, RoleStatus.INTERESTED), first_name="Emine", last_name="")
    make.mentee(first_name="Sofia", last_name="Ivanova", waiting_days=200)
    _window, page = _open(qtbot, tasks, today)
    assert _lines(page) == [
        "Überfällig (1)",
        "Weiß, Anna – Koval, Olena",
        "Bald (2)",
        "Emine",
        "Ivanova, Sofia",
    ]
    spoken = page.list.item(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Überfällig: Weiß, Anna – Koval, Olena: Seit 90 Tagen kein Treffen"
    assert not page.list.item(1).icon().isNull()


def test_enter_opens_the_pairing_of_a_line(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    pairing = _silent(make, today)
    window, page = _open(qtbot, tasks, today)
    assert page.list.due()[0].urgency is Urgency.OVERDUE
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert asked_for(window, "pairings") == [pairing]


def test_the_arrow_keys_pass_over_the_headings(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    _silent(make, today)
    person = make.person(RoleDetails(Role.MENTOR, RoleStatus.INTERESTED), first_name="Emine")
    window, page = _open(qtbot, tasks, today)
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert asked_for(window, "people") == [person]


def test_the_button_and_a_double_click_open_the_line_too(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    person = make.person(RoleDetails(Role.MENTOR, RoleStatus.INTERESTED), first_name="Emine")
    window, page = _open(qtbot, tasks, today)
    page.open_button.click()
    window.go("today")
    page.list.itemDoubleClicked.emit(page.list.item(1))
    assert asked_for(window, "people") == [person, person]


def test_a_meeting_entered_here_takes_the_pairing_off_the_list(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, database: Database
) -> None:
    pairing = _silent(make, today)
    _window, page = _open(qtbot, tasks, today)
    assert any(due.kind == "silent" for due in page.list.due())
    page.new_meeting.click()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ActivityDialog)
    settle(tasks)
    dialog.try_to_save()
    settle(tasks)
    assert not any(due.kind == "silent" for due in page.list.due())
    with database.reading() as session:
        assert len(activities.search(session, pairing_id=pairing)) == 2


def test_a_new_person_is_one_click_away(qtbot: QtBot, tasks: Tasks, today: date) -> None:
    window, page = _open(qtbot, tasks, today)
    page.new_person.click()
    assert asked_for(window, "people") == [NEW]


def test_the_line_that_was_current_stays_so_after_a_change(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    _silent(make, today)
    make.person(RoleDetails(Role.MENTOR, RoleStatus.INTERESTED), first_name="Emine")
    _window, page = _open(qtbot, tasks, today)
    page.list.setCurrentRow(3)
    page.reload()
    settle(tasks)
    assert page.list.currentItem().text() == "Müller, Emine"


def test_everything_has_a_name_and_is_reached_with_tab(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    _silent(make, today)
    _window, page = _open(qtbot, tasks, today)
    audit.check(page)
