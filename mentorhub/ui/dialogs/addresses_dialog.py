"""Anschriften: of a list of people, for letters and labels; who is left out is named with the reason."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QWidget

from mentorhub.choices import Paper
from mentorhub.documents.registry import About
from mentorhub.import_export import addresses
from mentorhub.import_export.addresses import AddressList
from mentorhub.text import _, ngettext, number
from mentorhub.ui import leaving, mnemonics, theme, widgets
from mentorhub.ui.dialogs.papers_dialog import PapersDialog
from mentorhub.ui.form_dialog import show_over
from mentorhub.ui.rows_model import Column
from mentorhub.ui.small_table import SmallTable
from mentorhub.ui.tasks import Tasks

_MOST_SHOWN = 500


class AddressesDialog(QDialog):
    """`whom(session)` gives the people."""

    told = Signal(str)

    def __init__(self, parent: QWidget, tasks: Tasks, whom: Callable[[Any], Sequence[UUID]], today: date) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._whom = whom
        self._today = today
        self.found = AddressList()
        self.setWindowTitle(_("Anschriften"))
        self.setModal(True)
        self.invitation = QCheckBox(_("Es ist eine Einladung (nur an Menschen, die Einladungen möchten)"))
        self.invitation.toggled.connect(self._load)
        self.count = widgets.label("", "section")
        self.left_out = widgets.label("", "muted")
        self.table = SmallTable(
            _("Anschriften"),
            [
                Column(_("Anrede"), "salutation", width=5),
                Column(_("Name"), lambda each: f"{each.first_name} {each.last_name}".strip(), width=13),
                Column(_("Straße"), "street", width=12),
                Column(_("PLZ"), "postcode", width=4),
                Column(_("Ort"), "city", width=8),
            ],
            lambda each: each.person_id,
            empty=_("Von niemandem in dieser Liste ist eine Anschrift eingetragen."),
        )
        self.labels_button = widgets.button(_("Etiketten …"), lambda: self._print(Paper.LABELS), icon="print")
        self.letter_button = widgets.button(_("Serienbrief …"), lambda: self._print(Paper.SERIAL_LETTER), icon="print")
        self.save_button = widgets.button(_("Als Tabelle speichern …"), self._save, icon="save", look="primary")
        self.save_button.setDefault(True)
        buttons = widgets.line(
            None,
            *(widgets.button(_("Schließen"), self.reject), None),
            *(self.labels_button, self.letter_button, self.save_button),
        )
        words = widgets.label(
            _("Gedruckt wird gleich von hier; die Tabelle ist für den Serienbrief eines anderen Programms."), "muted"
        )
        left_out = widgets.scrolling(self.left_out)
        left_out.setMaximumHeight(theme.em(5))
        layout = widgets.column(
            self,
            *(widgets.label(_("Anschriften"), "subtitle"), words, self.invitation, self.count),
            *(self.table, left_out, buttons),
            space=0.7,
        )
        layout.setStretch(4, 1)
        widgets.margins(layout, 1.1, 1.3)
        self._left_out_view = left_out
        room = self.screen().availableSize()
        self.resize(min(theme.em(48), room.width()), min(theme.em(42), round(room.height() * 0.92)))
        mnemonics.assign(self)
        self._load()

    def _load(self) -> None:
        self._tasks.load(
            self, _look, self._whom, self._today, self.invitation.isChecked(), then=self._show, channel="addresses"
        )

    def _show(self, found: AddressList) -> None:
        self.found = found
        n = len(found.addresses)
        said = ngettext("{n} Anschrift", "{n} Anschriften", n).format(n=number(n))
        more = n - _MOST_SHOWN
        if more > 0:
            said += " · " + _("die ersten {n} sind zu sehen").format(n=number(_MOST_SHOWN))
        self.count.setText(said)
        self.table.set_rows(found.addresses[:_MOST_SHOWN])
        sentences = found.left_out()
        self.left_out.setText("\n".join(sentences))
        self._left_out_view.setVisible(bool(sentences))
        for button in (self.labels_button, self.letter_button, self.save_button):
            button.setEnabled(n > 0)

    def _save(self) -> None:
        leaving.save_addresses(
            self,
            self._tasks,
            self.found.addresses,
            then=lambda made: self.told.emit(_("Gespeichert: {path}").format(path=made.path)),
        )

    def _print(self, paper: Paper) -> None:
        dialog = PapersDialog(self, self._tasks, paper.label, [About.PEOPLE], self.found.ids, self._today)
        dialog.choose_paper(paper)
        show_over(self, dialog)


def _look(session: Any, whom: Callable[[Any], Sequence[UUID]], today: date, as_invitation: bool) -> AddressList:
    return addresses.look(session, whom(session), today, as_invitation=as_invitation)
