"""Dates as people type them: 1.12., 1.12.26, heute, gestern, Montag."""

from datetime import date, timedelta

from mentorhub.text import _

_WORDS = {
    "heute": 0,
    "today": 0,
    "gestern": -1,
    "yesterday": -1,
    "vorgestern": -2,
    "morgen": 1,
    "tomorrow": 1,
    "übermorgen": 2,
}
_WEEKDAYS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")


def read(typed: str, today: date) -> date | None:
    """Nothing typed is no date. Without a year the nearest such day is meant; a weekday is the last one, today
    included. Two digits of a year reach twenty years ahead and eighty back. Raises ValueError with a
    sentence for the person.
    """
    words = typed.strip().casefold()
    if not words:
        return None
    if words in _WORDS:
        return today + timedelta(days=_WORDS[words])
    if len(words) >= 2 and words.isalpha():
        for number, name in enumerate(_WEEKDAYS):
            if name.startswith(words):
                return today - timedelta(days=(today.weekday() - number) % 7)
    found = _from_numbers(words, today)
    if found is None:
        raise ValueError(
            _("„{typed}“ ist kein Datum. Schreiben Sie zum Beispiel 1.12.2026 oder heute.").format(typed=typed)
        )
    return found


def _from_numbers(words: str, today: date) -> date | None:
    if words.isascii() and words.isdigit() and len(words) in {6, 8}:
        words = f"{words[:2]}.{words[2:4]}.{words[4:]}"
    try:
        if words.count("-") == 2:
            return date.fromisoformat(words)
        parts = [int(part) for part in words.replace("/", ".").replace(",", ".").strip(".").split(".")]
        if len(parts) == 2:
            return _nearest(parts[0], parts[1], today)
        if len(parts) == 3:
            return date(_year(parts[2], today), parts[1], parts[0])
    except ValueError:
        return None
    return None


def _nearest(day: int, month: int, today: date) -> date:
    found = []
    for year in (today.year - 1, today.year, today.year + 1):
        if not (day == 29 and month == 2) or year % 4 == 0:
            found.append(date(year, month, day))
    if not found:
        raise ValueError
    return min(found, key=lambda candidate: (abs((candidate - today).days), candidate))


def _year(number: int, today: date) -> int:
    if number >= 1000:
        return number
    if number >= 100:
        raise ValueError
    year = today.year - today.year % 100 + number
    if year > today.year + 20:
        return year - 100
    return year if year > today.year - 80 else year + 100
