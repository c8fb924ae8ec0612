"""Fields that only a person's form has, and what its fields with several lines share."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QRegularExpression, QStringListModel, Qt, Signal, SignalInstance
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QComboBox, QCompleter, QVBoxLayout, QWidget

from mentorhub.choices import Mobility
from mentorhub.people.iban import tidy
from mentorhub.text import _
from mentorhub.ui import theme, widgets
from mentorhub.ui.fields import ManyField, TextField, of


class OptionalNumberField(TextField):
    """A whole number, or nothing while it is unknown."""

    def __init__(self, digits: int = 3, placeholder: str = "") -> None:
        super().__init__(placeholder, longest=digits)
        self.setValidator(QRegularExpressionValidator(QRegularExpression(r"\d*"), self))
        self.setMaximumWidth(theme.em(7.5))

    def value(self) -> int | None:  # type: ignore[override]
        return int(self.text()) if self.text().isdecimal() else None

    def set_value(self, value: int | None) -> None:  # type: ignore[override]
        super().set_value("" if value is None else str(value))


class SuggestingField(TextField):
    """One line that suggests words already in use; anything else may be typed too."""

    def __init__(self, placeholder: str = "") -> None:
        super().__init__(placeholder)
        self._words = QStringListModel(self)
        self.setCompleter(completer(self, self._words))

    def suggest(self, words: Sequence[str]) -> None:
        self._words.setStringList(list(words))


class MobilityField(ManyField):
    """How somebody gets about; the value is the words as they are stored, comma-separated."""

    def __init__(self) -> None:
        super().__init__(of(Mobility), nothing=_("keine Angabe"))

    def value(self) -> str:  # type: ignore[override]
        return ",".join(super().value())

    def set_value(self, value: str | Iterable[object] | None) -> None:
        words = value.split(",") if isinstance(value, str) else list(value or ())
        super().set_value([Mobility(str(word)) for word in words if word in list(Mobility)])


class IbanField(TextField):
    """Shown in groups of four, stored without spaces."""

    def __init__(self) -> None:
        super().__init__("DE", longest=42)
        self.editingFinished.connect(lambda: self.set_value(self.value()))

    def value(self) -> str:
        return tidy(self.text())

    def set_value(self, value: str | None) -> None:
        plain = tidy(value or "")
        super().set_value(" ".join(plain[at : at + 4] for at in range(0, len(plain), 4)))


class Line(Protocol):
    """One line of a `LinesField`: a widget with these."""

    changed: SignalInstance
    removed: SignalInstance

    def value(self) -> Any: ...

    def stops(self) -> list[QWidget]:
        """Its Tab stops, in order."""


class LinesField(QWidget):
    """Several things of one kind, a line each, that can be added and removed."""

    changed = Signal()

    def __init__(self, add_words: str, make: Callable[[Any], Any], space: float = 0.5) -> None:
        """`make` gives the line (see `Line`) of a value, of None for a new one; `space` between lines in em."""
        super().__init__()
        self._make = make
        self._lines: list[Any] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.em(space))
        self._new = widgets.button(add_words, lambda: self.add(), icon="add", look="link")
        self._new.setStyleSheet("padding-left: 0px;")
        widgets.column(self, self._rows, widgets.line(None, self._new, None), space=0.3)
        self.setFocusProxy(self._new)

    def value(self) -> tuple[Any, ...]:
        return tuple(line.value() for line in self._lines)

    def set_value(self, value: Iterable[Any] | None) -> None:
        if tuple(value or ()) == self.value():
            return
        for line in self._lines:
            drop(line)
        self._lines.clear()
        for one in value or ():
            self._add(one)
        self.changed.emit()

    def add(self) -> None:
        self.add_line(None)

    def add_line(self, value: Any) -> None:
        """A further line, ready to be filled in."""
        line = self._add(value)
        line.stops()[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def lines(self) -> list[Any]:
        return list(self._lines)

    def _add(self, value: Any) -> Any:
        line = self._make(value)
        line.changed.connect(self.changed)
        line.removed.connect(lambda: self._remove(line))
        self._lines.append(line)
        self._rows.addWidget(line)
        put_before(self._new, line.stops())
        return line

    def _remove(self, line: Any) -> None:
        self._lines.remove(line)
        drop(line)
        self._new.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()


def keep_short(box: QComboBox, letters: int) -> None:
    """Not as wide as its longest word; the list that opens may be wider."""
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(letters)
    box.view().setMinimumWidth(theme.em(15))


def completer(parent: QWidget, words: QStringListModel) -> QCompleter:
    completer = QCompleter(words, parent)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    popup = completer.popup()
    if popup is not None:
        popup.setAccessibleName(_("Vorschläge"))
    return completer


def put_before(stop: QWidget, new: Sequence[QWidget]) -> None:
    """Tab comes to what was just added before it comes to `stop`; Qt alone would put it at the window's end."""
    before = stop.previousInFocusChain()
    while before is not None and before is not stop and before.focusPolicy() == Qt.FocusPolicy.NoFocus:
        before = before.previousInFocusChain()
    for widget in new:
        if before is not None:
            QWidget.setTabOrder(before, widget)
        before = widget


def drop(line: QWidget) -> None:
    line.hide()
    line.setParent(None)
    line.deleteLater()
