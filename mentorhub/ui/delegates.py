"""How lines of lists are painted: the navigation with its accent bar, tables with a soft tint."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QHelpEvent, QIcon, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from mentorhub.ui import theme

CELL_SPACE = 0.35
"""Before the words of a cell, in em, on top of Qt's own three pixels."""
Index = QModelIndex | QPersistentModelIndex


class NavigationDelegate(QStyledItemDelegate):
    """One line: accent bar and tint for the page shown, its icon, its name."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = theme.colours()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        view: QWidget | None = option.widget
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        sheet = QRectF(rect).adjusted(theme.em(0.4), 2, -theme.em(0.4), -2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen or hovered:
            painter.setBrush(QColor(colours.tint if chosen else colours.hover))
            painter.drawRoundedRect(sheet, theme.em(0.35), theme.em(0.35))
        if chosen:
            painter.setBrush(QColor(colours.accent))
            painter.drawRoundedRect(QRectF(sheet.left(), sheet.top(), 3.5, sheet.height()), 1.75, 1.75)
            if view is not None and view.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QColor(colours.accent))
                painter.drawRoundedRect(sheet.adjusted(0.5, 0.5, -0.5, -0.5), theme.em(0.35), theme.em(0.35))
        side = theme.em(1.25)
        left = int(sheet.left()) + theme.em(0.9)
        icon = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(icon, QIcon):
            icon.paint(painter, QRect(left, rect.center().y() - side // 2, side, side))
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold if chosen else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(colours.on_tint if chosen else colours.text))
        room = QRect(left + side + theme.em(0.8), rect.top(), rect.width(), rect.height())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), str(index.data()))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.em(11), theme.em(2.7))


class RowDelegate(QStyledItemDelegate):
    """A cell of a table. The chosen row is tinted; while the table has the focus it also carries an accent bar."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus
        side = theme.em(1.15)
        option.decorationSize = QSize(side, side)
        foreground = index.data(Qt.ItemDataRole.ForegroundRole)
        if foreground is None:
            return
        option.palette.setBrush(QPalette.ColorRole.HighlightedText, foreground)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = QRect(option.rect)
        view: QWidget | None = option.widget
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if chosen:
            painter.fillRect(rect, QColor(theme.colours().tint))
        elif ground is not None:
            painter.fillRect(rect, ground)
        space = theme.em(CELL_SPACE)
        option.rect = rect.adjusted(space, 0, -space // 2, 0)
        super().paint(painter, option, index)
        if chosen and _is_first(view, index) and view is not None and view.hasFocus():
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(theme.colours().accent))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        space = theme.em(CELL_SPACE)
        inside = QStyleOptionViewItem(option)
        inside.rect = option.rect.adjusted(space, 0, -space // 2, 0)
        return super().sizeHint(inside, index)

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """A tooltip that only repeats the cell appears where the cell is cut."""
        if event.type() == QEvent.Type.ToolTip and self.has_room(option, index):
            QToolTip.hideText()
            return True
        return super().helpEvent(event, view, option, index)

    def has_room(self, option: QStyleOptionViewItem, index: Index) -> bool:
        """Whether all that the cell says can be seen, so that its tooltip has nothing to add."""
        space = theme.em(CELL_SPACE)
        fits = self.sizeHint(option, index).width() + space + space // 2 <= option.rect.width()
        return fits and index.data(Qt.ItemDataRole.ToolTipRole) in {None, index.data()}


def _is_first(view: QWidget | None, index: Index) -> bool:
    """Whether no column is shown before this one."""
    if not isinstance(view, QTableView):
        return index.column() == 0
    header = view.horizontalHeader()
    shown = [place for place in range(header.count()) if not header.isSectionHidden(place)]
    return bool(shown) and index.column() == min(shown, key=header.visualIndex)
