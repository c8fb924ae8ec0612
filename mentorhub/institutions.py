"""Partner institutions: who sends mentees, asks for mediation or hosts events; with a person to call."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pydantic import ConfigDict
from sqlmodel import Session, col, func, select

from mentorhub.choices import InstitutionKind
from mentorhub.db.tables import Institution, InstitutionFields, Person
from mentorhub.errors import FieldError, MentorHubError
from mentorhub.text import _, plain


class InstitutionDetails(InstitutionFields):
    """What the form holds, checked."""

    model_config = ConfigDict(frozen=True)  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class InstitutionRow:
    """What a list shows. `sent`: how many people came through it."""

    id: UUID
    name: str
    kind: InstitutionKind
    contact_name: str
    phone: str
    email: str
    city: str
    sent: int


class UnknownInstitution(MentorHubError):
    """There is no such institution (any more)."""


SORTS = ("name", "kind", "city")


def add(session: Session, details: InstitutionDetails) -> UUID:
    """Raises `FieldError` without a name."""
    _check(details)
    institution = Institution(**details.model_dump())
    session.add(institution)
    session.flush()
    return institution.id


def change(session: Session, institution_id: UUID, details: InstitutionDetails) -> None:
    _check(details)
    institution = _record(session, institution_id)
    institution.sqlmodel_update(details.model_dump())
    session.add(institution)
    session.flush()


def remove(session: Session, institution_id: UUID) -> None:
    """People who came through it keep its name in words."""
    institution = _record(session, institution_id)
    for person in session.exec(select(Person).where(Person.referred_by_id == institution_id)).all():
        person.referred_by, person.referred_by_id = person.referred_by or institution.name, None
        session.add(person)
    session.flush()
    session.delete(institution)
    session.flush()


def get(session: Session, institution_id: UUID) -> InstitutionDetails:
    record = _record(session, institution_id)
    return InstitutionDetails(**record.model_dump(include=set(InstitutionFields.model_fields)))


def search(session: Session, words: str = "", sort: str = "name", descending: bool = False) -> list[UUID]:
    """Each word must occur in name, contact, place, phone or mail; marks and case do not matter."""
    found = session.exec(select(Institution)).all()
    wanted = plain(words).split()
    hits = [one for one in found if all(word in _words(one) for word in wanted)]
    hits.sort(key=lambda one: (_sorted_by(one, sort), plain(one.name), one.id), reverse=descending)
    return [one.id for one in hits]


def rows(session: Session, ids: Sequence[UUID]) -> list[InstitutionRow]:
    """In the order of `ids`; those that are gone are left out."""
    found = {one.id: one for one in session.exec(select(Institution).where(col(Institution.id).in_(ids))).all()}
    count = select(Person.referred_by_id, func.count()).where(col(Person.referred_by_id).in_(ids))
    sent: dict[Any, int] = dict(session.exec(count.group_by(col(Person.referred_by_id))).all())
    return [
        InstitutionRow(
            id=one.id,
            name=one.name,
            kind=one.kind,
            contact_name=one.contact_name,
            phone=one.phone,
            email=one.email,
            city=one.city,
            sent=sent.get(one.id, 0),
        )
        for one in (found[wanted] for wanted in ids if wanted in found)
    ]


def names(session: Session) -> list[tuple[UUID, str]]:
    """All of them, by name: what a form offers."""
    found = session.exec(select(Institution.id, Institution.name)).all()
    return sorted(((one, name) for one, name in found), key=lambda pair: plain(pair[1]))


def _record(session: Session, institution_id: UUID) -> Institution:
    institution = session.get(Institution, institution_id)
    if institution is None:
        raise UnknownInstitution(_("Diese Einrichtung gibt es nicht mehr. Bitte laden Sie die Liste neu."))
    return institution


def _check(details: InstitutionDetails) -> None:
    if not details.name.strip():
        raise FieldError("name", _("Bitte geben Sie den Namen der Einrichtung ein."))
    if details.email and ("@" not in details.email or " " in details.email.strip()):
        raise FieldError("email", _("Diese E-Mail-Adresse hat kein @ oder enthält ein Leerzeichen."))


def _words(one: Institution) -> str:
    return plain(f"{one.name} {one.kind.label} {one.contact_name} {one.city} {one.phone} {one.email}")


def _sorted_by(one: Institution, sort: str) -> str:
    return plain({"name": one.name, "kind": one.kind.label, "city": one.city}[sort])
