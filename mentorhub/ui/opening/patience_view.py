"""A moment's patience, over the whole window."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QWidget

from mentorhub.text import _
from mentorhub.ui import theme, widgets


class Patience(QWidget):
    """While the heavy parts are being loaded."""

    def __init__(self, sentence: str = "") -> None:
        super().__init__()
        words = widgets.label(sentence or _("Einen Moment, bitte …"), "muted", wrap=False)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        moving = QProgressBar()
        moving.setRange(0, 0)
        moving.setTextVisible(False)
        moving.setAccessibleName(words.text())
        moving.setFixedSize(theme.em(16), theme.em(0.5))
        widgets.column(self, None, words, widgets.line(None, None, moving, None), None, space=0.8)
