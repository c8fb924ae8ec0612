"""The shipped sample lists and the invented life around them: what *Ausprobieren* and the demo start with.

Every step goes through the same functions as a real day. The chance in it has a fixed seed, so that it is the same life
every time.
"""

import random
from datetime import date, timedelta
from uuid import UUID

from sqlmodel import Session

from mentorhub import activities, consent, events, expenses, pairings, paths, people, programme
from mentorhub.activities import ActivityDetails, CheckInDetails
from mentorhub.choices import (
    Attendance,
    Authority,
    Channel,
    EndedBy,
    EndReason,
    EventKind,
    EvidenceKind,
    ExpenseKind,
    Field,
    Happened,
    Light,
    Medium,
    PairingStatus,
    Party,
    Purpose,
    Role,
    RoleStatus,
    Topic,
)
from mentorhub.events import EventDetails
from mentorhub.expenses import ExpenseDetails
from mentorhub.import_export import importing
from mentorhub.programme import OrganisationDetails

DAY = date(2026, 11, 20)
"""The sample lists were "written" that week."""

LISTS = ("Mentees_Warteliste.xlsx", "Patinnen_und_Paten.csv", "Sprachmittlung.csv")

_FIELDS = ("origin_region", "authority")
"""Optional fields that the lists fill: the sample association has switched them on."""

_SEED = 20261120

ORGANISATION = OrganisationDetails(
    name="Patenschaften Beckum e. V. (Beispiel)",
    street="Musterstraße 1",
    postcode="59269",
    city="Beckum",
    phone="030 23125 100",
    email="buero@example.org",
    coordinator="Karin Beispiel",
    deputy="Jonas Muster",
    office_hours="Di und Do 9 bis 12 Uhr",
    controller="Vorstand des Vereins",
    supervisory_authority="LDI NRW",
    network_code="V01",
    insurance_liability="Vereinshaftpflicht, Beispiel-Versicherung",
    insurance_accident="Landesversicherung für freiwillig Engagierte",
)


def fill(session: Session, day: date = DAY) -> int:
    """Bring in the sample lists with their running pairings: what *Ausprobieren* starts with. Returns the pairings."""
    programme.found(session, ORGANISATION, is_sample=True, on=day)
    for field in _FIELDS:
        programme.switch_field(session, field, on=True)
    for name in LISTS:
        check = importing.check(session, paths.resources() / "sample" / name, None, day)
        importing.bring_in(session, check, day)
    return len(pairings.search(session, status=[PairingStatus.ACTIVE]))


def live_a_year(session: Session, day: date = DAY) -> int:
    """Papers, meetings, check-ins and endings of the past year for the pairings that run. Returns the meetings."""
    chance = chance_of(0)
    _bring_papers(session, chance, day)
    rows = pairings.rows(session, pairings.search(session, status=[PairingStatus.ACTIVE], sort="number"))
    meetings = 0
    for position, row in enumerate(rows):
        ends = position % 11 == 7
        last = day - timedelta(days=chance.choice((30, 60, 90)) if ends else chance.choice((3, 5, 8, 12, 16, 35, 70)))
        meetings += meet(session, chance, row.id, last, day)
        if ends:
            reason = chance.choice((EndReason.GOAL, EndReason.TIME_UP, EndReason.MOVED, EndReason.NO_TIME))
            ended = max(last + timedelta(days=7), pairings.earliest_end(session, row.id))
            pairings.end(session, row.id, ended, reason, EndedBy.BOTH, today=day)
    spend(session, day)
    train(session, day)
    return meetings


def spend(session: Session, day: date = DAY) -> None:
    """Tickets, trips and a few allowances of the year, those of earlier months paid."""
    chance = chance_of(2)
    mediators = people.search(session, role=Role.MEDIATOR, sort="number")[:4]
    for number, person in enumerate([*mediators, *people.search(session, role=Role.MENTOR, sort="number")[:5]]):
        for month in range(max(1, day.month - 4), day.month + 1):
            when = date(day.year, month, chance.randint(1, day.day if month == day.month else 28))
            for details in _spent(chance, when, is_mediator=number < len(mediators)):
                expense = expenses.add(session, person, details, day)
                if month < day.month - 1:
                    expenses.pay(session, [expense], date(day.year, month + 1, 5), day)
                elif month < day.month:
                    expenses.check(session, [expense])
    if mediators:
        busy = ExpenseDetails(
            day=date(day.year, 3, 31),
            kind=ExpenseKind.MEDIATION_ALLOWANCE,
            amount_cent=70_000,
            cost_centre="KOMM-AN",
        )
        expenses.pay(session, [expenses.add(session, mediators[0], busy, day)], date(day.year, 4, 5), day)


