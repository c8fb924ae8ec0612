"""Hours with halves, as mentors report them: 9 or 9,5."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QDoubleSpinBox

from mentorhub.text import _


class HoursField(QDoubleSpinBox):
    """Nothing entered is no value; the wheel scrolls the form, never changes the number by accident."""

    changed = Signal()

    def __init__(self, highest: float = 24, *, step: float = 0.5) -> None:
        super().__init__()
        self.setRange(0, highest)
        self.setSingleStep(step)
        self.setDecimals(2)
        self.setSuffix(f" {_('Stunden')}")
        self.setSpecialValueText(_("keine Angabe"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.valueChanged.connect(lambda: self.changed.emit())

    def textFromValue(self, value: float) -> str:
        return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")

    def set_value(self, value: float | None) -> None:
        self.setValue(value or 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
