from dataclasses import replace

import pytest
from invented_candidates import MONDAY, TUESDAY, crowd, mentee, mentor

from mentorhub.choices import Gender, GenderWish, Level, MenteeKind, Role
from mentorhub.matching.candidate import Candidate, History
from mentorhub.matching.measures import Measures, shipped
from mentorhub.matching.rules import RULES
from mentorhub.matching.scoring import score

BOTH = frozenset({("P-0001", "P-0101")})


def broken(
    ours: Candidate, theirs: Candidate, history: History | None = None, measures: Measures | None = None
) -> list[str]:
    scores = score([ours], [theirs], history=history, measures=measures)
    return [obstacle.rule for obstacle in scores.obstacles(0, 0)]


def test_two_people_of_whom_nothing_is_known_may_be_paired() -> None:
    assert broken(Candidate("P-0001", Role.MENTOR), Candidate("P-0101", Role.MENTEE)) == []


def test_nobody_becomes_their_own_mentor() -> None:
    assert broken(mentor("P-0007"), mentee("P-0007")) == ["same_person"]


def test_never_together_is_kept() -> None:
    assert broken(mentor(), mentee(), History(blocked=BOTH)) == ["never_together"]


def test_a_running_pairing_is_not_proposed_again() -> None:
    assert broken(mentor(places=2), mentee(places=1), History(running=BOTH)) == ["running"]


def test_an_ended_pairing_comes_back_only_if_the_setting_says_so() -> None:
    always, if_good = (replace(shipped(), ended_pairs_again=choice) for choice in ("always", "good"))
    ended, ended_well = History(ended=BOTH), History(ended=BOTH, ended_well=BOTH)
    assert broken(mentor(), mentee(), ended_well) == ["ended"]
    assert broken(mentor(), mentee(), ended_well, if_good) == []
    assert broken(mentor(), mentee(), ended, if_good) == ["ended"]
    assert broken(mentor(), mentee(), ended, always) == []


def test_people_without_a_free_place_are_left_out() -> None:
    assert broken(mentor(places=0), mentee()) == ["capacity"]
    assert broken(mentor(), mentee(places=0)) == ["capacity"]


@pytest.mark.parametrize("gender", [Gender.MALE, Gender.DIVERSE, Gender.UNKNOWN])
def test_a_gender_wish_binds_on_either_side(gender: Gender) -> None:
    assert broken(mentor(gender=gender), mentee(wish_gender=GenderWish.FEMALE)) == ["mentee_gender"]
    assert broken(mentor(wish_gender=GenderWish.FEMALE), mentee(gender=gender)) == ["mentor_gender"]


def test_a_met_gender_wish_excludes_nobody() -> None:
    assert broken(mentor(gender=Gender.MALE), mentee(wish_gender=GenderWish.MALE)) == []
    assert broken(mentor(gender=Gender.MALE), mentee(wish_gender=GenderWish.ANY)) == []


def test_an_age_wish_binds_on_either_side_and_includes_its_limits() -> None:
    assert broken(mentor(age=29), mentee(wish_age_from=30)) == ["mentee_age"]
    assert broken(mentor(age=30), mentee(wish_age_from=30, wish_age_to=30)) == []
    assert broken(mentor(wish_age_to=60), mentee(age=61)) == ["mentor_age"]


def test_an_unknown_age_excludes_nobody_but_a_minor_is_no_adult() -> None:
    assert broken(mentor(wish_age_from=30), mentee()) == []
    assert broken(mentor(wish_age_from=18), mentee(minor=True)) == ["mentor_age"]


