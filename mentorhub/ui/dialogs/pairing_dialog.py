"""A new pairing by choosing two people, and what the two agree on."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from mentorhub import pairings, people
from mentorhub.choices import PairingForm, Place, Programme, Rhythm, Role, RoleStatus, Topic
from mentorhub.errors import MentorHubError
from mentorhub.pairings import PairingDetails, PairingRow
from mentorhub.text import _, ngettext, pgettext
from mentorhub.ui import widgets
from mentorhub.ui.fields import ChoiceField, DateField, ManyField, NotesField, TextField, of
from mentorhub.ui.form_dialog import FormDialog
from mentorhub.ui.hours_field import HoursField
from mentorhub.ui.pick_field import Option, PickField
from mentorhub.ui.tasks import Tasks

_HITS = 40
_AVAILABLE = (RoleStatus.CLEARED, RoleStatus.ACTIVE)


class NewPairingDialog(FormDialog):
    """Proposes; starting comes later, when both sides have met."""

    def __init__(self, parent: QWidget, tasks: Tasks, today: date) -> None:
        super().__init__(parent, tasks, _("Neue Patenschaft"), save_words=_("Vorschlagen"), width=40)
        self._today = today
        self.keep_drafts("pairings", None, _("Neue Patenschaft"))
        self.notice = widgets.Notice()
        self.notice.hide()
        self.add_above(
            widgets.label(
                _(
                    "Wählen Sie zwei Menschen. Es entsteht ein Vorschlag; beginnen kann er, wenn sich beide "
                    "kennengelernt haben und die Unterlagen da sind."
                ),
                "muted",
            )
        )
        self.form.add("mentor", _("Patin/Pate"), PickField(tasks, mentors, rows=5), required=True)
        self.form.add("mentee", _("Mentee"), PickField(tasks, _mentees, rows=5), required=True)
        self.form.add("programme", _("Programm"), ChoiceField(of(Programme)))
        self.form.set_values({"programme": Programme.EVERYDAY})
        self.add_below(self.notice)
        self.form.field("mentor").setFocus()
        for name in ("mentor", "mentee"):
            self.form.field(name).loaded.connect(self._take_as_unchanged)

    def save(self) -> None:
        values = self.form.values()
        self.notice.say("")
        self.tasks.save(
            self,
            pairings.propose,
            values["mentor"],
            values["mentee"],
            self._today,
            PairingDetails(programme=values["programme"]),
            then=self.saved,
            on_field_error=self.form.show_error,
            on_trouble=self._stopped,
        )

    def _stopped(self, trouble: MentorHubError) -> None:
        self.notice.say(str(trouble))
        self.fit()

    def _take_as_unchanged(self) -> None:
        if not any(self.form.field(name).line.text() for name in ("mentor", "mentee")):
            self.take_beginning()


class PairingDialog(FormDialog):
    """What the two sides agree on; it stands on the agreement."""

    def __init__(self, parent: QWidget, tasks: Tasks, row: PairingRow, today: date) -> None:
        super().__init__(parent, tasks, _("Absprachen"), width=40)
        self._row = row
        self._today = today
        self.keep_drafts("pairings", row.id, _("Absprachen, {number}").format(number=row.number))
        form = self.form
        self.add_above(widgets.label(f"{row.number}: {row.mentor} – {row.mentee}", "muted"))
        form.add("programme", _("Programm"), ChoiceField(of(Programme)))
        form.add("form", _("Form"), ChoiceField(of(PairingForm)))
        form.add("rhythm", _("Rhythmus"), ChoiceField(of(Rhythm)))
        form.add("hours_per_meeting", _("Je Treffen"), HoursField())
        form.add("place", pgettext("Treffen", "Ort"), ChoiceField(of(Place)))
        form.add("topics", _("Themen"), ManyField(of(Topic)))
        form.add("goals", _("Ziele"), NotesField(3), hint=_("Ein bis drei Ziele, ohne persönliche Einzelheiten."))
        form.add("planned_end_on", _("Geplantes Ende"), DateField(today))
        form.add("coordinator", _("Ansprechperson"), TextField())
        form.add("funding", _("Förderprogramm"), TextField())
        form.add("note", _("Interne Notiz"), NotesField(2), hint=_("Steht auf keinem Papier."))
        form.set_values({**_shown(row.details), "planned_end_on": row.planned_end_on})
        form.field("programme").setFocus()

    def save(self) -> None:
        values = self.form.values()
        planned_end = values.pop("planned_end_on")
        values["topics"] = frozenset(values["topics"])
        values["hours_per_meeting"] = values["hours_per_meeting"] or None
        details = PairingDetails(**{**_shown(self._row.details), **values})
        self.tasks.save(
            self,
            _change,
            self._row.id,
            details,
            planned_end,
            self._today,
            then=self.saved,
            on_field_error=self.form.show_error,
        )


def _shown(details: PairingDetails) -> dict[str, Any]:
    return {name: getattr(details, name) for name in type(details).model_fields}


def _change(session: Any, pairing_id: Any, details: PairingDetails, planned_end: date | None, today: date) -> None:
    pairings.change(session, pairing_id, details, today)
    pairings.set_planned_end(session, pairing_id, planned_end, today)


def mentors(session: Any, typed: str) -> Sequence[Option]:
    """With free places first."""
    return _people(session, typed, Role.MENTOR)


def _mentees(session: Any, typed: str) -> Sequence[Option]:
    return _people(session, typed, Role.MENTEE)


def _people(session: Any, typed: str, role: Role) -> list[Option]:
    """With free places first, and last whoever cannot be chosen; until something is typed, of the mentees only those
    who wait. Nobody stands chosen without anybody's doing: it is about two people."""
    status = RoleStatus.WAITING if role is Role.MENTEE and not typed else None
    rows = people.rows(session, people.search(session, typed, role=role, status=status)[:_HITS])
    running = people.running_counts(session, [row.id for row in rows], role)
    found = []
    for row in rows:
        place = row.place(role)
        free = 0 if place is None else max(0, place.capacity - running.get(row.id, 0))
        words = ngettext("{n} Platz frei", "{n} Plätze frei", free).format(n=free) if free else _("kein Platz frei")
        if place is not None and (role is Role.MENTEE or place.status not in _AVAILABLE):
            words, free = place.status.label, free if role is Role.MENTEE else 0
        said = " · ".join(filter(None, (row.name, row.number, row.district, words)))
        found.append((not free, Option(row.id, said, offered=False)))
    return [option for _full, option in sorted(found, key=lambda hit: hit[0])]
