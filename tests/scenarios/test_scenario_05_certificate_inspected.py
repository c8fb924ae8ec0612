"""5: I enter an inspection. Only the allowed facts fit in, the due day is shown, all of it only after the Kennwort."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit

from make import Make
from mentorhub import consent
from mentorhub.db.database import Database
from mentorhub.db.tables import ConductCertificate
from mentorhub.ui.dialogs.certificate_dialog import CertificateDialog
from mentorhub.ui.dialogs.key_dialogs import ConfirmDialog
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.tasks import Tasks
from scenarios.certificates import ask_for_the_kennwort, enter_certificate, papers_of, shown, type_kennwort
from ui.pages_in_window import settle


def test_three_facts_and_no_attachment_seen_only_after_the_kennwort(
    all_pages: MainWindow, tasks: Tasks, make: Make, database: Database
) -> None:
    mentor = make.mentor(last_name="Öztürk")
    ask_for_the_kennwort(all_pages, tasks, database)
    papers = papers_of(all_pages, tasks, mentor)
    QTest.mouseClick(papers.certificate.button, Qt.MouseButton.LeftButton)
    shown(ConfirmDialog)  # nothing can be entered before
    type_kennwort(tasks)
    dialog = shown(CertificateDialog)
    assert set(dialog.form.values()) == {"seen", "issued_on", "conviction"}
    assert [line for line in dialog.findChildren(QLineEdit) if line is not dialog.form.field("issued_on").line] == []
    assert dialog.findChildren(QPlainTextEdit) == []
    words = " ".join(button.text() for button in dialog.findChildren(QAbstractButton)).replace("&", "")
    assert not any(word in words for word in ("Anhang", "Datei", "Scan", "Kopie"))
    QTest.keyClicks(dialog.form.field("issued_on").line, "01.10.2026")
    assert dialog.due.text() == "Wieder fällig am 01.10.2031."
    dialog.form.field("issued_on").set_value(None)
    enter_certificate(tasks, "01.10.2026")
    assert "wieder fällig am 01.10.2031" in papers.certificate.status.text()
    all_pages.reentry.close()  # fifteen minutes later
    assert papers.certificate.status.text() == "vorhanden"
    QTest.mouseClick(papers.show_button, Qt.MouseButton.LeftButton)
    type_kennwort(tasks)
    settle(tasks)
    assert "01.10.2026" in papers.certificate.status.text()
    with database.reading() as session:
        row = consent.certificate(session, mentor)
    assert row is not None
    assert (row.issued_on, row.relevant_conviction) == (date(2026, 10, 1), False)
    assert set(ConductCertificate.model_fields) == {"id", "version", "person_id", "issued_on", "relevant_conviction"}
