"""A quiet line in the form: somebody like this is there already."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from mentorhub.people import Alike
from mentorhub.text import _
from mentorhub.ui import theme, widgets
from mentorhub.ui.dialogs.person_fields import drop


class DuplicateNotice(QFrame):
    """Shows who might be meant; hidden while nobody is alike."""

    open_wanted = Signal(object)
    """The id of the person to come to."""
    merge_wanted = Signal(object)
    """The id of the person who is the same as the one in the form."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "warning")
        self.found: tuple[Alike, ...] = ()
        self._lines: list[QWidget] = []
        self._may_merge = False
        self._column = widgets.column(self, space=0.2)
        widgets.margins(self._column, 0.3, 0.6)
        self.hide()

    def allow_merging(self, allowed: bool) -> None:
        """Only a person who is stored already can be merged with another one."""
        self._may_merge = allowed

    def show_found(self, found: Sequence[Alike]) -> None:
        if tuple(found) == self.found:
            return
        self.found = tuple(found)
        for line in self._lines:
            drop(line)
        self._lines = [self._line(one) for one in found]
        for line in self._lines:
            self._column.addWidget(line)
        self.setVisible(bool(found))
        self.setAccessibleName(" ".join(_sentence(one) for one in found))

    def _line(self, one: Alike) -> QWidget:
        line = QWidget()
        person_id: UUID = one.id
        open_button = widgets.button(_("Öffnen"), lambda: self.open_wanted.emit(person_id), look="link")
        open_button.setAccessibleName(_("{name} öffnen").format(name=one.name))
        row = widgets.line(line, widgets.label(_sentence(one), "hint"), open_button, space=0.4)
        if self._may_merge:
            merge = widgets.button(_("Zusammenführen …"), lambda: self.merge_wanted.emit(person_id), look="link")
            merge.setAccessibleName(_("Mit {name} zusammenführen").format(name=one.name))
            row.addWidget(merge)
        row.setStretch(0, 1)
        line.setMinimumHeight(theme.em(1.8))
        return line


def _sentence(one: Alike) -> str:
    name = f"{one.name}, {one.place}" if one.place else one.name
    if one.same_phone:
        return _("Gleiche Telefonnummer: {number} {name}.").format(number=one.number, name=name)
    return _("Gibt es schon: {number} {name}.").format(number=one.number, name=name)
