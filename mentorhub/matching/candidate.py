"""Who is brought together: one person as the matching sees them, and what was between two people before."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mentorhub.choices import DayPart, Gender, GenderWish, Level, MenteeKind, Role, Topic, Weekday

Pair = tuple[str, str]
"""The visible numbers of a mentor and a mentee, in this order."""


@dataclass(frozen=True)
class Candidate:
    """One person in one role. What is unknown stays empty, and excludes nobody."""

    number: str
    role: Role
    gender: Gender = Gender.UNKNOWN
    age: int | None = None
    minor: bool = False
    district: str = ""
    reachable: frozenset[str] = frozenset()
    """Districts where this person can meet people. A mentor with none goes anywhere, a mentee stays at home."""
    languages: Mapping[str, Level] = field(default_factory=dict)
    """By ISO code. German is one of them."""
    times: frozenset[tuple[Weekday, DayPart]] = frozenset()
    topics: frozenset[Topic] = frozenset()
    first_topics: frozenset[Topic] = frozenset()
    """Those of a mentee's that matter most."""
    """Offered by a mentor, wanted by a mentee."""
    interests: Mapping[str, str] = field(default_factory=dict)
    """Single words as somebody wrote them, by the form in which they are compared."""
    wish_gender: GenderWish = GenderWish.ANY
    wish_age_from: int | None = None
    wish_age_to: int | None = None
    kind: MenteeKind = MenteeKind.SINGLE
    takes_families: bool = True
    mediator_planned: bool = False
    places: int = 1
    """A mentor's free places; the mentors that a mentee still needs."""
    waiting_days: int = 0
    running: int = 0
    proposed: int = 0
    """Proposed pairings that nobody has decided on yet. They hold places; `places` does not count those."""
    good_earlier: int = 0
    """Earlier pairings that ended well."""


@dataclass(frozen=True)
class History:
    """What was between two people before, by their numbers."""

    blocked: frozenset[Pair] = frozenset()
    """Never together, as the coordinator decided."""
    running: frozenset[Pair] = frozenset()
    """Proposed, in their trial or active: not proposed a second time."""
    ended: frozenset[Pair] = frozenset()
    """Ended, or proposed and not come about."""
    ended_well: frozenset[Pair] = frozenset()
    """Those of the ended ones where all they had together ended well."""
