"""Who is removed is gone from every list, and comes back whole for thirty days."""

import json
from datetime import date, timedelta

import pytest
from all_rows import contents, log
from sqlmodel import SQLModel, select

from make import Make
from mentorhub import changes, consent, entry, families, notes, pairings, people, programme
from mentorhub.choices import EndedBy, EndReason, ExpenseKind, ExpenseStatus, Purpose, Topic
from mentorhub.db.database import Database
from mentorhub.db.tables import BinEntry, Expense, Household, Pairing, Person, Reminder


def _ended(database: Database, make: Make, today: date) -> tuple[object, object]:
    mentor = make.mentor()
    mentee = make.mentee(note="Wiese", languages=(("uk", "native"),))
    pairing = make.pairing(mentor, mentee, start=today - timedelta(days=30))
    make.meeting(pairing, topics=frozenset({Topic.GERMAN}))
    with database.writing() as session:
        families.add_guardians(session, mentee, [families.GuardianDetails("Eva")])
        families.add_members(session, mentee, [families.Member("Ivan")], today)
        session.add(Reminder(day=today, text="anrufen", person_id=mentee))
        session.add(Expense(day=today, kind=ExpenseKind.TRANSIT, amount_cent=300, person_id=mentor, pairing_id=pairing))
        consent.inspect_certificate(session, mentor, today, False, today)
        pairings.end(session, pairing, today, EndReason.GOAL, EndedBy.BOTH, today=make.today)
    return mentor, mentee


@pytest.mark.parametrize("who", [0, 1])
def test_a_removed_person_is_gone_everywhere_and_comes_back_whole(
    database: Database, make: Make, today: date, who: int
) -> None:
    person = _ended(database, make, today)[who]
    before = contents(database)
    with database.writing() as session:
        entry = changes.remove_person(session, person, today)  # type: ignore[arg-type]
    with database.reading() as session:
        assert person not in people.search(session)
        assert notes.search(session, "Wiese") == [] if who else True
        assert session.exec(select(Pairing)).all() == []
        assert next(row.contents for row in changes.binned(session)).startswith("1 Patenschaft, 1 Aktivität")
    with database.writing() as session:
        assert changes.restore(session, entry) == person
    assert contents(database) == before
    assert ("restored", "person", "") in log(database)


def test_removing_is_undone_by_one_key_too(database: Database, make: Make, today: date) -> None:
    mentor, _mentee = _ended(database, make, today)
    before = contents(database)
    with database.writing() as session:
        changes.remove_person(session, mentor, today)  # type: ignore[arg-type]
    with database.writing() as session:
        changes.undo(session, today)
    assert contents(database) == before


def test_whoever_has_an_open_pairing_stays(database: Database, make: Make, today: date) -> None:
    mentor = make.mentor()
    make.proposal(mentor)
    before = contents(database)
    with pytest.raises(changes.NotRemovable, match="PS-2026-001"), database.writing() as session:
        changes.remove_person(session, mentor, today)
    assert contents(database) == before


def test_whose_expenses_are_in_the_books_stays(database: Database, make: Make, today: date) -> None:
    mentor = make.mentor()
    with database.writing() as session:
        session.add(Expense(day=today, amount_cent=300, status=ExpenseStatus.PAID, paid_on=today, person_id=mentor))
    with pytest.raises(changes.NotRemovable, match="Auslagen"), database.writing() as session:
        changes.remove_person(session, mentor, today)


def test_two_of_a_pairing_come_back_in_the_right_order(database: Database, make: Make, today: date) -> None:
    mentor, mentee = _ended(database, make, today)
    before = contents(database)
    with database.writing() as session:
        first = changes.remove_person(session, mentee, today)  # type: ignore[arg-type]
    with database.writing() as session:
        second = changes.remove_person(session, mentor, today)  # type: ignore[arg-type]
    with pytest.raises(changes.NotRestorable, match="Müller, Anna"), database.writing() as session:
        changes.restore(session, first)
    with database.writing() as session:
        changes.restore(session, second)
    with database.writing() as session:
        changes.restore(session, first)
    assert contents(database) == before


def test_what_stood_beside_and_is_gone_is_left_out(database: Database, make: Make, today: date) -> None:
    mentor, mentee = _ended(database, make, today)
    with database.writing() as session:
        first = changes.remove_person(session, mentee, today)  # type: ignore[arg-type]
    with database.writing() as session:
        second = changes.remove_person(session, mentor, today)  # type: ignore[arg-type]
    with database.writing() as session:
        changes.throw_away(session, second)
        for household in session.exec(select(Household)).all():
            session.delete(household)
    with database.writing() as session:
        changes.restore(session, first)
    with database.reading() as session:
        back = session.exec(select(Person).where(Person.id == mentee)).one()
        assert back.household_id is None
        assert session.exec(select(Pairing)).all() == []


