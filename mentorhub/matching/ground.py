"""What criteria and rules may look at besides the two people."""

from dataclasses import dataclass

from mentorhub.matching.candidate import History
from mentorhub.matching.measures import Measures


@dataclass(frozen=True)
class Ground:
    measures: Measures
    history: History
