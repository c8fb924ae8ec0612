"""Events and expenses, for their papers."""

from datetime import date

from sqlmodel import Session, col, select

from mentorhub import people
from mentorhub.choices import ALLOWANCES, Attendance, ExpenseStatus, Role
from mentorhub.db.tables import Event, Expense, Pairing, Participation, Person
from mentorhub.documents.gathering import basics
from mentorhub.documents.gathering.basics import Ids
from mentorhub.documents.papers import events, expense_sheet
from mentorhub.pairings import number_text

_REFUSED = (ExpenseStatus.REFUSED, ExpenseStatus.WAIVED)


def certificate_data(session: Session, ids: Ids, today: date) -> events.Data:
    """For those who came."""
    return _event(session, ids, today, (Attendance.ATTENDED,))


def attendance_data(session: Session, ids: Ids, today: date) -> events.Data:
    """With those who are expected or came."""
    return _event(session, ids, today, (Attendance.INVITED, Attendance.REGISTERED, Attendance.ATTENDED))


def expense_data(session: Session, ids: Ids, today: date) -> expense_sheet.Data:
    """What this person has open: claimed or checked, not yet paid."""
    organisation = basics.organisation(session)
    if not ids:
        return expense_sheet.Data(organisation)
    query = select(Expense).where(Expense.person_id == ids[0]).order_by(col(Expense.day), col(Expense.id))
    own = list(session.exec(query).all())
    shown = [each for each in own if each.status in (ExpenseStatus.CLAIMED, ExpenseStatus.CHECKED)]
    allowances = [
        each for each in own if each.kind in ALLOWANCES and each.day.year == today.year and each.status not in _REFUSED
    ]
    return expense_sheet.Data(
        organisation,
        people.get(session, ids[0]).name,
        min((each.day for each in shown), default=None),
        max((each.day for each in shown), default=None),
        tuple(_entry(session, each) for each in shown),
        iban=session.exec(select(Person.iban).where(Person.id == ids[0])).one(),
        allowances_cent=sum(each.amount_cent for each in allowances),
        on=today,
    )


def _entry(session: Session, expense: Expense) -> expense_sheet.Entry:
    pairing = session.get(Pairing, expense.pairing_id) if expense.pairing_id else None
    about = number_text(pairing.year, pairing.number_in_year) if pairing else ""
    receipt = expense.receipt_number or ("ja" if expense.has_receipt else "")
    return expense_sheet.Entry(expense.day, expense.kind, about, expense.km, expense.amount_cent, receipt)


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
