"""The Auskunft: everything stored about one person stands on it, and nobody else's name or number."""

import re
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pdf_ua
import pytest
import sqlalchemy as sa
from every_paper import faults
from office import CERTIFICATE_DAY, TODAY, Office, an_office
from sqlmodel import Session, select

from make import Make
from mentorhub import programme
from mentorhub.choices import Light, Paper, Party, PrivacyRegime
from mentorhub.db.database import Database
from mentorhub.db.keys import RecoveryKey
from mentorhub.db.tables import CheckIn, IssuedDocument, Pairing, Person, PersonRole, Reminder
from mentorhub.documents import issue, own_texts
from mentorhub.import_export.subjects import SUBJECTS, Subject, kind_of
from mentorhub.privacy import data_copy
from mentorhub.text import german_date

SKIPPED = ("mobility", "media_type", "page", "key", "value")
"""Columns with values of their own, not words."""
EVENT = ("title", "place")


def _mark(*parts: str) -> str:
    return f"Qx{''.join(parts)}xQ".replace("_", "")


def _columns(subject: Subject) -> list[str]:
    """Those that hold words somebody typed."""
    return [
        column.name
        for column in subject.columns
        if isinstance(kind_of(column), sa.String)
        and not isinstance(column.type, sa.Enum)
        and (getattr(column.type, "length", None) or 99) > 20
        and column.name not in (*data_copy.LEFT_OUT, *SKIPPED)
    ]


