"""Into the calendar: what would be written, with or without names, and the file."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QWidget

from mentorhub.appointments import Appointment
from mentorhub.files import Written
from mentorhub.text import _, german_date
from mentorhub.ui import leaving, mnemonics, theme, widgets
from mentorhub.ui.rows_model import Column
from mentorhub.ui.small_table import SmallTable
from mentorhub.ui.tasks import Tasks

Making = Callable[[Any, bool], Sequence[Appointment]]


class CalendarDialog(QDialog):
    """Shows every entry as it will stand in the calendar before anything leaves the data folder."""

    told = Signal(str)

    def __init__(self, parent: QWidget, tasks: Tasks, make: Making, today: date, *, of_people: bool = True) -> None:
        """`make(session, with_names)`. `of_people`: the entries are about people, so the names are asked for."""
        super().__init__(parent)
        self._tasks = tasks
        self._make = make
        self._today = today
        self._made: tuple[Appointment, ...] = ()
        self.setWindowTitle(_("In den Kalender"))
        self.setModal(True)
        self.table = SmallTable(
            _("Termine"),
            [
                Column(_("Tag"), lambda each: german_date(each.day), width=6.5),
                Column(_("Termin"), lambda each: each.title, width=24),
            ],
            lambda each: each.uid,
            empty=_("Es liegt kein Termin vor Ihnen: keine Wiedervorlage, keine Rückfrage, keine Veranstaltung."),
        )
        self.names = QCheckBox(_("Namen mit in den Kalender schreiben"))
        self.names.toggled.connect(lambda _on: self._load())
        self.save_button = widgets.button(_("Als Datei speichern …"), self._save, look="primary")
        self.save_button.setDefault(True)
        buttons = widgets.line(None, widgets.button(_("Abbrechen"), self.reject), None, self.save_button)
        self.names.setVisible(of_people)
        words = widgets.label(
            _(
                "Ihr Kalender liegt außerhalb des verschlüsselten Datenordners, oft auf einem fremden Rechner. Ohne "
                "Namen steht dort nur die Nummer. Die gespeicherte Datei (.ics) öffnen Sie in Ihrem Kalender."
            )
            if of_people
            else _("Die gespeicherte Datei (.ics) öffnen Sie in Ihrem Kalender. Wer kommt, steht nicht darin."),
            "muted",
        )
        layout = widgets.column(
            self, widgets.label(_("In den Kalender"), "subtitle"), words, self.table, self.names, buttons, space=0.8
        )
        layout.setStretch(2, 1)
        widgets.margins(layout, 1.1, 1.3)
        mnemonics.assign(self)
        room = self.screen().availableSize()
        self.resize(min(theme.em(38), room.width()), min(theme.em(34), round(room.height() * 0.92)))
        self._load()

    def _load(self) -> None:
        self._tasks.load(self, self._make, self.names.isChecked(), then=self._show, channel="made")

    def _show(self, made: Sequence[Appointment]) -> None:
        self._made = tuple(made)
        self.table.set_rows(self._made)
        self.save_button.setEnabled(bool(self._made))

    def _save(self) -> None:
        name = f"MentorHub {self._today:%Y-%m-%d}.ics"
        leaving.save_dates(self, self._tasks, name, self._made, with_names=self.names.isChecked(), then=self._done)

    def _done(self, made: Written) -> None:
        self.accept()
        self.told.emit(_("Gespeichert: {path}").format(path=made.path))
