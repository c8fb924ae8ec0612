"""What a person does here: the roles with their status, their places and dates, and the steps so far."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QToolButton, QVBoxLayout, QWidget

from mentorhub import people
from mentorhub.choices import Role, RoleStatus, statuses
from mentorhub.people import RoleDetails, StepRow
from mentorhub.text import _, german_date
from mentorhub.ui import captions, status, theme, widgets
from mentorhub.ui.dialogs.person_fields import LinesField, drop, keep_short, put_before
from mentorhub.ui.fields import ChoiceField, DateField, NumberField, TextField, of
from mentorhub.ui.form_dialog import FormDialog
from mentorhub.ui.forms import Form
from mentorhub.ui.tasks import Tasks


class RolesField(LinesField):
    """Each role with its status; roles are given and taken away here."""

    def __init__(self) -> None:
        super().__init__(_("Rolle hinzufügen"), _RoleLine, space=0.7)

    def set_value(self, value: Iterable[RoleDetails] | None) -> None:
        super().set_value(value)
        self._offer_more()

    def add(self) -> None:
        """Asks which role."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        taken = {line.role for line in self.lines()}
        for role in Role:
            if role not in taken:
                menu.addAction(role.label, partial(self.add_role, role))
        menu.popup(self._new.mapToGlobal(QPoint(0, self._new.height())))

    def add_role(self, role: Role) -> None:
        """A new role on the first step of its ladder."""
        self.add_line(RoleDetails(role, statuses(role)[0]))
        self._offer_more()

    def _remove(self, line: Any) -> None:
        self._new.show()
        super()._remove(line)

    def _offer_more(self) -> None:
        self._new.setVisible(len(self.lines()) < len(Role))


class _RoleLine(QWidget):
    changed = Signal()
    removed = Signal()

    def __init__(self, place: RoleDetails) -> None:
        super().__init__()
        self.role = place.role
        self._was = place
        name = place.role.label
        steps = statuses(place.role)
        self.status = ChoiceField(of(steps if place.status in steps else (*steps, RoleStatus(place.status))))
        self.status.set_value(place.status)
        keep_short(self.status, 8)
        self.status.setAccessibleName(_("Status: {role}").format(role=name))
        self.remove = widgets.icon_button("close", _("Rolle {role} entfernen").format(role=name), self.removed.emit)
        row = widgets.line(self, widgets.label(name), self.status, self.remove, space=0.3)
        row.setStretch(0, 1)
        self.status.setMinimumWidth(theme.em(9.2))
        self.status.changed.connect(self.changed)

    def value(self) -> RoleDetails:
        return replace(self._was, status=RoleStatus(self.status.value()))

    def stops(self) -> list[QWidget]:
        return [self.status, self.remove]


