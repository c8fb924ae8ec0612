"""T13 and T14: trainings held and money laid out, exactly, for the association's own eyes."""

from datetime import date
from typing import Any

from make import Make
from mentorhub import events, expenses
from mentorhub.choices import Attendance, EventKind, ExpenseKind
from mentorhub.db.database import Database
from mentorhub.events import EventDetails
from mentorhub.expenses import ExpenseDetails, ExpenseFilter
from mentorhub.statistics import internal, periods
from mentorhub.statistics.raw import RawTable

TODAY = date(2026, 11, 22)


def _table(database: Database, code: str, period: str = "2026") -> RawTable:
    with database.reading() as session:
        raw = internal.figures(session, periods.parse(period), TODAY)
    return next(table for table in raw.tables if table.code == code)


def test_trainings_count_dates_hours_and_those_who_were_there(database: Database, make: Make) -> None:
    person = make.mentor()
    with database.writing() as session:
        for day, kind, minutes in (
            (date(2026, 3, 1), EventKind.BASIC_TRAINING, 200),
            (date(2026, 4, 1), EventKind.BASIC_TRAINING, 100),
            (date(2026, 5, 1), EventKind.CELEBRATION, None),
            (date(2025, 5, 1), EventKind.CELEBRATION, 60),
            (date(2026, 12, 1), EventKind.SUPERVISION, 60),
        ):
            details = EventDetails(title="Treffen", kind=kind, from_on=day, minutes=minutes)
            event = events.add(session, details)
            events.invite(session, event, [person])
            events.add_guest(session, event, "Gast")
            if day <= TODAY:
                ids = [one.id for one in events.get(session, event).participants]
                events.set_attendance(session, ids, Attendance.ATTENDED, TODAY)
    assert _table(database, "T13").rows == (
        ("Basisqualifizierung", 2, 5, 4, 3),
        ("Fest", 1, 0, 2, 2),
        ("gesamt", 3, 5, 6, 4),
    )


def test_expenses_add_up_by_kind_and_by_funding_to_the_cent(database: Database, make: Make) -> None:
    person = make.mentor()

    def add(kind: ExpenseKind, cents: int, day: date = date(2026, 9, 1), **fields: Any) -> Any:
        with database.writing() as session:
            details = ExpenseDetails(day=day, kind=kind, amount_cent=cents, **fields)
            return expenses.add(session, person, details, TODAY)

    add(ExpenseKind.TRANSIT, 105, cost_centre="KOMM-AN")
    waived = add(ExpenseKind.TRANSIT, 1_000)
    refused = add(ExpenseKind.MATERIAL, 99_999)
    add(ExpenseKind.MATERIAL, 1, cost_centre="KOMM-AN ")
    add(ExpenseKind.MATERIAL, 500, day=date(2025, 12, 31))
    with database.writing() as session:
        expenses.waive(session, [waived], date(2026, 9, 2), TODAY)
        expenses.refuse(session, [refused])
    table = _table(database, "T14")
    assert table.columns[-2:] == ("ohne Förderung", "KOMM-AN")
    assert table.rows == (
        ("Bus und Bahn", 2, "11,05", "10,00", "10,00", "1,05"),
        ("Material", 1, "0,01", "0,00", "0,00", "0,01"),
        ("gesamt", 3, "11,06", "10,00", "10,00", "1,06"),
    )
    with database.reading() as session:
        assert expenses.total(session, ExpenseFilter(year=2026)).cents == 1_106


def test_without_any_the_tables_say_so(database: Database) -> None:
    assert _table(database, "T13").rows == (("gesamt", 0, 0, 0, 0),)
    assert _table(database, "T14").rows == (("gesamt", 0, "0,00", "0,00"),)
