"""What speaks for a pair and what stands against it, in words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """What a pair gets for one criterion. The points of a pair's reasons add up to its score."""

    criterion: str
    label: str
    points: int
    most: int
    """The points that a full share would give."""
    text: str


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A rule that a pair breaks."""

    rule: str
    label: str
    text: str
