"""The best set of pairs: first the most people helped, then the most places filled, then the highest total.

Exact, not approximate. The first two wishes never contradict each other (sets of places that can be filled
together form a polymatroid: whoever helps the most people can go on to fill the most places), so both get the
same weight, greater than any difference in points. A mentor's and a family's places become rows and columns of a
matrix for scipy's exact assignment. The only thing a matrix can't say is that one mentor must not fill two places
of the same family. Where a solution does that, the pair is given a gate (see `_Square`), and the assignment is
solved again; a solution without such a pair is the optimum.

Ties are broken by a number made from both people's numbers: the same way each time, whatever the order of the
lists, and the rest of a proposal stays as it is when one of its pairs is locked.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from mentorhub.errors import MentorHubError
from mentorhub.matching.candidate import Candidate, Pair
from mentorhub.matching.scoring import Points, Scores
from mentorhub.matching.vectors import BoolMatrix
from mentorhub.text import _

Place = tuple[int, int]
"""A row and a column of the scores."""


class LockedTooOften(MentorHubError):
    """The locked pairs alone ask for more than one of the people has places."""


@dataclass(frozen=True)
class Match:
    mentor: str
    mentee: str
    points: int
    locked: bool = False


@dataclass(frozen=True)
class HalfFilled:
    """A family that needs several mentors and gets some of them."""

    mentee: str
    filled: int
    wanted: int


@dataclass(frozen=True)
class Assignment:
    """Sorted by the numbers of mentor and mentee."""

    pairs: tuple[Match, ...]
    half_filled: tuple[HalfFilled, ...]

    @property
    def total(self) -> int:
        return sum(pair.points for pair in self.pairs)

    @property
    def helped(self) -> int:
        """Mentees who get at least one mentor."""
        return len({pair.mentee for pair in self.pairs})


def best_pairs(scores: Scores, locked: Iterable[Pair] = (), rejected: Iterable[Pair] = ()) -> Assignment:
    """The best set of pairs under the places of both sides; locked pairs are kept whatever the rules say."""
    kept = places_of(scores, locked)
    possible = scores.allowed.copy()
    for place in kept | places_of(scores, rejected):
        possible[place] = False
    taken_of_mentor = Counter(row for row, _column in kept)
    taken_of_mentee = Counter(column for _row, column in kept)
    mentor_places = _left(scores.mentors, taken_of_mentor)
    mentee_places = _left(scores.mentees, taken_of_mentee)
    unhelped = np.array(
        [not has_somebody(mentee) and not taken_of_mentee[column] for column, mentee in enumerate(scores.mentees)],
        dtype=np.bool_,
    )
    found = _optimum(scores, possible, mentor_places, mentee_places, unhelped)
    pairs = tuple(
        Match(
            scores.mentors[row].number,
            scores.mentees[column].number,
            int(scores.points[row, column]),
            (row, column) in kept,
        )
        for row, column in sorted(kept | found)
    )
    filled = Counter(pair.mentee for pair in pairs)
    half = tuple(
        HalfFilled(mentee.number, filled[mentee.number], mentee.places)
        for mentee in scores.mentees
        if 0 < filled[mentee.number] < mentee.places
    )
    return Assignment(pairs, half)


def places_of(scores: Scores, pairs: Iterable[Pair]) -> set[Place]:
    """Pairs with somebody who is no longer in the lists are left aside."""
    return {
        (scores.rows[mentor], scores.columns[mentee])
        for mentor, mentee in pairs
        if mentor in scores.rows and mentee in scores.columns
    }


def places_left(scores: Scores, kept: Iterable[Place]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The places of each mentor and each mentee that these pairs leave free."""
    of_mentors = np.array([max(mentor.places, 0) for mentor in scores.mentors], dtype=np.intp)
    of_mentees = np.array([max(mentee.places, 0) for mentee in scores.mentees], dtype=np.intp)
    for row, column in kept:
        of_mentors[row] -= 1
        of_mentees[column] -= 1
    return of_mentors, of_mentees


def has_somebody(mentee: Candidate) -> bool:
    """Whether a mentee already has a mentor or is being proposed one."""
    return bool(mentee.running or mentee.proposed)


def _left(people: Sequence[Candidate], taken: Counter[int]) -> NDArray[np.intp]:
    for place, person in enumerate(people):
        if taken[place] > max(person.places, 0):
            raise LockedTooOften(
                _(
                    "{person} ist öfter fest eingeplant, als Plätze frei sind. Es wurde nichts geändert. Bitte "
                    "lösen Sie eine der festen Vermittlungen oder erhöhen Sie die Zahl der Plätze."
                ).format(person=person.number)
            )
    return np.array([max(person.places, 0) - taken[place] for place, person in enumerate(people)], dtype=np.intp)


