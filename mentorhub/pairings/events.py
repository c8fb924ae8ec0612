"""What happened in the life of a pairing, step by step. The one place that writes these rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, func, select

from mentorhub.choices import PairingStatus
from mentorhub.db.tables import Pairing, PairingEvent

LIFE = ("met", "trial_started", "started", "taken_over", "paused", "resumed", "ended", "declined", "reopened")
"""The steps that follow one another: none can lie before the one before it."""
_BEGINS_AFRESH = ("resumed", "reopened")
"""From these days on silence is counted anew."""


@dataclass(frozen=True, slots=True)
class EventRow:
    day: date
    status: PairingStatus
    step: str
    detail: str = ""
    """Values of choices or names of fields, never a text about somebody: `moved both`, `rhythm goals`."""


def history(session: Session, pairing_id: UUID) -> list[EventRow]:
    """Every step, oldest first."""
    query = (
        select(PairingEvent)
        .where(PairingEvent.pairing_id == pairing_id)
        .order_by(col(PairingEvent.day), col(PairingEvent.id))
    )
    return [EventRow(event.day, event.status, event.step, event.detail) for event in session.exec(query).all()]


def note(session: Session, pairing: Pairing, day: date, step: str, detail: str = "") -> None:
    """A step was taken; saves the pairing too."""
    session.add(pairing)
    event = PairingEvent(pairing_id=pairing.id, day=day, status=pairing.status, step=step, detail=detail)
    session.add(event)
    session.flush()


def note_once(session: Session, pairing: Pairing, day: date, step: str, detail: str = "") -> None:
    """For what can be mended later, such as the day of a signature: there is one such row, with the newest day."""
    event = _latest(session, pairing.id, step)
    if event is None:
        note(session, pairing, day, step, detail)
        return
    event.day, event.detail = day, detail
    session.add_all((pairing, event))
    session.flush()


def note_change(session: Session, pairing: Pairing, day: date, fields: Iterable[str]) -> None:
    """Which of the things agreed on were changed; several changes of one day stand in one row."""
    changed = set(fields)
    if not changed:
        return
    event = _latest(session, pairing.id, "changed")
    if event is None or event.day != day:
        note(session, pairing, day, "changed", " ".join(sorted(changed)))
        return
    event.detail = " ".join(sorted(changed | set(event.detail.split())))
    session.add_all((pairing, event))
    session.flush()


def move_back(session: Session, pairing: Pairing, step: str, day: date) -> None:
    """The step was taken on an earlier day than was typed in first."""
    event = _latest(session, pairing.id, step)
    if event is not None and event.day > day:
        event.day = day
        session.add(event)
        session.flush()


def forget(session: Session, pairing_id: UUID, step: str) -> None:
    """Takes back what `note_once` has noted."""
    event = _latest(session, pairing_id, step)
    if event is not None:
        session.delete(event)
        session.flush()


def last_of_life(session: Session, pairing_id: UUID) -> EventRow | None:
    """The latest of the steps that follow one another."""
    found = [event for event in history(session, pairing_id) if event.step in LIFE]
    return max(found, key=lambda event: event.day, default=None)


def began_afresh(session: Session, ids: Iterable[UUID]) -> dict[UUID, date]:
    """When each of these pairings last went on after a pause or an end; those that never did are left out."""
    query = (
        select(PairingEvent.pairing_id, func.max(PairingEvent.day))
        .where(col(PairingEvent.pairing_id).in_(list(ids)), col(PairingEvent.step).in_(_BEGINS_AFRESH))
        .group_by(col(PairingEvent.pairing_id))
    )
    return dict(session.exec(query).all())


def _latest(session: Session, pairing_id: UUID, step: str) -> PairingEvent | None:
    query = select(PairingEvent).where(PairingEvent.pairing_id == pairing_id, PairingEvent.step == step)
    return session.exec(query.order_by(col(PairingEvent.id).desc())).first()
