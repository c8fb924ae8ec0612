"""Makes invented people and pairings for tests, with as few words as the test needs."""

from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session

from mentorhub import activities, consent, pairings, people, programme
from mentorhub.activities import ActivityDetails
from mentorhub.choices import EvidenceKind, Purpose, Role, RoleStatus
from mentorhub.db.database import Database
from mentorhub.people import PersonDetails, RoleDetails


class Make:
    """`make.mentor()` and the like: each call is one committed change."""

    def __init__(self, database: Database, today: date) -> None:
        self.database = database
        self.today = today

    def writing(self) -> AbstractContextManager[Session]:
        return self.database.writing()

    def person(self, *roles: RoleDetails, first_name: str = "Anna", last_name: str = "Müller", **fields: Any) -> UUID:
        """Optional fields that the test gives are switched on for it."""
        with self.writing() as session:
            for optional in programme.fields(session):
                if not optional.on and any(column in fields for column in optional.columns):
                    programme.switch_field(session, optional.name, on=True)
            details = PersonDetails(first_name=first_name, last_name=last_name, **fields)
            return people.add(session, details, roles, self.today)

    def mentor(self, places: int = 1, *, with_papers: bool = True, **fields: Any) -> UUID:
        """A cleared mentor; with papers means a signed confidentiality declaration."""
        mentor = self.person(RoleDetails(Role.MENTOR, RoleStatus.CLEARED, places), **fields)
        if with_papers:
            with self.writing() as session:
                consent.add_evidence(session, mentor, EvidenceKind.CONFIDENTIALITY, self.today, self.today)
        return mentor

    def mentee(self, mentors: int = 1, *, with_papers: bool = True, waiting_days: int = 10, **fields: Any) -> UUID:
        """A waiting mentee; with papers means the consent to take part."""
        place = RoleDetails(Role.MENTEE, RoleStatus.WAITING, mentors, self.today - timedelta(days=waiting_days))
        fields = {"first_name": "Olena", "last_name": "Koval", **fields}
        mentee = self.person(place, **fields)
        if with_papers:
            with self.writing() as session:
                consent.give(session, mentee, Purpose.PARTICIPATION, self.today, self.today)
        return mentee

    def pairing(self, mentor: UUID | None = None, mentee: UUID | None = None, start: date | None = None) -> UUID:
        """An active pairing; without people, of two new ones."""
        with_mentor, with_mentee = mentor or self.mentor(), mentee or self.mentee()
        with self.writing() as session:
            pairing = pairings.propose(session, with_mentor, with_mentee, start or self.today)
            pairings.start(session, pairing, start or self.today)
        return pairing

    def proposal(self, mentor: UUID | None = None, mentee: UUID | None = None) -> UUID:
        with_mentor, with_mentee = mentor or self.mentor(), mentee or self.mentee()
        with self.writing() as session:
            return pairings.propose(session, with_mentor, with_mentee, self.today)

    def meeting(self, pairing: UUID, day: date | None = None, **fields: Any) -> UUID:
        with self.writing() as session:
            details = ActivityDetails(day=day or self.today, **{"minutes": 60, **fields})
            return activities.log(session, pairing, details, self.today)

    def places(self, person: UUID, role: Role, n: int) -> None:
        with self.writing() as session:
            place = people.role(session, person, role)
            assert place is not None
            people.set_role(session, person, replace(place, capacity=n), self.today)
