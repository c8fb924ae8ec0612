"""What every table shares: keys, versions, times, the names of constraints."""

from datetime import UTC, datetime
from typing import Any, ClassVar, Literal
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel
from uuid_utils.compat import uuid7

from mentorhub.choices import Choice

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """An aware moment, stored as UTC: SQLite itself forgets the time zone."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else value.replace(tzinfo=UTC)


def now() -> datetime:
    return datetime.now(UTC)


def new_id() -> UUID:
    """UUIDv7: made here, in the order of time, never by the database, so that two laptops can meet later."""
    return uuid7()


def pick(kind: type[Choice], name: str, **field: Any) -> Any:
    """A column that stores a choice by its value, with a named check."""
    kind_of_column = sa.Enum(
        kind,
        values_callable=lambda choices: [choice.value for choice in choices],
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        length=32,
        name=name,
    )
    return Field(sa_type=kind_of_column, **field)


def refers(to: str, on_delete: Literal["CASCADE", "SET NULL", "RESTRICT"] = "RESTRICT", **field: Any) -> Any:
    """A key of another table."""
    return Field(foreign_key=to, ondelete=on_delete, index=True, **field)


class Keyed(SQLModel):
    """A row that can be edited: two windows that change the same row notice it (`version`)."""

    id: UUID = Field(default_factory=new_id, primary_key=True)
    version: int = Field(default=1, nullable=False)

    __table__: ClassVar[sa.Table]

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.__table__.c.version} if "__table__" in cls.__dict__ else {}


class Record(Keyed):
    """A row that knows when it was made and last changed."""

    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime, nullable=False)
    changed_at: datetime = Field(
        default_factory=now,
        sa_type=UtcDateTime,
        nullable=False,
        sa_column_kwargs={"onupdate": now},
    )
