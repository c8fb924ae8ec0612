"""A dialog around a form: Speichern (Strg+S), Abbrechen, and never a lost entry."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from mentorhub.text import _
from mentorhub.ui import messages, mnemonics, theme, widgets
from mentorhub.ui.forms import Form
from mentorhub.ui.tasks import Tasks


class FormDialog(QDialog):
    """Put fields into `self.form`, write `save` (it ends with `tasks.save(self, ..., then=self.saved,
    on_field_error=self.form.show_error)`), and call `open()`."""

    def __init__(self, parent: QWidget, tasks: Tasks, title: str, *, save_words: str = "", width: float = 36) -> None:
        super().__init__(parent)
        self.tasks = tasks
        self.result_value: object = None
        self.setWindowTitle(title)
        self.setModal(True)
        self.form = Form()
        self.heading = widgets.label(title, "subtitle")
        self.save_button = widgets.button(save_words or _("Speichern"), self.try_to_save, look="primary")
        self.save_button.setDefault(True)
        self.cancel_button = widgets.button(_("Abbrechen"), self.reject)
        QShortcut(QKeySequence.StandardKey.Save, self, self.try_to_save)
        self.buttons = QHBoxLayout()
        self.buttons.addWidget(self.cancel_button)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.save_button)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.em(0.8))
        inside = QWidget()
        words = widgets.column(inside, self.form, None)
        words.setContentsMargins(0, 0, theme.em(0.6), 0)
        self.body.addWidget(widgets.scrolling(inside), 1)
        layout = QVBoxLayout(self)
        widgets.margins(layout, 1.1, 1.3)
        layout.setSpacing(theme.em(0.9))
        layout.addWidget(self.heading)
        layout.addLayout(self.body, 1)
        layout.addLayout(self.buttons)
        self._width = width

    def save(self) -> None:
        """Called with a form that has passed its checks."""
        raise NotImplementedError

    def saved(self, result: object = None) -> None:
        """Give this to `tasks.save` as `then`: closes; the result is in `result_value`."""
        self.result_value = result
        self.form.take_as_unchanged()
        self.accept()

    def try_to_save(self) -> None:
        if self.form.check():
            self.save()

    def reject(self) -> None:
        """Also on Escape and on closing the window: asks before anything typed is thrown away."""
        if self.form.is_changed():
            answer = messages.ask_save(self, _("Möchten Sie Ihre Änderungen speichern?"))
            if answer == "save":
                self.try_to_save()
                return
            if answer == "stay":
                return
        super().reject()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()
        self.form.take_as_unchanged()
        mnemonics.assign(self)
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        """As high as the form, but never higher than the screen."""
        self.form.adjustSize()
        room = self.screen().availableSize()
        wanted = self.form.sizeHint().height() + self.heading.sizeHint().height() + theme.em(8)
        self.resize(min(theme.em(self._width), room.width()), min(wanted, round(room.height() * 0.92)))
