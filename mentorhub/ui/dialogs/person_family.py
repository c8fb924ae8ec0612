"""The family of a person and who has custody of a minor, a line each."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mentorhub.families import GuardianDetails, MemberRow
from mentorhub.text import _
from mentorhub.ui import theme, widgets
from mentorhub.ui.dialogs.person_fields import LinesField, OptionalNumberField
from mentorhub.ui.fields import TextField


class HouseholdField(LinesField):
    """The others of the household; one of them may be the one who stands for the family in the programme."""

    contact_wanted = Signal(object)
    """The id of the member who is to stand for the family."""

    def __init__(self) -> None:
        super().__init__(_("Familienmitglied hinzufügen"), self._line)

    def _line(self, member: MemberRow | None) -> "_MemberLine":
        line = _MemberLine(member)
        if member is not None and member.id is not None:
            line.contact.clicked.connect(lambda: self.contact_wanted.emit(member.id))
        return line


class GuardiansField(LinesField):
    def __init__(self) -> None:
        super().__init__(_("Sorgeberechtigte hinzufügen"), _GuardianLine)


class _MemberLine(QWidget):
    changed = Signal()
    removed = Signal()

    def __init__(self, member: MemberRow | None) -> None:
        super().__init__()
        self._was = member or MemberRow("")
        self.first_name = _named(TextField(_("Vorname"), longest=100), _("Vorname des Familienmitglieds"))
        self.birth_year = OptionalNumberField(4, _("Jahr"))
        self.birth_year.setAccessibleName(_("Geburtsjahr des Familienmitglieds"))
        self.birth_year.setFixedWidth(theme.em(4.6))
        self.relation = _named(
            TextField(_("zum Beispiel Tochter"), longest=60), _("Was das Mitglied in der Familie ist")
        )
        self.first_name.set_value(self._was.first_name)
        self.birth_year.set_value(self._was.birth_year)
        self.relation.set_value(self._was.relation)
        self.remove = widgets.icon_button("close", _("Familienmitglied entfernen"), self.removed.emit)
        fields = widgets.line(None, self.first_name, self.birth_year, self.relation, self.remove, space=0.3)
        fields.setStretch(0, 1)
        fields.setStretch(2, 1)
        contact = _("{number} · Ansprechperson der Familie") if self._was.is_contact else "{number}"
        told = widgets.label(contact.format(number=self._was.number), "hint")
        self.contact = widgets.button(_("Zur Ansprechperson machen"), lambda: None, look="link")
        self.contact.setAccessibleName(_("{name} zur Ansprechperson machen").format(name=self._was.first_name))
        below = QWidget()
        widgets.line(below, told, None, self.contact, space=0.3)
        self.contact.setVisible(not self._was.is_contact)
        below.setVisible(bool(self._was.number))
        widgets.column(self, fields, below, space=0.1)
        for field in (self.first_name, self.birth_year, self.relation):
            field.changed.connect(self.changed)

    def value(self) -> MemberRow:
        return replace(
            self._was,
            first_name=self.first_name.value(),
            birth_year=self.birth_year.value(),
            relation=self.relation.value(),
        )

    def stops(self) -> list[QWidget]:
        return [self.first_name, self.birth_year, self.relation, self.remove, self.contact]


class _GuardianLine(QWidget):
    changed = Signal()
    removed = Signal()

    def __init__(self, guardian: GuardianDetails | None) -> None:
        super().__init__()
        was = guardian or GuardianDetails("")
        self.name = _named(TextField(_("Name"), longest=100), _("Name der Sorgeberechtigten"))
        self.phone = _named(TextField(_("Telefon")), _("Telefon der Sorgeberechtigten"))
        self.relation = _named(TextField(_("zum Beispiel Mutter"), longest=60), _("Verhältnis zum Kind"))
        self.name.set_value(was.name)
        self.phone.set_value(was.phone)
        self.relation.set_value(was.relation)
        self.remove = widgets.icon_button("close", _("Sorgeberechtigte entfernen"), self.removed.emit)
        first = widgets.line(None, self.name, self.remove, space=0.3)
        second = widgets.line(None, self.phone, self.relation, space=0.3)
        widgets.column(self, first, second, space=0.2)
        for field in (self.name, self.phone, self.relation):
            field.changed.connect(self.changed)

    def value(self) -> GuardianDetails:
        return GuardianDetails(self.name.value(), self.phone.value(), self.relation.value())

    def stops(self) -> list[QWidget]:
        return [self.name, self.remove, self.phone, self.relation]


def _named(field: TextField, name: str) -> TextField:
    field.setAccessibleName(name)
    return field
