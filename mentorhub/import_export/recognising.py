"""Who is who: which row is a person that is already known, and whom a name in a list means.

Nobody is compared with everybody: people lie in blocks by the consonants of their names, by phone, mail and birthday,
and only those who share a block are looked at. 50,000 rows stay a matter of seconds.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from uuid import UUID

from mentorhub import names
from mentorhub.choices import MenteeKind, Role
from mentorhub.import_export.values import PersonName
from mentorhub.people import PersonDetails
from mentorhub.text import fold, phone_key, plain

_SIMILAR = 88
_SIMILAR_SOUND = 90
_SIMILAR_WITH_CONTACT = 70
_LOOKED_AT = 2_000
"""So many of one block are compared at most: more share a block only where names say nothing."""
_LARGE = 24


@dataclass(eq=False, slots=True)
class Known:
    """A person in the folder, or one that a row is about to add (`id` is None until then)."""

    first_name: str
    last_name: str
    kind: MenteeKind
    roles: frozenset[Role]
    id: UUID | None = None
    number: str = ""
    row: int = 0
    phones: frozenset[str] = frozenset()
    email: str = ""
    birth_date: date | None = None
    birth_year: int | None = None
    only_relative: bool = False
    """Entered as a member of a family, without a role: never taken for somebody else of that name."""
    sheet: str = ""
    details: PersonDetails | None = field(default=None, repr=False)
    load: Callable[[], PersonDetails] | None = field(default=None, repr=False)
    """Makes the details, when they are needed: of most of 50,000 people they never are."""
    _key: str = ""
    _sound: str = ""

    @property
    def token(self) -> str:
        """What a decision calls this person: the number, or the row it comes from."""
        return self.number or f"{self.sheet}#{self.row}"

    def known_details(self) -> PersonDetails:
        details = self.details or (self.load() if self.load is not None else None)
        assert details is not None  # noqa: S101 - whoever is known has details or can load them
        return details

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def key(self) -> str:
        if not self._key:
            self._key = name_key(f"{self.first_name} {self.last_name}")
        return self._key

    @property
    def sound(self) -> str:
        if not self._sound:
            self._sound = " ".join(sorted(names.skeleton(self.key).split()))
        return self._sound


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
        self._by_number: dict[str, list[Known]] = {}
        self._by_part = _Index(_parts_of)
        self._by_last = _Index(lambda person: (skeleton(person.last_name),))
        self._by_token = _Index(lambda person: (person.token,))
        self._by_id: dict[UUID, Known] = {}
        self._blocks: dict[str, list[Known]] = {}
        self._laid_out: dict[str, tuple[list[str], list[str]]] = {}
        for person in everybody:
            self.add(person)

    def add(self, person: Known) -> None:
        self._people.append(person)
        self._by_key.setdefault(person.key, []).append(person)
        self._by_skeleton.setdefault(skeleton(person.name), []).append(person)
        if person.id is not None:
            self._by_id[person.id] = person
        if person.number:
            self._by_number.setdefault(person.number, []).append(person)
        for block in _blocks(person):
            self._blocks.setdefault(block, []).append(person)

    def add_contact(self, person: Known, phones: frozenset[str]) -> None:
        """Another row has told more numbers of somebody known."""
        new = phones - person.phones
        person.phones |= phones
        for phone in new:
            self._blocks.setdefault(f"phone {phone}", []).append(person)

    def same(self, person: Known, number: str = "") -> Known | None:
        """The one known person this is: equal names; phone, e-mail, birthday or number agrees or neither has any."""
        namesakes = [known for known in self._by_key.get(person.key, ()) if not known.only_relative]
        fitting = [known for known in namesakes if _agree(known, person, number)]
        return fitting[0] if len(fitting) == 1 else None

    def similar(self, person: Known) -> Known | None:
        """Somebody whom this might be, for the coordinator to look at."""
        from rapidfuzz import fuzz, process

        if person.key in self._by_key:
            return self._by_key[person.key][0]
        looked_alike = self._by_skeleton.get(skeleton(person.name))
        if looked_alike:
            return looked_alike[0]
        best: tuple[float, Known] | None = None
        for block in _blocks(person):
            people = self._blocks.get(block)
            if not people:
                continue
            sure = not block.startswith("name ")
            keys, sounds = self._names_in(block, people)
            for wanted, names_there, least in (
                (person.key, keys, _SIMILAR_WITH_CONTACT if sure else _SIMILAR),
                (person.sound, sounds, _SIMILAR_WITH_CONTACT if sure else _SIMILAR_SOUND),
            ):
                found = process.extractOne(wanted, names_there, scorer=fuzz.ratio, processor=None, score_cutoff=least)
                if found is not None and (best is None or found[1] > best[0]):
                    best = found[1], people[found[2]]
            if sure and best is None:
                shared = next((known for known in people[:_LOOKED_AT] if _share_a_name(known, person)), None)
                best = None if shared is None else (_SIMILAR_WITH_CONTACT, shared)
        return best[1] if best else None

    def _names_in(self, block: str, people: Sequence[Known]) -> tuple[list[str], list[str]]:
        """The keys and the sounds of a block; those of a large one are kept and only ever grow."""
        if len(people) < _LARGE:
            return [known.key for known in people], [known.sound for known in people]
        keys, sounds = self._laid_out.setdefault(block, ([], []))
        for known in people[len(keys) : _LOOKED_AT]:
            keys.append(known.key)
            sounds.append(known.sound)
        return keys, sounds

    def of_token(self, token: str) -> Known | None:
        return next(reversed(self._by_token.of(self._people, token)), None)

    def of_id(self, person_id: UUID) -> Known | None:
        return self._by_id.get(person_id)

    def numbered(self, number: str) -> list[Known]:
        return self._by_number.get(number, [])

    def named(self, name: PersonName, role: Role) -> list[Known]:
        """Everybody of this role whom the name can mean; a whole name is preferred to a part of one."""
        whole = f"{name.first_name} {name.last_name}"
        for found in (
            self._by_key.get(name_key(whole), []) if name.first_name else [],
            self._families(name) if name.family else [],
            self._by_skeleton.get(skeleton(whole), []) if name.first_name and name.last_name else [],
            self._by_part.of(self._people, name_key(name.full)) if not (name.first_name and name.last_name) else [],
        ):
            in_role = [person for person in found if role in person.roles]
            if in_role:
                return in_role
        return []

    def resembling(self, name: PersonName, role: Role) -> list[Known]:
        """For a name nobody has: those of the role who sound alike, the best first."""
        people = [person for person in self._people if role in person.roles]
        found = names.similar(name.full, [person.name for person in people]) if people else []
        return [people[position] for position, _score in found[:5]]

    def _families(self, name: PersonName) -> list[Known]:
        bearers = self._by_last.of(self._people, skeleton(name.last_name))
        return [person for person in bearers if person.kind is MenteeKind.FAMILY] or bearers


class _Index:
    """People by signs that few lists ask for: nothing is laid out before the first question."""

    def __init__(self, signs: Callable[[Known], Iterable[str]]) -> None:
        self._signs = signs
        self._found: dict[str, list[Known]] = {}
        self._done = 0

    def of(self, people: Sequence[Known], sign: str) -> list[Known]:
        """`people` only ever grows at its end."""
        for person in people[self._done :]:
            for each in self._signs(person):
                self._found.setdefault(each, []).append(person)
        self._done = len(people)
        return self._found.get(sign, [])


def _parts_of(person: Known) -> set[str]:
    return {name_key(person.first_name), name_key(person.last_name)} - {""}


def _blocks(person: Known) -> list[str]:
    """Under which signs somebody is looked for: each name's consonants with the other's first sound, the contacts."""
    blocks = [f"phone {phone}" for phone in sorted(person.phones)]
    blocks += [f"mail {person.email}"] if person.email else []
    blocks += [f"born {person.birth_date}"] if person.birth_date else []
    words = person.key.split()
    bones = [names.consonants(word) or names.skeleton(word) for word in words]
    starts = [names.skeleton(word)[:1] for word in words]
    if len(words) == 1:
        return [*blocks, f"name {bones[0]}"]
    for at, bone in enumerate(bones):
        blocks += [f"name {bone} {start}" for other, start in enumerate(starts) if other != at]
    return list(dict.fromkeys(blocks))


def _share_a_name(known: Known, person: Known) -> bool:
    """A family often shares one telephone: only who also has the first name in common may be the same."""
    first = {names.skeleton(word) for word in fold(person.first_name).split()}
    return bool(first & {names.skeleton(word) for word in fold(known.first_name).split()})


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
