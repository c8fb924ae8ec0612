"""Everybody loaded, scored and assigned once: what every question about a proposal starts from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from time import perf_counter
from typing import TYPE_CHECKING
from uuid import UUID

from sqlmodel import Session

from mentorhub.matching import open_people, weights
from mentorhub.matching.candidate import Pair
from mentorhub.matching.open_people import OpenPeople

if TYPE_CHECKING:
    from mentorhub.matching.assignment import Assignment
    from mentorhub.matching.scoring import Scores

IdPairs = Iterable[tuple[UUID, UUID]]
"""Ids of a mentor and a mentee, in this order."""


@dataclass(frozen=True)
class Prepared:
    waiting: OpenPeople
    scores: Scores
    locked: tuple[Pair, ...]
    rejected: tuple[Pair, ...]
    best: Assignment
    milliseconds: Mapping[str, float]
    """`load`, `score`, `assign`."""


def prepare(
    session: Session,
    today: date,
    weighed: Mapping[str, int] | None = None,
    locked: IdPairs = (),
    rejected: IdPairs = (),
) -> Prepared:
    """With the organisation's own weights; those in `weighed` stand in for some of them.

    Raises `LockedTooOften`, `UnusableWeights`.
    """
    from mentorhub.matching.assignment import best_pairs
    from mentorhub.matching.scoring import score

    began = perf_counter()
    waiting = open_people.load(session, today)
    measures = weights.measures(session)
    loaded = perf_counter()
    scores = score(waiting.mentors, waiting.mentees, weighed, waiting.history, measures)
    scored = perf_counter()
    numbers = {person_id: number for number, person_id in waiting.ids.items()}
    kept, refused = _by_number(numbers, locked), _by_number(numbers, rejected)
    best = best_pairs(scores, kept, refused)
    assigned = perf_counter()
    milliseconds = {
        "load": between(began, loaded),
        "score": between(loaded, scored),
        "assign": between(scored, assigned),
    }
    return Prepared(waiting, scores, kept, refused, best, milliseconds)


def between(since: float, until: float) -> float:
    """Milliseconds."""
    return round(1000 * (until - since), 1)


def _by_number(numbers: Mapping[UUID, str], pairs: IdPairs) -> tuple[Pair, ...]:
    """Pairs with somebody who is no longer open are left aside."""
    return tuple(
        (numbers[mentor_id], numbers[mentee_id])
        for mentor_id, mentee_id in pairs
        if mentor_id in numbers and mentee_id in numbers
    )
