"""How a person's details are said in a reason: short, and without a name."""

from collections.abc import Iterable

from mentorhub import languages
from mentorhub.choices import Gender, GenderWish, Level, Topic
from mentorhub.matching.candidate import Candidate
from mentorhub.text import _, ngettext

_TOPICS = {topic: place for place, topic in enumerate(Topic)}


def gender(person: Candidate) -> str:
    return _("Geschlecht nicht angegeben") if person.gender is Gender.UNKNOWN else person.gender.label


def gender_wish(person: Candidate) -> str:
    return _("kein Wunsch") if person.wish_gender is GenderWish.ANY else person.wish_gender.label


def age(person: Candidate) -> str:
    if person.age is not None:
        return ngettext("{n} Jahr", "{n} Jahre", person.age).format(n=person.age)
    return _("minderjährig") if person.minor else _("Alter nicht angegeben")


def age_wish(person: Candidate) -> str:
    lowest, highest = person.wish_age_from, person.wish_age_to
    if lowest is not None and highest is not None:
        return _("{lowest} bis {highest} Jahre").format(lowest=lowest, highest=highest)
    if lowest is not None:
        return _("ab {lowest} Jahren").format(lowest=lowest)
    if highest is not None:
        return _("bis {highest} Jahre").format(highest=highest)
    return _("kein Wunsch")


def district(person: Candidate) -> str:
    return person.district or _("Stadtteil nicht angegeben")


def districts(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or _("überall")


def language(code: str, level: Level) -> str:
    name = languages.name(code)
    return name if level is Level.UNKNOWN else f"{name} ({level.label})"


def spoken(person: Candidate) -> str:
    names = [language(code, level) for code, level in sorted(person.languages.items())]
    return ", ".join(names) or _("Sprachen nicht angegeben")


def topics(chosen: Iterable[Topic]) -> str:
    return ", ".join(topic.label for topic in sorted(chosen, key=_TOPICS.__getitem__))


def waiting(days: int) -> str:
    """Waiting time as people say it: days, then weeks, then months."""
    if days < 14:
        return ngettext("{n} Tag", "{n} Tage", days).format(n=days)
    if days < 60:
        return ngettext("{n} Woche", "{n} Wochen", days // 7).format(n=days // 7)
    return ngettext("{n} Monat", "{n} Monate", days // 30).format(n=days // 30)
