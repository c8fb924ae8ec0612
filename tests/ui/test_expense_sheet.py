"""The expense sheet of a month or a quarter: from Auslagen and from a person, filled or blank, in the usual preview."""

from datetime import date
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from make import Make
from mentorhub import expenses, programme
from mentorhub.choices import ExpenseKind
from mentorhub.db.database import Database
from mentorhub.documents import issue
from mentorhub.expenses import ExpenseDetails
from mentorhub.ui import choose, page_view
from mentorhub.ui.dialogs.expense_sheet_dialog import ExpenseSheetDialog, periods
from mentorhub.ui.dialogs.preview_dialog import PreviewDialog
from mentorhub.ui.pages.expenses_page import MONTH, ExpensesPage
from mentorhub.ui.tasks import Tasks
from ui import audit
from ui.pages_in_window import open_page, settle

OCTOBER = date(2026, 10, 12)
D = TypeVar("D", bound=QDialog)


def test_the_sheet_of_a_month_shows_kilometres_receipts_and_what_is_left_to_pay(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    person = make.mentor(last_name="Öztürk")
    paid = _add(make, person, OCTOBER, ExpenseKind.TRANSIT, amount_cent=350, receipt_number="B-17", has_receipt=True)
    waived = _add(make, person, OCTOBER, ExpenseKind.MATERIAL, amount_cent=1000, has_receipt=True)
    refused = _add(make, person, OCTOBER, ExpenseKind.POSTAGE, amount_cent=7777)
    _add(make, person, OCTOBER, ExpenseKind.KILOMETRES, km=12.5)
    _add(make, person, date(2026, 9, 1), ExpenseKind.ADMISSION, amount_cent=9999)
    with make.writing() as session:
        expenses.pay(session, [paid], today, today)
        expenses.waive(session, [waived], today, today)
        expenses.refuse(session, [refused])
    page = _page(qtbot, tasks, today)
    page.tabs.show_tab(MONTH)
    settle(tasks)
    page.month.sheet_button.click()
    dialog = _modal(ExpenseSheetDialog)
    settle(tasks)
    audit.check(dialog)
    assert dialog.form.values()["person"] == person
    assert dialog.form.values()["period"].words == "Oktober 2026"
    dialog.try_to_save()
    settle(tasks)
    said = _said(_modal(PreviewDialog))
    for words in ("Öztürk", "Oktober 2026", "12,5 × 0,30 €", "B-17", "17,25 €", "davon schon ausgezahlt", "10,00 €"):
        assert words in said, words
    assert "noch auszuzahlen" in said
    assert "3,75 €" in said
    assert "77,77" not in said
    assert "99,99" not in said


def test_a_quarter_and_its_file_are_named_and_noted(
    qtbot: QtBot,
    tasks: Tasks,
    make: Make,
    database: Database,
    today: date,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    person = make.mentor()
    _add(make, person, date(2026, 7, 3), ExpenseKind.ADMISSION, amount_cent=500)
    page = _page(qtbot, tasks, today)
    page.sheet_action.trigger()
    dialog = _modal(ExpenseSheetDialog)
    settle(tasks)
    assert dialog.form.values()["person"] == person
    quarter = next(each for each in periods(today) if each.words == "3. Quartal 2026")
    dialog.form.field("period").set_value(quarter)
    dialog.try_to_save()
    settle(tasks)
    preview = _modal(PreviewDialog)
    assert "3. Quartal 2026" in _said(preview)
    offered: list[str] = []

    def save_as(_parent: object, _title: str, name: str, _kind: str) -> object:
        offered.append(name)
        return tmp_path / name

    monkeypatch.setattr(choose, "save_as", save_as)
    preview.save_button.click()
    settle(tasks)
    assert offered == ["Auslagenabrechnung_P-0001_2026-07_2026-09.pdf"]
    with database.reading() as session:
        assert [row.paper.label for row in issue.issued(session, person)] == ["Auslagenabrechnung"]


def test_a_blank_sheet_is_for_nobody_and_a_month_without_entries_has_lines_to_fill_in(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date
) -> None:
    person = make.mentor()
    page = _page(qtbot, tasks, today)
    page.sheet_action.trigger()
    dialog = _modal(ExpenseSheetDialog)
    settle(tasks)
    dialog.try_to_save()
    assert "Leerer Bogen" in dialog.form.problem("person")
    dialog.form.field("blank").set_value(True)
    dialog.try_to_save()
    settle(tasks)
    blank = _modal(PreviewDialog)
    assert "Müller" not in _said(blank)
    assert not blank.keep_box.isVisible()
    blank.reject()
    with make.database.reading() as session:
        made = issue.expense_sheet(session, [person], date(2026, 10, 1), date(2026, 10, 31), "Oktober 2026", today)
        assert made.pages == 1
        assert made.file_name == "Auslagenabrechnung_P-0001_2026-10.pdf"


def test_bank_details_are_asked_for_only_where_they_are_switched_on(make: Make, today: date) -> None:
    person = make.mentor()
    for on in (False, True):
        with make.writing() as session:
            programme.switch_field(session, "iban", on=on)
            made = issue.expense_sheet(session, [person], today, today, "November 2026", today)
        assert ("IBAN" in " ".join(page_view.texts_of(made.pdf))) is on


def _add(make: Make, person: UUID, day: date, kind: ExpenseKind, **fields: object) -> UUID:
    with make.writing() as session:
        details = ExpenseDetails(day=day, kind=kind, **{"amount_cent": 0, **fields})  # type: ignore[arg-type]
        return expenses.add(session, person, details, make.today)


def _page(qtbot: QtBot, tasks: Tasks, today: date) -> ExpensesPage:
    _window, page = open_page(qtbot, tasks, "expenses", lambda t, w: ExpensesPage(t, w, today=lambda: today))
    return page


def _modal(kind: type[D]) -> D:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, kind)
    return dialog


def _said(preview: PreviewDialog) -> str:
    sheets = preview.view.pages.findChildren(QLabel)
    return " ".join(" ".join(sheet.accessibleDescription() for sheet in sheets).replace("\xa0", " ").split())
