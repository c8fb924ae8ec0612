"""The dialog of each step: meeting, contact release, trial, start, signature, pause; the end has its own module."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from mentorhub import pairings
from mentorhub.choices import Role
from mentorhub.pairings import PairingRow, Step
from mentorhub.text import _
from mentorhub.ui.dialogs.step_dialogs import StepDialog
from mentorhub.ui.dialogs.step_ending import EndDialog, HandOverDialog, OutcomeDialog, ReopenDialog, TalkDialog
from mentorhub.ui.fields import CheckField, DateField, TextField
from mentorhub.ui.page import Window
from mentorhub.ui.tasks import Tasks

_DO: dict[Step, Callable[..., None]] = {
    Step.MEET: pairings.meet,
    Step.START_TRIAL: pairings.start_trial,
    Step.START: pairings.start,
    Step.SIGN: pairings.note_signed,
    Step.RESUME: pairings.resume,
    Step.DECLINE: pairings.decline,
}


def step_dialog(parent: QWidget, tasks: Tasks, window: Window, row: PairingRow, step: Step, today: date) -> StepDialog:
    """The dialog of a step; the two that log something are made by their own dialogs, not here."""
    make: dict[Step, type[StepDialog]] = {
        Step.RELEASE_CONTACT: ReleaseDialog,
        Step.PAUSE: PauseDialog,
        Step.END: EndDialog,
        Step.HAND_OVER: HandOverDialog,
        Step.CLOSING_TALK: TalkDialog,
        Step.OUTCOME: OutcomeDialog,
        Step.REOPEN: ReopenDialog,
    }
    return make.get(step, DayDialog)(parent, tasks, window, row, step, today)


class DayDialog(StepDialog):
    """A step that needs no more than its day."""

    def save(self) -> None:
        step = _DO[self.step]
        if self.step in {Step.START_TRIAL, Step.START}:
            step = partial(step, today=self.today)
        self.keep(step, self.row.id, self.form.field("day").value())


class ReleaseDialog(StepDialog):
    def add_fields(self) -> None:
        self._mentor = CheckField(_("Patin oder Pate ist einverstanden"))
        self._mentee = CheckField(_("Mentee ist einverstanden"))
        self.form.add("mentor", _("Patin oder Pate ist einverstanden"), self._mentor)
        self.form.add("mentee", _("Mentee ist einverstanden"), self._mentee)
        for box, given in (
            (self._mentor, self.row.contact_release_mentor_on),
            (self._mentee, self.row.contact_release_mentee_on),
        ):
            box.setChecked(given is not None)
            box.setEnabled(given is None)

    def save(self) -> None:
        sides = [
            role
            for role, box in ((Role.MENTOR, self._mentor), (Role.MENTEE, self._mentee))
            if box.isEnabled() and box.isChecked()
        ]
        if not sides:
            self.form.show_problem("mentor", _("Bitte wählen Sie, wer einverstanden ist."))
            return
        self.keep(_release, self.row.id, sides, self.form.field("day").value())


class PauseDialog(StepDialog):
    def add_fields(self) -> None:
        self.form.add("resume_on", _("Voraussichtlich bis"), DateField(self.today), hint=_("Sie werden dann erinnert."))
        self.form.add(
            "reason",
            _("Grund"),
            TextField(longest=200),
            hint=_("Kurz, ohne Angaben zu Gesundheit oder Glauben. Wird gelöscht, wenn es weitergeht."),
        )

    def save(self) -> None:
        values = self.form.values()
        self.keep(pairings.pause, self.row.id, values["day"], values["resume_on"], values["reason"])


def _release(session: Any, pairing_id: Any, sides: Sequence[Role], on: date) -> None:
    for side in sides:
        pairings.release_contact(session, pairing_id, side, on)
