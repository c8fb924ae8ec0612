"""The days on papers: none lies in the future, and periods are counted by the calendar."""

from datetime import date, timedelta

from mentorhub.errors import FieldError
from mentorhub.text import _


def not_in_future(field: str, day: date, today: date) -> None:
    """Raises `FieldError` beside that field."""
    if day > today:
        raise FieldError(field, _("Dieses Datum liegt in der Zukunft. Es wurde nichts gespeichert."))


def months_later(day: date, months: int) -> date:
    """The same day some months later (or earlier, if negative); the last of the month where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    first = date(index // 12, index % 12 + 1, 1)
    following = date((index + 1) // 12, (index + 1) % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))
