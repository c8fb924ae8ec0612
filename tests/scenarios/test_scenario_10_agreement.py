"""Scenario 10: the agreement on paper: names in any script, the right clauses, nothing that does not belong there."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from make import Make
from mentorhub import consent, families, pairings, programme
from mentorhub.choices import (
    LegalForm,
    MenteeKind,
    PairingForm,
    Paper,
    PrivacyRegime,
    Purpose,
    Region,
    Role,
    YesNo,
)
from mentorhub.db.database import Database
from mentorhub.documents import issue
from mentorhub.pairings import PairingDetails
from mentorhub.programme import OrganisationDetails
from mentorhub.ui import choose
from mentorhub.ui.dialogs.papers_dialog import PapersDialog, SignedPaperDialog
from mentorhub.ui.dialogs.preview_dialog import PreviewDialog
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.page_view import texts_of
from mentorhub.ui.pages.pairing_record import PairingRecord
from mentorhub.ui.tasks import Tasks
from ui.pages_in_window import settle

CONTROL = Qt.KeyboardModifier.ControlModifier
CARITAS = OrganisationDetails(
    name="Caritas Patenschaften Musterstadt",
    legal_form=LegalForm.CATHOLIC,
    privacy_regime=PrivacyRegime.KDG,
    coordinator="Наталія Коваленко",
    phone="02599 / 123 45-67",
)


def test_a_family_agreement_of_a_catholic_body_is_printed_and_signed(
    all_pages: MainWindow,
    tasks: Tasks,
    make: Make,
    database: Database,
    today: date,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mentor = make.mentor(first_name="Şükrü", last_name="Öztürk", mobile="+49 171 / 234 56-78", note="GEHEIM")
    mentee = make.mentee(
        first_name="أحمد",
        last_name="العلي",
        kind=MenteeKind.FAMILY,
        birth_date=date(2012, 5, 1),
        origin_region=Region.MIDDLE_EAST,
        refugee_background=YesNo.YES,
        note="GEHEIM",
    )
    with make.writing() as session:
        programme.change(session, CARITAS)
        families.add_members(session, mentee, [families.Member("ሰላም ተስፋይ", 2015)], today)
        families.add_guardians(session, mentee, [families.GuardianDetails("Amal العلي")])
        consent.give(session, mentee, Purpose.GUARDIANS, today, today)
        consent.inspect_certificate(session, mentor, date(2026, 10, 7), False, today)
    pairing = make.proposal(mentor, mentee)
    with make.writing() as session:
        details = PairingDetails(form=PairingForm.FAMILY, goals="Deutsch in der Schule")
        pairings.change(session, pairing, details, today)
        pairings.meet(session, pairing, today)
        for side in (Role.MENTOR, Role.MENTEE):
            pairings.release_contact(session, pairing, side, today)
        pairings.start(session, pairing, today)
        number = pairings.row(session, pairing).number
    target = tmp_path / "Vereinbarung.pdf"
    monkeypatch.setattr(choose, "save_as", lambda parent, title, name, kind: target)

    all_pages.open_pairing(pairing)
    settle(tasks)
    record = all_pages.findChild(PairingRecord)
    assert isinstance(record, PairingRecord)
    record.papers_button.click()
    settle(tasks)
    papers = record.findChildren(PapersDialog)[-1]
    assert papers.kind().paper is Paper.AGREEMENT
    papers.go_button.click()
    settle(tasks)
    preview = papers.findChildren(PreviewDialog)[-1]
    assert preview.count.text() == "2 Seiten"
    QTest.keyClick(preview, Qt.Key.Key_S, CONTROL)
    settle(tasks)
    assert preview.folder_button.isEnabled()
    preview.reject()
    settle(tasks)
    assert papers.issued.cell(0, 1) == "22.11.2026"
    papers.sign_button.click()
    settle(tasks)
    QTest.keyClick(papers.findChildren(SignedPaperDialog)[-1], Qt.Key.Key_S, CONTROL)
    settle(tasks)
    papers.reject()

    said = " ".join(" ".join(texts_of(target.read_bytes())).split())
    for wanted in (
        number, "Şükrü Öztürk", "أحمد العلي", "ሰላም ተስፋይ", "Наталія Коваленко", "+49 171 / 234 56-78", "§ 15 KDG",
        "Sammelverträge der Kirche", "für die ganze Familie", "Kinder und Jugendliche", "Sorgeberechtigte Person",
        "Deutsch in der Schule",
    ):  # fmt: skip
        assert wanted in said, wanted
    for forbidden in ("GEHEIM", Region.MIDDLE_EAST.german, "07.10.2026", "DSG-EKD", "01.05.2012"):
        assert forbidden not in said, forbidden
    with database.reading() as session:
        row = pairings.row(session, pairing)
        assert (row.agreement_printed_on, row.agreement_signed_on) == (today, today)
        assert [paper.signed_on for paper in issue.issued(session, pairing)] == [today]
