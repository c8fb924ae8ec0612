"""How a meeting is said in a list: topics, day or month."""

from mentorhub.activities import ActivityDetails
from mentorhub.text import _, german_date


def topics(details: ActivityDetails) -> str:
    return ", ".join(sorted(topic.label for topic in details.topics))


def day(details: ActivityDetails) -> str:
    return _("{month} (Monat)").format(month=f"{details.day:%m.%Y}") if details.is_month else german_date(details.day)
