"""Small controls in our look: buttons, labels, cards, the search field. A page is put together from these."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPalette, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from mentorhub.text import _
from mentorhub.ui import icons, theme
from mentorhub.ui.status import Status

FIELD_SPACE = 0.45
"""Between a field's frame and its words, in em."""
_ICON_SIDE = 1.15
_ICON_SPACE = 0.28
"""Between a button's icon and its words, in em; Qt itself leaves a pixel or two."""


def button(text: str, clicked: Callable[[], object], *, icon: str = "", look: str = "", tip: str = "") -> QPushButton:
    """`look`: "" (outlined), "primary" (one per view), "danger" or "link"."""
    made = QPushButton(text)
    if look:
        made.setProperty("look", look)
    if icon:
        colour = {"primary": "on_accent", "danger": "bad", "link": "accent"}.get(look, "text")
        set_icon(made, icon, colour)
    made.setToolTip(tip)
    made.setAutoDefault(False)
    made.clicked.connect(lambda: clicked())
    return made


def set_icon(of: QPushButton, icon: str, colour: str) -> None:
    """An icon before the words of a button, with room between the two."""
    of.setIcon(icons.icon(icon, colour, before_words=True))
    of.setIconSize(QSize(theme.em(_ICON_SIDE + _ICON_SPACE), theme.em(_ICON_SIDE)))


def icon_button(icon: str, name: str, clicked: Callable[[], object], colour: str = "muted") -> QToolButton:
    """A button without words; `name` is its tooltip and what a screen reader says."""
    made = QToolButton()
    made.setProperty("look", "quiet")
    made.setIcon(icons.icon(icon, colour))
    made.setIconSize(QSize(theme.em(1.2), theme.em(1.2)))
    made.setToolTip(name)
    made.setAccessibleName(name)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.clicked.connect(lambda: clicked())
    return made


def label(text: str = "", look: str = "", *, wrap: bool = True) -> QLabel:
    """`look`: title, subtitle, section, muted, hint, problem or figure. Always plain text, never markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if look:
        made.setProperty("look", look)
    made.setWordWrap(wrap)
    return made


class IconLabel(QLabel):
    """An icon that follows light and dark."""

    def __init__(self, icon: str, colour: str = "muted", size: float = 1.2) -> None:
        super().__init__()
        self._look = (icon, colour, size)
        self._draw()

    def set_icon(self, icon: str, colour: str) -> None:
        self._look = (icon, colour, self._look[2])
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def _draw(self) -> None:
        icon, colour, size = self._look
        self.setPixmap(icons.pixmap(icon, colour, theme.em(size)))


class StatusLabel(QWidget):
    """A state outside a table: icon and word."""

    def __init__(self, status: Status | None = None, *, wrap: bool = False) -> None:
        super().__init__()
        self._icon = IconLabel("information")
        self._word = label(wrap=wrap)
        row = line(self, self._icon, self._word, stretch_last=not wrap, space=0.35)
        if wrap:
            row.setAlignment(self._icon, Qt.AlignmentFlag.AlignTop)
            row.setStretch(1, 1)
        self.set_status(status)

    def set_status(self, status: Status | None) -> None:
        self.setVisible(status is not None)
        if status is not None:
            self._icon.set_icon(status.icon, status.tone)
            self._word.setText(status.word)


class Notice(QFrame):
    """A sentence that matters, on a tinted ground: `tone` is good, warning or bad. Hidden while empty."""

    def __init__(self, sentence: str = "", tone: str = "warning") -> None:
        super().__init__()
        self._icon = IconLabel("problem", tone, 1.4)
        self._text = label()
        row = line(self, self._icon, self._text, space=0.6)
        row.setStretch(1, 1)
        row.setAlignment(self._icon, Qt.AlignmentFlag.AlignTop)
        margins(row, 0.6, 0.9)
        self.say(sentence, tone)

    def say(self, sentence: str, tone: str = "warning") -> None:
        self.setProperty("look", tone)
        self.style().polish(self)
        self._icon.set_icon({"good": "ok", "bad": "stop"}.get(tone, "problem"), tone)
        self._text.setText(sentence)
        self.setVisible(bool(sentence))

    def sentence(self) -> str:
        return self._text.text()


class Banner(QFrame):
    """One line over everything, with a button that leads out of the state it tells of."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "banner")
        self._text = label()
        self._button = button("", self._press)
        self._clicked: Callable[[], object] | None = None
        row = line(self, IconLabel("try", "accent", 1.3), self._text, self._button, space=0.7)
        row.setStretch(1, 1)
        margins(row, 0.35, 1.2)
        self.hide()

    def say(self, sentence: str, words: str = "", clicked: Callable[[], object] | None = None) -> None:
        self._text.setText(sentence)
        self._button.setText(words)
        self._button.setVisible(clicked is not None)
        self._clicked = clicked
        self.setVisible(bool(sentence))

    def _press(self) -> None:
        if self._clicked is not None:
            self._clicked()


def card(*widgets: QWidget | QLayout, space: float = 0.6) -> QFrame:
    """A white sheet with round corners; its layout is a column."""
    made = QFrame()
    made.setProperty("look", "card")
    margins(column(made, *widgets, space=space), 1.0, 1.0)
    return made


def separator() -> QFrame:
    made = QFrame()
    made.setProperty("look", "line")
    made.setFixedHeight(1)
    return made


def line(
    parent: QWidget | None, *widgets: QWidget | QLayout | None, space: float = 0.6, stretch_last: bool = False
) -> QHBoxLayout:
    """Side by side without margins; `None` is a spring."""
    layout = QHBoxLayout(parent) if parent is not None else QHBoxLayout()
    _fill(layout, widgets, space)
    if stretch_last:
        layout.addStretch(1)
    return layout


