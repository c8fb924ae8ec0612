"""The papers of one person: certificate of conduct, signed declarations, a consent for each purpose."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from mentorhub.choices import EvidenceKind, Purpose, Role
from mentorhub.consent import CertificateRow, ConsentRow, EvidenceRow
from mentorhub.people import PersonRow
from mentorhub.text import _, german_date
from mentorhub.ui import theme, widgets
from mentorhub.ui.dialogs.paper_dialogs import CertificateDialog, ConsentDialog, EvidenceDialog, WithdrawDialog
from mentorhub.ui.form_dialog import FormDialog
from mentorhub.ui.status import Status
from mentorhub.ui.tasks import Tasks


class PersonPapers(QWidget):
    """Each paper has its line: what it is, how it stands, and a button to enter it or take it back."""

    pairings_must_end = Signal()
    """After a withdrawal that running pairings cannot outlive."""

    def __init__(self, tasks: Tasks, today: Callable[[], date]) -> None:
        super().__init__()
        self._tasks = tasks
        self._today = today
        self._person: PersonRow | None = None
        self._in_force: set[Purpose] = set()
        self.certificate = _Line(_("Erweitertes Führungszeugnis"), self._inspect)
        self.certificate.set_action(_("Einsicht eintragen …"))
        self.evidence = {kind: _Line(kind.label, partial(self._enter, kind)) for kind in EvidenceKind}
        self.consents = {purpose: _Line(purpose.label, partial(self._consent, purpose)) for purpose in Purpose}
        self._volunteer = QWidget()
        widgets.column(self._volunteer, self.certificate, widgets.separator(), space=0.7)
        column = widgets.column(self, self._volunteer, space=0.7)
        for line in self.evidence.values():
            line.set_action(_("Eintragen …"))
            column.addWidget(line)
        heading = widgets.label(_("Einwilligungen"), "section")
        heading.setContentsMargins(0, theme.em(0.4), 0, 0)
        column.addWidget(widgets.separator())
        column.addWidget(heading)
        for line in self.consents.values():
            column.addWidget(line)
        column.addStretch(1)

    def show_papers(
        self,
        person: PersonRow,
        consents: Sequence[ConsentRow],
        evidence: Sequence[EvidenceRow],
        certificate: CertificateRow | None,
    ) -> None:
        self._person = person
        only_mentee = bool(person.roles) and all(place.role is Role.MENTEE for place in person.roles)
        self._volunteer.setVisible(not only_mentee)
        self._show_certificate(certificate)
        for kind, line in self.evidence.items():
            found = next((row for row in evidence if row.kind is kind), None)
            line.say(_dated(_("liegt vor vom {day}"), found.day) if found else _missing(_("liegt nicht vor")))
        self._in_force = {row.purpose for row in consents if row.withdrawn_on is None}
        for purpose, consent_line in self.consents.items():
            rows = [row for row in consents if row.purpose is purpose]
            valid = next((row for row in rows if row.withdrawn_on is None), None)
            self._show_consent(consent_line, valid or next(iter(rows), None))

    def _show_certificate(self, row: CertificateRow | None) -> None:
        if row is None:
            self.certificate.say(_missing(_("keine Einsicht eingetragen")))
            return
        words = _("Zeugnis vom {day}, keine Verurteilung nach § 72a; wieder fällig am {due}").format(
            day=german_date(row.issued_on), due=german_date(row.due_on)
        )
        late = row.due_on < self._today()
        self.certificate.say(Status(words, "problem" if late else "ok", "warning" if late else "good"))

    def _show_consent(self, line: "_Line", row: ConsentRow | None) -> None:
        if row is None:
            line.say(_missing(_("nicht erteilt")))
        elif row.withdrawn_on is None:
            line.say(_dated(_("erteilt am {day}"), row.given_on))
        else:
            line.say(Status(_("zurückgenommen am {day}").format(day=german_date(row.withdrawn_on)), "ended", "muted"))
        given = row is not None and row.withdrawn_on is None
        line.set_action(_("Zurücknehmen …") if given else _("Eintragen …"))

    def _inspect(self) -> None:
        if self._person is not None:
            CertificateDialog(self, self._tasks, self._person, self._today()).open()

    def _enter(self, kind: EvidenceKind) -> None:
        if self._person is not None:
            EvidenceDialog(self, self._tasks, self._person, kind, self._today()).open()

    def _consent(self, purpose: Purpose) -> None:
        if self._person is None:
            return
        dialog: FormDialog
        if purpose in self._in_force:
            dialog = WithdrawDialog(self, self._tasks, self._person, purpose, self._today())
            dialog.finished.connect(lambda result: self._after_withdrawal(dialog, result))
        else:
            dialog = ConsentDialog(self, self._tasks, self._person, purpose, self._today())
        dialog.open()

    def _after_withdrawal(self, dialog: FormDialog, result: int) -> None:
        if result == QDialog.DialogCode.Accepted and getattr(dialog.result_value, "ends_pairings", False):
            self.pairings_must_end.emit()


class _Line(QWidget):
    def __init__(self, words: str, clicked: Callable[[], object]) -> None:
        super().__init__()
        self._words = words
        self.status = widgets.label("", "hint")
        self._icon = widgets.IconLabel("information", "muted", 1.05)
        self.button = widgets.button("", clicked, look="link")
        self.button.setStyleSheet("padding-right: 0px;")
        state = widgets.line(None, self._icon, self.status, space=0.35)
        state.setStretch(1, 1)
        state.setAlignment(self._icon, Qt.AlignmentFlag.AlignTop)
        left = widgets.column(None, widgets.label(words), state, space=0.1)
        row = widgets.line(self, left, self.button, space=0.4)
        row.setStretch(0, 1)
        row.setAlignment(self.button, Qt.AlignmentFlag.AlignTop)

    def say(self, status: Status) -> None:
        self._icon.set_icon(status.icon, status.tone)
        self.status.setText(status.word)

    def set_action(self, words: str) -> None:
        self.button.setText(words)
        self.button.setAccessibleName(f"{self._words}: {words}")


def _dated(words: str, day: date) -> Status:
    return Status(words.format(day=german_date(day)), "ok", "good")


def _missing(words: str) -> Status:
    return Status(words, "close", "muted")
