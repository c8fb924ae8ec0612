"""The list for the team meeting: the proposed pairs by district, who waits on, and who still has a free place.

Names and numbers only: contact data stays where it is until both sides agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mentorhub.choices import Role
from mentorhub.text import _, fold

if TYPE_CHECKING:
    from mentorhub.matching.suggest import Proposal, SuggestedPair, Unmatched


@dataclass(frozen=True, slots=True)
class DistrictGroup:
    """One district, by where the mentee lives (a free mentor: where the mentor lives)."""

    district: str
    pairs: tuple[SuggestedPair, ...]
    """Longest waiting first."""
    waiting: tuple[Unmatched, ...]
    """Mentees without a proposal, longest waiting first."""
    free_mentors: tuple[Unmatched, ...]
    """By name."""

    @property
    def heading(self) -> str:
        return self.district or _("Stadtteil nicht angegeben")


def meeting_list(proposal: Proposal) -> tuple[DistrictGroup, ...]:
    """Districts by name, those without one last."""
    mentees = [person for person in proposal.unmatched if person.role is Role.MENTEE]
    mentors = [person for person in proposal.unmatched if person.role is Role.MENTOR]
    named = {pair.mentee_district for pair in proposal.pairs} | {person.district for person in proposal.unmatched}
    return tuple(
        DistrictGroup(
            district,
            tuple(
                sorted(
                    (pair for pair in proposal.pairs if pair.mentee_district == district),
                    key=lambda pair: (
                        -pair.waiting_days,
                        fold(pair.mentee_name),
                        pair.mentee_number,
                        pair.mentor_number,
                    ),
                )
            ),
            tuple(sorted(_of(mentees, district), key=lambda person: (-person.waiting_days, *_by_name(person)))),
            tuple(sorted(_of(mentors, district), key=_by_name)),
        )
        for district in sorted(named, key=lambda name: (not name, fold(name)))
    )


def _of(people: Sequence[Unmatched], district: str) -> list[Unmatched]:
    return [person for person in people if person.district == district]


def _by_name(person: Unmatched) -> tuple[str, str]:
    return fold(person.name), person.number
