"""The recovery sheet: saved or printed before any data is entered. It is asked back at the next start."""

from PySide6.QtCore import Signal

from mentorhub.text import _
from mentorhub.ui import widgets
from mentorhub.ui.opening.frame import OpeningView
from mentorhub.ui.opening.sheet import Sheet


class RecoveryView(OpeningView):
    done = Signal()

    def __init__(self, recovery_key: str) -> None:
        super().__init__(
            _("Ihr Notfallblatt"),
            _(
                "Wenn das Kennwort vergessen ist, öffnet nur noch dieser Schlüssel Ihre Daten; auch wir können dann "
                "nicht helfen. Speichern Sie das Blatt, drucken Sie es aus und legen Sie es zu Ihren wichtigen "
                "Papieren. Beim nächsten Start fragen wir zwei Gruppen daraus ab."
            ),
        )
        self.sheet = Sheet(recovery_key)
        self.column.addWidget(self.sheet)
        self.go_on = widgets.button(_("Weiter"), self._check, look="primary")
        self.add_buttons(None, self.go_on)
        self.start_with(self.sheet.save)

    def _check(self) -> None:
        if self.sheet.is_kept():
            self.done.emit()
