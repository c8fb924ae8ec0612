"""E-Mail an ...: the people of a list, each address in BCC, or copied; who cannot be written to is named."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QDialog, QWidget

from mentorhub import changes, mails
from mentorhub.mails import Addresses
from mentorhub.text import _, ngettext
from mentorhub.ui import mail_program, mnemonics, theme, widgets
from mentorhub.ui.fields import NotesField, TextField
from mentorhub.ui.forms import Form
from mentorhub.ui.tasks import Tasks

Whom = Callable[[Any], Mapping[str, Sequence[UUID]]]
"""`whom(session)` gives the people by group (`Patinnen und Paten`, `Mentees`); the first group is ticked."""
Inviting = Callable[[Any], tuple[str, str]]


class MailDialog(QDialog):
    told = Signal(str)

    def __init__(self, parent: QWidget, tasks: Tasks, whom: Whom, invites: Inviting | None = None) -> None:
        """`invites(session)`: subject and text of an invitation, to begin with."""
        super().__init__(parent)
        self._tasks = tasks
        self._people: Mapping[str, Sequence[UUID]] = {}
        self._parts: list[tuple[str, ...]] = []
        self._at = 0
        self.addresses = Addresses((), (), ())
        title = _("E-Mail an diese Liste") if invites is None else _("Einladung schreiben")
        self.setWindowTitle(title)
        self._noted: tuple[str, ...] = ()
        self.setModal(True)
        self.groups: dict[str, QCheckBox] = {}
        self._groups = widgets.line(None, None)
        self.invitation = QCheckBox(_("Es ist eine Einladung (nur an Menschen, die Einladungen möchten)"))
        self.invitation.setChecked(invites is not None)
        self.invitation.toggled.connect(self._choose)
        self.count = widgets.label("", "section")
        self.left_out = widgets.label("", "muted")
        self.form = Form()
        self.form.add("subject", _("Betreff"), TextField())
        self.form.add("text", _("Text"), NotesField(6))
        self.notice = widgets.Notice()
        self.form.changed.connect(self._divide)
        self.text_button = widgets.button(_("Text kopieren"), self.copy_text, icon="paper")
        self.copy_button = widgets.button(_("Adressen kopieren"), self.copy, icon="paper")
        self.mail_button = widgets.button(_("E-Mail öffnen"), self.open_mail, icon="mail", look="primary")
        buttons = widgets.line(
            None,
            widgets.button(_("Schließen"), self.reject),
            None,
            self.text_button,
            self.copy_button,
            self.mail_button,
        )
        inside = QWidget()
        widgets.column(
            inside, self._groups, self.invitation, self.count, self.form, self.notice, self.left_out, None, space=0.6
        ).setContentsMargins(0, 0, theme.em(0.5), 0)
        layout = widgets.column(
            self,
            widgets.label(title, "subtitle"),
            widgets.label(
                _(
                    "Gesendet wird nichts von hier; niemand sieht die Adressen der anderen (BCC). Im Verlauf steht "
                    "dann, dass Adressen herausgegeben wurden."
                ),
                "muted",
            ),
            widgets.scrolling(inside),
            buttons,
            space=0.7,
        )
        layout.setStretch(2, 1)
        widgets.margins(layout, 1.1, 1.3)
        room = self.screen().availableSize()
        self.resize(min(theme.em(42), room.width()), min(theme.em(34), round(room.height() * 0.92)))
        mnemonics.assign(self)
        tasks.load(self, whom, then=self._take)
        if invites is not None:
            tasks.load(self, invites, then=self._propose)

    def copy_text(self) -> None:
        values = self.form.values()
        QGuiApplication.clipboard().setText("\n\n".join(filter(None, (values["subject"], values["text"]))))
        self._say(_("Der Text ist kopiert. Fügen Sie ihn ein, wo Sie schreiben (Strg+V)."))

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(", ".join(self.addresses.emails))
        self._note()
        self._say(_("Die Adressen sind kopiert. Bitte fügen Sie sie im Feld BCC ein, nicht bei „An“."))

    def open_mail(self) -> None:
        """Many addresses need several mails: links of more than about 2,000 characters are cut off by Windows."""
        values, part = self.form.values(), self._parts[self._at]
        whole = mail_program.open_mail("", values["subject"], values["text"], part)
        self._note()
        self._at = (self._at + 1) % len(self._parts)
        said = _("Die E-Mail ist in Ihrem Mailprogramm offen. Gesendet wird sie erst dort.")
        if not whole:
            said = _("Der Text ist für die Übergabe zu lang. Er ist kopiert: Fügen Sie ihn in die offene E-Mail ein.")
        self._say(said)
        self._name_button()

    def _take(self, found: Mapping[str, Sequence[UUID]]) -> None:
        self._people = found
        for place, name in enumerate(found):
            box = QCheckBox(name)
            box.setChecked(place == 0)
            box.toggled.connect(self._choose)
            box.setVisible(len(found) > 1)
            self.groups[name] = box
            self._groups.insertWidget(place, box)
        mnemonics.assign(self)
        self._choose()

    def _choose(self) -> None:
        ids = [each for name, box in self.groups.items() if box.isChecked() for each in self._people[name]]
        self._tasks.load(
            self, _addresses, tuple(ids), self.invitation.isChecked(), then=self._show, channel="addresses"
        )

    def _show(self, found: Addresses) -> None:
        self.addresses = found
        n = len(found.emails)
        self.count.setText(ngettext("{n} E-Mail-Adresse", "{n} E-Mail-Adressen", n).format(n=n))
        sentences = [
            words.format(names="; ".join(names))
            for words, names in (
                (_("Ohne E-Mail-Adresse: {names}"), found.without),
                (_("Möchte keine Einladungen oder hat nicht eingewilligt: {names}"), found.refused),
            )
            if names
        ]
        self.left_out.setText("\n".join(sentences))
        self.left_out.setVisible(bool(sentences))
        self.copy_button.setEnabled(n > 0)
        self.mail_button.setEnabled(n > 0)
        self._divide()

    def _propose(self, written: tuple[str, str]) -> None:
        """Unless something stands there already."""
        if not any(self.form.values().values()):
            self.form.set_values({"subject": written[0], "text": written[1]})
            self._divide()

    def _divide(self) -> None:
        """Into as few mails as can be handed on, counted with what stands in them."""
        values = self.form.values()
        self._parts, self._at = mails.parts(self.addresses.emails, values["subject"], values["text"]), 0
        self._name_button()
        if len(self._parts) > 1:
            words = _(
                "So viele Adressen passen nicht in eine E-Mail auf einmal (Windows übergibt höchstens etwa 2.000 "
                "Zeichen). Öffnen Sie {n} E-Mails nacheinander, oder kopieren Sie die Adressen."
            )
            self.notice.say(words.format(n=len(self._parts)), "warning")
        else:
            self.notice.say("")

    def _name_button(self) -> None:
        many = len(self._parts) > 1
        self.mail_button.setText(
            _("E-Mail {n} von {all} öffnen").format(n=self._at + 1, all=len(self._parts))
            if many
            else _("E-Mail öffnen")
        )

    def _note(self) -> None:
        """Once for each list of addresses that leaves, however many mails it takes."""
        if self._noted != self.addresses.emails:
            self._noted = self.addresses.emails
            self._tasks.save(self, changes.note_left, _("E-Mail-Adressen"), None, len(self.addresses.emails))

    def _say(self, sentence: str) -> None:
        self.notice.say(sentence, "good")
        self.told.emit(sentence)


def _addresses(session: Any, ids: Sequence[UUID], as_invitation: bool) -> Addresses:
    return mails.addresses(session, ids, as_invitation=as_invitation)
