"""A question that one day answers: until when a card is good, when the network meets next."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from mentorhub.ui import widgets
from mentorhub.ui.fields import DateField
from mentorhub.ui.form_dialog import FormDialog
from mentorhub.ui.tasks import Tasks


class OneDayDialog(FormDialog):
    """`keep(session, day)` saves; it may raise `FieldError` about `day`. `about`: whom or what, for the eye."""

    def __init__(
        self,
        parent: QWidget,
        tasks: Tasks,
        title: str,
        caption: str,
        suggested: date,
        keep: Callable[..., object],
        *,
        about: str = "",
        hint: str = "",
    ) -> None:
        super().__init__(parent, tasks, title, width=30)
        self._keep = keep
        if about:
            self.add_above(widgets.label(about, "muted"))
        self.form.add("day", caption, DateField(suggested), required=True, hint=hint).set_value(suggested)

    def save(self) -> None:
        day = self.form.field("day").value()
        self.tasks.save(self, self._keep, day, then=self.saved, on_field_error=self.form.show_error)
