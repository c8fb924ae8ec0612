"""Names as lists hold them: in one cell or two, with titles, families, nicknames, several people."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from mentorhub.choices import Gender
from mentorhub.import_export.sheets import Cell
from mentorhub.import_export.values.cells import ALIKE, key, not_understood, words

_TITLES = (
    r"(?:Dr\.?(?:\s*(?:med|phil|rer|jur|ing|h\. ?c)\.?(?:\s*nat\.?)?)*"
    r"|Prof\.?|Dipl\.?-?\s?[A-Za-z]+\.?|Mag\.|Ing\.)"
)
_SALUTATION = re.compile(r"^(Frau|Fr\.|Herrn?|Hr\.|Mrs\.?|Ms\.?|Mr\.?)\s+", re.I)
_FAMILY = re.compile(r"^(?:Familie|Fam\.?|Family)\s+", re.I)
_PARTICLES = frozenset(
    "von van vom zu zur zum de del della di da dos der den ten ter bin ibn al el abu ben la le".split()
)


@dataclass(frozen=True)
class PersonName:
    first_name: str
    last_name: str = ""
    call_name: str = ""
    title: str = ""
    gender: Gender | None = None
    """From "Frau" or "Herr" before the name."""
    family: bool = False
    remark: str = ""
    """What stood beside the name and is none: "geb. Schmidt", "Mutter"."""

    @property
    def full(self) -> str:
        return " ".join(part for part in (self.first_name, self.last_name) if part)


def name(cell: Cell) -> PersonName:
    """One person's name in one cell: "Müller, Anna", "Dr. Anna Müller-Öztürk", "Familie Yılmaz (Emine)"."""
    plain = words(cell)
    if not plain or not re.search(r"[^\W\d_]", plain):
        raise not_understood(plain)
    plain, gender = _salutation(plain)
    family = _FAMILY.match(plain)
    if family:
        return _family(plain[family.end() :], gender)
    plain, remark = _remark(plain)
    plain, call_name = _call_name(plain)
    plain, title = _title(plain)
    if "," in plain:
        last, _comma, first = plain.partition(",")
        first, behind = _title(first.strip())
        title = (title + " " + behind).strip()
        return PersonName(first.strip(" ,"), last.strip(), call_name, title, gender, remark=remark)
    first, last = _first_and_last(plain.split())
    return PersonName(first, last, call_name, title, gender, remark=remark)


def turned(said: PersonName) -> PersonName:
    """Of a cell without a comma under "Name, Vorname": the last word is the given name."""
    if said.family or not said.last_name:
        return said
    parts = said.full.split()
    return replace(said, first_name=parts[-1], last_name=" ".join(parts[:-1]))


def is_several(said: PersonName) -> bool:
    """ "Anna und Peter", "Ehepaar Schmidt": two people in one name."""
    return _TOGETHER.search(said.first_name) is not None


_TOGETHER = re.compile(r"\s(?:und|u\.|&|\+)\s|^(?:Ehepaar|Eheleute)$", re.I)
_BORN = re.compile(r"[\s,(]+(?:geb\.|geborene[r]?|née)\s+([^\s,()]+)\)?", re.I)
_BESIDE = re.compile(
    r"\s*\((Mutter|Vater|Oma|Opa|Großmutter|Großvater|Tochter|Sohn|Schwester|Bruder|Ehefrau|Ehemann|Tante|Onkel|neu|alt)\)",
    re.I,
)


def _remark(plain: str) -> tuple[str, str]:
    found = _BORN.search(plain)
    if found:
        return (plain[: found.start()] + plain[found.end() :]).strip(), f"geb. {found[1]}"
    found = _BESIDE.search(plain)
    return ((plain[: found.start()] + plain[found.end() :]).strip(), found[1]) if found else (plain, "")


@lru_cache(maxsize=ALIKE, typed=True)
def given_name(cell: Cell) -> PersonName:
    """What stands under "Vorname": a title or nickname beside the name is set apart."""
    plain, gender = _salutation(words(cell))
    plain, call_name = _call_name(plain)
    plain, title = _title(plain)
    return PersonName(plain.strip(" ,"), "", call_name, title, gender)


