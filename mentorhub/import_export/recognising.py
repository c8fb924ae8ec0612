"""Who is who: which row is a person that is already known, and whom a name in a list means."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from uuid import UUID

from sqlmodel import Session, col, select

from mentorhub import people
from mentorhub.choices import MenteeKind, Role
from mentorhub.db.tables import Person, PersonRole
from mentorhub.import_export.values import PersonName
from mentorhub.people import PersonDetails
from mentorhub.text import fold, phone_key, plain

_SIMILAR = 88
_SIMILAR_WITH_CONTACT = 70


@dataclass(eq=False)
class Known:
    """A person in the folder, or one that a row is about to add (`id` is None until then)."""

    first_name: str
    last_name: str
    kind: MenteeKind
    roles: set[Role]
    id: UUID | None = None
    number: str = ""
    row: int = 0
    phones: frozenset[str] = frozenset()
    email: str = ""
    birth_date: date | None = None
    birth_year: int | None = None
    only_relative: bool = False
    """Entered as a member of a family, without a role: never taken for somebody else of that name."""
    details: PersonDetails | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def key(self) -> str:
        return name_key(f"{self.first_name} {self.last_name}")


@lru_cache(maxsize=50_000)
def name_key(name: str) -> str:
    """The words of a name, folded, in any order: names are equal if these are."""
    return " ".join(sorted(re.sub(r"[^0-9a-z]+", " ", fold(name)).split()))


@lru_cache(maxsize=50_000)
def skeleton(name: str) -> str:
    """What is left of a name when its marks, doubled letters and usual exchanges are taken away."""
    letters = " ".join(sorted(re.sub(r"[^a-z]+", " ", plain(name)).split()))
    for old, new in (("ae", "a"), ("oe", "o"), ("ue", "u"), ("ph", "f"), ("y", "i"), ("j", "i"), ("w", "v")):
        letters = letters.replace(old, new)
    return re.sub(r"(.)\1+", r"\1", letters)


class Register:
    """Everybody who is known so far; rows that add people add them here."""

    def __init__(self, everybody: Iterable[Known]) -> None:
        self._people: list[Known] = []
        self._by_key: dict[str, list[Known]] = {}
        self._by_skeleton: dict[str, list[Known]] = {}
        for person in everybody:
            self.add(person)

    def add(self, person: Known) -> None:
        self._people.append(person)
        self._by_key.setdefault(person.key, []).append(person)
        self._by_skeleton.setdefault(skeleton(f"{person.first_name} {person.last_name}"), []).append(person)

    def same(self, person: Known, number: str = "") -> Known | None:
        """The one known person this is: equal names; phone, e-mail, birthday or number agrees or neither has any."""
        namesakes = [known for known in self._by_key.get(person.key, ()) if not known.only_relative]
        fitting = [known for known in namesakes if _agree(known, person, number)]
        return fitting[0] if len(fitting) == 1 else None

    def similar(self, person: Known) -> Known | None:
        """Somebody whom this might be, for the coordinator to look at."""
        from rapidfuzz import fuzz

        if person.key in self._by_key:
            return self._by_key[person.key][0]
        looked_alike = self._by_skeleton.get(skeleton(f"{person.first_name} {person.last_name}"))
        if looked_alike:
            return looked_alike[0]
        best: tuple[float, Known] | None = None
        for known in self._people:
            shared = bool(known.phones & person.phones) or bool(known.email and known.email == person.email)
            least = _SIMILAR_WITH_CONTACT if shared else _SIMILAR
            score = fuzz.ratio(known.key, person.key, score_cutoff=least)
            if score and (best is None or score > best[0]):
                best = score, known
        return best[1] if best else None

    def named(self, name: PersonName, role: Role) -> list[Known]:
        """Everybody of this role whom the name can mean; a whole name is preferred to a part of one."""
        whole = f"{name.first_name} {name.last_name}"
        for found in (
            self._by_key.get(name_key(whole), []) if name.first_name else [],
            self._families(name) if name.family else [],
            self._by_skeleton.get(skeleton(whole), []) if name.first_name and name.last_name else [],
            self._by_part(name.first_name or name.last_name) if not (name.first_name and name.last_name) else [],
        ):
            in_role = [person for person in found if role in person.roles]
            if in_role:
                return in_role
        return []

    def numbered(self, number: str) -> list[Known]:
        return [person for person in self._people if person.number == number]

    def _families(self, name: PersonName) -> list[Known]:
        wanted = skeleton(name.last_name)
        bearers = [person for person in self._people if skeleton(person.last_name) == wanted]
        return [person for person in bearers if person.kind is MenteeKind.FAMILY] or bearers

    def _by_part(self, part: str) -> list[Known]:
        wanted = name_key(part)
        return [p for p in self._people if wanted and wanted in (name_key(p.first_name), name_key(p.last_name))]


def everybody(session: Session) -> list[Known]:
    """All people of the folder, as far as recognising them needs."""
    roles: dict[UUID, set[Role]] = {}
    for place in session.exec(select(PersonRole)).all():
        roles.setdefault(place.person_id, set()).add(place.role)
    return [
        Known(
            first_name=person.first_name,
            last_name=person.last_name,
            kind=person.kind,
            roles=roles.get(person.id, set()),
            id=person.id,
            number=people.number_text(person.number),
            phones=phone_keys(person.phone, person.mobile),
            email=person.email.casefold(),
            birth_date=person.birth_date,
            birth_year=person.birth_year,
            only_relative=person.household_id is not None and person.id not in roles,
        )
        for person in session.exec(select(Person).order_by(col(Person.number))).all()
    ]


def number_of(session: Session, person_id: UUID) -> str:
    return people.number_text(session.exec(select(Person.number).where(Person.id == person_id)).one())


def phone_keys(*numbers: str) -> frozenset[str]:
    return frozenset(phone_key(number) for number in numbers if number)


def _agree(known: Known, person: Known, number: str) -> bool:
    years = {_birth_year(known), _birth_year(person)} - {None}
    contradicts = len(years) > 1 or (known.birth_date and person.birth_date and known.birth_date != person.birth_date)
    if contradicts:
        return False
    agrees = (
        bool(known.phones & person.phones)
        or bool(known.email and known.email == person.email)
        or (known.birth_date is not None and known.birth_date == person.birth_date)
        or bool(number and number == known.number)
    )
    return agrees or not (_has_any(known) or _has_any(person))


def _birth_year(person: Known) -> int | None:
    return person.birth_date.year if person.birth_date else person.birth_year


def _has_any(person: Known) -> bool:
    return bool(person.phones or person.email or person.birth_date)
