"""Pairings and everything that happens in their life."""

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from mentorhub.choices import (
    OPEN,
    EndedBy,
    EndReason,
    PairingForm,
    PairingStatus,
    Place,
    Programme,
    Rhythm,
    Source,
    Topic,
    TrialResult,
    YesNo,
)
from mentorhub.db.tables.base import Record, pick, refers

_OPEN = ", ".join(f"'{status.value}'" for status in OPEN)


class PairingFields(SQLModel):
    """What the two sides agree on; the steps of its life are taken by `pairings`, not typed into a form."""

    programme: Programme = pick(Programme, "programme", default=Programme.EVERYDAY)
    form: PairingForm = pick(PairingForm, "form", default=PairingForm.ONE_TO_ONE)
    rhythm: Rhythm = pick(Rhythm, "rhythm", default=Rhythm.WEEKLY)
    hours_per_meeting: float | None = None
    place: Place = pick(Place, "place", default=Place.PUBLIC)
    goals: str = ""
    coordinator: str = ""
    funding: str = ""
    funding_is_new: bool = True
    note: str = ""


class Pairing(PairingFields, Record, table=True):
    """A family that needs two mentors has two pairings; the mentee is then the family's contact person."""

    __table_args__ = (
        sa.UniqueConstraint("year", "number_in_year"),
        sa.CheckConstraint("mentor_id <> mentee_id", name="two_people"),
        sa.CheckConstraint("satisfaction_mentor BETWEEN 1 AND 5", name="satisfaction_mentor"),
        sa.CheckConstraint("satisfaction_mentee BETWEEN 1 AND 5", name="satisfaction_mentee"),
        sa.CheckConstraint("trial_end IS NULL OR trial_start IS NULL OR trial_end >= trial_start", name="trial_dates"),
        sa.CheckConstraint("ended_on IS NULL OR start_on IS NULL OR ended_on >= start_on", name="end_after_start"),
        sa.CheckConstraint(
            "(status IN ('ended', 'failed')) = (ended_on IS NOT NULL)", name="ended_pairings_have_an_end"
        ),
        sa.CheckConstraint(
            "status NOT IN ('active', 'paused', 'ended') OR start_on IS NOT NULL",
            name="started_pairings_have_a_start",
        ),
        sa.Index(
            "uq_pairing_one_open_per_two_people",
            "mentor_id",
            "mentee_id",
            unique=True,
            sqlite_where=sa.text(f"status IN ({_OPEN})"),
        ),
    )

    year: int
    number_in_year: int
    mentor_id: UUID = refers("person.id")
    mentee_id: UUID = refers("person.id")
    status: PairingStatus = pick(PairingStatus, "status", default=PairingStatus.PROPOSED, index=True)
    source: Source = pick(Source, "source", default=Source.PROGRAM)
    proposed_on: date | None = None
    first_meeting_on: date | None = None
    contact_release_mentor_on: date | None = None
    contact_release_mentee_on: date | None = None
    trial_start: date | None = None
    trial_end: date | None = None
    trial_result: TrialResult | None = pick(TrialResult, "trial_result", default=None, nullable=True)
    start_on: date | None = None
    planned_end_on: date | None = None
    paused_on: date | None = None
    resume_on: date | None = None
    papers_due_on: date | None = None
    agreement_printed_on: date | None = None
    agreement_signed_on: date | None = None
    ended_on: date | None = None
    end_reason: EndReason | None = pick(EndReason, "end_reason", default=None, nullable=True)
    ended_by: EndedBy | None = pick(EndedBy, "ended_by", default=None, nullable=True)
    closing_talk_mentor_on: date | None = None
    closing_talk_mentee_on: date | None = None
    continues_privately: YesNo = pick(YesNo, "continues_privately", default=YesNo.UNKNOWN)
    pause_reason: str = Field(default="", max_length=200)
    satisfaction_mentor: int | None = Field(default=None, ge=1, le=5)
    satisfaction_mentee: int | None = Field(default=None, ge=1, le=5)
    follows_id: UUID | None = refers("pairing.id", "SET NULL", default=None, nullable=True)


class PairingTopic(Record, table=True):
    __tablename__ = "pairing_topic"
    __table_args__ = (sa.UniqueConstraint("pairing_id", "topic"),)

    pairing_id: UUID = refers("pairing.id", "CASCADE")
    topic: Topic = pick(Topic, "topic")


class PairingEvent(Record, table=True):
    """One step in the life of a pairing, kept also when it is reopened: its time line."""

    __tablename__ = "pairing_event"

    pairing_id: UUID = refers("pairing.id", "CASCADE")
    day: date
    status: PairingStatus = pick(PairingStatus, "status")
    step: str = Field(max_length=40, description="The name of the step: proposed, started, paused ...")
    detail: str = Field(
        default="", max_length=120, description="Values of choices or names of columns: why it ended, what was changed."
    )
