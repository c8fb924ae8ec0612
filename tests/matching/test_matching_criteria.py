from dataclasses import replace

import numpy as np
import pytest
from invented_candidates import MONDAY, TUESDAY, WEDNESDAY, crowd, mentee, mentor

from mentorhub.choices import Level, Role, Topic
from mentorhub.matching.candidate import Candidate, History
from mentorhub.matching.criteria import CRITERIA
from mentorhub.matching.ground import Ground
from mentorhub.matching.interests import interests
from mentorhub.matching.measures import Measures, UnusableWeights, entries, shipped
from mentorhub.matching.reasons import Reason
from mentorhub.matching.scoring import score

NEAR = {"Beckum": frozenset({"Roland"}), "Roland": frozenset({"Beckum"})}


def reason(
    criterion: str,
    ours: Candidate,
    theirs: Candidate,
    measures: Measures | None = None,
    history: History | None = None,
) -> Reason:
    """What one criterion gives if it can give 100 points."""
    reasons = score([ours], [theirs], {criterion: 100}, history, measures).reasons(0, 0)
    return next(reason for reason in reasons if reason.criterion == criterion)


@pytest.mark.parametrize(
    ("ours", "theirs", "points"),
    [
        ({"de": Level.NATIVE}, {"de": Level.NATIVE}, 100),
        ({"de": Level.NATIVE}, {"de": Level.A2}, 30),
        ({"de": Level.NATIVE, "ar": Level.B2}, {"de": Level.A2, "ar": Level.NATIVE}, 80),
        ({"de": Level.NATIVE}, {"de": Level.UNKNOWN}, 50),
        ({"de": Level.NATIVE}, {"uk": Level.NATIVE}, 0),
        ({"de": Level.NATIVE}, {}, 50),
        ({"ku": Level.B1}, {"kmr": Level.NATIVE}, 60),
    ],
)
def test_the_better_two_people_understand_each_other_the_more_it_counts(
    ours: dict[str, Level], theirs: dict[str, Level], points: int
) -> None:
    assert reason("language", mentor(languages=ours), mentee(languages=theirs)).points == points


def test_the_language_reason_names_the_best_common_language() -> None:
    ours, theirs = {"de": Level.NATIVE, "prs": Level.B2}, {"de": Level.A1, "prs": Level.NATIVE}
    text = reason("language", mentor(languages=ours), mentee(languages=theirs)).text
    assert text == "Patin/Pate: Dari (B2); Mentee: Dari (Muttersprache)"


def test_a_mediator_helps_those_without_a_language() -> None:
    given = reason("language", mentor(), mentee(languages={"uk": Level.NATIVE}, mediator_planned=True))
    assert given.points == 30
    assert "Sprachmittlung" in given.text


def test_what_matters_most_to_a_mentee_counts_twice_and_is_said() -> None:
    wanted = mentee(topics=frozenset({Topic.GERMAN, Topic.FORMS}), first_topics=frozenset({Topic.FORMS}))
    forms, german = mentor(topics=frozenset({Topic.FORMS})), mentor(topics=frozenset({Topic.GERMAN}))
    assert reason("topics", forms, wanted).points == 67
    assert reason("topics", german, wanted).points == 33
    assert Topic.FORMS.label in reason("topics", forms, wanted).text.rpartition("vom Wichtigsten: ")[2]
    assert reason("topics", german, wanted).text.endswith("vom Wichtigsten: keines")
    once = replace(shipped(), first_topic_times=1)
    assert reason("topics", forms, wanted, once).points == 50


def test_topics_count_by_the_part_of_the_wishes_that_is_met() -> None:
    wanted = mentee(topics=frozenset({Topic.GERMAN, Topic.FORMS, Topic.FLAT, Topic.SPORT}))
    given = reason("topics", mentor(topics=frozenset({Topic.GERMAN, Topic.FLAT, Topic.MONEY})), wanted)
    assert given.points == 50
    assert "2 von 4" in given.text
    assert "Wohnungssuche" in given.text
    assert reason("topics", mentor(), wanted).points == 50
    assert reason("topics", mentor(topics=frozenset({Topic.GERMAN})), mentee()).points == 50


def test_two_common_times_are_enough() -> None:
    free = mentor(times=frozenset({MONDAY, TUESDAY, WEDNESDAY}))
    assert reason("times", free, mentee(times=frozenset({MONDAY}))).points == 50
    assert reason("times", free, mentee(times=frozenset({MONDAY, TUESDAY}))).points == 100
    assert reason("times", free, mentee(times=frozenset({MONDAY, TUESDAY, WEDNESDAY}))).points == 100
    assert reason("times", free, mentee(times=frozenset({MONDAY}))).text == "Beide haben Zeit: Mo vormittags"


def test_missing_times_count_half_and_are_named() -> None:
    given = reason("times", mentor(), mentee(times=frozenset({MONDAY})))
    assert given.points == 50
    assert "nicht angegeben" in given.text


