"""How the lists of one association are read: column by column, kept under a name for the next list like it.

A profile also knows rows about which somebody has decided, by a fingerprint without the words, so that the same list
adds nothing when it comes a second time.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlmodel import Session, col, select

from mentorhub.db.tables import ImportProfile
from mentorhub.errors import FieldError
from mentorhub.import_export.columns import Kind, Table
from mentorhub.import_export.finding import Wanted, heading_words
from mentorhub.import_export.headings import Field
from mentorhub.import_export.sheets import ListFile
from mentorhub.text import _

_LONGEST = 80
_ROWS = " "
"""Under this name, which nobody can give, lie the decided rows of all lists."""


@dataclass(frozen=True)
class Profile:
    """`fields` by table and position of the column."""

    name: str
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    fields: Mapping[tuple[str, int], Field | None] = field(default_factory=dict)

    def under(self, wanted: Wanted) -> Wanted:
        """What was said now, and beneath it what the profile says."""
        kinds = self.kinds if wanted.kind is None else {}
        return replace(wanted, kinds={**kinds, **wanted.kinds}, fields={**self.fields, **wanted.fields})


def names(session: Session) -> list[str]:
    query = select(ImportProfile.name).where(ImportProfile.name != _ROWS).order_by(col(ImportProfile.name))
    return list(session.exec(query).all())


def keep(session: Session, name: str, file: ListFile, tables: tuple[Table, ...]) -> None:
    """Keep how the tables are read, under this name; what was kept under it before is replaced. Raises `FieldError`."""
    wanted = " ".join(name.split())
    if not wanted or len(wanted) > _LONGEST:
        raise FieldError("name", _("Bitte geben Sie dem Profil einen Namen mit höchstens 80 Zeichen."))
    content = {
        "kinds": {_nameless(file, table.sheet): table.kind.value for table in tables},
        "fields": [
            [_nameless(file, table.sheet), column.position, column.field.value if column.field else None]
            for table in tables
            for column in table.columns
        ],
    }
    print_of_file = fingerprint(file)
    for other in session.exec(select(ImportProfile).where(ImportProfile.headings == print_of_file)).all():
        if other.name not in (wanted, _ROWS):
            other.headings = ""
            session.add(other)
    row = _row(session, wanted)
    row.headings, row.content = print_of_file, json.dumps(content, ensure_ascii=False)
    session.add(row)
    session.flush()


def forget(session: Session, name: str) -> None:
    row = session.exec(select(ImportProfile).where(ImportProfile.name == name)).first()
    if row is not None:
        session.delete(row)
        session.flush()


def fitting(session: Session, file: ListFile) -> Profile | None:
    """The profile whose headings these are."""
    query = select(ImportProfile).where(ImportProfile.headings == fingerprint(file), ImportProfile.name != _ROWS)
    row = session.exec(query).first()
    if row is None:
        return None
    content: dict[str, Any] = json.loads(row.content)
    return Profile(
        row.name,
        {_named(file, sheet): Kind(kind) for sheet, kind in content.get("kinds", {}).items()},
        {
            (_named(file, sheet), position): None if meaning is None else Field(meaning)
            for sheet, position, meaning in content.get("fields", ())
        },
    )


def remembered(session: Session) -> dict[str, str]:
    """As whom decided rows came in, by their fingerprint; lists share it, a row is a row in whatever file."""
    row = session.exec(select(ImportProfile).where(ImportProfile.name == _ROWS)).first()
    return {} if row is None else dict(json.loads(row.content))


def remember(session: Session, rows: Mapping[str, str]) -> None:
    """Numbers of people by the fingerprint of the row that became them."""
    if not rows:
        return
    kept = _row(session, _ROWS)
    kept.content = json.dumps({**json.loads(kept.content), **rows})
    session.add(kept)
    session.flush()


def fingerprint(file: ListFile) -> str:
    """The same for every list with the same headings, whatever stands below them."""
    words = "\x1e".join(_headings(file))
    return hashlib.blake2b(words.encode(), digest_size=16).hexdigest()


def _headings(file: ListFile) -> Iterator[str]:
    for sheet in file.sheets:
        if sheet.rows and not sheet.hidden:
            yield "\x1f".join(heading_words(sheet))


def _nameless(file: ListFile, table: str) -> str:
    """A text file names its only sheet after itself, and the next file has another name."""
    return table.removeprefix(file.sheets[0].name) if file.delimiter is not None else table


def _named(file: ListFile, table: str) -> str:
    return file.sheets[0].name + table if file.delimiter is not None else table


def _row(session: Session, name: str) -> ImportProfile:
    found = session.exec(select(ImportProfile).where(ImportProfile.name == name)).first()
    return found or ImportProfile(name=name)
