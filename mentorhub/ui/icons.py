"""The shipped line icons, painted in the colour that fits: they follow light and dark by themselves."""

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from mentorhub import paths
from mentorhub.ui import theme


def icon(name: str, colour: str = "text", *, before_words: bool = False) -> QIcon:
    """`name` is a file of `resources/icons`, `colour` a field of `theme.Colours`. A wrong one fails here.

    `before_words`: stands at the left of the room it gets, so that what is left over keeps the words away from it.
    """
    _source(name)
    theme.colours().named(colour)
    return QIcon(_Engine(name, colour, before_words=before_words))


def nothing() -> QIcon:
    return QIcon()


def pixmap(name: str, colour: str, size: int) -> QPixmap:
    """For labels: as sharp as the screen; does not follow a change of the scheme (see `widgets.IconLabel`)."""
    app = QApplication.instance()
    ratio = app.devicePixelRatio() if isinstance(app, QApplication) else 1.0
    picture = _drawn(name, theme.colours().named(colour).name(), QSize(round(size * ratio), round(size * ratio)))
    picture.setDevicePixelRatio(ratio)
    return picture


class _Engine(QIconEngine):
    def __init__(self, name: str, colour: str, *, before_words: bool) -> None:
        super().__init__()
        self._name = name
        self._colour = colour
        self._before_words = before_words

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatioF() if painter.device() is not None else 1.0
        painter.drawPixmap(rect, self.pixmap(rect.size() * ratio, mode, state))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        colour = "muted" if mode is QIcon.Mode.Disabled else self._colour
        return _drawn(self._name, theme.colours().named(colour).name(), size, at_left=self._before_words)

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._colour, before_words=self._before_words)


def _drawn(name: str, colour: str, size: QSize, *, at_left: bool = False) -> QPixmap:
    if size.isEmpty():
        return QPixmap()
    key = f"mentorhub/{name}/{colour}/{size.width()}x{size.height()}/{at_left}"
    picture = QPixmap()
    if QPixmapCache.find(key, picture):
        return picture
    picture = QPixmap(size)
    picture.fill(Qt.GlobalColor.transparent)
    side = min(size.width(), size.height())
    square = QRectF(0 if at_left else (size.width() - side) / 2, (size.height() - side) / 2, side, side)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(_source(name).replace("<path", f'<path fill="{colour}"').encode())).render(painter, square)
    painter.end()
    QPixmapCache.insert(key, picture)
    return picture


@cache
def _source(name: str) -> str:
    return (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
