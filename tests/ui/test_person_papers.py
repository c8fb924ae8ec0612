"""Unterlagen: consents by purpose, signed papers, and the three facts of a certificate of conduct."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from make import Make
from mentorhub import consent, people
from mentorhub.choices import ConsentForm, ConsentGiver, EvidenceKind, Paper, Purpose, Region, Role, RoleStatus
from mentorhub.db.database import Database
from mentorhub.documents import issue
from mentorhub.ui import choose
from mentorhub.ui.dialogs.certificate_dialog import CertificateDialog
from mentorhub.ui.dialogs.paper_dialogs import ConsentDialog, EvidenceDialog, WithdrawDialog
from mentorhub.ui.dialogs.papers_dialog import PapersDialog
from mentorhub.ui.dialogs.person_panel import PAIRINGS, PAPERS
from mentorhub.ui.dialogs.person_papers import PersonPapers
from mentorhub.ui.dialogs.preview_dialog import PreviewDialog
from mentorhub.ui.form_dialog import FormDialog
from mentorhub.ui.page_view import texts_of
from mentorhub.ui.pages.people_page import PeoplePage
from mentorhub.ui.tasks import Tasks
from ui import audit
from ui.conftest import Answers
from ui.pages_in_window import open_page, settle

D = TypeVar("D", bound=FormDialog)


def _open(qtbot: QtBot, tasks: Tasks, today: date) -> PeoplePage:
    _window, page = open_page(qtbot, tasks, "people", lambda t, w: PeoplePage(t, w, lambda: today))
    page.panel.tabs.show_tab(PAPERS)
    return page


def _papers(page: PeoplePage) -> PersonPapers:
    return page.panel.papers


def _dialog(kind: type[D]) -> D:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, kind)
    return dialog


def _fill(dialog: FormDialog, tasks: Tasks, **values: Any) -> None:
    for name, value in values.items():
        dialog.form.field(name).set_value(value)
    dialog.try_to_save()
    settle(tasks)


def _consents(database: Database, person: UUID) -> list[consent.ConsentRow]:
    with database.reading() as session:
        return consent.consents(session, person)


# --- certificate of conduct


def test_an_inspection_stores_three_facts_and_shows_when_it_is_due_again(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, database: Database
) -> None:
    person = make.mentor()
    page = _open(qtbot, tasks, today)
    assert _papers(page).certificate.status.text() == "keine Einsicht eingetragen"
    _papers(page).certificate.button.click()
    dialog = _dialog(CertificateDialog)
    assert set(dialog.form.values()) == {"seen", "issued_on", "conviction"}
    _fill(dialog, tasks, seen=True, issued_on=date(2026, 10, 1), conviction="no")
    assert not dialog.isVisible()
    assert "01.10.2026" in _papers(page).certificate.status.text()
    assert "wieder fällig am 01.10.2031" in _papers(page).certificate.status.text()
    with database.reading() as session:
        row = consent.certificate(session, person)
    assert row is not None
    assert (row.issued_on, row.relevant_conviction) == (date(2026, 10, 1), False)


def test_too_old_a_certificate_is_refused_beside_its_date(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, database: Database
) -> None:
    person = make.mentor()
    page = _open(qtbot, tasks, today)
    _papers(page).certificate.button.click()
    dialog = _dialog(CertificateDialog)
    _fill(dialog, tasks, seen=True, issued_on=today - timedelta(days=125), conviction="no")
    assert "älter als 3 Monate" in dialog.form.problem("issued_on")
    assert dialog.isVisible()
    with database.reading() as session:
        assert consent.certificate(session, person) is None
    dialog.form.take_as_unchanged()
    dialog.reject()


def test_an_inspection_needs_all_three_answers(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    make.mentor()
    page = _open(qtbot, tasks, today)
    _papers(page).certificate.button.click()
    dialog = _dialog(CertificateDialog)
    _fill(dialog, tasks, issued_on=today)
    assert dialog.form.problem("conviction")
    _fill(dialog, tasks, conviction="no")
    assert "heute gesehen" in dialog.form.problem("seen")
    dialog.form.take_as_unchanged()
    dialog.reject()


def test_a_relevant_conviction_is_asked_for_once_more_and_no_is_taken_back(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, database: Database, answers: Answers
) -> None:
    person = make.mentor()
    page = _open(qtbot, tasks, today)
    _papers(page).certificate.button.click()
    dialog = _dialog(CertificateDialog)
    answers.yes = False
    _fill(dialog, tasks, seen=True, issued_on=today, conviction="yes")
    assert "keine Vermittlung" in answers.asked[0]
    assert dialog.isVisible()
    with database.reading() as session:
        place = people.role(session, person, Role.MENTOR)
        assert place is not None
        assert place.status is RoleStatus.CLEARED
    dialog.form.take_as_unchanged()
    dialog.reject()


def test_a_relevant_conviction_takes_the_person_out_and_keeps_nothing(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, database: Database, answers: Answers
) -> None:
    make.mentor()
    page = _open(qtbot, tasks, today)
    _papers(page).certificate.button.click()
    dialog = _dialog(CertificateDialog)
    dialog.form.field("conviction").set_value("yes")
    assert dialog.warning.isVisible()
    _fill(dialog, tasks, seen=True, issued_on=today, conviction="yes")
    assert ["keine Vermittlung" in answers.asked[0], "Jetzt löschen?" in answers.asked[1]] == [True, True]
    assert page.table.rows.rowCount() == 0
    with database.reading() as session:
        assert people.search(session) == []
    counts = database.counts()
    assert (counts["conduct_certificate"], counts["bin_entry"]) == (0, 1)


def test_nobody_is_asked_for_the_certificate_of_a_mentee(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    make.mentee()
    page = _open(qtbot, tasks, today)
    assert not _papers(page).certificate.isVisible()


def test_without_the_kennwort_only_the_state_is_shown_and_it_goes_again_when_the_time_is_up(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date
) -> None:
    person = make.mentor()
    with make.writing() as session:
        consent.inspect_certificate(session, person, date(2026, 10, 1), False, today)
    page = _open(qtbot, tasks, today)
    reentry, papers = page.main_window.reentry, _papers(page)
    asked: list[object] = []
    right: list[Callable[[int], object]] = []

    def ask(owner: object, then: Callable[[int], object]) -> None:
        asked.append(owner)
        right.append(then)

    reentry.serve(ask)
    page.reload()
    settle(tasks)
    assert papers.certificate.status.text() == "vorhanden"
    papers.show_button.click()
    assert len(asked) == 1
    assert papers.certificate.status.text() == "vorhanden"
    right[0](15)
    settle(tasks)
    assert "01.10.2026" in papers.certificate.status.text()
    assert not papers.show_button.isVisible()
    papers.certificate.button.click()  # no second question within the time
    assert len(asked) == 1
    _dialog(CertificateDialog).reject()
    reentry.close()
    assert papers.certificate.status.text() == "vorhanden"


def test_the_data_copy_asks_for_the_kennwort_and_is_noted_when_it_is_saved(
    qtbot: QtBot,
    tasks: Tasks,
    make: Make,
    today: date,
    database: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    person = make.mentor(mobile="0171 234 56 78")
    with make.writing() as session:
        consent.inspect_certificate(session, person, date(2026, 10, 1), False, today)
    page = _open(qtbot, tasks, today)
    right: list[Callable[[int], object]] = []
    page.main_window.reentry.serve(lambda _owner, then: right.append(then))
    page.reload()
    settle(tasks)
    _papers(page).data_copy_button.click()
    assert QApplication.activeModalWidget() is None
    right[0](15)
    settle(tasks)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PreviewDialog)
    assert "lesen Sie die freien Texte" in dialog.notice.sentence()
    assert not dialog.keep_box.isVisible()
    audit.check(dialog)
    target = tmp_path / "Auskunft.pdf"
    monkeypatch.setattr(choose, "save_as", lambda *_arguments: target)
    dialog.save_button.click()
    settle(tasks)
    said = texts_of(target.read_bytes())
    assert "01.10.2026" in " ".join(said)
    assert "0171" in " ".join(said)
    with database.reading() as session:
        assert [row.paper for row in issue.issued(session, person)] == [Paper.DATA_COPY]
    dialog.reject()
    _papers(page).print_papers()
    settle(tasks)  # the list of issued papers knows it
    papers = QApplication.activeModalWidget()
    assert isinstance(papers, PapersDialog)
    papers.reject()


# --- signed papers


def test_a_signed_paper_is_entered_with_its_day(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, database: Database
) -> None:
    person = make.mentor(with_papers=False)
    page = _open(qtbot, tasks, today)
    line = _papers(page).evidence[EvidenceKind.CONFIDENTIALITY]
    assert line.status.text() == "liegt nicht vor"
    line.button.click()
    _fill(_dialog(EvidenceDialog), tasks, day=date(2026, 11, 2), paper_location="Ordner 3")
    assert line.status.text() == "liegt vor vom 02.11.2026 (Ordner 3)"
    with database.reading() as session:
        (row,) = consent.evidence(session, person)
    assert (row.kind, row.day, row.paper_location) == (EvidenceKind.CONFIDENTIALITY, date(2026, 11, 2), "Ordner 3")


# --- consents


def test_a_consent_is_given_for_one_purpose(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, database: Database
) -> None:
    person = make.mentee(with_papers=False)
    page = _open(qtbot, tasks, today)
    line = _papers(page).consents[Purpose.GUARDIANS]
    line.button.click()
    dialog = _dialog(ConsentDialog)
    _fill(dialog, tasks, given_on=date(2026, 11, 2), form=ConsentForm.ORAL, language="uk")
    assert line.status.text() == "erteilt am 02.11.2026"
    assert line.button.text() == "Zurücknehmen …"
    (row,) = _consents(database, person)
    assert (row.purpose, row.form, row.given_by) == (Purpose.GUARDIANS, ConsentForm.ORAL, ConsentGiver.GUARDIANS)
    assert row.language == "uk"


def test_the_consequence_of_a_withdrawal_is_shown_before_and_then_done(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, database: Database
) -> None:
    person = make.mentee(origin_region=Region.AFRICA)
    with make.writing() as session:
        consent.give(session, person, Purpose.SPECIAL, today, today)
    page = _open(qtbot, tasks, today)
    line = _papers(page).consents[Purpose.SPECIAL]
    line.button.click()
    dialog = _dialog(WithdrawDialog)
    shown = [label.text() for label in dialog.consequence.findChildren(type(line.status))]
    assert any("Herkunft, Fluchtgeschichte" in words for words in shown)
    _fill(dialog, tasks, via="Anruf")
    assert line.status.text() == "zurückgenommen am 22.11.2026"
    assert page.panel.form.form.field("origin_region").value() == Region.UNKNOWN
    with database.reading() as session:
        assert people.get(session, person).origin_region is Region.UNKNOWN


def test_withdrawing_the_participation_leads_to_the_pairings(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date
) -> None:
    mentee = make.mentee(first_name="Adil", last_name="Aal")
    make.pairing(mentee=mentee)
    page = _open(qtbot, tasks, today)
    _papers(page).consents[Purpose.PARTICIPATION].button.click()
    _fill(_dialog(WithdrawDialog), tasks)
    assert page.panel.tabs.current() == PAIRINGS
    assert page.panel.notice.isVisible()


def test_a_withdrawal_before_the_consent_is_refused(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, database: Database
) -> None:
    person = make.mentee()
    page = _open(qtbot, tasks, today)
    _papers(page).consents[Purpose.PARTICIPATION].button.click()
    dialog = _dialog(WithdrawDialog)
    _fill(dialog, tasks, withdrawn_on=today - timedelta(days=1))
    assert "nicht vor der Einwilligung" in dialog.form.problem("withdrawn_on")
    assert _consents(database, person)[0].withdrawn_on is None
    dialog.form.take_as_unchanged()
    dialog.reject()


def test_an_own_paper_counts_once_its_purpose_is_confirmed(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, database: Database
) -> None:
    person = make.mentee(with_papers=False)
    page = _open(qtbot, tasks, today)
    line = _papers(page).consents[Purpose.PARTICIPATION]
    line.button.click()
    dialog = _dialog(ConsentDialog)
    _fill(dialog, tasks, own=True, own_form_day=date(2025, 5, 3), given_on=today, paper_location="Ordner 3")
    assert "genau diesen Zweck" in dialog.form.problem("confirmed")
    assert _consents(database, person) == []
    _fill(dialog, tasks, confirmed=True)
    assert line.status.text() == "erteilt am 22.11.2026 (eigenes Formular vom 03.05.2025, Ordner 3)"


# --- names and keys


@pytest.mark.parametrize("kind", ["certificate", "evidence", "consent", "withdrawal"])
def test_every_dialog_has_names_and_is_reached_with_tab(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, kind: str
) -> None:
    person = make.mentor()
    with make.writing() as session:
        consent.give(session, person, Purpose.PHOTO, today, today)
    papers = _papers(_open(qtbot, tasks, today))
    lines = {
        "certificate": papers.certificate,
        "evidence": papers.evidence[EvidenceKind.TRAINING],
        "consent": papers.consents[Purpose.SURVEY],
        "withdrawal": papers.consents[Purpose.PHOTO],
    }
    lines[kind].button.click()
    dialog = _dialog(FormDialog)
    audit.check(dialog)
    dialog.reject()
