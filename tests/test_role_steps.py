"""Every change of status is kept with its day, whoever made it."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from make import Make
from mentorhub import pairings, people
from mentorhub.choices import EndedBy, EndReason, Role, RoleStatus, statuses
from mentorhub.db.database import Database
from mentorhub.errors import FieldError
from mentorhub.people import PersonDetails, RoleDetails


def _told(database: Database, person: object) -> list[tuple[RoleStatus, date]]:
    with database.reading() as session:
        return [(step.status, step.day) for step in people.steps(session, person)]  # type: ignore[arg-type]


def test_the_first_step_is_taken_with_the_role(make: Make, database: Database, today: date) -> None:
    person = make.person(RoleDetails(Role.MENTOR, RoleStatus.INTERESTED))
    assert _told(database, person) == [(RoleStatus.INTERESTED, today)]


def test_a_form_adds_a_step_and_jumps_are_allowed(make: Make, database: Database, today: date) -> None:
    person = make.person(RoleDetails(Role.MENTOR, RoleStatus.INTERESTED))
    later = today + timedelta(days=3)
    with database.writing() as session:
        (place,) = people.row(session, person).roles
        people.set_role(session, person, replace(place, status=RoleStatus.CLEARED), later)
        people.set_role(session, person, replace(place, status=RoleStatus.CLEARED, capacity=2), later)
    assert _told(database, person) == [(RoleStatus.INTERESTED, today), (RoleStatus.CLEARED, later)]
    with database.reading() as session:
        assert people.row(session, person).roles[0].status_since == later


def test_a_pairing_writes_the_steps_of_both_sides(make: Make, database: Database, today: date) -> None:
    mentor, mentee = make.mentor(), make.mentee()
    pairing = make.pairing(mentor, mentee)
    later = today + timedelta(days=40)
    with database.writing() as session:
        pairings.end(session, pairing, later, EndReason.MOVED, EndedBy.BOTH, today=later, back_to_waiting=True)
    assert _told(database, mentor)[-2:] == [(RoleStatus.ACTIVE, today), (RoleStatus.CLEARED, later)]
    assert [status for status, _day in _told(database, mentee)] == [
        RoleStatus.WAITING,
        RoleStatus.PROPOSED,
        RoleStatus.PAIRED,
        RoleStatus.WAITING,
    ]


def test_a_step_of_an_earlier_day_keeps_the_days_in_order(make: Make, database: Database, today: date) -> None:
    mentor, mentee = make.mentor(), make.mentee()
    began = today - timedelta(days=200)
    with database.writing() as session:
        pairings.take_over(session, mentor, mentee, began, today)
    for person in (mentor, mentee):
        days = [day for _status, day in _told(database, person)]
        assert days == sorted(days)
        assert days[-1] == began


def test_the_day_of_a_step_is_corrected_in_order_only(make: Make, database: Database, today: date) -> None:
    person = make.person(RoleDetails(Role.MENTOR, RoleStatus.INTERESTED))
    with database.writing() as session:
        people.set_status(session, person, Role.MENTOR, RoleStatus.TALK, today)
        first, last = people.steps(session, person)
        people.correct_day(session, first.id, today - timedelta(days=9), today)
        people.correct_day(session, last.id, today - timedelta(days=2), today)
        with pytest.raises(FieldError, match="davor"):
            people.correct_day(session, last.id, today - timedelta(days=10), today)
        with pytest.raises(FieldError, match="danach"):
            people.correct_day(session, first.id, today, today)
        with pytest.raises(FieldError, match="Zukunft"):
            people.correct_day(session, last.id, today + timedelta(days=1), today)
        assert people.row(session, person).roles[0].status_since == today - timedelta(days=2)


def test_nobody_leaves_before_coming(make: Make, database: Database, today: date) -> None:
    person = make.mentor()
    with database.reading() as session:
        (place,) = people.row(session, person).roles
    wrong = replace(place, joined_on=today, left_on=today - timedelta(days=1))
    with pytest.raises(FieldError, match="Austritt"), database.writing() as session:
        people.set_role(session, person, wrong, today)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(statuses(Role.MENTEE)), st.integers(-400, 400)), max_size=8))
def test_after_any_steps_the_days_are_in_order_and_the_last_is_the_status(
    make: Make, taken: list[tuple[RoleStatus, int]]
) -> None:
    with make.database.writing() as session:
        place = RoleDetails(Role.MENTEE, RoleStatus.REGISTERED)
        person = people.add(session, PersonDetails(first_name="Sofia"), [place], make.today)
        for status, days in taken:
            people.set_status(session, person, Role.MENTEE, status, make.today + timedelta(days=days))
        told = people.steps(session, person)
        (now,) = people.row(session, person).roles
        assert [step.day for step in told] == sorted(step.day for step in told)
        assert (told[-1].status, told[-1].day) == (now.status, now.status_since)
        assert all(one.status is not two.status for one, two in pairwise(told))
        session.rollback()
