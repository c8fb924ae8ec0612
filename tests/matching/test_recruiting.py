from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_candidates import MONDAY, TUESDAY, WEDNESDAY, crowd, mentee, mentor

from mentorhub.choices import Gender, GenderWish, Level, MenteeKind, Role
from mentorhub.matching.assignment import best_pairs, has_somebody
from mentorhub.matching.candidate import Candidate
from mentorhub.matching.profile import Profile
from mentorhub.matching.recruiting import Recruit, recruits, what_helps
from mentorhub.matching.scoring import score


def newly_helped(mentors: list[Candidate], mentees: list[Candidate]) -> set[str]:
    best = best_pairs(score(mentors, mentees))
    free = {person.number for person in mentees if not has_somebody(person)}
    return {pair.mentee for pair in best.pairs} & free


def looked_for(mentors: list[Candidate], mentees: list[Candidate]) -> tuple[Recruit, ...]:
    scores = score(mentors, mentees)
    return recruits(scores, best_pairs(scores))


def check_every_claim(mentors: list[Candidate], mentees: list[Candidate]) -> None:
    """Find the mentor, and see whether so many more people are helped; whichever way the profile is fulfilled."""
    before = newly_helped(mentors, mentees)
    by_number = {person.number: person for person in mentees}
    named: list[str] = []
    for recruit in looked_for(mentors, mentees):
        assert recruit.fits
        assert not before & set(recruit.fits)
        for example in list(recruit.profile.examples("P-9999", places=len(recruit.fits)))[:6]:
            assert len(newly_helped([*mentors, example], mentees)) == len(before) + len(recruit.fits)
            one = replace(example, places=1)
            assert len(newly_helped([*mentors, one], mentees)) == len(before) + 1
            for number in recruit.fits:
                assert score([example], [by_number[number]]).allowed[0, 0]
        named += recruit.fits
    assert len(named) == len(set(named))


@pytest.mark.parametrize("seed", range(6))
def test_the_mentor_to_look_for_helps_as_many_people_as_promised(seed: int) -> None:
    check_every_claim(crowd(Role.MENTOR, 6, seed), crowd(Role.MENTEE, 30, seed))


@given(st.integers(0, 10_000), st.integers(0, 3), st.integers(0, 7))
@settings(max_examples=40, deadline=None)
def test_every_promise_holds_in_small_groups(seed: int, how_many: int, waiting: int) -> None:
    check_every_claim(crowd(Role.MENTOR, how_many, seed), crowd(Role.MENTEE, waiting, seed))


def test_the_largest_group_comes_first_and_the_longest_waiting_of_equals() -> None:
    dari, ukrainian = {"prs": Level.NATIVE}, {"uk": Level.NATIVE}
    waiting = [
        mentee("P-0101", languages=dari, times=frozenset({TUESDAY}), district="Neubeckum", waiting_days=5),
        mentee("P-0102", languages=dari, times=frozenset({TUESDAY, MONDAY}), district="Neubeckum"),
        mentee("P-0103", languages=ukrainian, waiting_days=3),
        mentee("P-0104", languages={"ti": Level.NATIVE}, waiting_days=90),
    ]
    first, second, third = looked_for([], waiting)
    assert first.fits == ("P-0101", "P-0102")
    assert first.text == (
        "Eine Patin oder ein Pate, die oder der Dari spricht, am Dienstag vormittags Zeit hat und sich in Neubeckum "
        "treffen kann: passte zu 2 wartenden Personen."
    )
    assert [second.fits, third.fits] == [("P-0104",), ("P-0103",)]


def test_a_profile_asks_for_nothing_that_nobody_needs() -> None:
    (recruit,) = looked_for([], [mentee(languages={}, times=frozenset(), district="")])
    assert recruit.profile == Profile()
    assert recruit.profile.text == "eine Patin oder ein Pate"


def test_a_wish_for_a_woman_makes_it_a_patin() -> None:
    wish = mentee("P-0101", wish_gender=GenderWish.FEMALE, wish_age_from=30, wish_age_to=60)
    (recruit,) = looked_for([], [wish, mentee("P-0102", wish_age_to=50, kind=MenteeKind.FAMILY)])
    assert recruit.profile.text == (
        "eine Patin zwischen 30 und 50 Jahren, die Deutsch spricht und auch Familien und Gruppen begleitet"
    )


def test_nobody_is_looked_for_when_nobody_waits_or_somebody_is_there_already() -> None:
    assert looked_for([mentor()], [mentee()]) == ()
    assert looked_for([], []) == ()
    assert looked_for([], [mentee(running=1), mentee("P-0102", proposed=1)]) == ()


@pytest.mark.parametrize("seed", range(3))
def test_what_helps_one_person_is_enough_and_nothing_of_it_is_too_much(seed: int) -> None:
    for person in crowd(Role.MENTEE, 40, seed):
        profile = what_helps(person, score([], []).ground)
        for example in profile.examples("P-9999"):
            assert score([example], [person]).allowed[0, 0], profile.text
            for lacking in without_one_thing(profile, example):
                assert not score([lacking], [person]).allowed[0, 0], profile.text


def without_one_thing(profile: Profile, example: Candidate) -> list[Candidate]:
    other = Gender.MALE if profile.gender is Gender.FEMALE else Gender.FEMALE
    lacking = []
    if profile.gender:
        lacking.append(replace(example, gender=other))
    if profile.age_from is not None:
        lacking.append(replace(example, age=profile.age_from - 1))
    if profile.age_to is not None:
        lacking.append(replace(example, age=profile.age_to + 1))
    if profile.languages:
        lacking.append(replace(example, languages={"mn": Level.NATIVE}))
    if profile.mediator:
        lacking.append(replace(example, mediator_planned=False, languages={"mn": Level.NATIVE}))
    if profile.districts:
        lacking.append(replace(example, district="Anderswo", reachable=frozenset({"Anderswo"})))
    if profile.families:
        lacking.append(replace(example, takes_families=False))
    return lacking


def test_who_speaks_too_little_of_everything_needs_a_mediator() -> None:
    profile = what_helps(mentee(languages={"de": Level.A1}), score([], []).ground)
    assert profile.text == "eine Patin oder ein Pate, die oder der mit Sprachmittlung begleitet"


def test_the_own_language_comes_before_a_little_german() -> None:
    person = mentee(languages={"de": Level.A2, "prs": Level.NATIVE}, times=frozenset({MONDAY, WEDNESDAY}))
    text = what_helps(person, score([], []).ground).text
    assert "die oder der Dari oder Deutsch spricht und am Montag vormittags oder am Mittwoch vormittags" in text
