"""What a line of *Heute* is answered with in one step, where no other subject has that step already."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlmodel import Session, select

from mentorhub import consent, drafts, entry, events, expenses, people, programme
from mentorhub.choices import Attendance, EvidenceKind, Role, RoleStatus
from mentorhub.db import journal
from mentorhub.db.tables import Person, PersonFields, PersonTime, PersonTopic, SeenLine
from mentorhub.errors import FieldError, MentorHubError
from mentorhub.expenses import WaiverDue
from mentorhub.text import _

_ANSWERED = {RoleStatus.INTERESTED: RoleStatus.TALK, RoleStatus.REGISTERED: RoleStatus.INTAKE}
_TALKED = {RoleStatus.TALK: RoleStatus.PAPERS_OPEN, RoleStatus.INTAKE: RoleStatus.WAITING}


_WISHES = (
    *("interests", "experience", "note", "needs_note", "mobility", "occupation", "hours_per_week", "short_notice"),
    *("wish_note", "wish_gender", "wish_age_from", "wish_age_to", "wish_districts", "takes_families"),
)
"""Columns of a person that serve matching alone; the texts among them are those that `privacy.retention` looks at."""


class NotCleared(MentorHubError):
    """Something is missing that blocks the clearing; the sentence says what."""


def got_in_touch(session: Session, person_id: UUID, today: date) -> None:
    """The coordinator has answered somebody new: the next step of each role that was waiting for it."""
    _next(session, person_id, _ANSWERED, today)


def talked(session: Session, person_id: UUID, today: date) -> None:
    """The first talk, or the intake of a mentee, took place today. Of a volunteer's talk the day is kept."""
    for role in _next(session, person_id, _TALKED, today):
        if role is not Role.MENTEE:
            consent.add_evidence(session, person_id, EvidenceKind.INTERVIEW, today, today)


def clear(session: Session, person_id: UUID, today: date) -> None:
    """A volunteer whose papers are open is cleared in each role. Raises `NotCleared`."""
    for place in people.roles_of(session, [person_id]).get(person_id, ()):
        if place.status is RoleStatus.PAPERS_OPEN:
            try:
                entry.check_clearing(session, person_id, place.role)
            except FieldError as trouble:
                raise NotCleared(_("{reason} Es wurde nichts geändert.").format(reason=trouble)) from trouble
            people.set_status(session, person_id, place.role, RoleStatus.CLEARED, today)


def listed_again(session: Session, person_id: UUID, today: date) -> date:
    """The place in the pool is good for another while (`pool.valid_months`); returns until when."""
    months = programme.number(session, "pool.valid_months")
    until = today
    for place in people.roles_of(session, [person_id]).get(person_id, ()):
        if place.listed_until is not None:
            until = consent.months_later(max(place.listed_until, today), months)
            people.set_role(session, person_id, replace(place, listed_until=until), today)
    return until


def card_until(session: Session, person_id: UUID, until: date | None, today: date) -> None:
    """The Ehrenamtskarte is good until another day; nothing: there is none any more."""
    details = people.get(session, person_id)
    number = details.volunteer_card_number if until is not None else ""
    changed = details.model_copy(update={"volunteer_card_until": until, "volunteer_card_number": number})
    people.change(session, person_id, changed, today)


def next_meeting(session: Session, day: date, today: date) -> None:
    """The network meets again. Raises `FieldError` for a day gone by."""
    if day < today:
        raise FieldError("day", _("Dieser Tag ist schon vorbei."))
    programme.change(session, programme.organisation(session).model_copy(update={"network_meeting_on": day}))


def seen(session: Session, kind: str, mark: str, person_id: UUID | None, today: date) -> None:
    """The coordinator knows, or has done what is not kept here: the line comes back only in another state."""
    session.add(SeenLine(kind=kind, mark=mark, person_id=person_id, seen_on=today))
    session.flush()


def all_there(session: Session, event_id: UUID, today: date) -> None:
    """Everybody who had registered for an event was there."""
    registered = [
        one.id for one in events.get(session, event_id).participants if one.attendance is Attendance.REGISTERED
    ]
    events.set_attendance(session, registered, Attendance.ATTENDED, today)


def forget_wishes(session: Session, person_id: UUID) -> None:
    """What was kept for matching only is gone for good: wishes, interests, notes, topics and times."""
    journal.irreversible(session)
    drafts.forget_records(session, {person_id})
    person = session.get_one(Person, person_id)
    empty = PersonFields(first_name=person.first_name)
    for name in _WISHES:
        setattr(person, name, getattr(empty, name))
    session.add(person)
    for table in (PersonTopic, PersonTime):
        for row in session.exec(select(table).where(table.person_id == person_id)).all():
            session.delete(row)
    session.flush()


def claims(session: Session, person_id: UUID, today: date) -> list[WaiverDue]:
    """What the line about open claims of a person is made of."""
    return [each for each in expenses.waivers_due(session, today) if each.person_id == person_id]


def _next(session: Session, person_id: UUID, steps: dict[RoleStatus, RoleStatus], today: date) -> Iterable[Role]:
    taken = []
    for place in people.roles_of(session, [person_id]).get(person_id, ()):
        if place.status in steps:
            people.set_status(session, person_id, place.role, steps[place.status], today)
            taken.append(place.role)
    return taken
