"""Two records of one person become one: nothing of either is lost, and both numbers go on being found."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col, select

from mentorhub import drafts
from mentorhub.choices import OPEN, RUNNING, Attendance, Level, Role, RoleStatus, YesNo
from mentorhub.db import journal
from mentorhub.db.tables import (
    Attachment,
    ConductCertificate,
    Consent,
    Evidence,
    Guardian,
    Household,
    NeverTogether,
    Pairing,
    Participation,
    Person,
    PersonLanguage,
    PersonRole,
    PersonTime,
    PersonTopic,
    RoleStep,
)
from mentorhub.errors import MentorHubError
from mentorhub.people.details import display_name, number_text
from mentorhub.people.records import get, record, write_names
from mentorhub.text import _, fold

Side = Literal["first", "second"]

_OF_THE_ROW = frozenset(
    (
        *("id", "version", "created_at", "changed_at", "number", "former_numbers", "sort_key", "search_text"),
        *("household_id", "household_relation"),
    )
)
_LONG_TEXTS = frozenset({"note"})
"""Joined, because each may hold something that is nowhere else."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which both records say something else."""

    field: str
    first: Any
    second: Any


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two records side by side."""

    first: str
    second: str
    """Name and number."""
    differences: tuple[Difference, ...]
    obstacle: str
    """Why these two cannot become one; empty if they can."""


class CannotMerge(MentorHubError):
    """These two records cannot become one; the sentence says why."""


def compare(session: Session, first_id: UUID, second_id: UUID) -> Comparison:
    first, second = record(session, first_id), record(session, second_id)
    differences = tuple(
        Difference(name, getattr(first, name), getattr(second, name))
        for name in _fields()
        if _says(first, name) and _says(second, name) and getattr(first, name) != getattr(second, name)
        if name not in _LONG_TEXTS
    )
    obstacle = _obstacle(session, first_id, second_id)
    return Comparison(_heading(first), _heading(second), differences, obstacle)


def merge(session: Session, keep_id: UUID, drop_id: UUID, choices: Collection[str] = ()) -> None:
    """The second record goes into the first. `choices`: the differing fields whose value the second one gives.

    Where only one record says something, that stays; both notes are kept. Of two certificates of conduct the older date
    counts, for it runs out first; "keine Vermittlung" outweighs every other status, and a withdrawn consent one that
    was given before. Raises `CannotMerge`.
    """
    obstacle = _obstacle(session, keep_id, drop_id)
    if obstacle:
        raise CannotMerge(obstacle)
    keep, drop = record(session, keep_id), record(session, drop_id)
    journal.note(session, "merge")
    journal.certificate_may_return(session)
    _merge_fields(keep, drop, choices)
    _merge_household(session, keep, drop)
    session.flush()
    _merge_roles(session, keep_id, drop_id)
    _merge_lists(session, keep_id, drop_id)
    _merge_consents(session, keep_id, drop_id)
    _merge_evidence(session, keep_id, drop_id)
    _merge_certificate(session, keep_id, drop_id)
    _merge_participations(session, keep_id, drop_id)
    _merge_never_together(session, keep_id, drop_id)
    session.flush()
    _move_the_rest(session, keep_id, drop_id)
    _merge_guardians(session, keep_id)
    session.delete(record(session, drop_id))
    drafts.forget_records(session, {drop_id})
    session.expire_all()
    write_names(record(session, keep_id), get(session, keep_id))
    session.flush()


def _obstacle(session: Session, first_id: UUID, second_id: UUID) -> str:
    if first_id == second_id:
        return _("Das ist schon ein und derselbe Eintrag.")
    both = (first_id, second_id)
    rows = session.exec(
        select(Pairing).where(col(Pairing.mentor_id).in_(both) | col(Pairing.mentee_id).in_(both))
    ).all()
    if any({row.mentor_id, row.mentee_id} == set(both) for row in rows):
        return _(
            "Diese beiden haben oder hatten eine Patenschaft miteinander; also sind es zwei Menschen. Es wurde nichts "
            "geändert."
        )
    apart = session.exec(
        select(NeverTogether).where(col(NeverTogether.mentor_id).in_(both) | col(NeverTogether.mentee_id).in_(both))
    ).all()
    if any({row.mentor_id, row.mentee_id} == set(both) for row in apart):
        return _("Diese beiden sind als „nie zusammen“ vermerkt; also sind es zwei Menschen. Es wurde nichts geändert.")
    merged = [_pair(row.mentor_id, row.mentee_id, both) for row in rows if row.status in OPEN]
    if len(set(merged)) < len(merged):
        return _(
            "Beide Einträge haben eine offene Patenschaft mit derselben Person. Es wurde nichts geändert; bitte "
            "beenden Sie zuerst eine davon."
        )
    if set(merged) & {_pair(row.mentor_id, row.mentee_id, both) for row in apart}:
        return _(
            "Der eine Eintrag hat eine offene Patenschaft mit einer Person, mit der der andere nie zusammenkommen "
            "soll. Es wurde nichts geändert; bitte klären Sie zuerst das."
        )
    return ""


def _pair(mentor_id: UUID, mentee_id: UUID, both: tuple[UUID, UUID]) -> tuple[UUID, UUID]:
    """As it will be when the two are one."""
    one, other = both
    return (one if mentor_id == other else mentor_id, one if mentee_id == other else mentee_id)


def _fields() -> tuple[str, ...]:
    return tuple(name for name in Person.model_fields if name not in _OF_THE_ROW)


def _says(person: Person, name: str) -> bool:
    """Whether somebody has entered something."""
    value = getattr(person, name)
    return value not in (None, "") and value != Person.model_fields[name].default


def _heading(person: Person) -> str:
    return f"{display_name(person.first_name, person.last_name)} · {number_text(person.number)}"


def _merge_fields(keep: Person, drop: Person, choices: Collection[str]) -> None:
    for name in _fields():
        if name in _LONG_TEXTS:
            texts = [text for text in (getattr(keep, name), getattr(drop, name)) if text]
            setattr(keep, name, "\n".join(dict.fromkeys(texts)))
        elif _says(drop, name) and (name in choices or not _says(keep, name)):
            setattr(keep, name, getattr(drop, name))
    keep.created_at = min(keep.created_at, drop.created_at)
    numbers = [*keep.former_numbers.split(","), *drop.former_numbers.split(","), str(drop.number)]
    keep.former_numbers = ",".join(dict.fromkeys(filter(None, numbers)))


def _merge_household(session: Session, keep: Person, drop: Person) -> None:
    """Two households of one person are one."""
    keep.household_relation = keep.household_relation or drop.household_relation
    if drop.household_id is None or drop.household_id == keep.household_id:
        return
    if keep.household_id is None:
        keep.household_id = drop.household_id
        return
    left = drop.household_id
    for member in session.exec(select(Person).where(Person.household_id == left)).all():
        member.household_id = keep.household_id
        session.add(member)
    session.flush()
    session.delete(session.get_one(Household, left))


def _merge_roles(session: Session, keep_id: UUID, drop_id: UUID) -> None:
    """The places grow to hold all that runs. Pairings follow once there is room for them."""
    mine = {row.role: row for row in session.exec(select(PersonRole).where(PersonRole.person_id == keep_id)).all()}
    for other in session.exec(select(PersonRole).where(PersonRole.person_id == drop_id)).all():
        own = mine.get(other.role)
        if own is None:
            own = PersonRole(
                person_id=keep_id,
                **other.model_dump(exclude={"id", "version", "created_at", "changed_at", "person_id"}),
            )
        else:
            _merge_role(own, other)
        running = _running(session, (keep_id, drop_id), other.role)
        own.capacity = max(own.capacity, other.capacity, running)
        session.add(own)
        session.flush()
        for step in session.exec(select(RoleStep).where(RoleStep.role_id == other.id)).all():
            step.role_id = own.id
            session.add(step)
        session.flush()
    _move(session, Pairing, "mentor_id", keep_id, drop_id)
    _move(session, Pairing, "mentee_id", keep_id, drop_id)
    for other in session.exec(select(PersonRole).where(PersonRole.person_id == drop_id)).all():
        session.delete(other)
    session.flush()


def _merge_role(own: PersonRole, other: PersonRole) -> None:
    counts, beside = sorted((own, other), key=_weight)[::-1]
    for name in ("status", "status_since", "left_on"):
        setattr(own, name, getattr(counts, name))
    own.left_reason = counts.left_reason or beside.left_reason
    for name in ("registered_on", "joined_on"):
        days = [day for day in (getattr(own, name), getattr(other, name)) if day is not None]
        setattr(own, name, min(days, default=None))
    listed = [day for day in (own.listed_until, other.listed_until) if day is not None]
    own.listed_until = max(listed, default=None)
    if own.left_on is not None and own.joined_on is not None:
        own.left_on = max(own.left_on, own.joined_on)


def _weight(place: PersonRole) -> tuple[bool, bool, Any]:
    """What outweighs: that somebody is excluded, then that a pairing runs, then what is newer."""
    runs = place.status in (RoleStatus.ACTIVE, RoleStatus.PAIRED)
    return place.status is RoleStatus.EXCLUDED, runs, place.status_since


def _running(session: Session, ids: Collection[UUID], role: Role) -> int:
    if role not in (Role.MENTOR, Role.MENTEE):
        return 0
    side = Pairing.mentor_id if role is Role.MENTOR else Pairing.mentee_id
    return len(session.exec(select(Pairing.id).where(col(side).in_(ids), col(Pairing.status).in_(RUNNING))).all())


def _merge_lists(session: Session, keep_id: UUID, drop_id: UUID) -> None:
    """Languages, times and topics of both; of one language the level that somebody has entered, the higher of two."""
    levels = list(Level)
    tables: tuple[tuple[type[Any], tuple[str, ...]], ...] = (
        (PersonLanguage, ("code",)),
        (PersonTime, ("weekday", "part")),
        (PersonTopic, ("topic",)),
    )
    for table, names in tables:
        mine = {_key(row, names): row for row in _of(session, table, keep_id)}
        for other in _of(session, table, drop_id):
            own = mine.get(_key(other, names))
            if own is None:
                other.person_id = keep_id
                session.add(other)
                continue
            if isinstance(own, PersonLanguage):
                own.level = max(own.level, other.level, key=levels.index)
                own.variant = own.variant or other.variant
                own.reads = other.reads if own.reads is YesNo.UNKNOWN else own.reads
            elif isinstance(own, PersonTopic):
                own.priority = max(own.priority, other.priority)
            session.add(own)
            session.delete(other)
        session.flush()


def _merge_consents(session: Session, keep_id: UUID, drop_id: UUID) -> None:
    """One consent in force for each purpose: the newest; not if the person has taken it back since in the other."""
    rows = [*_of(session, Consent, keep_id), *_of(session, Consent, drop_id)]
    for purpose in {row.purpose for row in rows}:
        taken_back = [row.withdrawn_on for row in rows if row.purpose is purpose and row.withdrawn_on is not None]
        given = [row for row in rows if row.purpose is purpose and row.withdrawn_on is None]
        given.sort(key=lambda row: row.given_on)
        for row in given:
            if taken_back and max(taken_back) >= row.given_on:
                row.withdrawn_on = max(taken_back)
                session.add(row)
        in_force = [row for row in given if row.withdrawn_on is None]
        for row in in_force[:-1]:
            newest = in_force[-1]
            newest.paper_location = "; ".join(dict.fromkeys(filter(None, (newest.paper_location, row.paper_location))))
            _move_scans(session, "consent_id", newest.id, row.id)
            session.delete(row)
        session.flush()
    _move(session, Consent, "person_id", keep_id, drop_id)


def _merge_evidence(session: Session, keep_id: UUID, drop_id: UUID) -> None:
    mine = {_paper(row): row.id for row in _of(session, Evidence, keep_id)}
    for other in _of(session, Evidence, drop_id):
        if _paper(other) in mine:
            _move_scans(session, "evidence_id", mine[_paper(other)], other.id)
            session.delete(other)
    session.flush()


def _paper(row: Any) -> tuple[Any, ...]:
    return (row.kind, row.day, row.text_version, row.paper_location)


def _move_scans(session: Session, column: str, keep_id: UUID, drop_id: UUID) -> None:
    """Those of a record that goes belong to the one that stays. Not read into memory."""
    belongs = Attachment.__table__.c[column]
    session.connection().execute(sa.update(Attachment).where(belongs == drop_id).values({column: keep_id}))


def _merge_certificate(session: Session, keep_id: UUID, drop_id: UUID) -> None:
    """The older date, for it runs out first."""
    own = next(iter(_of(session, ConductCertificate, keep_id)), None)
    other = next(iter(_of(session, ConductCertificate, drop_id)), None)
    if own is None or other is None:
        return
    own.issued_on = min(own.issued_on, other.issued_on)
    own.relevant_conviction = own.relevant_conviction or other.relevant_conviction
    session.add(own)
    session.delete(other)
    session.flush()


def _merge_participations(session: Session, keep_id: UUID, drop_id: UUID) -> None:
    order = (Attendance.INVITED, Attendance.REGISTERED, Attendance.ABSENT, Attendance.ATTENDED)
    mine = {row.event_id: row for row in _of(session, Participation, keep_id)}
    for other in _of(session, Participation, drop_id):
        own = mine.get(other.event_id)
        if own is not None:
            own.attendance = max(own.attendance, other.attendance, key=order.index)
            own.certificate_on = own.certificate_on or other.certificate_on
            session.add(own)
            session.delete(other)
    session.flush()


def _merge_never_together(session: Session, keep_id: UUID, drop_id: UUID) -> None:
    for side, beside in (("mentor_id", "mentee_id"), ("mentee_id", "mentor_id")):
        query = select(NeverTogether)
        mine = {getattr(row, beside) for row in session.exec(query).all() if getattr(row, side) == keep_id}
        for row in session.exec(query).all():
            if getattr(row, side) != drop_id:
                continue
            if getattr(row, beside) in mine:
                session.delete(row)
            else:
                setattr(row, side, keep_id)
                session.add(row)
        session.flush()


def _merge_guardians(session: Session, keep_id: UUID) -> None:
    known: set[tuple[str, str]] = set()
    for row in _of(session, Guardian, keep_id):
        said = (fold(row.name), fold(row.phone))
        if said in known:
            session.delete(row)
        known.add(said)
    session.flush()


def _move_the_rest(session: Session, keep_id: UUID, drop_id: UUID) -> None:
    """Whatever else refers to a person, in this table or one that is added some day."""
    for mapper in SQLModel._sa_registry.mappers:
        kind = mapper.class_
        for key in kind.__table__.foreign_keys:
            if key.column.table.name == "person":
                _move(session, kind, key.parent.name, keep_id, drop_id)


def _move(session: Session, table: type[Any], column: str, keep_id: UUID, drop_id: UUID) -> None:
    for row in session.exec(select(table).where(getattr(table, column) == drop_id)).all():
        setattr(row, column, keep_id)
        session.add(row)
    session.flush()


def _of(session: Session, table: type[Any], person_id: UUID) -> list[Any]:
    return list(session.exec(select(table).where(table.person_id == person_id).order_by(table.id)).all())


def _key(row: Any, names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in names)
