"""Enter and change an expense, and its way from claimed to paid, waived or refused."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from mentorhub import consent, people, programme
from mentorhub.choices import ExpenseKind, ExpenseStatus
from mentorhub.db.tables import Expense, ExpenseFields, Pairing
from mentorhub.errors import FieldError, MentorHubError
from mentorhub.expenses import limits
from mentorhub.expenses.details import ExpenseDetails, details_of, priced
from mentorhub.expenses.limits import OPEN
from mentorhub.text import _, german_date

_STEPS = {"status", "paid_on", "waived_on"}
"""Changed by steps only."""
_AFTER_PAYMENT = {"note", "receipt_number", "has_receipt", "cost_centre"}
"""What may still be mended once money has flowed."""
_MOST_CENTS = 1_000_000
_MOST_KILOMETRES = 5_000


@dataclass(frozen=True, slots=True)
class WaiverDue:
    """An open claim that can still be waived, but not for long."""

    expense_id: UUID
    person_id: UUID
    day: date
    amount_cent: int
    until: date


class UnknownExpense(MentorHubError):
    """There is no such entry (any more)."""


class PaidAlready(MentorHubError):
    """Money has flowed or was waived: the entry has to be reopened first."""


class WrongStep(MentorHubError):
    """The step does not fit the entry's status."""


def add(session: Session, person_id: UUID, details: ExpenseDetails, today: date) -> UUID:
    """Enter a claim. Raises `FieldError`; over the yearly cap it takes `over_cap_reason`, if allowed at all."""
    people.get(session, person_id)
    expense = Expense(person_id=person_id, day=details.day)
    _write(session, expense, details, today)
    return expense.id


def change(
    session: Session, expense_id: UUID, details: ExpenseDetails, today: date, person_id: UUID | None = None
) -> None:
    """Also to another person. Once paid or waived only the words around it: raises `PaidAlready`."""
    expense = _expense(session, expense_id)
    if expense.status in (ExpenseStatus.PAID, ExpenseStatus.WAIVED):
        _mend_words(expense, details, person_id)
        session.add(expense)
        session.flush()
        return
    if person_id is not None:
        people.get(session, person_id)
        expense.person_id = person_id
    _write(session, expense, details, today)


def remove(session: Session, expense_id: UUID) -> None:
    """Raises `PaidAlready`: vouchers of paid money have to be kept (s. 147 AO)."""
    expense = _expense(session, expense_id)
    if expense.status in (ExpenseStatus.PAID, ExpenseStatus.WAIVED):
        raise _paid_already()
    session.delete(expense)
    session.flush()


def check(session: Session, ids: Collection[UUID]) -> None:
    """Receipt and sum are right."""
    for expense in _expenses(session, ids, {ExpenseStatus.CLAIMED}):
        expense.status = ExpenseStatus.CHECKED
    session.flush()


def pay(session: Session, ids: Collection[UUID], on: date, today: date) -> int:
    """All of them on one day. Returns the sum in cents. Raises `FieldError`, `WrongStep`."""
    expenses = _expenses(session, ids, set(OPEN))
    _check_step_day("paid_on", expenses, on, today)
    for expense in expenses:
        expense.status, expense.paid_on = ExpenseStatus.PAID, on
    session.flush()
    return sum(expense.amount_cent for expense in expenses)


def waive(session: Session, ids: Collection[UUID], on: date, today: date) -> int:
    """The person gives up a claim that exists, in time (`expense.waiver_months`): an Aufwandsspende.

    Returns the sum in cents. Raises `FieldError`, `WrongStep`.
    """
    expenses = _expenses(session, ids, set(OPEN))
    _check_step_day("waived_on", expenses, on, today)
    late = [expense for expense in expenses if on > waivable_until(session, expense.day)]
    if late:
        raise FieldError(
            "waived_on",
            _(
                "Für die Auslage vom {day} kommt der Verzicht zu spät: Er war nur bis {limit} möglich. Es wurde nichts "
                "geändert."
            ).format(day=german_date(late[0].day), limit=german_date(waivable_until(session, late[0].day))),
        )
    for expense in expenses:
        expense.status, expense.waived_on = ExpenseStatus.WAIVED, on
    session.flush()
    return sum(expense.amount_cent for expense in expenses)


def refuse(session: Session, ids: Collection[UUID]) -> None:
    for expense in _expenses(session, ids, set(OPEN)):
        expense.status = ExpenseStatus.REFUSED
    session.flush()


def reopen(session: Session, ids: Collection[UUID]) -> None:
    """Back to claimed, whatever was decided. What was refused counts again: raises `FieldError` over the cap."""
    for expense in _expenses(session, ids, set(ExpenseStatus) - {ExpenseStatus.CLAIMED}):
        if expense.status is ExpenseStatus.REFUSED:
            limits.check(session, expense.person_id, details_of(expense), expense.id)
        expense.status, expense.paid_on, expense.waived_on = ExpenseStatus.CLAIMED, None, None
    session.flush()


