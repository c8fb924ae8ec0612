"""The last saved step: what it was, in words, and taking it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from mentorhub import pairings, people
from mentorhub.changes import words
from mentorhub.choices import RUNNING, Operation, PairingStatus, Source
from mentorhub.db import journal
from mentorhub.db.journal import Entry, RowChange, Step
from mentorhub.db.tables import Activity, CheckIn, Pairing, Person
from mentorhub.errors import MentorHubError
from mentorhub.text import _


@dataclass(frozen=True, slots=True)
class LastStep:
    """What would be undone next."""

    serial: int
    words: str


@dataclass(frozen=True, slots=True)
class Undone:
    """What was undone, and where to look at it: a page of the window and its record, or nothing."""

    words: str
    page: str = ""
    record: UUID | None = None


class NothingToUndo(MentorHubError):
    """There is no step, or it is one that can't be undone."""


def last_step(session: Session) -> LastStep | None:
    """Nothing after a step that can't be undone, and at the start."""
    step = journal.last_step(session)
    return None if step is None else LastStep(step.serial, _words(session, step))


def undo(session: Session, today: date, serial: int | None = None) -> Undone:
    """Take the last step back as a whole, or not at all; `serial`: only if it is still this one.

    Raises `ChangedElsewhere` if something of it has changed since, `RuleBroken` where a place is no longer free, and
    `GateClosed` where a pairing would run again although its papers are missing by now.
    """
    step = journal.last_step(session)
    if step is None or serial not in (None, step.serial):
        raise NothingToUndo(_("Es gibt nichts, was sich rückgängig machen lässt. Es wurde nichts geändert."))
    said = _words(session, step)
    journal.note(session, "undo")
    journal.take_back(session, step)
    _ask_gates(session, step, today)
    page, record = _place(session, step)
    return Undone(said, page, record)


def _ask_gates(session: Session, step: Step, today: date) -> None:
    """What runs again must be allowed to run. What was taken over running, its papers due, is no new start."""
    running = {status.value for status in RUNNING}
    again = {row.key[1] for row in step.rows if row.table == "pairing" and _became(row, running)}
    for pairing in session.exec(select(Pairing).where(col(Pairing.id).in_([UUID(key) for key in again]))).all():
        taken_over = pairing.source is Source.IMPORTED and pairing.papers_due_on is not None
        if pairing.status not in RUNNING or taken_over:
            continue
        missing = pairings.missing(session, pairing.mentor_id, pairing.mentee_id, today)
        blocking = [item for item in missing if item.blocks]
        if blocking:
            raise pairings.GateClosed(blocking)


def _became(row: RowChange, running: set[str]) -> bool:
    """Whether taking the row back makes a pairing run that does not run now."""
    place = journal.columns("pairing").index("status")
    if row.before is None or row.before[place] not in running:
        return False
    return row.after is None or row.after[place] not in running


def _words(session: Session, step: Step) -> str:
    head, like = _head(step)
    if head is None:
        table = step.rows[0].table
        operation = Operation.ADDED if step.rows[0].before is None else Operation.CHANGED
        return words.done(words.table(table), operation)
    if like > 1:
        return words.done(f"{like} {words.table(head.table, like)}", head.operation)
    status = _new_status(step) if head.table == "pairing" and head.operation is Operation.CHANGED else None
    what = " ".join(filter(None, (words.table(head.table), _name(session, head, step))))
    return _("{what}: „{status}“").format(what=what, status=status) if status else words.done(what, head.operation)


def _head(step: Step) -> tuple[Entry | None, int]:
    """The entry a step is named after, and how many are like it."""
    if not step.entries:
        return None, 0
    order = list(words.TABLES)
    by_weight = sorted(step.entries, key=lambda entry: (order.index(entry.table), entry.operation is Operation.CHANGED))
    head = by_weight[0]
    alike = [entry for entry in step.entries if (entry.table, entry.operation) == (head.table, head.operation)]
    return head, sum(entry.rows for entry in alike)


def _new_status(step: Step) -> str | None:
    place = journal.columns("pairing").index("status")
    for row in reversed(step.rows):
        if row.table == "pairing" and row.before is not None and row.after is not None:
            was, is_ = row.before[place], row.after[place]
            if was != is_:
                return PairingStatus(is_).label
    return None


def _name(session: Session, entry: Entry, step: Step) -> str:
    """Of the person or the pairing; of other rows the person they belong to."""
    if entry.table == "pairing" and entry.record_id is not None:
        found = _columns_of(session, step, "pairing", entry.record_id, ("year", "number_in_year"))
        return pairings.number_text(int(str(found[0])), int(str(found[1]))) if found else ""
    if entry.person_id is None:
        return ""
    found = _columns_of(session, step, "person", entry.person_id, ("first_name", "last_name"))
    name = people.display_name(str(found[0]), str(found[1])) if found else ""
    return name if entry.table == "person" or not name else f"({name})"


def _columns_of(
    session: Session, step: Step, table: str, record_id: UUID, names: Sequence[str]
) -> tuple[object, ...] | None:
    """As they are now, or as they were if the row is gone."""
    row = session.get(Person, record_id) if table == "person" else session.get(Pairing, record_id)
    if row is not None:
        return tuple(getattr(row, name) for name in names)
    for change in step.rows:
        if change.key == (table, record_id.hex) and change.before is not None:
            listed = journal.columns(table)
            return tuple(change.before[listed.index(name)] for name in names)
    return None


_PAGES = {
    "pairing": "pairings",
    "check_in": "pairings",
    "activity": "activities",
    "expense": "expenses",
    "event": "events",
    "participation": "events",
    "reminder": "today",
}


def _place(session: Session, step: Step) -> tuple[str, UUID | None]:
    """The page, and the record if it is still (or again) there."""
    head, like = _head(step)
    if head is None or head.record_id is None:
        return "", None
    page: str = _PAGES.get(head.table, "people" if head.person_id is not None else "")
    record: UUID | None = None
    if head.table == "pairing" and like == 1:
        record = head.record_id if session.get(Pairing, head.record_id) is not None else None
    elif head.table in ("activity", "check_in"):
        kind: type[Activity] | type[CheckIn] = Activity if head.table == "activity" else CheckIn
        record = session.exec(select(kind.pairing_id).where(kind.id == head.record_id)).first()
    elif page == "people" and like == 1 and session.get(Person, head.person_id) is not None:
        record = head.person_id
    return page, record
