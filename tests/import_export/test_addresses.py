"""Anschriften: who gets a letter, who is left out and why; dates for the calendar."""

from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl

from make import Make
from mentorhub import changes, consent, events, people, reminders
from mentorhub.choices import Gender, MenteeKind, Purpose, Role, RoleStatus
from mentorhub.db.database import Database
from mentorhub.events import EventDetails
from mentorhub.import_export import addresses
from mentorhub.people import RoleDetails
from mentorhub.today import calendar

HOME: dict[str, Any] = {"street": "Nordwall 1", "postcode": "01067", "city": "Dresden"}


def test_everybody_is_addressed_or_left_out_with_the_reason(database: Database, make: Make, today: date) -> None:
    eva = make.mentor(first_name="Eva", last_name="Abel", gender=Gender.FEMALE, **HOME)
    child = make.mentee(first_name="Ben", last_name="Klein", gender=Gender.MALE, birth_date=date(2015, 3, 1), **HOME)
    family = make.mentee(first_name="Emine", last_name="Yılmaz", kind=MenteeKind.FAMILY, **HOME)
    lost = make.mentor(last_name="Ohneweg", street="Nordwall 1")
    tired = make.mentor(last_name="Ruhig", **HOME)
    out = make.person(RoleDetails(Role.MENTOR, RoleStatus.EXCLUDED), last_name="Draußen", **HOME)
    binned = make.mentor(last_name="Weg", **HOME)
    with database.writing() as session:
        consent.give(session, tired, Purpose.INVITATIONS, today, today)
        consent.withdraw(session, tired, Purpose.INVITATIONS, today, today)
        changes.remove_person(session, binned, today)
    with database.reading() as session:
        found = addresses.look(session, [eva, child, family, lost, tired, out, binned, eva], today)
    assert [(each.salutation, each.greeting) for each in found.addresses] == [
        ("Frau", "Guten Tag Eva Abel"),
        ("", "Guten Tag Ben Klein"),
        ("Familie", "Guten Tag, Familie Yılmaz"),
    ]
    assert found.without == ("Ohneweg, Anna",)
    assert found.refused == ("Ruhig, Anna",)
    assert found.excluded == ("Draußen, Anna",)
    assert found.gone == 1
    assert len(found.left_out()) == 4


def test_an_invitation_goes_only_to_those_who_agreed(database: Database, make: Make, today: date) -> None:
    asked, unasked = make.mentor(last_name="Ja", **HOME), make.mentor(last_name="Ungefragt", **HOME)
    with database.writing() as session:
        consent.give(session, asked, Purpose.INVITATIONS, today, today)
    with database.reading() as session:
        found = addresses.look(session, [asked, unasked], today, as_invitation=True)
    assert [each.last_name for each in found.addresses] == ["Ja"]
    assert found.refused == ("Ungefragt, Anna",)


def test_postcodes_keep_their_zeros_in_the_workbook(
    database: Database, make: Make, today: date, tmp_path: Path
) -> None:
    person = make.mentor(**HOME)
    with database.writing() as session:
        found = addresses.look(session, people.search(session), today)
        addresses.save(session, tmp_path / "Post.xlsx", found.addresses)
    rows = list(openpyxl.load_workbook(tmp_path / "Post.xlsx")["Anschriften"].iter_rows(values_only=True))
    assert rows == [
        addresses.HEADINGS,
        (None, "Anna", "Müller", "Nordwall 1", "01067", "Dresden", "Guten Tag Anna Müller"),
    ]
    assert found.ids == (person,)


def test_all_dates_ahead_come_into_one_calendar(database: Database, make: Make, today: date) -> None:
    pairing = make.pairing(make.mentor(last_name="Abel"))
    later = today + timedelta(days=200)
    with database.writing() as session:
        reminders.add(session, later, "Frau Abel anrufen", pairing_id=pairing)
        events.add(session, EventDetails(title="Fest", from_on=later, begins_at="15:00", ends_at="18:30"))
        events.add(session, EventDetails(title="Gewesen", from_on=today - timedelta(days=3)))
    with database.reading() as session:
        made = calendar.all_dates(session, today, with_names=False)
        named = calendar.all_dates(session, today, with_names=True)
    assert [each.title for each in made] == ["Wiedervorlage · PS-2026-001", "Fest", "Geplantes Ende · PS-2026-001"]
    assert (made[1].begins, made[1].ends) == (time(15), time(18, 30))
    assert "Frau Abel anrufen" in named[0].title
