"""What it would cost the others to choose another partner for somebody, without solving everything again.

Forcing one pair into the best set moves others along a chain: a mentor lets somebody go, who takes another mentor,
and so on, until a place is free or somebody stays alone. The best chain is a shortest path through the pairs that
could be made or undone, and one search from one person finds it for all of that person's partners. It is exact: the
value equals that of solving everything again with the pair locked (first people helped, then places, then points).

The search is Dijkstra's, over whole rows at once; prices for every person, found once for a proposal, keep all its
costs above zero.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mentorhub.matching.assignment import Assignment, Place, has_somebody, places_left, places_of
from mentorhub.matching.candidate import Pair
from mentorhub.matching.scoring import Points, Scores
from mentorhub.matching.vectors import BoolMatrix

Costs = NDArray[np.float64]
_ROWS_AT_ONCE = 256


@dataclass(frozen=True)
class Alternative:
    """A partner, and what the best set would be with this pair in it."""

    mentor: str
    mentee: str
    points: int
    in_proposal: bool
    instead: tuple[Pair, ...]
    """The whole set with this pair, the best there is."""
    alone: tuple[str, ...]
    """Mentees who have a mentor in the best set, and none in this one."""
    places: int
    """How many places fewer are filled."""
    lost: int
    """How many points fewer it has; below zero only where fewer people are helped or fewer places filled."""


class Alternatives:
    """All that can be asked about one proposal; locked and rejected pairs as they were when it was made."""

    def __init__(self, scores: Scores, best: Assignment, rejected: Iterable[Pair] = ()) -> None:
        self._scores = scores
        self._best = best
        self._kept = places_of(scores, ((pair.mentor, pair.mentee) for pair in best.pairs if pair.locked))
        self._chosen = places_of(scores, ((pair.mentor, pair.mentee) for pair in best.pairs)) - self._kept
        mentor_places, mentee_places = places_left(scores, self._kept)
        self._possible = scores.allowed & (mentor_places > 0)[:, None] & (mentee_places > 0)[None, :]
        for place in self._kept | places_of(scores, rejected):
            self._possible[place] = False
        self._free = self._possible.copy()
        for place in self._chosen:
            self._free[place] = False
        self._moves = _Moves.of(scores, self._kept, self._chosen, mentor_places, mentee_places, self._possible)

    def of_mentee(self, number: str, most: int) -> tuple[Alternative, ...]:
        """The mentors with the most points for this mentee, best first."""
        column = self._scores.columns[number]
        rows = _ranked(self._scores.points[:, column], self._possible[:, column], most)
        moves, prices = self._moves, self._prices
        graph = _Graph(
            self._scores.points,
            self._free,
            _partners((column, row) for row, column in self._chosen),
            (moves.mentor_less, moves.mentor_more, moves.mentee_more, moves.mentee_less),
            prices,
        )
        chains = graph.chains(column, [row for row in rows if (row, column) not in self._chosen])
        return tuple(self._alternatives([(row, column) for row in rows], [chains.get(row) for row in rows]))

    def of_mentor(self, number: str, most: int) -> tuple[Alternative, ...]:
        """The mentees with the most points for this mentor, best first."""
        row = self._scores.rows[number]
        columns = _ranked(self._scores.points[row], self._possible[row], most)
        moves, prices = self._moves, self._prices
        graph = _Graph(
            self._scores.points.T,
            self._free.T,
            _partners(self._chosen),
            (moves.mentee_less, moves.mentee_more, moves.mentor_more, moves.mentor_less),
            _Prices(-prices.narrow, -prices.wide, -prices.none),
        )
        turned = graph.chains(row, [column for column in columns if (row, column) not in self._chosen])
        chains = {
            column: ({(a, b) for b, a in undone}, {(a, b) for b, a in made})
            for column, (undone, made) in turned.items()
        }
        return tuple(self._alternatives([(row, column) for column in columns], [chains.get(c) for c in columns]))

    def _alternatives(self, places: Sequence[Place], chains: Sequence["_Chain | None"]) -> Iterator[Alternative]:
        """A pair that nothing can make room for, because the others are locked, is left out."""
        for place, chain in zip(places, chains, strict=True):
            if place in self._chosen:
                yield self._alternative(place, self._chosen | self._kept)
            elif chain is not None:
                undone, made = chain
                yield self._alternative(place, (self._chosen - undone) | made | {place} | self._kept)

    def _alternative(self, place: Place, instead: set[Place]) -> Alternative:
        scores = self._scores
        numbers = tuple((scores.mentors[row].number, scores.mentees[column].number) for row, column in sorted(instead))
        with_somebody = {mentee for _mentor, mentee in numbers}
        return Alternative(
            mentor=scores.mentors[place[0]].number,
            mentee=scores.mentees[place[1]].number,
            points=int(scores.points[place]),
            in_proposal=place in self._chosen,
            instead=numbers,
            alone=tuple(sorted({pair.mentee for pair in self._best.pairs} - with_somebody)),
            places=len(self._best.pairs) - len(numbers),
            lost=self._best.total - sum(int(scores.points[place]) for place in instead),
        )

    @cached_property
    def _prices(self) -> "_Prices":
        return _prices(self._scores.points, self._free, sorted(self._chosen), self._moves)


_Chain = tuple[set[Place], set[Place]]
"""Pairs undone and pairs made."""


@dataclass(frozen=True)
class _Moves:
    """What it costs, apart from points, when somebody has one pair more or less; infinite where that can't be."""

    mentor_more: Costs
    mentor_less: Costs
    mentee_more: Costs
    mentee_less: Costs

    @classmethod
    def of(
        cls,
        scores: Scores,
        kept: set[Place],
        chosen: set[Place],
        mentor_places: NDArray[np.intp],
        mentee_places: NDArray[np.intp],
        possible: BoolMatrix,
    ) -> "_Moves":
        """A first mentor counts twice as much as a further one, and each more than all points."""
        filled = min(int(mentor_places.sum()), int(mentee_places.sum()))
        step = float(filled * int(scores.points.max(where=possible, initial=0)) + 1)
        helped = {column for _row, column in kept}
        first = np.array(
            [
                step if column in helped or has_somebody(mentee) else 2 * step
                for column, mentee in enumerate(scores.mentees)
            ]
        )
        of_mentor, of_mentee = np.zeros_like(mentor_places), np.zeros_like(mentee_places)
        for row, column in chosen:
            of_mentor[row] += 1
            of_mentee[column] += 1
        return cls(
            mentor_more=np.where(of_mentor < mentor_places, 0.0, np.inf),
            mentor_less=np.where(of_mentor > 0, 0.0, np.inf),
            mentee_more=np.where(of_mentee < mentee_places, -np.where(of_mentee == 0, first, step), np.inf),
            mentee_less=np.where(of_mentee > 0, np.where(of_mentee == 1, first, step), np.inf),
        )


