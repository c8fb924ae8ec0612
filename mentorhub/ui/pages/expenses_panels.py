"""Two views of the same expenses: the month as it is settled with each person, and the year with its caps."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from mentorhub import expenses
from mentorhub.expenses import Cap, PersonYear, Sheet
from mentorhub.text import _, euro, german_date, month_name, ngettext, number
from mentorhub.ui import expense_words, months, status, theme, widgets
from mentorhub.ui.page import Window
from mentorhub.ui.rows_model import Column
from mentorhub.ui.small_table import SmallTable
from mentorhub.ui.tasks import Tasks

_YEARS_BACK = 5


class MonthPanel(QWidget):
    """`settle(ids, words)` asks for the day; `change(id)` opens an entry; `to_print(person, month)` shows the sheet."""

    def __init__(
        self,
        tasks: Tasks,
        today: Callable[[], date],
        settle: Callable[[Sequence[UUID], str], object],
        change: Callable[[object], object],
        to_print: Callable[[UUID | None, date], object],
    ) -> None:
        super().__init__()
        self._tasks = tasks
        self._settle = settle
        self._to_print = to_print
        self._sheets: Sequence[Sheet] = ()
        options = months.last_months(today(), 24)
        self.month: Any = widgets.filter_box(_("Monat"), options, self.reload)
        self.people = SmallTable(
            _("Menschen mit Auslagen in diesem Monat"),
            [
                Column(_("Person"), "person", width=11),
                Column(_("Einträge"), lambda sheet: len(sheet.lines), width=5, right=True, rank=1),
                Column(_("Summe"), lambda sheet: euro(sheet.total_cent), width=6, right=True),
                Column(_("noch offen"), lambda sheet: euro(sheet.open_cent), width=7, right=True),
            ],
            lambda sheet: sheet.person_id,
            empty=_("In diesem Monat hat niemand Auslagen."),
        )
        self.lines = SmallTable(
            _("Auslagen dieser Person im Monat"),
            [
                Column(_("Datum"), lambda row: german_date(row.details.day), width=7),
                Column(_("Art"), expense_words.what, width=11),
                Column(_("Betrag"), lambda row: euro(row.details.amount_cent), width=6.2, right=True),
                Column(_("Beleg"), expense_words.receipt, width=5.5, rank=1),
                Column(_("Status"), lambda row: status.of(row.details.status), width=7),
            ],
            lambda row: row.id,
        )
        self.heading = widgets.label("", "section")
        self.caps = widgets.label("", "hint")
        self.sum = widgets.label("", "hint")
        self.pay_button = widgets.button(_("Person ausgezahlt …"), self._pay_person, look="primary")
        self.pay_all_button = widgets.button(_("Alle ausgezahlt …"), self._pay_all)
        left, right = QWidget(), QWidget()
        self.sheet_button = widgets.button(_("Abrechnungsbogen …"), self._print_sheet, icon="print")
        below = widgets.line(None, self.sum, self.pay_all_button)
        below.setStretch(0, 1)
        widgets.column(left, self.people, below, space=0.5).setStretch(0, 1)
        beside = widgets.line(None, self.caps, self.pay_button)
        beside.setStretch(0, 1)
        widgets.column(right, self.heading, self.lines, beside, space=0.5).setStretch(1, 1)
        sides = widgets.line(None, left, right, space=1.0)
        sides.setStretch(0, 5)
        sides.setStretch(1, 6)
        column = widgets.column(self, widgets.line(None, self.month, None, self.sheet_button), sides, space=0.5)
        column.setStretch(1, 1)
        self.people.chosen.connect(lambda _sheet: self._show_lines())
        self.lines.opened.connect(lambda row: change(row.id))
        self._show([])
        self._begin_with_last_month()

    def _begin_with_last_month(self) -> None:
        """A month is settled when it is over."""
        self.month.combo.blockSignals(True)
        self.month.combo.setCurrentIndex(1)
        self.month.combo.blockSignals(False)

    def reload(self) -> None:
        self._tasks.load(self, expenses.settlement, self._first(), then=self._show, channel="month")

    def _first(self) -> date:
        return date.fromisoformat(self.month.value())

    def _show(self, sheets: Sequence[Sheet]) -> None:
        self._sheets = sheets
        self.people.set_rows(sheets)
        still_open = sum(sheet.open_cent for sheet in sheets)
        words = ngettext("{n} Person, zusammen {sum}", "{n} Personen, zusammen {sum}", len(sheets)).format(
            n=number(len(sheets)), sum=euro(sum(sheet.total_cent for sheet in sheets))
        )
        if still_open:
            words += _(", davon noch offen {sum}").format(sum=euro(still_open))
        self.sum.setText(words if sheets else "")
        self.pay_all_button.setEnabled(bool(still_open))
        self._show_lines()

    def _show_lines(self) -> None:
        sheet: Sheet | None = self.people.current()
        self.lines.set_rows(() if sheet is None else sheet.lines)
        self.heading.setText("" if sheet is None else f"{sheet.person} · {month_name(sheet.month)}")
        self.caps.setText("" if sheet is None else "\n".join(map(expense_words.standing, sheet.standings)))
        self.pay_button.setEnabled(sheet is not None and bool(sheet.open_cent))

    def _print_sheet(self) -> None:
        sheet: Sheet | None = self.people.current()
        self._to_print(None if sheet is None else sheet.person_id, self._first())

    def _pay_person(self) -> None:
        sheet: Sheet | None = self.people.current()
        if sheet is not None:
            self._settle(_open_ids([sheet]), f"{sheet.person}, {month_name(sheet.month)}: {euro(sheet.open_cent)}")

    def _pay_all(self) -> None:
        paid = [sheet for sheet in self._sheets if sheet.open_cent]
        words = ngettext("{month}: {n} Person, {sum}", "{month}: {n} Personen, {sum}", len(paid)).format(
            month=month_name(self._first()), n=len(paid), sum=euro(sum(sheet.open_cent for sheet in paid))
        )
        self._settle(_open_ids(paid), words)


class YearPanel(QWidget):
    """Everybody's year: what was refunded, and how near the allowances are to their caps."""

    def __init__(self, tasks: Tasks, today: Callable[[], date], window: Window) -> None:
        super().__init__()
        self._tasks = tasks
        years = range(today().year, today().year - _YEARS_BACK, -1)
        self.year: Any = widgets.filter_box(_("Jahr"), [(year, str(year)) for year in years], self.reload)
        self.table = SmallTable(
            _("Jahressummen"),
            [
                Column(_("Person"), "person", width=12),
                Column(_("Kosten erstattet"), lambda one: _money(one.totals.refunds_cent), width=8, right=True),
                Column(
                    _("Ehrenamtspauschale"),
                    lambda one: expense_words.standing_status(one.totals.of_cap(Cap.VOLUNTEER)),
                    width=10,
                ),
                Column(
                    _("Übungsleiterpauschale"),
                    lambda one: expense_words.standing_status(one.totals.of_cap(Cap.INSTRUCTOR)),
                    width=10,
                ),
                Column(_("gespendet"), lambda one: _money(one.totals.waived_cent), width=6, right=True, rank=2),
                Column(_("noch offen"), lambda one: _money(one.totals.open_cent), width=6, right=True, rank=1),
            ],
            lambda one: one.person_id,
            empty=_("In diesem Jahr hat niemand Auslagen."),
        )
        self.limits = widgets.label("", "hint")
        change = widgets.button(_("Grenzen ändern"), lambda: window.go("settings", "tariffs"), look="link")
        below = widgets.line(None, self.limits, change)
        below.setStretch(0, 1)
        bar = widgets.line(None, self.year, None)
        widgets.column(self, bar, self.table, below, space=0.5).setStretch(1, 1)
        self.setMinimumHeight(theme.em(12))
        self.table.opened.connect(lambda one: window.open_person(one.person_id))

    def reload(self) -> None:
        self._tasks.load(self, expenses.yearly, self.year.value(), then=self._show, channel="year")

    def _show(self, found: Sequence[PersonYear]) -> None:
        self.table.set_rows(found)
        count = ngettext("{n} Person", "{n} Personen", len(found)).format(n=number(len(found)))
        hint = _("Erstattete Kosten zählen nicht zu den Grenzen. Es gilt das Jahr, in dem die Auslage liegt.")
        self.limits.setText(f"{count} · {hint}")


def _open_ids(sheets: Sequence[Sheet]) -> list[UUID]:
    return [row.id for sheet in sheets for row in sheet.lines if row.is_open]


def _money(cents: int) -> str:
    return euro(cents) if cents else ""
