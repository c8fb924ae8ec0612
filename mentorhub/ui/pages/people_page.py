"""Personen: everybody in one list, found as one types, with the form beside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from mentorhub import languages, people
from mentorhub.choices import Role, RoleStatus, statuses
from mentorhub.people import PersonRow
from mentorhub.text import N_, _, german_date, ngettext
from mentorhub.ui import leaving, menus, status, widgets
from mentorhub.ui.dialogs import record_actions
from mentorhub.ui.dialogs.addresses_dialog import AddressesDialog
from mentorhub.ui.dialogs.mail_dialog import MailDialog
from mentorhub.ui.dialogs.person_fields import keep_short
from mentorhub.ui.dialogs.person_panel import FORM, PersonPanel
from mentorhub.ui.dialogs.sheet_dialog import SheetDialog
from mentorhub.ui.due_filter import DueFilter, DueRows, narrowed
from mentorhub.ui.filters_menu import Control, FiltersMenu
from mentorhub.ui.form_dialog import show_over
from mentorhub.ui.page import About, Page, Window
from mentorhub.ui.pages.institutions_panel import InstitutionsPanel
from mentorhub.ui.rows_model import Column, Order, RowsModel
from mentorhub.ui.rows_table import RowsTable
from mentorhub.ui.side_by_side import SideBySide
from mentorhub.ui.status import Status
from mentorhub.ui.tabs import Tabs
from mentorhub.ui.tasks import Tasks

PEOPLE, INSTITUTIONS = range(2)
NEW = "new"
"""`window.go("people", NEW)` opens the form for a new person."""


@dataclass(frozen=True)
class Query:
    words: str = ""
    role: Role | None = None
    status: RoleStatus | None = None
    district: str = ""
    language: str = ""
    due: DueRows | None = None


class PeoplePage(Page):
    title = N_("Personen")

    def __init__(self, tasks: Tasks, window: Window, today: Callable[[], date] = date.today) -> None:
        super().__init__(tasks, window)
        self.heading.setText(_("Personen"))
        self._today = today
        self._wanted: UUID | None = None
        self.import_button = self.add_button(_("Importieren …"), window.import_list, icon="import")
        self.sheet_button = self.add_button(_("Sammeleintrag …"), self._enter_sheet, icon="paper")
        self.new_button = self.add_button(_("Neue Person"), self._new, icon="add-person", primary=True, key="Ctrl+N")
        self.search = widgets.SearchField(
            _("Personen suchen"), _("Suchen: Name, Stadtteil, Telefon, Sprache …  (Strg+F)")
        )
        self.role = widgets.ComboBox(_("Rolle"), [(None, _("Alle")), *((role, role.label) for role in Role)])
        self.status = widgets.ComboBox(_("Status"))
        keep_short(self.role, 7)
        keep_short(self.status, 8)
        self._offer_statuses()
        self._make_actions()
        self.district = widgets.ComboBox(_("Stadtteil"), [("", _("Alle"))])
        self.language = widgets.ComboBox(_("Sprache"), [("", _("Alle"))])
        for box in (self.district, self.language):
            keep_short(box, 9)
            box.currentIndexChanged.connect(lambda: self._look_up())
        self.filters = self._make_filters()
        self.due = DueFilter()
        self.due.changed.connect(self._look_up)
        self.table = self._make_table()
        self.table.addActions([self.history_action, self.merge_action, self.remove_action])
        self.table.selectionModel().selectionChanged.connect(lambda *_changed: self._show_actions())
        self._show_actions()
        self.count = widgets.label("", "hint", wrap=False)
        self._list = QWidget()
        widgets.column(self._list, self.table, self.count, space=0.3).setStretch(0, 1)
        self.panel = PersonPanel(tasks, window, today)
        self.sides = _ListAndForm(self._list, self.panel, record_width=26)
        self.institutions = InstitutionsPanel(tasks, window)
        everybody = QWidget()
        widgets.column(everybody, self.filters, self.due, self.sides).setStretch(2, 1)
        self.sections = Tabs(
            _("Personen und Einrichtungen"),
            [(_("Menschen"), everybody), (_("Einrichtungen"), self.institutions)],
        )
        self.sides.record_alone.connect(self._give_room)
        self.body.addWidget(self.sections, 1)
        self.search.searched.connect(lambda: self._look_up())
        self.role.currentIndexChanged.connect(lambda: self._role_chosen())
        self.status.currentIndexChanged.connect(lambda: self._look_up())
        self.panel.stored.connect(self._come_to)
        self.panel.other_wanted.connect(self.show_record)

    def reload(self) -> None:
        self.table.rows.look_up(self._query())
        self.panel.reload()
        self.institutions.reload()
        self.kept.reload()
        self.tasks.load(self, _read_choices, then=self._offer_choices, channel="choices")

    def show_record(self, record: object) -> None:
        """A person's id, `NEW`, or `DueRows`: then the list shows just these."""
        if record == NEW:
            self._new()
        elif isinstance(record, DueRows):
            self.sections.show_tab(PEOPLE)
            self.due.show_rows(record)
            self._forget_filters()
            self.sides.close_record()
        elif isinstance(record, UUID):
            self.panel.leave(lambda: self._open(record))

    def take_up_draft(self, form: str) -> None:
        self.panel.drafting.go_on_at_once(form)

    def about(self) -> About:
        person_id = self.panel.person_id()
        return About() if person_id is None else About(person_id=person_id, whom=self.panel.name.text())

    def may_leave(self) -> bool:
        """Whether the form holds nothing unsaved, or the person lets it go."""
        return self.panel.may_leave()

    def _make_filters(self) -> QWidget:
        """Search, role and status; what is asked more rarely stands in a second line behind a button."""
        view = QWidget()
        self.more_button = widgets.button(_("Mehr Filter"), self._show_more, icon="filter", look="link")
        self.more_filters = QWidget()
        more = widgets.line(self.more_filters, None, _caption(_("Stadtteil"), self.district), self.district)
        more.addWidget(_caption(_("Sprache"), self.language))
        more.addWidget(self.language)
        self.more_filters.hide()
        role, state = _caption(_("Rolle"), self.role), _caption(_("Status"), self.status)
        controls: dict[str, Control] = {
            "words": self.search,
            "role": self.role,
            "status": self.status,
            "district": self.district,
            "language": self.language,
        }
        self.kept = FiltersMenu(self.tasks, self.main_window, "people", controls)
        self.kept.applied.connect(self._show_what_filters)
        row = widgets.line(None, self.search, role, self.role, state, self.status, self.more_button, self.kept)
        row.setStretch(0, 1)
        widgets.column(view, row, self.more_filters, space=0.4)
        return view

    def _give_room(self, record_alone: bool) -> None:
        """On a narrow window what belongs to the list makes way for the form."""
        self.filters.setVisible(not record_alone)
        self.sections.bar.setVisible(not record_alone)

    def _show_what_filters(self) -> None:
        if self.more_filters.isHidden() and (self.district.value() or self.language.value()):
            self._show_more()

    def _show_more(self) -> None:
        shown = self.more_filters.isHidden()
        self.more_filters.setVisible(shown)
        self.more_button.setText(_("Weniger Filter") if shown else _("Mehr Filter"))
        if shown:
            self.district.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            for box in (self.district, self.language):
                box.choose("")

    def _offer_choices(self, choices: "_Choices") -> None:
        self.district.set_options([("", _("Alle")), *((name, name) for name in choices.districts)])
        self.language.set_options([("", _("Alle")), *((code, languages.name(code)) for code in choices.spoken)])

    def _make_table(self) -> RowsTable:
        model = RowsModel(
            self.tasks,
            [
                Column(_("Name"), "name", order="name", width=11),
                Column(_("Nummer"), "number", order="number", width=5.2, rank=3),
                Column(_("Rolle"), _role_of, width=9.2),
                Column(_("Stadtteil"), "district", order="district", width=6.8),
                Column(_("Sprachen"), _spoken, width=8, rank=2),
                Column(_("Frei"), _free, width=4.4),
                Column(_("Status"), self._status_of, width=9.6),
                Column(_("Seit"), self._since, width=6.2, rank=1),
            ],
            _search,
            people.rows,
            order=Order("name"),
            parent=self,
        )
        model.loaded.connect(self._loaded)
        table = RowsTable(
            model,
            _("Personen"),
            empty=_("Niemand gefunden. Ändern Sie die Suche, oder legen Sie eine neue Person an."),
        )
        table.remember_widths(self.main_window, "people")
        table.chosen.connect(self._chosen)
        table.opened.connect(lambda _person: self._opened())
        return table

    def _make_actions(self) -> None:
        self.history_action = menus.action(self, _("Verlauf dieser Person …"), self._show_history, icon="clock")
        self.merge_action = menus.action(self, _("Zwei markierte zusammenführen …"), self._merge, icon="person")
        self.remove_action = menus.action(self, _("In den Papierkorb …"), self._remove, icon="delete")
        self.mail_action = menus.action(self, _("E-Mail an diese Liste …"), self._mail, icon="mail")
        self.addresses_action = menus.action(self, _("Anschriften dieser Liste …"), self._addresses, icon="mail")
        self.save_action = menus.action(self, _("Liste speichern …"), self._save_list, icon="save")
        self.menu_button = self.add_menu(
            _("Mehr zu dieser Person"),
            [
                *(self.history_action, self.merge_action, self.remove_action),
                *(self.mail_action, self.addresses_action, self.save_action),
            ],
        )

    def _show_actions(self) -> None:
        marked = len(self.table.marked_ids())
        self.history_action.setEnabled(marked == 1)
        self.remove_action.setEnabled(marked == 1)
        self.merge_action.setEnabled(marked == 2)

    def _marked(self) -> PersonRow | None:
        row = self.table.rows.row_at(self.table.currentIndex().row())
        return row if isinstance(row, PersonRow) else None

    def _show_history(self) -> None:
        row = self._marked()
        if row is not None:
            record_actions.show_history(self, self.tasks, self.main_window, row.name, person_id=row.id)

    def _merge(self) -> None:
        marked = self.table.marked_ids()
        if len(marked) == 2 and self.may_leave():
            first, second = sorted(marked, key=lambda one: self.table.rows.place_of(one) or 0)
            record_actions.merge_people(self, self.tasks, self.main_window, first, second)

    def _remove(self) -> None:
        row = self._marked()
        if row is not None and self.may_leave():
            record_actions.remove_person(self, self.tasks, self.main_window, row.id, row.name, self._today())

    def _query(self) -> Query:
        district, language = str(self.district.value() or ""), str(self.language.value() or "")
        words = self.search.text().strip()
        return Query(words, self._role(), self.status.value(), district, language, self.due.asked)

    def _role(self) -> Role | None:
        chosen: Role | None = self.role.value()
        return chosen

    def _look_up(self) -> None:
        self.table.rows.look_up(self._query())

    def _role_chosen(self) -> None:
        self._offer_statuses()
        self._look_up()

    def _offer_statuses(self) -> None:
        role = self._role()
        offered = [step for step in RoleStatus if step is not RoleStatus.ANONYMISED] if role is None else statuses(role)
        self.status.set_options([(None, _("Alle")), *((step, step.label) for step in offered)])

    def _status_of(self, row: PersonRow) -> Status | None:
        """With a filter the status in that role, otherwise that of the first."""
        role = self._role()
        place = row.place(role) if role is not None else None
        step = place.status if place is not None else row.status
        return None if step is None else status.of(step)

    def _since(self, row: PersonRow) -> str:
        """Since when that status."""
        role = self._role()
        place = row.place(role) if role is not None else next(iter(row.roles), None)
        return "" if place is None else german_date(place.status_since)

    def _loaded(self, count: int) -> None:
        self.count.setText(ngettext("{n} Person", "{n} Personen", count).format(n=count))
        self._choose_wanted()
        if self._wanted is not None and self._query() == Query():
            self._wanted = None
        if count == 0 and not self._busy():
            self.panel.show_nobody()

    def _busy(self) -> bool:
        return self.panel.is_new() or self.panel.is_changed()

    def _chosen(self, person_id: object) -> None:
        """Another line is current: its record comes into the form. A search never disturbs what is being typed."""
        if not isinstance(person_id, UUID) or person_id == self.panel.person_id():
            return
        if self._wanted is not None or (self._busy() and not self.table.hasFocus()):
            return
        self.panel.leave(lambda: self._come_to(person_id))
        if self.panel.person_id() != person_id:
            self.table.choose(self.panel.person_id())

    def _opened(self) -> None:
        self.sides.open_record()
        self.panel.tabs.show_tab(FORM)
        self.panel.form.form.field("first_name").setFocus(Qt.FocusReason.OtherFocusReason)

    def _come_to(self, person_id: UUID) -> None:
        """Also when the filters hide them: then those are emptied."""
        self._wanted = person_id
        self.panel.show_person(person_id)
        self._choose_wanted()

    def _choose_wanted(self) -> None:
        if self._wanted is None:
            return
        self.table.choose(self._wanted)
        if self.table.rows.place_of(self._wanted) is not None:
            self._wanted = None
        elif self._query() != Query():
            self.due.show_rows(None)
            self._forget_filters()

    def _forget_filters(self) -> None:
        for box in (self.role, self.status):
            box.blockSignals(True)
            box.choose(None)
            box.blockSignals(False)
        for box in (self.district, self.language):
            box.blockSignals(True)
            box.choose("")
            box.blockSignals(False)
        self._offer_statuses()
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self._look_up()

    def _enter_sheet(self) -> None:
        """The papers of everybody in the list as it is filtered now."""
        order = self.table.rows.order
        self.tasks.load(self, _search, self._query(), order, then=self._show_sheet, channel="sheet")

    def _show_sheet(self, ids: Sequence[UUID]) -> None:
        show_over(self, SheetDialog(self, self.tasks, self.main_window, self._today(), ids))

    def _mail(self) -> None:
        query, order = self._query(), self.table.rows.order
        dialog = MailDialog(self, self.tasks, lambda session: {"": _search(session, query, order)})
        dialog.told.connect(self.main_window.say)
        show_over(self, dialog)

    def _addresses(self) -> None:
        query, order = self._query(), self.table.rows.order
        dialog = AddressesDialog(self, self.tasks, lambda session: _search(session, query, order), self._today())
        dialog.told.connect(self.main_window.say)
        show_over(self, dialog)

    def _save_list(self) -> None:
        leaving.save_list(self, self.main_window, self.tasks, self.table, _(self.title))

    def _new(self) -> None:
        self.panel.leave(self._show_new)

    def _show_new(self) -> None:
        self.sections.show_tab(PEOPLE)
        self.sides.open_record()
        self.panel.show_new(self._role())

    def _open(self, person_id: UUID) -> None:
        self.sections.show_tab(PEOPLE)
        self.sides.open_record()
        self._come_to(person_id)


