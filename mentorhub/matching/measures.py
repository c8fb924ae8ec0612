"""How much each criterion counts and where the rules draw their lines: settings, not constants."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from mentorhub import paths
from mentorhub.choices import Level
from mentorhub.errors import MentorHubError
from mentorhub.text import _

LADDER = (Level.A1, Level.A2, Level.B1, Level.B2, Level.C1, Level.C2, Level.NATIVE)
_LEVELS = {level.value: level for level in Level}


class UnusableWeights(MentorHubError):
    """A weight that no criterion has, or a negative one."""


@dataclass(frozen=True)
class Measures:
    weights: Mapping[str, int]
    """Points of each criterion at full share, by its key."""
    stronger_level: Level
    weaker_level: Level
    """A common language is usable if one side has at least the stronger level and the other the weaker one."""
    ended_pairs_again: bool
    times_full: int
    waiting_full_days: int
    experience_full: int
    unknown_share: float
    mediator_share: float
    level_shares: Mapping[Level, float]

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
def shipped() -> Measures:
    """The defaults that come with the program, each with its reason beside it in the file."""
    return read(paths.resources() / "rules" / "matching.toml")


def read(file: Path) -> Measures:
    tables: dict[str, dict[str, dict[str, Any]]] = tomllib.loads(file.read_text(encoding="utf-8"))
    values = {table: {key: entry["default"] for key, entry in entries.items()} for table, entries in tables.items()}
    limit, measure = values["limit"], values["measure"]
    return Measures(
        weights=values["weight"],
        stronger_level=_LEVELS[limit["stronger_level"]],
        weaker_level=_LEVELS[limit["weaker_level"]],
        ended_pairs_again=limit["ended_pairs_again"],
        times_full=measure["times_full"],
        waiting_full_days=measure["waiting_full_days"],
        experience_full=measure["experience_full"],
        unknown_share=measure["unknown_share"],
        mediator_share=measure["mediator_share"],
        level_shares={_LEVELS[level]: share for level, share in values["level"].items()},
    )
