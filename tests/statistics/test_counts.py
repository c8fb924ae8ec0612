"""The exact counts, from a real data folder."""

from datetime import date, timedelta

from towns import beckum

from make import Make
from mentorhub import consent, events, pairings
from mentorhub.choices import (
    Authority,
    EndedBy,
    EndReason,
    EventKind,
    Field,
    Gender,
    Happened,
    Programme,
    Purpose,
    Region,
    Role,
    RoleStatus,
    Topic,
)
from mentorhub.db.database import Database
from mentorhub.events import EventDetails
from mentorhub.pairings import PairingDetails
from mentorhub.people import RoleDetails
from mentorhub.statistics import counts, periods
from mentorhub.statistics.periods import Period

YEAR = periods.parse("2026")
Q3, Q4 = periods.parse("2026-Q3"), periods.parse("2026-Q4")


def figures(database: Database, period: Period) -> dict[str, int]:
    with database.reading() as session:
        return counts.figures(session, counts.facts(session), period, period.end)


def test_a_pairing_is_counted_from_its_start_to_the_day_before_its_end(make: Make, database: Database) -> None:
    pairing = make.pairing(start=date(2026, 8, 1))
    with make.writing() as session:
        pairings.end(session, pairing, date(2026, 10, 1), EndReason.GOAL, EndedBy.BOTH, today=make.today)
    third, fourth = figures(database, Q3), figures(database, Q4)
    assert (third["patenschaften_aktiv"], third["patenschaften_neu"], third["patenschaften_beendet"]) == (1, 1, 0)
    assert (fourth["patenschaften_aktiv"], fourth["patenschaften_neu"], fourth["patenschaften_beendet"]) == (0, 0, 1)


def test_the_old_stock_and_what_came_and_went_make_the_new_stock(make: Make, database: Database) -> None:
    for month in range(1, 11):
        pairing = make.pairing(start=date(2026, month, 3))
        if month % 3 == 0:
            with make.writing() as session:
                pairings.end(session, pairing, date(2026, 11, 5), EndReason.MOVED, EndedBy.MENTEE, today=make.today)
    period = periods.parse("2026-Q1")
    while period.start.year == 2026:
        now, before = figures(database, period), figures(database, period.previous())
        flow = now["patenschaften_neu"] - now["patenschaften_beendet"]
        assert before["patenschaften_aktiv"] + flow == now["patenschaften_aktiv"]
        period = periods.quarter(period.end + timedelta(days=1))


def test_somebody_with_two_pairings_is_one_mentor(make: Make, database: Database) -> None:
    mentor = make.mentor(places=3)
    make.pairing(mentor), make.pairing(mentor)
    found = figures(database, Q4)
    assert (found["paten_aktiv"], found["mentees"], found["plaetze_frei"]) == (1, 2, 1)


def test_a_trial_is_no_active_pairing_but_takes_the_place_and_ends_the_waiting(make: Make, database: Database) -> None:
    proposal = make.proposal()
    with make.writing() as session:
        pairings.start_trial(session, proposal, make.today)
    found = figures(database, Q4)
    assert (found["patenschaften_aktiv"], found["warteliste"], found["plaetze_frei"]) == (0, 0, 0)
    assert found["mentees"] == 1


def test_who_waits_longer_than_ninety_days(make: Make, database: Database) -> None:
    make.mentee(waiting_days=10), make.mentee(waiting_days=200), make.proposal()
    found = figures(database, periods.parse("2026-Q4"))
    assert (found["warteliste"], found["warteliste_ueber_90_tage"], found["mentees"]) == (3, 1, 3)


def test_who_is_paired_today_waited_before(make: Make, database: Database) -> None:
    make.pairing(mentee=make.mentee(waiting_days=120), start=date(2026, 11, 1))
    assert figures(database, Q3)["warteliste"] == 1
    assert figures(database, Q4)["warteliste"] == 0


def test_who_has_left_is_no_mentee_any_more(make: Make, database: Database) -> None:
    pairing = make.pairing(start=date(2026, 5, 1))
    with make.writing() as session:
        pairings.end(session, pairing, date(2026, 9, 1), EndReason.GOAL, EndedBy.BOTH, today=make.today)
    assert figures(database, periods.parse("2026-Q2"))["mentees"] == 1
    assert figures(database, Q3)["mentees"] == 0


def test_a_running_pairing_from_the_old_list_shows_who_was_here_before_the_program(
    make: Make, database: Database
) -> None:
    with make.writing() as session:
        mentor, mentee = make.mentor(), make.mentee(waiting_days=0)
        pairings.take_over(session, mentor, mentee, date(2025, 3, 1), make.today)
    found = figures(database, periods.parse("2025"))
    assert (found["mentees"], found["paten_aktiv"], found["patenschaften_neu"]) == (1, 1, 1)


