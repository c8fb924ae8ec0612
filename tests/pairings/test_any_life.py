"""Whatever is done in whatever order: places, dates, numbers, statuses and counts stay right."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from make import Make
from mentorhub import activities, pairings, people, today
from mentorhub.choices import (
    OPEN,
    RUNNING,
    EndedBy,
    EndReason,
    Happened,
    PairingStatus,
    Rhythm,
    Role,
    RoleStatus,
)
from mentorhub.db.database import Database
from mentorhub.db.tables import Pairing
from mentorhub.errors import FieldError, MentorHubError

_STEPS = (
    *("propose", "start", "end", "reopen", "reopen", "hand_over"),
    *("propose", "meet", "release", "trial", "start", "pause", "resume", "change", "end", "decline", "reopen"),
    *("hand_over", "talk", "meeting", "missed", "capacity", "remove_role", "apart", "together", "wait_again"),
)
_step = st.tuples(
    st.sampled_from(_STEPS), st.integers(0, 5), st.integers(0, 2), st.integers(0, 12), st.sampled_from((0, 0, 0, 20))
)
"""Which step, on which pairing, with which person, so many days later, typed in so many days late."""


class _ForgottenError(Exception):
    """Each life is forgotten again: a new encrypted folder for each would take too long."""


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(life=st.lists(_step, min_size=10, max_size=30))
def test_any_life_keeps_the_rules(make: Make, database: Database, life: list[tuple[str, int, int, int, int]]) -> None:
    if not hasattr(make, "crew"):
        mentors = [make.mentor(places) for places in (1, 2, 1)]
        mentees = [make.mentee(mentors) for mentors in (1, 2, 1)]
        make.crew = (mentors, mentees)  # type: ignore[attr-defined]
    with suppress(_ForgottenError), database.writing() as session:
        walk = _Walk(session, make.today, *make.crew)  # type: ignore[attr-defined]
        for step in life:
            walk.take(*step)
            _check(session, make.today)
        _check_counts(session, make.today)
        raise _ForgottenError


class _Walk:
    def __init__(self, session: Session, day: date, mentors: list[UUID], mentees: list[UUID]) -> None:
        self.session = session
        self.day = day - timedelta(days=360)
        self.mentors = mentors
        self.mentees = mentees
        self.pairings: list[UUID] = []
        for who in range(3):
            self.take("propose", who, who, 0, 0)
        self.take("start", 0, 0, 3, 0)
        self.take("trial", 1, 0, 3, 0)

    def take(self, step: str, which: int, who: int, later: int, late: int) -> None:
        """A refusal in words changes nothing; anything else is a bug."""
        self.day += timedelta(days=later)
        on = self.day - timedelta(days=late)
        do: dict[str, Callable[[], Any]] = {
            "propose": lambda: self.pairings.append(
                pairings.propose(self.session, self.mentors[which % 3], self.mentees[who], on)
            ),
            "capacity": lambda: self._set_capacity((self.mentors + self.mentees)[which], 1 + who),
            "remove_role": lambda: people.remove_role(self.session, self.mentors[who], Role.MENTOR),
            "apart": lambda: people.keep_apart(self.session, self.mentors[which % 3], self.mentees[who]),
            "together": lambda: people.allow_together(self.session, self.mentors[which % 3], self.mentees[who]),
        }
        with suppress(MentorHubError, FieldError), self.session.begin_nested():
            if step in do:
                do[step]()
            elif self.pairings:
                self._step(step, self.pairings[which % len(self.pairings)], who, on)

    def _step(self, step: str, pairing: UUID, who: int, on: date) -> None:
        s, day = self.session, self.day
        reason, by = list(EndReason)[who], list(EndedBy)[who]
        steps: dict[str, Callable[[], Any]] = {
            "meet": lambda: pairings.meet(s, pairing, on),
            "release": lambda: pairings.release_contact(s, pairing, (Role.MENTOR, Role.MENTEE)[who % 2], on),
            "trial": lambda: pairings.start_trial(s, pairing, on),
            "start": lambda: pairings.start(s, pairing, on),
            "pause": lambda: pairings.pause(s, pairing, on, on + timedelta(days=30)),
            "resume": lambda: pairings.resume(s, pairing, on),
            "change": lambda: self._change(pairing, who, on),
            "end": lambda: pairings.end(s, pairing, on, reason, by, today=day, back_to_waiting=bool(who)),
            "decline": lambda: pairings.decline(s, pairing, on),
            "reopen": lambda: pairings.reopen(s, pairing, on, today=day),
            "hand_over": lambda: self.pairings.append(
                pairings.hand_over(s, pairing, self.mentors[who], on, reason, by, today=day)
            ),
            "talk": lambda: pairings.note_talk(s, pairing, Role.MENTOR, on, today=day, possible=bool(who)),
            "meeting": lambda: self._meet(pairing, on, Happened.YES),
            "missed": lambda: self._meet(pairing, on, Happened.NO_SHOW),
            "wait_again": lambda: pairings.wait_again(s, pairing, on),
        }
        steps[step]()

    def _change(self, pairing: UUID, who: int, on: date) -> None:
        details = pairings.row(self.session, pairing).details
        pairings.change(self.session, pairing, details.model_copy(update={"rhythm": list(Rhythm)[who]}), on)

    def _meet(self, pairing: UUID, on: date, happened: Happened) -> None:
        details = activities.ActivityDetails(day=on, minutes=60, happened=happened)
        activities.log(self.session, pairing, details, self.day)

    def _set_capacity(self, person: UUID, capacity: int) -> None:
        for role in (Role.MENTOR, Role.MENTEE):
            place = people.role(self.session, person, role)
            if place is not None:
                people.set_role(self.session, person, replace(place, capacity=capacity), self.day)


def _check(session: Session, day: date) -> None:
    rows = session.exec(select(Pairing)).all()
    running = [row for row in rows if row.status in RUNNING]
    for role, side in ((Role.MENTOR, "mentor_id"), (Role.MENTEE, "mentee_id")):
        for person, taken in Counter(getattr(row, side) for row in running).items():
            place = people.role(session, person, role)
            assert place is not None
            assert taken <= place.capacity
    apart = people.kept_apart(session)
    together = [(row.mentor_id, row.mentee_id) for row in rows if row.status in OPEN]
    assert len(together) == len(set(together))
    assert not apart & set(together)
    assert sorted(row.number_in_year for row in rows if row.year == 2026) == list(
        range(1, 1 + sum(row.year == 2026 for row in rows))
    )
    for row in rows:
        _check_dates(session, row, day)
    _check_statuses(session, rows)


def _check_dates(session: Session, row: Pairing, day: date) -> None:
    days = [one for one in (row.proposed_on, row.first_meeting_on, row.trial_start, row.start_on, row.ended_on) if one]
    assert days == sorted(days)
    assert max(days) <= day
    assert (row.ended_on is None) == (row.status in OPEN)
    assert (row.paused_on is None) == (row.status is not PairingStatus.PAUSED)
    life = [event for event in pairings.history(session, row.id) if event.step in _LIFE]
    assert [event.status for event in life][-1:] in ([], [row.status])
    assert sum(event.step == "reopened" for event in life) <= sum(event.step in ("ended", "declined") for event in life)


_LIFE = ("proposed", "trial_started", "started", "paused", "resumed", "ended", "declined", "reopened")


def _check_statuses(session: Session, rows: Any) -> None:
    for person_id in {row.mentor_id for row in rows}:
        runs = any(row.mentor_id == person_id and row.status in RUNNING for row in rows)
        place = people.role(session, person_id, Role.MENTOR)
        assert place is None or (place.status is RoleStatus.ACTIVE) == runs
    for person_id in {row.mentee_id for row in rows}:
        theirs = [row.status for row in rows if row.mentee_id == person_id]
        place = people.role(session, person_id, Role.MENTEE)
        assert place is not None
        runs = any(status in RUNNING for status in theirs)
        assert (place.status is RoleStatus.PAIRED) == runs
        if not runs:
            assert (place.status is RoleStatus.PROPOSED) == (PairingStatus.PROPOSED in theirs)


def _check_counts(session: Session, day: date) -> None:
    items = today.due(session, day)
    overview = today.overview(session, day, items)
    assert overview.running == len(pairings.search(session, status=RUNNING))
    waiting = people.search(session, role=Role.MENTEE, status=RoleStatus.WAITING)
    assert overview.waiting == len(waiting)
    mentors = people.search(session, role=Role.MENTOR)
    assert overview.free_places == sum(_free(session, mentors))
    silent = {item.pairing_id for item in items if item.kind == "silent"}
    assert silent == set(activities.silent(session, day))


def _free(session: Session, mentors: list[UUID]) -> Iterator[int]:
    for mentor in mentors:
        place = people.role(session, mentor, Role.MENTOR)
        if place is not None and place.status in (RoleStatus.CLEARED, RoleStatus.ACTIVE):
            yield pairings.free_places(session, mentor, Role.MENTOR)
