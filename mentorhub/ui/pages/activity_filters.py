"""What the list of activities is narrowed down to: when, whether it took place, what it was about."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from mentorhub.activities import ActivityFilter, month_end
from mentorhub.choices import Field
from mentorhub.text import _
from mentorhub.ui import months, widgets
from mentorhub.ui.fields import of
from mentorhub.ui.widgets import ComboBox

THIS_YEAR, LAST_YEAR, LAST_MONTH = "this_year", "last_year", "last_month"
ATTENTION, AUTHORITY = "attention", "authority"


class ActivityFilters(QWidget):
    """The period stands beside the search; the rest, asked more rarely, in a second line behind a button."""

    changed = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self.period = widgets.filter_box(_("Zeitraum"), _periods(today()), self.changed.emit)
        held = [(None, _("Alle")), (True, _("ja")), (False, _("nein"))]
        self.held = widgets.filter_box(_("Zustande gekommen"), held, self.changed.emit)
        self.field = widgets.filter_box(_("Handlungsfeld"), [(None, _("Alle")), *of(Field)], self.changed.emit)
        kinds = [(None, _("Alle")), (ATTENTION, _("mit Hinweis")), (AUTHORITY, _("Behördenkontakte"))]
        self.kind = widgets.filter_box(_("Nur"), kinds, self.changed.emit)
        self.more_button: QPushButton = widgets.button(_("Mehr Filter"), self._turn, icon="filter", look="link")
        widgets.line(self, None, self.held, self.field, self.kind)
        self.hide()

    def value(self) -> ActivityFilter:
        first, last = _bounds(self.period.value(), self._today())
        return ActivityFilter(
            first=first,
            last=last,
            field=self.field.value(),
            took_place=self.held.value(),
            needs_attention=self.kind.value() == ATTENTION,
            with_authority=self.kind.value() == AUTHORITY,
        )

    def controls(self) -> dict[str, ComboBox]:
        return {"period": self.period.combo, **self._more()}

    def forget(self) -> None:
        for box in self.controls().values():
            box.setCurrentIndex(0)

    def show_what_filters(self) -> None:
        """A kept filter may use the second line."""
        if any(box.currentIndex() > 0 for box in self._more().values()):
            self._show(True)

    def _more(self) -> dict[str, ComboBox]:
        return {"held": self.held.combo, "field": self.field.combo, "kind": self.kind.combo}

    def _turn(self) -> None:
        shown = self.isHidden()
        self._show(shown)
        if shown:
            self.held.combo.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            for box in self._more().values():
                box.setCurrentIndex(0)

    def _show(self, shown: bool) -> None:
        self.setVisible(shown)
        self.more_button.setText(_("Weniger Filter") if shown else _("Mehr Filter"))


def _periods(today: date) -> list[tuple[object, str]]:
    return [
        (None, _("Alle")),
        (LAST_MONTH, _("letzter Monat")),
        (THIS_YEAR, _("dieses Jahr")),
        (LAST_YEAR, _("letztes Jahr")),
        *months.last_months(today),
    ]


def _bounds(period: str | None, today: date) -> tuple[date | None, date | None]:
    if period is None:
        return None, None
    if period in {THIS_YEAR, LAST_YEAR}:
        year = today.year - (period == LAST_YEAR)
        return date(year, 1, 1), date(year, 12, 31)
    first = str(months.last_months(today, 2)[1][0]) if period == LAST_MONTH else period
    day = date.fromisoformat(first)
    return day, month_end(day.year, day.month)
