"""While the window is locked: every dialog goes out of sight, and comes back just as it was."""

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtPrintSupport import QAbstractPrintDialog
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox, QToolTip, QWidget


class Curtain(QObject):
    """`draw` and `open`. What somebody was asked in between (a file, yes or no) counts as not answered."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._hidden: list[QDialog] = []
        self._drawn = False
        self._questions_allowed = False

    def draw(self) -> None:
        self._drawn = True
        popup = QApplication.activePopupWidget()
        while popup is not None:
            popup.close()
            popup = QApplication.activePopupWidget()
        QToolTip.hideText()
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QDialog) and widget.isVisible():
                self._hide(widget)
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def open(self) -> None:
        self._drawn = False
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        waiting, self._hidden = self.hidden(), []
        for dialog in waiting:
            dialog.show()

    def hidden(self) -> list[QDialog]:
        """Those that will come back, the lowest first."""
        return [dialog for dialog in self._hidden if shiboken6.isValid(dialog)]

    def allow_questions(self, allowed: bool) -> None:
        """While the window asks whether it may close: such questions quote nobody."""
        self._questions_allowed = allowed

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What background work opens while nobody may look waits as well."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QDialog) and self._drawn:
            if isinstance(watched, QMessageBox) and self._questions_allowed:
                return False
            watched.setWindowOpacity(0.0)
            QTimer.singleShot(0, watched, lambda: self._hide(watched))
        return False

    def _hide(self, dialog: QDialog) -> None:
        if not self._drawn:
            dialog.setWindowOpacity(1.0)
            return
        dialog.hide()
        dialog.setWindowOpacity(1.0)
        if _comes_back(dialog) and dialog not in self._hidden:
            self._hidden.append(dialog)
            dialog.finished.connect(lambda: self._forget(dialog))

    def _forget(self, dialog: QDialog) -> None:
        if dialog in self._hidden:
            self._hidden.remove(dialog)


def _comes_back(dialog: QDialog) -> bool:
    """Those that somebody waits for in a loop end when they are hidden; their answer was no."""
    if isinstance(dialog, QFileDialog | QAbstractPrintDialog):
        return False
    return not isinstance(dialog, QMessageBox) or dialog.testAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
