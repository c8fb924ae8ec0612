"""What the dialogs of all steps share: the day, and what is missing before the step can be taken."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from mentorhub import consent, pairings
from mentorhub.consent import Missing, Need
from mentorhub.errors import MentorHubError
from mentorhub.pairings import GateClosed, PairingRow, Step
from mentorhub.text import _
from mentorhub.ui import widgets
from mentorhub.ui.dialogs.missing_papers import MissingPapers
from mentorhub.ui.dialogs.step_words import words_of
from mentorhub.ui.fields import DateField
from mentorhub.ui.form_dialog import FormDialog
from mentorhub.ui.page import Window
from mentorhub.ui.tasks import Tasks

_GATED = (Step.START_TRIAL, Step.START, Step.REOPEN)
"""The steps that a gate stands before."""


class StepDialog(FormDialog):
    """One day. If papers are missing it stays open and names each, with a way to mend it."""

    def __init__(self, parent: QWidget, tasks: Tasks, window: Window, row: PairingRow, step: Step, today: date) -> None:
        words = words_of(step, row)
        super().__init__(parent, tasks, _(words.title), save_words=_(words.button).removesuffix(" …"), width=38)
        self._window = window
        self.row = row
        self.step = step
        self.today = today
        self.missing = MissingPapers(tasks, window, lambda: today, self._go_to_person)
        self.missing.mended.connect(self._ask_gate)
        self.add_above(widgets.label(f"{row.number}: {row.mentor} – {row.mentee}", "muted"))
        self.add_above(widgets.label(_(words.meaning)))
        self.form.add("day", _("Am"), DateField(today), required=True)
        self.add_fields()
        self.add_below(self.missing)
        self.form.set_values({"day": today})
        self.form.field("day").setFocus()
        if step in _GATED:
            self.form.field("day").changed.connect(self._ask_gate)
            self._ask_gate()

    def add_fields(self) -> None:
        """For the steps that need more than a day."""

    def keep(self, function: Callable[..., object], *args: object) -> None:
        self.missing.show_items(())
        self.tasks.save(
            self,
            function,
            *args,
            then=self.saved,
            on_field_error=self.form.show_error,
            on_trouble=self._stopped,
        )

    def _stopped(self, trouble: MentorHubError) -> None:
        self.missing.show_items(trouble.missing if isinstance(trouble, GateClosed) else (), trouble)
        self.fit()

    def _ask_gate(self) -> None:
        """What is missing on the day chosen; asked again after each thing that was mended."""
        on = self.form.field("day").value() or self.today
        self.tasks.load(self, _gate, self.row, on, then=self._show_gate, channel="gate")

    def _show_gate(self, gate: "tuple[Sequence[Missing], Need]") -> None:
        self.missing.show_items(gate[0], need=gate[1])
        self.fit()

    def _go_to_person(self, person_id: object) -> None:
        self.form.take_as_unchanged()
        self.reject()
        self._window.open_person(person_id)


def _gate(session: Any, row: PairingRow, on: date) -> tuple[Sequence[Missing], Need]:
    missing = pairings.missing(session, row.mentor_id, row.mentee_id, on)
    return missing, consent.certificate_need(session, row.mentee_id, on)
