"""Counts from the data folder. Everything here is exact and INTERNAL; only `disclosure` makes figures that may leave.

What somebody was on an earlier day follows from dates (registered, started, ended), since a status knows only today.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from mentorhub import people
from mentorhub.choices import (
    Authority,
    Gender,
    Happened,
    MenteeKind,
    PairingForm,
    PairingStatus,
    Programme,
    Purpose,
    Region,
    Role,
    RoleStatus,
    Topic,
)
from mentorhub.choices import Field as FieldOfAction
from mentorhub.db.tables import Activity, ActivityTopic, Consent, Event, Pairing, PairingTopic, Person, PersonRole
from mentorhub.statistics import breakdowns
from mentorhub.statistics.catalogue import Network
from mentorhub.statistics.gate import Unit
from mentorhub.statistics.periods import Period
from mentorhub.statistics.truth import QuarterHours, Truth

LONG_WAIT_DAYS = 90
"""Part of an Eckzahl's definition in the catalogue (`warteliste_ueber_90_tage`); reminders have their own setting."""

_GONE = (RoleStatus.ENDED, RoleStatus.WITHDRAWN, RoleStatus.EXCLUDED, RoleStatus.ANONYMISED)
_SEEKING = (RoleStatus.WAITING, RoleStatus.PROPOSED)
_IN_POOL = (RoleStatus.CLEARED, RoleStatus.ACTIVE)


@dataclass(frozen=True, slots=True)
class PairingFacts:
    """The dates of one pairing and what it is counted by."""

    id: UUID
    mentor: UUID
    mentee: UUID
    programme: Programme
    form: PairingForm
    status: PairingStatus
    trial_start: date | None
    start_on: date | None
    paused_on: date | None
    ended_on: date | None

    @property
    def first_day(self) -> date | None:
        days = [day for day in (self.trial_start, self.start_on) if day is not None]
        return min(days, default=None)

    def runs(self, day: date) -> bool:
        """Begun and not ended on that day; the time to get to know each other is not counted."""
        return self.start_on is not None and self.start_on <= day and not self.ended_by(day)

    def in_trial(self, day: date) -> bool:
        begun = self.trial_start is not None and self.trial_start <= day
        return begun and not self.ended_by(day) and not self.runs(day)

    def paused(self, day: date) -> bool:
        return self.runs(day) and self.paused_on is not None and self.paused_on <= day

    def ended_by(self, day: date) -> bool:
        return self.ended_on is not None and self.ended_on <= day

    def accompanied(self, period: Period) -> bool:
        """On any day of the period, the time to get to know each other included."""
        first = self.first_day
        return first is not None and first <= period.end and (self.ended_on is None or self.ended_on >= period.start)

    def begins(self, period: Period) -> bool:
        return self.start_on is not None and period.contains(self.start_on)

    def ends(self, period: Period) -> bool:
        return self.start_on is not None and self.ended_on is not None and period.contains(self.ended_on)


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """One person in one role."""

    person: UUID
    role: Role
    status: RoleStatus
    status_since: date
    since: date
    left_on: date | None
    capacity: int

    def present(self, day: date) -> bool:
        """In this role on that day, as far as dates tell."""
        left = self.left_on if self.left_on is not None else (self.status_since if self.status in _GONE else None)
        return self.since <= day and (left is None or left > day)


@dataclass(frozen=True, slots=True)
class PersonFacts:
    gender: Gender
    age: int | None
    region: Region
    kind: MenteeKind
    household: UUID | None


@dataclass(frozen=True)
class Facts:
    """Everything that is counted, read once. No names."""

    pairings: tuple[PairingFacts, ...]
    places: tuple[PlaceFacts, ...]
    topics: Mapping[UUID, frozenset[Topic]] = field(default_factory=dict)
    """What each pairing is about."""

    def running(self, day: date) -> list[PairingFacts]:
        return [pairing for pairing in self.pairings if pairing.runs(day)]

    def mentors(self, day: date) -> set[UUID]:
        """Active mentors: with a pairing that runs on that day."""
        return {pairing.mentor for pairing in self.running(day)}

    def mentees(self, day: date) -> set[UUID]:
        """Everyone who is a mentee on that day, with or without a pairing."""
        present = {one.person for one in self.places if one.role is Role.MENTEE and one.present(day)}
        return present | {pairing.mentee for pairing in self.pairings if pairing.runs(day) or pairing.in_trial(day)}

    def waiting(self, day: date) -> list[PlaceFacts]:
        """Mentees who have nobody on that day and look for somebody."""
        busy = {one.mentee for one in self.pairings if one.runs(day) or one.in_trial(day)}
        return [
            one
            for one in self.places
            if one.role is Role.MENTEE
            and one.person not in busy
            and one.present(day)
            and (one.status in _SEEKING or one.status_since > day)
        ]

    def free_places(self, day: date) -> int:
        taken = Counter(one.mentor for one in self.pairings if one.runs(day) or one.in_trial(day))
        mentors = (one for one in self.places if one.role is Role.MENTOR and one.status in _IN_POOL)
        return sum(max(0, one.capacity - taken[one.person]) for one in mentors if one.present(day))

    def mediators(self, day: date) -> set[UUID]:
        pool = (one for one in self.places if one.role is Role.MEDIATOR and one.status in _IN_POOL)
        return {one.person for one in pool if one.present(day)}


