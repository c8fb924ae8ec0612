from datetime import date, timedelta
from itertools import product
from uuid import UUID

import pytest
from sqlalchemy import event

from make import Make
from mentorhub import consent, pairings
from mentorhub.choices import ConsentGiver, Purpose
from mentorhub.consent import gates
from mentorhub.db.database import Database
from mentorhub.db.tables import Household, Person


def mixed(make: Make) -> list[tuple[UUID, UUID]]:
    """Mentors and mentees with all, some and no papers; minors; a family with a child."""
    today = make.today
    mentors = [make.mentor(), make.mentor(with_papers=False), make.mentor(), make.mentor()]
    child = make.mentee(birth_date=date(2014, 5, 1))
    mother = make.mentee(birth_date=date(1990, 1, 1))
    mentees = [make.mentee(), make.mentee(with_papers=False), child, make.mentee(birth_year=today.year - 18), mother]
    son = make.person(first_name="Sami", birth_date=date(2020, 1, 1))
    with make.writing() as session:
        consent.inspect_certificate(session, mentors[2], today - timedelta(days=10), False, today)
        consent.give(session, child, Purpose.GUARDIANS, today, today, given_by=ConsentGiver.GUARDIANS)
        home = Household()
        session.add(home)
        session.flush()
        for member in (mother, son):
            person = session.get(Person, member)
            assert person is not None
            person.household_id = home.id
    return list(product(mentors, mentees))


def test_many_pairs_at_once_miss_what_each_misses_alone(make: Make, database: Database) -> None:
    pairs = mixed(make)
    for day in (make.today, make.today + timedelta(days=6 * 366)):
        with database.reading() as session:
            at_once = pairings.missing_for_pairs(session, pairs, day)
            assert at_once == {pair: pairings.missing(session, *pair, day) for pair in pairs}
    keys = {tuple(item.key for item in items) for items in at_once.values()}
    assert ("certificate",) in keys, "a mother with a child at home, and a certificate that has run out"
    assert len(keys) > 4


def test_the_number_of_questions_to_the_file_does_not_grow_with_the_pairs(
    make: Make, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    pairs = mixed(make)
    asked: list[str] = []
    with database.reading() as session:
        connection = session.connection()
        event.listen(connection, "before_cursor_execute", lambda *args: asked.append(args[2]))
        pairings.missing_for_pairs(session, pairs[:1], make.today)
        for_one = len(asked)
        pairings.missing_for_pairs(session, pairs, make.today)
        assert len(asked) - for_one <= for_one + 1
        monkeypatch.setattr(gates, "_MANY", 1)
        by_the_whole_table = pairings.missing_for_pairs(session, pairs, make.today)
    with database.reading() as session:
        assert by_the_whole_table == pairings.missing_for_pairs(session, pairs, make.today)


def test_no_pairs_miss_nothing(database: Database, today: date) -> None:
    with database.reading() as session:
        assert pairings.missing_for_pairs(session, [], today) == {}
