"""Fields an association may do without: their switches, and what must not be stored at all."""

from datetime import date

import pytest

from make import Make
from mentorhub import optional_fields, people, programme
from mentorhub.choices import Region, YesNo
from mentorhub.db.database import Database
from mentorhub.db.tables import Record
from mentorhub.errors import FieldError
from mentorhub.people import PersonDetails
from mentorhub.people.iban import is_iban

OFF_AT_FIRST = {
    "origin_region",
    "refugee_background",
    "migration_history",
    "birth_date",
    "iban",
    "emergency_contact",
    "occupation",
    "authority",
    "satisfaction",
    "scan",
}


def test_what_is_sensitive_is_off_until_somebody_switches_it_on(database: Database) -> None:
    with database.reading() as session:
        fields = programme.fields(session)
        assert {field.name for field in fields if not field.on} == OFF_AT_FIRST
        assert not programme.field_on(session, "authority")
    assert all(field.why and field.source and field.label for field in fields)


def test_every_switch_belongs_to_columns_that_exist() -> None:
    tables = Record.metadata.tables
    for name, entry in programme._shipped_fields().items():
        assert set(entry["columns"]) <= set(tables[entry["table"]].columns.keys()), name


def test_what_must_not_be_stored_has_no_column() -> None:
    """Residence status, health, religion, more of the certificate than its three facts (domain research, b.3, b.7)."""
    words = (
        "residence aufenthalt health disab trauma religio nationality country scan offence diagnos ethnic confession"
    )
    forbidden = words.split()
    found = [
        f"{table.name}.{column.name}"
        for table in Record.metadata.tables.values()
        for column in table.columns
        if any(word in column.name for word in forbidden)
    ]
    assert found == []
    certificate = Record.metadata.tables["conduct_certificate"].columns.keys()
    assert set(certificate) == {"id", "version", "person_id", "issued_on", "relevant_conviction"}


def test_a_field_that_is_off_takes_nothing_in_on_any_path(database: Database, today: date) -> None:
    said = PersonDetails(first_name="Sofia", origin_region=Region.AFRICA, iban="DE02120300000000202051")
    with database.writing() as session:
        person = people.add(session, said, [], today)
        stored = people.get(session, person)
        assert (stored.origin_region, stored.iban) == (Region.UNKNOWN, "")
        people.change(session, person, said, today)
        assert people.get(session, person).origin_region is Region.UNKNOWN


def test_of_adults_only_the_year_of_birth_is_stored(database: Database, today: date) -> None:
    with database.writing() as session:
        adult = people.add(session, PersonDetails(first_name="Anna", birth_date=date(2008, 11, 22)), [], today)
        child = people.add(session, PersonDetails(first_name="Ali", birth_date=date(2008, 11, 23)), [], today)
        assert (people.get(session, adult).birth_date, people.get(session, adult).birth_year) == (None, 2008)
        assert people.get(session, child).birth_date == date(2008, 11, 23)
        programme.switch_field(session, "birth_date", on=True)
        people.change(session, adult, PersonDetails(first_name="Anna", birth_date=date(2008, 11, 22)), today)
        assert people.get(session, adult).birth_date == date(2008, 11, 22)


def test_a_list_with_years_does_not_empty_a_date_that_was_kept(make: Make, database: Database, today: date) -> None:
    person = make.mentee(birth_date=date(1990, 2, 28))
    with database.writing() as session:
        programme.switch_field(session, "birth_date", on=False)
        said = people.as_switched(session, {"first_name": "Olena", "birth_date": date(1990, 2, 28)}, today)
        assert said == {"first_name": "Olena", "birth_year": 1990}
        people.change(session, person, people.get(session, person), today)
        assert people.get(session, person).birth_date == date(1990, 2, 28)


def test_switching_off_keeps_what_is_stored_until_it_is_emptied(make: Make, database: Database, today: date) -> None:
    person = make.mentee(origin_region=Region.AFRICA)
    make.mentee(first_name="Ohne")
    with database.writing() as session:
        programme.switch_field(session, "origin_region", on=False)
        assert people.get(session, person).origin_region is Region.AFRICA
        assert optional_fields.stored(session, "origin_region", today) == 1
        assert optional_fields.erase(session, "origin_region", today) == 1
        assert people.get(session, person).origin_region is Region.UNKNOWN
        assert optional_fields.stored(session, "origin_region", today) == 0


def test_a_field_that_is_off_can_still_be_emptied(make: Make, database: Database, today: date) -> None:
    person = make.mentee(refugee_background=YesNo.YES)
    with database.writing() as session:
        programme.switch_field(session, "refugee_background", on=False)
        emptied = people.get(session, person).model_copy(update={"refugee_background": YesNo.UNKNOWN})
        people.change(session, person, emptied, today)
        assert people.get(session, person).refugee_background is YesNo.UNKNOWN


def test_emptying_birth_dates_leaves_the_year_and_the_children(make: Make, database: Database, today: date) -> None:
    mother = make.mentee(birth_date=date(1990, 2, 28))
    child = make.person(first_name="Ali", birth_date=date(2015, 2, 28))
    with database.writing() as session:
        assert optional_fields.stored(session, "birth_date", today) == 1
        optional_fields.switch(session, [("birth_date", False)], ["birth_date"], today)
        assert (people.get(session, mother).birth_date, people.get(session, mother).birth_year) == (None, 1990)
        assert people.get(session, child).birth_date == date(2015, 2, 28)
        assert not programme.field_on(session, "birth_date")


def test_every_field_can_be_counted_and_emptied(make: Make, database: Database, today: date) -> None:
    make.pairing()
    with database.writing() as session:
        for field in programme.fields(session):
            assert optional_fields.stored(session, field.name, today) == 0, field.name
            assert optional_fields.erase(session, field.name, today) == 0


@pytest.mark.parametrize("iban", ["DE02 1203 0000 0000 2020 51", "de02120300000000202051", "AT02 2050 3021 0102 3600"])
def test_an_account_number_with_right_digits_is_taken(iban: str) -> None:
    assert is_iban(iban)


@pytest.mark.parametrize("iban", ["DE03 1203 0000 0000 2020 51", "DE02 1203 0000 0000 2020 5", "12345678", "DE", "ÄÖ"])
def test_a_mistyped_account_number_is_told_beside_the_field(iban: str) -> None:
    assert set(people.problems({"first_name": "Anna", "iban": iban})) == {"iban"}
    with pytest.raises(FieldError):
        people.details.check(PersonDetails(first_name="Anna", iban=iban))
