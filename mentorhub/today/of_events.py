"""What is due after an event: who was there, and the certificates of a training."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from mentorhub import events
from mentorhub.choices import Attendance
from mentorhub.db.tables import Event, Participation
from mentorhub.text import german_date, ngettext
from mentorhub.today.day import Day
from mentorhub.today.lines import Due


def attendance(day: Day) -> Iterator[Due]:
    """Somebody had registered, and nobody has said who came: until that is ticked, or it is too long past."""
    days = timedelta(days=day.number("event.attendance_days"))
    for row in _over(day, Participation.attendance == Attendance.REGISTERED):
        text = ngettext(
            "War am {day}: Anwesenheit von {n} Person eintragen",
            "War am {day}: Anwesenheit von {n} Personen eintragen",
            row.people,
        ).format(day=german_date(row.last), n=row.people)
        yield day.line("attendance", row.title, text, row.last + days, item_id=row.id)


def training_certificate(day: Day) -> Iterator[Due]:
    """Whoever was at a training is given a certificate, unless the coordinator gives none for this one."""
    days = timedelta(days=day.number("event.certificate_days"))
    lacking = (
        Participation.attendance == Attendance.ATTENDED,
        col(Participation.certificate_on).is_(None),
        col(Participation.person_id).is_not(None),
        col(Event.kind).in_(events.TRAININGS),
    )
    for row in _over(day, *lacking):
        mark = row.id.hex
        if not day.is_seen("training_certificate", mark):
            text = ngettext(
                "{n} Bescheinigung noch nicht gedruckt", "{n} Bescheinigungen noch nicht gedruckt", row.people
            ).format(n=row.people)
            yield day.line("training_certificate", row.title, text, row.last + days, item_id=row.id, mark=mark)


def _over(day: Day, *conditions: Any) -> Sequence[Any]:
    """Events that ended not too long ago, with how many of their list fulfil the conditions."""
    last = sa.func.coalesce(Event.to_on, Event.from_on)
    past: date = day.today - timedelta(days=day.number("event.given_up_days"))
    query = (
        sa.select(Event.id, Event.title, sa.type_coerce(last, sa.Date).label("last"), sa.func.count().label("people"))  # type: ignore[call-overload]
        .join(Participation, col(Participation.event_id) == Event.id)
        .where(last < day.today, last >= past, *conditions)
        .group_by(col(Event.id))
        .order_by(last)
    )
    return day.rows(query)
