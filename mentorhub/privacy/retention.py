"""Whose data have been kept long enough: proposals only, by the classes of the programme's rules; nothing is erased.

Each class is one rule of `resources/rules/programme.toml` (group `retention`) with its source. The
record of a certificate of conduct has its own rule in `consent`. Grants and expense vouchers lock records for longer;
that is asked when something is to be erased.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from mentorhub import consent, people, programme
from mentorhub.choices import Role, RoleStatus
from mentorhub.db.tables import Pairing, Person, PersonRole, PersonTime, PersonTopic, RoleStep

OVER = (RoleStatus.ENDED, RoleStatus.WITHDRAWN, RoleStatus.EXCLUDED)
"""Nobody in one of these takes part any more."""
_NOT_BEGUN = (
    RoleStatus.INTERESTED,
    RoleStatus.TALK,
    RoleStatus.PAPERS_OPEN,
    RoleStatus.REGISTERED,
    RoleStatus.INTAKE,
)


class Class(StrEnum):
    """Which period has run out."""

    INTEREST = "interest"
    """Somebody who never began."""
    MATCHING = "matching"
    """Wishes, interests and notes, after the end."""
    MENTEE = "mentee"
    """A mentee's own data, after the end."""
    CORE = "core"
    """A volunteer's name, hours and certificates: the end of a year."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """`since`: from this day on there is no reason left to keep it."""

    kind: Class
    person_id: UUID
    name: str
    since: date


@dataclass(frozen=True, slots=True)
class _Ended:
    """Somebody who takes part in nothing any more."""

    person_id: UUID
    name: str
    is_volunteer: bool
    left_on: date
    began: bool


def due(session: Session, today: date) -> list[Proposal]:
    """What has come due, the longest first; of a person's own data only the class that reaches furthest."""
    found = [*_of_the_ended(session, today), *_never_begun(session, today)]
    return sorted(found, key=lambda each: (each.since, each.name))


def keep_until(session: Session, person_id: UUID) -> date | None:
    """Until when somebody is kept who has not begun and takes no further step; None for everybody else."""
    found = _rows(session, _on_the_way_in().where(col(Person.id) == person_id))
    months = programme.number(session, "retention.interest_months")
    return next((consent.months_later(row.last, months) for row in found), None)


def after(session: Session, ended_on: date) -> dict[Class, date]:
    """Until when what belongs to a pairing may be kept if nothing new begins: each class by its own rule."""
    months = {Class.MATCHING: "matching", Class.MENTEE: "mentee"}
    found = {
        kind: consent.months_later(ended_on, programme.number(session, f"retention.{name}_months"))
        for kind, name in months.items()
    }
    years = programme.number(session, "retention.core_years")
    return {**found, Class.CORE: date(ended_on.year + years, 12, 31)}


def _of_the_ended(session: Session, today: date) -> list[Proposal]:
    months = {name: programme.number(session, f"retention.{name}_months") for name in ("matching", "mentee")}
    years = programme.number(session, "retention.core_years")
    interest = programme.number(session, "retention.interest_months")
    with_wishes = _with_matching_data(session)
    found = []
    for each in _ended(session):
        ends = {Class.MATCHING: consent.months_later(each.left_on, months["matching"])}
        if not each.began:
            ends = {Class.INTEREST: consent.months_later(each.left_on, interest)}
        elif each.is_volunteer:
            ends[Class.CORE] = date(each.left_on.year + years, 12, 31)
        else:
            ends[Class.MENTEE] = consent.months_later(each.left_on, months["mentee"])
        if each.person_id not in with_wishes:
            ends.pop(Class.MATCHING, None)
        past = {kind: day for kind, day in ends.items() if day <= today}
        if past:
            kind = max(past, key=lambda one: past[one])
            found.append(Proposal(kind, each.person_id, each.name, past[kind]))
    return found


def _never_begun(session: Session, today: date) -> list[Proposal]:
    """Months after the last step of somebody who is still on the way in."""
    months = programme.number(session, "retention.interest_months")
    query = _on_the_way_in().having(_last_step() <= consent.months_later(today, -months))
    return [
        Proposal(
            Class.INTEREST,
            row.id,
            people.display_name(row.first_name, row.last_name),
            consent.months_later(row.last, months),
        )
        for row in _rows(session, query)
    ]


def _last_step() -> Any:
    return sa.func.max(
        sa.func.max(PersonRole.status_since, sa.func.coalesce(PersonRole.registered_on, PersonRole.status_since))
    )


def _on_the_way_in() -> Any:
    """Everybody who has not begun, with the day of the last step."""
    return (
        sa.select(Person.id, Person.first_name, Person.last_name, _last_step().label("last"))  # type: ignore[call-overload]
        .join(PersonRole, col(PersonRole.person_id) == Person.id)
        .group_by(Person.id)
        .where(col(Person.id).not_in(sa.select(_began().c.person_id)))
        .having(sa.func.min(col(PersonRole.status).in_(_NOT_BEGUN)) == 1)
    )


def _ended(session: Session) -> list[_Ended]:
    began = _began()
    left = sa.func.max(sa.func.coalesce(PersonRole.left_on, PersonRole.status_since))
    query = (
        sa.select(
            Person.id,  # type: ignore[call-overload]
            Person.first_name,
            Person.last_name,
            left.label("left"),
            sa.func.max(PersonRole.role != Role.MENTEE).label("is_volunteer"),
            began.c.person_id.label("began"),
            began.c.ended.label("ended"),
        )
        .join(PersonRole, col(PersonRole.person_id) == Person.id)
        .join(began, began.c.person_id == Person.id, isouter=True)
        .group_by(Person.id)
        .having(sa.func.min(col(PersonRole.status).in_(OVER)) == 1)
    )
    return [
        _Ended(
            person_id=row.id,
            name=people.display_name(row.first_name, row.last_name),
            is_volunteer=bool(row.is_volunteer),
            left_on=max(row.left, row.ended or row.left),
            began=row.began is not None,
        )
        for row in _rows(session, query)
    ]


def _began() -> Any:
    """Who ever served or was in a pairing that began, with the day on which the last one ended."""
    started = col(Pairing.start_on).is_not(None) | col(Pairing.trial_start).is_not(None)
    sides: list[Any] = [
        sa.select(side.label("person_id"), col(Pairing.ended_on).label("ended")).where(started)
        for side in (col(Pairing.mentor_id), col(Pairing.mentee_id))
    ]
    place: Any = sa.select(col(PersonRole.person_id).label("person_id"), sa.null().label("ended"))
    joined = place.where(col(PersonRole.joined_on).is_not(None))
    served = place.join(RoleStep, col(RoleStep.role_id) == PersonRole.id).where(
        col(RoleStep.status).in_((RoleStatus.ACTIVE, RoleStatus.PAIRED))
    )
    every = sa.union_all(*sides, joined, served).subquery()
    return (
        sa.select(every.c.person_id, sa.func.max(every.c.ended).label("ended")).group_by(every.c.person_id).subquery()
    )


def _with_matching_data(session: Session) -> frozenset[UUID]:
    texts = (Person.interests, Person.wish_note, Person.needs_note, Person.note, Person.experience)
    written = sa.or_(*(col(text) != "" for text in texts))
    query = sa.union(
        sa.select(Person.id).where(written),  # type: ignore[call-overload]
        sa.select(PersonTopic.person_id),  # type: ignore[call-overload]
        sa.select(PersonTime.person_id),  # type: ignore[call-overload]
    )
    return frozenset(row[0] for row in _rows(session, query))


def _rows(session: Session, query: Any) -> Sequence[Any]:
    return session.connection().execute(query).all()
