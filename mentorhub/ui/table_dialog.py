"""A dialog around a table that is filled in like a spreadsheet and saved in one step."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QLayout, QWidget

from mentorhub.errors import CellsRefused, MentorHubError
from mentorhub.text import _
from mentorhub.ui import messages, mnemonics, theme, widgets
from mentorhub.ui.tasks import Tasks
from mentorhub.ui.typed_table import TypedTable


class TableDialog(QDialog):
    """Say what stands above and below the table (`lay_out`), and how to `save`. What was typed is never thrown away
    without a question, and a refusal is shown at its cells."""

    table: TypedTable

    def __init__(self, parent: QWidget, tasks: Tasks, title: str, nothing: str) -> None:
        """`nothing`: what is said instead of an empty table."""
        super().__init__(parent)
        self.tasks = tasks
        self.setWindowTitle(title)
        self.setModal(True)
        self.empty = widgets.label(nothing, "muted")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.hide()
        self.problem = widgets.label("", "problem")
        self.save_button = widgets.button(_("Speichern"), self.save, look="primary")
        self.cancel_button = widgets.button(_("Abbrechen"), self.reject)
        for button in (self.save_button, self.cancel_button):
            button.setAutoDefault(False)  # Enter belongs to the table
        QShortcut(QKeySequence.StandardKey.Save, self, self.save)

    def lay_out(
        self, above: Sequence[QWidget | QLayout], below: Sequence[QWidget | QLayout], *, width: float, height: float
    ) -> None:
        """Sizes in em, at most those of the screen."""
        foot = widgets.line(None, self.cancel_button, None, self.save_button)
        title = widgets.label(self.windowTitle(), "subtitle")
        layout = widgets.column(self, title, *above, self.table, self.empty, self.problem, *below, foot, space=0.6)
        layout.setStretchFactor(self.table, 1)
        layout.setStretchFactor(self.empty, 1)
        widgets.margins(layout, 0.9, 1.1)
        room = self.screen().availableSize()
        self.resize(min(theme.em(width), room.width()), min(theme.em(height), round(room.height() * 0.92)))
        self.table.edited.connect(self.show_state)
        self.table.currentCellChanged.connect(lambda *_places: self.show_state())
        mnemonics.assign(self)
        self.show_state()

    def save(self) -> None:
        raise NotImplementedError

    def reject(self) -> None:
        if self.may_go_on():
            super().reject()

    def may_go_on(self) -> bool:
        """Asks before anything typed is thrown away."""
        if not self.table.has_typed():
            return True
        answer = messages.ask_save(self, _("Möchten Sie Ihre Änderungen speichern?"))
        if answer == "save":
            self.save()
        return answer == "discard"

    def is_readable(self) -> bool:
        """Whether each cell could be read; if not, they are shown."""
        if self.table.problems():
            self.table.show_problems(self.table.problems())
        return not self.table.problems()

    def show_table(self, filled: bool) -> None:
        self.table.setVisible(filled)
        self.empty.setVisible(not filled)

    def refused(self, trouble: MentorHubError) -> None:
        self.save_button.setEnabled(True)
        if isinstance(trouble, CellsRefused):
            self.table.show_problems(trouble.problems)
        else:
            messages.warn(self, str(trouble))

    def show_state(self) -> None:
        self.save_button.setEnabled(self.table.has_typed())
        self.problem.setText(self.table.named_problem())
        self.problem.setVisible(bool(self.table.problems()))
