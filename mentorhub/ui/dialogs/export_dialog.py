"""Ausgeben: everything that can leave the data folder, in one place; each says what is in it before it is written."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QDialog, QFrame, QPushButton, QWidget

from mentorhub import people
from mentorhub.appointments import Appointment
from mentorhub.text import _
from mentorhub.today import calendar
from mentorhub.ui import leaving, mnemonics, theme, widgets
from mentorhub.ui.dialogs.addresses_dialog import AddressesDialog
from mentorhub.ui.dialogs.calendar_dialog import CalendarDialog
from mentorhub.ui.form_dialog import show_over
from mentorhub.ui.page import Window
from mentorhub.ui.tasks import Tasks


class ExportDialog(QDialog):
    def __init__(self, parent: QWidget, window: Window, tasks: Tasks, today: date) -> None:
        super().__init__(parent)
        self._window = window
        self._tasks = tasks
        self._today = today
        self.setWindowTitle(_("Ausgeben"))
        self.setModal(True)
        self.everything_button = self._button(_("Alles ausgeben …"), self._everything, "save")
        self.addresses_button = self._button(_("Anschriften …"), self._addresses, "mail")
        self.dates_button = self._button(_("Termine …"), self._dates, "clock")
        self.figures_button = self._button(_("Zur Statistik"), self._figures, "statistics")
        inside = QWidget()
        widgets.column(
            inside,
            _line(
                _("Alles in einer Arbeitsmappe"),
                _("Ein Blatt für jedes Thema (.xlsx). „Importieren“ liest sie in einen leeren Datenordner wieder ein."),
                self.everything_button,
            ),
            _line(
                _("Anschriften für Briefe und Etiketten"),
                _("Von allen, als Tabelle (.xlsx, .csv) oder gleich gedruckt. Für eine Auswahl: Personen, „Mehr“."),
                self.addresses_button,
            ),
            _line(
                _("Termine für den Kalender"),
                _("Wiedervorlagen, Rückfragen, Kennenlernzeiten und Veranstaltungen (.ics), auf Wunsch ohne Namen."),
                self.dates_button,
            ),
            _line(
                _("Zahlen für das Netzwerk"),
                _("Geschützte Zahlen ohne Namen; sie stehen auf der Seite Statistik."),
                self.figures_button,
            ),
            widgets.label(
                _("Was eine Liste gerade zeigt, speichern Sie auf ihrer Seite: oben rechts unter „Mehr“."), "muted"
            ),
            None,
            space=0.7,
        ).setContentsMargins(0, 0, theme.em(0.5), 0)
        foot = widgets.line(None, None, widgets.button(_("Schließen"), self.reject))
        layout = widgets.column(
            self,
            widgets.label(_("Ausgeben"), "subtitle"),
            widgets.label(
                _("Was von hier ausgeht, ist nicht mehr verschlüsselt. Es wird im Verlauf vermerkt, ohne Namen."),
                "muted",
            ),
            widgets.scrolling(inside),
            foot,
            space=0.8,
        )
        layout.setStretch(2, 1)
        widgets.margins(layout, 1.1, 1.3)
        room = self.screen().availableSize()
        self.resize(min(theme.em(52), room.width()), min(theme.em(42), round(room.height() * 0.92)))
        mnemonics.assign(self)

    def _button(self, words: str, does: Callable[[], object], icon: str) -> QPushButton:
        made = widgets.button(words, does, icon=icon)
        made.setMinimumWidth(theme.em(12))
        return made

    def _everything(self) -> None:
        leaving.save_everything(self, self._window, self._tasks, f"MentorHub {self._today:%Y-%m-%d}.xlsx")

    def _addresses(self) -> None:
        dialog = AddressesDialog(self, self._tasks, people.search, self._today)
        dialog.told.connect(self._window.say)
        show_over(self, dialog)

    def _dates(self) -> None:
        dialog = CalendarDialog(self, self._tasks, partial(_dates, self._today), self._today)
        dialog.told.connect(self._window.say)
        show_over(self, dialog)

    def _figures(self) -> None:
        self.accept()
        self._window.go("statistics")


def _dates(today: date, session: Any, with_names: bool) -> Sequence[Appointment]:
    return calendar.all_dates(session, today, with_names=with_names)


def _line(title: str, words: str, button: QPushButton) -> QFrame:
    told = QWidget()
    widgets.column(told, widgets.label(title, "section"), widgets.label(words, "muted"), space=0.2)
    row = widgets.line(None, told, button, space=1.0)
    row.setStretch(0, 1)
    return widgets.card(row)
