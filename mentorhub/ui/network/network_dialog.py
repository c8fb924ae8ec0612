"""*Netzwerkdatei bearbeiten*: who belongs to the network, which programmes are counted together; saved as a file."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mentorhub.choices import Programme
from mentorhub.errors import MentorHubError
from mentorhub.files import write_new
from mentorhub.statistics import catalogue, network_changes
from mentorhub.statistics.catalogue import Association
from mentorhub.statistics.network_changes import Group
from mentorhub.text import _
from mentorhub.ui import captions, choose, theme, widgets
from mentorhub.ui.dialogs.person_fields import LinesField
from mentorhub.ui.fields import ManyField, TextField
from mentorhub.ui.form_dialog import PlainFormDialog


class NetworkDialog(PlainFormDialog):
    """Needs no data folder. `written` gives the words of the new file and where it lies."""

    written = Signal(str, object)

    def __init__(self, parent: QWidget, content: str) -> None:
        super().__init__(parent, _("Netzwerkdatei bearbeiten"), save_words=_("Als Datei speichern …"), width=58)
        self._content = content
        self._network = catalogue.parse(content, _("in Kraft"))
        self.problem = widgets.Notice()
        self.problem.hide()
        form, network = self.form, self._network
        form.add("name", _("Netzwerk"), TextField(longest=100), required=True)
        form.add(
            "minimum_program_version",
            _("MentorHub mindestens"),
            TextField(longest=20),
            required=True,
            hint=_("Ältere Programme lehnen diese Datei ab."),
        )
        form.add(
            "associations",
            _("Einrichtungen"),
            LinesField(_("Einrichtung hinzufügen"), _AssociationLine, space=0.3),
            hint=_("Das Kürzel trägt die Einrichtung in ihren Einstellungen ein."),
        )
        self._has_programmes = bool(network_changes.programmes(network))
        if self._has_programmes:
            form.add(
                "groups",
                _("Patenschaften nach Programm"),
                LinesField(_("Gruppe hinzufügen"), _GroupLine, space=0.3),
                hint=_(
                    "Zwei bis vier Gruppen; alles Übrige zählt unter „andere Programme“. Andere Gruppen sind ein neuer "
                    "Katalog: Alle Einrichtungen brauchen dann die neue Datei; Pakete mit der alten zählen nicht mehr."
                ),
            )
        form.add_wide(self.problem)
        captions.even_out(form, 10)
        form.set_values(
            {
                "name": network.name,
                "minimum_program_version": network.minimum_program_version,
                "associations": network.associations,
                "groups": network_changes.programmes(network),
            }
        )

    def save(self) -> None:
        """Checked as strictly as any file that comes in; only then asked where it shall lie."""
        self.problem.say("")
        try:
            words = self._changed(self.form.values())
            network = catalogue.parse(words, self._network.name)
        except MentorHubError as trouble:
            self.problem.say(str(trouble), "bad")
            return
        name = f"Netzwerk_{network.code}_{network.version}.json"
        path = choose.save_as(self, _("Netzwerkdatei speichern"), name, _("Netzwerkdateien (*.json)"))
        if path is not None:
            self._write(words, path)

    def _changed(self, values: Mapping[str, Any]) -> str:
        return network_changes.changed(
            self._content,
            name=values["name"],
            associations=values["associations"],
            minimum_program_version=values["minimum_program_version"],
            groups=values["groups"] if self._has_programmes else None,
        )

    def _write(self, words: str, path: Path) -> None:
        try:
            write_new(path, words.encode())
        except MentorHubError as trouble:
            self.problem.say(str(trouble), "bad")
            return
        self.saved(path)
        self.written.emit(words, path)


class _AssociationLine(QWidget):
    changed = Signal()
    removed = Signal()

    def __init__(self, one: Association | None) -> None:
        super().__init__()
        self.code = TextField(_("Kürzel"), longest=20)
        self.code.setAccessibleName(_("Kürzel der Einrichtung"))
        self.code.setFixedWidth(theme.em(7))
        self.name = TextField(_("Name"), longest=100)
        self.name.setAccessibleName(_("Name der Einrichtung"))
        self.remove = widgets.icon_button("close", _("Einrichtung entfernen"), self.removed.emit)
        widgets.line(self, self.code, self.name, self.remove, space=0.3).setStretch(1, 1)
        self.code.set_value(one.code if one else "")
        self.name.set_value(one.name if one else "")
        for field in (self.code, self.name):
            field.changed.connect(self.changed)

    def value(self) -> Association:
        return Association(self.code.value(), self.name.value())

    def stops(self) -> list[QWidget]:
        return [self.code, self.name, self.remove]


class _GroupLine(QWidget):
    changed = Signal()
    removed = Signal()

    def __init__(self, group: Group | None) -> None:
        super().__init__()
        self.label = TextField(_("Name der Gruppe"), longest=60)
        self.label.setAccessibleName(_("Name der Gruppe"))
        options = [(one.value, one.label) for one in Programme if one is not Programme.OTHER]
        self.codes = ManyField(options, nothing=_("Programme wählen"))
        self.codes.setAccessibleName(_("Programme in dieser Gruppe"))
        self.remove = widgets.icon_button("close", _("Gruppe entfernen"), self.removed.emit)
        row = widgets.line(self, self.label, self.codes, self.remove, space=0.3)
        row.setStretch(0, 1)
        row.setStretch(1, 1)
        self.label.set_value(group.label if group else "")
        self.codes.set_value(group.codes if group else ())
        for field in (self.label, self.codes):
            field.changed.connect(self.changed)

    def value(self) -> Group:
        return Group(self.label.value(), tuple(str(code) for code in self.codes.value()))

    def stops(self) -> list[QWidget]:
        return [self.label, self.codes, self.remove]
