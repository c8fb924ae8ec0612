"""The members of a family in one cell."""

import re
from dataclasses import dataclass

from mentorhub.import_export.sheets import Cell
from mentorhub.import_export.values.cells import not_understood, partly, words

_RELATIONS = (
    "Ehefrau Ehemann Frau Mann Partner Partnerin Mutter Vater Sohn Tochter Kind Bruder Schwester Oma Opa "
    "Großmutter Großvater "
    "Neffe Nichte Säugling Baby Schwiegermutter Schwiegervater"
).split()
_RELATION = re.compile(rf"\b({'|'.join(_RELATIONS)})\b:?", re.I)


@dataclass(frozen=True)
class Member:
    first_name: str
    birth_year: int | None = None
    relation: str = ""


def household(cell: Cell) -> tuple[Member, ...]:
    """ "Ali (2015), Sara (2018)", "Sohn Yusuf 2012; Tochter Hala"; ages without names can't be members."""
    plain = words(str(cell).replace("\n", ";") if isinstance(cell, str) else cell)
    found, left = [], []
    for part in re.split(r"[;,/+&]|\s(?:und|and)\s", plain):
        piece = part.strip()
        if not piece:
            continue
        member = _member(piece)
        if member is None:
            left.append(piece)
        else:
            found.append(member)
    if left and not found:
        raise not_understood(", ".join(left))
    if left:
        raise partly(tuple(found), left)
    return tuple(found)


def _member(piece: str) -> Member | None:
    relation = _RELATION.search(piece)
    rest = _RELATION.sub(" ", piece)
    year = re.search(r"\b(?:19|20)\d{2}\b", rest)
    rest = re.sub(r"\b(?:geb\.?|\*|Jg\.?)", " ", rest[: year.start()] + rest[year.end() :] if year else rest)
    name = " ".join(re.sub(r"[(),:*]", " ", rest).split())
    if not re.fullmatch(r"[^\W\d_][^\d]*", name):
        return None
    return Member(name, int(year[0]) if year else None, relation[1] if relation else "")
