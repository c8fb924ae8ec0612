"""Whom to bring together: the best set of pairs over everybody who waits, and the best partners for one person.

It only suggests; `pairings` decides. numpy and scipy are loaded with the first suggestion, not with this module.
"""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from time import perf_counter
from typing import TYPE_CHECKING
from uuid import UUID

from sqlmodel import Session

from mentorhub import pairings
from mentorhub.choices import Role
from mentorhub.matching.candidate import Pair
from mentorhub.matching.open_people import OpenPeople
from mentorhub.matching.prepared import IdPairs, Prepared, between, prepare
from mentorhub.matching.profile import Profile
from mentorhub.matching.reasons import Obstacle, Reason
from mentorhub.text import _

if TYPE_CHECKING:
    from mentorhub.matching.alternatives import Alternative
    from mentorhub.matching.comparison import Comparison
    from mentorhub.matching.left_over import LeftOver


@dataclass(frozen=True, slots=True)
class SuggestedPair:
    mentor_id: UUID
    mentor_number: str
    mentor_name: str
    mentee_id: UUID
    mentee_number: str
    mentee_name: str
    score: int
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...] = ()
    """Papers that the gates miss: they block the start, not the proposal."""
    locked: bool = False
    in_proposal: bool = True
    """Whether the best set of pairs over everybody holds this pair."""
    cost: str = ""
    """What choosing this pair would mean for the others; empty if nothing."""
    mentor_district: str = ""
    mentee_district: str = ""
    waiting_days: int = 0
    """How long the mentee has been waiting."""


@dataclass(frozen=True, slots=True)
class Unmatched:
    """Somebody who waits or has a free place, and the reason for staying without a pair."""

    person_id: UUID
    number: str
    name: str
    role: Role
    reasons: tuple[Obstacle, ...]
    nearest: str | None
    nearest_id: UUID | None
    nearest_name: str
    text: str
    """The whole reason in a sentence or two, names beside numbers."""
    help: str = ""
    """For a mentee: the least that a mentor would have to bring along, as a sentence."""
    district: str = ""
    waiting_days: int = 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """A mentee whom a mentor to be found would fit."""

    person_id: UUID
    number: str
    name: str


@dataclass(frozen=True, slots=True)
class SuggestedRecruit:
    """A mentor to look for."""

    profile: Profile
    fits: tuple[Waiting, ...]
    """The longest waiting first. With so many places, this mentor helps exactly so many more people."""
    text: str


@dataclass(frozen=True, slots=True)
class HalfFilled:
    """A family that needs several mentors and gets some of them."""

    mentee_id: UUID
    number: str
    name: str
    filled: int
    wanted: int


@dataclass(frozen=True, slots=True)
class Proposal:
    pairs: tuple[SuggestedPair, ...]
    unmatched: tuple[Unmatched, ...]
    """Mentees first."""
    half_filled: tuple[HalfFilled, ...]
    total: int
    milliseconds: Mapping[str, float]
    """`load`, `score`, `assign`, `explain`."""


def suggest(
    session: Session,
    today: date,
    weights: Mapping[str, int] | None = None,
    locked: IdPairs = (),
    rejected: IdPairs = (),
) -> Proposal:
    """The best set of pairs, each with its reasons, and a reason for everyone left over.

    `locked` and `rejected` are pairs of a mentor's and a mentee's id. Raises `LockedTooOften`, `UnusableWeights`.
    """
    with _without_collecting():
        return _suggest(session, today, weights, locked, rejected)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Thousands of small things are made here, none in a circle: looking for circles took a quarter of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _suggest(
    session: Session, today: date, weights: Mapping[str, int] | None, locked: IdPairs, rejected: IdPairs
) -> Proposal:
    from mentorhub.matching.left_over import left_over

    ready = prepare(session, today, weights, locked, rejected)
    waiting, scores, best = ready.waiting, ready.scores, ready.best
    began = perf_counter()
    chosen = [(match.mentor, match.mentee) for match in best.pairs]
    kept = frozenset((match.mentor, match.mentee) for match in best.pairs if match.locked)
    pairs = tuple(_pairs(session, today, ready, chosen, kept))
    unmatched = tuple(_unmatched(ready, person) for person in left_over(scores, best, ready.rejected))
    half_filled = tuple(
        HalfFilled(waiting.ids[half.mentee], half.mentee, waiting.names[half.mentee], half.filled, half.wanted)
        for half in best.half_filled
    )
    milliseconds = {**ready.milliseconds, "explain": between(began, perf_counter())}
    return Proposal(pairs, unmatched, half_filled, best.total, milliseconds)


