"""Two records of one person: side by side where they differ, and one click makes them one."""

from datetime import date
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QDialog, QGridLayout, QRadioButton, QWidget

from mentorhub import changes, people
from mentorhub.choices import Choice
from mentorhub.people import Comparison, Difference
from mentorhub.text import _, german_date
from mentorhub.ui import mnemonics, theme, widgets
from mentorhub.ui.tasks import Tasks

_LONGEST = 60
"""Characters of a value; the rest is in its tooltip."""


class MergeDialog(QDialog):
    """`merged` gives the id of the record that stays and a sentence for the status bar."""

    merged = Signal(object, str)

    def __init__(self, parent: QWidget, tasks: Tasks, first_id: UUID, second_id: UUID) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._ids = (first_id, second_id)
        self._differences: tuple[Difference, ...] = ()
        self._groups: dict[str, QButtonGroup] = {}
        self._buttons: dict[tuple[str, int], QRadioButton] = {}
        self.setWindowTitle(_("Zusammenführen"))
        self.setModal(True)
        self.notice = widgets.Notice()
        self.words = widgets.label(
            _(
                "Wählen Sie je Zeile, was bleibt. Rollen, Sprachen, Zeiten, Themen, Patenschaften, Treffen, "
                "Einwilligungen, Unterlagen und Auslagen beider Einträge bleiben alle erhalten; nach beiden Nummern "
                "lässt sich weiter suchen. Strg+Z macht es rückgängig."
            ),
            "muted",
        )
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.em(1))
        self._grid.setVerticalSpacing(theme.em(0.5))
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        inside = QWidget()
        widgets.column(inside, self._grid, None)
        self.merge_button = widgets.button(_("Zusammenführen"), self.merge, icon="person", look="primary")
        self.merge_button.setEnabled(False)
        cancel = widgets.button(_("Abbrechen"), self.reject)
        foot = widgets.line(None, cancel, None, self.merge_button)
        layout = widgets.column(
            self,
            widgets.label(_("Zwei Einträge zu einem zusammenführen"), "subtitle"),
            self.words,
            self.notice,
            widgets.scrolling(inside),
            foot,
            space=0.8,
        )
        layout.setStretch(3, 1)
        widgets.margins(layout, 1.1, 1.3)
        room = self.screen().availableSize()
        self.resize(min(theme.em(52), room.width()), min(theme.em(32), round(room.height() * 0.9)))
        mnemonics.assign(self)
        tasks.load(self, people.compare, first_id, second_id, then=self.show_comparison)

    def show_comparison(self, found: Comparison) -> None:
        self._differences = found.differences
        self.notice.say(found.obstacle)
        self._add_line("", _("Es bleibt die Nummer von"), found.first, found.second)
        for each in found.differences:
            self._add_line(each.field, changes.field_name(each.field), _shown(each.first), _shown(each.second))
        if not found.differences and not found.obstacle:
            same = widgets.label(_("In keinem Feld steht zweierlei; es ist nichts weiter zu wählen."), "hint")
            self._grid.addWidget(same, self._grid.rowCount(), 0, 1, 3)
        self.merge_button.setEnabled(not found.obstacle)
        mnemonics.assign(self)
        self.choice("").setFocus()

    def choice(self, field: str, side: int = 0) -> QRadioButton:
        """The button of one side (0 or 1); the empty field is that of the number."""
        return self._buttons[field, side]

    def merge(self) -> None:
        kept = self._groups[""].checkedId()
        keep, drop = self._ids[kept], self._ids[1 - kept]
        taken = [each.field for each in self._differences if self._groups[each.field].checkedId() != kept]
        self.merge_button.setEnabled(False)
        self._tasks.save(
            self, people.merge, keep, drop, taken, then=lambda _nothing: self._done(keep), on_trouble=self._refused
        )

    def _done(self, keep: UUID) -> None:
        self.accept()
        self.merged.emit(keep, _("Zusammengeführt. Strg+Z macht es rückgängig."))

    def _refused(self, trouble: Exception) -> None:
        self.notice.say(str(trouble))
        self.merge_button.setEnabled(True)

    def _add_line(self, field: str, words: str, first: str, second: str) -> None:
        row = self._grid.rowCount()
        self._grid.addWidget(widgets.label(words, "section" if not field else "muted"), row, 0)
        group = QButtonGroup(self)
        self._groups[field] = group
        for side, value in enumerate((first, second)):
            button = QRadioButton(value.replace("&", "&&") if len(value) <= _LONGEST else f"{value[:_LONGEST]}…")
            button.setAccessibleName(f"{words}: {value}")
            button.setToolTip(value)
            button.setChecked(side == 0)
            group.addButton(button, side)
            self._buttons[field, side] = button
            self._grid.addWidget(button, row, side + 1)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return _("ja") if value else _("nein")
    if isinstance(value, Choice):
        return value.label
    return german_date(value) if isinstance(value, date) else " ".join(str(value).split())
