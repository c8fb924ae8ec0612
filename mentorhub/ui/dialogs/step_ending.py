"""The end of a pairing and what comes after it: the reason, another mentor, the closing talks, reopening."""

from datetime import date
from functools import partial
from typing import Any

from mentorhub import pairings, programme
from mentorhub.choices import EndedBy, EndReason, PairingStatus, Role, YesNo
from mentorhub.text import N_, _
from mentorhub.ui.dialogs.pairing_dialog import mentors
from mentorhub.ui.dialogs.step_dialogs import StepDialog
from mentorhub.ui.fields import CheckField, ChoiceField, of
from mentorhub.ui.pick_field import PickField

_GRADES = (
    (5, N_("5: sehr zufrieden")),
    (4, N_("4: zufrieden")),
    (3, N_("3: teils, teils")),
    (2, N_("2: weniger zufrieden")),
    (1, N_("1: unzufrieden")),
)


class EndDialog(StepDialog):
    def add_fields(self) -> None:
        _add_reason(self)
        words = _("Mentee kommt wieder auf die Warteliste")
        self.form.add("back_to_waiting", words, CheckField(words))
        self.form.set_values({"back_to_waiting": self.row.status is PairingStatus.TRIAL})

    def save(self) -> None:
        values = self.form.values()
        end = partial(pairings.end, today=self.today, back_to_waiting=bool(values["back_to_waiting"]))
        self.keep(end, self.row.id, values["day"], values["reason"], values["ended_by"])


class HandOverDialog(StepDialog):
    """Ends this pairing and proposes the next one; `result_value` is the new one's id."""

    def add_fields(self) -> None:
        self.form.add("mentor", _("Neue Patin oder neuer Pate"), PickField(self.tasks, mentors, rows=4), required=True)
        _add_reason(self)
        self.form.field("mentor").loaded.connect(
            lambda: None if self.form.field("mentor").line.text() else self.form.take_as_unchanged()
        )

    def save(self) -> None:
        values = self.form.values()
        hand_over = partial(pairings.hand_over, today=self.today)
        self.keep(hand_over, self.row.id, values["mentor"], values["day"], values["reason"], values["ended_by"])


class TalkDialog(StepDialog):
    """With one side or both at once; the side that is still open is ticked."""

    def add_fields(self) -> None:
        for name, words, is_done in (
            (Role.MENTOR.value, _("Mit der Patin oder dem Paten"), self.row.talk_mentor_done),
            (Role.MENTEE.value, _("Mit der oder dem Mentee"), self.row.talk_mentee_done),
        ):
            options = [("", _("nicht eintragen")), ("held", _("geführt")), ("not", _("nicht möglich"))]
            field = self.form.add(name, words, ChoiceField(options))
            field.choose("" if is_done else "held")

    def save(self) -> None:
        values = self.form.values()
        sides = {Role(name): values[name] == "held" for name in ("mentor", "mentee") if values[name]}
        if not sides:
            self.form.show_problem("mentor", _("Bitte wählen Sie, mit wem Sie gesprochen haben."))
            return
        self.keep(_note_talks, self.row.id, sides, values["day"], self.today)


class OutcomeDialog(StepDialog):
    """Nothing that happens on a day. How content both were is asked only where the organisation wants to know."""

    def add_fields(self) -> None:
        self.form.show_line("day", False)
        self.form.add("continues", _("Treffen sich privat weiter"), ChoiceField(of(YesNo)))
        grades: list[tuple[object, str]] = [(n, _(words)) for n, words in _GRADES]
        for name, words in (
            ("mentor", _("Zufriedenheit Patin/Pate")),
            ("mentee", _("Zufriedenheit Mentee")),
        ):
            self.form.add(name, words, ChoiceField(grades, empty=_("keine Angabe")))
            self.form.show_line(name, False)
        self.form.set_values(
            {
                "continues": self.row.continues_privately,
                "mentor": self.row.satisfaction_mentor,
                "mentee": self.row.satisfaction_mentee,
            }
        )
        self.tasks.load(self, _asks_satisfaction, then=self._show_satisfaction)

    def save(self) -> None:
        values = self.form.values()
        self.keep(pairings.note_outcome, self.row.id, values["continues"], values["mentor"], values["mentee"])

    def _show_satisfaction(self, asked: bool) -> None:
        for name in ("mentor", "mentee"):
            self.form.show_line(name, asked)
        self.fit()


class ReopenDialog(StepDialog):
    def save(self) -> None:
        self.keep(partial(pairings.reopen, today=self.today), self.row.id, self.form.field("day").value())


def _add_reason(dialog: StepDialog) -> None:
    form = dialog.form
    form.add("reason", _("Grund"), ChoiceField(of(EndReason), empty=_("Bitte wählen")), required=True)
    form.add("ended_by", _("Beendet durch"), ChoiceField(of(EndedBy), empty=_("Bitte wählen")), required=True)


def _note_talks(session: Any, pairing_id: Any, sides: dict[Role, bool], on: date, today: date) -> None:
    for side, possible in sides.items():
        pairings.note_talk(session, pairing_id, side, on, today=today, possible=possible)


def _asks_satisfaction(session: Any) -> bool:
    return programme.field_on(session, "satisfaction")
