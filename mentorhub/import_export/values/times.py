"""When somebody has time, from free words: "Di vormittags, Do ab 17 Uhr", "Mo-Fr abends", "Wochenende"."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from mentorhub.choices import DayPart, Weekday
from mentorhub.import_export.sheets import Cell
from mentorhub.import_export.values.cells import ALIKE, not_understood, partly, words
from mentorhub.text import fold

Slot = tuple[Weekday, DayPart]
Slots = frozenset[Slot]

_DAYS = tuple(Weekday)
_WORKDAYS, _WEEKEND = _DAYS[:5], _DAYS[5:]
_PARTS = tuple(DayPart)
_HOURS = {DayPart.MORNING: (8.0, 12.0), DayPart.AFTERNOON: (12.0, 17.0), DayPart.EVENING: (17.0, 21.0)}

_DAY_WORDS = {
    word: day
    for day, names in zip(
        _DAYS,
        (
            *("mo mon montag monday", "di die dienstag tue tues tuesday", "mi mit mittwoch wed wednesday"),
            *("do don donnerstag thu thur thurs thursday", "fr fre freitag fri friday"),
            *("sa sam samstag sonnabend sat saturday", "so son sonntag sun sunday"),
        ),
        strict=True,
    )
    for word in names.split()
}
_GROUPS = {
    **dict.fromkeys(("wochenende", "wochenenden", "wochenends", "we", "weekend", "weekends"), _WEEKEND),
    **dict.fromkeys(
        ("werktags", "werktag", "werktage", "wochentags", "wochentage", "weekdays", "arbeitstags"), _WORKDAYS
    ),
    **dict.fromkeys(("taeglich", "immer", "jederzeit", "flexibel", "tage", "daily", "always", "anytime"), _DAYS),
}
_PART_WORDS = {
    **dict.fromkeys(("vormittag", "morgen", "frueh", "vorm", "vm", "morning"), (DayPart.MORNING,)),
    **dict.fromkeys(("nachmittag", "mittag", "nachm", "nm", "afternoon"), (DayPart.AFTERNOON,)),
    **dict.fromkeys(("abend", "abds", "evening"), (DayPart.EVENING,)),
    **dict.fromkeys(("ganztag", "ganztaegig", "tagsueber", "ganztaegi"), _PARTS),
}
_FILLERS = frozenset(
    "uhr h am an in im um und oder auch immer meist meistens gern gerne gut nur jeden jede jeder der die "
    "das den dem ca circa etwa "
    "zeit std alle ganz ganzer ganzen unter woche and or on the every meisten moeglich nach vereinbarung "
    "besten x "
    "schule kurs sprachkurs unterricht feierabend eher am-besten ueber whole day".split()
)
_NO_STATEMENT = re.compile(
    r"(?:zeiten? )?(?:nach|n\.?) "
    r"?(?:absprache|vereinbarung)|unterschiedlich|wechselnd|unregelmaessig|variabel|"
    r"schichtdienst|schicht|verschieden|spontan"
)
_SINCE = frozenset(("ab", "nach", "von", "after", "from", "zwischen"))
_UNTIL = frozenset(("bis", "vor", "before", "until", "till"))
_WORD = re.compile(r"\d{1,2}(?:[:.]\d{2})?|[a-z]+|[-;]")


@dataclass
class _Group:
    """Days and parts that belong together while a cell is read from left to right."""

    days: list[Weekday] = field(default_factory=list)
    parts: list[DayPart] = field(default_factory=list)
    parts_first: bool = False
    less: bool = False


@lru_cache(maxsize=ALIKE, typed=True)
def times(cell: Cell) -> Slots:
    """The day parts somebody has time; empty if the cell makes no statement ("nach Absprache").

    A day without a time means the whole day; a time without a day means Monday to Friday. A part of the day
    counts when at least one hour of it lies in the hours named.
    """
    plain = words(str(cell).replace("\n", "; ") if isinstance(cell, str) else cell)
    written = re.sub(r"\bunter der woche\b", "werktags", fold(plain))
    if not written or _NO_STATEMENT.fullmatch(written.strip(" .")):
        return frozenset()
    written = _NO_STATEMENT.sub(" ", written)
    written = re.sub(r"\b(?:jeden|jeder|alle) tag(?:e|en)?\b", "taeglich", written)
    written = re.sub(r"(tag|mittwoch|sonnabend)s?(vormittag|nachmittag|mittag|abend|morgen|frueh)", r"\1 \2", written)
    written = re.sub(r"\b(1[01]|[1-9])(?::00)? ?pm\b", lambda found: str(int(found[1]) + 12), written)
    named = _WORD.findall(re.sub(r"\s(?:bis|to)\s|[–—]", " - ", written))
    found, left = _groups(named)
    slots: set[tuple[Weekday, DayPart]] = set()
    for group in found:
        if group.less and not slots:
            slots = {(day, part) for day in _DAYS for part in _PARTS}
        days = group.days or _WORKDAYS
        each = {(day, part) for day in days for part in group.parts or _PARTS}
        slots = slots - each if group.less else slots | each
    if not slots and (left or written.strip(" .,;")):
        raise not_understood(plain)
    if left:
        raise partly(frozenset(slots), left)
    return frozenset(slots)


def _groups(words: list[str]) -> tuple[list[_Group], list[str]]:
    groups: list[_Group] = [_Group()]
    left: list[str] = []
    at = 0
    while at < len(words):
        word, group = words[at], groups[-1]
        days, used = _day(words, at)
        if days:
            if group.days and group.parts and not group.parts_first:
                groups.append(group := _Group())
            group.parts_first = group.parts_first or bool(group.parts and not group.days)
            group.days += days
            at += used
            continue
        parts, used = _part(words, at)
        if parts:
            if group.parts_first and group.days:
                groups.append(group := _Group())
            group.parts += parts
            at += used
            continue
        if word in ("nicht", "ausser", "kein", "keine", "ohne", "except", "not"):
            if word in ("nicht", "not") and group.days and not _day(words, at + 1)[0]:
                group.less = True  # "am Wochenende nicht"
            else:
                groups.append(_Group(less=True))
        elif word == ";":
            if group.days and group.parts:
                groups.append(_Group())
        elif word != "-" and word not in _FILLERS:
            left.append(word)
        at += 1
    return [group for group in groups if group.days or group.parts], left


def _day(words: list[str], at: int) -> tuple[list[Weekday], int]:
    """The days named here and how many words they took: a day, a range of days, a group of days."""
    if at >= len(words):
        return [], 0
    word = words[at]
    if word in _GROUPS:
        return list(_GROUPS[word]), 1
    first = _weekday(word)
    if first is None:
        return [], 0
    if at + 2 < len(words) and words[at + 1] == "-" and (last := _weekday(words[at + 2])):
        start, end = _DAYS.index(first), _DAYS.index(last)
        return [_DAYS[number % 7] for number in range(start, end + 1 if end >= start else end + 8)], 3
    return [first], 1


def _weekday(word: str) -> Weekday | None:
    if word in _DAY_WORDS and word != "die":
        return _DAY_WORDS[word]
    bare = re.sub(r"(?:e|en|s)$", "", word)
    return _DAY_WORDS.get(bare) if len(bare) > 3 else None


def _part(words: list[str], at: int) -> tuple[list[DayPart], int]:
    """The parts of the day named here and how many words they took: "abends", "9-12 Uhr", "ab 17 Uhr"."""
    word = words[at]
    stem = word.removesuffix("s")
    if stem in _PART_WORDS:
        return list(_PART_WORDS[stem]), 1
    sign = 1 if word in _SINCE | _UNTIL else 0
    hour = _hour(words, at + sign)
    if hour is None:
        return [], 0
    if word in _UNTIL:
        return _overlap(0, hour), 2
    behind = _after_dash(words, at + sign + 1)
    end = _hour(words, behind)
    if end is not None:
        return _overlap(hour, end), behind - at + 1
    return _overlap(hour, 24 if sign else hour + 1), sign + 1


def _after_dash(words: list[str], at: int) -> int:
    """Where the second hour of "9 Uhr - 12 Uhr" stands; beyond the end if there is none."""
    while at < len(words) and words[at] in ("uhr", "h"):
        at += 1
    return at + 1 if at < len(words) and words[at] in ("-", "und") else len(words)


def _hour(words: list[str], at: int) -> float | None:
    if at >= len(words) or not words[at][0].isdigit():
        return None
    hours, _sign, minutes = words[at].replace(".", ":").partition(":")
    value = int(hours) + int(minutes or 0) / 60
    return value if value <= 24 else None


def _overlap(start: float, end: float) -> list[DayPart]:
    least = min(1.0, end - start)
    return [part for part, (first, last) in _HOURS.items() if min(end, last) - max(start, first) >= least > 0]
