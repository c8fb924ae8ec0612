"""How much is stored in a field that can be switched off, and emptying it everywhere."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from mentorhub import programme
from mentorhub.db.tables import Activity, Attachment, Pairing, Person
from mentorhub.programme import OptionalField

_TABLES: dict[str, type[Any]] = {"person": Person, "pairing": Pairing, "activity": Activity, "attachment": Attachment}


def stored(session: Session, name: str, today: date) -> int:
    """How many people, pairings or activities say something in this field; of scans how many there are."""
    field = _field(session, name)
    table = _TABLES[field.table]
    return session.exec(select(func.count()).select_from(table).where(_filled(session, field, today))).one()


def erase(session: Session, name: str, today: date) -> int:
    """Empty the field wherever something is stored in it; of adults' birth dates the year stays. Returns how many."""
    field = _field(session, name)
    table = _TABLES[field.table]
    if table is Attachment:
        return _remove_scans(session)
    rows = session.exec(select(table).where(_filled(session, field, today))).all()
    for row in rows:
        if name == "birth_date":
            row.birth_year = row.birth_date.year
        for column in field.columns:
            setattr(row, column, _nothing(table, column))
        session.add(row)
    session.flush()
    return len(rows)


def switch(session: Session, switches: Iterable[tuple[str, bool]], erased: Iterable[str], today: date) -> None:
    """What the form in Einstellungen holds: the switches, and which of the fields switched off are to be emptied."""
    for name, on in switches:
        programme.switch_field(session, name, on=on)
    for name in erased:
        erase(session, name, today)


def _remove_scans(session: Session) -> int:
    """Without reading them into memory."""
    found = session.exec(select(Attachment.id).where(~col(Attachment.is_issued))).all()
    session.connection().execute(sa.delete(Attachment).where(~col(Attachment.is_issued)))
    session.expire_all()
    return len(found)


def _filled(session: Session, field: OptionalField, today: date) -> Any:
    table = _TABLES[field.table]
    if field.table == "attachment":
        return ~col(Attachment.is_issued)
    if field.name == "birth_date":
        grown = _years_before(today, programme.number(session, "age.of_majority"))
        return Person.birth_date <= grown  # type: ignore[operator]
    said = []
    for column in field.columns:
        nothing = _nothing(table, column)
        stored_in = getattr(table, column)
        said.append(stored_in.is_not(None) if nothing is None else stored_in != nothing)
    return sa.or_(*said)


def _nothing(table: type[Any], column: str) -> Any:
    """What a column holds while nobody has said anything."""
    return table.model_fields[column].get_default()


def _field(session: Session, name: str) -> OptionalField:
    return next(field for field in programme.fields(session) if field.name == name)


def _years_before(day: date, years: int) -> date:
    """The last birthday of whoever is that old on `day`."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # the 29th of February
        return day.replace(year=day.year - years, day=28)
