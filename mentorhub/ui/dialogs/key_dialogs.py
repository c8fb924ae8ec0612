"""Another Kennwort, a new recovery sheet, everything encrypted anew: each asks for the Kennwort of now first."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from mentorhub.errors import FieldError, MentorHubError
from mentorhub.text import N_, _, ngettext
from mentorhub.ui import mnemonics, theme, widgets
from mentorhub.ui.fields import SecretField
from mentorhub.ui.form_dialog import FormDialog
from mentorhub.ui.opening import strength
from mentorhub.ui.opening.sheet import Sheet
from mentorhub.ui.status import Status
from mentorhub.ui.tasks import Tasks


class _KeyDialog(FormDialog):
    """`do(current, wanted)` is called off the UI thread: making a key takes a second on purpose."""

    asked = N_("Jetziges Kennwort")

    def __init__(
        self, parent: QWidget, tasks: Tasks, title: str, words: str, do: Callable[[str, str], object], save: str
    ) -> None:
        super().__init__(parent, tasks, title, save_words=save, width=38)
        self._do = do
        self._words = save
        self.add_above(widgets.label(words, "muted"))
        self.current = self.form.add("current", _(self.asked), SecretField(), required=True)

    def save(self) -> None:
        self._wait(True)
        self.tasks.run_beside(
            self, self._do, self.current.value(), self.wanted(), then=self.saved, on_trouble=self._show_trouble
        )

    def wanted(self) -> str:
        return ""

    def reject(self) -> None:
        """What was typed here is nothing to keep."""
        QDialog.reject(self)

    def _show_trouble(self, trouble: MentorHubError) -> None:
        self._wait(False)
        self.form.show_error(trouble if isinstance(trouble, FieldError) else FieldError("current", str(trouble)))
        self.current.selectAll()

    def _wait(self, waiting: bool) -> None:
        self.form.setEnabled(not waiting)
        self.save_button.setEnabled(not waiting)
        self.cancel_button.setEnabled(not waiting)
        self.save_button.setText(_("Einen Moment …") if waiting else self._words)

    def _add_new(self, *, required: bool, hint: str = "") -> None:
        self._required = required
        self.first = self.form.add("wanted", _("Neues Kennwort"), SecretField(), required=required, hint=hint)
        self.hint = widgets.StatusLabel(wrap=True)
        self.form.add_wide(self.hint)
        self.second = self.form.add("again", _("Neues Kennwort wiederholen"), SecretField(), required=required)
        self.first.textChanged.connect(lambda: self._judge())
        self._judge()

    def _judge(self) -> None:
        judged = strength.judge(self.first.value())
        icon = {"good": "ok", "warning": "problem", "bad": "problem"}.get(judged.tone, "information")
        self.hint.set_status(Status(judged.sentence, icon, judged.tone))

    def _new_is_good(self) -> bool:
        wanted = self.first.value()
        if not wanted and not self.second.value() and not self._required:
            return True
        if strength.judge(wanted).level == 0:
            shortest = _("Das Kennwort ist zu kurz: mindestens {n} Zeichen.").format(n=strength.SHORTEST)
            self.form.show_problem("wanted", shortest)
        elif wanted != self.second.value():
            self.form.show_problem("again", _("Die beiden Kennwörter sind nicht gleich."))
        else:
            return True
        return False


class ConfirmDialog(_KeyDialog):
    """The Kennwort once more; it holds for some minutes."""

    asked = N_("Kennwort")

    def __init__(self, parent: QWidget, tasks: Tasks, check: Callable[[str], object], minutes: int) -> None:
        super().__init__(
            parent,
            tasks,
            _("Bitte noch einmal das Kennwort"),
            ngettext(
                "Angaben zum Führungszeugnis sind vor fremden Augen zu schützen (§ 72a SGB VIII). Danach sind sie "
                "{n} Minute lang zu sehen.",
                "Angaben zum Führungszeugnis sind vor fremden Augen zu schützen (§ 72a SGB VIII). Danach sind sie "
                "{n} Minuten lang zu sehen.",
                minutes,
            ).format(n=minutes),
            lambda current, _wanted: check(current),
            _("Weiter"),
        )


class PassphraseDialog(_KeyDialog):
    def __init__(self, parent: QWidget, tasks: Tasks, do: Callable[[str, str], object]) -> None:
        super().__init__(
            parent,
            tasks,
            _("Kennwort ändern"),
            _(
                "Das alte Kennwort öffnet die Daten danach nicht mehr. Sicherungen von vorher behalten das Kennwort, "
                "das damals galt. Ist der Laptop oder ein Stick weg, hilft nur: alles neu verschlüsseln."
            ),
            do,
            _("Kennwort ändern"),
        )
        self._add_new(required=True)

    def save(self) -> None:
        if self._new_is_good():
            super().save()

    def wanted(self) -> str:
        return self.first.value()


class RecoveryKeyDialog(_KeyDialog):
    """Its result is the new recovery key."""

    def __init__(self, parent: QWidget, tasks: Tasks, do: Callable[[str], str]) -> None:
        super().__init__(
            parent,
            tasks,
            _("Neues Notfallblatt"),
            _(
                "Das Blatt von bisher öffnet die Daten dann nicht mehr: Bitte werfen Sie es weg. Nur Sicherungen von "
                "vorher öffnet es weiter."
            ),
            lambda current, _wanted: do(current),
            _("Neues Blatt machen"),
        )


class DataKeyDialog(_KeyDialog):
    """Its result is the new recovery key."""

    def __init__(self, parent: QWidget, tasks: Tasks, do: Callable[[str, str], str]) -> None:
        super().__init__(
            parent,
            tasks,
            _("Alles neu verschlüsseln"),
            _(
                "Die Daten auf diesem Rechner bekommen einen neuen Schlüssel; danach gibt es ein neues Notfallblatt "
                "und sofort eine neue Sicherung. Kopien, die jemand schon hat (der verlorene Laptop, Sicherungen von "
                "vorher), behalten den alten Schlüssel: Wer dazu das alte Kennwort kennt, kann sie weiter lesen. "
                "Löschen Sie alte Sicherungen, sobald Sie sie nicht mehr brauchen. Der Schlüsselbund vergisst diese "
                "Daten; beim nächsten Öffnen wird das Kennwort gefragt."
            ),
            do,
            _("Neu verschlüsseln"),
        )
        self._add_new(required=False, hint=_("Leer lassen, wenn niemand das jetzige kennen kann."))

    def save(self) -> None:
        if self._new_is_good():
            super().save()

    def wanted(self) -> str:
        return self.first.value()


class SheetDialog(QDialog):
    """A new recovery key: saved or printed before the dialog can be closed."""

    def __init__(self, parent: QWidget, recovery_key: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Ihr neues Notfallblatt"))
        self.setModal(True)
        self.sheet = Sheet(recovery_key)
        words = widgets.label(
            _("Speichern oder drucken Sie das Blatt und legen Sie es zu Ihren wichtigen Papieren."), "muted"
        )
        self.done_button = widgets.button(_("Fertig"), self.accept, look="primary")
        layout = widgets.column(
            self,
            widgets.label(_("Ihr neues Notfallblatt"), "subtitle"),
            words,
            self.sheet,
            widgets.line(None, None, self.done_button),
            space=0.8,
        )
        widgets.margins(layout, 1.2, 1.3)
        self.resize(theme.em(36), theme.em(20))
        mnemonics.assign(self)

    def accept(self) -> None:
        if self.sheet.is_kept():
            super().accept()

    def reject(self) -> None:
        """Unsaved, the next start makes and shows another one: nothing is lost by leaving."""
        if self.sheet.is_kept():
            super().accept()
