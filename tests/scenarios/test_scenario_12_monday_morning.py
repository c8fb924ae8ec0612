"""Scenario 12: the program is opened on Monday: what is due, each line opens its record, the numbers are the lists'."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from make import Make
from mentorhub import activities, consent, pairings, people
from mentorhub.activities import CheckInDetails
from mentorhub.choices import Party, Role, RoleStatus
from mentorhub.db.database import Database
from mentorhub.people import RoleDetails
from mentorhub.today import Due, Urgency
from mentorhub.ui.dialogs.activity_dialog import CheckInDialog
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.pages.pairings_page import PairingsPage
from mentorhub.ui.pages.people_page import PeoplePage
from mentorhub.ui.pages.today_list import Fold
from mentorhub.ui.pages.today_page import TodayPage
from mentorhub.ui.tasks import Tasks
from ui.pages_in_window import settle

MONDAY = date(2026, 11, 23)


@pytest.fixture
def today() -> date:
    return MONDAY


@pytest.fixture
def life(make: Make) -> dict[str, UUID]:
    """What waits for the coordinator: one of each kind, and four overdue check-ins."""
    made = {}
    for n in range(4):
        began = MONDAY - timedelta(days=20)
        made[f"check_in_{n}"] = make.pairing(
            make.mentor(first_name=f"Pate{n}", last_name=""),
            make.mentee(first_name=f"Mentee{n}", last_name=""),
            began,
        )
        make.meeting(made[f"check_in_{n}"], MONDAY - timedelta(days=5))
        with make.writing() as session:
            pairings.note_signed(session, made[f"check_in_{n}"], began)
    made["trial"] = make.proposal(make.mentor(last_name="Probe"), make.mentee(last_name="Probe"))
    with make.writing() as session:
        pairings.start_trial(session, made["trial"], MONDAY - timedelta(days=42))
        for party in (Party.MENTOR, Party.MENTEE):
            activities.check_in(session, made["trial"], CheckInDetails(day=MONDAY, party=party), MONDAY)
    make.meeting(made["trial"], MONDAY - timedelta(days=3))
    made["unsigned"] = make.pairing(
        make.mentor(first_name="Ute", last_name="Unsigniert"),
        make.mentee(last_name="Unsigniert"),
        MONDAY - timedelta(days=12),
    )
    make.meeting(made["unsigned"], MONDAY - timedelta(days=4))
    with make.writing() as session:
        for party in (Party.MENTOR, Party.MENTEE):
            activities.check_in(session, made["unsigned"], CheckInDetails(day=MONDAY, party=party), MONDAY)
    old = MONDAY - timedelta(days=5 * 365 - 20)
    made["certificate"] = make.mentor(last_name="Zeugnis")
    with make.writing() as session:
        consent.inspect_certificate(session, made["certificate"], old, False, old)
    made["interested"] = make.person(
        RoleDetails(Role.MENTOR, RoleStatus.INTERESTED, registered_on=MONDAY - timedelta(days=8)), last_name="Neu"
    )
    return made


@pytest.fixture
def page(life: dict[str, UUID], all_pages: MainWindow, tasks: Tasks) -> TodayPage:
    """Shown first when the program is opened."""
    all_pages.activateWindow()
    settle(tasks)
    shown = all_pages.page("today")
    assert isinstance(shown, TodayPage)
    assert shown.isVisible()
    return shown


def test_the_start_page_tells_what_is_due_by_urgency(page: TodayPage, life: dict[str, UUID]) -> None:
    overdue = {line.kind for line in page.list.lines() if line.urgency is Urgency.OVERDUE}
    assert {"first_check_in", "interested", "unsigned"} <= overdue
    trial = next(line for line in page.list.due() if line.kind == "trial")
    assert (trial.urgency, trial.pairing_id) == (Urgency.TODAY, life["trial"])
    soon = {line.kind: line for line in page.list.due() if line.urgency is Urgency.SOON}
    assert soon["certificate"].person_id == life["certificate"]
    assert page.now.figure.text() == str(sum(line.urgency <= Urgency.TODAY for line in page.list.due()))


def test_each_line_opens_its_record(
    page: TodayPage, all_pages: MainWindow, tasks: Tasks, life: dict[str, UUID]
) -> None:
    for kind in ("trial", "unsigned", "certificate", "interested"):
        all_pages.go("today")
        settle(tasks)
        row = next(
            row
            for row in range(page.list.count())
            for line in [page.list.item(row).data(Qt.ItemDataRole.UserRole)]
            if isinstance(line, Due) and line.kind == kind
        )
        page.list.setCurrentRow(row)
        page.list.setFocus()
        QTest.keyClick(page.list, Qt.Key.Key_Return)
        settle(tasks)
        if kind in ("trial", "unsigned"):
            shown = all_pages.page("pairings")
            assert isinstance(shown, PairingsPage)
            assert shown.record.record is not None
            assert shown.record.record.row.id == life[kind]
        else:
            people_page = all_pages.page("people")
            assert isinstance(people_page, PeoplePage)
            assert people_page.panel.person_id() == life[kind]


def test_the_numbers_equal_those_in_the_lists(
    page: TodayPage, all_pages: MainWindow, tasks: Tasks, life: dict[str, UUID]
) -> None:
    fold = next(line for line in page.list.lines() if isinstance(line, Fold))
    assert (fold.kind, fold.title) == ("first_check_in", "4 erste Rückfragen")
    page.list.setCurrentRow(next(r for r in range(page.list.count()) if page.list.item(r).text() == fold.title))
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    settle(tasks)
    listed = all_pages.page("pairings")
    assert isinstance(listed, PairingsPage)
    assert listed.count.text() == "4 Patenschaften"
    assert {listed.model.id_at(row) for row in range(listed.model.rowCount())} == {
        life[f"check_in_{n}"] for n in range(4)
    }
    assert "4 erste Rückfragen" in listed.due.asked.words if listed.due.asked else False
    listed.due.all_button.click()
    settle(tasks)
    assert listed.model.rowCount() == 6 == int(page.running.figure.text())


def test_a_line_is_done_without_the_mouse_and_is_gone(
    page: TodayPage, tasks: Tasks, life: dict[str, UUID], database: Database
) -> None:
    """One of four: unfolded, its check-in entered for both sides, and the list counts three."""
    page.list.setFocus()
    page.list.setCurrentRow(next(r for r in range(page.list.count()) if "erste Rück" in page.list.item(r).text()))
    QTest.keyClick(page.list, Qt.Key.Key_Right)
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    first = page.list.current()
    assert isinstance(first, Due)
    for party in ("mentor", "mentee"):
        page.list.setFocus()
        QTest.keyClick(page.list, Qt.Key.Key_Space)
        settle(tasks)
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, CheckInDialog)
        dialog.form.field("party").setCurrentIndex(0 if party == "mentor" else 1)
        QTest.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        settle(tasks)
    assert [line.title for line in page.list.lines() if isinstance(line, Fold)] == ["3 erste Rückfragen"]
    assert first.pairing_id not in {line.pairing_id for line in page.list.due() if line.kind == "first_check_in"}
    with database.reading() as session:
        assert len(activities.check_ins(session, first.pairing_id or UUID(int=0))) == 2


def test_whoever_was_answered_goes_on_to_the_talk(
    page: TodayPage, tasks: Tasks, life: dict[str, UUID], database: Database
) -> None:
    page.list.setFocus()
    row = next(r for r in range(page.list.count()) if page.list.item(r).text() == "Neu, Anna")
    page.list.setCurrentRow(row)
    QTest.keyClick(page.list, Qt.Key.Key_Space)
    settle(tasks)
    with database.reading() as session:
        place = people.role(session, life["interested"], Role.MENTOR)
        assert place is not None
        assert place.status is RoleStatus.TALK
    assert [line.text for line in page.list.due() if line.person_id == life["interested"]] == [
        "Erstgespräch führen (interessiert seit 15.11.2026)"
    ]
