"""A quiet row of tabs: words, and a bar under the one shown. Arrow keys go through it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from mentorhub.ui import theme


class Tabs(QWidget):
    """Pass pairs of words and widget; `show_tab(number)` comes to one, `bar` tells which is shown."""

    def __init__(self, name: str, tabs: Sequence[tuple[str, QWidget]]) -> None:
        super().__init__()
        self.bar = _Bar()
        self.bar.setAccessibleName(name)
        self.stack = QStackedWidget()
        for words, widget in tabs:
            self.bar.addTab(words)
            self.stack.addWidget(widget)
        self.bar.currentChanged.connect(self.stack.setCurrentIndex)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.em(0.7))
        layout.addWidget(self.bar)
        layout.addWidget(self.stack, 1)

    def show_tab(self, number: int) -> None:
        self.bar.setCurrentIndex(number)

    def current(self) -> int:
        return self.bar.currentIndex()


class _Bar(QTabBar):
    def __init__(self) -> None:
        super().__init__()
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def tabSizeHint(self, index: int) -> QSize:
        words = QFontMetrics(_strong(self.font())).horizontalAdvance(self.tabText(index))
        return QSize(words + theme.em(1.5), theme.em(2.2))

    def minimumTabSizeHint(self, index: int) -> QSize:
        return QSize(theme.em(3), theme.em(2.2))

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(colours.hairline))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        for number in range(self.count()):
            rect = QRectF(self.tabRect(number))
            chosen = number == self.currentIndex()
            if rect.contains(QPointF(self.mapFromGlobal(self.cursor().pos()))) and not chosen:
                painter.fillRect(rect.adjusted(0, 0, 0, -1), QColor(colours.hover))
            painter.setFont(_strong(self.font()) if chosen else self.font())
            painter.setPen(QColor(colours.text if chosen else colours.muted))
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), self.tabText(number))
            if chosen:
                painter.fillRect(QRectF(rect.left(), rect.bottom() - 3, rect.width(), 3), QColor(colours.accent))
                if self.hasFocus():
                    painter.setPen(QColor(colours.accent))
                    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -5), 3, 3)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self.update()


def _strong(font: QFont) -> QFont:
    strong = QFont(font)
    strong.setWeight(QFont.Weight.DemiBold)
    return strong
