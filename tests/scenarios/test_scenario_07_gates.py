"""7: A pairing with a twelve-year-old cannot become active while papers are missing, whichever way one tries."""

import csv
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlmodel import Session

from conftest import PASSPHRASE
from make import Make
from mentorhub import changes, consent, pairings, people, programme, today
from mentorhub.choices import EndedBy, EndReason, EvidenceKind, PairingStatus, Purpose, Role, RoleStatus
from mentorhub.cli.main import main
from mentorhub.db.database import Database
from mentorhub.import_export import bringing_back, exporting, importing
from mentorhub.pairings import PairingRow, Step
from mentorhub.today import Urgency
from mentorhub.ui.dialogs.certificate_dialog import CertificateDialog
from mentorhub.ui.dialogs.paper_dialogs import ConsentDialog, EvidenceDialog
from mentorhub.ui.dialogs.preview_dialog import PreviewDialog
from mentorhub.ui.dialogs.step_dialogs import StepDialog
from mentorhub.ui.form_dialog import FormDialog
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.pages.pairings_page import PairingsPage
from mentorhub.ui.tasks import Tasks
from scenarios.certificates import ask_for_the_kennwort, enter_certificate, shown, type_kennwort
from ui.pages_in_window import settle


def _child(make: Make) -> UUID:
    return make.mentee(first_name="Ali", last_name="Beispiel", birth_date=date(2014, 3, 1))


def _met(make: Make, mentor: UUID, mentee: UUID) -> UUID:
    pairing = make.proposal(mentor, mentee)
    with make.writing() as session:
        pairings.meet(session, pairing, make.today)
    return pairing


def _row(database: Database, pairing: UUID) -> PairingRow:
    with database.reading() as session:
        return pairings.row(session, pairing)


def _start_dialog(window: MainWindow, tasks: Tasks, pairing: UUID, step: Step = Step.START) -> StepDialog:
    window.open_pairing(pairing)
    settle(tasks)
    page = window.page("pairings")
    assert isinstance(page, PairingsPage)
    dialog = page.record.take_step(step)
    assert isinstance(dialog, StepDialog)
    settle(tasks)
    return dialog


def _press_save(dialog: FormDialog, tasks: Tasks) -> None:
    QTest.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    settle(tasks)


