"""What a writing session did to the tables: recorded by triggers of its own connection, so that no path escapes.

The triggers and what they write are TEMP and lie in memory alone (`temp_store=MEMORY`). From them come the change log,
written in the same transaction (who, when, which columns; never what stood in them), and the steps that can be undone:
those live in this process only and are forgotten when the folder is closed or locked.
"""

import contextlib
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property, lru_cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from mentorhub.choices import Operation
from mentorhub.db.tables import Change, new_id, now
from mentorhub.db.trouble import ChangedElsewhere
from mentorhub.text import _

MOST_STEPS = 50
MOST_ROWS = 400_000
"""Rows of one step that are kept for undoing; what is larger can't be undone and costs no memory."""
MOST_BYTES = 200_000_000
"""Of scans and pictures in all steps that are kept for undoing: the oldest are forgotten first."""
MOST_LOGGED = 300
"""Rows of one change that are named one by one in the log; of more there is one line for each table."""

DERIVED = frozenset({"id", "version", "created_at", "changed_at", "sort_key", "search_text", "status_since"})
"""Columns that nobody has entered: a change of these alone is none."""

_NOT_RECORDED = frozenset({"draft", "change"})
_FINAL = frozenset({"secret", "export_release", "release_member", "release_erasure", "sheet_release"})
"""What has left the folder, and the keys of the statistics: never undone, nor anything before it."""
_NOT_LOGGED = frozenset({"bin_entry", "saved_filter", "import_profile"})
_CERTIFICATE = "conduct_certificate"
"""Never logged: the file keeps no moment of its entry (decision 2). Once changed or gone, it does not come back."""
_LISTS = {
    "person_language": ("person", "person_id", "languages"),
    "person_time": ("person", "person_id", "times"),
    "person_topic": ("person", "person_id", "topics"),
    "activity_topic": ("activity", "activity_id", "topics"),
    "pairing_topic": ("pairing", "pairing_id", "topics"),
    "pairing_event": ("pairing", "pairing_id", "steps"),
    "role_step": ("person_role", "role_id", "steps"),
}
"""Rows that are one field of their record to whoever reads the log."""
_SCANNED = {"document_id": "issued_document", "consent_id": "consent", "evidence_id": "evidence"}
_STEPS = frozenset({"pairing_event", "role_step"})
"""A new one only tells of what has changed beside it; one that is corrected is a change of its own."""
_ADDED, _BEFORE, _AFTER, _REMOVED, _WALL = "i", "o", "n", "d", "x"

Values = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row of one table, as it lies in the file: before (nothing: it is new) and after (nothing: it is gone).

    Of a new row only its key, its version and whom it refers to (`_kept`).
    """

    table: str
    before: Values | None
    after: Values | None

    @property
    def key(self) -> tuple[str, str]:
        return self.table, str((self.after if self.before is None else self.before or ())[0])  # type: ignore[index]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the change log. Without a record it sums up `rows` of them."""

    operation: Operation
    table: str
    record_id: UUID | None
    person_id: UUID | None
    fields: tuple[str, ...] = ()
    rows: int = 1


@dataclass(frozen=True)
class Step:
    """One saved change that can be undone."""

    serial: int
    rows: tuple[RowChange, ...]
    entries: tuple[Entry, ...]

    @cached_property
    def bytes(self) -> int:
        """Of the scans and pictures in it."""
        sides = (side for row in self.rows for side in (row.before, row.after) if side is not None)
        return sum(len(value) for side in sides for value in side if isinstance(value, bytes))


class Steps:
    """The last saved steps of one open folder, the newest last. Safe to ask from several threads."""

    def __init__(self) -> None:
        self._steps: deque[Step] = deque(maxlen=MOST_STEPS)
        self._guard = threading.Lock()
        self._serial = 0

    def last(self) -> Step | None:
        with self._guard:
            return self._steps[-1] if self._steps else None

    def forget(self) -> None:
        """Locked or closed, or something was done that must not come back."""
        with self._guard:
            self._steps.clear()

    def forget_step(self, serial: int) -> None:
        """It has just been undone."""
        with self._guard:
            if self._steps and self._steps[-1].serial == serial:
                self._steps.pop()

    def add(self, rows: tuple[RowChange, ...], entries: tuple[Entry, ...]) -> None:
        with self._guard:
            self._serial += 1
            self._steps.append(Step(self._serial, rows, entries))
            while self._steps and (
                sum(len(step.rows) for step in self._steps) > 2 * MOST_ROWS
                or sum(step.bytes for step in self._steps) > MOST_BYTES
            ):
                self._steps.popleft()


@dataclass(slots=True)
class _Session:
    """What a session knows of its journal."""

    steps: Steps
    is_final: bool = False
    certificate_may_return: bool = False
    note: str = ""
    takes_back: Step | None = None


