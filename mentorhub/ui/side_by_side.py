"""A list and, beside it, the record chosen there; on a narrow window one of the two, with a way back."""

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from mentorhub.text import _
from mentorhub.ui import theme, widgets

_NARROW = 58


class SideBySide(QWidget):
    """`open_record` goes to the record (on a narrow window instead of the list), `close_record` back to the list."""

    def __init__(self, listed: QWidget, record: QWidget, *, record_width: float = 21) -> None:
        super().__init__()
        self._listed = listed
        self._record_width = record_width
        self._opened = False
        self._back = widgets.button(_("Zurück zur Liste"), self.close_record, icon="back", look="link")
        self._side = QWidget()
        column = widgets.column(self._side, self._back, space=0.3)
        column.addWidget(record, 1)
        row = widgets.line(self, listed, self._side, space=0.9)
        row.setStretch(0, 1)
        self._column: QVBoxLayout = column
        self._arrange()

    def open_record(self) -> None:
        self._opened = True
        self._arrange()

    def close_record(self) -> None:
        self._opened = False
        self._arrange()
        self._listed.setFocus()

    def is_narrow(self) -> bool:
        return self.width() < theme.em(_NARROW)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._arrange)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            QTimer.singleShot(0, self, self._arrange)

    def _arrange(self) -> None:
        narrow = self.is_narrow()
        self._listed.setVisible(not (narrow and self._opened))
        self._side.setVisible(not narrow or self._opened)
        self._back.setVisible(narrow)
        if narrow:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(16_777_215)
            self._side.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        else:
            self._side.setFixedWidth(theme.em(self._record_width))
