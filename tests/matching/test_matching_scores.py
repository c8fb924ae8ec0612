import random

import numpy as np
from invented_candidates import crowd, mentee, mentor

from mentorhub.choices import Role
from mentorhub.matching.scoring import score


def test_the_points_of_the_reasons_add_up_to_the_score() -> None:
    scores = score(crowd(Role.MENTOR, 20, 4), crowd(Role.MENTEE, 20, 4))
    for i in range(20):
        for j in range(20):
            assert sum(reason.points for reason in scores.reasons(i, j)) == scores.points[i, j]


def test_the_order_of_the_lists_changes_nothing() -> None:
    mentors, mentees = crowd(Role.MENTOR, 15, 5), crowd(Role.MENTEE, 20, 5)
    shuffled_mentors, shuffled_mentees = mentors[:], mentees[:]
    random.Random(0).shuffle(shuffled_mentors)
    random.Random(1).shuffle(shuffled_mentees)
    one, other = score(mentors, mentees), score(shuffled_mentors, shuffled_mentees)
    assert one.mentors == other.mentors
    assert np.array_equal(one.points, other.points)
    assert np.array_equal(one.broken, other.broken)


def test_a_criterion_without_weight_is_not_named() -> None:
    reasons = score([mentor()], [mentee()], weights={"waiting": 0}).reasons(0, 0)
    assert "waiting" not in [reason.criterion for reason in reasons]
    assert all(reason.points <= reason.most for reason in reasons)


def test_empty_lists_are_no_trouble() -> None:
    assert score([], []).points.shape == (0, 0)
    assert score([mentor()], []).allowed.shape == (1, 0)
