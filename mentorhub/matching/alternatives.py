"""What it would cost the others to choose another partner for somebody, without solving everything again.

Forcing one pair into the best set moves others along a chain: a mentor lets somebody go, who takes another mentor,
and so on, until a place is free or somebody stays alone. The best chain is a shortest path through the pairs that
could be made or undone, and one search from one person finds it for all of that person's partners. It is exact: the
value equals that of solving everything again with the pair locked (first people helped, then places, then points).

The search is Dijkstra's, over all people of the same distance at once; prices for every person, found once for a
proposal, keep all its costs from falling below zero.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mentorhub.matching.assignment import Assignment, Place, has_somebody, places_left, places_of
from mentorhub.matching.candidate import Pair
from mentorhub.matching.scoring import Points, Scores
from mentorhub.matching.vectors import BoolMatrix

Costs = NDArray[np.signedinteger[Any]]
_ROWS_AT_ONCE = 64


@dataclass(frozen=True)
class Alternative:
    """A partner, and how the best set changes with this pair in it, at the least cost for the others."""

    mentor: str
    mentee: str
    points: int
    in_proposal: bool
    undone: frozenset[Pair]
    made: frozenset[Pair]
    """Among them this pair; empty if the best set holds it already."""
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
        self._kept = places_of(scores, ((pair.mentor, pair.mentee) for pair in best.pairs if pair.locked))
        self._chosen = places_of(scores, ((pair.mentor, pair.mentee) for pair in best.pairs)) - self._kept
        mentor_places, mentee_places = places_left(scores, self._kept)
        self._possible = scores.allowed & (mentor_places > 0)[:, None] & (mentee_places > 0)[None, :]
        for place in self._kept | places_of(scores, rejected):
            self._possible[place] = False
        self._mentors_of = Counter(column for _row, column in self._chosen | self._kept)
        self._pairs = _Pairs.of(scores, self._chosen)
        self._moves = _Moves.of(scores, self._kept, self._chosen, mentor_places, mentee_places, self._possible)

    def of_mentee(self, number: str, most: int) -> tuple[Alternative, ...]:
        """The mentors with the most points for this mentee, best first."""
        column = self._scores.columns[number]
        rows = _ranked(self._scores.points[:, column], self._possible[:, column], most)
        search = _Search(self._moves, self._pairs, self._prices)
        chains = search.chains(column, [row for row in rows if (row, column) not in self._chosen])
        return tuple(self._alternatives([(row, column) for row in rows], [chains.get(row) for row in rows]))

    def of_mentor(self, number: str, most: int) -> tuple[Alternative, ...]:
        """The mentees with the most points for this mentor, best first."""
        row = self._scores.rows[number]
        columns = _ranked(self._scores.points[row], self._possible[row], most)
        prices = _Prices(-self._prices.narrow, -self._prices.wide, -self._prices.none)
        search = _Search(self._turned, self._pairs.turned(), prices)
        turned = search.chains(row, [column for column in columns if (row, column) not in self._chosen])
        chains = {
            column: ({(a, b) for b, a in undone}, {(a, b) for b, a in made})
            for column, (undone, made) in turned.items()
        }
        return tuple(self._alternatives([(row, column) for column in columns], [chains.get(c) for c in columns]))

    def _alternatives(self, places: Sequence[Place], chains: Sequence["_Chain | None"]) -> Iterator[Alternative]:
        """A pair that nothing can make room for, because the others are locked, is left out."""
        for place, chain in zip(places, chains, strict=True):
            if place in self._chosen:
                yield self._alternative(place, set(), set())
            elif chain is not None:
                undone, made = chain
                yield self._alternative(place, undone, made | {place})

    def _alternative(self, place: Place, undone: set[Place], made: set[Place]) -> Alternative:
        fewer = Counter(column for _row, column in undone)
        fewer.subtract(column for _row, column in made)
        alone = [column for column, n in fewer.items() if n > 0 and n == self._mentors_of[column]]
        mentor, mentee = self._numbers(place)
        return Alternative(
            mentor=mentor,
            mentee=mentee,
            points=int(self._scores.points[place]),
            in_proposal=place in self._chosen,
            undone=frozenset(self._numbers(pair) for pair in undone),
            made=frozenset(self._numbers(pair) for pair in made),
            alone=tuple(sorted(self._scores.mentees[column].number for column in alone)),
            places=len(undone) - len(made),
            lost=self._points(undone) - self._points(made),
        )

    def _numbers(self, place: Place) -> Pair:
        return self._scores.mentors[place[0]].number, self._scores.mentees[place[1]].number

    def _points(self, places: Iterable[Place]) -> int:
        return sum(int(self._scores.points[place]) for place in places)

    @cached_property
    def _turned(self) -> "_Moves":
        return self._moves.turned()

    @cached_property
    def _prices(self) -> "_Prices":
        return _prices(self._moves, self._pairs)


_Chain = tuple[set[Place], set[Place]]
"""Pairs undone and pairs made."""


@dataclass(frozen=True)
class _Moves:
    """What it costs to make a pair, and (apart from points) when somebody has one pair more or less.

    Whole numbers; `never` or more where it can't be.
    """

    cost: Costs
    mentor_more: Costs
    mentor_less: Costs
    mentee_more: Costs
    mentee_less: Costs
    never: int

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
        step = filled * int(scores.points.max(where=possible, initial=0)) + 1
        kind, never = (np.int32, 2**29) if step < 2**24 else (np.int64, 2**60)
        helped = {column for _row, column in kept}
        first = np.array(
            [
                step if column in helped or has_somebody(mentee) else 2 * step
                for column, mentee in enumerate(scores.mentees)
            ],
            dtype=np.int64,
        )
        of_mentor, of_mentee = np.zeros_like(mentor_places), np.zeros_like(mentee_places)
        cost: Costs = np.where(possible, np.negative(scores.points, dtype=kind), kind(never))
        for row, column in chosen:
            cost[row, column] = never
            of_mentor[row] += 1
            of_mentee[column] += 1
        return cls(
            cost,
            mentor_more=np.where(of_mentor < mentor_places, 0, never),
            mentor_less=np.where(of_mentor > 0, 0, never),
            mentee_more=np.where(of_mentee < mentee_places, -np.where(of_mentee == 0, first, step), never),
            mentee_less=np.where(of_mentee > 0, np.where(of_mentee == 1, first, step), never),
            never=never,
        )

    def turned(self) -> "_Moves":
        """For the way back: mentees stand in the rows."""
        cost = np.ascontiguousarray(self.cost.T)
        return _Moves(cost, self.mentee_more, self.mentee_less, self.mentor_more, self.mentor_less, self.never)


@dataclass(frozen=True)
class _Prices:
    """One for everybody, and one for "nobody": with them no move along a chain costs less than nothing."""

    wide: Costs
    narrow: Costs
    none: int


def _prices(moves: _Moves, chosen: "_Pairs") -> _Prices:
    """Shortest ways from anywhere to everybody: rows are relaxed again only while they get cheaper."""
    rows, columns, none = np.zeros_like(moves.mentor_more), np.zeros_like(moves.mentee_more), 0
    cheaper = np.arange(rows.size)
    while True:
        before = (rows.copy(), columns.copy(), none)
        np.minimum(columns, _nearest(moves, cheaper, rows[cheaper]), out=columns)
        giving_way = np.concatenate([columns + moves.mentee_more, rows + moves.mentor_less])
        none = int(giving_way.min(initial=none))
        np.minimum(columns, none + moves.mentee_less, out=columns)
        np.minimum(rows, none + moves.mentor_more, out=rows)
        np.minimum.at(rows, chosen.wide, columns[chosen.narrow] + chosen.points)
        if none == before[2] and np.array_equal(rows, before[0]) and np.array_equal(columns, before[1]):
            return _Prices(rows, columns, none)
        cheaper = np.flatnonzero(rows < before[0])


def _nearest(moves: "_Moves", rows: NDArray[np.intp], so_far: Costs) -> Costs:
    """The cheapest way to each column from any of some rows that are reached at some cost already."""
    kind = moves.cost.dtype
    nearest = np.full(moves.cost.shape[1], moves.never, dtype=kind)
    for first in range(0, rows.size, _ROWS_AT_ONCE):
        ways = moves.cost[rows[first : first + _ROWS_AT_ONCE]]
        ways += so_far[first : first + _ROWS_AT_ONCE, None].astype(kind)
        np.minimum(nearest, ways.min(axis=0), out=nearest)
    return nearest.astype(np.int64)


@dataclass(frozen=True)
class _Pairs:
    """The chosen pairs, and what undoing each costs."""

    wide: NDArray[np.intp]
    narrow: NDArray[np.intp]
    points: Costs

    @classmethod
    def of(cls, scores: Scores, chosen: Iterable[Place]) -> "_Pairs":
        places = np.array(sorted(chosen), dtype=np.intp).reshape(-1, 2)
        return cls(places[:, 0], places[:, 1], scores.points[places[:, 0], places[:, 1]].astype(np.int64))

    def turned(self) -> "_Pairs":
        return _Pairs(self.narrow, self.wide, self.points)


class _Search:
    """From one of the narrow side, through partners who give way, to some of the wide side.

    Everybody has a place in one row of numbers: the wide side, the narrow side, nobody.
    """

    def __init__(self, moves: _Moves, chosen: _Pairs, prices: _Prices) -> None:
        """In `moves`, mentors are the wide side."""
        self._moves, self._chosen, self._prices = moves, chosen, prices
        self._wide, self._narrow = moves.cost.shape
        self._nobody = self._wide + self._narrow
        everybody = np.concatenate([prices.wide, prices.narrow])
        self._to_nobody = np.concatenate([moves.mentor_less, moves.mentee_more]) + everybody - prices.none
        self._from_nobody = np.concatenate([moves.mentor_more, moves.mentee_less]) - everybody + prices.none
        self._undoing = chosen.points + prices.narrow[chosen.narrow] - prices.wide[chosen.wide]

    def chains(self, start: int, targets: Iterable[int]) -> dict[int, _Chain]:
        """The cheapest chain to each of these, if there is any."""
        too_far = self._moves.never // 2
        self._known = np.full(self._nobody + 1, self._moves.never, dtype=np.int64)
        self._round = np.full(self._nobody + 1, -1, dtype=np.intp)
        self._known[self._wide + start] = 0
        waiting = self._known.copy()
        left = set(targets)
        this_round = 0
        while left and (so_far := int(waiting.min())) < too_far:
            here = np.flatnonzero(waiting == so_far)
            self._round[here] = this_round
            left.difference_update(here.tolist())
            reached = self._reached(here, so_far)
            better = np.flatnonzero((reached < self._known) & (self._round < 0))
            self._known[better] = reached[better]
            waiting[better] = reached[better]
            waiting[here] = self._moves.never
            this_round += 1
        return {target: self._chain(target) for target in targets if self._round[target] >= 0}

    def _reached(self, here: NDArray[np.intp], so_far: int) -> Costs:
        """What it costs to get to everybody by one move from here."""
        wide = self._wide
        reached = np.full(self._nobody + 1, self._moves.never, dtype=np.int64)
        givers = here[here < wide]
        if givers.size:
            ways = _nearest(self._moves, givers, so_far + self._prices.wide[givers])
            reached[wide : self._nobody] = ways - self._prices.narrow
        is_here = np.zeros(self._nobody + 1, dtype=np.bool_)
        is_here[here] = True
        undone = np.flatnonzero(is_here[wide + self._chosen.narrow])
        np.minimum.at(reached, self._chosen.wide[undone], so_far + self._undoing[undone])
        if is_here[self._nobody]:
            np.minimum(reached[:-1], so_far + self._from_nobody, out=reached[:-1])
        reached[self._nobody] = so_far + self._to_nobody[here[here < self._nobody]].min(initial=self._moves.never)
        return reached

    def _chain(self, target: int) -> _Chain:
        """Back from the target: each came from somebody reached in an earlier round, at just the difference."""
        undone: set[Place] = set()
        made: set[Place] = set()
        here = target
        while self._round[here] > 0:
            last = self._last(here)
            if here < self._wide <= last < self._nobody:
                undone.add((here, last - self._wide))
            elif last < self._wide <= here < self._nobody:
                made.add((last, here - self._wide))
            here = last
        return undone, made

    def _last(self, here: int) -> int:
        before = (self._round >= 0) & (self._round < self._round[here])
        way = np.full(self._nobody + 1, self._moves.never, dtype=np.int64)
        if here == self._nobody:
            way[:-1] = self._to_nobody
        else:
            way[self._nobody] = self._from_nobody[here]
            if here < self._wide:
                partners = self._chosen.wide == here
                way[self._wide + self._chosen.narrow[partners]] = self._undoing[partners]
            else:
                column = here - self._wide
                cost = self._moves.cost[:, column].astype(np.int64)
                way[: self._wide] = cost + self._prices.wide - self._prices.narrow[column]
        return int(np.flatnonzero(before & (self._known + way == self._known[here]))[0])


def _ranked(points: Points, possible: NDArray[np.bool_], most: int) -> list[int]:
    """The possible ones, the most points first; of equals the lowest number."""
    places = np.flatnonzero(possible)
    order = np.argsort(-points[places].astype(np.int64), kind="stable")[:most]
    return [int(place) for place in places[order]]
