"""Lines of *Heute* and events as appointments. They leave the encrypted file: names only where that was asked for."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from uuid import UUID

from sqlmodel import Session

from mentorhub import events, pairings, people, programme, reminders
from mentorhub.appointments import Appointment
from mentorhub.choices import PairingStatus
from mentorhub.text import _
from mentorhub.today import of_pairings
from mentorhub.today.day import Day
from mentorhub.today.lines import Due, Urgency


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


def all_dates(session: Session, today: date, *, with_names: bool) -> list[Appointment]:
    """What lies ahead, the earliest first: own reminders, check-ins, ends of trial and of a pause, planned ends, the
    network's meeting and events. With the same marks as single lines of *Heute*, so that nothing stands there twice."""
    day = Day(session, today)
    found = [
        Due("reminder", Urgency.SOON, row.whom, row.text, row.day, row.pairing_id, row.person_id, row.id)
        for row in reminders.still_open(session)
    ]
    found += [*of_pairings.check_in(day), *of_pairings.first_check_in(day), *of_pairings.feedback(day)]
    due = {(each.kind, each.pairing_id) for each in found}
    for pairing in day.open_pairings:
        spoken = day.spoken.get(pairing.id)
        dates = (
            ("check_in", _("Rückfrage"), spoken.next_on if spoken is not None and pairing.meets else None),
            ("trial", _("Kennenlernzeit endet"), pairing.trial_end if pairing.status is PairingStatus.TRIAL else None),
            ("pause", _("Pause endet"), pairing.resume_on if pairing.status is PairingStatus.PAUSED else None),
            ("end", _("Geplantes Ende"), pairing.planned_end_on),
        )
        found += [
            Due(kind, Urgency.SOON, pairing.names, words, on, pairing.id)
            for kind, words, on in dates
            if on is not None and on >= today and (kind, pairing.id) not in due
        ]
    meets = programme.organisation(session).network_meeting_on
    if meets is not None and meets >= today:
        found.append(Due("network_meeting", Urgency.SOON, "", _("Netzwerktreffen"), meets))
    made = appointments(session, found, today, with_names=with_names)
    for row in events.rows(session, events.search(session)):
        if row.last_day >= today:
            made += of_event(session, row.id)
    return sorted(made, key=lambda each: (each.day, each.begins or time(), each.title))


def _time(words: str) -> time | None:
    return time.fromisoformat(words) if words else None
