"""The steps in the life of a pairing, each with its day: meeting, contact release, trial, start, pause, end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from mentorhub import consent, pairings
from mentorhub.choices import EndedBy, EndReason, PairingStatus, Role
from mentorhub.consent import Missing, Need
from mentorhub.errors import MentorHubError
from mentorhub.pairings import GateClosed, PairingRow, Step
from mentorhub.text import N_, _
from mentorhub.ui import widgets
from mentorhub.ui.dialogs.missing_papers import MissingPapers
from mentorhub.ui.fields import CheckField, ChoiceField, DateField, of
from mentorhub.ui.form_dialog import FormDialog
from mentorhub.ui.page import Window
from mentorhub.ui.tasks import Tasks


@dataclass(frozen=True)
class Words:
    """How a step is offered: as the one that is next, in short beside it, as the dialog's title, and what it means."""

    button: str
    short: str
    title: str
    meaning: str
    icon: str


WORDS = {
    Step.MEET: Words(
        N_("Kennenlernen eintragen …"),
        N_("Kennenlernen …"),
        N_("Kennenlernen eintragen"),
        N_("Das erste Treffen, bei dem Sie dabei sind."),
        "people",
    ),
    Step.RELEASE_CONTACT: Words(
        N_("Kontaktfreigabe eintragen …"),
        N_("Kontaktfreigabe …"),
        N_("Kontaktfreigabe eintragen"),
        N_("Erst wenn beide Seiten zugestimmt haben, stehen Telefonnummern auf den Papieren der anderen Seite."),
        "phone",
    ),
    Step.START_TRIAL: Words(
        N_("Kennenlernzeit beginnen …"),
        N_("Kennenlernzeit …"),
        N_("Kennenlernzeit beginnen"),
        N_("Die beiden probieren es miteinander. Am Ende fragen Sie beide, ob es weitergeht."),
        "trial",
    ),
    Step.START: Words(
        N_("Patenschaft beginnen …"),
        N_("Beginnen …"),
        N_("Patenschaft beginnen"),
        N_("Ab diesem Tag läuft die Patenschaft. Danach unterschreiben alle die Vereinbarung."),
        "ok",
    ),
    Step.PAUSE: Words(
        N_("Pausieren …"),
        N_("Pausieren …"),
        N_("Patenschaft pausieren"),
        N_("Während der Pause erinnert MentorHub nicht an fehlende Treffen."),
        "paused",
    ),
    Step.RESUME: Words(
        N_("Fortsetzen …"),
        N_("Fortsetzen …"),
        N_("Patenschaft fortsetzen"),
        N_("Die Patenschaft läuft ab diesem Tag weiter."),
        "ok",
    ),
    Step.END: Words(
        N_("Beenden …"),
        N_("Beenden …"),
        N_("Patenschaft beenden"),
        N_("Der Platz der Patin oder des Paten wird frei."),
        "ended",
    ),
    Step.DECLINE: Words(
        N_("Kommt nicht zustande …"),
        N_("Absagen …"),
        N_("Vorschlag zurücknehmen"),
        N_("Die oder der Mentee wartet weiter; der Platz der Patin oder des Paten bleibt frei."),
        "ended",
    ),
    Step.LOG_MEETING: Words(N_("Treffen eintragen …"), N_("Treffen …"), N_("Treffen eintragen"), "", "activities"),
    Step.CHECK_IN: Words(N_("Rückfrage eintragen …"), N_("Rückfrage …"), N_("Rückfrage eintragen"), "", "phone"),
}

_GATED = (Step.START_TRIAL, Step.START)
"""The steps that a gate stands before."""

_DO: dict[Step, Callable[[Any, Any, date], None]] = {
    Step.MEET: pairings.meet,
    Step.START_TRIAL: pairings.start_trial,
    Step.START: pairings.start,
    Step.RESUME: pairings.resume,
    Step.DECLINE: pairings.decline,
}


def step_dialog(
    parent: QWidget, tasks: Tasks, window: Window, row: PairingRow, step: Step, today: date
) -> "StepDialog":
    """The dialog of a step; the two that log something are made by their own dialogs, not here."""
    make: dict[Step, type[StepDialog]] = {
        Step.RELEASE_CONTACT: ReleaseDialog,
        Step.PAUSE: PauseDialog,
        Step.END: EndDialog,
    }
    return make.get(step, StepDialog)(parent, tasks, window, row, step, today)


class StepDialog(FormDialog):
    """One day. If papers are missing it stays open and names each, with a way to mend it."""

    def __init__(self, parent: QWidget, tasks: Tasks, window: Window, row: PairingRow, step: Step, today: date) -> None:
        words = WORDS[step]
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

    def save(self) -> None:
        self._save(_DO[self.step], self.row.id, self.form.field("day").value())

    def _save(self, function: Callable[..., object], *args: object) -> None:
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
        self._save(_release, self.row.id, sides, self.form.field("day").value())


class PauseDialog(StepDialog):
    def add_fields(self) -> None:
        self.form.add("resume_on", _("Voraussichtlich bis"), DateField(self.today), hint=_("Sie werden dann erinnert."))

    def save(self) -> None:
        values = self.form.values()
        self._save(pairings.pause, self.row.id, values["day"], values["resume_on"])


class EndDialog(StepDialog):
    def add_fields(self) -> None:
        self.form.add("reason", _("Grund"), ChoiceField(of(EndReason), empty=_("Bitte wählen")), required=True)
        self.form.add("ended_by", _("Beendet durch"), ChoiceField(of(EndedBy), empty=_("Bitte wählen")), required=True)
        words = _("Mentee kommt wieder auf die Warteliste")
        self.form.add("back_to_waiting", words, CheckField(words))
        trial = self.row.status is PairingStatus.TRIAL
        self.form.set_values({"back_to_waiting": trial})

    def save(self) -> None:
        values = self.form.values()
        self._save(
            _end, self.row.id, values["day"], values["reason"], values["ended_by"], bool(values["back_to_waiting"])
        )


def _gate(session: Any, row: PairingRow, on: date) -> tuple[Sequence[Missing], Need]:
    missing = pairings.missing(session, row.mentor_id, row.mentee_id, on)
    return missing, consent.certificate_need(session, row.mentee_id, on)


def _release(session: Any, pairing_id: Any, sides: Sequence[Role], on: date) -> None:
    for side in sides:
        pairings.release_contact(session, pairing_id, side, on)


def _end(session: Any, pairing_id: Any, on: date, reason: EndReason, ended_by: EndedBy, waiting: bool) -> None:
    pairings.end(session, pairing_id, on, reason, ended_by, back_to_waiting=waiting)
