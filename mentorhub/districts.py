"""The districts people live in, and which of them are near each other: a small table, no map and no geocoder."""

import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from sqlmodel import Session, select

from mentorhub import paths
from mentorhub.db.tables import RuleSetting
from mentorhub.errors import FieldError
from mentorhub.text import _, fold

_KEY = "districts"


@dataclass(frozen=True, slots=True)
class District:
    name: str
    postcodes: tuple[str, ...] = ()
    neighbours: frozenset[str] = frozenset()
    """Districts next to this one, by name. If A is next to B, B is next to A."""


def table(session: Session) -> tuple[District, ...]:
    """The organisation's own table, or the shipped one."""
    row = _row(session)
    return shipped() if row is None else _complete(_district(entry) for entry in json.loads(row.value))


def set_table(session: Session, districts: Iterable[District]) -> None:
    """Replace the whole table. Two that were neighbours stay so only if both still say so; new ones need one to say it.

    Raises `FieldError` for a district without a name, named twice, or with a neighbour that is not in the table.
    """
    wanted = _complete(_without_taken_back(list(districts), neighbours(table(session))))
    row = _row(session) or RuleSetting(key=_KEY)
    row.value = json.dumps(
        [
            {"name": entry.name, "postcodes": list(entry.postcodes), "neighbours": sorted(entry.neighbours)}
            for entry in wanted
        ],
        ensure_ascii=False,
    )
    session.add(row)
    session.flush()


def reset_table(session: Session) -> None:
    """Back to the shipped table."""
    row = _row(session)
    if row is not None:
        session.delete(row)
        session.flush()


@lru_cache(maxsize=1)
def shipped() -> tuple[District, ...]:
    entries = tomllib.loads((paths.resources() / "rules" / "districts.toml").read_text("utf-8"))["district"]
    return _complete(_district(entry) for entry in entries)


def source() -> str:
    """Where the shipped table comes from."""
    file = paths.resources() / "rules" / "districts.toml"
    return str(tomllib.loads(file.read_text("utf-8"))["source"])


def neighbours(districts: Iterable[District]) -> dict[str, frozenset[str]]:
    """By name, the districts next to it."""
    return {entry.name: entry.neighbours for entry in districts}


class Finder:
    """Finds the district that a record means: in any spelling, else by a postcode that only one district has."""

    def __init__(self, districts: Sequence[District]) -> None:
        self._by_spelling = {_spelling(entry.name): entry.name for entry in districts}
        self._by_postcode: dict[str, str] = {}
        shared = set()
        for entry in districts:
            for postcode in entry.postcodes:
                if postcode in self._by_postcode:
                    shared.add(postcode)
                self._by_postcode[postcode] = entry.name
        for postcode in shared:
            del self._by_postcode[postcode]

    def find(self, written: str, postcode: str = "") -> str:
        """What is not in the table stays as it was written; empty if nothing is known."""
        name = written.strip()
        if name:
            return self._by_spelling.get(_spelling(name), name)
        return self._by_postcode.get(postcode.strip(), "")


def _spelling(name: str) -> str:
    return fold(name).replace("-", "").replace(" ", "")


def _complete(districts: Iterable[District]) -> tuple[District, ...]:
    """Checked, in the order given, with neighbours on both sides."""
    listed = [
        District(
            entry.name.strip(),
            tuple(dict.fromkeys(code.strip() for code in entry.postcodes if code.strip())),
            frozenset(name.strip() for name in entry.neighbours if name.strip()),
        )
        for entry in districts
    ]
    spellings = [_spelling(entry.name) for entry in listed]
    if not all(spellings):
        raise FieldError("name", _("Bitte geben Sie jedem Stadtteil einen Namen."))
    if len(set(spellings)) < len(spellings):
        raise FieldError("name", _("Ein Stadtteil steht zweimal in der Liste."))
    proper = dict(zip(spellings, (entry.name for entry in listed), strict=True))
    near: dict[str, set[str]] = {entry.name: set() for entry in listed}
    for entry in listed:
        for name in entry.neighbours:
            other = proper.get(_spelling(name))
            if other is None:
                raise FieldError(
                    "neighbours", _("Der Nachbar-Stadtteil {name} steht nicht in der Liste.").format(name=name)
                )
            if other != entry.name:
                near[entry.name].add(other)
                near[other].add(entry.name)
    return tuple(replace(entry, neighbours=frozenset(near[entry.name])) for entry in listed)


def _without_taken_back(wanted: Sequence[District], before: Mapping[str, frozenset[str]]) -> list[District]:
    """Somebody who strikes a neighbour out on one side means both."""
    said = {_spelling(entry.name): {_spelling(name) for name in entry.neighbours} for entry in wanted}

    def is_taken_back(name: str, other: str) -> bool:
        were_near = other in {_spelling(near) for near in before.get(name, ())}
        return were_near and _spelling(name) not in said.get(other, set())

    return [
        replace(
            entry,
            neighbours=frozenset(name for name in entry.neighbours if not is_taken_back(entry.name, _spelling(name))),
        )
        for entry in wanted
    ]


def _district(entry: Mapping[str, Any]) -> District:
    return District(entry["name"], tuple(entry["postcodes"]), frozenset(entry["neighbours"]))


def _row(session: Session) -> RuleSetting | None:
    return session.exec(select(RuleSetting).where(RuleSetting.key == _KEY)).first()
