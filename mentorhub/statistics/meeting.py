"""What the network's next meeting wants: the figures of the last quarter that is over by then."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from mentorhub import programme
from mentorhub.statistics import ledger, periods
from mentorhub.statistics.periods import Period

NEXT = "meeting"
"""Stands for the period of the next meeting, where a page is asked for a record."""


@dataclass(frozen=True)
class Meeting:
    on: date
    period: Period
    is_saved: bool
    """Its final package has been written."""
    is_near: bool
    """Near enough to be reminded of."""


def coming(session: Session, today: date) -> Meeting | None:
    """Nothing if no day is entered, or the entered one is over."""
    on = programme.organisation(session).network_meeting_on
    if on is None or on < today:
        return None
    period = periods.quarter(on).previous()
    saved = any(one.period == period.code and one.stand == period.end for one in ledger.history(session))
    near = on - timedelta(days=programme.number(session, "meeting.remind_days")) <= today
    return Meeting(on, period, saved, near)
