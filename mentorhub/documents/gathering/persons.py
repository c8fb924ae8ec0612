"""The papers of one person."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from mentorhub import families, languages, people, programme
from mentorhub.choices import ALLOWANCES, Attendance, ExpenseStatus, MenteeKind, Mobility, Role
from mentorhub.db.tables import Event, Expense, Organisation, Participation, Person
from mentorhub.documents.gathering import basics
from mentorhub.documents.gathering.basics import Ids
from mentorhub.documents.organisation import Recipient
from mentorhub.documents.papers import (
    certificate_request,
    certificates,
    confidentiality,
    consent,
    forms,
    information,
    inspection_record,
    mediation_confirmation,
    mentee_form,
    mentor_form,
)
from mentorhub.people import PersonDetails
from mentorhub.text import german_date

PERIODS = (
    "interest_months",
    "matching_months",
    "mentee_months",
    "core_years",
    "note_months",
    "grant_years",
    "tax_years",
)


def confidentiality_data(session: Session, ids: Ids, today: date) -> confidentiality.Data:
    organisation = basics.organisation(session)
    if not ids:
        return confidentiality.Data(organisation)
    return confidentiality.Data(organisation, people.get(session, ids[0]).name, basics.roles(session, ids[0]), on=today)


def consent_data(session: Session, ids: Ids, today: date) -> consent.Data:
    organisation = basics.organisation(session)
    if not ids:
        return consent.Data(organisation)
    person = people.get(session, ids[0])
    places = people.roles_of(session, [ids[0]]).get(ids[0], ())
    years = people.age(person, today)
    return consent.Data(
        organisation,
        person.name,
        volunteer=bool(places) and all(place.role is not Role.MENTEE for place in places),
        minor=people.may_be_minor(person, today, programme.number(session, "age.of_majority")),
        cosigns=years is not None and years >= programme.number(session, "age.first_say"),
        guardians=tuple(guardian.name for guardian in families.guardians(session, ids[0])),
        on=today,
    )


def information_data(session: Session, _ids: Ids, today: date) -> information.Data:
    periods = {name: programme.number(session, f"retention.{name}") for name in PERIODS}
    periods["certificate_months"] = programme.number(session, "certificate.keep_months")
    return information.Data(basics.organisation(session), periods, today)


def mediation_data(session: Session, ids: Ids, today: date) -> mediation_confirmation.Data:
    """German is not among the languages: everybody in the room speaks it."""
    organisation = basics.organisation(session)
    if not ids:
        return mediation_confirmation.Data(organisation)
    person = people.get(session, ids[0])
    spoken = tuple(languages.german_name(code) for code, _level in person.languages if code != "de")
    return mediation_confirmation.Data(organisation, person.name, person.mobile or person.phone, spoken, today)


def mentor_form_data(session: Session, ids: Ids, today: date) -> mentor_form.Data:
    organisation = basics.organisation(session)
    off = programme.columns_off(session, "person")
    if not ids:
        return mentor_form.Data(organisation, off=off)
    person = people.get(session, ids[0])
    return mentor_form.Data(
        organisation,
        _profile(session, ids[0], person),
        today,
        off,
        mobility=", ".join(way.german for way in Mobility if way.value in person.mobility.split(",")),
        hours_per_week=person.hours_per_week,
        short_notice=person.short_notice,
        families=person.takes_families,
        districts=person.wish_districts,
        experience=person.experience,
    )


def mentee_form_data(session: Session, ids: Ids, today: date) -> mentee_form.Data:
    organisation = basics.organisation(session)
    off = programme.columns_off(session, "person")
    if not ids:
        return mentee_form.Data(organisation, off=off)
    person = people.get(session, ids[0])
    members = families.members(session, ids[0]) if person.kind is MenteeKind.FAMILY else []
    return mentee_form.Data(
        organisation,
        _profile(session, ids[0], person),
        today,
        off,
        kind=person.kind,
        family=tuple((each.name, str(_year(each) or ""), _relation(session, one)) for one, each in members),
        guardians=tuple((each.name, each.phone) for each in families.guardians(session, ids[0])),
        mediator=person.mediator_planned,
        goals=person.needs_note,
        referred=person.referred_by,
    )


def certificate_request_data(session: Session, ids: Ids, today: date) -> certificate_request.Data:
    organisation = basics.organisation(session)
    if not ids:
        return certificate_request.Data(organisation, Recipient(""), today)
    person = people.get(session, ids[0])
    return certificate_request.Data(organisation, basics.recipient(person), today, person.birth_date)


def inspection_record_data(session: Session, ids: Ids, today: date) -> inspection_record.Data:
    organisation = basics.organisation(session)
    keep = programme.number(session, "certificate.keep_months")
    if not ids:
        return inspection_record.Data(organisation, keep_months=keep)
    roles = ", ".join(role.german for role in basics.roles(session, ids[0]))
    return inspection_record.Data(organisation, people.get(session, ids[0]).name, roles, keep, today)


def volunteering_data(session: Session, ids: Ids, today: date) -> certificates.Data:
    organisation = basics.organisation(session)
    if not ids:
        return certificates.Data(organisation)
    person = people.get(session, ids[0])
    began, until, running = basics.served(session, ids[0], today)
    return certificates.Data(
        organisation,
        person.name,
        born=person.birth_date,
        address=", ".join(basics.recipient(person).lines[1:]),
        roles=tuple(role.german for role in basics.roles(session, ids[0])),
        from_on=began,
        to_on=until,
        running=running,
        hours=basics.hours(session, ids[0], began, until) if began else 0,
        trainings=_trainings(session, ids[0]),
        issuer_since=_issuer_since(session),
        on=today,
    )


def card_data(session: Session, ids: Ids, today: date) -> certificates.Data:
    """Of the period that the commune looks at, or since the person began."""
    data = replace(
        volunteering_data(session, ids, today),
        wanted_week=programme.number(session, "card.hours_week"),
        wanted_year=programme.number(session, "card.hours_year"),
    )
    if not ids:
        return data
    person = people.get(session, ids[0])
    began, until, _running = basics.served(session, ids[0], today)
    first = _years_before(until, programme.number(session, "card.years"))
    from_on = max(began, first) if began else first
    years = people.age(person, today)
    return replace(
        data,
        from_on=from_on,
        to_on=until,
        hours=basics.hours(session, ids[0], from_on, until),
        young=years is not None and years < programme.number(session, "card.lowest_age"),
        allowance=_allowance(session, ids[0], from_on, until),
    )


def _issuer_since(session: Session) -> date | None:
    row = session.exec(select(Organisation)).first()
    return None if row is None else row.engagement_issuer_since


def _profile(session: Session, person_id: UUID, person: PersonDetails) -> forms.Profile:
    number = session.exec(select(Person.number).where(Person.id == person_id)).one()
    ages = [str(age) for age in (person.wish_age_from, person.wish_age_to) if age is not None]
    return forms.Profile(
        number=people.number_text(number),
        name=person.name,
        call_name=person.call_name,
        pronunciation=person.pronunciation,
        born=german_date(person.birth_date) or str(person.birth_year or ""),
        gender=person.gender,
        street=person.street,
        town=f"{person.postcode} {person.city}".strip(),
        district=person.district,
        phone=person.phone,
        mobile=person.mobile,
        email=person.email,
        channel=person.preferred_channel,
        languages=tuple(
            f"{languages.german_name(code)} ({level.german})" for code, level in person.languages if code != "de"
        ),
        german=person.german_level,
        times=person.times,
        topics=person.topics,
        wish_gender=person.wish_gender,
        wish_age=" – ".join(ages),
        interests=person.interests,
    )


def _year(person: PersonDetails) -> int | None:
    return person.birth_date.year if person.birth_date else person.birth_year


def _relation(session: Session, person_id: UUID) -> str:
    return session.exec(select(Person.household_relation).where(Person.id == person_id)).one()


def _trainings(session: Session, person_id: UUID) -> tuple[str, ...]:
    query = (
        select(Event)
        .join(Participation, col(Participation.event_id) == Event.id)
        .where(Participation.person_id == person_id, Participation.attendance == Attendance.ATTENDED)
        .order_by(col(Event.from_on))
    )
    return tuple(_training(event) for event in session.exec(query).all())


def _training(event: Event) -> str:
    hours = f", {certificates.in_hours(event.minutes / 60)}" if event.minutes else ""
    return f"{event.title} ({german_date(event.from_on)}{hours})"


def _allowance(session: Session, person_id: UUID, from_on: date, to_on: date) -> bool:
    """Whether a flat allowance was paid: refunds of real costs do not count."""
    query = select(Expense.id).where(
        Expense.person_id == person_id,
        col(Expense.kind).in_(ALLOWANCES),
        Expense.status == ExpenseStatus.PAID,
        Expense.day >= from_on,
        Expense.day <= to_on,
    )
    return session.exec(query).first() is not None


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
