"""What people do here: roles with their status and places, and who is kept apart."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, func, select

from mentorhub.choices import (
    OPEN,
    RUNNING,
    Role,
    RoleStatus,
    statuses,
)
from mentorhub.db.tables import (
    NeverTogether,
    Pairing,
    PersonRole,
)
from mentorhub.errors import FieldError, MentorHubError
from mentorhub.people.details import RoleDetails
from mentorhub.people.role_steps import take_step
from mentorhub.text import _

SIDES = {Role.MENTOR: Pairing.mentor_id, Role.MENTEE: Pairing.mentee_id}


def roles_of(session: Session, ids: Iterable[UUID]) -> dict[UUID, tuple[RoleDetails, ...]]:
    found: dict[UUID, list[RoleDetails]] = {}
    query = select(PersonRole).where(col(PersonRole.person_id).in_(list(ids)))
    for place in session.exec(query).all():
        found.setdefault(place.person_id, []).append(
            RoleDetails(
                place.role,
                place.status,
                place.capacity,
                place.registered_on,
                place.joined_on,
                place.left_on,
                place.left_reason,
                place.listed_until,
                place.status_since,
            )
        )
    order = list(Role)
    return {key: tuple(sorted(places, key=lambda place: order.index(place.role))) for key, places in found.items()}


def role(session: Session, person_id: UUID, role: Role) -> RoleDetails | None:
    return next((place for place in roles_of(session, [person_id]).get(person_id, ()) if place.role is role), None)


def set_role(session: Session, person_id: UUID, details: RoleDetails, today: date) -> None:
    """Give a person a role, or change status and places in one. Raises `FieldError`."""
    check_role(details)
    place = _place(session, person_id, details.role)
    if details.capacity < running_counts(session, [person_id], details.role).get(person_id, 0):
        raise FieldError("capacity", _("So wenige Plätze gehen nicht: Es laufen schon mehr Patenschaften."))
    if place is None:
        enter(session, person_id, details, today)
        return
    place.capacity = details.capacity
    place.registered_on = details.registered_on or place.registered_on
    place.joined_on, place.left_on = details.joined_on, details.left_on
    place.left_reason, place.listed_until = details.left_reason, details.listed_until
    take_step(session, place, details.status, today)


def set_status(session: Session, person_id: UUID, role: Role, status: RoleStatus, today: date) -> None:
    """Only the status, for the steps that follow from a pairing."""
    place = _place(session, person_id, role)
    if place is not None:
        take_step(session, place, status, today)


def remove_role(session: Session, person_id: UUID, role: Role) -> None:
    """Take a role away that nothing hangs on. Raises `MentorHubError` while pairings of this role exist."""
    place = _place(session, person_id, role)
    if place is None:
        return
    side = Pairing.mentor_id if role is Role.MENTOR else Pairing.mentee_id
    if role in (Role.MENTOR, Role.MENTEE) and session.exec(select(Pairing.id).where(side == person_id)).first():
        raise MentorHubError(
            _(
                "Die Rolle bleibt bestehen: Zu ihr gehören Patenschaften. Setzen Sie stattdessen den Status auf "
                "„Beendet“."
            )
        )
    session.delete(place)
    session.flush()


def running_counts(session: Session, ids: Iterable[UUID], role: Role | None = None) -> dict[UUID, int]:
    """Running pairings per person: as mentor, as mentee, or on either side."""
    wanted = list(ids)
    counts: dict[UUID, int] = {}
    sides = [side for of, side in SIDES.items() if role in (None, of)]
    for side in sides:
        query = (
            select(side, func.count())
            .where(col(side).in_(wanted), col(Pairing.status).in_(RUNNING))
            .group_by(col(side))
        )
        for person_id, n in session.exec(query).all():
            counts[person_id] = counts.get(person_id, 0) + n
    return counts


def keep_apart(session: Session, mentor_id: UUID, mentee_id: UUID) -> None:
    """These two are never to be paired; no reason is kept. Raises `MentorHubError` while they have an open pairing."""
    if session.exec(
        select(Pairing.id).where(
            Pairing.mentor_id == mentor_id, Pairing.mentee_id == mentee_id, col(Pairing.status).in_(OPEN)
        )
    ).first():
        raise MentorHubError(
            _("Diese beiden haben eine offene Patenschaft. Bitte beenden Sie sie zuerst. Es wurde nichts geändert.")
        )
    if not session.exec(
        select(NeverTogether).where(NeverTogether.mentor_id == mentor_id, NeverTogether.mentee_id == mentee_id)
    ).first():
        session.add(NeverTogether(mentor_id=mentor_id, mentee_id=mentee_id))
        session.flush()


def allow_together(session: Session, mentor_id: UUID, mentee_id: UUID) -> None:
    """Takes `keep_apart` back."""
    query = select(NeverTogether).where(NeverTogether.mentor_id == mentor_id, NeverTogether.mentee_id == mentee_id)
    for row in session.exec(query).all():
        session.delete(row)
    session.flush()


def kept_apart(session: Session) -> frozenset[tuple[UUID, UUID]]:
    """All pairs of mentor and mentee that must not be paired."""
    return frozenset(session.exec(select(NeverTogether.mentor_id, NeverTogether.mentee_id)).all())


def _place(session: Session, person_id: UUID, role: Role) -> PersonRole | None:
    return session.exec(select(PersonRole).where(PersonRole.person_id == person_id, PersonRole.role == role)).first()


def check_role(details: RoleDetails) -> None:
    if details.status not in (*statuses(details.role), RoleStatus.ANONYMISED):
        raise FieldError("status", _("Dieser Status passt nicht zur Rolle."))
    if details.joined_on is not None and details.left_on is not None and details.left_on < details.joined_on:
        raise FieldError("left_on", _("Der Austritt liegt vor dem Eintritt."))


def enter(session: Session, person_id: UUID, details: RoleDetails, today: date) -> None:
    """A role that the person does not have yet, with its first step."""
    check_role(details)
    take_step(session, PersonRole(**first_values(person_id, details, today)), details.status, today)


def first_values(person_id: UUID, details: RoleDetails, today: date) -> dict[str, Any]:
    """Of a role that is given today, by column."""
    return {
        "person_id": person_id,
        "role": details.role,
        "status": details.status,
        "status_since": today,
        "capacity": details.capacity,
        "registered_on": details.registered_on or today,
        "joined_on": details.joined_on,
        "left_on": details.left_on,
        "left_reason": details.left_reason,
        "listed_until": details.listed_until,
    }
