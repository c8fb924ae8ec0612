"""Values of a list that nobody can read: shown in red with the reason, mended in place, or their row left out."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from mentorhub.import_export.decisions import Decisions
from mentorhub.import_export.importing import Check
from mentorhub.import_export.rows import Problem
from mentorhub.text import _
from mentorhub.ui import widgets
from mentorhub.ui.dialogs.import_columns import column_words
from mentorhub.ui.fields import TextField
from mentorhub.ui.rows_model import Column
from mentorhub.ui.small_table import SmallTable
from mentorhub.ui.status import Status

_MOST_SHOWN = 1_000


class MendingPart(QWidget):
    def __init__(self, decide: Callable[[Decisions], object]) -> None:
        super().__init__()
        self._decide = decide
        self._decisions = Decisions()
        self.table = SmallTable(
            _("Nicht gelesene Angaben"),
            [
                Column(_("Zeile"), "row", width=4, right=True),
                Column(_("Spalte"), lambda problem: column_words(problem.column), width=9),
                Column(_("Das steht da"), _written, width=12),
                Column(_("Warum"), "sentence", width=26),
            ],
            lambda problem: (problem.sheet, problem.row, problem.column, problem.sentence),
            empty=_("Alles ließ sich lesen."),
        )
        self.words = TextField()
        caption = widgets.label(_("Richtig ist"), "muted", wrap=False)
        caption.setBuddy(self.words)
        self.mend_button = widgets.button(_("Berichtigen"), self._mend, icon="edit")
        self.leave_button = widgets.button(_("Zeile auslassen"), self._leave_out)
        self.hint = widgets.label(
            _("Was Sie nicht berichtigen, bleibt leer; alles andere aus der Zeile kommt herein."), "hint"
        )
        self.whole = widgets.label()
        self.table.chosen.connect(lambda _problem: self._show_current())
        self.table.opened.connect(lambda _problem: self._go_to_words())
        self.words.returnPressed.connect(self._mend)
        widgets.column(
            self,
            self.table,
            self.whole,
            self.hint,
            widgets.line(None, caption, self.words, self.mend_button, self.leave_button),
            space=0.5,
        ).setStretch(0, 1)

    def show_check(self, check: Check) -> None:
        self._decisions = check.decisions
        self.table.set_rows(check.result().refused[:_MOST_SHOWN])
        self._show_current()

    def _show_current(self) -> None:
        problem: Problem | None = self.table.current()
        mendable = problem is not None and problem.position is not None
        self.words.setEnabled(mendable)
        self.mend_button.setEnabled(mendable)
        self.leave_button.setEnabled(problem is not None)
        self.whole.setText(problem.sentence if problem is not None else "")
        self.words.set_value(problem.written if problem is not None else "")

    def _go_to_words(self) -> None:
        self.words.setFocus()
        self.words.selectAll()

    def _mend(self) -> None:
        problem: Problem | None = self.table.current()
        if problem is not None and problem.position is not None and self.words.value() != problem.written:
            self._decide(self._decisions.with_cell(problem.sheet, problem.row, problem.position, self.words.value()))

    def _leave_out(self) -> None:
        problem: Problem | None = self.table.current()
        if problem is not None:
            self._decide(self._decisions.leaving_out((problem.sheet, problem.row)))


def _written(problem: Problem) -> Status | str:
    return Status(problem.written or _("nichts"), "stop", "bad") if problem.position is not None else ""
