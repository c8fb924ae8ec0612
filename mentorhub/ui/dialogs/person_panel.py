"""Everything about one person beside the list: the form, the papers, the pairings."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from mentorhub import changes, entry, families, institutions, pairings, people, programme
from mentorhub.choices import Purpose, Role, RoleStatus
from mentorhub.errors import FieldError, MentorHubError
from mentorhub.families import GuardianDetails, MemberRow
from mentorhub.people import PersonDetails, PersonRow, RoleDetails, StepRow
from mentorhub.privacy import retention
from mentorhub.programme import OptionalField
from mentorhub.text import _, german_date
from mentorhub.ui import messages, status, theme, widgets
from mentorhub.ui.dialogs import record_actions
from mentorhub.ui.dialogs.person_form import PersonForm
from mentorhub.ui.dialogs.person_money import PersonMoney
from mentorhub.ui.dialogs.person_papers import Papers, PersonPapers, read_papers
from mentorhub.ui.dialogs.person_roles import StepDialog
from mentorhub.ui.dialogs.reminder_list import ReminderList
from mentorhub.ui.drafting import Drafting
from mentorhub.ui.form_dialog import show_over
from mentorhub.ui.page import Window
from mentorhub.ui.pairing_lines import Line, contact_status, read_lines
from mentorhub.ui.rows_model import Column, Order, RowsModel
from mentorhub.ui.rows_table import RowsTable
from mentorhub.ui.tabs import Tabs
from mentorhub.ui.tasks import Tasks

FORM, PAPERS, PAIRINGS = range(3)
_KNOWN_BY = ("first_name", "last_name", "phone", "mobile")
_REST = 250
"""Milliseconds after the last letter before one looks for people of that name."""


@dataclass(frozen=True)
class Record:
    """All that the panel shows of one person, read in one go."""

    row: PersonRow
    details: PersonDetails
    papers: Papers
    steps: tuple[StepRow, ...]
    members: tuple[MemberRow, ...]
    guardians: tuple[GuardianDetails, ...]
    lacks_guardians: bool
    keep_until: date | None
    offers: "Offers"


@dataclass(frozen=True)
class Offers:
    """What the form suggests, and the fields that are asked for in this folder."""

    districts: tuple[str, ...]
    institutions: tuple[tuple[UUID, str], ...]
    fields: tuple[OptionalField, ...]


class PersonPanel(QFrame):
    stored = Signal(object)
    """The id of the person just saved."""
    other_wanted = Signal(object)
    """The id of somebody else whom the form has found."""

    def __init__(self, tasks: Tasks, window: Window, today: Callable[[], date]) -> None:
        super().__init__()
        self._tasks = tasks
        self._window = window
        self._today = today
        self._person_id: UUID | None = None
        self._record: Record | None = None
        self._left_the_family: list[str] = []
        self._then: Callable[[], object] | None = None
        self.setProperty("look", "card")
        self.form = PersonForm(window.current_settings().open_groups)
        self.form.groups_folded.connect(self._remember_groups)
        self.form.duplicates.open_wanted.connect(self.other_wanted)
        self.form.duplicates.merge_wanted.connect(self._merge)
        self.form.steps.wanted.connect(self._correct_step)
        self.form.form.field("household").contact_wanted.connect(self._move_contact)
        self._alike_rest = QTimer(self, singleShot=True, interval=_REST)
        self._alike_rest.timeout.connect(self._look_for_alike)
        for name in _KNOWN_BY:
            self.form.form.field(name).changed.connect(lambda: self._alike_rest.start())
        self.minor = widgets.Notice()
        self.papers = PersonPapers(tasks, window, today)
        self.papers.pairings_must_end.connect(self._end_pairings)
        self.papers.excluded.connect(self._propose_removal)
        self.money = PersonMoney(tasks, window, today)
        self.reminders = ReminderList(tasks, window, today)
        self.table = self._make_table()
        self.name = widgets.label("", "subtitle")
        self.subtitle = widgets.label("", "muted")
        self.save_button = widgets.button(_("Speichern"), self.save, look="primary")
        self.discard_button = widgets.button(_("Verwerfen"), self.discard)
        self.tabs = Tabs(
            _("Bereiche der Person"),
            [
                (_("Angaben"), self._form_view()),
                (_("Unterlagen"), _scrolling(self.papers)),
                (_("Patenschaften"), self._pairings_view()),
                (_("Auslagen"), _scrolling(self.money)),
            ],
        )
        self.drafting = Drafting(self.form.form, tasks, self, watched=self)
        top = widgets.line(None, self.name, self.reminders.new_button)
        top.setStretch(0, 1)
        head = widgets.column(None, top, self.subtitle, self.minor, self.reminders, space=0.1)
        layout = widgets.column(self, head, self.drafting.notice, self.tabs, space=0.5)
        layout.setStretch(2, 1)
        widgets.margins(layout, 0.9, 1.0)
        self.form.changed.connect(self._show_changed)
        self._load_offers()
        key = QShortcut(QKeySequence.StandardKey.Save, self, self.save)
        key.setContext(Qt.ShortcutContext.WindowShortcut)
        self.setEnabled(False)

    def person_id(self) -> UUID | None:
        """Nobody while a new person is entered, and before somebody is chosen."""
        return self._person_id

    def is_new(self) -> bool:
        return self.isEnabled() and self._person_id is None

    def show_person(self, person_id: UUID) -> None:
        """Come to another person; see `leave`."""
        self._person_id = person_id
        self.reload()

    def show_new(self, role: Role | None = None) -> None:
        self._show_empty(_("Neue Person"), _("Es genügt ein Vorname."))
        self.setEnabled(True)
        self.form.form.field("roles").add_role(role or Role.MENTOR)
        self.form.take_as_unchanged()
        self._load_offers()
        self.drafting.begin("people", None, "person", _("Neue Person"))
        self._show_changed()
        self.form.form.field("first_name").setFocus(Qt.FocusReason.OtherFocusReason)

    def show_nobody(self) -> None:
        self._show_empty("", "")
        self._show_changed()
        self.setEnabled(False)

    def reload(self) -> None:
        """Also after a change elsewhere: what is being typed stays."""
        if self._person_id is not None:
            self._tasks.load(
                self,
                _read_record,
                self._person_id,
                self._today(),
                self._window.reentry.is_open(),
                then=self._take,
                channel="record",
                on_trouble=self._gone,
            )

    def may_leave(self) -> bool:
        """Asks if something is not saved yet. On "save" the answer is no: the form may still be refused."""
        if not self.is_changed():
            return True
        answer = messages.ask_save(self, _("Möchten Sie Ihre Änderungen speichern?"))
        if answer == "save":
            self.save()
        elif answer == "discard":
            self.discard()
        return answer == "discard"

    def leave(self, then: Callable[[], object]) -> None:
        """Do `then` once nothing is unsaved: at once, after discarding or after saving; never if the person stays."""
        self._then = then
        if self.may_leave():
            self._then = None
            then()
        elif self.save_button.isEnabled():
            self._then = None

    def is_changed(self) -> bool:
        return self.isEnabled() and self.form.is_changed()

    def save(self) -> None:
        if not self.isEnabled() or not self.save_button.isEnabled():
            return
        if not self.form.check():
            self._show_problem()
            return
        self.save_button.setEnabled(False)
        typed = self.form.entry()
        kept = {member.id for member in typed.members}
        before = () if self._record is None else self._record.members
        self._left_the_family = [one.first_name for one in before if one.id not in kept and not one.has_role]
        self._tasks.save(
            self,
            entry.save,
            None if self._record is None else self._record.row.id,
            typed,
            self._today(),
            then=self._saved,
            on_field_error=self._refused,
            on_trouble=self._in_trouble,
        )

    def discard(self) -> None:
        if self._record is not None:
            self._show_stored(self._record)
            self._show_changed()
        elif self.is_new():
            self.show_new()

    def _show_empty(self, name: str, subtitle: str) -> None:
        self._person_id = None
        self._record = None
        self.name.setText(name)
        self.reminders.hide()
        self.subtitle.setText(subtitle)
        self.form.show_person()
        self.form.show_steps(())
        self.minor.say("")
        self.tabs.show_tab(FORM)
        self.tabs.bar.hide()
        self._area.verticalScrollBar().setValue(0)

    def _take(self, record: Record) -> None:
        if record.row.id != self._person_id:
            return
        another = self._record is None or self._record.row.id != record.row.id
        typed = self.is_changed() and not another
        self._record = record
        self.setEnabled(True)
        if another:
            self.notice.say("")
            self._area.verticalScrollBar().setValue(0)
        self._take_offers(record.offers)
        if not typed:
            self._show_stored(record)
        if another:
            self.drafting.begin("people", record.row.id, "person", record.row.name)
            self._window.visited("people", record.row.id, record.row.name)
        self.form.show_steps(record.steps)
        self._tell_of_minor(record)
        self.name.setText(record.row.name)
        self.subtitle.setText(_subtitle(record))
        self.tabs.bar.show()
        self.papers.show_papers(record.row, record.papers)
        self.table.rows.look_up(record.row.id)
        self.money.show_person(record.row.id)
        self.reminders.show_person(record.row.id, record.row.name)
        mentee = record.row.place(Role.MENTEE)
        self.find_button.setVisible(mentee is not None and mentee.status is RoleStatus.WAITING)
        self._show_changed()

    def _show_stored(self, record: Record) -> None:
        self.form.show_person(record.details, record.row.roles, record.members, record.guardians)
        self._alike_rest.stop()

    def _tell_of_minor(self, record: Record) -> None:
        given = next(
            (row for row in record.papers.consents if row.purpose is Purpose.GUARDIANS and not row.withdrawn_on), None
        )
        if record.lacks_guardians:
            self.minor.say(_("Minderjährig: Es sind noch keine Sorgeberechtigten eingetragen."))
        elif record.guardians and given is not None:
            day = german_date(given.given_on)
            self.minor.say(_("Einwilligung der Sorgeberechtigten vom {day}.").format(day=day), "good")
        elif record.guardians:
            self.minor.say(_("Die Einwilligung der Sorgeberechtigten ist noch nicht eingetragen."))
        else:
            self.minor.say("")

    def _load_offers(self) -> None:
        self._tasks.load(self, _read_offers, then=self._take_offers, channel="offers")

    def _take_offers(self, offers: Offers) -> None:
        self.form.offer(offers.districts, offers.institutions, offers.fields)

    def _look_for_alike(self) -> None:
        """Only while somebody is new, or is given another name or phone."""
        typed = [self.form.form.field(name).value() for name in _KNOWN_BY]
        known = self._record.details if self._record is not None else None
        if known is not None and typed == [getattr(known, name) for name in _KNOWN_BY]:
            self.form.duplicates.show_found(())
            return
        self.form.duplicates.allow_merging(known is not None)
        first, last, *phones = typed
        who = self._person_id
        self._tasks.load(
            self, people.alike, first, last, phones, who, then=self.form.duplicates.show_found, channel="alike"
        )

    def _merge(self, other_id: UUID) -> None:
        """With the one whom the form has found; what is typed is settled first."""
        known = self._person_id
        if known is not None:
            self.leave(lambda: record_actions.merge_people(self, self._tasks, self._window, known, other_id))

    def _remember_groups(self, open_groups: str) -> None:
        self._window.change_settings(replace(self._window.current_settings(), open_groups=open_groups))

    def _correct_step(self, step: StepRow) -> None:
        show_over(self, StepDialog(self, self._tasks, step, self._today()))

    def _move_contact(self, member_id: UUID) -> None:
        if self._person_id is not None:
            self._tasks.save(self, families.move_contact, self._person_id, member_id, self._today(), then=self._moved)

    def _moved(self, _nothing: object) -> None:
        self._window.say(_("Gespeichert"))

    def _gone(self, _trouble: MentorHubError) -> None:
        """Removed or taken back meanwhile: whoever did that has said so."""
        self.show_nobody()

    def _saved(self, person_id: UUID) -> None:
        self.form.take_as_unchanged()
        self._person_id = person_id
        gone = ", ".join(self._left_the_family)
        said = _("Gespeichert. Im Papierkorb: {names}. Strg+Z macht es rückgängig.").format(names=gone)
        self._window.say(said if gone else _("Gespeichert"))
        then, self._then = self._then, None
        if then is not None:
            then()
        else:
            self.stored.emit(person_id)

    def _refused(self, error: FieldError) -> None:
        self._then = None
        self._show_changed()
        self.form.show_error(error)
        self._show_problem()

    def _in_trouble(self, trouble: MentorHubError) -> None:
        self._then = None
        self._show_changed()
        messages.warn(self, str(trouble))

    def _show_problem(self) -> None:
        self.tabs.show_tab(FORM)
        field = self.focusWidget()
        if field is not None and self._area.isAncestorOf(field):
            self._area.ensureWidgetVisible(field, 0, theme.em(4))

    def _show_changed(self) -> None:
        changed = self.form.is_changed()
        self.save_button.setEnabled(changed or self.is_new())
        self.discard_button.setEnabled(changed)

    def _end_pairings(self, sentence: str) -> None:
        self.tabs.show_tab(PAIRINGS)
        self.notice.say(sentence)

    def _propose_removal(self, person_id: UUID) -> None:
        """Nothing about somebody who can't be placed is needed any longer (Art. 17 DSGVO)."""
        question = _("Die Angaben zu dieser Person werden nicht mehr gebraucht. Jetzt löschen?")
        details = _("Sie kommt in den Papierkorb und wird von dort nach der eingestellten Zeit endgültig gelöscht.")
        if messages.ask(self, question, _("Löschen"), _("Später"), details=details):
            self._tasks.save(
                self, changes.remove_person, person_id, self._today(), then=lambda _bin: self.show_nobody()
            )

    def _form_view(self) -> QWidget:
        view = QWidget()
        buttons = widgets.line(None, self.discard_button, None, self.save_button)
        self._area = _scrolling(self.form)
        widgets.column(view, self._area, buttons, space=0.7).setStretch(0, 1)
        return view

    def _pairings_view(self) -> QWidget:
        view = QWidget()
        self.notice = widgets.Notice()
        self.find_button = widgets.button(
            _("Patin/Pate finden"),
            lambda: self._window.go("matching", self._person_id),
            icon="matching",
            look="primary",
        )
        self.open_button = widgets.button(_("Patenschaft öffnen"), self._open_pairing)
        self.table.rows.loaded.connect(lambda count: self.open_button.setEnabled(count > 0))
        buttons = widgets.line(None, self.open_button, None, self.find_button)
        widgets.column(view, self.notice, self.table, buttons, space=0.7).setStretch(1, 1)
        return view

    def _make_table(self) -> RowsTable:
        model = RowsModel(
            self._tasks,
            [
                Column(_("Mit"), self._other, width=8.5),
                Column(_("Status"), lambda line: status.of(line.row.status), width=7.6),
                Column(
                    _("Beginn"),
                    lambda line: german_date(line.row.start_on or line.row.trial_start),
                    order="start",
                    width=6.4,
                    rank=1,
                ),
                Column(_("Kontakt"), lambda line: contact_status(line.row, line.contact), width=8),
            ],
            _pairings_of,
            lambda session, ids: read_lines(session, ids, self._today()),
            order=Order("start", descending=True),
            parent=self,
        )
        model.loaded.connect(self._count_pairings)
        table = RowsTable(model, _("Patenschaften dieser Person"), empty=_("Noch keine Patenschaft."))
        table.opened.connect(self._window.open_pairing)
        return table

    def _other(self, line: Line) -> str:
        return line.row.mentee if line.row.mentor_id == self._person_id else line.row.mentor

    def _count_pairings(self, count: int) -> None:
        self.tabs.bar.setTabText(PAIRINGS, _("Patenschaften ({n})").format(n=count) if count else _("Patenschaften"))

    def _open_pairing(self) -> None:
        chosen = self.table.current_id()
        if chosen is not None:
            self._window.open_pairing(chosen)


