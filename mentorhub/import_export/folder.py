"""What the folder already holds, read in a few queries: its people, who is paired with whom, what was logged."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
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
    return [_known(person, roles, lists) for person in session.exec(select(Person).order_by(col(Person.number))).all()]


_Lists = dict[str, dict[UUID, list[Any]]]


def _lists(session: Session) -> _Lists:
    found: _Lists = {"languages": {}, "language_notes": {}, "times": {}, "topics": {}}
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
    for person, topic in session.exec(select(PersonTopic.person_id, PersonTopic.topic)).all():
        found["topics"].setdefault(person, []).append(topic)
    return found


def _known(person: Person, roles: dict[UUID, set[Role]], lists: _Lists) -> Known:
    return Known(
        first_name=person.first_name,
        last_name=person.last_name,
        kind=person.kind,
        roles=set(roles.get(person.id, ())),
        id=person.id,
        number=people.number_text(person.number),
        phones=phone_keys(person.phone, person.mobile),
        email=person.email.casefold(),
        birth_date=person.birth_date,
        birth_year=person.birth_year,
        only_relative=person.household_id is not None and person.id not in roles,
        load=_loader(person.id, {name: getattr(person, name) for name in PersonFields.model_fields}, lists),
    )


def _loader(person_id: UUID, fields: dict[str, Any], lists: _Lists) -> Callable[[], PersonDetails]:
    def of(name: str) -> Iterable[Any]:
        return lists[name].get(person_id, ())

    return lambda: PersonDetails(
        **fields,
        languages=tuple(of("languages")),
        language_notes=tuple(of("language_notes")),
        times=frozenset(of("times")),
        topics=frozenset(of("topics")),
    )
