"""Trainings, exchange meetings and celebrations: who is invited, who comes, who was there."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ConfigDict
from sqlmodel import Session, col, func, or_, select

from mentorhub import consent, people
from mentorhub.choices import Attendance, EventKind, EvidenceKind, Role
from mentorhub.db.tables import Event, EventFields, Evidence, Participation
from mentorhub.errors import FieldError, MentorHubError
from mentorhub.people import RoleDetails
from mentorhub.text import _, fold, ngettext

TRAININGS = (
    EventKind.INTRODUCTION,
    EventKind.BASIC_TRAINING,
    EventKind.CHILD_PROTECTION,
    EventKind.PRIVACY,
    EventKind.INTERCULTURAL,
    EventKind.MEDIATION_TRAINING,
)
"""Whoever was there has learned something: evidence and a certificate are offered."""
VOLUNTEERS = frozenset({Role.MENTOR, Role.MEDIATOR, Role.HELPER})
COMING = (Attendance.REGISTERED, Attendance.ATTENDED)
"""They take a seat."""
_LONGEST = 60 * 24 * 31


class EventDetails(EventFields):
    """What the form holds."""

    model_config = ConfigDict(frozen=True)  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody of this folder, or a guest (no `person_id`)."""

    id: UUID
    person_id: UUID | None
    name: str
    number: str
    roles: tuple[RoleDetails, ...]
    attendance: Attendance
    certificate_on: date | None
    has_evidence: bool
    """Of this training."""

    @property
    def function(self) -> str:
        """As funders ask for it on the attendance list."""
        if self.person_id is None:
            return _("Gast")
        held = {place.role for place in self.roles}
        return _("Ehrenamt") if held & VOLUNTEERS else _("Mentee") if Role.MENTEE in held else ""

    @property
    def is_volunteer(self) -> bool:
        return bool({place.role for place in self.roles} & VOLUNTEERS)


@dataclass(frozen=True, slots=True)
class EventRow:
    """What a list shows."""

    id: UUID
    details: EventDetails
    invited: int
    registered: int
    attended: int
    absent: int

    @property
    def last_day(self) -> date:
        return self.details.to_on or self.details.from_on

    @property
    def seats_free(self) -> int | None:
        """Nothing while the seats are not counted."""
        taken = self.registered + self.attended
        return None if self.details.seats is None else max(0, self.details.seats - taken)

    @property
    def is_training(self) -> bool:
        return self.details.kind in TRAININGS


@dataclass(frozen=True, slots=True)
class EventSheet:
    """One event with everybody, as the attendance list and the certificates need it; people by name, guests last."""

    row: EventRow
    participants: tuple[Participant, ...]

    @property
    def details(self) -> EventDetails:
        return self.row.details


@dataclass(frozen=True, slots=True)
class Attended:
    """One event that a person was at."""

    event_id: UUID
    participation_id: UUID
    details: EventDetails
    certificate_on: date | None


class UnknownEvent(MentorHubError):
    """There is no such event (any more)."""


class NoSeat(MentorHubError):
    """All seats are taken."""


def add(session: Session, details: EventDetails) -> UUID:
    """Raises `FieldError`."""
    _check(details)
    event = Event(**details.model_dump())
    session.add(event)
    session.flush()
    return event.id


def change(session: Session, event_id: UUID, details: EventDetails) -> None:
    """Raises `FieldError`, also for fewer seats than are taken."""
    _check(details)
    event = _event(session, event_id)
    taken = _taken(session, event_id)
    if details.seats is not None and details.seats < taken:
        raise FieldError(
            "seats",
            ngettext("Es ist schon {n} Platz vergeben.", "Es sind schon {n} Plätze vergeben.", taken).format(n=taken),
        )
    event.sqlmodel_update(details.model_dump())
    session.add(event)
    session.flush()


def remove(session: Session, event_id: UUID) -> None:
    """With its list of participants."""
    session.delete(_event(session, event_id))
    session.flush()


def invite(
    session: Session,
    event_id: UUID,
    person_ids: Collection[UUID],
    attendance: Attendance = Attendance.INVITED,
) -> int:
    """Who is on the list already stays as he is. Returns how many are new. Raises `NoSeat`."""
    _event(session, event_id)
    there = set(session.exec(select(Participation.person_id).where(Participation.event_id == event_id)).all())
    new = [person_id for person_id in dict.fromkeys(person_ids) if person_id not in there]
    if attendance in COMING:
        _check_seats(session, event_id, len(new))
    for person_id in new:
        people.get(session, person_id)
        session.add(Participation(event_id=event_id, person_id=person_id, attendance=attendance))
    session.flush()
    return len(new)