def train(session: Session, day: date = DAY) -> None:
    """A training of this autumn with those who were there, and a celebration to come."""
    volunteers = people.search(session, role=Role.MENTOR, sort="number")[5:15]
    training = events.add(
        session,
        EventDetails(
            title="Gut beginnen: Einführung für Patinnen und Paten",
            kind=EventKind.INTRODUCTION,
            from_on=day - timedelta(days=41),
            begins_at="17:30",
            ends_at="20:30",
            minutes=180,
            place="Volkshochschule, Raum 2",
            trainer="Karin Beispiel",
            contents="Aufgaben und Grenzen, Verschwiegenheit, Versicherung, Auslagen",
            seats=16,
            funding="KOMM-AN",
        ),
    )
    events.invite(session, training, volunteers, Attendance.REGISTERED)
    guest = events.add_guest(session, training, "Mara Muster (Familienbüro)")
    came = [one.id for one in events.get(session, training).participants if one.id != guest]
    events.set_attendance(session, [*came[:7], guest], Attendance.ATTENDED, day)
    events.set_attendance(session, came[7:8], Attendance.ABSENT, day)
    celebration = EventDetails(
        title="Adventskaffee", kind=EventKind.CELEBRATION, from_on=day + timedelta(days=15), place="Gemeindehaus"
    )
    events.invite(session, events.add(session, celebration), people.search(session, role=Role.MENTOR, sort="number"))


def _spent(chance: random.Random, day: date, *, is_mediator: bool) -> list[ExpenseDetails]:
    trip = ExpenseDetails(day=day, kind=ExpenseKind.KILOMETRES, km=chance.randint(4, 38))
    ticket = ExpenseDetails(
        day=day,
        kind=chance.choice((ExpenseKind.TRANSIT, ExpenseKind.ADMISSION, ExpenseKind.MATERIAL)),
        amount_cent=chance.randint(6, 60) * 50,
        has_receipt=chance.random() < 0.9,
    )
    if not is_mediator:
        return [chance.choice((trip, ticket))]
    pay = ExpenseDetails(
        day=day,
        kind=ExpenseKind.MEDIATION_ALLOWANCE,
        amount_cent=chance.choice((2_500, 3_500, 4_500)),
        cost_centre="KOMM-AN",
    )
    return [pay, trip]


def chance_of(number: int) -> random.Random:
    """The same chance for everybody, every time."""
    return random.Random(_SEED + number)  # noqa: S311 - an invented life, not a secret


def meet(session: Session, chance: random.Random, pairing: UUID, last: date, day: date) -> int:
    """Meetings every week or two since the start, at most two years back, until `last`; some cancelled."""
    row = pairings.row(session, pairing)
    wishes = sorted(people.get(session, row.mentee_id).topics) or [Topic.GERMAN, Topic.CONVERSATION]
    start = row.start_on or day
    when = max(start, day - timedelta(days=690)) + timedelta(days=chance.randint(2, 9))
    rhythm = chance.choice((7, 7, 14))
    meetings = 0
    while when <= last:
        topics = frozenset(chance.sample(wishes, min(len(wishes), chance.choice((1, 1, 2)))))
        office = any(topic.field is Field.AUTHORITIES for topic in topics) and chance.random() < 0.4
        happened = chance.choices(
            (Happened.YES, Happened.CANCELLED_MENTOR, Happened.CANCELLED_MENTEE, Happened.NO_SHOW), (90, 4, 5, 1)
        )[0]
        details = ActivityDetails(
            day=when,
            minutes=chance.choice((45, 60, 60, 90, 90, 120, 150)) if happened is Happened.YES else None,
            happened=happened,
            medium=chance.choices((Medium.MEETING, Medium.PHONE, Medium.VIDEO), (85, 10, 5))[0],
            authority=chance.choice((Authority.JOBCENTRE, Authority.CITIZENS_OFFICE, Authority.SOCIAL))
            if office
            else Authority.NONE,
            topics=topics,
        )
        activities.log(session, row.id, details, day)
        meetings += happened is Happened.YES
        when += timedelta(days=rhythm + chance.randint(-2, 3))
    checked = max(start, last - timedelta(days=chance.randint(5, 45)))
    spoken = CheckInDetails(
        day=checked,
        party=chance.choice((Party.MENTOR, Party.MENTEE)),
        channel=Channel.PHONE,
        light=chance.choices((Light.GREEN, Light.YELLOW, Light.RED), (80, 17, 3))[0],
    )
    activities.check_in(session, row.id, spoken, day)
    return meetings


def _bring_papers(session: Session, chance: random.Random, day: date) -> None:
    """Most people have brought their papers; a few have not, so that the gates have something to say."""
    majority = programme.number(session, "age.of_majority")
    for role in (Role.MENTOR, Role.MEDIATOR):
        for volunteer in people.search(session, role=role, status=RoleStatus.PAPERS_OPEN):
            people.set_status(session, volunteer, role, RoleStatus.CLEARED, day - timedelta(days=400))
    for mentor in people.search(session, role=Role.MENTOR):
        if chance.random() < 0.92:
            signed = day - timedelta(days=chance.randint(60, 700))
            consent.add_evidence(session, mentor, EvidenceKind.CONFIDENTIALITY, signed, day)
            consent.add_evidence(session, mentor, EvidenceKind.INTERVIEW, signed, day)
        if chance.random() < 0.85:
            seen = day - timedelta(days=chance.randint(40, 1_700))
            consent.inspect_certificate(session, mentor, seen - timedelta(days=20), False, seen)
    for mentee in people.search(session, role=Role.MENTEE):
        given = day - timedelta(days=chance.randint(60, 400))
        if chance.random() < 0.94:
            consent.give(session, mentee, Purpose.PARTICIPATION, given, day)
            consent.give(session, mentee, Purpose.SPECIAL, given, day)
            consent.give(session, mentee, Purpose.CONTACT, given, day)
        if people.may_be_minor(people.get(session, mentee), day, majority) and chance.random() < 0.9:
            consent.give(session, mentee, Purpose.GUARDIANS, given, day)