def test_people_in_the_same_district_are_near() -> None:
    assert reason("nearness", mentor(district="Vellern"), mentee(district="Vellern")).points == 100
    assert reason("nearness", mentor(district="Vellern"), mentee(district="Roland")).points == 0
    assert reason("nearness", mentor(district="Vellern"), mentee()).points == 50


def test_a_neighbouring_district_counts_in_part() -> None:
    measures = replace(shipped(), neighbours=NEAR)
    given = reason("nearness", mentor(district="Beckum"), mentee(district="Roland"), measures=measures)
    assert given.points == 60
    assert given.text == "Benachbarte Stadtteile; Patin/Pate: Beckum; Mentee: Roland"
    assert reason("nearness", mentor(district="Vellern"), mentee(district="Roland"), measures=measures).points == 0


def test_interests_count_by_the_words_that_both_wrote() -> None:
    cooks = mentor(interests=interests("Kochen, Fußball und Musik hören"))
    assert reason("interests", cooks, mentee(interests=interests("ich mag musik"))).points == 50
    both = reason("interests", cooks, mentee(interests=interests("Fussball, kochen; lesen")))
    assert (both.points, both.text) == (100, "Gemeinsam: Kochen, Fußball")
    none = reason("interests", cooks, mentee(interests=interests("Nähen")))
    assert (none.points, none.text) == (0, "Gemeinsam: kein Wort")
    assert reason("interests", cooks, mentee()).points == 50


def test_words_that_say_nothing_are_no_interests() -> None:
    assert set(interests("Ich möchte gern mit Menschen zusammen etwas unternehmen!")) == set()


def test_who_had_a_good_pairing_before_may_count_more() -> None:
    known = History(ended_well=frozenset({("P-0001", "P-0101")}))
    assert reason("earlier", mentor(), mentee(), history=known).points == 100
    assert reason("earlier", mentor(), mentee()).points == 0


def test_nobody_waits_for_ever() -> None:
    assert reason("waiting", mentor(), mentee(waiting_days=0)).points == 0
    assert reason("waiting", mentor(), mentee(waiting_days=90)).points == 50
    assert reason("waiting", mentor(), mentee(waiting_days=1000)).points == 100
    assert reason("waiting", mentor(), mentee(waiting_days=95)).text == "Mentee wartet: 3 Monate"


def test_who_carries_nobody_comes_before_who_carries_others() -> None:
    assert reason("load", mentor(places=2, running=0), mentee()).points == 100
    assert reason("load", mentor(places=1, running=3), mentee()).points == 25
    assert reason("load", mentor(places=0, running=0), mentee()).points == 0


def test_an_age_wish_that_nobody_can_check_counts_half() -> None:
    assert reason("age_wish", mentor(age=40), mentee(wish_age_from=30)).points == 100
    assert reason("age_wish", mentor(), mentee(wish_age_from=30)).points == 50
    assert reason("age_wish", mentor(), mentee()).points == 100


def test_experience_grows_with_pairings_that_ended_well() -> None:
    assert reason("experience", mentor(good_earlier=0), mentee()).points == 0
    assert reason("experience", mentor(good_earlier=1), mentee()).points == 33
    assert reason("experience", mentor(good_earlier=9), mentee()).points == 100


def test_shares_of_lists_are_those_of_two_people_and_lie_between_none_and_all() -> None:
    mentors, mentees = crowd(Role.MENTOR, 20, 2), crowd(Role.MENTEE, 25, 2)
    pairs = frozenset((ours.number, theirs.number) for ours in mentors[::3] for theirs in mentees[::4])
    ground = Ground(replace(shipped(), neighbours=NEAR), History(ended=pairs, ended_well=pairs))
    for criterion in CRITERIA:
        shares = np.broadcast_to(criterion.share(mentors, mentees, ground), (20, 25))
        assert shares.min() >= 0
        assert shares.max() <= 1
        for i, ours in enumerate(mentors):
            for j, theirs in enumerate(mentees):
                assert criterion.share([ours], [theirs], ground)[0, 0] == shares[i, j]


def test_every_reason_is_a_finished_sentence_part() -> None:
    scores = score(crowd(Role.MENTOR, 20, 3), crowd(Role.MENTEE, 20, 3))
    for i in range(20):
        for j in range(20):
            assert all(reason.text and "{" not in reason.text for reason in scores.reasons(i, j))


def test_every_criterion_has_a_weight_and_every_value_its_reason() -> None:
    assert list(shipped().weights) == [criterion.key for criterion in CRITERIA]
    assert sum(shipped().weights.values()) == 100
    assert all(entry["source"] and entry["label"] for entry in entries().values())
    labels = {entry["label"] for key, entry in entries().items() if key.startswith("weight.")}
    assert labels == {criterion.german for criterion in CRITERIA}


def test_a_weight_for_nothing_and_a_negative_one_are_refused_in_a_sentence() -> None:
    for weights in ({"dog": 5}, {"language": -1}):
        with pytest.raises(UnusableWeights, match="Gewichte"):
            score([mentor()], [mentee()], weights=weights)
