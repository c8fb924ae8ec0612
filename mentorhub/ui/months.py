"""Months by their names, the newest first, as lists and quick entries offer them."""

from datetime import date, timedelta

from mentorhub.text import month_name


def last_months(today: date, count: int = 18) -> list[tuple[object, str]]:
    """Each as its first day in ISO form, and its name."""
    found: list[tuple[object, str]] = []
    day = today.replace(day=1)
    for _number in range(count):
        found.append((day.isoformat(), month_name(day)))
        day = (day - timedelta(days=1)).replace(day=1)
    return found
