"""Labels of one width, so that several forms below each other stand in one line."""

from PySide6.QtWidgets import QGridLayout, QLabel

from mentorhub.ui import theme
from mentorhub.ui.forms import Form


def grid(form: Form) -> QGridLayout:
    layout = form.layout()
    if not isinstance(layout, QGridLayout):
        raise TypeError(layout)
    return layout


def even_out(form: Form, width: float) -> None:
    """`width` in em; long labels take two lines."""
    lines = grid(form)
    for row in range(lines.rowCount()):
        item = lines.itemAtPosition(row, 0)
        caption = item.widget() if item is not None else None
        if isinstance(caption, QLabel) and caption.buddy() is not None:
            caption.setFixedWidth(theme.em(width))
            caption.setWordWrap(True)
    lines.setColumnMinimumWidth(0, theme.em(width))
