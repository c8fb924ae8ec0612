"""Einstellungen, Felder: which optional fields are asked for here, what each is for, and emptying those given up."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from mentorhub import optional_fields, programme
from mentorhub.programme import OptionalField
from mentorhub.text import _, ngettext
from mentorhub.ui import messages, theme, widgets
from mentorhub.ui.fields import CheckField
from mentorhub.ui.forms import Form
from mentorhub.ui.page import Window
from mentorhub.ui.tasks import Tasks


class FieldsPanel(QWidget):
    """A switch for each field, with the reason to ask for it below."""

    def __init__(self, tasks: Tasks, window: Window, today: Callable[[], date] = date.today) -> None:
        super().__init__()
        self._tasks = tasks
        self._window = window
        self._today = today
        self._fields: tuple[OptionalField, ...] = ()
        self.form = Form()
        self.save_button = widgets.button(_("Speichern"), self.save, look="primary")
        self.discard_button = widgets.button(_("Verwerfen"), self.discard)
        told = widgets.label(
            _("Fragen Sie nur, was Sie brauchen. Ein ausgeschaltetes Feld erscheint nirgends mehr."), "muted"
        )
        inside = QWidget()
        sheet = widgets.card(told, self.form)
        widgets.column(inside, sheet, None).setContentsMargins(0, 0, theme.em(0.5), 0)
        buttons = widgets.line(None, self.discard_button, None, self.save_button)
        widgets.column(self, widgets.scrolling(inside), buttons, space=0.7).setStretch(0, 1)
        self.setMaximumWidth(theme.em(52))
        self.form.changed.connect(self._show_changed)
        self._show_changed()

    def reload(self) -> None:
        self._tasks.load(self, _read, then=self._take, channel="fields")

    def is_changed(self) -> bool:
        return self.form.is_changed()

    def discard(self) -> None:
        self.form.set_values({field.name: field.on for field in self._fields})
        self._show_changed()

    def save(self) -> None:
        """Asks once whether what is stored in the fields switched off is to be deleted."""
        if not self.form.is_changed():
            return
        values = self.form.values()
        given_up = [field.name for field in self._fields if field.on and not values[field.name]]
        self._tasks.load(self, _stored, given_up, self._today(), then=self._ask, channel="stored")

    def _ask(self, stored: dict[str, int]) -> None:
        labels = {field.name: field.label for field in self._fields}
        filled = {name: count for name, count in stored.items() if count}
        erased: list[str] = []
        if filled:
            told = [
                ngettext("{field}: {n} Eintrag", "{field}: {n} Einträge", count).format(field=labels[name], n=count)
                for name, count in filled.items()
            ]
            question = _("In Feldern, die Sie ausschalten, steht schon etwas. Soll es gelöscht werden?")
            if messages.ask(self, question, _("Löschen"), _("Behalten, nicht mehr zeigen"), details="\n".join(told)):
                erased = list(filled)
        switches = [(name, bool(on)) for name, on in self.form.values().items()]
        self._tasks.save(self, optional_fields.switch, switches, erased, self._today(), then=self._saved)

    def _saved(self, _nothing: object) -> None:
        self.form.take_as_unchanged()
        self._show_changed()
        self._window.say(_("Gespeichert"))

    def _take(self, fields: tuple[OptionalField, ...]) -> None:
        typed = self.form.is_changed()
        self._fields = fields
        if not self.form.values():
            self._make(fields)
        if not typed:
            self.discard()

    def _make(self, fields: Sequence[OptionalField]) -> None:
        group = ""
        for field in sorted(fields, key=lambda one: _place_of_group(fields, one)):
            if field.group != group:
                group = field.group
                self.form.add_section(group)
            self.form.add(field.name, field.label, CheckField(field.label), hint=f"{field.why} ({field.source})")
        self.form.take_as_unchanged()

    def _show_changed(self) -> None:
        changed = self.form.is_changed()
        self.save_button.setEnabled(changed)
        self.discard_button.setEnabled(changed)


def _place_of_group(fields: Sequence[OptionalField], one: OptionalField) -> int:
    return list(dict.fromkeys(field.group for field in fields)).index(one.group)


def _read(session: Any) -> tuple[OptionalField, ...]:
    return tuple(programme.fields(session))


def _stored(session: Any, names: Sequence[str], today: date) -> dict[str, int]:
    return {name: optional_fields.stored(session, name, today) for name in names}
