"""The table of the *Sammeleintrag*: people by papers, filled in like a spreadsheet with the keyboard alone."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableWidgetItem

from mentorhub.choices import EvidenceKind, Purpose
from mentorhub.consent import CERTIFICATE, SHEET, SheetRow
from mentorhub.text import _, german_date
from mentorhub.ui import dates, theme
from mentorhub.ui.typed_table import TypedTable

_TICKS = ("x", "X", "✓", "ja")
_NAME, _DAY = 13, 7.2
"""Widths in em."""
Cell = tuple[UUID, str]


def heading(column: str) -> str:
    return {
        CERTIFICATE: _("Führungszeugnis vom"),
        EvidenceKind.CONFIDENTIALITY: EvidenceKind.CONFIDENTIALITY.label,
        EvidenceKind.SELF_COMMITMENT: EvidenceKind.SELF_COMMITMENT.label,
        Purpose.PARTICIPATION: _("Teilnahme"),
        Purpose.GUARDIANS: _("Sorgeberechtigte"),
        Purpose.CONTACT: _("Kontakt weitergeben"),
        Purpose.SPECIAL: _("Herkunft"),
        Purpose.PHOTO: _("Fotos"),
    }[column]


def _heads() -> list[str]:
    """Long words parted, so that a day's width is enough for each column."""
    parted = {
        CERTIFICATE: _("Führungs-\nzeugnis vom"),
        EvidenceKind.CONFIDENTIALITY: _("Verschwie-\ngenheit"),
        EvidenceKind.SELF_COMMITMENT: _("Selbstver-\npflichtung"),
        Purpose.GUARDIANS: _("Sorge-\nberechtigte"),
        Purpose.CONTACT: _("Kontakt\nweitergeben"),
    }
    return [_("Name"), *(parted.get(column, heading(column)) for column in SHEET)]


