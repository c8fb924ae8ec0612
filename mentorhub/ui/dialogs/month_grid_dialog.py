"""*Monat für alle eintragen*: the meetings of all running pairings in one table, saved in one step."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from mentorhub import activities
from mentorhub.activities import MonthLine, MonthRefused
from mentorhub.errors import MentorHubError
from mentorhub.text import _, duration, month_name, ngettext
from mentorhub.ui import messages, mnemonics, months, theme, widgets
from mentorhub.ui.dialogs.month_table import MonthTable, heading
from mentorhub.ui.tasks import Tasks


class MonthGridDialog(QDialog):
    told = Signal(str)
    """What was saved, each time something was: for the status bar."""

    def __init__(self, parent: QWidget, tasks: Tasks, today: date) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._today = today
        title = _("Monat für alle eintragen")
        self.setWindowTitle(title)
        self.setModal(True)
        offered = months.last_months(today)
        self.month = widgets.filter_box(_("Monat"), offered, self._month_chosen)
        self._shown = str(offered[1][0])
        self.month.combo.blockSignals(True)
        self.month.combo.choose(self._shown)
        self.month.combo.blockSignals(False)
        self.sums = widgets.label("", "muted", wrap=False)
        self.table = MonthTable()
        self.empty = widgets.label(_("In diesem Monat lief keine Patenschaft."), "muted")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.hide()
        self.problem = widgets.label("", "problem")
        hint = widgets.label(
            _("Stunden: 9 oder 1,5. Themen: Deutsch, Arzt. Leere Zeilen werden nicht eingetragen. Strg+V fügt ein."),
            "hint",
        )
        self.save_button = widgets.button(_("Speichern"), self.save, look="primary")
        self.cancel_button = widgets.button(_("Abbrechen"), self.reject)
        for button in (self.save_button, self.cancel_button):
            button.setAutoDefault(False)  # Enter belongs to the table
        QShortcut(QKeySequence.StandardKey.Save, self, self.save)
        layout = widgets.column(
            self,
            widgets.label(title, "subtitle"),
            widgets.line(None, self.month, None, self.sums),
            self.table,
            self.empty,
            self.problem,
            hint,
            widgets.line(None, self.cancel_button, None, self.save_button),
            space=0.6,
        )
        layout.setStretchFactor(self.table, 1)
        layout.setStretchFactor(self.empty, 1)
        widgets.margins(layout, 0.9, 1.1)
        room = self.screen().availableSize()
        self.resize(min(theme.em(74), room.width()), min(theme.em(44), round(room.height() * 0.92)))
        self.table.edited.connect(self._show_state)
        self.table.currentCellChanged.connect(lambda *_places: self._show_state())
        mnemonics.assign(self)
        self._show_state()
        self._load()

    def save(self) -> None:
        entries = self.table.entries()
        if self.table.problems():
            self.table.show_problems(self.table.problems())
            return
        if not entries:
            return
        self.save_button.setEnabled(False)
        month = date.fromisoformat(self._shown)
        self._tasks.save(
            self,
            activities.enter_month,
            month,
            entries,
            self._today,
            then=lambda count: self._saved(count, month),
            on_trouble=self._refused,
        )

    def reject(self) -> None:
        """Asks before anything typed is thrown away."""
        if self._may_go_on():
            super().reject()

    def _month_chosen(self) -> None:
        if self.month.value() == self._shown:
            return
        if self._may_go_on():
            self._shown = str(self.month.value())
            self.table.forget_typed()
            self._load()
        else:
            self.month.combo.choose(self._shown)

    def _may_go_on(self) -> bool:
        if not self.table.has_typed():
            return True
        answer = messages.ask_save(self, _("Möchten Sie Ihre Änderungen speichern?"))
        if answer == "save":
            self.save()
        return answer == "discard"

    def _load(self) -> None:
        month = date.fromisoformat(self._shown)
        self._tasks.load(self, activities.month_lines, month, then=self._take, channel="month")

    def _take(self, lines: Sequence[MonthLine]) -> None:
        self.table.show_lines(lines)
        self.table.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        if lines:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _saved(self, count: int, month: date) -> None:
        self.table.forget_typed()
        words = ngettext("{month}: {n} Patenschaft eingetragen.", "{month}: {n} Patenschaften eingetragen.", count)
        self.told.emit(words.format(month=month_name(month), n=count))
        self.accept()

    def _refused(self, trouble: MentorHubError) -> None:
        self.save_button.setEnabled(True)
        if isinstance(trouble, MonthRefused):
            self.table.show_problems(trouble.problems)
        else:
            messages.warn(self, str(trouble))

    def _show_state(self) -> None:
        self.save_button.setEnabled(self.table.has_typed())
        problems = self.table.problems()
        sentence = self.table.current_problem()
        if problems and not sentence:
            (pairing_id, field), said = next(iter(problems.items()))
            sentence = f"{self.table.people(pairing_id)}, {heading(field)}: {said}"
        self.problem.setText(sentence)
        self.problem.setVisible(bool(problems))
        count, minutes = self.table.sums()
        held = ngettext("{n} Treffen", "{n} Treffen", count).format(n=count)
        self.sums.setText(_("Zusammen: {words}").format(words=", ".join(filter(None, (held, duration(minutes))))))
