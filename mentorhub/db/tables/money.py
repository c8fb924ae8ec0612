"""What volunteers laid out or are given: money in whole cents."""

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from mentorhub.choices import ExpenseKind, ExpenseStatus
from mentorhub.db.tables.base import Record, pick, refers


class ExpenseFields(SQLModel):
    day: date = Field(index=True)
    kind: ExpenseKind = pick(ExpenseKind, "kind", default=ExpenseKind.KILOMETRES)
    amount_cent: int = Field(default=0, ge=0)
    km: float | None = Field(default=None, ge=0)
    rate_cent: float | None = Field(default=None, ge=0, description="Cents per kilometre, as it was when entered.")
    has_receipt: bool = False
    receipt_number: str = ""
    cost_centre: str = ""
    status: ExpenseStatus = pick(ExpenseStatus, "status", default=ExpenseStatus.CLAIMED)
    paid_on: date | None = None
    waived_on: date | None = None
    over_cap_reason: str = Field(default="", description="Why an allowance beyond the yearly cap was entered anyway.")
    note: str = Field(default="", max_length=300)


class Expense(ExpenseFields, Record, table=True):
    __table_args__ = (
        sa.CheckConstraint("amount_cent >= 0", name="amount"),
        sa.CheckConstraint("(status = 'paid') = (paid_on IS NOT NULL)", name="paid"),
        sa.CheckConstraint("(status = 'waived') = (waived_on IS NOT NULL)", name="waived"),
    )

    person_id: UUID = refers("person.id")
    pairing_id: UUID | None = refers("pairing.id", "SET NULL", default=None, nullable=True)
