"""The table that shows a `RowsModel`: whole rows, sorting by the headings, the chosen record kept by its id."""

from collections.abc import Hashable

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from mentorhub.text import _
from mentorhub.ui import theme
from mentorhub.ui.delegates import RowDelegate
from mentorhub.ui.rows_model import Index, RowsModel

NARROWEST = 0.8
"""Columns shrink to this part of their width before the table scrolls sideways."""


class RowsTable(QTableView):
    """Signals give the id: `chosen` when another row is current, `opened` on Enter or double click."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, model: RowsModel, name: str, *, empty: str = "") -> None:
        """`name` is what a screen reader says; `empty` the sentence shown when there are no rows."""
        super().__init__()
        self.rows = model
        self._empty = empty
        self._by_hand = False
        self._fitting = False
        self._kept: Hashable | None = None
        self._last_chosen: Hashable | None = None
        self.setAccessibleName(name)
        self.setModel(model)
        self.setItemDelegate(RowDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.em(2.25))
        self._set_up_header(model)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)
        model.loaded.connect(lambda: self.viewport().update())
        self.doubleClicked.connect(self._open)
        copy = QAction(_("Zeile kopieren"), self)
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(self.copy_row)
        self.addAction(copy)

    def current_id(self) -> Hashable | None:
        return self.rows.id_at(self.currentIndex().row())

    def choose(self, row_id: Hashable | None) -> None:
        """Also before the rows have arrived: it is remembered and done then."""
        self._kept = row_id
        place = self.rows.place_of(row_id)
        if place is not None:
            self._go_to(place)

    def copy_row(self) -> None:
        """The row as a spreadsheet takes it."""
        row = self.currentIndex().row()
        cells = [str(self.rows.data(self.rows.index(row, c)) or "") for c in range(self.rows.columnCount())]
        QGuiApplication.clipboard().setText("\t".join(cells))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        row_id = self.rows.id_at(current.row())
        if row_id is not None and row_id != self._last_chosen:
            self._last_chosen = row_id
            self._kept = row_id
            self.chosen.emit(row_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self._open(self.currentIndex())
            event.accept()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.rows.rowCount() == 0 and self._empty:
            painter = QPainter(self.viewport())
            painter.setPen(theme.colours().named("muted"))
            edge = theme.em(2)
            room: QRect = self.viewport().rect().adjusted(edge, edge, -edge, -edge)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap), self._empty)
            painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.verticalHeader().setDefaultSectionSize(theme.em(2.25))

    def _set_up_header(self, model: RowsModel) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setSortIndicatorClearable(False)
        header.setMinimumSectionSize(theme.em(3))
        header.setAccessibleName(_("Spalten"))
        header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        header.sectionResized.connect(self._note_resizing)
        orders = [column.order for column in model.columns]
        if model.order.by in orders:
            header.setSortIndicator(
                orders.index(model.order.by),
                Qt.SortOrder.DescendingOrder if model.order.descending else Qt.SortOrder.AscendingOrder,
            )
        header.setSortIndicatorShown(True)
        self.setSortingEnabled(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Columns share the room as their widths say, until somebody has drawn one by hand."""
        if self._by_hand:
            return
        wanted = [theme.em(column.width) for column in self.rows.columns]
        share = max(self.viewport().width() / sum(wanted), NARROWEST)
        self._fitting = True
        left = max(self.viewport().width(), round(sum(wanted) * share))
        for number, width in enumerate(wanted):
            last = number == len(wanted) - 1
            self.setColumnWidth(number, left if last else round(width * share))
            left -= round(width * share)
        self._fitting = False

    def _note_resizing(self) -> None:
        self._by_hand = self._by_hand or not self._fitting

    def _open(self, index: QModelIndex) -> None:
        row_id = self.rows.id_at(index.row())
        if row_id is not None:
            self.opened.emit(row_id)

    def _remember(self) -> None:
        if self._kept is None:
            self._kept = self.current_id()

    def _restore(self) -> None:
        """A table always has a current row (a screen reader on Linux crashed without one)."""
        if self.rows.rowCount() == 0:
            self._last_chosen = None
            return
        place = self.rows.place_of(self._kept)
        self._go_to(place if place is not None else 0)

    def _go_to(self, place: int) -> None:
        index = self.rows.index(place, 0)
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        )
        self.scrollTo(index)
