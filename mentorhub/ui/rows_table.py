"""The table that shows a `RowsModel`: whole rows, sorting by the headings, the chosen record kept by its id."""

import math
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from mentorhub.text import _
from mentorhub.ui import theme
from mentorhub.ui.column_choice import ColumnChoice
from mentorhub.ui.columns import head_widths, shares
from mentorhub.ui.delegates import RowDelegate
from mentorhub.ui.page import Window
from mentorhub.ui.rows_model import Index, RowsModel

_ARROW = 1.0
"""In em, beside the heading that is sorted by."""
NARROWEST = 0.8
"""Columns shrink to this part of their width before the table scrolls sideways."""

_ORDER = "/order"
"""After a list's name: which columns, in which order."""


@dataclass(frozen=True)
class Shown:
    """A list as it stands there now, to be read elsewhere page by page."""

    headings: tuple[str, ...]
    ids: tuple[Any, ...]
    lines: Callable[[Any], Iterator[list[str]]]
    """Takes a session."""


class RowsTable(QTableView):
    """Signals give the id: `chosen` when another row is current, `opened` on Enter or double click."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, model: RowsModel, name: str, *, empty: str = "") -> None:
        """`name` is what a screen reader says; `empty` the sentence shown when there are no rows."""
        super().__init__()
        self.rows = model
        self._empty = empty
        self._drawn: dict[int, float] = {}
        """Widths in em that somebody has drawn by hand, for all columns; empty until then."""
        self._fitting = False
        self._remembering: tuple[Window, str] | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(300)
        self._rest.timeout.connect(self._keep_widths)
        self._kept: Hashable | None = None
        self._last_chosen: Hashable | None = None
        self.setAccessibleName(name)
        self.setModel(model)
        self.setItemDelegate(RowDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
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
        copy = QAction(_("Zeilen kopieren"), self)
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(self.copy_rows)
        self._usual_widths = QAction(_("Spalten wieder anpassen"), self)
        self._usual_widths.triggered.connect(self.forget_widths)
        self._usual_widths.setEnabled(False)
        self.choice = ColumnChoice(self, [column.title for column in model.columns])
        self.choice.changed.connect(self._columns_chosen)
        choose = QAction(_("Spalten"), self)
        choose.setMenu(self.choice.menu)
        self.addActions([copy, choose, self._usual_widths])
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def current_id(self) -> Hashable | None:
        return self.rows.id_at(self.currentIndex().row())

    def marked_ids(self) -> list[Any]:
        """From top to bottom."""
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [row_id for row_id in map(self.rows.id_at, places) if row_id is not None]

    def choose(self, row_id: Hashable | None) -> None:
        """Also before the rows have arrived: it is remembered and done then."""
        self._kept = row_id
        place = self.rows.place_of(row_id)
        if place is not None:
            self._go_to(place)

    def remember_widths(self, window: Window, name: str) -> None:
        """On this laptop: what is drawn by hand comes back with the list of this name."""
        self._remembering = (window, name)
        chosen = dict(window.current_settings().column_widths).get(f"{name}{_ORDER}", "")
        if chosen:
            self.choice.take(chosen)
            self._usual_widths.setEnabled(True)
            self._fit_columns()
        words = dict(window.current_settings().column_widths).get(name, "").split()
        if len(words) == len(self.rows.columns) and all(_is_width(word) for word in words):
            self._drawn = {place: float(word) for place, word in enumerate(words)}
            self._usual_widths.setEnabled(True)
            self._fit_columns()

    def forget_widths(self) -> None:
        """All columns in their own order, and they share the room again by themselves."""
        self._drawn = {}
        self.choice.forget()
        self._fit_columns()
        self._keep_widths()

    def copy_rows(self) -> None:
        """The marked rows with their headings, as a spreadsheet or a letter takes them; also those not yet loaded."""
        marked = self.marked_ids() or [each for each in [self.current_id()] if each is not None]
        if marked:
            self.rows.read(marked, self._put_on_clipboard)

    def shown(self) -> Shown:
        """All rows of the list in its order, with the columns that are to be seen."""
        columns = [self.rows.columns[place] for place in self._visual_order() if not self.isColumnHidden(place)]
        ids = self.rows.all_ids()
        words_of, pages = self.rows.words_of, self.rows.pages

        def lines(session: Any) -> Iterator[list[str]]:
            for row in pages(session, ids):
                yield [words_of(column, row) for column in columns]

        return Shown(tuple(column.title for column in columns), ids, lines)

    def _put_on_clipboard(self, rows: Sequence[Any]) -> None:
        from mentorhub.ui import clipboard

        shown = [place for place in self._visual_order() if not self.isColumnHidden(place)]
        columns = [self.rows.columns[place] for place in shown]
        cells = [[self.rows.words_of(column, row) for column in columns] for row in rows]
        clipboard.put_table([column.title for column in columns], cells)

    def _visual_order(self) -> list[int]:
        header = self.horizontalHeader()
        return [header.logicalIndex(place) for place in range(header.count())]

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
        widths = self._shares()
        self._fitting = True
        for place in range(len(self.rows.columns)):
            self.setColumnHidden(place, place not in widths)
            if place in widths:
                drawn = place in self._drawn
                self.setColumnWidth(place, theme.em(self._drawn[place]) if drawn else widths[place])
        self._fitting = False

    def _note_resizing(self, place: int, _before: int, now: int) -> None:
        if self._fitting:
            return
        if not self._drawn:
            widths = self._shares()
            self._drawn = {
                n: widths[n] / theme.em(1) if n in widths else column.width
                for n, column in enumerate(self.rows.columns)
            }
        self._drawn[place] = now / theme.em(1)
        self._rest.start()

    def _columns_chosen(self) -> None:
        self._fit_columns()
        self._rest.start()

    def _shares(self) -> dict[int, int]:
        wanted = [place for place in range(len(self.rows.columns)) if place not in self.choice.hidden]
        columns = [self.rows.columns[place] for place in wanted]
        heads = head_widths(columns, self.font(), theme.em(1))
        sorted_by = self.horizontalHeader().sortIndicatorSection()
        if sorted_by in wanted:
            heads[wanted.index(sorted_by)] += theme.em(_ARROW)
        found = shares(columns, self.viewport().width(), theme.em(1), NARROWEST, heads)
        return {wanted[place]: width for place, width in found.items()}

    def _keep_widths(self) -> None:
        chosen = self.choice.words()
        self._usual_widths.setEnabled(bool(self._drawn or chosen))
        if self._remembering is None:
            return
        window, name = self._remembering
        settings = window.current_settings()
        kept = dict(settings.column_widths)
        kept.pop(name, None)
        kept.pop(f"{name}{_ORDER}", None)
        if chosen:
            kept[f"{name}{_ORDER}"] = chosen
        if self._drawn:
            kept[name] = " ".join(f"{width:.2f}" for width in self._drawn.values())
        window.change_settings(replace(settings, column_widths=tuple(sorted(kept.items()))))

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
        if self.currentIndex().row() == place and self.selectionModel().hasSelection():
            self.scrollTo(index)  # another row may be marked beside it
            return
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        )
        self.scrollTo(index)


def _is_width(word: str) -> bool:
    """Whether this can be a width in em; the file it comes from could hold anything."""
    try:
        width = float(word)
    except ValueError:
        return False
    return math.isfinite(width) and 1 <= width <= 200
