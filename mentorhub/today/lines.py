"""One line of *Heute*: what is due, how soon, whom it is about."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from uuid import UUID


class Urgency(IntEnum):
    """The four groups of the page, the most urgent first."""

    OVERDUE = 0
    TODAY = 1
    WEEK = 2
    """Until Sunday."""
    SOON = 3


@dataclass(frozen=True, slots=True)
class Due:
    """`kind` names the rule; the record to open is a pairing or a person, or neither."""

    kind: str
    urgency: Urgency
    title: str
    text: str
    due_on: date
    pairing_id: UUID | None = None
    person_id: UUID | None = None
    item_id: UUID | None = None
    """What can be ticked off: a reminder, an entry of a meeting."""
    mark: str = ""
    """The state of the matter, where that can be told as seen; of data kept long enough, their class."""


def urgency(due_on: date, today: date) -> Urgency:
    if due_on < today:
        return Urgency.OVERDUE
    if due_on == today:
        return Urgency.TODAY
    sunday = today + timedelta(days=6 - today.weekday())
    return Urgency.WEEK if due_on <= sunday else Urgency.SOON
