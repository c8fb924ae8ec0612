"""Reads one row of a recognised table into what it says about a person, and into what could not be read."""

import re
from dataclasses import replace
from datetime import date
from typing import TypeVar

from mentorhub.choices import Gender, GenderWish, Level, MenteeKind, Region, Role, YesNo
from mentorhub.import_export import values
from mentorhub.import_export.columns import Kind, Table
from mentorhub.import_export.headings import Field, is_slot
from mentorhub.import_export.row_cells import Guardian, Partner, Problem, Reader, RowReading, Said
from mentorhub.import_export.sheets import Cell, Row, as_words
from mentorhub.import_export.values import PersonName
from mentorhub.text import _

T = TypeVar("T")

_ANY_DAY = date(2099, 12, 31)
"""For days that may lie ahead."""
__all__ = ["ROLES", "Guardian", "Partner", "Problem", "RowReading", "guardian", "read_row"]

ROLES = {Kind.MENTORS: Role.MENTOR, Kind.MENTEES: Role.MENTEE, Kind.MEDIATORS: Role.MEDIATOR}


def read_row(table: Table, row: Row, today: date, districts: tuple[str, ...] = ()) -> RowReading:
    """Never raises for a value: what can't be read stands in `problems`, the rest is taken."""
    reader = Reader(table, row, RowReading(table.sheet, row.number, ROLES.get(table.kind)), districts)
    said = reader.reading
    named = [c.position for f in (Field.NAME, Field.FIRST_NAME, Field.LAST_NAME) for c in table.of(f)]
    said.name_position = min(named, default=None)
    roles = reader.take(Field.ROLE, values.roles) or ()
    said.role, said.more_roles = (roles[0], roles[1:]) if roles else (said.role, ())
    said.person_number = reader.take(Field.NUMBER, values.person_number) or ""
    _names(reader)
    _contact(reader)
    _birth(reader, today)
    _speech(reader)
    _wishes(reader)
    _circumstances(reader)
    _place_in_role(reader, today)
    _partners(reader, today)
    said.values = {key: value for key, value in said.values.items() if value not in ("", None)}
    return said


def _names(reader: Reader) -> None:
    whole = _whole_name(reader)
    given = reader.take(Field.FIRST_NAME, values.given_name)
    family = reader.take(Field.LAST_NAME, values.family_name)
    parts = [part for part in (given, family, whole) if part is not None]
    first = next((part.first_name for part in parts if part.first_name), "")
    last = next((part.last_name for part in parts if part.last_name), "")
    is_family = any(part.family for part in parts)
    if not first:  # a person of one name, or a family without a contact person
        first, last = (_("Familie"), last) if is_family else (last, "")
    reader.put("first_name", first)
    reader.put("last_name", last)
    called = next((part.call_name for part in parts if part.call_name), "")
    reader.put("call_name", reader.words(Field.CALL_NAME) or called)
    if is_family:
        reader.put("kind", MenteeKind.FAMILY)
    gender = next((part.gender for part in parts if part.gender), None)
    stated = reader.take(Field.GENDER, values.gender)
    if stated is Gender.UNKNOWN:
        stated = None
    reader.put("gender", stated or gender)
    for part in parts:
        reader.note(part.remark)
        if values.is_several(part):
            column = next(iter(reader.table.of(Field.FIRST_NAME) or reader.table.of(Field.NAME)))
            told = _("Das sind zwei Menschen; übernommen wird eine Person. Bitte geben Sie jedem eine eigene Zeile.")
            reader.refuse(Said(reader.row.number, column, part.full), told)
    title = reader.words(Field.TITLE) or next((part.title for part in parts if part.title), "")
    reader.note(_("Titel: {title}").format(title=title) if title else "")


