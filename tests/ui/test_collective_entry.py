"""Sammeleintrag: many people's papers in one table, with the keyboard, in one step."""

from datetime import date, timedelta
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from make import Make
from mentorhub import consent, pairings
from mentorhub.choices import EvidenceKind, Purpose
from mentorhub.consent import CERTIFICATE, SHEET, State
from mentorhub.db.database import Database
from mentorhub.settings import Settings
from mentorhub.ui.dialogs.sheet_dialog import SheetDialog
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.tasks import Tasks
from ui import audit
from ui.conftest import Answers
from ui.pages_in_window import settle

_CERTIFICATE = 1 + SHEET.index(CERTIFICATE)
_CONFIDENTIAL = 1 + SHEET.index(EvidenceKind.CONFIDENTIALITY)
_TAKES_PART = 1 + SHEET.index(Purpose.PARTICIPATION)


def _open(qtbot: QtBot, tasks: Tasks, today: date, *ids: UUID) -> SheetDialog:
    window = MainWindow(Settings())
    qtbot.addWidget(window, before_close_func=_ask_nothing)
    window.reentry.serve(None)
    dialog = SheetDialog(window, tasks, window, today, ids or None)
    dialog.open()
    settle(tasks)
    return dialog


def _ask_nothing(window: QWidget) -> None:
    """A test may end with something typed."""
    window.may_leave = lambda: True  # type: ignore[attr-defined]


def _three(make: Make) -> list[UUID]:
    return [make.mentor(with_papers=False, last_name=name) for name in ("Aal", "Bär", "Cem")]


def _text(dialog: SheetDialog, row: int, column: int) -> str:
    item = dialog.table.item(row, column)
    assert item is not None
    return item.text()


def test_a_column_of_dates_is_pasted_and_saved_in_one_step(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, database: Database
) -> None:
    people = _three(make)
    dialog = _open(qtbot, tasks, today, *people)
    dialog.table.setCurrentCell(0, _CONFIDENTIAL)
    QGuiApplication.clipboard().setText("3.5.2025\n04.05.2025\nheute\n")
    QTest.keyClick(dialog.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [_text(dialog, row, _CONFIDENTIAL) for row in range(3)] == ["03.05.2025", "04.05.2025", "22.11.2026"]
    dialog.save()
    settle(tasks)
    assert not dialog.isVisible()
    with database.reading() as session:
        days = [consent.evidence(session, person)[0].day for person in people]
    assert days == [date(2025, 5, 3), date(2025, 5, 4), today]


def test_one_wrong_cell_keeps_all_from_being_saved_and_nothing_typed_is_lost(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, database: Database
) -> None:
    people = _three(make)
    dialog = _open(qtbot, tasks, today, *people)
    dialog.table.setCurrentCell(0, _CERTIFICATE)
    QGuiApplication.clipboard().setText("1.10.2026\n1.7.2026")
    QTest.keyClick(dialog.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    dialog.save()
    settle(tasks)
    assert dialog.isVisible()
    assert "älter als 3 Monate" in dialog.table.problems()[people[1], CERTIFICATE]
    assert "älter als 3 Monate" in dialog.problem.text()
    assert _text(dialog, 0, _CERTIFICATE) == "01.10.2026"
    assert _text(dialog, 1, _CERTIFICATE) == "01.07.2026"
    with database.reading() as session:
        assert consent.certificate(session, people[0]) is None
    dialog.earlier.setChecked(True)  # seen before the program came in
    dialog.save()
    settle(tasks)
    with database.reading() as session:
        assert [consent.certificate_state(session, person, today) for person in people] == [
            State.VALID, State.VALID, State.MISSING,
        ]  # fmt: skip


def test_the_ticks_of_a_signed_sheet_are_taken_over_for_the_selected_people(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, database: Database
) -> None:
    mentees = [make.mentee(with_papers=False), make.mentee(with_papers=False), make.mentee(with_papers=False)]
    dialog = _open(qtbot, tasks, today, *mentees)
    dialog.table.clearSelection()
    for row in (0, 2):
        item = dialog.table.item(row, _TAKES_PART)
        assert item is not None
        item.setSelected(True)
    dialog.box_button.click()
    dialog.sheet_day.set_value(date(2025, 5, 3))
    dialog.ticked.set_value([Purpose.PARTICIPATION, Purpose.CONTACT])
    dialog.location.set_value("Ordner 3")
    dialog.take_button.click()
    assert "genau diesen Zweck" in dialog.said.text()  # one consent, one purpose: to be confirmed first
    dialog.confirmed.setChecked(True)
    dialog.take_button.click()
    dialog.save()
    settle(tasks)
    with database.reading() as session:
        first, second, third = (consent.consents(session, mentee) for mentee in mentees)
    assert {row.purpose for row in first} == {row.purpose for row in third} == {Purpose.PARTICIPATION, Purpose.CONTACT}
    assert second == []
    assert (first[0].text_version, first[0].paper_location) == ("Sammelblatt vom 03.05.2025", "Ordner 3")


def test_it_begins_with_those_whose_papers_are_due_children_first(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date
) -> None:
    grown_up, minor = make.mentee(with_papers=False), make.mentee(with_papers=False, birth_date=date(2014, 1, 1))
    mentors = [make.mentor(last_name="Aal"), make.mentor(last_name="Bär")]
    with make.writing() as session:
        for mentor_id, mentee in zip(mentors, (grown_up, minor), strict=True):
            pairings.take_over(session, mentor_id, mentee, today - timedelta(days=90), today)
    dialog = _open(qtbot, tasks, today)
    shown = [_text(dialog, row, 0).split("  ")[0] for row in range(dialog.table.rowCount())]
    assert shown[0] == "Bär, Anna"
    assert len(shown) == 3


def test_tab_goes_from_cell_to_cell_and_space_ticks(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    people = _three(make)
    dialog = _open(qtbot, tasks, today, *people)
    dialog.table.setFocus()
    dialog.table.setCurrentCell(0, _CERTIFICATE)
    QTest.keyClick(dialog.table, Qt.Key.Key_Tab)
    assert (dialog.table.currentRow(), dialog.table.currentColumn()) == (0, _CONFIDENTIAL)
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    assert _text(dialog, 0, _CONFIDENTIAL) == "22.11.2026"
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    assert _text(dialog, 0, _CONFIDENTIAL) == ""
    audit.check(dialog)


def test_leaving_asks_and_without_the_kennwort_certificates_are_only_states(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, answers: Answers
) -> None:
    people = _three(make)
    with make.writing() as session:
        consent.inspect_certificate(session, people[0], date(2026, 10, 1), False, today)
    dialog = _open(qtbot, tasks, today, *people)
    assert _text(dialog, 0, _CERTIFICATE) == "01.10.2026"
    dialog._main.reentry.forget()
    dialog._load()
    settle(tasks)
    assert [_text(dialog, row, _CERTIFICATE) for row in range(2)] == ["vorhanden", "fehlt"]
    assert dialog.unlock_button.isVisible()
    dialog.table.setCurrentCell(1, _CONFIDENTIAL)
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    answers.save = "stay"
    dialog.reject()
    assert dialog.isVisible()
    answers.save = "discard"
    dialog.reject()
    assert not dialog.isVisible()
