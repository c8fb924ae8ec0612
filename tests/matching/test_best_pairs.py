import random
from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_candidates import MONDAY, TUESDAY, crowd, mentee, mentor, small_worlds

from mentorhub.choices import Role
from mentorhub.matching.assignment import Assignment, LockedTooOften, best_pairs
from mentorhub.matching.candidate import Candidate, History, Pair
from mentorhub.matching.scoring import Scores, score

World = tuple[list[Candidate], list[Candidate], History]
Worth = tuple[int, int, int]


def worth(scores: Scores, pairs: frozenset[Pair]) -> Worth:
    """People newly helped, places filled, points."""
    helped = {mentee for _mentor, mentee in pairs if not scores.mentees[scores.columns[mentee]].running}
    points = sum(int(scores.points[scores.rows[ours], scores.columns[theirs]]) for ours, theirs in pairs)
    return len(helped), len(pairs), points


def keeps_places(scores: Scores, pairs: frozenset[Pair]) -> bool:
    used = Counter(number for pair in pairs for number in pair)
    return all(used[person.number] <= person.places for person in (*scores.mentors, *scores.mentees))


def tried_one_by_one(scores: Scores, locked: frozenset[Pair], rejected: frozenset[Pair]) -> Worth:
    """The best of all sets of pairs there are."""
    free = [
        (scores.mentors[i].number, scores.mentees[j].number)
        for i, j in np.argwhere(scores.allowed).tolist()
        if (scores.mentors[i].number, scores.mentees[j].number) not in locked | rejected
    ]
    sets = (locked | set(chosen) for n in range(len(free) + 1) for chosen in combinations(free, n))
    return max(worth(scores, pairs) for pairs in sets if keeps_places(scores, pairs))


def numbers(assignment: Assignment) -> frozenset[Pair]:
    return frozenset((pair.mentor, pair.mentee) for pair in assignment.pairs)


@given(small_worlds(), st.data())
@settings(max_examples=150, deadline=None)
def test_no_other_set_of_pairs_is_better(world: World, data: st.DataObject) -> None:
    mentors, mentees, history = world
    scores = score(mentors, mentees, history=history)
    pairs = [(ours.number, theirs.number) for ours in mentors for theirs in mentees]
    some = st.frozensets(st.sampled_from(pairs), max_size=2) if pairs else st.just(frozenset())
    rejected = data.draw(some, label="rejected")
    locked = data.draw(some, label="locked")
    if not keeps_places(scores, locked):
        with pytest.raises(LockedTooOften):
            best_pairs(scores, locked, rejected)
        return
    best = best_pairs(scores, locked, rejected)
    assert locked <= numbers(best)
    assert not (numbers(best) - locked) & rejected
    assert keeps_places(scores, numbers(best))
    assert len(best.pairs) == len(numbers(best))
    assert all(scores.allowed[scores.rows[a], scores.columns[b]] for a, b in numbers(best) - locked)
    assert worth(scores, numbers(best)) == tried_one_by_one(scores, locked, rejected)


