"""Adding many people at once, as an import does: the same rows as one by one, in a few statements."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from pydantic_core import PydanticUndefined
from sqlmodel import Session, SQLModel

from mentorhub.db.tables import Person, PersonRole, RoleStep, new_id, now
from mentorhub.people import numbers
from mentorhub.people.details import PersonDetails, RoleDetails, check, number_text
from mentorhub.people.records import columns, derived, lists, switches
from mentorhub.people.roles import check_role, first_values


def add_all(
    session: Session, wanted: Sequence[tuple[PersonDetails, Sequence[RoleDetails]]], today: date
) -> list[tuple[UUID, str]]:
    """As `add` for each, in this order: ids and visible numbers. Raises `FieldError` and adds nobody."""
    allowed = switches(session)
    first = numbers.next_person(session)
    rows: dict[type[SQLModel], list[dict[str, Any]]] = {Person: [], PersonRole: [], RoleStep: []}
    added = []
    for number, (said, places) in enumerate(wanted, start=first):
        check(said)
        details = allowed.to_store(said, PersonDetails(first_name=said.first_name), today)
        sort_key, search_text = derived(details, number)
        person_id = new_id()
        names = {"number": number, "sort_key": sort_key, "search_text": search_text}
        rows[Person].append(_row(Person, id=person_id, **columns(details), **names))
        for table, entries in lists(details).items():
            rows.setdefault(table, []).extend(_row(table, person_id=person_id, **entry) for entry in entries)
        for place in places:
            check_role(place)
            role = _row(PersonRole, **first_values(person_id, place, today))
            rows[PersonRole].append(role)
            rows[RoleStep].append(_row(RoleStep, role_id=role["id"], status=place.status, day=today))
        added.append((person_id, number_text(number)))
    session.flush()
    for kind, made in rows.items():
        if made:
            session.connection().execute(sa.insert(kind.__table__), made)  # type: ignore[attr-defined]
    return added


def _row(table: type[SQLModel], **values: Any) -> dict[str, Any]:
    """With the defaults of the columns that nobody has said anything about."""
    moment = now()
    defaults, marks = _defaults(table)
    made = {"id": new_id(), "created_at": moment, "changed_at": moment}
    return defaults | {name: made[name] for name in marks} | values


@cache
def _defaults(table: type[SQLModel]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The defaults of its columns, and which of the marks of every row it has."""
    fields = table.model_fields
    defaults = {name: field.default for name, field in fields.items() if field.default is not PydanticUndefined}
    return defaults, tuple(name for name in ("id", "created_at", "changed_at") if name in fields)