def _whole_name(reader: Reader) -> PersonName | None:
    """Under "Name, Vorname" a cell without a comma begins with the family name too."""
    found = None
    for said in reader.cells(Field.NAME):
        try:
            found = values.name(said.cell)
        except values.Unreadable as trouble:
            reader.refuse(said, str(trouble))
            continue
        if reader.table.last_name_first and "," not in values.words(said.cell) and not values.is_several(found):
            found = values.turned(found)
        break
    return found


def _contact(reader: Reader) -> None:
    fixed: list[str] = []
    mobile: list[str] = []
    for meaning in (Field.PHONE, Field.MOBILE):
        for found in reader.take_all(meaning, values.phones):
            numbers = [number for number in (found.phone, found.mobile, *found.more) if number]
            for number in numbers:
                (mobile if meaning is Field.MOBILE or values.is_mobile(number) else fixed).append(number)
            reader.note(found.remark)
    reader.put("phone", (fixed or mobile[1:] or [""])[0])
    reader.put("mobile", (mobile or [""])[0])
    spare = list(dict.fromkeys([*fixed[1:], *mobile[1 if fixed else 2 :]]))
    if spare:
        reader.note(_("weitere Nummer: {numbers}").format(numbers=", ".join(spare)))
    emails = reader.take_all(Field.EMAIL, values.email)
    reader.put("email", emails[0] if emails else "")
    if len(emails) > 1 and emails[1] != emails[0]:
        reader.note(_("weitere E-Mail: {address}").format(address=", ".join(emails[1:])))
    address = reader.take(Field.ADDRESS, values.address) or values.Address()
    reader.put("street", reader.words(Field.STREET) or address.street)
    places = [*reader.take_all(Field.POSTCODE, values.place), *reader.take_all(Field.CITY, values.place)]
    reader.put("postcode", next((place.postcode for place in places if place.postcode), address.postcode))
    reader.put("city", next((place.city for place in places if place.city), address.city))
    reader.put("district", reader.take(Field.DISTRICT, lambda cell: values.district(cell, reader.districts)))


def _birth(reader: Reader, today: date) -> None:
    found = reader.take(Field.BIRTH, lambda cell: values.birth(cell, today))
    found = found or reader.take(Field.AGE, lambda cell: values.age(cell, today)) or values.Birth()
    reader.put("birth_date", found.day)
    reader.put("birth_year", found.year)


def _speech(reader: Reader) -> None:
    spoken: dict[str, Level] = {}
    for code, level in (pair for one in reader.take_all(Field.NATIVE_LANGUAGE, values.languages) for pair in one):
        spoken[code] = Level.NATIVE if level is Level.UNKNOWN else level
    for code, level in (pair for one in reader.take_all(Field.LANGUAGES, values.languages) for pair in one):
        if spoken.get(code, Level.UNKNOWN) is Level.UNKNOWN:
            spoken[code] = level
    german = reader.take(Field.GERMAN_LEVEL, values.level) or Level.UNKNOWN
    if german is not Level.UNKNOWN:
        reader.put("german_level", german)
        spoken["de"] = german
    elif spoken.get("de", Level.UNKNOWN) is not Level.UNKNOWN:
        reader.put("german_level", spoken["de"])
    if spoken:
        reader.put("languages", tuple(spoken.items()))


def _wishes(reader: Reader) -> None:
    _times(reader)
    topics = frozenset(topic for found in reader.take_all(Field.TOPICS, values.topics) for topic in found)
    reader.put("topics", topics or None)
    wish = reader.take(Field.WISH_GENDER, values.wish_gender)
    reader.put("wish_gender", None if wish is GenderWish.ANY else wish)
    low, high = reader.take(Field.WISH_AGES, values.ages) or (None, None)
    reader.put("wish_age_from", low)
    reader.put("wish_age_to", high)
    wanted = re.split(r"[,;/+]|\s(?:und|oder)\s", reader.words(Field.WISH_DISTRICTS))
    reader.put(
        "wish_districts", ", ".join(values.district(part.strip(), reader.districts) for part in wanted if part.strip())
    )
    takes = reader.take(Field.TAKES_FAMILIES, values.yes_no)
    if takes is not None:
        reader.reading.values["takes_families"] = takes


