"""The open Wiedervorlagen of one person or pairing, inside its record."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from mentorhub import reminders
from mentorhub.reminders import ReminderRow
from mentorhub.text import _, german_date
from mentorhub.ui import widgets
from mentorhub.ui.dialogs.reminder_dialog import ReminderDialog
from mentorhub.ui.facts import clear
from mentorhub.ui.form_dialog import show_over
from mentorhub.ui.page import Window
from mentorhub.ui.tasks import Tasks


class ReminderList(QWidget):
    """Each with what ticks it off. `new_button` leads to a new one: whoever shows the list finds it a place."""

    def __init__(self, tasks: Tasks, window: Window, today: Callable[[], date], *, short: bool = False) -> None:
        """`short`: the button is an icon alone, where there is little room."""
        super().__init__()
        self._tasks = tasks
        self._window = window
        self._today = today
        self._person_id: UUID | None = None
        self._pairing_id: UUID | None = None
        self._whom = ""
        self._lines = widgets.column(None, space=0.2)
        self.new_button: QAbstractButton = (
            widgets.icon_button("clock", _("Wiedervorlage anlegen"), self.add, "accent")
            if short
            else widgets.button(_("Wiedervorlage …"), self.add, icon="add", look="link")
        )
        widgets.column(self, self._lines, space=0.2)

    def show_person(self, person_id: UUID, name: str) -> None:
        self._person_id, self._whom = person_id, name
        self._tasks.load(self, reminders.of_person, person_id, then=self._show, channel="reminders")

    def show_pairing(self, pairing_id: UUID, names: str) -> None:
        self._pairing_id, self._whom = pairing_id, names
        self._tasks.load(self, reminders.of_pairing, pairing_id, then=self._show, channel="reminders")

    def add(self) -> None:
        dialog = ReminderDialog(
            self, self._tasks, self._today(), person_id=self._person_id, pairing_id=self._pairing_id, whom=self._whom
        )
        dialog.told.connect(self._window.say)
        show_over(self, dialog)

    def texts(self) -> list[str]:
        """For tests: what stands there."""
        items = (self._lines.itemAt(index) for index in range(self._lines.count()))
        shown = (item.widget() for item in items if item is not None)
        return [line.accessibleName() for line in shown if line is not None]

    def _show(self, rows: Sequence[ReminderRow]) -> None:
        clear(self._lines)
        for row in rows:
            self._lines.addWidget(self._line(row))
        self.setVisible(bool(rows))

    def _line(self, row: ReminderRow) -> QWidget:
        line = QWidget()
        words = f"{german_date(row.day)}: {row.text}"
        line.setAccessibleName(words)
        late = row.day <= self._today()
        icon = widgets.IconLabel("clock", "warning" if late else "muted", 1.1)
        done = widgets.icon_button(
            "done", _("Erledigt: {words}").format(words=words), partial(self._done, row), "accent"
        )
        change = widgets.icon_button("edit", _("Ändern: {words}").format(words=words), partial(self._change, row))
        layout = widgets.line(line, icon, widgets.label(words), done, change, space=0.4)
        layout.setStretch(1, 1)
        layout.setAlignment(icon, Qt.AlignmentFlag.AlignTop)
        return line

    def _done(self, row: ReminderRow) -> None:
        self._tasks.save(
            self, reminders.done, row.id, self._today(), then=lambda _nothing: self._window.say(_("Erledigt"))
        )

    def _change(self, row: ReminderRow) -> None:
        dialog = ReminderDialog(self, self._tasks, self._today(), row=row)
        dialog.told.connect(self._window.say)
        show_over(self, dialog)
