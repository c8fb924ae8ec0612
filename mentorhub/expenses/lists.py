"""Expenses as lists, sums and sheets show them. Every sum is that of the list beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from mentorhub import consent, pairings, people
from mentorhub.choices import ExpenseKind, ExpenseStatus
from mentorhub.db.tables import Expense, Person
from mentorhub.expenses.details import ExpenseDetails, details_of
from mentorhub.expenses.entries import UnknownExpense
from mentorhub.expenses.limits import OPEN, Standing, in_year, standings
from mentorhub.text import _, fold

RECEIPTS = (
    ExpenseKind.TRANSIT,
    ExpenseKind.ADMISSION,
    ExpenseKind.MATERIAL,
    ExpenseKind.POSTAGE,
    ExpenseKind.CATERING,
    ExpenseKind.OTHER,
)
"""Real costs are refunded against a receipt (s. 670 BGB); kilometres by tariff and flat allowances need none."""


@dataclass(frozen=True, slots=True)
class ExpenseFilter:
    """What a list is narrowed to; empty: everything."""

    words: str = ""
    """Of the person, or a receipt number or a cost centre."""
    year: int | None = None
    month: int | None = None
    status: ExpenseStatus | None = None
    kind: ExpenseKind | None = None
    person_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ExpenseRow:
    id: UUID
    person_id: UUID
    person: str
    person_number: str
    pairing: str
    """Its number, where the entry belongs to one."""
    details: ExpenseDetails

    @property
    def lacks_receipt(self) -> bool:
        return self.details.kind in RECEIPTS and not self.details.has_receipt

    @property
    def is_open(self) -> bool:
        return self.details.status in OPEN


@dataclass(frozen=True, slots=True)
class Total:
    """Of a list: how many entries, and their sum; refused ones count as entries, their money stands apart."""

    entries: int
    cents: int
    refused_cent: int
    open_cent: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One person's month, as it is settled and printed (Abrechnungsbogen)."""

    person_id: UUID
    person: str
    person_number: str
    month: date
    """Its first day."""
    lines: tuple[ExpenseRow, ...]
    """By day; without refused ones."""
    total_cent: int
    open_cent: int
    """Still to be paid."""
    waived_cent: int
    standings: tuple[Standing, ...]
    """The year's allowances, for the declaration."""


def search(session: Session, chosen: ExpenseFilter, sort: str = "day", descending: bool = True) -> list[UUID]:
    """Sorts: day, person, amount, status."""
    key: Any = {
        "day": col(Expense.day),
        "person": col(Person.sort_key),
        "amount": col(Expense.amount_cent),
        "status": sa.case({one.value: place for place, one in enumerate(ExpenseStatus)}, value=col(Expense.status)),
    }[sort]
    query = select(Expense.id).join(Person, col(Person.id) == Expense.person_id)
    query = query.where(*_conditions(session, chosen))
    order = (key.desc(), col(Expense.id).desc()) if descending else (key, col(Expense.id))
    return list(session.exec(query.order_by(*order)).all())


def total(session: Session, chosen: ExpenseFilter) -> Total:
    """Of exactly the rows that `search` finds."""
    query = select(Expense.status, func.count(), func.sum(col(Expense.amount_cent)))
    found = session.exec(query.where(*_conditions(session, chosen)).group_by(col(Expense.status))).all()
    refused = sum(cents for status, _n, cents in found if status is ExpenseStatus.REFUSED)
    return Total(
        entries=sum(n for _status, n, _cents in found),
        cents=sum(cents for _status, _n, cents in found) - refused,
        refused_cent=refused,
        open_cent=sum(cents for status, _n, cents in found if status in OPEN),
    )


def row(session: Session, expense_id: UUID) -> ExpenseRow:
    """Raises `UnknownExpense`."""
    found = rows(session, [expense_id])
    if not found:
        raise UnknownExpense(_("Diesen Eintrag gibt es nicht mehr. Bitte laden Sie die Liste neu."))
    return found[0]


