"""Who belongs together: the members of a household, and who has custody of a minor."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from mentorhub import people
from mentorhub.choices import Role
from mentorhub.db.tables import Guardian, Household, Person
from mentorhub.errors import FieldError, MentorHubError
from mentorhub.people import PersonDetails
from mentorhub.text import _, fold


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a family, as a list or a form names it; the family name is that of the contact person."""

    first_name: str
    birth_year: int | None = None
    relation: str = ""


@dataclass(frozen=True, slots=True)
class GuardianDetails:
    name: str
    phone: str = ""
    relation: str = ""


@dataclass(frozen=True, slots=True)
class MemberRow:
    """Somebody else of the household, as the form shows and changes it; a new one has no id yet."""

    first_name: str
    birth_year: int | None = None
    relation: str = ""
    id: UUID | None = None
    number: str = ""
    is_contact: bool = False
    """Whether this one stands for the family in the programme (has the role of a mentee)."""
    has_role: bool = False
    """Any role of her own: then she stays when she leaves the family."""


def household(session: Session, person_id: UUID) -> tuple[MemberRow, ...]:
    """The others of the household, in the order they came in."""
    household = _person(session, person_id).household_id
    if household is None:
        return ()
    query = select(Person).where(Person.household_id == household, Person.id != person_id)
    return tuple(
        MemberRow(
            first_name=person.first_name,
            birth_year=person.birth_date.year if person.birth_date else person.birth_year,
            relation=person.household_relation,
            id=person.id,
            number=people.number_text(person.number),
            is_contact=people.role(session, person.id, Role.MENTEE) is not None,
            has_role=bool(people.row(session, person.id).roles),
        )
        for person in session.exec(query.order_by(col(Person.number))).all()
    )


def write_members(session: Session, person_id: UUID, wanted: Sequence[MemberRow], today: date) -> tuple[UUID, ...]:
    """Make the others of the household exactly these, but for those who are to be removed: their keys.

    Whoever is no longer named leaves it. Of somebody without a role of her own nothing is to be kept: she stays in the
    household until the caller lays her into the bin, from where she can come back into it. Raises `FieldError` for a
    member without a first name.
    """
    if any(not member.first_name.strip() for member in wanted):
        raise FieldError("household", _("Bitte geben Sie für jedes Familienmitglied einen Vornamen ein."))
    kept = {member.id: member for member in wanted if member.id is not None}
    left = []
    for before in household(session, person_id):
        if before.id is None:
            continue
        after = kept.get(before.id)
        if after is None and people.row(session, before.id).roles:
            _leave(session, before.id)
        elif after is None:
            left.append(before.id)
        elif after != before:
            _change_member(session, before.id, after, today)
    new = [Member(one.first_name.strip(), one.birth_year, one.relation) for one in wanted if one.id is None]
    if new:
        add_members(session, person_id, new, today)
    return tuple(left)


def move_contact(session: Session, person_id: UUID, member_id: UUID, today: date) -> None:
    """Another member stands for the family from now on: the role of the mentee goes over to her.

    Raises `MentorHubError` if pairings hang on it: they belong to the person they were agreed with.
    """
    place = people.role(session, person_id, Role.MENTEE)
    if place is None or people.role(session, member_id, Role.MENTEE) is not None:
        raise MentorHubError(_("Diese Person ist schon Ansprechperson der Familie. Es wurde nichts geändert."))
    try:
        people.remove_role(session, person_id, Role.MENTEE)
    except MentorHubError as trouble:
        raise MentorHubError(
            _("Die Ansprechperson bleibt: Zu ihr gehören Patenschaften. Tragen Sie die andere Person zusätzlich als "
              "Mentee ein, wenn eine neue Patenschaft mit ihr beginnt.")
        ) from trouble  # fmt: skip
    people.set_role(session, member_id, place, today)


