"""Aktivitäten: every meeting, newest first, and three quick entries."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from mentorhub import activities, pairings
from mentorhub.activities import ActivityFilter, ActivityRow
from mentorhub.text import N_, _, duration, ngettext, number, pgettext
from mentorhub.ui import leaving, menus, status, widgets
from mentorhub.ui.dialogs.activity_dialog import ActivityDialog, CheckInDialog, MonthDialog
from mentorhub.ui.dialogs.month_grid_dialog import MonthGridDialog
from mentorhub.ui.filters_menu import FiltersMenu
from mentorhub.ui.form_dialog import FormDialog, show_over
from mentorhub.ui.page import Page, Window
from mentorhub.ui.pages import activity_words
from mentorhub.ui.pages.activity_filters import ActivityFilters
from mentorhub.ui.rows_model import Column, Order, RowsModel
from mentorhub.ui.rows_table import RowsTable
from mentorhub.ui.tasks import Tasks


@dataclass(frozen=True)
class Query:
    words: str = ""
    pairing_id: Any = None
    only: ActivityFilter | None = None


class ActivitiesPage(Page):
    title = N_("Aktivitäten")

    def __init__(self, tasks: Tasks, window: Window, today: Callable[[], date] = date.today) -> None:
        super().__init__(tasks, window)
        self.heading.setText(_(self.title))
        self._today = today
        self._pairing: Any = None
        self.grid_action = menus.action(self, _("Monat für alle eintragen …"), self._month_for_all, icon="activities")
        self.grid_action.setShortcut("Ctrl+Shift+A")
        self.addAction(self.grid_action)
        self.check_in_button = self.add_button(_("Rückfrage …"), self._check_in, key="Ctrl+Shift+R")
        self.month_button = self.add_button(_("Monat eintragen"), self._month, key="Ctrl+Shift+M")
        self.new_button = self.add_button(_("Treffen eintragen"), self._log, icon="add", primary=True, key="Ctrl+N")
        self.save_action = menus.action(self, _("Liste speichern …"), self._save_list, icon="save")
        self.menu_button = self.add_menu(_("Mehr zu dieser Liste"), [self.grid_action, self.save_action])
        self.search = widgets.SearchField(_("Aktivitäten suchen"), _("Suchen: Name oder Nummer …  (Strg+F)"))
        self.only = widgets.button("", self._show_all, icon="close")
        self.only.setToolTip(_("Wieder alle zeigen"))
        self.only.hide()
        self.count = widgets.label("", "hint", wrap=False)
        self.model = RowsModel(tasks, _columns(), _ids, activities.rows, order=Order("day", descending=True))
        self.table = RowsTable(
            self.model,
            _("Aktivitäten"),
            empty=_("Keine Treffen gefunden. Mit „Treffen eintragen“ (Strg+N) halten Sie eines fest."),
        )
        self.table.remember_widths(window, "activities")
        self.filters = ActivityFilters(today)
        self.kept = FiltersMenu(tasks, window, "activities", {"words": self.search, **self.filters.controls()})
        bar = widgets.line(None, self.search, self.only, self.filters.period, self.filters.more_button, self.kept)
        bar.setStretch(0, 1)
        self.body.addLayout(bar)
        self.body.addWidget(self.filters)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.count)
        self.body.setSpacing(self.body.spacing() // 2)
        self.search.searched.connect(lambda: self._look_up())
        self.filters.changed.connect(lambda: self._look_up())
        self.kept.applied.connect(self.filters.show_what_filters)
        self.table.opened.connect(self._change)
        self.model.loaded.connect(self._loaded)

    def reload(self) -> None:
        self._look_up()
        self.kept.reload()

    def show_record(self, record: object) -> None:
        """Only the meetings of one pairing."""
        self._pairing = record
        self.search.clear()
        self.filters.forget()
        self.tasks.load(self, pairings.row, record, then=self._show_only, channel="only")
        self._look_up()

    def _look_up(self) -> None:
        self.model.look_up(Query(self.search.text().strip(), self._pairing, self.filters.value()))

    def _show_only(self, row: pairings.PairingRow) -> None:
        if self._pairing == row.id:
            words = _("Nur {number}").format(number=row.number)
            self.only.setText(words)
            self.only.setAccessibleName(_("{words}; wieder alle zeigen").format(words=words))
            self.only.show()

    def _show_all(self) -> None:
        self._pairing = None
        self.only.hide()
        self._look_up()

    def _loaded(self, count: int) -> None:
        self.count.setText(ngettext("{n} Eintrag", "{n} Einträge", count).format(n=number(count)))

    def _save_list(self) -> None:
        leaving.save_list(self, self.main_window, self.tasks, self.table, _(self.title))

    def _log(self) -> None:
        self._with_pairing(lambda row: self._opened(ActivityDialog(self, self.tasks, self._today(), pairing=row)))

    def _month(self) -> None:
        self._with_pairing(lambda row: self._opened(MonthDialog(self, self.tasks, self._today(), pairing=row)))

    def _month_for_all(self) -> None:
        self._opened(MonthGridDialog(self, self.tasks, self._today()))

    def _check_in(self) -> None:
        self._with_pairing(lambda row: self._opened(CheckInDialog(self, self.tasks, self._today(), pairing=row)))

    def _with_pairing(self, show: Callable[[pairings.PairingRow | None], object]) -> None:
        """While only one pairing is shown, the entry is about that one."""
        if self._pairing is None:
            show(None)
        else:
            self.tasks.load(self, pairings.row, self._pairing, then=show, channel="entry")

    def _change(self, activity_id: object) -> None:
        self.tasks.load(self, activities.rows, [activity_id], then=self._open_entry, channel="entry")

    def _open_entry(self, rows: Sequence[ActivityRow]) -> None:
        if rows:
            self._opened(ActivityDialog(self, self.tasks, self._today(), entry=rows[0]))

    def _opened(self, dialog: FormDialog | MonthGridDialog) -> None:
        dialog.told.connect(self.main_window.say)
        show_over(self, dialog)


def _ids(session: Any, query: Query | None, order: Order) -> Sequence[Any]:
    asked = query or Query()
    return activities.search(
        session,
        asked.words,
        pairing_id=asked.pairing_id,
        sort=order.by,
        descending=order.descending,
        only=asked.only,
    )


def _columns() -> list[Column]:
    return [
        Column(_("Datum"), lambda row: activity_words.day(row.details), order="day", width=8.6),
        Column(_("Patenschaft"), "people", order="pairing", width=20),
        Column(
            _("Dauer"),
            lambda row: duration(row.details.minutes),
            order="minutes",
            width=5.5,
            right=True,
        ),
        Column(pgettext("Anzahl", "Treffen"), lambda row: row.details.count, width=5.2, right=True, rank=1),
        Column(_("Themen"), lambda row: activity_words.topics(row.details), width=13, rank=2),
        Column(_("Zustande gekommen"), lambda row: status.of(row.details.happened), width=11.6),
    ]