@pytest.fixture(scope="module", name="told")
def _told(_empty_folder: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office in which every record holds words of its own in every field."""
    folder = shutil.copytree(_empty_folder[0], tmp_path_factory.mktemp("told") / "data")
    database = Database.open(folder, RecoveryKey(_empty_folder[1]))
    office = an_office(database)
    with database.writing() as session:
        pairing = session.exec(select(Pairing)).one()
        for party in (Party.MENTOR, Party.MENTEE):
            session.add(CheckIn(pairing_id=pairing.id, day=TODAY, party=party, light=Light.RED))
        session.add(Reminder(day=TODAY, text="x", person_id=pairing.mentor_id))
        session.add(Reminder(day=TODAY, text="x", pairing_id=pairing.id))
        session.add(Reminder(day=TODAY, text="x"))
        session.add(IssuedDocument(paper=Paper.AGREEMENT, pairing_id=pairing.id, issued_on=TODAY))
        session.flush()
        for subject, number, row in _rows(session):
            for column in _columns(subject):
                if column != "guest_name":
                    setattr(row, column, _mark(subject.name, number, column))
    yield office
    database.close()


def _rows(session: Session) -> Iterator[tuple[Subject, str, Any]]:
    """Each row with letters that tell it from the others; nothing of the association itself."""
    for subject in SUBJECTS:
        if subject.name not in ("organisation", "rule_setting", "own_text", "saved_filter", "import_profile"):
            for number, row in enumerate(session.exec(select(subject.table).order_by(subject.table.id)).all()):
                yield subject, chr(ord("a") + number), row


def _expected(session: Session, person_id: UUID) -> set[str]:
    """What is hers, told from the rows themselves."""
    person, pairing = session.get_one(Person, person_id), session.exec(select(Pairing)).one()
    party = Party.MENTOR if pairing.mentor_id == person_id else Party.MENTEE
    roles = session.exec(select(PersonRole.id).where(PersonRole.person_id == person_id)).all()
    found = set()
    for subject, number, row in _rows(session):
        theirs = {getattr(row, name, None) for name in ("id", "person_id", "pairing_id", "mentor_id", "mentee_id")}
        hers = person_id in theirs or getattr(row, "role_id", None) in roles or row.id == person.household_id
        if subject.name != "expense":
            hers = hers or pairing.id in theirs
        columns = _columns(subject)
        if subject.name == "guardian":
            columns = ["relation"]
        elif subject.name == "event":
            hers, columns = True, list(EVENT)
        elif subject.name == "check_in" and row.party is not party:
            columns = []
        found |= {_mark(subject.name, number, column) for column in columns if hers and getattr(row, column)}
    return found


def _preview(database: Database, person_id: UUID) -> bytes:
    with database.reading() as session:
        return data_copy.preview(session, person_id, TODAY).pdf


def _said(pdf: bytes) -> str:
    return "".join("".join(words.split()) for words in pdf_ua.read_pages(pdf_ua.opened(pdf)))


@pytest.mark.parametrize("side", ["mentor_id", "mentee_id"])
def test_every_word_about_the_person_is_told_and_none_about_anybody_else(told: Office, side: str) -> None:
    with told.database.reading() as session:
        person_id = getattr(session.exec(select(Pairing)).one(), side)
        expected = _expected(session, person_id)
    assert len(expected) > 40
    assert set(re.findall(r"Qx\w+?xQ", _said(_preview(told.database, person_id)))) == expected


def test_every_field_of_hers_that_is_no_words_is_told_too(told: Office) -> None:
    with told.database.reading() as session:
        mentor = session.exec(select(Pairing)).one().mentor_id
        text = own_texts.text(session, Paper.DATA_COPY, "de")
        sections = {
            each.title: " ".join(map(" ".join, each.rows)) for each in data_copy.sections(session, mentor, text)
        }
        for subject, _number, row in _rows(session):
            if mentor not in (row.id, getattr(row, "person_id", None), getattr(row, "mentor_id", None)):
                continue
            for column in subject.columns:
                hidden = column.name in (*data_copy.LEFT_OUT, "changed_at", "person_id", "mentor_id")
                if not hidden and getattr(row, column.name, None) not in (None, ""):
                    assert subject.heading(column.name) in sections[subject.title], (subject.name, column.name)
        assert german_date(CERTIFICATE_DAY) in sections["Führungszeugnisse"]


def test_names_phones_and_addresses_of_others_in_notes_are_blacked(make: Make, database: Database) -> None:
    make.person(first_name="Olga", last_name="Ivanenko", mobile="0171 555 66 77", email="olga@example.org")
    note = "Olgas Nummer ist +49 171 / 5556677, IVANENKO, olga@example.org. Anna kommt am 03.10.2026; an ihr liegt es."
    make.person(first_name="An", last_name="Li")
    anna = make.person(note=note, first_name="Anna", last_name="Bach", street="Ivanenko-Weg 3")
    said = _said(_preview(database, anna))
    black = "[geschwärzt]"
    assert f"{black}Nummerist{black},{black},{black}.Annakommtam03.10.2026;anihrliegtes." in said
    assert "Ivanenko-Weg3" in said


def test_long_and_hostile_words_break_pages_and_keep_the_rules(make: Make, database: Database, tmp_path: Path) -> None:
    words = "{person} <b>&amp; \u202ekehrt\u202c " + "x" * 3000 + " Ende. " + "Sehr viele Worte. " * 500 + "Schluss"
    person = make.mentor(note=words, last_name="<i>Öz\u202e")
    with database.writing() as session:
        for number in range(120):
            session.add(Reminder(day=TODAY + timedelta(days=number), text=f"Zeile {number}", person_id=person))
    pdf = _preview(database, person)
    said = _said(pdf)
    assert faults(pdf, tmp_path) == []
    assert len(pdf_ua.opened(pdf).pages) > 6
    assert "{person}<b>&amp;" in said
    assert "Schluss" in said
    assert all(f"Zeile{number}" in said for number in range(120))


@pytest.mark.parametrize(("regime", "law"), [(PrivacyRegime.KDG, "§ 17 KDG"), (PrivacyRegime.DSG_EKD, "§ 19 DSG-EKD")])
def test_each_law_is_named(make: Make, database: Database, regime: PrivacyRegime, law: str) -> None:
    person = make.mentee()
    with database.writing() as session:
        details = programme.organisation(session).model_dump() | {"privacy_regime": regime}
        programme.change(session, programme.OrganisationDetails(**details))
    assert "".join(law.split()) in _said(_preview(database, person))


def test_that_it_was_given_is_noted_and_the_paper_is_never_kept(make: Make, database: Database) -> None:
    person = make.person()
    with database.writing() as session:
        data_copy.note(session, person, TODAY, data_copy.preview(session, person, TODAY), "ab")
    with database.reading() as session:
        assert [(row.paper, row.issued_on) for row in issue.issued(session, person)] == [(Paper.DATA_COPY, TODAY)]
    assert not issue.may_keep(Paper.DATA_COPY, [person])