def test_in_the_window_everything_is_mended_in_place_and_then_it_starts(
    all_pages: MainWindow, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    mentor = make.mentor(with_papers=False)
    pairing = _met(make, mentor, _child(make))
    ask_for_the_kennwort(all_pages, tasks, database)
    dialog = _start_dialog(all_pages, tasks, pairing)
    dialog.form.field("day").line.setText("22.11.2026")
    settle(tasks)
    assert len(dialog.missing.texts()) == 3
    _press_save(dialog, tasks)
    assert "noch nicht losgehen" in dialog.missing.notice.findChildren(type(dialog.missing.need))[-1].text()
    assert _row(database, pairing).status is PairingStatus.PROPOSED
    for key in ("certificate", "guardians", "confidentiality"):
        QTest.mouseClick(dialog.missing.print_button(key), Qt.MouseButton.LeftButton)
        settle(tasks)
        shown(PreviewDialog).reject()
    QTest.mouseClick(dialog.missing.mend_button("certificate"), Qt.MouseButton.LeftButton)
    settle(tasks)
    type_kennwort(tasks)
    shown(CertificateDialog)
    enter_certificate(tasks, "01.10.2026")
    for key, kind in (("guardians", ConsentDialog), ("confidentiality", EvidenceDialog)):
        QTest.mouseClick(dialog.missing.mend_button(key), Qt.MouseButton.LeftButton)
        settle(tasks)
        _press_save(shown(kind), tasks)
    assert dialog.missing.texts() == []
    assert dialog.form.field("day").line.text() == "22.11.2026"
    _press_save(dialog, tasks)
    assert not dialog.isVisible()
    assert _row(database, pairing).status is PairingStatus.ACTIVE


def test_with_an_adult_it_works_without_a_certificate_and_the_program_says_why(
    all_pages: MainWindow, tasks: Tasks, make: Make, database: Database
) -> None:
    pairing = _met(make, make.mentor(), make.mentee(birth_year=1990))
    dialog = _start_dialog(all_pages, tasks, pairing)
    assert dialog.missing.texts() == []
    assert "nicht erforderlich, nur Erwachsene" in dialog.missing.need.text()
    assert "§ 30a" in dialog.missing.need.text()
    _press_save(dialog, tasks)
    assert _row(database, pairing).status is PairingStatus.ACTIVE


def test_the_command_line_does_not_get_past_the_gate(
    make: Make, database: Database, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make.mentor()
    _child(make)
    secret = tmp_path / "kennwort.txt"
    secret.write_text(PASSPHRASE, "utf-8")
    before = ["--data", str(folder), "--passphrase-file", str(secret)]
    assert main([*before, "pair", "P-0001", "P-0002", "--start", "2026-11-22"]) == 1
    assert "Führungszeugnis" in capsys.readouterr().err
    with database.reading() as session:
        assert pairings.search(session) == []


@pytest.mark.parametrize(
    ("since", "status"),
    [
        ("01.05.2025", PairingStatus.ACTIVE),
        ("22.11.2026", PairingStatus.PROPOSED),
        ("15.12.2026", PairingStatus.PROPOSED),
        ("", PairingStatus.PROPOSED),
    ],
)
def test_a_list_brings_in_as_running_only_what_began_before_the_folder(
    make: Make, database: Database, tmp_path: Path, since: str, status: PairingStatus
) -> None:
    """Some weeks after the folder was made, so that a pairing without a beginning may as well be a new one."""
    later = make.today + timedelta(days=45)
    make.mentor(last_name="Aal")
    _child(make)
    path = tmp_path / "Patenschaften.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([["Patin", "Mentee", "seit"], ["Anna Aal", "Ali Beispiel", since]])
    with database.writing() as session:
        result = importing.bring_in(session, importing.check(session, path, None, later), later)
    with database.reading() as session:
        (row,) = pairings.rows(session, pairings.search(session))
    assert row.status is status
    if status is PairingStatus.ACTIVE:
        assert row.papers_due_on is not None
    else:
        assert any("Vorschlag" in problem.sentence for problem in result.refused)


def test_undo_does_not_bring_a_pairing_back_whose_papers_have_run_out(make: Make, database: Database) -> None:
    pairing = _running(make, database)
    with database.writing() as session:
        pairings.end(session, pairing, make.today, EndReason.MOVED, EndedBy.BOTH, today=make.today)
    much_later = make.today.replace(year=2031, month=11, day=30)
    with pytest.raises(pairings.GateClosed, match="abgelaufen"), database.writing() as session:
        changes.undo(session, much_later)
    assert _row(database, pairing).status is PairingStatus.ENDED


def test_a_start_on_the_day_the_child_is_of_age_is_no_way_round(
    all_pages: MainWindow, tasks: Tasks, make: Make, database: Database
) -> None:
    mentee = make.mentee(first_name="Ali", last_name="Beispiel", birth_date=make.today - timedelta(days=17 * 365))
    pairing = _met(make, make.mentor(), mentee)
    of_age = make.today + timedelta(days=500)
    with database.reading() as session:
        assert not [item for item in pairings.missing(session, *_sides(database, pairing), of_age) if item.blocks]
    dialog = _start_dialog(all_pages, tasks, pairing)
    dialog.form.field("day").line.setText(f"{of_age:%d.%m.%Y}")
    settle(tasks)
    _press_save(dialog, tasks)
    assert _row(database, pairing).status is PairingStatus.PROPOSED


def _sides(database: Database, pairing: UUID) -> tuple[UUID, UUID]:
    row = _row(database, pairing)
    return row.mentor_id, row.mentee_id


def test_reopening_asks_the_gate_again(make: Make, database: Database) -> None:
    pairing = _running(make, database)
    with database.writing() as session:
        pairings.end(session, pairing, make.today, EndReason.MOVED, EndedBy.BOTH, today=make.today)
        consent.forget_certificate(session, pairings.row(session, pairing).mentor_id)
    with pytest.raises(pairings.GateClosed, match="Führungszeugnis"), database.writing() as session:
        pairings.reopen(session, pairing, make.today, today=make.today)
    assert _row(database, pairing).status is PairingStatus.ENDED


def test_no_subject_changes_the_status_of_a_pairing_past_the_gate(make: Make, database: Database) -> None:
    mentor, mentee = make.mentor(with_papers=False), _child(make)
    pairing = _met(make, mentor, mentee)
    assert "status" not in pairings.PairingDetails.model_fields
    with database.writing() as session:
        pairings.change(session, pairing, pairings.row(session, pairing).details, make.today)
        people.set_status(session, mentor, Role.MENTOR, RoleStatus.ACTIVE, make.today)
        people.set_status(session, mentee, Role.MENTEE, RoleStatus.PAIRED, make.today)
    with pytest.raises(pairings.GateClosed), database.writing() as session:
        pairings.start_trial(session, pairing, make.today)
    with pytest.raises(pairings.NotPossible), database.writing() as session:
        pairings.resume(session, pairing, make.today)
    with pytest.raises(pairings.NotPossible), database.writing() as session:
        pairings.take_over(session, mentor, mentee, make.today, make.today)
    assert _row(database, pairing).status is PairingStatus.PROPOSED


def test_a_trial_asks_the_gate_in_the_window_too(
    all_pages: MainWindow, tasks: Tasks, make: Make, database: Database
) -> None:
    pairing = _met(make, make.mentor(with_papers=False), _child(make))
    dialog = _start_dialog(all_pages, tasks, pairing, Step.START_TRIAL)
    assert len(dialog.missing.texts()) == 3
    _press_save(dialog, tasks)
    assert dialog.isVisible()
    assert _row(database, pairing).status is PairingStatus.PROPOSED


def test_reopening_in_the_window_is_refused_with_what_is_missing(
    all_pages: MainWindow, tasks: Tasks, make: Make, database: Database
) -> None:
    pairing = _running(make, database)
    with database.writing() as session:
        pairings.end(session, pairing, make.today, EndReason.MOVED, EndedBy.BOTH, today=make.today)
        consent.forget_certificate(session, pairings.row(session, pairing).mentor_id)
    dialog = _start_dialog(all_pages, tasks, pairing, Step.REOPEN)
    _press_save(dialog, tasks)
    assert any("Führungszeugnis" in text for text in dialog.missing.texts())
    assert _row(database, pairing).status is PairingStatus.ENDED


def test_the_bin_brings_back_an_ended_pairing_only_as_ended(make: Make, database: Database) -> None:
    pairing = _running(make, database)
    mentor, mentee = _sides(database, pairing)
    with pytest.raises(changes.NotRemovable), database.writing() as session:
        changes.remove_person(session, mentor, make.today)
    with database.writing() as session:
        pairings.end(session, pairing, make.today, EndReason.MOVED, EndedBy.BOTH, today=make.today)
    with database.writing() as session:
        lying = changes.remove_person(session, mentee, make.today)
    with database.writing() as session:
        consent.forget_certificate(session, mentor)
        changes.restore(session, lying)
    assert _row(database, pairing).status is PairingStatus.ENDED
    with pytest.raises(pairings.GateClosed), database.writing() as session:
        pairings.reopen(session, pairing, make.today, today=make.today)


def test_merging_makes_no_proposal_active_and_a_child_found_by_it_is_told_at_once(
    make: Make, database: Database
) -> None:
    proposed = _met(make, make.mentor(with_papers=False), make.mentee(first_name="Ali", last_name="Beispiel"))
    adults = make.pairing(make.mentor(last_name="Weiß"), make.mentee(first_name="Sara", last_name="Muster"))
    child = make.mentee(first_name="Sarah", last_name="Muster", birth_date=date(2014, 3, 1))
    known_as_child = _child(make)
    with database.writing() as session:
        people.merge(session, pairings.row(session, proposed).mentee_id, known_as_child)
    assert _row(database, proposed).status is PairingStatus.PROPOSED
    with pytest.raises(pairings.GateClosed), database.writing() as session:
        pairings.start(session, proposed, make.today)
    with database.writing() as session:
        people.merge(session, pairings.row(session, adults).mentee_id, child)
    assert _told_as_red(database, make.today) == {adults}


def test_a_workbook_brings_no_running_pairing_back_without_telling_what_is_missing(
    make: Make, database: Database, tmp_path: Path
) -> None:
    """Certificates stay behind unless asked for: in the new folder the pairing with a child is overdue at once."""
    pairing = _running(make, database)
    assert _told_as_red(database, make.today) == set()
    with database.reading() as session, (tmp_path / "alles.xlsx").open("wb") as file:
        exporting.everything(session, file, with_certificates=False)
    other, _recovery_key = Database.create(tmp_path / "other", "")
    with other.writing() as session:
        programme.found(session, programme.OrganisationDetails(name="Musterverein"))
        bringing_back.bring_back(session, tmp_path / "alles.xlsx")
    with other.reading() as session:
        (row,) = pairings.rows(session, pairings.search(session))
        assert row.number == _row(database, pairing).number
        assert [item.key for item in pairings.missing(session, row.mentor_id, row.mentee_id, make.today)] == [
            "certificate"
        ]
    assert _told_as_red(other, make.today) == {row.id}
    with pytest.raises(pairings.GateClosed), other.writing() as session:
        pairings.start(session, _next_with(session, row, make.today), make.today)
    other.close()


def _next_with(session: Session, row: PairingRow, today: date) -> UUID:
    """Another pairing of the same two, once this one has ended."""
    pairings.end(session, row.id, today, EndReason.OTHER, EndedBy.BOTH, today=today, back_to_waiting=True)
    return pairings.propose(session, row.mentor_id, row.mentee_id, today)


def _told_as_red(database: Database, day: date) -> set[UUID | None]:
    with database.reading() as session:
        lines = today.of_kind(session, "papers", day)
    return {line.pairing_id for line in lines if line.urgency <= Urgency.TODAY and "Kind" in line.text}


def _running(make: Make, database: Database) -> UUID:
    """With a child, and with all papers."""
    mentor, mentee = make.mentor(), _child(make)
    with database.writing() as session:
        consent.inspect_certificate(session, mentor, make.today, False, make.today)
        consent.give(session, mentee, Purpose.GUARDIANS, make.today, make.today)
        assert consent.evidence(session, mentor)[0].kind is EvidenceKind.CONFIDENTIALITY
    return make.pairing(mentor, mentee)