@dataclass(frozen=True)
class _Prices:
    """One for everybody, and one for "nobody": with them no move along a chain costs less than nothing."""

    wide: Costs
    narrow: Costs
    none: float


def _prices(points: Points, free: BoolMatrix, chosen: Sequence[Place], moves: _Moves) -> _Prices:
    """Shortest ways from anywhere to everybody: rows are relaxed again only while they get cheaper."""
    rows, columns, none = np.zeros(points.shape[0]), np.zeros(points.shape[1]), 0.0
    of_rows, of_columns = (
        np.array(side, dtype=np.intp) for side in (zip(*chosen, strict=True) if chosen else ((), ()))
    )
    undoing = points[of_rows, of_columns].astype(np.float64)
    cheaper = np.flatnonzero(free.any(axis=1))
    while True:
        before = (rows.copy(), columns.copy(), none)
        for first in range(0, cheaper.size, _ROWS_AT_ONCE):
            some = cheaper[first : first + _ROWS_AT_ONCE]
            ways = np.where(free[some], rows[some, None] - points[some], np.inf)
            np.minimum(columns, ways.min(axis=0), out=columns)
        giving_way = np.concatenate([columns + moves.mentee_more, rows + moves.mentor_less])
        none = float(giving_way.min(initial=none))
        np.minimum(columns, none + moves.mentee_less, out=columns)
        np.minimum(rows, none + moves.mentor_more, out=rows)
        np.minimum.at(rows, of_rows, columns[of_columns] + undoing)
        if none == before[2] and np.array_equal(rows, before[0]) and np.array_equal(columns, before[1]):
            return _Prices(rows, columns, none)
        cheaper = np.flatnonzero(rows < before[0])