def _times(reader: Reader) -> None:
    """In words, or in the columns of a timetable: "x" under "Mo vorm.", "vorm." under "Mo"."""
    cells = reader.cells(Field.TIMES)
    free = [as_words(said.cell) for said in cells if not is_slot(said.column.heading)]
    times = (" " if len(free) > 1 else "; ").join(free)  # days in one column, hours in another
    for remark in re.findall(r"\(([^()\d]*)\)", times):  # "Mo-Do vormittags (Kinder in der Kita)"
        times = times.replace(f"({remark})", " ").strip()
        reader.note(remark)
    slots: set[values.Slot] = set()
    if times:
        slots |= _read_times(reader, next(said for said in cells if not is_slot(said.column.heading)), times)
    for said in cells:
        if is_slot(said.column.heading):
            slots |= _read_times(reader, said, _in_timetable(said))
    reader.put("times", frozenset(slots) or None)


def _in_timetable(said: Said) -> str:
    """What the cell means together with the heading over it; nothing for a "no"."""
    try:
        free = values.yes_no(said.cell)
    except values.Unreadable:
        return f"{said.column.heading} {as_words(said.cell)}"
    return said.column.heading if free else ""


def _read_times(reader: Reader, said: Said, words: str) -> frozenset[values.Slot]:
    try:
        return values.times(words)
    except values.Unreadable as trouble:
        reader.refuse(said, str(trouble))
        return trouble.understood if isinstance(trouble.understood, frozenset) else frozenset()


def _circumstances(reader: Reader) -> None:
    for meaning, attribute in (
        (Field.INTERESTS, "interests"),
        (Field.EXPERIENCE, "experience"),
        (Field.REFERRED_BY, "referred_by"),
        (Field.OCCUPATION, "occupation"),
        (Field.EMERGENCY_CONTACT, "emergency_contact"),
        (Field.VOLUNTEER_CARD, "volunteer_card_number"),
        (Field.PRONUNCIATION, "pronunciation"),
        (Field.WISH_NOTE, "wish_note"),
        (Field.NEEDS_NOTE, "needs_note"),
    ):
        reader.put(attribute, reader.words(meaning))
    reader.put("iban", reader.take(Field.IBAN, values.iban))
    reader.put("mobility", reader.take(Field.MOBILITY, values.mobility))
    reader.put("preferred_channel", reader.take(Field.CHANNEL, values.channel))
    reader.put("volunteer_card_until", reader.take(Field.VOLUNTEER_CARD_UNTIL, lambda cell: values.day(cell, _ANY_DAY)))
    for meaning, attribute in ((Field.REFUGEE, "refugee_background"), (Field.MIGRATION, "migration_history")):
        stated = reader.take(meaning, values.yes_no)
        reader.put(attribute, None if stated is None else YesNo.YES if stated else YesNo.NO)
    reader.note(reader.words(Field.NOTE))
    reader.put("kind", reader.reading.values.get("kind") or reader.take(Field.KIND, values.mentee_kind))
    origin = reader.take(Field.ORIGIN, values.region)
    reader.put("origin_region", None if origin is Region.UNKNOWN else origin)
    reader.put("recruited_via", reader.take(Field.RECRUITED_VIA, values.recruited_via))
    reader.put("hours_per_week", reader.take(Field.HOURS_PER_WEEK, values.whole))
    since = reader.take(Field.IN_GERMANY_SINCE, lambda cell: values.day(cell, _ANY_DAY))
    reader.put("in_germany_since", since.year if since else None)
    if reader.take(Field.SHORT_NOTICE, values.yes_no):
        reader.reading.values["short_notice"] = True
    members = reader.take_all(Field.HOUSEHOLD, values.household)
    reader.reading.household = tuple(member for found in members for member in found)
    reader.reading.guardians = _guardians(reader)


