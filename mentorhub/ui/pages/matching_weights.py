"""Gewichte: how much each criterion counts, and what another weight would change before it is saved."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLabel, QSlider, QWidget

from mentorhub import districts, people
from mentorhub.districts import District
from mentorhub.matching import suggest as matching
from mentorhub.matching import weights
from mentorhub.matching.effect import ChangedPair, Effect, effect
from mentorhub.programme import Rule
from mentorhub.text import _
from mentorhub.ui import theme, widgets, written
from mentorhub.ui.dialogs.districts_dialog import DistrictsDialog
from mentorhub.ui.dialogs.limits_dialog import LimitsDialog
from mentorhub.ui.facts import clear
from mentorhub.ui.fields import NumberField
from mentorhub.ui.form_dialog import show_over
from mentorhub.ui.page import Window
from mentorhub.ui.pages.matching_decisions import Decisions
from mentorhub.ui.tasks import Tasks

_SIDE_BY_SIDE = 56
_MOST_NAMED = 12


@dataclass(frozen=True)
class Apart:
    """Two people who are never proposed to each other."""

    mentor_id: Any
    mentee_id: Any
    words: str


class Weights(QWidget):
    def __init__(self, tasks: Tasks, window: Window, today: Callable[[], date], decisions: Decisions) -> None:
        super().__init__()
        self._tasks = tasks
        self._window = window
        self._today = today
        self._decisions = decisions
        self._rules: tuple[Rule, ...] = ()
        self.lines: dict[str, WeightLine] = {}
        self.effect_text = widgets.label("", "section")
        """In the bar with the buttons, so that it stays in sight while a slider moves."""
        self._changes = widgets.column(None, space=0.3)
        self._unchanged = widgets.label(_("Verschieben Sie einen Regler: Hier steht dann, welche Paare sich ändern."))
        self.compared = widgets.label("")
        self.save_button = widgets.button(_("Speichern"), self.save, look="primary")
        self.discard_button = widgets.button(_("Verwerfen"), self.discard)
        self.usual_button = widgets.button(_("Vorgaben einsetzen"), self.use_defaults, icon="undo", look="link")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.em(0.8))
        self._grid.setVerticalSpacing(theme.em(0.4))
        self._grid.setColumnStretch(1, 1)
        self._apart = widgets.column(None, space=0.2)
        self._apart_card = widgets.card(widgets.label(_("Nie zusammen"), "section"), self._apart)
        hint = widgets.label(
            _(
                "So viel zählt jedes Merkmal. Wie vielen geholfen wird, ändert sich dadurch nicht: "
                "Das kommt immer zuerst. 0 heißt: zählt nicht mit."
            ),
            "muted",
        )
        self.limits_button = widgets.button(_("Weitere Regeln …"), self._ask_limits, look="link")
        self.districts_button = widgets.button(_("Stadtteile …"), self._ask_districts, look="link")
        links = widgets.line(None, self.usual_button, None, self.districts_button, self.limits_button)
        sliders = widgets.card(hint, _as_widget(self._grid), links)
        shown = widgets.card(
            widgets.label(_("Was sich am Vorschlag ändert"), "section"), self._unchanged, self._changes
        )
        against = widgets.card(widgets.label(_("Was der Vorschlag bringt"), "section"), self.compared)
        left, right = QWidget(), QWidget()
        widgets.column(left, sliders, self._apart_card, None, space=0.7)
        widgets.column(right, shown, against, None, space=0.7)
        inside = QWidget()
        self._both = widgets.line(inside, left, right, space=0.9)
        self._both.setStretch(0, 6)
        self._both.setStretch(1, 5)
        self._both.setContentsMargins(0, 0, theme.em(0.6), 0)
        buttons = widgets.line(None, self.discard_button, self.effect_text, self.save_button, space=1.0)
        buttons.setStretch(1, 1)
        widgets.column(self, widgets.scrolling(inside), buttons, space=0.7).setStretch(0, 1)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(150)
        self._rest.timeout.connect(self._ask_effect)
        self._apart_card.hide()

    def reload(self) -> None:
        """What is on the sliders and not saved yet stays."""
        asked = self._today(), None, self._decisions.held(), self._decisions.refused()
        self._tasks.load(self, weights.weights, then=self._show_rules, channel="rules")
        self._tasks.load(
            self, matching.comparison, *asked, then=lambda one: self.compared.setText(one.text), channel="compared"
        )
        self._tasks.load(self, _kept_apart, then=self._show_apart, channel="apart")

    def values(self) -> dict[str, int]:
        return {name: line.value() for name, line in self.lines.items()}

    def is_changed(self) -> bool:
        return any(self.lines[rule.key].value() != rule.value for rule in self._rules)

    def save(self) -> None:
        own = {rule.key: self.lines[rule.key].value() for rule in self._rules}
        self._tasks.save(self, _write, own, then=lambda _nothing: self._window.say(_("Gespeichert")))

    def discard(self) -> None:
        for rule in self._rules:
            self.lines[rule.key].set_value(int(rule.value))

    def use_defaults(self) -> None:
        for rule in self._rules:
            self.lines[rule.key].set_value(int(rule.default))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme.em(_SIDE_BY_SIDE)
        self._both.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def changes(self) -> list[str]:
        """The pairs that would come and go, as they are shown; for tests."""
        found = []
        for index in range(self._changes.count()):
            item = self._changes.itemAt(index)
            label = item.widget() if item is not None else None
            if isinstance(label, QLabel):
                found.append(label.text())
        return found

    def _ask_limits(self) -> None:
        self._tasks.load(self, weights.limits, then=self._show_limits, channel="limits")

    def _show_limits(self, rules: tuple[Rule, ...]) -> None:
        dialog = LimitsDialog(self, self._tasks, rules)
        dialog.accepted.connect(lambda: self._window.say(_("Gespeichert")))
        show_over(self, dialog)

    def _ask_districts(self) -> None:
        self._tasks.load(self, districts.table, then=self._show_districts, channel="districts")

    def _show_districts(self, listed: tuple[District, ...]) -> None:
        dialog = DistrictsDialog(self, self._tasks, listed)
        dialog.accepted.connect(lambda: self._window.say(_("Gespeichert")))
        show_over(self, dialog)

    def _show_rules(self, rules: tuple[Rule, ...]) -> None:
        moved = {rule.key: self.lines[rule.key].value() for rule in self._rules}
        unsaved = {rule.key: moved[rule.key] for rule in self._rules if moved[rule.key] != rule.value}
        for row, rule in enumerate(rules):
            if rule.key not in self.lines:
                self.lines[rule.key] = WeightLine(rule, self._grid, row)
                self.lines[rule.key].changed.connect(self._edited)
        self._rules = rules
        for rule in rules:
            self.lines[rule.key].set_value(unsaved.get(rule.key, int(rule.value)))
        self._edited()

    def _edited(self) -> None:
        changed = self.is_changed()
        self.save_button.setEnabled(changed)
        self.discard_button.setEnabled(changed)
        self.usual_button.setEnabled(any(self.lines[rule.key].value() != rule.default for rule in self._rules))
        self._rest.start()

    def _ask_effect(self) -> None:
        asked = self._today(), self.values(), self._decisions.held(), self._decisions.refused()
        self._tasks.load(self, effect, *asked, then=self._show_effect, channel="effect")

    def _show_effect(self, found: Effect) -> None:
        self.effect_text.setText(found.text)
        self._unchanged.setVisible(not found.come and not found.go)
        clear(self._changes)
        for words, pairs in ((_("Neu im Vorschlag"), found.come), (_("Fällt weg"), found.go)):
            self._name_pairs(words, pairs)

    def _name_pairs(self, words: str, pairs: Sequence[ChangedPair]) -> None:
        if not pairs:
            return
        self._changes.addWidget(widgets.label(words, "muted"))
        for pair in pairs[:_MOST_NAMED]:
            self._changes.addWidget(widgets.label(written.line(pair.mentee_name, pair.mentor_name, between=" – ")))
        if len(pairs) > _MOST_NAMED:
            more = _("und {n} weitere").format(n=len(pairs) - _MOST_NAMED)
            self._changes.addWidget(widgets.label(more, "muted"))

    def _show_apart(self, apart: tuple[Apart, ...]) -> None:
        clear(self._apart)
        self._apart_card.setVisible(bool(apart))
        for pair in apart:
            again = widgets.button(_("Aufheben"), partial(self._allow, pair), look="link")
            again.setAccessibleName(_("Aufheben: {pair}").format(pair=pair.words))
            row = widgets.line(None, widgets.label(pair.words), again)
            row.setStretch(0, 1)
            self._apart.addLayout(row)

    def _allow(self, pair: Apart) -> None:
        self._tasks.save(self, people.allow_together, pair.mentor_id, pair.mentee_id)


class WeightLine(QWidget):
    """Name, slider and number of one criterion, put into a grid."""

    changed = Signal()

    def __init__(self, rule: Rule, grid: QGridLayout, row: int) -> None:
        super().__init__()
        caption = widgets.label(rule.label, wrap=True)
        caption.setToolTip(rule.source)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, weights.HIGHEST)
        self.slider.setPageStep(5)
        self.slider.setAccessibleName(rule.label)
        self.slider.setAccessibleDescription(rule.source)
        self.slider.setMinimumWidth(theme.em(7))
        self.number = NumberField(0, weights.HIGHEST)
        self.number.setAccessibleName(rule.label)
        self.number.setFixedWidth(theme.em(4.6))
        caption.setBuddy(self.number)
        grid.addWidget(caption, row, 0)
        grid.addWidget(self.slider, row, 1)
        grid.addWidget(self.number, row, 2)
        self.set_value(int(rule.value))
        self.slider.valueChanged.connect(self.number.setValue)
        self.number.valueChanged.connect(self.slider.setValue)
        self.number.changed.connect(self.changed)

    def value(self) -> int:
        return self.number.value()

    def set_value(self, value: int) -> None:
        self.number.setValue(value)
        self.slider.setValue(value)


def _write(session: Any, own: Mapping[str, int]) -> None:
    """What is as shipped is not stored, so that it follows better defaults later."""
    defaults = {rule.key: rule.default for rule in weights.weights(session)}
    weights.reset_weights(session)
    for name, value in own.items():
        if value != defaults[name]:
            weights.set_weight(session, name, value)


def _kept_apart(session: Any) -> tuple[Apart, ...]:
    pairs = sorted(people.kept_apart(session))
    names = {row.id: row.name for row in people.rows(session, [one for pair in pairs for one in pair])}
    found = [
        Apart(mentor, mentee, written.line(names[mentee], names[mentor], between=" – ")) for mentor, mentee in pairs
    ]
    return tuple(sorted(found, key=lambda pair: pair.words))


def _as_widget(grid: QGridLayout) -> QWidget:
    inside = QWidget()
    grid.setContentsMargins(0, 0, 0, 0)
    inside.setLayout(grid)
    return inside
