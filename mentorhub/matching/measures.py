"""How much each criterion counts and where the rules draw their lines: settings, not constants."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, TypeAlias

from mentorhub import paths
from mentorhub.choices import Level
from mentorhub.errors import MentorHubError
from mentorhub.text import _

LADDER = (Level.A1, Level.A2, Level.B1, Level.B2, Level.C1, Level.C2, Level.NATIVE)
_LEVELS = {level.value: level for level in Level}

Values: TypeAlias = Mapping[str, int | str]
"""By the keys of `resources/rules/matching.toml`, such as `weight.language`."""


class UnusableWeights(MentorHubError):
    """A weight that no criterion has, or a negative one."""


@dataclass(frozen=True)
class Measures:
    weights: Mapping[str, int]
    """Points of each criterion at full share, by its key."""
    stronger_level: Level
    weaker_level: Level
    """A common language is usable if one side has at least the stronger level and the other the weaker one."""
    ended_pairs_again: str
    """`never`, `good` (if all they had together ended well) or `always`."""
    first_topic_times: int
    """How often a topic counts that matters most to the mentee."""
    times_full: int
    interests_full: int
    waiting_full_days: int
    experience_full: int
    neighbour_share: float
    unknown_share: float
    mediator_share: float
    level_shares: Mapping[Level, float]
    neighbours: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By district, the districts next to it."""

    def with_weights(self, weights: Mapping[str, int]) -> "Measures":
        """The same measures under other weights; criteria that are not named keep theirs."""
        if not set(weights) <= set(self.weights) or any(weight < 0 for weight in weights.values()):
            raise UnusableWeights(
                _(
                    "Die Gewichte für die Vermittlung sind nicht brauchbar: Jedes Gewicht gehört zu einem "
                    "bekannten Merkmal und ist null oder größer. Es wurde nichts geändert. Bitte prüfen Sie "
                    "die Gewichte."
                )
            )
        return replace(self, weights={**self.weights, **weights})

    def reaches(self, level: Level, threshold: Level) -> bool:
        """A level that nobody wrote down counts as usable."""
        return level is Level.UNKNOWN or LADDER.index(level) >= LADDER.index(threshold)


@lru_cache(maxsize=1)
def entries() -> Mapping[str, Mapping[str, Any]]:
    """Every value that can be set, with its default, its label and the reason for it."""
    tables = tomllib.loads((paths.resources() / "rules" / "matching.toml").read_text(encoding="utf-8"))
    return {f"{table}.{key}": entry for table, values in tables.items() for key, entry in values.items()}


@lru_cache(maxsize=1)
def shipped() -> Measures:
    """The defaults that come with the program."""
    return measures({})


def measures(own: Values, neighbours: Mapping[str, frozenset[str]] | None = None) -> Measures:
    """The organisation's own values, and the shipped ones for the rest."""
    words = {key: str(own.get(key, entry["default"])) for key, entry in entries().items()}
    numbers = {key: int(word) for key, word in words.items() if word.isdecimal()}
    return Measures(
        weights={key.removeprefix("weight."): n for key, n in numbers.items() if key.startswith("weight.")},
        stronger_level=_LEVELS[words["limit.stronger_level"]],
        weaker_level=_LEVELS[words["limit.weaker_level"]],
        ended_pairs_again=words["limit.ended_pairs_again"],
        first_topic_times=max(1, numbers["measure.first_topic_times"]),
        times_full=max(1, numbers["measure.times_full"]),
        interests_full=max(1, numbers["measure.interests_full"]),
        waiting_full_days=max(1, numbers["measure.waiting_full_days"]),
        experience_full=max(1, numbers["measure.experience_full"]),
        neighbour_share=numbers["measure.neighbour_percent"] / 100,
        unknown_share=numbers["measure.unknown_percent"] / 100,
        mediator_share=numbers["measure.mediator_percent"] / 100,
        level_shares={
            _LEVELS[key.removeprefix("level.")]: n / 100 for key, n in numbers.items() if key.startswith("level.")
        },
        neighbours=neighbours or {},
    )
