"""Find one person or pairing by typing a piece of the name: a search line with the hits right below it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListWidget, QListWidgetItem, QToolButton, QWidget

from mentorhub.text import _
from mentorhub.ui import icons, theme, widgets
from mentorhub.ui.delegates import RowDelegate
from mentorhub.ui.tasks import Tasks


@dataclass(frozen=True)
class Option:
    """One hit: what is stored, and the words shown."""

    value: Any
    words: str
    offered: bool = True
    """Whether it may stand chosen although nothing was typed yet."""


LookUp = Callable[[Any, str], Sequence[Option]]


class PickField(QWidget):
    """`look_up(session, typed)` gives the hits, the likeliest first; the first one is chosen until another is
    (while nothing is typed only if it is `offered`).

    Up and Down move in the hits while one types; Enter goes on to the next field.
    """

    changed = Signal()
    loaded = Signal()

    def __init__(self, tasks: Tasks, look_up: LookUp, *, placeholder: str = "", rows: int = 4) -> None:
        super().__init__()
        self._tasks = tasks
        self._look_up = look_up
        self._wanted: Any = None
        self._answered: str | None = None
        """The words that the hits shown belong to; nothing before the first."""
        self.line = QLineEdit()
        self.line.setPlaceholderText(placeholder or _("Name oder Nummer"))
        self.line.addAction(QAction(icons.icon("search", "muted"), "", self), QLineEdit.ActionPosition.LeadingPosition)
        for part in self.line.findChildren(QToolButton):
            part.setAccessibleName(_("Suchen"))
        self.line.installEventFilter(self)
        self.hits = QListWidget()
        self.hits.setAccessibleName(_("Gefunden"))
        self.hits.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.hits.setItemDelegate(RowDelegate(self.hits))
        self.hits.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.hits.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.hits.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hits.setFixedHeight(theme.em(1.9) * rows + 4)
        self.setFocusProxy(self.line)
        widgets.column(self, self.line, self.hits, space=0.2)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(120)
        self._rest.timeout.connect(self._search)
        self.line.textChanged.connect(lambda: self._rest.start())
        self.hits.currentRowChanged.connect(self._tell)
        self._search()

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    def value(self) -> Any:
        item = self.hits.currentItem()
        return None if item is None else item.data(Qt.ItemDataRole.UserRole)

    def set_value(self, value: object) -> None:
        """Also before the hits have arrived."""
        self._wanted = value
        self._choose(value)

    def is_searching(self) -> bool:
        """What stands chosen still belongs to other words than those typed."""
        return self._answered != self.line.text().strip()

    def hurry(self) -> None:
        """Search now, not after the pause in typing."""
        if self._rest.isActive():
            self._rest.stop()
            self._search()

    def words(self) -> str:
        item = self.hits.currentItem()
        return "" if item is None else item.text()

    def start_again(self) -> None:
        """Empty the search and read the hits afresh (the one used last has changed)."""
        self._wanted = self._answered = None
        self.hits.clear()
        self.line.clear()
        self._rest.stop()
        self._search()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if step is not None:
                row = self.hits.currentRow() + step
                self.hits.setCurrentRow(max(0, min(row, self.hits.count() - 1)))
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
                self.focusNextChild()
                return True
        return super().eventFilter(watched, event)

    def _search(self) -> None:
        typed = self.line.text().strip()
        self._tasks.load(self, self._look_up, typed, then=lambda found: self._show(typed, found), channel="hits")

    def _show(self, typed: str, options: Sequence[Option]) -> None:
        self._answered = typed
        before = self._wanted if self._wanted is not None else self.value()
        self.hits.blockSignals(True)
        self.hits.clear()
        for option in options:
            item = QListWidgetItem(option.words)
            item.setData(Qt.ItemDataRole.UserRole, option.value)
            item.setToolTip(option.words)
            item.setSizeHint(QSize(0, theme.em(1.9)))
            self.hits.addItem(item)
        if not options:
            nothing = QListWidgetItem(_("Nichts gefunden"))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.hits.addItem(nothing)
        takes_first = bool(options) and (options[0].offered or bool(self.line.text()))
        self.hits.setCurrentRow(0 if takes_first else -1)
        self.hits.blockSignals(False)
        if not self.line.text():
            self._choose(before)
        self._tell()
        self.loaded.emit()

    def _choose(self, value: object) -> None:
        for row in range(self.hits.count()):
            if value is not None and self.hits.item(row).data(Qt.ItemDataRole.UserRole) == value:
                self.hits.setCurrentRow(row)

    def _tell(self) -> None:
        self.line.setAccessibleDescription(_("Gewählt: {words}").format(words=self.words()) if self.words() else "")
        self.changed.emit()