def add_guest(session: Session, event_id: UUID, name: str, attendance: Attendance = Attendance.REGISTERED) -> UUID:
    """Somebody who isn't in this folder, by name only. Raises `FieldError`, `NoSeat`."""
    _event(session, event_id)
    if not name.strip():
        raise FieldError("guest_name", _("Bitte geben Sie einen Namen ein."))
    if attendance in COMING:
        _check_seats(session, event_id, 1)
    guest = Participation(event_id=event_id, guest_name=name.strip(), attendance=attendance)
    session.add(guest)
    session.flush()
    return guest.id


def strike(session: Session, participation_id: UUID) -> None:
    """Off the list."""
    session.delete(_participation(session, participation_id))
    session.flush()


def set_attendance(session: Session, participation_ids: Collection[UUID], attendance: Attendance, today: date) -> None:
    """Who was there is known from the first day on. More may come than there are seats, but not register."""
    for one in participation_ids:
        entry = _participation(session, one)
        event = _event(session, entry.event_id)
        if attendance in (Attendance.ATTENDED, Attendance.ABSENT) and event.from_on > today:
            raise MentorHubError(
                _("„{title}“ hat noch nicht stattgefunden. Wer da war, lässt sich erst dann ankreuzen.").format(
                    title=event.title
                )
            )
        if attendance is Attendance.REGISTERED and entry.attendance not in COMING:
            _check_seats(session, entry.event_id, 1)
        entry.attendance = attendance
        if attendance is not Attendance.ATTENDED:
            entry.certificate_on = None
        session.add(entry)
        session.flush()


def note_certificate(session: Session, participation_ids: Collection[UUID], on: date) -> None:
    """That the certificate was printed; only for those who were there."""
    for one in participation_ids:
        entry = _participation(session, one)
        if entry.attendance is not Attendance.ATTENDED:
            raise MentorHubError(
                _("Eine Bescheinigung gibt es nur für Menschen, die da waren. Es wurde nichts vermerkt.")
            )
        entry.certificate_on = on
        session.add(entry)
    session.flush()


def without_evidence(session: Session, event_id: UUID) -> list[Participant]:
    """Volunteers who were at a training that is not yet among their papers: for them it is offered, never done by
    itself."""
    sheet = get(session, event_id)
    if not sheet.row.is_training:
        return []
    return [
        one
        for one in sheet.participants
        if one.attendance is Attendance.ATTENDED and one.is_volunteer and not one.has_evidence
    ]


def give_evidence(session: Session, event_id: UUID, today: date) -> int:
    """Note the training among the papers of everybody for whom it is offered. Returns for how many."""
    sheet = get(session, event_id)
    found = without_evidence(session, event_id)
    for one in found:
        if one.person_id is not None:
            day, title = sheet.row.last_day, sheet.details.title
            consent.add_evidence(session, one.person_id, EvidenceKind.TRAINING, day, today, title)
    return len(found)


def get(session: Session, event_id: UUID) -> EventSheet:
    """Raises `UnknownEvent`."""
    event = _event(session, event_id)
    entries = session.exec(select(Participation).where(Participation.event_id == event_id)).all()
    persons = [one.person_id for one in entries if one.person_id is not None]
    known = {row.id: row for row in people.rows(session, persons)}
    noted = set(
        session.exec(
            select(Evidence.person_id).where(
                Evidence.kind == EvidenceKind.TRAINING,
                Evidence.day == (event.to_on or event.from_on),
                col(Evidence.person_id).in_(persons),
            )
        ).all()
    )
    found = []
    for entry in entries:
        person = known.get(entry.person_id) if entry.person_id is not None else None
        found.append(
            Participant(
                id=entry.id,
                person_id=entry.person_id,
                name=entry.guest_name if person is None else person.name,
                number="" if person is None else person.number,
                roles=() if person is None else person.roles,
                attendance=entry.attendance,
                certificate_on=entry.certificate_on,
                has_evidence=entry.person_id in noted,
            )
        )
    found.sort(key=lambda one: (one.person_id is None, fold(one.name), one.number))
    return EventSheet(rows(session, [event_id])[0], tuple(found))


def search(
    session: Session,
    words: str = "",
    year: int | None = None,
    kind: EventKind | None = None,
    sort: str = "day",
    descending: bool = True,
) -> list[UUID]:
    """By title, place, trainer or host. Sorts: day, title, kind."""
    query = select(Event.id)
    for word in words.split():
        columns = (Event.title, Event.place, Event.trainer, Event.host)
        query = query.where(or_(*(col(one).icontains(word, autoescape=True) for one in columns)))
    if year is not None:
        query = query.where(Event.from_on >= date(year, 1, 1), Event.from_on <= date(year, 12, 31))
    if kind is not None:
        query = query.where(Event.kind == kind)
    key: Any = {"day": col(Event.from_on), "title": col(Event.title), "kind": col(Event.kind)}[sort]
    return list(session.exec(query.order_by(key.desc() if descending else key, col(Event.id).desc())).all())


