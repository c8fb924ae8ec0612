"""What speaks for a pair and what stands against it, in words."""

from dataclasses import dataclass
from typing import NamedTuple


class Reason(NamedTuple):
    """What a pair gets for one criterion. The points of a pair's reasons add up to its score.

    Thousands are made for a proposal; a tuple is made in a third of a frozen dataclass's time.
    """

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
