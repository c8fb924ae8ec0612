"""Groups of fields in a long form: each can be folded, says how much it holds, and hides what is switched off."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QToolButton, QWhatsThis, QWidget

from mentorhub.text import _, german_date, ngettext
from mentorhub.ui import captions, icons, theme, widgets
from mentorhub.ui.fields import CheckField, ChoiceField, DateField, ManyField
from mentorhub.ui.forms import Form


class Group(QWidget):
    """The line above a group of fields: opens and folds it; while folded it tells what the group holds."""

    folded_by_hand = Signal()

    def __init__(self, form: Form, key: str, title: str, names: Sequence[str], nothing: Callable[[str], Any]) -> None:
        """`nothing(name)`: what a field holds while nobody has said anything."""
        super().__init__()
        self.key = key
        self.names = list(names)
        self.extras: list[QWidget] = []
        """Shown with the fields, if they have something to show."""
        self._form = form
        self._nothing = nothing
        self._folded = True
        self._off: frozenset[str] = frozenset()
        self.button = QPushButton(title)
        self.button.setProperty("look", "link")
        self.button.setAutoDefault(False)
        self.button.setStyleSheet("padding-left: 0px;")
        self.button.clicked.connect(self._pressed)
        self.count = widgets.label("", "hint", wrap=False)
        self._sum = widgets.label("", "hint")
        self._sum.setContentsMargins(theme.em(1.5), 0, 0, theme.em(0.2))
        head = widgets.line(None, self.button, None, self.count)
        widgets.column(self, widgets.separator(), head, self._sum, space=0.15)

    def is_folded(self) -> bool:
        return self._folded

    def fold(self, folded: bool) -> None:
        self._folded = folded
        for name in self.names:
            show_line(self._form, name, not folded and name not in self._off)
        for extra in self.extras:
            extra.setVisible(not folded)
        widgets.set_icon(self.button, "next" if folded else "down", "accent")
        self.sum_up()

    def hide_fields(self, off: Collection[str]) -> None:
        self._off = frozenset(off)
        self.setVisible(not self._off >= set(self.names))
        self.fold(self._folded)

    def sum_up(self) -> None:
        said = [name for name in self.names if name not in self._off]
        words = [word for word in (_word(self._form.field(name), self._nothing(name)) for name in said) if word]
        n = len(words)
        told = ngettext("{n} Angabe", "{n} Angaben", n).format(n=n) if n else ""
        self.count.setText(told)
        self._sum.setText(", ".join(words))
        self._sum.setVisible(self._folded and bool(words))
        state = _("zugeklappt") if self._folded else _("aufgeklappt")
        self.button.setAccessibleDescription(f"{state}, {told}" if told else state)

    def _pressed(self) -> None:
        self.fold(not self._folded)
        self.folded_by_hand.emit()


class WhyButton(QToolButton):
    """A question mark beside a field: what is this asked for? With the keyboard: Shift+F1 in the field itself."""

    def __init__(self, label: str, field: QWidget) -> None:
        super().__init__()
        self._field = field
        self.setProperty("look", "quiet")
        self.setAccessibleName(_("Wozu „{field}“?").format(field=label))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setIcon(icons.icon("help", "muted"))
        self.clicked.connect(self._tell)

    def say(self, why: str) -> None:
        self.setToolTip(why)
        target = self._field.focusProxy() or self._field
        for told in {self._field, target}:
            told.setWhatsThis(why)
            said = told.accessibleDescription().split(" — ")[0]
            told.setAccessibleDescription(f"{said} — {why}" if said else why)

    def _tell(self) -> None:
        QWhatsThis.showText(self.mapToGlobal(self.rect().bottomLeft()), self.toolTip(), self)


def add_wide_field(form: Form, name: str, words: str, field: Any, *, caption: bool = True) -> None:
    """A field with parts of its own stands below its label and has the whole width."""
    form.add(name, words, field)
    grid = captions.grid(form)
    row = grid.rowCount() - 1
    item = grid.itemAtPosition(row, 1)
    layout = item.layout() if item is not None else None
    if layout is not None:
        grid.removeItem(layout)
        layout.setParent(None)
        grid.addLayout(layout, row + 1, 0, 1, -1)
    label = _caption(form, row)
    if label is not None and not caption:
        grid.removeWidget(label)
        label.deleteLater()


def show_line(form: Form, name: str, shown: bool) -> None:
    """Hide or show a field with its label, also one of the whole width, whose label stands above it."""
    form.show_line(name, shown)
    place = _row_of(form, name)
    label = None if place is None else _caption(form, place - 1)
    if label is not None and label.buddy() in {form.field(name), form.field(name).focusProxy()}:
        label.setVisible(shown)


def _row_of(form: Form, name: str) -> int | None:
    grid = captions.grid(form)
    for row in range(grid.rowCount()):
        item = grid.itemAtPosition(row, 1)
        layout = item.layout() if item is not None else None
        if layout is not None and layout.indexOf(form.field(name)) >= 0:
            return row
    return None


def _caption(form: Form, row: int) -> Any:
    item = captions.grid(form).itemAtPosition(row, 0) if row >= 0 else None
    label = item.widget() if item is not None else None
    return label if hasattr(label, "buddy") else None


def add_why(form: Form, name: str, label: str) -> WhyButton:
    """At the end of the field's line."""
    button = WhyButton(label, form.field(name))
    row = _row_of(form, name) or 0
    captions.grid(form).addWidget(button, row, 2, Qt.AlignmentFlag.AlignTop)
    return button


def _word(field: Any, nothing: Any) -> str:
    """What a folded group says of one field; nothing for what nobody has entered."""
    value = field.value()
    if not value or value == nothing:
        return ""
    if isinstance(field, CheckField):
        return field.text().replace("&", "")
    if isinstance(field, ChoiceField):
        return field.currentText()
    if isinstance(field, ManyField):
        return field.text()
    if isinstance(value, tuple):
        return ", ".join(filter(None, (str(getattr(one, "first_name", getattr(one, "name", ""))) for one in value)))
    return german_date(value) if isinstance(field, DateField) else " ".join(str(value).split())
