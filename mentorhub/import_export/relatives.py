"""Enters the members of a family and the people who have custody of a minor; a second time they are known."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlmodel import Session, select

from mentorhub import people
from mentorhub.db.tables import Guardian, Household, Person
from mentorhub.import_export import rows
from mentorhub.import_export.values import Member
from mentorhub.people import PersonDetails
from mentorhub.text import fold


def add_members(session: Session, person_id: UUID, members: Iterable[Member], today: date) -> int:
    """Each member is a person of the same family name in the same household. Returns how many are new."""
    person = session.exec(select(Person).where(Person.id == person_id)).one()
    if person.household_id is None:
        household = Household(name=person.last_name)
        session.add(household)
        session.flush()
        person.household_id = household.id
        session.add(person)
        session.flush()
    household_id = person.household_id
    present = session.exec(select(Person.first_name).where(Person.household_id == household_id)).all()
    known = {fold(name) for name in present}
    added = 0
    for member in members:
        if fold(member.first_name) in known:
            continue
        details = PersonDetails(first_name=member.first_name, last_name=person.last_name, birth_year=member.birth_year)
        relative = session.exec(select(Person).where(Person.id == people.add(session, details, (), today))).one()
        relative.household_id, relative.household_relation = household_id, member.relation
        session.add(relative)
        known.add(fold(member.first_name))
        added += 1
    session.flush()
    return added


def add_guardians(session: Session, person_id: UUID, guardians: Iterable[rows.Guardian]) -> None:
    present = session.exec(select(Guardian.name).where(Guardian.person_id == person_id)).all()
    known = {fold(name) for name in present}
    for guardian in guardians:
        if fold(guardian.name) not in known:
            session.add(
                Guardian(person_id=person_id, name=guardian.name, phone=guardian.phone, relation=guardian.relation)
            )
    session.flush()
