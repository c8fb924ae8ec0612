"""What was counted, exactly. INTERNAL: it goes into `disclosure.publish` and never leaves as it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mentorhub.statistics.gate import Counted, Unit
from mentorhub.statistics.periods import Period


@dataclass(frozen=True)
class QuarterHours:
    """INTERNAL. True minutes of one quarter by mentor and code of the field of action."""

    quarter: Period
    active_mentors: int
    minutes: Mapping[tuple[str, str], int]
    reported_by: int | None = None
    """How many mentors are behind them, where only sums are known (a Meldebogen): such hours, once released, stay."""


@dataclass(frozen=True)
class Truth:
    """INTERNAL. What was counted: exact figures, the members of each population, the hours. Never leaves as
    it is.
    """

    stand: date
    """The day it was counted on: the end of the period, or today while the period is still running."""
    figures: Mapping[str, int]
    units: Mapping[str, Sequence[Unit]]
    hours: tuple[QuarterHours, ...] = ()
    counted: Mapping[str, Counted] | None = None
    """By population, where only numbers are known: the gate compares these instead of the members."""