_INFO = "journal"


def info(steps: Steps) -> dict[str, object]:
    """For the session to carry."""
    return {_INFO: _Session(steps)}


def irreversible(session: Session) -> None:
    """What this session does can't be undone, nor any step before it: an erasure, a withdrawal that erases."""
    _of(session).is_final = True


def certificate_may_return(session: Session) -> None:
    """The record of a certificate is not deleted but moved (merged, or to the bin for a while)."""
    _of(session).certificate_may_return = True


def note(session: Session, word: str) -> None:
    """How it came about, for the log: one of `changes.NOTES`."""
    _of(session).note = word


def last_step(session: Session) -> Step | None:
    """What would be undone next. Also for a reading session."""
    return _of(session).steps.last()


def prepare(connection: Any) -> None:
    """The triggers, on a connection of the driver that is going to write; outside a transaction."""
    width = max(len(_columns(name)) for name in _tables())
    places = ", ".join(f"c{place}" for place in range(width))
    connection.execute(f"CREATE TEMP TABLE IF NOT EXISTS journal_row (n INTEGER PRIMARY KEY, t, op, {places})")
    for statement in _triggers():
        connection.execute(statement)


def finish(session: Session) -> "Recorded":
    """Before the commit: writes the log, and gives what is to be remembered once the commit has succeeded."""
    known = _of(session)
    connection = session.connection()
    rows, is_final = _read(connection.connection.driver_connection)
    entries = _entries(rows, connection) if rows else ()
    _write_log(connection, entries, known.note)
    moved = known.certificate_may_return or known.takes_back is not None
    gone = any(row.table == _CERTIFICATE and row.before is not None for row in rows) and not moved
    return Recorded(known, rows, entries, is_final=is_final or known.is_final or gone or len(rows) > MOST_ROWS)


@dataclass(frozen=True, slots=True)
class Recorded:
    """A change that is about to be committed."""

    session: _Session
    rows: tuple[RowChange, ...]
    entries: tuple[Entry, ...]
    is_final: bool

    def committed(self) -> None:
        steps = self.session.steps
        if self.session.takes_back is not None:
            steps.forget_step(self.session.takes_back.serial)
        elif self.is_final:
            steps.forget()
        elif self.rows:
            steps.add(self.rows, self.entries)


def take_back(session: Session, step: Step) -> None:
    """Every row as it was before the step, in the reverse order, so that no rule of the file is met on the way that
    was not met on the way there. Raises `ChangedElsewhere` if one of them has changed since; nothing is changed then.
    """
    connection = session.connection()
    driver: Any = connection.connection.driver_connection
    last = {row.key: row for row in step.rows}
    if any(not _is_as_left(driver, row) for row in last.values()):
        raise _changed_since()
    _of(session).takes_back = step
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    for row in reversed(step.rows):
        for statement, values in _inverse(row):
            connection.exec_driver_sql(statement, values)
    session.expire_all()
    planned = sum(2 if row.before is not None and row.after is not None else 1 for row in step.rows)
    done = driver.execute("SELECT count(*) FROM temp.journal_row").fetchone()[0]
    tables = {row.table for row in step.rows}
    if done > planned or any(driver.execute(f'PRAGMA foreign_key_check("{table}")').fetchone() for table in tables):
        raise _changed_since()


def columns(table: str) -> tuple[str, ...]:
    """Of `RowChange`, in their order."""
    return _columns(table)


def _changed_since() -> ChangedElsewhere:
    return ChangedElsewhere(
        _("Das lässt sich nicht mehr rückgängig machen: Daran wurde inzwischen etwas geändert. Es bleibt alles, wie "
          "es ist; bitte öffnen Sie den Eintrag und ändern Sie ihn von Hand.")
    )  # fmt: skip


def _of(session: Session) -> _Session:
    known: _Session = session.info[_INFO]
    return known


@lru_cache(maxsize=1)
def _tables() -> tuple[str, ...]:
    return tuple(sorted(set(SQLModel.metadata.tables) - _NOT_RECORDED))


@cache
def _columns(table: str) -> tuple[str, ...]:
    named = [column.name for column in SQLModel.metadata.tables[table].columns]
    return ("id", "version", *(name for name in named if name not in {"id", "version"}))


@cache
def _kept(table: str) -> tuple[str, ...]:
    """Of a new row: what is needed to take it away, and to tell whom it concerns."""
    known = SQLModel.metadata.tables[table].columns
    return tuple(name for name in _columns(table) if name in {"id", "version"} or known[name].foreign_keys)