def column(parent: QWidget | None, *widgets: QWidget | QLayout | None, space: float = 0.6) -> QVBoxLayout:
    """One below the other without margins; `None` is a spring."""
    layout = QVBoxLayout(parent) if parent is not None else QVBoxLayout()
    _fill(layout, widgets, space)
    return layout


def margins(layout: QLayout, vertical: float, horizontal: float) -> None:
    layout.setContentsMargins(theme.em(horizontal), theme.em(vertical), theme.em(horizontal), theme.em(vertical))


def scrolling(inside: QWidget) -> QScrollArea:
    """Scrolls up and down when there is not enough room; invisible otherwise."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    area.viewport().setAutoFillBackground(False)
    inside.setAutoFillBackground(False)
    return area


class SearchField(QLineEdit):
    """Searches as one types, after a short rest; Strg+F goes there, Escape empties it."""

    searched = Signal(str)

    def __init__(self, name: str, placeholder: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder or name)
        self.setTextMargins(theme.em(0.2), 0, 0, 0)
        self.setClearButtonEnabled(True)
        for clear in self.findChildren(QToolButton):
            clear.setAccessibleName(_("Suche leeren"))
        self.addAction(QAction(icons.icon("search", "muted"), "", self), QLineEdit.ActionPosition.LeadingPosition)
        for part in self.findChildren(QToolButton):
            if not part.accessibleName():
                part.setAccessibleName(name)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(150)
        self._rest.timeout.connect(lambda: self.searched.emit(self.text().strip()))
        self.textChanged.connect(lambda: self._rest.start())
        go = QAction(_("In der Liste suchen"), self)
        go.setShortcut(QKeySequence.StandardKey.Find)
        go.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        go.triggered.connect(self._go)
        self.addAction(go)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def _go(self) -> None:
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()


class ComboBox(QComboBox):
    """A flat one: Fusion's own is all gradients. The wheel scrolls the form, never changes a value by accident.

    The values stay with us: Qt would give back plain text for the members of a `Choice`.
    """

    def __init__(self, name: str = "", options: Sequence[tuple[object, str]] = ()) -> None:
        super().__init__()
        self._values: list[object] = []
        if name:
            self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMaxVisibleItems(14)
        self.view().setAccessibleName(name or _("Auswahl"))
        self.set_options(options)

    def set_options(self, options: Sequence[tuple[object, str]]) -> None:
        """Pairs of value and words; keeps the chosen value if it is still there."""
        chosen = self.value()
        self.blockSignals(True)
        self.clear()
        self._values = [value for value, _words in options]
        self.addItems([words for _value, words in options])
        self.blockSignals(False)
        self.choose(chosen)

    def value(self) -> Any:
        """The very object that was given as the value of the option chosen; None if there is none."""
        place = self.currentIndex()
        return self._values[place] if 0 <= place < len(self._values) else None

    def values(self) -> tuple[object, ...]:
        """Of all options, in their order."""
        return tuple(self._values)

    def choose(self, value: object) -> None:
        if value in self._values:
            self.setCurrentIndex(self._values.index(value))

    def currentData(self, role: int = Qt.ItemDataRole.UserRole) -> Any:
        return self.value() if role == Qt.ItemDataRole.UserRole else super().currentData(role)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.colours()
        frame = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pressed = self.view().isVisible()
        focused = self.hasFocus() or pressed
        enabled = self.isEnabled()
        painter.setPen(QPen(QColor(colours.accent if focused else colours.border), 2 if focused else 1))
        painter.setBrush(QColor(colours.surface if enabled else colours.window))
        painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5) if focused else frame, 3, 3)
        space = theme.em(FIELD_SPACE)
        side = theme.em(1.1)
        arrow = QRect(self.width() - side - space // 2, (self.height() - side) // 2, side, side)
        icons.icon("down", "muted").paint(painter, arrow)
        painter.setPen(QColor(colours.text if enabled else colours.muted))
        room = QRect(space, 0, arrow.left() - space, self.height())
        words = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)
        painter.end()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width() + theme.em(0.8), hint.height())


def filter_box(name: str, options: Sequence[tuple[object, str]], changed: Callable[[], object]) -> "FilterBox":
    """A labelled choice above a list; read it with `.value()`."""
    return FilterBox(name, options, changed)


class FilterBox(QWidget):
    def __init__(self, name: str, options: Sequence[tuple[object, str]], changed: Callable[[], object]) -> None:
        super().__init__()
        caption = label(name, "muted", wrap=False)
        self.combo = ComboBox(name, options)
        caption.setBuddy(self.combo)
        line(self, caption, self.combo, space=0.5)
        self.combo.currentIndexChanged.connect(lambda: changed())

    def value(self) -> Any:
        return self.combo.value()


def fill_ground(widget: QWidget, colour: str) -> None:
    """Paints the ground of a plain widget in one of the theme's colours, by palette (so it survives style sheets)."""
    palette = widget.palette()
    palette.setColor(QPalette.ColorRole.Window, theme.colours().named(colour))
    widget.setPalette(palette)
    widget.setAutoFillBackground(True)


def _fill(layout: QBoxLayout, widgets: Sequence[QWidget | QLayout | None], space: float) -> None:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.em(space))
    for widget in widgets:
        if widget is None:
            layout.addStretch(1)
        elif isinstance(widget, QLayout):
            layout.addLayout(widget)
        else:
            layout.addWidget(widget)
