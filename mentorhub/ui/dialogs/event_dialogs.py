"""Veranstaltungen: the event itself, whom one invites, a guest by name."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from mentorhub import events, people
from mentorhub.choices import Attendance, EventKind, Role
from mentorhub.events import EventDetails, EventRow
from mentorhub.people import PersonRow
from mentorhub.text import _, ngettext
from mentorhub.ui import messages, theme, widgets
from mentorhub.ui.decimal_field import MoneyField
from mentorhub.ui.entry_dialog import EntryDialog
from mentorhub.ui.fields import ChoiceField, DateField, NotesField, NumberField, TextField, of
from mentorhub.ui.form_dialog import FormDialog
from mentorhub.ui.hours_field import HoursField
from mentorhub.ui.rows_model import Column
from mentorhub.ui.small_table import SmallTable
from mentorhub.ui.tasks import Tasks

_PLACES = 500


class EventDialog(FormDialog):
    """A new event, or with `row` an old one, which can also be removed."""

    def __init__(self, parent: QWidget, tasks: Tasks, today: date, *, row: EventRow | None = None) -> None:
        title = _("Veranstaltung ändern") if row is not None else _("Neue Veranstaltung")
        super().__init__(parent, tasks, title, width=40)
        self._row = row
        self.keep_drafts("events", None if row is None else row.id, title)
        form = self.form
        form.add("title", _("Titel"), TextField(), required=True)
        form.add("kind", _("Art"), ChoiceField(of(EventKind)))
        form.add("from_on", _("Datum"), DateField(today), required=True)
        form.add("to_on", _("bis"), DateField(today), hint=_("Nur wenn sie mehrere Tage dauert."))
        form.add("begins_at", _("Beginn"), TextField("18:00", longest=5))
        form.add("ends_at", _("Ende"), TextField("20:30", longest=5))
        form.add(
            "hours",
            _("Dauer"),
            HoursField(400),
            hint=_("Aller Tage zusammen; steht auf der Bescheinigung und zählt in der Statistik."),
        )
        form.add("place", _("Veranstaltungsort"), TextField())
        form.add("trainer", _("Leitung"), TextField())
        form.add("host", _("Veranstaltet von"), TextField())
        form.add("seats", _("Plätze"), NumberField(0, _PLACES))
        form.field("seats").setSpecialValueText(_("ohne Grenze"))
        form.add("contents", _("Inhalte"), NotesField(3), hint=_("Für die Bescheinigung."))
        form.add("cost_cent", _("Kosten"), MoneyField(10_000_000))
        form.add("funding", _("Förderung"), TextField())
        form.add("note", _("Notiz"), NotesField(2))
        details = EventDetails(title="", from_on=today) if row is None else row.details
        shown = {name: getattr(details, name) for name in type(details).model_fields}
        form.set_values({**shown, "hours": (details.minutes or 0) / 60})
        if row is not None:
            remove = widgets.button(_("Löschen"), lambda: self._remove(row), icon="delete", look="danger")
            self.buttons.insertWidget(1, remove)

    def save(self) -> None:
        values = self.form.values()
        values["minutes"] = round(values.pop("hours") * 60) or None
        for name in ("seats", "cost_cent"):
            values[name] = values[name] or None
        details = EventDetails(**values)
        self.words_when_saved = _("Gespeichert: {words}").format(words=details.title)
        function, first = (events.add, ()) if self._row is None else (events.change, (self._row.id,))
        self.tasks.save(self, function, *first, details, then=self.saved, on_field_error=self.form.show_error)

    def _remove(self, row: EventRow) -> None:
        everybody = row.invited + row.registered + row.attended + row.absent
        question = ngettext(
            "Soll diese Veranstaltung mit {n} Person auf der Liste gelöscht werden?",
            "Soll diese Veranstaltung mit {n} Personen auf der Liste gelöscht werden?",
            everybody,
        ).format(n=everybody)
        if messages.ask(self, question, _("Löschen")):
            self.words_when_saved = _("Gelöscht: {words}").format(words=row.details.title)
            self.tasks.save(self, events.remove, row.id, then=self.saved)


class InviteDialog(FormDialog):
    """Tick whom to put on the list; whoever is there already does not appear."""

    def __init__(self, parent: QWidget, tasks: Tasks, row: EventRow) -> None:
        super().__init__(parent, tasks, _("Auf die Liste setzen"), save_words=_("Auf die Liste"), width=42)
        self._event = row
        self._found: Sequence[PersonRow] = ()
        self.add_above(widgets.label(row.details.title, "muted"))
        self.form.add("attendance", _("Als"), ChoiceField(of((Attendance.INVITED, Attendance.REGISTERED))))
        roles = [(None, _("alle")), *of(Role)]
        self.form.add("role", _("Rolle"), ChoiceField(roles))
        self.form.add("words", _("Suchen"), TextField(_("Name oder Nummer")))
        self.table = SmallTable(
            _("Menschen, die noch nicht auf der Liste stehen"),
            [
                Column(_("Name"), "name", width=13),
                Column(_("Nummer"), "number", width=5),
                Column(_("Rollen"), lambda one: ", ".join(place.role.label for place in one.roles), width=14),
            ],
            lambda one: one.id,
            empty=_("Hier steht niemand mehr, der nicht schon auf der Liste ist."),
            ticks=True,
        )
        self.table.setMinimumHeight(theme.em(9))
        self.all_button = widgets.button(_("Alle ankreuzen"), lambda: self.table.tick_all(True))
        self.chosen = widgets.label("", "hint")
        below = widgets.line(None, self.chosen, self.all_button)
        below.setStretch(0, 1)
        under = QWidget()
        widgets.column(under, self.table, below, space=0.4).setStretch(0, 1)
        self.add_below(under)
        self.form.set_values({"attendance": Attendance.INVITED, "role": Role.MENTOR, "words": ""})
        for name in ("role", "words"):
            self.form.field(name).changed.connect(self._look_up)
        self.table.ticked.connect(self._count)
        self._look_up()

    def save(self) -> None:
        ids = [one.id for one in self.table.ticked_rows()]
        if not ids:
            messages.tell(self, _("Bitte kreuzen Sie an, wer auf die Liste soll (Leertaste)."))
            return
        self.words_when_saved = ngettext(
            "{n} Person auf die Liste gesetzt", "{n} Personen auf die Liste gesetzt", len(ids)
        ).format(n=len(ids))
        self.tasks.save(
            self, events.invite, self._event.id, ids, self.form.field("attendance").value(), then=self.saved
        )

    def _look_up(self) -> None:
        role, words = self.form.field("role").value(), self.form.field("words").value()
        self.tasks.load(self, _not_yet_there, self._event.id, role, words, then=self._show, channel="people")
        self.form.take_as_unchanged()

    def _show(self, found: Sequence[PersonRow]) -> None:
        self.table.set_rows(found)
        self._count()

    def _count(self) -> None:
        n = len(self.table.ticked_rows())
        self.chosen.setText(ngettext("{n} Person angekreuzt", "{n} Personen angekreuzt", n).format(n=n))


class GuestDialog(EntryDialog):
    """Somebody who is in no list of ours."""

    def __init__(self, parent: QWidget, tasks: Tasks, row: EventRow) -> None:
        super().__init__(parent, tasks, _("Gast auf die Liste setzen"))
        self._event = row
        hint = _("Wer keine Akte hat: Nur der Name steht auf der Liste.")
        self.form.add("guest_name", _("Name"), TextField(longest=100), required=True, hint=hint)
        self.offer_another()

    def save(self) -> None:
        name = self.form.values()["guest_name"]
        self.keep(events.add_guest, self._event.id, name, told=(name,), again={"guest_name": ""})

    def begin_again(self) -> None:
        self.form.field("guest_name").setFocus()


def _not_yet_there(session: Any, event_id: UUID, role: Role | None, words: str) -> list[PersonRow]:
    there = {one.person_id for one in events.get(session, event_id).participants}
    found = people.search(session, words, role=role)
    return people.rows(session, [one for one in found if one not in there][:_PLACES])
