"""What every paper needs: the organisation, names, addresses, the time in which somebody helped."""

from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from mentorhub import people, programme
from mentorhub.choices import Happened, Role
from mentorhub.db.tables import Activity, Pairing
from mentorhub.db.tables import Organisation as Row
from mentorhub.documents.organisation import Organisation, Recipient
from mentorhub.people import PersonDetails

Ids = tuple[UUID, ...]
"""Whom or what a paper is about; nobody for a blank one."""


def organisation(session: Session) -> Organisation:
    details = programme.organisation(session)
    names = set(Organisation.__dataclass_fields__) - {"logo"}
    logo = session.exec(select(Row.logo)).first()
    return Organisation(**{name: getattr(details, name) for name in names}, logo=logo)


def recipient(person: PersonDetails) -> Recipient:
    return Recipient(person.name, person.street, f"{person.postcode} {person.city}".strip())


def roles(session: Session, person_id: UUID) -> tuple[Role, ...]:
    """As a volunteer."""
    places = people.roles_of(session, [person_id]).get(person_id, ())
    return tuple(place.role for place in places if place.role is not Role.MENTEE)


def hours(session: Session, person_id: UUID, from_on: date, to_on: date) -> float:
    """Of the meetings that took place, as they were reported."""
    query = (
        select(Activity.minutes)
        .join(Pairing, col(Pairing.id) == Activity.pairing_id)
        .where(
            Pairing.mentor_id == person_id,
            Activity.happened == Happened.YES,
            Activity.day >= from_on,
            Activity.day <= to_on,
        )
    )
    return sum(minutes or 0 for minutes in session.exec(query).all()) / 60


def served(session: Session, person_id: UUID, today: date) -> tuple[date | None, date, bool]:
    """From when to when somebody has helped, and whether still: by the roles, else by the first pairing."""
    places = [each for each in people.roles_of(session, [person_id]).get(person_id, ()) if each.role is not Role.MENTEE]
    joined = [place.joined_on for place in places if place.joined_on is not None]
    pairings = session.exec(select(Pairing).where(Pairing.mentor_id == person_id)).all()
    began = joined + [day for pairing in pairings if (day := pairing.start_on or pairing.trial_start) is not None]
    left = [place.left_on for place in places]
    ended = bool(left) and all(day is not None and day <= today for day in left)
    until = max((day for day in left if day is not None), default=today) if ended else today
    return min(began, default=None), until, not ended
