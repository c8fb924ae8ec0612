import subprocess
import sys
from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest

from make import Make
from mentorhub import consent, pairings, people
from mentorhub.choices import EndedBy, EndReason, Gender, GenderWish, Level, MenteeKind, Purpose, Role, RoleStatus
from mentorhub.db.database import Database
from mentorhub.matching.suggest import Proposal, SuggestedPair, best_for, suggest

GERMAN = (("de", Level.NATIVE),)
Suggest = Callable[..., Proposal]
Best = Callable[..., tuple[SuggestedPair, ...]]


@pytest.fixture
def propose(database: Database, today: date) -> Suggest:
    def of_everybody(**options: object) -> Proposal:
        with database.reading() as session:
            return suggest(session, today, **options)  # type: ignore[arg-type]

    return of_everybody


@pytest.fixture
def best(database: Database, today: date) -> Best:
    def of_one(person_id: UUID, **options: object) -> tuple[SuggestedPair, ...]:
        with database.reading() as session:
            return best_for(session, person_id, today, **options)  # type: ignore[arg-type]

    return of_one


def names(proposal: Proposal) -> set[tuple[str, str]]:
    return {(pair.mentor_name, pair.mentee_name) for pair in proposal.pairs}


def test_the_one_who_speaks_the_language_is_suggested_with_reasons_that_add_up(make: Make, propose: Suggest) -> None:
    make.mentor(first_name="Erna", last_name="Brand", languages=GERMAN)
    make.mentor(first_name="Hoda", last_name="Amin", languages=(*GERMAN, ("prs", Level.B2)))
    make.mentee(first_name="Laila", last_name="Noori", languages=(("prs", Level.NATIVE),))
    proposal = propose()
    assert names(proposal) == {("Amin, Hoda", "Noori, Laila")}
    pair = proposal.pairs[0]
    assert pair.score == sum(reason.points for reason in pair.reasons) == proposal.total
    assert "Dari" in next(reason.text for reason in pair.reasons if reason.criterion == "language")
    assert set(proposal.milliseconds) == {"load", "score", "assign", "explain"}


def test_everyone_left_over_has_a_reason_and_the_nearest_person(make: Make, propose: Suggest) -> None:
    make.mentor(first_name="Karl", last_name="Otte", gender=Gender.MALE)
    make.mentee(first_name="Sara", last_name="Haile", wish_gender=GenderWish.FEMALE)
    waiting, idle = propose().unmatched
    assert (waiting.name, waiting.role, waiting.nearest_name) == ("Haile, Sara", Role.MENTEE, "Otte, Karl")
    assert (waiting.number, waiting.nearest) == ("P-0002", "P-0001")
    assert [reason.rule for reason in waiting.reasons] == ["mentee_gender"]
    assert idle.role is Role.MENTOR


def test_the_german_level_of_the_form_counts_as_a_language(make: Make, propose: Suggest) -> None:
    make.mentor(languages=GERMAN)
    beginner = make.mentee(german_level=Level.A1, languages=(("uk", Level.NATIVE),))
    assert [person.reasons[0].rule for person in propose().unmatched] == ["language", "language"]
    with make.writing() as session:
        details = people.get(session, beginner)
        people.change(session, beginner, details.model_copy(update={"german_level": Level.B1}))
    assert len(propose().pairs) == 1


@pytest.mark.parametrize("status", [RoleStatus.PAUSED, RoleStatus.ENDED, RoleStatus.EXCLUDED])
def test_who_is_paused_ended_or_excluded_is_not_considered(make: Make, propose: Suggest, status: RoleStatus) -> None:
    mentor = make.mentor()
    make.mentee()
    with make.writing() as session:
        people.set_status(session, mentor, Role.MENTOR, status, make.today)
    proposal = propose()
    assert proposal.pairs == ()
    assert [reason.rule for reason in proposal.unmatched[0].reasons] == ["nobody"]


def test_missing_papers_are_named_and_do_not_keep_anybody_out(make: Make, propose: Suggest) -> None:
    make.mentor(with_papers=False)
    make.mentee(with_papers=False)
    (pair,) = propose().pairs
    assert any("Verschwiegenheit" in text for text in pair.missing)
    assert any("Einwilligung" in text for text in pair.missing)


def test_with_all_papers_nothing_is_missing(make: Make, propose: Suggest) -> None:
    make.mentor()
    make.mentee()
    assert propose().pairs[0].missing == ()


def test_a_withdrawn_consent_takes_a_mentee_out_until_it_is_given_again(make: Make, propose: Suggest) -> None:
    make.mentor()
    mentee = make.mentee()
    with make.writing() as session:
        consent.withdraw(session, mentee, Purpose.PARTICIPATION, make.today, make.today)
    assert propose().pairs == ()
    with make.writing() as session:
        consent.give(session, mentee, Purpose.PARTICIPATION, make.today, make.today)
    assert len(propose().pairs) == 1


