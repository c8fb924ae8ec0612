"""Invented people for the matching: one at a time, or many at random."""

import random
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from mentorhub.choices import DayPart, Gender, GenderWish, Level, MenteeKind, Role, Topic, Weekday
from mentorhub.matching.candidate import Candidate, History

DISTRICTS = ("Beckum", "Neubeckum", "Vellern", "Roland")
MONDAY, TUESDAY, WEDNESDAY = ((day, DayPart.MORNING) for day in (Weekday.MON, Weekday.TUE, Weekday.WED))


def mentor(number: str = "P-0001", **details: Any) -> Candidate:
    """Somebody who fits everybody, unless the details say otherwise."""
    return replace(Candidate(number, Role.MENTOR, languages={"de": Level.NATIVE}), **details)


def mentee(number: str = "P-0101", **details: Any) -> Candidate:
    return replace(Candidate(number, Role.MENTEE, languages={"de": Level.B1}), **details)


def crowd(role: Role, how_many: int, seed: int, many_places: bool = True) -> list[Candidate]:
    """As mixed as a real list: gaps, wishes, several languages."""
    draw = random.Random(f"{role} {seed}")
    first = 1 if role is Role.MENTOR else 5001
    return [_somebody(draw, role, f"P-{first + place:04d}", many_places) for place in range(how_many)]


def _somebody(draw: random.Random, role: Role, number: str, many_places: bool) -> Candidate:
    languages = {
        code: draw.choice(list(Level))
        for code in draw.sample(["ar", "tr", "uk", "ku", "kmr", "fa"], draw.randint(0, 2))
    }
    if draw.random() < 0.7:
        levels = [Level.NATIVE] if role is Role.MENTOR else [Level.A1, Level.A2, Level.B1]
        languages["de"] = draw.choice(levels)
    more = [1, 1, 2, 3] if role is Role.MENTOR else [1, 1, 2]
    return Candidate(
        number=number,
        role=role,
        gender=draw.choice(list(Gender)),
        age=draw.choice([None, *range(18, 80)]),
        minor=draw.random() < 0.1,
        district=draw.choice([*DISTRICTS, ""]),
        reachable=frozenset(draw.sample(DISTRICTS, draw.choice([0, 0, 2]))),
        languages=languages,
        times=frozenset(
            (draw.choice(list(Weekday)), draw.choice(list(DayPart))) for _ in range(draw.choice([0, 3, 5, 8]))
        ),
        topics=frozenset(draw.sample(list(Topic), draw.choice([0, 2, 3, 6]))),
        interests={
            word: word for word in draw.sample(["kochen", "lesen", "fussball", "garten"], draw.choice([0, 1, 2]))
        },
        wish_gender=draw.choice([GenderWish.ANY] * 4 + list(GenderWish)),
        wish_age_from=draw.choice([None] * 4 + [30]),
        wish_age_to=draw.choice([None] * 4 + [60]),
        kind=draw.choice([MenteeKind.SINGLE] * 3 + [MenteeKind.FAMILY]),
        takes_families=draw.random() < 0.8,
        mediator_planned=draw.random() < 0.1,
        places=draw.choice(more) if many_places else 1,
        waiting_days=draw.randint(0, 400),
        running=draw.choice([0, 0, 0, 1]),
        good_earlier=draw.choice([0, 0, 1, 4]),
    )


@st.composite
def small_worlds(draw: st.DrawFn) -> tuple[list[Candidate], list[Candidate], History]:
    """Few enough people for every set of pairs to be tried; ties, families, full people and blocked pairs occur."""
    rank = st.integers(0, 2)
    spots = (MONDAY, TUESDAY)
    times = st.frozensets(st.sampled_from(spots))
    mentors = [
        mentor(
            f"P-{place:04d}",
            places=draw(rank),
            times=draw(times),
            good_earlier=draw(rank),
            district=draw(st.sampled_from(["Beckum", "Roland"])),
        )
        for place in range(draw(st.integers(0, 3)))
    ]
    mentees = [
        mentee(
            f"P-{100 + place:04d}",
            places=draw(rank),
            times=draw(times),
            running=draw(st.integers(0, 1)),
            waiting_days=draw(rank) * 60,
            district=draw(st.sampled_from(["Beckum", "Roland"])),
        )
        for place in range(draw(st.integers(0, 4)))
    ]
    pairs = [(ours.number, theirs.number) for ours in mentors for theirs in mentees]
    blocked = draw(st.frozensets(st.sampled_from(pairs), max_size=3)) if pairs else frozenset()
    return mentors, mentees, History(blocked=blocked)