@lru_cache(maxsize=ALIKE, typed=True)
def family_name(cell: Cell) -> PersonName:
    """What stands under "Nachname": "Familie Haddad" is a family called Haddad."""
    plain, gender = _salutation(words(cell))
    plain, remark = _remark(plain)
    family = _FAMILY.match(plain)
    plain, title = _title(plain[family.end() :] if family else plain)
    if "," in plain and not plain.endswith(","):
        return replace(name(plain), title=title, family=family is not None)
    return PersonName("", plain.strip(" ,"), "", title, gender, family is not None, remark)


def names(cell: Cell) -> tuple[PersonName, ...]:
    """Several people in one cell: "Amina Hassan; Ali Reza", "Hassan, Amina und Reza, Ali"."""
    plain = words(str(cell).replace("\n", ";") if isinstance(cell, str) else cell)
    if not plain:
        return ()
    parts = [part.strip() for part in re.split(r"[;/|+&•]|\s(?:und|and|u\.|sowie)\s", plain) if part.strip(" ,")]
    return tuple(name(person) for part in parts for person in _at_commas(part))


def _at_commas(part: str) -> list[str]:
    """A comma stands either between people or between last and first name."""
    between = [piece.strip() for piece in part.strip(" ,").split(",") if piece.strip()]
    if len(between) > 1 and all(len(piece.split()) > 1 for piece in between):
        return between
    if len(between) > 2:
        if len(between) % 2 or any(len(piece.split()) > 1 for piece in between):
            raise not_understood(part)
        return [", ".join(between[at : at + 2]) for at in range(0, len(between), 2)]
    return [part]


def _salutation(plain: str) -> tuple[str, Gender | None]:
    found = _SALUTATION.match(plain)
    if not found:
        return plain, None
    return plain[found.end() :], Gender.FEMALE if key(found[1]) in (
        "frau",
        "fr",
        "mrs",
        "ms",
    ) else Gender.MALE


def _title(plain: str) -> tuple[str, str]:
    found = re.match(rf"^(?:{_TITLES}\s+)+", plain, re.I) or re.search(rf"(?:[,\s]+{_TITLES})+$", plain)
    if not found:
        return (plain, "") if not re.fullmatch(_TITLES, plain, re.I) else ("", plain)
    return (plain[: found.start()] + plain[found.end() :]).strip(), found[0].strip(" ,")


def _call_name(plain: str) -> tuple[str, str]:
    found = re.search(r"\s*(?:\(([^()\d]{2,30})\)|[\"„“»]([^\"“”«]{2,30})[\"“”«])\s*", plain)
    if not found or not plain[: found.start()].strip():
        return plain, ""
    inner = re.sub(r"^(?:gen\.|genannt|Rufname:?)\s*", "", found[1] or found[2])
    return (plain[: found.start()] + " " + plain[found.end() :]).strip(), inner.strip()


def _family(rest: str, gender: Gender | None) -> PersonName:
    """The contact person of a family often stands in brackets or behind a comma."""
    found = re.match(r"^([^(,]+?)\s*(?:[(,]\s*([^()]+?)\s*\)?)?$", rest)
    if not found:
        raise not_understood(rest)
    return PersonName((found[2] or "").strip(), found[1].strip(), gender=gender, family=True)


def _first_and_last(parts: list[str]) -> tuple[str, str]:
    if len(parts) == 1:
        return parts[0], ""
    capitals = [len(part) > 1 and part.isupper() and part[0].isalpha() for part in parts]
    if any(capitals) and not all(capitals):  # MÜLLER Anna
        last = " ".join(part.title() for part, big in zip(parts, capitals, strict=True) if big)
        return " ".join(part for part, big in zip(parts, capitals, strict=True) if not big), last
    start = len(parts) - 1
    for at, part in enumerate(parts[1:-1], start=1):
        if part.casefold() in _PARTICLES:
            start = at
            break
    return " ".join(parts[:start]), " ".join(parts[start:])
