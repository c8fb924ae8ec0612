"""The table of the *Sammeleintrag*: people by papers, filled in like a spreadsheet with the keyboard alone."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableWidgetItem

from mentorhub.choices import EvidenceKind, Purpose
from mentorhub.consent import CERTIFICATE, SHEET, SheetRow
from mentorhub.text import _, german_date
from mentorhub.ui import dates, theme
from mentorhub.ui.typed_table import Cell, TypedTable

_TICKS = ("x", "X", "✓", "ja")
_NAME, _DAY = 13, 7.2
"""Widths in em."""


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
        self.paint_fields()
        self.blockSignals(False)
        self.setCurrentCell(max(0, place[0]), place[1] if place[1] > 0 else 2)

    def typed(self) -> dict[Cell, date]:
        """The cells that were filled in. Cells that are no date are in `problems`, and only those."""
        found = {}
        self._problems.clear()
        for cell, words in self._typed.items():
            try:
                day = self._day(words)
            except ValueError as trouble:
                self._problems[cell] = str(trouble)
                continue
            if day is not None:
                found[cell] = day
        self.paint_fields()
        return found

    def fill(self, rows: Sequence[int], columns: Sequence[str], day: date) -> list[Cell]:
        """Put a day into the cells that make sense and are still empty. Which were filled."""
        filled = []
        for row in rows:
            for column in columns:
                cell = (self._rows[row].person_id, column)
                if column in self._rows[row].asked and column not in self._rows[row].days and cell not in self._typed:
                    self._typed[cell] = german_date(day)
                    filled.append(cell)
        self.paint_fields()
        self.edited.emit()
        return filled

    def chosen_rows(self) -> list[int]:
        """Those with a selected cell."""
        return sorted({index.row() for index in self.selectedIndexes()})

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

    def is_field(self, row: int, column: int) -> bool:
        return 0 <= row < len(self._rows) and column > 0

    def cell(self, row: int, column: int) -> Cell:
        return self._rows[row].person_id, SHEET[column - 1]

    def shown(self, row: int, column: int) -> str:
        name, stored = SHEET[column - 1], self._rows[row]
        if name not in stored.asked:
            return "–"
        if name == CERTIFICATE and not self._may_see:
            return stored.certificate.label
        return german_date(stored.days.get(name))

    def heading(self, column: str) -> str:
        return heading(column)

    def line_name(self, key: UUID) -> str:
        return next((row.name for row in self._rows if row.person_id == key), "")

    def is_as_stored(self, row: int, column: int, words: str) -> bool:
        return not words or super().is_as_stored(row, column, words)

    def check(self, cell: Cell, words: str) -> str:
        """`1.12.` becomes 01.12.2026 and `x` the day of the sheet."""
        return german_date(self._day(words))

    def _day(self, words: str) -> date | None:
        return self.tick_day if words in _TICKS else dates.read(words, self._today)

    def _tick(self) -> None:
        """Enters the day of the sheet; a second time takes it out again."""
        row, column = self.currentRow(), self.currentColumn()
        if column > 0 and self.is_asked(row, column) and SHEET[column - 1] != CERTIFICATE:
            typed = self.cell(row, column) in self._typed
            self.write(row, column, "" if typed else german_date(self.tick_day))
