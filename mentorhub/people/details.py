"""What is said about a person, checked: the fields, the roles, age and names."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, Protocol

from pydantic import ConfigDict, ValidationError

from mentorhub.choices import (
    DayPart,
    Level,
    Role,
    RoleStatus,
    Topic,
    Weekday,
    YesNo,
)
from mentorhub.db.tables import (
    PersonFields,
)
from mentorhub.errors import FieldError, MentorHubError
from mentorhub.people.iban import is_iban
from mentorhub.text import _

Language = tuple[str, Level]


Time = tuple[Weekday, DayPart]


class LanguageNote(NamedTuple):
    """What more is known of a spoken language: its variant or dialect, and whether the person reads and writes it."""

    code: str
    variant: str = ""
    reads: YesNo = YesNo.UNKNOWN


class PersonDetails(PersonFields):
    """Everything a form or an import says about a person, checked."""

    model_config = ConfigDict(frozen=True)  # type: ignore[assignment]

    languages: tuple[Language, ...] = ()
    language_notes: tuple[LanguageNote, ...] = ()
    """Only of languages of which there is something to say, in the order of `languages`."""
    times: frozenset[Time] = frozenset()
    topics: frozenset[Topic] = frozenset()
    first_topics: frozenset[Topic] = frozenset()
    """Of the topics a mentee wishes for, those that matter most; any other is left out."""

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True)
class RoleDetails:
    """A person's place in one role. `capacity`: a mentor's places, or how many mentors a mentee needs."""

    role: Role
    status: RoleStatus
    capacity: int = 1
    registered_on: date | None = None
    joined_on: date | None = None
    left_on: date | None = None
    left_reason: str = ""
    listed_until: date | None = None
    """Until when a mediator is listed in the pool."""
    status_since: date | None = None
    """Since when the role has this status; known of what is stored, never read from a form."""


class Born(Protocol):
    """Whoever's age is asked: a person's fields, or a bare row of the table."""

    @property
    def birth_date(self) -> date | None: ...

    @property
    def birth_year(self) -> int | None: ...


class UnknownPerson(MentorHubError):
    """There is no such person (any more)."""


def problems(values: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with the fields of a form, by field; empty if a `PersonDetails` can be made of them."""
    try:
        check(PersonDetails(**values))
    except ValidationError as error:
        return {str(problem["loc"][0]): _sentence(str(problem["loc"][0])) for problem in error.errors()}
    except FieldError as error:
        return {error.field: str(error)}
    return {}


def age(details: Born, on: date) -> int | None:
    """Full years on a day; from the year of birth alone, the age reached in that year; None if nothing is known."""
    if details.birth_date is not None:
        had_birthday = (on.month, on.day) >= (details.birth_date.month, details.birth_date.day)
        return on.year - details.birth_date.year - (0 if had_birthday else 1)
    return None if details.birth_year is None else on.year - details.birth_year


def may_be_minor(details: Born, on: date, majority: int) -> bool:
    """Whether somebody is, or with only a year of birth could still be, under age. Unknown age counts as adult."""
    years = age(details, on)
    if years is None:
        return False
    return years < majority if details.birth_date is not None else years <= majority


def number_text(number: int) -> str:
    return f"P-{number:04d}"


def display_name(first_name: str, last_name: str) -> str:
    """`Müller, Anna`; single names stand alone."""
    return f"{last_name}, {first_name}" if last_name else first_name


def check(details: PersonDetails) -> None:
    if not details.first_name.strip():
        raise FieldError("first_name", _sentence("first_name"))
    if details.email and ("@" not in details.email or " " in details.email.strip()):
        raise FieldError("email", _sentence("email"))
    if details.iban and not is_iban(details.iban):
        raise FieldError("iban", _sentence("iban"))
    low, high = details.wish_age_from, details.wish_age_to
    if low is not None and high is not None and low > high:
        raise FieldError("wish_age_to", _sentence("wish_age_to"))


def _sentence(field: str) -> str:
    return {
        "first_name": _("Bitte geben Sie einen Vornamen ein (höchstens 100 Zeichen)."),
        "last_name": _("Der Nachname darf höchstens 100 Zeichen haben."),
        "email": _("Diese E-Mail-Adresse hat kein @ oder enthält ein Leerzeichen."),
        "birth_date": _("Dieses Geburtsdatum gibt es nicht."),
        "birth_year": _("Bitte geben Sie ein Jahr zwischen 1900 und 2100 ein."),
        "iban": _("Diese IBAN stimmt nicht: Die Prüfziffern passen nicht zur Nummer. Bitte vergleichen Sie sie."),
        "wish_age_to": _("Das höchste gewünschte Alter liegt unter dem niedrigsten."),
    }.get(field, _("Diese Angabe lässt sich so nicht speichern."))
