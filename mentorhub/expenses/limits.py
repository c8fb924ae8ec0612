"""How near somebody is to a year's tax-free caps, and what the caps stop."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, func, select

from mentorhub import people, programme
from mentorhub.choices import ALLOWANCES, ExpenseKind, ExpenseStatus, Light
from mentorhub.db.tables import Expense
from mentorhub.errors import FieldError
from mentorhub.expenses import tariffs
from mentorhub.expenses.details import ExpenseDetails, priced
from mentorhub.expenses.tariffs import Cap
from mentorhub.text import _, euro, fold

OPEN = (ExpenseStatus.CLAIMED, ExpenseStatus.CHECKED)
_GIVEN = (*OPEN, ExpenseStatus.PAID)


@dataclass(frozen=True, slots=True)
class Standing:
    """What one person has of one cap in one year, in cents. Refused claims do not count; waived ones do."""

    person_id: UUID
    person: str
    year: int
    cap: Cap
    used_cent: int
    cap_cent: int
    warn_percent: int

    @property
    def percent(self) -> int:
        """Rounded down, so that 100 is never shown before the cap is reached."""
        return self.used_cent * 100 // self.cap_cent if self.cap_cent else 100

    @property
    def light(self) -> Light:
        """Yellow from the warning on, red once the cap is reached: the next cent would not be tax-free."""
        if self.used_cent >= self.cap_cent:
            return Light.RED
        return Light.YELLOW if self.used_cent * 100 >= self.cap_cent * self.warn_percent else Light.GREEN

    @property
    def over_cent(self) -> int:
        return max(0, self.used_cent - self.cap_cent)


@dataclass(frozen=True, slots=True)
class Preview:
    """What an entry would come to if it were saved as it is."""

    amount_cent: int
    rate_cent: float | None
    standing: Standing | None
    """With this entry; nothing for refunds of real costs."""
    over: bool
    may_override: bool


@dataclass(frozen=True, slots=True)
class YearTotals:
    """One person's year, in cents."""

    year: int
    refunds_cent: int
    """Real costs, without what was refused or waived."""
    allowances: tuple[Standing, ...]
    waived_cent: int
    open_cent: int
    """Claimed or checked, not yet paid."""
    paid_cent: int

    def of_cap(self, cap: Cap) -> Standing | None:
        return next((one for one in self.allowances if one.cap is cap), None)


@dataclass(frozen=True, slots=True)
class PersonYear:
    person_id: UUID
    person: str
    person_number: str
    totals: YearTotals


def caps(session: Session, year: int) -> list[Standing]:
    """Everybody near a cap or over it, the highest share first."""
    found = [one for one in _standings(session, year, None) if one.light is not Light.GREEN]
    return sorted(found, key=lambda one: (-one.percent, one.person))


def standings(session: Session, person_id: UUID, year: int) -> tuple[Standing, ...]:
    """Of the caps this person has something of."""
    return tuple(_standings(session, year, person_id))


def year_totals(session: Session, person_id: UUID, year: int) -> YearTotals:
    return _totals(session, year, person_id).get(person_id, YearTotals(year, 0, (), 0, 0, 0))


def yearly(session: Session, year: int) -> list[PersonYear]:
    """Everybody with an expense in the year, by name."""
    found = _totals(session, year, None)
    rows = {row.id: row for row in people.rows(session, list(found))}
    years = [PersonYear(one, rows[one].name, rows[one].number, totals) for one, totals in found.items() if one in rows]
    return sorted(years, key=lambda one: (fold(one.person), one.person_number))


def preview(
    session: Session, person_id: UUID | None, details: ExpenseDetails, expense_id: UUID | None = None
) -> Preview:
    """For the form while one types: nothing is stored or refused."""
    stored = session.get(Expense, expense_id) if expense_id is not None else None
    written = priced(session, details, stored)
    standing = None if person_id is None else after(session, person_id, written, expense_id)
    return Preview(
        written.amount_cent,
        written.rate_cent,
        standing,
        over=standing is not None and standing.over_cent > 0,
        may_override=_may_override(session),
    )


