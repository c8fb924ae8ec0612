from datetime import date, timedelta

from make import Make
from mentorhub import consent, pairings, people, today
from mentorhub.choices import PairingStatus, Purpose, Role, RoleStatus
from mentorhub.db.database import Database
from mentorhub.people import RoleDetails
from mentorhub.today import Due, Urgency


def _due(make: Make, kind: str) -> list[Due]:
    with make.database.reading() as session:
        return [item for item in today.due(session, make.today) if item.kind == kind]


def test_a_new_folder_has_nothing_to_do(make: Make, database: Database) -> None:
    with database.reading() as session:
        assert today.due(session, make.today) == []
        assert today.overview(session, make.today) == today.Overview(0, 0, 0, 0)


def test_someone_interested_is_due_after_a_week(make: Make) -> None:
    make.person(RoleDetails(Role.MENTOR, RoleStatus.INTERESTED, registered_on=make.today - timedelta(days=8)))
    (item,) = _due(make, "interested")
    assert item.urgency is Urgency.NOW
    assert item.person_id is not None


def test_a_silent_pairing_is_due(make: Make) -> None:
    pairing = make.pairing(start=make.today - timedelta(days=61))
    (item,) = _due(make, "silent")
    assert (item.pairing_id, item.urgency) == (pairing, Urgency.NOW)
    assert item.text == "Seit 61 Tagen kein Treffen"


def test_papers_of_children_come_first(make: Make, database: Database) -> None:
    with database.writing() as session:
        place = RoleDetails(Role.MENTOR, RoleStatus.ACTIVE, 2)
        mentor = people.add(session, people.PersonDetails(first_name="Anna"), [place], make.today)
        waits = RoleDetails(Role.MENTEE, RoleStatus.WAITING)
        child = people.add(session, people.PersonDetails(first_name="Ali", birth_year=2014), [waits], make.today)
        adult = people.add(session, people.PersonDetails(first_name="Olena", birth_year=1990), [waits], make.today)
        for mentee in (child, adult):
            pairings.take_over(session, mentor, mentee, date(2026, 3, 1), make.today)
    urgencies = {item.title: item.urgency for item in _due(make, "papers")}
    assert urgencies == {"Anna – Ali": Urgency.NOW, "Anna – Olena": Urgency.SOON}


def test_papers_that_have_been_brought_are_not_due(make: Make, database: Database) -> None:
    mentor, mentee = make.mentor(), make.mentee(with_papers=False)
    with database.writing() as session:
        pairings.take_over(session, mentor, mentee, date(2026, 3, 1), make.today)
    assert len(_due(make, "papers")) == 1
    with database.writing() as session:
        consent.give(session, mentee, Purpose.PARTICIPATION, make.today, make.today)
    assert _due(make, "papers") == []


def test_an_unsigned_agreement_is_due_a_week_after_the_start(make: Make, database: Database) -> None:
    pairing = make.pairing(start=make.today - timedelta(days=7))
    assert len(_due(make, "unsigned")) == 1
    with database.writing() as session:
        pairings.note_signed(session, pairing, make.today)
    assert _due(make, "unsigned") == []


def test_the_end_of_the_trial_asks_for_a_decision(make: Make, database: Database) -> None:
    pairing = make.proposal()
    with database.writing() as session:
        pairings.start_trial(session, pairing, make.today - timedelta(weeks=6))
    (item,) = _due(make, "trial")
    assert item.urgency is Urgency.NOW


def test_the_first_check_in_is_due_after_two_weeks(make: Make) -> None:
    make.pairing(start=make.today - timedelta(days=13))
    assert _due(make, "check_in") == []
    make.pairing(start=make.today - timedelta(days=14))
    assert len(_due(make, "check_in")) == 1


def test_a_certificate_is_renewed_in_time(make: Make, database: Database) -> None:
    mentor = make.mentor()
    make.pairing(mentor)
    five_years_ago = make.today - timedelta(days=5 * 365 - 30)
    with database.writing() as session:
        consent.inspect_certificate(session, mentor, five_years_ago, False, five_years_ago)
    assert len(_due(make, "certificate")) == 1


def test_nobody_waits_unnoticed(make: Make) -> None:
    make.mentee(waiting_days=90)
    assert _due(make, "waiting") == []
    make.mentee(waiting_days=91)
    (item,) = _due(make, "waiting")
    assert item.text == "Wartet seit 91 Tagen"


def test_the_numbers_at_the_top_equal_the_lists_behind_them(make: Make, database: Database) -> None:
    make.mentor(places=3)
    make.pairing(make.mentor(places=2))
    make.mentee()
    with database.reading() as session:
        overview = today.overview(session, make.today)
        running = [PairingStatus.TRIAL, PairingStatus.ACTIVE, PairingStatus.PAUSED]
        assert overview.running == len(pairings.search(session, status=running)) == 1
        assert overview.waiting == len(people.search(session, role=Role.MENTEE, status=RoleStatus.WAITING)) == 1
        assert overview.free_places == 3 + 1
