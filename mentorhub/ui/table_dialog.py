"""A dialog around a table that is filled in like a spreadsheet and saved in one step."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QLayout, QWidget

from mentorhub.errors import CellsRefused, MentorHubError
from mentorhub.text import _
from mentorhub.ui import messages, mnemonics, theme, widgets
from mentorhub.ui.drafting import Drafting
from mentorhub.ui.tasks import Tasks
from mentorhub.ui.typed_table import Cell, TypedTable


class _TypedWords(QObject):
    """What was typed into the table, to be kept as a draft."""

    changed = Signal()
    settled = Signal()

    def __init__(self, dialog: "TableDialog") -> None:
        super().__init__(dialog)
        self._dialog = dialog
        dialog.table.edited.connect(lambda: (self.changed if self.is_changed() else self.settled).emit())

    def values(self) -> dict[str, Any]:
        typed = tuple((key, column, words) for (key, column), words in self._dialog.table.typed_words().items())
        return {**self._dialog.around(), "typed": typed}

    def put(self, values: Mapping[str, Any]) -> None:
        typed = {(key, column): words for key, column, words in values.get("typed", ())}
        self._dialog.put_typed(values, typed)

    def is_changed(self) -> bool:
        return self._dialog.table.has_typed()


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
        self.drafting: Drafting | None = None
        self._draft_of = ("", "")
        self._shown_before = False
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
        if self.drafting is not None:
            above = (self.drafting.notice, *above)
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

    def keep_drafts(self, page: str) -> None:
        """Call it once the table is there: what is typed survives a crash, and is offered again. Never for a table that
        asks for a certificate of conduct."""
        self.drafting = Drafting(_TypedWords(self), self.tasks, self)
        self._draft_of = (page, self.windowTitle())

    def around(self) -> dict[str, Any]:
        """What else a draft has to know: which month."""
        return {}

    def put_typed(self, around: Mapping[str, Any], typed: Mapping[Cell, str]) -> None:
        """A draft comes back."""
        self.table.put_typed(typed)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.drafting is not None and not self._shown_before:
            page, title = self._draft_of
            self.drafting.begin(page, None, type(self).__name__, title)
        self._shown_before = True

    def save(self) -> None:
        raise NotImplementedError

    def reject(self) -> None:
        if self.may_go_on():
            if self.drafting is not None:
                self.drafting.end()
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
