"""No path escapes the journal; it keeps names of columns, never what stood in them."""

from datetime import date

import pytest
import sqlalchemy as sa
from all_rows import contents, log
from sqlmodel import SQLModel, col, select

from make import Make
from mentorhub import activities, changes, consent, drafts, pairings, people
from mentorhub.activities import ActivityDetails
from mentorhub.changes import words
from mentorhub.choices import EndedBy, EndReason, Level, Operation, Purpose, Topic
from mentorhub.db import journal
from mentorhub.db.database import Database
from mentorhub.db.tables import Activity, Change, ConductCertificate, Draft, Person, SavedFilter, Secret
from mentorhub.people import PersonDetails


def test_a_new_person_is_one_line_of_the_log(database: Database, make: Make) -> None:
    make.person(topics=frozenset({Topic.GERMAN}), languages=(("uk", Level.NATIVE),))
    assert log(database) == [
        ("added", "organisation", ""),
        ("added", "person", ""),
    ]


def test_a_change_names_the_fields_and_the_lists_but_not_their_content(database: Database, make: Make) -> None:
    anna = make.person()
    with database.writing() as session:
        details = people.get(session, anna).model_copy(
            update={"phone": "02521 999", "topics": frozenset({Topic.GERMAN}), "district": "Neubeckum"}
        )
        people.change(session, anna, details)
    assert log(database)[-1] == ("changed", "person", "district,phone,topics")
    with database.reading() as session:
        line = session.exec(select(Change).order_by(col(Change.id).desc())).first()
        assert line is not None
        assert (line.person_id, line.record_id) == (anna, anna)
        assert "999" not in repr(line)


def test_saving_the_same_again_is_no_change(database: Database, make: Make) -> None:
    anna = make.person()
    before = log(database)
    with database.writing() as session:
        people.change(session, anna, people.get(session, anna))
        session.connection().execute(sa.update(Person).values(search_text="anders"))
    assert log(database) == before


def test_sql_past_the_classes_is_recorded(database: Database, make: Make) -> None:
    make.person()
    with database.writing() as session:
        session.connection().exec_driver_sql("UPDATE person SET note = 'x'")
    assert log(database)[-1] == ("changed", "person", "note")
    with database.writing() as session:
        session.connection().exec_driver_sql("DELETE FROM person")
    assert log(database)[-1] == ("removed", "person", "")


def test_what_a_deletion_takes_along_is_recorded_and_comes_back(database: Database, make: Make) -> None:
    pairing = make.pairing()
    make.meeting(pairing, topics=frozenset({Topic.GERMAN}))
    before = contents(database)
    with database.writing() as session:
        session.connection().exec_driver_sql("DELETE FROM pairing")
    assert {("removed", "pairing", ""), ("removed", "activity", "")} <= set(log(database))
    with database.writing() as session:
        changes.undo(session, make.today)
    assert contents(database) == before


def test_what_is_rolled_back_leaves_no_line_and_no_step(database: Database, make: Make) -> None:
    make.person()
    before = log(database)
    step = database.steps.last()
    with pytest.raises(RuntimeError), database.writing() as session:
        people.add(session, PersonDetails(first_name="Nie"), (), make.today)
        raise RuntimeError
    assert log(database) == before
    assert database.steps.last() is step


def test_many_rows_are_summed_up(database: Database, make: Make, today: date) -> None:
    pairing = make.pairing(start=date(2026, 1, 1))
    with database.writing() as session:
        for _n in range(journal.MOST_LOGGED + 1):
            activities.log(session, pairing, ActivityDetails(day=today, minutes=60), today)
    with database.reading() as session:
        lines = session.exec(select(Change).where(Change.table_name == "activity")).all()
        assert [(line.record_id, line.note) for line in lines] == [(None, str(journal.MOST_LOGGED + 1))]
        last = changes.last_step(session)
    assert last is not None
    assert str(journal.MOST_LOGGED + 1) in last.words


def test_a_certificate_leaves_no_trace_of_its_time(database: Database, make: Make, today: date) -> None:
    mentor = make.mentor()
    before = log(database)
    with database.writing() as session:
        consent.inspect_certificate(session, mentor, today, False, today)
    assert log(database) == before
    with database.writing() as session:
        changes.undo(session, today)
    with database.reading() as session:
        assert session.exec(select(ConductCertificate)).first() is None


def test_habits_and_secrets_are_not_logged(database: Database) -> None:
    before = log(database)
    with database.writing() as session:
        session.add(Draft(form="person", content="{}"))
        session.add(SavedFilter(page="people", name="Wartende"))
        session.add(Secret(name="test", value="x"))
    assert log(database) == before


def test_the_log_says_who_was_at_the_laptop(database: Database, make: Make) -> None:
    with database.writing() as session:
        changes.set_works_here(session, "  Birgit   Beispiel ")
    make.person()
    with database.reading() as session:
        assert changes.works_here(session) == "Birgit Beispiel"
        first = changes.rows(session, changes.search(session, changes.LogFilter()))[0]
    assert (first.who, first.what, first.person) == ("Birgit Beispiel", "Person", "Müller, Anna")


