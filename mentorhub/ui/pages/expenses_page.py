"""Auslagen: every claim, the month as it is settled, and the year with its caps."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from mentorhub import expenses, people
from mentorhub.choices import ExpenseStatus
from mentorhub.errors import FieldError
from mentorhub.expenses import ExpenseFilter, ExpenseRow, Total
from mentorhub.people import PersonRow
from mentorhub.text import N_, _, euro, german_date
from mentorhub.ui import expense_words, leaving, menus, messages, status, widgets
from mentorhub.ui.dialogs.expense_dialog import ExpenseDialog, SettleDialog
from mentorhub.ui.dialogs.expense_sheet_dialog import ExpenseSheetDialog
from mentorhub.ui.fields import of
from mentorhub.ui.filters_menu import Control, FiltersMenu
from mentorhub.ui.form_dialog import FormDialog, show_over
from mentorhub.ui.page import Page, Window
from mentorhub.ui.pages.expenses_panels import MonthPanel, YearPanel
from mentorhub.ui.rows_model import Column, Order, RowsModel
from mentorhub.ui.rows_table import RowsTable
from mentorhub.ui.tabs import Tabs
from mentorhub.ui.tasks import Tasks

ENTRIES, MONTH, YEAR = range(3)


@dataclass(frozen=True)
class _Step:
    """A button below the list, for the chosen entry."""

    words: str
    from_status: frozenset[ExpenseStatus]
    do: Callable[[ExpenseRow], object]


class ExpensesPage(Page):
    title = N_("Auslagen")

    def __init__(self, tasks: Tasks, window: Window, today: Callable[[], date] = date.today) -> None:
        super().__init__(tasks, window)
        self.heading.setText(_(self.title))
        self._today = today
        self._person: UUID | None = None
        self.new_button = self.add_button(_("Auslage eintragen"), self._enter, icon="add", primary=True, key="Ctrl+N")
        self.save_action = menus.action(self, _("Liste speichern …"), self._save_list, icon="save")
        self.sheet_action = menus.action(
            self, _("Abrechnungsbogen drucken …"), lambda: self._print_sheet(self._person), icon="print"
        )
        self.menu_button = self.add_menu(_("Mehr zu dieser Liste"), [self.sheet_action, self.save_action])
        self.search = widgets.SearchField(
            _("Auslagen suchen"), _("Suchen: Name, Belegnummer oder Förderung …  (Strg+F)")
        )
        self.year: Any = widgets.filter_box(_("Jahr"), [(None, _("Alle"))], self._look_up)
        self.status: Any = widgets.filter_box(_("Status"), [(None, _("Alle")), *of(ExpenseStatus)], self._look_up)
        self.only = widgets.button("", self._show_all, icon="close")
        self.only.setToolTip(_("Wieder alle zeigen"))
        self.only.hide()
        self.count = widgets.label("", "hint")
        self.model = RowsModel(tasks, _columns(), _ids, expenses.rows, order=Order("day", descending=True))
        self.table = RowsTable(
            self.model,
            _("Auslagen"),
            empty=_("Keine Auslagen. Mit „Auslage eintragen“ (Strg+N) halten Sie die erste fest."),
        )
        self.table.remember_widths(window, "expenses")
        self.month = MonthPanel(tasks, today, self._settle, self._change, self._print_sheet)
        self.yearly = YearPanel(tasks, today, window)
        self.tabs = Tabs(
            _("Ansicht"),
            [
                (_("Einträge"), self._entries_view()),
                (_("Monatsabrechnung"), self.month),
                (_("Jahressummen"), self.yearly),
            ],
        )
        self.body.addWidget(self.tabs, 1)
        self.search.searched.connect(lambda: self._look_up())
        self.table.opened.connect(self._change)
        self.table.chosen.connect(lambda: self._show_steps())
        self.model.loaded.connect(lambda: self._show_steps())
        self.model.dataChanged.connect(lambda: self._show_steps())
        self.tabs.bar.currentChanged.connect(lambda: self._reload_shown())

    def reload(self) -> None:
        self.tasks.load(self, expenses.years, then=self._take_years, channel="years")
        self.kept.reload()
        self._reload_shown()

    def show_record(self, record: object) -> None:
        """Only what one person laid out."""
        self.tabs.show_tab(ENTRIES)
        self.tasks.load(self, people.row, record, then=self._show_only, channel="who")

    def chosen(self) -> ExpenseRow | None:
        """What the buttons below the list are about."""
        row: ExpenseRow | None = self.model.row_at(self.table.currentIndex().row())
        return row

    def _save_list(self) -> None:
        leaving.save_list(self, self.main_window, self.tasks, self.table, _(self.title))

    def _entries_view(self) -> QWidget:
        view = QWidget()
        controls: dict[str, Control] = {"words": self.search, "year": self.year.combo, "status": self.status.combo}
        self.kept = FiltersMenu(self.tasks, self.main_window, "expenses", controls)
        bar = widgets.line(None, self.search, self.only, self.year, self.status, self.kept)
        bar.setStretch(0, 1)
        open_ones = frozenset({ExpenseStatus.CLAIMED, ExpenseStatus.CHECKED})
        decided = frozenset(ExpenseStatus) - {ExpenseStatus.CLAIMED}
        steps = (
            _Step(_("Geprüft"), frozenset({ExpenseStatus.CLAIMED}), lambda row: self._do(expenses.check, row)),
            _Step(_("Ausgezahlt …"), open_ones, lambda row: self._settle([row.id], _of(row))),
            _Step(_("Verzicht …"), open_ones, lambda row: self._settle([row.id], _of(row), waived=True)),
            _Step(_("Abgelehnt"), open_ones, lambda row: self._do(expenses.refuse, row)),
            _Step(_("Wieder öffnen"), decided, lambda row: self._do(expenses.reopen, row)),
        )
        self._steps = [(step, widgets.button(step.words, partial(self._take, step))) for step in steps]
        below = widgets.line(None, self.count, *(button for _step, button in self._steps))
        below.setStretch(0, 1)
        widgets.column(view, bar, self.table, below, space=0.5).setStretch(1, 1)
        return view

    def _reload_shown(self) -> None:
        shown = self.tabs.current()
        if shown == MONTH:
            self.month.reload()
        elif shown == YEAR:
            self.yearly.reload()
        else:
            self._look_up()

    def _look_up(self) -> None:
        asked = ExpenseFilter(
            self.search.text().strip(), self.year.value(), None, self.status.value(), None, self._person
        )
        self.model.look_up(asked)
        self.tasks.load(self, expenses.total, asked, then=self._show_total, channel="total")

    def _show_total(self, found: Total) -> None:
        self.count.setText(expense_words.total(found))

    def _take_years(self, years: list[int]) -> None:
        self.year.combo.set_options([(None, _("Alle")), *((year, str(year)) for year in years)])

    def _show_only(self, row: PersonRow) -> None:
        self._person = row.id
        self.search.clear()
        for box in (self.year, self.status):
            box.combo.setCurrentIndex(0)
        self.only.setText(_("Nur {number}").format(number=row.name))
        self.only.setAccessibleName(_("{words}; wieder alle zeigen").format(words=self.only.text()))
        self.only.show()
        self._look_up()

    def _show_all(self) -> None:
        self._person = None
        self.only.hide()
        self._look_up()

    def _show_steps(self) -> None:
        row = self.chosen()
        for step, button in self._steps:
            button.setEnabled(row is not None and row.details.status in step.from_status)

    def _take(self, step: _Step) -> None:
        row = self.chosen()
        if row is not None:
            step.do(row)

    def _do(self, step: Callable[..., None], row: ExpenseRow) -> None:
        self.tasks.save(
            self,
            step,
            [row.id],
            then=lambda _nothing: self.main_window.say(_("Gespeichert: {words}").format(words=_of(row))),
            on_field_error=self._refused,
        )

    def _refused(self, error: FieldError) -> None:
        messages.warn(self, str(error))

    def _settle(self, ids: Sequence[UUID], words: str, *, waived: bool = False) -> None:
        self._opened(SettleDialog(self, self.tasks, self._today(), ids, words, waived=waived))

    def _print_sheet(self, person_id: UUID | None, month: date | None = None) -> None:
        """Of the chosen entry's person, unless another is meant."""
        row = self.chosen()
        whose = person_id or (row.person_id if row is not None and month is None else None)
        show_over(self, ExpenseSheetDialog(self, self.tasks, self._today, person_id=whose, month=month))

    def _enter(self) -> None:
        self._opened(ExpenseDialog(self, self.tasks, self._today(), person_id=self._person))

    def _change(self, expense_id: object) -> None:
        self.tasks.load(self, expenses.rows, [expense_id], then=self._open_entry, channel="entry")

    def _open_entry(self, rows: Sequence[ExpenseRow]) -> None:
        if rows:
            self._opened(ExpenseDialog(self, self.tasks, self._today(), entry=rows[0]))

    def _opened(self, dialog: FormDialog) -> None:
        dialog.told.connect(self.main_window.say)
        show_over(self, dialog)


def _of(row: ExpenseRow) -> str:
    return f"{row.person} · {german_date(row.details.day)} · {euro(row.details.amount_cent)}"


def _ids(session: Any, query: ExpenseFilter | None, order: Order) -> Sequence[Any]:
    return expenses.search(session, query or ExpenseFilter(), order.by, order.descending)


def _columns() -> list[Column]:
    return [
        Column(_("Datum"), lambda row: german_date(row.details.day), order="day", width=6.6),
        Column(_("Person"), "person", order="person", width=12),
        Column(_("Art"), expense_words.what, width=14),
        Column(_("Betrag"), lambda row: euro(row.details.amount_cent), order="amount", width=6, right=True),
        Column(_("Beleg"), expense_words.receipt, width=5.5, rank=2),
        Column(_("Förderung"), lambda row: row.details.cost_centre, width=7, rank=3),
        Column(_("Status"), lambda row: status.of(row.details.status), order="status", width=8.5),
        Column(_("Erledigt am"), expense_words.done_on, width=6.8, rank=1),
    ]
