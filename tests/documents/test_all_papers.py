"""Every paper can be printed, filled and blank, and none says what must never stand on paper."""

from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from invented import pages, words
from office import CERTIFICATE_DAY, NOTE, TODAY, Office, made_office

from make import Make
from mentorhub import consent, pairings
from mentorhub.choices import Attendance, EvidenceKind, Paper, Region, Role
from mentorhub.db.database import Database
from mentorhub.db.tables import Event, Participation
from mentorhub.documents import groups, issue, registry
from mentorhub.documents.groups import Group
from mentorhub.documents.registry import About, Kind
from mentorhub.errors import FieldError
from mentorhub.files import FileTrouble
from mentorhub.text import german_date

__all__ = ["made_office"]

KINDS = registry.kinds()
BLANK = [kind for kind in KINDS if kind.blank]


def printed(office: Office, kind: Kind, *, blank: bool = False, language: str = "de") -> issue.Preview:
    with office.database.reading() as session:
        return issue.preview(session, kind.paper, [] if blank else office.ids[kind.about], TODAY, language)


def _name(kind: Kind) -> str:
    return kind.paper.value


def test_every_paper_of_the_list_but_two_can_be_printed() -> None:
    """The report is not about this folder; the Auskunft is gathered in `privacy` and has tests of its own there."""
    assert {kind.paper for kind in KINDS} == set(Paper) - {Paper.REPORT, Paper.DATA_COPY}


@pytest.mark.parametrize("kind", KINDS, ids=_name)
def test_a_filled_paper_says_what_it_must_and_nothing_that_it_must_not(office: Office, kind: Kind) -> None:
    made = printed(office, kind)
    text = words(made.pdf)
    assert made.pages == pages(made.pdf) <= 2
    # a Meldebogen asks how many come from each region: it is about nobody
    region = () if kind.paper is Paper.REPORT_SHEET else (Region.MIDDLE_EAST.german,)
    for forbidden in (NOTE, *region, "Fluchtgeschichte: ja", german_date(CERTIFICATE_DAY), "2024"):
        assert forbidden not in text, forbidden
    if kind.about in (About.VOLUNTEER, About.PEOPLE):
        assert "Öztürk" in text
    assert "None" not in text
    assert "\ufffd" not in text


@pytest.mark.parametrize("kind", BLANK, ids=_name)
def test_a_blank_paper_is_nobodys(office: Office, kind: Kind) -> None:
    made = printed(office, kind, blank=True)
    text = words(made.pdf)
    assert made.pages <= 2
    assert "leer" in made.file_name
    for somebody in ("Öztürk", "أحمد", "P-0001", "PS-2026"):
        assert somebody not in text
    assert "None" not in text


@pytest.mark.parametrize("kind", KINDS, ids=_name)
def test_no_name_stands_in_the_name_of_a_file(office: Office, kind: Kind) -> None:
    assert printed(office, kind).file_name.isascii()


@pytest.mark.parametrize("kind", KINDS, ids=_name)
def test_the_same_paper_has_the_same_bytes(office: Office, kind: Kind) -> None:
    assert printed(office, kind).pdf == printed(office, kind).pdf


def test_the_phone_list_and_the_notice_name_no_mentee(office: Office) -> None:
    phones = words(printed(office, registry.kind(Paper.PHONE_LIST)).pdf)
    assert "0171 234 56 78" in phones
    assert "أحمد" not in phones
    notice = words(printed(office, registry.kind(Paper.LANGUAGES_NOTICE)).pdf)
    assert "Ukrainisch" in notice
    assert "Tigrinya" in notice
    assert "Наталія" not in notice


def test_the_letter_stands_in_the_window_of_the_envelope(office: Office) -> None:
    document = pypdfium2.PdfDocument(printed(office, registry.kind(Paper.CERTIFICATE_REQUEST)).pdf)
    page = document[0].get_textpage()
    found = page.search("Am Bach").get_next()
    assert found is not None
    left, _bottom, _right, top = page.get_charbox(found[0])
    millimetre = 72 / 25.4
    assert 20 * millimetre < left < 105 * millimetre
    assert 45 * millimetre < 841.89 - top < 90 * millimetre


def test_a_released_phone_number_is_printed_only_then(make: Make, database: Database) -> None:
    mentor = make.mentor(mobile="0171 111 22 33")
    pairing = make.proposal(mentor)
    for released in (False, True):
        with database.writing() as session:
            if released:
                pairings.meet(session, pairing, TODAY)
                for side in (Role.MENTOR, Role.MENTEE):
                    pairings.release_contact(session, pairing, side, TODAY)
            text = words(issue.preview(session, Paper.AGREEMENT, [pairing], TODAY).pdf)
        assert ("0171 111 22 33" in text) is released


