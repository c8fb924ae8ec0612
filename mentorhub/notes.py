"""Find what was written in notes: of people, pairings, meetings and check-ins."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, select

from mentorhub import pairings, people
from mentorhub.db import note_index
from mentorhub.db.tables import Activity, CheckIn, Pairing, Person

SHORTEST = 3
"""Letters; with fewer almost every note would be found."""
_AROUND = 5
"""Words shown on each side of the one that was found."""
_SPELLINGS = (("ae", "ä"), ("oe", "ö"), ("ue", "ü"), ("ss", "ß"), ("i", "ı"))


@dataclass(frozen=True, slots=True)
class NoteHit:
    """A note that was found: a piece of it, whose it is, and where it leads: to a person or to a pairing."""

    words: str
    whose: str
    person: UUID | None
    pairing: UUID | None
    day: date | None
    """Of a meeting or check-in."""


def search(session: Session, words: str, most: int = 8) -> list[NoteHit]:
    """The newest notes that hold every word or its beginning, `Büro` also as `Buero`; nothing for very short words."""
    asked = re.findall(r"\w+", words.casefold())
    if max(map(len, asked), default=0) < SHORTEST:
        return []
    found = note_index.search(session.connection(), [_spellings(word) for word in asked], most)
    return list(_hits(session, found, asked))


def _spellings(word: str) -> list[str]:
    """The index itself knows `ü` as `u`; what people type for it, and `ß`, it does not."""
    spellings = {word}
    for typed, written in _SPELLINGS:
        spellings |= {each.replace(typed, written) for each in spellings}
    return sorted(spellings)


def _hits(session: Session, found: Iterable[tuple[str, UUID]], asked: list[str]) -> Iterator[NoteHit]:
    for kind, record_id in found:
        match kind:
            case "person":
                yield _of_person(session, session.exec(select(Person).where(Person.id == record_id)).one(), asked)
            case "pairing":
                of = session.exec(select(Pairing).where(Pairing.id == record_id)).one()
                yield _of_pairing(session, of.id, [of.note, of.goals], None, asked)
            case "activity":
                meeting = session.exec(select(Activity).where(Activity.id == record_id)).one()
                yield _of_pairing(session, meeting.pairing_id, [meeting.note], meeting.day, asked)
            case "check_in":
                talk = session.exec(select(CheckIn).where(CheckIn.id == record_id)).one()
                yield _of_pairing(session, talk.pairing_id, [talk.note], talk.day, asked)


def _of_person(session: Session, person: Person, asked: list[str]) -> NoteHit:
    texts = [getattr(person, column) for column in note_index.SOURCES["person"]]
    return NoteHit(_piece(texts, asked), people.row(session, person.id).name, person.id, None, None)


def _of_pairing(session: Session, pairing: UUID, texts: list[str], day: date | None, asked: list[str]) -> NoteHit:
    [row] = pairings.rows(session, [pairing])
    return NoteHit(_piece(texts, asked), f"{row.mentor} – {row.mentee}", None, pairing, day)


def _piece(texts: list[str], asked: list[str]) -> str:
    """A few words around the first that was asked for."""
    from mentorhub.text import fold

    wanted = tuple(fold(word) for word in asked)
    best = ""
    for text in texts:
        words = text.split()
        for at, word in enumerate(words):
            if any(part.startswith(wanted) for part in re.findall(r"\w+", fold(word))):
                start, end = max(0, at - _AROUND), at + _AROUND + 1
                return ("… " if start else "") + " ".join(words[start:end]) + (" …" if end < len(words) else "")
        best = best or " ".join(words[: 2 * _AROUND])
    return best
