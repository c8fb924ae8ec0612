from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlmodel import Session

from make import Make
from mentorhub import consent, pairings, people
from mentorhub.choices import EndedBy, EndReason, EvidenceKind, PairingStatus, Purpose, Role, RoleStatus
from mentorhub.db.database import Database, RuleBroken
from mentorhub.db.tables import Pairing
from mentorhub.errors import FieldError
from mentorhub.people import PersonDetails


def _status(session: Session, person: UUID, role: Role) -> RoleStatus:
    place = people.role(session, person, role)
    assert place is not None
    return place.status


def test_a_proposal_gets_the_next_number_of_its_year(make: Make, database: Database) -> None:
    make.proposal()
    second = make.proposal()
    with database.reading() as session:
        assert pairings.row(session, second).number == "PS-2026-002"
        assert pairings.by_number(session, "ps-2026-2") == second


def test_starting_without_papers_names_everything_missing_and_changes_nothing(make: Make, database: Database) -> None:
    pairing = make.proposal(make.mentor(with_papers=False), make.mentee(birth_date=date(2014, 3, 1)))
    with pytest.raises(pairings.GateClosed) as trouble, database.writing() as session:
        pairings.start(session, pairing, make.today)
    assert {item.key for item in trouble.value.missing} == {"certificate", "confidentiality", "guardians"}
    with database.reading() as session:
        assert pairings.row(session, pairing).status is PairingStatus.PROPOSED


def test_adults_need_no_certificate(make: Make, database: Database) -> None:
    pairing = make.pairing(make.mentor(), make.mentee(birth_date=date(1990, 3, 1)))
    with database.reading() as session:
        assert pairings.row(session, pairing).status is PairingStatus.ACTIVE


def test_a_minor_starts_once_all_papers_are_there(make: Make, database: Database) -> None:
    mentor, mentee = make.mentor(), make.mentee(birth_date=date(2014, 3, 1))
    pairing = make.proposal(mentor, mentee)
    with database.writing() as session:
        consent.inspect_certificate(session, mentor, make.today - timedelta(days=30), False, make.today)
        consent.give(session, mentee, Purpose.GUARDIANS, make.today, make.today)
        pairings.start(session, pairing, make.today)
    with database.reading() as session:
        assert pairings.row(session, pairing).status is PairingStatus.ACTIVE


def test_a_family_with_children_counts_as_contact_with_minors(make: Make, database: Database) -> None:
    pairing = make.proposal(make.mentor(), make.mentee(birth_year=2009))
    with pytest.raises(pairings.GateClosed), database.writing() as session:
        pairings.start(session, pairing, make.today)


def test_the_trial_asks_the_same_gates_as_the_start(make: Make, database: Database) -> None:
    pairing = make.proposal(make.mentor(with_papers=False))
    with pytest.raises(pairings.GateClosed), database.writing() as session:
        pairings.start_trial(session, pairing, make.today)


def test_a_mentor_without_a_free_place_can_not_be_proposed(make: Make, database: Database) -> None:
    mentor = make.mentor(places=1)
    make.pairing(mentor)
    with pytest.raises(pairings.NotPossible, match="keinen freien Platz"):
        make.proposal(mentor, make.mentee())


def test_two_proposals_for_one_place_only_one_starts(make: Make, database: Database) -> None:
    mentor = make.mentor(places=1)
    first, second = make.proposal(mentor), make.proposal(mentor)
    with database.writing() as session:
        pairings.start(session, first, make.today)
    with pytest.raises(pairings.NotPossible), database.writing() as session:
        pairings.start(session, second, make.today)


def test_the_file_itself_refuses_more_pairings_than_places(make: Make, database: Database) -> None:
    mentor, mentee = make.mentor(places=1), make.mentee()
    make.pairing(mentor)
    with pytest.raises(RuleBroken, match="kein Platz"), database.writing() as session:
        session.add(
            Pairing(
                year=2026, number_in_year=99, mentor_id=mentor, mentee_id=mentee,
                status=PairingStatus.ACTIVE, start_on=make.today,
            )
        )  # fmt: skip


def test_the_file_itself_refuses_people_who_are_to_be_kept_apart(make: Make, database: Database) -> None:
    mentor, mentee = make.mentor(), make.mentee()
    with database.writing() as session:
        people.keep_apart(session, mentor, mentee)
    with pytest.raises(pairings.NotPossible, match="nicht zusammenkommen"):
        make.proposal(mentor, mentee)
    with pytest.raises(RuleBroken, match="nicht zusammenkommen"), database.writing() as session:
        session.add(Pairing(year=2026, number_in_year=99, mentor_id=mentor, mentee_id=mentee))


