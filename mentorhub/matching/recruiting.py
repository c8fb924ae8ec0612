"""Whom to look for: the mentors who would help the most people that still wait, and what would help each of them.

Every profile is true by construction: a mentor who fulfils it, and nothing more, is possible for everybody it names.
So with as many places as people named, exactly that many more people are helped: each is left over and can have a
place of the new mentor, and no new place can help more than one.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from mentorhub.choices import Level, MenteeKind, Role
from mentorhub.matching.assignment import Assignment, has_somebody
from mentorhub.matching.candidate import Candidate
from mentorhub.matching.ground import Ground
from mentorhub.matching.profile import Profile, Time
from mentorhub.matching.rules import RULES, places_of_mentee, wished_gender
from mentorhub.matching.scoring import Scores, score
from mentorhub.matching.vectors import BoolMatrix
from mentorhub.text import ngettext

_RULES = {rule.key: rule for rule in RULES}
_NOBODY = Candidate("", Role.MENTOR)
T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True)
class Recruit:
    """A mentor to look for, and the waiting people who would fit: by their numbers, the longest waiting first."""

    profile: Profile
    fits: tuple[str, ...]

    @property
    def text(self) -> str:
        """`Eine Patin, die Dari spricht: passte zu 3 Wartenden.`"""
        who = self.profile.text
        helps = ngettext("passte zu {n} wartenden Person", "passte zu {n} wartenden Personen", len(self.fits))
        return f"{who[0].upper()}{who[1:]}: {helps.format(n=len(self.fits))}."


def recruits(scores: Scores, assignment: Assignment, most: int = 5) -> tuple[Recruit, ...]:
    """Whom to look for first, then whom for those who still wait: nobody is named twice."""
    helped = {pair.mentee for pair in assignment.pairs}
    waiting = [
        mentee
        for mentee in scores.mentees
        if mentee.number not in helped and mentee.places > 0 and not has_somebody(mentee)
    ]
    found: list[Recruit] = []
    while waiting and len(found) < most:
        recruit = _best(waiting, scores.ground)
        if recruit is None:
            break
        found.append(recruit)
        waiting = [mentee for mentee in waiting if mentee.number not in recruit.fits]
    return tuple(found)


def what_helps(mentee: Candidate, ground: Ground) -> Profile:
    """The least a mentor would have to bring along for this one mentee."""
    codes = sorted(mentee.languages, key=lambda code: (-ground.measures.level_shares[mentee.languages[code]], code))
    asks = bool(mentee.languages) and not mentee.mediator_planned
    needed = (ground.measures.weaker_level, ground.measures.stronger_level)
    usable = tuple(
        code for code in codes if any(ground.measures.reaches(mentee.languages[code], level) for level in needed)
    )
    home = mentee.district
    return Profile(
        gender=wished_gender(mentee),
        age_from=mentee.wish_age_from,
        age_to=mentee.wish_age_to,
        languages=usable if asks else (),
        mediator=asks and not usable,
        times=tuple(sorted(mentee.times, key=_in_the_week)),
        districts=tuple(sorted(places_of_mentee(mentee), key=lambda name: (name != home, name))),
        families=mentee.kind is not MenteeKind.SINGLE,
    )


@dataclass(frozen=True)
class _Feature(Generic[T]):
    """One thing a mentor brings along: the possible values, and whom each of them serves."""

    values: tuple[T, ...]
    serves: BoolMatrix
    """One row a value, one column a mentee."""
    matters: NDArray[np.bool_]
    """For which mentees not any value would do."""

    def chosen(self, fits: NDArray[np.bool_]) -> tuple[T, ...]:
        """All values that serve everybody who fits; none if it matters to nobody."""
        if not (self.matters & fits).any():
            return ()
        return tuple(value for value, served in zip(self.values, self.serves, strict=True) if served[fits].all())


def _best(waiting: Sequence[Candidate], ground: Ground) -> Recruit | None:
    """The profile that fits the most people; of several, those who wait longest."""
    language = _feature(
        "language",
        waiting,
        sorted({code for mentee in waiting for code in mentee.languages}),
        _speaking,
        [bool(mentee.languages) and not mentee.mediator_planned for mentee in waiting],
        ground,
    )
    time = _feature(
        "times",
        waiting,
        sorted({time for mentee in waiting for time in mentee.times}, key=_in_the_week),
        lambda slot: replace(_NOBODY, times=frozenset({slot})),
        [bool(mentee.times) for mentee in waiting],
        ground,
    )
    district = _feature(
        "district",
        waiting,
        sorted({name for mentee in waiting for name in places_of_mentee(mentee)}),
        lambda name: replace(_NOBODY, district=name, reachable=frozenset({name})),
        [bool(places_of_mentee(mentee)) for mentee in waiting],
        ground,
    )
    gender = _feature(
        "mentee_gender",
        waiting,
        sorted({wish for mentee in waiting if (wish := wished_gender(mentee))}),
        lambda wished: replace(_NOBODY, gender=wished),
        [wished_gender(mentee) is not None for mentee in waiting],
        ground,
    )
    age = _feature(
        "mentee_age",
        waiting,
        sorted({age for mentee in waiting for age in (mentee.wish_age_from, mentee.wish_age_to) if age is not None}),
        lambda years: replace(_NOBODY, age=years),
        [mentee.wish_age_from is not None or mentee.wish_age_to is not None for mentee in waiting],
        ground,
    )
    fits = _largest_group(waiting, (language, gender, age), time, district)
    if not fits.any():
        return None
    group = [mentee for mentee, is_in in zip(waiting, fits.tolist(), strict=True) if is_in]
    genders = gender.chosen(fits)
    profile = Profile(
        gender=genders[0] if genders else None,
        age_from=max((mentee.wish_age_from for mentee in group if mentee.wish_age_from is not None), default=None),
        age_to=min((mentee.wish_age_to for mentee in group if mentee.wish_age_to is not None), default=None),
        languages=language.chosen(fits),
        times=time.chosen(fits),
        districts=district.chosen(fits),
        families=any(mentee.kind is not MenteeKind.SINGLE for mentee in group),
    )
    group = _really_possible(profile, group, ground)
    by_waiting = sorted(group, key=lambda mentee: (-mentee.waiting_days, mentee.number))
    return Recruit(profile, tuple(mentee.number for mentee in by_waiting)) if group else None


def _largest_group(
    waiting: Sequence[Candidate],
    outer: Sequence[_Feature[Any]],
    time: _Feature[Time],
    district: _Feature[str],
) -> NDArray[np.bool_]:
    """Try every combination of one value a feature; times with districts all at once."""
    days = np.array([max(mentee.waiting_days, 0) for mentee in waiting], dtype=np.float64)
    worth = (days.sum() + 1) + days  # one more person counts more than any waiting time
    best, best_worth = np.zeros(len(waiting), dtype=np.bool_), 0.0
    masks: list[NDArray[np.bool_]] = [np.ones(len(waiting), dtype=np.bool_)]
    for feature in outer:
        masks = [mask & served for mask in masks for served in _rows(feature)]
    by_time, by_district = np.array(_rows(time)), np.array(_rows(district))
    for mask in masks:
        found = (by_time * (worth * mask)) @ by_district.T
        if found.size and found.max() > best_worth:
            slot, place = np.unravel_index(int(found.argmax()), found.shape)
            best, best_worth = mask & by_time[slot] & by_district[place], float(found.max())
    return best


def _rows(feature: _Feature[Any]) -> list[NDArray[np.bool_]]:
    """Whom each value serves; where there are no values, those to whom it does not matter."""
    return list(feature.serves) if feature.values else [~feature.matters]


def _feature(
    rule: str,
    waiting: Sequence[Candidate],
    values: Sequence[T],
    somebody: Callable[[T], Candidate],
    matters: Iterable[bool],
    ground: Ground,
) -> _Feature[T]:
    serves = _serving(rule, waiting, values, somebody, ground)
    return _Feature(tuple(values), serves, np.fromiter(matters, dtype=np.bool_, count=len(waiting)))


def _serving(
    rule: str,
    waiting: Sequence[Candidate],
    values: Sequence[T],
    somebody: Callable[[T], Candidate],
    ground: Ground,
) -> BoolMatrix:
    """The rule itself says whom a mentor with this value could help."""
    return ~_RULES[rule].broken([somebody(value) for value in values], waiting, ground)


def _really_possible(profile: Profile, group: list[Candidate], ground: Ground) -> list[Candidate]:
    """Every rule is asked about every way to fulfil the profile, also those that no profile knows of."""
    scores = score(profile.examples(""), group, measures=ground.measures)
    return [mentee for column, mentee in enumerate(scores.mentees) if scores.allowed[:, column].all()]


def _speaking(code: str) -> Candidate:
    return replace(_NOBODY, languages={code: Level.NATIVE})


def _in_the_week(time: Time) -> tuple[int, int]:
    day, part = time
    return list(type(day)).index(day), list(type(part)).index(part)
