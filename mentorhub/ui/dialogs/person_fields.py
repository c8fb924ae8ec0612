"""Fields that only a person's form has: spoken languages, roles, numbers that may be unknown, districts."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, QRegularExpression, QStringListModel, Qt, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QMenu, QVBoxLayout, QWidget

from mentorhub import languages
from mentorhub.choices import Level, Role, RoleStatus, statuses
from mentorhub.people import Language, RoleDetails
from mentorhub.text import _
from mentorhub.ui import theme, widgets
from mentorhub.ui.fields import ChoiceField, DateField, NumberField, TextField, of


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
        self.setCompleter(_completer(self, self._words))

    def suggest(self, words: Sequence[str]) -> None:
        self._words.setStringList(list(words))


class LanguagesField(QWidget):
    """Each language with its level; type a name in any usual spelling to add one."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[_LanguageLine] = []
        self._new = QLineEdit()
        self._new.setPlaceholderText(_("Sprache hinzufügen …"))
        self._new.setAccessibleName(_("Sprache hinzufügen"))
        self._unknown = widgets.label(
            _("Diese Sprache ist nicht bekannt. Bitte prüfen Sie die Schreibweise oder wählen Sie aus der Liste."),
            "problem",
        )
        self._unknown.hide()
        self._codes: dict[str, str] = {}
        self._known = QStringListModel(self)
        self._new.setCompleter(_completer(self._new, self._known))
        self._new.completer().activated.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._new.returnPressed.connect(self._typed)
        self._new.textEdited.connect(lambda: self._unknown.hide())
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.em(0.3))
        widgets.column(self, self._rows, self._new, self._unknown, space=0.3)
        self.setFocusProxy(self._new)

    def value(self) -> tuple[Language, ...]:
        return tuple((line.code, Level(line.level.value())) for line in self._lines)

    def set_value(self, value: Iterable[Language] | None) -> None:
        self._offer()
        self._new.clear()
        self._unknown.hide()
        if tuple(value or ()) == self.value():
            return
        for line in self._lines:
            _drop(line)
        self._lines.clear()
        for code, level in value or ():
            self._add(code, level)
        self.changed.emit()

    def _offer(self) -> None:
        """The names are asked for when the first person is shown: finding them takes a moment."""
        if not self._codes:
            self._codes = {languages.name(code): code for code in languages.COMMON}
            self._known.setStringList(list(self._codes))

    def _typed(self) -> None:
        popup = self._new.completer().popup()
        if popup is not None and popup.isVisible() and popup.currentIndex().isValid():
            return  # the suggestion is on its way
        self._take(self._new.text())

    def _take(self, words: str) -> None:
        code = self._codes.get(words) or languages.code(words)
        if not words.strip():
            return
        if code is None:
            self._unknown.show()
            return
        self._new.clear()
        self._unknown.hide()
        there = next((line for line in self._lines if line.code == code), None)
        if there is None:
            there = self._add(code, Level.UNKNOWN)
            self.changed.emit()
        there.level.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, code: str, level: Level) -> "_LanguageLine":
        line = _LanguageLine(code, level)
        line.level.changed.connect(self.changed)
        line.removed.connect(lambda: self._remove(line))
        self._lines.append(line)
        self._rows.addWidget(line)
        _put_before(self._new, [line.level, line.remove])
        return line

    def _remove(self, line: "_LanguageLine") -> None:
        self._lines.remove(line)
        _drop(line)
        self._new.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()


class _LanguageLine(QWidget):
    removed = Signal()

    def __init__(self, code: str, level: Level) -> None:
        super().__init__()
        self.code = code
        name = languages.name(code)
        self.level = ChoiceField(of(Level))
        self.level.set_value(level)
        self.level.setMinimumWidth(theme.em(9.2))
        self.level.setAccessibleName(_("Niveau: {language}").format(language=name))
        self.remove = widgets.icon_button("close", _("{language} entfernen").format(language=name), self.removed.emit)
        widgets.line(self, widgets.label(name), self.level, self.remove, space=0.3).setStretch(0, 1)


