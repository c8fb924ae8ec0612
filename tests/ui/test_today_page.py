"""Heute: the numbers, what is due in its groups, one step from done and one from the record."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from make import Make
from mentorhub import activities, pairings, people, reminders
from mentorhub import today as due_today
from mentorhub.activities import ActivityDetails, CheckInDetails
from mentorhub.choices import Happened, Party, Role, RoleStatus
from mentorhub.db.database import Database
from mentorhub.people import RoleDetails
from mentorhub.today import Urgency
from mentorhub.ui.dialogs.activity_dialog import ActivityDialog, CheckInDialog, MonthDialog
from mentorhub.ui.dialogs.reminder_dialog import ReminderDialog
from mentorhub.ui.due_filter import DueRows
from mentorhub.ui.form_dialog import FormDialog
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.pages.people_page import NEW
from mentorhub.ui.pages.today_list import Fold, action_room, usual
from mentorhub.ui.pages.today_page import TodayPage
from mentorhub.ui.pages.today_words import KINDS, Do, folded, words
from mentorhub.ui.tasks import Tasks
from ui import audit
from ui.pages_in_window import asked_for, open_page, settle


def _open(qtbot: QtBot, tasks: Tasks, today: date) -> tuple[MainWindow, TodayPage]:
    return open_page(
        qtbot, tasks, "today", lambda t, w: TodayPage(t, w, lambda: today), "people", "pairings", "matching"
    )


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


def _without_report(make: Make, today: date, n: int) -> list[UUID]:
    """Pairings that only lack October's report."""
    made = []
    for number in range(n):
        pairing = make.pairing(
            make.mentor(first_name=f"Pate{number}", last_name="", email=f"p{number}@example.org"),
            make.mentee(first_name=f"Mentee{number}", last_name=""),
            today - timedelta(days=80),
        )
        made.append(pairing)
        make.meeting(pairing, date(2026, 11, 10))
        with make.writing() as session:
            pairings.note_signed(session, pairing, today)
            for party in (Party.MENTOR, Party.MENTEE):
                activities.check_in(session, pairing, CheckInDetails(day=today, party=party), today)
    return made


def _dialog(tasks: Tasks) -> FormDialog:
    settle(tasks)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, FormDialog)
    settle(tasks)
    return dialog


def test_an_empty_folder_says_what_to_do_first(qtbot: QtBot, tasks: Tasks, today: date) -> None:
    _window, page = _open(qtbot, tasks, today)
    assert "Noch ist niemand eingetragen" in page.empty.text()
    assert not page.list.isVisible()
    assert page.running.figure.text() == "0"


def test_a_day_with_nothing_due_is_friendly_and_only_the_backup_is_missing(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date
) -> None:
    make.mentor()
    window, page = _open(qtbot, tasks, today)
    assert _lines(page) == ["Heute (1)", "Sicherung"]
    from dataclasses import replace
    from datetime import UTC, datetime

    saved = datetime.combine(today, datetime.min.time(), UTC) + timedelta(hours=12)
    window.show_folder_state(replace(window.folder_state(), last=saved))
    settle(tasks)
    assert "steht nichts an" in page.empty.text()
    assert not page.list.isVisible()


def test_the_numbers_are_those_of_the_lists(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    _silent(make, today)
    make.mentee(first_name="Sofia")
    _window, page = _open(qtbot, tasks, today)
    shown = [card.figure.text() for card in (page.running, page.waiting, page.free)]
    assert shown == ["1", "1", "2"]


def test_what_is_due_stands_in_its_groups_with_icon_and_words(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date
) -> None:
    _silent(make, today)
    make.person(RoleDetails(Role.MENTOR, RoleStatus.INTERESTED), first_name="Emine", last_name="")
    make.mentee(first_name="Sofia", last_name="Ivanova", waiting_days=200)
    _window, page = _open(qtbot, tasks, today)
    assert _lines(page) == [
        "Überfällig (1)",
        "Weiß, Anna – Koval, Olena",
        "Heute (1)",
        "Sicherung",
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


def test_a_click_on_the_words_at_the_right_does_the_usual_step(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, database: Database
) -> None:
    person = make.person(RoleDetails(Role.MENTOR, RoleStatus.INTERESTED), first_name="Emine")
    _window, page = _open(qtbot, tasks, today)
    row = _lines(page).index("Müller, Emine")
    item = page.list.item(row)
    line = page.list.lines()[-1]
    at = action_room(page.list.visualItemRect(item), line, page.list.fontMetrics()).center()
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    settle(tasks)
    with database.reading() as session:
        place = people.role(session, person, Role.MENTOR)
        assert place is not None
        assert place.status is RoleStatus.TALK
    assert {item.kind for item in page.list.due()} == {"talk", "backup"}


def test_a_click_beside_the_words_only_chooses_the_line(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    make.person(RoleDetails(Role.MENTOR, RoleStatus.INTERESTED), first_name="Emine")
    _window, page = _open(qtbot, tasks, today)
    rect = page.list.visualItemRect(page.list.item(page.list.count() - 1))
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=rect.center() - QPoint(60, 0))
    settle(tasks)
    assert {item.kind for item in page.list.due()} == {"interested", "backup"}


def test_space_ticks_a_reminder_off_and_the_next_line_is_current(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, database: Database
) -> None:
    with database.writing() as session:
        for text in ("Erstens", "Zweitens"):
            reminders.add(session, today, text)
    make.mentor()
    _window, page = _open(qtbot, tasks, today)
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Space)
    settle(tasks)
    with database.reading() as session:
        assert [row.text for row in reminders.still_open(session)] == ["Zweitens"]
    current = page.list.current()
    assert isinstance(current, due_today.Due)
    assert current.text == "Zweitens"


def test_a_reminder_is_put_off_by_a_week_with_one_button(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, database: Database
) -> None:
    with database.writing() as session:
        reminders.add(session, today - timedelta(days=3), "Anrufen")
    _window, page = _open(qtbot, tasks, today)
    page.panel.buttons[Do.PUT_OFF].click()
    settle(tasks)
    with database.reading() as session:
        assert [row.day for row in reminders.still_open(session)] == [today + timedelta(days=7)]


def test_a_check_in_entered_here_takes_the_line_away(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, database: Database
) -> None:
    pairing = make.pairing(start=today - timedelta(days=20))
    with make.writing() as session:
        pairings.note_signed(session, pairing, today)
        activities.check_in(session, pairing, CheckInDetails(day=today, party=Party.MENTOR), today)
    _window, page = _open(qtbot, tasks, today)
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Space)
    dialog = _dialog(tasks)
    assert isinstance(dialog, CheckInDialog)
    dialog.form.field("party").set_value(Party.MENTEE)
    dialog.try_to_save()
    settle(tasks)
    assert "first_check_in" not in {item.kind for item in page.list.due()}


