"""What both people of a pair say about each criterion, to be read next to each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session

from mentorhub.choices import times_in_words
from mentorhub.matching import open_people, words
from mentorhub.matching.candidate import Candidate
from mentorhub.text import _


@dataclass(frozen=True, slots=True)
class Sides:
    """By the key of the criterion; one that is not here is about one of the two, and its reason says it all."""

    mentee: Mapping[str, str]
    mentor: Mapping[str, str]


def sides(session: Session, today: date, mentor_id: UUID, mentee_id: UUID) -> Sides:
    """Empty for somebody who is no longer open to a pairing."""
    found = open_people.load(session, today, with_full=True)
    mentors = [one for one in found.mentors if found.ids[one.number] == mentor_id]
    mentees = [one for one in found.mentees if found.ids[one.number] == mentee_id]
    if not mentors or not mentees:
        return Sides({}, {})
    return Sides(said(mentees[0]), said(mentors[0]))


def said(person: Candidate) -> dict[str, str]:
    return {criterion: say(person) for criterion, say in _SAID.items()}


def _districts(person: Candidate) -> str:
    others = sorted(person.reachable - {person.district})
    home = words.district(person)
    return _("{home}; auch {others}").format(home=home, others=", ".join(others)) if others else home


def _age(person: Candidate) -> str:
    return _("{age}; Wunsch: {wish}").format(age=words.age(person), wish=words.age_wish(person))


_SAID: Mapping[str, Callable[[Candidate], str]] = {
    "language": words.spoken,
    "topics": lambda person: words.topics(person.topics) or _("nicht angegeben"),
    "times": lambda person: times_in_words(person.times) or _("nicht angegeben"),
    "nearness": _districts,
    "interests": lambda person: ", ".join(person.interests.values()) or _("nicht angegeben"),
    "age_wish": _age,
}
