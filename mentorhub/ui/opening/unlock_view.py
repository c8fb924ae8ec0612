"""The Kennwort, or the recovery key from the sheet. Whatever is wrong stands beside the field."""

from dataclasses import dataclass

from PySide6.QtCore import Signal

from mentorhub.text import _
from mentorhub.ui import widgets
from mentorhub.ui.fields import CheckField, SecretField, TextField
from mentorhub.ui.forms import Form
from mentorhub.ui.opening.frame import OpeningView


@dataclass(frozen=True)
class Unlocking:
    """What was typed. Its text never shows it."""

    words: str
    is_recovery_key: bool
    remember: bool

    def __repr__(self) -> str:
        return "Unlocking(...)"


class UnlockView(OpeningView):
    unlock = Signal(object)
    other = Signal()

    def __init__(self, folder: str, *, note: str = "", locked: bool = False) -> None:
        """`locked`: the window is only covered; it tells nothing, not even where the data lie."""
        super().__init__(_("Gesperrt") if locked else _("Willkommen zurück"), width=30)
        self._open_words = _("Entsperren") if locked else _("Öffnen")
        self.form = Form()
        self.secret = self.form.add("passphrase", _("Kennwort"), SecretField(), required=True)
        self.key = self.form.add(
            "recovery_key",
            _("Schlüssel"),
            TextField("XXXXX-XXXXX-…"),
            required=True,
            hint=_("Der Wiederherstellungsschlüssel steht auf Ihrem Notfallblatt."),
        )
        self.remember = self.form.add(
            "remember", _("Auf diesem Rechner merken"), CheckField(_("Auf diesem Rechner merken"))
        )
        self.open_button = widgets.button(self._open_words, self._open, icon="unlock", look="primary")
        self.switch = widgets.button("", self._switch, look="link")
        self.note = widgets.Notice(note)
        self.column.addWidget(self.note)
        self.column.addWidget(widgets.card(self.form, widgets.line(None, self.switch, None, self.open_button)))
        if locked:
            self.form.show_line("remember", False)
            words = _("Alles ist noch so, wie Sie es verlassen haben, auch angefangene Eingaben.")
            self.column.addWidget(widgets.label(words, "hint"))
        else:
            where = widgets.label(_("Daten in: {folder}").format(folder=folder), "hint")
            self.column.addWidget(where)
            self.add_buttons(widgets.button(_("Andere Daten öffnen …"), self.other.emit, look="link"), None)
        self.secret.returnPressed.connect(self._open)
        self.key.returnPressed.connect(self._open)
        self._by_key = True
        self._switch()

    def show_problem(self, sentence: str) -> None:
        self._wait(False)
        self.form.show_problem("recovery_key" if self._by_key else "passphrase", sentence)
        (self.key if self._by_key else self.secret).selectAll()

    def _open(self) -> None:
        if self.form.check():
            self._wait(True)
            words = self.key.value() if self._by_key else self.secret.value()
            self.unlock.emit(Unlocking(words, self._by_key, self.remember.value()))

    def _switch(self) -> None:
        self._by_key = not self._by_key
        self.form.show_line("passphrase", not self._by_key)
        self.form.show_line("recovery_key", self._by_key)
        self.form.clear_problems()
        self.switch.setText(_("Doch mit dem Kennwort") if self._by_key else _("Kennwort vergessen?"))
        self.start_with(self.key if self._by_key else self.secret)

    def _wait(self, waiting: bool) -> None:
        """Opening takes a second on purpose: that is what makes guessing slow."""
        self.setEnabled(not waiting)
        self.open_button.setText(_("Einen Moment …") if waiting else self._open_words)
