"""Find people and show them in a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import String, cast
from sqlmodel import Session, col, func, select

from mentorhub import names
from mentorhub.choices import (
    Role,
    RoleStatus,
)
from mentorhub.db.tables import (
    Person,
    PersonLanguage,
    PersonRole,
)
from mentorhub.people.details import Language, RoleDetails, display_name, number_text
from mentorhub.people.records import languages_of, record
from mentorhub.people.roles import roles_of, running_counts
from mentorhub.text import _, fold


@dataclass(frozen=True, slots=True)
class PersonRow:
    """What a list shows."""

    id: UUID
    number: str
    first_name: str
    last_name: str
    name: str
    roles: tuple[RoleDetails, ...]
    phone: str
    email: str
    district: str
    languages: tuple[Language, ...]
    running: int
    """Running pairings, on either side."""
    mentoring: int = 0
    """Running pairings as a mentor."""
    relation: str = ""
    """What this person is in the household (`Tochter`); of a member without a role at least that much."""

    @property
    def places(self) -> tuple[int, int] | None:
        """How many of a mentor's places are free, and how many there are; nothing for others."""
        place = self.place(Role.MENTOR)
        return None if place is None else (max(0, place.capacity - self.mentoring), place.capacity)

    @property
    def status(self) -> RoleStatus | None:
        """Of the first role: what a list shows in one word."""
        return self.roles[0].status if self.roles else None

    def place(self, role: Role) -> RoleDetails | None:
        return next((place for place in self.roles if place.role is role), None)


SORTS = ("name", "number", "district", "newest")


def row(session: Session, person_id: UUID) -> PersonRow:
    """Raises `UnknownPerson`."""
    record(session, person_id)
    return rows(session, [person_id])[0]


def rows(session: Session, ids: Sequence[UUID]) -> list[PersonRow]:
    """In the order of `ids`; people who are gone are left out."""
    people = {person.id: person for person in session.exec(select(Person).where(col(Person.id).in_(ids))).all()}
    roles = roles_of(session, ids)
    skills = languages_of(session, ids)
    running = running_counts(session, ids)
    mentoring = running_counts(session, ids, Role.MENTOR)
    return [
        PersonRow(
            id=person.id,
            number=number_text(person.number),
            first_name=person.first_name,
            last_name=person.last_name,
            name=display_name(person.first_name, person.last_name),
            roles=roles.get(person.id, ()),
            phone=person.mobile or person.phone,
            email=person.email,
            district=person.district,
            languages=skills.get(person.id, ()),
            running=running.get(person.id, 0),
            mentoring=mentoring.get(person.id, 0),
            relation=_relation(person, has_role=person.id in roles),
        )
        for person in (people[person_id] for person_id in ids if person_id in people)
    ]


def search(
    session: Session,
    words: str = "",
    role: Role | None = None,
    status: RoleStatus | None = None,
    sort: str = "name",
    descending: bool = False,
    *,
    district: str = "",
    language: str = "",
) -> list[UUID]:
    """The people who fit; each word must occur in name, number, place, phone, mail or languages.

    After them those whose names sound like it, the most similar first: other spellings, other scripts.
    """
    query = select(Person.id)
    if role is not None or status is not None:
        place = select(PersonRole.person_id)
        if role is not None:
            place = place.where(PersonRole.role == role)
        if status is not None:
            place = place.where(PersonRole.status == status)
        query = query.where(col(Person.id).in_(place))
    if district:
        query = query.where(Person.district == district)
    if language:
        speakers = select(PersonLanguage.person_id).where(PersonLanguage.code == language)
        query = query.where(col(Person.id).in_(speakers))
    key: Any = {
        "name": col(Person.sort_key),
        "number": col(Person.number),
        "district": col(Person.district),
        "newest": col(Person.created_at),
    }[sort]
    order = (key.desc(), col(Person.number).desc()) if descending else (key, col(Person.number))
    exact = query
    for word in fold(words).split():
        exact = exact.where(col(Person.search_text).contains(word, autoescape=True))
    found = list(session.exec(exact.order_by(*order)).all())
    return found + _sounding_alike(session, words, query, found)


def anybody(session: Session) -> bool:
    """Whether there is a single person."""
    return session.exec(select(Person.id).limit(1)).first() is not None


def districts(session: Session) -> list[str]:
    """Those in use, the most frequent first, for the suggestions of a form."""
    query = (
        select(Person.district)
        .where(Person.district != "")
        .group_by(col(Person.district))
        .order_by(func.count().desc(), col(Person.district))
    )
    return list(session.exec(query).all())


def spoken(session: Session) -> list[str]:
    """The codes of all languages that somebody speaks, the most frequent first."""
    query = select(PersonLanguage.code).group_by(PersonLanguage.code)
    return list(session.exec(query.order_by(func.count().desc(), col(PersonLanguage.code))).all())


def _sounding_alike(session: Session, words: str, query: Any, found: Sequence[UUID]) -> list[UUID]:
    """Numbers, phones and mails are never guessed; beside exact hits only what is nearly sure."""
    if not names.can_be_guessed(words):
        return []
    columns = cast(col(Person.id), String), col(Person.first_name), col(Person.last_name)
    everybody = session.connection().execute(query.with_only_columns(*columns)).all()
    spelled = [f"{first} {last}" for _id, first, last in everybody]
    known = set(found)
    alike = [
        UUID(everybody[at][0]) for at, _score in names.similar(words, spelled, names.SURE if found else names.GOOD)
    ]
    return [person_id for person_id in alike if person_id not in known]


def _relation(person: Person, *, has_role: bool) -> str:
    is_member = person.household_id is not None and not has_role
    return person.household_relation or (_("Familienmitglied") if is_member else "")
