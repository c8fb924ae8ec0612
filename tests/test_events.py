"""Veranstaltungen: invitation, registration, attendance, seats, the evidence that is offered."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from make import Make
from mentorhub import consent, events
from mentorhub.choices import Attendance, EventKind, EvidenceKind
from mentorhub.db.database import Database
from mentorhub.errors import FieldError, MentorHubError
from mentorhub.events import EventDetails, NoSeat

DAY = date(2026, 11, 14)


def _event(make: Make, **fields: Any) -> UUID:
    details = EventDetails(**{"title": "Basisschulung", "kind": EventKind.BASIC_TRAINING, "from_on": DAY, **fields})
    with make.writing() as session:
        return events.add(session, details)


def _on_list(database: Database, event: UUID) -> dict[str, UUID]:
    with database.reading() as session:
        return {one.name: one.id for one in events.get(session, event).participants}


def test_invited_people_and_guests_stand_on_one_list(database: Database, make: Make) -> None:
    event = _event(make)
    people = [make.mentor(last_name="Öztürk"), make.mentee(last_name="Abel")]
    with database.writing() as session:
        assert events.invite(session, event, people) == 2
        assert events.invite(session, event, people) == 0
        events.add_guest(session, event, " Ada Gast ")
    with database.reading() as session:
        sheet = events.get(session, event)
        assert [(one.name, one.function) for one in sheet.participants] == [
            ("Abel, Olena", "Mentee"),
            ("Öztürk, Anna", "Ehrenamt"),
            ("Ada Gast", "Gast"),
        ]
        assert (sheet.row.invited, sheet.row.registered) == (2, 1)


def test_nobody_registers_beyond_the_seats(database: Database, make: Make, today: date) -> None:
    event = _event(make, seats=1)
    people = [make.mentor(), make.mentor()]
    with pytest.raises(NoSeat), database.writing() as session:
        events.invite(session, event, people, Attendance.REGISTERED)
    with database.writing() as session:
        events.invite(session, event, people)
        first, second = (one.id for one in events.get(session, event).participants)
        events.set_attendance(session, [first], Attendance.REGISTERED, today)
        assert events.rows(session, [event])[0].seats_free == 0
    with pytest.raises(NoSeat), database.writing() as session:
        events.set_attendance(session, [second], Attendance.REGISTERED, today)
    with pytest.raises(NoSeat), database.writing() as session:
        events.add_guest(session, event, "Gast")
    with database.writing() as session:
        events.set_attendance(session, [first, second], Attendance.ATTENDED, today)
    with pytest.raises(FieldError, match="2 Plätze"), database.writing() as session:
        events.change(session, event, EventDetails(title="Schulung", from_on=DAY, seats=1))


def test_who_was_there_is_known_only_afterwards(database: Database, make: Make, today: date) -> None:
    event = _event(make, from_on=today + timedelta(days=1))
    with database.writing() as session:
        guest = events.add_guest(session, event, "Gast")
    with pytest.raises(MentorHubError, match="noch nicht stattgefunden"), database.writing() as session:
        events.set_attendance(session, [guest], Attendance.ATTENDED, today)


def test_a_training_is_offered_as_evidence_and_noted_once(database: Database, make: Make, today: date) -> None:
    event = _event(make, to_on=DAY + timedelta(days=1))
    mentor, absent, mentee = make.mentor(last_name="Da"), make.mentor(last_name="Fort"), make.mentee()
    with database.writing() as session:
        events.invite(session, event, [mentor, absent, mentee])
        events.add_guest(session, event, "Gast")
        entries = {one.person_id: one.id for one in events.get(session, event).participants}
        events.set_attendance(session, [entries[mentor], entries[mentee], entries[None]], Attendance.ATTENDED, today)
        events.set_attendance(session, [entries[absent]], Attendance.ABSENT, today)
    with database.reading() as session:
        assert [one.person_id for one in events.without_evidence(session, event)] == [mentor]
        assert not any(row.kind is EvidenceKind.TRAINING for row in consent.evidence(session, mentor))
    with database.writing() as session:
        assert events.give_evidence(session, event, today) == 1
        assert events.give_evidence(session, event, today) == 0
    with database.reading() as session:
        days = [row.day for row in consent.evidence(session, mentor) if row.kind is EvidenceKind.TRAINING]
        assert days == [DAY + timedelta(days=1)]
        assert [one.event_id for one in events.attended_by(session, mentor)] == [event]
        assert events.attended_by(session, absent) == []


def test_a_celebration_teaches_nothing(database: Database, make: Make, today: date) -> None:
    event = _event(make, kind=EventKind.CELEBRATION)
    with database.writing() as session:
        events.invite(session, event, [make.mentor()])
        entry = events.get(session, event).participants[0].id
        events.set_attendance(session, [entry], Attendance.ATTENDED, today)
        assert events.without_evidence(session, event) == []


def test_a_certificate_is_noted_only_for_those_who_were_there(database: Database, make: Make, today: date) -> None:
    event = _event(make)
    with database.writing() as session:
        guest = events.add_guest(session, event, "Gast")
    with pytest.raises(MentorHubError, match="die da waren"), database.writing() as session:
        events.note_certificate(session, [guest], today)
    with database.writing() as session:
        events.set_attendance(session, [guest], Attendance.ATTENDED, today)
        events.note_certificate(session, [guest], today)
        assert events.get(session, event).participants[0].certificate_on == today
        events.set_attendance(session, [guest], Attendance.ABSENT, today)
        assert events.get(session, event).participants[0].certificate_on is None


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": " "}, "title"),
        ({"to_on": DAY - timedelta(days=1)}, "to_on"),
        ({"begins_at": "25:00"}, "begins_at"),
        ({"ends_at": "9 Uhr"}, "ends_at"),
        ({"begins_at": "18:00", "ends_at": "17:00"}, "ends_at"),
        ({"minutes": 100_000}, "minutes"),
    ],
)
def test_what_can_not_be_is_said_beside_its_field(make: Make, fields: dict[str, Any], field: str) -> None:
    with pytest.raises(FieldError) as refused:
        _event(make, **fields)
    assert refused.value.field == field


def test_the_list_is_narrowed_by_words_year_and_kind(database: Database, make: Make) -> None:
    training = _event(make, trainer="Frau Muster", place="Rathaus")
    old = _event(make, title="Sommerfest", kind=EventKind.CELEBRATION, from_on=date(2025, 7, 5))
    with database.reading() as session:
        assert events.search(session) == [training, old]
        assert events.search(session, "muster rat") == [training]
        assert events.search(session, year=2025) == [old]
        assert events.search(session, kind=EventKind.CELEBRATION) == [old]
        assert events.years(session) == [2026, 2025]


def test_removing_an_event_takes_its_list_along(database: Database, make: Make) -> None:
    event = _event(make)
    with database.writing() as session:
        events.invite(session, event, [make.mentor()])
    entries = _on_list(database, event)
    with database.writing() as session:
        events.strike(session, next(iter(entries.values())))
        events.add_guest(session, event, "Gast")
        events.remove(session, event)
    with pytest.raises(events.UnknownEvent), database.reading() as session:
        events.get(session, event)
