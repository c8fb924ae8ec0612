"""What is due: one rule each, used by every view and every count."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from mentorhub.choices import RUNNING, Role, RoleStatus
from mentorhub.db.tables import Pairing, PersonRole
from mentorhub.today import of_events, of_pairings, of_people, of_the_house
from mentorhub.today.day import Day
from mentorhub.today.lines import Due, Urgency
from mentorhub.today.of_the_house import backup, second_place

__all__ = [
    "KINDS",
    "Due",
    "Overview",
    "Urgency",
    "backup",
    "due",
    "ids",
    "of_kind",
    "overview",
    "second_place",
]

Rule = Callable[[Day], Iterable[Due]]
_RULES: dict[str, Rule] = {
    "reminder": of_the_house.reminder,
    "attention": of_pairings.attention,
    "trial": of_pairings.trial,
    "papers": of_pairings.papers,
    "contact": of_pairings.contact,
    "unsigned": of_pairings.unsigned,
    "silent": of_pairings.silent,
    "first_check_in": of_pairings.first_check_in,
    "check_in": of_pairings.check_in,
    "feedback": of_pairings.feedback,
    "report": of_pairings.report,
    "interested": of_people.interested,
    "talk": of_people.talk,
    "papers_open": of_people.papers_open,
    "clear": of_people.clear,
    "proposal": of_pairings.proposal,
    "pause": of_pairings.pause,
    "end": of_pairings.end,
    "closing": of_pairings.closing,
    "birthday": of_people.birthday,
    "certificate": of_people.certificate,
    "certificate_delete": of_people.certificate_delete,
    "pool": of_people.pool,
    "cap": of_people.cap,
    "waiver": of_people.waiver,
    "card_candidate": of_people.card_candidate,
    "card_renewal": of_people.card_renewal,
    "waiting": of_people.waiting,
    "attendance": of_events.attendance,
    "training_certificate": of_events.training_certificate,
    "network_meeting": of_the_house.network_meeting,
    "retention": of_people.retention,
}
KINDS = tuple(_RULES)
"""In the order in which lines that are due on the same day stand."""


@dataclass(frozen=True, slots=True)
class Overview:
    """The few numbers at the top of *Heute*; the same as in the lists behind them."""

    running: int
    waiting: int
    free_places: int
    due_now: int
    """Overdue, or due today."""


def due(session: Session, today: date) -> list[Due]:
    """Everything that is due, most urgent first."""
    day = Day(session, today)
    order = {kind: place for place, kind in enumerate(KINDS)}
    found = [item for rule in _RULES.values() for item in rule(day)]
    return sorted(found, key=lambda item: (item.urgency, order[item.kind], item.due_on, item.title))


def of_kind(session: Session, kind: str, today: date, urgency: Urgency | None = None) -> list[Due]:
    """The lines of one rule, or of its lines those of one group: what a list shows behind a line of *Heute*."""
    return [item for item in _RULES[kind](Day(session, today)) if urgency in (None, item.urgency)]


def overview(session: Session, today: date, items: Sequence[Due] | None = None) -> Overview:
    """`items`: what `due` said, where the caller has just asked it."""
    return Overview(
        running=_count(session, Pairing, col(Pairing.status).in_(RUNNING)),
        waiting=_count(session, PersonRole, PersonRole.role == Role.MENTEE, PersonRole.status == RoleStatus.WAITING),
        free_places=_free_places(session),
        due_now=sum(item.urgency <= Urgency.TODAY for item in (due(session, today) if items is None else items)),
    )


def _count(session: Session, table: Any, *conditions: Any) -> int:
    query = sa.select(sa.func.count()).select_from(table).where(*conditions)
    return int(session.connection().execute(query).scalar_one())


def _free_places(session: Session) -> int:
    """Of mentors who are cleared or active; nobody has fewer than none."""
    taken = (
        sa.select(Pairing.mentor_id.label("mentor_id"), sa.func.count().label("n"))  # type: ignore[attr-defined]
        .where(col(Pairing.status).in_(RUNNING))
        .group_by(col(Pairing.mentor_id))
        .subquery()
    )
    free = PersonRole.capacity - sa.func.coalesce(taken.c.n, 0)
    query = (
        sa.select(sa.func.sum(sa.func.max(0, free)))
        .select_from(PersonRole)
        .join(taken, taken.c.mentor_id == PersonRole.person_id, isouter=True)
        .where(
            PersonRole.role == Role.MENTOR,  # type: ignore[arg-type]
            col(PersonRole.status).in_((RoleStatus.CLEARED, RoleStatus.ACTIVE)),
        )
    )
    return int(session.connection().execute(query).scalar_one() or 0)


def ids(items: Iterable[Due]) -> list[UUID]:
    """The records behind lines: pairings, else people."""
    found = (item.pairing_id or item.person_id for item in items)
    return [each for each in found if each is not None]
