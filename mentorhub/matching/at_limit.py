"""Who would fit, had they a place free: a mentor at the limit is named with the reason, never hidden."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session

from mentorhub.matching import open_people, weights
from mentorhub.matching.candidate import Candidate
from mentorhub.matching.reasons import Reason
from mentorhub.matching.rules import RULES
from mentorhub.text import _, ngettext

_CAPACITY = next(place for place, rule in enumerate(RULES) if rule.key == "capacity")


@dataclass(frozen=True, slots=True)
class AtLimit:
    """A mentor whom nothing keeps from this mentee but the missing place."""

    person_id: UUID
    number: str
    name: str
    score: int
    reasons: tuple[Reason, ...]
    text: str
    """What holds the places."""


def at_limit(session: Session, person_id: UUID, today: date, limit: int = 3) -> tuple[AtLimit, ...]:
    """The best of them for this waiting person, best first; empty for somebody who does not wait."""
    from mentorhub.matching.scoring import score

    everybody = open_people.load(session, today, with_full=True)
    asking = [mentee for mentee in everybody.mentees if everybody.ids[mentee.number] == person_id and mentee.places > 0]
    full = [mentor for mentor in everybody.mentors if mentor.places < 1]
    if not asking or not full:
        return ()
    scores = score(full, asking, None, everybody.history, weights.measures(session))
    rows = [row for row in range(len(scores.mentors)) if int(scores.broken[row, 0]) == 1 << _CAPACITY]
    ranked = sorted(rows, key=lambda row: -int(scores.points[row, 0]))[:limit]
    return tuple(
        AtLimit(
            everybody.ids[scores.mentors[row].number],
            scores.mentors[row].number,
            everybody.names[scores.mentors[row].number],
            int(scores.points[row, 0]),
            scores.reasons(row, 0),
            _what_holds(scores.mentors[row]),
        )
        for row in ranked
    )


def _what_holds(mentor: Candidate) -> str:
    """Both numbers are known: every place is held by one or the other."""
    held = []
    if mentor.running:
        held.append(ngettext("{n} laufende Patenschaft", "{n} laufende Patenschaften", mentor.running))
    if mentor.proposed:
        held.append(ngettext("{n} Vorschlag", "{n} Vorschläge", mentor.proposed))
    numbers = [n for n in (mentor.running, mentor.proposed) if n]
    words = ", ".join(word.format(n=n) for word, n in zip(held, numbers, strict=True))
    return _("Kein Platz frei: {held}.").format(held=words) if words else _("Es sind keine Plätze eingetragen.")
