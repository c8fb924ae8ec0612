"""What the best set gains for these very people, against two ways in which pairs are chosen by hand.

*Greedy* takes the pair with the most points, then the next that is still free. *First come* serves whoever waits
longest, with the best mentor still free. Both keep locked pairs and leave out rejected ones. Neither is ever better:
first the people helped, then the places filled, then the points.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mentorhub.matching.assignment import Assignment, Place, has_somebody, places_left, places_of
from mentorhub.matching.candidate import Pair
from mentorhub.matching.scoring import Scores
from mentorhub.matching.vectors import BoolMatrix
from mentorhub.text import _, ngettext

Places = NDArray[np.intp]
_AT_ONCE = 20_000


@dataclass(frozen=True, order=True)
class Outcome:
    """Compared in this order."""

    helped: int
    """People without a mentor who get one."""
    places: int
    """Pairs: a family that needs two mentors has two places."""
    points: int


@dataclass(frozen=True)
class Comparison:
    ours: Outcome
    greedy: Outcome
    first_come: Outcome

    @property
    def text(self) -> str:
        """What it means for these people: `Der Vorschlag hilft 12 Personen. Immer das beste Paar zuerst: 11 ...`"""
        ours = ngettext("Der Vorschlag hilft {n} Person.", "Der Vorschlag hilft {n} Personen.", self.ours.helped)
        others = _("Immer das beste Paar zuerst: {greedy}; wer am längsten wartet zuerst: {first_come}.").format(
            greedy=self.greedy.helped, first_come=self.first_come.helped
        )
        same = self.ours.helped == self.greedy.helped == self.first_come.helped
        points = self.ours.points - max(self.greedy.points, self.first_come.points)
        better = _("Es sind gleich viele; die Paare passen zusammen um {points} Punkte besser.").format(points=points)
        return " ".join([ours.format(n=self.ours.helped), others, *([better] if same and points > 0 else [])])


def compare(scores: Scores, best: Assignment, locked: Iterable[Pair] = (), rejected: Iterable[Pair] = ()) -> Comparison:
    kept = places_of(scores, locked)
    possible = scores.allowed.copy()
    for place in kept | places_of(scores, rejected):
        possible[place] = False
    ours = places_of(scores, ((pair.mentor, pair.mentee) for pair in best.pairs))
    return Comparison(
        _outcome(scores, ours),
        _outcome(scores, kept | _greedy(scores, possible, *places_left(scores, kept))),
        _outcome(scores, kept | _first_come(scores, possible, *places_left(scores, kept))),
    )


def _outcome(scores: Scores, places: set[Place]) -> Outcome:
    helped = {column for _row, column in places if not has_somebody(scores.mentees[column])}
    return Outcome(len(helped), len(places), sum(int(scores.points[place]) for place in places))


def _greedy(scores: Scores, possible: BoolMatrix, of_mentors: Places, of_mentees: Places) -> set[Place]:
    """The pair with the most points first; of equals, the lowest numbers."""
    rows, columns = np.nonzero(possible)
    order = np.argsort(-scores.points[rows, columns], kind="stable")
    chosen: set[Place] = set()
    while order.size:
        now, order = order[:_AT_ONCE], order[_AT_ONCE:]
        for row, column in zip(rows[now].tolist(), columns[now].tolist(), strict=True):
            if of_mentors[row] > 0 and of_mentees[column] > 0:
                chosen.add((row, column))
                of_mentors[row] -= 1
                of_mentees[column] -= 1
        order = order[(of_mentors[rows[order]] > 0) & (of_mentees[columns[order]] > 0)]
    return chosen


def _first_come(scores: Scores, possible: BoolMatrix, of_mentors: Places, of_mentees: Places) -> set[Place]:
    """Whoever waits longest chooses first, and takes the mentor with the most points."""
    chosen: set[Place] = set()
    for column in sorted(range(len(scores.mentees)), key=lambda column: -scores.mentees[column].waiting_days):
        rows = np.flatnonzero(possible[:, column] & (of_mentors > 0))
        best = rows[np.argsort(-scores.points[rows, column], kind="stable")][: of_mentees[column]]
        of_mentors[best] -= 1
        chosen |= {(row, column) for row in best.tolist()}
    return chosen
