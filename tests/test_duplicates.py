"""Somebody being typed who is there already, in another spelling or with another way of writing the phone."""

import time

import pytest

from make import Make
from mentorhub import people
from mentorhub.db.database import Database


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("Mohammed", "Haddad"),
        ("Muhammad", "Hadad"),
        ("Haddad", "Mohamed"),
        ("محمد", "حداد"),
    ],
)
def test_a_name_is_found_in_other_spellings_orders_and_scripts(
    make: Make, database: Database, first: str, last: str
) -> None:
    make.mentor(first_name="Mohammed", last_name="Haddad", district="Neubeckum")
    make.mentor(first_name="Anna", last_name="Müller")
    with database.reading() as session:
        (found,) = people.alike(session, first, last)
    assert (found.number, found.name, found.place, found.same_phone) == (
        "P-0001",
        "Mohammed Haddad",
        "Neubeckum",
        False,
    )


@pytest.mark.parametrize(("first", "last"), [("Anna", "Mueller"), ("Анна", "Мюллер"), ("Anna", "Müler")])
def test_german_names_are_found_too(make: Make, database: Database, first: str, last: str) -> None:
    make.mentor(first_name="Anna", last_name="Müller")
    with database.reading() as session:
        assert [one.name for one in people.alike(session, first, last)] == ["Anna Müller"]


@pytest.mark.parametrize(
    ("first", "last"), [("Anna", ""), ("Anna", "Schmidt"), ("Berta", "Müller"), ("", ""), ("A", "")]
)
def test_half_a_name_disturbs_nobody(make: Make, database: Database, first: str, last: str) -> None:
    make.mentor(first_name="Anna", last_name="Müller")
    with database.reading() as session:
        assert people.alike(session, first, last) == []


@pytest.mark.parametrize("phone", ["+49 (0)2521 29-0555", "0049 2521 290555", "02521/290555"])
def test_a_phone_is_the_same_however_it_is_written(make: Make, database: Database, phone: str) -> None:
    make.mentor(first_name="Ruth", last_name="Weiß", mobile="02521 290 555")
    with database.reading() as session:
        (found,) = people.alike(session, "Sofia", "Zander", [phone, ""])
        assert found.same_phone
        assert people.alike(session, "Sofia", "Zander", ["0252", ""]) == []


def test_nobody_is_alike_to_herself(make: Make, database: Database) -> None:
    person = make.mentor(first_name="Ruth", last_name="Weiß", phone="02521 290555")
    with database.reading() as session:
        assert people.alike(session, "Ruth", "Weiß", ["02521 290555"], person) == []


def test_among_many_people_the_answer_comes_while_one_types(make: Make, database: Database) -> None:
    with database.writing() as session:
        for n in range(300):
            people.add(session, people.PersonDetails(first_name=f"Person{n}", last_name=f"Muster{n}"), [], make.today)
        session.rollback()
        people.alike(session, "Warm", "Laufen")
        began = time.perf_counter()
        people.alike(session, "Persona", "Musterfrau")
        assert time.perf_counter() - began < 0.5
