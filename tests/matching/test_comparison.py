from hypothesis import given, settings
from hypothesis import strategies as st
from invented_candidates import MONDAY, TUESDAY, crowd, mentee, mentor, small_worlds

from mentorhub.choices import Role, Topic
from mentorhub.matching.assignment import LockedTooOften, best_pairs
from mentorhub.matching.candidate import Candidate, History
from mentorhub.matching.comparison import Comparison, Outcome, compare
from mentorhub.matching.scoring import score

World = tuple[list[Candidate], list[Candidate], History]


def compared(mentors: list[Candidate], mentees: list[Candidate]) -> Comparison:
    scores = score(mentors, mentees)
    return compare(scores, best_pairs(scores))


@given(small_worlds(), st.data())
@settings(max_examples=150, deadline=None)
def test_neither_greedy_nor_first_come_is_ever_better(world: World, data: st.DataObject) -> None:
    mentors, mentees, history = world
    scores = score(mentors, mentees, history=history)
    pairs = [(ours.number, theirs.number) for ours in mentors for theirs in mentees]
    some = st.frozensets(st.sampled_from(pairs), max_size=2) if pairs else st.just(frozenset())
    locked, rejected = data.draw(some, label="locked"), data.draw(some, label="rejected")
    try:
        best = best_pairs(scores, locked, rejected)
    except LockedTooOften:
        return
    result = compare(scores, best, locked, rejected)
    assert result.ours >= result.greedy
    assert result.ours >= result.first_come


@given(st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_nor_among_mixed_people(seed: int) -> None:
    result = compared(crowd(Role.MENTOR, 12, seed), crowd(Role.MENTEE, 15, seed))
    assert result.ours >= max(result.greedy, result.first_come)


def test_the_gain_is_counted_for_these_very_people() -> None:
    """Whoever chooses first takes the only mentor that the other could have had."""
    only_monday = mentor("P-0001", times=frozenset({MONDAY}))
    flexible = mentor("P-0002", times=frozenset({MONDAY, TUESDAY}), district="Beckum", good_earlier=3)
    waits_long = mentee("P-0101", times=frozenset({MONDAY}), district="Beckum", waiting_days=400)
    only_tuesday = mentee("P-0102", times=frozenset({TUESDAY}), district="Roland")
    result = compared([only_monday, flexible], [waits_long, only_tuesday])
    assert (result.ours.helped, result.greedy.helped, result.first_come.helped) == (2, 1, 1)
    assert result.text == (
        "Der Vorschlag hilft 2 Personen. Immer das beste Paar zuerst: 1; wer am längsten wartet zuerst: 1."
    )


def test_where_nothing_is_gained_it_says_so() -> None:
    result = compared([mentor()], [mentee()])
    assert result.ours == result.greedy == result.first_come == Outcome(1, 1, result.ours.points)
    assert result.text.startswith("Der Vorschlag hilft 1 Person. ")


def test_with_as_many_people_helped_the_better_fit_is_told() -> None:
    """The best pair first leaves the other two with nothing in common."""
    offers_both = mentor("P-0001", topics=frozenset({Topic.GERMAN, Topic.SPORT}), district="Beckum")
    offers_german = mentor("P-0002", topics=frozenset({Topic.GERMAN}), district="Roland")
    german = mentee("P-0101", topics=frozenset({Topic.GERMAN}), district="Beckum")
    sport = mentee("P-0102", topics=frozenset({Topic.SPORT}), district="Vellern")
    result = compared([offers_both, offers_german], [german, sport])
    assert result.ours.helped == result.greedy.helped == 2
    assert result.ours.points - result.greedy.points == 10
    assert result.text.endswith("die Paare passen zusammen um 10 Punkte besser.")


def test_with_nobody_there_is_nothing_to_compare() -> None:
    assert compared([], []).ours == Outcome(0, 0, 0)