def rows(session: Session, ids: Sequence[UUID]) -> list[EventRow]:
    """In the order of `ids`; events that are gone are left out."""
    found = {one.id: one for one in session.exec(select(Event).where(col(Event.id).in_(list(ids)))).all()}
    counts: dict[tuple[UUID, Attendance], int] = {}
    query = (
        select(Participation.event_id, Participation.attendance, func.count())
        .where(col(Participation.event_id).in_(list(ids)))
        .group_by(col(Participation.event_id), col(Participation.attendance))
    )
    for event_id, attendance, n in session.exec(query).all():
        counts[event_id, Attendance(attendance)] = n
    return [
        EventRow(
            id=i,
            details=EventDetails(**found[i].model_dump(include=set(EventFields.model_fields))),
            invited=counts.get((i, Attendance.INVITED), 0),
            registered=counts.get((i, Attendance.REGISTERED), 0),
            attended=counts.get((i, Attendance.ATTENDED), 0),
            absent=counts.get((i, Attendance.ABSENT), 0),
        )
        for i in ids
        if i in found
    ]


def years(session: Session) -> list[int]:
    """From the last event back to the first."""
    first, last = session.exec(select(func.min(col(Event.from_on)), func.max(col(Event.from_on)))).one()
    return [] if first is None else list(range(last.year, first.year - 1, -1))


def attended_by(session: Session, person_id: UUID) -> list[Attended]:
    """What a person was at, newest first: for certificates and the person's own view."""
    query = (
        select(Participation, Event)
        .join(Event, col(Event.id) == Participation.event_id)
        .where(Participation.person_id == person_id, Participation.attendance == Attendance.ATTENDED)
        .order_by(col(Event.from_on).desc())
    )
    return [
        Attended(
            event.id,
            entry.id,
            EventDetails(**event.model_dump(include=set(EventFields.model_fields))),
            entry.certificate_on,
        )
        for entry, event in session.exec(query).all()
    ]


def _check(details: EventDetails) -> None:
    if not details.title.strip():
        raise FieldError("title", _("Bitte geben Sie einen Titel ein."))
    if details.to_on is not None and details.to_on < details.from_on:
        raise FieldError("to_on", _("Das Ende liegt vor dem Beginn."))
    for name in ("begins_at", "ends_at"):
        if not _is_time(getattr(details, name)):
            raise FieldError(name, _("Bitte geben Sie eine Uhrzeit wie 18:30 ein."))
    one_day = details.to_on in (None, details.from_on)
    if one_day and details.begins_at and details.ends_at and details.ends_at <= details.begins_at:
        raise FieldError("ends_at", _("Das Ende liegt vor dem Beginn."))
    if details.minutes is not None and not 0 <= details.minutes <= _LONGEST:
        raise FieldError("minutes", _("Diese Dauer kann nicht stimmen."))


def _is_time(words: str) -> bool:
    """Empty, or HH:MM."""
    if not words:
        return True
    hours, colon, minutes = words.partition(":")
    return (
        bool(colon)
        and len(hours) == len(minutes) == 2
        and (hours + minutes).isdecimal()
        and int(hours) < 24
        and int(minutes) < 60
    )


def _check_seats(session: Session, event_id: UUID, more: int) -> None:
    seats = _event(session, event_id).seats
    if seats is not None and _taken(session, event_id) + more > seats:
        raise NoSeat(
            ngettext(
                "Es gibt nur {n} Platz, und er ist vergeben. Es wurde niemand angemeldet.",
                "Von den {n} Plätzen sind nicht mehr genug frei. Es wurde niemand angemeldet.",
                seats,
            ).format(n=seats)
        )


def _taken(session: Session, event_id: UUID) -> int:
    query = select(func.count()).where(Participation.event_id == event_id, col(Participation.attendance).in_(COMING))
    return session.exec(query).one()


def _event(session: Session, event_id: UUID) -> Event:
    event = session.get(Event, event_id)
    if event is None:
        raise UnknownEvent(_("Diese Veranstaltung gibt es nicht mehr. Bitte laden Sie die Liste neu."))
    return event


def _participation(session: Session, participation_id: UUID) -> Participation:
    entry = session.get(Participation, participation_id)
    if entry is None:
        raise MentorHubError(_("Dieser Mensch steht nicht mehr auf der Liste. Bitte laden Sie die Liste neu."))
    return entry
