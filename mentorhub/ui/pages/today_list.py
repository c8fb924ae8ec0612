"""The list of *Heute*: lines under the headings of their groups, several of one kind folded into one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from mentorhub.text import _, number
from mentorhub.today import Due, Urgency
from mentorhub.ui import icons, theme
from mentorhub.ui.pages.today_words import GROUPS, KINDS, OF_PAIRINGS, TONES, Do, does, folded, words

_WIDE = 44
"""In em: from here on a line says in one row whom it is about and what is due."""
FOLDED_FROM = 3
"""So many lines of a kind in one group become one."""
_LINE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Fold:
    """The lines of one kind in one group."""

    kind: str
    urgency: Urgency
    items: tuple[Due, ...]

    @property
    def title(self) -> str:
        return folded(self.kind, len(self.items))


Line = Due | Fold


def usual(line: Line) -> Do:
    """What a click on the words at the right of a line does."""
    if isinstance(line, Fold):
        answers = KINDS[line.kind].does
        if Do.SHEET in answers:
            return Do.SHEET
        return Do.IN_TURN if answers and answers[0] in OF_PAIRINGS else Do.WRITE if KINDS[line.kind].mail else Do.LIST
    return (*does(line), Do.OPEN)[0]


class DueList(QListWidget):
    """Enter opens the record (of several: their list), Space does what is usual, Right and Left unfold and fold."""

    opened = Signal(object)
    done = Signal(object)
    """The usual step was asked for."""
    chosen = Signal(object)
    """A `Line`, or nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Due, ...] = ()
        self._unfolded: set[tuple[str, Urgency]] = set()
        self.setAccessibleName(_("Was ansteht"))
        self.setAccessibleDescription(
            _("Eingabetaste öffnet, Leertaste erledigt, Pfeil nach rechts klappt gleiche Zeilen auf.")
        )
        self.setItemDelegate(_LineDelegate(self))
        self.setMouseTracking(True)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemDoubleClicked.connect(lambda _item: self._open())
        self.currentItemChanged.connect(lambda *_items: self.chosen.emit(self.current()))

    def show_due(self, due: Sequence[Due]) -> None:
        """The line that was current stays so, or else its neighbour."""
        self._shown = tuple(due)
        self._rebuild()

    def due(self) -> list[Due]:
        """Everything, folded or not."""
        return list(self._shown)

    def lines(self) -> list[Line]:
        """As they stand there."""
        found = (self.item(row).data(_LINE) for row in range(self.count()))
        return [each for each in found if isinstance(each, Due | Fold)]

    def current(self) -> Line | None:
        item = self.currentItem()
        line = item.data(_LINE) if item is not None else None
        return line if isinstance(line, Due | Fold) else None

    def unfold(self, fold: Fold, open_it: bool) -> None:
        key = (fold.kind, fold.urgency)
        if open_it:
            self._unfolded.add(key)
        else:
            self._unfolded.discard(key)
        self._rebuild()

    def is_unfolded(self, fold: Fold) -> bool:
        return (fold.kind, fold.urgency) in self._unfolded

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self.current()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open()
        elif event.key() == Qt.Key.Key_Space and line is not None:
            self.done.emit(line)
        elif event.key() == Qt.Key.Key_Right and isinstance(line, Fold):
            self.unfold(line, True)
        elif event.key() == Qt.Key.Key_Left and line is not None:
            fold = self._fold_of(line)
            if fold is not None:
                self.unfold(fold, False)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        line, at = self.current(), event.position().toPoint()
        item = self.itemAt(at)
        if line is None or item is not self.currentItem() or event.button() != Qt.MouseButton.LeftButton:
            return
        rect = self.visualItemRect(item)
        if action_room(rect, line, self.fontMetrics()).contains(at):
            self.done.emit(line)
        elif isinstance(line, Fold) and at.x() < rect.left() + theme.em(2.6):
            self.unfold(line, not self.is_unfolded(line))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        hand = self._is_on_action(event.position().toPoint())
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)

    def _is_on_action(self, at: QPoint) -> bool:
        item = self.itemAt(at)
        line = item.data(_LINE) if item is not None else None
        if item is None or not isinstance(line, Due | Fold):
            return False
        return action_room(self.visualItemRect(item), line, self.fontMetrics()).contains(at)

    def _open(self) -> None:
        line = self.current()
        if line is not None:
            self.opened.emit(line)

    def _fold_of(self, line: Line) -> Fold | None:
        if isinstance(line, Fold):
            return line
        return next(
            (each for each in self.lines() if isinstance(each, Fold) and line in each.items),
            None,
        )

    def _rebuild(self) -> None:
        kept, row_before = self.current(), self.currentRow()
        self.blockSignals(True)
        self.clear()
        for urgency, name in GROUPS.items():
            group = [item for item in self._shown if item.urgency is urgency]
            if group:
                heading = QListWidgetItem(f"{_(name)} ({number(len(group))})")
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
                self.addItem(heading)
            for line, inside in self._folded(group):
                self.addItem(_item(line, inside, isinstance(line, Fold) and self.is_unfolded(line)))
        rows = [row for row in range(self.count()) if isinstance(self.item(row).data(_LINE), Due | Fold)]
        same = [row for row in rows if kept is not None and _same(self.item(row).data(_LINE), kept)]
        near = [row for row in rows if row >= row_before] if kept is not None else []
        if rows:
            self.setCurrentRow((same or near or (rows[-1:] if kept is not None else rows))[0])
        self.blockSignals(False)
        self.chosen.emit(self.current())

    def _folded(self, group: Sequence[Due]) -> Iterator[tuple[Line, bool]]:
        """Lines of this group, and whether each stands inside an open fold."""
        kinds = {item.kind: [other for other in group if other.kind == item.kind] for item in group}
        for kind, items in kinds.items():
            if len(items) < FOLDED_FROM or not KINDS[kind].page:
                yield from ((item, False) for item in items)
                continue
            fold = Fold(kind, items[0].urgency, tuple(items))
            yield fold, False
            if self.is_unfolded(fold):
                yield from ((item, True) for item in items)


