"""T7, T12 and T16: who is in the pool, how long people wait, how volunteers come; for the association's own eyes."""

from datetime import date, timedelta

from make import Make
from mentorhub.choices import Level, RecruitedVia, Role, RoleStatus
from mentorhub.db.database import Database
from mentorhub.people import RoleDetails
from mentorhub.statistics import internal, periods
from mentorhub.statistics.raw import RawTable

TODAY = date(2026, 11, 22)


def _table(database: Database, code: str, period: str = "2026") -> RawTable:
    with database.reading() as session:
        raw = internal.figures(session, periods.parse(period), TODAY)
    return next(table for table in raw.tables if table.code == code)


def test_the_pool_counts_each_language_and_everybody_once(database: Database, make: Make) -> None:
    for spoken, soon in ((("uk", "ru", "de"), True), (("uk",), False)):
        make.person(
            RoleDetails(Role.MEDIATOR, RoleStatus.CLEARED),
            languages=tuple((code, Level.UNKNOWN) for code in spoken),
            short_notice=soon,
        )
    make.mentor(languages=(("fa", Level.UNKNOWN),))
    table = _table(database, "T7")
    assert table.rows == (("Ukrainisch", 2, 1), ("Russisch", 1, 1), ("Personen gesamt", 2, 1))


def test_waiting_has_a_median_and_a_longest_and_no_zero_where_nobody_waited(database: Database, make: Make) -> None:
    assert _table(database, "T12").rows[0] == ("von der Anmeldung bis zum ersten Vorschlag", 0, "–", "–", 0)
    for days in (100, 20, 40):
        make.mentee(waiting_days=days)
    paired = make.mentee(waiting_days=30)
    make.pairing(mentee=paired, start=make.today - timedelta(days=5))
    rows = _table(database, "T12").rows
    assert rows[0] == ("von der Anmeldung bis zum ersten Vorschlag", 1, 25, 25, 0)
    assert rows[1] == ("vom Vorschlag bis zum Beginn", 1, 0, 0, 0)
    assert rows[2] == ("wartet noch am Stichtag", 3, 40, 100, 1)


def test_recruiting_is_a_funnel_of_those_who_came_in_the_period(database: Database, make: Make) -> None:
    for status, way in (
        (RoleStatus.INTERESTED, RecruitedVia.PRESS),
        (RoleStatus.TALK, RecruitedVia.PRESS),
        (RoleStatus.CLEARED, RecruitedVia.PRESS),
        (RoleStatus.ACTIVE, None),
    ):
        make.person(RoleDetails(Role.MENTOR, status, registered_on=date(2026, 5, 1)), recruited_via=way)
    make.person(
        RoleDetails(Role.MENTOR, RoleStatus.ACTIVE, registered_on=date(2025, 5, 1)), recruited_via=RecruitedVia.PRESS
    )
    make.mentee(waiting_days=20)
    table = _table(database, "T16")
    assert table.rows == ((RecruitedVia.PRESS.label, 3, 2, 1, 0), ("keine Angabe", 1, 1, 1, 1), ("gesamt", 4, 3, 2, 1))