def add_members(session: Session, person_id: UUID, members: Iterable[Member], today: date) -> int:
    """Each new member is a person of the same household; those already there are known by name.

    Returns how many are new.
    """
    person = _person(session, person_id)
    if person.household_id is None:
        household = Household(name=person.last_name)
        session.add(household)
        session.flush()
        person.household_id = household.id
        session.add(person)
        session.flush()
    known = {fold(name) for name in _first_names(session, person.household_id)}
    added = 0
    for member in members:
        if fold(member.first_name) in known:
            continue
        details = PersonDetails(first_name=member.first_name, last_name=person.last_name, birth_year=member.birth_year)
        relative = _person(session, people.add(session, details, (), today))
        relative.household_id, relative.household_relation = person.household_id, member.relation
        session.add(relative)
        known.add(fold(member.first_name))
        added += 1
    session.flush()
    return added


def members(session: Session, person_id: UUID) -> list[tuple[UUID, PersonDetails]]:
    """The others of the household, in the order they came in."""
    household = _person(session, person_id).household_id
    if household is None:
        return []
    query = select(Person.id).where(Person.household_id == household, Person.id != person_id)
    return [(one, people.get(session, one)) for one in session.exec(query.order_by(col(Person.number))).all()]


def has_minors(session: Session, person_id: UUID, on: date, majority: int) -> bool:
    """Whether the others of a household count minors: contact with a family is contact with its children."""
    return any(people.may_be_minor(member, on, majority) for _id, member in members(session, person_id))


def add_guardians(session: Session, person_id: UUID, wanted: Iterable[GuardianDetails]) -> None:
    """Those already there are known by name."""
    known = {fold(guardian.name) for guardian in guardians(session, person_id)}
    for guardian in wanted:
        if fold(guardian.name) not in known:
            session.add(
                Guardian(person_id=person_id, name=guardian.name, phone=guardian.phone, relation=guardian.relation)
            )
    session.flush()


def write_guardians(session: Session, person_id: UUID, wanted: Sequence[GuardianDetails]) -> None:
    """Make them exactly these. Raises `FieldError` for one without a name."""
    if any(not guardian.name.strip() for guardian in wanted):
        raise FieldError("guardians", _("Bitte geben Sie für alle Sorgeberechtigten einen Namen ein."))
    left = list(wanted)
    for row in session.exec(select(Guardian).where(Guardian.person_id == person_id)).all():
        same = GuardianDetails(row.name, row.phone, row.relation)
        if same in left:
            left.remove(same)
        else:
            session.delete(row)
    for one in left:
        session.add(Guardian(person_id=person_id, name=one.name.strip(), phone=one.phone, relation=one.relation))
    session.flush()


def lacks_guardians(session: Session, person_id: UUID, on: date, majority: int) -> bool:
    """Whether somebody of the programme is, or may be, under age, and nobody is named who has custody.

    Children of a family have no role of their own: for them the family speaks.
    """
    in_programme = bool(people.row(session, person_id).roles)
    minor = people.may_be_minor(people.get(session, person_id), on, majority)
    return in_programme and minor and not guardians(session, person_id)


def guardians(session: Session, person_id: UUID) -> list[GuardianDetails]:
    query = select(Guardian).where(Guardian.person_id == person_id).order_by(col(Guardian.name))
    return [GuardianDetails(row.name, row.phone, row.relation) for row in session.exec(query).all()]


def _first_names(session: Session, household_id: UUID) -> list[str]:
    return list(session.exec(select(Person.first_name).where(Person.household_id == household_id)).all())


def _person(session: Session, person_id: UUID) -> Person:
    return session.exec(select(Person).where(Person.id == person_id)).one()


def _change_member(session: Session, member_id: UUID, to: MemberRow, today: date) -> None:
    before = people.get(session, member_id)
    changed = {"first_name": to.first_name.strip()}
    year = before.birth_date.year if before.birth_date else before.birth_year
    if to.birth_year != year:
        changed |= {"birth_date": None, "birth_year": to.birth_year}  # type: ignore[dict-item]
    people.change(session, member_id, before.model_copy(update=changed), today)
    member = _person(session, member_id)
    member.household_relation = to.relation
    session.add(member)
    session.flush()


def _leave(session: Session, member_id: UUID) -> None:
    member = _person(session, member_id)
    member.household_id, member.household_relation = None, ""
    session.add(member)
    session.flush()
