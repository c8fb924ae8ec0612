"""A new data folder of one's own: the organisation's name and a Kennwort."""

from dataclasses import dataclass

from PySide6.QtCore import Signal

from mentorhub.text import _
from mentorhub.ui import widgets
from mentorhub.ui.fields import CheckField, SecretField, TextField
from mentorhub.ui.forms import Form
from mentorhub.ui.opening import strength
from mentorhub.ui.opening.frame import OpeningView
from mentorhub.ui.status import Status


@dataclass(frozen=True)
class Founding:
    """What the person has decided. Its text never shows the Kennwort."""

    organisation: str
    passphrase: str
    remember: bool

    def __repr__(self) -> str:
        return "Founding(...)"


class FoundingView(OpeningView):
    founded = Signal(object)
    back = Signal()

    def __init__(self) -> None:
        super().__init__(
            _("Ihre Einrichtung"),
            _(
                "Alles, was Sie eingeben, wird auf diesem Rechner verschlüsselt gespeichert. Das Kennwort öffnet es; "
                "niemand sonst kennt es."
            ),
        )
        self.form = Form()
        self.name = self.form.add(
            "name", _("Name der Einrichtung"), TextField(_("z. B. Patenschaften Musterstadt e. V.")), required=True
        )
        self.first = self.form.add("passphrase", _("Kennwort"), SecretField(), required=True)
        self.hint = widgets.StatusLabel(wrap=True)
        self.form.add_wide(self.hint)
        self.second = self.form.add("again", _("Kennwort wiederholen"), SecretField(), required=True)
        self.remember = self.form.add(
            "remember",
            _("Auf diesem Rechner merken"),
            CheckField(_("Auf diesem Rechner merken")),
            hint=_("Der Schlüsselbund des Systems öffnet dann von selbst. Nur auf einem eigenen Rechner ankreuzen."),
        )
        self.first.textChanged.connect(lambda: self._judge())
        self.name.textChanged.connect(lambda: self._judge())
        self.column.addWidget(widgets.card(self.form))
        self.go_on = widgets.button(_("Anlegen"), self._found, look="primary")
        self.add_buttons(widgets.button(_("Zurück"), self.back.emit, icon="back"), None, self.go_on)
        self.second.returnPressed.connect(self._found)
        self._judge()
        self.start_with(self.name)

    def wait(self, waiting: bool) -> None:
        """While the key is being made, which takes a second on purpose."""
        self.setEnabled(not waiting)
        self.go_on.setText(_("Einen Moment …") if waiting else _("Anlegen"))

    def show_problem(self, sentence: str) -> None:
        self.wait(False)
        self.form.show_problem("name", sentence)

    def _judge(self) -> None:
        judged = strength.judge(self.first.value(), self.name.value())
        icon = {"good": "ok", "warning": "problem", "bad": "problem"}.get(judged.tone, "information")
        self.hint.set_status(Status(judged.sentence, icon, judged.tone))

    def _found(self) -> None:
        if not self.form.check():
            return
        if strength.judge(self.first.value(), self.name.value()).level == 0:
            self.form.show_problem(
                "passphrase", _("Das Kennwort ist zu kurz: mindestens {n} Zeichen.").format(n=strength.SHORTEST)
            )
        elif self.first.value() != self.second.value():
            self.form.show_problem("again", _("Die beiden Kennwörter sind nicht gleich."))
        else:
            self.wait(True)
            self.founded.emit(Founding(self.name.value(), self.first.value(), self.remember.value()))
