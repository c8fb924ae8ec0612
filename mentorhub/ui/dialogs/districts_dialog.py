"""The town's districts, their postcodes, and which of them lie next to each other: for the nearness of two people."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mentorhub import districts
from mentorhub.districts import District
from mentorhub.errors import FieldError
from mentorhub.text import _
from mentorhub.ui import theme, widgets
from mentorhub.ui.dialogs.form_groups import add_wide_field
from mentorhub.ui.dialogs.person_fields import LinesField
from mentorhub.ui.fields import TextField
from mentorhub.ui.form_dialog import FormDialog
from mentorhub.ui.tasks import Tasks


class DistrictsDialog(FormDialog):
    def __init__(self, parent: QWidget, tasks: Tasks, listed: Sequence[District]) -> None:
        super().__init__(parent, tasks, _("Stadtteile"), width=46)
        self.add_above(
            widgets.label(
                _(
                    "Für die Nähe bei der Vermittlung. Mehrere Postleitzahlen und Nachbarn mit Komma trennen; eine "
                    "Nachbarschaft gilt immer für beide."
                ),
                "muted",
            )
        )
        self.districts = LinesField(_("Stadtteil hinzufügen"), _DistrictLine, space=0.3)
        add_wide_field(self.form, "districts", _("Stadtteile"), self.districts, caption=False)
        self.districts.set_value(listed)
        shipped = widgets.button(_("Mitgelieferte Liste einsetzen"), self.use_shipped, icon="undo", look="link")
        shipped.setToolTip(districts.source())
        self.buttons.insertWidget(1, shipped)

    def use_shipped(self) -> None:
        self.districts.set_value(districts.shipped())
        self.fit()

    def save(self) -> None:
        self.tasks.save(
            self,
            _write,
            [entry for entry in self.districts.value() if entry != _NOTHING],
            then=self.saved,
            on_field_error=lambda error: self.form.show_error(FieldError("districts", str(error))),
        )


_NOTHING = District("")
"""A line that was added and left empty."""


class _DistrictLine(QWidget):
    changed = Signal()
    removed = Signal()

    def __init__(self, district: District | None) -> None:
        super().__init__()
        was = district or _NOTHING
        self.name = _named(TextField(_("Name"), longest=60), _("Name des Stadtteils"), was.name)
        self.postcodes = _named(
            TextField(_("Postleitzahlen")), _("Postleitzahlen des Stadtteils"), ", ".join(was.postcodes)
        )
        self.postcodes.setMaximumWidth(theme.em(9))
        self.neighbours = _named(TextField(_("grenzt an …")), _("Grenzt an"), ", ".join(sorted(was.neighbours)))
        words = _("Stadtteil {name} entfernen").format(name=was.name) if was.name else _("Stadtteil entfernen")
        self.remove = widgets.icon_button("close", words, self.removed.emit)
        row = widgets.line(self, self.name, self.postcodes, self.neighbours, self.remove, space=0.3)
        row.setStretch(0, 2)
        row.setStretch(1, 1)
        row.setStretch(2, 3)
        for field in (self.name, self.postcodes, self.neighbours):
            field.changed.connect(self.changed)

    def value(self) -> District:
        return District(self.name.value(), _parts(self.postcodes), frozenset(_parts(self.neighbours)))

    def stops(self) -> list[QWidget]:
        return [self.name, self.postcodes, self.neighbours, self.remove]


def _named(field: TextField, words: str, value: str) -> TextField:
    field.setAccessibleName(words)
    field.set_value(value)
    return field


def _parts(field: TextField) -> tuple[str, ...]:
    return tuple(part.strip() for part in field.value().replace(";", ",").split(",") if part.strip())


def _write(session: Any, wanted: Sequence[District]) -> None:
    """What is as shipped is not stored, so that it follows a better list later."""
    districts.set_table(session, wanted)
    if districts.table(session) == districts.shipped():
        districts.reset_table(session)
