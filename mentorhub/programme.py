"""The organisation: its name, legal form and address, and the periods and thresholds it works with."""

import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Any

from pydantic import ConfigDict
from sqlmodel import Session, col, select

from mentorhub import paths
from mentorhub.db.tables import Organisation, OrganisationFields, RuleSetting
from mentorhub.errors import FieldError, MentorHubError
from mentorhub.text import _

_FIELD = "field."
"""How the key of a switch begins, among the rules that the organisation has set itself."""


class OrganisationDetails(OrganisationFields):
    """What the form in Einstellungen holds."""

    model_config = ConfigDict(frozen=True)  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Rule:
    """One period, threshold or choice, with the note that says where its default comes from."""

    key: str
    label: str
    value: int | str
    default: int | str
    unit: str
    source: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OptionalField:
    """A field that the organisation may do without; what it is for is said wherever it is asked."""

    name: str
    label: str
    table: str
    columns: tuple[str, ...]
    group: str
    on: bool
    default: bool
    why: str
    source: str


class NoOrganisation(MentorHubError):
    """The data folder has no organisation yet."""


def found(session: Session, details: OrganisationDetails, *, is_sample: bool = False, on: date | None = None) -> None:
    """Enter the organisation of a new data folder; there is only one. `on`: the day it is made, if not just now."""
    _check(details)
    organisation = Organisation(**details.model_dump(), is_sample=is_sample)
    if on is not None:
        organisation.created_at = datetime.combine(on, time(12), UTC)
    session.add(organisation)
    session.flush()


def founded_on(session: Session) -> date:
    """The day the data folder was made: what ran before came into the program as it was."""
    return _organisation(session).created_at.astimezone().date()


def organisation(session: Session) -> OrganisationDetails:
    return OrganisationDetails(**_organisation(session).model_dump(include=set(OrganisationFields.model_fields)))


def is_sample(session: Session) -> bool:
    """Whether this folder holds invented people to try things out with."""
    return _organisation(session).is_sample


def change(session: Session, details: OrganisationDetails) -> None:
    _check(details)
    _organisation(session).sqlmodel_update(details.model_dump())
    session.flush()


def rules(session: Session) -> list[Rule]:
    """All periods and thresholds, in the order of the shipped list, with the organisation's own values."""
    own = {row.key: row.value for row in session.exec(select(RuleSetting)).all()}
    return [
        Rule(
            key=key,
            label=_(entry["label"]),
            value=_read(own[key], entry) if key in own else entry["default"],
            default=entry["default"],
            unit=_(entry["unit"]) if entry["unit"] else "",
            source=_(entry["source"]),
            choices=tuple(entry.get("choices", ())),
        )
        for key, entry in _shipped().items()
    ]


def number(session: Session, key: str) -> int:
    """A period or threshold in its own unit (days, weeks, months or years: see `resources/rules/programme.toml`)."""
    return int(_value(session, key))


def gate(session: Session, key: str) -> str:
    """What a missing paper does (`gate.certificate`, `clear.interview` ...): `block` a step, `warn`, or `off`."""
    return choice(session, key)


def choice(session: Session, key: str) -> str:
    """A rule that is one of several words."""
    return str(_value(session, key))


def set_rule(session: Session, key: str, value: int | str) -> None:
    """Raises `FieldError` for a value that makes no sense."""
    entry = _shipped()[key]
    allowed = entry.get("choices")
    if (allowed and value not in allowed) or (not allowed and (not str(value).isdecimal() or int(value) > 36500)):
        raise FieldError(key, _("Bitte geben Sie eine ganze Zahl ab 0 ein."))
    row = session.exec(select(RuleSetting).where(RuleSetting.key == key)).first() or RuleSetting(key=key)
    row.value = str(value)
    session.add(row)
    session.flush()


def reset_rule(session: Session, key: str) -> None:
    """Back to the shipped default, also when a later version ships another."""
    row = session.exec(select(RuleSetting).where(RuleSetting.key == key)).first()
    if row is not None:
        session.delete(row)
        session.flush()


def fields(session: Session) -> list[OptionalField]:
    """All fields that can be switched on and off, in the order of the shipped list."""
    own = _switches(session)
    return [
        OptionalField(
            name=name,
            label=_(entry["label"]),
            table=entry["table"],
            columns=tuple(entry["columns"]),
            group=_(entry["group"]),
            on=own.get(name, entry["default"]),
            default=entry["default"],
            why=_(entry["why"]),
            source=_(entry["source"]),
        )
        for name, entry in _shipped_fields().items()
    ]


def field_on(session: Session, name: str) -> bool:
    """Whether an optional field (a name of `resources/rules/fields.toml`) is asked for and shown here."""
    return _switches(session).get(name, bool(_shipped_fields()[name]["default"]))


def columns_off(session: Session, table: str) -> frozenset[str]:
    """The columns of a table that are neither asked for nor shown here."""
    return frozenset(
        column for field in fields(session) if field.table == table and not field.on for column in field.columns
    )


def switch_field(session: Session, name: str, *, on: bool) -> None:
    """What is stored in a field stays when it is switched off: `optional_fields.erase` empties it."""
    key = _field_key(name)
    row = session.exec(select(RuleSetting).where(RuleSetting.key == key)).first() or RuleSetting(key=key)
    if bool(_shipped_fields()[name]["default"]) is on and not row.value:
        return
    row.value = "on" if on else "off"
    session.add(row)
    session.flush()


def _organisation(session: Session) -> Organisation:
    row = session.exec(select(Organisation)).first()
    if row is None:
        raise NoOrganisation(
            _("In diesem Datenordner ist noch keine Einrichtung eingetragen. Bitte legen Sie sie zuerst an.")
        )
    return row


def _check(details: OrganisationDetails) -> None:
    if not details.name.strip():
        raise FieldError("name", _("Bitte geben Sie den Namen der Einrichtung ein."))


def _value(session: Session, key: str) -> int | str:
    entry = _shipped()[key]
    own = session.exec(select(RuleSetting.value).where(RuleSetting.key == key)).first()
    return entry["default"] if own is None else _read(own, entry)


def _read(stored: str, entry: dict[str, int]) -> int | str:
    return int(stored) if isinstance(entry["default"], int) else stored


@lru_cache(maxsize=1)
def _shipped() -> dict[str, dict]:  # type: ignore[type-arg]
    """What has a value per year instead (`expenses.toml`) is read where it is used."""
    files = [paths.resources() / "rules" / name for name in ("programme.toml", "expenses.toml")]
    return {
        f"{group}.{name}": entry
        for file in files
        for group, entries in tomllib.loads(file.read_text("utf-8")).items()
        for name, entry in entries.items()
        if "default" in entry
    }


def _switches(session: Session) -> dict[str, bool]:
    query = select(RuleSetting).where(col(RuleSetting.key).startswith(_FIELD, autoescape=True))
    return {row.key.removeprefix(_FIELD): row.value == "on" for row in session.exec(query).all()}


def _field_key(name: str) -> str:
    return f"{_FIELD}{name}"


@lru_cache(maxsize=1)
def _shipped_fields() -> dict[str, dict[str, Any]]:
    return tomllib.loads((paths.resources() / "rules" / "fields.toml").read_text("utf-8"))
