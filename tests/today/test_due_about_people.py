"""What is due about a person: one rule, one promise. Today is Sunday, 22 November 2026."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from make import Make
from mentorhub import activities, consent, pairings, people, today
from mentorhub.activities import ActivityDetails
from mentorhub.choices import (
    ConsentGiver,
    EndedBy,
    EndReason,
    EvidenceKind,
    ExpenseKind,
    Purpose,
    Role,
    RoleStatus,
)
from mentorhub.db.database import Database
from mentorhub.db.tables import Expense, Person, PersonRole
from mentorhub.people import RoleDetails
from mentorhub.today import Due, Urgency


def _due(make: Make, kind: str, on: date | None = None) -> list[Due]:
    with make.database.reading() as session:
        return [item for item in today.due(session, on or make.today) if item.kind == kind]


def _role(make: Make, person: UUID, **columns: Any) -> None:
    with make.writing() as session:
        place = session.get(PersonRole, _role_id(session, person))
        assert place is not None
        place.sqlmodel_update(columns)
        session.add(place)


def _role_id(session: Any, person: UUID) -> UUID:
    from sqlmodel import select

    found: UUID = session.exec(select(PersonRole.id).where(PersonRole.person_id == person)).one()
    return found


def _certificate(make: Make, person: UUID, issued_on: date) -> None:
    with make.writing() as session:
        consent.inspect_certificate(session, person, issued_on, False, issued_on)


def test_someone_interested_is_due_after_a_week(make: Make) -> None:
    place = RoleDetails(Role.MENTOR, RoleStatus.INTERESTED, registered_on=make.today - timedelta(days=8))
    person = make.person(place)
    (item,) = _due(make, "interested")
    assert (item.person_id, item.urgency) == (person, Urgency.OVERDUE)


def test_a_mentee_who_registered_is_due_after_a_week_too(make: Make) -> None:
    make.person(RoleDetails(Role.MENTEE, RoleStatus.REGISTERED))
    (item,) = _due(make, "interested")
    assert (item.urgency, item.due_on) == (Urgency.SOON, make.today + timedelta(days=7))


def test_the_first_talk_is_due_within_two_weeks(make: Make) -> None:
    came = make.today - timedelta(days=14)
    make.person(RoleDetails(Role.MENTOR, RoleStatus.TALK, registered_on=came))
    make.person(RoleDetails(Role.MENTEE, RoleStatus.INTAKE, registered_on=came))
    assert [item.urgency for item in _due(make, "talk")] == [Urgency.TODAY] * 2


def test_open_papers_are_named_until_somebody_can_be_cleared(make: Make, database: Database) -> None:
    person = make.person(RoleDetails(Role.MENTOR, RoleStatus.PAPERS_OPEN))
    assert _due(make, "papers_open")[0].text == "Unterlagen offen: Verschwiegenheit, Erstgespräch"
    with database.writing() as session:
        for kind in (EvidenceKind.CONFIDENTIALITY, EvidenceKind.INTERVIEW):
            consent.add_evidence(session, person, kind, make.today, make.today)
    assert _due(make, "papers_open") == []
    (item,) = _due(make, "clear")
    assert (item.text, item.urgency) == ("Unterlagen vollständig: bitte freigeben", Urgency.TODAY)


def test_nobody_waits_unnoticed_but_waiting_is_never_overdue(make: Make) -> None:
    make.mentee(waiting_days=90)
    assert _due(make, "waiting") == []
    make.mentee(waiting_days=191)
    (item,) = _due(make, "waiting")
    assert (item.text, item.urgency) == ("Wartet seit 191 Tagen", Urgency.SOON)


def test_a_certificate_is_renewed_in_time_and_its_day_stays_unsaid(make: Make) -> None:
    mentor = make.mentor()
    issued = make.today - timedelta(days=5 * 365 - 30)
    _certificate(make, mentor, issued)
    (item,) = _due(make, "certificate")
    assert item.person_id == mentor
    assert not any(letter.isdigit() for letter in item.text)


def test_with_adults_alone_no_certificate_is_renewed(make: Make) -> None:
    mentor = make.mentor(places=2)
    _certificate(make, mentor, make.today - timedelta(days=5 * 365 - 30))
    make.pairing(mentor, make.mentee(birth_year=1980))
    assert _due(make, "certificate") == []
    child = make.mentee(first_name="Ali", birth_date=date(2015, 5, 1))
    with make.writing() as session:
        consent.give(session, child, Purpose.GUARDIANS, make.today, make.today, given_by=ConsentGiver.GUARDIANS)
    make.pairing(mentor, child)
    assert len(_due(make, "certificate")) == 1


def test_the_record_of_a_certificate_goes_half_a_year_after_the_end(make: Make, database: Database) -> None:
    mentor = make.mentor()
    _certificate(make, mentor, date(2026, 1, 10))
    pairing = make.pairing(mentor, start=date(2026, 2, 1))
    assert _due(make, "certificate_delete") == []
    with database.writing() as session:
        pairings.end(session, pairing, date(2026, 6, 1), EndReason.MOVED, EndedBy.MENTOR, today=make.today)
    _role(make, mentor, status=RoleStatus.ENDED, status_since=date(2026, 6, 1))
    (item,) = _due(make, "certificate_delete")
    assert (item.due_on, item.urgency) == (date(2026, 12, 1), Urgency.SOON)


def test_the_record_of_a_certificate_goes_at_once_where_nothing_began(make: Make) -> None:
    mentor = make.mentor()
    _certificate(make, mentor, date(2026, 10, 10))
    _role(make, mentor, status=RoleStatus.ENDED, status_since=date(2026, 11, 20))
    (item,) = _due(make, "certificate_delete")
    assert item.urgency is Urgency.TODAY


def test_a_mentee_who_comes_of_age_is_asked_in_person(make: Make, database: Database) -> None:
    turns = make.today + timedelta(days=20)
    mentee = make.mentee(with_papers=False, birth_date=turns.replace(year=turns.year - 18))
    with database.writing() as session:
        consent.give(
            session, mentee, Purpose.PARTICIPATION, date(2026, 3, 1), make.today, given_by=ConsentGiver.GUARDIANS
        )
    (item,) = _due(make, "birthday")
    assert (item.person_id, item.due_on) == (mentee, turns)
    with database.writing() as session:
        consent.give(session, mentee, Purpose.PARTICIPATION, make.today, make.today, given_by=ConsentGiver.SELF)
    assert _due(make, "birthday") == []


def test_at_fourteen_the_question_is_given_up_after_a_while(make: Make) -> None:
    turned = make.today - timedelta(days=60)
    make.mentee(with_papers=False, waiting_days=200, birth_date=turned.replace(year=turned.year - 14))
    assert len(_due(make, "birthday")) == 1
    assert _due(make, "birthday", make.today + timedelta(days=31)) == []


def test_an_adult_who_registered_as_one_is_not_asked_again(make: Make) -> None:
    make.mentee(with_papers=False, waiting_days=10, birth_date=date(2008, 6, 1))
    assert _due(make, "birthday") == []


def test_a_place_in_the_pool_is_renewed(make: Make) -> None:
    person = make.person(RoleDetails(Role.MEDIATOR, RoleStatus.CLEARED))
    _role(make, person, listed_until=make.today + timedelta(days=30))
    assert [item.person_id for item in _due(make, "pool")] == [person]
    assert _due(make, "pool", make.today - timedelta(days=1)) == []


def test_allowances_are_told_from_eighty_percent_of_the_cap(make: Make, database: Database) -> None:
    near, over = make.mentor(last_name="Nah"), make.mentor(last_name="Voll")
    with database.writing() as session:
        for person, cents in ((near, 80_000), (over, 96_000)):
            kind = ExpenseKind.VOLUNTEER_ALLOWANCE
            session.add(Expense(person_id=person, day=date(2026, 4, 1), kind=kind, amount_cent=cents))
    found = {item.person_id: item.urgency for item in _due(make, "cap")}
    assert found == {near: Urgency.SOON, over: Urgency.TODAY}
    assert _due(make, "cap", date(2027, 1, 2)) == []


def test_an_open_claim_is_told_before_it_can_no_longer_be_waived(make: Make, database: Database) -> None:
    person = make.mentor(last_name="Weiß")
    with database.writing() as session:
        for day in (date(2026, 8, 28), date(2026, 8, 30)):
            session.add(Expense(person_id=person, day=day, amount_cent=625))
    (item,) = _due(make, "waiver")
    assert (item.person_id, item.due_on) == (person, date(2026, 11, 28))
    assert "12,50" in item.text


def test_in_december_those_with_many_hours_are_offered_the_card(make: Make, database: Database) -> None:
    busy, paid = make.mentor(last_name="Fleißig"), make.mentor(last_name="Bezahlt")
    for mentor in (busy, paid):
        pairing = make.pairing(mentor, start=date(2026, 3, 1))
        with database.writing() as session:
            month = ActivityDetails(day=date(2026, 10, 31), is_month=True, count=9, minutes=251 * 60)
            activities.log(session, pairing, month, make.today)
    with database.writing() as session:
        session.add(
            Expense(person_id=paid, day=date(2026, 4, 1), kind=ExpenseKind.VOLUNTEER_ALLOWANCE, amount_cent=5000)
        )
    assert _due(make, "card_candidate") == []
    (item,) = _due(make, "card_candidate", date(2026, 12, 1))
    assert (item.person_id, item.text) == (busy, "251 Stunden in zwölf Monaten: Ehrenamtskarte anbieten")


def test_a_card_that_runs_out_is_renewed(make: Make, database: Database) -> None:
    mentor = make.mentor()
    with database.writing() as session:
        person = session.get(Person, mentor)
        assert person is not None
        person.volunteer_card_until = make.today + timedelta(days=60)
        session.add(person)
    assert len(_due(make, "card_renewal")) == 1
    assert _due(make, "card_renewal", make.today - timedelta(days=1)) == []


def test_lines_of_people_name_them_as_every_list_does(make: Make, database: Database) -> None:
    make.person(RoleDetails(Role.MENTOR, RoleStatus.INTERESTED), first_name="Emine", last_name="Kaya")
    with database.reading() as session:
        (row,) = people.rows(session, today.ids(today.of_kind(session, "interested", make.today)))
    assert row.name == _due(make, "interested")[0].title == "Kaya, Emine"
