"""Auslagen: a pile of receipts with the keyboard, steps, the month settled on one day, sums that equal the lists."""

from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from make import Make
from mentorhub import expenses
from mentorhub.choices import ExpenseKind, ExpenseStatus
from mentorhub.db.database import Database
from mentorhub.expenses import ExpenseDetails, ExpenseFilter
from mentorhub.ui.dialogs.expense_dialog import ExpenseDialog, SettleDialog
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.pages.expenses_page import MONTH, YEAR, ExpensesPage
from mentorhub.ui.pages.people_page import PeoplePage
from mentorhub.ui.tasks import Tasks
from ui import audit
from ui.conftest import Answers
from ui.pages_in_window import open_page, settle


def _open(qtbot: QtBot, tasks: Tasks, today: date) -> tuple[MainWindow, ExpensesPage]:
    return open_page(qtbot, tasks, "expenses", lambda t, w: ExpensesPage(t, w, today=lambda: today), "people")


def _add(make: Make, person: UUID, cents: int, day: date, kind: ExpenseKind = ExpenseKind.TRANSIT) -> UUID:
    with make.writing() as session:
        return expenses.add(session, person, ExpenseDetails(day=day, kind=kind, amount_cent=cents), make.today)


def _stored(database: Database) -> list[ExpenseDetails]:
    with database.reading() as session:
        ids = expenses.search(session, ExpenseFilter(), "amount", descending=False)
        return [row.details for row in expenses.rows(session, ids)]


def _button(page: ExpensesPage, words: str) -> Any:
    return next(button for step, button in page._steps if step.words == words)


def test_a_pile_of_receipts_is_entered_without_closing_the_form(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    person = make.mentor(last_name="Öztürk")
    _window, page = _open(qtbot, tasks, today)
    page.new_button.click()
    settle(tasks)
    dialog = page.findChildren(ExpenseDialog)[-1]
    dialog.form.field("person_id").set_value(person)
    dialog.form.field("cost_centre").set_value("KOMM-AN")
    for amount in ("3,50", "12.8"):
        field = dialog.form.field("amount_cent")
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, amount)
        QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        settle(tasks)
        assert dialog.isVisible()
        assert "Öztürk" in dialog.notice._text.text()
    kinds = dialog.form.field("kind")
    kinds.set_value(ExpenseKind.KILOMETRES)
    dialog.form.field("km").set_value(12.5)
    settle(tasks)
    assert dialog.outcome.text() == "Ergibt 3,75\u00a0€ bei 30 Cent je Kilometer."
    assert not dialog.form.field("amount_cent").isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(tasks)
    assert not dialog.isVisible()
    assert [(one.amount_cent, one.cost_centre) for one in _stored(database)] == [
        (350, "KOMM-AN"),
        (375, "KOMM-AN"),
        (1280, "KOMM-AN"),
    ]
    assert page.count.text() == "3 Einträge, zusammen 20,05\u00a0€, davon noch offen 20,05\u00a0€"


