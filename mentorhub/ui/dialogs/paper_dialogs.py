"""Enter a signed paper, give or withdraw a consent."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from mentorhub import consent, languages, pairings
from mentorhub.choices import SIGNED_EVIDENCE, ConsentForm, ConsentGiver, EvidenceKind, Purpose
from mentorhub.consent import Consequence
from mentorhub.people import PersonRow
from mentorhub.text import _
from mentorhub.ui import widgets
from mentorhub.ui.fields import CheckField, ChoiceField, DateField, TextField, of
from mentorhub.ui.form_dialog import FormDialog
from mentorhub.ui.forms import Form
from mentorhub.ui.tasks import Tasks


class EvidenceDialog(FormDialog):
    """The day on which a paper was signed or a talk was held."""

    def __init__(self, parent: QWidget, tasks: Tasks, person: PersonRow, kind: EvidenceKind, today: date) -> None:
        super().__init__(parent, tasks, _("{paper} eintragen").format(paper=kind.label), width=34)
        self._person = person
        self._kind = kind
        self._today = today
        self.form.add_wide(widgets.label(person.name, "muted"))
        self.form.add("day", _("Datum"), DateField(today), required=True).set_value(today)
        self._own = _OwnForm(self, today) if kind in SIGNED_EVIDENCE else None
        self.form.add("paper_location", _("Papier liegt in"), TextField(_("zum Beispiel Ordner 3")))

    def save(self) -> None:
        self.tasks.save(self, self._add, self.form.values(), then=self.saved, on_field_error=self.form.show_error)

    def _add(self, session: Any, values: Mapping[str, Any]) -> None:
        version = "" if self._own is None else self._own.version(values)
        consent.add_evidence(
            session, self._person.id, self._kind, values["day"], self._today, values["paper_location"], version
        )


class ConsentDialog(FormDialog):
    """A consent to one purpose; the signed paper stays in its folder, here stands where."""

    def __init__(self, parent: QWidget, tasks: Tasks, person: PersonRow, purpose: Purpose, today: date) -> None:
        super().__init__(parent, tasks, _("Einwilligung eintragen"), width=36)
        self._person = person
        self._purpose = purpose
        self._today = today
        form = self.form
        form.add_wide(widgets.label(person.name, "muted"))
        form.add_wide(widgets.label(purpose.label, "section"))
        form.add("given_on", _("Erteilt am"), DateField(today), required=True).set_value(today)
        form.add("form", _("Form"), ChoiceField(of(ConsentForm)))
        form.add("given_by", _("Erteilt durch"), ChoiceField(of(ConsentGiver)))
        self._own = _OwnForm(self, today)
        spoken = [(code, languages.name(code)) for code in languages.COMMON]
        form.add("language", _("Sprache des Formulars"), ChoiceField(spoken)).set_value("de")
        form.add("text_version", _("Fassung des Textes"), TextField(_("steht unten auf dem Papier")))
        form.add("paper_location", _("Papier liegt in"), TextField(_("zum Beispiel Ordner 3")))
        self._own.hides("text_version")
        if purpose is Purpose.GUARDIANS:
            form.field("given_by").set_value(ConsentGiver.GUARDIANS)

    def given_by(self, giver: ConsentGiver) -> None:
        """Suggested; nothing was typed yet."""
        self.form.field("given_by").set_value(giver)
        self.form.take_as_unchanged()

    def save(self) -> None:
        self.tasks.save(self, self._give, self.form.values(), then=self.saved, on_field_error=self.form.show_error)

    def _give(self, session: Any, values: Mapping[str, Any]) -> None:
        consent.give(
            session,
            self._person.id,
            self._purpose,
            values["given_on"],
            self._today,
            form=values["form"],
            given_by=values["given_by"],
            language=values["language"],
            text_version=self._own.version(values) or values["text_version"],
            paper_location=values["paper_location"],
        )


class _OwnForm:
    """The lines for a paper that is the organisation's own: its day, and that it names the very purpose."""

    def __init__(self, dialog: FormDialog, today: date) -> None:
        self._dialog = dialog
        self._form: Form = dialog.form
        self._today = today
        self._hidden: list[str] = []
        kinds = [(False, _("Vordruck aus MentorHub")), (True, _("eigenes Formular der Einrichtung"))]
        self._form.add("own", _("Papier"), ChoiceField(kinds)).changed.connect(self._show)
        self._form.add("own_form_day", _("Formular vom"), DateField(today), hint=_("Stand Ihres Formulars."))
        confirmed = _("Das Papier nennt genau diesen Zweck")
        self._form.add("confirmed", confirmed, CheckField(confirmed))
        self._show()

    def hides(self, name: str) -> None:
        """A line that only fits our own papers."""
        self._hidden.append(name)
        self._show()

    def version(self, values: Mapping[str, Any]) -> str:
        """Empty for our own papers. Raises `FieldError`."""
        if not values["own"]:
            return ""
        return consent.own_form(values["own_form_day"] or self._today, self._today, bool(values["confirmed"]))

    def _show(self) -> None:
        own = bool(self._form.field("own").value())
        for name in ("own_form_day", "confirmed"):
            self._form.show_line(name, own)
        for name in self._hidden:
            self._form.show_line(name, not own)
        self._dialog.fit()


class WithdrawDialog(FormDialog):
    """Shows what the withdrawal entails before it is done. `result_value` is that `Consequence`."""

    def __init__(self, parent: QWidget, tasks: Tasks, person: PersonRow, purpose: Purpose, today: date) -> None:
        super().__init__(parent, tasks, _("Einwilligung zurücknehmen"), save_words=_("Zurücknehmen"), width=36)
        self._person = person
        self._purpose = purpose
        self._today = today
        self.form.add_wide(widgets.label(person.name, "muted"))
        self.form.add_wide(widgets.label(purpose.label, "section"))
        self.consequence = widgets.Notice()
        self.form.add_wide(self.consequence)
        self._show_consequence(consent.consequence(purpose))
        self.form.add("withdrawn_on", _("Zurückgenommen am"), DateField(today), required=True).set_value(today)
        self.form.add("via", _("Wie mitgeteilt"), TextField(_("zum Beispiel Anruf, Brief")))
        self.form.field("withdrawn_on").changed.connect(self._ask)
        self._ask()

    def save(self) -> None:
        values = self.form.values()
        self.tasks.save(
            self,
            pairings.withdraw_consent,
            self._person.id,
            self._purpose,
            values["withdrawn_on"],
            self._today,
            values["via"],
            then=self.saved,
            on_field_error=self.form.show_error,
        )

    def _ask(self) -> None:
        """Anew for each day: what has happened since then counts."""
        on = self.form.field("withdrawn_on").value() or self._today
        what = (self._person.id, self._purpose, on)
        self.tasks.load(self, pairings.consequence, *what, then=self._show_consequence, channel="consequence")

    def _show_consequence(self, foreseen: Consequence) -> None:
        self.consequence.say(_("Folge: {text}").format(text=foreseen.text))
        self.fit()