@pytest.mark.parametrize("seed", range(6))
def test_an_independent_solver_finds_nothing_better(seed: int) -> None:
    """Integer programming over the pairs themselves, one wish after the other."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array, hstack

    scores = score(crowd(Role.MENTOR, 18, seed), crowd(Role.MENTEE, 30, seed))
    edges = np.argwhere(scores.allowed)
    n, m, k = len(scores.mentors), len(scores.mentees), len(edges)
    by_mentor = csr_array((np.ones(k), (edges[:, 0], np.arange(k))), shape=(n, k + m))
    by_mentee = csr_array((np.ones(k), (edges[:, 1], np.arange(k))), shape=(m, k))
    helped_only_by_pairs = hstack([-by_mentee, csr_array(np.eye(m))])
    limits = [
        LinearConstraint(by_mentor, ub=[mentor.places for mentor in scores.mentors]),
        LinearConstraint(hstack([by_mentee, csr_array((m, m))]), ub=[mentee.places for mentee in scores.mentees]),
        LinearConstraint(helped_only_by_pairs, ub=0),
    ]
    helped = np.concatenate([np.zeros(k), [not mentee.running for mentee in scores.mentees]])
    places = np.concatenate([np.ones(k), np.zeros(m)])
    points = np.concatenate([scores.points[tuple(edges.T)], np.zeros(m)])
    found = []
    for wish in (helped, places, points):
        solved = milp(
            -wish,
            constraints=limits,
            integrality=np.ones(k + m, dtype=np.int64),
            bounds=Bounds(0, 1),
            options={"mip_rel_gap": 0},
        )
        assert solved.fun is not None
        found.append(round(-solved.fun))
        limits.append(LinearConstraint(wish, lb=found[-1]))
    assert worth(scores, numbers(best_pairs(scores))) == tuple(found)


def test_helping_one_more_person_comes_before_any_number_of_points() -> None:
    """The better pair would leave the other mentee with nobody."""
    only_monday = mentor("P-0001", times=frozenset({MONDAY}))
    flexible = mentor("P-0002", times=frozenset({MONDAY, TUESDAY}), district="Beckum", good_earlier=3)
    waits_long = mentee("P-0101", times=frozenset({MONDAY}), district="Beckum", waiting_days=400)
    only_tuesday = mentee("P-0102", times=frozenset({TUESDAY}), district="Roland")
    best = best_pairs(score([only_monday, flexible], [waits_long, only_tuesday]))
    assert numbers(best) == {("P-0001", "P-0101"), ("P-0002", "P-0102")}


def test_a_family_that_needs_two_gets_two_different_mentors() -> None:
    family = mentee("P-0101", places=2)
    alone = best_pairs(score([mentor("P-0001", places=2)], [family]))
    assert numbers(alone) == {("P-0001", "P-0101")}
    assert [(half.mentee, half.filled, half.wanted) for half in alone.half_filled] == [("P-0101", 1, 2)]
    both = best_pairs(score([mentor("P-0001", places=2), mentor("P-0002")], [family]))
    assert numbers(both) == {("P-0001", "P-0101"), ("P-0002", "P-0101")}
    assert both.half_filled == ()


def test_a_first_mentor_for_somebody_comes_before_a_second_for_a_family() -> None:
    family = mentee("P-0101", places=2, district="Beckum", waiting_days=400)
    newcomer = mentee("P-0102", district="Roland")
    mentors = [mentor("P-0001", district="Beckum"), mentor("P-0002", district="Beckum")]
    assert best_pairs(score(mentors, [family, newcomer])).helped == 2


def test_who_is_accompanied_already_waits_behind_who_has_nobody() -> None:
    half_helped = mentee("P-0101", running=1, district="Beckum", waiting_days=400)
    newcomer = mentee("P-0102", district="Roland")
    best = best_pairs(score([mentor(district="Beckum")], [half_helped, newcomer]))
    assert numbers(best) == {("P-0001", "P-0102")}


def test_a_locked_pair_stays_even_against_a_rule() -> None:
    apart = History(blocked=frozenset({("P-0001", "P-0101")}))
    scores = score([mentor("P-0001")], [mentee("P-0101"), mentee("P-0102")], history=apart)
    best = best_pairs(scores, locked=[("P-0001", "P-0101")])
    assert [(pair.mentor, pair.mentee, pair.locked) for pair in best.pairs] == [("P-0001", "P-0101", True)]


def test_more_locked_pairs_than_places_are_refused_in_a_sentence() -> None:
    scores = score([mentor("P-0001")], [mentee("P-0101"), mentee("P-0102")])
    with pytest.raises(LockedTooOften, match="P-0001 ist öfter fest eingeplant"):
        best_pairs(scores, locked=[("P-0001", "P-0101"), ("P-0001", "P-0102")])


def test_a_lock_or_rejection_of_somebody_who_left_is_forgotten() -> None:
    scores = score([mentor("P-0001")], [mentee("P-0101")])
    best = best_pairs(scores, locked=[("P-0001", "P-0999")], rejected=[("P-0999", "P-0101")])
    assert numbers(best) == {("P-0001", "P-0101")}


def test_the_order_of_the_lists_does_not_matter_even_if_all_are_alike() -> None:
    mentors = [mentor(f"P-{place:04d}") for place in range(12)]
    mentees = [mentee(f"P-{place:04d}") for place in range(100, 115)]
    best = best_pairs(score(mentors, mentees))
    for seed in range(5):
        random.Random(seed).shuffle(mentors)
        random.Random(seed + 50).shuffle(mentees)
        assert best_pairs(score(mentors, mentees)) == best


def test_locking_a_proposed_pair_or_rejecting_another_leaves_the_rest_alone() -> None:
    scores = score(crowd(Role.MENTOR, 40, 7), crowd(Role.MENTEE, 60, 7))
    best = best_pairs(scores)
    chosen = numbers(best)
    for pair in sorted(chosen)[::4]:
        assert numbers(best_pairs(scores, locked=[pair])) == chosen
    others = [(ours.number, theirs.number) for ours in scores.mentors for theirs in scores.mentees]
    assert numbers(best_pairs(scores, rejected=[pair for pair in others if pair not in chosen][::3])) == chosen


def test_the_scores_of_the_pairs_add_up_to_the_total() -> None:
    scores = score(crowd(Role.MENTOR, 30, 8), crowd(Role.MENTEE, 40, 8))
    best = best_pairs(scores)
    assert best.total == sum(pair.points for pair in best.pairs) > 0
    for pair in best.pairs:
        reasons = scores.reasons(scores.rows[pair.mentor], scores.columns[pair.mentee])
        assert sum(reason.points for reason in reasons) == pair.points


@pytest.mark.parametrize("seed", range(4))
def test_many_families_and_many_places_stay_exact(seed: int) -> None:
    """Everybody has several places, so one mentor could double in every family."""
    mentors = [mentor(f"P-{n:04d}", places=3, good_earlier=n % 4, district="Beckum") for n in range(20)]
    draw = random.Random(seed)
    mentees = [mentee(f"P-{n:04d}", places=2, waiting_days=draw.randint(0, 200)) for n in range(100, 140)]
    scores = score(mentors, mentees)
    best = best_pairs(scores)
    assert len(best.pairs) == 60
    assert best.helped == 40
    assert max(Counter(numbers(best)).values()) == 1
    assert len(numbers(best)) == 60


def test_nobody_to_pair_gives_no_pairs() -> None:
    assert best_pairs(score([], [mentee()])).pairs == ()
    assert best_pairs(score([mentor(places=0)], [mentee()])).pairs == ()
