"""The bin: a removed person with all that hangs on it, out of every table, for a while and whole.

What belongs together is found through the tables' own references, so that a new table is never forgotten: a row that
cannot be without the person goes along; one that only points to it (`SET NULL`) stays and points to it again later.
"""

import base64
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col, select

from mentorhub import consent, drafts, pairings, people, programme
from mentorhub.changes import words
from mentorhub.choices import OPEN, ExpenseStatus
from mentorhub.db import journal
from mentorhub.db.tables import BinEntry, Expense, Pairing, Person
from mentorhub.errors import MentorHubError
from mentorhub.text import _

_COUNTED = (
    "pairing",
    "activity",
    "check_in",
    "expense",
    "participation",
    "consent",
    "evidence",
    "reminder",
    "attachment",
)
"""What the bin tells of: the rest (languages, times) goes without saying."""

_CERTIFICATE = "conduct_certificate"
_CERTIFICATE_UNTIL = "certificate_until"
"""Until when what is noted of the certificate may lie in the bin; empty: there is nothing."""

_Rows = dict[str, dict[str, dict[str, Any]]]
"""By table and key: the columns as they lie in the file."""
_Link = tuple[str, str, str, str]
"""Table, key and column of a row that stays, and what it pointed to."""


@dataclass(frozen=True, slots=True)
class BinRow:
    id: UUID
    label: str
    removed_on: date
    until: date
    """The day on which it goes for good."""
    contents: str
    """`2 Patenschaften, 14 Aktivitäten`."""


@dataclass(frozen=True, slots=True)
class Removal:
    """What a removal means, to be said before it is done."""

    along: str
    """What goes into the bin with the person: `2 Patenschaften, 14 Aktivitäten`."""
    keep_days: int
    certificate_goes: bool = False
    """What is noted of the certificate of conduct goes for good, and does not come back with the person."""


class NotRemovable(MentorHubError):
    """Something has to be settled first; the sentence says what."""


class NotRestorable(MentorHubError):
    """It cannot come back (yet); the sentence says why."""


def remove_person(session: Session, person_id: UUID, today: date) -> UUID:
    """Into the bin, with everything that hangs on the person. The key of what lies there now.

    The facts of a certificate of conduct lie there no longer than the law allows (s. 72a V SGB VIII): not at all where
    no activity followed, else until some months after its end. Raises `NotRemovable` while a pairing is open, and for
    money that was paid out: the books have to be kept.
    """
    person = session.get(Person, person_id)
    if person is None:
        raise people.UnknownPerson(_("Diese Person gibt es nicht mehr. Bitte laden Sie die Liste neu."))
    _check_removable(session, person_id)
    session.flush()
    kept_until = consent.kept_after_leaving(session, person_id, today)
    if kept_until is not None and kept_until <= today:
        consent.forget_certificate(session, person_id)
    else:
        journal.certificate_may_return(session)
    rows, links = _gather(session.connection(), person_id)
    number = people.number_text(person.number)
    entry = BinEntry(
        label=f"{people.display_name(person.first_name, person.last_name)} ({number})"[:200],
        removed_on=today,
        content=json.dumps(
            {
                "rows": {table: list(found.values()) for table, found in rows.items()},
                "links": links,
                _CERTIFICATE_UNTIL: kept_until.isoformat() if _CERTIFICATE in rows and kept_until else "",
            }
        ),
    )
    session.add(entry)
    session.flush()
    journal.note(session, "bin")
    drafts.forget_records(session, {UUID(key) for found in rows.values() for key in found})
    session.expire_all()
    for table in _children_first(rows):
        _delete(session.connection(), table, rows[table])
    return entry.id


def going_along(session: Session, person_id: UUID, today: date) -> Removal:
    """What removing this person would mean. Raises `NotRemovable`."""
    _check_removable(session, person_id)
    rows, _links = _gather(session.connection(), person_id)
    along = _contents({table: len(found) for table, found in rows.items()})
    kept_until = consent.kept_after_leaving(session, person_id, today)
    goes = kept_until is not None and kept_until <= today
    return Removal(along, programme.number(session, "bin.keep_days"), certificate_goes=goes)


def binned(session: Session) -> list[BinRow]:
    """What lies in the bin, the newest first."""
    keep = programme.number(session, "bin.keep_days")
    query = select(BinEntry).order_by(col(BinEntry.removed_on).desc(), col(BinEntry.id).desc())
    return [
        BinRow(
            entry.id,
            entry.label,
            entry.removed_on,
            entry.removed_on + timedelta(days=keep),
            _contents({table: len(found) for table, found in json.loads(entry.content)["rows"].items()}),
        )
        for entry in session.exec(query).all()
    ]


