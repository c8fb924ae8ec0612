"""Before a backup takes the place of today's data: what it holds, what would be lost, what would come back."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from mentorhub.backups import Preview
from mentorhub.errors import FieldError, MentorHubError
from mentorhub.text import _, ngettext, number
from mentorhub.ui import mnemonics, theme, widgets
from mentorhub.ui.dialogs.backups_dialog import when
from mentorhub.ui.fields import SecretField
from mentorhub.ui.folder_state import contents
from mentorhub.ui.forms import Form
from mentorhub.ui.tasks import Beside


class RestoreDialog(QDialog):
    """`look(path, words)` is called off the UI thread and may ask for the Kennwort of then (`FieldError`)."""

    confirmed = Signal(object, str)
    """The path and the words typed, if any were needed."""

    def __init__(self, parent: QWidget, beside: Beside, path: Path, look: Callable[[Path, str], Preview]) -> None:
        super().__init__(parent)
        self._beside = beside
        self._path = path
        self._look = look
        self.setWindowTitle(_("Sicherung wiederherstellen"))
        self.setModal(True)
        self.heading = widgets.label(_("Die Sicherung wird geprüft …"), "subtitle")
        self.holds = widgets.label("")
        self.today = widgets.label("", "muted")
        self.loss = widgets.Notice()
        self.changes = widgets.label("")
        self.undoable = widgets.label(
            _(
                "Auch alles andere (Einwilligungen, Unterlagen, Einstellungen) ist dann wie damals. Vorher wird der "
                "heutige Stand gesichert; über diese Sicherung kommen Sie jederzeit zu ihm zurück."
            ),
            "muted",
        )
        self.notice = widgets.Notice()
        self.form = Form()
        self.secret = self.form.add(
            "secret",
            _("Kennwort von damals"),
            SecretField(),
            required=True,
            hint=_("Oder der Wiederherstellungsschlüssel vom Notfallblatt dieser Zeit."),
        )
        self.check_button = widgets.button(_("Prüfen"), self._check_again, icon="unlock")
        self.secret.returnPressed.connect(self._check_again)
        self._asking = widgets.card(self.form, widgets.line(None, None, self.check_button))
        self._asking.hide()
        self._seen = widgets.card(self.holds, self.today, self.loss, self.changes, self.undoable)
        self._seen.hide()
        self.cancel_button = widgets.button(_("Abbrechen"), self.reject)
        self.restore_button = widgets.button(_("Wiederherstellen"), self._confirm, icon="undo", look="danger")
        self.restore_button.setEnabled(False)
        foot = widgets.line(None, self.cancel_button, None, self.restore_button)
        layout = widgets.column(self, self.heading, self.notice, self._asking, self._seen, None, foot, space=0.8)
        widgets.margins(layout, 1.1, 1.3)
        self.resize(theme.em(40), theme.em(24))
        mnemonics.assign(self)
        self._check()

    def _check(self) -> None:
        self.check_button.setEnabled(False)
        self._beside.run(
            self, self._look, self._path, self.secret.value(), then=self._show, on_trouble=self._show_trouble
        )

    def _check_again(self) -> None:
        if self.form.check():
            self._check()

    def _show(self, seen: Preview) -> None:
        self._asking.hide()
        self._seen.show()
        backup = seen.backup
        self.heading.setText(_("Stand vom {when} wiederherstellen?").format(when=when(backup)))
        self.holds.setText(
            _("In der Sicherung: {contents}").format(
                contents=contents(backup.people, backup.pairings, backup.activities)
            )
        )
        self.today.setText(_("Heute: {contents}").format(contents=_counts(seen.now)) if seen.now else "")
        if any(seen.lost.values()):
            self.loss.say(_("Danach eingegeben und dann weg: {contents}.").format(contents=_named(seen.lost)), "bad")
        elif seen.loses_nothing:
            self.loss.say(_("Personen, Patenschaften und Einträge sind seitdem unverändert."), "good")
        lines = []
        if any(seen.undone.values()):
            lines.append(
                _("Danach geändert und dann wieder wie damals: {contents}.").format(contents=_named(seen.undone))
            )
        if any(seen.returning.values()):
            lines.append(
                _("Danach gelöscht und dann wieder da, auch was mit Absicht gelöscht wurde: {contents}.").format(
                    contents=_named(seen.returning)
                )
            )
        self.changes.setText("\n".join(lines))
        self.changes.setVisible(bool(lines))
        self.restore_button.setEnabled(True)
        mnemonics.assign(self)
        self.cancel_button.setFocus()

    def _show_trouble(self, trouble: MentorHubError) -> None:
        self.check_button.setEnabled(True)
        if not isinstance(trouble, FieldError):
            self.heading.setText(_("Diese Sicherung lässt sich nicht nehmen"))
            self.notice.say(str(trouble), "bad")
            return
        self.heading.setText(_("Diese Sicherung hat einen anderen Schlüssel"))
        first = not self._asking.isVisible()
        self._asking.show()
        mnemonics.assign(self)
        if first:
            self.secret.setFocus()
        else:
            self.form.show_error(trouble)

    def _confirm(self) -> None:
        self.restore_button.setEnabled(False)
        self.confirmed.emit(self._path, self.secret.value())
        self.accept()


def _counts(rows: Mapping[str, int]) -> str:
    return contents(rows.get("person", 0), rows.get("pairing", 0), rows.get("activity", 0))


def _named(rows: Mapping[str, int]) -> str:
    """Only what there is."""
    people, pairings, activities = (rows.get(table, 0) for table in ("person", "pairing", "activity"))
    parts = [
        (people, ngettext("{n} Person", "{n} Personen", people)),
        (pairings, ngettext("{n} Patenschaft", "{n} Patenschaften", pairings)),
        (activities, ngettext("{n} Eintrag", "{n} Einträge", activities)),
    ]
    return ", ".join(words.format(n=number(n)) for n, words in parts if n)
