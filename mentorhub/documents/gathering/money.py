"""Events and expenses, for their papers."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from mentorhub import people, programme
from mentorhub.choices import ALLOWANCES, Attendance, ExpenseStatus, Role
from mentorhub.db.tables import Event, Expense, Pairing, Participation, Person
from mentorhub.documents.gathering import basics
from mentorhub.documents.gathering.basics import Ids
from mentorhub.documents.papers import events, expense_sheet
from mentorhub.pairings import number_text
from mentorhub.text import german_date

_REFUSED = (ExpenseStatus.REFUSED, ExpenseStatus.WAIVED)


def certificate_data(session: Session, ids: Ids, today: date) -> events.Data:
    """For those who came."""
    return _event(session, ids, today, (Attendance.ATTENDED,))


def attendance_data(session: Session, ids: Ids, today: date) -> events.Data:
    """With those who are expected or came."""
    return _event(session, ids, today, (Attendance.INVITED, Attendance.REGISTERED, Attendance.ATTENDED))


def expense_data(session: Session, ids: Ids, today: date) -> expense_sheet.Data:
    """What this person has open: claimed or checked, not yet paid."""
    if not ids:
        return expense_sheet.Data(basics.organisation(session), asks_iban=programme.field_on(session, "iban"))
    open_ones = [row for row in _own(session, ids[0]) if row.status in (ExpenseStatus.CLAIMED, ExpenseStatus.CHECKED)]
    days = sorted({german_date(day) for day in (open_ones[0].day, open_ones[-1].day)}) if open_ones else []
    return _sheet(session, ids[0], open_ones, " – ".join(days), today)


def expenses_of(session: Session, ids: Ids, first: date, last: date, period: str, today: date) -> expense_sheet.Data:
    """Everything of a month or a quarter but what was refused; without entries, lines to fill in by hand."""
    if not ids:
        return replace(expense_data(session, ids, today), period=period)
    own = [row for row in _own(session, ids[0]) if first <= row.day <= last]
    kept = [row for row in own if row.status is not ExpenseStatus.REFUSED]
    return _sheet(session, ids[0], kept, period, last)


def _own(session: Session, person_id: UUID) -> list[Expense]:
    query = select(Expense).where(Expense.person_id == person_id).order_by(col(Expense.day), col(Expense.id))
    return list(session.exec(query).all())


def _sheet(session: Session, person_id: UUID, shown: list[Expense], period: str, on: date) -> expense_sheet.Data:
    allowances = [
        each
        for each in _own(session, person_id)
        if each.kind in ALLOWANCES and each.day.year == on.year and each.status not in _REFUSED
    ]
    asks_iban = programme.field_on(session, "iban")
    iban = session.exec(select(Person.iban).where(Person.id == person_id)).one()
    return expense_sheet.Data(
        basics.organisation(session),
        people.get(session, person_id).name,
        period,
        tuple(_entry(session, each) for each in shown),
        iban=iban if asks_iban else "",
        asks_iban=asks_iban,
        allowances_cent=sum(each.amount_cent for each in allowances),
        on=on,
    )


def _entry(session: Session, expense: Expense) -> expense_sheet.Entry:
    pairing = session.get(Pairing, expense.pairing_id) if expense.pairing_id else None
    about = number_text(pairing.year, pairing.number_in_year) if pairing else expense.cost_centre
    receipt = expense.receipt_number or ("ja" if expense.has_receipt else "")
    return expense_sheet.Entry(
        expense.day,
        expense.kind,
        about,
        expense.km,
        expense.amount_cent,
        receipt,
        expense.rate_cent,
        expense.status,
    )


def _event(session: Session, ids: Ids, today: date, who: tuple[Attendance, ...]) -> events.Data:
    organisation = basics.organisation(session)
    event = session.get(Event, ids[0]) if ids else None
    if event is None:
        return events.Data(organisation)
    query = select(Participation).where(Participation.event_id == event.id, col(Participation.attendance).in_(who))
    found = [_participant(session, each) for each in session.exec(query).all()]
    return events.Data(
        organisation,
        event.title,
        event.from_on,
        event.to_on,
        event.minutes,
        event.place,
        event.trainer,
        event.contents,
        event.funding,
        tuple(sorted(found)),
        today,
    )


def _participant(session: Session, participation: Participation) -> tuple[str, str]:
    """Name and function; a mentee is a participant (T), nothing on paper says more about anybody."""
    if participation.person_id is None:
        return participation.guest_name, "G"
    roles = people.roles_of(session, [participation.person_id]).get(participation.person_id, ())
    volunteer = any(place.role is not Role.MENTEE for place in roles)
    return people.get(session, participation.person_id).name, "E" if volunteer else "T"
