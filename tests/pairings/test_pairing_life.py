"""Pauses, changes, another mentor, the end and what comes after it, reopening; capacity on every path."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlmodel import select

from make import Make
from mentorhub import consent, pairings, people, timeline
from mentorhub.choices import (
    EndedBy,
    EndReason,
    PairingStatus,
    Programme,
    Purpose,
    Rhythm,
    Role,
    RoleStatus,
    Topic,
    TrialResult,
    YesNo,
)
from mentorhub.db.database import Database, RuleBroken
from mentorhub.db.tables import NeverTogether, Pairing, PersonRole
from mentorhub.errors import FieldError, MentorHubError
from mentorhub.pairings import PairingRow, Step


def _row(database: Database, pairing: UUID) -> PairingRow:
    with database.reading() as session:
        return pairings.row(session, pairing)


def _status(database: Database, person: UUID, role: Role) -> RoleStatus:
    with database.reading() as session:
        place = people.role(session, person, role)
    assert place is not None
    return place.status


def _end(make: Make, pairing: UUID, on: date | None = None, *, waits: bool = False) -> None:
    with make.writing() as session:
        day = on or make.today
        pairings.end(session, pairing, day, EndReason.MOVED, EndedBy.BOTH, today=make.today, back_to_waiting=waits)


def _steps(database: Database, pairing: UUID) -> list[str]:
    with database.reading() as session:
        return [event.step for event in pairings.history(session, pairing)]


def test_phone_numbers_are_only_there_once_both_sides_have_agreed(make: Make, database: Database) -> None:
    pairing = make.proposal(make.mentor(mobile="0170 1"), make.mentee(phone="02521 2"))
    with make.writing() as session:
        pairings.release_contact(session, pairing, Role.MENTOR, make.today)
    assert (_row(database, pairing).mentor_phone, _row(database, pairing).mentee_phone) == ("", "")
    with make.writing() as session:
        pairings.release_contact(session, pairing, Role.MENTEE, make.today)
    assert (_row(database, pairing).mentor_phone, _row(database, pairing).mentee_phone) == ("0170 1", "02521 2")


def test_what_is_typed_in_late_was_proposed_by_then(make: Make, database: Database) -> None:
    pairing = make.proposal()
    met = make.today - timedelta(days=9)
    with make.writing() as session:
        pairings.meet(session, pairing, met)
    assert _row(database, pairing).proposed_on == met
    with database.reading() as session:
        assert {event.day for event in pairings.history(session, pairing)} == {met}


def test_no_step_lies_before_the_one_before_it(make: Make) -> None:
    pairing = make.pairing(start=make.today - timedelta(days=30))
    with make.writing() as session:
        pairings.pause(session, pairing, make.today - timedelta(days=10))
    with pytest.raises(FieldError, match="vor dem letzten Schritt"), make.writing() as session:
        pairings.resume(session, pairing, make.today - timedelta(days=11))
    with pytest.raises(FieldError, match="vor dem letzten Schritt"):
        _end(make, pairing, make.today - timedelta(days=12))


def test_an_end_in_the_future_is_refused(make: Make) -> None:
    pairing = make.pairing()
    with pytest.raises(FieldError, match="Zukunft"):
        _end(make, pairing, make.today + timedelta(days=1))


def test_an_end_before_a_meeting_names_that_meeting(make: Make) -> None:
    pairing = make.pairing(start=make.today - timedelta(days=30))
    make.meeting(pairing, make.today - timedelta(days=2))
    with pytest.raises(FieldError, match=r"20\.11\.2026"):
        _end(make, pairing, make.today - timedelta(days=3))


def test_the_reason_of_a_pause_goes_when_it_goes_on(make: Make, database: Database) -> None:
    pairing = make.pairing()
    with make.writing() as session:
        pairings.pause(session, pairing, make.today, make.today + timedelta(days=30), "im Ausland")
    assert _row(database, pairing).pause_reason == "im Ausland"
    with make.writing() as session:
        pairings.resume(session, pairing, make.today)
    assert _row(database, pairing).pause_reason == ""


def test_a_changed_agreement_names_what_changed_once_a_day_and_not_how(make: Make, database: Database) -> None:
    pairing = make.pairing()
    before = _row(database, pairing).details
    with make.writing() as session:
        after = before.model_copy(update={"rhythm": Rhythm.MONTHLY, "note": "intern"})
        pairings.change(session, pairing, after, make.today)
        pairings.change(session, pairing, after.model_copy(update={"topics": frozenset({Topic.SPORT})}), make.today)
        pairings.set_planned_end(session, pairing, date(2027, 12, 1), make.today)
    with database.reading() as session:
        changed = [event for event in pairings.history(session, pairing) if event.step == "changed"]
    assert [event.detail for event in changed] == ["planned_end_on rhythm topics"]


def test_a_proposal_has_no_agreement_to_change_yet(make: Make, database: Database) -> None:
    pairing = make.proposal()
    with make.writing() as session:
        details = pairings.row(session, pairing).details.model_copy(update={"programme": Programme.WORK})
        pairings.change(session, pairing, details, make.today)
    assert _steps(database, pairing) == ["proposed"]
    assert _row(database, pairing).details.programme is Programme.WORK


def test_another_mentor_gets_a_new_pairing_that_follows_the_old_one(make: Make, database: Database) -> None:
    mentee, new_mentor = make.mentee(), make.mentor(last_name="Weiß")
    old = make.pairing(mentee=mentee, start=make.today - timedelta(days=60))
    with make.writing() as session:
        new = pairings.hand_over(
            session, old, new_mentor, make.today, EndReason.NO_TIME, EndedBy.MENTOR, today=make.today
        )
    assert _row(database, old).status is PairingStatus.ENDED
    row = _row(database, new)
    assert (row.status, row.mentor_id, row.mentee_id, row.follows_id) == (
        PairingStatus.PROPOSED, new_mentor, mentee, old,
    )  # fmt: skip
    assert _status(database, mentee, Role.MENTEE) is RoleStatus.PROPOSED
    with database.reading() as session:
        assert pairings.followed_by(session, old) == new


def test_a_refused_new_mentor_leaves_the_old_pairing_running(make: Make, database: Database) -> None:
    busy = make.mentor(places=1)
    make.pairing(busy)
    old = make.pairing()
    with pytest.raises(pairings.NotPossible), make.writing() as session:
        pairings.hand_over(session, old, busy, make.today, EndReason.NO_TIME, EndedBy.MENTOR, today=make.today)
    assert _row(database, old).status is PairingStatus.ACTIVE


def test_the_closing_talk_is_open_until_both_sides_are_heard_or_out_of_reach(make: Make, database: Database) -> None:
    pairing = make.pairing()
    _end(make, pairing)
    assert pairings.next_steps(_row(database, pairing))[0] is Step.CLOSING_TALK
    with make.writing() as session:
        pairings.note_talk(session, pairing, Role.MENTOR, make.today, today=make.today)
    assert pairings.talks_missing(_row(database, pairing))
    with make.writing() as session:
        pairings.note_talk(session, pairing, Role.MENTEE, make.today, today=make.today, possible=False)
    row = _row(database, pairing)
    assert not pairings.talks_missing(row)
    assert (row.closing_talk_mentor_on, row.closing_talk_mentee_on) == (make.today, None)
    assert Step.CLOSING_TALK not in pairings.next_steps(row)


def test_going_on_privately_is_kept(make: Make, database: Database) -> None:
    pairing = make.pairing()
    _end(make, pairing)
    with make.writing() as session:
        pairings.note_outcome(session, pairing, YesNo.YES)
    assert _row(database, pairing).continues_privately is YesNo.YES


def test_the_mentee_of_an_ended_pairing_can_wait_again(make: Make, database: Database) -> None:
    mentee = make.mentee()
    pairing = make.pairing(mentee=mentee)
    _end(make, pairing)
    assert _status(database, mentee, Role.MENTEE) is RoleStatus.ENDED
    with make.writing() as session:
        pairings.wait_again(session, pairing, make.today)
    assert _status(database, mentee, Role.MENTEE) is RoleStatus.WAITING


def test_a_stopped_trial_did_not_come_about(make: Make, database: Database) -> None:
    pairing = make.proposal()
    with make.writing() as session:
        pairings.start_trial(session, pairing, make.today)
    _end(make, pairing, waits=True)
    row = _row(database, pairing)
    assert (row.status, row.end_reason) == (PairingStatus.FAILED, EndReason.MOVED)
    with database.reading() as session:
        assert session.exec(select(Pairing.trial_result)).one() is TrialResult.STOPPED


def test_reopening_keeps_the_history_and_takes_the_end_back(make: Make, database: Database) -> None:
    mentor, mentee = make.mentor(), make.mentee()
    pairing = make.pairing(mentor, mentee, make.today - timedelta(days=60))
    _end(make, pairing, make.today - timedelta(days=20))
    with make.writing() as session:
        pairings.note_talk(session, pairing, Role.MENTOR, make.today, today=make.today)
        pairings.reopen(session, pairing, make.today, today=make.today)
    row = _row(database, pairing)
    assert (row.status, row.ended_on, row.end_reason, row.ended_by) == (PairingStatus.ACTIVE, None, None, None)
    assert row.closing_talk_mentor_on is None
    assert _steps(database, pairing) == ["proposed", "started", "ended", "talk_mentor", "reopened"]
    assert _status(database, mentor, Role.MENTOR) is RoleStatus.ACTIVE
    assert _status(database, mentee, Role.MENTEE) is RoleStatus.PAIRED
    with database.reading() as session:
        ended = next(one for one in timeline.of_pairing(session, pairing) if one.title == "Beendet")
    assert ended.text == "Umzug (beendet durch: beide)"


def test_reopening_asks_for_papers_as_a_start_does(make: Make, database: Database) -> None:
    mentee = make.mentee(birth_date=date(2014, 3, 1), with_papers=False)
    mentor = make.mentor()
    with make.writing() as session:
        pairing = pairings.take_over(session, mentor, mentee, date(2025, 5, 1), make.today)
    _end(make, pairing)
    with pytest.raises(pairings.GateClosed), make.writing() as session:
        pairings.reopen(session, pairing, make.today, today=make.today)
    assert _row(database, pairing).status is PairingStatus.ENDED
    assert _status(database, mentee, Role.MENTEE) is RoleStatus.ENDED


def test_reopening_needs_free_places(make: Make) -> None:
    mentor = make.mentor(places=1)
    first = make.pairing(mentor)
    _end(make, first)
    make.pairing(mentor)
    with pytest.raises(pairings.NotPossible, match="keinen freien Platz"), make.writing() as session:
        pairings.reopen(session, first, make.today, today=make.today)


def test_reopening_is_refused_to_people_kept_apart_or_gone(make: Make) -> None:
    mentor, mentee = make.mentor(), make.mentee()
    pairing = make.pairing(mentor, mentee)
    _end(make, pairing)
    with make.writing() as session:
        people.keep_apart(session, mentor, mentee)
    with pytest.raises(pairings.NotPossible, match="nicht zusammenkommen"), make.writing() as session:
        pairings.reopen(session, pairing, make.today, today=make.today)
    with make.writing() as session:
        people.allow_together(session, mentor, mentee)
        people.set_status(session, mentor, Role.MENTOR, RoleStatus.ENDED, make.today)
    with pytest.raises(pairings.NotPossible, match="nimmt nicht"), make.writing() as session:
        pairings.reopen(session, pairing, make.today, today=make.today)


def test_a_declined_proposal_comes_back_as_a_proposal(make: Make, database: Database) -> None:
    mentee = make.mentee()
    pairing = make.proposal(mentee=mentee)
    with make.writing() as session:
        pairings.decline(session, pairing, make.today)
        pairings.reopen(session, pairing, make.today, today=make.today)
    assert _row(database, pairing).status is PairingStatus.PROPOSED
    assert _status(database, mentee, Role.MENTEE) is RoleStatus.PROPOSED


def test_a_family_with_two_mentors_stays_paired_while_one_remains(make: Make, database: Database) -> None:
    family = make.mentee(mentors=2)
    first = make.pairing(make.mentor(), family)
    second = make.proposal(make.mentor(), family)
    assert _status(database, family, Role.MENTEE) is RoleStatus.PAIRED
    with make.writing() as session:
        pairings.start(session, second, make.today)
    with pytest.raises(pairings.NotPossible, match="hat schon eine Patin"):
        make.proposal(make.mentor(), family)
    _end(make, first)
    assert _status(database, family, Role.MENTEE) is RoleStatus.PAIRED
    _end(make, second)
    assert _status(database, family, Role.MENTEE) is RoleStatus.ENDED


def test_who_has_another_proposal_does_not_wait(make: Make, database: Database) -> None:
    mentee = make.mentee()
    first, _second = make.proposal(mentee=mentee), make.proposal(mentee=mentee)
    with make.writing() as session:
        pairings.decline(session, first, make.today)
    assert _status(database, mentee, Role.MENTEE) is RoleStatus.PROPOSED


def test_a_mentee_who_withdrew_stays_withdrawn_when_the_pairing_ends(make: Make, database: Database) -> None:
    mentee = make.mentee()
    pairing = make.pairing(mentee=mentee)
    with make.writing() as session:
        consent.withdraw(session, mentee, Purpose.PARTICIPATION, make.today, make.today)
        people.set_status(session, mentee, Role.MENTEE, RoleStatus.WITHDRAWN, make.today)
    _end(make, pairing, waits=True)
    assert _status(database, mentee, Role.MENTEE) is RoleStatus.WITHDRAWN


def test_places_can_be_added_but_not_taken_from_under_running_pairings(make: Make, database: Database) -> None:
    mentor = make.mentor(places=1)
    make.pairing(mentor)
    make.places(mentor, Role.MENTOR, 2)
    make.pairing(mentor)
    with pytest.raises(FieldError, match="laufen schon mehr"):
        make.places(mentor, Role.MENTOR, 1)
    with pytest.raises(RuleBroken), make.writing() as session:
        place = session.exec(select(PersonRole).where(PersonRole.person_id == mentor)).one()
        place.capacity = 1


def test_the_file_itself_keeps_the_role_that_a_running_pairing_needs(make: Make) -> None:
    mentor = make.mentor()
    pairing = make.pairing(mentor)
    with pytest.raises(RuleBroken), make.writing() as session:
        session.delete(session.exec(select(PersonRole).where(PersonRole.person_id == mentor)).one())
    with pytest.raises(RuleBroken), make.writing() as session:
        place = session.exec(select(PersonRole).where(PersonRole.person_id == mentor)).one()
        place.role = Role.HELPER
    with pytest.raises(MentorHubError, match="gehören Patenschaften"), make.writing() as session:
        people.remove_role(session, mentor, Role.MENTOR)
    _end(make, pairing)
    with make.writing() as session:
        session.delete(session.exec(select(PersonRole).where(PersonRole.person_id == mentor)).one())


def test_who_is_together_must_part_before_being_kept_apart(make: Make) -> None:
    mentor, mentee = make.mentor(), make.mentee()
    make.proposal(mentor, mentee)
    with pytest.raises(MentorHubError, match="offene Patenschaft"), make.writing() as session:
        people.keep_apart(session, mentor, mentee)
    with pytest.raises(RuleBroken, match="offene Patenschaft"), make.writing() as session:
        session.add(NeverTogether(mentor_id=mentor, mentee_id=mentee))


def test_numbers_have_no_gaps_whatever_becomes_of_a_pairing(make: Make, database: Database) -> None:
    first = make.proposal()
    mentor, mentee, unsigned = make.mentor(), make.mentee(mentors=2), make.mentor(with_papers=False)
    with make.writing() as session:
        pairings.decline(session, first, make.today)
        pairings.take_over(session, mentor, mentee, date(2025, 5, 1), make.today)
    with pytest.raises(pairings.GateClosed), make.writing() as session:
        refused = pairings.propose(session, unsigned, mentee, make.today)
        pairings.start(session, refused, make.today)
    make.pairing()
    make.proposal()
    with database.reading() as session:
        numbers = [row.number for row in pairings.rows(session, pairings.search(session, sort="number"))]
    assert numbers == ["PS-2025-001", "PS-2026-001", "PS-2026-002", "PS-2026-003"]


def test_the_time_line_holds_everything_newest_first(make: Make, database: Database) -> None:
    pairing = make.pairing(start=make.today - timedelta(days=60))
    make.meeting(pairing, date(2026, 10, 7), topics=frozenset({Topic.GERMAN}))
    make.meeting(pairing, date(2026, 10, 31), is_month=True, count=3, minutes=480)
    make.meeting(pairing, date(2026, 10, 9), happened="no_show", minutes=None)
    with make.writing() as session:
        pairings.note_signed(session, pairing, make.today - timedelta(days=50))
        pairings.note_signed(session, pairing, make.today - timedelta(days=49))
    with database.reading() as session:
        moments = timeline.of_pairing(session, pairing)
    october = next(one for one in moments if one.kind is timeline.Kind.MEETINGS)
    assert (october.title, october.text) == ("Oktober 2026: 4 Treffen", "9 Std. · 1 ausgefallen · Deutsch üben")
    signed = [one.day for one in moments if one.title == "Vereinbarung unterschrieben"]
    assert signed == [make.today - timedelta(days=49)]
    assert [one.day for one in moments] == sorted((one.day for one in moments), reverse=True)
    assert {"Begonnen", "Vorgeschlagen", "Einwilligung", "Verschwiegenheit unterschrieben"} <= {
        one.title for one in moments
    }