def best_for(
    session: Session, person_id: UUID, today: date, limit: int = 3, weights: Mapping[str, int] | None = None
) -> tuple[SuggestedPair, ...]:
    """Who fits this person? The best partners, best first, each with what choosing them would cost the others.

    Empty if nobody fits, or if the person is not waiting and has no free place.
    """
    from mentorhub.matching.alternatives import Alternatives

    ready = prepare(session, today, weights)
    number = next((number for number, known in ready.waiting.ids.items() if known == person_id), "")
    search = Alternatives(ready.scores, ready.best)
    if number in ready.scores.columns:
        found = search.of_mentee(number, limit)
    elif number in ready.scores.rows:
        found = search.of_mentor(number, limit)
    else:
        return ()
    pairs = _pairs(session, today, ready, [(alternative.mentor, alternative.mentee) for alternative in found])
    return tuple(
        replace(pair, in_proposal=alternative.in_proposal, cost=_cost(ready.waiting, alternative))
        for pair, alternative in zip(pairs, found, strict=True)
    )


def recruiting(
    session: Session,
    today: date,
    weights: Mapping[str, int] | None = None,
    locked: IdPairs = (),
    rejected: IdPairs = (),
    most: int = 5,
) -> tuple[SuggestedRecruit, ...]:
    """Which mentors, if found, would help the most people who would still wait after this proposal."""
    from mentorhub.matching.recruiting import recruits

    ready = prepare(session, today, weights, locked, rejected)
    ids, names = ready.waiting.ids, ready.waiting.names
    return tuple(
        SuggestedRecruit(
            recruit.profile,
            tuple(Waiting(ids[number], number, names[number]) for number in recruit.fits),
            recruit.text,
        )
        for recruit in recruits(ready.scores, ready.best, most)
    )


def comparison(
    session: Session,
    today: date,
    weights: Mapping[str, int] | None = None,
    locked: IdPairs = (),
    rejected: IdPairs = (),
) -> Comparison:
    """What the proposal gains for these people against choosing pairs one after the other."""
    from mentorhub.matching.comparison import compare

    ready = prepare(session, today, weights, locked, rejected)
    return compare(ready.scores, ready.best, ready.locked, ready.rejected)


def _cost(waiting: OpenPeople, alternative: Alternative) -> str:
    """What the best set of pairs loses if this pair is chosen."""
    if alternative.alone:
        names = "; ".join(f"{waiting.names[number]} ({number})" for number in alternative.alone)
        return _("Dann bliebe ohne Patin oder Paten: {names}.").format(names=names)
    if alternative.places:
        return _("Dann bliebe ein Platz in einer Familie frei.")
    if alternative.lost:
        return _("Der beste Gesamtvorschlag verlöre {points} Punkte.").format(points=alternative.lost)
    return ""


def _pairs(
    session: Session, today: date, ready: Prepared, chosen: Sequence[Pair], locked: Collection[Pair] = ()
) -> Iterator[SuggestedPair]:
    ids, names, scores = ready.waiting.ids, ready.waiting.names, ready.scores
    places = [(scores.rows[mentor], scores.columns[mentee]) for mentor, mentee in chosen]
    lacking = pairings.missing_for_pairs(session, [(ids[mentor], ids[mentee]) for mentor, mentee in chosen], today)
    for (mentor, mentee), (row, column), reasons in zip(chosen, places, scores.reasons_of(places), strict=True):
        yield SuggestedPair(
            mentor_id=ids[mentor],
            mentor_number=mentor,
            mentor_name=names[mentor],
            mentee_id=ids[mentee],
            mentee_number=mentee,
            mentee_name=names[mentee],
            score=int(scores.points[row, column]),
            reasons=reasons,
            missing=tuple(item.text for item in lacking[ids[mentor], ids[mentee]]),
            locked=(mentor, mentee) in locked,
            mentor_district=scores.mentors[row].district,
            mentee_district=scores.mentees[column].district,
            waiting_days=scores.mentees[column].waiting_days,
        )


def _unmatched(ready: Prepared, person: LeftOver) -> Unmatched:
    from mentorhub.matching.recruiting import what_helps

    waiting, scores = ready.waiting, ready.scores
    profile = None
    if person.role is Role.MENTEE:
        candidate = scores.mentees[scores.columns[person.number]]
        profile = what_helps(candidate, scores.ground)
    else:
        candidate = scores.mentors[scores.rows[person.number]]
    nearest = person.nearest
    nearest_name = waiting.names[nearest] if nearest else ""
    return Unmatched(
        person_id=waiting.ids[person.number],
        number=person.number,
        name=waiting.names[person.number],
        role=person.role,
        reasons=person.reasons,
        nearest=nearest,
        nearest_id=waiting.ids[nearest] if nearest else None,
        nearest_name=nearest_name,
        text=person.text.replace(nearest, f"{nearest_name} ({nearest})") if nearest else person.text,
        help=_("Es hülfe: {profile}.").format(profile=profile.text) if profile else "",
        district=candidate.district,
        waiting_days=candidate.waiting_days,
    )
