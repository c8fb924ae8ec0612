"""The form of one person: eight fields first, the rest folded into groups that tell what is in them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from mentorhub import people
from mentorhub.choices import (
    Channel,
    Gender,
    GenderWish,
    Level,
    MenteeKind,
    RecruitedVia,
    Region,
    Topic,
    YesNo,
)
from mentorhub.errors import FieldError
from mentorhub.people import PersonDetails, RoleDetails
from mentorhub.text import _, german_date
from mentorhub.ui import captions, theme, widgets
from mentorhub.ui.dialogs.person_fields import (
    LanguagesField,
    OptionalNumberField,
    RolesField,
    SuggestingField,
    keep_short,
)
from mentorhub.ui.fields import (
    AvailabilityField,
    CheckField,
    ChoiceField,
    DateField,
    ManyField,
    NotesField,
    TextField,
    of,
)
from mentorhub.ui.forms import Form


class PersonForm(QWidget):
    """Holds `PersonDetails` and roles; nothing but a first name is needed."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.form = Form()
        self._details: PersonDetails | None = None
        self._groups: list[_Group] = []
        self._add_first_fields()
        self._add_groups()
        captions.even_out(self.form, 7.6)
        widgets.column(self, self.form, None)
        self.form.changed.connect(self.changed)
        for group in self._groups:
            group.fold(True)

    def show_person(self, details: PersonDetails | None = None, roles: Sequence[RoleDetails] = ()) -> None:
        """A person, or an empty form for a new one; what is there now counts as unchanged."""
        self._details = details
        shown: dict[str, Any] = (details or PersonDetails.model_construct(first_name="")).model_dump()
        self.form.set_values({**shown, "roles": tuple(roles)})
        for group in self._groups:
            group.sum_up()

    def suggest_districts(self, districts: Iterable[str]) -> None:
        self.form.field("district").suggest(list(districts))

    def is_changed(self) -> bool:
        return self.form.is_changed() or any(_problem_of(self.form.field(name)) for name in self._names())

    def take_as_unchanged(self) -> None:
        self.form.take_as_unchanged()
        for group in self._groups:
            group.sum_up()

    def check(self) -> bool:
        """Whether it can be saved; otherwise the problems stand beside their fields."""
        self._open_groups(name for name in self._names() if _problem_of(self.form.field(name)))
        if not self.form.check():
            return False
        if self.form.field("roles").problem():
            self.form.show_problem("roles", self.form.field("roles").problem())
            return False
        problems = people.problems(self._values())
        self._open_groups(problems)
        for name, sentence in problems.items():
            self.form.show_problem(name, sentence)
        return not problems

    def details(self) -> PersonDetails:
        """Of a form that has passed its check."""
        return PersonDetails(**self._values())

    def roles(self) -> tuple[RoleDetails, ...]:
        value: tuple[RoleDetails, ...] = self.form.field("roles").value()
        return value

    def show_error(self, error: FieldError) -> None:
        name = "roles" if error.field in {"status", "capacity"} else error.field
        self._open_groups([name])
        self.form.show_problem(name, str(error))

    def _values(self) -> dict[str, Any]:
        kept = self._details.model_dump() if self._details is not None else {}
        return {**kept, **{name: value for name, value in self.form.values().items() if name != "roles"}}

    def _names(self) -> list[str]:
        return list(self.form.values())

    def _open_groups(self, names: Iterable[str]) -> None:
        wanted = set(names)
        for group in self._groups:
            if wanted & set(group.names):
                group.fold(False)

    def _add_first_fields(self) -> None:
        form = self.form
        form.add("first_name", _("Vorname"), TextField(longest=100), required=True)
        form.add("last_name", _("Nachname"), TextField(longest=100))
        form.add("phone", _("Telefon"), TextField())
        form.add("district", _("Stadtteil"), SuggestingField())
        form.add("topics", _("Themen"), ManyField(of(Topic), nothing=_("noch keine")))
        self._add_wide("roles", _("Rolle"), RolesField())
        self._add_wide("languages", _("Sprachen"), LanguagesField())
        self._add_wide("times", _("Zeiten"), AvailabilityField())

    def _add_wide(self, name: str, words: str, field: Any) -> None:
        """A field with parts of its own stands below its label and has the whole width."""
        self.form.add(name, words, field)
        grid = captions.grid(self.form)
        row = grid.rowCount() - 1
        item = grid.itemAtPosition(row, 1)
        layout = item.layout() if item is not None else None
        if layout is not None:
            grid.removeItem(layout)
            layout.setParent(None)
            grid.addLayout(layout, row + 1, 0, 1, 2)

    def _add_groups(self) -> None:
        nothing = _("keine Angabe")
        with_consent = _("Freiwillig, nur mit Einwilligung")
        self._group(
            _("Kontakt und Anschrift"),
            {
                "mobile": (_("Mobil"), TextField(), ""),
                "email": (_("E-Mail"), TextField(), ""),
                "preferred_channel": (_("Am liebsten"), ChoiceField(of(Channel), empty=nothing), ""),
                "street": (_("Straße"), TextField(), ""),
                "postcode": (_("Postleitzahl"), TextField(longest=10), ""),
                "city": (_("Ort"), TextField(), ""),
            },
        )
        self._group(
            _("Geburt und Anrede"),
            {
                "birth_date": (_("Geburtsdatum"), DateField(), ""),
                "birth_year": (_("oder nur Jahr"), OptionalNumberField(4), ""),
                "gender": (_("Geschlecht"), ChoiceField(of(Gender)), ""),
                "call_name": (_("Rufname"), TextField(), ""),
                "pronunciation": (_("Aussprache"), TextField(), ""),
            },
        )
        self._group(
            _("Wünsche an die Patenschaft"),
            {
                "wish_gender": (_("Geschlecht"), ChoiceField(of(GenderWish)), ""),
                "wish_age_from": (_("Alter von"), OptionalNumberField(3), ""),
                "wish_age_to": (_("Alter bis"), OptionalNumberField(3), ""),
                "wish_districts": (_("Stadtteile"), TextField(_("überall")), _("Mehrere durch Komma getrennt")),
                "takes_families": ("", CheckField(_("auch Familien")), ""),
                "wish_note": (_("Wünsche"), NotesField(2), ""),
            },
        )
        self._group(
            _("Mentee: Art und Bedarf"),
            {
                "kind": (_("Art"), ChoiceField(of(MenteeKind)), ""),
                "needs_note": (_("Bedarf"), NotesField(2), ""),
                "mediator_planned": ("", CheckField(_("Sprachmittlung geplant")), ""),
                "referred_by": (_("Vermittelt durch"), TextField(), ""),
                "origin_region": (_("Herkunft"), ChoiceField(of(Region)), with_consent),
                "refugee_background": (_("Fluchtgeschichte"), ChoiceField(of(YesNo)), with_consent),
                "in_germany_since": (_("In Deutschland seit"), OptionalNumberField(4, _("Jahr")), ""),
            },
        )
        self._group(
            _("Weiteres"),
            {
                "german_level": (_("Deutsch"), ChoiceField(of(Level)), ""),
                "hours_per_week": (_("Stunden je Woche"), OptionalNumberField(2), ""),
                "short_notice": ("", CheckField(_("kurzfristig einsetzbar")), ""),
                "interests": (_("Interessen"), TextField(), ""),
                "experience": (_("Erfahrung"), NotesField(2), ""),
                "recruited_via": (_("Aufmerksam durch"), ChoiceField(of(RecruitedVia), empty=nothing), ""),
                "note": (_("Notiz"), NotesField(3), _("Bitte nichts über Gesundheit, Glauben oder Strafen.")),
            },
        )

    def _group(self, title: str, fields: Mapping[str, tuple[str, Any, str]]) -> None:
        group = _Group(self.form, title, list(fields))
        self._groups.append(group)
        self.form.add_wide(group)
        for name, (words, field, hint) in fields.items():
            if isinstance(field, ChoiceField):
                keep_short(field, 6)
            self.form.add(name, words or field.text(), field, hint=hint)


