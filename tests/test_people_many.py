"""Many people added at once are what they would be one by one."""

from datetime import date
from typing import Any

import sqlalchemy as sa

from mentorhub import people
from mentorhub.choices import DayPart, Level, Role, RoleStatus, Topic, Weekday
from mentorhub.db.database import Database
from mentorhub.db.tables import Person, PersonLanguage, PersonRole, PersonTime, PersonTopic, RoleStep
from mentorhub.people import PersonDetails, RoleDetails

WANTED = [
    (
        PersonDetails(
            first_name="Şükrü",
            last_name="Öztürk",
            mobile="0176 04069001",
            birth_date=date(1980, 2, 1),
            languages=(("tr", Level.NATIVE), ("de", Level.B2)),
            times=frozenset({(Weekday.MON, DayPart.EVENING)}),
            topics=frozenset({Topic.GERMAN}),
        ),
        (RoleDetails(Role.MENTOR, RoleStatus.CLEARED, 2), RoleDetails(Role.MEDIATOR, RoleStatus.PAPERS_OPEN)),
    ),
    (PersonDetails(first_name="Olena"), (RoleDetails(Role.MENTEE, RoleStatus.WAITING, 1, date(2026, 1, 2)),)),
    (PersonDetails(first_name="Eva", last_name="Lange"), ()),
]
OWN = {"id", "person_id", "role_id", "created_at", "changed_at"}


def stored(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Everything but keys and moments."""
    found = {}
    with database.reading() as session:
        for table in (Person, PersonRole, RoleStep, PersonLanguage, PersonTime, PersonTopic):
            columns = [column for column in table.__table__.columns if column.name not in OWN]
            found[table.__name__] = sorted((tuple(row) for row in session.execute(sa.select(*columns))), key=repr)
        numbers = people.rows(session, people.search(session, sort="number"))
        found["rows"] = [(row.number, row.name, tuple(str(place.role) for place in row.roles)) for row in numbers]
    return found


def test_many_people_added_at_once_are_what_they_would_be_one_by_one(database: Database, today: date) -> None:
    with database.writing() as session:
        for details, roles in WANTED:
            people.add(session, details, roles, today)
    one_by_one = stored(database)
    with database.writing() as session:
        for person in people.search(session):
            session.delete(session.get(Person, person))
    with database.writing() as session:
        added = people.add_all(session, WANTED, today)
    assert [number for _id, number in added] == ["P-0001", "P-0002", "P-0003"]
    assert stored(database) == one_by_one