@dataclass(frozen=True, slots=True)
class Meetings:
    """Meetings that took place, summed up by mentor, pairing, topics and place."""

    mentor: UUID
    pairing: UUID
    topics: frozenset[Topic]
    authority: Authority
    count: int
    minutes: int
    without_length: int


def facts(session: Session) -> Facts:
    """Reads pairings, roles and topics, without a single name."""
    found = tuple(_pairing(row) for row in session.exec(select(Pairing)).all())
    first: dict[tuple[UUID, Role], date] = {}
    for pairing in found:
        if pairing.first_day is not None:
            for person, role in ((pairing.mentor, Role.MENTOR), (pairing.mentee, Role.MENTEE)):
                first[person, role] = min(first.get((person, role), pairing.first_day), pairing.first_day)
    topics: dict[UUID, set[Topic]] = {}
    for entry in session.exec(select(PairingTopic)).all():
        topics.setdefault(entry.pairing_id, set()).add(entry.topic)
    return Facts(
        pairings=found,
        places=tuple(_place(row, first) for row in session.exec(select(PersonRole)).all()),
        topics={key: frozenset(some) for key, some in topics.items()},
    )


def persons(session: Session, day: date) -> dict[UUID, PersonFacts]:
    """Gender, age on that day, and the region of origin of those who agreed to its use (Art. 9 DSGVO)."""
    agreed = set(
        session.exec(
            select(Consent.person_id).where(Consent.purpose == Purpose.SPECIAL, col(Consent.withdrawn_on).is_(None))
        ).all()
    )
    return {
        person.id: PersonFacts(
            gender=person.gender,
            age=people.age(person, day),
            region=person.origin_region if person.id in agreed else Region.UNKNOWN,
            kind=person.kind,
            household=person.household_id,
        )
        for person in session.exec(select(Person)).all()
    }


def meetings(session: Session, first: date, last: date) -> list[Meetings]:
    """What took place from `first` to `last`, summed up. A big year has 200,000 entries, so they pass by unread.

    They're summed here and not by `group_concat`, which takes ten times as long in an encrypted file.
    """
    entry: sa.ColumnClause[int] = sa.literal_column("activity.rowid", sa.Integer)
    query = (
        sa.select(
            entry,
            sa.type_coerce(col(Activity.pairing_id), sa.String),
            sa.type_coerce(col(Activity.authority), sa.String),
            col(Activity.count),
            col(Activity.minutes),
            sa.type_coerce(col(ActivityTopic.topic), sa.String),
        )
        .outerjoin(ActivityTopic, col(ActivityTopic.activity_id) == col(Activity.id))
        .where(col(Activity.day).between(first, last), col(Activity.happened) == Happened.YES)
        .order_by(entry)
    )
    sums: dict[tuple[str, str, frozenset[str]], list[int]] = {}
    for _entry, rows in groupby(session.connection().execute(query), key=lambda row: row[0]):
        (_entry, pairing, authority, times, minutes, topic), *more = rows
        topics = frozenset([topic, *(row[5] for row in more)] if topic else ())
        sum_ = sums.setdefault((pairing, authority, topics), [0, 0, 0])
        sum_[0] += times
        sum_[1] += minutes or 0
        sum_[2] += times if minutes is None else 0
    mentors = dict(session.exec(select(Pairing.id, Pairing.mentor_id)).all())
    return [
        Meetings(mentors[UUID(pairing)], UUID(pairing), frozenset(map(Topic, topics)), Authority(authority), *sum_)
        for (pairing, authority, topics), sum_ in sums.items()
    ]


def minutes_by_field(met: Iterable[Meetings]) -> dict[tuple[UUID, FieldOfAction], int]:
    """Minutes of each mentor in each field of action; a meeting about several fields is shared out among them."""
    sums: dict[tuple[UUID, frozenset[FieldOfAction]], int] = {}
    for one in met:
        key = (one.mentor, fields_of(one.topics))
        sums[key] = sums.get(key, 0) + one.minutes
    shared: dict[tuple[UUID, FieldOfAction], int] = {}
    for (mentor, fields), minutes in sums.items():
        whole, left = divmod(minutes, len(fields))
        for place, name in enumerate(known for known in FieldOfAction if known in fields):
            shared[mentor, name] = shared.get((mentor, name), 0) + whole + (place < left)
    return shared


def fields_of(topics: Iterable[Topic]) -> frozenset[FieldOfAction]:
    """The fields of action of some topics; without a topic it is "Sonstiges"."""
    return frozenset(topic.field for topic in topics) or frozenset({FieldOfAction.OTHER})


