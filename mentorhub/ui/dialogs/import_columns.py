"""The columns of a list: what each is read as, with examples; another meaning is given by a click and can be kept."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mentorhub.import_export.columns import Column as ListColumn
from mentorhub.import_export.columns import Kind
from mentorhub.import_export.decisions import Decisions
from mentorhub.import_export.headings import Field
from mentorhub.import_export.importing import Check
from mentorhub.text import _
from mentorhub.ui import widgets
from mentorhub.ui.fields import TextField
from mentorhub.ui.rows_model import Column
from mentorhub.ui.small_table import SmallTable
from mentorhub.ui.status import Status

_MEANT_BY = {
    "birth_date": Field.BIRTH,
    "birth_year": Field.BIRTH,
    "wish_age_from": Field.WISH_AGES,
    "wish_age_to": Field.WISH_AGES,
}


@dataclass(frozen=True)
class _Line:
    table: str
    kind: Kind
    column: ListColumn


class ColumnsPart(QWidget):
    keep = Signal(str)
    """The name under which the columns shall be kept."""

    def __init__(self, decide: Callable[[Decisions], object]) -> None:
        super().__init__()
        self._decide = decide
        self._decisions = Decisions()
        self.table = SmallTable(
            _("Erkannte Spalten"),
            [
                Column(_("Überschrift in der Liste"), lambda line: line.column.heading or _("ohne"), width=12),
                Column(_("wird gelesen als"), lambda line: _meaning(line.column), width=12),
                Column(_("Zum Beispiel"), lambda line: " · ".join(line.column.examples), width=20),
            ],
            lambda line: (line.table, line.column.position),
        )
        self.meaning = widgets.ComboBox(
            _("Gelesen als"),
            [
                (None, _("nicht lesen")),
                *sorted(((one, one.label) for one in Field), key=lambda pair: pair[1].casefold()),
            ],
        )
        self.kind = widgets.ComboBox(_("Art der Liste"), [(kind, kind.label) for kind in Kind])
        self.name = TextField(_("zum Beispiel: Warteliste"), longest=80)
        self.name.setAccessibleName(_("Name des Profils"))
        self.keep_button = widgets.button(_("Spalten merken"), self._keep, icon="save")
        meaning, kind, name = (
            widgets.label(words, "muted", wrap=False)
            for words in (_("Gelesen als"), _("Art der Liste"), _("Für das nächste Mal merken als"))
        )
        meaning.setBuddy(self.meaning)
        kind.setBuddy(self.kind)
        name.setBuddy(self.name)
        self.kept = widgets.label("", "muted")
        self.table.chosen.connect(lambda _line: self._show_current())
        self.meaning.activated.connect(lambda _place: self._give_meaning())
        self.kind.activated.connect(lambda _place: self._give_kind())
        self.name.returnPressed.connect(self._keep)
        widgets.column(
            self,
            self.table,
            widgets.line(None, meaning, self.meaning, None, kind, self.kind),
            widgets.line(None, name, self.name, self.keep_button),
            self.kept,
            space=0.5,
        ).setStretch(0, 1)

    def show_check(self, check: Check) -> None:
        self._decisions = check.decisions
        groups = [
            (table.sheet if len(check.tables) > 1 else "", [_Line(table.sheet, table.kind, c) for c in table.columns])
            for table in check.tables
        ]
        self.table.set_groups(groups)
        self._show_current()
        if check.profile is not None:
            self.name.set_value(check.profile.name)
            self.kept.setText(_("Gelesen wie im Profil „{name}“.").format(name=check.profile.name))
        else:
            self.kept.setText("")
        self.kept.setVisible(bool(self.kept.text()))

    def tell_kept(self, name: str) -> None:
        self.kept.setText(
            _("Gemerkt: Listen mit diesen Überschriften werden künftig wie „{name}“ gelesen.").format(name=name)
        )
        self.kept.show()

    def _show_current(self) -> None:
        line = self.table.current()
        self.meaning.setEnabled(line is not None)
        self.kind.setEnabled(line is not None)
        if line is not None:
            self.meaning.choose(line.column.field)
            self.kind.choose(line.kind)

    def _give_meaning(self) -> None:
        line = self.table.current()
        if line is not None and self.meaning.value() is not line.column.field:
            self._decide(self._decisions.with_field(line.table, line.column.position, self.meaning.value()))

    def _give_kind(self) -> None:
        line = self.table.current()
        if line is not None and self.kind.value() is not line.kind:
            self._decide(self._decisions.with_kind(line.table, self.kind.value()))

    def _keep(self) -> None:
        self.keep.emit(self.name.value())


def column_words(name: str) -> str:
    """An attribute by its words; a heading of the list as it stands there."""
    if not name:
        return _("ganze Zeile")
    field = _MEANT_BY.get(name) or next((one for one in Field if one.value == name), None)
    return name if field is None else field.label


def _meaning(column: ListColumn) -> Status:
    if column.field is None:
        return Status(_("wird nicht gelesen"), "ended", "muted")
    if column.by_content:
        return Status(_("{field} (am Inhalt erkannt)").format(field=column.field.label), "problem", "warning")
    return Status(column.field.label, "ok", "good")
