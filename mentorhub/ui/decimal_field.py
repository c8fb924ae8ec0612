"""Numbers with decimals: hours, kilometres, money. A comma or a point, as one is used to."""

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QValidator, QWheelEvent
from PySide6.QtWidgets import QDoubleSpinBox

_TYPED = re.compile(r"[\d.\s]*(,[\d\s]*)?")


class DecimalField(QDoubleSpinBox):
    """The wheel scrolls the form, never changes the number by accident."""

    changed = Signal()

    def __init__(self, highest: float, *, step: float, decimals: int, unit: str) -> None:
        super().__init__()
        self._unit = unit
        self.setDecimals(decimals)
        self.setRange(0, highest)
        self.setSingleStep(step)
        self.setSuffix(f" {unit}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.valueChanged.connect(lambda: self.changed.emit())

    def set_value(self, value: float | None) -> None:
        self.setValue(value or 0)

    def textFromValue(self, value: float) -> str:
        return f"{value:.{self.decimals()}f}".rstrip("0").rstrip(".").replace(".", ",")

    def valueFromText(self, text: str) -> float:
        """`1.234,50`, `12,5` and `12.5` alike."""
        typed = "".join(text.removesuffix(self._unit).split())
        if "," in typed:
            typed = typed.replace(".", "").replace(",", ".")
        try:
            return float(typed)
        except ValueError:
            return 0

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        typed = text.removesuffix(self._unit)
        if text == self.specialValueText():
            return QValidator.State.Acceptable, text, place
        if not _TYPED.fullmatch(typed):
            return QValidator.State.Invalid, text, place
        started = any(letter.isdigit() for letter in typed)
        return QValidator.State.Acceptable if started else QValidator.State.Intermediate, text, place

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class MoneyField(DecimalField):
    """The value is in whole cents."""

    def __init__(self, highest_cents: int = 1_000_000) -> None:
        super().__init__(highest_cents / 100, step=1, decimals=2, unit="€")

    def value(self) -> int:
        """In cents."""
        return round(super().value() * 100)

    def set_value(self, value: float | None) -> None:
        self.setValue((value or 0) / 100)

    def textFromValue(self, value: float) -> str:
        return f"{value:.2f}".replace(".", ",")
