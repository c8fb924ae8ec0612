"""The quiet frame around all views before the pages: the name, one question, one column in the middle."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from mentorhub.ui import theme, widgets


class OpeningView(QWidget):
    """Put the parts into `self.column`; `width` in em is the widest the column gets."""

    def __init__(self, title: str, text: str = "", *, width: float = 34) -> None:
        super().__init__()
        inside = QWidget()
        inside.setMaximumWidth(theme.em(width))
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(0, theme.em(1.5), 0, theme.em(1.5))
        self.column.setSpacing(theme.em(0.9))
        brand = widgets.line(
            None,
            widgets.IconLabel("pairings", "accent", 1.9),
            widgets.label("MentorHub", "muted", wrap=False),
            None,
            space=0.5,
        )
        self.column.addLayout(brand)
        self.column.addWidget(widgets.label(title, "title"))
        if text:
            self.column.addWidget(widgets.label(text, "muted"))
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(theme.em(1.5), 0, theme.em(1.5), 0)
        row.addStretch(1)
        row.addWidget(inside, 100)
        row.addStretch(1)
        whole = QWidget()
        widgets.column(whole, None, middle, None, space=0)
        widgets.column(self, widgets.scrolling(whole))

    def add_buttons(self, *parts: QWidget | QLayout | None) -> None:
        self.column.addSpacing(theme.em(0.4))
        self.column.addLayout(widgets.line(None, *parts))

    def start_with(self, field: QWidget) -> None:
        """The first field has the focus as soon as the view is shown."""
        self.setFocusProxy(field)
        field.setFocus(Qt.FocusReason.OtherFocusReason)
