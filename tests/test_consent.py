from datetime import date, timedelta

import pytest

from make import Make
from mentorhub import consent, people, programme
from mentorhub.choices import Purpose, Region, Role, RoleStatus, YesNo
from mentorhub.db.database import Database
from mentorhub.errors import FieldError, MentorHubError


def test_a_certificate_older_than_three_months_is_refused_and_nothing_is_stored(make: Make, database: Database) -> None:
    mentor = make.mentor()
    with pytest.raises(FieldError, match="älter als 3 Monate"), database.writing() as session:
        consent.inspect_certificate(session, mentor, date(2026, 7, 22), False, make.today)
    with database.reading() as session:
        assert consent.certificate(session, mentor) is None


def test_how_fresh_it_must_be_is_a_setting(make: Make, database: Database) -> None:
    mentor = make.mentor()
    with database.writing() as session:
        programme.set_rule(session, "certificate.fresh_months", 6)
        row = consent.inspect_certificate(session, mentor, date(2026, 7, 22), False, make.today)
    assert row is not None
    assert row.due_on == date(2031, 7, 22)


def test_a_certificate_from_tomorrow_is_refused(make: Make, database: Database) -> None:
    mentor = make.mentor()
    with pytest.raises(FieldError, match="Zukunft"), database.writing() as session:
        consent.inspect_certificate(session, mentor, make.today + timedelta(days=1), False, make.today)


def test_a_relevant_conviction_excludes_at_once_and_keeps_no_record(make: Make, database: Database) -> None:
    mentor = make.mentor()
    with database.writing() as session:
        assert consent.inspect_certificate(session, mentor, make.today, True, make.today) is None
    with database.reading() as session:
        place = people.role(session, mentor, Role.MENTOR)
        assert place is not None
        assert place.status is RoleStatus.EXCLUDED
        assert consent.certificate(session, mentor) is None


def test_withdrawing_special_consent_empties_the_origin_and_keeps_the_proof(make: Make, database: Database) -> None:
    mentee = make.mentee(origin_region=Region.AFRICA, refugee_background=YesNo.YES, in_germany_since=2023)
    with database.writing() as session:
        consent.give(session, mentee, Purpose.SPECIAL, make.today, make.today)
        consent.withdraw(session, mentee, Purpose.SPECIAL, make.today, make.today)
    with database.reading() as session:
        details = people.get(session, mentee)
        assert (details.origin_region, details.refugee_background) == (Region.UNKNOWN, YesNo.UNKNOWN)
        assert details.in_germany_since is None
        row = next(row for row in consent.consents(session, mentee) if row.purpose is Purpose.SPECIAL)
        assert row.withdrawn_on == make.today


def test_withdrawing_participation_means_that_pairings_must_end(make: Make, database: Database) -> None:
    mentee = make.mentee()
    with database.writing() as session:
        assert consent.withdraw(session, mentee, Purpose.PARTICIPATION, make.today, make.today).ends_pairings


def test_only_what_was_given_can_be_withdrawn(make: Make, database: Database) -> None:
    mentee = make.mentee()
    with pytest.raises(MentorHubError, match="liegt nicht vor"), database.writing() as session:
        consent.withdraw(session, mentee, Purpose.PHOTO, make.today, make.today)


def test_an_older_sheet_never_replaces_a_newer_one(make: Make, database: Database) -> None:
    mentee = make.mentee()
    with database.writing() as session:
        consent.give(session, mentee, Purpose.PHOTO, make.today, make.today, text_version="2026-11")
        consent.give(session, mentee, Purpose.PHOTO, date(2024, 1, 1), make.today, text_version="2024-01")
    with database.reading() as session:
        photo = [row for row in consent.consents(session, mentee) if row.purpose is Purpose.PHOTO]
    assert [(row.given_on, row.text_version) for row in photo] == [(make.today, "2026-11")]


def test_what_blocks_and_what_only_warns_is_a_setting(make: Make, database: Database) -> None:
    mentor, mentee = make.mentor(with_papers=False), make.mentee(with_papers=False)
    with database.writing() as session:
        before = {item.key: item.blocks for item in consent.missing(session, mentor, mentee, make.today)}
        programme.set_rule(session, "gate.confidentiality", "warn")
        after = {item.key: item.blocks for item in consent.missing(session, mentor, mentee, make.today)}
    assert before == {"confidentiality": True, "participation": False}
    assert after == {"confidentiality": False, "participation": False}


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 11, 22), -3, date(2026, 8, 22)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
    ],
)
def test_months_are_counted_by_the_calendar(day: date, months: int, expected: date) -> None:
    assert consent.months_later(day, months) == expected
