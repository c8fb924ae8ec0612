"""Filters of a list that were given a name: "Mentees in Neubeckum ohne Patin". They stand in the encrypted file."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from mentorhub.db.tables import SavedFilter
from mentorhub.errors import FieldError
from mentorhub.text import _, fold

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class KeptFilter:
    """`content` is what the list's own controls held, by their names."""

    id: UUID
    name: str
    content: Mapping[str, str]


def kept(session: Session, page: str) -> list[KeptFilter]:
    """Those of one list, by name."""
    found = session.exec(select(SavedFilter).where(SavedFilter.page == page)).all()
    return sorted(
        (KeptFilter(one.id, one.name, json.loads(one.content)) for one in found), key=lambda one: fold(one.name)
    )


def keep(session: Session, page: str, name: str, content: Mapping[str, str]) -> UUID:
    """Under a new name, or in place of the filter of that name. Raises `FieldError`."""
    name = " ".join(name.split())
    if not name:
        raise FieldError("name", _("Bitte geben Sie dem Filter einen Namen."))
    if len(name) > LONGEST_NAME:
        raise FieldError("name", _("Bitte höchstens {n} Zeichen.").format(n=LONGEST_NAME))
    query = select(SavedFilter).where(SavedFilter.page == page, col(SavedFilter.name) == name)
    one = session.exec(query).first() or SavedFilter(page=page, name=name)
    one.content = json.dumps(dict(content))
    session.add(one)
    session.flush()
    return one.id


def forget(session: Session, filter_id: UUID) -> None:
    """Nothing happens if it is gone already."""
    one = session.get(SavedFilter, filter_id)
    if one is not None:
        session.delete(one)
        session.flush()