class RolesField(QWidget):
    """What a person does here: each role with its status, a mentor's places, the day of registration."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[_RoleLine] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.em(0.7))
        self._new = widgets.button(_("Rolle hinzufügen"), self._offer, icon="add", look="link")
        self._new.setStyleSheet("padding-left: 0px;")
        widgets.column(self, self._rows, widgets.line(None, self._new, None), space=0.3)
        self.setFocusProxy(self._new)

    def value(self) -> tuple[RoleDetails, ...]:
        return tuple(line.value() for line in self._lines)

    def set_value(self, value: Iterable[RoleDetails] | None) -> None:
        if tuple(value or ()) == self.value() and not self.problem():
            return
        for line in self._lines:
            _drop(line)
        self._lines.clear()
        for place in value or ():
            self._add(place)
        self._new.setVisible(len(self._lines) < len(Role))
        self.changed.emit()

    def problem(self) -> str:
        return next((line.registered.problem() for line in self._lines if line.registered.problem()), "")

    def add(self, role: Role) -> None:
        """A new role on the first step of its ladder."""
        line = self._add(RoleDetails(role, statuses(role)[0]))
        self._new.setVisible(len(self._lines) < len(Role))
        line.status.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _offer(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        taken = {line.role for line in self._lines}
        for role in Role:
            if role not in taken:
                menu.addAction(role.label, partial(self.add, role))
        menu.popup(self._new.mapToGlobal(QPoint(0, self._new.height())))

    def _add(self, place: RoleDetails) -> "_RoleLine":
        line = _RoleLine(place)
        line.changed.connect(self.changed)
        line.removed.connect(lambda: self._remove(line))
        self._lines.append(line)
        self._rows.addWidget(line)
        _put_before(self._new, line.stops())
        return line

    def _remove(self, line: "_RoleLine") -> None:
        self._lines.remove(line)
        _drop(line)
        self._new.show()
        self._new.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()


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
        self.places = NumberField(0, 50)
        self.places.set_value(place.capacity)
        self.places.setAccessibleName(_("Plätze: {role}").format(role=name))
        self.registered = DateField()
        self.registered.set_value(place.registered_on)
        self.registered.line.setAccessibleName(_("Angemeldet am: {role}").format(role=name))
        self.remove = widgets.icon_button("close", _("Rolle {role} entfernen").format(role=name), self.removed.emit)
        paired = place.role in {Role.MENTOR, Role.MENTEE}
        count = widgets.label(_("Plätze") if place.role is Role.MENTOR else _("braucht"), "hint", wrap=False)
        since = widgets.label(_("angemeldet am"), "hint", wrap=False)
        head = widgets.line(None, widgets.label(name, "section", wrap=False), None, self.remove, space=0.3)
        middle = widgets.line(None, self.status, count, self.places, space=0.4)
        middle.setStretch(0, 1)
        foot = widgets.line(None, since, self.registered, None, space=0.4)
        widgets.column(self, head, middle, foot, space=0.3)
        count.setVisible(paired)
        self.places.setVisible(paired)
        for field in (self.status, self.places, self.registered):
            field.changed.connect(self.changed)

    def value(self) -> RoleDetails:
        return replace(
            self._was,
            status=RoleStatus(self.status.value()),
            capacity=self.places.value(),
            registered_on=self.registered.value(),
        )

    def stops(self) -> list[QWidget]:
        return [self.remove, self.status, self.places, self.registered.line]


def keep_short(box: QComboBox, letters: int) -> None:
    """Not as wide as its longest word; the list that opens may be wider."""
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(letters)
    box.view().setMinimumWidth(theme.em(15))


def _completer(parent: QWidget, words: QStringListModel) -> QCompleter:
    completer = QCompleter(words, parent)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    popup = completer.popup()
    if popup is not None:
        popup.setAccessibleName(_("Vorschläge"))
    return completer


def _put_before(stop: QWidget, new: Sequence[QWidget]) -> None:
    """Tab comes to what was just added before it comes to `stop`; Qt alone would put it at the window's end."""
    before = stop.previousInFocusChain()
    while before is not None and before is not stop and before.focusPolicy() == Qt.FocusPolicy.NoFocus:
        before = before.previousInFocusChain()
    for widget in new:
        if before is not None:
            QWidget.setTabOrder(before, widget)
        before = widget


def _drop(line: QWidget) -> None:
    line.hide()
    line.setParent(None)
    line.deleteLater()
