"""Meetings that mentors report: one by one, or those of a month in one entry."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from pydantic import ConfigDict
from sqlmodel import Session, String, col, func, select, type_coerce

from mentorhub import pairings
from mentorhub.choices import RUNNING, Authority, Happened, Topic
from mentorhub.choices import Field as FieldOfAction
from mentorhub.db.tables import Activity, ActivityFields, ActivityTopic, Pairing
from mentorhub.errors import FieldError, MentorHubError
from mentorhub.ids import Ids
from mentorhub.text import _, fold


class ActivityDetails(ActivityFields):
    """One meeting, or the meetings of a month in one entry (`is_month`, `count`)."""

    model_config = ConfigDict(frozen=True)  # type: ignore[assignment]

    topics: frozenset[Topic] = frozenset()


@dataclass(frozen=True, slots=True)
class ActivityRow:
    id: UUID
    pairing_id: UUID
    pairing: str
    people: str
    """Both names, mentor first."""
    details: ActivityDetails


@dataclass(frozen=True, slots=True)
class ActivityFilter:
    """What a list is narrowed down to; what is not said is not asked."""

    first: date | None = None
    last: date | None = None
    field: FieldOfAction | None = None
    took_place: bool | None = None
    needs_attention: bool = False
    with_authority: bool = False


class UnknownActivity(MentorHubError):
    """There is no such entry (any more)."""


def log(session: Session, pairing_id: UUID, details: ActivityDetails, today: date) -> UUID:
    """Enter a meeting. Raises `FieldError` for a day in the future or before the pairing began."""
    _check(details, *pairings.span(session, pairing_id), today)
    activity = Activity(**details.model_dump(include=set(ActivityFields.model_fields)), pairing_id=pairing_id)
    session.add(activity)
    session.flush()
    session.add_all(ActivityTopic(activity_id=activity.id, topic=topic) for topic in sorted(details.topics))
    session.flush()
    return activity.id


def change(session: Session, activity_id: UUID, details: ActivityDetails, today: date) -> None:
    activity = _activity(session, activity_id)
    _check(details, *pairings.span(session, activity.pairing_id), today)
    activity.sqlmodel_update(details.model_dump(include=set(ActivityFields.model_fields)))
    session.add(activity)
    for entry in session.exec(select(ActivityTopic).where(ActivityTopic.activity_id == activity_id)).all():
        session.delete(entry)
    session.flush()
    session.add_all(ActivityTopic(activity_id=activity_id, topic=topic) for topic in sorted(details.topics))
    session.flush()


def remove(session: Session, activity_id: UUID) -> None:
    session.delete(_activity(session, activity_id))
    session.flush()


def seen(session: Session, activity_id: UUID) -> None:
    """The coordinator has looked at an entry that somebody wanted to keep an eye on."""
    activity = _activity(session, activity_id)
    activity.needs_attention = False
    session.add(activity)
    session.flush()


def search(
    session: Session,
    words: str = "",
    pairing_id: UUID | None = None,
    sort: str = "day",
    descending: bool = True,
    only: ActivityFilter | None = None,
) -> Sequence[UUID]:
    """Activities by the names of the two people, newest first. Sorts: day, minutes, pairing."""
    query = select(type_coerce(col(Activity.id), String))
    if fold(words):
        query = query.where(col(Activity.pairing_id).in_(pairings.search(session, words)))
    if pairing_id is not None:
        query = query.where(Activity.pairing_id == pairing_id)
    if only is not None:
        query = query.where(*_conditions(only))
    key: Any = {
        "day": col(Activity.day),
        "minutes": col(Activity.minutes),
        "pairing": col(Activity.pairing_id),
    }[sort]
    return Ids(session.exec(query.order_by(key.desc() if descending else key, col(Activity.id).desc())).all())


def rows(session: Session, ids: Sequence[UUID]) -> list[ActivityRow]:
    found = {entry.id: entry for entry in session.exec(select(Activity).where(col(Activity.id).in_(list(ids)))).all()}
    topics: dict[UUID, set[Topic]] = {}
    for entry in session.exec(select(ActivityTopic).where(col(ActivityTopic.activity_id).in_(list(ids)))).all():
        topics.setdefault(entry.activity_id, set()).add(entry.topic)
    heads = {row.id: row for row in pairings.rows(session, list({entry.pairing_id for entry in found.values()}))}
    return [
        ActivityRow(
            id=i,
            pairing_id=found[i].pairing_id,
            pairing=heads[found[i].pairing_id].number,
            people=f"{heads[found[i].pairing_id].mentor} – {heads[found[i].pairing_id].mentee}",
            details=ActivityDetails(
                **found[i].model_dump(include=set(ActivityFields.model_fields)), topics=frozenset(topics.get(i, ()))
            ),
        )
        for i in ids
        if i in found
    ]


def recent_pairings(session: Session, limit: int = 10) -> list[UUID]:
    """Running pairings for the quick entry: those logged last come first, then the others."""
    last = func.max(Activity.created_at)
    query = (
        select(Pairing.id)
        .join(Activity, col(Activity.pairing_id) == Pairing.id, isouter=True)
        .where(col(Pairing.status).in_(RUNNING))
        .group_by(col(Pairing.id))
        .order_by(sa.nulls_last(last.desc()), col(Pairing.year).desc(), col(Pairing.number_in_year).desc())
    )
    return list(session.exec(query.limit(limit)).all())


def month_end(year: int, month: int) -> date:
    """The day that a monthly entry carries."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)


def _check(details: ActivityDetails, began: date | None, ended: date | None, today: date) -> None:
    first_of_month = details.day.replace(day=1)
    if (first_of_month if details.is_month else details.day) > today:
        raise FieldError("day", _("Das Datum liegt in der Zukunft."))
    if began is not None and details.day < began:
        raise FieldError("day", _("Das Datum liegt vor dem Beginn dieser Patenschaft."))
    if ended is not None and (first_of_month if details.is_month else details.day) > ended:
        raise FieldError("day", _("Das Datum liegt nach dem Ende dieser Patenschaft."))
    if details.count < 1:
        raise FieldError("count", _("Bitte geben Sie mindestens ein Treffen an."))
    if details.minutes is not None and not 0 <= details.minutes <= 60 * 24 * 31:
        raise FieldError("minutes", _("Diese Dauer kann nicht stimmen."))
    check_note(details.note)


def check_note(note: str) -> None:
    if len(note) > 300:
        raise FieldError("note", _("Die Notiz ist zu lang (höchstens 300 Zeichen)."))


def _conditions(only: ActivityFilter) -> list[Any]:
    found: list[Any] = []
    if only.first is not None:
        found.append(col(Activity.day) >= only.first)
    if only.last is not None:
        found.append(col(Activity.day) <= only.last)
    if only.took_place is not None:
        happened = col(Activity.happened) == Happened.YES
        found.append(happened if only.took_place else ~happened)
    if only.needs_attention:
        found.append(col(Activity.needs_attention).is_(True))
    if only.with_authority:
        found.append(col(Activity.authority) != Authority.NONE)
    if only.field is not None:
        about = [topic for topic in Topic if topic.field is only.field]
        found.append(col(Activity.id).in_(select(ActivityTopic.activity_id).where(col(ActivityTopic.topic).in_(about))))
    return found


def _activity(session: Session, activity_id: UUID) -> Activity:
    activity = session.get(Activity, activity_id)
    if activity is None:
        raise UnknownActivity(_("Diesen Eintrag gibt es nicht mehr. Bitte laden Sie die Liste neu."))
    return activity