def test_numbers_of_those_in_the_bin_are_not_given_again(database: Database, make: Make, today: date) -> None:
    _mentor, mentee = _ended(database, make, today)
    with database.writing() as session:
        entry = changes.remove_person(session, mentee, today)  # type: ignore[arg-type]
    make.pairing(make.mentor(first_name="Bela"), make.mentee(first_name="Cem"))
    with database.writing() as session:
        changes.restore(session, entry)
    with database.reading() as session:
        assert len(session.exec(select(Pairing.id)).all()) == 2


def test_the_bin_is_emptied_after_thirty_days(database: Database, make: Make, today: date) -> None:
    anna = make.person()
    with database.writing() as session:
        changes.remove_person(session, anna, today)
    day = today + timedelta(days=29)
    with database.writing() as session:
        assert not changes.has_expired(session, day)
        assert changes.empty_bin(session, day) == 0
    day += timedelta(days=1)
    with database.writing() as session:
        assert changes.has_expired(session, day)
        assert changes.empty_bin(session, day) == 1
    with database.reading() as session:
        assert session.exec(select(BinEntry)).all() == []
    assert database.steps.last() is None


def test_a_certificate_lies_in_the_bin_no_longer_than_the_law_allows(
    database: Database, make: Make, today: date
) -> None:
    mentor, _mentee = _ended(database, make, today)
    with database.writing() as session:
        programme.set_rule(session, "bin.keep_days", 400)
        assert not changes.going_along(session, mentor, today).certificate_goes  # type: ignore[arg-type]
        lying = changes.remove_person(session, mentor, today)  # type: ignore[arg-type]
    until = consent.months_later(today, 6)
    with database.writing() as session:
        assert not changes.has_expired(session, until - timedelta(days=1))
        assert changes.has_expired(session, until)
        assert changes.empty_bin(session, until) == 0
        assert not changes.has_expired(session, until)
    with database.writing() as session:
        changes.restore(session, lying)
        assert consent.certificate(session, mentor) is None  # type: ignore[arg-type]
        assert len(session.exec(select(Pairing.id)).all()) == 1


def test_a_certificate_without_any_activity_goes_at_once(database: Database, make: Make, today: date) -> None:
    mentor = make.mentor()
    with database.writing() as session:
        consent.inspect_certificate(session, mentor, today, False, today)
    with database.writing() as session:
        assert changes.going_along(session, mentor, today).certificate_goes
        lying = changes.remove_person(session, mentor, today)
        assert "conduct_certificate" not in json.loads(session.get_one(BinEntry, lying).content)["rows"]
    with pytest.raises(changes.NothingToUndo), database.writing() as session:
        changes.undo(session, today)
    with database.writing() as session:
        changes.restore(session, lying)
    with database.reading() as session:
        assert people.get(session, mentor).first_name == "Anna"
        assert consent.certificate(session, mentor) is None


def test_a_member_taken_out_of_the_family_lies_in_the_bin_and_comes_back_into_it(
    database: Database, make: Make, today: date
) -> None:
    mother = make.mentee(first_name="Fatima", last_name="Rahimi")
    with database.writing() as session:
        families.add_members(session, mother, [families.Member("Ali", 2016, "Sohn")], today)
    before = contents(database)
    with database.reading() as session:
        whole = entry.Entry(people.get(session, mother), people.roles_of(session, [mother])[mother])
    with database.writing() as session:
        entry.save(session, mother, whole, today)
    with database.reading() as session:
        assert families.household(session, mother) == ()
        assert people.search(session, "Ali") == []
        (lying,) = changes.binned(session)
        assert lying.label.startswith("Rahimi, Ali")
    with database.writing() as session:
        changes.restore(session, lying.id)
    with database.reading() as session:
        assert [one.first_name for one in families.household(session, mother)] == ["Ali"]
    with database.writing() as session:
        entry.save(session, mother, whole, today)
    with database.writing() as session:
        changes.undo(session, today)
    assert contents(database) == before


def test_what_is_thrown_away_is_not_undone(database: Database, make: Make, today: date) -> None:
    anna = make.person()
    with database.writing() as session:
        entry = changes.remove_person(session, anna, today)
    with database.writing() as session:
        changes.throw_away(session, entry)
    with pytest.raises(changes.NothingToUndo), database.writing() as session:
        changes.undo(session, today)


def test_nobody_sees_who_lies_in_the_bin(database: Database, make: Make, today: date) -> None:
    """Every table but the bin itself and the log is as if the person had never been."""
    before = contents(database)
    anna = make.person(languages=(("uk", "native"),), topics=frozenset({Topic.GERMAN}))
    with database.writing() as session:
        consent.give(session, anna, Purpose.PHOTO, today, today)
    with database.writing() as session:
        changes.remove_person(session, anna, today)
    after = contents(database)
    assert {name for name in SQLModel.metadata.tables if before.get(name) != after.get(name)} == {"bin_entry"}
