"""Trainings, exchange meetings, celebrations, and who came."""

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from mentorhub.choices import Attendance, EventKind
from mentorhub.db.tables.base import Record, pick, refers


class EventFields(SQLModel):
    title: str = Field(max_length=200)
    kind: EventKind = pick(EventKind, "kind", default=EventKind.OTHER)
    from_on: date = Field(index=True)
    to_on: date | None = None
    begins_at: str = Field(default="", max_length=5, description="HH:MM, or empty.")
    ends_at: str = Field(default="", max_length=5, description="HH:MM, or empty.")
    minutes: int | None = Field(default=None, ge=0, description="Of the whole event, over all its days.")
    place: str = ""
    trainer: str = ""
    host: str = ""
    contents: str = Field(default="", description="What was taught, for the certificate.")
    seats: int | None = Field(default=None, ge=1)
    cost_cent: int | None = Field(default=None, ge=0)
    funding: str = ""
    note: str = ""


class Event(EventFields, Record, table=True):
    __table_args__ = (
        sa.CheckConstraint("to_on IS NULL OR to_on >= from_on", name="dates"),
        sa.CheckConstraint("minutes IS NULL OR minutes >= 0", name="minutes"),
    )


class Participation(Record, table=True):
    """A person of this folder, or a guest by name only."""

    __table_args__ = (
        sa.UniqueConstraint("event_id", "person_id"),
        sa.CheckConstraint("(person_id IS NULL) <> (guest_name = '')", name="person_or_guest"),
    )

    event_id: UUID = refers("event.id", "CASCADE")
    person_id: UUID | None = refers("person.id", "CASCADE", default=None, nullable=True)
    guest_name: str = ""
    attendance: Attendance = pick(Attendance, "attendance", default=Attendance.REGISTERED)
    certificate_on: date | None = None