def test_running_and_proposed_pairings_take_places(make: Make, propose: Suggest) -> None:
    mentor = make.mentor(places=3)
    make.pairing(mentor=mentor)
    make.proposal(mentor=mentor)
    for name in ("Adil", "Bana"):
        make.mentee(first_name=name, last_name="")
    proposal = propose()
    assert len(proposal.pairs) == 1
    assert [reason.rule for reason in proposal.unmatched[0].reasons] == ["capacity"]


def test_the_same_two_are_not_brought_together_again(make: Make, propose: Suggest) -> None:
    pairing = make.pairing()
    with make.writing() as session:
        pairings.end(session, pairing, make.today, EndReason.GOAL, EndedBy.BOTH, back_to_waiting=True, today=make.today)
    assert [reason.rule for reason in propose().unmatched[0].reasons] == ["ended"]


def test_a_pairing_that_ended_well_counts_as_experience(make: Make, propose: Suggest) -> None:
    pairing = make.pairing()
    with make.writing() as session:
        pairings.end(session, pairing, make.today, EndReason.GOAL, EndedBy.BOTH, today=make.today)
    make.mentee()
    reasons = {reason.criterion: reason for reason in propose().pairs[0].reasons}
    assert reasons["experience"].text == "Patin/Pate: 1 gut beendete Patenschaft"


def test_never_together_is_kept(make: Make, propose: Suggest) -> None:
    mentor, mentee = make.mentor(), make.mentee()
    with make.writing() as session:
        people.keep_apart(session, mentor, mentee)
    assert [reason.rule for reason in propose().unmatched[0].reasons] == ["never_together"]


def test_a_family_that_gets_one_of_two_mentors_is_half_filled(make: Make, propose: Suggest) -> None:
    make.mentor()
    make.mentee(mentors=2, kind=MenteeKind.FAMILY)
    (half,) = propose().half_filled
    assert (half.number, half.filled, half.wanted) == ("P-0002", 1, 2)


def test_locked_pairs_are_kept_and_rejected_ones_are_not_proposed(make: Make, propose: Suggest) -> None:
    near, far = make.mentor(district="Vellern"), make.mentor(district="Roland")
    mentee = make.mentee(district="Vellern")
    assert [pair.mentor_id for pair in propose().pairs] == [near]
    (pair,) = propose(locked=[(far, mentee)]).pairs
    assert pair.mentor_id == far
    assert pair.locked
    assert [pair.mentor_id for pair in propose(rejected=[(near, mentee)]).pairs] == [far]


def test_weights_change_what_is_proposed(make: Make, propose: Suggest) -> None:
    make.mentor(first_name="Nah", last_name="", district="Vellern")
    make.mentor(first_name="Gut", last_name="", district="Roland", languages=(("ti", Level.NATIVE),))
    make.mentee(first_name="Abel", last_name="", district="Vellern", languages=(("ti", Level.NATIVE),))
    assert names(propose(weights={"nearness": 100})) == {("Nah", "Abel")}
    assert names(propose(weights={"nearness": 0})) == {("Gut", "Abel")}


def test_for_one_person_the_best_come_first_with_what_they_cost_the_others(make: Make, best: Best) -> None:
    make.mentor(first_name="Dora", last_name="", languages=(*GERMAN, ("ar", Level.NATIVE)))
    make.mentor(first_name="Emil", last_name="", languages=GERMAN)
    both = make.mentee(first_name="Omar", last_name="", languages=(("ar", Level.NATIVE), ("de", Level.A2)))
    make.mentee(first_name="Rima", last_name="", languages=(("ar", Level.NATIVE),))
    first, second = best(both)
    assert [first.mentor_name, second.mentor_name] == ["Dora", "Emil"]
    assert (first.in_proposal, second.in_proposal) == (False, True)
    assert first.cost == "Dann bliebe ohne Patin oder Paten: Rima (P-0004)."
    assert second.cost == ""
    assert first.score > second.score
    assert len(best(both, limit=1)) == 1


def test_a_mentor_can_ask_too_and_who_is_not_waiting_gets_no_answer(make: Make, best: Best) -> None:
    mentor, mentee = make.mentor(), make.mentee()
    assert [pair.mentee_id for pair in best(mentor)] == [mentee]
    assert best(make.person()) == ()


def test_everything_proposed_can_be_proposed_and_started(make: Make, propose: Suggest) -> None:
    for n in range(6):
        make.mentor(places=1 + n % 2, first_name=f"Patin {n}", languages=GERMAN)
        make.mentee(mentors=1 + n % 2, first_name=f"Mentee {n}", waiting_days=10 * n, german_level=Level.B1)
    proposal = propose()
    assert len(proposal.pairs) == 9
    with make.writing() as session:
        started = [pairings.propose(session, pair.mentor_id, pair.mentee_id, make.today) for pair in proposal.pairs]
        for pairing in started:
            pairings.start(session, pairing, make.today)
    assert propose().pairs == ()


def test_the_heavy_libraries_load_with_the_first_suggestion_only() -> None:
    code = "import sys, mentorhub.matching.suggest; sys.exit('numpy' in sys.modules or 'scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
