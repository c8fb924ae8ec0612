from datetime import timedelta

import pytest

from make import Make
from mentorhub import activities, pairings
from mentorhub.activities import ActivityFilter, CheckInDetails, Silence
from mentorhub.choices import Authority, EndedBy, EndReason, Field, Happened, Light, Rhythm, Topic
from mentorhub.db.database import Database
from mentorhub.errors import FieldError


def test_a_month_in_one_entry_counts_meetings_and_hours_once(make: Make, database: Database) -> None:
    pairing = make.pairing(start=make.today - timedelta(days=90))
    entry = make.meeting(
        pairing, activities.month_end(2026, 10), is_month=True, count=4, minutes=540,
        topics=frozenset({Topic.GERMAN, Topic.APPOINTMENT}),
    )  # fmt: skip
    with database.reading() as session:
        details = activities.rows(session, [entry])[0].details
    assert (details.count, details.minutes) == (4, 540)
    assert {topic.field for topic in details.topics} == {Field.LANGUAGE, Field.AUTHORITIES}


def test_this_month_can_be_entered_before_it_ends(make: Make) -> None:
    pairing = make.pairing(start=make.today - timedelta(days=90))
    make.meeting(pairing, activities.month_end(2026, 11), is_month=True, count=2)


def test_a_day_in_the_future_or_before_the_start_is_refused(make: Make) -> None:
    pairing = make.pairing()
    with pytest.raises(FieldError, match="Zukunft"):
        make.meeting(pairing, make.today + timedelta(days=1))
    with pytest.raises(FieldError, match="vor dem Beginn"):
        make.meeting(pairing, make.today - timedelta(days=1))


@pytest.mark.parametrize(
    ("days", "light"), [(0, Light.GREEN), (29, Light.GREEN), (30, Light.YELLOW), (59, Light.YELLOW), (60, Light.RED)]
)
def test_silence_turns_yellow_after_30_and_red_after_60_days(
    make: Make, database: Database, days: int, light: Light
) -> None:
    pairing = make.pairing(start=make.today - timedelta(days=200))
    make.meeting(pairing, make.today - timedelta(days=days))
    with database.reading() as session:
        assert activities.contacts(session, [pairing], make.today)[pairing].light is light


def test_cancelled_meetings_do_not_reset_the_clock(make: Make, database: Database) -> None:
    pairing = make.pairing(start=make.today - timedelta(days=200))
    make.meeting(pairing, make.today - timedelta(days=40))
    make.meeting(pairing, make.today - timedelta(days=2), happened=Happened.CANCELLED_MENTEE)
    make.meeting(pairing, make.today - timedelta(days=1), happened=Happened.NO_SHOW)
    with database.reading() as session:
        contact = activities.contacts(session, [pairing], make.today)[pairing]
    assert (contact.days, contact.light) == (40, Light.YELLOW)


def test_a_pause_hides_the_silence(make: Make, database: Database) -> None:
    pairing = make.pairing(start=make.today - timedelta(days=200))
    with database.writing() as session:
        pairings.pause(session, pairing, make.today)
    with database.reading() as session:
        assert activities.contacts(session, [pairing], make.today)[pairing].light is Light.GREEN


@pytest.mark.parametrize(
    ("rhythm", "days", "silence"),
    [
        (Rhythm.WEEKLY, 13, Silence.NONE),
        (Rhythm.WEEKLY, 14, Silence.NOTE),
        (Rhythm.WEEKLY, 30, Silence.YELLOW),
        (Rhythm.FORTNIGHTLY, 44, Silence.NOTE),
        (Rhythm.FORTNIGHTLY, 45, Silence.YELLOW),
        (Rhythm.MONTHLY, 34, Silence.NONE),
        (Rhythm.MONTHLY, 75, Silence.YELLOW),
        (Rhythm.MONTHLY, 150, Silence.RED),
        (Rhythm.AS_NEEDED, 120, Silence.RED),
    ],
)
def test_who_agreed_to_meet_less_often_may_be_silent_longer(
    make: Make, database: Database, rhythm: Rhythm, days: int, silence: Silence
) -> None:
    pairing = make.pairing(start=make.today - timedelta(days=200))
    make.meeting(pairing, make.today - timedelta(days=days))
    with database.writing() as session:
        details = pairings.row(session, pairing).details.model_copy(update={"rhythm": rhythm})
        pairings.change(session, pairing, details, make.today)
    with database.reading() as session:
        assert activities.contacts(session, [pairing], make.today)[pairing].silence is silence
        assert (pairing in activities.silent(session, make.today)) is (silence >= Silence.YELLOW)


