"""Mentors, mentees and helpers: find, add, change. One person is one record, whatever the roles."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from pydantic import ConfigDict, ValidationError
from sqlmodel import Session, col, func, select

from mentorhub import languages, names
from mentorhub.choices import (
    RUNNING,
    DayPart,
    Level,
    Role,
    RoleStatus,
    Topic,
    Weekday,
    statuses,
)
from mentorhub.db.tables import (
    NeverTogether,
    Pairing,
    Person,
    PersonFields,
    PersonLanguage,
    PersonRole,
    PersonTime,
    PersonTopic,
)
from mentorhub.errors import FieldError, MentorHubError
from mentorhub.text import _, fold, plain

Language = tuple[str, Level]
Time = tuple[Weekday, DayPart]
_SIDES = {Role.MENTOR: Pairing.mentor_id, Role.MENTEE: Pairing.mentee_id}


class PersonDetails(PersonFields):
    """Everything a form or an import says about a person, checked."""

    model_config = ConfigDict(frozen=True)  # type: ignore[assignment]

    languages: tuple[Language, ...] = ()
    times: frozenset[Time] = frozenset()
    topics: frozenset[Topic] = frozenset()

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True)
class RoleDetails:
    """A person's place in one role. `capacity`: a mentor's places, or how many mentors a mentee needs."""

    role: Role
    status: RoleStatus
    capacity: int = 1
    registered_on: date | None = None
    joined_on: date | None = None
    left_on: date | None = None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """What a list shows."""

    id: UUID
    number: str
    first_name: str
    last_name: str
    name: str
    roles: tuple[RoleDetails, ...]
    phone: str
    email: str
    district: str
    languages: tuple[Language, ...]
    running: int
    """Running pairings, on either side."""
    mentoring: int = 0
    """Running pairings as a mentor."""
    relation: str = ""
    """What this person is in the household (`Tochter`); of a member without a role at least that much."""

    @property
    def places(self) -> tuple[int, int] | None:
        """How many of a mentor's places are free, and how many there are; nothing for others."""
        place = self.place(Role.MENTOR)
        return None if place is None else (max(0, place.capacity - self.mentoring), place.capacity)

    @property
    def status(self) -> RoleStatus | None:
        """Of the first role: what a list shows in one word."""
        return self.roles[0].status if self.roles else None

    def place(self, role: Role) -> RoleDetails | None:
        return next((place for place in self.roles if place.role is role), None)


class Born(Protocol):
    """Whoever's age is asked: a person's fields, or a bare row of the table."""

    @property
    def birth_date(self) -> date | None: ...

    @property
    def birth_year(self) -> int | None: ...


class UnknownPerson(MentorHubError):
    """There is no such person (any more)."""


