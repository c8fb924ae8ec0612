"""Add, change and read one person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from mentorhub import languages, programme
from mentorhub.choices import (
    Level,
)
from mentorhub.db.tables import (
    Person,
    PersonFields,
    PersonLanguage,
    PersonTime,
    PersonTopic,
)
from mentorhub.people import numbers
from mentorhub.people.details import (
    Language,
    LanguageNote,
    PersonDetails,
    RoleDetails,
    UnknownPerson,
    check,
    display_name,
    number_text,
)
from mentorhub.people.roles import enter, remove_role, roles_of, set_role
from mentorhub.text import _, fold, plain


def add(session: Session, details: PersonDetails, roles: Sequence[RoleDetails], today: date) -> UUID:
    """Raises `FieldError` if no first name is given: nothing more is needed."""
    check(details)
    details = switches(session).to_store(details, PersonDetails(first_name=details.first_name), today)
    person = Person(**columns(details), number=numbers.next_person(session))
    session.add(person)
    write_names(person, details)
    session.flush()
    for table, wanted in lists(details).items():
        session.add_all(table(person_id=person.id, **values) for values in wanted)
    for place in roles:
        enter(session, person.id, place, today)
    return person.id


def change(session: Session, person_id: UUID, details: PersonDetails, today: date | None = None) -> None:
    """Fields that are switched off can be emptied, not filled. Without a day a birth date is kept as it is said."""
    check(details)
    person = record(session, person_id)
    details = switches(session).to_store(details, get(session, person_id), today)
    person.sqlmodel_update(columns(details))
    write_names(person, details)
    _write_lists(session, person_id, details)
    session.flush()


def write(
    session: Session, person_id: UUID | None, details: PersonDetails, roles: Sequence[RoleDetails], today: date
) -> UUID:
    """What a form holds, as a whole: a new person (no id yet) or a changed one. Roles not named are taken away."""
    if person_id is None:
        return add(session, details, roles, today)
    change(session, person_id, details, today)
    kept = {place.role for place in roles}
    for place in roles_of(session, [person_id]).get(person_id, ()):
        if place.role not in kept:
            remove_role(session, person_id, place.role)
    for place in roles:
        set_role(session, person_id, place, today)
    return person_id


def get(session: Session, person_id: UUID) -> PersonDetails:
    person = record(session, person_id)
    topics = session.exec(select(PersonTopic).where(PersonTopic.person_id == person_id)).all()
    return PersonDetails(
        **person.model_dump(include=set(PersonFields.model_fields)),
        languages=languages_of(session, [person_id]).get(person_id, ()),
        language_notes=_language_notes(session, person_id),
        times=frozenset(
            (entry.weekday, entry.part)
            for entry in session.exec(select(PersonTime).where(PersonTime.person_id == person_id)).all()
        ),
        topics=frozenset(entry.topic for entry in topics),
        first_topics=frozenset(entry.topic for entry in topics if entry.priority),
    )


def by_number(session: Session, number: str) -> UUID:
    """From `P-0042`, `42` or `p42`. Raises `UnknownPerson`."""
    digits = number.strip().upper().removeprefix("P").lstrip("-")
    found = None
    if digits.isdecimal():
        found = session.exec(select(Person.id).where(Person.number == int(digits))).first()
        found = found or _once_numbered(session, int(digits))
    if found is None:
        raise UnknownPerson(_("Eine Person mit der Nummer {number} gibt es nicht.").format(number=number))
    return found


def _once_numbered(session: Session, number: int) -> UUID | None:
    """Of a record that has been merged into another one."""
    former = session.exec(select(Person.id, Person.former_numbers).where(col(Person.former_numbers) != "")).all()
    return next((person_id for person_id, known in former if str(number) in known.split(",")), None)


def record(session: Session, person_id: UUID) -> Person:
    person = session.get(Person, person_id)
    if person is None:
        raise UnknownPerson(_("Diese Person gibt es nicht mehr. Bitte laden Sie die Liste neu."))
    return person


def languages_of(session: Session, ids: Sequence[UUID]) -> dict[UUID, tuple[Language, ...]]:
    found: dict[UUID, list[Language]] = {}
    query = (
        select(PersonLanguage)
        .where(col(PersonLanguage.person_id).in_(list(ids)))
        .order_by((col(PersonLanguage.level) == Level.NATIVE).desc(), col(PersonLanguage.code))
    )
    for skill in session.exec(query).all():
        found.setdefault(skill.person_id, []).append((skill.code, skill.level))
    return {person_id: tuple(skills) for person_id, skills in found.items()}


@dataclass(frozen=True)
class Switches:
    """Which columns are switched off in this folder, and from which age a birth date becomes a year."""

    off: frozenset[str]
    majority: int

    def allowed(self, values: Mapping[str, Any], today: date | None) -> dict[str, Any]:
        """Without what is switched off; of an adult's birth date only the year, unless dates are on."""
        kept: dict[str, Any] = {}
        for name, value in values.items():
            if name == "birth_date" and name in self.off and value is not None and self._is_of_age(value, today):
                kept["birth_year"] = value.year
            elif name not in self.off or name == "birth_date":
                kept.setdefault(name, value)
        return kept

    def to_store(self, details: PersonDetails, stored: PersonDetails, today: date | None) -> PersonDetails:
        """Every way in goes through here, also imports and the command line."""
        said = {name: getattr(details, name) for name in PersonDetails.model_fields}
        allowed = {"birth_date": None, **self.allowed(said, today)}
        if stored.birth_date is not None and stored.birth_date == details.birth_date:
            allowed |= {"birth_date": details.birth_date, "birth_year": details.birth_year}
        fields = PersonDetails.model_fields
        hidden = {
            name: getattr(stored, name)
            for name, value in said.items()
            if name not in allowed and value != fields[name].get_default()
        }
        return details.model_copy(update={**allowed, **hidden})

    def _is_of_age(self, born: date, today: date | None) -> bool:
        """Not without a day to count from."""
        if today is None:
            return False
        return today.year - born.year - ((today.month, today.day) < (born.month, born.day)) >= self.majority


