"""A consent taken back: what follows from it, said before and then done, also where something has happened since."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from make import Make
from mentorhub import activities, consent, pairings, people, today
from mentorhub.activities import ActivityDetails, CheckInDetails
from mentorhub.choices import EndedBy, PairingStatus, Party, Purpose, Role, RoleStatus
from mentorhub.db.database import Database


@pytest.fixture
def pair(make: Make, today: date) -> tuple[UUID, UUID, UUID]:
    """Mentor, mentee, and their pairing since two months; both agreed long ago."""
    mentor, mentee = make.mentor(), make.mentee(with_papers=False, waiting_days=200)
    long_ago = today - timedelta(days=100)
    with make.writing() as session:
        for person in (mentor, mentee):
            for purpose in (Purpose.PARTICIPATION, Purpose.CONTACT):
                consent.give(session, person, purpose, long_ago, today)
    return mentor, mentee, make.pairing(mentor, mentee, start=today - timedelta(days=60))


def _status(database: Database, person: UUID, role: Role) -> RoleStatus:
    with database.reading() as session:
        place = people.role(session, person, role)
    assert place is not None
    return place.status


def test_a_meeting_after_the_withdrawal_stays_and_the_end_comes_after_it(
    pair: tuple[UUID, UUID, UUID], make: Make, database: Database, today: date
) -> None:
    mentor, mentee, pairing = pair
    met, withdrawn = today - timedelta(days=5), today - timedelta(days=20)
    meeting = make.meeting(pairing, met)
    with database.writing() as session:
        told = pairings.consequence(session, mentee, Purpose.PARTICIPATION, withdrawn)
        assert f"endet erst am {met:%d.%m.%Y}" in told.text
        assert "PS-2026-001" in told.text
        assert "endet erst" not in pairings.consequence(session, mentee, Purpose.PARTICIPATION, today).text
        done = pairings.withdraw_consent(session, mentee, Purpose.PARTICIPATION, withdrawn, today, "Anruf")
        assert done == told
    with database.reading() as session:
        row = pairings.row(session, pairing)
        assert (row.status, row.ended_on, row.ended_by) == (PairingStatus.ENDED, met, EndedBy.MENTEE)
        assert activities.search(session) == [meeting]
        newest = next(one for one in consent.consents(session, mentee) if one.purpose is Purpose.PARTICIPATION)
        assert (newest.withdrawn_on, newest.withdrawn_via) == (withdrawn, "Anruf")
        lines = {line.kind for line in today_lines(session, today) if line.pairing_id == pairing}
    assert lines == {"closing"}
    assert _status(database, mentee, Role.MENTEE) is RoleStatus.WITHDRAWN
    assert _status(database, mentor, Role.MENTOR) is RoleStatus.CLEARED


def today_lines(session: object, day: date) -> list[today.Due]:
    return today.due(session, day)  # type: ignore[arg-type]


def test_a_later_step_of_the_pairing_moves_the_end_too(
    pair: tuple[UUID, UUID, UUID], make: Make, database: Database, today: date
) -> None:
    _mentor, mentee, pairing = pair
    paused = today - timedelta(days=3)
    with database.writing() as session:
        pairings.pause(session, pairing, paused, None, "")
        pairings.withdraw_consent(session, mentee, Purpose.PARTICIPATION, today - timedelta(days=30), today)
    with database.reading() as session:
        row = pairings.row(session, pairing)
        steps = [event.day for event in pairings.history(session, pairing)]
    assert (row.status, row.ended_on) == (PairingStatus.ENDED, paused)
    assert steps == sorted(steps)


def test_the_entry_of_a_whole_month_and_a_check_in_hold_nothing_up(
    pair: tuple[UUID, UUID, UUID], make: Make, database: Database, today: date
) -> None:
    _mentor, mentee, pairing = pair
    withdrawn = today - timedelta(days=2)
    with database.writing() as session:
        month = ActivityDetails(day=today.replace(day=30), is_month=True, count=3, minutes=180)
        activities.log(session, pairing, month, today)
        activities.check_in(session, pairing, CheckInDetails(day=today, party=Party.MENTEE), today)
        pairings.withdraw_consent(session, mentee, Purpose.PARTICIPATION, withdrawn, today)
    with database.reading() as session:
        assert pairings.row(session, pairing).ended_on == withdrawn


def test_the_mentee_of_a_mentor_who_withdraws_waits_for_another(
    pair: tuple[UUID, UUID, UUID], make: Make, database: Database, today: date
) -> None:
    mentor, mentee, pairing = pair
    make.meeting(pairing, today)
    with database.writing() as session:
        pairings.withdraw_consent(session, mentor, Purpose.PARTICIPATION, today - timedelta(days=1), today)
    with database.reading() as session:
        row = pairings.row(session, pairing)
    assert (row.status, row.ended_on, row.ended_by) == (PairingStatus.ENDED, today, EndedBy.MENTOR)
    assert _status(database, mentor, Role.MENTOR) is RoleStatus.ENDED
    assert _status(database, mentee, Role.MENTEE) is RoleStatus.WAITING


def test_without_the_contact_the_pairing_stays_and_asks_to_be_arranged_anew(
    pair: tuple[UUID, UUID, UUID], make: Make, database: Database, today: date
) -> None:
    _mentor, mentee, pairing = pair
    with database.writing() as session:
        for side in (Role.MENTOR, Role.MENTEE):
            pairings.release_contact(session, pairing, side, today - timedelta(days=50))
    make.meeting(pairing, today)
    with database.writing() as session:
        told = pairings.withdraw_consent(session, mentee, Purpose.CONTACT, today - timedelta(days=10), today)
        assert told.rearranges_pairings
        assert "endet erst" not in told.text
    with database.reading() as session:
        row = pairings.row(session, pairing)
        assert row.status is PairingStatus.ACTIVE
        assert (row.contact_release_mentee_on, row.contact_release_mentor_on is None) == (None, False)
        assert "contact" in {line.kind for line in today_lines(session, today) if line.pairing_id == pairing}
    with database.writing() as session:
        consent.give(session, mentee, Purpose.CONTACT, today, today)
    with database.reading() as session:
        assert "contact" not in {line.kind for line in today_lines(session, today)}


def test_proposals_are_taken_back_even_if_they_were_made_later(make: Make, database: Database, today: date) -> None:
    mentor, mentee = make.mentor(), make.mentee(with_papers=False)
    withdrawn = today - timedelta(days=4)
    with database.writing() as session:
        consent.give(session, mentee, Purpose.PARTICIPATION, today - timedelta(days=30), today)
    proposal = make.proposal(mentor, mentee)
    with database.writing() as session:
        told = pairings.withdraw_consent(session, mentee, Purpose.PARTICIPATION, withdrawn, today)
        assert "Betroffen ist der Vorschlag" in told.text
    with database.reading() as session:
        row = pairings.row(session, proposal)
    assert (row.status, row.ended_on) == (PairingStatus.FAILED, today)
    assert _status(database, mentee, Role.MENTEE) is RoleStatus.WITHDRAWN
