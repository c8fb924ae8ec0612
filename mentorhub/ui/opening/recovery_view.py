"""The recovery sheet: saved, and two groups typed back, before any data is entered."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QFileDialog

from mentorhub.text import _
from mentorhub.ui import widgets
from mentorhub.ui.fields import TextField
from mentorhub.ui.forms import Form
from mentorhub.ui.opening.frame import OpeningView

_ASKED = (1, 4)
"""The second and the fifth group: somebody who has the sheet finds them, somebody who has not cannot guess."""


class RecoveryView(OpeningView):
    save_sheet = Signal(str)
    """The path somebody chose for the PDF."""
    done = Signal()

    def __init__(self, recovery_key: str) -> None:
        super().__init__(
            _("Ihr Notfallblatt"),
            _(
                "Wenn das Kennwort vergessen ist, öffnet nur noch dieser Schlüssel Ihre Daten; auch wir können dann "
                "nicht helfen. Speichern Sie das Blatt, drucken Sie es aus und legen Sie es zu Ihren wichtigen "
                "Papieren."
            ),
        )
        self._groups = recovery_key.split("-")
        key = widgets.label("  ".join(self._groups[:4]) + "\n" + "  ".join(self._groups[4:]), "subtitle")
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        key.setFont(font)
        key.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        key.setAccessibleName(_("Wiederherstellungsschlüssel"))
        self.save = widgets.button(_("Als PDF speichern …"), self._choose, icon="save", look="primary")
        self.saved = widgets.Notice()
        self.column.addWidget(widgets.card(key, widgets.line(None, self.save, None), self.saved))
        self.form = Form()
        for number in _ASKED:
            self.form.add(str(number), _("{n}. Gruppe").format(n=number + 1), TextField(longest=8), required=True)
        self.column.addWidget(
            widgets.card(widgets.label(_("Bitte tippen Sie zur Probe zwei Gruppen vom Blatt ab:")), self.form)
        )
        self.go_on = widgets.button(_("Weiter"), self._check, look="primary")
        self.add_buttons(None, self.go_on)
        self.start_with(self.save)
        self._sheet_saved = False

    def show_saved(self, path: Path) -> None:
        self._sheet_saved = True
        self.saved.say(_("Gespeichert: {path}").format(path=path), "good")

    def show_problem(self, sentence: str) -> None:
        self.saved.say(sentence, "bad")

    def _choose(self) -> None:
        usual = str(Path.home() / "MentorHub-Notfallblatt.pdf")
        path, _kind = QFileDialog.getSaveFileName(self, _("Notfallblatt speichern"), usual, "PDF (*.pdf)")
        if path:
            self.save_sheet.emit(path)

    def _check(self) -> None:
        if not self._sheet_saved:
            self.show_problem(_("Bitte speichern Sie zuerst das Blatt."))
            self.save.setFocus()
            return
        if not self.form.check():
            return
        for number in _ASKED:
            if _plain(self.form.field(str(number)).value()) != self._groups[number]:
                self.form.show_problem(str(number), _("Das stimmt nicht mit dem Blatt überein."))
                return
        self.done.emit()


def _plain(typed: str) -> str:
    """As the key is read: small letters count, O is 0, I and L are 1."""
    return typed.strip().upper().replace("O", "0").replace("I", "1").replace("L", "1")
