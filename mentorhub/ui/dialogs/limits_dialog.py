"""Where the rules of the matching draw their lines, and when a criterion counts in full."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from mentorhub.matching import weights
from mentorhub.programme import Rule
from mentorhub.text import _
from mentorhub.ui import captions, widgets
from mentorhub.ui.fields import ChoiceField, NumberField
from mentorhub.ui.form_dialog import FormDialog
from mentorhub.ui.tasks import Tasks

_HIGHEST = 3650


class LimitsDialog(FormDialog):
    def __init__(self, parent: QWidget, tasks: Tasks, rules: Sequence[Rule]) -> None:
        super().__init__(parent, tasks, _("Weitere Regeln der Vermittlung"), width=46)
        self.add_above(
            widgets.label(_("Ab wann ein Paar ausgeschlossen ist, und ab wann ein Merkmal voll zählt."), "muted")
        )
        for rule in rules:
            hint = _("Vorgabe: {value}. {source}").format(value=_words(rule, rule.default), source=rule.source)
            self.form.add(rule.key, rule.label, _field(rule), hint=hint)
        self.form.set_values({rule.key: rule.value for rule in rules})
        captions.even_out(self.form, 11.5)

    def save(self) -> None:
        self.tasks.save(self, _write, self.form.values(), then=self.saved, on_field_error=self.form.show_error)


def _field(rule: Rule) -> QWidget:
    if rule.choices:
        return ChoiceField([(choice, weights.choice_label(choice)) for choice in rule.choices])
    return NumberField(0, _HIGHEST, unit=rule.unit)


def _words(rule: Rule, value: int | str) -> str:
    return weights.choice_label(str(value)) if rule.choices else f"{value} {rule.unit}".strip()


def _write(session: Any, values: Mapping[str, int | str]) -> None:
    """What is as shipped is not stored, so that it follows better defaults later."""
    defaults = {rule.key: rule.default for rule in weights.limits(session)}
    for key, value in values.items():
        if value == defaults[key]:
            weights.reset_limit(session, key)
        else:
            weights.set_limit(session, key, value)
