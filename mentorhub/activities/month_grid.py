"""One month of all running pairings in one table: what is entered already is changed, never entered twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, func, or_, select

from mentorhub import pairings
from mentorhub.activities.entries import ActivityDetails, ActivityRow, change, check_note, log, month_end, rows
from mentorhub.choices import Happened, Topic
from mentorhub.db.tables import Activity, Pairing
from mentorhub.errors import CellsRefused, FieldError
from mentorhub.text import _


@dataclass(frozen=True, slots=True)
class MonthEntry:
    """What one line of the table says; without a number of meetings it says nothing yet."""

    pairing_id: UUID
    count: int | None = None
    minutes: int | None = None
    topics: frozenset[Topic] = frozenset()
    note: str = ""


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One pairing's month: its monthly entry, and beside it what was entered in other ways."""

    number: str
    people: str
    """Both names, mentor first."""
    entry: MonthEntry
    is_stored: bool
    other_count: int
    """Meetings that took place and stand there one by one, or in an older monthly entry."""
    other_minutes: int


def month_lines(session: Session, month: date) -> list[MonthLine]:
    """The pairings that ran on at least one day of the month, by the mentors' names."""
    first, last = _bounds(month)
    began = func.coalesce(Pairing.trial_start, Pairing.start_on)
    ran = select(Pairing.id).where(began <= last, or_(col(Pairing.ended_on).is_(None), col(Pairing.ended_on) >= first))
    ids = set(session.exec(ran).all())
    ordered = [pairing_id for pairing_id in pairings.search(session, sort="mentor") if pairing_id in ids]
    stored, others = _entered(session, month)
    return [
        MonthLine(
            number=row.number,
            people=f"{row.mentor} – {row.mentee}",
            entry=_said(stored[row.id]) if row.id in stored else MonthEntry(row.id),
            is_stored=row.id in stored,
            other_count=sum(one.details.count for one in others.get(row.id, ())),
            other_minutes=sum(one.details.minutes or 0 for one in others.get(row.id, ())),
        )
        for row in pairings.rows(session, ordered)
    ]


def enter_month(session: Session, month: date, entries: Sequence[MonthEntry], today: date) -> int:
    """All of it or, with `CellsRefused`, nothing. Returns how many pairings' months were entered or changed: lines
    that say nothing, or what is stored already, are left alone."""
    stored, _others = _entered(session, month)
    problems: dict[tuple[UUID, str], str] = {}
    written = 0
    for entry in entries:
        old = stored.get(entry.pairing_id)
        if entry == (MonthEntry(entry.pairing_id) if old is None else _said(old)):
            continue
        try:
            _write(session, month, entry, old, today)
        except FieldError as trouble:
            problems[entry.pairing_id, trouble.field] = str(trouble)
        else:
            written += 1
    if problems:
        raise CellsRefused(problems)
    return written


def _write(session: Session, month: date, entry: MonthEntry, old: ActivityRow | None, today: date) -> None:
    if entry.count is None and old is not None:
        raise FieldError(
            "count", _("Dieser Monat ist schon eingetragen. Löschen können Sie den Eintrag unter „Aktivitäten“.")
        )
    if entry.count is None:
        raise FieldError("count", _("Bitte geben Sie an, wie viele Treffen es waren."))
    check_note(entry.note)
    said: dict[str, Any] = {
        "day": min(_bounds(month)[1], today) if old is None else old.details.day,
        "is_month": True,
        "count": entry.count,
        "minutes": entry.minutes,
        "topics": entry.topics,
        "note": entry.note,
    }
    if old is None:
        log(session, entry.pairing_id, ActivityDetails(**said), today)
    else:
        change(session, old.id, old.details.model_copy(update=said), today)


def _entered(session: Session, month: date) -> tuple[dict[UUID, ActivityRow], dict[UUID, list[ActivityRow]]]:
    """Each pairing's newest monthly entry, and all other meetings of the month that took place."""
    first, last = _bounds(month)
    query = (
        select(Activity.id)
        .where(Activity.day >= first, Activity.day <= last, Activity.happened == Happened.YES)
        .order_by(col(Activity.created_at), col(Activity.id))
    )
    found = rows(session, session.exec(query).all())
    stored = {row.pairing_id: row for row in found if row.details.is_month}
    others: dict[UUID, list[ActivityRow]] = {}
    for row in found:
        if stored.get(row.pairing_id) is not row:
            others.setdefault(row.pairing_id, []).append(row)
    return stored, others


def _said(row: ActivityRow) -> MonthEntry:
    details = row.details
    return MonthEntry(row.pairing_id, details.count, details.minutes, details.topics, details.note)


def _bounds(month: date) -> tuple[date, date]:
    return month.replace(day=1), month_end(month.year, month.month)