def restore(session: Session, entry_id: UUID) -> UUID:
    """The person back with everything that lay in the bin; the person's key.

    What only stood beside it and is gone by now (a household) is left out. Raises `NotRestorable` while somebody else
    whom a pairing belongs to lies in the bin too.
    """
    entry = _entry(session, entry_id)
    content = json.loads(entry.content)
    rows: _Rows = {table: {row["id"]: row for row in found} for table, found in content["rows"].items()}
    person = next(iter(rows["person"]))
    session.delete(entry)
    session.flush()
    _mend(session, rows)
    connection = session.connection()
    journal.note(session, "bin")
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    for table in reversed(list(_children_first(rows))):
        for row in rows[table].values():
            _insert(connection, table, row)
    for table, key, column, value in content["links"]:
        there = _is_there(connection, _target(table, column), value)
        if there:
            connection.exec_driver_sql(
                f'UPDATE "{table}" SET "{column}" = ? WHERE id = ? AND "{column}" IS NULL',  # noqa: S608
                (value, key),
            )
    session.expire_all()
    return UUID(person)


def throw_away(session: Session, entry_id: UUID) -> None:
    """For good: nothing brings it back, Strg+Z neither."""
    session.delete(_entry(session, entry_id))
    session.flush()
    journal.irreversible(session)


def has_expired(session: Session, today: date) -> bool:
    """Whether something has lain in the bin for longer than `bin.keep_days`, or a certificate's facts for too long."""
    past = select(BinEntry.id).where(BinEntry.removed_on <= _last_day(session, today))
    return session.exec(past).first() is not None or any(_certificate_is_over(each, today) for each in _all(session))


def empty_bin(session: Session, today: date, *, all_of_it: bool = False) -> int:
    """What has lain there long enough (`bin.keep_days`), or all of it, for good. How many."""
    query = select(BinEntry)
    if not all_of_it:
        query = query.where(BinEntry.removed_on <= _last_day(session, today))
    entries = session.exec(query).all()
    for entry in entries:
        session.delete(entry)
    session.flush()
    over = [entry for entry in _all(session) if _certificate_is_over(entry, today)]
    for entry in over:
        content = json.loads(entry.content)
        content["rows"].pop(_CERTIFICATE, None)
        entry.content = json.dumps({**content, _CERTIFICATE_UNTIL: ""})
        session.add(entry)
    session.flush()
    if entries or over:
        journal.irreversible(session)
    return len(entries)


def _all(session: Session) -> Sequence[BinEntry]:
    return session.exec(select(BinEntry)).all()


def _certificate_is_over(entry: BinEntry, today: date) -> bool:
    until = json.loads(entry.content).get(_CERTIFICATE_UNTIL, "")
    return bool(until) and date.fromisoformat(until) <= today


def _check_removable(session: Session, person_id: UUID) -> None:
    open_ones = session.exec(
        select(Pairing).where(
            (Pairing.mentor_id == person_id) | (Pairing.mentee_id == person_id), col(Pairing.status).in_(OPEN)
        )
    ).all()
    if open_ones:
        number = pairings.number_text(open_ones[0].year, open_ones[0].number_in_year)
        raise NotRemovable(
            _("Diese Person hat eine offene Patenschaft ({number}). Es wurde nichts entfernt; bitte beenden Sie zuerst "
              "die Patenschaft oder nehmen Sie den Vorschlag zurück.").format(number=number)
        )  # fmt: skip
    settled = (ExpenseStatus.PAID, ExpenseStatus.WAIVED)
    if session.exec(select(Expense.id).where(Expense.person_id == person_id, col(Expense.status).in_(settled))).first():
        raise NotRemovable(
            _("Zu dieser Person gehören abgerechnete Auslagen; Belege müssen aufgehoben werden. Es wurde nichts "
              "entfernt; bitte setzen Sie stattdessen den Status auf „Beendet“.")
        )  # fmt: skip


def _gather(connection: sa.Connection, person_id: UUID) -> tuple[_Rows, list[_Link]]:
    """All rows that cannot be without the person, and those that point to one of them."""
    rows: _Rows = {"person": _rows(connection, "person", "id", [person_id.hex])}
    links: list[_Link] = []
    waiting = [("person", [person_id.hex])]
    while waiting:
        target, keys = waiting.pop()
        for table, column, on_delete in _references(target):
            found = _rows(connection, table, column, keys)
            if on_delete == "SET NULL":
                links += [(table, key, column, row[column]) for key, row in found.items()]
                continue
            new = {key: row for key, row in found.items() if key not in rows.get(table, {})}
            if new:
                rows.setdefault(table, {}).update(new)
                waiting.append((table, list(new)))
    return rows, [link for link in links if link[1] not in rows.get(link[0], {})]