_PARENT = re.compile(r"(Mutter|Vater|Vormund)", re.I)


def _guardians(reader: Reader) -> tuple[Guardian, ...]:
    """Mother and father may have columns of their own, each with a telephone beside it."""
    found: list[Guardian] = []
    for said in reader.cells(Field.GUARDIANS):
        one = guardian(said.cell)
        if one is not None:
            found.append(one if one.relation else replace(one, relation=_relation(said.column.heading)))
    for said in reader.cells(Field.GUARDIAN_PHONE):
        relation = _relation(said.column.heading)
        try:
            numbers = values.phones(said.cell)
        except values.Unreadable as trouble:
            reader.refuse(said, str(trouble))
            continue
        number = numbers.mobile or numbers.phone
        fits = [at for at, one in enumerate(found) if not one.phone and relation in (one.relation, "")]
        if number and fits:
            found[fits[0]] = replace(found[fits[0]], phone=number)
        elif number:
            found.append(Guardian(relation or _("Sorgeberechtigte"), number, relation))
    return tuple(found)


def _relation(heading: str) -> str:
    found = _PARENT.search(heading)
    return found[1].capitalize() if found else ""


def guardian(cell: Cell) -> Guardian | None:
    """ "Mutter: Fatima Haddad, 0176 04069012"."""
    plain = values.words(cell)
    relation = re.match(r"(Mutter|Vater|Vormund|Eltern|Tante|Onkel|Oma|Opa|Betreuer(?:in)?)\b[:\s]*", plain, re.I)
    rest = plain[relation.end() :] if relation else plain
    number = re.search(r"[+\d][\d\s()/.\-–]{5,}\d", rest)
    name = (rest[: number.start()] + rest[number.end() :] if number else rest).strip(" ,;:()")
    if not name:
        return Guardian(plain)
    return Guardian(name, number[0].strip() if number else "", relation[1] if relation else "")


def _place_in_role(reader: Reader, today: date) -> None:
    said = reader.reading
    if said.role is not None:
        role = said.role
        said.status = reader.take(Field.STATUS, lambda cell: values.status(cell, role))
    said.capacity = reader.take(Field.CAPACITY, values.capacity)
    said.registered_on = reader.take(Field.REGISTERED_ON, lambda cell: values.day(cell, today))
    said.programme = reader.take(Field.PROGRAMME, values.programme)


def _partners(reader: Reader, today: date) -> None:
    """Several people in one cell have their dates in the same order; one date alone holds for all of them."""
    side = Field.MENTOR if reader.reading.role is Role.MENTEE else Field.MENTEE
    reader.reading.partner_role = Role.MENTOR if side is Field.MENTOR else Role.MENTEE
    found: list[tuple[PersonName, str, int]] = []
    for said in reader.cells(side):
        number, position = values.person_number(said.cell), said.column.position
        try:
            named = (PersonName(number),) if number else values.names(said.cell)
        except values.Unreadable as trouble:
            reader.refuse(said, str(trouble))
        else:
            found += [(name, number, position) for name in named]
    since, last = (_days(reader, field, len(found), today) for field in (Field.SINCE, Field.LAST_CONTACT))
    reader.reading.partners = tuple(
        Partner(name, number, name.full or number, since[at], last[at], position)
        for at, (name, number, position) in enumerate(found)
    )


def _days(reader: Reader, field: Field, count: int, today: date) -> list[date | None]:
    days: list[date | None] = []
    for said in reader.cells(field):
        cell = said.cell
        parts: list[Cell] = (
            [cell] if not isinstance(cell, str) else [p.strip() for p in re.split(r"[;,\n+]| und ", cell)]
        )
        for part in parts:
            try:
                days.append(values.day(part, today))
            except values.Unreadable as trouble:
                reader.refuse(said, str(trouble))
                days.append(None)
    if len(days) == 1:
        return days * count
    return (days + [None] * count)[:count]