def check(session: Session, person_id: UUID, details: ExpenseDetails, expense_id: UUID | None) -> bool:
    """Whether this entry goes beyond the cap. Raises `FieldError` if that is not allowed or not explained."""
    standing = after(session, person_id, details, expense_id)
    if standing is None or not standing.over_cent:
        return False
    words = _("{cap} {year}: Mit diesem Eintrag wären es {used} von höchstens {limit}.").format(
        cap=standing.cap.label, year=standing.year, used=euro(standing.used_cent), limit=euro(standing.cap_cent)
    )
    if not _may_override(session):
        raise FieldError("amount_cent", f"{words} {_('Ihre Einrichtung lässt das nicht zu.')}")
    if not details.over_cap_reason.strip():
        raise FieldError("over_cap_reason", f"{words} {_('Bitte geben Sie einen Grund an.')}")
    return True


def after(
    session: Session, person_id: UUID, details: ExpenseDetails, expense_id: UUID | None = None
) -> Standing | None:
    """The standing with this entry, instead of the stored one with `expense_id`."""
    by_kind = tariffs.caps_by_kind(session)
    cap = by_kind.get(details.kind)
    if cap is None:
        return None
    year = details.day.year
    query = select(func.coalesce(func.sum(col(Expense.amount_cent)), 0)).where(
        Expense.person_id == person_id, *_counted(year, [kind for kind, one in by_kind.items() if one is cap])
    )
    if expense_id is not None:
        query = query.where(Expense.id != expense_id)
    return _standing(session, person_id, "", year, cap, session.exec(query).one() + details.amount_cent)


def _standings(session: Session, year: int, person_id: UUID | None) -> list[Standing]:
    by_kind = tariffs.caps_by_kind(session)
    used: dict[tuple[UUID, Cap], int] = {}
    query = select(Expense.person_id, Expense.kind, func.sum(col(Expense.amount_cent))).where(*_counted(year, by_kind))
    if person_id is not None:
        query = query.where(Expense.person_id == person_id)
    for person, kind, cents in session.exec(query.group_by(col(Expense.person_id), col(Expense.kind))).all():
        place = (person, by_kind[ExpenseKind(kind)])
        used[place] = used.get(place, 0) + cents
    names = {row.id: row.name for row in people.rows(session, list({person for person, _cap in used}))}
    limits = {cap: tariffs.cap_cents(session, cap, year) for cap in Cap}
    warn = programme.number(session, "expense.warn_percent")
    return [
        Standing(person, names.get(person, ""), year, cap, used[person, cap], limits[cap], warn)
        for person, cap in sorted(used, key=lambda place: (names.get(place[0], ""), list(Cap).index(place[1])))
    ]


def _standing(session: Session, person_id: UUID, name: str, year: int, cap: Cap, used: int) -> Standing:
    limit = tariffs.cap_cents(session, cap, year)
    return Standing(person_id, name, year, cap, used, limit, programme.number(session, "expense.warn_percent"))


def _totals(session: Session, year: int, person_id: UUID | None) -> dict[UUID, YearTotals]:
    query = select(Expense.person_id, Expense.kind, Expense.status, func.sum(col(Expense.amount_cent)))
    query = query.where(*in_year(year), *(() if person_id is None else (Expense.person_id == person_id,)))
    grouped = query.group_by(col(Expense.person_id), col(Expense.kind), col(Expense.status))
    sums: dict[UUID, list[tuple[ExpenseKind, ExpenseStatus, int]]] = {}
    for who, kind, status, cents in session.exec(grouped).all():
        sums.setdefault(who, []).append((ExpenseKind(kind), ExpenseStatus(status), cents))
    standing: dict[UUID, list[Standing]] = {}
    for one in _standings(session, year, person_id):
        standing.setdefault(one.person_id, []).append(one)
    return {
        who: YearTotals(
            year=year,
            refunds_cent=sum(cents for kind, status, cents in lines if kind not in ALLOWANCES and status in _GIVEN),
            allowances=tuple(standing.get(who, ())),
            waived_cent=sum(cents for _kind, status, cents in lines if status is ExpenseStatus.WAIVED),
            open_cent=sum(cents for _kind, status, cents in lines if status in OPEN),
            paid_cent=sum(cents for _kind, status, cents in lines if status is ExpenseStatus.PAID),
        )
        for who, lines in sums.items()
    }


def in_year(year: int) -> tuple[Any, ...]:
    return (Expense.day >= date(year, 1, 1), Expense.day <= date(year, 12, 31))


def _counted(year: int, kinds: Iterable[ExpenseKind]) -> tuple[Any, ...]:
    return (*in_year(year), col(Expense.kind).in_(list(kinds)), Expense.status != ExpenseStatus.REFUSED)


def _may_override(session: Session) -> bool:
    return programme.choice(session, "expense.over_cap") == "reason"