class _Group(QWidget):
    """The line above a group of fields: opens and folds it; while folded it tells what the group holds."""

    def __init__(self, form: Form, title: str, names: list[str]) -> None:
        super().__init__()
        self.names = names
        self._form = form
        self._folded = False
        self._button = QPushButton(title)
        self._button.setProperty("look", "link")
        self._button.setAutoDefault(False)
        self._button.setStyleSheet("padding-left: 0px;")
        self._button.clicked.connect(lambda: self.fold(not self._folded))
        self._sum = widgets.label("", "hint")
        self._sum.setContentsMargins(theme.em(1.5), 0, 0, theme.em(0.2))
        widgets.column(self, widgets.separator(), widgets.line(None, self._button, None), self._sum, space=0.15)

    def fold(self, folded: bool) -> None:
        self._folded = folded
        for name in self.names:
            self._form.show_line(name, not folded)
        widgets.set_icon(self._button, "next" if folded else "down", "accent")
        self._button.setAccessibleDescription(_("zugeklappt") if folded else _("aufgeklappt"))
        self.sum_up()

    def sum_up(self) -> None:
        words = ", ".join(word for word in (_word(name, self._form.field(name)) for name in self.names) if word)
        self._sum.setText(words)
        self._sum.setVisible(self._folded and bool(words))


def _problem_of(field: Any) -> str:
    return field.problem() if isinstance(field, DateField | RolesField) else ""


def _word(name: str, field: Any) -> str:
    """What a folded group says of one field; nothing for what nobody has entered."""
    value = field.value()
    if not value or value == PersonDetails.model_fields[name].default:
        return ""
    if isinstance(field, CheckField):
        return field.text().replace("&", "")
    if isinstance(field, ChoiceField):
        return field.currentText()
    return german_date(value) if isinstance(field, DateField) else " ".join(str(value).split())
