"""Enter a signed paper, give or withdraw a consent, note the inspection of a certificate of conduct."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from mentorhub import consent, languages, pairings
from mentorhub.choices import ConsentForm, ConsentGiver, EvidenceKind, Purpose
from mentorhub.consent import CertificateRow, Consequence
from mentorhub.people import PersonRow
from mentorhub.text import _, german_date
from mentorhub.ui import widgets
from mentorhub.ui.fields import CheckField, ChoiceField, DateField, TextField, of
from mentorhub.ui.form_dialog import FormDialog
from mentorhub.ui.tasks import Tasks


class EvidenceDialog(FormDialog):
    """The day on which a paper was signed or a talk was held."""

    def __init__(self, parent: QWidget, tasks: Tasks, person: PersonRow, kind: EvidenceKind, today: date) -> None:
        super().__init__(parent, tasks, _("{paper} eintragen").format(paper=kind.label), width=30)
        self._person = person
        self._kind = kind
        self._today = today
        self.form.add_wide(widgets.label(person.name, "muted"))
        self.form.add("day", _("Datum"), DateField(today), required=True).set_value(today)
        self.form.add("paper_location", _("Papier liegt in"), TextField(_("zum Beispiel Ordner 3")))

    def save(self) -> None:
        values = self.form.values()
        self.tasks.save(
            self,
            consent.add_evidence,
            self._person.id,
            self._kind,
            values["day"],
            self._today,
            values["paper_location"],
            then=self.saved,
            on_field_error=self.form.show_error,
        )


class ConsentDialog(FormDialog):
    """A consent to one purpose; the signed paper stays in its folder, here stands where."""

    def __init__(self, parent: QWidget, tasks: Tasks, person: PersonRow, purpose: Purpose, today: date) -> None:
        super().__init__(parent, tasks, _("Einwilligung eintragen"), width=34)
        self._person = person
        self._purpose = purpose
        self._today = today
        form = self.form
        form.add_wide(widgets.label(person.name, "muted"))
        form.add_wide(widgets.label(purpose.label, "section"))
        form.add("given_on", _("Erteilt am"), DateField(today), required=True).set_value(today)
        form.add("form", _("Form"), ChoiceField(of(ConsentForm)))
        form.add("given_by", _("Erteilt durch"), ChoiceField(of(ConsentGiver)))
        spoken = [(code, languages.name(code)) for code in languages.COMMON]
        form.add("language", _("Sprache des Formulars"), ChoiceField(spoken)).set_value("de")
        form.add("text_version", _("Fassung des Textes"), TextField(_("steht unten auf dem Papier")))
        form.add("paper_location", _("Papier liegt in"), TextField(_("zum Beispiel Ordner 3")))
        if purpose is Purpose.GUARDIANS:
            form.field("given_by").set_value(ConsentGiver.GUARDIANS)

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
            text_version=values["text_version"],
            paper_location=values["paper_location"],
        )


class WithdrawDialog(FormDialog):
    """Shows what the withdrawal entails before it is done. `result_value` is that `Consequence`."""

    def __init__(self, parent: QWidget, tasks: Tasks, person: PersonRow, purpose: Purpose, today: date) -> None:
        super().__init__(parent, tasks, _("Einwilligung zurücknehmen"), save_words=_("Zurücknehmen"), width=34)
        self._person = person
        self._purpose = purpose
        self.form.add_wide(widgets.label(person.name, "muted"))
        self.form.add_wide(widgets.label(purpose.label, "section"))
        self._today = today
        self.consequence = widgets.Notice()
        self.form.add_wide(self.consequence)
        self._show_consequence(consent.consequence(purpose))
        self.form.add("withdrawn_on", _("Zurückgenommen am"), DateField(today), required=True).set_value(today)
        self.form.add("via", _("Wie mitgeteilt"), TextField(_("zum Beispiel Anruf, Brief")))
        tasks.load(self, pairings.consequence, person.id, purpose, then=self._show_consequence)

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

    def _show_consequence(self, foreseen: Consequence) -> None:
        self.consequence.say(_("Folge: {text}").format(text=foreseen.text))
        self.fit()


class CertificateDialog(FormDialog):
    """Exactly the three facts that s. 72a SGB VIII allows; there is no place for a copy or a remark.

    `result_value` is the `CertificateRow`, or nothing after a relevant conviction.
    """

    def __init__(self, parent: QWidget, tasks: Tasks, person: PersonRow, today: date) -> None:
        super().__init__(parent, tasks, _("Führungszeugnis eingesehen"), width=36)
        self._person = person
        self._today = today
        form = self.form
        form.add_wide(widgets.label(person.name, "muted"))
        form.add_wide(
            widgets.label(
                _(
                    "Gespeichert werden nur diese drei Angaben. Das Zeugnis selbst geben Sie zurück; "
                    "eine Kopie ist nicht erlaubt."
                )
            )
        )
        seen = CheckField(_("heute, {day}, eingesehen").format(day=german_date(today)))
        form.add("seen", _("Einsicht"), seen)
        form.add("issued_on", _("Datum des Zeugnisses"), DateField(today), required=True)
        answers = [("no", _("nein")), ("yes", _("ja"))]
        field = form.add(
            "conviction",
            _("Verurteilung"),
            ChoiceField(answers, empty=_("bitte wählen")),
            required=True,
            hint=_("Rechtskräftige Verurteilung nach § 72a Abs. 1 SGB VIII eingetragen?"),
        )
        self.warning = widgets.Notice("", "bad")
        form.add_wide(self.warning)
        field.changed.connect(self._warn)

    def save(self) -> None:
        values = self.form.values()
        if not values["seen"]:
            self.form.show_problem("seen", _("Bitte bestätigen Sie, dass Sie das Zeugnis heute gesehen haben."))
            return
        self.tasks.save(
            self,
            consent.inspect_certificate,
            self._person.id,
            values["issued_on"],
            values["conviction"] == "yes",
            self._today,
            then=self._inspected,
            on_field_error=self.form.show_error,
        )

    def _inspected(self, row: CertificateRow | None) -> None:
        self.saved(row)

    def _warn(self) -> None:
        self.warning.say(
            _(
                "Diese Person kommt dann für keine Vermittlung in Frage. Vom Zeugnis wird nichts aufbewahrt, und "
                "Einzelheiten dürfen nicht notiert werden."
            )
            if self.form.field("conviction").value() == "yes"
            else "",
            "bad",
        )
        self.fit()
