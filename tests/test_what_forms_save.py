"""What the forms of a person and of the settings hand over as a whole."""

from dataclasses import replace
from datetime import date

import pytest

from make import Make
from mentorhub import consent, people, programme
from mentorhub.choices import Purpose, Region, Role, RoleStatus
from mentorhub.db.database import Database
from mentorhub.errors import FieldError, MentorHubError
from mentorhub.people import PersonDetails, RoleDetails


def test_a_form_adds_a_new_person_with_its_roles(database: Database, today: date) -> None:
    with database.writing() as session:
        person = people.write(
            session,
            None,
            PersonDetails(first_name="Aylin"),
            [RoleDetails(Role.MENTOR, RoleStatus.INTERESTED, 2)],
            today,
        )
    with database.reading() as session:
        assert people.get(session, person).first_name == "Aylin"
        assert people.row(session, person).places == (2, 2)


def test_a_form_changes_fields_and_roles_together(database: Database, make: Make, today: date) -> None:
    person = make.mentor(first_name="Aylin")
    with database.writing() as session:
        details = people.get(session, person).model_copy(update={"district": "Vellern"})
        helper = RoleDetails(Role.HELPER, RoleStatus.ACTIVE)
        people.write(session, person, details, [helper], today)
    with database.reading() as session:
        assert people.get(session, person).district == "Vellern"
        assert [place.role for place in people.row(session, person).roles] == [Role.HELPER]


def test_a_role_with_a_pairing_stays_and_nothing_is_saved(database: Database, make: Make, today: date) -> None:
    person = make.mentor(first_name="Aylin")
    make.pairing(mentor=person)
    renamed = PersonDetails(first_name="Andere")
    with pytest.raises(MentorHubError, match="Rolle bleibt"), database.writing() as session:
        people.write(session, person, renamed, [], today)
    with database.reading() as session:
        assert people.get(session, person).first_name == "Aylin"


def test_fewer_places_than_pairings_are_refused(database: Database, make: Make, today: date) -> None:
    person = make.mentor(places=2)
    make.pairing(mentor=person)
    with database.reading() as session:
        (place,) = people.row(session, person).roles
        assert people.row(session, person).places == (1, 2)
    with pytest.raises(FieldError, match="Plätze"), database.writing() as session:
        people.write(session, person, people.get(session, person), [replace(place, capacity=0)], today)


def test_only_a_mentor_has_places(database: Database, make: Make) -> None:
    mentee = make.mentee()
    with database.reading() as session:
        assert people.row(session, mentee).places is None


def test_districts_in_use_come_most_frequent_first(database: Database, make: Make) -> None:
    for district in ("Roland", "Beckum", "Beckum", ""):
        make.mentor(district=district)
    with database.reading() as session:
        assert people.districts(session) == ["Beckum", "Roland"]


@pytest.mark.parametrize("purpose", list(Purpose))
def test_what_a_withdrawal_entails_is_known_before(
    database: Database, make: Make, today: date, purpose: Purpose
) -> None:
    person = make.mentee(with_papers=False, origin_region=Region.AFRICA)
    with database.writing() as session:
        consent.give(session, person, purpose, today, today)
    with database.writing() as session:
        assert consent.withdraw(session, person, purpose, today, today) == consent.consequence(purpose)
    with database.reading() as session:
        wiped = people.get(session, person).origin_region is Region.UNKNOWN
    assert wiped == (purpose is Purpose.SPECIAL)


def test_a_rule_goes_back_to_its_default(database: Database) -> None:
    with database.writing() as session:
        programme.set_rule(session, "contact.red_days", 99)
    with database.writing() as session:
        programme.reset_rule(session, "contact.red_days")
        programme.reset_rule(session, "contact.yellow_days")
    with database.reading() as session:
        assert programme.number(session, "contact.red_days") == 60
