"""Who belongs together: the members of a household, and who has custody of a minor."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from mentorhub import people
from mentorhub.db.tables import Guardian, Household, Person
from mentorhub.people import PersonDetails
from mentorhub.text import fold


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a family, as a list or a form names it; the family name is that of the contact person."""

    first_name: str
    birth_year: int | None = None
    relation: str = ""


@dataclass(frozen=True, slots=True)
class GuardianDetails:
    name: str
    phone: str = ""
    relation: str = ""


def add_members(session: Session, person_id: UUID, members: Iterable[Member], today: date) -> int:
    """Each new member is a person of the same household; those already there are known by name.

    Returns how many are new.
    """
    person = _person(session, person_id)
    if person.household_id is None:
        household = Household(name=person.last_name)
        session.add(household)
        session.flush()
        person.household_id = household.id
        session.add(person)
        session.flush()
    known = {fold(name) for name in _first_names(session, person.household_id)}
    added = 0
    for member in members:
        if fold(member.first_name) in known:
            continue
        details = PersonDetails(first_name=member.first_name, last_name=person.last_name, birth_year=member.birth_year)
        relative = _person(session, people.add(session, details, (), today))
        relative.household_id, relative.household_relation = person.household_id, member.relation
        session.add(relative)
        known.add(fold(member.first_name))
        added += 1
    session.flush()
    return added


def members(session: Session, person_id: UUID) -> list[tuple[UUID, PersonDetails]]:
    """The others of the household, in the order they came in."""
    household = _person(session, person_id).household_id
    if household is None:
        return []
    query = select(Person.id).where(Person.household_id == household, Person.id != person_id)
    return [(one, people.get(session, one)) for one in session.exec(query.order_by(col(Person.number))).all()]


def has_minors(session: Session, person_id: UUID, on: date, majority: int) -> bool:
    """Whether the others of a household count minors: contact with a family is contact with its children."""
    return any(people.may_be_minor(member, on, majority) for _id, member in members(session, person_id))


def add_guardians(session: Session, person_id: UUID, wanted: Iterable[GuardianDetails]) -> None:
    """Those already there are known by name."""
    known = {fold(guardian.name) for guardian in guardians(session, person_id)}
    for guardian in wanted:
        if fold(guardian.name) not in known:
            session.add(
                Guardian(person_id=person_id, name=guardian.name, phone=guardian.phone, relation=guardian.relation)
            )
    session.flush()


def guardians(session: Session, person_id: UUID) -> list[GuardianDetails]:
    query = select(Guardian).where(Guardian.person_id == person_id).order_by(col(Guardian.name))
    return [GuardianDetails(row.name, row.phone, row.relation) for row in session.exec(query).all()]


def _first_names(session: Session, household_id: UUID) -> list[str]:
    return list(session.exec(select(Person.first_name).where(Person.household_id == household_id)).all())


def _person(session: Session, person_id: UUID) -> Person:
    return session.exec(select(Person).where(Person.id == person_id)).one()
