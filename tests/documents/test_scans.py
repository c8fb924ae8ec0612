"""Scans of signed papers: inside the encrypted file, off until switched on, never of a certificate of conduct."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlmodel import select

import papers_in_hand
from make import Make
from mentorhub import backups, changes, consent, optional_fields, people, programme
from mentorhub.backups import Reason
from mentorhub.choices import CERTIFICATE_PAPERS, SIGNED_EVIDENCE, EvidenceKind, Paper, Purpose
from mentorhub.db import triggers
from mentorhub.db.database import Database
from mentorhub.db.keys import RecoveryKey
from mentorhub.db.tables import Attachment, Change, ConductCertificate, Evidence, IssuedDocument
from mentorhub.db.trouble import RuleBroken
from mentorhub.documents import registry, scans
from mentorhub.documents.scans import NeverScanned, On, Place, ScansAreOff, UnusableScan

CANARY = b"Kanarienvogel im Kohlebergwerk"


def test_scans_are_off_until_somebody_switches_them_on(make: Make, tmp_path: Path) -> None:
    place = _agreement(make)
    with make.writing() as session, pytest.raises(ScansAreOff, match="Einstellungen"):
        scans.add(session, place, papers_in_hand.pdf(tmp_path / "unterschrieben.pdf"))
    assert _stored(make.database) == (0, 0)


def test_a_signed_agreement_is_kept_with_its_paper_and_looked_at(make: Make, tmp_path: Path) -> None:
    place = _switched_on(make, _agreement(make))
    path = papers_in_hand.pdf(tmp_path / "Vereinbarung Koval.PDF", pages=2)
    _add(make, place, path)
    with make.database.reading() as session:
        (row,) = scans.rows(session, On.DOCUMENT, [place.id])[place.id]
        assert (row.name, row.size, row.is_issued) == ("Vereinbarung Koval.pdf", path.stat().st_size, False)
        assert scans.get(session, row.id).content == path.read_bytes()
        assert scans.stored(session) == (1, path.stat().st_size)
    assert path.exists()


def test_a_list_of_scans_reads_no_page(make: Make, tmp_path: Path) -> None:
    place = _switched_on(make, _agreement(make))
    _add(make, place, papers_in_hand.pdf(tmp_path / "a.pdf"))
    asked: list[str] = []
    with make.database.reading() as session:
        connection = session.connection()
        sa.event.listen(connection, "before_cursor_execute", lambda *told: asked.append(str(told[2])))
        scans.rows(session, On.DOCUMENT, [place.id])
        scans.stored(session)
    assert len(asked) == 2
    assert not any("content" in words.replace("length(attachment.content)", "") for words in asked)


def test_consents_and_signed_declarations_have_scans_too_and_a_request_lists_all(make: Make, tmp_path: Path) -> None:
    agreement = _switched_on(make, _agreement(make))
    path = papers_in_hand.scan(tmp_path / "Blatt.png")
    with make.database.reading() as session:
        mentee = people.search(session, "Koval")[0]
        mentor = people.search(session, "Müller")[0]
        given = Place(On.CONSENT, consent.consents(session, mentee)[0].id)
        declared = Place(On.EVIDENCE, consent.evidence(session, mentor)[0].id)
    for place in (agreement, given, declared):
        _add(make, place, path)
    with make.database.reading() as session:
        assert {row.place for row in scans.of_person(session, mentee)} == {agreement, given}
        assert {row.place for row in scans.of_person(session, mentor)} == {agreement, declared}


def test_nothing_about_a_certificate_of_conduct_has_a_scan_on_any_path(make: Make, tmp_path: Path) -> None:
    mentor = make.mentor()
    path = papers_in_hand.pdf(tmp_path / "Führungszeugnis.pdf")
    for paper in CERTIFICATE_PAPERS:
        place = _switched_on(make, _issued(make, paper, person_id=mentor))
        with make.writing() as session, pytest.raises(NeverScanned, match="§ 72a"):
            scans.add(session, place, path)
        with make.writing() as session, pytest.raises(NeverScanned):
            scans.keep_issued(session, place.id, "a.pdf", path.read_bytes())
        with pytest.raises(RuleBroken, match="§ 72a"), make.writing() as session:
            session.add(Attachment(document_id=place.id, name="a.pdf", media_type=scans.PDF, content=b"%PDF-"))
    assert _stored(make.database) == (0, 0)


def test_a_kept_paper_cannot_become_one_about_a_certificate(make: Make, tmp_path: Path) -> None:
    place = _switched_on(make, _agreement(make))
    _add(make, place, papers_in_hand.pdf(tmp_path / "a.pdf"))
    other = _issued(make, Paper.INSPECTION_RECORD, person_id=make.mentor(last_name="Zwei"))
    with pytest.raises(RuleBroken), make.writing() as session:
        session.get_one(IssuedDocument, place.id).paper = Paper.INSPECTION_RECORD
    with pytest.raises(RuleBroken), make.writing() as session:
        session.connection().execute(sa.update(Attachment).values(document_id=other.id))


def test_the_table_has_no_way_to_a_certificate_and_every_paper_about_one_is_known() -> None:
    targets = {key.column.table.name for key in Attachment.__table__.foreign_keys}
    assert targets == {"issued_document", "consent", "evidence"}
    assert ConductCertificate.__table__.name not in targets
    about = {kind.paper for kind in registry.kinds() if "Fuehrungszeugnis" in kind.file or "Einsicht" in kind.file}
    assert about | {Paper.DATA_COPY} == set(CERTIFICATE_PAPERS)
    assert all(not scans.may_have(paper) for paper in CERTIFICATE_PAPERS)


def test_a_talk_has_no_signed_paper_and_no_scan(make: Make, today: date, tmp_path: Path) -> None:
    mentor = make.mentor()
    for kind in set(EvidenceKind) - set(SIGNED_EVIDENCE):
        with make.writing() as session:
            consent.add_evidence(session, mentor, kind, today, today)
            session.flush()
            row = session.exec(select(Evidence).where(Evidence.kind == kind)).one()
            place = Place(On.EVIDENCE, row.id)
        _switched_on(make, place)
        with make.writing() as session, pytest.raises(NeverScanned):
            scans.add(session, place, papers_in_hand.pdf(tmp_path / "a.pdf"))
        with pytest.raises(RuleBroken), make.writing() as session:
            session.add(Attachment(evidence_id=place.id, name="a.pdf", media_type=scans.PDF, content=b"%PDF-"))


def test_a_scan_hangs_on_exactly_one_record(make: Make) -> None:
    place = _agreement(make)
    for columns in ({}, {"document_id": place.id, "consent_id": place.id}):
        with pytest.raises(sa.exc.IntegrityError), make.writing() as session:
            session.add(Attachment(name="a.pdf", media_type=scans.PDF, content=b"%PDF-", **columns))  # type: ignore[arg-type]


def test_a_photo_loses_its_place_stands_upright_and_gets_smaller(make: Make, tmp_path: Path) -> None:
    place = _switched_on(make, _agreement(make))
    path = papers_in_hand.photo(tmp_path / "IMG_0815.jpeg")
    assert b"Geheimes Telefon" in path.read_bytes()
    scan = _kept(make, place, path)
    picture = papers_in_hand.opened(scan.content)
    assert (scan.name, scan.media_type, picture.size) == ("IMG_0815.jpg", scans.JPEG, (1800, 2400))
    assert not picture.getexif()
    assert b"Telefon" not in scan.content


def test_black_on_white_stays_as_sharp_as_it_was(make: Make, tmp_path: Path) -> None:
    place = _switched_on(make, _agreement(make))
    scan = _kept(make, place, papers_in_hand.scan(tmp_path / "Seite.png"))
    assert (scan.media_type, papers_in_hand.opened(scan.content).size) == (scans.PNG, (1654, 2339))


def test_what_a_file_is_does_not_depend_on_its_name(make: Make, tmp_path: Path) -> None:
    place = _switched_on(make, _agreement(make))
    scan = _kept(make, place, papers_in_hand.pdf(tmp_path / "Bild.jpg"))
    assert (scan.name, scan.media_type) == ("Bild.pdf", scans.PDF)


@pytest.mark.parametrize(
    ("name", "write", "words"),
    [
        ("leer.pdf", lambda path: path.write_bytes(b""), "leer"),
        ("kaputt.pdf", lambda path: path.write_bytes(b"%PDF-1.7\n" + CANARY * 20), "beschädigt"),
        ("programm.pdf", lambda path: path.write_bytes(b"MZ" + bytes(400)), "weder PDF noch"),
        ("text.png", lambda path: path.write_bytes(CANARY), "weder PDF noch"),
        ("halb.png", lambda path: _half(papers_in_hand.scan(path)), "beschädigt"),
        ("bombe.png", papers_in_hand.bomb, "beschädigt"),
        ("geschützt.pdf", papers_in_hand.locked_pdf, "Kennwort"),
        ("buch.pdf", lambda path: papers_in_hand.pdf(path, pages=21), "mehr als 20 Seiten"),
        ("plakat.pdf", lambda path: papers_in_hand.pdf(path, size=(5000, 5000)), "größer als A3"),
        ("dick.pdf", lambda path: _stuffed(papers_in_hand.pdf(path), 6_000_000), "größer als 5 MB"),
        ("riesig.png", lambda path: _stuffed(path, 41_000_000), "größer als 40 MB"),
        ("weg.pdf", lambda path: path, "nicht öffnen"),
        ("ordner.pdf", lambda path: path.mkdir(), "nicht öffnen"),
    ],
)
def test_files_that_cannot_be_kept_say_so_in_a_sentence(
    make: Make, tmp_path: Path, name: str, write: Callable[[Path], object], words: str
) -> None:
    place = _switched_on(make, _agreement(make))
    write(tmp_path / name)
    with make.writing() as session, pytest.raises(UnusableScan, match=words) as told:
        scans.add(session, place, tmp_path / name)
    assert str(told.value).startswith(f"Die Datei „{name}“")
    assert "nichts gespeichert" in str(told.value)
    assert _stored(make.database) == (0, 0)


def test_a_scan_goes_and_comes_back_with_its_undoing(make: Make, today: date, tmp_path: Path) -> None:
    place = _switched_on(make, _agreement(make))
    key = _add(make, place, papers_in_hand.pdf(tmp_path / "a.pdf"))
    with make.database.reading() as session:
        before = scans.get(session, key)
    with make.writing() as session:
        scans.remove(session, key)
    assert _stored(make.database) == (0, 0)
    with make.writing() as session:
        assert "Scan" in changes.undo(session, today).words
    with make.database.reading() as session:
        assert scans.get(session, key) == before


def test_the_log_says_whose_paper_was_scanned_and_never_shows_it(make: Make, tmp_path: Path) -> None:
    place = _switched_on(make, _agreement(make))
    key = _add(make, place, papers_in_hand.pdf(tmp_path / "a.pdf"))
    with make.writing() as session:
        scans.remove(session, key)
    with make.database.reading() as session:
        mentee = people.search(session, "Koval")[0]
        told = session.exec(select(Change).where(Change.table_name == "attachment")).all()
        assert [(row.person_id, row.fields) for row in told] == [(mentee, ""), (mentee, "")]
        assert scans.concerned(session, key) is None


def test_removed_people_take_their_scans_into_the_bin_and_bring_them_back(
    make: Make, today: date, tmp_path: Path
) -> None:
    mentor = make.mentor()
    place = _switched_on(make, _declaration(make, mentor))
    path = papers_in_hand.scan(tmp_path / "Blatt.png")
    key = _add(make, place, path)
    with make.database.reading() as session:
        before = scans.get(session, key)
    with make.writing() as session:
        entry = changes.remove_person(session, mentor, today)
    assert _stored(make.database) == (0, 0)
    with make.writing() as session:
        changes.restore(session, entry)
    with make.database.reading() as session:
        assert scans.get(session, key) == before


def test_erasing_a_record_erases_its_scan(make: Make, tmp_path: Path) -> None:
    mentor = make.mentor()
    place = _switched_on(make, _declaration(make, mentor))
    _add(make, place, papers_in_hand.scan(tmp_path / "Blatt.png"))
    with make.writing() as session:
        consent.remove_evidence(session, place.id)
    assert _stored(make.database) == (0, 0)


def test_two_records_of_one_person_keep_the_scans_of_both(make: Make, today: date, tmp_path: Path) -> None:
    path = papers_in_hand.scan(tmp_path / "Blatt.png")
    keep, drop = make.mentor(), make.mentor()
    for person in (keep, drop):
        with make.writing() as session:
            consent.give(session, person, Purpose.PHOTO, today - timedelta(days=person == drop), today)
            given = consent.consents(session, person)[0].id
        for place in (_declaration(make, person), Place(On.CONSENT, given)):
            _add(make, _switched_on(make, place), path)
    with make.writing() as session:
        people.merge(session, keep, drop)
    with make.database.reading() as session:
        assert len(consent.evidence(session, keep)) == len(consent.consents(session, keep)) == 1
        assert sorted(row.place.on for row in scans.of_person(session, keep)) == [
            On.CONSENT, On.CONSENT, On.EVIDENCE, On.EVIDENCE,
        ]  # fmt: skip


def test_switching_scans_off_offers_to_delete_them_but_keeps_issued_papers(
    make: Make, today: date, tmp_path: Path
) -> None:
    place = _switched_on(make, _agreement(make))
    _add(make, place, papers_in_hand.pdf(tmp_path / "a.pdf"))
    with make.writing() as session:
        scans.keep_issued(session, place.id, "Vereinbarung.pdf", b"%PDF-1.7")
    with make.writing() as session:
        assert optional_fields.stored(session, "scan", today) == 1
        optional_fields.switch(session, [("scan", False)], ["scan"], today)
        assert [row.is_issued for row in scans.rows(session, On.DOCUMENT, [place.id])[place.id]] == [True]


def test_a_backup_holds_the_scans_and_nothing_lies_on_the_disk_in_plain(
    make: Make, folder: Path, tmp_path: Path, recovery_key: str
) -> None:
    place = _switched_on(make, _agreement(make))
    key = _add(make, place, papers_in_hand.pdf(tmp_path / "a.pdf", words=CANARY.decode()))
    backup = backups.make(make.database, Reason.MANUAL, datetime(2026, 11, 22, 18, 30, tzinfo=UTC))
    with make.writing() as session:
        scans.remove(session, key)
    for file in folder.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert b"%PDF-" not in content
            assert CANARY not in content
    backups.restore(backup.path, folder, make.database)
    restored = Database.open(folder, RecoveryKey(recovery_key))
    with restored.reading() as session:
        assert scans.get(session, key).name == "a.pdf"
    restored.close()


def test_the_file_itself_checks_its_scans() -> None:
    assert sum(triggers.NO_SCAN in words for words in triggers.TRIGGERS) == 4


def _agreement(make: Make) -> Place:
    return _issued(make, Paper.AGREEMENT, pairing_id=make.pairing())


def _issued(make: Make, paper: Paper, **about: UUID) -> Place:
    with make.writing() as session:
        row = IssuedDocument(paper=paper, issued_on=make.today, **about)  # type: ignore[arg-type]
        session.add(row)
        session.flush()
        return Place(On.DOCUMENT, row.id)


def _declaration(make: Make, person: UUID) -> Place:
    with make.database.reading() as session:
        return Place(On.EVIDENCE, consent.evidence(session, person)[0].id)


def _switched_on(make: Make, place: Place) -> Place:
    with make.writing() as session:
        programme.switch_field(session, "scan", on=True)
    return place


def _add(make: Make, place: Place, path: Path) -> UUID:
    with make.writing() as session:
        return scans.add(session, place, path)


def _kept(make: Make, place: Place, path: Path) -> scans.Scan:
    key = _add(make, place, path)
    with make.database.reading() as session:
        return scans.get(session, key)


def _stored(database: Database) -> tuple[int, int]:
    with database.reading() as session:
        return scans.stored(session)


def _half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:150])


def _stuffed(path: Path, size: int) -> None:
    with path.open("ab") as file:
        file.write(bytes(size))
