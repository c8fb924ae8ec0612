"""Notes are found by their words, the newest first, and a deleted note leaves the index at once."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, col, delete, update

from make import Make
from mentorhub import notes
from mentorhub.db import note_index
from mentorhub.db.database import Database
from mentorhub.db.tables import Activity, Person


def _found(database: Database, words: str) -> list[str]:
    with database.reading() as session:
        return [hit.words for hit in notes.search(session, words)]


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Termin im Bürgerbüro, Straße gesperrt", "buergerb"),
        ("Termin im Bürgerbüro, Straße gesperrt", "Strasse"),
        ("Termin im Bürgerbüro, Straße gesperrt", "STRASSE termin"),
        ("Termin im Bürgerbüro, Straße gesperrt", "burgerburo"),
        ("Treffen mit Frau Yıldız", "yildiz"),
        ("Лист від школи", "школ"),
        ("Wohnungssuche: 3 Zimmer", "3 zimmer"),
    ],
)
def test_a_note_is_found_by_the_beginning_of_its_words_in_any_spelling(make: Make, written: str, typed: str) -> None:
    make.meeting(make.pairing(), note=written)
    assert _found(make.database, typed) == [written]


def test_every_word_must_occur_and_short_ones_alone_find_nothing(make: Make) -> None:
    make.meeting(make.pairing(), note="Fahrrad gefunden")
    assert _found(make.database, "fahrrad gesucht") == []
    assert _found(make.database, "fa") == []
    assert _found(make.database, '" OR * -fahrrad ^ NEAR(') == []


def test_the_newest_come_first_and_lead_to_their_pairing(make: Make) -> None:
    pairing = make.pairing(start=make.today - timedelta(days=60))
    for days in (30, 20, 10):
        make.meeting(pairing, make.today - timedelta(days=days), note=f"Zoo vor {days} Tagen")
    with make.database.reading() as session:
        hits = notes.search(session, "zoo")
    assert [hit.words for hit in hits] == ["Zoo vor 10 Tagen", "Zoo vor 20 Tagen", "Zoo vor 30 Tagen"]
    assert {hit.pairing for hit in hits} == {pairing}


def test_a_long_note_is_shown_around_the_word(make: Make) -> None:
    person = make.mentor(note="eins zwei drei vier fünf sechs sieben Klarinette acht neun zehn elf zwölf dreizehn")
    with make.database.reading() as session:
        [hit] = notes.search(session, "klarinette")
    assert hit.words == "… drei vier fünf sechs sieben Klarinette acht neun zehn elf zwölf …"
    assert hit.person == person


def test_a_changed_note_is_found_by_its_new_words_only(make: Make) -> None:
    person = make.mentor(note="Tischler", interests="Schach")
    with make.database.writing() as session:
        session.execute(update(Person).where(col(Person.id) == person).values(note="Maurer"))
    assert _found(make.database, "tischler") == []
    assert _found(make.database, "maurer schach") == ["Maurer"]


def test_nothing_of_a_deleted_note_stays_in_the_index(make: Make) -> None:
    make.meeting(make.pairing(), note="Kanarienvogel")
    with make.database.writing() as session:
        session.execute(delete(Activity))
    with make.database.reading() as session:
        blocks = session.connection().exec_driver_sql("SELECT block FROM note_index_data").scalars().all()
    assert not [block for block in blocks if b"kanarien" in block]


def test_an_index_that_misses_a_note_is_made_again_by_the_thorough_check(make: Make) -> None:
    make.meeting(make.pairing(), note="Theater")
    with make.database.writing() as session:
        session.connection().exec_driver_sql("DELETE FROM note_key")
    assert _found(make.database, "theater") == []
    assert make.database.check(thorough=True) == []
    assert _found(make.database, "theater") == ["Theater"]


_WORDS = st.lists(st.sampled_from("apfel birne kirsche dattel".split()), max_size=3).map(" ".join)
_CHANGES = st.lists(st.tuples(st.sampled_from(["add", "change", "remove"]), st.integers(0, 5), _WORDS), max_size=12)


@given(changes=_CHANGES)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_written_the_index_is_complete(make: Make, changes: list[tuple[str, int, str]]) -> None:
    pairing = make.pairing()
    meetings: list[UUID] = []
    for what, at, words in changes:
        if what == "add" or not meetings:
            meetings.append(make.meeting(pairing, note=words))
            continue
        chosen = meetings[at % len(meetings)]
        with make.database.writing() as session:
            _change(session, what, chosen, words)
        if what == "remove":
            meetings.remove(chosen)
    with make.database.reading() as session:
        assert note_index.is_complete(session.connection().connection.driver_connection)
    assert make.database.check(thorough=True) == []
    with make.database.writing() as session:
        session.execute(delete(Activity))


def _change(session: Session, what: str, meeting: UUID, words: str) -> None:
    where: Any = col(Activity.id) == meeting
    session.execute(
        delete(Activity).where(where) if what == "remove" else update(Activity).where(where).values(note=words)
    )


def test_a_person_who_goes_leaves_no_note(make: Make) -> None:
    person = make.person(note="Gitarre")
    with make.database.writing() as session:
        session.execute(delete(Person).where(col(Person.id) == person))
    assert _found(make.database, "gitarre") == []
