"""*Monat für alle eintragen*: the meetings of all running pairings in one table, saved in one step."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from mentorhub import activities
from mentorhub.activities import MonthLine
from mentorhub.text import _, duration, month_name, ngettext
from mentorhub.ui import months, widgets
from mentorhub.ui.dialogs.month_table import MonthTable
from mentorhub.ui.table_dialog import TableDialog
from mentorhub.ui.tasks import Tasks
from mentorhub.ui.typed_table import Cell


class MonthGridDialog(TableDialog):
    told = Signal(str)
    """What was saved, each time something was: for the status bar."""

    table: MonthTable

    def __init__(self, parent: QWidget, tasks: Tasks, today: date) -> None:
        super().__init__(
            parent, tasks, _("Monat für alle eintragen"), nothing=_("In diesem Monat lief keine Patenschaft.")
        )
        self._today = today
        offered = months.last_months(today)
        self.month = widgets.filter_box(_("Monat"), offered, self._month_chosen)
        self._shown = str(offered[1][0])
        self.month.combo.blockSignals(True)
        self.month.combo.choose(self._shown)
        self.month.combo.blockSignals(False)
        self.sums = widgets.label("", "muted", wrap=False)
        self.table = MonthTable()
        self._to_put: Mapping[Cell, str] = {}
        self.keep_drafts("activities")
        hint = widgets.label(
            _("Stunden: 9 oder 1,5. Themen: Deutsch, Arzt. Leere Zeilen werden nicht eingetragen. Strg+V fügt ein."),
            "hint",
        )
        self.lay_out([widgets.line(None, self.month, None, self.sums)], [hint], width=74, height=44)
        self._load()

    def save(self) -> None:
        entries = self.table.entries()
        if not self.is_readable() or not entries:
            return
        self.save_button.setEnabled(False)
        month = date.fromisoformat(self._shown)
        self.tasks.save(
            self,
            activities.enter_month,
            month,
            entries,
            self._today,
            then=lambda count: self._saved(count, month),
            on_trouble=self.refused,
        )

    def around(self) -> dict[str, Any]:
        return {"month": self._shown}

    def put_typed(self, around: Mapping[str, Any], typed: Mapping[Cell, str]) -> None:
        """Into its own month: the lines come first."""
        self._shown = str(around.get("month", self._shown))
        self.month.combo.blockSignals(True)
        self.month.combo.choose(self._shown)
        self.month.combo.blockSignals(False)
        self._to_put = typed
        self._load()

    def _month_chosen(self) -> None:
        if self.month.value() == self._shown:
            return
        if self.may_go_on():
            self._shown = str(self.month.value())
            self.table.forget_typed()
            self._load()
        else:
            self.month.combo.choose(self._shown)

    def _load(self) -> None:
        month = date.fromisoformat(self._shown)
        self.tasks.load(self, activities.month_lines, month, then=self._take, channel="month")

    def _take(self, lines: Sequence[MonthLine]) -> None:
        self.table.show_lines(lines)
        typed, self._to_put = self._to_put, {}
        self.table.put_typed(typed)
        self.show_table(bool(lines))
        if lines:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _saved(self, count: int, month: date) -> None:
        self.table.forget_typed()
        words = ngettext("{month}: {n} Patenschaft eingetragen.", "{month}: {n} Patenschaften eingetragen.", count)
        self.told.emit(words.format(month=month_name(month), n=count))
        self.accept()

    def show_state(self) -> None:
        super().show_state()
        count, minutes = self.table.sums()
        held = ngettext("{n} Treffen", "{n} Treffen", count).format(n=count)
        self.sums.setText(_("Zusammen: {words}").format(words=", ".join(filter(None, (held, duration(minutes))))))
