"""Phones, e-mail addresses, postal addresses."""

import re
from dataclasses import dataclass
from functools import lru_cache

from mentorhub.import_export.sheets import Cell
from mentorhub.import_export.values.cells import ALIKE, Unreadable, key, not_understood, words
from mentorhub.text import _, fold, phone_key

_PHONE = re.compile(r"(?:\+|00)?[\d(][\d\s()/.\-–]{4,}\d")
_EMAIL = re.compile(r"[^\s@,;<>()\[\]\"]+@[^\s@,;<>()\[\]\"]+\.[^\W\d_]{2,}")


@dataclass(frozen=True)
class Phones:
    """Numbers as typed; `mobile` where the code says so. `remark` is what else the cell said ("nur abends")."""

    phone: str = ""
    mobile: str = ""
    more: tuple[str, ...] = ()
    remark: str = ""


@dataclass(frozen=True)
class Address:
    street: str = ""
    postcode: str = ""
    city: str = ""


def phones(cell: Cell) -> Phones:
    """One or several numbers. A number that Excel took for arithmetic gets its leading nought back."""
    if isinstance(cell, int) and not isinstance(cell, bool):
        digits = str(cell)
        cell = f"+{digits}" if digits.startswith("49") and len(digits) > 11 else f"0{digits}"
    plain = words(cell)
    if not plain:
        return Phones()
    found = []
    for part in re.split(r"[;,|\n]|\s/\s|\s(?:und|oder|od\.)\s", plain):
        found += _PHONE.findall(part)
    numbers = [number.strip(" -–./") for number in found if 5 <= len(phone_key(number)) <= 16]
    if not numbers:
        raise Unreadable(_("»{words}« ist keine Telefonnummer.").format(words=plain))
    remark = plain
    for number in numbers:
        remark = remark.replace(number, " ")
    remark = re.sub(
        r"\b(?:tel(?:efon)?|mobil|handy|priv(?:at)?|d(?:ienstl)?|fest(?:netz)?|oder|und)\b[.:]*",
        " ",
        remark,
        flags=re.I,
    )
    mobile = [number for number in numbers if is_mobile(number)]
    fixed = [number for number in numbers if not is_mobile(number)]
    return Phones(
        fixed[0] if fixed else "",
        mobile[0] if mobile else "",
        tuple(fixed[1:] + mobile[1:]),
        " ".join(re.sub(r"[()/;,:|.]+", " ", remark).split()),
    )


def is_mobile(number: str) -> bool:
    return bool(re.match(r"01[567]", phone_key(number)))


def email(cell: Cell) -> str:
    """One address as typed. Of several the first is understood and the others are named in the trouble."""
    plain = words(cell)
    if not plain:
        return ""
    found = _EMAIL.findall(plain.replace("mailto:", ""))
    if not found:
        raise Unreadable(_("»{words}« ist keine E-Mail-Adresse.").format(words=plain))
    address = str(found[0]).rstrip(".")
    if len(found) > 1:
        raise Unreadable(
            _("Nur eine E-Mail-Adresse hat Platz; »{words}« wurde nicht übernommen.").format(
                words=", ".join(found[1:])
            ),
            address,
        )
    return address


@lru_cache(maxsize=ALIKE, typed=True)
def place(cell: Cell) -> Address:
    """A postcode, a town, or both: `59269`, `D-59269 Beckum`, a number that lost its leading nought."""
    if isinstance(cell, int) and not isinstance(cell, bool) and 1000 <= cell <= 99999:
        return Address(postcode=f"{cell:05d}")
    plain = words(cell)
    found = re.fullmatch(r"(?:D[-\s])?(\d{4,5})?[\s,]*([^\d]*)", plain)
    if not found:
        raise not_understood(plain)
    return Address(postcode=(found[1] or "").zfill(5) if found[1] else "", city=found[2].strip(" ,"))


def address(cell: Cell) -> Address:
    """Street and town in one cell: "Nordstraße 5, 59269 Beckum"; a street alone is a street."""
    plain = words(str(cell).replace("\n", ", ") if isinstance(cell, str) else cell)
    found = re.fullmatch(r"(.*?)[\s,]*(?:D[-\s])?\b(\d{5})\b\s*([^\d,]+)?(?:,.*)?", plain)
    if not found:
        street, _comma, city = plain.partition(",")
        return Address(street.strip(), "", city.strip())
    return Address(found[1].strip(" ,"), found[2], (found[3] or "").strip(" ,"))


def district(cell: Cell, known: tuple[str, ...]) -> str:
    """One of the known districts in any spelling ("Neu-Beckum", "Beckum-Roland"), else what was typed."""
    plain = words(cell)
    if not plain:
        return ""
    typed = key(plain).replace(" ", "")
    for name in known:
        if fold(name) == typed:
            return name
    inside = [name for name in known if re.search(rf"\b{fold(name)}\b", key(plain))]
    if inside:  # "Beckum-Roland" is Roland: the town's own name says less
        return inside[-1]
    return plain


def iban(cell: Cell) -> str:
    """As it is stored, in capitals without spaces; whether it can be right is checked with the person."""
    return re.sub(r"[\s.\-]", "", words(cell)).upper()
