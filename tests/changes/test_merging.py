"""Two records of one person become one; nothing is lost, and one key takes it back."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from all_rows import contents
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, col, select

from make import Make
from mentorhub import changes, consent, families, pairings, people
from mentorhub.choices import (
    Attendance,
    EvidenceKind,
    ExpenseKind,
    Level,
    Purpose,
    Role,
    RoleStatus,
    Topic,
    Weekday,
)
from mentorhub.choices import DayPart as Part
from mentorhub.db.database import Database
from mentorhub.db.tables import (
    ConductCertificate,
    Consent,
    Event,
    Evidence,
    Expense,
    Guardian,
    Pairing,
    Participation,
    Person,
    Reminder,
)
from mentorhub.people import PersonDetails, RoleDetails


def _merge(database: Database, keep: UUID, drop: UUID, *choices: str) -> None:
    with database.writing() as session:
        people.merge(session, keep, drop, choices)


def test_the_fields_stand_side_by_side_and_the_chosen_one_stays(database: Database, make: Make) -> None:
    keep = make.person(phone="1", city="Beckum", note="eins")
    drop = make.person(phone="2", email="a@b.example", note="zwei")
    with database.reading() as session:
        found = people.compare(session, keep, drop)
    assert [(each.field, each.first, each.second) for each in found.differences] == [("phone", "1", "2")]
    assert (found.first, found.second) == ("Müller, Anna · P-0001", "Müller, Anna · P-0002")
    _merge(database, keep, drop, "phone")
    with database.reading() as session:
        details = people.get(session, keep)
        assert (details.phone, details.city, details.email, details.note) == (
            "2",
            "Beckum",
            "a@b.example",
            "eins\nzwei",
        )
        assert people.by_number(session, "P-0002") == keep
        assert people.search(session, "P-0002") == [keep]
        with pytest.raises(people.UnknownPerson):
            people.get(session, drop)


def test_a_merger_is_undone_by_one_key(database: Database, make: Make, today: date) -> None:
    keep, drop = make.mentor(), make.mentor(first_name="Anne")
    make.pairing(drop)
    with database.writing() as session:
        consent.inspect_certificate(session, drop, today, False, today)
        consent.inspect_certificate(session, keep, today - timedelta(days=30), False, today)
    before = contents(database)
    _merge(database, keep, drop)
    with database.writing() as session:
        assert changes.undo(session, today).page == "people"
    assert contents(database) == before


def test_a_number_of_a_merged_record_is_not_given_again(database: Database, make: Make) -> None:
    keep, drop = make.person(), make.person()
    _merge(database, keep, drop)
    new = make.person()
    with database.reading() as session:
        assert people.row(session, new).number == "P-0003"


def test_two_who_were_paired_with_each_other_stay_two(database: Database, make: Make) -> None:
    mentor, mentee = make.mentor(), make.mentee()
    make.pairing(mentor, mentee)
    before = contents(database)
    with pytest.raises(people.CannotMerge, match="miteinander"):
        _merge(database, mentor, mentee)
    assert contents(database) == before


def test_two_open_pairings_with_the_same_person_are_settled_first(database: Database, make: Make) -> None:
    mentee = make.mentee(mentors=2)
    one, other = make.mentor(), make.mentor()
    make.pairing(one, mentee)
    make.pairing(other, mentee)
    with pytest.raises(people.CannotMerge, match="offene Patenschaft"):
        _merge(database, one, other)


def test_never_together_is_not_got_past(database: Database, make: Make) -> None:
    mentee, one, other = make.mentee(), make.mentor(), make.mentor()
    make.pairing(one, mentee)
    with database.writing() as session:
        people.keep_apart(session, other, mentee)
    with pytest.raises(people.CannotMerge, match="nie zusammenkommen"):
        _merge(database, one, other)


def test_excluded_outweighs_and_the_older_certificate_counts(database: Database, make: Make, today: date) -> None:
    keep, drop = make.mentor(), make.mentor()
    with database.writing() as session:
        people.set_status(session, drop, Role.MENTOR, RoleStatus.EXCLUDED, today)
        consent.inspect_certificate(session, keep, today, False, today)
        consent.inspect_certificate(session, drop, today - timedelta(days=60), False, today)
    _merge(database, keep, drop)
    with database.reading() as session:
        place = people.role(session, keep, Role.MENTOR)
        assert place is not None
        assert place.status is RoleStatus.EXCLUDED
        row = session.exec(select(ConductCertificate)).one()
        assert (row.person_id, row.issued_on) == (keep, today - timedelta(days=60))


def test_a_consent_taken_back_in_one_record_is_taken_back(database: Database, make: Make, today: date) -> None:
    keep, drop = make.person(), make.person()
    with database.writing() as session:
        consent.give(session, keep, Purpose.PHOTO, today - timedelta(days=9), today)
        consent.give(session, drop, Purpose.PHOTO, today - timedelta(days=9), today)
        consent.withdraw(session, drop, Purpose.PHOTO, today - timedelta(days=1), today)
    _merge(database, keep, drop)
    with database.reading() as session:
        assert not consent.has(session, keep, Purpose.PHOTO)
        assert len(session.exec(select(Consent)).all()) == 2


def test_two_families_become_one(database: Database, make: Make, today: date) -> None:
    keep, drop = make.mentee(), make.mentee()
    with database.writing() as session:
        families.add_members(session, keep, [families.Member("Ivan")], today)
        families.add_members(session, drop, [families.Member("Sofia")], today)
    _merge(database, keep, drop)
    with database.reading() as session:
        assert {details.first_name for _id, details in families.members(session, keep)} == {"Ivan", "Sofia"}


_SIDES = st.fixed_dictionaries(
    {
        "phone": st.sampled_from(["", "02521 1", "02521 2"]),
        "note": st.sampled_from(["", "eins", "zwei"]),
        "topics": st.frozensets(st.sampled_from(list(Topic)), max_size=3),
        "languages": st.dictionaries(st.sampled_from(["de", "uk", "ar"]), st.sampled_from(list(Level)), max_size=3),
        "times": st.frozensets(st.tuples(st.sampled_from(list(Weekday)), st.sampled_from(list(Part))), max_size=3),
        "purposes": st.sets(st.sampled_from([Purpose.PHOTO, Purpose.CONTACT]), max_size=2),
        "role": st.sampled_from([Role.MENTOR, Role.MENTEE]),
        "guardian": st.sampled_from(["", "Eva", "Petro"]),
        "paper": st.sampled_from([None, EvidenceKind.CONFIDENTIALITY, EvidenceKind.SELF_COMMITMENT]),
        "attendance": st.sampled_from([None, *Attendance]),
        "pairing": st.booleans(),
        "certificate": st.sampled_from([None, 10, 50]),
    }
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=_SIDES, second=_SIDES)
def test_nothing_of_either_is_lost(
    database: Database, make: Make, first: dict[str, Any], second: dict[str, Any]
) -> None:
    with database.writing() as session:
        event = Event(title="Schulung", from_on=make.today)
        session.add(event)
        session.flush()
        event_id = event.id
    keep, drop = _entered(make, first, event_id), _entered(make, second, event_id)
    with database.reading() as session:
        had = _facts(session, keep) | _facts(session, drop)
    before = contents(database)
    _merge(database, keep, drop, *(["phone"] if second["phone"] else []))
    with database.reading() as session:
        has = _facts(session, keep)
        assert session.get(Person, drop) is None
        details = people.get(session, keep)
        assert details.phone == (second["phone"] or first["phone"])
        assert {first["note"], second["note"]} - {""} == set(filter(None, details.note.split("\n")))
    assert has == had
    with database.writing() as session:
        changes.undo(session, make.today)
    assert contents(database) == before


def _entered(make: Make, side: dict[str, Any], event_id: UUID) -> UUID:
    today = make.today
    status = RoleStatus.CLEARED if side["role"] is Role.MENTOR else RoleStatus.WAITING
    details = {name: side[name] for name in ("phone", "note", "topics", "times")}
    person = make.person(
        RoleDetails(side["role"], status, 1, today), languages=tuple(side["languages"].items()), **details
    )
    with make.writing() as session:
        for purpose in side["purposes"]:
            consent.give(session, person, purpose, today, today)
        consent.give(session, person, Purpose.PARTICIPATION, today, today)
        consent.add_evidence(session, person, EvidenceKind.CONFIDENTIALITY, today, today)
        if side["paper"]:
            consent.add_evidence(session, person, side["paper"], today - timedelta(days=1), today)
        if side["guardian"]:
            families.add_guardians(session, person, [families.GuardianDetails(side["guardian"])])
        if side["attendance"]:
            session.add(Participation(event_id=event_id, person_id=person, attendance=side["attendance"]))
        if side["certificate"]:
            consent.inspect_certificate(session, person, today - timedelta(days=side["certificate"]), False, today)
        session.add(Reminder(day=today, text=f"anrufen {person}", person_id=person))
        session.add(Expense(day=today, kind=ExpenseKind.POSTAGE, amount_cent=1, person_id=person))
    if side["pairing"]:
        mentor = person if side["role"] is Role.MENTOR else make.mentor(first_name="Bela")
        mentee = person if side["role"] is Role.MENTEE else make.mentee(first_name="Cem")
        make.pairing(mentor, mentee)
    return person


def _facts(session: Session, person: UUID) -> set[object]:
    """All that hangs on one person, without whose it is."""
    details = people.get(session, person)
    own = col(Pairing.mentor_id) == person, col(Pairing.mentee_id) == person
    facts: set[object] = {
        *details.topics,
        *details.times,
        *(code for code, _level in details.languages),
        *(place.role for place in people.roles_of(session, [person]).get(person, ())),
        *session.exec(select(Pairing.id).where(own[0] | own[1])).all(),
        *(row.purpose for row in consent.consents(session, person)),
        *((row.kind, row.day) for row in session.exec(select(Evidence).where(Evidence.person_id == person)).all()),
        *session.exec(select(Guardian.name).where(Guardian.person_id == person)).all(),
        *session.exec(select(Expense.id).where(Expense.person_id == person)).all(),
        *session.exec(select(Reminder.text).where(Reminder.person_id == person)).all(),
        *session.exec(select(Participation.event_id).where(Participation.person_id == person)).all(),
    }
    if consent.certificate(session, person) is not None:
        facts.add("certificate")
    return facts


def test_a_record_is_not_merged_with_itself(database: Database, make: Make) -> None:
    anna = make.person()
    with pytest.raises(people.CannotMerge):
        _merge(database, anna, anna)


def test_all_pairings_follow_and_the_places_grow(database: Database, make: Make) -> None:
    one, other = make.mentor(), make.mentor()
    make.pairing(one)
    make.pairing(other)
    _merge(database, one, other)
    with database.reading() as session:
        assert len(pairings.search(session, person_id=one)) == 2
        place = people.role(session, one, Role.MENTOR)
        assert place is not None
        assert place.capacity == 2


def test_details_without_a_choice_stay_with_the_first(database: Database, make: Make) -> None:
    keep, drop = make.person(phone="1"), make.person(phone="2")
    _merge(database, keep, drop)
    with database.reading() as session:
        assert people.get(session, keep) == PersonDetails(first_name="Anna", last_name="Müller", phone="1")
