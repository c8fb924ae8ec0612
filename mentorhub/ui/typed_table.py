"""A table that is filled in like a spreadsheet, with the keyboard alone."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from mentorhub.text import _
from mentorhub.ui import icons, theme
from mentorhub.ui.delegates import RowDelegate

Cell = tuple[UUID, str]
"""Whose line, and which column."""


class TypedTable(QTableWidget):
    """Arrows, Enter and Tab move, F2 or typing edits, Strg+V fills downwards. Say which cells are asked and what was
    stored in them; what was typed stays until `forget_typed`, whatever is wrong with it."""

    edited = Signal()

    def __init__(self, name: str, heads: Sequence[str]) -> None:
        super().__init__(0, len(heads))
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels(list(heads))
        self.setItemDelegate(RowDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setTabKeyNavigation(False)  # Tab leaves after the last cell: see `focusNextPrevChild`
        self.setAlternatingRowColors(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.em(2.25))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setAccessibleName(_("Spalten"))
        header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        header.setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        )
        header.setMinimumHeight(theme.em(3.2))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._typed: dict[Cell, str] = {}
        self._problems: dict[Cell, str] = {}
        self.itemChanged.connect(self._changed)

    def has_typed(self) -> bool:
        return bool(self._typed)

    def typed_words(self) -> Mapping[Cell, str]:
        return self._typed

    def put_typed(self, typed: Mapping[Cell, str]) -> None:
        """As if typed; lines that are no longer there are left out."""
        for row, column in self.cells():
            words = typed.get(self.cell(row, column))
            if words is not None:
                self.take(row, column, words)

    def forget_typed(self) -> None:
        self._typed.clear()
        self._problems.clear()
        self.paint_fields()
        self.edited.emit()

    def problems(self) -> Mapping[Cell, str]:
        return self._problems

    def show_problems(self, problems: Mapping[Cell, str]) -> None:
        """Beside the cells: an icon, and the sentence where the cell is current or pointed at."""
        self._problems = dict(problems)
        self.paint_fields()
        first = next((place for place in self.cells() if self.cell(*place) in self._problems), None)
        if first is not None:
            self.setCurrentCell(*first)
        self.edited.emit()

    def current_problem(self) -> str:
        """The sentence of the current cell."""
        place = (self.currentRow(), self.currentColumn())
        return self._problems.get(self.cell(*place), "") if self.is_field(*place) else ""

    def named_problem(self) -> str:
        """The current cell's sentence, or else the first one with the names of its line and column."""
        if not self._problems:
            return ""
        (key, column), sentence = next(iter(self._problems.items()))
        return self.current_problem() or f"{self.line_name(key)}, {self.heading(column)}: {sentence}"

    def is_field(self, row: int, column: int) -> bool:
        """Whether the place is one of a line's fields, asked or not."""
        raise NotImplementedError

    def cell(self, row: int, column: int) -> Cell:
        """Of a field."""
        raise NotImplementedError

    def shown(self, row: int, column: int) -> str:
        """What a field shows while nothing is typed into it."""
        raise NotImplementedError

    def heading(self, column: str) -> str:
        raise NotImplementedError

    def line_name(self, key: UUID) -> str:
        raise NotImplementedError

    def check(self, cell: Cell, words: str) -> str:
        """What was typed, tidied. Raises ValueError with a sentence for the person."""
        raise NotImplementedError

    def is_asked(self, row: int, column: int) -> bool:
        """Whether the cell can be filled in."""
        raise NotImplementedError

    def is_as_stored(self, row: int, column: int, words: str) -> bool:
        """Whether typing this changes nothing."""
        return words == self.shown(row, column)

    def take(self, row: int, column: int, words: str) -> None:
        """Called with what was typed or pasted into a cell that is asked."""
        cell = self.cell(row, column)
        self._problems.pop(cell, None)
        if self.is_as_stored(row, column, words.strip()):
            self._typed.pop(cell, None)
        else:
            self._typed[cell] = words.strip()
            try:
                self._typed[cell] = self.check(cell, words.strip())
            except ValueError as trouble:
                self._problems[cell] = str(trouble)
        self.paint_field(row, column)
        self.edited.emit()

    def cells(self) -> list[tuple[int, int]]:
        """Those that can be filled in, line by line."""
        return [(r, c) for r in range(self.rowCount()) for c in range(self.columnCount()) if self.is_asked(r, c)]

    def write(self, row: int, column: int, words: str) -> None:
        """As if it were typed; what does not fit the table is left out."""
        there = 0 <= row < self.rowCount() and 0 <= column < self.columnCount()
        if there and self.is_asked(row, column):
            self.take(row, column, words)

    def show_cell(
        self, row: int, column: int, words: str, *, said: str, problem: str = "", typed: bool = False
    ) -> None:
        """`said`: the column's heading for a screen reader."""
        item = self.item(row, column)
        if item is None:
            return
        was_blocked = self.blockSignals(True)
        asked = self.is_asked(row, column)
        item.setText(words)
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        item.setFlags(flags | Qt.ItemFlag.ItemIsEditable if asked else flags)
        tone = "bad" if problem else "accent" if typed else "text" if asked else "muted"
        item.setForeground(QBrush(theme.colours().named(tone)))
        item.setIcon(icons.icon("problem", "bad") if problem else icons.nothing())
        font = self.font()
        font.setBold(typed)
        item.setFont(font)
        item.setToolTip(problem or words)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(filter(None, (f"{said}: {words}", problem))))
        self.blockSignals(was_blocked)

    def paint_field(self, row: int, column: int) -> None:
        cell = self.cell(row, column)
        typed = self._typed.get(cell)
        words = self.shown(row, column) if typed is None else typed
        problem = self._problems.get(cell, "")
        self.show_cell(row, column, words, said=self.heading(cell[1]), problem=problem, typed=typed is not None)

    def paint_fields(self) -> None:
        for row in range(self.rowCount()):
            for column in range(self.columnCount()):
                if self.is_field(row, column):
                    self.paint_field(row, column)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self._paste(QGuiApplication.clipboard().text())
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            for index in self.selectedIndexes():
                self.write(index.row(), index.column(), "")
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.setCurrentCell(min(self.currentRow() + 1, self.rowCount() - 1), self.currentColumn())
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Tab while typing goes where it goes else, too: never into a cell that can't be filled in."""
        onwards = QAbstractItemDelegate.EndEditHint.EditNextItem
        backwards = QAbstractItemDelegate.EndEditHint.EditPreviousItem
        if hint not in {onwards, backwards}:
            super().closeEditor(editor, hint)
            return
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self.focusNextPrevChild(hint == onwards)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from cell to cell and, after the last one, on."""
        cells = self.cells()
        here = (self.currentRow(), self.currentColumn())
        left = [cell for cell in cells if cell > here] if forward else [cell for cell in reversed(cells) if cell < here]
        if not left:
            return super().focusNextPrevChild(forward)
        self.setCurrentCell(*left[0])
        return True

    def _paste(self, words: str) -> None:
        row, column = self.currentRow(), max(1, self.currentColumn())
        for down, line in enumerate(words.rstrip("\n").split("\n")):
            for right, part in enumerate(line.rstrip("\r").split("\t")):
                self.write(row + down, column + right, part.strip())

    def _changed(self, item: QTableWidgetItem) -> None:
        if self.is_asked(item.row(), item.column()):
            self.take(item.row(), item.column(), item.text())
