"""Every line of Heute is one step from done: the step, what it stores, the line gone, and Strg+Z."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlmodel import select

from make import Make
from mentorhub import activities, changes, consent, events, expenses, pairings, people, programme
from mentorhub import today as due_today
from mentorhub.activities import ActivityDetails
from mentorhub.choices import (
    Attendance,
    ConsentGiver,
    EndedBy,
    EndReason,
    EventKind,
    EvidenceKind,
    ExpenseKind,
    ExpenseStatus,
    Purpose,
    Role,
    RoleStatus,
    Topic,
)
from mentorhub.db.database import Database
from mentorhub.db.tables import Expense, Person
from mentorhub.events import EventDetails
from mentorhub.people import RoleDetails
from mentorhub.today import KINDS as RULES
from mentorhub.today import Due, Urgency
from mentorhub.ui.dialogs.certificate_dialog import CertificateDialog
from mentorhub.ui.dialogs.expense_dialog import SettleDialog
from mentorhub.ui.dialogs.one_day_dialog import OneDayDialog
from mentorhub.ui.dialogs.paper_dialogs import ConsentDialog
from mentorhub.ui.dialogs.preview_dialog import PreviewDialog
from mentorhub.ui.dialogs.step_ending import TalkDialog
from mentorhub.ui.form_dialog import FormDialog
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.pages.today_page import TodayPage
from mentorhub.ui.pages.today_words import KINDS, Do
from mentorhub.ui.tasks import Tasks
from ui.conftest import Answers
from ui.pages_in_window import asked_for, open_page, settle

D = TypeVar("D", bound=FormDialog)


class Heute:
    """The page on one day, with the line of one kind chosen."""

    def __init__(self, qtbot: QtBot, tasks: Tasks, database: Database, on: date) -> None:
        self.tasks, self.database, self.on = tasks, database, on
        opened = open_page(
            qtbot, tasks, "today", lambda t, w: TodayPage(t, w, lambda: on), "people", "pairings", "expenses", "events"
        )
        self.window: MainWindow = opened[0]
        self.page: TodayPage = opened[1]

    def choose(self, kind: str) -> Due:
        for row in range(self.page.list.count()):
            line = self.page.list.item(row).data(Qt.ItemDataRole.UserRole)
            if isinstance(line, Due) and line.kind == kind:
                self.page.list.setCurrentRow(row)
                return line
        raise AssertionError(kind)

    def space(self, kind: str) -> None:
        """The usual step, as the keyboard does it."""
        self.choose(kind)
        self.page.list.setFocus()
        QTest.keyClick(self.page.list, Qt.Key.Key_Space)
        settle(self.tasks)

    def click(self, kind: str, do: Do) -> None:
        self.choose(kind)
        self.page.panel.buttons[do].click()
        settle(self.tasks)

    def kinds(self) -> set[str]:
        settle(self.tasks)
        return {line.kind for line in self.page.list.due()}

    def undo(self) -> None:
        with self.database.writing() as session:
            changes.undo(session, self.on)
        self.page.reload()


@pytest.fixture
def heute(qtbot: QtBot, tasks: Tasks, database: Database, today: date) -> Callable[..., Heute]:
    return lambda on=today: Heute(qtbot, tasks, database, on)


def _dialog(tasks: Tasks, kind: type[D]) -> D:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, kind)
    settle(tasks)
    return dialog


def _status(database: Database, person: UUID, role: Role) -> RoleStatus:
    with database.reading() as session:
        place = people.role(session, person, role)
    assert place is not None
    return place.status


def test_a_first_talk_is_entered_with_its_day_in_one_step_and_taken_back(
    heute: Callable[..., Heute], make: Make, database: Database, today: date
) -> None:
    came = today - timedelta(days=10)
    person = make.person(RoleDetails(Role.MENTOR, RoleStatus.TALK, registered_on=came))
    page = heute()
    page.space("talk")
    assert page.kinds() == {"papers_open", "backup"}
    assert _status(database, person, Role.MENTOR) is RoleStatus.PAPERS_OPEN
    with database.reading() as session:
        assert [(row.kind, row.day) for row in consent.evidence(session, person)] == [(EvidenceKind.INTERVIEW, today)]
    page.undo()
    assert "talk" in page.kinds()
    assert _status(database, person, Role.MENTOR) is RoleStatus.TALK
    with database.reading() as session:
        assert consent.evidence(session, person) == []


def test_an_intake_brings_the_mentee_onto_the_waiting_list(
    heute: Callable[..., Heute], make: Make, database: Database, today: date
) -> None:
    mentee = make.person(RoleDetails(Role.MENTEE, RoleStatus.INTAKE, registered_on=today - timedelta(days=3)))
    page = heute()
    page.space("talk")
    assert "talk" not in page.kinds()
    assert _status(database, mentee, Role.MENTEE) is RoleStatus.WAITING
    assert page.page.waiting.figure.text() == "1"


def test_whoever_has_brought_everything_is_cleared_in_one_step(
    heute: Callable[..., Heute], make: Make, database: Database, today: date
) -> None:
    person = make.person(RoleDetails(Role.MENTOR, RoleStatus.PAPERS_OPEN))
    with make.writing() as session:
        for kind in (EvidenceKind.CONFIDENTIALITY, EvidenceKind.INTERVIEW):
            consent.add_evidence(session, person, kind, today, today)
    page = heute()
    page.space("clear")
    assert page.kinds() == {"backup"}
    assert _status(database, person, Role.MENTOR) is RoleStatus.CLEARED


def test_nobody_is_cleared_from_here_while_something_is_missing(
    heute: Callable[..., Heute], make: Make, database: Database, answers: Answers
) -> None:
    person = make.person(RoleDetails(Role.MENTOR, RoleStatus.PAPERS_OPEN))
    with make.writing() as session:
        programme.set_rule(session, "clear.confidentiality", "block")
    heute().click("papers_open", Do.CLEAR)
    assert "Es wurde nichts geändert" in answers.told[0]
    assert _status(database, person, Role.MENTOR) is RoleStatus.PAPERS_OPEN


def test_the_closing_talks_of_both_sides_are_ticked_already(
    heute: Callable[..., Heute], make: Make, tasks: Tasks, database: Database, today: date
) -> None:
    pairing = make.pairing(start=today - timedelta(days=60))
    with make.writing() as session:
        pairings.end(session, pairing, today, EndReason.MOVED, EndedBy.MENTOR, today=today)
    page = heute()
    page.space("closing")
    dialog = _dialog(tasks, TalkDialog)
    dialog.try_to_save()
    assert "closing" not in page.kinds()
    with database.reading() as session:
        row = pairings.row(session, pairing)
    assert (row.closing_talk_mentor_on, row.closing_talk_mentee_on) == (today, today)


@pytest.mark.parametrize(("years", "giver"), [(18, ConsentGiver.SELF), (14, ConsentGiver.BOTH)])
def test_a_young_mentees_own_consent_is_filled_in(
    heute: Callable[..., Heute],
    make: Make,
    tasks: Tasks,
    database: Database,
    today: date,
    years: int,
    giver: ConsentGiver,
) -> None:
    turns = today + timedelta(days=20)
    mentee = make.mentee(with_papers=False, birth_date=turns.replace(year=turns.year - years))
    page = heute()
    page.space("birthday")
    dialog = _dialog(tasks, ConsentDialog)
    assert dialog.form.field("given_by").value() is giver
    dialog.try_to_save()
    assert "birthday" not in page.kinds()
    with database.reading() as session:
        (row,) = consent.consents(session, mentee)
    assert (row.purpose, row.given_by, row.given_on) == (Purpose.PARTICIPATION, giver, today)


def test_a_certificate_is_inspected_or_asked_for_from_its_line(
    heute: Callable[..., Heute], make: Make, tasks: Tasks, database: Database, today: date
) -> None:
    mentor = make.mentor()
    with make.writing() as session:
        consent.inspect_certificate(session, mentor, today - timedelta(days=5 * 365), False, today, earlier=True)
    page = heute()
    page.click("certificate", Do.LETTER)
    letter = QApplication.activeModalWidget()
    assert isinstance(letter, PreviewDialog)
    letter.reject()
    page.space("certificate")
    dialog = _dialog(tasks, CertificateDialog)
    dialog.form.set_values({"seen": True, "issued_on": today - timedelta(days=20), "conviction": "no"})
    dialog.try_to_save()
    assert "certificate" not in page.kinds()
    with database.reading() as session:
        row = consent.certificate(session, mentor)
    assert row is not None
    assert row.issued_on == today - timedelta(days=20)


def test_a_place_in_the_pool_is_renewed_for_a_year(
    heute: Callable[..., Heute], make: Make, database: Database, today: date
) -> None:
    until = today + timedelta(days=10)
    person = make.person(RoleDetails(Role.MEDIATOR, RoleStatus.CLEARED, listed_until=until))
    page = heute()
    page.space("pool")
    assert page.kinds() == {"backup"}
    with database.reading() as session:
        place = people.role(session, person, Role.MEDIATOR)
    assert place is not None
    assert place.listed_until == until.replace(year=until.year + 1)


def test_a_cap_that_was_seen_comes_back_only_when_it_is_reached(
    heute: Callable[..., Heute], make: Make, database: Database, today: date
) -> None:
    person = make.mentor()
    kind = ExpenseKind.VOLUNTEER_ALLOWANCE
    with make.writing() as session:
        session.add(Expense(person_id=person, day=date(2026, 4, 1), kind=kind, amount_cent=80_000))
    page = heute()
    page.click("cap", Do.EXPENSES)
    assert asked_for(page.window, "expenses") == [person]
    page.window.go("today")
    page.space("cap")
    assert page.kinds() == {"backup"}
    with make.writing() as session:
        session.add(Expense(person_id=person, day=date(2026, 5, 1), kind=kind, amount_cent=16_000))
    page.page.reload()
    assert "cap" in page.kinds()
    page.space("cap")
    assert page.kinds() == {"backup"}
    page.undo()
    assert "cap" in page.kinds()


@pytest.mark.parametrize(("do", "status"), [(Do.PAID, ExpenseStatus.PAID), (Do.WAIVED, ExpenseStatus.WAIVED)])
def test_open_claims_are_paid_or_waived_together(
    heute: Callable[..., Heute],
    make: Make,
    tasks: Tasks,
    database: Database,
    today: date,
    do: Do,
    status: ExpenseStatus,
) -> None:
    person = make.mentor(last_name="Weiß")
    with make.writing() as session:
        for day in (date(2026, 8, 28), date(2026, 8, 30)):
            session.add(Expense(person_id=person, day=day, amount_cent=625))
        session.add(Expense(person_id=make_other(make), day=date(2026, 8, 29), amount_cent=100))
    page = heute()
    page.choose("waiver")
    lines = [line for line in page.page.list.due() if line.kind == "waiver" and line.person_id == person]
    page.page.actions_of_lines.do(do, lines[0])
    settle(tasks)
    _dialog(tasks, SettleDialog).try_to_save()
    settle(tasks)
    assert [line.person_id == person for line in page.page.list.due() if line.kind == "waiver"] == [False]
    with database.reading() as session:
        stored = session.exec(select(Expense.status).where(Expense.person_id == person)).all()
        assert expenses.waivers_due(session, today) != []
    assert list(stored) == [status, status]


def make_other(make: Make) -> UUID:
    return make.mentor(first_name="Bernd", last_name="Schulz")


def test_a_card_that_was_offered_is_not_asked_for_again_this_year(
    heute: Callable[..., Heute], make: Make, tasks: Tasks, database: Database, today: date
) -> None:
    december = date(2026, 12, 1)
    pairing = make.pairing(make.mentor(last_name="Fleißig"), start=date(2026, 3, 1))
    with make.writing() as session:
        month = ActivityDetails(day=date(2026, 10, 31), is_month=True, count=9, minutes=251 * 60)
        activities.log(session, pairing, month, today)
    page = heute(december)
    page.click("card_candidate", Do.CARD)
    paper = QApplication.activeModalWidget()
    assert isinstance(paper, PreviewDialog)
    paper.reject()
    page.space("card_candidate")
    assert "card_candidate" not in page.kinds()
    with database.reading() as session:
        assert due_today.of_kind(session, "card_candidate", december) == []
        assert len(due_today.of_kind(session, "card_candidate", date(2027, 12, 1))) == 0  # a year without meetings


def test_a_card_is_prolonged_or_given_up(
    heute: Callable[..., Heute], make: Make, tasks: Tasks, database: Database, today: date
) -> None:
    mentor = make.mentor()
    until = today + timedelta(days=30)
    with make.writing() as session:
        person = session.get_one(Person, mentor)
        person.volunteer_card_until, person.volunteer_card_number = until, "12-345"
        session.add(person)
    page = heute()
    page.space("card_renewal")
    dialog = _dialog(tasks, OneDayDialog)
    assert dialog.form.field("day").value() == until.replace(year=until.year + 2)
    dialog.try_to_save()
    assert page.kinds() == {"backup"}
    page.undo()
    assert "card_renewal" in page.kinds()
    page.click("card_renewal", Do.NO_CARD)
    assert page.kinds() == {"backup"}
    with database.reading() as session:
        details = people.get(session, mentor)
    assert (details.volunteer_card_until, details.volunteer_card_number) == (None, "")


def test_the_networks_meeting_is_prepared_and_after_it_the_next_day_is_entered(
    heute: Callable[..., Heute], make: Make, tasks: Tasks, database: Database, today: date
) -> None:
    make.mentor()
    meets = today + timedelta(days=10)
    with make.writing() as session:
        organisation = programme.organisation(session)
        programme.change(session, organisation.model_copy(update={"network_meeting_on": meets}))
    page = heute()
    page.choose("network_meeting")
    assert Do.NEXT_MEETING not in page.page.panel.buttons
    page.click("network_meeting", Do.PREPARED)
    assert page.kinds() == {"backup"}
    after = heute(meets + timedelta(days=1))
    after.space("network_meeting")
    dialog = _dialog(tasks, OneDayDialog)
    suggested = dialog.form.field("day").value()
    assert suggested == meets + timedelta(days=1, weeks=13)
    dialog.try_to_save()
    assert after.kinds() == {"backup"}
    with database.reading() as session:
        assert programme.organisation(session).network_meeting_on == suggested


def test_the_next_meeting_lies_ahead(
    heute: Callable[..., Heute], make: Make, tasks: Tasks, database: Database, today: date
) -> None:
    with make.writing() as session:
        organisation = programme.organisation(session)
        programme.change(session, organisation.model_copy(update={"network_meeting_on": today - timedelta(days=2)}))
    page = heute()
    page.space("network_meeting")
    dialog = _dialog(tasks, OneDayDialog)
    dialog.form.set_values({"day": today - timedelta(days=1)})
    dialog.try_to_save()
    settle(tasks)
    assert dialog.isVisible()
    assert "schon vorbei" in dialog.form.problem("day")


def test_whoever_never_began_goes_into_the_bin_when_the_time_is_over(
    heute: Callable[..., Heute], make: Make, database: Database, today: date, answers: Answers
) -> None:
    make.mentor(last_name="Bleibt")
    long_ago = today - timedelta(days=400)
    with make.writing() as session:
        details = people.PersonDetails(first_name="Emine")
        place = RoleDetails(Role.MENTOR, RoleStatus.TALK, registered_on=long_ago)
        person = people.add(session, details, (place,), long_ago)
    page = heute()
    page.space("retention")
    assert "Emine" in answers.asked[0]
    assert page.kinds() == {"backup"}
    with database.reading() as session:
        assert people.search(session, "Emine") == []
        assert [row.label for row in changes.binned(session)] == ["Emine (P-0002)"]
    assert person not in [line.person_id for line in page.page.list.due()]


def test_wishes_and_notes_are_deleted_for_good_when_the_time_is_over(
    heute: Callable[..., Heute], make: Make, database: Database, today: date, answers: Answers
) -> None:
    with make.writing() as session:
        details = people.PersonDetails(first_name="Ute", interests="Schach", topics=frozenset({Topic.GERMAN}))
        place = RoleDetails(
            Role.MENTOR, RoleStatus.ENDED, joined_on=date(2025, 1, 1), left_on=today - timedelta(days=120)
        )
        person = people.add(session, details, (place,), today - timedelta(days=120))
    page = heute()
    page.space("retention")
    assert "Ute" in answers.asked[0]
    assert page.kinds() == {"backup"}
    with database.reading() as session:
        kept = people.get(session, person)
        assert changes.last_step(session) is None
    assert (kept.first_name, kept.interests, kept.topics) == ("Ute", "", frozenset())


def test_after_an_event_attendance_is_entered_and_then_the_certificates_are_offered(
    heute: Callable[..., Heute], make: Make, tasks: Tasks, database: Database, today: date
) -> None:
    people_there = [make.mentor(), make.mentor(last_name="Weiß")]
    with make.writing() as session:
        details = EventDetails(
            title="Kinderschutz", kind=EventKind.CHILD_PROTECTION, from_on=today - timedelta(days=4), minutes=120
        )
        event = events.add(session, details)
        events.invite(session, event, people_there, Attendance.REGISTERED)
    page = heute()
    line = page.choose("attendance")
    assert (line.title, line.urgency) == ("Kinderschutz", Urgency.OVERDUE)
    page.space("attendance")
    assert asked_for(page.window, "events") == [event]
    page.window.go("today")
    page.click("attendance", Do.ALL_THERE)
    assert page.kinds() == {"training_certificate", "backup"}
    with database.reading() as session:
        assert events.get(session, event).row.attended == 2
    page.space("training_certificate")
    paper = QApplication.activeModalWidget()
    assert isinstance(paper, PreviewDialog)
    paper.reject()
    page.click("training_certificate", Do.NONE_GIVEN)
    assert page.kinds() == {"backup"}
    page.undo()
    page.undo()
    assert "attendance" in page.kinds()
    with database.reading() as session:
        assert not due_today.of_kind(session, "attendance", today + timedelta(days=120))


def test_every_rule_has_an_answer_but_those_that_wait_for_anonymising() -> None:
    assert set(RULES) | {"backup", "second_place"} == set(KINDS)
    assert [kind for kind, words in KINDS.items() if not words.does] == []
