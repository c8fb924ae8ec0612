"""What a row says beside what is known of a person: what is new in it, and how both are told."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from mentorhub.choices import Level, MenteeKind, Role
from mentorhub.import_export.decisions import Twin
from mentorhub.import_export.recognising import Known, phone_keys
from mentorhub.import_export.reports import Duplicate, RowReport, Step
from mentorhub.import_export.rows import RowReading
from mentorhub.people import PersonDetails
from mentorhub.text import _, german_date

_PHONES = frozenset(("phone", "mobile"))
_OF_EVERYBODY = frozenset(("first_name", "last_name", "kind"))


def candidate_of(said: RowReading) -> Known:
    return Known(
        first_name=said.values["first_name"],
        last_name=said.values.get("last_name", ""),
        kind=said.values.get("kind", MenteeKind.SINGLE),
        roles=roles_of(*((said.role,) if said.role else ())),
        row=said.number,
        sheet=said.sheet,
        phones=phone_keys(said.values.get("phone", ""), said.values.get("mobile", "")),
        email=said.values.get("email", "").casefold(),
        birth_date=said.values.get("birth_date"),
        birth_year=said.values.get("birth_year"),
    )


def merged(before: PersonDetails, said: dict[str, Any]) -> tuple[PersonDetails, tuple[str, ...]]:
    """What the list says over what was there: sets grow, notes are added to, levels are kept when none is given."""
    values = {name: getattr(before, name) for name in PersonDetails.model_fields}
    changes = []
    for attribute, new in said.items():
        old = values[attribute]
        merged = new
        if attribute in ("times", "topics"):
            merged = old | new
        elif attribute == "languages":
            levels = dict(old)
            levels.update({code: level for code, level in new if level is not Level.UNKNOWN or code not in levels})
            merged = tuple(levels.items()) if levels != dict(old) else old
        elif attribute == "note":
            added = [part for part in new.split("; ") if part not in old]
            merged = "; ".join([old, *added] if old else added)
        elif attribute in ("first_name", "last_name"):
            merged = old or new  # equal but for spelling: the program's spelling has been looked at
        elif _says_nothing_new(attribute, new, before):
            merged = old
        if merged != old:
            values[attribute] = merged
            changes.append(attribute)
    return PersonDetails(**values), tuple(changes)


def _says_nothing_new(attribute: str, new: Any, before: PersonDetails) -> bool:
    """The same number or address written otherwise; a year beside the day that is known."""
    if attribute in _PHONES:
        return phone_keys(new) <= phone_keys(before.phone, before.mobile)
    if attribute == "email":
        return bool(new.casefold() == before.email.casefold())
    return attribute == "birth_year" and before.birth_date is not None


def duplicate_of(said: RowReading, candidate: Known, other: Known, twin: Twin | None) -> Duplicate:
    return Duplicate(
        said.number,
        other.number,
        other.row,
        said.sheet,
        candidate.name,
        other.name,
        _beside(said.values),
        _beside(other.known_details().model_dump()),
        twin,
    )


def _beside(values: Mapping[str, Any]) -> str:
    """What tells two people of like names apart."""
    born = german_date(values.get("birth_date")) or str(values.get("birth_year") or "")
    parts = (values.get("mobile"), values.get("phone"), values.get("email"), born, values.get("district"))
    return ", ".join(str(part) for part in parts if part)


def who(known: Known) -> str:
    beside = _beside(known.known_details().model_dump())
    number = known.number or _("Zeile {row}").format(row=known.row)
    return f"{known.name} ({number}{', ' if beside else ''}{beside})"


def report_of(said: RowReading, step: Step, known: Known | None = None) -> RowReport:
    person = "" if known is None else known.number
    return RowReport(said.sheet, said.number, said.name, step, (), tuple(said.problems), (), person)


def given_by(said: RowReading) -> tuple[str, ...]:
    """What a new person comes with, besides the name."""
    given = [name for name in PersonDetails.model_fields if said.values.get(name) and name not in _OF_EVERYBODY]
    given += ["household"] if said.household else []
    given += ["guardians"] if said.guardians else []
    return tuple(given)


def roles_of(*roles: Role) -> frozenset[Role]:
    return _same_roles(frozenset(roles))


@lru_cache(maxsize=64)
def _same_roles(roles: frozenset[Role]) -> frozenset[Role]:
    """Few kinds of many: one set for all who have the same roles."""
    return roles


def details_of(values: dict[str, Any]) -> PersonDetails:
    return PersonDetails(**values)