def problems(values: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with the fields of a form, by field; empty if a `PersonDetails` can be made of them."""
    try:
        _check(PersonDetails(**values))
    except ValidationError as error:
        return {str(problem["loc"][0]): _sentence(str(problem["loc"][0])) for problem in error.errors()}
    except FieldError as error:
        return {error.field: str(error)}
    return {}


def add(session: Session, details: PersonDetails, roles: Sequence[RoleDetails], today: date) -> UUID:
    """Raises `FieldError` if no first name is given: nothing more is needed."""
    _check(details)
    highest = session.exec(select(func.max(Person.number))).one() or 0
    person = Person(**_columns(details), number=highest + 1)
    session.add(person)
    _write_names(person, details)
    session.flush()
    for table, wanted in _lists(details).items():
        session.add_all(table(person_id=person.id, **values) for values in wanted)
    for place in roles:
        _check_role(place)
        session.add(_new_place(person.id, place, today))
    session.flush()
    return person.id


def change(session: Session, person_id: UUID, details: PersonDetails) -> None:
    _check(details)
    person = _person(session, person_id)
    person.sqlmodel_update(_columns(details))
    _write_names(person, details)
    _write_lists(session, person_id, details)
    session.flush()


def write(
    session: Session, person_id: UUID | None, details: PersonDetails, roles: Sequence[RoleDetails], today: date
) -> UUID:
    """What a form holds, as a whole: a new person (no id yet) or a changed one. Roles not named are taken away."""
    if person_id is None:
        return add(session, details, roles, today)
    change(session, person_id, details)
    kept = {place.role for place in roles}
    for place in roles_of(session, [person_id]).get(person_id, ()):
        if place.role not in kept:
            remove_role(session, person_id, place.role)
    for place in roles:
        set_role(session, person_id, place, today)
    return person_id


def get(session: Session, person_id: UUID) -> PersonDetails:
    person = _person(session, person_id)
    return PersonDetails(
        **person.model_dump(include=set(PersonFields.model_fields)),
        languages=_languages(session, [person_id]).get(person_id, ()),
        times=frozenset(
            (entry.weekday, entry.part)
            for entry in session.exec(select(PersonTime).where(PersonTime.person_id == person_id)).all()
        ),
        topics=frozenset(
            entry.topic for entry in session.exec(select(PersonTopic).where(PersonTopic.person_id == person_id)).all()
        ),
    )


def row(session: Session, person_id: UUID) -> PersonRow:
    """Raises `UnknownPerson`."""
    _person(session, person_id)
    return rows(session, [person_id])[0]


def rows(session: Session, ids: Sequence[UUID]) -> list[PersonRow]:
    """In the order of `ids`; people who are gone are left out."""
    people = {person.id: person for person in session.exec(select(Person).where(col(Person.id).in_(ids))).all()}
    roles = roles_of(session, ids)
    skills = _languages(session, ids)
    running = running_counts(session, ids)
    mentoring = running_counts(session, ids, Role.MENTOR)
    return [
        PersonRow(
            id=person.id,
            number=number_text(person.number),
            first_name=person.first_name,
            last_name=person.last_name,
            name=display_name(person.first_name, person.last_name),
            roles=roles.get(person.id, ()),
            phone=person.mobile or person.phone,
            email=person.email,
            district=person.district,
            languages=skills.get(person.id, ()),
            running=running.get(person.id, 0),
            mentoring=mentoring.get(person.id, 0),
            relation=_relation(person, has_role=person.id in roles),
        )
        for person in (people[person_id] for person_id in ids if person_id in people)
    ]


SORTS = ("name", "number", "district", "newest")


def search(
    session: Session,
    words: str = "",
    role: Role | None = None,
    status: RoleStatus | None = None,
    sort: str = "name",
    descending: bool = False,
) -> list[UUID]:
    """The people who fit; each word must occur in name, number, place, phone, mail or languages.

    After them those whose names sound like it, the most similar first: other spellings, other scripts.
    """
    query = select(Person.id, Person.first_name, Person.last_name)
    if role is not None or status is not None:
        place = select(PersonRole.person_id)
        if role is not None:
            place = place.where(PersonRole.role == role)
        if status is not None:
            place = place.where(PersonRole.status == status)
        query = query.where(col(Person.id).in_(place))
    key: Any = {
        "name": col(Person.sort_key),
        "number": col(Person.number),
        "district": col(Person.district),
        "newest": col(Person.created_at),
    }[sort]
    order = (key.desc(), col(Person.number).desc()) if descending else (key, col(Person.number))
    exact = query
    for word in fold(words).split():
        exact = exact.where(col(Person.search_text).contains(word, autoescape=True))
    found = [person_id for person_id, _first, _last in session.exec(exact.order_by(*order)).all()]
    return found + _sounding_alike(session, words, query, found)


def districts(session: Session) -> list[str]:
    """Those in use, the most frequent first, for the suggestions of a form."""
    query = (
        select(Person.district)
        .where(Person.district != "")
        .group_by(col(Person.district))
        .order_by(func.count().desc(), col(Person.district))
    )
    return list(session.exec(query).all())


def roles_of(session: Session, ids: Iterable[UUID]) -> dict[UUID, tuple[RoleDetails, ...]]:
    found: dict[UUID, list[RoleDetails]] = {}
    query = select(PersonRole).where(col(PersonRole.person_id).in_(list(ids)))
    for place in session.exec(query).all():
        found.setdefault(place.person_id, []).append(
            RoleDetails(place.role, place.status, place.capacity, place.registered_on, place.joined_on, place.left_on)
        )
    order = list(Role)
    return {key: tuple(sorted(places, key=lambda place: order.index(place.role))) for key, places in found.items()}


def role(session: Session, person_id: UUID, role: Role) -> RoleDetails | None:
    return next((place for place in roles_of(session, [person_id]).get(person_id, ()) if place.role is role), None)


def set_role(session: Session, person_id: UUID, details: RoleDetails, today: date) -> None:
    """Give a person a role, or change status and places in one. Raises `FieldError`."""
    _check_role(details)
    place = _place(session, person_id, details.role)
    if details.capacity < running_counts(session, [person_id], details.role).get(person_id, 0):
        raise FieldError("capacity", _("So wenige Plätze gehen nicht: Es laufen schon mehr Patenschaften."))
    if place is None:
        place = _new_place(person_id, details, today)
    elif place.status is not details.status:
        place.status_since = today
    place.status = details.status
    place.capacity = details.capacity
    place.registered_on = details.registered_on or place.registered_on
    place.joined_on = details.joined_on or place.joined_on
    place.left_on = details.left_on
    session.add(place)
    session.flush()


def set_status(session: Session, person_id: UUID, role: Role, status: RoleStatus, today: date) -> None:
    """Only the status, for the steps that follow from a pairing."""
    place = _place(session, person_id, role)
    if place is not None and place.status is not status:
        place.status, place.status_since = status, today
        session.add(place)
        session.flush()


def remove_role(session: Session, person_id: UUID, role: Role) -> None:
    """Take a role away that nothing hangs on. Raises `MentorHubError` while pairings of this role exist."""
    place = _place(session, person_id, role)
    if place is None:
        return
    side = Pairing.mentor_id if role is Role.MENTOR else Pairing.mentee_id
    if role in (Role.MENTOR, Role.MENTEE) and session.exec(select(Pairing.id).where(side == person_id)).first():
        raise MentorHubError(
            _(
                "Die Rolle bleibt bestehen: Zu ihr gehören Patenschaften. Setzen Sie stattdessen den Status auf "
                "„Beendet“."
            )
        )
    session.delete(place)
    session.flush()


def by_number(session: Session, number: str) -> UUID:
    """From `P-0042`, `42` or `p42`. Raises `UnknownPerson`."""
    digits = number.strip().upper().removeprefix("P").lstrip("-")
    found = None
    if digits.isdecimal():
        found = session.exec(select(Person.id).where(Person.number == int(digits))).first()
    if found is None:
        raise UnknownPerson(_("Eine Person mit der Nummer {number} gibt es nicht.").format(number=number))
    return found


def keep_apart(session: Session, mentor_id: UUID, mentee_id: UUID) -> None:
    """These two are never to be paired; no reason is kept."""
    if not session.exec(
        select(NeverTogether).where(NeverTogether.mentor_id == mentor_id, NeverTogether.mentee_id == mentee_id)
    ).first():
        session.add(NeverTogether(mentor_id=mentor_id, mentee_id=mentee_id))
        session.flush()


def allow_together(session: Session, mentor_id: UUID, mentee_id: UUID) -> None:
    """Takes `keep_apart` back."""
    query = select(NeverTogether).where(NeverTogether.mentor_id == mentor_id, NeverTogether.mentee_id == mentee_id)
    for row in session.exec(query).all():
        session.delete(row)
    session.flush()


def kept_apart(session: Session) -> frozenset[tuple[UUID, UUID]]:
    """All pairs of mentor and mentee that must not be paired."""
    return frozenset(session.exec(select(NeverTogether.mentor_id, NeverTogether.mentee_id)).all())


def running_counts(session: Session, ids: Iterable[UUID], role: Role | None = None) -> dict[UUID, int]:
    """Running pairings per person: as mentor, as mentee, or on either side."""
    wanted = list(ids)
    counts: dict[UUID, int] = {}
    sides = [side for of, side in _SIDES.items() if role in (None, of)]
    for side in sides:
        query = (
            select(side, func.count())
            .where(col(side).in_(wanted), col(Pairing.status).in_(RUNNING))
            .group_by(col(side))
        )
        for person_id, n in session.exec(query).all():
            counts[person_id] = counts.get(person_id, 0) + n
    return counts


def age(details: Born, on: date) -> int | None:
    """Full years on a day; from the year of birth alone, the age reached in that year; None if nothing is known."""
    if details.birth_date is not None:
        had_birthday = (on.month, on.day) >= (details.birth_date.month, details.birth_date.day)
        return on.year - details.birth_date.year - (0 if had_birthday else 1)
    return None if details.birth_year is None else on.year - details.birth_year


def may_be_minor(details: Born, on: date, majority: int) -> bool:
    """Whether somebody is, or with only a year of birth could still be, under age. Unknown age counts as adult."""
    years = age(details, on)
    if years is None:
        return False
    return years < majority if details.birth_date is not None else years <= majority


def number_text(number: int) -> str:
    return f"P-{number:04d}"


def display_name(first_name: str, last_name: str) -> str:
    """`Müller, Anna`; single names stand alone."""
    return f"{last_name}, {first_name}" if last_name else first_name


def _sounding_alike(session: Session, words: str, query: Any, found: Sequence[UUID]) -> list[UUID]:
    """Numbers, phones and mails are never guessed; beside exact hits only what is nearly sure."""
    if not words.strip() or any(letter.isdigit() or letter == "@" for letter in words):
        return []
    everybody = session.exec(query).all()
    spelled = [f"{first} {last}" for _id, first, last in everybody]
    known = set(found)
    alike = names.similar(words, spelled, names.SURE if found else names.GOOD)
    return [everybody[position][0] for position, _score in alike if everybody[position][0] not in known]


def _check(details: PersonDetails) -> None:
    if not details.first_name.strip():
        raise FieldError("first_name", _sentence("first_name"))
    if details.email and ("@" not in details.email or " " in details.email.strip()):
        raise FieldError("email", _sentence("email"))
    low, high = details.wish_age_from, details.wish_age_to
    if low is not None and high is not None and low > high:
        raise FieldError("wish_age_to", _sentence("wish_age_to"))


def _sentence(field: str) -> str:
    return {
        "first_name": _("Bitte geben Sie einen Vornamen ein (höchstens 100 Zeichen)."),
        "last_name": _("Der Nachname darf höchstens 100 Zeichen haben."),
        "email": _("Diese E-Mail-Adresse hat kein @ oder enthält ein Leerzeichen."),
        "birth_date": _("Dieses Geburtsdatum gibt es nicht."),
        "birth_year": _("Bitte geben Sie ein Jahr zwischen 1900 und 2100 ein."),
        "wish_age_to": _("Das höchste gewünschte Alter liegt unter dem niedrigsten."),
    }.get(field, _("Diese Angabe lässt sich so nicht speichern."))


def _person(session: Session, person_id: UUID) -> Person:
    person = session.get(Person, person_id)
    if person is None:
        raise UnknownPerson(_("Diese Person gibt es nicht mehr. Bitte laden Sie die Liste neu."))
    return person


def _place(session: Session, person_id: UUID, role: Role) -> PersonRole | None:
    return session.exec(select(PersonRole).where(PersonRole.person_id == person_id, PersonRole.role == role)).first()


def _columns(details: PersonDetails) -> dict[str, Any]:
    return details.model_dump(include=set(PersonFields.model_fields))


def _write_names(person: Person, details: PersonDetails) -> None:
    person.sort_key = plain(display_name(details.first_name, details.last_name))
    spoken = " ".join(languages.name(code) for code, _level in details.languages)
    digits = "".join(c for c in f"{details.phone} {details.mobile}" if c.isdecimal() or c == " ")
    words = " ".join(
        (
            *(details.first_name, details.last_name, details.call_name, number_text(person.number)),
            *(details.district, details.city, details.email, details.phone, details.mobile, digits, spoken),
        )
    )
    person.search_text = f"{fold(words)} {plain(words)}"


def _relation(person: Person, *, has_role: bool) -> str:
    is_member = person.household_id is not None and not has_role
    return person.household_relation or (_("Familienmitglied") if is_member else "")


def _check_role(details: RoleDetails) -> None:
    if details.status not in (*statuses(details.role), RoleStatus.ANONYMISED):
        raise FieldError("status", _("Dieser Status passt nicht zur Rolle."))


def _new_place(person_id: UUID, details: RoleDetails, today: date) -> PersonRole:
    return PersonRole(
        person_id=person_id,
        role=details.role,
        status=details.status,
        status_since=today,
        capacity=details.capacity,
        registered_on=details.registered_on or today,
        joined_on=details.joined_on,
        left_on=details.left_on,
    )


_ListTable = type[PersonLanguage] | type[PersonTime] | type[PersonTopic]


def _lists(details: PersonDetails) -> dict[_ListTable, list[dict[str, Any]]]:
    return {
        PersonLanguage: [{"code": code, "level": level} for code, level in details.languages],
        PersonTime: [{"weekday": day, "part": part} for day, part in sorted(details.times)],
        PersonTopic: [{"topic": topic} for topic in sorted(details.topics)],
    }


def _write_lists(session: Session, person_id: UUID, details: PersonDetails) -> None:
    for table, wanted in _lists(details).items():
        _replace(session, table, person_id, wanted)


def _replace(session: Session, table: _ListTable, person_id: UUID, wanted: list[dict[str, Any]]) -> None:
    """Make the rows of one person exactly these; rows that stay are not touched."""
    session.flush()
    existing = list(session.exec(select(table).where(table.person_id == person_id)).all())
    for entry in existing:
        values = next((value for value in wanted if all(getattr(entry, key) == value[key] for key in value)), None)
        if values is None:
            session.delete(entry)
        else:
            wanted = [value for value in wanted if value is not values]
    session.flush()
    session.add_all(table(person_id=person_id, **values) for values in wanted)
    session.flush()


def _languages(session: Session, ids: Sequence[UUID]) -> dict[UUID, tuple[Language, ...]]:
    found: dict[UUID, list[Language]] = {}
    query = (
        select(PersonLanguage)
        .where(col(PersonLanguage.person_id).in_(list(ids)))
        .order_by((col(PersonLanguage.level) == Level.NATIVE).desc(), col(PersonLanguage.code))
    )
    for skill in session.exec(query).all():
        found.setdefault(skill.person_id, []).append((skill.code, skill.level))
    return {person_id: tuple(skills) for person_id, skills in found.items()}
