import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_candidates import MONDAY, TUESDAY, crowd, mentee, mentor, small_worlds

from mentorhub.choices import Role
from mentorhub.matching.alternatives import Alternative, Alternatives
from mentorhub.matching.assignment import LockedTooOften, best_pairs, has_somebody
from mentorhub.matching.candidate import Candidate, History, Pair
from mentorhub.matching.scoring import Scores, score

World = tuple[list[Candidate], list[Candidate], History]


def worth(scores: Scores, pairs: tuple[Pair, ...]) -> tuple[int, int, int]:
    helped = {theirs for _ours, theirs in pairs if not has_somebody(scores.mentees[scores.columns[theirs]])}
    return len(helped), len(pairs), sum(int(scores.points[scores.rows[a], scores.columns[b]]) for a, b in pairs)


def check_every_cost(scores: Scores, locked: frozenset[Pair], rejected: frozenset[Pair]) -> None:
    """Solving everything again with the pair locked finds nothing better, and nothing worse."""
    try:
        best = best_pairs(scores, locked, rejected)
    except LockedTooOften:
        return
    asked = Alternatives(scores, best, rejected)
    for number in scores.columns:
        for found in asked.of_mentee(number, 99):
            check_cost(scores, found, locked, rejected)
    for number in scores.rows:
        of_mentor = asked.of_mentor(number, 99)
        for found in of_mentor:
            check_cost(scores, found, locked, rejected)
        assert [found.points for found in of_mentor] == sorted((found.points for found in of_mentor), reverse=True)


def check_cost(scores: Scores, found: Alternative, locked: frozenset[Pair], rejected: frozenset[Pair]) -> None:
    pair = (found.mentor, found.mentee)
    best = best_pairs(scores, locked, rejected)
    again = best_pairs(scores, locked | {pair}, rejected)
    now = tuple((match.mentor, match.mentee) for match in again.pairs)
    before = frozenset((match.mentor, match.mentee) for match in best.pairs)
    assert found.undone <= before
    assert not found.made & before
    instead = tuple((before - found.undone) | found.made)
    assert pair in instead
    assert worth(scores, instead) == worth(scores, now)
    assert found.places == len(best.pairs) - len(again.pairs)
    assert found.lost == best.total - again.total
    assert set(found.alone) == {match.mentee for match in best.pairs} - {theirs for _ours, theirs in instead}
    if found.in_proposal:
        assert (found.alone, found.places, found.lost) == ((), 0, 0)


@given(small_worlds(), st.data())
@settings(max_examples=150, deadline=None)
def test_the_cost_is_that_of_solving_everything_again(world: World, data: st.DataObject) -> None:
    mentors, mentees, history = world
    pairs = [(ours.number, theirs.number) for ours in mentors for theirs in mentees]
    some = st.frozensets(st.sampled_from(pairs), max_size=2) if pairs else st.just(frozenset())
    locked, rejected = data.draw(some, label="locked"), data.draw(some, label="rejected")
    check_every_cost(score(mentors, mentees, history=history), locked, rejected - locked)


@pytest.mark.parametrize("seed", range(3))
def test_the_cost_is_exact_among_mixed_people(seed: int) -> None:
    scores = score(crowd(Role.MENTOR, 9, seed), crowd(Role.MENTEE, 14, seed))
    first = best_pairs(scores).pairs[0]
    check_every_cost(scores, frozenset(), frozenset())
    check_every_cost(scores, frozenset({(first.mentor, first.mentee)}), frozenset())


def test_choosing_the_only_mentor_of_somebody_else_names_who_stays_alone() -> None:
    only_monday = mentor("P-0001", times=frozenset({MONDAY}))
    flexible = mentor("P-0002", times=frozenset({MONDAY, TUESDAY}))
    monday = mentee("P-0101", times=frozenset({MONDAY}))
    tuesday = mentee("P-0102", times=frozenset({TUESDAY}))
    scores = score([only_monday, flexible], [monday, tuesday])
    found = {entry.mentor: entry for entry in Alternatives(scores, best_pairs(scores)).of_mentee("P-0101", 5)}
    assert found["P-0001"].in_proposal
    assert found["P-0002"].alone == ("P-0102",)
    assert found["P-0002"].places == 1


def test_who_has_no_possible_partner_has_no_alternatives() -> None:
    scores = score([mentor(times=frozenset({MONDAY}))], [mentee(times=frozenset({TUESDAY}))])
    asked = Alternatives(scores, best_pairs(scores))
    assert asked.of_mentee("P-0101", 3) == asked.of_mentor("P-0001", 3) == ()