def test_the_same_two_have_only_one_open_pairing(make: Make, database: Database) -> None:
    mentor, mentee = make.mentor(places=3), make.mentee(mentors=3)
    make.proposal(mentor, mentee)
    with pytest.raises(pairings.NotPossible, match="schon eine offene"):
        make.proposal(mentor, mentee)
    with pytest.raises(RuleBroken, match="schon eine offene"), database.writing() as session:
        session.add(Pairing(year=2026, number_in_year=99, mentor_id=mentor, mentee_id=mentee))


def test_ending_a_pairing_frees_the_mentor_and_keeps_reason_and_date(make: Make, database: Database) -> None:
    mentor, mentee = make.mentor(), make.mentee()
    pairing = make.pairing(mentor, mentee)
    with database.writing() as session:
        pairings.end(
            session, pairing, make.today, EndReason.MOVED, EndedBy.BOTH, back_to_waiting=True, today=make.today
        )
    with database.reading() as session:
        row = pairings.row(session, pairing)
        assert (row.status, row.ended_on, row.end_reason) == (PairingStatus.ENDED, make.today, EndReason.MOVED)
        assert pairings.free_places(session, mentor, Role.MENTOR) == 1
        assert _status(session, mentor, Role.MENTOR) is RoleStatus.CLEARED
        assert _status(session, mentee, Role.MENTEE) is RoleStatus.WAITING


def test_a_pairing_can_not_end_before_it_began(make: Make, database: Database) -> None:
    pairing = make.pairing()
    with pytest.raises(FieldError, match="vor dem Beginn"), database.writing() as session:
        pairings.end(session, pairing, make.today - timedelta(days=1), EndReason.MOVED, EndedBy.BOTH, today=make.today)


def test_a_pairing_that_already_ran_comes_in_running_with_its_papers_due(make: Make, database: Database) -> None:
    mentor, mentee = make.mentor(with_papers=False), make.mentee(with_papers=False, birth_year=2014)
    with database.writing() as session:
        pairing = pairings.take_over(session, mentor, mentee, date(2025, 5, 1), make.today)
    with database.reading() as session:
        row = pairings.row(session, pairing)
        assert row.status is PairingStatus.ACTIVE
        assert row.papers_due_on is not None
        assert row.number == "PS-2025-001"


def test_taking_over_makes_room_for_what_really_runs(make: Make, database: Database) -> None:
    mentor = make.mentor(places=1)
    with database.writing() as session:
        for n in range(3):
            waits = people.RoleDetails(Role.MENTEE, RoleStatus.WAITING)
            mentee = people.add(session, PersonDetails(first_name=f"Mentee {n}"), [waits], make.today)
            pairings.take_over(session, mentor, mentee, date(2025, 5, 1), make.today)
    with database.reading() as session:
        place = people.role(session, mentor, Role.MENTOR)
        assert place is not None
        assert place.capacity == 3


def test_what_starts_in_the_future_is_not_taken_over_past_the_gates(make: Make, database: Database) -> None:
    mentor, mentee = make.mentor(), make.mentee()
    with pytest.raises(pairings.NotPossible), database.writing() as session:
        pairings.take_over(session, mentor, mentee, make.today + timedelta(days=1), make.today)


def test_every_step_stands_in_the_history(make: Make, database: Database) -> None:
    pairing = make.proposal()
    with database.writing() as session:
        pairings.meet(session, pairing, make.today)
        pairings.release_contact(session, pairing, Role.MENTOR, make.today)
        pairings.release_contact(session, pairing, Role.MENTEE, make.today)
        pairings.start_trial(session, pairing, make.today)
        pairings.start(session, pairing, make.today + timedelta(weeks=6))
        pairings.pause(session, pairing, make.today + timedelta(weeks=8))
        pairings.resume(session, pairing, make.today + timedelta(weeks=9))
    with database.reading() as session:
        steps = [event.step for event in pairings.history(session, pairing)]
        assert pairings.row(session, pairing).contact_released
    assert steps == [
        "proposed", "met", "released_mentor", "released_mentee", "trial_started", "started", "paused", "resumed",
    ]  # fmt: skip


def test_a_step_that_does_not_fit_is_refused_in_words(make: Make, database: Database) -> None:
    pairing = make.proposal()
    with pytest.raises(pairings.NotPossible, match=r"PS-2026-001.*Vorschlag"), database.writing() as session:
        pairings.pause(session, pairing, make.today)


def test_someone_excluded_is_never_paired(make: Make, database: Database) -> None:
    mentor = make.mentor()
    with database.writing() as session:
        consent.inspect_certificate(session, mentor, make.today, True, make.today)
    with pytest.raises(pairings.NotPossible, match="Keine Vermittlung"):
        make.proposal(mentor, make.mentee())


def test_evidence_is_kept_by_kind_and_day(make: Make, database: Database) -> None:
    mentor = make.mentor()
    with database.reading() as session:
        assert [(row.kind, row.day) for row in consent.evidence(session, mentor)] == [
            (EvidenceKind.CONFIDENTIALITY, make.today)
        ]
