"""A year of invented life: on every day looked at, what Heute counts is what the lists behind it hold."""

import random
from collections import Counter
from contextlib import suppress
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlmodel import Session

from make import Make
from mentorhub import activities, pairings, people, programme, today
from mentorhub.activities import ActivityDetails, CheckInDetails
from mentorhub.choices import (
    RUNNING,
    EndedBy,
    EndReason,
    Happened,
    Light,
    PairingStatus,
    Party,
    Role,
    RoleStatus,
)
from mentorhub.pairings import NotPossible, Step
from mentorhub.people import RoleDetails
from mentorhub.ui.due_filter import DueRows, narrowed
from mentorhub.ui.pages.today_words import KINDS

FIRST = date(2026, 1, 5)


@pytest.mark.parametrize("seed", range(3))
def test_a_year_of_life_keeps_the_counts_equal_to_the_lists(make: Make, seed: int) -> None:
    chance = random.Random(seed)
    make.today = FIRST
    mentors = [make.mentor(places=chance.randint(1, 2), last_name=f"Pate{n}") for n in range(6)]
    mentees = [make.mentee(last_name=f"Mentee{n}", waiting_days=chance.randint(1, 120)) for n in range(8)]
    for week in range(52):
        day = FIRST + timedelta(weeks=week)
        with make.writing() as session:
            _live_a_week(session, chance, day, mentors, mentees)
        if week % 4 == 3:
            with make.database.reading() as session:
                _check(session, day + timedelta(days=chance.randint(0, 6)))


def _live_a_week(session: Session, chance: random.Random, day: date, mentors: list[UUID], mentees: list[UUID]) -> None:
    if chance.random() < 0.5:
        with suppress(NotPossible):  # no room, or these two are in one already
            pairings.propose(session, chance.choice(mentors), chance.choice(mentees), day)
    for row in pairings.rows(session, pairings.search(session, status=(PairingStatus.PROPOSED, *RUNNING))):
        steps = [step for step in pairings.next_steps(row) if step is not Step.RELEASE_CONTACT]
        if row.status in (PairingStatus.ACTIVE, PairingStatus.TRIAL) and chance.random() < 0.5:
            happened = chance.choice((Happened.YES, Happened.YES, Happened.CANCELLED_MENTOR))
            activities.log(session, row.id, ActivityDetails(day=day, minutes=60, happened=happened), day)
        if row.status is PairingStatus.ACTIVE and chance.random() < 0.1:
            pairings.note_signed(session, row.id, day)
        if chance.random() < 0.3:
            with suppress(NotPossible):  # somebody else has taken the place meanwhile
                _take(session, chance, row.id, chance.choice(steps), day)


def _take(session: Session, chance: random.Random, pairing: UUID, step: Step, day: date) -> None:
    match step:
        case Step.MEET:
            pairings.meet(session, pairing, day)
        case Step.START_TRIAL:
            pairings.start_trial(session, pairing, day)
        case Step.START:
            pairings.start(session, pairing, day)
        case Step.CHECK_IN:
            details = CheckInDetails(day=day, party=chance.choice((Party.MENTOR, Party.MENTEE)))
            activities.check_in(session, pairing, details, day)
        case Step.PAUSE:
            pairings.pause(session, pairing, day, day + timedelta(weeks=4))
        case Step.RESUME:
            pairings.resume(session, pairing, day)
        case Step.END if chance.random() < 0.3:
            again = chance.random() < 0.7
            pairings.end(session, pairing, day, EndReason.GOAL, EndedBy.BOTH, back_to_waiting=again, today=day)
        case Step.DECLINE:
            pairings.decline(session, pairing, day)
        case _:
            pass


def _check(session: Session, day: date) -> None:
    lines = today.due(session, day)
    overview = today.overview(session, day, lines)
    assert overview.running == len(pairings.search(session, status=RUNNING))
    assert overview.waiting == len(people.search(session, role=Role.MENTEE, status=RoleStatus.WAITING))
    assert overview.free_places == sum(
        row.places[0]
        for status in (RoleStatus.CLEARED, RoleStatus.ACTIVE)
        for row in people.rows(session, people.search(session, role=Role.MENTOR, status=status))
        if row.places is not None
    )
    groups = Counter((line.kind, line.urgency) for line in lines if KINDS[line.kind].page)
    lists = {"pairings": pairings.search(session), "people": people.search(session)}
    for (kind, urgency), count in groups.items():
        shown = narrowed(session, lists[KINDS[kind].page], DueRows(kind, urgency, day, ""))
        assert len(shown) == count, (kind, urgency, day)
    _check_against_the_records(session, day, lines)


def _check_against_the_records(session: Session, day: date, lines: list[today.Due]) -> None:
    """Counted anew, record by record, in the plain way."""
    found = {kind: {line.pairing_id for line in lines if line.kind == kind} for kind in today.KINDS}
    rows = pairings.rows(session, pairings.search(session))
    contacts = activities.contacts(session, [row.id for row in rows], day)
    meeting = [row for row in rows if row.status in (PairingStatus.ACTIVE, PairingStatus.TRIAL)]
    assert found["silent"] == {row.id for row in meeting if contacts[row.id].light is not Light.GREEN}
    signed = timedelta(days=programme.number(session, "pairing.agreement_signed_days"))
    ahead = timedelta(days=programme.number(session, "today.ahead_days"))
    assert found["unsigned"] == {
        row.id
        for row in meeting
        if row.start_on is not None and row.agreement_signed_on is None and row.start_on + signed <= day + ahead
    }
    quiet = {row.id for row in rows if row.status is PairingStatus.PAUSED}
    assert all(line.kind == "pause" for line in lines if line.pairing_id in quiet)
    last_month = (day.replace(day=1) - timedelta(days=1)).replace(day=1)
    told = {
        entry.pairing_id
        for entry in activities.rows(session, activities.search(session))
        if entry.details.day.replace(day=1) == last_month
    }
    least = timedelta(days=programme.number(session, "report.least_days"))
    month_end = day.replace(day=1) - timedelta(days=1)
    assert found["report"] == {
        row.id
        for row in meeting
        if day.day >= programme.number(session, "report.due_day")
        and row.id not in told
        and (row.trial_start or row.start_on or day) <= month_end - least
    }


def test_the_people_behind_a_line_are_counted_once(make: Make) -> None:
    roles = [RoleDetails(role, RoleStatus.INTERESTED) for role in (Role.MENTOR, Role.MEDIATOR)]
    person = make.person(*roles)
    with make.database.reading() as session:
        lines = [line for line in today.due(session, make.today) if line.kind == "interested"]
    assert [line.person_id for line in lines] == [person]
