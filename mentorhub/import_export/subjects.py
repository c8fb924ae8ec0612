"""What the workbook with everything consists of: a sheet for each subject, made from the tables themselves.

It is a file format: headings and words are German whatever the interface speaks, and a column that is added to a table
appears here by itself. `LEFT_OUT` names the tables that never leave, and why.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, cast

import sqlalchemy as sa
from sqlmodel import SQLModel

from mentorhub.changes.words import FIELDS
from mentorhub.choices import Choice, DayPart, Topic, Weekday
from mentorhub.db.tables import (
    Activity,
    ActivityTopic,
    Attachment,
    CheckIn,
    ConductCertificate,
    Consent,
    Event,
    Evidence,
    Expense,
    Guardian,
    Household,
    ImportProfile,
    Institution,
    IssuedDocument,
    NeverTogether,
    Organisation,
    OwnText,
    Pairing,
    PairingEvent,
    PairingTopic,
    Participation,
    Person,
    PersonLanguage,
    PersonRole,
    PersonTime,
    PersonTopic,
    Reminder,
    ReportComment,
    RoleStep,
    RuleSetting,
    SavedFilter,
    SeenLine,
)

FORMAT = 1
FRONT = "MentorHub"
LONG = "Fortsetzungen"
KEY = "Schlüssel"
CERTIFICATES = ConductCertificate.__table__.name

LEFT_OUT = {
    "draft": "what was typed and never saved",
    "bin_entry": "what was removed must not leave",
    "change": "the log belongs to this laptop and names who worked at it",
    "secret": "never exported",
    "export_release": "means nothing without the secret",
    "release_member": "means nothing without the secret",
    "release_erasure": "means nothing without the secret",
    "sheet_release": "means nothing without the secret",
}

DERIVED = frozenset({"id", "version", "sort_key", "search_text"})
"""Made anew when a workbook comes back."""


@dataclass(frozen=True)
class Folded:
    """The rows of a table that are one cell of their record, as words with semicolons between them."""

    heading: str
    table: Any
    parent: str
    columns: tuple[str, ...]
    words: Mapping[tuple[Any, ...], str]


@dataclass(frozen=True)
class Subject:
    table: Any
    title: str
    prefix: str = ""
    """Of the keys by which other sheets name a row; people and pairings have their own numbers."""
    folded: tuple[Folded, ...] = ()
    headings: tuple[tuple[str, str], ...] = ()
    """Where the usual word for a column would stand there twice."""

    @property
    def name(self) -> str:
        return str(self.table.__table__.name)

    @property
    def has_key(self) -> bool:
        return bool(self.prefix) or self.table in (Person, Pairing)

    @property
    def columns(self) -> list[sa.Column[Any]]:
        """Those that become a column of the sheet."""
        numbers = {Person: {"number"}, Pairing: {"year", "number_in_year"}}.get(self.table, set())
        shown = [column for column in self.table.__table__.columns if column.name not in DERIVED | numbers]
        return sorted(shown, key=lambda column: column.name in _LAST)

    def heading(self, column: str) -> str:
        return dict(self.headings).get(column) or _MORE.get(column) or FIELDS[column]

    def all_headings(self) -> list[str]:
        return [
            *([KEY] if self.has_key else []),
            *(self.heading(column.name) for column in self.columns),
            *(each.heading for each in self.folded),
        ]

    def order(self) -> Sequence[Any]:
        columns = self.table.__table__.columns
        if self.table is Person:
            return [columns.number]
        if self.table is Pairing:
            return [columns.year, columns.number_in_year]
        if self.table is ConductCertificate:  # their keys are random
            people = by_table()["person"].table.__table__.columns
            return [sa.select(people.number).where(people.id == columns.person_id).scalar_subquery()]
        return [columns.id]


_LAST = ("created_at", "changed_at")
_MORE = {
    "changed_at": "Geändert am",
    "code": "Sprache",
    "created_at": "Eingetragen am",
    "detail": "Näheres",
    "headings": "Überschriften",
    "level": "Niveau",
    "page": "Liste",
    "reads": "Liest",
    "relevant_conviction": "Einschlägiger Eintrag",
    "role_id": "Rolle",
    "status_since": "Status seit",
    "step": "Schritt",
    "variant": "Variante",
}

_TOPICS = {(topic,): topic.german for topic in Topic}
_TIMES = {(day, part): f"{day.german} {part.german}" for day, part in product(Weekday, DayPart)}
_RANKED = {
    (topic, rank): f"{topic.german} ({rank})" if rank else topic.german for topic, rank in product(Topic, range(100))
}

SUBJECTS = (
    Subject(Organisation, "Verein"),
    Subject(RuleSetting, "Einstellungen", headings=(("value", "Wert"),)),
    Subject(OwnText, "Eigene Texte"),
    Subject(SavedFilter, "Filter"),
    Subject(ImportProfile, "Vorlagen für Listen"),
    Subject(Institution, "Einrichtungen", "E"),
    Subject(Household, "Familien", "F"),
    Subject(
        Person,
        "Personen",
        folded=(
            Folded("Zeiten", PersonTime, "person_id", ("weekday", "part"), _TIMES),
            Folded("Themen", PersonTopic, "person_id", ("topic", "priority"), _RANKED),
        ),
        headings=(("referred_by_id", "Vermittelt durch (Einrichtung)"), ("household_id", "Familie")),
    ),
    Subject(PersonRole, "Rollen", "R"),
    Subject(RoleStep, "Schritte der Rollen"),
    Subject(PersonLanguage, "Sprachen"),
    Subject(Guardian, "Sorgeberechtigte"),
    Subject(Consent, "Einwilligungen", "W"),
    Subject(Evidence, "Nachweise", "N"),
    Subject(ConductCertificate, "Führungszeugnisse"),
    Subject(
        Pairing,
        "Patenschaften",
        folded=(Folded("Themen", PairingTopic, "pairing_id", ("topic",), _TOPICS),),
    ),
    Subject(NeverTogether, "Nie zusammen"),
    Subject(PairingEvent, "Schritte der Patenschaften"),
    Subject(
        Activity,
        "Aktivitäten",
        folded=(Folded("Themen", ActivityTopic, "activity_id", ("topic",), _TOPICS),),
    ),
    Subject(CheckIn, "Rückfragen"),
    Subject(Expense, "Auslagen"),
    Subject(Event, "Veranstaltungen", "V"),
    Subject(Participation, "Teilnahmen"),
    Subject(Reminder, "Wiedervorlagen"),
    Subject(SeenLine, "Erledigtes auf Heute"),
    Subject(IssuedDocument, "Papiere", "D"),
    Subject(Attachment, "Scans"),
    Subject(ReportComment, "Berichte"),
)


def by_table() -> dict[str, Subject]:
    return {subject.name: subject for subject in SUBJECTS}


def all_tables() -> set[str]:
    return set(SQLModel.metadata.tables)


def kind_of(column: sa.Column[Any]) -> Any:
    """The plain kind of what is stored, without what is built around it."""
    return column.type.impl_instance if isinstance(column.type, sa.types.TypeDecorator) else column.type


def choices(column: sa.Column[Any]) -> type[Choice] | None:
    return cast("type[Choice]", column.type.enum_class) if isinstance(column.type, sa.Enum) else None


def refers_to(column: sa.Column[Any]) -> str:
    """The table whose keys stand in this column; empty for all others."""
    return next((key.column.table.name for key in column.foreign_keys), "")