@dataclass(frozen=True)
class _Graph:
    """Who could give way to whom: from a narrow one to the partners, from a wide one to all who are free for it."""

    points: Points
    """One row for each of the wide side."""
    free: BoolMatrix
    partners: Mapping[int, Sequence[int]]
    """Of the narrow side."""
    moves: tuple[Costs, Costs, Costs, Costs]
    """From the wide side to nobody and back, from the narrow side to nobody and back."""
    prices: _Prices

    def chains(self, start: int, targets: Iterable[int]) -> dict[int, _Chain]:
        """The cheapest chain from one of the narrow side to each of these of the wide side, if there is any."""
        wide, narrow = self.points.shape
        nobody = wide + narrow
        prices = np.concatenate([self.prices.wide, self.prices.narrow, [self.prices.none]])
        to_nobody = np.concatenate([self.moves[0], self.moves[2], [np.inf]]) + prices - self.prices.none
        from_nobody = np.concatenate([self.moves[1], self.moves[3], [np.inf]]) - prices + self.prices.none
        known, waiting = np.full(nobody + 1, np.inf), np.full(nobody + 1, np.inf)
        before = np.full(nobody + 1, -1, dtype=np.intp)
        known[wide + start] = waiting[wide + start] = 0.0
        left = set(targets)
        while left:
            here = int(waiting.argmin())
            so_far = waiting[here]
            if so_far == np.inf:
                break
            waiting[here] = np.inf
            left.discard(here)
            if here == nobody:
                self._relax(slice(0, nobody), so_far + from_nobody[:nobody], here, known, waiting, before)
                continue
            if here < wide:
                costs = (so_far + prices[here]) - self.points[here] - self.prices.narrow
                costs[~self.free[here]] = np.inf
                self._relax(slice(wide, nobody), costs, here, known, waiting, before)
            else:
                for partner in self.partners.get(here - wide, ()):
                    cost = so_far + self.points[partner, here - wide] + prices[here] - prices[partner]
                    self._relax(slice(partner, partner + 1), np.array([cost]), here, known, waiting, before)
            self._relax(slice(nobody, nobody + 1), so_far + to_nobody[here : here + 1], here, known, waiting, before)
        return {target: self._chain(target, before) for target in targets if known[target] < np.inf}

    @staticmethod
    def _relax(there: slice, costs: Costs, here: int, known: Costs, waiting: Costs, before: NDArray[np.intp]) -> None:
        better = np.flatnonzero(costs < known[there])
        if better.size:
            places = better + there.start
            known[places] = waiting[places] = costs[better]
            before[places] = here

    def _chain(self, target: int, before: NDArray[np.intp]) -> _Chain:
        wide, narrow = self.points.shape
        undone, made = set(), set()
        here = target
        while (last := int(before[here])) >= 0:
            if here < wide <= last < wide + narrow:
                undone.add((here, last - wide))
            elif last < wide <= here < wide + narrow:
                made.add((last, here - wide))
            here = last
        return undone, made


def _ranked(points: Points, possible: NDArray[np.bool_], most: int) -> list[int]:
    """The possible ones, the most points first; of equals the lowest number."""
    places = np.flatnonzero(possible)
    order = np.argsort(-points[places].astype(np.int64), kind="stable")[:most]
    return [int(place) for place in places[order]]


def _partners(pairs: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    for one, other in sorted(pairs):
        found[one].append(other)
    return found
