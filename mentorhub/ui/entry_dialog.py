"""A quick entry: after saving, the next one at once."""

from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from mentorhub.text import _
from mentorhub.ui import widgets
from mentorhub.ui.form_dialog import FormDialog
from mentorhub.ui.tasks import Tasks


class EntryDialog(FormDialog):
    """Call `offer_another` for „Speichern und neu“ (Strg+Enter), and end `save` with `keep`."""

    def __init__(self, parent: QWidget, tasks: Tasks, title: str) -> None:
        super().__init__(parent, tasks, title, width=38)
        self.notice = widgets.Notice()
        self.notice.hide()
        self.add_above(self.notice)
        self._another = False

    def offer_another(self) -> None:
        self.another_button = widgets.button(_("Speichern und neu"), self.save_and_go_on)
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self, self.save_and_go_on)
        self.another_button.setToolTip(shortcut.key().toString(QKeySequence.SequenceFormat.NativeText))
        self.buttons.insertWidget(self.buttons.indexOf(self.save_button), self.another_button)

    def save_and_go_on(self) -> None:
        self.when_found(self._save_and_go_on)

    def _save_and_go_on(self) -> None:
        self._another = True
        self._try_to_save()
        self._another = False

    def keep(self, function: Any, *args: object, told: tuple[str, ...], again: dict[str, object]) -> None:
        """Save; then close, or stay for the next entry with `again` in the fields. `told` is what was saved."""
        words = " · ".join(part for part in told if part)
        self.words_when_saved = _("Gespeichert: {words}").format(words=words)
        go_on = self._another
        self.tasks.save(
            self,
            function,
            *args,
            then=(lambda _result: self._next(again)) if go_on else self.saved,
            on_field_error=self.form.show_error,
        )

    def begin_again(self) -> None:
        """What else is to be done before the next entry; the focus goes where one types first."""

    def _next(self, again: dict[str, object]) -> None:
        self.notice.say(self.words_when_saved, "good")
        self.told.emit(self.words_when_saved)
        self.fit()
        self.form.set_values(again)
        self.begin_again()