def _triggers() -> Iterator[str]:
    for number, table in enumerate(_tables()):
        if table in _FINAL:
            wall = f"INSERT INTO journal_row (t, op) VALUES ({number}, '{_WALL}');"  # noqa: S608 - our own names
            for event in ("INSERT", "UPDATE", "DELETE"):
                yield _trigger(table, event, wall)
            continue
        yield _trigger(table, "INSERT", _noting(number, _ADDED, "NEW", _kept(table)))
        yield _trigger(
            table,
            "UPDATE",
            _noting(number, _BEFORE, "OLD", _columns(table)) + _noting(number, _AFTER, "NEW", _columns(table)),
        )
        yield _trigger(table, "DELETE", _noting(number, _REMOVED, "OLD", _columns(table)))


def _trigger(table: str, event: str, body: str) -> str:
    name = f"journal_{table}_{event.lower()}"
    return f'CREATE TEMP TRIGGER IF NOT EXISTS {name} AFTER {event} ON main."{table}" BEGIN {body} END'


def _noting(number: int, op: str, side: str, columns: Sequence[str]) -> str:
    places = ", ".join(f"c{place}" for place in range(len(columns)))
    values = ", ".join(f'{side}."{name}"' for name in columns)
    return f"INSERT INTO journal_row (t, op, {places}) VALUES ({number}, '{op}', {values});"  # noqa: S608


def _read(driver: Any) -> tuple[tuple[RowChange, ...], bool]:
    """All that was recorded, and whether some of it is final; the record is empty afterwards."""
    found: list[RowChange] = []
    is_final = False
    before: Values | None = None
    tables = _tables()
    for _n, number, op, *values in driver.execute("SELECT * FROM temp.journal_row ORDER BY n"):
        table = tables[number]
        if op == _WALL:
            is_final = True
        elif op == _ADDED:
            found.append(RowChange(table, None, tuple(values[: len(_kept(table))])))
        elif op == _REMOVED:
            found.append(RowChange(table, tuple(values[: len(_columns(table))]), None))
        elif op == _BEFORE:
            before = tuple(values[: len(_columns(table))])
        else:
            after = tuple(values[: len(_columns(table))])
            if before is not None and before[0] != after[0]:
                raise RuntimeError("the key of a row never changes")
            if before != after:
                found.append(RowChange(table, before, after))
    driver.execute("DELETE FROM temp.journal_row")
    return tuple(found), is_final


def _is_as_left(driver: Any, row: RowChange) -> bool:
    names = _kept(row.table) if row.before is None else _columns(row.table)
    listed = ", ".join(f'"{name}"' for name in names)
    found = driver.execute(f'SELECT {listed} FROM "{row.table}" WHERE id = ?', (row.key[1],)).fetchone()  # noqa: S608
    return (None if found is None else tuple(found)) == row.after


def _inverse(row: RowChange) -> Iterator[tuple[str, Values]]:
    """Only the columns that differ: the rules of the file look at the columns that are set."""
    table, key = row.key
    if row.before is None:
        yield f'DELETE FROM "{table}" WHERE id = ?', (key,)  # noqa: S608
    elif row.after is None:
        listed = ", ".join(f'"{name}"' for name in _columns(table))
        places = ", ".join("?" * len(row.before))
        yield f'INSERT INTO "{table}" ({listed}) VALUES ({places})', row.before  # noqa: S608
    else:
        differing = [place for place, value in enumerate(row.before) if value != row.after[place]]
        listed = ", ".join(f'"{_columns(table)[place]}" = ?' for place in differing)
        values = tuple(row.before[place] for place in differing)
        yield f'UPDATE "{table}" SET {listed} WHERE id = ?', (*values, key)  # noqa: S608


def _entries(rows: Sequence[RowChange], connection: sa.Connection) -> tuple[Entry, ...]:
    """What the log says: one line a record, however many rows and steps it took."""
    first: dict[tuple[str, str], RowChange] = {}
    last: dict[tuple[str, str], RowChange] = {}
    for row in rows:
        first.setdefault(row.key, row)
        last[row.key] = row
    found: dict[tuple[str, str], tuple[Operation, RowChange, set[str]]] = {}
    lists: dict[tuple[str, str], set[str]] = {}
    for key, row in first.items():
        table, after = row.table, last[key].after
        if not _is_told(table, row.before, after):
            continue
        if table in _LISTS:
            parent, refers, field = _LISTS[table]
            lists.setdefault((parent, _value(row, refers)), set()).add(field)
        elif row.before is None:
            found[key] = Operation.ADDED, row, set()
        elif after is None:
            found[key] = Operation.REMOVED, row, set()
        else:
            changed = {name for name, was, is_ in zip(_columns(table), row.before, after, strict=True) if was != is_}
            if changed - DERIVED:
                found[key] = Operation.CHANGED, row, changed - DERIVED
    for key, fields in lists.items():
        if key not in found:
            found[key] = Operation.CHANGED, first.get(key) or RowChange(key[0], None, (key[1], None)), fields
        elif found[key][0] is Operation.CHANGED:
            found[key][2].update(fields)
    if len(found) > MOST_LOGGED:
        return _summed(found)
    concerned = _Concerned(connection, first)
    return tuple(
        Entry(operation, table, UUID(key), concerned.by(row), tuple(sorted(fields)))
        for (table, key), (operation, row, fields) in found.items()
    )


