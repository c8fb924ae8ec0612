"""Two lists of people at once: matrices with one row a mentor and one column a mentee.

Shares are single-precision floats: half the memory, and more than exact enough for whole points.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from mentorhub.matching.candidate import Candidate, Pair

BoolMatrix = NDArray[np.bool_]
FloatMatrix = NDArray[np.float32]
People = Sequence[Candidate]


def flags(people: People, true_of: Callable[[Candidate], bool]) -> NDArray[np.bool_]:
    """One yes or no a person."""
    return np.fromiter((true_of(person) for person in people), dtype=np.bool_, count=len(people))


def amounts(people: People, of: Callable[[Candidate], float]) -> NDArray[np.float32]:
    """One number a person."""
    return np.fromiter((of(person) for person in people), dtype=np.float32, count=len(people))


def both(of_mentors: NDArray[np.bool_], of_mentees: NDArray[np.bool_]) -> BoolMatrix:
    """Where something is true of the one and something of the other."""
    return np.logical_and.outer(of_mentors, of_mentees)


def grid(mentors: People, mentees: People, fill: float) -> FloatMatrix:
    return np.full((len(mentors), len(mentees)), fill, dtype=np.float32)


def common(
    mentors: People,
    mentees: People,
    of_mentor: Callable[[Candidate], Iterable[Hashable]],
    of_mentee: Callable[[Candidate], Iterable[Hashable]] | None = None,
) -> FloatMatrix:
    """How many things each pair has in common: times, topics, districts, languages. Nobody names a thing twice."""
    things: dict[Hashable, int] = {}
    ours = [(row, things.setdefault(thing, len(things))) for row, p in enumerate(mentors) for thing in of_mentor(p)]
    theirs = [
        (column, place)
        for column, person in enumerate(mentees)
        for thing in (of_mentee or of_mentor)(person)
        if (place := things.get(thing)) is not None
    ]
    counted: FloatMatrix = _ticks(ours, len(mentors), len(things)) @ _ticks(theirs, len(mentees), len(things)).T
    return counted


def _ticks(named: Sequence[tuple[int, int]], height: int, width: int) -> FloatMatrix:
    ticks = np.zeros((height, width), dtype=np.float32)
    if named:
        ticks[tuple(np.array(named, dtype=np.intp).T)] = 1
    return ticks


def among(mentors: People, mentees: People, pairs: Collection[Pair]) -> BoolMatrix:
    """Which pairs are listed by their numbers."""
    listed = np.zeros((len(mentors), len(mentees)), dtype=np.bool_)
    if pairs:
        rows = {mentor.number: row for row, mentor in enumerate(mentors)}
        columns = {mentee.number: column for column, mentee in enumerate(mentees)}
        for mentor, mentee in pairs:
            if mentor in rows and mentee in columns:
                listed[rows[mentor], columns[mentee]] = True
    return listed
