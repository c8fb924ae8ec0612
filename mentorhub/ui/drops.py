"""Files that are dragged onto a part of the window."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget


class Drops(QObject):
    """Gives the files dropped on a widget, and the place in it; only while `welcome` says so, and only files."""

    def __init__(
        self,
        widget: QWidget,
        take: Callable[[Sequence[Path], QDropEvent], object],
        welcome: Callable[[], bool] = lambda: True,
    ) -> None:
        super().__init__(widget)
        self._take = take
        self._welcome = welcome
        target = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
        widget.setAcceptDrops(True)
        target.setAcceptDrops(True)
        target.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and event.type() != QEvent.Type.DragLeave:
            dropped = paths(event.mimeData())
            if not dropped or not self._welcome():
                event.ignore()
                return True
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                self._take(dropped, event)
            return True
        return super().eventFilter(watched, event)


def paths(dropped: QMimeData) -> list[Path]:
    """The files of this computer; addresses of the internet are none."""
    return [Path(url.toLocalFile()) for url in dropped.urls() if url.isLocalFile()]
