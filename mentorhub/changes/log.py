"""The change log: who changed which field when, without what stood in it (s. 22 II no. 2 BDSG)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, or_, select

from mentorhub import pairings, people
from mentorhub.changes import words
from mentorhub.choices import Operation
from mentorhub.db.tables import (
    Activity,
    Change,
    CheckIn,
    Expense,
    IssuedDocument,
    Organisation,
    Pairing,
    Person,
    Reminder,
)
from mentorhub.text import _


@dataclass(frozen=True, slots=True)
class LogFilter:
    """Nothing set: everything. `first` and `last` are days on this laptop's clock."""

    person_id: UUID | None = None
    pairing_id: UUID | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class LogRow:
    id: UUID
    at: datetime
    who: str
    operation: Operation
    what: str
    """`Person`, `Patenschaft PS-2026-014`, `143 Personen`."""
    person: str
    """Whose record it is; empty for what belongs to nobody, and for those who are gone."""
    person_id: UUID | None
    fields: str
    """In the words of the forms."""
    note: str


def search(session: Session, asked: LogFilter) -> list[UUID]:
    """Newest first."""
    query = select(Change.id)
    if asked.person_id is not None:
        own = select(Pairing.id).where((Pairing.mentor_id == asked.person_id) | (Pairing.mentee_id == asked.person_id))
        query = query.where(or_(col(Change.person_id) == asked.person_id, _of_pairings(own)))
    if asked.pairing_id is not None:
        query = query.where(_of_pairings(select(Pairing.id).where(Pairing.id == asked.pairing_id)))
    if asked.first is not None:
        query = query.where(Change.at >= _moment(asked.first))
    if asked.last is not None:
        query = query.where(Change.at < _moment(asked.last + timedelta(days=1)))
    return list(session.exec(query.order_by(col(Change.at).desc(), col(Change.id).desc())).all())


def rows(session: Session, ids: Sequence[UUID]) -> list[LogRow]:
    """In the order of `ids`."""
    found = {row.id: row for row in session.exec(select(Change).where(col(Change.id).in_(list(ids)))).all()}
    wanted = {row.person_id for row in found.values() if row.person_id is not None}
    names = {
        person_id: people.display_name(first, last)
        for person_id, first, last in session.exec(
            select(Person.id, Person.first_name, Person.last_name).where(col(Person.id).in_(wanted))
        ).all()
    }
    numbers = {
        pairing_id: pairings.number_text(year, number)
        for pairing_id, year, number in session.exec(
            select(Pairing.id, Pairing.year, Pairing.number_in_year).where(
                col(Pairing.id).in_({row.record_id for row in found.values() if row.table_name == "pairing"})
            )
        ).all()
    }
    return [_row(found[key], names, numbers) for key in ids if key in found]


def works_here(session: Session) -> str:
    """Who works at this laptop, for the log; the organisation's contact person until somebody else is named.

    The name lies in the data folder, encrypted, not among this laptop's settings: those hold nobody's name.
    """
    row = session.exec(select(Organisation.works_here, Organisation.coordinator)).first()
    return "" if row is None else row[0] or row[1]


def set_works_here(session: Session, name: str) -> None:
    """From now on; what the log says already stays."""
    row = session.exec(select(Organisation)).one()
    row.works_here = " ".join(name.split())[:100]
    session.add(row)
    session.flush()


def note_left(session: Session, what: str, person_id: UUID | None = None, rows: int = 0) -> None:
    """Something went out of the folder: a list, a copy for a person. `what` names the kind, nobody's name."""
    note = f"{what} ({rows})" if rows else what
    session.add(
        Change(
            who=works_here(session),
            operation=Operation.LEFT,
            table_name="person",
            person_id=person_id,
            note=note[:200],
        )
    )
    session.flush()


def _row(change: Change, names: dict[UUID, str], numbers: dict[UUID, str]) -> LogRow:
    is_sum = change.record_id is None and change.note.isdecimal()
    rows_in_all = int(change.note) if is_sum else 1
    what = words.table(change.table_name, rows_in_all)
    if is_sum:
        what = f"{rows_in_all} {what}"
    elif change.record_id in numbers:
        what = f"{what} {numbers[change.record_id]}"
    return LogRow(
        id=change.id,
        at=change.at,
        who=change.who,
        operation=change.operation,
        what=what,
        person=names.get(change.person_id, "") if change.person_id is not None else "",
        person_id=change.person_id if change.person_id in names else None,
        fields=words.fields(change.fields),
        note="" if is_sum else _(words.NOTES[change.note]) if change.note in words.NOTES else change.note,
    )


def _of_pairings(own: Any) -> Any:
    """The pairings themselves and what hangs on them."""
    hanging = [
        select(table.id).where(col(table.pairing_id).in_(own))
        for table in (Activity, CheckIn, Expense, Reminder, IssuedDocument)
    ]
    return col(Change.record_id).in_(sa.union_all(own, *hanging))


def _moment(day: date) -> datetime:
    """Midnight on this laptop."""
    return datetime.combine(day, time()).astimezone().astimezone(UTC)
