"""Appointments as a calendar file (`.ics`, RFC 5545), for whatever calendar the coordinator uses.

A whole day carries no time zone; a time of day is written in UTC, by this laptop's clock.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

_LONGEST = 75
"""Octets of a line (RFC 5545, 3.1)."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """`uid` stays the same for the same thing, so that a second file changes the entry instead of doubling it."""

    uid: str
    day: date
    title: str
    note: str = ""
    last_day: date | None = None
    begins: time | None = None
    ends: time | None = None
    place: str = ""
    remind: bool = True
    """An alarm: on the morning of the day, or an hour before."""


def write(appointments: Sequence[Appointment], now: datetime) -> bytes:
    """The whole file. `now`: when it was made, aware."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//MentorHub//MentorHub//DE", "CALSCALE:GREGORIAN"]
    for each in appointments:
        lines += _event(each, now)
    lines.append("END:VCALENDAR")
    return "".join(f"{_fold(line)}\r\n" for line in lines).encode("utf-8")


def _event(each: Appointment, now: datetime) -> list[str]:
    lines = ["BEGIN:VEVENT", f"UID:{each.uid}@mentorhub", f"DTSTAMP:{_utc(now)}", *_when(each)]
    lines += [
        f"{name}:{_escape(words)}"
        for name, words in (("SUMMARY", each.title), ("DESCRIPTION", each.note), ("LOCATION", each.place))
        if words
    ]
    if each.begins is None:
        lines.append("TRANSP:TRANSPARENT")
    if each.remind:
        trigger = "TRIGGER:PT8H" if each.begins is None else "TRIGGER:-PT1H"
        lines += ["BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_escape(each.title)}", trigger, "END:VALARM"]
    return [*lines, "END:VEVENT"]


def _when(each: Appointment) -> list[str]:
    last = each.last_day or each.day
    if each.begins is None:
        return [f"DTSTART;VALUE=DATE:{each.day:%Y%m%d}", f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}"]
    begins = datetime.combine(each.day, each.begins).astimezone()
    ends = datetime.combine(last, each.ends).astimezone() if each.ends is not None else begins + timedelta(hours=1)
    return [f"DTSTART:{_utc(begins)}", f"DTEND:{_utc(max(ends, begins))}"]


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escape(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def _fold(line: str) -> str:
    """Longer lines go on after a line break and a space; no letter is cut in two."""
    parts, room = [""], _LONGEST
    for letter in line:
        size = len(letter.encode("utf-8"))
        if size > room:
            parts.append("")
            room = _LONGEST - 1
        parts[-1] += letter
        room -= size
    return "\r\n ".join(parts)
