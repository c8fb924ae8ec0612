"""A Wiedervorlage: when, and what to think of; about a person, a pairing, or nobody."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from mentorhub import reminders
from mentorhub.reminders import LONGEST, ReminderRow
from mentorhub.text import _, german_date
from mentorhub.ui import widgets
from mentorhub.ui.fields import DateField, TextField
from mentorhub.ui.form_dialog import FormDialog
from mentorhub.ui.tasks import Tasks

_USUAL_DAYS = 7


class ReminderDialog(FormDialog):
    """A new one, or with `row` an old one to change. `whom`: the name, for the eye."""

    def __init__(
        self,
        parent: QWidget,
        tasks: Tasks,
        today: date,
        *,
        person_id: UUID | None = None,
        pairing_id: UUID | None = None,
        whom: str = "",
        row: ReminderRow | None = None,
    ) -> None:
        super().__init__(parent, tasks, _("Wiedervorlage") if row is None else _("Wiedervorlage ändern"), width=34)
        self._about = (person_id, pairing_id)
        self._row = row
        if row is None and (person_id or pairing_id):
            self.keep_drafts("people" if person_id else "pairings", person_id or pairing_id, self.windowTitle())
        else:
            self.keep_drafts("today", None if row is None else row.id, self.windowTitle())
        name = whom if row is None else row.whom
        if name:
            self.add_above(widgets.label(_("Zu: {whom}").format(whom=name), "muted"))
        form = self.form
        form.add("text", _("Woran denken?"), TextField(longest=LONGEST), required=True)
        form.add("day", _("Am"), DateField(today), required=True, hint=_("Steht ab einer Woche vorher unter „Heute“."))
        form.set_values(
            {"text": "", "day": today + timedelta(days=_USUAL_DAYS)}
            if row is None
            else {"text": row.text, "day": row.day}
        )
        form.field("text").setFocus()

    def save(self) -> None:
        values = self.form.values()
        self.words_when_saved = _("Wiedervorlage am {day}").format(day=german_date(values["day"]))
        said = (values["day"], values["text"])
        work: tuple[Any, ...] = (
            (reminders.add, *said, *self._about) if self._row is None else (reminders.change, self._row.id, *said)
        )
        self.tasks.save(self, *work, then=self.saved, on_field_error=self.form.show_error)
