"""What was typed into a form and not yet saved: kept in the encrypted file, so that a crash loses nothing.

Values come back as they were: dates, choices, sets, the small frozen classes of the subjects. What can't be put into
words (there is nothing of the kind today) is left out rather than half kept.
"""

import dataclasses
import importlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from pydantic import BaseModel
from sqlmodel import Session, col, select

from mentorhub.db.tables import Draft

_OURS = "mentorhub."


@dataclass(frozen=True, slots=True)
class Kept:
    """`form`: page, record and form, as in `people/0192…/person`."""

    form: str
    title: str
    """What it is about, in words: `Neue Person`."""
    at: datetime
    values: Mapping[str, Any]

    @property
    def page(self) -> str:
        return self.form.split("/")[0]

    @property
    def form_name(self) -> str:
        return self.form.split("/")[2]

    @property
    def about(self) -> str:
        """As the form named it: an id, the code of a period, `new`."""
        return self.form.split("/")[1]

    @property
    def record(self) -> UUID | None:
        """Nothing for what is new."""
        try:
            return UUID(self.about)
        except ValueError:
            return None


def keep(session: Session, form: str, title: str, values: Mapping[str, Any]) -> None:
    """In the place of what was kept for this form before."""
    row = _of(session, form) or Draft(form=form)
    written = {name: packed for name, value in values.items() for packed in _packed(value)}
    row.content = json.dumps({"title": title, "values": written}, ensure_ascii=False)
    session.add(row)
    session.flush()


def found(session: Session, form: str) -> Kept | None:
    row = _of(session, form)
    return None if row is None else _read(row)


def waiting(session: Session) -> list[Kept]:
    """Everything that was typed and never saved, the newest first."""
    return [_read(row) for row in session.exec(select(Draft).order_by(col(Draft.changed_at).desc())).all()]


def forget(session: Session, form: str) -> None:
    """Saved, or thrown away on purpose."""
    row = _of(session, form)
    if row is not None:
        session.delete(row)
        session.flush()


def forget_records(session: Session, record_ids: Collection[UUID]) -> None:
    """Of those who were removed: nothing of them is left lying in a form."""
    for row in session.exec(select(Draft)).all():
        if _read(row).record in record_ids:
            session.delete(row)
    session.flush()


def _of(session: Session, form: str) -> Draft | None:
    return session.exec(select(Draft).where(Draft.form == form)).first()


def _read(row: Draft) -> Kept:
    content = json.loads(row.content)
    values = {name: each for name, packed in content["values"].items() for each in _unpacked(packed)}
    return Kept(row.form, content["title"], row.changed_at, values)


def _packed(value: Any) -> Iterator[Any]:
    """One value as JSON takes it; none for a kind that is not known. Choices are plain words to JSON: ask first."""
    if isinstance(value, Enum):
        yield {"kind": _name(type(value)), "value": value.value}
    elif value is None or isinstance(value, str | int | float | bool):
        yield value
    elif isinstance(value, date):
        yield {"kind": "date", "value": value.isoformat()}
    elif isinstance(value, UUID):
        yield {"kind": "uuid", "value": value.hex}
    elif isinstance(value, tuple | list | set | frozenset):
        kind = type(value).__name__
        yield {"kind": kind, "value": [packed for each in value for packed in _packed(each)]}
    elif isinstance(value, BaseModel) and type(value).__module__.startswith(_OURS):
        yield _packed_fields(type(value), {name: getattr(value, name) for name in type(value).model_fields})
    elif dataclasses.is_dataclass(value) and type(value).__module__.startswith(_OURS):
        named = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        yield _packed_fields(type(value), named)


def _packed_fields(kind: type, values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "kind": _name(kind),
        "value": {name: packed for name, value in values.items() for packed in _packed(value)},
    }


def _unpacked(packed: Any) -> Iterator[Any]:
    """None for a kind that a later version no longer knows."""
    if not isinstance(packed, dict):
        yield packed
        return
    kind, value = packed["kind"], packed["value"]
    if kind == "date":
        yield date.fromisoformat(value)
    elif kind == "uuid":
        yield UUID(value)
    elif kind in _SEQUENCES:
        yield _SEQUENCES[kind](each for one in value for each in _unpacked(one))
    else:
        yield from _made(kind, value)


def _made(kind: str, value: Any) -> Iterator[Any]:
    """Of our own classes only: the file is ours, and still nothing else is made from it."""
    module, _colon, name = kind.partition(":")
    if not module.startswith(_OURS):
        return
    try:
        made = getattr(importlib.import_module(module), name)
        if isinstance(value, dict):
            yield made(**{key: each for key, one in value.items() for each in _unpacked(one)})
        else:
            yield made(value)
    except (ImportError, AttributeError, TypeError, ValueError):
        return


_SEQUENCES: dict[str, Any] = {"tuple": tuple, "list": list, "set": set, "frozenset": frozenset}


def _name(kind: type) -> str:
    return f"{kind.__module__}:{kind.__qualname__}"
