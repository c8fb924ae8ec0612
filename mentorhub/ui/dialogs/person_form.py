"""The form of one person: eight fields first, the rest folded into groups that tell what is in them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

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
from mentorhub.entry import Entry
from mentorhub.errors import FieldError
from mentorhub.families import GuardianDetails, MemberRow
from mentorhub.people import PersonDetails, RoleDetails, StepRow
from mentorhub.programme import OptionalField
from mentorhub.text import _
from mentorhub.ui import captions, widgets
from mentorhub.ui.dialogs.duplicate_notice import DuplicateNotice
from mentorhub.ui.dialogs.form_groups import Group, WhyButton, add_why, add_wide_field
from mentorhub.ui.dialogs.person_family import GuardiansField, HouseholdField
from mentorhub.ui.dialogs.person_fields import (
    IbanField,
    MobilityField,
    OptionalNumberField,
    SuggestingField,
    keep_short,
)
from mentorhub.ui.dialogs.person_languages import LanguageNotesField, LanguagesField
from mentorhub.ui.dialogs.person_roles import RoleDetailsField, RolesField, StepsView
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

_BESIDE = ("roles", "role_details", "household", "guardians")
"""Fields of the form that are no fields of the person."""
_ROLE_FIELDS = {"capacity", "registered_on", "joined_on", "left_on", "left_reason", "listed_until"}


class PersonForm(QWidget):
    """Holds an `Entry`; nothing but a first name is needed."""

    changed = Signal()
    groups_folded = Signal(str)
    """Which groups stand open, after one was opened or folded by hand."""

    def __init__(self, open_groups: str = "") -> None:
        super().__init__()
        self.form = Form()
        self.duplicates = DuplicateNotice()
        self.steps = StepsView()
        self._details: PersonDetails | None = None
        self._groups: list[Group] = []
        self._whys: dict[str, WhyButton] = {}
        self._off: frozenset[str] = frozenset()
        self._usually_open = frozenset(open_groups.split())
        self._add_first_fields()
        self._add_groups()
        captions.even_out(self.form, 7.6)
        widgets.column(self, self.form, None)
        roles, spoken = self.form.field("roles"), self.form.field("languages")
        roles.changed.connect(lambda: self.form.field("role_details").follow(roles.value()))
        spoken.changed.connect(lambda: self.form.field("language_notes").follow([code for code, _l in spoken.value()]))
        self.form.changed.connect(self.changed)
        for part in (self.form.field("role_details"), self.steps):
            part.before = self._groups[1].button
        self.form.field("language_notes").before = self.form.field("note")
        self.fold_as_usual()

    def show_person(
        self,
        details: PersonDetails | None = None,
        roles: Sequence[RoleDetails] = (),
        members: Sequence[MemberRow] = (),
        guardians: Sequence[GuardianDetails] = (),
    ) -> None:
        """A person, or an empty form for a new one; what is there now counts as unchanged."""
        self._details = details
        shown: dict[str, Any] = (details or PersonDetails.model_construct(first_name="")).model_dump()
        beside = dict(zip(_BESIDE, (tuple(roles), tuple(roles), tuple(members), tuple(guardians)), strict=True))
        self.form.set_values({**shown, **beside})
        self.duplicates.show_found(())
        self._sum_up()

    def show_steps(self, steps: Sequence[StepRow]) -> None:
        self.steps.show_steps(steps)

    def offer(
        self,
        districts: Iterable[str],
        institutions: Iterable[tuple[UUID, str]],
        fields: Iterable[OptionalField],
    ) -> None:
        """What the form suggests, and which fields are asked for here."""
        self.form.field("district").suggest(list(districts))
        field = self.form.field("referred_by_id")
        unchanged = not self.form.is_changed()
        field.set_options([(None, _("keine Angabe")), *institutions])
        if unchanged:
            self.form.take_as_unchanged()
        optional = [one for one in fields if one.table == "person"]
        for one in optional:
            for column in one.columns:
                if column not in self._whys:
                    self._whys[column] = add_why(self.form, column, one.label)
                self._whys[column].say(one.why)
        off = frozenset(c for one in optional if not one.on and one.name != "birth_date" for c in one.columns)
        if off != self._off:
            self._off = off
            for group in self._groups:
                group.hide_fields(off & set(group.names))
        self._show_whys()

    def is_changed(self) -> bool:
        return self.form.is_changed() or any(_problem_of(self.form.field(name)) for name in self._names())

    def take_as_unchanged(self) -> None:
        self.form.take_as_unchanged()
        self._sum_up()

    def check(self) -> bool:
        """Whether it can be saved; otherwise the problems stand beside their fields."""
        wrong = [name for name in self._names() if _problem_of(self.form.field(name))]
        self._open_groups(wrong)
        if not self.form.check():
            return False
        for name in wrong:
            self.form.show_problem(name, _problem_of(self.form.field(name)))
            return False
        problems = people.problems(self._values())
        self._open_groups(problems)
        for name, sentence in problems.items():
            self.form.show_problem(name, sentence)
        return not problems

    def entry(self) -> Entry:
        """Of a form that has passed its check."""
        field = self.form.field
        return Entry(
            PersonDetails(**self._values()), self.roles(), field("household").value(), field("guardians").value()
        )

    def roles(self) -> tuple[RoleDetails, ...]:
        completed: tuple[RoleDetails, ...] = self.form.field("role_details").complete(self.form.field("roles").value())
        return completed

    def show_error(self, error: FieldError) -> None:
        name = "role_details" if error.field in _ROLE_FIELDS else "roles" if error.field == "status" else error.field
        self._open_groups([name])
        self.form.show_problem(name, str(error))

    def groups(self) -> list[Group]:
        return list(self._groups)

    def fold_as_usual(self) -> None:
        """The groups as this laptop remembers them."""
        for group in self._groups:
            group.fold(group.key not in self._usually_open)
        self._show_whys()

    def _values(self) -> dict[str, Any]:
        kept = self._details.model_dump() if self._details is not None else {}
        said = {**kept, **{name: value for name, value in self.form.values().items() if name not in _BESIDE}}
        return {**said, "topics": {*said["topics"], *said["first_topics"]}}

    def _names(self) -> list[str]:
        return list(self.form.values())

    def _sum_up(self) -> None:
        for group in self._groups:
            group.sum_up()

    def _show_whys(self) -> None:
        for name, button in self._whys.items():
            button.setVisible(self.form.field(name).isVisibleTo(self.form))

    def _open_groups(self, names: Iterable[str]) -> None:
        wanted = set(names)
        for group in self._groups:
            if wanted & set(group.names):
                group.fold(False)
        self._show_whys()

    def _folded_by_hand(self) -> None:
        self._show_whys()
        self._usually_open = frozenset(group.key for group in self._groups if not group.is_folded())
        self.groups_folded.emit(" ".join(sorted(self._usually_open)))

    def _add_first_fields(self) -> None:
        form = self.form
        form.add("first_name", _("Vorname"), TextField(longest=100), required=True)
        form.add("last_name", _("Nachname"), TextField(longest=100))
        form.add("phone", _("Telefon"), TextField())
        form.add_wide(self.duplicates)
        form.add("district", _("Stadtteil"), SuggestingField())
        add_wide_field(form, "languages", _("Sprachen"), LanguagesField())
        add_wide_field(form, "times", _("Zeiten"), AvailabilityField())
        form.add("topics", _("Themen"), ManyField(of(Topic), nothing=_("noch keine")))
        add_wide_field(form, "roles", _("Status"), RolesField())

    def _add_groups(self) -> None:
        nothing = _("keine Angabe")
        with_consent = _("Freiwillig, nur mit Einwilligung")
        careful = _("Bitte keine Gesundheits-, Glaubens- oder Strafdaten.")
        group = self._group("roles", _("Rollen und Verlauf"), {})
        add_wide_field(self.form, "role_details", _("Rollen und Verlauf"), RoleDetailsField(), caption=False)
        group.names.append("role_details")
        self.form.add_wide(self.steps)
        group.extras.append(self.steps)
        self._group(
            "contact",
            _("Kontakt und Anschrift"),
            {
                "mobile": (_("Mobil"), TextField(), ""),
                "email": (_("E-Mail"), TextField(), ""),
                "preferred_channel": (_("Am liebsten"), ChoiceField(of(Channel), empty=nothing), ""),
                "street": (_("Straße"), TextField(), ""),
                "postcode": (_("Postleitzahl"), TextField(longest=10), ""),
                "city": (_("Ort"), TextField(), ""),
                "emergency_contact": (_("Notfallkontakt"), TextField(_("Name und Telefon")), ""),
            },
        )
        self._group(
            "birth",
            _("Geburt und Anrede"),
            {
                "birth_date": (_("Geburtsdatum"), DateField(), _("Bei Erwachsenen genügt das Jahr.")),
                "birth_year": (_("oder nur Jahr"), OptionalNumberField(4), ""),
                "gender": (_("Geschlecht"), ChoiceField(of(Gender)), ""),
                "call_name": (_("Rufname"), TextField(), ""),
                "pronunciation": (_("Aussprache"), TextField(), ""),
            },
        )
        self._group("family", _("Familie und Sorgeberechtigte"), {})
        add_wide_field(self.form, "household", _("Familie"), HouseholdField())
        add_wide_field(self.form, "guardians", _("Sorgeberechtigte"), GuardiansField())
        self._groups[-1].names += ["household", "guardians"]
        self._group(
            "wishes",
            _("Wünsche an die Patenschaft"),
            {
                "wish_gender": (_("Geschlecht"), ChoiceField(of(GenderWish)), ""),
                "wish_age_from": (_("Alter von"), OptionalNumberField(3), ""),
                "wish_age_to": (_("Alter bis"), OptionalNumberField(3), ""),
                "wish_districts": (_("Stadtteile"), TextField(_("überall")), _("Mehrere durch Komma getrennt")),
                "takes_families": ("", CheckField(_("auch Familien")), ""),
                "interests": (_("Interessen"), TextField(), ""),
                "wish_note": (_("Wünsche"), NotesField(2), careful),
            },
        )
        self._group(
            "mentee",
            _("Mentee: Art und Bedarf"),
            {
                "kind": (_("Art"), ChoiceField(of(MenteeKind)), ""),
                "first_topics": (
                    _("Am wichtigsten"),
                    ManyField(of(Topic), nothing=_("keine Angabe")),
                    _("Von den Themen oben; zählt bei der Vermittlung mehr."),
                ),
                "needs_note": (_("Bedarf"), NotesField(2), careful),
                "mediator_planned": ("", CheckField(_("Sprachmittlung geplant")), ""),
                "referred_by_id": (_("Zugang über"), ChoiceField([], empty=nothing), ""),
                "referred_by": (_("oder durch wen"), TextField(), ""),
                "origin_region": (_("Herkunft"), ChoiceField(of(Region)), with_consent),
                "refugee_background": (_("Fluchtgeschichte"), ChoiceField(of(YesNo)), with_consent),
                "in_germany_since": (_("In Deutschland seit"), OptionalNumberField(4, _("Jahr")), ""),
            },
        )
        self._group(
            "volunteer",
            _("Ehrenamt"),
            {
                "hours_per_week": (_("Stunden je Woche"), OptionalNumberField(2), ""),
                "short_notice": ("", CheckField(_("kurzfristig einsetzbar")), ""),
                "mobility": (_("Unterwegs mit"), MobilityField(), ""),
                "occupation": (_("Beruf"), TextField(), ""),
                "experience": (_("Erfahrung"), NotesField(2), careful),
                "recruited_via": (_("Aufmerksam durch"), ChoiceField(of(RecruitedVia), empty=nothing), ""),
                "migration_history": (_("Selbst zugewandert"), ChoiceField(of(YesNo)), with_consent),
                "volunteer_card_number": (_("Ehrenamtskarte"), TextField(_("Nummer"), longest=40), ""),
                "volunteer_card_until": (_("Karte gültig bis"), DateField(), ""),
                "iban": (_("IBAN"), IbanField(), ""),
            },
        )
        self._group(
            "more",
            _("Weiteres"),
            {
                "german_level": (_("Deutsch"), ChoiceField(of(Level)), ""),
                "german_proof": ("", CheckField(_("Zertifikat liegt vor")), ""),
            },
        )
        add_wide_field(self.form, "language_notes", _("Zu den Sprachen"), LanguageNotesField())
        self._groups[-1].names.append("language_notes")
        self._fields(self._groups[-1], {"note": (_("Notiz"), NotesField(3), careful)})

    def _group(self, key: str, title: str, fields: Mapping[str, tuple[str, Any, str]]) -> Group:
        group = Group(self.form, key, title, [], _nothing)
        self._groups.append(group)
        group.folded_by_hand.connect(self._folded_by_hand)
        self.form.add_wide(group)
        self._fields(group, fields)
        return group

    def _fields(self, group: Group, fields: Mapping[str, tuple[str, Any, str]]) -> None:
        for name, (words, field, hint) in fields.items():
            if isinstance(field, ChoiceField):
                keep_short(field, 6)
            self.form.add(name, words or field.text(), field, hint=hint)
            group.names.append(name)


def _nothing(name: str) -> Any:
    """The places and dates of a role are no answers that a folded group would tell of."""
    field = PersonDetails.model_fields.get(name)
    return None if field is None else field.get_default()


def _problem_of(field: Any) -> str:
    return field.problem() if isinstance(field, DateField | RoleDetailsField) else ""