def _references(target: str) -> Iterator[tuple[str, str, str]]:
    """Who refers to a table: table, column, and what happens there when the row goes."""
    for name, table in SQLModel.metadata.tables.items():
        for key in table.foreign_keys:
            if key.column.table.name == target:
                yield name, key.parent.name, key.ondelete or "RESTRICT"


def _rows(connection: sa.Connection, table: str, column: str, keys: Iterable[str]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for key in keys:
        query = f'SELECT * FROM "{table}" WHERE "{column}" = ?'  # noqa: S608 - our own names
        for row in connection.exec_driver_sql(query, (key,)).mappings().all():
            found[row["id"]] = {name: _packed(value) for name, value in row.items()}
    return found


def _mend(session: Session, rows: _Rows) -> None:
    """What the rows refer to and is neither here nor coming: the reference goes, or the row that needs it."""
    connection = session.connection()
    again = True
    while again:
        again = False
        for table, found in rows.items():
            for key, row in list(found.items()):
                for refers in SQLModel.metadata.tables[table].foreign_keys:
                    column, target = refers.parent.name, refers.column.table.name
                    value = row[column]
                    if value is None or value in rows.get(target, {}) or _is_there(connection, target, value):
                        continue
                    _check_not_binned(session, target, value)
                    if refers.ondelete == "SET NULL":
                        row[column] = None
                    else:
                        found.pop(key, None)
                        again = True


def _check_not_binned(session: Session, target: str, key: str) -> None:
    if target != "person":
        return
    for other in session.exec(select(BinEntry)).all():
        if any(row["id"] == key for row in json.loads(other.content)["rows"]["person"]):
            raise NotRestorable(
                _("Zu dieser Person gehört eine Patenschaft mit {other}, und auch diese Person liegt im Papierkorb. Es "
                  "wurde nichts geändert; bitte stellen Sie zuerst {other} wieder her.").format(other=other.label)
            )  # fmt: skip


def _children_first(rows: Mapping[str, object]) -> Iterator[str]:
    for table in reversed(SQLModel.metadata.sorted_tables):
        if table.name in rows:
            yield table.name


def _delete(connection: sa.Connection, table: str, found: Iterable[str]) -> None:
    for key in found:
        connection.exec_driver_sql(f'DELETE FROM "{table}" WHERE id = ?', (key,))  # noqa: S608 - our own names


def _insert(connection: sa.Connection, table: str, row: Mapping[str, Any]) -> None:
    """Columns that have come since then have their defaults; those that have gone are left out."""
    known = {column.name for column in SQLModel.metadata.tables[table].columns}
    values = {name: _unpacked(value) for name, value in row.items() if name in known}
    names = ", ".join(f'"{name}"' for name in values)
    places = ", ".join("?" * len(values))
    connection.exec_driver_sql(
        f'INSERT INTO "{table}" ({names}) VALUES ({places})',  # noqa: S608 - our own names
        tuple(values.values()),
    )


def _is_there(connection: sa.Connection, table: str, key: str) -> bool:
    query = f'SELECT 1 FROM "{table}" WHERE id = ?'  # noqa: S608 - our own names
    return connection.exec_driver_sql(query, (key,)).first() is not None


def _target(table: str, column: str) -> str:
    return next(iter(SQLModel.metadata.tables[table].columns[column].foreign_keys)).column.table.name


def _contents(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{counts[table]} {words.table(table, counts[table])}" for table in _COUNTED if counts.get(table))


def _entry(session: Session, entry_id: UUID) -> BinEntry:
    entry = session.get(BinEntry, entry_id)
    if entry is None:
        raise NotRestorable(_("Das liegt nicht mehr im Papierkorb. Bitte laden Sie die Liste neu."))
    return entry


def _last_day(session: Session, today: date) -> date:
    return today - timedelta(days=programme.number(session, "bin.keep_days"))


def _packed(value: Any) -> Any:
    return {"base64": base64.b64encode(value).decode("ascii")} if isinstance(value, bytes) else value


def _unpacked(value: Any) -> Any:
    return base64.b64decode(value["base64"]) if isinstance(value, dict) else value