def test_several_of_a_kind_fold_into_one_line_that_opens_exactly_its_rows(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date
) -> None:
    made = _without_report(make, today, 3)
    window, page = _open(qtbot, tasks, today)
    assert _lines(page) == ["Überfällig (3)", "3 Monatsberichte fehlen", "Heute (1)", "Sicherung"]
    fold = page.list.lines()[0]
    assert isinstance(fold, Fold)
    assert {item.pairing_id for item in fold.items} == set(made)
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    (asked,) = asked_for(window, "pairings")
    assert isinstance(asked, DueRows)
    assert (asked.kind, asked.urgency, asked.words) == (
        "report",
        Urgency.OVERDUE,
        "3 Monatsberichte fehlen (Überfällig)",
    )


def test_right_unfolds_and_left_folds_again(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    _without_report(make, today, 3)
    _window, page = _open(qtbot, tasks, today)
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Right)
    assert _lines(page)[1:5] == ["3 Monatsberichte fehlen", *(f"Pate{n} – Mentee{n}" for n in range(3))]
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    QTest.keyClick(page.list, Qt.Key.Key_Left)
    assert _lines(page)[1:3] == ["3 Monatsberichte fehlen", "Heute (1)"]


def test_all_of_a_kind_are_done_one_after_another_and_one_can_be_skipped(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date
) -> None:
    made = _without_report(make, today, 3)
    _window, page = _open(qtbot, tasks, today)
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Space)
    for number in range(3):
        dialog = _dialog(tasks)
        assert isinstance(dialog, MonthDialog)
        assert dialog.windowTitle() == f"Monat eintragen ({number + 1} von 3)"
        assert dialog.pairing_id() == made[number]
        if number == 1:
            skip = next(each for each in dialog.findChildren(QPushButton) if "berspringen" in each.text())
            skip.click()
        else:
            dialog.form.field("hours").set_value(3)
            dialog.try_to_save()
    settle(tasks)
    assert QApplication.activeModalWidget() is None
    left = [item.pairing_id for item in page.list.due() if item.kind == "report"]
    assert left == [made[1]]


def test_the_button_and_a_double_click_open_the_line_too(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    person = make.person(RoleDetails(Role.MENTOR, RoleStatus.INTERESTED), first_name="Emine")
    window, page = _open(qtbot, tasks, today)
    page.list.setCurrentRow(page.list.count() - 1)
    page.panel.buttons[Do.OPEN].click()
    window.go("today")
    page.list.itemDoubleClicked.emit(page.list.currentItem())
    assert asked_for(window, "people") == [person, person]


def test_a_wiedervorlage_about_a_line_is_two_keystrokes_away(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, database: Database
) -> None:
    pairing = _silent(make, today)
    _window, page = _open(qtbot, tasks, today)
    page.panel.buttons[Do.REMIND].click()
    dialog = _dialog(tasks)
    assert isinstance(dialog, ReminderDialog)
    dialog.form.field("text").set_value("Noch einmal anrufen")
    dialog.try_to_save()
    settle(tasks)
    with database.reading() as session:
        (row,) = reminders.of_pairing(session, pairing)
    assert (row.day, row.text) == (today + timedelta(days=7), "Noch einmal anrufen")
    assert "reminder" in {item.kind for item in page.list.due()}


def test_a_meeting_entered_here_takes_the_pairing_off_the_list(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, database: Database
) -> None:
    pairing = _silent(make, today)
    _window, page = _open(qtbot, tasks, today)
    assert any(due.kind == "silent" for due in page.list.due())
    page.new_meeting.click()
    dialog = _dialog(tasks)
    assert isinstance(dialog, ActivityDialog)
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
    page.list.setCurrentRow(_lines(page).index("Müller, Emine"))
    page.reload()
    settle(tasks)
    assert page.list.currentItem().text() == "Müller, Emine"


def test_everything_has_a_name_and_is_reached_with_tab(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    _silent(make, today)
    _window, page = _open(qtbot, tasks, today)
    audit.check(page)


@pytest.mark.parametrize("kind", [*due_today.KINDS, "backup", "second_place"])
def test_every_kind_has_its_words_and_its_step(kind: str) -> None:
    assert folded(kind, 2) != folded(kind, 3)
    if KINDS[kind].page:
        assert "Zeile" not in folded(kind, 2)
    item = due_today.Due(kind, Urgency.TODAY, "Titel", "Text", date(2026, 11, 22))
    assert words(usual(item))
