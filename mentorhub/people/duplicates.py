"""Who might be the person that is just being typed: the same name in another spelling or script, the same phone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from mentorhub import names
from mentorhub.db.tables import Person
from mentorhub.people.details import number_text
from mentorhub.text import phone_key

SAME = 88.0
"""From this score on two whole names are worth a look; lower, every second Anna would be shown."""

_MOST = 3
_FEWEST_CONSONANTS = 4
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
    columns: Any = (Person.id, Person.number, Person.first_name, Person.last_name, Person.phone, Person.mobile)
    query = select(*columns, Person.district, Person.city).order_by(col(Person.number))
    everybody = [row for row in session.exec(query).all() if row[0] != but]
    wanted = {phone_key(phone) for phone in phones if len(phone_key(phone)) >= _FEWEST_DIGITS}
    by_phone = [row for row in everybody if wanted & {phone_key(row[4]), phone_key(row[5])}]
    by_name = [everybody[at] for at in _same_names(f"{first_name} {last_name}", [f"{r[2]} {r[3]}" for r in everybody])]
    numbers = {row[1] for row in by_phone}
    found = [*by_phone, *(row for row in by_name if row[1] not in numbers)]
    return [
        Alike(row[0], number_text(row[1]), f"{row[2]} {row[3]}".strip(), row[6] or row[7], row[1] in numbers)
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
    if len("".join(keys)) >= _FEWEST_CONSONANTS:
        for position, name in enumerate(spelled):
            if position not in scores and _key(name) == keys:
                scores[position] = SAME
    return sorted(scores, key=lambda position: (-scores[position], position))


def _key(name: str) -> list[str]:
    """The consonants of each word, in any order: what a script without vowels has in common with ours."""
    return sorted(names.consonants(name).split())
