"""Patenschaften: the list, and beside it the record of the one chosen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from mentorhub import activities, pairings
from mentorhub.choices import OPEN, RUNNING, PairingStatus, Programme
from mentorhub.text import N_, _, german_date, ngettext
from mentorhub.ui import leaving, menus, status, widgets
from mentorhub.ui.dialogs import record_actions
from mentorhub.ui.dialogs.mail_dialog import MailDialog
from mentorhub.ui.dialogs.pairing_dialog import NewPairingDialog
from mentorhub.ui.dialogs.person_fields import keep_short
from mentorhub.ui.due_filter import DueFilter, DueRows, narrowed
from mentorhub.ui.fields import of
from mentorhub.ui.filters_menu import Control, FiltersMenu
from mentorhub.ui.form_dialog import show_over
from mentorhub.ui.page import About, Page, Window
from mentorhub.ui.pages.pairing_record import PairingRecord
from mentorhub.ui.pairing_lines import contact_status, read_lines
from mentorhub.ui.rows_model import Column, Order, RowsModel
from mentorhub.ui.rows_table import RowsTable
from mentorhub.ui.side_by_side import SideBySide
from mentorhub.ui.tasks import Tasks

SILENT = ("silent",)
"""Not a status: those for which the one rule of `activities` says that they have not met for too long."""


@dataclass(frozen=True)
class Query:
    words: str
    shown: tuple[Any, ...]
    programme: Programme | None
    today: date
    due: DueRows | None = None


class PairingsPage(Page):
    title = N_("Patenschaften")

    def __init__(self, tasks: Tasks, window: Window, today: Callable[[], date] = date.today) -> None:
        super().__init__(tasks, window)
        self.heading.setText(_(self.title))
        self._today = today
        self.new_button = self.add_button(_("Neue Patenschaft"), self._propose, icon="add", primary=True, key="Ctrl+N")
        self.history_action = menus.action(self, _("Verlauf dieser Patenschaft …"), self._show_history, icon="clock")
        self.mail_action = menus.action(self, _("E-Mail an diese Liste …"), self._mail, icon="mail")
        self.save_action = menus.action(self, _("Liste speichern …"), self._save_list, icon="save")
        self.menu_button = self.add_menu(
            _("Mehr zu dieser Patenschaft"), [self.history_action, self.mail_action, self.save_action]
        )
        self.search = widgets.SearchField(_("Patenschaften suchen"), _("Suchen: Name oder Nummer … (Strg+F)"))
        self.filter = widgets.filter_box(_("Status"), _filters(), self._look_up)
        self.due = DueFilter()
        self.due.changed.connect(self._look_up)
        self.programme: Any = widgets.filter_box(_("Programm"), _programmes(), self._look_up)
        keep_short(self.filter.combo, 9)
        keep_short(self.programme.combo, 9)
        self.count = widgets.label("", "hint", wrap=False)
        self.model = RowsModel(
            tasks, _columns(), _ids, lambda session, ids: read_lines(session, ids, today()), order=Order("number", True)
        )
        self.table = RowsTable(
            self.model,
            _("Patenschaften"),
            empty=_("Keine Patenschaft gefunden. Mit „Neue Patenschaft“ (Strg+N) schlagen Sie eine vor."),
        )
        self.table.remember_widths(window, "pairings")
        self.record = PairingRecord(tasks, window, today)
        listed = QWidget()
        widgets.column(listed, self.table, self.count, space=0.3).setStretch(0, 1)
        listed.setFocusProxy(self.table)
        self.sides = SideBySide(listed, self.record, record_width=24)
        controls: dict[str, Control] = {
            "words": self.search,
            "status": self.filter.combo,
            "programme": self.programme.combo,
        }
        self.kept = FiltersMenu(tasks, window, "pairings", controls)
        bar = widgets.line(None, self.search, self.filter, self.programme, self.kept)
        bar.setStretch(0, 1)
        self.body.addLayout(bar)
        self.body.addWidget(self.due)
        self.body.addWidget(self.sides, 1)
        self.search.searched.connect(lambda: self._look_up())
        self.table.chosen.connect(self.record.load)
        self.table.opened.connect(lambda: self.sides.open_record())
        self.model.loaded.connect(self._loaded)

    def reload(self) -> None:
        self._look_up()
        self.kept.reload()
        if self.record.record is not None:
            self.record.load(self.record.record.row.id)

    def show_record(self, record: object) -> None:
        """Comes also to one that the search or filter would hide. `DueRows`: the list shows just these."""
        self.due.show_rows(record if isinstance(record, DueRows) else None)
        self.search.clear()
        self.filter.combo.setCurrentIndex(0)
        self.programme.combo.setCurrentIndex(0)
        self._look_up()
        if isinstance(record, DueRows):
            self.sides.close_record()
            return
        self.table.choose(record)
        self.record.load(record)
        self.sides.open_record()

    def about(self) -> About:
        shown = self.record.record
        return (
            About()
            if shown is None
            else About(pairing_id=shown.row.id, whom=f"{shown.row.mentor} – {shown.row.mentee}")
        )

    def _look_up(self) -> None:
        self.model.look_up(self._query())

    def _query(self) -> Query:
        words, shown, programme = self.search.text().strip(), self.filter.value(), self.programme.value()
        return Query(words, shown, programme, self._today(), self.due.asked)

    def _loaded(self, count: int) -> None:
        self.count.setText(ngettext("{n} Patenschaft", "{n} Patenschaften", count).format(n=count))
        if count == 0:
            self.record.clear()

    def _show_history(self) -> None:
        if self.record.record is not None:
            row = self.record.record.row
            record_actions.show_history(self, self.tasks, self.main_window, row.number, pairing_id=row.id)

    def _save_list(self) -> None:
        leaving.save_list(self, self.main_window, self.tasks, self.table, _(self.title))

    def _mail(self) -> None:
        query = self._query()

        def whom(session: Any) -> dict[str, list[Any]]:
            rows = pairings.rows(session, _ids(session, query, self.model.order))
            return {
                _("Patinnen und Paten"): [row.mentor_id for row in rows],
                _("Mentees"): [row.mentee_id for row in rows],
            }

        dialog = MailDialog(self, self.tasks, whom)
        dialog.told.connect(self.main_window.say)
        show_over(self, dialog)

    def _propose(self) -> None:
        dialog = NewPairingDialog(self, self.tasks, self._today())
        dialog.accepted.connect(lambda: self.show_record(dialog.result_value))
        show_over(self, dialog)


def _ids(session: Any, query: Query | None, order: Order) -> Sequence[Any]:
    if query is None:
        return []
    statuses = RUNNING if query.shown == SILENT else query.shown
    ids = pairings.search(
        session,
        query.words,
        status=statuses,
        programme=query.programme,
        sort=order.by,
        descending=order.descending,
    )
    if query.shown == SILENT:
        silent = activities.silent(session, query.today)
        ids = [each for each in ids if each in silent]
    return narrowed(session, ids, query.due)


def _filters() -> list[tuple[object, str]]:
    return [
        ((), _("Alle")),
        (OPEN, _("Offen")),
        (RUNNING, _("Laufend")),
        (SILENT, _("Laufend, lange kein Treffen")),
        *(((one,), one.label) for one in PairingStatus),
    ]


def _programmes() -> list[tuple[object, str]]:
    return [(None, _("Alle")), *of(Programme)]


def _columns() -> list[Column]:
    return [
        Column(_("Nummer"), lambda line: line.row.number, order="number", width=7.6, firm=True),
        Column(_("Patin/Pate"), lambda line: line.row.mentor, order="mentor", width=10.6),
        Column(_("Mentee"), lambda line: line.row.mentee, order="mentee", width=10.6),
        Column(_("Status"), lambda line: status.of(line.row.status), order="status", width=9.7),
        Column(_("Programm"), lambda line: line.row.details.programme.label, order="programme", width=9, rank=2),
        Column(_("Beginn"), lambda line: german_date(line.row.start_on), order="start", width=6.7, rank=1),
        Column(_("Kontakt"), lambda line: contact_status(line.row, line.contact), width=9.2, firm=True),
    ]
