"""The data can't be opened, or are not the newest: what happened, and the ways on. Never an empty window."""

from PySide6.QtCore import Signal

from mentorhub.backups import Backup
from mentorhub.text import _
from mentorhub.ui import choose, widgets
from mentorhub.ui.fields import SecretField
from mentorhub.ui.folder_state import contents
from mentorhub.ui.forms import Form
from mentorhub.ui.opening.frame import OpeningView


class TroubleView(OpeningView):
    again = Signal()
    other = Signal()
    go_on = Signal()
    restore = Signal(object, str)
    """The path of the backup, and the Kennwort typed if one is needed."""

    def __init__(
        self,
        title: str,
        sentence: str,
        *,
        backup: Backup | None = None,
        restores: bool = False,
        asks: bool = False,
        go_on: str = "",
    ) -> None:
        """`restores`: a backup can take the place of the data; `asks`: the Kennwort is needed for that. `go_on`: the
        words of a button that leaves everything as it is."""
        super().__init__(title, width=40)
        self._backup = backup
        self.notice = widgets.Notice(sentence, "bad" if restores else "warning")
        self.column.addWidget(self.notice)
        self.form = Form()
        self.secret = self.form.add(
            "secret",
            _("Kennwort"),
            SecretField(),
            required=True,
            hint=_("Das Kennwort, das bei dieser Sicherung galt, oder der Schlüssel vom Notfallblatt."),
        )
        self.asks(asks)
        self.restore_button = widgets.button(
            _("Diese Sicherung wiederherstellen"), self._restore, icon="undo", look="primary"
        )
        self.choose_button = widgets.button(_("Andere Sicherung wählen …"), self._choose, icon="folder")
        if restores:
            self._offer()
        self.again_button = widgets.button(_("Noch einmal versuchen"), self.again.emit, icon="refresh")
        self.go_on_button = widgets.button(go_on, self.go_on.emit)
        self.go_on_button.setVisible(bool(go_on))
        other = widgets.button(_("Andere Daten öffnen …"), self.other.emit, look="link")
        self.add_buttons(other, None, self.go_on_button, self.again_button)
        self.start_with(self.restore_button if restores and backup is not None else self.again_button)

    def asks(self, asks: bool) -> None:
        self.form.setVisible(asks)

    def show_problem(self, sentence: str) -> None:
        """Beside the field if it can be typed better, otherwise above."""
        self.setEnabled(True)
        if self.form.isVisible():
            self.form.show_problem("secret", sentence)
        else:
            self.notice.say(sentence, "bad")

    def _offer(self) -> None:
        found = self._backup
        if found is None:
            words = _("Im Datenordner gibt es keine gute Sicherung. Vielleicht liegt eine auf einem Stick.")
            self.restore_button.hide()
        else:
            words = _("Neueste gute Sicherung: {when} mit {contents}.").format(
                when=f"{found.made_at.astimezone():%d.%m.%Y, %H:%M}",
                contents=contents(found.people, found.pairings, found.activities),
            )
        hint = widgets.label(
            _("Die jetzigen Dateien werden nicht gelöscht, sondern im Datenordner beiseitegelegt."), "hint"
        )
        buttons = widgets.line(None, self.choose_button, None, self.restore_button)
        self.column.addWidget(widgets.card(widgets.label(words, "section"), hint, self.form, buttons))

    def _restore(self) -> None:
        if self._backup is not None:
            self._restore_from(self._backup.path)

    def _choose(self) -> None:
        path = choose.file(self, _("Sicherung wählen"), _("Alle Dateien (*)"))
        if path is not None:
            self._restore_from(path)

    def _restore_from(self, path: object) -> None:
        if self.form.isVisible() and not self.form.check():
            return
        self.setEnabled(False)
        self.restore.emit(path, self.secret.value())
