"""What must never stand on paper, for every field there is: a word of its own in each, looked for on every page.

The Auskunft (Art. 15 DSGVO) is the one exception, and no paper of this list: whoever asks has a right to all that is
stored about them. What it may not say of others is looked for in `test_data_copy`.

A field that is new in the tables is looked for too, and may be printed nowhere until it is allowed here.
"""

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pdf_ua
import pytest
import sqlalchemy as sa
from office import TODAY, Office, an_office
from sqlmodel import SQLModel, col, select

from mentorhub.choices import Light, Paper, Party, Region, YesNo
from mentorhub.db import tables
from mentorhub.db.database import Database
from mentorhub.db.keys import RecoveryKey
from mentorhub.db.tables import CheckIn, ConductCertificate, Pairing, Person, Reminder
from mentorhub.documents import issue, registry
from mentorhub.documents.registry import About, Kind
from mentorhub.text import german_date

KINDS = registry.kinds()
MARKED: tuple[type[SQLModel], ...] = (
    tables.Activity,
    tables.CheckIn,
    tables.Consent,
    tables.Event,
    tables.Evidence,
    tables.Expense,
    tables.Guardian,
    tables.Household,
    tables.Pairing,
    tables.PairingEvent,
    tables.Participation,
    tables.Person,
    tables.PersonRole,
    tables.Reminder,
    tables.RoleStep,
)
DAYS = {"mentor": date(1981, 2, 3), "mentee": date(1992, 3, 4), "mediator": date(1973, 4, 5)}
CERTIFICATE_DAY = date(2031, 10, 9)
LETTERS = "closing_letter serial_letter labels"
OWN = "certificate_request engagement_data card_confirmation unreachable_letter"
NAMES = "agreement activity_sheet closing_letter unreachable_letter attendance_list serial_letter labels handover"
DECLARED = "confidentiality self_commitment inspection_record volunteering_certificate mediation_confirmation"

ALLOWED = {
    "event_contents": "training_certificate",
    "event_funding": "attendance_list",
    "event_place": "attendance_list",
    "event_title": "engagement_data training_certificate attendance_list",
    "event_trainer": "training_certificate attendance_list",
    "expense_receipt_number": "expense_sheet",
    "guardian_name": "mentee_form consent agreement",
    "guardian_phone": "mentee_form",
    "pairing_coordinator": "handover",
    "pairing_goals": "agreement",
    "reminder_text": "handover",
    **{
        f"mentee_person_{column}": "mentee_form"
        for column in "call_name pronunciation district phone mobile email interests needs_note referred_by".split()
    },
    **dict.fromkeys(("mentee_person_first_name", "mentee_person_last_name"), f"{NAMES} mentee_form consent"),
    **{f"mentee_person_{column}": f"{LETTERS} mentee_form" for column in ("street", "postcode", "city")},
    **{
        f"mentor_person_{column}": "mentor_form"
        for column in "call_name district phone interests experience wish_districts".split()
    },
    **dict.fromkeys(
        ("mentor_person_first_name", "mentor_person_last_name"),
        f"{NAMES} {DECLARED} {OWN} mentor_form expense_sheet training_certificate phone_list",
    ),
    **{f"mentor_person_{column}": f"{LETTERS} {OWN} mentor_form" for column in ("street", "postcode", "city")},
    "mentor_person_email": "mentor_form phone_list",
    "mentor_person_mobile": "mentor_form mediation_confirmation phone_list",
    "mentor_person_iban": "expense_sheet",
    **{f"other_person_{column}": "agreement mentee_form phone_list" for column in ("first_name", "last_name")},
    "other_person_household_relation": "mentee_form",
    "other_person_email": "phone_list",
    "other_person_mobile": "phone_list",
    "day of birth, mentee": "mentee_form",
    "day of birth, mentor": f"mentor_form {OWN}",
}
"""Which field may stand on which papers. Everything else nowhere: notes, contacts for emergencies, occupation ..."""
NOWHERE = ("Afrika", "Fluchtgeschichte:", "2019", "2031", "09.10.", "Zuwanderungsgeschichte")
"""Origin, flight, how long in Germany, until when the volunteer card runs, the day of the certificate of conduct."""


