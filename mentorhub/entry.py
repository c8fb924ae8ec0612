"""What the form of a person holds, saved as a whole: the person, the family, and after a first contact a reminder."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlmodel import Session

from mentorhub import consent, families, people, programme, reminders
from mentorhub.choices import RoleStatus
from mentorhub.families import GuardianDetails, MemberRow
from mentorhub.people import PersonDetails, RoleDetails
from mentorhub.text import _

_BEFORE_THE_START = (
    RoleStatus.INTERESTED,
    RoleStatus.TALK,
    RoleStatus.PAPERS_OPEN,
    RoleStatus.REGISTERED,
    RoleStatus.INTAKE,
)


@dataclass(frozen=True)
class Entry:
    details: PersonDetails
    roles: tuple[RoleDetails, ...] = ()
    members: tuple[MemberRow, ...] = ()
    guardians: tuple[GuardianDetails, ...] = ()


def save(session: Session, person_id: UUID | None, entry: Entry, today: date) -> UUID:
    """A new person (no id yet) or a changed one. Whoever is new and interested is to be called back: a reminder."""
    written = people.write(session, person_id, entry.details, entry.roles, today)
    families.write_members(session, written, entry.members, today)
    families.write_guardians(session, written, entry.guardians)
    interested = any(place.status is RoleStatus.INTERESTED for place in entry.roles)
    if person_id is None and interested:
        days = programme.number(session, "application.answer_days")
        reminders.add(session, today + timedelta(days=days), _("Neu interessiert: bitte melden"), person_id=written)
    return written


def keep_until(session: Session, roles: Sequence[RoleDetails]) -> date | None:
    """When the data of somebody who never started are to be deleted: so long after the last step. None once started."""
    if not roles or any(place.status not in _BEFORE_THE_START for place in roles):
        return None
    last = max((place.status_since for place in roles if place.status_since), default=None)
    months = programme.number(session, "application.keep_months")
    return None if last is None else consent.months_later(last, months)
