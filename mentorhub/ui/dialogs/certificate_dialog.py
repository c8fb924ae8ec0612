"""The inspection of a certificate of conduct: three answers and nothing else."""

from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from mentorhub import consent, pairings, programme
from mentorhub.choices import RUNNING, Paper
from mentorhub.consent import CertificateRow
from mentorhub.errors import FieldError
from mentorhub.people import PersonRow
from mentorhub.text import _, german_date, ngettext
from mentorhub.ui import messages, widgets
from mentorhub.ui.dialogs.print_paper import print_paper
from mentorhub.ui.fields import CheckField, ChoiceField, DateField
from mentorhub.ui.form_dialog import FormDialog
from mentorhub.ui.tasks import Tasks


class CertificateDialog(FormDialog):
    """Exactly the three facts that s. 72a SGB VIII allows; there is no place for a copy or a remark.

    `result_value` is the `CertificateRow`, or nothing after a relevant conviction.
    """

    def __init__(self, parent: QWidget, tasks: Tasks, person: PersonRow, today: date) -> None:
        super().__init__(parent, tasks, _("Führungszeugnis eingesehen"), width=36)
        self._person = person
        self._today = today
        self._years = 0
        self._running = 0
        self.convicted = False
        """Whether it was saved that this person can't be placed."""
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
        form.add("issued_on", _("Datum des Zeugnisses"), DateField(today), required=True).changed.connect(self._derive)
        self.due = widgets.label("", "hint")
        form.add_wide(self.due)
        self.letter_button = widgets.button(_("Brief für ein neues Zeugnis …"), self._print_letter, icon="print")
        self.letter_button.hide()
        form.add_wide(self.letter_button)
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
        tasks.load(self, _known, person.id, then=self._take)
        self._derive()

    def save(self) -> None:
        values = self.form.values()
        convicted = values["conviction"] == "yes"
        if not values["seen"]:
            self.form.show_problem("seen", _("Bitte bestätigen Sie, dass Sie das Zeugnis heute gesehen haben."))
        elif not convicted or self._is_sure():
            self.tasks.save(
                self,
                consent.inspect_certificate,
                self._person.id,
                values["issued_on"],
                convicted,
                self._today,
                then=self._inspected,
                on_field_error=self._not_accepted,
            )

    def _not_accepted(self, error: FieldError) -> None:
        """Too old: nothing was saved, and the letter for a new one is a click away."""
        self.form.show_error(error)
        self.letter_button.setVisible(error.field == "issued_on")
        self.fit()

    def _print_letter(self) -> None:
        print_paper(self, self.tasks, Paper.CERTIFICATE_REQUEST, self._person.id, self._today)

    def _is_sure(self) -> bool:
        return messages.ask(
            self,
            _("{name} kommt dann für keine Vermittlung mehr in Frage. Ist das richtig?").format(name=self._person.name),
            _("Ja, keine Vermittlung"),
            _("Zurück"),
            details=self.warning_words(),
        )

    def warning_words(self) -> str:
        words = _(
            "Der Status wird „Keine Vermittlung“. Vom Zeugnis wird nichts aufbewahrt, auch kein früheres; Einzelheiten "
            "dürfen nicht notiert werden."
        )
        if self._running:
            words += " " + ngettext(
                "{n} laufende Patenschaft müssen Sie sofort beenden.",
                "{n} laufende Patenschaften müssen Sie sofort beenden.",
                self._running,
            ).format(n=self._running)
        return words

    def _take(self, known: tuple[int, int]) -> None:
        self._years, self._running = known
        self._derive()
        self._warn()

    def _derive(self) -> None:
        issued_on = self.form.field("issued_on").value()
        words = _("Wieder fällig wird daraus von selbst: das Datum des Zeugnisses und die eingestellten Jahre.")
        if issued_on is not None and self._years:
            due = consent.months_later(issued_on, 12 * self._years)
            words = _("Wieder fällig am {day}.").format(day=german_date(due))
        self.due.setText(words)

    def _inspected(self, row: CertificateRow | None) -> None:
        self.convicted = row is None
        self.saved(row)

    def _warn(self) -> None:
        convicted = self.form.field("conviction").value() == "yes"
        self.warning.say(self.warning_words() if convicted else "", "bad")
        self.fit()


def _known(session: Any, person_id: UUID) -> tuple[int, int]:
    """After how many years it is due again, and how many pairings of this person run."""
    running = pairings.search(session, status=RUNNING, person_id=person_id)
    return programme.number(session, "certificate.valid_years"), len(running)
