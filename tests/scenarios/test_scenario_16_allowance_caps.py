"""Scenario 16: a mediator comes near the yearly cap of flat allowances, and goes beyond it with a reason."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from make import Make
from mentorhub import expenses
from mentorhub.choices import ExpenseKind, Role, RoleStatus
from mentorhub.db.database import Database
from mentorhub.expenses import ExpenseDetails, ExpenseFilter
from mentorhub.people import RoleDetails
from mentorhub.today import Urgency
from mentorhub.ui.dialogs.expense_dialog import ExpenseDialog
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.pages.expenses_page import YEAR, ExpensesPage
from mentorhub.ui.pages.today_page import TodayPage
from mentorhub.ui.tasks import Tasks
from ui.pages_in_window import settle

CONTROL = Qt.KeyboardModifier.ControlModifier


def _page(window: MainWindow, tasks: Tasks) -> ExpensesPage:
    window.go("expenses")
    settle(tasks)
    page = window.page("expenses")
    assert isinstance(page, ExpensesPage)
    return page


def _enter(
    window: MainWindow, tasks: Tasks, kind: ExpenseKind, cents: int, day: str = "", reason: str = ""
) -> ExpenseDialog:
    """With the keyboard: Strg+N, the name, the day, the kind, the amount, Strg+S."""
    page = _page(window, tasks)
    window.activateWindow()
    QTest.qWait(50)
    QTest.keyClick(window, Qt.Key.Key_N, CONTROL)
    settle(tasks)
    dialog = page.findChildren(ExpenseDialog)[-1]
    picker = dialog.form.field("person_id")
    QTest.keyClicks(picker.line, "tekle")
    QTest.qWait(150)
    settle(tasks)
    assert "Tekle" in picker.words()
    if day:
        line = dialog.form.field("day").line
        line.selectAll()
        QTest.keyClicks(line, day)
    dialog.form.field("kind").set_value(kind)
    amount = dialog.form.field("amount_cent")
    amount.setFocus()
    amount.selectAll()
    QTest.keyClicks(amount, f"{cents / 100:.2f}".replace(".", ","))
    settle(tasks)
    if reason:
        QTest.keyClicks(dialog.form.field("over_cap_reason"), reason)
    QTest.keyClick(dialog, Qt.Key.Key_S, CONTROL)
    settle(tasks)
    return dialog


def test_a_mediator_comes_to_the_cap_of_the_year(
    all_pages: MainWindow, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    mediator = make.person(RoleDetails(Role.MEDIATOR, RoleStatus.ACTIVE), first_name="Merhawi", last_name="Tekle")
    with make.writing() as session:
        before = ExpenseDetails(day=date(2026, 3, 1), kind=ExpenseKind.MEDIATION_ALLOWANCE, amount_cent=76_000)
        expenses.add(session, mediator, before, today)

    # refunds of real costs do not count: no warning, whatever their sum
    dialog = _enter(all_pages, tasks, ExpenseKind.TRANSIT, 90_000)
    assert not dialog.cap.isVisible()
    assert not dialog.isVisible()

    # at 80 % the program warns and saves
    dialog = _enter(all_pages, tasks, ExpenseKind.MEDIATION_ALLOWANCE, 800)
    assert not dialog.isVisible()
    assert not dialog.cap.isHidden()
    assert "(80 %)" in dialog.cap._text.text()
    assert _on_heute(all_pages, tasks) == [Urgency.SOON]
    page = _page(all_pages, tasks)
    page.tabs.show_tab(YEAR)
    settle(tasks)
    assert page.yearly.table.cell(0, 2) == "768,00\u00a0€ (80 %)"
    with database.reading() as session:
        assert [one.percent for one in expenses.caps(session, 2026)] == [80]

    # beyond 100 % it stops, says so, and asks for the reason
    page.tabs.show_tab(0)
    dialog = _enter(all_pages, tasks, ExpenseKind.VOLUNTEER_ALLOWANCE, 20_000)
    assert dialog.isVisible()
    assert "960,00" in dialog.form.problem("over_cap_reason")
    assert dialog.cap.isVisible()
    with database.reading() as session:
        assert expenses.standings(session, mediator, 2026)[0].used_cent == 76_800
    QTest.keyClicks(dialog.form.field("over_cap_reason"), "Vorstand 3.11.: wird versteuert")
    QTest.keyClick(dialog, Qt.Key.Key_S, CONTROL)
    settle(tasks)
    assert not dialog.isVisible()
    with database.reading() as session:
        newest = expenses.rows(session, expenses.search(session, ExpenseFilter(kind=ExpenseKind.VOLUNTEER_ALLOWANCE)))
        assert [row.details.over_cap_reason for row in newest] == ["Vorstand 3.11.: wird versteuert"]
        [standing] = expenses.caps(session, 2026)
        assert (standing.used_cent, standing.over_cent) == (96_800, 800)
    assert _on_heute(all_pages, tasks) == [Urgency.TODAY]

    # the year before has its own cap, and its own sum
    dialog = _enter(all_pages, tasks, ExpenseKind.MEDIATION_ALLOWANCE, 84_000, day="31.12.2025")
    assert not dialog.isVisible()
    dialog = _enter(all_pages, tasks, ExpenseKind.MEDIATION_ALLOWANCE, 1, day="30.12.2025")
    assert "840,00" in dialog.form.problem("over_cap_reason")
    dialog.form.take_as_unchanged()
    dialog.reject()
    page = _page(all_pages, tasks)
    page.tabs.show_tab(YEAR)
    page.yearly.year.combo.choose(2025)
    settle(tasks)
    assert page.yearly.table.cell(0, 2) == "840,00\u00a0€ (100 %)"


def _on_heute(window: MainWindow, tasks: Tasks) -> list[Urgency]:
    window.go("today")
    settle(tasks)
    page = window.page("today")
    assert isinstance(page, TodayPage)
    page.reload()
    settle(tasks)
    return [line.urgency for line in page.list.due() if line.kind == "cap"]