def test_the_log_is_found_by_person_pairing_and_day(database: Database, make: Make, today: date) -> None:
    mentor, mentee, other = make.mentor(), make.mentee(), make.person(first_name="Bela")
    pairing = make.pairing(mentor, mentee)
    make.meeting(pairing)
    with database.reading() as session:

        def found(**asked: object) -> set[str]:
            ids = changes.search(session, changes.LogFilter(**asked))  # type: ignore[arg-type]
            return {row.what.split()[0] for row in changes.rows(session, ids)}

        assert "Aktivität" in found(person_id=mentor)
        assert "Aktivität" in found(person_id=mentee)
        assert found(person_id=other) == {"Person"}
        assert found(pairing_id=pairing) == {"Patenschaft", "Aktivität"}
        assert found(last=date(2020, 1, 1)) == set()


def test_only_memory_holds_the_journal(database: Database, make: Make) -> None:
    """No temporary file with what somebody typed: SQLite is told to keep temporary tables in memory."""
    make.person()
    with database.writing() as session:
        assert session.connection().exec_driver_sql("PRAGMA temp_store").scalar() == 2
        names = session.connection().exec_driver_sql("SELECT name FROM sqlite_master").scalars().all()
    assert not [name for name in names if "journal" in name]


def test_every_table_and_column_has_german_words() -> None:
    unknown = []
    for table in set(SQLModel.metadata.tables) - journal._NOT_RECORDED - journal._FINAL:
        if table not in words.TABLES and table not in journal._LISTS:
            unknown.append(table)
        if table in journal._NOT_LOGGED or table in journal._LISTS or table == journal._CERTIFICATE:
            continue
        unknown += [
            f"{table}.{column}"
            for column in set(journal.columns(table)) - journal.DERIVED
            if column not in words.FIELDS
        ]
    assert unknown == []


def test_ending_is_named_by_its_status(database: Database, make: Make, today: date) -> None:
    pairing = make.pairing()
    with database.writing() as session:
        pairings.end(session, pairing, today, EndReason.GOAL, EndedBy.BOTH, today=today)
    with database.reading() as session:
        last = changes.last_step(session)
    assert last is not None
    assert last.words == "Patenschaft PS-2026-001: „Beendet“"


def test_withdrawing_what_erases_is_the_end_of_all_undoing(database: Database, make: Make, today: date) -> None:
    anna = make.person()
    with database.writing() as session:
        consent.give(session, anna, Purpose.SPECIAL, today, today)
    with database.writing() as session:
        consent.withdraw(session, anna, Purpose.SPECIAL, today, today)
    assert database.steps.last() is None
    with pytest.raises(changes.NothingToUndo), database.writing() as session:
        changes.undo(session, today)


def test_activities_refer_to_the_mentee_in_the_log(database: Database, make: Make) -> None:
    mentee = make.mentee()
    pairing = make.pairing(mentee=mentee)
    make.meeting(pairing)
    with database.reading() as session:
        activity = session.exec(select(Activity)).one()
        line = session.exec(select(Change).where(Change.record_id == activity.id)).one()
        assert line.person_id == mentee


def test_what_left_the_folder_is_told_without_names(database: Database, make: Make) -> None:
    anna = make.person()
    with database.writing() as session:
        changes.note_left(session, "Auskunft", anna)
        changes.note_left(session, "Telefonliste", rows=12)
    with database.reading() as session:
        lines = changes.rows(session, changes.search(session, changes.LogFilter()))[:2]
    assert [(line.operation, line.person, line.note) for line in lines] == [
        (Operation.LEFT, "", "Telefonliste (12)"),
        (Operation.LEFT, "Müller, Anna", "Auskunft"),
    ]


def test_a_withdrawal_that_erases_leaves_nothing_in_a_draft(database: Database, make: Make, today: date) -> None:
    anna = make.person()
    with database.writing() as session:
        consent.give(session, anna, Purpose.SPECIAL, today, today)
        drafts.keep(session, f"people/{anna}/person", "Müller, Anna", {"in_germany_since": 2022})
    with database.writing() as session:
        consent.withdraw(session, anna, Purpose.SPECIAL, today, today)
    with database.reading() as session:
        assert drafts.waiting(session) == []


def test_a_corrected_step_is_a_change_of_its_record(database: Database, make: Make) -> None:
    mentor, mentee = make.mentor(), make.mentee()
    make.pairing(mentor, mentee)
    with database.writing() as session:
        session.connection().exec_driver_sql("UPDATE pairing_event SET day = '2026-01-01'")
    assert log(database)[-1] == ("changed", "pairing", "steps")
    with database.writing() as session:
        query = "UPDATE role_step SET day = '2026-01-01' WHERE role_id IN (SELECT id FROM person_role WHERE role = ?)"
        session.connection().exec_driver_sql(query, ("mentor",))
    assert log(database)[-1] == ("changed", "person_role", "steps")
    with database.reading() as session:
        line = session.exec(select(Change).order_by(col(Change.at).desc(), col(Change.id).desc())).first()
        assert line is not None
        assert line.person_id == mentor