def _is_told(table: str, before: Values | None, after: Values | None) -> bool:
    if table in _NOT_LOGGED or table == _CERTIFICATE:
        return False
    return before is not None or (after is not None and table not in _STEPS)


def _summed(found: dict[tuple[str, str], tuple[Operation, RowChange, set[str]]]) -> tuple[Entry, ...]:
    counts: dict[tuple[Operation, str], int] = {}
    for (table, _key), (operation, _row, _fields) in found.items():
        counts[operation, table] = counts.get((operation, table), 0) + 1
    return tuple(Entry(operation, table, None, None, rows=n) for (operation, table), n in counts.items())


class _Concerned:
    """Whom a row is about. Of a pairing it is the mentee; the mentor's part is found through the pairing."""

    def __init__(self, connection: sa.Connection, rows: dict[tuple[str, str], RowChange]) -> None:
        self._connection = connection
        self._rows = rows

    def by(self, row: RowChange) -> UUID | None:
        if row.table == "person":
            return UUID(row.key[1])
        for refers in ("person_id", "mentee_id"):
            found = _value(row, refers)
            if found:
                return UUID(found)
        if row.table == "person_role":
            return UUID(self._stored("person_role", "person_id", row.key[1]))
        if row.table == "attachment":
            return self._of_attachment(row)
        pairing = _value(row, "pairing_id")
        if not pairing and row.table == "activity":
            pairing = self._stored("activity", "pairing_id", row.key[1])
        return self._of_pairing(pairing or (row.key[1] if row.table == "pairing" else ""))

    def _of_attachment(self, row: RowChange) -> UUID | None:
        """Whose paper was scanned; of one that went with its paper nothing more is known than the paper's own row."""
        for column, table in _SCANNED.items():
            key = _value(row, column)
            if key and (owner := self._rows.get((table, key))) is not None:
                return self.by(owner)
            if key:
                person = self._stored(table, "person_id", key)
                pairing = "" if person or table != "issued_document" else self._stored(table, "pairing_id", key)
                return UUID(person) if person else self._of_pairing(pairing)
        return None

    def _of_pairing(self, pairing: str) -> UUID | None:
        if not pairing:
            return None
        row = self._rows.get(("pairing", pairing))
        found = (_value(row, "mentee_id") if row is not None else "") or self._stored("pairing", "mentee_id", pairing)
        return UUID(found) if found else None

    def _stored(self, table: str, column: str, key: str) -> str:
        query = f'SELECT "{column}" FROM "{table}" WHERE id = ?'  # noqa: S608 - our own names
        return str(self._connection.exec_driver_sql(query, (key,)).scalar() or "")


def _value(row: RowChange, column: str) -> str:
    """Of a key; empty if the row has no such column or nothing in it."""
    values, names = (row.after, _kept(row.table)) if row.before is None else (row.before, _columns(row.table))
    if values is None or column not in names or names.index(column) >= len(values):
        return ""
    return str(values[names.index(column)] or "")


def _write_log(connection: sa.Connection, entries: Sequence[Entry], word: str) -> None:
    if not entries:
        return
    who, at = _who(connection), now()
    connection.execute(
        sa.insert(SQLModel.metadata.tables[str(Change.__tablename__)]),
        [_line(entry, who, at, word) for entry in entries],
    )


def _line(entry: Entry, who: str, at: datetime, word: str) -> dict[str, object]:
    back = word in {"undo", "bin"} and entry.operation is Operation.ADDED
    return {
        "id": new_id(),
        "version": 1,
        "at": at,
        "who": who,
        "operation": Operation.RESTORED if back else entry.operation,
        "table_name": entry.table,
        "record_id": entry.record_id,
        "person_id": entry.person_id,
        "fields": ",".join(entry.fields),
        "note": str(entry.rows) if entry.record_id is None else word,
    }


def _who(connection: sa.Connection) -> str:
    """Who works at this laptop, as named in Einstellungen; until then the organisation's contact person."""
    query = "SELECT coalesce(nullif(works_here, ''), coordinator) FROM organisation LIMIT 1"
    with contextlib.closing(connection.exec_driver_sql(query)) as found:
        return str(found.scalar() or "")[:100]