class _LineDelegate(QStyledItemDelegate):
    """A heading, or: icon, whom it is about, what is due, and at the right what is done with a click."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(_LINE)
        painter.save()
        if isinstance(line, Due | Fold):
            self._paint_line(painter, option, index, line)
        else:
            _paint_heading(painter, option, str(index.data()))
        painter.restore()

    def _paint_line(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, line: Line) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        view: QWidget | None = option.widget
        colours = theme.colours()
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(colours.tint if chosen else colours.hover))
        if chosen and view is not None and view.hasFocus():
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(colours.accent))
        inside = bool(index.data(_LINE + 1))
        side = theme.em(1.2)
        left = rect.left() + theme.em(2.8 if inside else 0.8)
        icon = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(icon, QIcon):
            icon.paint(painter, QRect(left, rect.center().y() - side // 2, side, side))
        left += side + theme.em(0.7)
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        action = action_room(rect, line, option.fontMetrics)
        painter.setPen(QColor(colours.on_tint if chosen else colours.accent))
        painter.drawText(action, middle, words(usual(line)))
        painter.setPen(QColor(colours.on_tint if chosen else colours.text))
        if isinstance(line, Fold):
            font = QFont(option.font)
            font.setWeight(QFont.Weight.DemiBold)
            painter.setFont(font)
        for said, room in _words_of(line, rect, left, action.left() - theme.em(0.8)):
            shown = painter.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, middle, shown)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        is_line = isinstance(index.data(_LINE), Due | Fold)
        line = index.data(_LINE)
        is_high = isinstance(line, Due) and option.rect.width() < theme.em(_WIDE)
        return QSize(theme.em(20), theme.em(3.5 if is_high else 2.3 if is_line else 2.6))


def action_room(rect: QRect, line: Line, metrics: QFontMetrics) -> QRect:
    """Where the words of the usual step stand in a line: in its upper half where it has two."""
    width = metrics.horizontalAdvance(words(usual(line))) + 2
    height = rect.height() // 2 if _has_two(rect) else rect.height()
    return QRect(rect.right() - width - theme.em(0.8), rect.top(), width, height)


def _has_two(rect: QRect) -> bool:
    return rect.height() > theme.em(3)


def _words_of(line: Line, rect: QRect, left: int, right: int) -> list[tuple[str, QRect]]:
    """Whom it is about, and what is due: beside each other, or below where the list is narrow."""
    if isinstance(line, Fold):
        return [(line.title, QRect(left, rect.top(), right - left, rect.height()))]
    half = rect.height() // 2
    if _has_two(rect):
        below = QRect(left, rect.top() + half - theme.em(0.2), rect.right() - theme.em(0.8) - left, half)
        return [(line.title, QRect(left, rect.top(), right - left, half)), (line.text, below)]
    whom = min(theme.em(17), (rect.width() - theme.em(10)) * 2 // 5)
    at = left + whom + theme.em(0.8)
    return [
        (line.title, QRect(left, rect.top(), whom, rect.height())),
        (line.text, QRect(at, rect.top(), right - at, rect.height())),
    ]


def _paint_heading(painter: QPainter, option: QStyleOptionViewItem, said: str) -> None:
    rect: QRect = option.rect
    colours = theme.colours()
    font = QFont(option.font)
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(QColor(colours.muted))
    room = rect.adjusted(theme.em(0.8), 0, 0, -theme.em(0.3))
    painter.drawText(room, int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft), said)
    painter.setPen(QColor(colours.hairline))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())


def _item(line: Line, inside: bool, unfolded: bool) -> QListWidgetItem:
    if isinstance(line, Fold):
        icon, said = ("up" if unfolded else "down"), line.title
    else:
        icon, said = KINDS[line.kind].icon, f"{line.title}: {line.text}"
    item = QListWidgetItem(icons.icon(icon, TONES[line.urgency]), line.title)
    item.setData(_LINE, line)
    item.setData(_LINE + 1, inside)
    state = "" if not isinstance(line, Fold) else f", {_('aufgeklappt') if unfolded else _('zugeklappt')}"
    item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{_(GROUPS[line.urgency])}: {said}{state}")
    item.setToolTip(said.replace(": ", "\n", 1))
    return item


def _same(one: Line, other: Line) -> bool:
    if isinstance(one, Fold) or isinstance(other, Fold):
        return (
            isinstance(one, Fold) and isinstance(other, Fold) and (one.kind, one.urgency) == (other.kind, other.urgency)
        )
    return (one.kind, one.pairing_id, one.person_id, one.item_id) == (
        other.kind,
        other.pairing_id,
        other.person_id,
        other.item_id,
    )
