"""Meetings that mentors report, and the coordinator's own check-ins: two kinds of record on purpose."""

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from mentorhub.choices import Authority, Channel, Happened, Light, Medium, Party, Topic
from mentorhub.db.tables.base import Record, pick, refers


class ActivityFields(SQLModel):
    """`count` meetings with `minutes` in all; a monthly bulk entry carries the last day of its month."""

    day: date = Field(index=True)
    is_month: bool = False
    minutes: int | None = Field(default=None, ge=0)
    count: int = Field(default=1, ge=1)
    happened: Happened = pick(Happened, "happened", default=Happened.YES)
    medium: Medium = pick(Medium, "medium", default=Medium.MEETING)
    authority: Authority = pick(Authority, "authority", default=Authority.NONE)
    note: str = Field(default="", max_length=300)
    needs_attention: bool = False


class Activity(ActivityFields, Record, table=True):
    __table_args__ = (
        sa.CheckConstraint("minutes IS NULL OR minutes >= 0", name="minutes"),
        sa.CheckConstraint("count >= 1", name="count"),
        sa.Index("ix_activity_last_meeting", "pairing_id", "day", "happened"),
        sa.Index("ix_activity_in_view", "pairing_id", sqlite_where=sa.text("needs_attention IS 1")),
    )

    pairing_id: UUID = refers("pairing.id", "CASCADE")


class ActivityTopic(Record, table=True):
    __tablename__ = "activity_topic"
    __table_args__ = (sa.UniqueConstraint("activity_id", "topic"),)

    activity_id: UUID = refers("activity.id", "CASCADE")
    topic: Topic = pick(Topic, "topic")


class CheckInFields(SQLModel):
    day: date = Field(index=True)
    party: Party = pick(Party, "party", default=Party.MENTOR)
    channel: Channel = pick(Channel, "channel", default=Channel.PHONE)
    light: Light = pick(Light, "light", default=Light.GREEN)
    next_on: date | None = None
    note: str = ""


class CheckIn(CheckInFields, Record, table=True):
    __tablename__ = "check_in"
    __table_args__ = (sa.Index("ix_check_in_last", "pairing_id", "party", "day", "next_on"),)

    pairing_id: UUID = refers("pairing.id", "CASCADE")
