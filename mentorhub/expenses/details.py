"""The fields of one expense, and what kilometres come to."""

from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from pydantic import ConfigDict
from sqlmodel import Session

from mentorhub.choices import ExpenseKind
from mentorhub.db.tables import Expense, ExpenseFields
from mentorhub.expenses import tariffs


class ExpenseDetails(ExpenseFields):
    """What the form holds. For kilometres the amount is computed; status and its dates are changed by steps."""

    model_config = ConfigDict(frozen=True)  # type: ignore[assignment]

    pairing_id: UUID | None = None


def details_of(expense: Expense) -> ExpenseDetails:
    return ExpenseDetails(**expense.model_dump(include=set(ExpenseDetails.model_fields)))


def kilometre_amount(km: float, rate_cent: float) -> int:
    """In whole cents, half a cent up."""
    exact = Decimal(str(km)) * Decimal(str(rate_cent))
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def priced(session: Session, details: ExpenseDetails, stored: Expense | None = None) -> ExpenseDetails:
    """With the amount of its kilometres. An entry keeps the rate it was made with, unless it moves to another year."""
    if details.kind is not ExpenseKind.KILOMETRES:
        return details.model_copy(update={"km": None, "rate_cent": None})
    year = details.day.year
    kept = stored.rate_cent if stored is not None and stored.day.year == year else None
    rate = kept if kept is not None else float(tariffs.rate_cents(session, year))
    return details.model_copy(update={"rate_cent": rate, "amount_cent": kilometre_amount(details.km or 0, rate)})
