"""The proposed pairs as the coordinator goes through them: by urgency, or by district."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mentorhub.matching import words
from mentorhub.text import _, fold

if TYPE_CHECKING:
    from mentorhub.matching.suggest import SuggestedPair


@dataclass(frozen=True, slots=True)
class Group:
    heading: str
    pairs: tuple[SuggestedPair, ...]
    """Longest waiting first."""


def by_urgency(pairs: Sequence[SuggestedPair], full_days: int) -> tuple[Group, ...]:
    """By how long the mentee has been waiting; `full_days` is the waiting time that counts in full.

    Nobody's group is empty.
    """
    half = max(1, full_days // 2)
    urgent = _("Wartet {time} oder länger").format(time=words.waiting(full_days))
    soon = _("Wartet {time} oder länger").format(time=words.waiting(half))
    fresh = _("Wartet kürzer als {time}").format(time=words.waiting(half))
    found: dict[str, list[SuggestedPair]] = {urgent: [], soon: [], fresh: []}
    for pair in _longest_first(pairs):
        days = pair.waiting_days
        found[urgent if days >= full_days else soon if days >= half else fresh].append(pair)
    return tuple(Group(heading, tuple(inside)) for heading, inside in found.items() if inside)


def by_district(pairs: Sequence[SuggestedPair]) -> tuple[Group, ...]:
    """By where the mentee lives; districts by name, those without one last."""
    named = sorted({pair.mentee_district for pair in pairs}, key=lambda name: (not name, fold(name)))
    return tuple(
        Group(
            district or _("Stadtteil nicht angegeben"),
            tuple(pair for pair in _longest_first(pairs) if pair.mentee_district == district),
        )
        for district in named
    )


def _longest_first(pairs: Sequence[SuggestedPair]) -> list[SuggestedPair]:
    return sorted(pairs, key=lambda pair: (-pair.waiting_days, -pair.score, pair.mentee_number, pair.mentor_number))