def waivers_due(session: Session, today: date) -> list[WaiverDue]:
    """Open claims whose time for a waiver ends soon, the most urgent first."""
    days = timedelta(days=programme.number(session, "expense.waiver_remind_days"))
    months = programme.number(session, "expense.waiver_months")
    oldest = consent.months_later(today, -months) - timedelta(days=3)  # months differ in length
    query = select(Expense).where(col(Expense.status).in_(OPEN), Expense.day >= oldest).order_by(col(Expense.day))
    found = [
        WaiverDue(one.id, one.person_id, one.day, one.amount_cent, waivable_until(session, one.day))
        for one in session.exec(query).all()
    ]
    return [one for one in found if today <= one.until <= today + days]


def waivable_until(session: Session, day: date) -> date:
    return consent.months_later(day, programme.number(session, "expense.waiver_months"))


def _write(session: Session, expense: Expense, details: ExpenseDetails, today: date) -> None:
    _check_fields(session, details, today)
    written = priced(session, details, expense)
    if written.amount_cent <= 0:
        raise FieldError("amount_cent", _("Bitte geben Sie einen Betrag ein."))
    if written.amount_cent > _MOST_CENTS:
        raise FieldError("amount_cent", _("Dieser Betrag kann nicht stimmen."))
    refused = expense.status is ExpenseStatus.REFUSED
    over = False if refused else limits.check(session, expense.person_id, written, expense.id)
    values = written.model_dump(exclude=_STEPS)
    values["over_cap_reason"] = written.over_cap_reason.strip() if over or refused else ""
    values["has_receipt"] = written.has_receipt or bool(written.receipt_number.strip())
    expense.sqlmodel_update(values)
    session.add(expense)
    session.flush()


def _check_fields(session: Session, details: ExpenseDetails, today: date) -> None:
    if details.day > today:
        raise FieldError("day", _("Das Datum liegt in der Zukunft."))
    if details.day.year < 2000:
        raise FieldError("day", _("Dieses Datum kann nicht stimmen."))
    if details.kind is ExpenseKind.KILOMETRES and not 0 < (details.km or 0) <= _MOST_KILOMETRES:
        raise FieldError("km", _("Bitte geben Sie die gefahrenen Kilometer ein (höchstens 5.000)."))
    if len(details.note) > 300:
        raise FieldError("note", _("Die Notiz ist zu lang (höchstens 300 Zeichen)."))
    if details.pairing_id is not None and session.get(Pairing, details.pairing_id) is None:
        raise FieldError("pairing_id", _("Diese Patenschaft gibt es nicht mehr."))


def _mend_words(expense: Expense, details: ExpenseDetails, person_id: UUID | None) -> None:
    before = details_of(expense)
    fixed = set(ExpenseFields.model_fields) - _STEPS - _AFTER_PAYMENT - {"rate_cent", "over_cap_reason"}
    fixed -= {"amount_cent"} if expense.kind is ExpenseKind.KILOMETRES else {"km"}
    same = all(getattr(before, name) == getattr(details, name) for name in fixed)
    if not same or details.pairing_id != before.pairing_id or person_id not in (None, expense.person_id):
        raise _paid_already()
    expense.sqlmodel_update(details.model_dump(include=_AFTER_PAYMENT))


def _check_step_day(field: str, expenses: Collection[Expense], on: date, today: date) -> None:
    if on > today:
        raise FieldError(field, _("Das Datum liegt in der Zukunft."))
    if any(on < expense.day for expense in expenses):
        raise FieldError(field, _("Das Datum liegt vor der Auslage."))


def _expenses(session: Session, ids: Collection[UUID], allowed: set[ExpenseStatus]) -> list[Expense]:
    """All of them or trouble: a step is never done to half of what was chosen."""
    found = [_expense(session, one) for one in ids]
    wrong = next((one for one in found if one.status not in allowed), None)
    if wrong is not None:
        raise WrongStep(
            _("Die Auslage vom {day} ist „{status}“; das passt nicht zu diesem Schritt. Es wurde nichts "
              "geändert.").format(day=german_date(wrong.day), status=wrong.status.label)
        )  # fmt: skip
    session.add_all(found)
    return found


def _expense(session: Session, expense_id: UUID) -> Expense:
    expense = session.get(Expense, expense_id)
    if expense is None:
        raise UnknownExpense(_("Diesen Eintrag gibt es nicht mehr. Bitte laden Sie die Liste neu."))
    return expense


def _paid_already() -> PaidAlready:
    return PaidAlready(
        _("Diese Auslage ist schon ausgezahlt oder gespendet; es wurde nichts geändert. Nehmen Sie zuerst den Schritt "
          "zurück („Wieder öffnen“).")
    )  # fmt: skip
