"""What the folder already holds, read in a few queries: its people, who is paired with whom, what was logged."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from mentorhub import people
from mentorhub.choices import Happened, Level, PairingStatus, Role
from mentorhub.db.tables import (
    Activity,
    Pairing,
    Person,
    PersonFields,
    PersonLanguage,
    PersonRole,
    PersonTime,
    PersonTopic,
)
from mentorhub.import_export.recognising import Known, phone_keys
from mentorhub.people import LanguageNote, PersonDetails

Logged = tuple[UUID, date, int, Happened, int | None]
"""Pairing, day, count, whether it happened, minutes: two entries that agree in these are the same meeting."""


@dataclass(frozen=True)
class Folder:
    pairings: dict[tuple[UUID, UUID], list[UUID]] = field(default_factory=dict)
    """By mentor and mentee, running or ended; not those that came to nothing."""
    logged: dict[Logged, UUID] = field(default_factory=dict)
    """The entry of each meeting."""


def look(session: Session, *, with_meetings: bool) -> Folder:
    pairs: dict[tuple[UUID, UUID], list[UUID]] = {}
    query = select(Pairing.mentor_id, Pairing.mentee_id, Pairing.id).where(Pairing.status != PairingStatus.FAILED)
    for mentor, mentee, pairing in session.exec(query).all():
        pairs.setdefault((mentor, mentee), []).append(pairing)
    if not with_meetings:
        return Folder(pairs)
    return Folder(
        pairs,
        {
            (entry.pairing_id, entry.day, entry.count, entry.happened, entry.minutes): entry.id
            for entry in session.exec(select(Activity)).all()
        },
    )


def everybody(session: Session) -> list[Known]:
    """All people of the folder, as far as recognising them needs; their details can be made from what was read."""
    roles: dict[UUID, set[Role]] = {}
    for person_id, role in session.exec(select(PersonRole.person_id, PersonRole.role)).all():
        roles.setdefault(person_id, set()).add(Role(role))
    lists = _lists(session)
    same = {each: each for each in map(frozenset, roles.values())}
    columns = [getattr(Person, name) for name in ("id", "number", "household_id", *_FIELDS)]
    rows = session.execute(sa.select(*columns).order_by(col(Person.number)))
    return [_known(row, same.get(frozenset(roles.get(row.id, ())), frozenset()), lists) for row in rows]


_Lists = dict[str, dict[UUID, list[Any]]]


def _lists(session: Session) -> _Lists:
    found: _Lists = {"languages": {}, "language_notes": {}, "times": {}, "topics": {}, "first_topics": {}}
    columns = (PersonLanguage.person_id, PersonLanguage.code, PersonLanguage.level)
    spoken = sa.select(*map(col, (*columns, PersonLanguage.variant, PersonLanguage.reads))).order_by(
        (col(PersonLanguage.level) == Level.NATIVE).desc(), col(PersonLanguage.code)
    )
    for person, code, level, variant, reads in session.execute(spoken):
        found["languages"].setdefault(person, []).append((code, level))
        note = LanguageNote(code, variant, reads)
        if note != LanguageNote(code):
            found["language_notes"].setdefault(person, []).append(note)
    for person, weekday, part in session.exec(select(PersonTime.person_id, PersonTime.weekday, PersonTime.part)).all():
        found["times"].setdefault(person, []).append((weekday, part))
    for person, topic, priority in session.exec(
        select(PersonTopic.person_id, PersonTopic.topic, PersonTopic.priority)
    ).all():
        found["topics"].setdefault(person, []).append(topic)
        if priority:
            found["first_topics"].setdefault(person, []).append(topic)
    return found


_FIELDS = tuple(PersonFields.model_fields)


def _known(row: Any, roles: frozenset[Role], lists: _Lists) -> Known:
    """`row`: number, id, household and the fields of a person, without the price of a live object."""
    return Known(
        first_name=row.first_name,
        last_name=row.last_name,
        kind=row.kind,
        roles=roles,
        id=row.id,
        number=people.number_text(row.number),
        phones=phone_keys(row.phone, row.mobile),
        email=row.email.casefold(),
        birth_date=row.birth_date,
        birth_year=row.birth_year,
        only_relative=row.household_id is not None and not roles,
        load=partial(_details, row, lists),
    )


def _details(row: Any, lists: _Lists) -> PersonDetails:
    def of(name: str) -> Iterable[Any]:
        return lists[name].get(row.id, ())

    return PersonDetails(
        **{name: getattr(row, name) for name in _FIELDS},
        languages=tuple(of("languages")),
        language_notes=tuple(of("language_notes")),
        times=frozenset(of("times")),
        topics=frozenset(of("topics")),
        first_topics=frozenset(of("first_topics")),
    )