def rows(session: Session, ids: Sequence[UUID]) -> list[ExpenseRow]:
    """In the order of `ids`; entries that are gone are left out."""
    found = {one.id: one for one in session.exec(select(Expense).where(col(Expense.id).in_(list(ids)))).all()}
    names = {one.id: one for one in people.rows(session, list({one.person_id for one in found.values()}))}
    wanted = {one.pairing_id for one in found.values() if one.pairing_id is not None}
    numbers = {one.id: one.number for one in pairings.rows(session, list(wanted))}
    return [
        ExpenseRow(
            id=one.id,
            person_id=one.person_id,
            person=names[one.person_id].name,
            person_number=names[one.person_id].number,
            pairing=numbers.get(one.pairing_id, "") if one.pairing_id is not None else "",
            details=details_of(one),
        )
        for one in (found[i] for i in ids if i in found)
    ]


def years(session: Session) -> list[int]:
    """Those with entries, newest first."""
    first, last = session.exec(select(func.min(col(Expense.day)), func.max(col(Expense.day)))).one()
    return [] if first is None else list(range(last.year, first.year - 1, -1))


def settlement(session: Session, month: date) -> list[Sheet]:
    """Everybody with an expense in the month of this day, by name: what is settled together."""
    chosen = ExpenseFilter(year=month.year, month=month.month)
    lines = rows(session, search(session, chosen, "day", descending=False))
    by_person: dict[UUID, list[ExpenseRow]] = {}
    for line in lines:
        if line.details.status is not ExpenseStatus.REFUSED:
            by_person.setdefault(line.person_id, []).append(line)
    ordered = session.exec(
        select(Person.id).where(col(Person.id).in_(list(by_person))).order_by(col(Person.sort_key), col(Person.number))
    ).all()
    return [_sheet(session, month.replace(day=1), by_person[one]) for one in ordered]


def sheet(session: Session, person_id: UUID, month: date) -> Sheet:
    """One person's month; a month without an expense gives a sheet without lines."""
    chosen = ExpenseFilter(year=month.year, month=month.month, person_id=person_id)
    found = rows(session, search(session, chosen, "day", descending=False))
    lines = [line for line in found if line.details.status is not ExpenseStatus.REFUSED]
    if lines:
        return _sheet(session, month.replace(day=1), lines)
    who = people.row(session, person_id)
    yearly = standings(session, person_id, month.year)
    return Sheet(who.id, who.name, who.number, month.replace(day=1), (), 0, 0, 0, yearly)


def recent_people(session: Session, limit: int = 40) -> list[UUID]:
    """For the quick entry: those entered last come first."""
    last = func.max(Expense.created_at)
    query = select(Expense.person_id).group_by(col(Expense.person_id)).order_by(last.desc())
    return list(session.exec(query.limit(limit)).all())


def _sheet(session: Session, month: date, lines: Sequence[ExpenseRow]) -> Sheet:
    first = lines[0]
    return Sheet(
        person_id=first.person_id,
        person=first.person,
        person_number=first.person_number,
        month=month,
        lines=tuple(lines),
        total_cent=sum(line.details.amount_cent for line in lines),
        open_cent=sum(line.details.amount_cent for line in lines if line.is_open),
        waived_cent=sum(line.details.amount_cent for line in lines if line.details.status is ExpenseStatus.WAIVED),
        standings=standings(session, first.person_id, month.year),
    )


def _conditions(session: Session, chosen: ExpenseFilter) -> list[Any]:
    found: list[Any] = []
    if fold(chosen.words):
        typed = chosen.words.strip()
        found.append(
            sa.or_(
                col(Expense.person_id).in_(people.search(session, chosen.words)),
                col(Expense.receipt_number).icontains(typed, autoescape=True),
                col(Expense.cost_centre).icontains(typed, autoescape=True),
            )
        )
    if chosen.year is not None and chosen.month is not None:
        first = date(chosen.year, chosen.month, 1)
        found += [Expense.day >= first, Expense.day <= consent.months_later(first, 1) - timedelta(days=1)]
    elif chosen.year is not None:
        found += in_year(chosen.year)
    if chosen.status is not None:
        found.append(Expense.status == chosen.status)
    if chosen.kind is not None:
        found.append(Expense.kind == chosen.kind)
    if chosen.person_id is not None:
        found.append(Expense.person_id == chosen.person_id)
    return found
