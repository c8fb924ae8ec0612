"""Addresses of a list of people for letters and labels, and by name those who are left out, with the reason."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from mentorhub import changes, consent, people, programme
from mentorhub.choices import Gender, MenteeKind, Purpose, RoleStatus
from mentorhub.db.tables import Consent, Person, PersonRole
from mentorhub.files import Written, write_new
from mentorhub.import_export.spreadsheets import WRITERS
from mentorhub.text import _, ngettext

HEADINGS = ("Anrede", "Vorname", "Nachname", "Straße", "PLZ", "Ort", "Briefanrede")
"""A file format: German whatever the interface speaks, as the addressed letters are."""
_GONE = (RoleStatus.WITHDRAWN, RoleStatus.ANONYMISED)


@dataclass(frozen=True, slots=True)
class Address:
    person_id: UUID
    salutation: str
    """`Frau`, `Herr`, `Familie`; empty where nobody knows, and for minors."""
    first_name: str
    last_name: str
    street: str
    postcode: str
    city: str

    @property
    def greeting(self) -> str:
        """What fits everybody, whatever is known of them."""
        if self.salutation == "Familie":
            return f"Guten Tag, Familie {self.last_name or self.first_name}"
        return f"Guten Tag {self.first_name} {self.last_name}".strip()

    @property
    def cells(self) -> tuple[str, ...]:
        """In the order of `HEADINGS`."""
        return (
            *(self.salutation, self.first_name, self.last_name),
            *(self.street, self.postcode, self.city, self.greeting),
        )


@dataclass(frozen=True, slots=True)
class AddressList:
    """Everybody asked for is in exactly one of these; people by the order asked for, the others by name."""

    addresses: tuple[Address, ...] = ()
    without: tuple[str, ...] = ()
    """Street, postcode or town is missing."""
    refused: tuple[str, ...] = ()
    """They took back their consent to letters, or never gave it where it is an invitation."""
    excluded: tuple[str, ...] = ()
    """Keine Vermittlung, or withdrawn."""
    gone: int = 0
    """In the bin meanwhile, or erased."""

    @property
    def ids(self) -> tuple[UUID, ...]:
        return tuple(each.person_id for each in self.addresses)

    def left_out(self) -> list[str]:
        """One sentence for each reason."""
        said = [
            words.format(names="; ".join(names))
            for words, names in (
                (_("Ohne vollständige Anschrift: {names}"), self.without),
                (_("Möchte keine Post oder hat nicht eingewilligt: {names}"), self.refused),
                (_("Keine Vermittlung oder zurückgezogen: {names}"), self.excluded),
            )
            if names
        ]
        if self.gone:
            words = ngettext(
                "{n} Person ist nicht mehr da (Papierkorb).", "{n} Personen sind nicht mehr da (Papierkorb).", self.gone
            )
            said.append(words.format(n=self.gone))
        return said


def look(session: Session, person_ids: Sequence[UUID], today: date, *, as_invitation: bool = False) -> AddressList:
    """`as_invitation`: only to those who agreed to invitations. Who took that back gets no list letter at all."""
    wanted = list(dict.fromkeys(person_ids))
    found = {person.id: person for person in _by_ids(session, Person, col(Person.id), wanted)}
    invited = _invited(session, wanted) if as_invitation else set(wanted)
    refused_by = consent.withdrawn(session, wanted, Purpose.INVITATIONS)
    excluded_by = _excluded(session, wanted)
    majority = programme.number(session, "age.of_majority")
    addresses: list[Address] = []
    without: list[str] = []
    refused: list[str] = []
    excluded: list[str] = []
    for person_id in wanted:
        person = found.get(person_id)
        if person is None:
            continue
        name = people.display_name(person.first_name, person.last_name)
        if person_id in excluded_by:
            excluded.append(name)
        elif person_id in refused_by or person_id not in invited:
            refused.append(name)
        elif not (person.street.strip() and person.postcode.strip() and person.city.strip()):
            without.append(name)
        else:
            address = (person.street, person.postcode, person.city)
            names = (person.first_name, person.last_name)
            addresses.append(Address(person_id, _salutation(person, today, majority), *names, *address))
    return AddressList(
        tuple(addresses),
        tuple(sorted(without)),
        tuple(sorted(refused)),
        tuple(sorted(excluded)),
        gone=len(wanted) - len(found),
    )


def save(session: Session, path: Path, addresses: Collection[Address]) -> Written:
    """As xlsx or csv after the ending of `path`; noted in the change log. Raises `FileTrouble`."""
    content = WRITERS[path.suffix.lower()]("Anschriften", HEADINGS, [each.cells for each in addresses])
    written = write_new(path, content)
    changes.note_left(session, "Anschriften", rows=len(addresses))
    return written


def _salutation(person: Person, today: date, majority: int) -> str:
    if person.kind is MenteeKind.FAMILY:
        return "Familie"
    if people.may_be_minor(person, today, majority):
        return ""
    return {Gender.FEMALE: "Frau", Gender.MALE: "Herr"}.get(person.gender, "")


def _invited(session: Session, ids: Sequence[UUID]) -> set[UUID]:
    """Who agrees to letters and invitations."""
    rows = _by_ids(session, Consent, col(Consent.person_id), ids)
    return {row.person_id for row in rows if row.purpose is Purpose.INVITATIONS and row.withdrawn_on is None}


def _excluded(session: Session, ids: Sequence[UUID]) -> set[UUID]:
    """One "keine Vermittlung" outweighs every other role; withdrawn is whoever is so in all of them."""
    roles: dict[UUID, list[RoleStatus]] = {}
    for row in _by_ids(session, PersonRole, col(PersonRole.person_id), ids):
        roles.setdefault(row.person_id, []).append(row.status)
    return {
        person_id
        for person_id, statuses in roles.items()
        if RoleStatus.EXCLUDED in statuses or all(status in _GONE for status in statuses)
    }


def _by_ids(session: Session, table: Any, column: Any, ids: Sequence[UUID]) -> list[Any]:
    found: list[Any] = []
    for start in range(0, len(ids), 500):
        found += session.exec(select(table).where(column.in_(ids[start : start + 500]))).all()
    return found
