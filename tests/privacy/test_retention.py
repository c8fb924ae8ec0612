"""Whose data have been kept long enough: proposals by class, nothing is erased."""

from datetime import date
from uuid import UUID

from make import Make
from mentorhub import pairings, people, today
from mentorhub.choices import EndedBy, EndReason, Role, RoleStatus
from mentorhub.db.database import Database
from mentorhub.people import RoleDetails
from mentorhub.privacy import retention
from mentorhub.privacy.retention import Class


def _due(make: Make, on: date) -> dict[UUID, tuple[Class, date]]:
    with make.database.reading() as session:
        return {each.person_id: (each.kind, each.since) for each in retention.due(session, on)}


def _over(make: Make, ended_on: date, interests: str = "") -> tuple[UUID, UUID]:
    """A mentor and a mentee whose pairing has ended and who take part no more."""
    mentor, mentee = make.mentor(interests=interests), make.mentee(interests=interests)
    pairing = make.pairing(mentor, mentee, date(2025, 1, 1))
    with make.writing() as session:
        pairings.end(session, pairing, ended_on, EndReason.GOAL, EndedBy.BOTH, today=ended_on)
        for person, role in ((mentor, Role.MENTOR), (mentee, Role.MENTEE)):
            people.set_status(session, person, role, RoleStatus.ENDED, ended_on)
    return mentor, mentee


def test_someone_who_never_began_is_proposed_after_half_a_year(make: Make) -> None:
    make.today = date(2026, 5, 1)
    person = make.person(RoleDetails(Role.MENTOR, RoleStatus.INTERESTED))
    assert _due(make, date(2026, 10, 31)) == {}
    assert _due(make, date(2026, 11, 1)) == {person: (Class.INTEREST, date(2026, 11, 1))}


def test_wishes_and_notes_go_three_months_after_the_end(make: Make) -> None:
    mentor, mentee = _over(make, date(2026, 8, 1), interests="Schach")
    assert _due(make, date(2026, 10, 31)) == {}
    assert set(_due(make, date(2026, 11, 1)).values()) == {(Class.MATCHING, date(2026, 11, 1))}
    assert set(_due(make, date(2026, 11, 1))) == {mentor, mentee}


def test_where_there_are_no_wishes_nothing_goes_after_three_months(make: Make) -> None:
    _over(make, date(2026, 8, 1))
    assert _due(make, date(2026, 11, 1)) == {}


def test_a_mentees_data_go_half_a_year_after_the_end_a_mentors_at_the_end_of_the_third_year(make: Make) -> None:
    mentor, mentee = _over(make, date(2026, 8, 1), interests="Schach")
    assert _due(make, date(2027, 2, 1))[mentee] == (Class.MENTEE, date(2027, 2, 1))
    assert _due(make, date(2029, 12, 30))[mentor] == (Class.MATCHING, date(2026, 11, 1))
    assert _due(make, date(2029, 12, 31))[mentor] == (Class.CORE, date(2029, 12, 31))


def test_whoever_still_takes_part_or_waits_stays(make: Make) -> None:
    make.mentor(interests="Schach")
    make.mentee(waiting_days=900)
    make.pairing(start=date(2024, 1, 1))
    assert _due(make, date(2040, 1, 1)) == {}


def test_the_lines_of_heute_are_the_proposals(make: Make, database: Database) -> None:
    _over(make, date(2026, 1, 10), interests="Schach")
    with database.reading() as session:
        lines = today.of_kind(session, "retention", make.today)
        assert {item.person_id for item in lines} == {each.person_id for each in retention.due(session, make.today)}
        assert len(lines) == 2
