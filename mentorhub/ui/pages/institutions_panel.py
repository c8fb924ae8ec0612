"""Personen, Einrichtungen: partners who send people to the association, and whom to call there."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from mentorhub import institutions
from mentorhub.institutions import InstitutionDetails, InstitutionRow
from mentorhub.text import _, ngettext
from mentorhub.ui import leaving, messages, widgets
from mentorhub.ui.dialogs.institution_dialog import InstitutionDialog
from mentorhub.ui.filters_menu import FiltersMenu
from mentorhub.ui.form_dialog import show_over
from mentorhub.ui.page import Window
from mentorhub.ui.rows_model import Column, Order, RowsModel
from mentorhub.ui.rows_table import RowsTable
from mentorhub.ui.tasks import Tasks


class InstitutionsPanel(QWidget):
    def __init__(self, tasks: Tasks, window: Window) -> None:
        super().__init__()
        self._tasks = tasks
        self._window = window
        self.search = widgets.SearchField(_("Einrichtungen suchen"), _("Suchen: Name, Ansprechperson, Ort …"))
        self.new_button = widgets.button(_("Neue Einrichtung"), self._new, icon="add")
        self.table = self._make_table()
        self.count = widgets.label("", "hint", wrap=False)
        self.change_button = widgets.button(_("Bearbeiten …"), self._change_current)
        self.remove_button = widgets.button(_("Entfernen …"), self._remove)
        self.kept = FiltersMenu(tasks, window, "institutions", {"words": self.search})
        top = widgets.line(None, self.search, self.kept, self.new_button)
        top.setStretch(0, 1)
        self.save_button = widgets.button(_("Liste speichern …"), self._save_list)
        foot = widgets.line(None, self.count, None, self.save_button, self.remove_button, self.change_button)
        widgets.column(self, top, self.table, foot).setStretch(1, 1)
        self.search.searched.connect(lambda: self._look_up())
        self._loaded(0)

    def reload(self) -> None:
        self.kept.reload()
        self._look_up()

    def _look_up(self) -> None:
        self.table.rows.look_up(self.search.text().strip())

    def _save_list(self) -> None:
        leaving.save_list(self, self._window, self._tasks, self.table, _("Einrichtungen"))

    def _make_table(self) -> RowsTable:
        model = RowsModel(
            self._tasks,
            [
                Column(_("Name"), "name", order="name", width=14),
                Column(_("Art"), lambda row: row.kind.label, order="kind", width=11),
                Column(_("Ansprechperson"), "contact_name", width=10),
                Column(_("Telefon"), "phone", width=9),
                Column(_("E-Mail"), "email", width=12, rank=2),
                Column(_("Ort"), "city", order="city", width=7, rank=1),
                Column(_("Vermittelt"), "sent", width=6.8, right=True),
            ],
            _search,
            institutions.rows,
            order=Order("name"),
            parent=self,
        )
        model.loaded.connect(self._loaded)
        empty = _("Noch keine Einrichtung. Legen Sie Kitas, Schulen und Ämter an, die Menschen zu Ihnen schicken.")
        table = RowsTable(model, _("Einrichtungen"), empty=empty)
        table.remember_widths(self._window, "institutions")
        table.opened.connect(self._change)
        return table

    def _loaded(self, count: int) -> None:
        self.count.setText(ngettext("{n} Einrichtung", "{n} Einrichtungen", count).format(n=count))
        for button in (self.change_button, self.remove_button):
            button.setEnabled(count > 0)

    def _new(self) -> None:
        self._show(InstitutionDialog(self, self._tasks))

    def _change_current(self) -> None:
        self._change(self.table.current_id())

    def _change(self, institution_id: object) -> None:
        if isinstance(institution_id, UUID):
            self._tasks.load(
                self, institutions.get, institution_id, then=partial(self._show_details, institution_id), channel="one"
            )

    def _show_details(self, institution_id: UUID, details: InstitutionDetails) -> None:
        self._show(InstitutionDialog(self, self._tasks, institution_id, details))

    def _show(self, dialog: InstitutionDialog) -> None:
        dialog.told.connect(self._window.say)
        dialog.accepted.connect(lambda: self.table.choose(dialog.result_value or self.table.current_id()))
        show_over(self, dialog)

    def _remove(self) -> None:
        row = self.table.rows.row_at(self.table.currentIndex().row())
        if not isinstance(row, InstitutionRow):
            return
        question = _("Möchten Sie „{name}“ entfernen?").format(name=row.name)
        details = _("Wer über diese Einrichtung kam, behält ihren Namen in Worten.") if row.sent else ""
        if messages.ask(self, question, _("Entfernen"), details=details):
            self._tasks.save(self, institutions.remove, row.id, then=lambda _nothing: self._window.say(_("Entfernt")))


def _search(session: Any, words: str | None, order: Order) -> Sequence[UUID]:
    return institutions.search(session, words or "", order.by, order.descending)
