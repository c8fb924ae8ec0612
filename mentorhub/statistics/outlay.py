"""What was put into the work, exactly: trainings held (T13) and expenses (T14). INTERNAL, as `internal` says."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from mentorhub.choices import Attendance, EventKind, ExpenseKind, ExpenseStatus
from mentorhub.db.tables import Event, Expense, Participation
from mentorhub.statistics.periods import Period
from mentorhub.statistics.raw import RawTable, Value
from mentorhub.text import _


def trainings(session: Session, period: Period, day: date) -> RawTable:
    """By kind of event; those that began in the period and up to `day`."""
    held = session.exec(select(Event).where(Event.from_on >= period.start, Event.from_on <= day)).all()
    ids = [event.id for event in held]
    there = session.exec(
        select(Participation).where(
            col(Participation.event_id).in_(ids), Participation.attendance == Attendance.ATTENDED
        )
    ).all()
    rows = []
    for kind in EventKind:
        chosen = [event for event in held if event.kind is kind]
        if chosen:
            rows.append(_events(kind.label, chosen, there))
    return RawTable(
        "T13",
        _("Qualifizierung und Veranstaltungen"),
        (_("Art"), _("Termine"), _("Stunden"), _("Teilnahmen"), _("Personen")),
        (*rows, _events(_("gesamt"), held, there)),
        (
            _("Gezählt werden Veranstaltungen, die im Zeitraum begonnen haben."),
            _("Stunden: Dauer der Veranstaltungen, auf volle Stunden gerundet; ohne Angabe der Dauer zählen sie nicht "
              "mit."),
            _("Teilnahmen: wer da war. Personen: je Zeile einmal gezählt; jeder Gast zählt als eigene Person."),
        ),
    )  # fmt: skip


def expenses(session: Session, period: Period, day: date) -> RawTable:
    """By kind, and for each funding its part; entries of the period and up to `day`, without refused ones."""
    query = select(Expense).where(
        Expense.day >= period.start, Expense.day <= day, Expense.status != ExpenseStatus.REFUSED
    )
    entries = session.exec(query).all()
    funds = sorted({entry.cost_centre.strip() for entry in entries})
    rows = []
    for kind in ExpenseKind:
        chosen = [entry for entry in entries if entry.kind is kind]
        if chosen:
            rows.append(_entries(kind.label, chosen, funds))
    return RawTable(
        "T14",
        _("Auslagen"),
        (
            _("Art"),
            _("Vorgänge"),
            _("Summe in EUR"),
            _("davon verzichtet"),
            *(fund or _("ohne Förderung") for fund in funds),
        ),
        (*rows, _entries(_("gesamt"), entries, funds)),
        (
            _("Gezählt wird nach dem Tag der Auslage, ohne Abgelehntes, ob ausgezahlt oder noch offen."),
            _("Verzichtet: Aufwandsspenden; sie sind in der Summe enthalten."),
            _("Die Spalten nach der Summe teilen sie nach Kostenstelle oder Förderung auf."),
        ),
    )


def _events(label: str, events: Sequence[Event], there: Sequence[Participation]) -> tuple[Value, ...]:
    ids = {event.id for event in events}
    came = [one for one in there if one.event_id in ids]
    persons: set[UUID] = {one.person_id or one.id for one in came}
    hours = round(sum(event.minutes or 0 for event in events) / 60)
    return (label, len(events), hours, len(came), len(persons))


def _entries(label: str, entries: Sequence[Expense], funds: Sequence[str]) -> tuple[Value, ...]:
    return (
        label,
        len(entries),
        _money(entries),
        _money([entry for entry in entries if entry.status is ExpenseStatus.WAIVED]),
        *(_money([entry for entry in entries if entry.cost_centre.strip() == fund]) for fund in funds),
    )


def _money(entries: Sequence[Expense]) -> str:
    """`1234,50`: as a German spreadsheet reads a number."""
    cents = sum(entry.amount_cent for entry in entries)
    return f"{cents // 100},{cents % 100:02}"
