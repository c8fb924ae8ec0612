"""Patenschaften: find one, take it through its life, and see each step both on screen and in the data."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from make import Make
from mentorhub import consent, pairings, people
from mentorhub.choices import EndedBy, EndReason, EvidenceKind, PairingStatus, Programme, Role, RoleStatus
from mentorhub.db.database import Database
from mentorhub.pairings import PairingRow, Step
from mentorhub.ui.dialogs.pairing_dialog import NewPairingDialog, PairingDialog
from mentorhub.ui.dialogs.step_choice import ReleaseDialog
from mentorhub.ui.dialogs.step_dialogs import StepDialog
from mentorhub.ui.dialogs.step_ending import EndDialog
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.pages.pairings_page import PairingsPage
from mentorhub.ui.pairing_lines import contact_status
from mentorhub.ui.pick_field import PickField
from mentorhub.ui.tasks import Tasks
from ui import audit
from ui.conftest import Answers
from ui.pages_in_window import asked_for, open_page, settle


def _open(qtbot: QtBot, tasks: Tasks, today: date) -> tuple[MainWindow, PairingsPage]:
    return open_page(
        qtbot, tasks, "pairings", lambda t, w: PairingsPage(t, w, today=lambda: today), "people", "activities"
    )


def _stored(database: Database, pairing: UUID) -> PairingRow:
    with database.reading() as session:
        return pairings.row(session, pairing)


def _shown(page: PairingsPage) -> list[str]:
    return [str(page.model.data(page.model.index(row, 2))) for row in range(page.model.rowCount())]


def _type(qtbot: QtBot, picker: PickField, words: str) -> None:
    picker.line.setText(words)
    qtbot.waitUntil(lambda: picker.hits.count() == 1)


def _step(page: PairingsPage, step: Step, kind: type[StepDialog] = StepDialog) -> StepDialog:
    dialog = page.record.take_step(step)
    assert isinstance(dialog, kind)
    return dialog


def test_the_list_shows_both_people_and_the_record_of_the_first(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date
) -> None:
    make.pairing(make.mentor(last_name="Weiß"), make.mentee(first_name="Rojda", last_name="Aydın"))
    _window, page = _open(qtbot, tasks, today)
    assert _shown(page) == ["Aydın, Rojda"]
    assert page.record.number.text() == "PS-2026-001"
    assert "Weiß, Anna" in page.record.mentor.text()
    assert page.count.text() == "1 Patenschaft"


def test_searching_without_accents_finds_the_pairing(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    make.pairing(make.mentor(), make.mentee(first_name="Şükrü", last_name="Öztürk"))
    make.pairing(make.mentor(), make.mentee())
    _window, page = _open(qtbot, tasks, today)
    page.search.setText("ozturk")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    settle(tasks)
    assert _shown(page) == ["Öztürk, Şükrü"]


def test_the_filter_shows_only_proposals(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    make.pairing()
    make.proposal(make.mentor(), make.mentee(first_name="Ivan", last_name="Petrov"))
    _window, page = _open(qtbot, tasks, today)
    page.filter.combo.choose((PairingStatus.PROPOSED,))
    settle(tasks)
    assert _shown(page) == ["Petrov, Ivan"]


def test_a_proposal_walks_to_an_active_pairing_by_its_first_button(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    pairing = make.proposal()
    _window, page = _open(qtbot, tasks, today)
    for step in (Step.MEET, Step.RELEASE_CONTACT, Step.START_TRIAL, Step.START):
        assert next(iter(page.record.step_buttons())) is step
        page.record.step_buttons()[step].click()
        dialog = page.record.findChildren(StepDialog)[-1]
        assert dialog.step is step
        if isinstance(dialog, ReleaseDialog):
            dialog.form.field("mentor").setChecked(True)
            dialog.form.field("mentee").setChecked(True)
        dialog.save_button.click()
        settle(tasks)
        assert dialog.result() == QDialog.DialogCode.Accepted
    stored = _stored(database, pairing)
    assert stored.status is PairingStatus.ACTIVE
    assert stored.contact_released
    assert next(iter(page.record.step_buttons())) is Step.SIGN
    assert page.record.time_line.titles()[0] == "Begonnen"


def test_a_refused_start_names_every_missing_paper_and_keeps_the_entry(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date, answers: Answers
) -> None:
    mentor = make.mentor(with_papers=False)
    pairing = make.proposal(mentor, make.mentee(birth_date=date(2014, 3, 1)))
    with database.writing() as session:
        pairings.meet(session, pairing, today)
    window, page = _open(qtbot, tasks, today)
    dialog = _step(page, Step.START)
    dialog.form.field("day").line.setText("20.11.2026")
    dialog.save_button.click()
    settle(tasks)
    assert dialog.isVisible()
    assert len(dialog.missing.texts()) == 3
    assert any("Führungszeugnis" in text for text in dialog.missing.texts())
    assert dialog.form.field("day").line.text() == "20.11.2026"
    assert _stored(database, pairing).status is PairingStatus.PROPOSED
    assert answers.told == []
    audit.check(dialog)
    dialog._go_to_person(mentor)
    assert asked_for(window, "people") == [mentor]


def test_once_the_papers_are_there_the_same_start_works(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    mentor = make.mentor(with_papers=False)
    pairing = make.proposal(mentor)
    _window, page = _open(qtbot, tasks, today)
    assert page.record.missing.texts() == ["Verschwiegenheitserklärung der Patin oder des Paten"]
    with database.writing() as session:
        pairings.meet(session, pairing, today)
        consent.add_evidence(session, mentor, EvidenceKind.CONFIDENTIALITY, today, today)
    page.reload()
    settle(tasks)
    assert not page.record.missing.isVisible()
    _step(page, Step.START).save_button.click()
    settle(tasks)
    assert _stored(database, pairing).status is PairingStatus.ACTIVE


def test_ending_asks_for_the_reason_and_lets_the_mentee_wait_again(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    mentee = make.mentee()
    pairing = make.pairing(mentee=mentee, start=today - timedelta(days=60))
    _window, page = _open(qtbot, tasks, today)
    dialog = _step(page, Step.END, EndDialog)
    dialog.save_button.click()
    assert "Grund" in dialog.form.problem("reason")
    dialog.form.field("reason").choose(EndReason.MOVED)
    dialog.form.field("ended_by").choose(EndedBy.MENTEE)
    dialog.form.field("back_to_waiting").setChecked(True)
    dialog.save_button.click()
    settle(tasks)
    stored = _stored(database, pairing)
    assert (stored.status, stored.end_reason) == (PairingStatus.ENDED, EndReason.MOVED)
    with database.reading() as session:
        place = people.role(session, mentee, Role.MENTEE)
        assert place is not None
        assert place.status is RoleStatus.WAITING
    assert "Umzug" in page.record.summary.text()
    assert list(page.record.step_buttons()) == [Step.CLOSING_TALK, Step.OUTCOME, Step.REOPEN]


def test_an_end_before_the_start_is_said_beside_the_day(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    pairing = make.pairing(start=today)
    _window, page = _open(qtbot, tasks, today)
    dialog = _step(page, Step.END, EndDialog)
    dialog.form.field("day").line.setText("1.1.2026")
    dialog.form.field("reason").choose(EndReason.GOAL)
    dialog.form.field("ended_by").choose(EndedBy.BOTH)
    dialog.save_button.click()
    settle(tasks)
    assert dialog.isVisible()
    assert "vor dem Beginn" in dialog.form.problem("day")
    assert _stored(database, pairing).status is PairingStatus.ACTIVE


def test_a_pause_and_its_end(qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date) -> None:
    pairing = make.pairing(start=today - timedelta(days=60))
    _window, page = _open(qtbot, tasks, today)
    dialog = _step(page, Step.PAUSE)
    dialog.form.field("resume_on").line.setText("24.12.2026")
    dialog.save_button.click()
    settle(tasks)
    assert _stored(database, pairing).resume_on == date(2026, 12, 24)
    assert "Pause bis 24.12.2026" in page.record.summary.text()
    _step(page, Step.RESUME).save_button.click()
    settle(tasks)
    assert _stored(database, pairing).status is PairingStatus.ACTIVE


def test_a_new_pairing_by_typing_pieces_of_two_names(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    make.mentor(first_name="Heike", last_name="Brandt")
    make.mentor(first_name="Jürgen", last_name="Weiß")
    make.mentee(first_name="Ahmad", last_name="Al-Sayed")
    make.mentee(first_name="Olena", last_name="Koval")
    _window, page = _open(qtbot, tasks, today)
    page.new_button.click()
    settle(tasks)
    [dialog] = page.findChildren(NewPairingDialog)
    audit.check(dialog)
    for name, typed in (("mentor", "jurgen"), ("mentee", "koval")):
        _type(qtbot, dialog.form.field(name), typed)
    dialog.save_button.click()
    settle(tasks)
    assert _shown(page) == ["Koval, Olena"]
    assert "Weiß, Jürgen" in page.record.mentor.text()
    assert isinstance(dialog.result_value, UUID)
    assert _stored(database, dialog.result_value).status is PairingStatus.PROPOSED


def test_an_impossible_pair_is_explained_in_the_dialog(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, answers: Answers
) -> None:
    make.pairing()
    make.mentee(first_name="Ivan", last_name="Petrov")
    _window, page = _open(qtbot, tasks, today)
    page.new_button.click()
    settle(tasks)
    [dialog] = page.findChildren(NewPairingDialog)
    dialog.save_button.click()
    settle(tasks)
    assert dialog.form.problem("mentor")  # nobody stands chosen without anybody's doing
    for name in ("mentor", "mentee"):
        dialog.form.field(name).hits.setCurrentRow(0)
    dialog.save_button.click()
    settle(tasks)
    assert dialog.isVisible()
    assert dialog.notice.isVisible()
    assert page.model.rowCount() == 1


def test_what_was_agreed_can_be_changed(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    pairing = make.pairing(start=today)
    _window, page = _open(qtbot, tasks, today)
    page.record.change_button.click()
    [dialog] = page.record.findChildren(PairingDialog)
    audit.check(dialog)
    dialog.form.field("programme").choose(Programme.LANGUAGE)
    dialog.form.field("hours_per_meeting").setValue(1.5)
    dialog.form.field("goals").setPlainText("Sicher telefonieren")
    dialog.form.field("planned_end_on").line.setText("31.07.2027")
    dialog.save_button.click()
    settle(tasks)
    stored = _stored(database, pairing)
    assert stored.details.programme is Programme.LANGUAGE
    assert stored.details.hours_per_meeting == 1.5
    assert stored.planned_end_on == date(2027, 7, 31)
    assert page.record.agreed.value("Je Treffen") == "1,5 Stunden"


def test_closing_changed_agreements_asks_first(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date, answers: Answers
) -> None:
    pairing = make.pairing(start=today)
    _window, page = _open(qtbot, tasks, today)
    page.record.change_button.click()
    [dialog] = page.record.findChildren(PairingDialog)
    dialog.form.field("goals").setPlainText("Fahrrad fahren lernen")
    answers.save = "stay"
    dialog.reject()
    assert dialog.isVisible()
    answers.save = "save"
    dialog.reject()
    settle(tasks)
    assert not dialog.isVisible()
    assert _stored(database, pairing).details.goals == "Fahrrad fahren lernen"


def test_the_signature_is_noted_with_its_day(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    pairing = make.pairing(start=today)
    _window, page = _open(qtbot, tasks, today)
    dialog = _step(page, Step.SIGN)
    dialog.form.field("day").line.setText("21.11.2026")
    dialog.save_button.click()
    settle(tasks)
    assert _stored(database, pairing).agreement_signed_on == date(2026, 11, 21)
    assert page.record.agreement.value("Unterschrieben am") == "21.11.2026"


def test_long_silence_shows_with_icon_and_word(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    pairing = make.pairing(start=today - timedelta(days=200))
    make.meeting(pairing, today - timedelta(days=90))
    _window, page = _open(qtbot, tasks, today)
    index = page.model.index(0, 6)
    assert page.model.data(index) == "vor 90 Tagen"
    assert page.model.data(index, Qt.ItemDataRole.DecorationRole) is not None
    assert page.model.data(index, Qt.ItemDataRole.ForegroundRole) is not None


def test_no_meeting_yet_is_neutral_while_there_is_time_for_it(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date
) -> None:
    make.pairing(start=today - timedelta(days=3))
    make.pairing(start=today - timedelta(days=90))
    _window, page = _open(qtbot, tasks, today)
    shown = [contact_status(line.row, line.contact) for line in map(page.model.row_at, range(2)) if line is not None]
    looks = {(one.word, one.icon, one.tone) for one in shown if one is not None}
    assert ("noch keines", "clock", "muted") in looks
    assert not any(icon == "ok" or tone == "good" for _word, icon, tone in looks)
    assert any(tone in {"warning", "bad"} for _word, _icon, tone in looks)


def test_both_people_open_on_a_click(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    mentor, mentee = make.mentor(), make.mentee()
    make.pairing(mentor, mentee)
    window, page = _open(qtbot, tasks, today)
    page.record.mentor.click()
    window.go("pairings")
    page.record.mentee.click()
    assert asked_for(window, "people") == [mentor, mentee]


def test_another_page_can_come_to_a_pairing_that_the_filter_hides(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date
) -> None:
    first = make.pairing(make.mentor(), make.mentee(first_name="Ivan", last_name="Petrov"))
    make.proposal()
    window, page = _open(qtbot, tasks, today)
    page.filter.combo.choose((PairingStatus.PROPOSED,))
    settle(tasks)
    window.open_pairing(first)
    settle(tasks)
    assert page.table.current_id() == first
    assert page.record.number.text() == "PS-2026-001"


@pytest.mark.parametrize("width", [900, 1280])
def test_a_narrow_window_shows_list_or_record(qtbot: QtBot, tasks: Tasks, make: Make, today: date, width: int) -> None:
    pairing = make.pairing()
    window, page = _open(qtbot, tasks, today)
    window.resize(width, 700)
    qtbot.waitUntil(lambda: page.sides.is_narrow() == (width < 1000))
    settle(tasks)
    assert page.table.isVisible()
    page.table.opened.emit(pairing)
    assert page.record.isVisible()
    assert page.table.isVisible() == (width > 1000)
    page.sides.close_record()
    assert page.table.isVisible()


def test_everything_has_a_name_and_a_key(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    make.proposal(make.mentor(with_papers=False))
    _window, page = _open(qtbot, tasks, today)
    for tab in range(3):
        page.record.tabs.show_tab(tab)
        audit.check(page)
