"""Whether words tell of somebody in this data folder: the proof behind „Diese Datei enthält keine Namen“.

Looked for are names, addresses for mail and telephone, birthdays and the numbers of people, as whole words, whatever
their case. What would stand in a package without any figure as well (the catalogue's own words) tells of nobody.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlmodel import Session, select

from mentorhub.db.tables import Person
from mentorhub.text import german_date

_SHORTEST = 2
_FEWEST_DIGITS = 5
_FIGURES = re.compile(r"\d[\d /()-]{3,}\d")
_WORD = re.compile(r"[\w@.+'’-]+")


@dataclass(frozen=True)
class Known:
    """INTERNAL. The words by which people of this folder could be recognised; `people` is how many they are."""

    words: frozenset[str]
    people: int

    def met(self, text: str, free: frozenset[str] = frozenset()) -> tuple[str, ...]:
        """Which of the words stand in the text, in its order; `free` are words that everybody's file holds."""
        return tuple(word for word in dict.fromkeys(_words(text)) if word in self.words and word not in free)


def known(session: Session) -> Known:
    """Of everybody, also of those who are archived."""
    columns = (
        Person.first_name, Person.last_name, Person.call_name, Person.email, Person.phone, Person.mobile,
        Person.birth_date, Person.number,
    )  # fmt: skip
    found: set[str] = set()
    rows = session.execute(select(*columns)).all()  # type: ignore[call-overload]
    for first, last, called, email, phone, mobile, born, number in rows:
        for name in (first, last, called):
            found.update(word for word in _words(name) if len(word) >= _SHORTEST and not word.isdigit())
        found.update(word for word in _words(email) if "@" in word)
        for line in (phone, mobile):
            digits = re.sub(r"\D", "", line)
            if len(digits) >= _FEWEST_DIGITS:
                found.add(digits)
        if born is not None:
            found |= {born.isoformat(), german_date(born)}
        found.add(f"p-{number:04}")
    return Known(frozenset(found), len(rows))


def met_in(parts: Mapping[str, bytes], who: Known, without_figures: Mapping[str, bytes]) -> tuple[str, ...]:
    """What of `who` stands in the bytes of these files and not in those of a package without any figure."""
    free = frozenset(word for part in without_figures.values() for word in _words(_read(part)))
    return tuple(word for part in parts.values() for word in who.met(_read(part), free))


def _read(part: bytes) -> str:
    return part.decode("utf-8-sig")


def _words(text: str) -> Iterable[str]:
    """Whole, and taken apart at hyphens and dots; of a row of figures, however it's set, the bare figures."""
    for row in _FIGURES.findall(text):
        yield re.sub(r"\D", "", row)
    for word in _WORD.findall(text.casefold()):
        bare = word.strip(".-'’+")
        if bare:
            yield bare
            if not bare[0].isdigit() and "@" not in bare:
                yield from (part for part in re.split(r"[.'’-]", bare) if part and part != bare)