def test_after_a_pause_or_a_reopening_the_clock_begins_afresh(make: Make, database: Database) -> None:
    start, ended = make.today - timedelta(days=200), make.today - timedelta(days=4)
    paused, reopened = make.pairing(start=start), make.pairing(start=start)
    with database.writing() as session:
        pairings.pause(session, paused, start + timedelta(days=10))
        pairings.resume(session, paused, make.today - timedelta(days=3))
        pairings.end(session, reopened, ended, EndReason.OTHER, EndedBy.BOTH, today=make.today)
        pairings.reopen(session, reopened, ended, today=make.today)
    with database.reading() as session:
        contacts = activities.contacts(session, [paused, reopened], make.today)
        assert (contacts[paused].days, contacts[reopened].days) == (3, 4)
        assert activities.silent(session, make.today) == {}


def test_the_silent_of_one_person_are_among_those_of_all(make: Make, database: Database) -> None:
    mentor = make.mentor(places=2)
    silent = make.pairing(mentor, start=make.today - timedelta(days=70))
    make.meeting(make.pairing(mentor, start=make.today - timedelta(days=70)))
    other = make.pairing(start=make.today - timedelta(days=80))
    with database.reading() as session:
        assert list(activities.silent(session, make.today)) == [other, silent]
        assert list(activities.silent(session, make.today, person_id=mentor)) == [silent]


def test_the_list_narrows_down_to_months_topics_hints_and_visits(make: Make, database: Database) -> None:
    pairing = make.pairing(start=make.today - timedelta(days=90))
    old = make.meeting(pairing, make.today - timedelta(days=60), topics=frozenset({Topic.FORMS}))
    missed = make.meeting(pairing, make.today - timedelta(days=9), happened=Happened.NO_SHOW, needs_attention=True)
    visit = make.meeting(pairing, authority=Authority.SOCIAL, topics=frozenset({Topic.FORMS, Topic.SPORT}))

    def found(**only: object) -> set[object]:
        with database.reading() as session:
            return set(activities.search(session, only=ActivityFilter(**only)))  # type: ignore[arg-type]

    assert found(first=make.today - timedelta(days=30)) == {missed, visit}
    assert found(last=make.today - timedelta(days=30)) == {old}
    assert found(field=Field.AUTHORITIES) == {old, visit}
    assert found(took_place=False) == {missed}
    assert found(needs_attention=True) == {missed}
    assert found(with_authority=True) == {visit}
    with database.writing() as session:
        activities.seen(session, missed)
    assert found(needs_attention=True) == set()


def test_a_check_in_can_be_mended_and_removed(make: Make, database: Database) -> None:
    pairing = make.pairing(start=make.today - timedelta(days=40))
    with database.writing() as session:
        entry = activities.check_in(session, pairing, CheckInDetails(day=make.today), make.today)
        details = CheckInDetails(day=make.today, light=Light.RED, next_on=make.today)
        activities.change_check_in(session, entry, details, make.today)
    with database.reading() as session:
        assert activities.latest_check_ins(session, [pairing])[pairing].details.light is Light.RED
    with database.writing() as session:
        activities.remove_check_in(session, entry)
    with database.reading() as session:
        assert activities.check_ins(session, pairing) == []


def test_the_list_shows_the_newest_first_and_finds_by_name(make: Make, database: Database) -> None:
    pairing = make.pairing(make.mentor(last_name="Öztürk"), start=make.today - timedelta(days=30))
    other = make.pairing(start=make.today - timedelta(days=30))
    old = make.meeting(pairing, make.today - timedelta(days=9))
    new = make.meeting(pairing, make.today - timedelta(days=2))
    make.meeting(other)
    with database.reading() as session:
        assert activities.search(session, "ozturk") == [new, old]


def test_the_quick_entry_offers_last_used_pairings_first(make: Make, database: Database) -> None:
    first, second, third = make.pairing(), make.pairing(), make.pairing()
    make.meeting(second)
    with database.reading() as session:
        offered = activities.recent_pairings(session)
    assert offered[0] == second
    assert set(offered) == {first, second, third}


def test_a_check_in_is_not_a_meeting(make: Make, database: Database) -> None:
    pairing = make.pairing(start=make.today - timedelta(days=40))
    with database.writing() as session:
        activities.check_in(session, pairing, CheckInDetails(day=make.today, light=Light.YELLOW), make.today)
    with database.reading() as session:
        assert activities.last_check_ins(session, [pairing]) == {pairing: make.today}
        assert activities.contacts(session, [pairing], make.today)[pairing].days == 40


def test_the_next_check_in_lies_after_this_one(make: Make, database: Database) -> None:
    pairing = make.pairing()
    details = CheckInDetails(day=make.today, next_on=make.today - timedelta(days=1))
    with pytest.raises(FieldError), database.writing() as session:
        activities.check_in(session, pairing, details, make.today)


def test_removing_an_entry_removes_its_topics(make: Make, database: Database) -> None:
    entry = make.meeting(make.pairing(), topics=frozenset({Topic.GERMAN}))
    with database.writing() as session:
        activities.remove(session, entry)
    with database.reading() as session:
        assert activities.search(session) == []
