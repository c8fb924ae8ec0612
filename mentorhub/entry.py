"""What the form of a person holds, saved as a whole: the person, the family, and after a first contact a reminder."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlmodel import Session

from mentorhub import changes, consent, families, people, programme, reminders
from mentorhub.choices import Role, RoleStatus
from mentorhub.errors import FieldError
from mentorhub.families import GuardianDetails, MemberRow
from mentorhub.people import PersonDetails, RoleDetails
from mentorhub.text import _


@dataclass(frozen=True)
class Entry:
    details: PersonDetails
    roles: tuple[RoleDetails, ...] = ()
    members: tuple[MemberRow, ...] = ()
    guardians: tuple[GuardianDetails, ...] = ()


def save(session: Session, person_id: UUID | None, entry: Entry, today: date) -> UUID:
    """A new person (no id yet) or a changed one. Whoever is new and interested is to be called back: a reminder.

    Members taken out of the family who have no role of their own go into the bin.

    Raises `FieldError` for a volunteer who is to be cleared while something is missing that blocks it (`clear.*`).
    """
    before = () if person_id is None else people.roles_of(session, [person_id]).get(person_id, ())
    written = people.write(session, person_id, entry.details, entry.roles, today)
    _may_be_cleared(session, written, before, entry.roles)
    for member_id in families.write_members(session, written, entry.members, today):
        changes.remove_person(session, member_id, today)
    families.write_guardians(session, written, entry.guardians)
    interested = any(place.status is RoleStatus.INTERESTED for place in entry.roles)
    if person_id is None and interested:
        days = programme.number(session, "application.answer_days")
        reminders.add(session, today + timedelta(days=days), _("Neu interessiert: bitte melden"), person_id=written)
    return written


def check_clearing(session: Session, person_id: UUID, role: Role) -> None:
    """Raises `FieldError` while something is missing that blocks the clearing of a volunteer (`clear.*`)."""
    lacking = [item.text for item in consent.missing_to_clear(session, person_id, role) if item.blocks]
    if lacking:
        raise FieldError(
            "roles",
            _("Die Freigabe geht noch nicht. Es fehlt: {missing}. Unter „Unterlagen“ können Sie es nachtragen.").format(
                missing="; ".join(lacking)
            ),
        )


def _may_be_cleared(
    session: Session, person_id: UUID, before: tuple[RoleDetails, ...], now: tuple[RoleDetails, ...]
) -> None:
    were_cleared = {place.role for place in before if place.status is RoleStatus.CLEARED}
    for place in now:
        if place.status is RoleStatus.CLEARED and place.role not in were_cleared:
            check_clearing(session, person_id, place.role)
