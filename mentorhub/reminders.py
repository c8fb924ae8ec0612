"""The coordinator's own notes to come back to something (Wiedervorlage): a day, a sentence, a person or a pairing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from mentorhub import pairings, people
from mentorhub.db.tables import Reminder
from mentorhub.errors import FieldError, MentorHubError
from mentorhub.text import _

LONGEST = 300
"""Characters of the sentence."""


@dataclass(frozen=True, slots=True)
class ReminderRow:
    """One that is still open, or was done on a day. `whom`: the name, both names, or empty."""

    id: UUID
    day: date
    text: str
    whom: str
    person_id: UUID | None
    pairing_id: UUID | None
    done_on: date | None


class UnknownReminder(MentorHubError):
    """There is no such reminder (any more)."""


def add(session: Session, day: date, text: str, person_id: UUID | None = None, pairing_id: UUID | None = None) -> UUID:
    """Of a person, of a pairing, or of nothing but itself. Raises `FieldError` for a sentence that says nothing."""
    _check(text)
    if person_id is not None:
        people.get(session, person_id)
    if pairing_id is not None:
        pairings.span(session, pairing_id)
    reminder = Reminder(day=day, text=text.strip(), person_id=person_id, pairing_id=pairing_id)
    session.add(reminder)
    session.flush()
    return reminder.id


def change(session: Session, reminder_id: UUID, day: date, text: str) -> None:
    """Raises `FieldError`."""
    _check(text)
    reminder = _reminder(session, reminder_id)
    reminder.day, reminder.text = day, text.strip()
    session.add(reminder)
    session.flush()


def put_off(session: Session, reminder_id: UUID, to: date) -> None:
    """To another day; one that was done is open again."""
    reminder = _reminder(session, reminder_id)
    reminder.day, reminder.done_on = to, None
    session.add(reminder)
    session.flush()


def done(session: Session, reminder_id: UUID, on: date) -> None:
    reminder = _reminder(session, reminder_id)
    reminder.done_on = on
    session.add(reminder)
    session.flush()


def reopen(session: Session, reminder_id: UUID) -> None:
    """Takes `done` back."""
    reminder = _reminder(session, reminder_id)
    reminder.done_on = None
    session.add(reminder)
    session.flush()


def remove(session: Session, reminder_id: UUID) -> None:
    session.delete(_reminder(session, reminder_id))
    session.flush()


def row(session: Session, reminder_id: UUID) -> ReminderRow:
    """Raises `UnknownReminder`."""
    return _rows(session, [_reminder(session, reminder_id)])[0]


def still_open(session: Session, until: date | None = None) -> list[ReminderRow]:
    """Not done yet, the earliest first; with `until` only those of that day and before."""
    return _open(session, *([] if until is None else [Reminder.day <= until]))


def of_person(session: Session, person_id: UUID) -> list[ReminderRow]:
    """The open ones of this person, the earliest first."""
    return _open(session, Reminder.person_id == person_id)


def of_pairing(session: Session, pairing_id: UUID) -> list[ReminderRow]:
    """The open ones of this pairing, the earliest first."""
    return _open(session, Reminder.pairing_id == pairing_id)


def _open(session: Session, *conditions: Any) -> list[ReminderRow]:
    query = select(Reminder).where(col(Reminder.done_on).is_(None), *conditions)
    return _rows(session, session.exec(query.order_by(col(Reminder.day), col(Reminder.id))).all())


def _rows(session: Session, found: Sequence[Reminder]) -> list[ReminderRow]:
    person_ids = [each.person_id for each in found if each.person_id is not None]
    pairing_ids = [each.pairing_id for each in found if each.pairing_id is not None]
    names = {person.id: person.name for person in people.rows(session, person_ids)} if person_ids else {}
    both = (
        {pairing.id: f"{pairing.mentor} – {pairing.mentee}" for pairing in pairings.rows(session, pairing_ids)}
        if pairing_ids
        else {}
    )
    return [
        ReminderRow(
            id=each.id,
            day=each.day,
            text=each.text,
            whom=_whom(each, names, both),
            person_id=each.person_id,
            pairing_id=each.pairing_id,
            done_on=each.done_on,
        )
        for each in found
    ]


def _whom(reminder: Reminder, names: Mapping[UUID, str], both: Mapping[UUID, str]) -> str:
    if reminder.pairing_id is not None:
        return both[reminder.pairing_id]
    return "" if reminder.person_id is None else names[reminder.person_id]


def _check(text: str) -> None:
    if not text.strip():
        raise FieldError("text", _("Bitte schreiben Sie, woran Sie erinnert werden möchten."))
    if len(text.strip()) > LONGEST:
        raise FieldError("text", _("Der Text ist zu lang (höchstens {n} Zeichen).").format(n=LONGEST))


def _reminder(session: Session, reminder_id: UUID) -> Reminder:
    reminder = session.get(Reminder, reminder_id)
    if reminder is None:
        raise UnknownReminder(_("Diese Wiedervorlage gibt es nicht mehr. Bitte laden Sie die Liste neu."))
    return reminder
