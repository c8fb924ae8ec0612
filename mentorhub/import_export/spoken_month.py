"""What a mentor reports of a month in one sentence: „im Oktober 4 Treffen, 9 Std., Deutsch + Sozialamt“."""

import re
from dataclasses import dataclass
from datetime import date

from mentorhub.choices import Topic
from mentorhub.import_export import values
from mentorhub.import_export.values import Unreadable
from mentorhub.import_export.values.cells import key, pieces
from mentorhub.import_export.values.dates import month_number

_NUMBERS = {
    word: number
    for number, words in enumerate(
        (
            *("ein eine einen einem einmal", "zwei zweimal", "drei dreimal", "vier viermal", "fuenf fuenfmal"),
            *("sechs sechsmal", "sieben siebenmal", "acht achtmal", "neun neunmal", "zehn zehnmal"),
        ),
        start=1,
    )
    for word in words.split()
}
_DURATION = re.compile(
    r"\d{1,3}:\d{2}\s*(?:h|std\.?|stunden?)?\b\.?"
    r"|\d+(?:[.,]\d+)?\s*(?:h|std|stunden?|hours?)\b\.?(?:\s*(?:und\s*)?\d{1,2}\s*(?:min(?:uten)?\b\.?)?(?!\s*(?:x\b|mal|treff|termin)))?"
    r"|\d+\s*min(?:uten)?\b\.?",
    re.I,
)
_EACH = re.compile(r"\b(?:je|jeweils|à)\s*\d", re.I)
_COUNT = re.compile(r"\b(\d{1,2}|[^\W\d_]+)\s*(?:x\b|mal\b|treffen\b|termine?\b|meetings?\b)|\b([^\W\d_]+mal)\b", re.I)
_FILLERS = frozenset(
    "im in den dem der die das am vom zum zur wir haben hatten uns es gab waren war je ca circa etwa rund insgesamt "
    "zusammen je jeweils getroffen gemacht und mit ueber themen thema jahr monat letzten diesen lang mal x".split()
)


@dataclass(frozen=True, slots=True)
class SpokenMonth:
    """What was understood; nothing where the sentence does not say it."""

    first: date | None
    """The first day of the month."""
    count: int | None
    minutes: int | None
    topics: frozenset[Topic]
    left: tuple[str, ...]
    """Words that were not understood."""


def read(sentence: str, today: date) -> SpokenMonth:
    """A month without its year is the last one of that name."""
    rest = " ".join(sentence.split())
    each = _EACH.search(rest)
    minutes, rest = _duration(rest)
    count, rest = _count(rest)
    if minutes is not None and each is not None:
        minutes *= count or 1
    first, rest = _month(rest, today)
    topics: set[Topic] = set()
    left: list[str] = []
    for piece in pieces(rest):
        plain = " ".join(word for word in piece.split() if key(word) not in _FILLERS)
        if not key(plain):
            continue
        try:
            topics |= values.topics(plain)
        except Unreadable as trouble:
            understood = trouble.understood
            topics |= understood if isinstance(understood, frozenset) else frozenset()
            left.append(plain)
    return SpokenMonth(first, count, minutes, frozenset(topics), tuple(left))


def _duration(rest: str) -> tuple[int | None, str]:
    found = _DURATION.search(rest)
    if found is None:
        return None, rest
    try:
        minutes = values.minutes(found[0].strip())
    except Unreadable:
        return None, rest
    return minutes, _without(rest, found)


def _count(rest: str) -> tuple[int | None, str]:
    for found in _COUNT.finditer(rest):
        word = found[1] or found[2]
        number = int(word) if word.isdecimal() else _NUMBERS.get(key(word))
        if number:
            return number, _without(rest, found)
    return None, rest


def _month(rest: str, today: date) -> tuple[date | None, str]:
    for found in re.finditer(r"([^\W\d_]+)\.?(?:\s+(\d{4}))?", rest):
        month = month_number(found[1])
        if month is not None:
            year = int(found[2]) if found[2] else today.year - (month > today.month)
            return date(year, month, 1), _without(rest, found)
    numbers = re.search(r"\b(1[0-2]|0?[1-9])[./](\d{4})\b", rest)
    if numbers is not None:
        return date(int(numbers[2]), int(numbers[1]), 1), _without(rest, numbers)
    return None, rest


def _without(rest: str, found: "re.Match[str]") -> str:
    """The words around stay apart from one another."""
    return f"{rest[: found.start()]}, {rest[found.end() :]}"
