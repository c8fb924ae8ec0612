"""Whatever can be removed comes back with Strg+Z, exactly as it was; people lie in the bin as well."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest
from all_rows import contents
from sqlmodel import Session

from make import Make
from mentorhub import (
    activities,
    changes,
    consent,
    events,
    expenses,
    families,
    institutions,
    kept_filters,
    pairings,
    people,
    reminders,
)
from mentorhub.activities import CheckInDetails
from mentorhub.choices import Attendance, EvidenceKind, ExpenseKind, Party, Role, RoleStatus, Topic
from mentorhub.db.database import Database
from mentorhub.events import EventDetails
from mentorhub.expenses import ExpenseDetails
from mentorhub.families import GuardianDetails
from mentorhub.institutions import InstitutionDetails
from mentorhub.people import RoleDetails

Removal = Callable[[Session], object]


@pytest.fixture
def removals(make: Make, database: Database, today: date) -> dict[str, Removal]:
    """One of each thing, and how it is removed."""
    mentor = make.mentor()
    mentee = make.mentee(topics=frozenset({Topic.GERMAN}), first_topics=frozenset({Topic.GERMAN}))
    pairing = make.pairing(mentor, mentee, today - timedelta(days=30))
    meeting = make.meeting(pairing, topics=frozenset({Topic.DOCTOR}))
    alone = make.person(RoleDetails(Role.MEDIATOR, RoleStatus.CLEARED, listed_until=today), first_name="Sara")
    make.proposal(make.mentor(last_name="Aal"), make.mentee(last_name="Bär"))
    with database.writing() as session:
        check_in = activities.check_in(session, pairing, CheckInDetails(day=today, party=Party.MENTEE), today)
        spent = ExpenseDetails(day=today, kind=ExpenseKind.MATERIAL, amount_cent=300, pairing_id=pairing)
        expense = expenses.add(session, mentor, spent, today)
        event = events.add(session, EventDetails(title="Fest", from_on=today))
        events.invite(session, event, [mentor], Attendance.REGISTERED)
        guest = events.add_guest(session, event, "Gast")
        office = institutions.add(session, InstitutionDetails(name="Kita"))
        reminder = reminders.add(session, today, "anrufen", person_id=mentor)
        consent.add_evidence(session, mentor, EvidenceKind.TRAINING, today, today)
        families.add_guardians(session, mentee, [GuardianDetails("Eva")])
        people.keep_apart(session, mentor, make_apart(session, today))
        kept_filters.keep(session, "people", "Alle", {"words": "a"})
    with database.writing() as session:
        sent = people.get(session, mentee).model_copy(update={"referred_by_id": office})
        people.change(session, mentee, sent)
        paper = next(row.id for row in consent.evidence(session, mentor) if row.kind is EvidenceKind.TRAINING)
        [one_filter] = kept_filters.kept(session, "people")
        apart = next(iter(people.kept_apart(session)))
    return {
        "activity": lambda s: activities.remove(s, meeting),
        "check-in": lambda s: activities.remove_check_in(s, check_in),
        "expense": lambda s: expenses.remove(s, expense),
        "event with its list": lambda s: events.remove(s, event),
        "guest": lambda s: events.strike(s, guest),
        "institution that somebody came from": lambda s: institutions.remove(s, office),
        "reminder": lambda s: reminders.remove(s, reminder),
        "paper": lambda s: consent.remove_evidence(s, paper),
        "guardian": lambda s: families.write_guardians(s, mentee, []),
        "mediator's role": lambda s: people.remove_role(s, alone, Role.MEDIATOR),
        "person": lambda s: changes.remove_person(s, alone, today),
        "kept apart": lambda s: people.allow_together(s, *apart),
        "filter": lambda s: kept_filters.forget(s, one_filter.id),
        "proposal": lambda s: pairings.decline(s, proposal(s), today),
        "topics": lambda s: people.change(s, mentee, people.get(s, mentee).model_copy(update={"topics": frozenset()})),
    }


def make_apart(session: Session, today: date) -> UUID:
    place = RoleDetails(Role.MENTEE, RoleStatus.WAITING)
    return people.add(session, people.PersonDetails(first_name="Nie"), (place,), today)


def proposal(session: Session) -> UUID:
    return next(
        row.id for row in pairings.rows(session, pairings.search(session)) if row.proposed_on and not row.start_on
    )


def test_every_removal_is_undone_exactly(database: Database, removals: dict[str, Removal], today: date) -> None:
    for what, remove in removals.items():
        before = contents(database)
        with database.writing() as session:
            remove(session)
        assert contents(database) != before, what
        with database.writing() as session:
            changes.undo(session, today)
        assert contents(database) == before, what
