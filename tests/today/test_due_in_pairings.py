"""What is due in a pairing: one rule, one promise. Today is Sunday, 22 November 2026."""

from datetime import date, timedelta
from uuid import UUID

from make import Make
from mentorhub import activities, consent, pairings, people, today
from mentorhub.activities import CheckInDetails
from mentorhub.choices import (
    RUNNING,
    EndedBy,
    EndReason,
    Happened,
    Party,
    Purpose,
    Role,
    RoleStatus,
)
from mentorhub.db.database import Database
from mentorhub.people import RoleDetails
from mentorhub.today import Due, Urgency


def _due(make: Make, kind: str, on: date | None = None) -> list[Due]:
    with make.database.reading() as session:
        day = on or make.today
        found = [item for item in today.due(session, day) if item.kind == kind]
        assert found == sorted(today.of_kind(session, kind, day), key=lambda item: (item.urgency, item.due_on))
    return found


def _ago(make: Make, days: int) -> date:
    return make.today - timedelta(days=days)


def _signed(make: Make, start: date) -> UUID:
    pairing = make.pairing(start=start)
    with make.writing() as session:
        pairings.note_signed(session, pairing, make.today)
    return pairing


def _spoke(make: Make, pairing: UUID, day: date, *parties: Party, next_on: date | None = None) -> None:
    with make.writing() as session:
        for party in parties or (Party.MENTOR, Party.MENTEE):
            details = CheckInDetails(day=day, party=party, next_on=next_on)
            activities.check_in(session, pairing, details, make.today)


def test_a_new_folder_has_nothing_to_do(make: Make, database: Database) -> None:
    with database.reading() as session:
        assert today.due(session, make.today) == []
        assert today.overview(session, make.today) == today.Overview(0, 0, 0, 0)


def test_a_silent_pairing_is_soon_due_when_yellow_and_overdue_when_red(make: Make) -> None:
    pairing = make.pairing(start=_ago(make, 61))
    (item,) = _due(make, "silent")
    assert (item.pairing_id, item.urgency) == (pairing, Urgency.OVERDUE)
    assert item.text == "Seit 61 Tagen kein Treffen"
    make.meeting(pairing, _ago(make, 31))
    assert [item.urgency for item in _due(make, "silent")] == [Urgency.SOON]


def test_papers_of_children_come_first(make: Make, database: Database) -> None:
    mentor = make.person(RoleDetails(Role.MENTOR, RoleStatus.ACTIVE, 2))
    child = make.mentee(with_papers=False, first_name="Ali", last_name="", birth_year=2014)
    adult = make.mentee(with_papers=False, first_name="Olena", last_name="", birth_year=1990)
    with database.writing() as session:
        for mentee in (child, adult):
            pairings.take_over(session, mentor, mentee, date(2026, 3, 1), make.today)
    urgencies = {item.title: item.urgency for item in _due(make, "papers")}
    assert urgencies == {"Müller, Anna – Ali": Urgency.TODAY, "Müller, Anna – Olena": Urgency.SOON}
    later = make.today + timedelta(days=1)
    assert _due(make, "papers", later)[0].urgency is Urgency.OVERDUE


def test_papers_that_have_been_brought_are_not_due(make: Make, database: Database) -> None:
    mentor, mentee = make.mentor(), make.mentee(with_papers=False)
    with database.writing() as session:
        pairings.take_over(session, mentor, mentee, date(2026, 3, 1), make.today)
    assert len(_due(make, "papers")) == 1
    with database.writing() as session:
        consent.give(session, mentee, Purpose.PARTICIPATION, make.today, make.today)
    assert _due(make, "papers") == []


def test_an_unsigned_agreement_is_due_a_week_after_the_start(make: Make, database: Database) -> None:
    pairing = make.pairing(start=_ago(make, 7))
    (item,) = _due(make, "unsigned")
    assert item.urgency is Urgency.TODAY
    with database.writing() as session:
        pairings.note_signed(session, pairing, make.today)
    assert _due(make, "unsigned") == []


def test_the_end_of_the_trial_asks_for_a_decision_three_days_before(make: Make, database: Database) -> None:
    pairing = make.proposal()
    with database.writing() as session:
        pairings.start_trial(session, pairing, _ago(make, 42 - 4))
    assert _due(make, "trial") == []
    (item,) = _due(make, "trial", make.today + timedelta(days=1))
    assert item.due_on == make.today + timedelta(days=4)


def test_a_proposal_waits_two_weeks_for_an_answer(make: Make) -> None:
    make.proposal()
    (item,) = _due(make, "proposal")
    assert (item.urgency, item.due_on) == (Urgency.SOON, make.today + timedelta(days=14))


def test_both_sides_are_asked_in_the_first_two_weeks(make: Make) -> None:
    pairing = _signed(make, _ago(make, 14))
    assert _due(make, "first_check_in")[0].text == "Noch keine Rückfrage seit dem Beginn"
    _spoke(make, pairing, make.today, Party.MENTOR)
    assert _due(make, "first_check_in")[0].text == "Noch keine Rückfrage bei der oder dem Mentee"
    _spoke(make, pairing, make.today, Party.PARENTS)
    assert _due(make, "first_check_in") == []


