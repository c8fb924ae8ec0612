"""Dates, years, durations, as Germans type them and as Excel keeps them."""

import re
from dataclasses import dataclass
from datetime import date, time, timedelta

from mentorhub.import_export.sheets import Cell
from mentorhub.import_export.values.cells import Unreadable, key, not_understood, words
from mentorhub.text import _

_MONTHS = {
    month: number
    for number, names in enumerate(
        (
            *(
                "januar jan jaenner january",
                "februar feb february",
                "maerz mrz maer mar march",
                "april apr",
                "mai may",
            ),
            *(
                "juni jun june",
                "juli jul july",
                "august aug",
                "september sep sept",
                "oktober okt october oct",
            ),
            *("november nov", "dezember dez december dec"),
        ),
        start=1,
    )
    for month in names.split()
}
_EXCEL_ZERO = date(1899, 12, 30)


@dataclass(frozen=True)
class Birth:
    """Either the day or only the year is known."""

    day: date | None = None
    year: int | None = None


def day(cell: Cell, today: date) -> date | None:
    """A day; of a month or year alone, its first. Two-digit years lie 90 years back to ten years ahead."""
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int) and not isinstance(cell, bool) and 20_000 <= cell <= 80_000:
        return _EXCEL_ZERO + timedelta(days=cell)
    plain = re.sub(r"^(?:seit|ab|ca\.?|etwa|am|vom|since)\s+", "", words(cell), flags=re.I)
    if not plain:
        return None
    return _written_day(plain, today.year + 10)


def month_number(word: str) -> int | None:
    """From 1 for January; nothing for a word that is no month."""
    return _MONTHS.get(key(word))


_WITHOUT_DAY = re.compile(r"\d{1,2}\s*[./-]\s*\d{4}|\d{4}[-/]\d{1,2}|[^\W\d_]+\.?,?\s*(?:'|’)?(?:\d{4}|\d{2})")


def birth(cell: Cell, today: date) -> Birth:
    """A birthday or a year of birth; never after today and not more than 120 years ago."""
    if isinstance(cell, int) and not isinstance(cell, bool) and 1900 <= cell <= today.year:
        return Birth(year=cell)
    plain = re.sub(r"^(?:\*|geb\.?|jg\.?|jahrgang|ca\.?|circa|etwa|um)\s*", "", words(cell), flags=re.I)
    plain = re.sub(r"\s*(?:\(\?\)|\?)$", "", plain)
    if not plain:
        return Birth()
    if re.fullmatch(r"\d{4}", plain):
        found = Birth(year=int(plain))
    elif isinstance(cell, date) or (isinstance(cell, int) and not isinstance(cell, bool)):
        found = Birth(day(cell, today))
    else:
        found = Birth(_written_day(plain, today.year))
        if found.day and _WITHOUT_DAY.fullmatch(plain):
            sentence = _("»{words}« nennt keinen Tag; übernommen wird nur das Jahr.").format(words=plain)
            raise Unreadable(sentence, Birth(year=found.day.year))
    year = found.day.year if found.day else found.year
    if year is None or not today.year - 120 <= year <= today.year or (found.day and found.day > today):
        raise Unreadable(_("»{words}« kann kein Geburtsdatum sein.").format(words=plain))
    return found


def age(cell: Cell, today: date) -> Birth:
    """The year of birth from an age in years, right to one year."""
    found = re.match(r"(\d{1,3})\b", words(cell))
    if not found:
        if words(cell):
            raise not_understood(words(cell))
        return Birth()
    return birth(str(today.year - int(found[1])), today)


def minutes(cell: Cell) -> int:
    """How long: "90 min", "1,5 h", "1:30", "2 Std. 15"; a number below 15 means hours."""
    if isinstance(cell, time):
        return cell.hour * 60 + cell.minute
    if isinstance(cell, timedelta):
        return round(cell.total_seconds() / 60)
    plain = words(cell)
    if found := re.fullmatch(r"(\d{1,2}):(\d{2})(?:\s*(?:h|std\.?|stunden?))?", plain, re.I):
        return int(found[1]) * 60 + int(found[2])
    if found := re.fullmatch(r"(\d+)\s*(?:min\.?|minuten|minutes)", plain, re.I):
        return int(found[1])
    hours = r"(\d+(?:[.,]\d+)?)\s*(h|std\.?|stunden?|hours?)?"
    if found := re.fullmatch(rf"{hours}(?:\s*(?:und\s*)?(\d{{1,2}})\s*(?:min\.?|minuten)?)?", plain, re.I):
        number = float(found[1].replace(",", "."))
        if found[2] or number < 15:
            return round(number * 60) + int(found[3] or 0)
        return round(number)
    raise not_understood(plain)


def _written_day(plain: str, latest_year: int) -> date:
    for pattern, order in (
        (r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?", "ymd"),
        (r"(\d{4})[./](\d{1,2})[./](\d{1,2})", "ymd"),
        (r"(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4}|\d{2})(?:,?\s+\d{1,2}:\d{2}.*)?", "dmy"),
        (r"(\d{4})(\d{2})(\d{2})", "ymd"),
        (r"(\d{1,2})\s*[./-]\s*(\d{4})", "my"),
        (r"(\d{4})[-/](\d{1,2})", "ym"),
        (r"(\d{4})", "y"),
    ):
        if found := re.fullmatch(pattern, plain):
            return _made(plain, dict(zip(order, found.groups(), strict=True)), latest_year)
    if found := re.fullmatch(r"(?:(\d{1,2})\.?\s*)?([^\W\d_]+)\.?,?\s*(?:'|’)?(\d{4}|\d{2})", plain):
        month = _MONTHS.get(key(found[2]))
        if month:
            return _made(plain, {"d": found[1] or "1", "m": str(month), "y": found[3]}, latest_year)
    raise Unreadable(_("»{words}« ist kein Datum.").format(words=plain))


def _made(plain: str, parts: dict[str, str], latest_year: int) -> date:
    year = int(parts["y"])
    if len(parts["y"]) == 2:
        year += latest_year // 100 * 100
        year -= 100 if year > latest_year else 0
    try:
        return date(year, int(parts.get("m", "1")), int(parts.get("d", "1")))
    except ValueError:
        raise Unreadable(_("»{words}« ist kein Datum, das es gibt.").format(words=plain)) from None
