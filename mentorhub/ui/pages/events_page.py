"""Veranstaltungen: trainings, exchange meetings, celebrations; beside the list who comes and who was there."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from mentorhub import events, mails
from mentorhub.choices import Attendance, EventKind
from mentorhub.documents.registry import About
from mentorhub.errors import MentorHubError
from mentorhub.events import EventRow, EventSheet, Participant
from mentorhub.text import N_, _, duration, german_date, ngettext
from mentorhub.today import calendar
from mentorhub.ui import leaving, menus, messages, status, widgets
from mentorhub.ui.dialogs.calendar_dialog import CalendarDialog
from mentorhub.ui.dialogs.event_dialogs import EventDialog, GuestDialog, InviteDialog
from mentorhub.ui.dialogs.mail_dialog import MailDialog
from mentorhub.ui.dialogs.papers_dialog import PapersDialog
from mentorhub.ui.fields import of
from mentorhub.ui.filters_menu import Control, FiltersMenu
from mentorhub.ui.form_dialog import FormDialog, show_over
from mentorhub.ui.page import Page, Window
from mentorhub.ui.rows_model import Column, Order, RowsModel
from mentorhub.ui.rows_table import RowsTable
from mentorhub.ui.side_by_side import SideBySide
from mentorhub.ui.small_table import SmallTable
from mentorhub.ui.tasks import Tasks


class EventsPage(Page):
    title = N_("Veranstaltungen")

    def __init__(self, tasks: Tasks, window: Window, today: Callable[[], date] = date.today) -> None:
        super().__init__(tasks, window)
        self.heading.setText(_(self.title))
        self._today = today
        self.new_button = self.add_button(_("Neue Veranstaltung"), self._enter, icon="add", primary=True, key="Ctrl+N")
        self.save_action = menus.action(self, _("Liste speichern …"), self._save_list, icon="save")
        self.menu_button = self.add_menu(_("Mehr zu dieser Liste"), [self.save_action])
        self.search = widgets.SearchField(_("Veranstaltungen suchen"), _("Suchen: Titel, Ort oder Leitung …  (Strg+F)"))
        self.year: Any = widgets.filter_box(_("Jahr"), [(None, _("Alle"))], self._look_up)
        self.kind: Any = widgets.filter_box(_("Art"), [(None, _("Alle")), *of(EventKind)], self._look_up)
        self.count = widgets.label("", "hint", wrap=False)
        self.model = RowsModel(tasks, _columns(), self._ids, events.rows, order=Order("day", descending=True))
        self.table = RowsTable(
            self.model,
            _("Veranstaltungen"),
            empty=_("Noch keine Veranstaltung. Mit „Neue Veranstaltung“ (Strg+N) legen Sie die erste an."),
        )
        self.table.remember_widths(window, "events")
        self.sheet = EventPanel(tasks, window, today)
        listed = QWidget()
        widgets.column(listed, self.table, self.count, space=0.3).setStretch(0, 1)
        listed.setFocusProxy(self.table)
        self.sides = SideBySide(listed, self.sheet, record_width=29)
        controls: dict[str, Control] = {"words": self.search, "year": self.year.combo, "kind": self.kind.combo}
        self.kept = FiltersMenu(tasks, window, "events", controls)
        bar = widgets.line(None, self.search, self.year, self.kind, self.kept)
        bar.setStretch(0, 1)
        self.body.addLayout(bar)
        self.body.addWidget(self.sides, 1)
        self.search.searched.connect(lambda: self._look_up())
        self.table.chosen.connect(self.sheet.load)
        self.table.opened.connect(self._open)
        self.model.loaded.connect(self._loaded)

    def reload(self) -> None:
        self.tasks.load(self, events.years, then=self._take_years, channel="years")
        self.kept.reload()
        self._look_up()
        self.sheet.reload()

    def show_record(self, record: object) -> None:
        self.search.clear()
        self.year.combo.setCurrentIndex(0)
        self.kind.combo.setCurrentIndex(0)
        self.table.choose(record)
        self.sheet.load(record)
        self.sides.open_record()

    def _look_up(self) -> None:
        self.model.look_up((self.search.text().strip(), self.year.value(), self.kind.value()))

    def _ids(self, session: Any, query: tuple[str, int | None, EventKind | None] | None, order: Order) -> Sequence[Any]:
        words, year, kind = query or ("", None, None)
        return events.search(session, words, year, kind, order.by, order.descending)

    def _take_years(self, years: list[int]) -> None:
        self.year.combo.set_options([(None, _("Alle")), *((year, str(year)) for year in years)])

    def _loaded(self, count: int) -> None:
        self.count.setText(ngettext("{n} Veranstaltung", "{n} Veranstaltungen", count).format(n=count))
        if count == 0:
            self.sheet.clear()

    def _open(self, event_id: object) -> None:
        self.sheet.load(event_id)
        if self.sides.is_narrow():
            self.sides.open_record()
        else:
            self.sheet.table.setFocus(Qt.FocusReason.TabFocusReason)

    def _save_list(self) -> None:
        leaving.save_list(self, self.main_window, self.tasks, self.table, _(self.title))

    def _enter(self) -> None:
        dialog = EventDialog(self, self.tasks, self._today())
        dialog.told.connect(self.main_window.say)
        dialog.accepted.connect(lambda: self.show_record(dialog.result_value))
        show_over(self, dialog)


class EventPanel(QFrame):
    """One event: what is known of it, and its list with a tick for everybody who was there."""

    def __init__(self, tasks: Tasks, window: Window, today: Callable[[], date]) -> None:
        super().__init__()
        self._tasks = tasks
        self._window = window
        self._today = today
        self._event: object | None = None
        self.sheet: EventSheet | None = None
        self.setProperty("look", "card")
        self.name = widgets.label("", "subtitle")
        self.about = widgets.label("", "muted")
        self.seats = widgets.label("", "hint")
        self.offer = widgets.Notice()
        self.offer_button = widgets.button("", self._give_evidence, look="link")
        self.table = SmallTable(
            _("Liste dieser Veranstaltung; das Kreuz heißt: war da"),
            [
                Column(_("War da"), "name", width=10.5),
                Column(_("Funktion"), "function", width=5.5, rank=2),
                Column(_("Stand"), lambda one: status.of(one.attendance), width=8.6),
                Column(_("Bescheinigung"), lambda one: german_date(one.certificate_on), width=7.5, rank=1),
            ],
            lambda one: one.id,
            empty=_("Noch niemand auf der Liste. „Einladen …“ setzt Menschen darauf."),
            ticks=True,
        )
        self.invite_button = widgets.button(_("Einladen …"), self._invite, icon="add")
        self.guest_button = widgets.button(_("Gast …"), self._add_guest)
        self.register_button = widgets.button(_("Angemeldet"), lambda: self._set(Attendance.REGISTERED))
        self.absent_button = widgets.button(_("Nicht gekommen"), lambda: self._set(Attendance.ABSENT))
        self.strike_button = widgets.button(_("Von der Liste"), self._strike)
        self.edit_button = widgets.button(_("Bearbeiten …"), self._edit, icon="edit")
        self.all_button = widgets.button(_("Alle waren da"), self._all_there, look="link")
        head = widgets.line(None, self.name, self.edit_button)
        head.setStretch(0, 1)
        offered = widgets.line(None, self.offer, self.offer_button)
        offered.setStretch(0, 1)
        over = widgets.line(None, self.seats, self.all_button)
        over.setStretch(0, 1)
        of_list = widgets.line(None, self.invite_button, self.guest_button, self.strike_button, None)
        self.papers_button = widgets.button(_("Papiere …"), self._papers, icon="print")
        self.mail_button = widgets.button(_("Anschreiben …"), self._write)
        self.calendar_button = widgets.button(_("Kalender …"), self._to_calendar)
        of_one = widgets.line(None, self.register_button, self.absent_button, None)
        outside = widgets.line(None, self.mail_button, self.calendar_button, self.papers_button, None)
        layout = widgets.column(
            self, head, self.about, offered, over, self.table, of_one, of_list, widgets.separator(), outside, space=0.5
        )
        layout.setStretch(4, 1)
        widgets.margins(layout, 0.9, 1.0)
        self.table.ticked.connect(self._ticked)
        self.table.chosen.connect(lambda _one: self._show_steps())
        self.clear()

    def load(self, event_id: object) -> None:
        self._event = event_id
        self.reload()

    def reload(self) -> None:
        if self._event is not None:
            self._tasks.load(
                self, events.get, self._event, then=self._show, channel="event", on_trouble=lambda _gone: self.clear()
            )

    def clear(self) -> None:
        self._event = self.sheet = None
        for shown in (self.name, self.about, self.seats):
            shown.setText("")
        self.table.set_rows(())
        self._offer(0)
        self.setEnabled(False)

    def _show(self, sheet: EventSheet) -> None:
        if sheet.row.id != self._event:
            return
        if self.sheet is None or self.sheet.row.id != sheet.row.id:
            self._window.visited("events", sheet.row.id, sheet.details.title)
        self.sheet = sheet
        self.setEnabled(True)
        self.name.setText(sheet.details.title)
        self.about.setText(_about(sheet.row))
        self.seats.setText(_numbers(sheet.row))
        self.table.blockSignals(True)
        self.table.set_rows(sheet.participants)
        for number, one in enumerate(sheet.participants):
            item = self.table.item(number, 0)
            if item is not None:
                there = one.attendance is Attendance.ATTENDED
                item.setCheckState(Qt.CheckState.Checked if there else Qt.CheckState.Unchecked)
        self.table.blockSignals(False)
        offered = [one for one in sheet.participants if one.attendance is Attendance.ATTENDED and one.is_volunteer]
        lacking = sum(not one.has_evidence for one in offered) if sheet.row.is_training else 0
        self._offer(lacking)
        still = any(one.attendance is not Attendance.ATTENDED for one in sheet.participants)
        self.all_button.setEnabled(still and sheet.details.from_on <= self._today())
        self._show_steps()

    def _offer(self, people: int) -> None:
        self.offer.say(
            ngettext(
                "{n} Person war da; bei ihren Unterlagen fehlt die Schulung noch.",
                "{n} Personen waren da; bei ihren Unterlagen fehlt die Schulung noch.",
                people,
            ).format(n=people)
            if people
            else "",
            "good",
        )
        self.offer_button.setText(_("Eintragen"))
        self.offer_button.setVisible(bool(people))

    def _papers(self) -> None:
        if self.sheet is not None:
            title = _("Papiere zu {event}").format(event=self.sheet.details.title)
            ids = [self.sheet.row.id]
            show_over(self, PapersDialog(self, self._tasks, title, [About.EVENT], ids, self._today()))

    def _write(self) -> None:
        """To those who were invited or are coming; the text can be changed, and is sent from the mail program only."""
        if self.sheet is not None:
            dialog = MailDialog(
                self, self._tasks, partial(_to_invite, self.sheet), partial(_invitation, self.sheet.row)
            )
            dialog.told.connect(self._window.say)
            show_over(self, dialog)

    def _to_calendar(self) -> None:
        if self.sheet is not None:
            event_id = self.sheet.row.id
            dialog = CalendarDialog(
                self,
                self._tasks,
                lambda session, _named: calendar.of_event(session, event_id),
                self._today(),
                of_people=False,
            )
            dialog.told.connect(self._window.say)
            show_over(self, dialog)

    def _show_steps(self) -> None:
        one: Participant | None = self.table.current()
        held = self.sheet is not None and self.sheet.details.from_on <= self._today()
        self.register_button.setEnabled(one is not None and one.attendance is not Attendance.REGISTERED)
        self.absent_button.setEnabled(held and one is not None and one.attendance is not Attendance.ABSENT)
        self.strike_button.setEnabled(one is not None)

    def _ticked(self) -> None:
        """Each tick is saved at once; taken away, the person counts as registered again."""
        there = {one.id for one in self.table.ticked_rows()}
        for wanted, attendance in ((True, Attendance.ATTENDED), (False, Attendance.REGISTERED)):
            changed = [
                one.id
                for one in self.table.records()
                if (one.id in there) is wanted and (one.attendance is Attendance.ATTENDED) is not wanted
            ]
            if changed:
                self._save(events.set_attendance, changed, attendance, self._today())

    def _all_there(self) -> None:
        if self.sheet is not None:
            ids = [one.id for one in self.sheet.participants if one.attendance is not Attendance.ATTENDED]
            self._save(events.set_attendance, ids, Attendance.ATTENDED, self._today())

    def _set(self, attendance: Attendance) -> None:
        one: Participant | None = self.table.current()
        if one is not None:
            self._save(events.set_attendance, [one.id], attendance, self._today())

    def _strike(self) -> None:
        one: Participant | None = self.table.current()
        if one is None:
            return
        question = _("Soll {name} von der Liste genommen werden?").format(name=one.name)
        if messages.ask(self, question, _("Von der Liste nehmen")):
            self._save(events.strike, one.id)

    def _give_evidence(self) -> None:
        if self.sheet is not None:
            self._tasks.save(self, events.give_evidence, self.sheet.row.id, self._today(), then=self._said)

    def _said(self, people: int) -> None:
        words = ngettext("Schulung bei {n} Person eingetragen", "Schulung bei {n} Personen eingetragen", people).format(
            n=people
        )
        self._window.say(words)

    def _save(self, step: Any, *args: object) -> None:
        self._tasks.save(self, step, *args, on_trouble=self._in_trouble)

    def _in_trouble(self, trouble: MentorHubError) -> None:
        self.reload()
        messages.warn(self, str(trouble))

    def _invite(self) -> None:
        if self.sheet is not None:
            self._opened(InviteDialog(self, self._tasks, self.sheet.row))

    def _add_guest(self) -> None:
        if self.sheet is not None:
            self._opened(GuestDialog(self, self._tasks, self.sheet.row))

    def _edit(self) -> None:
        if self.sheet is not None:
            self._opened(EventDialog(self, self._tasks, self._today(), row=self.sheet.row))

    def _opened(self, dialog: FormDialog) -> None:
        dialog.told.connect(self._window.say)
        show_over(self, dialog)


def _about(row: EventRow) -> str:
    details = row.details
    parts = (details.kind.label, *_when(row), duration(details.minutes), details.place, details.trainer)
    return " · ".join(part for part in parts if part)


def _when(row: EventRow) -> tuple[str, str]:
    """The days, and the time of day if it is known."""
    details = row.details
    days = german_date(details.from_on)
    if details.to_on is not None and details.to_on != details.from_on:
        days = _("{first} bis {last}").format(first=days, last=german_date(details.to_on))
    return days, "–".join(part for part in (details.begins_at, details.ends_at) if part)


def _to_invite(sheet: EventSheet, _session: Any) -> Mapping[str, Sequence[UUID]]:
    """People of this folder by how they stand; guests have no address here."""
    groups: dict[str, list[UUID]] = {}
    for attendance in (Attendance.INVITED, Attendance.REGISTERED):
        ids = [
            one.person_id for one in sheet.participants if one.attendance is attendance and one.person_id is not None
        ]
        if ids:
            groups[attendance.label] = ids
    return groups or {"": []}


def _invitation(row: EventRow, session: Any) -> tuple[str, str]:
    return mails.invitation(session, row.details.title, ", ".join(filter(None, _when(row))), row.details.place)


def _numbers(row: EventRow) -> str:
    words = [
        _("{n} eingeladen").format(n=row.invited) if row.invited else "",
        _("{n} angemeldet").format(n=row.registered) if row.registered else "",
        _("{n} waren da").format(n=row.attended) if row.attended else "",
        _("{n} nicht gekommen").format(n=row.absent) if row.absent else "",
        ""
        if row.seats_free is None
        else ngettext("{n} Platz frei", "{n} Plätze frei", row.seats_free).format(n=row.seats_free),
    ]
    return " · ".join(word for word in words if word)


def _columns() -> list[Column]:
    return [
        Column(_("Datum"), lambda row: german_date(row.details.from_on), order="day", width=6.6),
        Column(_("Titel"), lambda row: row.details.title, order="title", width=14),
        Column(_("Art"), lambda row: row.details.kind.label, order="kind", width=9, rank=1),
        Column(_("Dauer"), lambda row: duration(row.details.minutes), width=6, right=True, rank=3),
        Column(_("kommen"), lambda row: row.registered + row.attended, width=5.6, right=True),
        Column(_("waren da"), lambda row: row.attended or "", width=6.8, right=True, rank=2),
    ]
