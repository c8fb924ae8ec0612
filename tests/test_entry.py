"""What a person's form saves as a whole: the person, the family, and the reminder after a first contact."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from make import Make
from mentorhub import consent, entry, families, people, programme, reminders
from mentorhub.choices import EvidenceKind, Role, RoleStatus
from mentorhub.db.database import Database
from mentorhub.entry import Entry
from mentorhub.errors import FieldError
from mentorhub.families import GuardianDetails, MemberRow
from mentorhub.people import PersonDetails, RoleDetails
from mentorhub.privacy import retention
from mentorhub.today import due

INTERESTED = RoleDetails(Role.MENTOR, RoleStatus.INTERESTED)


def test_a_first_contact_is_to_be_called_back_in_a_week(database: Database, today: date) -> None:
    with database.writing() as session:
        person = entry.save(session, None, Entry(PersonDetails(first_name="Emine"), (INTERESTED,)), today)
        (reminder,) = reminders.of_person(session, person)
        assert reminder.day == today + timedelta(days=7)
        entry.save(session, person, Entry(people.get(session, person), people.row(session, person).roles), today)
        assert len(reminders.of_person(session, person)) == 1


def test_the_day_of_the_reminder_is_a_rule(database: Database, today: date) -> None:
    with database.writing() as session:
        programme.set_rule(session, "application.answer_days", 3)
        person = entry.save(session, None, Entry(PersonDetails(first_name="Emine"), (INTERESTED,)), today)
        assert [one.day for one in reminders.of_person(session, person)] == [today + timedelta(days=3)]


def test_who_is_further_along_needs_no_reminder(database: Database, today: date) -> None:
    cleared = replace(INTERESTED, status=RoleStatus.CLEARED)
    with database.writing() as session:
        person = entry.save(session, None, Entry(PersonDetails(first_name="Emine"), (cleared,)), today)
        assert reminders.of_person(session, person) == []


def test_the_family_is_saved_with_the_person_or_nothing_is(database: Database, today: date) -> None:
    whole = Entry(
        PersonDetails(first_name="Ali", birth_year=2014),
        (RoleDetails(Role.MENTEE, RoleStatus.REGISTERED),),
        (MemberRow("Sara", 2018, "Schwester"),),
        (GuardianDetails("Fatima Rahimi", "0176 04069001", "Mutter"),),
    )
    with database.writing() as session:
        person = entry.save(session, None, whole, today)
        assert [one.first_name for one in families.household(session, person)] == ["Sara"]
        assert [one.name for one in families.guardians(session, person)] == ["Fatima Rahimi"]
    with pytest.raises(FieldError), database.writing() as session:
        entry.save(session, None, replace(whole, members=(MemberRow(""),)), today)
    with database.reading() as session:
        assert len(people.search(session)) == 2


def test_whoever_never_starts_is_kept_half_a_year_after_the_last_step(
    make: Make, database: Database, today: date
) -> None:
    person, active = make.person(INTERESTED), make.mentor()
    make.pairing(active)
    with database.writing() as session:
        assert retention.keep_until(session, person) == date(2027, 5, 22)
        people.set_status(session, person, Role.MENTOR, RoleStatus.TALK, today + timedelta(days=30))
        assert retention.keep_until(session, person) == date(2027, 6, 22)
        assert retention.keep_until(session, active) is None


def test_heute_tells_once_to_call_back(database: Database, today: date) -> None:
    with database.writing() as session:
        person = entry.save(session, None, Entry(PersonDetails(first_name="Emine"), (INTERESTED,)), today)
        later = today + timedelta(days=7)
        assert [one.kind for one in due(session, later) if one.person_id == person] == ["reminder"]
        (reminder,) = reminders.of_person(session, person)
        reminders.done(session, reminder.id, later)
        assert [one.kind for one in due(session, later) if one.person_id == person] == ["interested"]


def test_what_blocks_a_clearance_is_named_and_a_warning_lets_it_pass(make: Make, database: Database) -> None:
    person = make.person(RoleDetails(Role.MENTOR, RoleStatus.TALK))
    cleared = Entry(PersonDetails(first_name="Ruth"), (RoleDetails(Role.MENTOR, RoleStatus.CLEARED),))
    with database.writing() as session:
        programme.set_rule(session, "clear.confidentiality", "block")
    with pytest.raises(FieldError, match="Verschwiegenheit"), database.writing() as session:
        entry.save(session, person, cleared, make.today)
    with database.writing() as session:
        consent.add_evidence(session, person, EvidenceKind.CONFIDENTIALITY, make.today, make.today)
        entry.save(session, person, cleared, make.today)
    with database.reading() as session:
        assert people.row(session, person).status is RoleStatus.CLEARED
    with database.writing() as session:
        programme.set_rule(session, "clear.interview", "block")
        entry.save(session, person, replace(cleared, details=PersonDetails(first_name="Rut")), make.today)