def _optimum(
    scores: Scores,
    possible: NDArray[np.bool_],
    mentor_places: NDArray[np.intp],
    mentee_places: NDArray[np.intp],
    unhelped: NDArray[np.bool_],
) -> set[Place]:
    """Solve for those who have places and possible partners; add gates until nobody doubles in a family."""
    possible = possible & (mentor_places > 0)[:, None] & (mentee_places > 0)[None, :]
    rows, columns = np.flatnonzero(possible.any(axis=1)), np.flatnonzero(possible.any(axis=0))
    if not rows.size:
        return set()
    possible = possible[np.ix_(rows, columns)]
    row_of = np.repeat(np.arange(rows.size), np.minimum(mentor_places[rows], possible.sum(axis=1)))
    wanted = np.minimum(mentee_places[columns], possible.sum(axis=0))
    column_of = np.repeat(np.arange(columns.size), wanted)
    is_first = np.concatenate([[True], column_of[1:] != column_of[:-1]])

    points = scores.points[np.ix_(rows, columns)]
    filled = min(row_of.size, column_of.size)
    most = int(points.max(where=possible, initial=0))
    step = filled * most + 1  # one more place counts more than all points
    places = _Places(
        points,
        possible,
        most,
        np.where(is_first & unhelped[columns][column_of], 2, 1) * step,
        row_of,
        column_of,
        _marks([scores.mentors[row] for row in rows]),
        _marks([scores.mentees[column] for column in columns]),
        _tie_bits(row_of.size + column_of.size, filled, step),
    )
    gates: list[Place] = []
    square = _Square.of(places)
    while True:
        solved = square.solved()
        pairs = _chosen(places, gates, solved)
        doubled = sorted(pair for pair, times in Counter(pairs).items() if times > 1)
        if not doubled:
            return {(int(rows[row]), int(columns[column])) for row, column in pairs}
        gates += doubled
        square = square.priced(solved).with_gates(places, doubled)


