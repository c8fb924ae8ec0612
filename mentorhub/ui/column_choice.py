"""Which columns a list shows, and in which order: drawn by hand at the headings, or ticked in a menu."""

from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QTableView

from mentorhub.text import _

_HIDDEN = "x"


class ColumnChoice(QObject):
    """`hidden` holds the places of columns that somebody does not want; others still make way where room is scarce."""

    changed = Signal()

    def __init__(self, table: QTableView, titles: list[str]) -> None:
        super().__init__(table)
        self._table = table
        self._titles = titles
        self._taking = False
        self.hidden: set[int] = set()
        self.menu = QMenu(_("Spalten"), table)
        self.ticks: list[QAction] = []
        for place, title in enumerate(titles):
            tick = self.menu.addAction(title.replace("&", "&&"))
            tick.setCheckable(True)
            tick.setChecked(True)
            tick.toggled.connect(partial(self._toggled, place))
            self.ticks.append(tick)
        header = table.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._open)
        header.sectionMoved.connect(lambda *_places: self._tell())

    def words(self) -> str:
        """As it is remembered: the places in their order, those not wanted marked; empty if nothing was chosen."""
        header = self._table.horizontalHeader()
        order = [header.logicalIndex(place) for place in range(len(self._titles))]
        if order == list(range(len(self._titles))) and not self.hidden:
            return ""
        return " ".join(f"{_HIDDEN if place in self.hidden else ''}{place}" for place in order)

    def take(self, words: str) -> None:
        """Whatever does not fit these columns (another version had others) is left alone."""
        order = [word.removeprefix(_HIDDEN) for word in words.split()]
        if sorted(order) != sorted(str(place) for place in range(len(self._titles))):
            return
        self._show([int(place) for place in order], {int(word[1:]) for word in words.split() if word[0] == _HIDDEN})

    def forget(self) -> None:
        """All of them, as the list brings them."""
        self._show(list(range(len(self._titles))), set())

    def _show(self, order: list[int], hidden: set[int]) -> None:
        self._taking = True
        header = self._table.horizontalHeader()
        for place, column in enumerate(order):
            header.moveSection(header.visualIndex(column), place)
        for place, tick in enumerate(self.ticks):
            tick.setChecked(place not in hidden)
        self.hidden = hidden if len(hidden) < len(self._titles) else set()
        self._taking = False
        self._allow()

    def _toggled(self, place: int, on: bool) -> None:
        if on:
            self.hidden.discard(place)
        else:
            self.hidden.add(place)
        self._allow()
        self._tell()

    def _allow(self) -> None:
        """The last one stays."""
        last = len(self.hidden) == len(self._titles) - 1
        for place, tick in enumerate(self.ticks):
            tick.setEnabled(not (last and place not in self.hidden))

    def _tell(self) -> None:
        if not self._taking:
            self.changed.emit()

    def _open(self, at: QPoint) -> None:
        self.menu.popup(self._table.horizontalHeader().mapToGlobal(at))
