"""The last backup before the window closes: how long it takes is seen, and nobody has to wait for it."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QProgressBar, QWidget

from mentorhub.text import _
from mentorhub.ui import mnemonics, theme, widgets

_LATE_MILLISECONDS = 300


class LeavingDialog(QDialog):
    without = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._finished = False
        self.setWindowTitle(_("Beenden"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        moving = QProgressBar()
        moving.setRange(0, 0)
        moving.setTextVisible(False)
        words = widgets.label(_("Ihre Daten werden noch gesichert …"), "section")
        moving.setAccessibleName(words.text())
        self.leave_button = widgets.button(_("Ohne Sicherung beenden"), self.without.emit)
        layout = widgets.column(self, words, moving, widgets.line(None, None, self.leave_button), space=0.8)
        widgets.margins(layout, 1.2, 1.2)
        self.setMinimumWidth(theme.em(28))
        mnemonics.assign(self)

    def open_late(self) -> None:
        """Most backups are quicker than anybody could read."""
        QTimer.singleShot(_LATE_MILLISECONDS, self, lambda: None if self._finished else self.open())

    def reject(self) -> None:
        """Escape and the cross lead nowhere: either the backup ends, or the person leaves without."""

    def finish(self) -> None:
        self._finished = True
        self.hide()
        self.deleteLater()
