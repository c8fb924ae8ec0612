"""People: one row a person, whatever the roles; what belongs to a person beside it.

What must not be stored (residence status, health, religion) has no column on purpose (domain research, b.3).
"""

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from mentorhub.choices import (
    Channel,
    DayPart,
    Gender,
    GenderWish,
    Level,
    MenteeKind,
    RecruitedVia,
    Region,
    Role,
    RoleStatus,
    Topic,
    Weekday,
    YesNo,
)
from mentorhub.db.tables.base import Record, pick, refers


class Household(Record, table=True):
    """People who belong together: a family is one mentee with its members."""

    name: str = ""


class PersonFields(SQLModel):
    """The fields of a person that are one value each."""

    first_name: str = Field(max_length=100)
    last_name: str = Field(default="", max_length=100)
    call_name: str = ""
    pronunciation: str = ""
    gender: Gender = pick(Gender, "gender", default=Gender.UNKNOWN)
    birth_date: date | None = None
    birth_year: int | None = Field(default=None, ge=1900, le=2100)
    street: str = ""
    postcode: str = ""
    city: str = ""
    district: str = ""
    phone: str = ""
    mobile: str = ""
    email: str = ""
    preferred_channel: Channel | None = pick(Channel, "preferred_channel", default=None, nullable=True)
    german_level: Level = pick(Level, "german_level", default=Level.UNKNOWN)
    short_notice: bool = False
    hours_per_week: int | None = None
    interests: str = ""
    experience: str = ""
    wish_gender: GenderWish = pick(GenderWish, "wish_gender", default=GenderWish.ANY)
    wish_age_from: int | None = None
    wish_age_to: int | None = None
    wish_districts: str = Field(
        default="", description="Districts that can be reached, comma-separated; empty: anywhere."
    )
    wish_note: str = ""
    takes_families: bool = True
    kind: MenteeKind = pick(MenteeKind, "kind", default=MenteeKind.SINGLE)
    needs_note: str = Field(default="", max_length=300)
    mediator_planned: bool = False
    recruited_via: RecruitedVia | None = pick(RecruitedVia, "recruited_via", default=None, nullable=True)
    referred_by: str = ""
    origin_region: Region = pick(Region, "origin_region", default=Region.UNKNOWN)
    refugee_background: YesNo = pick(YesNo, "refugee_background", default=YesNo.UNKNOWN)
    in_germany_since: int | None = None
    note: str = ""
    german_proof: bool = False
    mobility: str = Field(default="", description="Values of `Mobility`, comma-separated.")
    occupation: str = ""
    emergency_contact: str = ""
    iban: str = Field(default="", description="Without spaces, in capitals.")
    migration_history: YesNo = pick(YesNo, "migration_history", default=YesNo.UNKNOWN)
    volunteer_card_number: str = ""
    volunteer_card_until: date | None = None
    referred_by_id: UUID | None = refers("institution.id", "SET NULL", default=None, nullable=True)


class Person(PersonFields, Record, table=True):
    """`number` is the visible one (P-0042); `sort_key` and `search_text` are derived from the names."""

    number: int = Field(unique=True)
    sort_key: str = Field(default="", index=True)
    search_text: str = ""
    household_id: UUID | None = refers("household.id", "SET NULL", default=None, nullable=True)
    household_relation: str = ""
    former_numbers: str = Field(default="", description="Of records merged into this one; comma-separated.")


class PersonRole(Record, table=True):
    """What a person does here and how far along. `capacity`: a mentor's places, or the mentors a mentee needs."""

    __tablename__ = "person_role"
    __table_args__ = (
        sa.UniqueConstraint("person_id", "role"),
        sa.CheckConstraint("capacity >= 0", name="capacity"),
        sa.CheckConstraint("left_on IS NULL OR joined_on IS NULL OR left_on >= joined_on", name="dates"),
    )

    person_id: UUID = refers("person.id", "CASCADE")
    role: Role = pick(Role, "role")
    status: RoleStatus = pick(RoleStatus, "status")
    status_since: date
    registered_on: date | None = None
    joined_on: date | None = None
    left_on: date | None = None
    left_reason: str = ""
    capacity: int = 1
    listed_until: date | None = Field(default=None, description="A mediator's place in the pool is renewed yearly.")


class RoleStep(Record, table=True):
    """One step of a person's life in a role: which status from which day. The last one is the role's own status."""

    __tablename__ = "role_step"

    role_id: UUID = refers("person_role.id", "CASCADE")
    status: RoleStatus = pick(RoleStatus, "status")
    day: date


class PersonLanguage(Record, table=True):
    __tablename__ = "person_language"
    __table_args__ = (sa.UniqueConstraint("person_id", "code"),)

    person_id: UUID = refers("person.id", "CASCADE")
    code: str = Field(max_length=12, description="ISO 639, or BCP 47 where 639 has no code of its own.")
    level: Level = pick(Level, "level", default=Level.UNKNOWN)
    variant: str = ""
    reads: YesNo = pick(YesNo, "reads", default=YesNo.UNKNOWN)


class PersonTime(Record, table=True):
    """One part of one day that a person has free."""

    __tablename__ = "person_time"
    __table_args__ = (sa.UniqueConstraint("person_id", "weekday", "part"),)

    person_id: UUID = refers("person.id", "CASCADE")
    weekday: Weekday = pick(Weekday, "weekday")
    part: DayPart = pick(DayPart, "part")


class PersonTopic(Record, table=True):
    """A topic that a volunteer offers or a mentee wishes for."""

    __tablename__ = "person_topic"
    __table_args__ = (sa.UniqueConstraint("person_id", "topic"),)

    person_id: UUID = refers("person.id", "CASCADE")
    topic: Topic = pick(Topic, "topic")
    priority: int = 0


class Guardian(Record, table=True):
    """Who has custody of a minor."""

    person_id: UUID = refers("person.id", "CASCADE")
    name: str
    phone: str = ""
    relation: str = ""


class NeverTogether(Record, table=True):
    """Two people who must not be paired; no reason is kept."""

    __tablename__ = "never_together"
    __table_args__ = (sa.UniqueConstraint("mentor_id", "mentee_id"),)

    mentor_id: UUID = refers("person.id", "CASCADE")
    mentee_id: UUID = refers("person.id", "CASCADE")