def test_steps_below_the_list_are_those_that_fit(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    _add(make, make.mentor(), 500, today)
    _window, page = _open(qtbot, tasks, today)
    assert [button.isEnabled() for _step, button in page._steps] == [True, True, True, True, False]
    _button(page, "Geprüft").click()
    settle(tasks)
    assert _stored(database)[0].status is ExpenseStatus.CHECKED
    _button(page, "Verzicht …").click()
    settle(tasks)
    dialog = page.findChildren(SettleDialog)[-1]
    dialog.form.field("waived_on").set_value(date(2026, 11, 1))
    dialog.try_to_save()
    settle(tasks)
    assert "vor der Auslage" in dialog.form.problem("waived_on")
    dialog.form.field("waived_on").set_value(today)
    dialog.try_to_save()
    settle(tasks)
    assert _stored(database)[0].status is ExpenseStatus.WAIVED
    assert [button.isEnabled() for _step, button in page._steps] == [False, False, False, False, True]
    _button(page, "Wieder öffnen").click()
    settle(tasks)
    assert _stored(database)[0].status is ExpenseStatus.CLAIMED


def test_the_month_is_settled_with_everybody_on_one_day(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    anna, ben = make.mentor(last_name="Abel"), make.mentor(last_name="Zahn")
    for person, cents in ((anna, 100), (anna, 250), (ben, 30)):
        _add(make, person, cents, date(2026, 10, 9))
    _add(make, ben, 7, today)
    _window, page = _open(qtbot, tasks, today)
    page.tabs.show_tab(MONTH)
    settle(tasks)
    panel = page.month
    assert [[panel.people.cell(row, column) for column in range(4)] for row in range(2)] == [
        ["Abel, Anna", "2", "3,50\u00a0€", "3,50\u00a0€"],
        ["Zahn, Anna", "1", "0,30\u00a0€", "0,30\u00a0€"],
    ]
    assert panel.lines.rowCount() == 2
    assert "3,80" in panel.sum.text()
    panel.pay_all_button.click()
    settle(tasks)
    dialog = page.findChildren(SettleDialog)[-1]
    dialog.form.field("paid_on").set_value(date(2026, 11, 5))
    dialog.try_to_save()
    settle(tasks)
    assert [one.paid_on for one in _stored(database)] == [None, *[date(2026, 11, 5)] * 3]
    assert not panel.pay_all_button.isEnabled()
    assert panel.people.cell(0, 3) == "0,00\u00a0€"


def test_what_is_paid_can_only_be_mended_in_its_words(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    entry = _add(make, make.mentor(), 500, today)
    with make.writing() as session:
        expenses.pay(session, [entry], today, today)
    _window, page = _open(qtbot, tasks, today)
    page._change(entry)
    settle(tasks)
    dialog = page.findChildren(ExpenseDialog)[-1]
    assert not dialog.form.field("amount_cent").isEnabled()
    dialog.form.field("receipt_number").set_value("B-7")
    dialog.try_to_save()
    settle(tasks)
    assert not dialog.isVisible()
    assert (_stored(database)[0].receipt_number, _stored(database)[0].has_receipt) == ("B-7", True)


def test_an_entry_can_be_changed_and_removed(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, answers: Answers, today: date
) -> None:
    person = make.mentor()
    pairing = make.pairing(mentor=person)
    entry = _add(make, person, 500, today)
    _window, page = _open(qtbot, tasks, today)
    page._change(entry)
    settle(tasks)
    dialog = page.findChildren(ExpenseDialog)[-1]
    dialog.form.field("pairing_id").set_value(pairing)
    dialog.form.field("amount_cent").set_value(600)
    dialog.try_to_save()
    settle(tasks)
    assert (_stored(database)[0].amount_cent, _stored(database)[0].pairing_id) == (600, pairing)
    page._change(entry)
    settle(tasks)
    dialog = page.findChildren(ExpenseDialog)[-1]
    assert dialog.form.field("pairing_id").value() == pairing
    dialog._remove(expenses_row(database, entry))
    settle(tasks)
    assert _stored(database) == []


def expenses_row(database: Database, entry: UUID) -> expenses.ExpenseRow:
    with database.reading() as session:
        return expenses.row(session, entry)


def test_a_list_of_one_person_has_the_sum_of_its_rows(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    anna, ben = make.mentor(last_name="Abel"), make.mentor(last_name="Zahn")
    _add(make, anna, 100, today)
    _add(make, ben, 30, today)
    _window, page = _open(qtbot, tasks, today)
    page.show_record(anna)
    settle(tasks)
    assert page.model.rowCount() == 1
    assert page.count.text().startswith("1 Eintrag, zusammen 1,00")
    assert page.only.text().replace("&", "") == "Nur Abel, Anna"
    page.only.click()
    settle(tasks)
    assert page.model.rowCount() == 2


def test_a_persons_panel_shows_the_sums_of_the_year(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    person = make.mentor(last_name="Abel")
    _add(make, person, 70_000, today, ExpenseKind.VOLUNTEER_ALLOWANCE)
    _add(make, person, 1_234, today)
    _add(make, person, 99, date(2025, 3, 3))
    _window, page = open_page(qtbot, tasks, "people", lambda t, w: PeoplePage(t, w, today=lambda: today), "expenses")
    page.show_record(person)
    settle(tasks)
    money = page.panel.money
    assert [heading.text() for heading in money.headings] == ["Auslagen 2026", "Auslagen 2025"]
    assert money.sums[0].value("Ehrenamtspauschale") == "700,00\u00a0€ von 960,00\u00a0€ (72 %)"
    assert money.sums[0].value("Kosten erstattet") == "12,34\u00a0€"
    assert money.sums[1].value("noch offen") == "0,99\u00a0€"
    assert money.trainings.text() == "Noch keine."
    page.panel.tabs.show_tab(3)
    settle(tasks)
    audit.check(page)


def test_every_control_of_the_page_and_its_forms_can_be_reached_and_named(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date
) -> None:
    _add(make, make.mentor(), 100, date(2026, 10, 9))
    _window, page = _open(qtbot, tasks, today)
    audit.check(page)
    for tab in (MONTH, YEAR):
        page.tabs.show_tab(tab)
        settle(tasks)
        audit.check(page)
    page.new_button.click()
    settle(tasks)
    audit.check(page.findChildren(ExpenseDialog)[-1])
