"""Into the calendar: what would be written, with or without names, and the file."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QWidget

from mentorhub import appointments, files
from mentorhub.appointments import Appointment
from mentorhub.text import _, german_date
from mentorhub.today import calendar
from mentorhub.ui import choose, messages, mnemonics, theme, widgets
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
        self.resize(theme.em(38), theme.em(24))
        self._load()

    def _load(self) -> None:
        self._tasks.load(self, self._make, self.names.isChecked(), then=self._show, channel="made")

    def _show(self, made: Sequence[Appointment]) -> None:
        self._made = tuple(made)
        self.table.set_rows(self._made)

    def _save(self) -> None:
        name = f"MentorHub {self._today:%Y-%m-%d}.ics"
        path = choose.save_as(self, _("Kalenderdatei speichern"), name, _("Kalender (*.ics)"))
        if path is None:
            return
        try:
            files.write_new(path.with_suffix(".ics"), appointments.write(self._made, datetime.now(UTC)))
        except files.FileTrouble as trouble:
            messages.warn(self, str(trouble))
            return
        self._tasks.save(
            self, calendar.note_left, len(self._made), then=lambda _nothing: self._done(path.with_suffix(".ics"))
        )

    def _done(self, path: Path) -> None:
        self.accept()
        self.told.emit(_("Gespeichert: {path}").format(path=path))
