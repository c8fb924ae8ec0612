"""Meetings that mentors report, and the coordinator's own check-ins. The one rule for "no contact" lives here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from pydantic import ConfigDict
from sqlmodel import Session, col, func, select

from mentorhub import pairings, programme
from mentorhub.choices import RUNNING, Happened, Light, PairingStatus, Topic
from mentorhub.db.tables import Activity, ActivityFields, ActivityTopic, CheckIn, CheckInFields, Pairing
from mentorhub.errors import FieldError, MentorHubError
from mentorhub.text import _, fold


class ActivityDetails(ActivityFields):
    """One meeting, or the meetings of a month in one entry (`is_month`, `count`)."""

    model_config = ConfigDict(frozen=True)  # type: ignore[assignment]

    topics: frozenset[Topic] = frozenset()


class CheckInDetails(CheckInFields):
    model_config = ConfigDict(frozen=True)  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class ActivityRow:
    id: UUID
    pairing_id: UUID
    pairing: str
    people: str
    """Both names, mentor first."""
    details: ActivityDetails


@dataclass(frozen=True, slots=True)
class CheckInRow:
    id: UUID
    pairing_id: UUID
    details: CheckInDetails


@dataclass(frozen=True, slots=True)
class Contact:
    """When the two of a pairing last really met, and what that means today."""

    last: date | None
    days: int
    light: Light


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
) -> list[UUID]:
    """Activities by the names of the two people, newest first. Sorts: day, minutes, pairing."""
    query = select(Activity.id)
    if fold(words):
        query = query.where(col(Activity.pairing_id).in_(pairings.search(session, words)))
    if pairing_id is not None:
        query = query.where(Activity.pairing_id == pairing_id)
    key: Any = {
        "day": col(Activity.day),
        "minutes": col(Activity.minutes),
        "pairing": col(Activity.pairing_id),
    }[sort]
    return list(session.exec(query.order_by(key.desc() if descending else key, col(Activity.id).desc())).all())


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


def check_in(session: Session, pairing_id: UUID, details: CheckInDetails, today: date) -> UUID:
    """The coordinator's own contact with one side. Raises `FieldError`."""
    pairings.span(session, pairing_id)
    if details.day > today:
        raise FieldError("day", _("Das Datum liegt in der Zukunft."))
    if details.next_on is not None and details.next_on < details.day:
        raise FieldError("next_on", _("Die nächste Rückfrage liegt vor dieser."))
    entry = CheckIn(**details.model_dump(), pairing_id=pairing_id)
    session.add(entry)
    session.flush()
    return entry.id


def check_ins(session: Session, pairing_id: UUID) -> list[CheckInRow]:
    """Newest first."""
    query = select(CheckIn).where(CheckIn.pairing_id == pairing_id).order_by(col(CheckIn.day).desc())
    return [
        CheckInRow(
            entry.id, entry.pairing_id, CheckInDetails(**entry.model_dump(include=set(CheckInFields.model_fields)))
        )
        for entry in session.exec(query).all()
    ]


def contacts(session: Session, pairing_ids: Iterable[UUID], today: date) -> dict[UUID, Contact]:
    """The one "no contact" rule: only meetings that took place count; a pause hides it (green).

    Days run from the last meeting, or from the start where there was none; the limits are `contact.yellow_days` and
    `contact.red_days`.
    """
    yellow = programme.number(session, "contact.yellow_days")
    red = programme.number(session, "contact.red_days")
    ids = list(pairing_ids)
    met = (
        sa.select(sa.func.max(Activity.day))
        .where(Activity.pairing_id == Pairing.id, Activity.happened == Happened.YES)  # type: ignore[arg-type]
        .scalar_subquery()
    )
    query = sa.select(
        Pairing.id,  # type: ignore[call-overload]
        Pairing.status,
        Pairing.start_on,
        Pairing.trial_start,
        met.label("last"),
    ).where(col(Pairing.id).in_(ids))
    found: dict[UUID, Contact] = {}
    for pairing in session.connection().execute(query).all():
        last = pairing.last
        since = last or pairing.start_on or pairing.trial_start or today
        days = max(0, (today - since).days)
        running = pairing.status in (PairingStatus.ACTIVE, PairingStatus.TRIAL)
        light = Light.GREEN
        if running and days >= red:
            light = Light.RED
        elif running and days >= yellow:
            light = Light.YELLOW
        found[pairing.id] = Contact(last, days, light)
    return found


def last_check_ins(session: Session, pairing_ids: Iterable[UUID]) -> dict[UUID, date]:
    query = (
        select(CheckIn.pairing_id, func.max(CheckIn.day))
        .where(col(CheckIn.pairing_id).in_(list(pairing_ids)))
        .group_by(col(CheckIn.pairing_id))
    )
    return dict(session.exec(query).all())


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
    if len(details.note) > 300:
        raise FieldError("note", _("Die Notiz ist zu lang (höchstens 300 Zeichen)."))


def _activity(session: Session, activity_id: UUID) -> Activity:
    activity = session.get(Activity, activity_id)
    if activity is None:
        raise UnknownActivity(_("Diesen Eintrag gibt es nicht mehr. Bitte laden Sie die Liste neu."))
    return activity