class SheetTable(TypedTable):
    """The space bar enters the day of the sheet.

    What was typed stays, whatever is wrong with it; `typed()` has the cells that differ from what is stored.
    """

    def __init__(self, today: date) -> None:
        super().__init__(_("Personen und Unterlagen"), _heads())
        self._today = today
        self._rows: list[SheetRow] = []
        self._typed: dict[Cell, str] = {}
        self._problems: dict[Cell, str] = {}
        self._may_see = False
        self.tick_day = today
        """What the space bar and an `x` mean."""

    def show_rows(self, rows: Sequence[SheetRow], may_see: bool) -> None:
        """`may_see`: the days of certificates; without, only how they stand. What was typed stays."""
        place = (self.currentRow(), self.currentColumn())
        self._rows, self._may_see = list(rows), may_see
        self.blockSignals(True)
        self.setRowCount(len(rows))
        for number, row in enumerate(rows):
            name = QTableWidgetItem(f"{row.name}  {row.number}")
            name.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            name.setToolTip(row.roles)
            self.setItem(number, 0, name)
            for column in range(1, self.columnCount()):
                self.setItem(number, column, QTableWidgetItem())
                self._paint(number, column)
        self.blockSignals(False)
        self.setCurrentCell(max(0, place[0]), place[1] if place[1] > 0 else 2)

    def typed(self) -> dict[Cell, date]:
        """The cells that were filled in. Cells that are no date are in `problems`, and only those."""
        found = {}
        self._problems.clear()
        for cell, words in self._typed.items():
            try:
                day = self.tick_day if words.strip() in _TICKS else dates.read(words, self._today)
            except ValueError as trouble:
                self._problems[cell] = str(trouble)
                continue
            if day is not None:
                found[cell] = day
        self._repaint()
        return found

    def has_typed(self) -> bool:
        return bool(self._typed)

    def problems(self) -> Mapping[Cell, str]:
        return self._problems

    def show_problems(self, problems: Mapping[Cell, str]) -> None:
        """Beside the cells: an icon, and the sentence where the cell is current or pointed at."""
        self._problems = dict(problems)
        self._repaint()
        first = next(((r, c) for r, c in self.cells() if self._cell(r, c) in self._problems), None)
        if first is not None:
            self.setCurrentCell(*first)
        self.edited.emit()

    def forget_typed(self) -> None:
        self._typed.clear()
        self._problems.clear()
        self._repaint()
        self.edited.emit()

    def fill(self, rows: Sequence[int], columns: Sequence[str], day: date) -> list[Cell]:
        """Put a day into the cells that make sense and are still empty. Which were filled."""
        filled = []
        for row in rows:
            for column in columns:
                cell = (self._rows[row].person_id, column)
                if column in self._rows[row].asked and column not in self._rows[row].days and cell not in self._typed:
                    self._typed[cell] = german_date(day)
                    filled.append(cell)
        self._repaint()
        self.edited.emit()
        return filled

    def chosen_rows(self) -> list[int]:
        """Those with a selected cell."""
        return sorted({index.row() for index in self.selectedIndexes()})

    def person_names(self) -> Mapping[UUID, str]:
        return {row.person_id: row.name for row in self._rows}

    def current_problem(self) -> str:
        row, column = self.currentRow(), self.currentColumn()
        there = 0 <= row < len(self._rows) and column > 0
        return self._problems.get(self._cell(row, column), "") if there else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Never narrower than a date in bold; what does not fit is scrolled."""
        super().resizeEvent(event)
        name = theme.em(_NAME)
        share = (self.viewport().width() - name) // len(SHEET)
        self.setColumnWidth(0, name)
        for column in range(1, self.columnCount()):
            self.setColumnWidth(column, max(theme.em(_DAY), share))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.state() is not QAbstractItemView.State.EditingState:
            self._tick()
            event.accept()
            return
        super().keyPressEvent(event)

    def is_asked(self, row: int, column: int) -> bool:
        if column == 0:
            return False
        name = SHEET[column - 1]
        return name in self._rows[row].asked and (name != CERTIFICATE or self._may_see)

    def _cell(self, row: int, column: int) -> Cell:
        return self._rows[row].person_id, SHEET[column - 1]

    def _tick(self) -> None:
        """Enters the day of the sheet; a second time takes it out again."""
        row, column = self.currentRow(), self.currentColumn()
        if column > 0 and self.is_asked(row, column) and SHEET[column - 1] != CERTIFICATE:
            cell = self._cell(row, column)
            self.write(row, column, "" if cell in self._typed else german_date(self.tick_day))

    def take(self, row: int, column: int, words: str) -> None:
        cell = self._cell(row, column)
        self._problems.pop(cell, None)
        stored = german_date(self._rows[row].days.get(SHEET[column - 1]))
        if words.strip() in {"", stored}:
            self._typed.pop(cell, None)
        else:
            self._typed[cell] = words.strip()
            self._tidy(cell)
        self._paint(row, column)
        self.edited.emit()

    def _tidy(self, cell: Cell) -> None:
        """`1.12.` becomes 01.12.2026 and `x` the day of the sheet; what is no date is said at once."""
        words = self._typed[cell]
        try:
            day = self.tick_day if words in _TICKS else dates.read(words, self._today)
        except ValueError as trouble:
            self._problems[cell] = str(trouble)
        else:
            self._typed[cell] = german_date(day)

    def _repaint(self) -> None:
        for row in range(len(self._rows)):
            for column in range(1, self.columnCount()):
                self._paint(row, column)
        self.viewport().update()

    def _paint(self, row: int, column: int) -> None:
        name, cell = SHEET[column - 1], self._cell(row, column)
        typed = self._typed.get(cell)
        words = self._words(row, name) if typed is None else typed
        problem = self._problems.get(cell, "")
        self.show_cell(row, column, words, said=heading(name), problem=problem, typed=typed is not None)

    def _words(self, row: int, name: str) -> str:
        shown = self._rows[row]
        if name not in shown.asked:
            return "–"
        if name == CERTIFICATE and not self._may_see:
            return shown.certificate.label
        return german_date(shown.days.get(name))
