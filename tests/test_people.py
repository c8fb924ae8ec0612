from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from make import Make
from mentorhub import people
from mentorhub.choices import DayPart, Level, Role, RoleStatus, Topic, Weekday
from mentorhub.db.database import Database
from mentorhub.errors import FieldError, MentorHubError
from mentorhub.matching import open_people
from mentorhub.people import PersonDetails, RoleDetails


def test_a_first_name_is_enough(make: Make, database: Database) -> None:
    person = make.person(RoleDetails(Role.MENTOR, RoleStatus.INTERESTED), first_name="Selam", last_name="")
    with database.reading() as session:
        assert people.row(session, person).name == "Selam"
        assert people.row(session, person).number == "P-0001"


def test_without_a_first_name_nothing_is_saved(make: Make, database: Database) -> None:
    with pytest.raises(FieldError) as trouble:
        make.person(first_name="  ")
    assert trouble.value.field == "first_name"
    with database.reading() as session:
        assert people.search(session) == []


def test_all_problems_of_a_form_are_told_by_field() -> None:
    assert people.problems({"first_name": "Anna"}) == {}
    assert set(people.problems({"first_name": "", "email": "anna"})) == {"first_name"}
    assert set(people.problems({"first_name": "Anna", "birth_year": 1200})) == {"birth_year"}


def test_what_was_entered_comes_back(make: Make, database: Database) -> None:
    details = PersonDetails(
        first_name="Şükrü",
        last_name="Öztürk",
        languages=(("tr", Level.NATIVE), ("de", Level.B2)),
        times=frozenset({(Weekday.TUE, DayPart.MORNING)}),
        topics=frozenset({Topic.GERMAN, Topic.FLAT}),
        district="Neubeckum",
    )
    with database.writing() as session:
        person = people.add(session, details, [], make.today)
    with database.reading() as session:
        assert people.get(session, person) == details


def test_changing_replaces_the_lists(make: Make, database: Database) -> None:
    person = make.mentor(languages=(("tr", Level.NATIVE), ("de", Level.B1)), topics=frozenset({Topic.GERMAN}))
    with database.writing() as session:
        changed = people.get(session, person).model_copy(
            update={"languages": (("de", Level.C1),), "topics": frozenset({Topic.FLAT})}
        )
        people.change(session, person, changed)
    with database.reading() as session:
        assert people.get(session, person).languages == (("de", Level.C1),)
        assert people.get(session, person).topics == {Topic.FLAT}


@pytest.mark.parametrize(
    "words", ["oztu", "oeztuerk", "Öztürk", "ozturk sukru", "p-0001", "0176 0406", "neubeck", "türkisch"]
)
def test_search_is_blind_to_marks_and_finds_number_phone_place_and_language(
    make: Make, database: Database, words: str
) -> None:
    person = make.mentor(
        first_name="Şükrü", last_name="Öztürk", mobile="0176 04069001", district="Neubeckum",
        languages=(("tr", Level.NATIVE),),
    )  # fmt: skip
    make.mentor(first_name="Anna", last_name="Schmidt")
    with database.reading() as session:
        assert people.search(session, words) == [person]


def test_names_in_other_scripts_are_found_in_latin_letters(make: Make, database: Database) -> None:
    person = make.mentee(first_name="Наталія", last_name="Коваленко")
    with database.reading() as session:
        assert people.search(session, "kovalenko") == [person]


def test_lists_are_in_german_order(make: Make, database: Database) -> None:
    for name in ("Zimmer", "Öztürk", "Ohm", "Çelik", "Adler"):
        make.mentor(last_name=name)
    with database.reading() as session:
        rows = people.rows(session, people.search(session))
    assert [row.last_name for row in rows] == ["Adler", "Çelik", "Ohm", "Öztürk", "Zimmer"]


def test_one_person_has_several_roles_and_one_record(make: Make, database: Database) -> None:
    person = make.mentor()
    with database.writing() as session:
        people.set_role(session, person, RoleDetails(Role.MEDIATOR, RoleStatus.CLEARED), make.today)
    with database.reading() as session:
        assert [place.role for place in people.row(session, person).roles] == [Role.MENTOR, Role.MEDIATOR]
        assert people.search(session, role=Role.MEDIATOR) == [person]


def test_places_never_fall_below_what_runs(make: Make, database: Database) -> None:
    mentor = make.mentor(places=2)
    make.pairing(mentor)
    with pytest.raises(FieldError, match="laufen schon mehr"):
        make.places(mentor, Role.MENTOR, 0)


def test_a_role_with_pairings_stays(make: Make, database: Database) -> None:
    mentor = make.mentor()
    make.pairing(mentor)
    with pytest.raises(MentorHubError, match="Patenschaften"), database.writing() as session:
        people.remove_role(session, mentor, Role.MENTOR)


def test_a_mentor_who_once_was_a_mentee_has_places_on_both_sides(make: Make, database: Database) -> None:
    person = make.mentee()
    make.pairing(make.mentor(), person)
    with database.writing() as session:
        people.set_role(session, person, RoleDetails(Role.MENTOR, RoleStatus.CLEARED, 1), make.today)
    with database.reading() as session:
        assert people.running_counts(session, [person], Role.MENTEE) == {person: 1}
        assert people.running_counts(session, [person], Role.MENTOR) == {}


def test_age_counts_full_years() -> None:
    born = PersonDetails(first_name="Kind", birth_date=date(2010, 11, 23))
    assert people.age(born, date(2026, 11, 22)) == 15
    assert people.age(born, date(2026, 11, 23)) == 16
    assert people.age(PersonDetails(first_name="X", birth_year=2010), date(2026, 1, 1)) == 16


def test_with_only_a_year_somebody_may_still_be_a_minor() -> None:
    assert people.may_be_minor(PersonDetails(first_name="X", birth_year=2008), date(2026, 11, 22), 18)
    assert not people.may_be_minor(PersonDetails(first_name="X", birth_year=2007), date(2026, 11, 22), 18)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=st.text(min_size=1, max_size=100), last=st.text(max_size=100))
def test_any_name_that_can_be_typed_is_kept_or_refused_in_words(make: Make, first: str, last: str) -> None:
    with make.database.writing() as session:
        try:
            person = people.add(session, PersonDetails(first_name=first, last_name=last), [], make.today)
        except FieldError:
            assert not first.strip()
        else:
            assert people.get(session, person).last_name == last
        session.rollback()


def test_topics_that_matter_most_are_kept_and_a_change_of_other_things_leaves_them(
    database: Database, make: Make, today: date
) -> None:
    wanted = frozenset({Topic.GERMAN, Topic.FORMS})
    person = make.mentee(topics=wanted, first_topics=frozenset({Topic.FORMS}))
    with database.writing() as session:
        people.change(session, person, people.get(session, person).model_copy(update={"district": "Roland"}))
    with database.reading() as session:
        kept = people.get(session, person)
        (candidate,) = open_people.load(session, today).mentees
    assert (kept.topics, kept.first_topics) == (wanted, frozenset({Topic.FORMS}))
    assert candidate.first_topics == frozenset({Topic.FORMS})
    with database.writing() as session:
        people.change(session, person, kept.model_copy(update={"topics": frozenset({Topic.GERMAN})}))
    with database.reading() as session:
        assert people.get(session, person).first_topics == frozenset()
