"""Who might be the person that is just being typed: the same name in another spelling or script, the same phone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from mentorhub import names
from mentorhub.db.tables import Person
from mentorhub.people.details import number_text
from mentorhub.text import phone_key

SAME = 88.0
"""From this score on two whole names are worth a look; lower, every second Anna would be shown."""

_MOST = 3
_FEWEST_CONSONANTS = 4
_FEWEST_IN_ANOTHER_SCRIPT = 3
_LAST_LATIN = "\u024f"
_FEWEST_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Alike:
    """Somebody who is there already."""

    id: UUID
    number: str
    name: str
    place: str
    same_phone: bool


def alike(
    session: Session, first_name: str, last_name: str, phones: Sequence[str] = (), but: UUID | None = None
) -> list[Alike]:
    """The likeliest first, at most three; equal phones before names. `but`: the person in the form herself."""
    names_and_phones = ("id", "number", "first_name", "last_name", "phone", "mobile", "district", "city")
    columns = [getattr(Person, name) for name in names_and_phones]
    rows = session.connection().execute(sa.select(*columns).order_by(col(Person.number))).all()
    everybody: list[Any] = [row for row in rows if row.id != but]
    wanted = {phone_key(phone) for phone in phones if len(phone_key(phone)) >= _FEWEST_DIGITS}
    by_phone = [row for row in everybody if wanted & {phone_key(row.phone), phone_key(row.mobile)}]
    by_name = [
        everybody[at]
        for at in _same_names(f"{first_name} {last_name}", [f"{row.first_name} {row.last_name}" for row in everybody])
    ]
    found = [*by_phone, *(row for row in by_name if row not in by_phone)]
    return [
        Alike(
            row.id,
            number_text(row.number),
            f"{row.first_name} {row.last_name}".strip(),
            row.district or row.city,
            row in by_phone,
        )
        for row in found[:_MOST]
    ]


def _same_names(typed: str, spelled: Sequence[str]) -> list[int]:
    """Positions of the names that are this one in another spelling or order, the most similar first."""
    from rapidfuzz import fuzz, process

    bones, keys = names.skeleton(typed), _key(typed)
    if len(bones.replace(" ", "")) < 2:
        return []
    found = process.extract(
        bones,
        [names.skeleton(name) for name in spelled],
        scorer=fuzz.token_sort_ratio,
        processor=None,
        score_cutoff=SAME,
        limit=_MOST,
    )
    scores = {position: score for _name, score, position in found}
    fewest = _FEWEST_IN_ANOTHER_SCRIPT if any(sign > _LAST_LATIN for sign in typed) else _FEWEST_CONSONANTS
    if len("".join(keys)) >= fewest:
        for position, name in enumerate(spelled):
            if position not in scores and _key(name) == keys:
                scores[position] = SAME
    return sorted(scores, key=lambda position: (-scores[position], position))


def _key(name: str) -> list[str]:
    """The consonants of each word, in any order: what a script without vowels has in common with ours."""
    return sorted(names.consonants(name).split())