def truth(session: Session, period: Period, network: Network, stand: date) -> Truth:
    """INTERNAL: the exact figures, the members and the hours from which `disclosure` makes what may leave.

    `stand` is the day it's counted on: the period's last day, or an earlier one while it still runs.
    """
    known = facts(session)
    units = _units(session, known, stand) if breakdowns.has_breakdowns(period, network, stand) else {}
    hours = tuple(
        QuarterHours(
            quarter,
            len(known.mentors(quarter.end)),
            {
                (str(mentor), one.value): minutes
                for (mentor, one), minutes in minutes_by_field(meetings(session, quarter.start, quarter.end)).items()
            },
        )
        for quarter in (period.quarters() if stand == period.end else ())
    )
    return Truth(stand, figures(session, known, period, stand), units, hours)


def figures(session: Session, known: Facts, period: Period, day: date) -> dict[str, int]:
    """The Eckzahlen of a period, by the codes of the catalogue; stocks are those of `day`."""
    waiting = known.waiting(day)
    visits = sum(
        one.count for one in meetings(session, period.start, period.end) if one.authority is not Authority.NONE
    )
    return {
        "mentees": len(known.mentees(day)),
        "paten_aktiv": len(known.mentors(day)),
        "patenschaften_aktiv": len(known.running(day)),
        "patenschaften_neu": sum(one.begins(period) for one in known.pairings),
        "patenschaften_beendet": sum(one.ends(period) for one in known.pairings),
        "warteliste": len(waiting),
        "warteliste_ueber_90_tage": sum((day - one.since).days > LONG_WAIT_DAYS for one in waiting),
        "plaetze_frei": known.free_places(day),
        "sprachmittlung": len(known.mediators(day)),
        "behoerdenbegleitungen": visits,
        "veranstaltungen": session.exec(
            select(func.count()).select_from(Event).where(Event.from_on >= period.start, Event.from_on <= day)
        ).one(),
    }


def main_fields(session: Session, known: Facts, day: date) -> dict[UUID, FieldOfAction | None]:
    """What each pairing mostly is about: in most meetings of the twelve months up to that day, else what was agreed.

    It depends on the day only, so that a quarter and a year that end together agree.
    """
    counted: dict[UUID, Counter[FieldOfAction]] = {}
    for one in meetings(session, day - timedelta(days=364), day):
        if one.topics:
            counted.setdefault(one.pairing, Counter()).update(dict.fromkeys(fields_of(one.topics), one.count))
    agreed = {pairing: Counter(topic.field for topic in topics) for pairing, topics in known.topics.items()}
    order = list(FieldOfAction)
    return {
        pairing.id: max(found, key=lambda one: (found[one], -order.index(one)), default=None)
        for pairing in known.pairings
        for found in [counted.get(pairing.id) or agreed.get(pairing.id) or Counter()]
    }


def _units(session: Session, known: Facts, day: date) -> dict[str, list[Unit]]:
    who, fields = persons(session, day), main_fields(session, known, day)
    came: dict[tuple[UUID, Role], date] = {}
    for place in known.places:
        key = (place.person, place.role)
        came[key] = min(came.get(key, place.since), place.since)

    def units(keys: Iterable[UUID], role: Role) -> list[Unit]:
        return [_person_unit(key, who[key], came.get((key, role))) for key in keys]

    return {
        "mentees": units(known.mentees(day), Role.MENTEE),
        "paten": units(known.mentors(day), Role.MENTOR),
        "patenschaften": [_pairing_unit(one, who, fields[one.id]) for one in known.running(day)],
    }


def _person_unit(key: UUID, who: PersonFacts, since: date | None) -> Unit:
    age = None if who.age is None else str(who.age)
    return Unit(str(key), {"sex": who.gender.value, "age": age, "region": who.region.value}, since=since)


def _pairing_unit(pairing: PairingFacts, who: Mapping[UUID, PersonFacts], about: FieldOfAction | None) -> Unit:
    codes = {"programme": pairing.programme.value, "field": None if about is None else about.value}
    household = who[pairing.mentee].household
    parties = (str(pairing.mentor), str(pairing.mentee), *(() if household is None else (str(household),)))
    return Unit(str(pairing.id), codes, parties, pairing.first_day)


def _pairing(row: Pairing) -> PairingFacts:
    return PairingFacts(
        id=row.id,
        mentor=row.mentor_id,
        mentee=row.mentee_id,
        programme=row.programme,
        form=row.form,
        status=row.status,
        trial_start=row.trial_start,
        start_on=row.start_on,
        paused_on=row.paused_on,
        ended_on=row.ended_on,
    )


def _place(row: PersonRole, first: Mapping[tuple[UUID, Role], date]) -> PlaceFacts:
    """A pairing that began before the registration was typed in shows that somebody was here earlier."""
    days = [row.registered_on, row.joined_on, first.get((row.person_id, row.role))]
    known = [day for day in days if day is not None]
    return PlaceFacts(
        person=row.person_id,
        role=row.role,
        status=row.status,
        status_since=row.status_since,
        since=min(known, default=row.status_since),
        left_on=row.left_on,
        capacity=row.capacity,
    )
