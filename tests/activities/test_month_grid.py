"""A month of all pairings at once: nothing is counted twice, nothing is written that nobody typed."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from make import Make
from mentorhub import activities, pairings
from mentorhub.activities import ActivityDetails, MonthEntry
from mentorhub.choices import EndedBy, EndReason, Happened, Topic
from mentorhub.db.database import Database
from mentorhub.errors import CellsRefused

OCTOBER = date(2026, 10, 1)


def _three(make: Make) -> list[UUID]:
    return [
        make.pairing(make.mentor(last_name=name), start=make.today - timedelta(days=90))
        for name in ("Aal", "Bär", "Cem")
    ]


def _stored(database: Database) -> list[ActivityDetails]:
    with database.reading() as session:
        return [row.details for row in activities.rows(session, activities.search(session))]


def _enter(make: Make, *entries: MonthEntry) -> int:
    with make.writing() as session:
        return activities.enter_month(session, OCTOBER, entries, make.today)


def test_the_sums_are_those_of_the_table_and_saving_again_changes_nothing(make: Make, database: Database) -> None:
    first, second, third = _three(make)
    entries = [
        MonthEntry(first, 4, 540, frozenset({Topic.GERMAN, Topic.DOCTOR}), "im Park"),
        MonthEntry(second, 2),
        MonthEntry(third),
    ]
    assert _enter(make, *entries) == 2
    before = _stored(database)
    assert sum(details.count for details in before) == 6
    assert sum(details.minutes or 0 for details in before) == 540
    assert {details.day for details in before} == {date(2026, 10, 31)}
    with database.reading() as session:
        lines = activities.month_lines(session, OCTOBER)
    assert [line.entry for line in lines] == entries
    assert [line.is_stored for line in lines] == [True, True, False]
    assert _enter(make, *(line.entry for line in lines)) == 0
    assert _stored(database) == before


def test_a_month_that_is_entered_already_is_changed_not_doubled(make: Make, database: Database) -> None:
    pairing = make.pairing(start=make.today - timedelta(days=90))
    make.meeting(pairing, date(2026, 10, 31), is_month=True, count=3, minutes=180, needs_attention=True)
    make.meeting(pairing, date(2026, 10, 6), minutes=90)
    make.meeting(pairing, date(2026, 10, 7), happened=Happened.NO_SHOW)
    with database.reading() as session:
        [line] = activities.month_lines(session, OCTOBER)
    assert (line.entry.count, line.entry.minutes) == (3, 180)
    assert (line.other_count, line.other_minutes) == (1, 90)
    assert _enter(make, MonthEntry(pairing, 5, 300)) == 1
    [month] = [details for details in _stored(database) if details.is_month]
    assert (month.count, month.minutes, month.needs_attention) == (5, 300, True)


def test_only_pairings_that_ran_in_the_month_are_asked_for(make: Make, database: Database) -> None:
    running, ended, _new = (
        make.pairing(start=date(2026, 8, 1)),
        make.pairing(start=date(2026, 8, 1)),
        make.pairing(start=date(2026, 11, 2)),
    )
    make.proposal()
    with make.writing() as session:
        pairings.end(session, ended, date(2026, 9, 30), EndReason.GOAL, EndedBy.BOTH, today=make.today)
    with database.reading() as session:
        asked = [line.entry.pairing_id for line in activities.month_lines(session, OCTOBER)]
    assert asked == [running]


def test_one_wrong_line_keeps_all_from_being_saved_and_each_is_named(make: Make, database: Database) -> None:
    first, second, third = _three(make)
    with pytest.raises(CellsRefused) as trouble:
        _enter(make, MonthEntry(first, 4), MonthEntry(second, minutes=60), MonthEntry(third, 2, note="x" * 301))
    assert set(trouble.value.problems) == {(second, "count"), (third, "note")}
    assert _stored(database) == []


def test_emptying_a_stored_month_is_asked_back_not_done(make: Make, database: Database) -> None:
    pairing = make.pairing(start=make.today - timedelta(days=90))
    make.meeting(pairing, date(2026, 10, 31), is_month=True, count=3)
    with pytest.raises(CellsRefused):
        _enter(make, MonthEntry(pairing))
    assert [details.count for details in _stored(database)] == [3]
