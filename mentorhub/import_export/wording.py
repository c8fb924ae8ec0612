"""Values of a person in words, for "was … will be" in the preview."""

from collections.abc import Iterable
from datetime import date

from mentorhub import languages
from mentorhub.choices import Choice, Level
from mentorhub.text import _, german_date


def in_words(attribute: str, value: object) -> str:
    """What stands under an attribute of `PersonDetails`; empty for nothing."""
    if isinstance(value, tuple) and attribute == "languages":
        return ", ".join(_language(code, level) for code, level in value)
    if isinstance(value, frozenset | tuple):
        return ", ".join(_joined(entry) for entry in sorted(value, key=_order))
    return _one(value)


def _one(value: object) -> str:
    if isinstance(value, bool):
        return _("ja") if value else _("nein")
    if isinstance(value, date):
        return german_date(value)
    return value.label if isinstance(value, Choice) else str(value or "")


def _language(code: str, level: Level) -> str:
    name = languages.name(code)
    return name if level is Level.UNKNOWN else f"{name} ({level.label})"


def _joined(entry: object) -> str:
    if isinstance(entry, Choice):
        return entry.label
    return " ".join(_joined(part) for part in entry) if isinstance(entry, Iterable) else str(entry)


def _order(entry: object) -> tuple[int, ...]:
    """In the order in which the choices are listed."""
    parts = entry if isinstance(entry, tuple) else (entry,)
    return tuple(list(type(part)).index(part) for part in parts if isinstance(part, Choice))