def _read_record(session: Any, person_id: UUID, today: date, with_certificate: bool) -> Record:
    row = people.row(session, person_id)
    majority = programme.number(session, "age.of_majority")
    return Record(
        row=row,
        details=people.get(session, person_id),
        papers=read_papers(session, row, today, with_certificate),
        steps=people.steps(session, person_id),
        members=families.household(session, person_id),
        guardians=tuple(families.guardians(session, person_id)),
        lacks_guardians=families.lacks_guardians(session, person_id, today, majority),
        keep_until=retention.keep_until(session, person_id),
        offers=_read_offers(session),
    )


def _read_offers(session: Any) -> Offers:
    return Offers(
        districts=tuple(people.districts(session)),
        institutions=tuple(institutions.names(session)),
        fields=tuple(programme.fields(session)),
    )


def _began(line: Line) -> str:
    return german_date(line.row.start_on or line.row.trial_start)


def _pairings_of(session: Any, person_id: UUID | None, order: Order) -> list[UUID]:
    if person_id is None:
        return []
    return pairings.search(session, person_id=person_id, sort=order.by, descending=order.descending)


def _subtitle(record: Record) -> str:
    words = [record.row.number, *(_place_words(place) for place in record.row.roles)]
    if record.keep_until is not None:
        words.append(_("ohne Beginn zu löschen ab {day}").format(day=german_date(record.keep_until)))
    return " · ".join(words)


def _place_words(place: RoleDetails) -> str:
    if place.registered_on is None:
        return place.role.label
    return _("{role} seit {month}").format(role=place.role.label, month=f"{place.registered_on:%m.%Y}")


def _scrolling(inside: QWidget) -> QScrollArea:
    area = widgets.scrolling(inside)
    layout = inside.layout()
    if layout is not None:
        layout.setContentsMargins(0, 0, theme.em(0.35), 0)
    return area
