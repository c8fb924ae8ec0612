"""Hours with halves, as mentors report them: 9 or 9,5."""

from mentorhub.text import _
from mentorhub.ui.decimal_field import DecimalField


class HoursField(DecimalField):
    """Nothing entered is no value."""

    def __init__(self, highest: float = 24, *, step: float = 0.5) -> None:
        super().__init__(highest, step=step, decimals=2, unit=_("Stunden"))
        self.setSpecialValueText(_("keine Angabe"))