@pytest.mark.parametrize(
    ("ours", "theirs", "usable"),
    [
        (Level.NATIVE, Level.A2, True),
        (Level.NATIVE, Level.A1, False),
        (Level.A2, Level.B1, True),
        (Level.A2, Level.A2, False),
        (Level.UNKNOWN, Level.A2, True),
        (Level.UNKNOWN, Level.UNKNOWN, True),
        (Level.UNKNOWN, Level.A1, False),
    ],
)
def test_a_common_language_must_carry_a_conversation(ours: Level, theirs: Level, usable: bool) -> None:
    rules = broken(mentor(languages={"de": ours}), mentee(languages={"de": theirs}))
    assert rules == ([] if usable else ["language"])


def test_a_planned_mediator_or_missing_languages_exclude_nobody() -> None:
    ukrainian = {"uk": Level.NATIVE}
    assert broken(mentor(), mentee(languages=ukrainian)) == ["language"]
    assert broken(mentor(), mentee(languages=ukrainian, mediator_planned=True)) == []
    assert broken(mentor(), mentee(languages={})) == []


def test_a_vague_kurdish_may_be_kurmandschi_but_sorani_is_not() -> None:
    def speak(ours: str, theirs: str) -> list[str]:
        return broken(mentor(languages={ours: Level.NATIVE}), mentee(languages={theirs: Level.NATIVE}))

    assert speak("ku", "kmr") == []
    assert speak("ckb", "ku") == []
    assert speak("kmr", "ckb") == ["language"]


def test_two_people_need_a_common_time_if_both_named_some() -> None:
    assert broken(mentor(times=frozenset({MONDAY})), mentee(times=frozenset({TUESDAY}))) == ["times"]
    assert broken(mentor(times=frozenset({MONDAY})), mentee(times=frozenset({MONDAY, TUESDAY}))) == []
    assert broken(mentor(times=frozenset()), mentee(times=frozenset({TUESDAY}))) == []


def test_a_mentor_who_names_districts_goes_to_no_other() -> None:
    near = mentor(district="Beckum", reachable=frozenset({"Vellern"}))
    assert broken(near, mentee(district="Neubeckum")) == ["district"]
    assert broken(near, mentee(district="Vellern")) == []
    assert broken(near, mentee(district="Beckum")) == []
    assert broken(near, mentee(district="")) == []
    assert broken(mentor(district="Beckum"), mentee(district="Neubeckum")) == []


def test_a_mentee_who_can_travel_meets_the_mentor_there() -> None:
    near = mentor(district="Beckum", reachable=frozenset({"Beckum"}))
    assert broken(near, mentee(district="Roland", reachable=frozenset({"Beckum"}))) == []


def test_whoever_takes_no_families_gets_none() -> None:
    single = mentor(takes_families=False)
    assert broken(single, mentee(kind=MenteeKind.FAMILY)) == ["family"]
    assert broken(single, mentee(kind=MenteeKind.GROUP)) == ["family"]
    assert broken(single, mentee(kind=MenteeKind.SINGLE)) == []
    assert broken(mentor(), mentee(kind=MenteeKind.FAMILY)) == []


def test_every_rule_says_the_same_for_lists_and_for_two_people_and_gives_a_sentence() -> None:
    mentors, mentees = crowd(Role.MENTOR, 25, 1), crowd(Role.MENTEE, 30, 1)
    pairs = [(mentor.number, mentee.number) for mentor in mentors for mentee in mentees]
    history = History(frozenset(pairs[::7]), frozenset(pairs[::11]), frozenset(pairs[::13]))
    scores = score([*mentors, mentees[0]], mentees, history=history)
    seen = set()
    for i, ours in enumerate(scores.mentors):
        for j, theirs in enumerate(scores.mentees):
            obstacles = scores.obstacles(i, j)
            assert obstacles == score([ours], [theirs], history=history).obstacles(0, 0)
            assert bool(obstacles) != scores.allowed[i, j]
            assert all(obstacle.text.endswith(".") and "{" not in obstacle.text for obstacle in obstacles)
            seen |= {obstacle.rule for obstacle in obstacles}
    assert seen >= {rule.key for rule in RULES} - {"capacity"}
