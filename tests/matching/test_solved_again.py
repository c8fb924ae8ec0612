"""After every decision of the coordinator the rest is solved again."""

import random
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_candidates import crowd

from make import Make
from mentorhub import pairings, people
from mentorhub.choices import DayPart, GenderWish, Level, Role, Topic, Weekday
from mentorhub.db.database import Database
from mentorhub.matching.assignment import best_pairs
from mentorhub.matching.candidate import Pair
from mentorhub.matching.meeting import meeting_list
from mentorhub.matching.scoring import score
from mentorhub.matching.suggest import Proposal, comparison, recruiting, suggest

Ids = tuple[UUID, UUID]


@given(st.integers(0, 10_000), st.lists(st.sampled_from(["lock", "reject"]), max_size=8), st.randoms())
@settings(max_examples=40, deadline=None)
def test_locks_hold_rejections_hold_and_the_rest_is_the_best_there_is(
    seed: int, steps: list[str], draw: random.Random
) -> None:
    scores = score(crowd(Role.MENTOR, 8, seed), crowd(Role.MENTEE, 10, seed))
    locked: set[Pair] = set()
    rejected: set[Pair] = set()
    for step in steps:
        before = best_pairs(scores, locked, rejected)
        free = [(pair.mentor, pair.mentee) for pair in before.pairs if not pair.locked]
        if not free:
            break
        pair = draw.choice(free)
        (locked if step == "lock" else rejected).add(pair)
        after = best_pairs(scores, locked, rejected)
        chosen = {(match.mentor, match.mentee) for match in after.pairs}
        assert locked <= chosen
        assert not rejected & chosen
        if step == "lock":
            assert chosen == {(match.mentor, match.mentee) for match in before.pairs}
        else:
            assert len(after.pairs) <= len(before.pairs)


def some_people(make: Make, how_many: int) -> None:
    draw = random.Random(5)
    for n in range(how_many):
        spoken = tuple((code, Level.NATIVE) for code in draw.sample(["ar", "uk", "prs"], draw.choice([0, 1])))
        details: dict[str, Any] = {
            "district": draw.choice(["Beckum", "Neubeckum", "Roland", ""]),
            "times": frozenset((draw.choice(list(Weekday)), draw.choice(list(DayPart))) for _ in range(4)),
            "topics": frozenset(draw.sample(list(Topic), 3)),
        }
        make.mentor(
            draw.choice([1, 1, 2]),
            first_name=f"Patin {n}",
            languages=(("de", Level.NATIVE), *spoken),
            **details,
        )
        make.mentee(
            draw.choice([1, 1, 1, 2]),
            first_name=f"Mentee {n}",
            waiting_days=draw.randint(0, 300),
            german_level=draw.choice([Level.A1, Level.A2, Level.B1]),
            languages=spoken,
            wish_gender=draw.choice([GenderWish.ANY, GenderWish.ANY, GenderWish.ANY, GenderWish.FEMALE]),
            **details,
        )


def proposed(database: Database, today: date, **options: object) -> Proposal:
    with database.reading() as session:
        return suggest(session, today, **options)  # type: ignore[arg-type]


def ids(proposal: Proposal) -> set[Ids]:
    return {(pair.mentor_id, pair.mentee_id) for pair in proposal.pairs}


def test_accepting_locking_and_rejecting_in_turn(make: Make, database: Database, today: date) -> None:
    some_people(make, 14)
    locked: list[Ids] = []
    rejected: list[Ids] = []
    proposal = proposed(database, today)
    for step in ("accept", "lock", "reject", "accept", "never", "accept", "lock", "reject", "accept"):
        free = [pair for pair in proposal.pairs if not pair.locked]
        pair = free[len(free) // 2]
        both = (pair.mentor_id, pair.mentee_id)
        match step:
            case "accept":
                with make.writing() as session:
                    pairings.propose(session, *both, today)
            case "never":
                with make.writing() as session:
                    people.keep_apart(session, *both)
            case "lock":
                locked.append(both)
            case _:
                rejected.append(both)
        after = proposed(database, today, locked=locked, rejected=rejected)
        assert set(locked) <= ids(after)
        assert not ids(after) & set(rejected)
        if step == "accept":
            assert ids(after) == ids(proposal) - {both}, "the others' proposals stay as they were"
        elif step == "lock":
            assert ids(after) == ids(proposal)
        else:
            assert both not in ids(after)
        proposal = after


def test_a_family_with_one_accepted_mentor_waits_behind_who_has_nobody(make: Make, propose_one: UUID) -> None:
    newcomer = make.mentee(first_name="Neu", last_name="", waiting_days=0)
    make.mentor(first_name="Letzte", last_name="")
    assert {pair.mentee_id for pair in proposed(make.database, make.today).pairs} == {newcomer}


@pytest.fixture
def propose_one(make: Make) -> UUID:
    """A family that needs two mentors and is being proposed one."""
    family = make.mentee(2, waiting_days=300)
    make.proposal(mentee=family)
    return family


def test_the_list_for_the_team_meeting_holds_everybody_once_by_district(
    make: Make, database: Database, today: date
) -> None:
    some_people(make, 8)
    proposal = proposed(database, today)
    groups = meeting_list(proposal)
    assert [group.district for group in groups] == sorted({g.district for g in groups} - {""}) + (
        [""] if any(not group.district for group in groups) else []
    )
    assert sorted(pair.mentee_number for group in groups for pair in group.pairs) == sorted(
        pair.mentee_number for pair in proposal.pairs
    )
    left = [person.number for group in groups for person in (*group.waiting, *group.free_mentors)]
    assert sorted(left) == sorted(person.number for person in proposal.unmatched)
    for group in groups:
        days = [pair.waiting_days for pair in group.pairs]
        assert days == sorted(days, reverse=True)
        assert group.heading
        assert all(pair.mentee_district == group.district for pair in group.pairs)


def test_who_is_left_over_learns_what_would_help_and_the_team_whom_to_look_for(
    make: Make, database: Database, today: date
) -> None:
    make.mentor(first_name="Karl", last_name="", languages=(("de", Level.NATIVE),))
    tuesday = frozenset({(Weekday.TUE, DayPart.MORNING)})
    for name in ("Laila", "Omid"):
        make.mentee(
            first_name=name,
            last_name="",
            languages=(("prs", Level.NATIVE),),
            times=tuesday,
            district="neubeckum",
        )
    proposal = proposed(database, today)
    assert proposal.unmatched[0].help == (
        "Es hülfe: eine Patin oder ein Pate, die oder der Dari spricht, am Dienstag vormittags Zeit hat und sich in "
        "Neubeckum treffen kann."
    )
    with database.reading() as session:
        (recruit,) = recruiting(session, today)
        assert [person.name for person in recruit.fits] == ["Laila", "Omid"]
        assert comparison(session, today).ours.helped == 0
    found: dict[str, Any] = {"languages": (("prs", Level.NATIVE),), "times": tuesday, "district": "Neubeckum"}
    make.mentor(2, first_name="Hoda", last_name="", **found)
    assert len(proposed(database, today).pairs) == 2
    with database.reading() as session:
        assert recruiting(session, today) == ()
