"""Months by their names, the newest first, as lists and quick entries offer them."""

from datetime import date, timedelta

from mentorhub.text import N_, _

_MONTHS = (
    N_("Januar"),
    N_("Februar"),
    N_("März"),
    N_("April"),
    N_("Mai"),
    N_("Juni"),
    N_("Juli"),
    N_("August"),
    N_("September"),
    N_("Oktober"),
    N_("November"),
    N_("Dezember"),
)


def name(first: date) -> str:
    """`Oktober 2026`."""
    return f"{_(_MONTHS[first.month - 1])} {first.year}"


def last_months(today: date, count: int = 18) -> list[tuple[object, str]]:
    """Each as its first day in ISO form, and its name."""
    found: list[tuple[object, str]] = []
    day = today.replace(day=1)
    for _number in range(count):
        found.append((day.isoformat(), name(day)))
        day = (day - timedelta(days=1)).replace(day=1)
    return found
