"""Own reminders: kept with whom they are about, open until they are done."""

from datetime import timedelta
from uuid import uuid4

import pytest

from make import Make
from mentorhub import people, reminders
from mentorhub.db.database import Database
from mentorhub.errors import FieldError
from mentorhub.reminders import UnknownReminder


def test_a_reminder_names_whom_it_is_about(make: Make, database: Database) -> None:
    person, pairing = make.person(first_name="Emine", last_name="Kaya"), make.pairing()
    with database.writing() as session:
        reminders.add(session, make.today, "Nach dem Umzug fragen", person_id=person)
        reminders.add(session, make.today, "Verlängern?", pairing_id=pairing)
        reminders.add(session, make.today, "Aktenschrank aufräumen")
    with database.reading() as session:
        assert {row.text: row.whom for row in reminders.still_open(session)} == {
            "Nach dem Umzug fragen": "Kaya, Emine",
            "Verlängern?": "Müller, Anna – Koval, Olena",
            "Aktenschrank aufräumen": "",
        }
        assert [row.text for row in reminders.of_person(session, person)] == ["Nach dem Umzug fragen"]
        assert [row.text for row in reminders.of_pairing(session, pairing)] == ["Verlängern?"]


def test_only_what_has_come_is_asked_for(make: Make, database: Database) -> None:
    with database.writing() as session:
        reminders.add(session, make.today, "heute")
        reminders.add(session, make.today + timedelta(days=1), "morgen")
    with database.reading() as session:
        assert [row.text for row in reminders.still_open(session, make.today)] == ["heute"]
        assert [row.text for row in reminders.still_open(session)] == ["heute", "morgen"]


def test_a_reminder_that_is_done_is_gone_until_it_is_opened_again(make: Make, database: Database) -> None:
    with database.writing() as session:
        reminder = reminders.add(session, make.today, "Anrufen")
        reminders.done(session, reminder, make.today)
        assert reminders.still_open(session) == []
        assert reminders.row(session, reminder).done_on == make.today
        reminders.reopen(session, reminder)
        assert len(reminders.still_open(session)) == 1


def test_a_reminder_can_be_put_off_and_changed(make: Make, database: Database) -> None:
    later = make.today + timedelta(days=7)
    with database.writing() as session:
        reminder = reminders.add(session, make.today, "Anrufen")
        reminders.done(session, reminder, make.today)
        reminders.put_off(session, reminder, later)
        assert (reminders.row(session, reminder).day, reminders.row(session, reminder).done_on) == (later, None)
        reminders.change(session, reminder, make.today, "  Schreiben ")
        assert reminders.row(session, reminder).text == "Schreiben"


def test_a_reminder_says_something(make: Make, database: Database) -> None:
    with database.writing() as session:
        for words in ("  ", "x" * 301):
            with pytest.raises(FieldError, match=r"erinnert|zu lang") as caught:
                reminders.add(session, make.today, words)
            assert caught.value.field == "text"


def test_a_reminder_needs_somebody_who_is_there(make: Make, database: Database) -> None:
    with database.writing() as session:
        with pytest.raises(people.UnknownPerson):
            reminders.add(session, make.today, "Anrufen", person_id=uuid4())
        with pytest.raises(UnknownReminder):
            reminders.remove(session, uuid4())


def test_a_removed_reminder_is_gone(make: Make, database: Database) -> None:
    with database.writing() as session:
        reminders.remove(session, reminders.add(session, make.today, "Anrufen"))
        assert reminders.still_open(session) == []