class _ListAndForm(SideBySide):
    """Goes back to the list only when nothing typed is lost by it."""

    record_alone = Signal(bool)
    """Whether the record stands there without the list, and wants all the room."""

    def __init__(self, listed: QWidget, panel: PersonPanel, *, record_width: float) -> None:
        super().__init__(listed, panel, record_width=record_width)
        self._panel = panel

    def close_record(self) -> None:
        self._panel.leave(super().close_record)

    def _arrange(self) -> None:
        super()._arrange()
        self.record_alone.emit(self.is_narrow() and self._opened)


def _search(session: Any, query: Query | None, order: Order) -> Sequence[UUID]:
    asked = query or Query()
    found = people.search(
        session,
        asked.words,
        asked.role,
        asked.status,
        order.by,
        order.descending,
        district=asked.district,
        language=asked.language,
    )
    return narrowed(session, found, asked.due)


@dataclass(frozen=True)
class _Choices:
    districts: tuple[str, ...]
    spoken: tuple[str, ...]


def _read_choices(session: Any) -> _Choices:
    return _Choices(tuple(people.districts(session)), tuple(people.spoken(session)))


def _role_of(row: PersonRow) -> str:
    """Of a family member without a role of her own: what she is in the family."""
    return ", ".join(place.role.label for place in row.roles) or row.relation


def _spoken(row: PersonRow) -> str:
    return ", ".join(languages.name(code) for code, _level in row.languages)


def _free(row: PersonRow) -> str:
    return "" if row.places is None else _("{free} von {all}").format(free=row.places[0], all=row.places[1])


def _caption(words: str, box: QWidget) -> QWidget:
    caption = widgets.label(words, "muted", wrap=False)
    caption.setBuddy(box)
    return caption
