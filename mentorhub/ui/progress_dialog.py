"""How far long work is, and Cancel."""

import threading

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from mentorhub.text import _
from mentorhub.ui import theme


class ProgressDialog(QDialog):
    """Cancel only asks: the dialog stays until the work has noticed and everything is as before."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cancelled = threading.Event()
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._label = QLabel(title)
        self._label.setProperty("look", "section")
        self._label.setWordWrap(True)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(title)
        self._cancel = QPushButton(_("&Abbrechen"))
        self._cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.em(1.2), theme.em(1.2), theme.em(1.2), theme.em(1.2))
        layout.setSpacing(theme.em(0.8))
        layout.addWidget(self._label)
        layout.addWidget(self._bar)
        layout.addLayout(buttons)
        self.setMinimumWidth(theme.em(28))

    def move_to(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def how_far(self) -> tuple[int, int]:
        return self._bar.value(), self._bar.maximum()

    def reject(self) -> None:
        self.cancelled.set()
        self._cancel.setEnabled(False)
        self._label.setText(_("Wird abgebrochen; es bleibt alles, wie es war …"))

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.reject()

    def finish(self) -> None:
        self.done(QDialog.DialogCode.Accepted)
