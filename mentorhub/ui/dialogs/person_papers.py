"""The papers of one person: certificate of conduct, signed declarations, a consent for each purpose."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from mentorhub import consent
from mentorhub.choices import EvidenceKind, Purpose, Role, RoleStatus
from mentorhub.consent import CertificateRow, ConsentRow, EvidenceRow, Missing, State
from mentorhub.documents import scans
from mentorhub.documents.registry import About
from mentorhub.documents.scans import On, Place, ScanRow
from mentorhub.people import PersonRow
from mentorhub.text import _, german_date
from mentorhub.ui import scan_words, theme, widgets
from mentorhub.ui.dialogs.certificate_dialog import CertificateDialog
from mentorhub.ui.dialogs.paper_dialogs import ConsentDialog, EvidenceDialog, WithdrawDialog
from mentorhub.ui.dialogs.papers_dialog import PapersDialog
from mentorhub.ui.dialogs.print_paper import preview_data_copy
from mentorhub.ui.dialogs.scans_dialog import ScansDialog
from mentorhub.ui.drops import Drops
from mentorhub.ui.form_dialog import FormDialog, show_over
from mentorhub.ui.page import Window
from mentorhub.ui.status import Status
from mentorhub.ui.tasks import Tasks

CERTIFICATE_LOOKS = {
    State.MISSING: ("close", "muted"),
    State.VALID: ("ok", "good"),
    State.EXPIRING: ("clock", "warning"),
    State.EXPIRED: ("problem", "warning"),
}
"""Icon and tone of how a certificate of conduct stands."""


@dataclass(frozen=True)
class Papers:
    """All papers of one person. `certificate` is there only while the Kennwort was typed a moment ago."""

    consents: Sequence[ConsentRow]
    evidence: Sequence[EvidenceRow]
    state: State
    certificate: CertificateRow | None
    to_clear: Sequence[Missing] = ()
    scans: Mapping[UUID, Sequence[ScanRow]] = field(default_factory=dict)
    """By consent and signed declaration."""
    scans_on: bool = False


_BEFORE_CLEARING = (RoleStatus.INTERESTED, RoleStatus.TALK, RoleStatus.PAPERS_OPEN)


def read_papers(session: Any, person: PersonRow, today: date, with_certificate: bool) -> Papers:
    consents, evidence = consent.consents(session, person.id), consent.evidence(session, person.id)
    kept = {
        **scans.rows(session, On.CONSENT, [row.id for row in consents]),
        **scans.rows(session, On.EVIDENCE, [row.id for row in evidence]),
    }
    return Papers(
        consents,
        evidence,
        consent.certificate_state(session, person.id, today),
        consent.certificate(session, person.id) if with_certificate else None,
        [item for role in _entering(person) for item in consent.missing_to_clear(session, person.id, role)][:3],
        kept,
        scans.are_on(session),
    )


class PersonPapers(QWidget):
    """Each paper has its line: what it is, how it stands, and a button to enter it or take it back."""

    pairings_must_end = Signal(str)
    """Running pairings cannot go on, or have ended: the sentence to show above them."""
    excluded = Signal(object)
    """The id of somebody whose certificate shows a relevant conviction: the data are no longer needed."""

    def __init__(self, tasks: Tasks, window: Window, today: Callable[[], date]) -> None:
        super().__init__()
        self._tasks = tasks
        self._window = window
        self._today = today
        self._person: PersonRow | None = None
        self._papers: Papers | None = None
        self._in_force: set[Purpose] = set()
        self.clearing = widgets.Notice()
        self.certificate = _Line(_("Erweitertes Führungszeugnis"), self._inspect)
        self.certificate.set_action(_("Einsicht eintragen …"))
        self.show_button = widgets.button(_("Angaben zeigen …"), self._show_facts, icon="lock", look="link")
        self.show_button.setStyleSheet("padding-left: 0px;")
        self.evidence = {kind: _Line(kind.label, partial(self._enter, kind)) for kind in EvidenceKind}
        self.consents = {purpose: _Line(purpose.label, partial(self._consent, purpose)) for purpose in Purpose}
        self.papers_button = widgets.button(_("Papiere drucken …"), self.print_papers, icon="print")
        self.data_copy_button = widgets.button(_("Auskunft …"), self._print_data_copy, icon="lock")
        self.data_copy_button.setToolTip(_("Alles, was über diese Person gespeichert ist, für sie selbst gedruckt"))
        self._volunteer = QWidget()
        inside = widgets.column(self._volunteer, self.clearing, self.certificate, self.show_button, space=0.3)
        inside.setAlignment(self.show_button, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(widgets.separator())
        column = widgets.column(
            self, widgets.line(None, self.papers_button, self.data_copy_button, None), self._volunteer, space=0.7
        )
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
        window.reentry.changed.connect(lambda is_open: None if is_open else self.hide_facts())

    def show_papers(self, person: PersonRow, papers: Papers) -> None:
        self._person, self._papers = person, papers
        only_mentee = bool(person.roles) and all(place.role is Role.MENTEE for place in person.roles)
        self._volunteer.setVisible(not only_mentee)
        self._show_certificate()
        missing = ", ".join(item.text for item in papers.to_clear)
        self.clearing.say(_("Vor der Freigabe fehlt: {items}").format(items=missing) if missing else "")
        for kind, line in self.evidence.items():
            found = next((row for row in papers.evidence if row.kind is kind), None)
            line.say(_there(_("liegt vor vom {day}"), found.day, found) if found else _absent(_("liegt nicht vor")))
            place = Place(On.EVIDENCE, found.id) if found and scans.may_have(kind) else None
            self._show_scans(line, place, kind.label)
        self._in_force = {row.purpose for row in papers.consents if row.withdrawn_on is None}
        for purpose, consent_line in self.consents.items():
            rows = [row for row in papers.consents if row.purpose is purpose]
            valid = next((row for row in rows if row.withdrawn_on is None), None)
            shown = valid or next(iter(rows), None)
            self._show_consent(consent_line, shown)
            self._show_scans(consent_line, Place(On.CONSENT, shown.id) if shown else None, purpose.label)

    def print_papers(self) -> None:
        if self._person is None:
            return
        roles = {place.role for place in self._person.roles}
        about = [About.PERSON]
        if Role.MENTEE in roles:
            about.append(About.MENTEE)
        if roles - {Role.MENTEE}:
            about.append(About.VOLUNTEER)
        title = _("Papiere für {name}").format(name=self._person.name)
        show_over(self, PapersDialog(self, self._tasks, title, about, [self._person.id], self._today()))

    def _print_data_copy(self) -> None:
        """With the facts about a certificate of conduct: the Kennwort comes first."""
        person = self._person
        if person is not None:
            self._window.reentry.ask(self, lambda: preview_data_copy(self, self._tasks, person.id, self._today()))

    def hide_facts(self) -> None:
        """The time after the Kennwort is over."""
        if self._papers is not None:
            self._papers = replace(self._papers, certificate=None)
            self._show_certificate()

    def _show_scans(self, line: "_Line", place: Place | None, name: str) -> None:
        """A way to what is kept of it, and to keep more while that is switched on."""
        papers = self._papers
        kept = papers.scans.get(place.id, ()) if papers is not None and place is not None else ()
        takes = place is not None and papers is not None and papers.scans_on
        words = scan_words.count(kept) or (_("Scan anhängen …") if takes else "")
        line.offer_scans(words, partial(self._open_scans, place, name), takes=takes)

    def _open_scans(self, place: Place | None, name: str, dropped: Sequence[Path] = ()) -> None:
        if place is not None and self._person is not None:
            title = _("{paper}: {name}").format(paper=name, name=self._person.name)
            show_over(self, ScansDialog(self, self._tasks, title, place, dropped))

    def _show_certificate(self) -> None:
        """Without the Kennwort only whether there is one (s. 72a V SGB VIII)."""
        if self._papers is None:
            return
        state, row = self._papers.state, self._papers.certificate
        icon, tone = CERTIFICATE_LOOKS[state]
        words = _("keine Einsicht eingetragen") if state is State.MISSING else state.label
        if row is not None:
            words = _("Zeugnis vom {day}, keine Verurteilung nach § 72a; wieder fällig am {due}").format(
                day=german_date(row.issued_on), due=german_date(row.due_on)
            )
        self.certificate.say(Status(words, icon, tone))
        self.show_button.setVisible(row is None and state is not State.MISSING)

    def _show_consent(self, line: "_Line", row: ConsentRow | None) -> None:
        if row is None:
            line.say(_absent(_("nicht erteilt")))
        elif row.withdrawn_on is None:
            line.say(_there(_("erteilt am {day}"), row.given_on, row))
        else:
            line.say(Status(_("zurückgenommen am {day}").format(day=german_date(row.withdrawn_on)), "ended", "muted"))
        given = row is not None and row.withdrawn_on is None
        line.set_action(_("Zurücknehmen …") if given else _("Eintragen …"))

    def _show_facts(self) -> None:
        self._window.reentry.ask(self, self._reload)

    def _reload(self) -> None:
        person = self._person
        if person is not None:
            self._tasks.load(
                self,
                read_papers,
                person,
                self._today(),
                self._window.reentry.is_open(),
                then=lambda papers: self.show_papers(person, papers),
                channel="papers",
            )

    def _inspect(self) -> None:
        self._window.reentry.ask(self, self._open_certificate)

    def _open_certificate(self) -> None:
        if self._person is not None:
            dialog = CertificateDialog(self, self._tasks, self._person, self._today())
            dialog.accepted.connect(lambda: self._after_inspection(dialog))
            dialog.open()

    def _after_inspection(self, dialog: CertificateDialog) -> None:
        if dialog.convicted and self._person is not None:
            self.pairings_must_end.emit(_("Keine Vermittlung: Bitte beenden Sie laufende Patenschaften sofort."))
            self.excluded.emit(self._person.id)

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
        if result != QDialog.DialogCode.Accepted:
            return
        if getattr(dialog.result_value, "ends_pairings", False):
            self.pairings_must_end.emit(
                _("Die Einwilligung ist zurückgenommen: Laufende Patenschaften sind beendet. Bitte führen Sie die "
                  "Abschlussgespräche.")
            )  # fmt: skip
        elif getattr(dialog.result_value, "rearranges_pairings", False):
            self.pairings_must_end.emit(
                _("Der Kontakt darf nicht mehr weitergegeben werden: Bitte ordnen Sie laufende Patenschaften neu oder "
                  "beenden Sie sie.")
            )  # fmt: skip


class _Line(QWidget):
    def __init__(self, words: str, clicked: Callable[[], object]) -> None:
        super().__init__()
        self._words = words
        self.status = widgets.label("", "hint")
        self._icon = widgets.IconLabel("information", "muted", 1.05)
        self.button = widgets.button("", clicked, look="link")
        self.button.setStyleSheet("padding-right: 0px;")
        self.scans_button = widgets.button("", self._open_scans, look="link")
        self.scans_button.setStyleSheet("padding-left: 0px;")
        self.scans_button.hide()
        self._scans: Callable[..., object] = lambda *_files: None
        self._takes_scans = False
        Drops(self, lambda files, _event: self._scans(files), lambda: self._takes_scans)
        state = widgets.line(None, self._icon, self.status, space=0.35)
        state.setStretch(1, 1)
        state.setAlignment(self._icon, Qt.AlignmentFlag.AlignTop)
        left = widgets.column(None, widgets.label(words), state, self.scans_button, space=0.1)
        left.setAlignment(self.scans_button, Qt.AlignmentFlag.AlignLeft)
        row = widgets.line(self, left, self.button, space=0.4)
        row.setStretch(0, 1)
        row.setAlignment(self.button, Qt.AlignmentFlag.AlignTop)

    def say(self, status: Status) -> None:
        self._icon.set_icon(status.icon, status.tone)
        self.status.setText(status.word)

    def set_action(self, words: str) -> None:
        self.button.setText(words)
        self.button.setAccessibleName(f"{self._words}: {words}")

    def offer_scans(self, words: str, opened: Callable[..., object], *, takes: bool) -> None:
        """No words, no way to them; `takes`: files may be dropped here."""
        self._scans, self._takes_scans = opened, takes
        self.scans_button.setText(words)
        self.scans_button.setAccessibleName(f"{self._words}: {words}")
        self.scans_button.setVisible(bool(words))

    def _open_scans(self) -> None:
        self._scans()


def _there(words: str, day: date, row: ConsentRow | EvidenceRow) -> Status:
    """With the wording and where the paper lies, if that is known."""
    more = ", ".join(filter(None, (row.text_version, row.paper_location)))
    said = words.format(day=german_date(day))
    return Status(f"{said} ({more})" if more else said, "ok", "good")


def _absent(words: str) -> Status:
    return Status(words, "close", "muted")


def _entering(person: PersonRow) -> list[Role]:
    """The volunteer's roles in which somebody is not cleared yet."""
    return [place.role for place in person.roles if place.role is not Role.MENTEE and place.status in _BEFORE_CLEARING]
