"""Loads everybody who could be paired: in the role, with a free place, not paused, ended or excluded.

Bare columns in few queries, and ids as the text the file holds: thousands of people load in a fraction of a second.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from mentorhub import districts, people, programme
from mentorhub.choices import (
    OPEN,
    RUNNING,
    Choice,
    DayPart,
    EndReason,
    Gender,
    GenderWish,
    Level,
    MenteeKind,
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


Id = str
"""Of a person, as the file holds it."""
PairingRow = tuple[Id, Id, PairingStatus, EndReason | None]
C = TypeVar("C", bound=Choice)


@dataclass(frozen=True)
class OpenPeople:
    mentors: tuple[Candidate, ...]
    mentees: tuple[Candidate, ...]
    history: History
    ids: Mapping[str, UUID]
    """Of everybody in the two lists, by number."""
    names: Mapping[str, str]


def load(session: Session, today: date, *, with_full: bool = False) -> OpenPeople:
    """A place that is held by a proposal is not free: nobody is planned twice.

    `with_full`: also those who are open to a pairing but have no place left (their `places` are 0 or less).
    """
    pairings = _pairings(session)
    free = _free_places(session, pairings, with_full=with_full)
    open_ids = {person_id for _role, person_id in free}
    persons = {row.raw_id: row for row in _persons(session) if row.raw_id in open_ids}
    numbers = {person_id: people.number_text(row.number) for person_id, row in persons.items()}
    skills, times = _languages(session, persons), _times(session)
    topics, first_topics = _topics(session), _topics(session, first=True)
    running = _count(pairings, lambda status, _reason: status in RUNNING)
    proposed = _count(pairings, lambda status, _reason: status is PairingStatus.PROPOSED)
    good = _count(pairings, _ended_well)
    finder = districts.Finder(districts.table(session))
    majority = programme.number(session, "age.of_majority")
    genders, wishes, kinds = _by_value(Gender), _by_value(GenderWish), _by_value(MenteeKind)

    def candidate(role: Role, person: Any, places: int, registered_on: date | None) -> Candidate:
        person_id = person.raw_id
        side = role, person_id
        return Candidate(
            number=numbers[person_id],
            role=role,
            gender=genders[person.gender],
            age=people.age(person, today),
            minor=people.may_be_minor(person, today, majority),
            district=finder.find(person.district, person.postcode),
            reachable=frozenset(finder.find(name) for name in person.wish_districts.split(",") if name.strip()),
            languages=skills[person_id],
            times=frozenset(times.get(person_id, ())),
            topics=frozenset(topics.get(person_id, ())),
            first_topics=frozenset(first_topics.get(person_id, ())),
            interests=interests(person.interests),
            wish_gender=wishes[person.wish_gender],
            wish_age_from=person.wish_age_from,
            wish_age_to=person.wish_age_to,
            kind=kinds[person.kind],
            takes_families=person.takes_families,
            mediator_planned=person.mediator_planned,
            places=places,
            waiting_days=max(0, (today - registered_on).days) if registered_on else 0,
            running=running[side],
            proposed=proposed[side],
            good_earlier=good[side],
        )

    candidates = [
        candidate(role, persons[person_id], places, registered_on)
        for (role, person_id), (places, registered_on) in free.items()
    ]
    return OpenPeople(
        mentors=tuple(person for person in candidates if person.role is Role.MENTOR),
        mentees=tuple(person for person in candidates if person.role is Role.MENTEE),
        history=_history(session, pairings, numbers),
        ids={number: UUID(person_id) for person_id, number in numbers.items()},
        names={
            numbers[person_id]: people.display_name(person.first_name, person.last_name)
            for person_id, person in persons.items()
        },
    )


def _pairings(session: Session) -> list[PairingRow]:
    statuses, reasons = _by_value(PairingStatus), _by_value(EndReason)
    columns = (Pairing.mentor_id, Pairing.mentee_id, Pairing.status, Pairing.end_reason)
    return [
        (mentor_id, mentee_id, statuses[status], reasons[reason] if reason else None)
        for mentor_id, mentee_id, status, reason in _raw(session, columns)
    ]


def _free_places(
    session: Session, pairings: Sequence[PairingRow], *, with_full: bool
) -> dict[tuple[Role, Id], tuple[int, date | None]]:
    """Who may be paired in which role: the free places, and since when they wait."""
    taken = _count(pairings, lambda status, _reason: status in OPEN)
    gone = _never(session)
    roles = _by_value(Role)
    query = sa.select(
        _text(PersonRole.role), _text(PersonRole.person_id), col(PersonRole.capacity), col(PersonRole.registered_on)
    ).where(col(PersonRole.role).in_(ROLES), col(PersonRole.status).not_in(NOT_OPEN))
    places = ((roles[role], *rest) for role, *rest in _all(session, query))
    return {
        (role, person_id): (capacity - taken[role, person_id], registered_on)
        for role, person_id, capacity, registered_on in places
        if (with_full or capacity > taken[role, person_id]) and person_id not in gone
    }


def _never(session: Session) -> frozenset[Id]:
    """What no paper can mend: a relevant conviction, or the consent to take part withdrawn."""
    convicted = _raw(session, (ConductCertificate.person_id,), col(ConductCertificate.relevant_conviction).is_(True))
    query = sa.select(_text(Consent.person_id), col(Consent.withdrawn_on)).where(
        col(Consent.purpose) == Purpose.PARTICIPATION
    )
    consents = _all(session, query)
    in_force = {person_id for person_id, withdrawn_on in consents if withdrawn_on is None}
    withdrawn = {person_id for person_id, _day in consents if person_id not in in_force}
    return frozenset(person_id for (person_id,) in convicted) | withdrawn


def _count(
    pairings: Sequence[PairingRow], counts: Callable[[PairingStatus, EndReason | None], bool]
) -> Counter[tuple[Role, Id]]:
    return Counter(
        side
        for mentor_id, mentee_id, status, reason in pairings
        if counts(status, reason)
        for side in ((Role.MENTOR, mentor_id), (Role.MENTEE, mentee_id))
    )


def _ended_well(status: PairingStatus, reason: EndReason | None) -> bool:
    return status is PairingStatus.ENDED and reason in _ENDED_WELL


def _persons(session: Session) -> Sequence[Any]:
    in_role = select(PersonRole.person_id).where(col(PersonRole.role).in_(ROLES))
    query = sa.select(
        _text(Person.id).label("raw_id"),
        *(
            col(column)
            for column in (
                Person.number,
                Person.first_name,
                Person.last_name,
                Person.birth_date,
                Person.birth_year,
                Person.postcode,
                Person.district,
                Person.wish_districts,
                Person.interests,
                Person.wish_age_from,
                Person.wish_age_to,
                Person.takes_families,
                Person.mediator_planned,
            )
        ),
        _text(Person.gender).label("gender"),
        _text(Person.wish_gender).label("wish_gender"),
        _text(Person.kind).label("kind"),
        _text(Person.german_level).label("german_level"),
    ).where(col(Person.id).in_(in_role))
    return _all(session, query)


def _languages(session: Session, persons: Mapping[Id, Any]) -> Mapping[Id, dict[str, Level]]:
    """German has a field of its own beside the list of languages; what it says counts."""
    levels = _by_value(Level)
    listed = _listed(session, PersonLanguage.person_id, PersonLanguage.code, PersonLanguage.level)
    found: dict[Id, dict[str, Level]] = {}
    for person_id, person in persons.items():
        spoken = (entry.split(_WITHIN) for entry in listed.get(person_id, ()))
        found[person_id] = {code: levels[level] for code, level in spoken}
        if levels[person.german_level] is not Level.UNKNOWN:
            found[person_id]["de"] = levels[person.german_level]
    return found


def _times(session: Session) -> Mapping[Id, list[tuple[Weekday, DayPart]]]:
    spots = {f"{day.value}{_WITHIN}{part.value}": (day, part) for day in Weekday for part in DayPart}
    listed = _listed(session, PersonTime.person_id, PersonTime.weekday, PersonTime.part)
    return {person_id: [spots[entry] for entry in entries] for person_id, entries in listed.items()}


def _topics(session: Session, *, first: bool = False) -> Mapping[Id, list[Topic]]:
    """`first`: only those that matter most."""
    topics = _by_value(Topic)
    only = col(PersonTopic.priority) > 0 if first else None
    listed = _listed(session, PersonTopic.person_id, PersonTopic.topic, only=only)
    return {person_id: [topics[entry] for entry in entries] for person_id, entries in listed.items()}


_BETWEEN, _WITHIN = "\n", "\t"


def _listed(session: Session, person_id: Any, *columns: Any, only: Any = None) -> Mapping[Id, list[str]]:
    """What a table lists of each person, gathered into one row a person while reading."""
    entry: Any = _text(columns[0])
    for column in columns[1:]:
        entry = entry + _WITHIN + _text(column)
    wanted = () if only is None else (only,)
    query = sa.select(_text(person_id), sa.func.group_concat(entry, _BETWEEN)).where(*wanted).group_by(person_id)
    return {owner: entries.split(_BETWEEN) for owner, entries in _all(session, query)}


def _history(session: Session, pairings: Sequence[PairingRow], numbers: Mapping[Id, str]) -> History:
    def pairs(of: Iterable[tuple[Id, Id]]) -> frozenset[Pair]:
        return frozenset((numbers[a], numbers[b]) for a, b in of if a in numbers and b in numbers)

    over = [(a, b, _ended_well(status, reason)) for a, b, status, reason in pairings if status not in OPEN]
    return History(
        blocked=pairs((mentor.hex, mentee.hex) for mentor, mentee in people.kept_apart(session)),
        running=pairs((a, b) for a, b, status, _reason in pairings if status in OPEN),
        ended=pairs((a, b) for a, b, _well in over),
        ended_well=pairs((a, b) for a, b, well in over if well) - pairs((a, b) for a, b, well in over if not well),
    )


def _raw(session: Session, columns: tuple[Any, ...], *conditions: sa.ColumnElement[bool]) -> Sequence[Any]:
    """The columns as the file holds them: ids and choices as text."""
    return _all(session, sa.select(*(_text(column) for column in columns)).where(*conditions))


def _all(session: Session, query: Any) -> Sequence[Any]:
    rows: Sequence[Any] = session.exec(query).all()
    return rows


def _text(column: Any) -> sa.ColumnElement[str]:
    return sa.type_coerce(column, sa.String)


def _by_value(kind: type[C]) -> dict[str, C]:
    return {choice.value: choice for choice in kind}