def switches(session: Session) -> Switches:
    return Switches(programme.columns_off(session, "person"), programme.number(session, "age.of_majority"))


def as_switched(session: Session, values: Mapping[str, Any], today: date | None) -> dict[str, Any]:
    """Without what is switched off in this folder; of an adult's birth date only the year, unless dates are on."""
    return switches(session).allowed(values, today)


def _language_notes(session: Session, person_id: UUID) -> tuple[LanguageNote, ...]:
    rows = session.exec(select(PersonLanguage).where(PersonLanguage.person_id == person_id)).all()
    noted = {row.code: LanguageNote(row.code, row.variant, row.reads) for row in rows}
    spoken = languages_of(session, [person_id]).get(person_id, ())
    return tuple(noted[code] for code, _level in spoken if noted[code] != LanguageNote(code))


def columns(details: PersonDetails) -> dict[str, Any]:
    return details.model_dump(include=set(PersonFields.model_fields))


def write_names(person: Person, details: PersonDetails) -> None:
    """What is derived from the fields, for sorting and searching."""
    person.sort_key, person.search_text = derived(details, person.number, person.former_numbers)


def derived(details: PersonDetails, number: int, former_numbers: str = "") -> tuple[str, str]:
    """The sort key and the words that are searched."""
    spoken = " ".join(languages.name(code) for code, _level in details.languages)
    digits = "".join(c for c in f"{details.phone} {details.mobile}" if c.isdecimal() or c == " ")
    words = " ".join(
        (
            *(details.first_name, details.last_name, details.call_name, number_text(number)),
            *(number_text(int(former)) for former in former_numbers.split(",") if former),
            *(details.district, details.city, details.email, details.phone, details.mobile, digits, spoken),
        )
    )
    return plain(display_name(details.first_name, details.last_name)), f"{fold(words)} {plain(words)}"


def derived_names(session: Session, person_id: UUID) -> dict[str, str]:
    """The columns that `write_names` fills, for rows that were not written through a form."""
    known = record(session, person_id)
    person = Person(first_name="", number=known.number, former_numbers=known.former_numbers)
    write_names(person, get(session, person_id))
    return {"sort_key": person.sort_key, "search_text": person.search_text}


_ListTable = type[PersonLanguage] | type[PersonTime] | type[PersonTopic]


def lists(details: PersonDetails) -> dict[_ListTable, list[dict[str, Any]]]:
    notes = {code: LanguageNote(code) for code, _level in details.languages}
    notes |= {note.code: note for note in details.language_notes}
    return {
        PersonLanguage: [
            {"code": code, "level": level, "variant": notes[code].variant, "reads": notes[code].reads}
            for code, level in details.languages
        ],
        PersonTime: [{"weekday": day, "part": part} for day, part in sorted(details.times)],
        PersonTopic: [
            {"topic": topic, "priority": int(topic in details.first_topics)} for topic in sorted(details.topics)
        ],
    }


def _write_lists(session: Session, person_id: UUID, details: PersonDetails) -> None:
    for table, wanted in lists(details).items():
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