def test_what_was_issued_is_noted_without_the_paper(make: Make, database: Database, tmp_path: Path) -> None:
    mentor = make.mentor(with_papers=False)
    with database.writing() as session:
        written = issue.issue(session, Paper.CONFIDENTIALITY, [mentor], tmp_path, TODAY)
    with database.reading() as session:
        (row,) = issue.issued(session, mentor)
    assert written.path.name == "Verschwiegenheit_P-0001.pdf"
    assert (row.paper, row.language, row.text_version, row.issued_on, row.signed_on) == (
        Paper.CONFIDENTIALITY, "de", "2026-11", TODAY, None,
    )  # fmt: skip


def test_the_signed_day_is_entered_later_and_counts(make: Make, database: Database, tmp_path: Path) -> None:
    mentor = make.mentor(with_papers=False)
    pairing = make.proposal(mentor)
    with database.writing() as session:
        issue.issue(session, Paper.CONFIDENTIALITY, [mentor], tmp_path, TODAY)
        issue.issue(session, Paper.AGREEMENT, [pairing], tmp_path, TODAY)
        (declaration,), (agreement,) = issue.issued(session, mentor), issue.issued(session, pairing)
        with pytest.raises(FieldError):
            issue.sign(session, declaration.id, date(2027, 1, 1), TODAY)
        issue.sign(session, declaration.id, TODAY, TODAY)
        issue.sign(session, agreement.id, TODAY, TODAY)
    with database.reading() as session:
        assert [row.kind for row in consent.evidence(session, mentor)] == [EvidenceKind.CONFIDENTIALITY]
        assert pairings.row(session, pairing).agreement_signed_on == TODAY
        assert issue.issued(session, pairing)[0].signed_on == TODAY


def test_many_papers_are_written_together_or_not_at_all(make: Make, database: Database, tmp_path: Path) -> None:
    for number in range(3):
        make.pairing(make.mentor(last_name=f"M{number}"), make.mentee(last_name=f"E{number}"))
    with database.writing() as session:
        ids = groups.members(session, Group.UNSIGNED)
        told: list[tuple[int, int]] = []
        made = issue.preview_each(
            session, Paper.AGREEMENT, ids, TODAY, "de", lambda done, total: told.append((done, total))
        )
        assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]
        assert len(issue.write_each(session, Paper.AGREEMENT, ids, made, tmp_path, TODAY)) == 3
    (tmp_path / "Patenschaftsvereinbarung_PS-2026-001.pdf").unlink()
    with database.writing() as session, pytest.raises(FileTrouble, match="PS-2026-002"):
        issue.write_each(session, Paper.AGREEMENT, ids, made, tmp_path, TODAY)
    assert len(list(tmp_path.glob("*.pdf"))) == 2


def test_a_printed_certificate_is_noted_with_everybody_who_was_there(
    make: Make, database: Database, tmp_path: Path
) -> None:
    mentor = make.mentor()
    with database.writing() as session:
        event = Event(title="Kinderschutz", from_on=TODAY)
        session.add(event)
        session.flush()
        there = Participation(event_id=event.id, person_id=mentor, attendance=Attendance.ATTENDED)
        absent = Participation(event_id=event.id, guest_name="Gast", attendance=Attendance.REGISTERED)
        session.add_all([there, absent])
        session.flush()
        issue.issue(session, Paper.TRAINING_CERTIFICATE, [event.id], tmp_path, TODAY)
        assert (there.certificate_on, absent.certificate_on) == (TODAY, None)
        assert [row.paper for row in issue.issued(session, event.id)] == [Paper.TRAINING_CERTIFICATE]


def test_whom_no_letter_can_reach_is_named(make: Make, database: Database) -> None:
    from mentorhub.documents.gathering import offices

    reached = make.mentor(last_name="Da", street="Weg 1", postcode="59269", city="Beckum")
    lost = make.mentor(last_name="Weg")
    with database.reading() as session:
        assert offices.without_address(session, (reached, lost)) == ["Anna Weg"]
        letter = issue.preview(session, Paper.SERIAL_LETTER, [reached, lost], TODAY)
    assert letter.pages == 1
    assert "Weg 1" in words(letter.pdf)