@dataclass(frozen=True)
class _Places:
    """Points and possibility of each pair; the bonus of each mentee's place in points; who the places belong to."""

    points: Points
    possible: BoolMatrix
    most_points: int
    bonus: NDArray[np.int64]
    row_of: NDArray[np.intp]
    column_of: NDArray[np.intp]
    row_marks: NDArray[np.uint32]
    column_marks: NDArray[np.uint32]
    tie_bits: int

    @property
    def side(self) -> int:
        """Of the square of all places."""
        return max(self.row_of.size, self.column_of.size)

    @property
    def scale(self) -> float:
        """One point counts more than all ties together."""
        return float(min(self.row_of.size, self.column_of.size) * (2**self.tie_bits - 1) + 1)

    @property
    def high(self) -> float:
        """More than any place can be worth."""
        return (self.most_points + int(self.bonus.max()) + 1) * self.scale

    def worth(self, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> NDArray[np.float64]:
        """What each of these places is worth with each: bonus before points before ties."""
        ours, theirs = self.row_of[rows], self.column_of[columns]
        worth = self.points[np.ix_(ours, theirs)].astype(np.float64)
        worth *= self.scale
        worth += self.bonus[columns] * self.scale
        if self.tie_bits:
            ties = np.multiply.outer(self.row_marks[ours], self.column_marks[theirs])
            ties >>= np.uint32(32 - self.tie_bits)
            worth += ties
        return worth


_EXACT = 2**51
"""Whole numbers up to 2**53 are exact in a float; two bits are left for sums on the way."""
_MOST_TIE_BITS = 20
_ROWS_AT_ONCE = 64


def _tie_bits(size: int, filled: int, step: int) -> int:
    """How fine the ties may be: a path through twice the matrix, with gates, must stay exact."""
    finest = _EXACT // (2 * size * 4 * (3 * step + 1) * filled)
    return max(0, min(_MOST_TIE_BITS, finest.bit_length() - 1))


def _marks(people: Sequence[Candidate]) -> NDArray[np.uint32]:
    """A number for each person that depends on nothing but the visible one; two multiplied give a pair's tie."""
    return np.array([crc32(person.number.encode()) | 1 for person in people], dtype=np.uint32)


@dataclass(frozen=True)
class _Square:
    """Costs for the solver: minus the worth of every place with every place, 0 where nobody is paired.

    The side with fewer places is filled up with nobodies. Prices are taken off the costs: what each row is paid and
    each column costs, so that no cost is below zero and each of the best assignment so far is zero. As every row and
    every column is chosen once, the best assignment stays the same; but the solver finds most of it at once.
    """

    cost: NDArray[np.float64]
    rows: NDArray[np.float64]
    columns: NDArray[np.float64]

    @classmethod
    def of(cls, places: _Places) -> "_Square":
        """The solver wants the shorter side in rows, and would copy a matrix to turn it."""
        height, width = places.row_of.size, places.column_of.size
        cost = np.zeros((places.side, places.side))
        cost = cost if height <= width else cost.T
        _write_worth(places, cost[:height, :width])
        return cls(cost, np.zeros(places.side), np.zeros(places.side))

    def solved(self) -> NDArray[np.intp]:
        """The column of each row."""
        is_turned = not self.cost.flags.c_contiguous
        columns: NDArray[np.intp] = linear_sum_assignment(self.cost.T if is_turned else self.cost)[1]
        return np.argsort(columns) if is_turned else columns

    def priced(self, solved: NDArray[np.intp]) -> "_Square":
        """With prices by a best assignment; the costs themselves are changed."""
        if self.cost.flags.c_contiguous:
            rows, columns = _prices(self.cost, solved)
        else:
            columns, rows = (-prices for prices in _prices(self.cost.T, np.argsort(solved)))
        cost = self.cost
        cost += rows[:, None]
        cost -= columns
        return _Square(cost, self.rows + rows, self.columns + columns)

    def with_gates(self, places: _Places, pairs: Sequence[Place]) -> "_Square":
        """With a gate for each pair that must not come twice.

        A gate lets a pair through once: it is a column that only the mentor's places want and a row that only the
        mentee's places want. Closed, its own row takes its own column (twice `high`); open, a place of the mentor
        takes the column and a place of the mentee the row (`high` each, and the pair's worth). Half open is always
        worse than closed, because `high` exceeds whatever one place can be worth.
        """
        before, side, high = self.rows.size, self.rows.size + len(pairs), places.high
        cost = np.empty((side, side)) if self.cost.flags.c_contiguous else np.empty((side, side)).T
        cost[:before, :before] = self.cost
        cost[:before, before:] = self.rows[:, None]
        cost[before:, :before] = -self.columns
        cost[before:, before:] = 0.0
        for gate, (row, column) in enumerate(pairs, start=before):
            ours, theirs = np.flatnonzero(places.row_of == row), np.flatnonzero(places.column_of == column)
            cost[np.ix_(ours, theirs)] = np.subtract.outer(self.rows[ours], self.columns[theirs])
            bonus = places.bonus[theirs] * places.scale
            alone = float(places.worth(ours[:1], theirs[:1])[0, 0] - bonus[0])
            cost[ours, gate] -= high + alone
            cost[gate, theirs] -= high + bonus
            cost[gate, gate] = -2.0 * high
        unpaid = np.zeros(len(pairs))
        return _Square(cost, np.concatenate([self.rows, unpaid]), np.concatenate([self.columns, unpaid]))


def _prices(cost: NDArray[np.float64], solved: NDArray[np.intp]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Of rows and columns: shortest ways through a best assignment; rows are looked at again while they get cheaper."""
    chosen = cost[np.arange(solved.size), solved]
    rows, columns = -chosen, np.zeros(solved.size)
    cheaper = np.arange(solved.size)
    while cheaper.size:
        for first in range(0, cheaper.size, _ROWS_AT_ONCE):
            some = cheaper[first : first + _ROWS_AT_ONCE]
            np.minimum(columns, (cost[some] + rows[some, None]).min(axis=0), out=columns)
        before, rows = rows, columns[solved] - chosen
        cheaper = np.flatnonzero(rows < before)
    return rows, columns


def _chosen(places: _Places, gates: Sequence[Place], solved: NDArray[np.intp]) -> list[Place]:
    """The pairs of the best assignment, one for each place that is filled."""
    height, width = places.row_of.size, places.column_of.size
    gated = frozenset(gates)
    pairs = []
    for row, column in enumerate(solved[:height].tolist()):
        if column < width:
            pair = (int(places.row_of[row]), int(places.column_of[column]))
            if places.possible[pair] and pair not in gated:
                pairs.append(pair)
        elif column >= places.side and gates[column - places.side][0] == places.row_of[row]:
            pairs.append(gates[column - places.side])
    return pairs


def _write_worth(places: _Places, cost: NDArray[np.float64]) -> None:
    """A few rows at a time: what is worked on stays in the processor's cache."""
    all_columns = np.arange(places.column_of.size)
    for first in range(0, places.row_of.size, _ROWS_AT_ONCE):
        some = np.arange(first, min(first + _ROWS_AT_ONCE, places.row_of.size))
        worth = places.worth(some, all_columns)
        np.negative(worth, out=worth)
        possible = places.possible[np.ix_(places.row_of[some], places.column_of)]
        np.multiply(worth, possible, out=cost[first : first + some.size])