def test_mediators_in_the_pool_and_visits_to_authorities(make: Make, database: Database) -> None:
    make.person(RoleDetails(Role.MEDIATOR, RoleStatus.ACTIVE))
    make.person(RoleDetails(Role.MEDIATOR, RoleStatus.PAUSED))
    pairing = make.pairing(start=date(2026, 10, 1))
    make.meeting(pairing, date(2026, 10, 5), authority=Authority.JOBCENTRE, count=2)
    make.meeting(pairing, date(2026, 10, 6), authority=Authority.SCHOOL, happened=Happened.NO_SHOW)
    make.meeting(pairing, date(2026, 10, 7))
    found = figures(database, Q4)
    assert (found["sprachmittlung"], found["behoerdenbegleitungen"]) == (1, 2)


def test_trainings_and_events_that_began_in_the_period(make: Make, database: Database) -> None:
    with make.writing() as session:
        for day in (date(2026, 9, 30), date(2026, 10, 1), date(2026, 12, 31), date(2027, 1, 1)):
            events.add(session, EventDetails(title="Austausch", kind=EventKind.EXCHANGE, from_on=day))
    assert figures(database, Q4)["veranstaltungen"] == 2


def test_the_figures_are_exactly_those_of_the_catalogue(make: Make, database: Database) -> None:
    assert set(figures(database, Q4)) == {figure.code for figure in beckum().catalogue.figures}


def test_a_meeting_about_two_fields_shares_its_minutes_and_loses_none(make: Make, database: Database) -> None:
    pairing = make.pairing(start=date(2026, 10, 1))
    both = frozenset({Topic.GERMAN, Topic.FORMS})
    make.meeting(pairing, date(2026, 10, 5), minutes=91, topics=both)
    make.meeting(pairing, date(2026, 10, 6), minutes=30, topics=frozenset({Topic.GERMAN, Topic.EXAM}))
    make.meeting(pairing, date(2026, 10, 7), minutes=None)
    make.meeting(pairing, date(2026, 10, 8), minutes=25)
    make.meeting(pairing, date(2026, 10, 9), minutes=500, happened=Happened.CANCELLED_MENTOR)
    with database.reading() as session:
        met = counts.meetings(session, Q4.start, Q4.end)
    by_field = {field: minutes for (_mentor, field), minutes in counts.minutes_by_field(met).items()}
    assert by_field == {Field.LANGUAGE: 46 + 30, Field.AUTHORITIES: 45, Field.OTHER: 25}
    assert sum(one.without_length for one in met) == 1


def test_the_main_field_is_that_of_most_meetings_else_what_was_agreed(make: Make, database: Database) -> None:
    met, agreed, silent = (make.pairing(start=date(2026, 1, 5)) for _number in range(3))
    with make.writing() as session:
        for pairing in (met, agreed):
            pairings.change(session, pairing, PairingDetails(topics=frozenset({Topic.SPORT})), make.today)
    for day in (1, 2, 3):
        make.meeting(met, date(2026, 6, day), topics=frozenset({Topic.GERMAN}))
    make.meeting(met, date(2026, 6, 4), topics=frozenset({Topic.FLAT}), minutes=900)
    with database.reading() as session:
        fields = counts.main_fields(session, counts.facts(session), YEAR.end)
    assert (fields[met], fields[agreed], fields[silent]) == (Field.LANGUAGE, Field.LEISURE, None)


def test_members_carry_codes_and_the_region_only_with_consent(make: Make, database: Database) -> None:
    with_consent = make.mentee(gender=Gender.FEMALE, birth_year=1990, origin_region=Region.AFRICA)
    make.mentee(gender=Gender.MALE, origin_region=Region.UKRAINE)
    with make.writing() as session:
        consent.give(session, with_consent, Purpose.SPECIAL, make.today, make.today)
    with database.reading() as session:
        units = counts.truth(session, YEAR, beckum(), YEAR.end).units["mentees"]
    assert sorted(tuple(unit.codes.values()) for unit in units if unit.codes["age"]) == [("female", "36", "africa")]
    assert [unit.codes["region"] for unit in units if not unit.codes["age"]] == ["unknown"]


def test_members_and_figures_agree(make: Make, database: Database) -> None:
    for month in (2, 5, 9):
        make.pairing(start=date(2026, month, 1))
    make.mentee()
    with make.writing() as session:
        pairings.change(session, make.pairing(), PairingDetails(programme=Programme.FAMILY), make.today)
    with database.reading() as session:
        truth = counts.truth(session, YEAR, beckum(), YEAR.end)
    for population in beckum().catalogue.populations:
        assert len(truth.units[population.code]) == truth.figures[population.figure]
    assert {unit.codes["programme"] for unit in truth.units["patenschaften"]} == {"everyday", "family"}


def test_a_quarter_reads_no_member_at_all(make: Make, database: Database) -> None:
    make.pairing()
    with database.reading() as session:
        assert counts.truth(session, Q3, beckum(), Q3.end).units == {}
