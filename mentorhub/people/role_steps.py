"""The steps of a life in one role: every change of status is made here and kept with its day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from mentorhub.choices import Role, RoleStatus
from mentorhub.db.tables import PersonRole, RoleStep
from mentorhub.errors import FieldError, MentorHubError
from mentorhub.text import _, german_date


@dataclass(frozen=True, slots=True)
class StepRow:
    id: UUID
    role: Role
    status: RoleStatus
    day: date


def take_step(session: Session, place: PersonRole, status: RoleStatus, day: date) -> None:
    """From `day` on the role has this status; any status may follow any other.

    What was noted for a later day had happened by then: its day moves back, so that the days stay in order.
    """
    session.add(place)
    session.flush()
    taken = _of_role(session, place.id)
    for step in taken:
        if step.day > day:
            step.day = day
            session.add(step)
    if not taken or taken[-1].status is not status:
        session.add(RoleStep(role_id=place.id, status=status, day=day))
        place.status, place.status_since = status, day
    place.status_since = min(place.status_since, day)
    session.flush()


def steps(session: Session, person_id: UUID) -> tuple[StepRow, ...]:
    """Role by role, the first step first."""
    order = list(Role)
    places = session.exec(select(PersonRole).where(PersonRole.person_id == person_id)).all()
    return tuple(
        StepRow(step.id, place.role, step.status, step.day)
        for place in sorted(places, key=lambda place: order.index(place.role))
        for step in _of_role(session, place.id)
    )


def correct_day(session: Session, step_id: UUID, day: date, today: date) -> None:
    """A step was taken on another day. Raises `FieldError` if the days would no longer be in order."""
    step = session.get(RoleStep, step_id)
    if step is None:
        raise MentorHubError(_("Diesen Schritt gibt es nicht mehr. Bitte laden Sie die Liste neu."))
    taken = _of_role(session, step.role_id)
    place = taken.index(step)
    before, after = taken[place - 1] if place else None, taken[place + 1] if place + 1 < len(taken) else None
    if before is not None and day < before.day:
        raise FieldError("day", _("Der Schritt davor war erst am {day}.").format(day=german_date(before.day)))
    if after is not None and day > after.day:
        raise FieldError("day", _("Der Schritt danach war schon am {day}.").format(day=german_date(after.day)))
    if day > max(today, step.day):
        raise FieldError("day", _("Dieser Tag liegt in der Zukunft."))
    step.day = day
    session.add(step)
    if after is None:
        role = session.get_one(PersonRole, step.role_id)
        role.status_since = day
        session.add(role)
    session.flush()


def _of_role(session: Session, role_id: UUID) -> Sequence[RoleStep]:
    query = select(RoleStep).where(RoleStep.role_id == role_id)
    return session.exec(query.order_by(col(RoleStep.day), col(RoleStep.created_at), col(RoleStep.id))).all()
