"""What a line of *Heute* is answered with in one step, where no other subject has that step already."""

from datetime import date
from uuid import UUID

from sqlmodel import Session

from mentorhub import people
from mentorhub.choices import RoleStatus

_NEXT = {RoleStatus.INTERESTED: RoleStatus.TALK, RoleStatus.REGISTERED: RoleStatus.INTAKE}


def got_in_touch(session: Session, person_id: UUID, today: date) -> None:
    """The coordinator has answered somebody new: the next step of each role that was waiting for it."""
    for place in people.roles_of(session, [person_id]).get(person_id, ()):
        if place.status in _NEXT:
            people.set_status(session, person_id, place.role, _NEXT[place.status], today)
