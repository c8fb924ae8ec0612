"""A period for which a funder pays: whose, from when to when."""

from datetime import date

from PySide6.QtWidgets import QWidget

from mentorhub.statistics import funding
from mentorhub.text import _
from mentorhub.ui import widgets
from mentorhub.ui.fields import DateField, TextField
from mentorhub.ui.form_dialog import FormDialog
from mentorhub.ui.tasks import Tasks


class FundingDialog(FormDialog):
    """`result_value` is the new `Funding`."""

    def __init__(self, parent: QWidget, tasks: Tasks, today: date) -> None:
        super().__init__(parent, tasks, _("Förderzeitraum anlegen"), width=34)
        told = _("Für einen Förderzeitraum gibt es nur interne Zahlen, zum Beispiel für den Verwendungsnachweis.")
        self.add_above(widgets.label(told, "muted"))
        self.form.add("name", _("Förderung"), TextField(_("zum Beispiel KOMM-AN NRW 2026"), longest=80), required=True)
        self.form.add("start", _("Beginn"), DateField(today), required=True)
        self.form.add("end", _("Ende"), DateField(today), required=True)
        self.form.set_values({"name": "", "start": date(today.year, 1, 1), "end": date(today.year, 12, 31)})
        self.words_when_saved = _("Der Förderzeitraum ist angelegt.")

    def save(self) -> None:
        values = self.form.values()
        self.tasks.save(
            self,
            funding.add,
            values["name"],
            values["start"],
            values["end"],
            then=self.saved,
            on_field_error=self.form.show_error,
        )
