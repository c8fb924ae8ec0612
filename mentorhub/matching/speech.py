"""In which languages two people can meet, also when one list is vague.

"Kurdisch" may be Kurmandschi, so somebody with `ku` may understand somebody with `kmr`; but `kmr` and `ckb` stay
apart. Each language therefore gets one or two tokens; two people share a language where they share a token.
"""

from dataclasses import dataclass
from functools import lru_cache

from mentorhub import languages
from mentorhub.choices import Level, Role
from mentorhub.matching.candidate import Candidate
from mentorhub.matching.measures import Measures


@dataclass(frozen=True, slots=True)
class Tongue:
    token: str
    code: str
    level: Level


def tongues(person: Candidate) -> tuple[Tongue, ...]:
    """A variant of the mentor meets the vague word of the mentee under one token, the reverse under another."""
    return _tongues(person.role, tuple(person.languages.items()))


@lru_cache(maxsize=4096)
def _tongues(role: Role, spoken: tuple[tuple[str, Level], ...]) -> tuple[Tongue, ...]:
    found = []
    for code, level in spoken:
        wider = languages.umbrella(code)
        is_variant = wider != code
        mentor_is_vague = is_variant == (role is Role.MENTEE)
        found.append(Tongue(code, code, level))
        found.append(Tongue(f"{wider}>" if mentor_is_vague else f"{wider}<", code, level))
    return tuple(found)


def understanding(person: Candidate, measures: Measures) -> dict[str, float]:
    """By token, how well somebody gets along."""
    shares = measures.level_shares
    best: dict[str, float] = {}
    for tongue in tongues(person):
        share = shares[tongue.level]
        if share > best.get(tongue.token, -1.0):
            best[tongue.token] = share
    return best


def best_common(mentor: Candidate, mentee: Candidate, measures: Measures) -> tuple[Tongue, Tongue] | None:
    """The languages in which they understand each other best, as each of them calls it."""
    theirs = list(tongues(mentee))
    meetings = [(ours, other) for ours in tongues(mentor) for other in theirs if ours.token == other.token]

    def worth(meeting: tuple[Tongue, Tongue]) -> tuple[float, bool, str, str]:
        ours, other = meeting
        share = min(measures.level_shares[ours.level], measures.level_shares[other.level])
        return (-share, ours.code != other.code, ours.code, other.code)

    return min(meetings, key=worth, default=None)
