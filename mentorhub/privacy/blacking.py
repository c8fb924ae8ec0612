"""Blacks the names, phone numbers and addresses of other people in what one person gets to see (Art. 15 IV DSGVO)."""

import re
import sys
import unicodedata
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from sqlmodel import Session, col, select

from mentorhub.db.tables import Guardian, Participation, Person
from mentorhub.text import phone_key

BLACK = "[geschwärzt]"
"""A word, not a black bar: it is read out too, and our letters have no bar."""
_NUMBER = re.compile(r"\+?\(?\d[\d /().–-]{4,}\d")
_EMAIL = re.compile(r"[^\s<>(),;:]+@[^\s<>(),;:]+[^\s<>(),;:.!?]")
_SHORT = 3
"""Names up to this long are blacked only as they are written: `An` is a name, `an` is a word."""


@dataclass(frozen=True)
class Blacking:
    names: frozenset[str]
    """Single words: long ones folded, short ones as they are written."""
    phones: frozenset[str]
    emails: frozenset[str]

    def over(self, words: str) -> str:
        """The words without what belongs to others; a number may be spelled with any spaces."""
        words = unicodedata.normalize("NFC", words)
        words = _EMAIL.sub(lambda found: BLACK if found[0].casefold() in self.emails else found[0], words)
        words = _NUMBER.sub(lambda found: BLACK if phone_key(found[0]) in self.phones else found[0], words)
        return _word().sub(lambda found: BLACK if self._is_name(found[0]) else found[0], words)

    def _is_name(self, word: str) -> bool:
        key = _key(word)
        return key in self.names or (len(key) > _SHORT + 1 and key.endswith("s") and _key(word[:-1]) in self.names)


def for_person(session: Session, person_id: UUID) -> Blacking:
    """All others of this folder: people, everybody with custody, guests of events. Her own names stay readable."""
    people = session.exec(select(Person)).all()
    own = next(person for person in people if person.id == person_id)
    others = [person for person in people if person.id != person_id]
    guardians = session.exec(select(Guardian)).all()
    guests = session.exec(select(Participation.guest_name).where(col(Participation.guest_name) != "")).all()
    names = [name for person in others for name in (person.first_name, person.last_name, person.call_name)]
    names += [*(guardian.name for guardian in guardians), *guests]
    phones = [number for person in others for number in (person.phone, person.mobile)]
    phones += [guardian.phone for guardian in guardians]
    return Blacking(
        _single(names) - _single([own.first_name, own.last_name, own.call_name]),
        frozenset(phone_key(number) for number in phones if number)
        - {phone_key(number) for number in (own.phone, own.mobile) if number},
        frozenset(person.email.casefold() for person in others if person.email) - {own.email.casefold()},
    )


def _single(names: list[str]) -> frozenset[str]:
    """Each word of the names, but for `von`, `de`, `al` and single letters."""
    words = {word for name in names for word in _word().findall(unicodedata.normalize("NFC", name))}
    return frozenset(_key(word) for word in words if len(word) > 1 and not (word.islower() and len(word) <= _SHORT))


def _key(word: str) -> str:
    return word.casefold() if len(word) > _SHORT else word


@cache
def _word() -> re.Pattern[str]:
    """A word of any script with its marks, which Python does not count as letters."""
    marks = "".join(chr(code) for code in range(sys.maxunicode) if unicodedata.category(chr(code)) in ("Mn", "Mc"))
    return re.compile(rf"(?:[^\W\d_]|[{re.escape(marks)}])+")
