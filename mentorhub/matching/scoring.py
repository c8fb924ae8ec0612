"""How well every mentor fits every mentee, with reasons. Points are whole numbers, so they add up exactly."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mentorhub.matching import measures as default_measures
from mentorhub.matching.candidate import Candidate, History
from mentorhub.matching.criteria import CRITERIA, Criterion
from mentorhub.matching.ground import Ground
from mentorhub.matching.measures import Measures
from mentorhub.matching.reasons import Obstacle, Reason
from mentorhub.matching.rules import RULES
from mentorhub.matching.vectors import BoolMatrix, People

Points = NDArray[np.signedinteger[Any]]
Bits = NDArray[np.uint16]
_SQUARE = 256
_KEPT_NUMBERS = 10_000_000
_ROWS_AT_ONCE = 1_000
"""So that what is worked on in between takes little memory, however many people there are."""


@dataclass(frozen=True, eq=False)
class Scores:
    """All pairs: row i is `mentors[i]`, column j is `mentees[j]`, both sorted by number."""

    mentors: tuple[Candidate, ...]
    mentees: tuple[Candidate, ...]
    points: Points
    """Also of pairs that are not allowed, so that near misses can be ranked."""
    broken: Bits
    """The broken rules of every pair: bit k stands for `RULES[k]`."""
    ground: Ground
    parts: Mapping[str, Points]
    """The points of each criterion by itself, or nothing for so many people that they would take too much memory."""

    @cached_property
    def allowed(self) -> BoolMatrix:
        return np.equal(self.broken, 0)

    @cached_property
    def rows(self) -> Mapping[str, int]:
        return {mentor.number: row for row, mentor in enumerate(self.mentors)}

    @cached_property
    def columns(self) -> Mapping[str, int]:
        return {mentee.number: column for column, mentee in enumerate(self.mentees)}

    def reasons(self, i: int, j: int) -> tuple[Reason, ...]:
        """Why mentor i and mentee j fit: every criterion that has a weight, with its points."""
        return self.reasons_of([(i, j)])[0]

    def reasons_of(self, pairs: Sequence[tuple[int, int]]) -> list[tuple[Reason, ...]]:
        """The same for many pairs at once."""
        weights = self.ground.measures.weights
        by_criterion = []
        for criterion in CRITERIA:
            if most := weights[criterion.key]:
                key, label, sentence = criterion.key, criterion.label, criterion.sentence
                by_criterion.append(
                    [
                        Reason(key, label, points, most, sentence(self.mentors[i], self.mentees[j], self.ground))
                        for points, (i, j) in zip(self._points_of(criterion, pairs), pairs, strict=True)
                    ]
                )
        return list(zip(*by_criterion, strict=True)) or [() for _pair in pairs]

    def _points_of(self, criterion: Criterion, pairs: Sequence[tuple[int, int]]) -> list[int]:
        """Remembered, or small squares of a few pairs: of each, the diagonal counts."""
        if self.parts:
            return [int(self.parts[criterion.key][pair]) for pair in pairs]
        found: list[int] = []
        for first in range(0, len(pairs), _SQUARE):
            some = pairs[first : first + _SQUARE]
            mentors, mentees = [self.mentors[i] for i, _j in some], [self.mentees[j] for _i, j in some]
            points = np.broadcast_to(_points(criterion, mentors, mentees, self.ground), (len(some), len(some)))
            found += points.diagonal().tolist()
        return found

    def obstacles(self, i: int, j: int) -> tuple[Obstacle, ...]:
        """The rules that keep mentor i and mentee j apart; empty for an allowed pair."""
        mentor, mentee = self.mentors[i], self.mentees[j]
        return tuple(
            Obstacle(rule.key, rule.label, rule.text(mentor, mentee, self.ground))
            for place, rule in enumerate(RULES)
            if self.broken[i, j] >> place & 1
        )


def score(
    mentors: Iterable[Candidate],
    mentees: Iterable[Candidate],
    weights: Mapping[str, int] | None = None,
    history: History | None = None,
    measures: Measures | None = None,
) -> Scores:
    """Points and rules for all pairs. Weights that are not named stay as the measures have them."""
    measured = (measures or default_measures.shipped()).with_weights(weights or {})
    ground = Ground(measured, history or History())
    ours = tuple(sorted(mentors, key=lambda person: person.number))
    theirs = tuple(sorted(mentees, key=lambda person: person.number))
    points = np.zeros((len(ours), len(theirs)), dtype=_whole_numbers(measured))
    broken = np.zeros((len(ours), len(theirs)), dtype=np.uint16)
    counting = [criterion for criterion in CRITERIA if measured.weights[criterion.key]]
    kept = points.size * len(counting) <= _KEPT_NUMBERS
    parts = {criterion.key: np.zeros_like(points) for criterion in counting if kept}
    for first in range(0, len(ours), _ROWS_AT_ONCE):
        rows = slice(first, first + _ROWS_AT_ONCE)
        for criterion in counting:
            some = _points(criterion, ours[rows], theirs, ground)
            points[rows] += some
            if kept:
                parts[criterion.key][rows] = some
        broken[rows] = _broken(ours[rows], theirs, ground)
    return Scores(ours, theirs, points, broken, ground, parts)


def _broken(ours: People, theirs: People, ground: Ground) -> Bits:
    """In two halves of eight rules: single bytes are quicker to put together."""
    low, high = (np.zeros((len(ours), len(theirs)), dtype=np.uint8) for _half in range(2))
    for place, rule in enumerate(RULES):
        breaks = rule.broken(ours, theirs, ground)
        if breaks.any():
            half = low if place < 8 else high
            half |= breaks.astype(np.uint8) << np.uint8(place % 8)
    return high.astype(np.uint16) << np.uint16(8) | low


def _points(criterion: Criterion, mentors: People, mentees: People, ground: Ground) -> Points:
    """Weight times share, rounded once, half upwards: the only place where points are made."""
    points = criterion.share(mentors, mentees, ground) * np.float32(ground.measures.weights[criterion.key])
    points += np.float32(0.5)
    whole: Points = points.astype(_whole_numbers(ground.measures))  # never negative: cutting off rounds down
    return whole


def _whole_numbers(measures: Measures) -> type[np.int16] | type[np.int32]:
    """The smaller kind wherever the highest sum of points fits."""
    return np.int16 if sum(measures.weights.values()) < np.iinfo(np.int16).max else np.int32
