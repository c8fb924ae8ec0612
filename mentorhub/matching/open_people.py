"""Loads everybody who could be paired: in the role, with a free place, not paused, ended or excluded."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from mentorhub import districts, people, programme
from mentorhub.choices import (
    OPEN,
    RUNNING,
    DayPart,
    EndReason,
    Level,
    PairingStatus,
    Purpose,
    Role,
    RoleStatus,
    Topic,
    Weekday,
)
from mentorhub.db.tables import (
    ConductCertificate,
    Consent,
    Pairing,
    Person,
    PersonLanguage,
    PersonRole,
    PersonTime,
    PersonTopic,
)
from mentorhub.matching.candidate import Candidate, History, Pair
from mentorhub.matching.interests import interests

ROLES = (Role.MENTOR, Role.MENTEE)
NOT_OPEN = (
    RoleStatus.PAUSED,
    RoleStatus.ENDED,
    RoleStatus.WITHDRAWN,
    RoleStatus.EXCLUDED,
    RoleStatus.ANONYMISED,
)
_ENDED_WELL = (EndReason.GOAL, EndReason.TIME_UP)
"""What exports group as "erfolgreich beendet" (domain research, b.4)."""


PairingRow = tuple[UUID, UUID, PairingStatus, EndReason | None]


@dataclass(frozen=True)
class OpenPeople:
    mentors: tuple[Candidate, ...]
    mentees: tuple[Candidate, ...]
    history: History
    ids: Mapping[str, UUID]
    """Of everybody in the two lists, by number."""
    names: Mapping[str, str]


def load(session: Session, today: date) -> OpenPeople:
    """A place that is held by a proposal is not free: nobody is planned twice."""
    pairings: Sequence[PairingRow] = _rows(
        session, (Pairing.mentor_id, Pairing.mentee_id, Pairing.status, Pairing.end_reason)
    )
    free = _free_places(session, pairings)
    persons = {person.id: person for person in _persons(session) if any((role, person.id) in free for role in ROLES)}
    numbers = {person_id: people.number_text(person.number) for person_id, person in persons.items()}
    skills, times, topics = _languages(session, persons), _times(session), _topics(session)
    running = _count(pairings, lambda status, _reason: status in RUNNING)
    proposed = _count(pairings, lambda status, _reason: status is PairingStatus.PROPOSED)
    finder = districts.Finder(districts.table(session))
    good = _count(pairings, _ended_well)
    majority = programme.number(session, "age.of_majority")

    def candidate(role: Role, person: Person, places: int, registered_on: date | None) -> Candidate:
        return Candidate(
            number=numbers[person.id],
            role=role,
            gender=person.gender,
            age=people.age(person, today),
            minor=people.may_be_minor(person, today, majority),
            district=finder.find(person.district, person.postcode),
            reachable=frozenset(finder.find(name) for name in person.wish_districts.split(",") if name.strip()),
            languages=skills[person.id],
            times=frozenset(times[person.id]),
            topics=frozenset(topics[person.id]),
            interests=interests(person.interests),
            wish_gender=person.wish_gender,
            wish_age_from=person.wish_age_from,
            wish_age_to=person.wish_age_to,
            kind=person.kind,
            takes_families=person.takes_families,
            mediator_planned=person.mediator_planned,
            places=places,
            waiting_days=max(0, (today - registered_on).days) if registered_on else 0,
            running=running[role, person.id],
            proposed=proposed[role, person.id],
            good_earlier=good[role, person.id],
        )

    candidates = [
        candidate(role, persons[person_id], places, registered_on)
        for (role, person_id), (places, registered_on) in free.items()
    ]
    return OpenPeople(
        mentors=tuple(person for person in candidates if person.role is Role.MENTOR),
        mentees=tuple(person for person in candidates if person.role is Role.MENTEE),
        history=_history(session, pairings, numbers),
        ids={number: person_id for person_id, number in numbers.items()},
        names={
            numbers[person_id]: people.display_name(person.first_name, person.last_name)
            for person_id, person in persons.items()
        },
    )


def _free_places(session: Session, pairings: Sequence[PairingRow]) -> dict[tuple[Role, UUID], tuple[int, date | None]]:
    """Who may be paired in which role: the free places, and since when they wait."""
    taken = _count(pairings, lambda status, _reason: status in OPEN)
    gone = _never(session)
    places = _rows(
        session,
        (PersonRole.role, PersonRole.person_id, PersonRole.capacity, PersonRole.registered_on),
        col(PersonRole.role).in_(ROLES),
        col(PersonRole.status).not_in(NOT_OPEN),
    )
    return {
        (role, person_id): (capacity - taken[role, person_id], registered_on)
        for role, person_id, capacity, registered_on in places
        if capacity > taken[role, person_id] and person_id not in gone
    }


def _never(session: Session) -> frozenset[UUID]:
    """What no paper can mend: a relevant conviction, or the consent to take part withdrawn."""
    convicted = session.exec(
        select(ConductCertificate.person_id).where(col(ConductCertificate.relevant_conviction).is_(True))
    ).all()
    consents = _rows(session, (Consent.person_id, Consent.withdrawn_on), col(Consent.purpose) == Purpose.PARTICIPATION)
    in_force = {person_id for person_id, withdrawn_on in consents if withdrawn_on is None}
    return frozenset(convicted) | {person_id for person_id, _day in consents if person_id not in in_force}


def _count(
    pairings: Sequence[PairingRow], counts: Callable[[PairingStatus, EndReason | None], bool]
) -> Counter[tuple[Role, UUID]]:
    return Counter(
        side
        for mentor_id, mentee_id, status, reason in pairings
        if counts(status, reason)
        for side in ((Role.MENTOR, mentor_id), (Role.MENTEE, mentee_id))
    )


def _ended_well(status: PairingStatus, reason: EndReason | None) -> bool:
    return status is PairingStatus.ENDED and reason in _ENDED_WELL


def _persons(session: Session) -> Sequence[Person]:
    in_role = select(PersonRole.person_id).where(col(PersonRole.role).in_(ROLES))
    return session.exec(select(Person).where(col(Person.id).in_(in_role))).all()


def _languages(session: Session, persons: Mapping[UUID, Person]) -> Mapping[UUID, dict[str, Level]]:
    """German has a field of its own beside the list of languages; what it says counts."""
    found: dict[UUID, dict[str, Level]] = {person_id: {} for person_id in persons}
    rows = _rows(session, (PersonLanguage.person_id, PersonLanguage.code, PersonLanguage.level))
    for person_id, code, level in rows:
        if person_id in found:
            found[person_id][code] = level
    for person_id, person in persons.items():
        if person.german_level is not Level.UNKNOWN:
            found[person_id]["de"] = person.german_level
    return found


def _times(session: Session) -> Mapping[UUID, set[tuple[Weekday, DayPart]]]:
    found: defaultdict[UUID, set[tuple[Weekday, DayPart]]] = defaultdict(set)
    for person_id, day, part in _rows(session, (PersonTime.person_id, PersonTime.weekday, PersonTime.part)):
        found[person_id].add((day, part))
    return found


def _topics(session: Session) -> Mapping[UUID, set[Topic]]:
    found: defaultdict[UUID, set[Topic]] = defaultdict(set)
    for person_id, topic in _rows(session, (PersonTopic.person_id, PersonTopic.topic)):
        found[person_id].add(topic)
    return found


def _history(session: Session, pairings: Sequence[PairingRow], numbers: Mapping[UUID, str]) -> History:
    def pairs(of: Iterable[tuple[UUID, UUID]]) -> frozenset[Pair]:
        return frozenset((numbers[a], numbers[b]) for a, b in of if a in numbers and b in numbers)

    over = [(a, b, _ended_well(status, reason)) for a, b, status, reason in pairings if status not in OPEN]
    return History(
        blocked=pairs(people.kept_apart(session)),
        running=pairs((a, b) for a, b, status, _reason in pairings if status in OPEN),
        ended=pairs((a, b) for a, b, _well in over),
        ended_well=pairs((a, b) for a, b, well in over if well) - pairs((a, b) for a, b, well in over if not well),
    )


def _rows(session: Session, columns: tuple[Any, ...], *conditions: sa.ColumnElement[bool]) -> Sequence[Any]:
    """Bare columns: thousands of them load faster than as objects."""
    rows: Sequence[Any] = session.exec(sa.select(*columns).where(*conditions)).all()  # type: ignore[call-overload]
    return rows