def mark(field: str) -> str:
    return f"Qx{field}xQ".replace("_", "")


def _texts(table: Any) -> list[str]:
    """Columns that hold words somebody typed."""
    found = []
    for column in table.__table__.columns:
        kind = getattr(column.type, "impl", column.type)
        if isinstance(kind, sa.String) and not isinstance(kind, sa.Enum) and (kind.length or 99) > 20:
            found.append(column.name)
    return found


@pytest.fixture(scope="module", name="indiscreet")
def _indiscreet(_empty_folder: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office in which each field of each record holds a word of its own."""
    folder = shutil.copytree(_empty_folder[0], tmp_path_factory.mktemp("indiscreet") / "data")
    database = Database.open(folder, RecoveryKey(_empty_folder[1]))
    office = an_office(database)
    with database.writing() as session:
        pairing = session.exec(select(Pairing)).one()
        session.add(CheckIn(pairing_id=pairing.id, day=TODAY, party=Party.MENTEE, light=Light.RED, next_on=TODAY))
        session.add(Reminder(day=TODAY, text="x"))
        session.flush()
        whose = {pairing.mentor_id: "mentor", pairing.mentee_id: "mentee"}
        for table in MARKED:
            for row in session.exec(select(table)).all():
                who = f"{whose.get(row.id, 'other')}_" if isinstance(row, Person) else ""
                for column in _texts(table):
                    if getattr(row, column) or (table, column) != (tables.Participation, "guest_name"):
                        setattr(row, column, mark(f"{who}{table.__tablename__}_{column}"))
        for person in session.exec(select(Person).where(col(Person.id).in_(whose))).all():
            person.birth_date, person.birth_year = DAYS[whose[person.id]], None
            person.origin_region, person.refugee_background = Region.AFRICA, YesNo.YES
            person.migration_history, person.in_germany_since = YesNo.YES, 2019
            person.volunteer_card_until = date(2031, 7, 8)
        session.exec(select(ConductCertificate)).one().issued_on = CERTIFICATE_DAY
    yield office
    database.close()


def _said(office: Office, kind: Kind, ids: list[UUID]) -> list[str]:
    """The words of each page, without spaces."""
    with office.database.reading() as session:
        paper = pdf_ua.opened(issue.preview(session, kind.paper, ids, TODAY).pdf)
    return ["".join(words.split()) for words in pdf_ua.read_pages(paper)]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.paper.value)
def test_each_paper_says_only_what_it_may(indiscreet: Office, kind: Kind) -> None:
    said = " ".join(_said(indiscreet, kind, indiscreet.ids[kind.about]))
    allowed = {mark(field) for field, papers in ALLOWED.items() if kind.paper.value in papers.split()}
    assert set(re.findall(r"Qx\w+?xQ", said)) <= allowed
    for who, day in DAYS.items():
        printable = kind.paper.value in ALLOWED.get(f"day of birth, {who}", "").split()
        assert printable or (german_date(day) not in said and str(day.year) not in said)
    for word in NOWHERE:
        assert word not in said or (word, kind.paper) == ("Afrika", Paper.REPORT_SHEET)  # a heading there


def test_each_side_of_an_ended_pairing_sees_only_the_name_of_the_other(indiscreet: Office) -> None:
    mentors, mentees = _said(indiscreet, registry.kind(Paper.CLOSING_LETTER), indiscreet.ids[About.PAIRING])
    for column in ("street", "postcode", "city"):
        assert mark(f"mentor_person_{column}") not in mentees
        assert mark(f"mentee_person_{column}") not in mentors


def test_the_one_paper_that_says_everything_is_not_offered_among_the_others() -> None:
    assert Paper.DATA_COPY not in {kind.paper for kind in KINDS}


def test_the_marks_are_really_there_and_really_found(indiscreet: Office) -> None:
    """Else the tests above could not fail."""
    form = "".join(_said(indiscreet, registry.kind(Paper.MENTEE_FORM), indiscreet.ids[About.MENTEE]))
    assert mark("mentee_person_needs_note") in form
    with indiscreet.database.reading() as session:
        notes = [person.note for person in session.exec(select(Person)).all()]
    assert set(notes) >= {mark("mentor_person_note"), mark("mentee_person_note")}
