"""Write to people one after another: a text to read over and change, to copy or to open in the mail program."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from mentorhub import mails
from mentorhub.mails import About, Mail
from mentorhub.text import _
from mentorhub.ui import mail_program, messages, mnemonics, theme, widgets
from mentorhub.ui.fields import NotesField, TextField
from mentorhub.ui.forms import Form
from mentorhub.ui.tasks import Tasks


class ChaseDialog(QDialog):
    """`3 von 12`: what was changed in a text stays with its person while the dialog is open."""

    told = Signal(str)

    def __init__(self, parent: QWidget, tasks: Tasks, kind: str, about: Sequence[About]) -> None:
        super().__init__(parent)
        self._mails: list[Mail] = []
        self._texts: dict[int, dict[str, Any]] = {}
        self._done: set[int] = set()
        self.at = 0
        self.setWindowTitle(_("Anschreiben"))
        self.setModal(True)
        self.count = widgets.label("", "muted", wrap=False)
        self.name = widgets.label("", "subtitle")
        self.reach = widgets.label("", "muted")
        self.form = Form()
        self.form.add("subject", _("Betreff"), TextField())
        self.form.add("text", _("Text"), NotesField(11))
        self.notice = widgets.Notice()
        self.copy_button = widgets.button(_("Text kopieren"), self.copy, icon="paper")
        self.mail_button = widgets.button(_("E-Mail öffnen"), self.open_mail, icon="mail", look="primary")
        self.back_button = widgets.button(_("Vorige Person"), lambda: self._go(self.at - 1), icon="back")
        self.next_button = widgets.button(_("Nächste Person"), lambda: self._go(self.at + 1), icon="next")
        self.close_button = widgets.button(_("Schließen"), self.accept)
        for key, step in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            QShortcut(QKeySequence(key), self, lambda step=step: self._go(self.at + step))
        head = widgets.line(None, self.name, self.count)
        head.setStretch(0, 1)
        layout = widgets.column(
            self,
            head,
            self.reach,
            self.form,
            self.notice,
            widgets.line(None, self.copy_button, None, self.mail_button),
            widgets.separator(),
            widgets.line(None, self.close_button, None, self.back_button, self.next_button),
            space=0.6,
        )
        layout.setStretch(2, 1)
        widgets.margins(layout, 1.1, 1.3)
        mnemonics.assign(self)
        room = self.screen().availableSize()
        self.resize(min(theme.em(42), room.width()), min(theme.em(37), round(room.height() * 0.92)))
        self.setEnabled(False)
        tasks.load(self, mails.write, kind, tuple(about), then=self._take)

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self.form.field("text").value())
        self._answered(_("Der Text ist kopiert. Fügen Sie ihn ein, wo Sie schreiben (Strg+V)."))

    def open_mail(self) -> None:
        mail, values = self._mails[self.at], self.form.values()
        whole = mail_program.open_mail(mail.email, values["subject"], values["text"])
        self._answered(
            _("Die E-Mail ist in Ihrem Mailprogramm offen. Gesendet wird sie erst dort.")
            if whole
            else _("Der Text ist für die Übergabe zu lang. Er ist kopiert: Fügen Sie ihn in die offene E-Mail ein.")
        )

    def mail(self) -> Mail:
        return self._mails[self.at]

    def reject(self) -> None:
        """Texts that were changed and not yet used would be lost."""
        unused = [place for place in self._changed() if place not in self._done]
        if unused and not messages.ask(
            self, _("Ihre Änderungen am Text gehen verloren, wenn Sie jetzt schließen."), _("Schließen"), _("Zurück")
        ):
            return
        super().reject()

    def _take(self, found: list[Mail]) -> None:
        self._mails = found
        if not found:
            self.reject()
            return
        self.setEnabled(True)
        self._show(0)
        self.form.field("text").setFocus()

    def _go(self, to: int) -> None:
        if to >= len(self._mails):
            self.accept()
        elif to >= 0:
            self._texts[self.at] = self.form.values()
            self._show(to)

    def _show(self, at: int) -> None:
        self.at = at
        mail = self._mails[at]
        self.name.setText(mail.name)
        many = len(self._mails) > 1
        self.count.setText(_("{n} von {all}").format(n=at + 1, all=len(self._mails)) if many else "")
        self.reach.setText(
            " · ".join(filter(None, (mail.email, mail.phone)))
            or _("Weder E-Mail noch Telefon eingetragen: Der Text lässt sich für einen Brief kopieren.")
        )
        self.form.set_values(self._texts.get(at) or {"subject": mail.subject, "text": mail.text})
        self.notice.say("")
        self.mail_button.setEnabled(bool(mail.email))
        self.mail_button.setToolTip("" if mail.email else _("Keine E-Mail-Adresse eingetragen."))
        self.back_button.setVisible(many)
        self.back_button.setEnabled(at > 0)
        self.next_button.setVisible(many)
        self.next_button.setText(_("Nächste Person") if at + 1 < len(self._mails) else _("Fertig"))

    def _answered(self, sentence: str) -> None:
        self._done.add(self.at)
        self.notice.say(sentence, "good")
        self.told.emit(sentence)

    def _changed(self) -> list[int]:
        texts = self._texts | ({self.at: self.form.values()} if self._mails else {})
        return [
            place
            for place, values in texts.items()
            if (values["subject"], values["text"]) != (self._mails[place].subject, self._mails[place].text)
        ]
