"""A folder with one of everything that papers are printed about, made once."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from make import Make
from mentorhub import consent, families, people, programme
from mentorhub.choices import (
    Attendance,
    DayPart,
    EventKind,
    ExpenseKind,
    Gender,
    Level,
    MenteeKind,
    Purpose,
    Region,
    Role,
    RoleStatus,
    Topic,
    Weekday,
    YesNo,
)
from mentorhub.db.database import Database
from mentorhub.db.keys import RecoveryKey
from mentorhub.db.tables import Event, Expense, Participation
from mentorhub.documents.registry import About
from mentorhub.people import RoleDetails

TODAY = date(2026, 11, 23)
CERTIFICATE_DAY = date(2026, 10, 7)
NOTE = "GEHEIMNOTIZ"


@dataclass(frozen=True)
class Office:
    database: Database
    ids: dict[About, list[UUID]]


@pytest.fixture(scope="session", name="office")
def made_office(_empty_folder: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Read only: tests that change something make their own people."""
    folder = shutil.copytree(_empty_folder[0], tmp_path_factory.mktemp("office") / "data")
    database = Database.open(folder, RecoveryKey(_empty_folder[1]))
    yield an_office(database)
    database.close()


def an_office(database: Database) -> Office:
    """Fills an empty folder."""
    make = Make(database, TODAY)
    with database.writing() as session:
        found = programme.organisation(session).model_dump()
        told = {"street": "Lindenweg 7", "postcode": "59999", "city": "Musterstadt", "phone": "02599 / 123 45-67"}
        programme.change(session, programme.OrganisationDetails(**{**found, **told, "coordinator": "Petra Lindemann"}))
    home: dict[str, Any] = {"street": "Am Bach 3", "postcode": "59999", "city": "Musterstadt", "note": NOTE}
    mentor = make.mentor(
        first_name="Şükrü",
        last_name="Öztürk",
        **home,
        mobile="0171 234 56 78",
        email="s@example.org",
        birth_date=date(1980, 5, 4),
        gender=Gender.MALE,
        languages=(("de", Level.NATIVE), ("tr", Level.NATIVE)),
        times=frozenset({(Weekday.MON, DayPart.MORNING)}),
        topics=frozenset({Topic.GERMAN}),
    )
    mentee = make.mentee(
        first_name="أحمد",
        last_name="العلي",
        **home,
        kind=MenteeKind.FAMILY,
        languages=(("ar", Level.NATIVE),),
        needs_note="Ich möchte besser Deutsch sprechen.",
        origin_region=Region.MIDDLE_EAST,
        refugee_background=YesNo.YES,
        in_germany_since=2024,
    )
    mediator = make.person(
        RoleDetails(Role.MEDIATOR, RoleStatus.ACTIVE, 1, joined_on=date(2025, 3, 1)),
        first_name="Наталія",
        last_name="Коваленко",
        languages=(("uk", Level.NATIVE), ("ti", Level.B1)),
        phone="02521 99 88 77",
    )
    with database.writing() as session:
        families.add_members(session, mentee, [families.Member("ሰላም", 2015, "Tochter")], TODAY)
        families.add_guardians(session, mentee, [families.GuardianDetails("Amal العلي", "0151 1")])
        consent.inspect_certificate(session, mentor, CERTIFICATE_DAY, False, TODAY)
        consent.give(session, mentee, Purpose.GUARDIANS, TODAY, TODAY)
    pairing = make.pairing(mentor, mentee, start=date(2026, 9, 1))
    make.meeting(pairing, date(2026, 10, 3), minutes=120, note=NOTE)
    with database.writing() as session:
        event = Event(
            title="Kinderschutz", kind=EventKind.CHILD_PROTECTION, from_on=date(2026, 10, 10), minutes=480, note=NOTE
        )
        session.add(event)
        session.flush()
        training = event.id
        session.add(Participation(event_id=training, person_id=mentor, attendance=Attendance.ATTENDED))
        session.add(Participation(event_id=training, person_id=mentee, attendance=Attendance.REGISTERED))
        session.add(
            Expense(
                person_id=mentor,
                pairing_id=pairing,
                day=date(2026, 10, 3),
                kind=ExpenseKind.KILOMETRES,
                amount_cent=450,
                km=15,
                note=NOTE,
            )
        )
        assert people.get(session, mediator).name
    return Office(
        database,
        {
            About.PAIRING: [pairing],
            About.VOLUNTEER: [mentor],
            About.PERSON: [mentee],
            About.MENTEE: [mentee],
            About.EVENT: [training],
            About.PEOPLE: [mentor, mentee],
            About.FOLDER: [],
        },
    )
