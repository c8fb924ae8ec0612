"""Two lists of people at once: matrices with one row a mentor and one column a mentee."""

from collections.abc import Callable, Collection, Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

from mentorhub.matching.candidate import Candidate, Pair

BoolMatrix = NDArray[np.bool_]
FloatMatrix = NDArray[np.float64]
People = Sequence[Candidate]


def flags(people: People, true_of: Callable[[Candidate], bool]) -> NDArray[np.bool_]:
    """One yes or no a person."""
    return np.fromiter((true_of(person) for person in people), dtype=np.bool_, count=len(people))


def amounts(people: People, of: Callable[[Candidate], float]) -> NDArray[np.float64]:
    """One number a person."""
    return np.fromiter((of(person) for person in people), dtype=np.float64, count=len(people))


def both(of_mentors: NDArray[np.bool_], of_mentees: NDArray[np.bool_]) -> BoolMatrix:
    """Where something is true of the one and something of the other."""
    return np.logical_and.outer(of_mentors, of_mentees)


def grid(mentors: People, mentees: People, fill: float) -> FloatMatrix:
    return np.full((len(mentors), len(mentees)), fill, dtype=np.float64)


def common(
    mentors: People,
    mentees: People,
    of_mentor: Callable[[Candidate], Collection[Hashable]],
    of_mentee: Callable[[Candidate], Collection[Hashable]] | None = None,
) -> FloatMatrix:
    """How many things each pair has in common: times, topics, districts, languages."""
    theirs = [frozenset((of_mentee or of_mentor)(mentee)) for mentee in mentees]
    ours = [frozenset(of_mentor(mentor)) for mentor in mentors]
    things = {thing: place for place, thing in enumerate(frozenset().union(*ours) & frozenset().union(*theirs))}
    counted = _ticks(ours, things) @ _ticks(theirs, things).T
    return counted.astype(np.float64)


def _ticks(sets: Sequence[frozenset[Hashable]], things: dict[Hashable, int]) -> NDArray[np.float32]:
    ticks = np.zeros((len(sets), len(things)), dtype=np.float32)
    for row, members in enumerate(sets):
        for thing in members:
            if thing in things:
                ticks[row, things[thing]] = 1
    return ticks


def among(mentors: People, mentees: People, pairs: Collection[Pair]) -> BoolMatrix:
    """Which pairs are listed by their numbers."""
    listed = np.zeros((len(mentors), len(mentees)), dtype=np.bool_)
    rows = {mentor.number: row for row, mentor in enumerate(mentors)}
    columns = {mentee.number: column for column, mentee in enumerate(mentees)}
    for mentor, mentee in pairs:
        if mentor in rows and mentee in columns:
            listed[rows[mentor], columns[mentee]] = True
    return listed
