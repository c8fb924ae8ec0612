"""How a meeting is said in a list: duration, topics, day or month."""

from mentorhub.activities import ActivityDetails
from mentorhub.text import _, german_date


def duration(minutes: int | None) -> str:
    """`45 Min.`, `1 Std.`, `1:30 Std.`"""
    if minutes is None:
        return ""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("{n} Min.").format(n=rest)
    return _("{n} Std.").format(n=f"{hours}:{rest:02}" if rest else hours)


def topics(details: ActivityDetails) -> str:
    return ", ".join(sorted(topic.label for topic in details.topics))


def day(details: ActivityDetails) -> str:
    return _("{month} (Monat)").format(month=f"{details.day:%m.%Y}") if details.is_month else german_date(details.day)
