"""The fields of forms. Each has `value()`, `set_value(...)` and `changed`, and can be used with the keyboard alone."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, Protocol

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, QPoint, Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QFrame,
    QGridLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from mentorhub.choices import DayPart, Weekday
from mentorhub.text import _, german_date
from mentorhub.ui import dates, icons, theme, widgets


class Field(Protocol):
    changed: SignalInstance

    def value(self) -> Any: ...

    def set_value(self, value: Any) -> None: ...


class TextField(QLineEdit):
    """One line; the value has no spaces around it."""

    changed = Signal()

    def __init__(self, placeholder: str = "", *, longest: int = 200) -> None:
        super().__init__()
        self.setPlaceholderText(placeholder)
        self.setMaxLength(longest)
        inset(self)
        self.textChanged.connect(self.changed)

    def value(self) -> str:
        return self.text().strip()

    def set_value(self, value: str | None) -> None:
        self.setText(value or "")
        self.setCursorPosition(0)


class SecretField(TextField):
    """For the Kennwort: hidden, with an eye to look at it."""

    def __init__(self) -> None:
        super().__init__(longest=500)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._eye = QAction(icons.icon("preview", "muted"), _("Kennwort anzeigen"), self)
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._show)
        self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        for part in self.findChildren(QToolButton):
            part.setAccessibleName(_("Kennwort anzeigen"))

    def value(self) -> str:
        """As typed: spaces belong to a Kennwort."""
        return self.text()

    def _show(self, shown: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._eye.setIcon(icons.icon("hidden" if shown else "preview", "muted"))


class NotesField(QPlainTextEdit):
    """Several lines; Tab goes on to the next field."""

    changed = Signal()

    def __init__(self, lines: int = 4) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setMinimumHeight(theme.em(1.45 * lines + 0.8))
        self.setMaximumHeight(theme.em(1.45 * lines * 2 + 0.8))
        self.textChanged.connect(self.changed)

    def value(self) -> str:
        return self.toPlainText().strip()

    def set_value(self, value: str | None) -> None:
        self.setPlainText(value or "")


class NumberField(QSpinBox):
    """A whole number; the wheel scrolls the form, never changes the number by accident."""

    changed = Signal()

    def __init__(self, lowest: int = 0, highest: int = 999, *, step: int = 1, unit: str = "") -> None:
        super().__init__()
        self.setRange(lowest, highest)
        self.setSingleStep(step)
        if unit:
            self.setSuffix(f" {unit}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.valueChanged.connect(self.changed)

    def set_value(self, value: int | None) -> None:
        self.setValue(value or self.minimum())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ChoiceField(widgets.ComboBox):
    """One of several: pass `[(value, words), ...]`, or `of(Level)` for a list of `choices`."""

    changed = Signal()

    def __init__(self, options: Sequence[tuple[object, str]], *, empty: str | None = None) -> None:
        """With `empty` (its words) the value may be None."""
        given = list(options)
        super().__init__("", [(None, empty), *given] if empty is not None else given)
        self.currentIndexChanged.connect(self.changed)

    def set_value(self, value: object) -> None:
        self.choose(value)


class CheckField(QCheckBox):
    changed = Signal()

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.toggled.connect(self.changed)

    def value(self) -> bool:
        return self.isChecked()

    def set_value(self, value: bool | None) -> None:
        self.setChecked(bool(value))


class DateField(QWidget):
    """Understands 1.12., 1.12.26, heute, gestern, Mo; Up and Down move by a day, Alt+Down or F4 opens the calendar."""

    changed = Signal()

    def __init__(self, today: date | None = None) -> None:
        super().__init__()
        self._fixed_today = today
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("TT.MM.JJJJ"))
        inset(self.line)
        self.line.installEventFilter(self)
        self.line.textChanged.connect(lambda: self.changed.emit())
        self.line.editingFinished.connect(self._tidy)
        self._button = widgets.icon_button("today", _("Kalender öffnen (Alt+Pfeil runter)"), self._open)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(self.line)
        widgets.line(self, self.line, self._button, space=0.2).setStretch(0, 1)
        self.line.setMinimumWidth(theme.em(7.5))

    def value(self) -> date | None:
        """Nothing for an empty field; while the text is no date, `problem` says so and this is nothing too."""
        try:
            return dates.read(self.line.text(), self._today())
        except ValueError:
            return None

    def problem(self) -> str:
        try:
            dates.read(self.line.text(), self._today())
        except ValueError as error:
            return str(error)
        return ""

    def set_value(self, value: date | None) -> None:
        self.line.setText(german_date(value))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            opens = event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
            if opens or event.key() == Qt.Key.Key_F4:
                self._open()
                return True
            step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
            if step is not None and not self.problem():
                self.set_value((self.value() or self._today()) + timedelta(days=step if self.value() else 0))
                return True
        return super().eventFilter(watched, event)

    def _today(self) -> date:
        return self._fixed_today or date.today()  # noqa: DTZ011 - the day on the person's own calendar

    def _tidy(self) -> None:
        value = self.value()
        if value is not None and self.line.text() != german_date(value):
            self.set_value(value)

    def _open(self) -> None:
        popup = _CalendarPopup(self, self.value() or self._today())
        popup.chosen.connect(self.set_value)
        popup.move(self.line.mapToGlobal(QPoint(0, self.line.height())))
        popup.show()


class _CalendarPopup(QFrame):
    chosen = Signal(object)

    def __init__(self, parent: QWidget, day: date) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = QCalendarWidget()
        calendar.setLocale(QLocale(QLocale.Language.German, QLocale.Country.Germany))
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        calendar.setAccessibleName(_("Kalender"))
        calendar.activated.connect(self._take)
        calendar.clicked.connect(self._take)
        QVBoxLayout(self).addWidget(calendar)
        calendar.setFocus()

    def _take(self, day: QDate) -> None:
        self.chosen.emit(date(day.year(), day.month(), day.day()))
        self.close()


class ManyField(QPushButton):
    """Several of a list: a button showing what is chosen; it opens a list in which Space ticks."""

    changed = Signal()

    def __init__(self, options: Sequence[tuple[object, str]], *, nothing: str = "") -> None:
        super().__init__()
        self._options = list(options)
        self._chosen: list[object] = []
        self._nothing = nothing or _("nichts gewählt")
        self.setProperty("look", "field")
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow to the right of the words
        self.setIcon(icons.icon("down", "muted"))
        self.clicked.connect(self._open)
        self._show()

    def value(self) -> tuple[Any, ...]:
        """In the order of the options."""
        return tuple(value for value, _words in self._options if value in self._chosen)

    def set_value(self, value: Iterable[object] | None) -> None:
        self._chosen = list(value or ())
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        words = ", ".join(words for value, words in self._options if value in self._chosen)
        self.setText((words or self._nothing).replace("&", "&&"))
        self.setToolTip(words)
        self.setAccessibleDescription(words or self._nothing)

    def _open(self) -> None:
        popup = _TickPopup(self, self._options, self._chosen, self.accessibleName())
        popup.ticked.connect(self.set_value)
        popup.setMinimumWidth(self.width())
        popup.move(self.mapToGlobal(QPoint(0, self.height())))
        popup.show()


class _TickPopup(QFrame):
    ticked = Signal(object)

    def __init__(
        self, parent: QWidget, options: Sequence[tuple[object, str]], chosen: Sequence[object], name: str
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._options = options
        self._list = QListWidget()
        self._list.setAccessibleName(name or _("Auswahl"))
        for value, words in options:
            item = QListWidgetItem(words)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if value in chosen else Qt.CheckState.Unchecked)
            self._list.addItem(item)
        self._list.setCurrentRow(0)
        self._list.itemChanged.connect(lambda: self._tell())
        self._list.setMinimumHeight(theme.em(min(len(options), 12) * 1.8 + 1))
        self._list.setMinimumWidth(theme.em(16))
        hint = widgets.label(_("Leertaste wählt, Esc schließt"), "hint")
        widgets.margins(widgets.column(self, self._list, hint, space=0.3), 0.4, 0.4)
        self._list.setFocus()

    def _tell(self) -> None:
        self.ticked.emit(
            [
                value
                for row, (value, _words) in enumerate(self._options)
                if self._list.item(row).checkState() is Qt.CheckState.Checked
            ]
        )


class AvailabilityField(QWidget):
    """Monday to Sunday times morning, afternoon, evening: one Tab stop; arrows move, Space ticks."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.em(0.2))
        self._cells: dict[tuple[int, int], QPushButton] = {}
        for row, part in enumerate(DayPart):
            grid.addWidget(widgets.label(part.label, "hint", wrap=False), row + 1, 0)
        for day_number, day in enumerate(Weekday):
            head = widgets.label(day.label[:2], "hint", wrap=False)
            head.setAlignment(Qt.AlignmentFlag.AlignCenter)
            grid.addWidget(head, 0, day_number + 1)
            for row, part in enumerate(DayPart):
                cell = self._cell(f"{day.label} {part.label}")
                self._cells[row, day_number] = cell
                grid.addWidget(cell, row + 1, day_number + 1)
        grid.setColumnStretch(len(Weekday) + 1, 1)
        self._make_stop(self._cells[0, 0])

    def value(self) -> tuple[tuple[Weekday, DayPart], ...]:
        """Day by day, morning first."""
        return tuple(
            (day, part)
            for number, day in enumerate(Weekday)
            for row, part in enumerate(DayPart)
            if self._cells[row, number].isChecked()
        )

    def set_value(self, value: Iterable[tuple[Weekday, DayPart]] | None) -> None:
        wanted = set(value or ())
        for number, day in enumerate(Weekday):
            for row, part in enumerate(DayPart):
                self._cells[row, number].setChecked((day, part) in wanted)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            move = {
                Qt.Key.Key_Left: (0, -1),
                Qt.Key.Key_Right: (0, 1),
                Qt.Key.Key_Up: (-1, 0),
                Qt.Key.Key_Down: (1, 0),
            }.get(Qt.Key(event.key()))
            if move is not None:
                row, day = next(place for place, cell in self._cells.items() if cell is watched)
                there = self._cells.get((row + move[0], day + move[1]))
                if there is not None:
                    self._make_stop(there)
                    there.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _cell(self, name: str) -> QPushButton:
        cell = QPushButton()
        cell.setProperty("look", "cell")
        cell.setCheckable(True)
        cell.setAutoDefault(False)
        cell.setAccessibleName(name)
        cell.setToolTip(name)
        cell.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        cell.installEventFilter(self)
        cell.toggled.connect(lambda on: cell.setIcon(icons.icon("check", "accent") if on else icons.nothing()))
        cell.toggled.connect(self.changed)
        return cell

    def _make_stop(self, stop: QPushButton) -> None:
        for cell in self._cells.values():
            cell.setFocusPolicy(Qt.FocusPolicy.StrongFocus if cell is stop else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(stop)


def inset(line: QLineEdit) -> None:
    """The same room before the words as in all other fields."""
    line.setTextMargins(max(0, theme.em(widgets.FIELD_SPACE) - 4), 0, 0, 0)


def of(choices: Iterable[Any]) -> list[tuple[object, str]]:
    """The options of a list of `choices`, with their words: `of(Level)`."""
    return [(choice, choice.label) for choice in choices]
