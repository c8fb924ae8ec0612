"""Lines of *Heute* and events as appointments. They leave the encrypted file: names only where that was asked for."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from uuid import UUID

from sqlmodel import Session

from mentorhub import changes, events, pairings, people
from mentorhub.appointments import Appointment
from mentorhub.choices import Operation
from mentorhub.db.tables import Change
from mentorhub.text import ngettext
from mentorhub.today.lines import Due


def appointments(session: Session, items: Sequence[Due], today: date, *, with_names: bool) -> list[Appointment]:
    """What is overdue lies on today. Without names an entry carries the number of the pairing or the person.

    The text of an own reminder is the coordinator's and may name somebody: it goes along only with the names.
    """
    ids = [item.pairing_id for item in items if item.pairing_id is not None]
    numbers = {row.id: row.number for row in pairings.rows(session, ids)} if ids else {}
    persons = [item.person_id for item in items if item.person_id is not None]
    numbers |= {row.id: row.number for row in people.rows(session, persons)} if persons else {}
    made = []
    for item in items:
        record = item.pairing_id or item.person_id
        number = numbers.get(record, "") if record is not None else ""
        told = item.text if with_names or item.kind != "reminder" else "Wiedervorlage"
        words = (item.title if with_names and item.title != told else "", told, number)
        uid = f"{item.kind}-{item.item_id or record or 'house'}"
        made.append(Appointment(uid, max(item.due_on, today), " · ".join(filter(None, words))))
    return made


def of_event(session: Session, event_id: UUID) -> list[Appointment]:
    """One entry; with a time of day one for each day. Who comes is not in it."""
    details = events.get(session, event_id).details
    last = details.to_on or details.from_on
    begins, ends = _time(details.begins_at), _time(details.ends_at)
    if begins is None:
        return [Appointment(f"event-{event_id}", details.from_on, details.title, last_day=last, place=details.place)]
    days = [details.from_on + timedelta(days=n) for n in range((last - details.from_on).days + 1)]
    return [
        Appointment(f"event-{event_id}-{n}", day, details.title, begins=begins, ends=ends, place=details.place)
        for n, day in enumerate(days, start=1)
    ]


def _time(words: str) -> time | None:
    return time.fromisoformat(words) if words else None


def note_left(session: Session, count: int) -> None:
    """In the change log: how many entries went to a calendar, without names."""
    note = ngettext("{n} Termin für den Kalender", "{n} Termine für den Kalender", count).format(n=count)
    session.add(Change(who=changes.works_here(session), operation=Operation.LEFT, table_name="reminder", note=note))
    session.flush()