def test_of_a_pairing_taken_over_one_side_is_asked_counted_from_its_entry(make: Make, database: Database) -> None:
    mentor, mentee = make.mentor(), make.mentee()
    with database.writing() as session:
        pairing = pairings.take_over(session, mentor, mentee, date(2024, 3, 1), make.today)
        entered = pairings.row(session, pairing)
    assert entered.start_on == date(2024, 3, 1)
    in_two_weeks = date.today() + timedelta(days=14)  # noqa: DTZ011 - the row carries the moment of its entry
    assert [item.due_on for item in _due(make, "first_check_in", in_two_weeks)] == [in_two_weeks]
    _spoke(make, pairing, make.today, Party.MENTOR)
    assert _due(make, "first_check_in", in_two_weeks) == []


def test_check_ins_are_twice_in_the_first_month_then_monthly_then_quarterly(make: Make) -> None:
    due_on = []
    for began, last in ((20, 8), (100, 40), (800, 90)):
        pairing = _signed(make, _ago(make, began))
        _spoke(make, pairing, _ago(make, last))
        found = {item.pairing_id: item.due_on for item in _due(make, "check_in")}
        due_on.append((found[pairing] - _ago(make, last)).days)
    assert due_on == [14, 31, 92]


def test_the_day_that_was_set_for_the_next_check_in_counts(make: Make) -> None:
    pairing = _signed(make, _ago(make, 100))
    _spoke(make, pairing, _ago(make, 60), next_on=make.today + timedelta(days=30))
    assert _due(make, "check_in") == []
    _spoke(make, pairing, _ago(make, 50), next_on=_ago(make, 3))
    assert [item.due_on for item in _due(make, "check_in")] == [_ago(make, 3)]


def test_half_a_year_after_the_start_there_is_a_talk_instead_of_a_check_in(make: Make) -> None:
    entered = date.today()  # noqa: DTZ011 - the row carries the moment of its entry; older milestones are given up
    make.today = consent.months_later(entered, 6)
    pairing = _signed(make, entered)
    _spoke(make, pairing, consent.months_later(entered, 4))
    assert [item.text for item in _due(make, "feedback")] == ["Gespräch nach 6 Monaten führen"]
    assert _due(make, "check_in") == []
    _spoke(make, pairing, make.today)
    assert _due(make, "feedback") == []


def test_the_monthly_report_is_missed_from_the_fifth(make: Make) -> None:
    pairing = _signed(make, date(2026, 8, 1))
    late = _signed(make, date(2026, 10, 25))
    make.meeting(pairing, date(2026, 9, 30))
    assert _due(make, "report", date(2026, 11, 4)) == []
    (item,) = _due(make, "report", date(2026, 11, 5))
    assert (item.pairing_id, item.urgency, item.text) == (pairing, Urgency.TODAY, "Monatsbericht für 10.2026 fehlt")
    make.meeting(pairing, date(2026, 10, 3), happened=Happened.CANCELLED_MENTEE)
    assert _due(make, "report") == []
    assert late not in {item.pairing_id for item in _due(make, "report")}


def test_the_planned_end_is_told_six_weeks_ahead(make: Make, database: Database) -> None:
    pairing = _signed(make, _ago(make, 300))
    with database.writing() as session:
        pairings.set_planned_end(session, pairing, make.today + timedelta(days=43), make.today)
    assert _due(make, "end") == []
    assert len(_due(make, "end", make.today + timedelta(days=1))) == 1


def test_a_pause_is_quiet_but_for_its_own_end(make: Make, database: Database) -> None:
    """Nothing else about it is due: no meeting, no check-in, no report, no signature."""
    pairing = make.pairing(start=_ago(make, 90))
    make.meeting(pairing, _ago(make, 80), needs_attention=True)
    with database.writing() as session:
        pairings.pause(session, pairing, _ago(make, 70), make.today + timedelta(days=8))
        assert today.due(session, make.today) == []
        (item,) = today.due(session, make.today + timedelta(days=1))
    assert (item.kind, item.pairing_id) == ("pause", pairing)


def test_a_pause_without_an_end_is_asked_about_after_three_months(make: Make, database: Database) -> None:
    pairing = make.pairing(start=date(2026, 5, 1))
    with database.writing() as session:
        pairings.pause(session, pairing, date(2026, 8, 20))
    (item,) = _due(make, "pause")
    assert item.due_on == date(2026, 11, 20)


def test_after_the_end_both_sides_are_asked_how_it_was(make: Make, database: Database) -> None:
    pairing = make.pairing(start=_ago(make, 300))
    with database.writing() as session:
        pairings.end(session, pairing, _ago(make, 15), EndReason.GOAL, EndedBy.BOTH, today=make.today)
    assert [item.urgency for item in _due(make, "closing")] == [Urgency.OVERDUE]
    assert _due(make, "closing", make.today + timedelta(days=90)) == []


def test_an_entry_to_keep_an_eye_on_is_due_until_it_is_ticked_off(make: Make, database: Database) -> None:
    meeting = make.meeting(make.pairing(start=_ago(make, 9)), needs_attention=True)
    (item,) = _due(make, "attention")
    assert item.item_id == meeting
    with database.writing() as session:
        activities.seen(session, meeting)
    assert _due(make, "attention") == []


def test_the_numbers_at_the_top_equal_the_lists_behind_them(make: Make, database: Database) -> None:
    make.mentor(places=3)
    make.pairing(make.mentor(places=2))
    make.mentee()
    with database.reading() as session:
        overview = today.overview(session, make.today)
        assert overview.running == len(pairings.search(session, status=RUNNING)) == 1
        assert overview.waiting == len(people.search(session, role=Role.MENTEE, status=RoleStatus.WAITING)) == 1
        assert overview.free_places == 3 + 1