class RoleDetailsField(QWidget):
    """Of each role its places and dates. The parts follow the roles of the form: `follow`."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.before: QWidget | None = None
        """The Tab stop that follows these fields in the form."""
        self._parts: dict[Role, _RoleForm] = {}
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.em(0.9))
        widgets.column(self, self._rows, space=0.3)

    def follow(self, places: Sequence[RoleDetails]) -> None:
        wanted = [place.role for place in places]
        for role in [role for role in self._parts if role not in wanted]:
            drop(self._parts.pop(role))
        for place in places:
            if place.role not in self._parts:
                part = self._parts[place.role] = _RoleForm(place)
                part.changed.connect(self.changed)
                self._rows.addWidget(part)
                if self.before is not None:
                    put_before(self.before, part.stops())

    def value(self) -> tuple[RoleDetails, ...]:
        """With places and dates as they stand here."""
        return tuple(part.value() for part in self._parts.values())

    def set_value(self, value: Iterable[RoleDetails] | None) -> None:
        places = tuple(value or ())
        self.follow(places)
        for place in places:
            self._parts[place.role].show_place(place)

    def problem(self) -> str:
        found = (field.problem() for part in self._parts.values() for field in part.dates())
        return next((sentence for sentence in found if sentence), "")

    def complete(self, places: Sequence[RoleDetails]) -> tuple[RoleDetails, ...]:
        """The roles, each with the places and dates that stand here."""
        return tuple(
            self._parts[place.role].complete(place) if place.role in self._parts else place for place in places
        )

    def part(self, role: Role) -> Form:
        return self._parts[role]


class _RoleForm(Form):
    def __init__(self, place: RoleDetails) -> None:
        super().__init__()
        self._place = place
        self.add_section(place.role.label)
        if place.role in {Role.MENTOR, Role.MENTEE}:
            words = _("Plätze") if place.role is Role.MENTOR else _("Braucht")
            self.add("capacity", words, NumberField(0, 50))
        self.add("registered_on", _("Angemeldet am"), DateField())
        self.add("joined_on", _("Eintritt"), DateField())
        if place.role is Role.MEDIATOR:
            self.add("listed_until", _("Im Pool bis"), DateField())
        self.add("left_on", _("Austritt"), DateField())
        self.add("left_reason", _("Grund"), TextField(longest=120))
        captions.even_out(self, 7.6)
        for name in self.values():
            field = self.field(name)
            named = getattr(field, "line", field)
            named.setAccessibleName(f"{named.accessibleName()}: {place.role.label}")
        self.show_place(place)

    def show_place(self, place: RoleDetails) -> None:
        self._place = place
        self.set_values({name: getattr(place, name) for name in self.values()})

    def value(self) -> RoleDetails:
        return self.complete(self._place)

    def complete(self, place: RoleDetails) -> RoleDetails:
        said: dict[str, Any] = self.values()
        return replace(place, **said)

    def stops(self) -> list[QWidget]:
        return [getattr(field, "line", field) for field in map(self.field, self.values())]

    def dates(self) -> list[DateField]:
        return [field for name in self.values() if isinstance(field := self.field(name), DateField)]


class StepsView(QWidget):
    """The steps so far, with the day of each; a wrong day can be put right."""

    wanted = Signal(object)
    """The `StepRow` whose day is to be corrected."""

    def __init__(self) -> None:
        super().__init__()
        self.before: QWidget | None = None
        """The Tab stop that follows in the form."""
        self._wanted = False
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.em(0.1))
        self._lines: list[QWidget] = []
        widgets.column(self, widgets.label(_("Verlauf"), "section"), self._rows, space=0.3)
        self.hide()

    def show_steps(self, steps: Sequence[StepRow]) -> None:
        for line in self._lines:
            drop(line)
        several = len({step.role for step in steps}) > 1
        self._lines = [self._line(step, several) for step in steps]
        for line in self._lines:
            self._rows.addWidget(line)
        self.setVisible(self._wanted)
        if self.before is not None:
            put_before(self.before, [button for line in self._lines for button in line.findChildren(QToolButton)])

    def setVisible(self, visible: bool) -> None:
        """Never without a step to show."""
        self._wanted = visible
        super().setVisible(visible and bool(self._lines))

    def words(self) -> list[str]:
        return [line.accessibleName() for line in self._lines]

    def _line(self, step: StepRow, several: bool) -> QWidget:
        line = QWidget()
        shown = status.of(step.status)
        name = f"{shown.word} ({step.role.label})" if several else shown.word
        day = german_date(step.day)
        change = widgets.icon_button(
            "edit", _("Tag berichtigen: {step}, {day}").format(step=name, day=day), partial(self.wanted.emit, step)
        )
        row = widgets.line(
            line,
            widgets.IconLabel(shown.icon, shown.tone, 1.05),
            widgets.label(name),
            widgets.label(day, "muted", wrap=False),
            change,
            space=0.4,
        )
        row.setStretch(1, 1)
        line.setAccessibleName(f"{name}: {day}")
        return line


class StepDialog(FormDialog):
    """On which day a step was taken."""

    def __init__(self, parent: QWidget, tasks: Tasks, step: StepRow, today: date) -> None:
        super().__init__(parent, tasks, _("Tag berichtigen"), width=28)
        self._step = step
        self._today = today
        self.form.add_wide(widgets.label(f"{step.role.label}: {step.status.label}", "muted"))
        self.form.add("day", _("Tag"), DateField(today), required=True).set_value(step.day)

    def save(self) -> None:
        self.tasks.save(
            self,
            people.correct_day,
            self._step.id,
            self.form.values()["day"],
            self._today,
            then=self.saved,
            on_field_error=self.form.show_error,
        )
