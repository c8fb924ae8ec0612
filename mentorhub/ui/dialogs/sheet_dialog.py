"""*Sammeleintrag*: certificates, declarations and consents of many people in one table, saved in one step."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from mentorhub import consent, pairings, people
from mentorhub.choices import Role
from mentorhub.consent import CERTIFICATE, SHEET, SheetEntry, SheetRow
from mentorhub.errors import FieldError
from mentorhub.text import _, german_date, ngettext
from mentorhub.ui import widgets
from mentorhub.ui.dialogs.sheet_table import SheetTable, heading
from mentorhub.ui.fields import CheckField, DateField, ManyField, TextField
from mentorhub.ui.page import Window
from mentorhub.ui.table_dialog import TableDialog
from mentorhub.ui.tasks import Tasks
from mentorhub.ui.typed_table import Cell

DUE, RUNNING, VOLUNTEERS, MENTEES, GIVEN = "due", "running", "volunteers", "mentees", "given"


class SheetDialog(TableDialog):
    """`ids`: the people to begin with; without, those whose running pairings wait for papers."""

    table: SheetTable

    def __init__(
        self, parent: QWidget, tasks: Tasks, window: Window, today: date, ids: Sequence[UUID] | None = None
    ) -> None:
        super().__init__(
            parent,
            tasks,
            _("Sammeleintrag"),
            nothing=_("Hier fehlt nichts: Bei diesen Personen ist alles eingetragen."),
        )
        self._main = window
        self._today = today
        self._ids = list(ids or ())
        self._shown_before = False
        self._papers: dict[Cell, tuple[str, str]] = {}
        scopes = [
            (DUE, _("Unterlagen nachzutragen")),
            (RUNNING, _("laufende Patenschaften")),
            (VOLUNTEERS, _("Patinnen, Paten und andere Freiwillige")),
            (MENTEES, _("Mentees")),
        ]
        chosen = [(GIVEN, _("die gewählten Personen"))] if ids is not None else []
        self.scope: Any = widgets.filter_box(_("Personen"), [*chosen, *scopes], self._load)
        self.unlock_button = widgets.button(_("Führungszeugnisse zeigen …"), self._unlock, icon="lock")
        self.earlier = CheckField(_("ältere Zeugnisse schon vor MentorHub eingesehen"))
        self.table = SheetTable(today)
        self.hint = widgets.label(
            _(
                "Eintippen: 1.12., heute oder x für den Tag des Sammelblatts (Leertaste). Strg+V fügt eine Spalte ein. "
                "Hier nur Zeugnisse ohne Eintrag nach § 72a SGB VIII."
            ),
            "hint",
        )
        self.box = self._sheet_box()
        self.box.hide()
        self.box_button = widgets.button(_("Sammelblatt …"), lambda: self._show_box(not self.box.isVisible()))
        above = [
            widgets.line(None, self.scope, None, self.unlock_button),
            widgets.line(None, self.earlier, None, self.box_button),
        ]
        self.lay_out(above, [self.hint, self.box], width=78, height=46)
        window.reentry.changed.connect(lambda _open: self._load())
        self._load()

    def save(self) -> None:
        typed = self.table.typed()
        if not self.is_readable() or not typed:
            return
        entries = [SheetEntry(*cell, day, *self._papers.get(cell, ("", ""))) for cell, day in typed.items()]
        self.save_button.setEnabled(False)
        self.tasks.save(
            self,
            _enter,
            entries,
            self._today,
            self.earlier.value(),
            then=self._saved,
            on_trouble=self.refused,
        )

    def take_over_sheet(self) -> None:
        """The ticks of a signed sheet, for all selected people that it is new for."""
        rows = self.table.chosen_rows()
        columns = self.ticked.value()
        day = self.sheet_day.value()
        if not rows or not columns or day is None:
            self._say(_("Wählen Sie oben die Personen (Strg+A: alle), und hier den Tag und was auf dem Blatt steht."))
            return
        try:
            version = consent.own_form(day, self._today, self.confirmed.value())
        except FieldError as trouble:
            self._say(str(trouble))
            return
        self.table.tick_day = day
        filled = self.table.fill(rows, columns, day)
        version = _("Sammelblatt vom {day}").format(day=german_date(day)) if version else ""
        self._papers.update(dict.fromkeys(filled, (version, self.location.value())))
        words = ngettext(
            "{n} Feld übernommen; bitte speichern.", "{n} Felder übernommen; bitte speichern.", len(filled)
        )
        self._say(words.format(n=len(filled)))

    def _sheet_box(self) -> QWidget:
        self.sheet_day = DateField(self._today)
        self.sheet_day.line.setAccessibleName(_("Sammelblatt vom"))
        self.sheet_day.changed.connect(self._take_day)
        options = [(column, heading(column)) for column in SHEET if column != CERTIFICATE]
        self.ticked = ManyField(options, nothing=_("Was steht auf dem Blatt?"))
        self.ticked.setAccessibleName(_("Was auf dem Blatt steht"))
        self.location = TextField(_("zum Beispiel Ordner 3"))
        self.location.setAccessibleName(_("Papier liegt in"))
        self.confirmed = CheckField(_("Das Blatt nennt jeden dieser Zwecke einzeln"))
        self.take_button = widgets.button(_("Für die ausgewählten Personen übernehmen"), self.take_over_sheet)
        self.said = widgets.label("", "hint")
        first = widgets.line(None, _caption(_("Sammelblatt vom")), self.sheet_day, self.ticked, self.confirmed)
        first.setStretch(2, 1)
        second = widgets.line(None, _caption(_("Papier liegt in")), self.location, self.take_button)
        second.setStretch(1, 1)
        self.said.hide()
        box = widgets.card(first, second, self.said, space=0.4)
        box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        return box

    def _show_box(self, shown: bool) -> None:
        """The room below the table is for the table until a signed sheet is at hand."""
        self.box.setVisible(shown)
        self.hint.setVisible(not shown)
        if shown:
            self.sheet_day.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_day(self) -> None:
        self.table.tick_day = self.sheet_day.value() or self._today

    def _load(self) -> None:
        self.tasks.load(
            self,
            _read,
            self.scope.value(),
            self._ids,
            self._today,
            self._main.reentry.is_open(),
            then=self._take,
            channel="sheet",
        )

    def _take(self, rows: Sequence[SheetRow]) -> None:
        may_see = self._main.reentry.is_open()
        self.table.show_rows(rows, may_see)
        self.unlock_button.setVisible(not may_see)
        self.earlier.setVisible(may_see)
        self.show_table(bool(rows))
        if rows and not self._shown_before:
            self._shown_before = True
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _unlock(self) -> None:
        self._main.reentry.ask(self, self._load)

    def _saved(self, count: int) -> None:
        self.table.forget_typed()
        self._papers.clear()
        self._main.say(ngettext("{n} Angabe gespeichert.", "{n} Angaben gespeichert.", count).format(n=count))
        self.accept()

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))


def _caption(words: str) -> QWidget:
    return widgets.label(words, "muted", wrap=False)


def _enter(session: Any, entries: Sequence[SheetEntry], today: date, seen_earlier: bool) -> int:
    return consent.enter_sheet(session, entries, today, seen_earlier=seen_earlier)


def _read(session: Any, scope: str, ids: Sequence[UUID], today: date, may_see: bool) -> list[SheetRow]:
    return consent.sheet_rows(session, _people(session, scope, ids, today), today, may_see)


def _people(session: Any, scope: str, ids: Sequence[UUID], today: date) -> Sequence[UUID]:
    if scope == GIVEN:
        return ids
    if scope == DUE:
        return pairings.people_with_papers_due(session, today)
    if scope == RUNNING:
        return pairings.people_of_running(session)
    if scope == MENTEES:
        return people.search(session, role=Role.MENTEE)
    volunteers = [people.search(session, role=role) for role in Role if role is not Role.MENTEE]
    return list(dict.fromkeys(person_id for found in volunteers for person_id in found))
