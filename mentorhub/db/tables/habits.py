"""What makes the work easy: reminders, kept filters, drafts, the bin, what was changed by whom, known lists."""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from mentorhub.choices import Operation
from mentorhub.db.tables.base import Keyed, Record, UtcDateTime, now, pick, refers


class Reminder(Record, table=True):
    """The coordinator's own note to come back to something (Wiedervorlage)."""

    day: date = Field(index=True)
    text: str = Field(max_length=300)
    person_id: UUID | None = refers("person.id", "CASCADE", default=None, nullable=True)
    pairing_id: UUID | None = refers("pairing.id", "CASCADE", default=None, nullable=True)
    done_on: date | None = None


class SeenLine(Record, table=True):
    """A line of *Heute* that nothing but the coordinator's word settles: seen, offered, prepared. `mark` says which
    state of the matter was seen (`2026 yellow`), so that a new one shows up again."""

    __tablename__ = "seen_line"

    kind: str = Field(max_length=40)
    mark: str = Field(max_length=40)
    person_id: UUID | None = refers("person.id", "CASCADE", default=None, nullable=True)
    seen_on: date


class SavedFilter(Record, table=True):
    """A filter of one list that was given a name. `content` is JSON in the terms of that list."""

    __tablename__ = "saved_filter"
    __table_args__ = (sa.UniqueConstraint("page", "name"),)

    page: str = Field(max_length=40)
    name: str = Field(max_length=80)
    content: str = "{}"


class Draft(Record, table=True):
    """What was typed into a form and not yet saved, so that a crash loses nothing. `content` is JSON."""

    form: str = Field(unique=True, max_length=120, description="Which form, and of which record.")
    content: str = "{}"


class BinEntry(Record, table=True):
    """Something removed, kept for a while with all that belonged to it. `content` is JSON: the rows to put back."""

    __tablename__ = "bin_entry"

    label: str = Field(max_length=200)
    removed_on: date = Field(index=True)
    content: str


class Change(Keyed, table=True):
    """One row changed: who, when, which fields; never what stood in them (s. 22 II no. 2 BDSG)."""

    at: datetime = Field(default_factory=now, sa_type=UtcDateTime, nullable=False, index=True)
    who: str = Field(default="", max_length=100)
    operation: Operation = pick(Operation, "operation")
    table_name: str = Field(max_length=40)
    record_id: UUID | None = Field(default=None, index=True)
    person_id: UUID | None = Field(default=None, index=True, description="Whom it concerns; no foreign key.")
    fields: str = Field(default="", description="Names of columns, comma-separated.")
    note: str = Field(default="", max_length=200, description="What left, or how many rows, without names.")


class ImportProfile(Record, table=True):
    """How the columns of one association's list were understood, for the next time. `content` is JSON."""

    __tablename__ = "import_profile"

    name: str = Field(unique=True, max_length=80)
    headings: str = Field(default="", description="A fingerprint of the headings the profile belongs to.")
    content: str = "{}"
