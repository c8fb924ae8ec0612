"""Forms: a label for every field, the problem beside the field it belongs to, unique letters for Alt."""

from collections.abc import Mapping
from typing import Any, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QWidget

from mentorhub.errors import FieldError
from mentorhub.text import _
from mentorhub.ui import theme, widgets
from mentorhub.ui.fields import DateField

F = TypeVar("F", bound=QWidget)


class Form(QWidget):
    """Fields by name, one below the other. Names are those of the subject's details: `FieldError` finds its field."""

    changed = Signal()
    settled = Signal()
    """What stands in the form counts as unchanged from now on: saved, taken back, or another record."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields: dict[str, QWidget] = {}
        self._labels: dict[str, str] = {}
        self._required: dict[str, str] = {}
        self._problems: dict[str, _Problem] = {}
        self._was: dict[str, object] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.em(0.8))
        self._grid.setVerticalSpacing(theme.em(0.55))
        self._grid.setColumnStretch(1, 1)

    def add(self, name: str, words: str, field: F, *, required: bool = False, hint: str = "") -> F:
        """A line with its label; gives the field back. An `&` in the words is not needed: see `mnemonics`."""
        self._fields[name] = field
        self._labels[name] = words
        field.setAccessibleName(words)
        if isinstance(field, DateField):
            field.line.setAccessibleName(words)
        row = self._grid.rowCount()
        problem = _Problem()
        self._problems[name] = problem
        below = widgets.column(None, field, space=0.15)
        if hint:
            below.addWidget(widgets.label(hint, "hint"))
            field.setAccessibleDescription(hint)
        below.addWidget(problem)
        if isinstance(field, QCheckBox):
            self._grid.addLayout(below, row, 1)
        else:
            caption = widgets.label(f"{words} *" if required else words, wrap=False)
            caption.setBuddy(field.focusProxy() or field)
            caption.setContentsMargins(0, theme.em(0.35), 0, 0)
            self._grid.addWidget(caption, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addLayout(below, row, 1)
        if required:
            self._required[name] = words
        field.changed.connect(lambda: self._edited(name))  # type: ignore[attr-defined]
        return field

    def add_section(self, words: str) -> None:
        caption = widgets.label(words, "section")
        row = self._grid.rowCount()
        if self._fields:
            caption.setContentsMargins(0, theme.em(0.6), 0, 0)
        self._grid.addWidget(caption, row, 0, 1, 2)

    def add_wide(self, widget: QWidget) -> None:
        """Anything over the whole width: a notice, a table."""
        self._grid.addWidget(widget, self._grid.rowCount(), 0, 1, -1)

    def field(self, name: str) -> Any:
        return self._fields[name]

    def go_to_first_field(self) -> None:
        """The first that can be filled in."""
        for field in self._fields.values():
            if field.isEnabled() and field.isVisibleTo(self):
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def show_line(self, name: str, shown: bool) -> None:
        """Hide or show a field with its label."""
        for row in range(self._grid.rowCount()):
            item = self._grid.itemAtPosition(row, 1)
            layout = item.layout() if item is not None else None
            if layout is None or layout.indexOf(self._fields[name]) < 0:
                continue
            caption = self._grid.itemAtPosition(row, 0)
            for index in range(layout.count()):
                part = layout.itemAt(index)
                inside = part.widget() if part is not None else None
                if inside is not None and inside is not self._problems[name]:
                    inside.setVisible(shown)
            label = caption.widget() if caption is not None else None
            if label is not None:
                label.setVisible(shown)

    def values(self) -> dict[str, Any]:
        return {name: field.value() for name, field in self._fields.items()}  # type: ignore[attr-defined]

    def set_values(self, values: Mapping[str, object]) -> None:
        """What is there now counts as unchanged. Names without a field are ignored."""
        for name, value in values.items():
            if name in self._fields:
                self._fields[name].set_value(value)  # type: ignore[attr-defined]
        self.clear_problems()
        self.take_as_unchanged()

    def take_as_unchanged(self) -> None:
        self._was = self.values()
        self.settled.emit()

    def put(self, values: Mapping[str, object]) -> None:
        """As if typed: it counts as changed. Names without a field are ignored."""
        for name, value in values.items():
            if name in self._fields:
                self._fields[name].set_value(value)  # type: ignore[attr-defined]
        self.changed.emit()

    def is_changed(self) -> bool:
        return self.values() != self._was

    def check(self) -> bool:
        """Required fields are filled and dates are dates; otherwise it is said beside them."""
        self.clear_problems()
        for name, field in self._fields.items():
            if not field.isVisibleTo(self):
                continue
            if isinstance(field, DateField) and field.problem():
                self._show(name, field.problem())
            elif name in self._required and not field.value():  # type: ignore[attr-defined]
                self._show(name, _("Bitte füllen Sie „{field}“ aus.").format(field=self._required[name]))
        return self._go_to_first_problem()

    def show_problem(self, name: str, sentence: str) -> None:
        """Beside the field; a name without a field shows it beside the first one, so nothing is swallowed."""
        if name not in self._problems:
            name = next(iter(self._problems))
        self._show(name, sentence)
        self._go_to_first_problem()

    def show_error(self, error: FieldError) -> None:
        """Made for `tasks.save(..., on_field_error=form.show_error)`."""
        self.show_problem(error.field, str(error))

    def problem(self, name: str) -> str:
        return self._problems[name].sentence()

    def clear_problems(self) -> None:
        for problem in self._problems.values():
            problem.say("")

    def _edited(self, name: str) -> None:
        self._problems[name].say("")
        self.changed.emit()

    def _show(self, name: str, sentence: str) -> None:
        self._problems[name].say(sentence)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._fields[name], sentence))

    def _go_to_first_problem(self) -> bool:
        for name, problem in self._problems.items():
            if problem.sentence():
                self._fields[name].setFocus(Qt.FocusReason.OtherFocusReason)
                return False
        return True


class _Problem(QWidget):
    """Icon and sentence, never a colour alone."""

    def __init__(self) -> None:
        super().__init__()
        self._text: QLabel = widgets.label("", "problem")
        row = widgets.line(self, widgets.IconLabel("problem", "bad", 1.0), self._text, space=0.3)
        row.setStretch(1, 1)
        row.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.hide()

    def say(self, sentence: str) -> None:
        self._text.setText(sentence)
        self.setVisible(bool(sentence))

    def sentence(self) -> str:
        return self._text.text()
