"""Patenschaften: the list, and beside it the record of the one chosen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from mentorhub import activities, pairings
from mentorhub.activities import Contact
from mentorhub.choices import RUNNING, PairingStatus
from mentorhub.pairings import PairingRow
from mentorhub.text import N_, _, german_date, ngettext
from mentorhub.ui import menus, status, widgets
from mentorhub.ui.dialogs import record_actions
from mentorhub.ui.dialogs.mail_dialog import MailDialog
from mentorhub.ui.dialogs.pairing_dialog import NewPairingDialog
from mentorhub.ui.due_filter import DueFilter, DueRows, narrowed
from mentorhub.ui.form_dialog import show_over
from mentorhub.ui.page import About, Page, Window
from mentorhub.ui.pages.pairing_record import PairingRecord, contact_status
from mentorhub.ui.rows_model import Column, Order, RowsModel
from mentorhub.ui.rows_table import RowsTable
from mentorhub.ui.side_by_side import SideBySide
from mentorhub.ui.tasks import Tasks


@dataclass(frozen=True)
class Line:
    """One line of the list."""

    id: Any
    row: PairingRow
    contact: Contact


class PairingsPage(Page):
    title = N_("Patenschaften")

    def __init__(self, tasks: Tasks, window: Window, today: Callable[[], date] = date.today) -> None:
        super().__init__(tasks, window)
        self.heading.setText(_(self.title))
        self._today = today
        self.new_button = self.add_button(_("Neue Patenschaft"), self._propose, icon="add", primary=True, key="Ctrl+N")
        self.history_action = menus.action(self, _("Verlauf dieser Patenschaft …"), self._show_history, icon="clock")
        self.mail_action = menus.action(self, _("E-Mail an diese Liste …"), self._mail, icon="mail")
        self.menu_button = self.add_menu(_("Mehr zu dieser Patenschaft"), [self.history_action, self.mail_action])
        self.search = widgets.SearchField(_("Patenschaften suchen"), _("Suchen: Name oder Nummer … (Strg+F)"))
        self.filter: Any = widgets.filter_box(_("Status"), _filters(), self._look_up)
        self.due = DueFilter()
        self.due.changed.connect(self._look_up)
        self.count = widgets.label("", "hint", wrap=False)
        self.model = RowsModel(tasks, _columns(), _ids, self._lines, order=Order("number", True))
        self.table = RowsTable(
            self.model,
            _("Patenschaften"),
            empty=_("Keine Patenschaft gefunden. Mit „Neue Patenschaft“ schlagen Sie die erste vor."),
        )
        self.table.remember_widths(window, "pairings")
        self.record = PairingRecord(tasks, window, today)
        listed = QWidget()
        widgets.column(listed, self.table, self.count, space=0.3).setStretch(0, 1)
        listed.setFocusProxy(self.table)
        self.sides = SideBySide(listed, self.record)
        bar = widgets.line(None, self.search, self.filter)
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
        if self.record.record is not None:
            self.record.load(self.record.record.row.id)

    def show_record(self, record: object) -> None:
        """Comes also to one that the search or filter would hide. `DueRows`: the list shows just these."""
        self.due.show_rows(record if isinstance(record, DueRows) else None)
        self.search.clear()
        self.filter.combo.setCurrentIndex(0)
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
        self.model.look_up((self.search.text().strip(), self.filter.value(), self.due.asked))

    def _loaded(self, count: int) -> None:
        self.count.setText(ngettext("{n} Patenschaft", "{n} Patenschaften", count).format(n=count))
        if count == 0:
            self.record.clear()

    def _lines(self, session: Any, ids: Sequence[Any]) -> list[Line]:
        contacts = activities.contacts(session, ids, self._today())
        return [Line(row.id, row, contacts[row.id]) for row in pairings.rows(session, ids)]

    def _show_history(self) -> None:
        if self.record.record is not None:
            row = self.record.record.row
            record_actions.show_history(self, self.tasks, self.main_window, row.number, pairing_id=row.id)

    def _mail(self) -> None:
        query = (self.search.text().strip(), self.filter.value(), self.due.asked)

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


def _ids(
    session: Any, query: tuple[str, tuple[PairingStatus, ...], DueRows | None] | None, order: Order
) -> Sequence[Any]:
    words, statuses, asked = query or ("", (), None)
    found = pairings.search(session, words, status=statuses, sort=order.by, descending=order.descending)
    return narrowed(session, found, asked)


def _filters() -> list[tuple[object, str]]:
    return [((), _("Alle")), (RUNNING, _("Laufend")), *(((one,), one.label) for one in PairingStatus)]


def _columns() -> list[Column]:
    return [
        Column(_("Nummer"), lambda line: line.row.number, order="number", width=7),
        Column(_("Patin/Pate"), lambda line: line.row.mentor, order="mentor", width=10.6),
        Column(_("Mentee"), lambda line: line.row.mentee, order="mentee", width=10.6),
        Column(_("Status"), lambda line: status.of(line.row.status), order="status", width=9.7),
        Column(_("Beginn"), lambda line: german_date(line.row.start_on), order="start", width=6.7, rank=1),
        Column(_("Kontakt"), lambda line: contact_status(line.row, line.contact), width=8.9),
    ]
