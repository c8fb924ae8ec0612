"""4: I enter a certificate of conduct dated four months ago. It is refused with the reason, and nothing is stored."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from make import Make
from mentorhub import consent
from mentorhub.consent import State
from mentorhub.db.database import Database
from mentorhub.ui.dialogs.preview_dialog import PreviewDialog
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.tasks import Tasks
from scenarios.certificates import ask_for_the_kennwort, enter_certificate, papers_of, shown, type_kennwort
from ui.pages_in_window import settle


def test_a_certificate_four_months_old_is_refused_and_a_letter_for_a_new_one_offered(
    all_pages: MainWindow, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    mentor = make.mentor(last_name="Öztürk", street="Nordwall 1", postcode="59269", city="Beckum")
    ask_for_the_kennwort(all_pages, tasks, database)
    papers = papers_of(all_pages, tasks, mentor)
    QTest.mouseClick(papers.certificate.button, Qt.MouseButton.LeftButton)
    type_kennwort(tasks)
    dialog = enter_certificate(tasks, "22.07.2026")
    assert "älter als 3 Monate" in dialog.form.problem("issued_on")
    assert dialog.isVisible()
    assert dialog.letter_button.isVisible()
    QTest.mouseClick(dialog.letter_button, Qt.MouseButton.LeftButton)
    settle(tasks)
    letter = shown(PreviewDialog)
    assert "Führungszeugnis" in letter.windowTitle()
    letter.reject()
    dialog.form.take_as_unchanged()
    dialog.reject()
    assert papers.certificate.status.text() == "keine Einsicht eingetragen"
    with database.reading() as session:
        assert consent.certificate(session, mentor) is None
        assert consent.certificate_state(session, mentor, today) is State.MISSING
