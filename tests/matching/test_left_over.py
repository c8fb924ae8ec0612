from dataclasses import replace

import pytest
from hypothesis import given, settings
from invented_candidates import MONDAY, TUESDAY, crowd, mentee, mentor, small_worlds

from mentorhub.choices import Gender, GenderWish, Level, Role
from mentorhub.matching.assignment import best_pairs
from mentorhub.matching.candidate import Candidate, History, Pair
from mentorhub.matching.left_over import LeftOver, left_over
from mentorhub.matching.scoring import score

World = tuple[list[Candidate], list[Candidate], History]


def lifted(rules: set[str], pair: Pair, ours: Candidate, theirs: Candidate, history: History) -> bool:
    """Whether the pair is possible once these rules, and no others, no longer stand between the two."""
    if "capacity" in rules:
        ours, theirs = replace(ours, places=ours.places + 1), replace(theirs, places=theirs.places + 1)
    if "mentor_gender" in rules:
        ours = replace(ours, wish_gender=GenderWish.ANY)
    if "mentee_gender" in rules:
        theirs = replace(theirs, wish_gender=GenderWish.ANY)
    if "mentor_age" in rules:
        ours = replace(ours, wish_age_from=None, wish_age_to=None)
    if "mentee_age" in rules:
        theirs = replace(theirs, wish_age_from=None, wish_age_to=None)
    if "language" in rules:
        theirs = replace(theirs, mediator_planned=True)
    if "times" in rules:
        theirs = replace(theirs, times=theirs.times | ours.times)
    if "district" in rules:
        ours = replace(ours, reachable=frozenset())
    if "family" in rules:
        ours = replace(ours, takes_families=True)
    if "never_together" in rules:
        history = replace(history, blocked=history.blocked - {pair})
    if "ended" in rules:
        history = replace(history, ended=history.ended - {pair})
    if "running" in rules:
        history = replace(history, running=history.running - {pair})
    return bool(score([ours], [theirs], history=history).allowed[0, 0])


def check_every_reason(mentors: list[Candidate], mentees: list[Candidate], history: History) -> list[LeftOver]:
    scores = score(mentors, mentees, history=history)
    best = best_pairs(scores)
    people = {(person.role, person.number): person for person in (*mentors, *mentees)}
    used = [number for pair in best.pairs for number in (pair.mentor, pair.mentee)]
    explained = left_over(scores, best)
    assert {person.number for person in explained} | set(used) == {number for _role, number in people}
    for person in explained:
        rules = {reason.rule for reason in person.reasons}
        if person.nearest is None:
            assert rules == {"nobody"}
            continue
        is_mentor = person.role is Role.MENTOR
        pair = (person.number, person.nearest) if is_mentor else (person.nearest, person.number)
        ours, theirs = people[Role.MENTOR, pair[0]], people[Role.MENTEE, pair[1]]
        assert lifted(rules, pair, ours, theirs, history)
        for rule in rules - {"capacity"}:
            assert not lifted(rules - {rule}, pair, ours, theirs, history), "a rule that does not stand between them"
        if person.possible:
            assert rules == {"capacity"}
            partner = people[Role.MENTEE if is_mentor else Role.MENTOR, person.nearest]
            assert used.count(person.nearest) == partner.places, "said to be taken, but free"
        assert all(reason.text in person.text for reason in person.reasons)
    return list(explained)


@given(small_worlds())
@settings(max_examples=150, deadline=None)
def test_lifting_the_named_rules_makes_the_nearest_pair_possible(world: World) -> None:
    check_every_reason(*world)


@pytest.mark.parametrize("seed", range(4))
def test_the_reasons_hold_in_a_mixed_crowd(seed: int) -> None:
    mentors, mentees = crowd(Role.MENTOR, 20, seed), crowd(Role.MENTEE, 45, seed)
    pairs = [(ours.number, theirs.number) for ours in mentors for theirs in mentees]
    history = History(frozenset(pairs[::17]), frozenset(pairs[::19]), frozenset(pairs[::23]))
    assert check_every_reason(mentors, mentees, history)


def test_the_nearest_miss_breaks_the_fewest_rules() -> None:
    waiting = mentee(languages={"uk": Level.NATIVE}, wish_gender=GenderWish.FEMALE)
    far_off = mentor("P-0001", gender=Gender.MALE)
    close = mentor("P-0002", gender=Gender.FEMALE)
    scores = score([far_off, close], [waiting])
    person = left_over(scores, best_pairs(scores))[0]
    assert person.nearest == "P-0002"
    assert [reason.rule for reason in person.reasons] == ["language"]
    assert "Deutsch (Muttersprache)" in person.text
    assert "Ukrainisch" in person.text


def test_of_two_equal_misses_the_one_with_more_points_is_nearest() -> None:
    waiting = mentee(times=frozenset({MONDAY}), district="Vellern")
    mentors = [
        mentor("P-0001", times=frozenset({TUESDAY})),
        mentor("P-0002", times=frozenset({TUESDAY}), district="Vellern"),
    ]
    scores = score(mentors, [waiting])
    assert left_over(scores, best_pairs(scores))[0].nearest == "P-0002"


def test_who_fits_but_finds_all_places_taken_is_told_so() -> None:
    scores = score([mentor()], [mentee("P-0101", waiting_days=200), mentee("P-0102")])
    person = left_over(scores, best_pairs(scores))[0]
    assert (person.number, person.nearest, person.possible) == ("P-0102", "P-0001", 1)
    assert [reason.rule for reason in person.reasons] == ["capacity"]
    assert person.text.endswith("Am besten passte P-0001.")


def test_a_rejected_pair_is_named_as_the_reason() -> None:
    scores = score([mentor()], [mentee()])
    rejected = [("P-0001", "P-0101")]
    people = left_over(scores, best_pairs(scores, rejected=rejected), rejected)
    assert [[reason.rule for reason in person.reasons] for person in people] == [["rejected"], ["rejected"]]
    assert "abgelehnt" in people[0].text


def test_without_anybody_on_the_other_side_there_is_nobody_near() -> None:
    scores = score([], [mentee()])
    person = left_over(scores, best_pairs(scores))[0]
    assert person.nearest is None
    assert [reason.rule for reason in person.reasons] == ["nobody"]


def test_somebody_with_a_pair_is_not_left_over() -> None:
    scores = score([mentor(places=3)], [mentee()])
    assert left_over(scores, best_pairs(scores)) == ()
