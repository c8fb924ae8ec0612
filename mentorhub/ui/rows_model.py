"""The one table model: it holds ids and asks `Tasks` for a page of rows when it is painted.

200,000 rows cost as little as 200: true count and scroll bar; sorting and filtering happen where the data is.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from mentorhub.ids import Ids
from mentorhub.ui import icons, theme
from mentorhub.ui.status import Status
from mentorhub.ui.tasks import Tasks

PAGE = 200
PAGES_KEPT = 30
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@dataclass(frozen=True)
class Column:
    """`show` names an attribute of the row or is a function of it; it gives words, or a `Status` (icon and word)."""

    title: str
    show: str | Callable[[Any], object]
    order: str = ""
    """What `load_ids` is asked to order by when the heading is clicked; empty: this column does not sort."""
    width: float = 10
    """In em: enough for what usually stands there; columns share what is left over."""
    rank: int = 0
    """0: always shown. Where there is no room, the column with the highest rank makes way first."""
    right: bool = False
    """Numbers stand to the right."""
    firm: bool = False
    """Never narrower than `width`: a number or a date that is cut says nothing."""

    def of(self, row: Any) -> object:
        return getattr(row, self.show) if isinstance(self.show, str) else self.show(row)


@dataclass(frozen=True)
class Order:
    by: str
    descending: bool = False


LoadIds = Callable[[Any, Any, Order], Sequence[Hashable]]
LoadRows = Callable[[Any, Sequence[Any]], Sequence[Any]]


class RowsModel(QAbstractTableModel):
    """Show something with `look_up(query)`; `reload()` reads the same again after a change."""

    loaded = Signal(int)
    """The number of rows, each time the ids have arrived."""

    def __init__(
        self,
        tasks: Tasks,
        columns: Sequence[Column],
        load_ids: LoadIds,
        load_rows: LoadRows,
        *,
        order: Order,
        key: str = "id",
        parent: QObject | None = None,
    ) -> None:
        """`load_ids(session, query, order)` gives all ids, `load_rows(session, ids)` the rows of some, in any order;
        `key` is the attribute of a row that holds its id."""
        super().__init__(parent)
        self.columns = tuple(columns)
        self.order = order
        self._tasks = tasks
        self._load_ids = load_ids
        self._load_rows = load_rows
        self._key = key
        self._query: Any = None
        self._ids: Sequence[Hashable] = []
        self._places: dict[Hashable, int] | None = None
        """Made when the place of a row is asked for; `Ids` find it by themselves."""
        self._pages: OrderedDict[int, dict[Hashable, Any]] = OrderedDict()
        self._old: dict[Hashable, Any] = {}
        self._asked: set[int] = set()
        self._generation = 0

    def look_up(self, query: object) -> None:
        self._query = query
        self.reload()

    def reload(self) -> None:
        self._tasks.load(self, self._load_ids, self._query, self.order, then=self._take_ids, channel="ids")

    def id_at(self, row: int) -> Hashable | None:
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def place_of(self, row_id: object) -> int | None:
        if isinstance(self._ids, Ids):
            return self._ids.place_of(row_id)
        if self._places is None:
            self._places = {known: place for place, known in enumerate(self._ids)}
        return self._places.get(row_id)

    def row_at(self, row: int) -> Any | None:
        """Nothing while it is still on its way."""
        if not 0 <= row < len(self._ids):
            return None
        row_id = self._ids[row]
        page = self._pages.get(row // PAGE)
        if page is None:
            self._ask_for(row // PAGE)
            return self._old.get(row_id)
        self._pages.move_to_end(row // PAGE)
        return page.get(row_id)

    def read(self, ids: Sequence[Any], then: Callable[[Sequence[Any]], object]) -> None:
        """The rows of these ids in their order, wherever they stand in the list; off the UI thread."""

        def in_order(rows: Sequence[Any]) -> None:
            found = {getattr(row, self._key): row for row in rows}
            then([found[each] for each in ids if each in found])

        self._tasks.load(self, _in_pages, self._load_rows, ids, then=in_order, channel="read")

    def all_ids(self) -> tuple[Any, ...]:
        """Of the whole list, in its order."""
        return tuple(self._ids[place] for place in range(len(self._ids)))

    def pages(self, session: Any, ids: Sequence[Any]) -> Iterator[Any]:
        """The rows of these ids in their order, read in pages; for work off the UI thread."""
        for first in range(0, len(ids), PAGE):
            wanted = ids[first : first + PAGE]
            found = {getattr(row, self._key): row for row in self._load_rows(session, wanted)}
            yield from (found[each] for each in wanted if each in found)

    def words_of(self, column: Column, row: Any) -> str:
        """What stands in a cell."""
        return str(_cell(column, column.of(row), Qt.ItemDataRole.DisplayRole))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role not in _SHOWN:
            return None
        row = self.row_at(index.row())
        if row is None:
            return "…" if role == Qt.ItemDataRole.DisplayRole and index.column() == 0 else None
        return _cell(column, column.of(row), role)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        by = self.columns[column].order if 0 <= column < len(self.columns) else ""
        chosen = Order(by, order is Qt.SortOrder.DescendingOrder)
        if by and chosen != self.order:
            self.order = chosen
            self.reload()

    def _take_ids(self, ids: Sequence[Hashable]) -> None:
        """Rows already here stay in sight until the fresh ones have arrived, so nothing flickers."""
        self._generation += 1
        for page in self._pages.values():
            self._old.update(page)
        self._asked.clear()
        if ids == self._ids:
            self._pages.clear()
            if self._ids:
                self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(self.columns) - 1))
        else:
            self.beginResetModel()
            self._pages.clear()
            self._ids = ids
            self._places = None
            self.endResetModel()
        self.loaded.emit(len(self._ids))

    def _ask_for(self, page: int) -> None:
        if page in self._asked:
            return
        self._asked.add(page)
        generation = self._generation
        wanted = self._ids[page * PAGE : (page + 1) * PAGE]
        self._tasks.load(self, self._load_rows, wanted, then=lambda rows: self._take_rows(generation, page, rows))

    def _take_rows(self, generation: int, page: int, rows: Sequence[Any]) -> None:
        if generation != self._generation:
            return
        self._asked.discard(page)
        self._pages[page] = {getattr(row, self._key): row for row in rows}
        while len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)
        if len(self._old) > PAGE * PAGES_KEPT:
            self._old.clear()
        last = min((page + 1) * PAGE, len(self._ids)) - 1
        self.dataChanged.emit(self.index(page * PAGE, 0), self.index(last, len(self.columns) - 1))


def _in_pages(session: Any, load_rows: LoadRows, ids: Sequence[Any]) -> list[Any]:
    """SQLite takes only so many values in one question."""
    return [row for first in range(0, len(ids), PAGE) for row in load_rows(session, ids[first : first + PAGE])]


def _cell(column: Column, shown: object, role: int) -> object:
    words = shown.word if isinstance(shown, Status) else "" if shown is None else str(shown)
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return f"{column.title}: {words}"
    if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
        return words
    if isinstance(shown, Status) and role == Qt.ItemDataRole.DecorationRole:
        return icons.icon(shown.icon, shown.tone)
    if isinstance(shown, Status) and role == Qt.ItemDataRole.ForegroundRole and shown.tone in {"warning", "bad"}:
        return theme.colours().named(shown.tone)
    return None


_SHOWN = {
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.DecorationRole,
    Qt.ItemDataRole.ForegroundRole,
}
