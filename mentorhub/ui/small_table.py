"""A table for few rows that are known at once; it looks like the long lists. Rows can be ticked and grouped."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QFont, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from mentorhub.text import _
from mentorhub.ui import icons, theme
from mentorhub.ui.columns import head_widths, shares
from mentorhub.ui.delegates import RowDelegate
from mentorhub.ui.rows_model import Column
from mentorhub.ui.status import Status


@dataclass(frozen=True)
class _Heading:
    words: str


class SmallTable(QTableWidget):
    """`chosen` gives the row that became current, `opened` the one that was double-clicked or entered."""

    chosen = Signal(object)
    opened = Signal(object)
    ticked = Signal()

    def __init__(
        self,
        name: str,
        columns: Sequence[Column],
        key: Callable[[Any], Hashable],
        *,
        empty: str = "",
        ticks: bool = False,
        wrapped: bool = False,
    ) -> None:
        """`wrapped`: headings have two lines and rows as many as they need; for few columns with long words."""
        super().__init__(0, len(columns))
        self.columns = tuple(columns)
        self.rows: list[Any] = []
        self._key = key
        self._empty = empty
        self._ticks = ticks
        self._head_lines = 2 if wrapped else 1
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels([column.title for column in columns])
        self.setItemDelegate(RowDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(wrapped)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.em(2.25))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setAccessibleName(_("Spalten"))
        header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        wrap = Qt.TextFlag.TextWordWrap.value if wrapped else 0
        for place, column in enumerate(columns):
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            item = self.horizontalHeaderItem(place)
            if item is not None:
                aligned = (side | Qt.AlignmentFlag.AlignVCenter).value | wrap
                item.setData(Qt.ItemDataRole.TextAlignmentRole, aligned)
                item.setToolTip(column.title)
        if wrapped:
            header.setMinimumHeight(theme.em(3.9))
        copy = QAction(_("Tabelle kopieren"), self)
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(self.copy_table)
        self.addAction(copy)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.currentCellChanged.connect(lambda row, _column, before, _old: self._tell(row, before))
        self.cellDoubleClicked.connect(lambda _row, _column: self._open())
        self.itemChanged.connect(lambda _item: self.ticked.emit())

    def copy_table(self) -> None:
        """All rows with their headings, as a spreadsheet or a letter takes them."""
        from mentorhub.ui import clipboard

        shown = [place for place in range(self.columnCount()) if not self.isColumnHidden(place)]
        lines = [
            [self.cell(number, place) for place in shown]
            for number, row in enumerate(self.rows)
            if not isinstance(row, _Heading)
        ]
        clipboard.put_table([self.columns[place].title for place in shown], lines)

    def set_rows(self, rows: Sequence[Any]) -> None:
        """The chosen row and the ticks stay with their records."""
        self.set_groups([("", rows)])

    def set_groups(self, groups: Sequence[tuple[str, Sequence[Any]]]) -> None:
        """Each group under its heading; one without words has none."""
        kept = self._key(self.current()) if self.current() is not None else None
        ticked = {self._key(row) for row in self.ticked_rows()}
        self.blockSignals(True)
        self.rows = [
            line for words, rows in groups for line in ([_Heading(words)] if words and rows else []) + list(rows)
        ]
        self.clearSpans()
        self.clearContents()
        self.setRowCount(len(self.rows))
        for number, row in enumerate(self.rows):
            if isinstance(row, _Heading):
                self._write_heading(number, row.words)
                continue
            for place, column in enumerate(self.columns):
                item = _item(column, column.of(row))
                if self._ticks and place == 0:
                    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                    state = Qt.CheckState.Checked if self._key(row) in ticked else Qt.CheckState.Unchecked
                    item.setCheckState(state)
                self.setItem(number, place, item)
        self.setCurrentCell(-1, -1)
        self.blockSignals(False)
        if kept is None or not self.choose(kept):
            first = next((number for number, row in enumerate(self.rows) if not isinstance(row, _Heading)), -1)
            self.setCurrentCell(first, 0)
        self._fit_rows()
        self.viewport().update()
        self.ticked.emit()

    def current(self) -> Any | None:
        row = self.currentRow()
        there = 0 <= row < len(self.rows) and not isinstance(self.rows[row], _Heading)
        return self.rows[row] if there else None

    def records(self) -> list[Any]:
        """The rows without the headings."""
        return [row for row in self.rows if not isinstance(row, _Heading)]

    def headings(self) -> list[str]:
        return [row.words for row in self.rows if isinstance(row, _Heading)]

    def choose(self, key: Hashable) -> bool:
        for number, row in enumerate(self.rows):
            if not isinstance(row, _Heading) and self._key(row) == key:
                self.setCurrentCell(number, 0)
                return True
        return False

    def ticked_rows(self) -> list[Any]:
        if not self._ticks:
            return []
        return [row for number, row in enumerate(self.rows) if self._is_ticked(number)]

    def tick_all(self, on: bool) -> None:
        for number, row in enumerate(self.rows):
            if not isinstance(row, _Heading):
                self._tick(number, on)

    def cell(self, row: int, column: int) -> str:
        item = self.item(row, column)
        return "" if item is None else item.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.current() is not None:
            self._open()
            event.accept()
            return
        if event.key() == Qt.Key.Key_Space and self._ticks and self.current() is not None:
            self._tick(self.currentRow(), not self._is_ticked(self.currentRow()))
            event.accept()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.rows and self._empty:
            painter = QPainter(self.viewport())
            painter.setPen(theme.colours().named("muted"))
            edge = theme.em(1.2)
            room = self.viewport().rect().adjusted(edge, edge, -edge, -edge)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap), self._empty)
            painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        heads = head_widths(self.columns, self.font(), theme.em(1), lines=self._head_lines)
        widths = shares(self.columns, self.viewport().width(), theme.em(1), narrowest=0, heads=heads)
        for place in range(len(self.columns)):
            self.setColumnHidden(place, place not in widths)
            if place in widths:
                self.setColumnWidth(place, widths[place])
        self._fit_rows()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.verticalHeader().setDefaultSectionSize(theme.em(2.25))

    def _fit_rows(self) -> None:
        if self.wordWrap():
            for number in range(self.rowCount()):
                self.setRowHeight(number, max(theme.em(2.25), self.sizeHintForRow(number) + theme.em(0.5)))

    def _tick(self, number: int, on: bool) -> None:
        item = self.item(number, 0)
        if item is not None:
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def _is_ticked(self, number: int) -> bool:
        item = self.item(number, 0)
        return item is not None and item.checkState() is Qt.CheckState.Checked

    def _tell(self, row: int, before: int) -> None:
        if row != before and self.current() is not None:
            self.chosen.emit(self.current())

    def _open(self) -> None:
        if self.current() is not None:
            self.opened.emit(self.current())

    def _write_heading(self, number: int, words: str) -> None:
        item = QTableWidgetItem(words)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        font = self.font()
        font.setWeight(QFont.Weight.DemiBold)
        item.setFont(font)
        item.setBackground(theme.colours().named("window"))
        self.setItem(number, 0, item)
        self.setSpan(number, 0, 1, self.columnCount())


def _item(column: Column, shown: object) -> QTableWidgetItem:
    words = shown.word if isinstance(shown, Status) else "" if shown is None else str(shown)
    item = QTableWidgetItem(words)
    item.setToolTip(words)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{column.title}: {words}")
    if column.right:
        item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    if isinstance(shown, Status):
        item.setIcon(icons.icon(shown.icon, shown.tone))
        if shown.tone in {"warning", "bad"}:
            item.setForeground(theme.colours().named(shown.tone))
    return item
