"""What is due about a person, one small rule each. Numbers in brackets: the domain research, section (e)."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from mentorhub import consent, expenses, people, programme, reminders
from mentorhub.choices import (
    ALLOWANCES,
    VOLUNTEER_STATUSES,
    ConsentGiver,
    Happened,
    Light,
    Purpose,
    Role,
    RoleStatus,
)
from mentorhub.db.tables import (
    Activity,
    ConductCertificate,
    Consent,
    Expense,
    Pairing,
    Person,
    PersonRole,
)
from mentorhub.privacy import retention as kept
from mentorhub.text import N_, _, euro, german_date, ngettext
from mentorhub.today.day import SHORT, Day
from mentorhub.today.lines import Due, Urgency

_SERVES = tuple(
    status for status in VOLUNTEER_STATUSES if status not in kept.OVER and status is not RoleStatus.INTERESTED
)
_IN_POOL = (RoleStatus.CLEARED, RoleStatus.ACTIVE)
_DECEMBER = 12
_RETENTION = {
    kept.Class.INTEREST: N_("Nie begonnen: Die Aufbewahrungsfrist ist vorbei"),
    kept.Class.MATCHING: N_("Wünsche und Notizen: Die Aufbewahrungsfrist ist vorbei"),
    kept.Class.MENTEE: N_("Angaben zur oder zum Mentee: Die Aufbewahrungsfrist ist vorbei"),
    kept.Class.CORE: N_("Angaben zum Ehrenamt: Die Aufbewahrungsfrist ist vorbei"),
}


def certificate(day: Day) -> Iterator[Due]:
    """(2) A certificate of conduct is to be shown again: for those available, and with minors in an open pairing.

    With adults alone there is no legal basis to ask. The line names no day: it would tell the certificate's own date.
    """
    years = day.number("certificate.valid_years")
    latest = day.today + timedelta(days=day.number("certificate.remind_days"))
    serves = sa.select(PersonRole.person_id).where(  # type: ignore[call-overload]
        PersonRole.role != Role.MENTEE, col(PersonRole.status).in_(_SERVES)
    )
    query = (
        _people(ConductCertificate.issued_on)
        .join(ConductCertificate, col(ConductCertificate.person_id) == Person.id)
        .where(
            ConductCertificate.issued_on <= consent.months_later(latest, -12 * years) + timedelta(days=1),
            col(Person.id).in_(serves),
        )
    )
    found = day.rows(query)
    asked = day.asked_for_certificate({row.id for row in found})
    for row in found:
        due_on = consent.months_later(row.issued_on, 12 * years)
        if due_on <= latest and asked.get(row.id, True):
            text = (
                _("Führungszeugnis abgelaufen: bitte ein neues zeigen lassen")
                if due_on < day.today
                else _("Führungszeugnis läuft bald ab: bitte ein neues beantragen lassen")
            )
            yield day.line("certificate", _name(row), text, due_on, person_id=row.id)


def certificate_delete(day: Day) -> Iterator[Due]:
    """(3) The record of a certificate goes: at once where nothing began, else months after the end."""
    ahead = day.today + timedelta(days=day.number("retention.certificate_remind_days"))
    found = [each for each in consent.certificates_to_delete(day.session, day.today) if each.on <= ahead]
    names = {row.id: row.name for row in people.rows(day.session, [each.person_id for each in found])} if found else {}
    for each in found:
        text = _("Vermerk zum Führungszeugnis löschen (Tätigkeit beendet)")
        yield day.line("certificate_delete", names[each.person_id], text, each.on, person_id=each.person_id)


def papers_open(day: Day) -> Iterator[Due]:
    """(5) What a volunteer still has to bring before being cleared, as the gates of clearing say."""
    days = timedelta(days=day.number("papers.open_days"))
    for row, missing in _entering(day):
        if missing:
            text = _("Unterlagen offen: {items}").format(items=", ".join(_(SHORT[item.key]) for item in missing))
            yield day.line("papers_open", _name(row), text, row.status_since + days, person_id=row.id)


def clear(day: Day) -> Iterator[Due]:
    """(5) Everything is there: a volunteer can be cleared."""
    for row, missing in _entering(day):
        if not missing:
            text = _("Unterlagen vollständig: bitte freigeben")
            yield day.line("clear", _name(row), text, max(row.status_since, day.today), person_id=row.id)


def interested(day: Day) -> Iterator[Due]:
    """(6) Whoever is new waits for a word, unless an own reminder says so already."""
    reminded = {row.person_id for row in reminders.still_open(day.session)}
    days = timedelta(days=day.number("application.answer_days"))
    for row in _on_the_way(day, (RoleStatus.INTERESTED, RoleStatus.REGISTERED)):
        if row.id in reminded:
            continue
        text = (
            _("Neu interessiert seit {day}: bitte melden")
            if row.status is RoleStatus.INTERESTED
            else _("Neu angemeldet am {day}: bitte melden")
        )
        words = text.format(day=german_date(row.registered_on))
        yield day.line("interested", _name(row), words, row.registered_on + days, person_id=row.id)


def talk(day: Day) -> Iterator[Due]:
    """(6) The first talk, soon after somebody came."""
    days = timedelta(days=day.number("application.interview_days"))
    for row in _on_the_way(day, (RoleStatus.TALK, RoleStatus.INTAKE)):
        text = (
            _("Erstgespräch führen (interessiert seit {day})")
            if row.status is RoleStatus.TALK
            else _("Aufnahme abschließen (angemeldet am {day})")
        )
        words = text.format(day=german_date(row.registered_on))
        yield day.line("talk", _name(row), words, row.registered_on + days, person_id=row.id)


def waiting(day: Day) -> Iterator[Due]:
    """A mentee waits for long; not overdue, for nobody may be there who fits."""
    days = day.number("waiting.long_days")
    for row in _on_the_way(day, (RoleStatus.WAITING,)):
        waited = (day.today - row.registered_on).days
        if waited > days:
            text = ngettext("Wartet seit {n} Tag", "Wartet seit {n} Tagen", waited).format(n=waited)
            since = row.registered_on + timedelta(days=days)
            yield day.line("waiting", _name(row), text, since, person_id=row.id, at_most=Urgency.SOON)


def birthday(day: Day) -> Iterator[Due]:
    """(16) A young mentee turns 14, 16 or 18 and should agree in person: until such a consent is given.

    At 14 and 16 the question is given up after a while; at 18 the parents' word no longer counts.
    """
    majority = day.number("age.of_majority")
    ages = (day.number("age.first_say"), day.number("age.second_say"), majority)
    notice = timedelta(days=day.number("age.remind_days"))
    past = day.today - timedelta(days=day.number("age.given_up_days"))
    takes_part = sa.select(PersonRole.person_id, sa.func.min(PersonRole.registered_on).label("since")).where(  # type: ignore[call-overload]
        PersonRole.role == Role.MENTEE, col(PersonRole.status).not_in((*kept.OVER, RoleStatus.ANONYMISED))
    )
    mentees = takes_part.group_by(PersonRole.person_id).subquery()
    own = (
        sa.select(Consent.person_id, sa.func.max(Consent.given_on).label("given_on"))  # type: ignore[call-overload]
        .where(
            Consent.purpose == Purpose.PARTICIPATION,
            col(Consent.withdrawn_on).is_(None),
            Consent.given_by != ConsentGiver.GUARDIANS,
        )
        .group_by(Consent.person_id)
        .subquery()
    )
    youngest = consent.months_later(day.today, -12 * (majority + 1)) - notice
    query = (
        _people(Person.birth_date, mentees.c.since, own.c.given_on)
        .join(mentees, mentees.c.person_id == Person.id)
        .join(own, own.c.person_id == Person.id, isouter=True)
        .where(col(Person.birth_date) > youngest)
    )
    for row in day.rows(query):
        for years in ages:
            turns = consent.months_later(row.birth_date, 12 * years)
            since = max(day.today if row.since is None else row.since, past if years != majority else date.min)
            answered = row.given_on is not None and row.given_on >= turns - notice
            if turns - notice <= day.today and turns >= since and not answered:
                is_past = turns < day.today
                turning = _("Ist seit {day} {years} Jahre alt") if is_past else _("Wird am {day} {years} Jahre alt")
                text = (
                    _("{age}: eigene Einwilligung, Führungszeugnis nicht mehr maßgeblich")
                    if years == majority
                    else _("{age}: auch selbst um Einwilligung bitten")
                ).format(age=turning.format(day=german_date(turns), years=years))
                yield day.line("birthday", _name(row), text, turns, person_id=row.id)


def pool(day: Day) -> Iterator[Due]:
    """(20) A place in the pool of mediators is renewed yearly."""
    ahead = day.today + timedelta(days=day.number("pool.remind_days"))
    query = (
        _people(PersonRole.listed_until)
        .join(PersonRole, col(PersonRole.person_id) == Person.id)
        .where(col(PersonRole.listed_until) <= ahead, col(PersonRole.status).in_(_IN_POOL))
    )
    for row in day.rows(query):
        text = _("Im Pool bis {day}: verlängern?").format(day=german_date(row.listed_until))
        yield day.line("pool", _name(row), text, row.listed_until, person_id=row.id)


def cap(day: Day) -> Iterator[Due]:
    """(21) A year's tax-free allowances: near the cap, or at it."""
    nearest = sorted(expenses.caps(day.session, day.today.year), key=lambda each: each.percent)
    for each in {one.person_id: one for one in nearest if one.light is not Light.GREEN}.values():
        text = _("{cap}: {used} von {all} in diesem Jahr").format(
            cap=each.cap.label, used=euro(each.used_cent), all=euro(each.cap_cent)
        )
        due_on = day.today if each.light is Light.RED else date(day.today.year, _DECEMBER, 31)
        mark = f"{day.today.year} {each.cap.value} {each.light.value}"
        if not day.is_seen("cap", mark, each.person_id):
            yield day.line("cap", each.person, text, due_on, person_id=each.person_id, mark=mark)


def waiver(day: Day) -> Iterator[Due]:
    """(22) An open claim can be waived (Aufwandsspende) only for a while."""
    claims: dict[UUID, list[expenses.WaiverDue]] = {}
    for each in expenses.waivers_due(day.session, day.today):
        claims.setdefault(each.person_id, []).append(each)
    for row in people.rows(day.session, list(claims)) if claims else ():
        until = min(each.until for each in claims[row.id])
        text = _("Auslagen, {amount}: auszahlen, oder Verzicht bis {until}").format(
            amount=euro(sum(each.amount_cent for each in claims[row.id])), until=german_date(until)
        )
        yield day.line("waiver", row.name, text, until, person_id=row.id)


def card_candidate(day: Day) -> Iterator[Due]:
    """(23) In December: whose hours reach the Ehrenamtskarte, and who has none and got no flat allowance this year."""
    if day.today.month != _DECEMBER:
        return
    year_ago = day.today - timedelta(days=365)
    least_weeks = day.number("card.least_weeks")
    paid = sa.select(Expense.person_id).where(  # type: ignore[call-overload]
        col(Expense.kind).in_(ALLOWANCES), Expense.day >= date(day.today.year, 1, 1)
    )
    minutes = sa.func.sum(Activity.minutes)
    query = (
        _people(minutes.label("minutes"), sa.func.min(Activity.day).label("first"))
        .join(Pairing, col(Pairing.mentor_id) == Person.id)
        .join(Activity, col(Activity.pairing_id) == Pairing.id)
        .where(
            Activity.day > year_ago,
            Activity.day <= day.today,
            Activity.happened == Happened.YES,
            col(Person.volunteer_card_until).is_(None),
            col(Person.id).not_in(paid),
        )
        .group_by(Person.id)
    )
    for row in day.rows(query):
        hours = (row.minutes or 0) / 60
        weeks = ((day.today - row.first).days + 1) / 7
        steady = weeks >= least_weeks and hours / weeks >= day.number("card.hours_week")
        if hours >= day.number("card.hours_year") or steady:
            text = _("{n} Stunden in zwölf Monaten: Ehrenamtskarte anbieten").format(n=round(hours))
            due_on = date(day.today.year, _DECEMBER, 31)
            mark = str(day.today.year)
            if not day.is_seen("card_candidate", mark, row.id):
                yield day.line("card_candidate", _name(row), text, due_on, person_id=row.id, mark=mark)


def card_renewal(day: Day) -> Iterator[Due]:
    """(23) An Ehrenamtskarte runs out."""
    if not programme.field_on(day.session, "volunteer_card"):
        return
    ahead = day.today + timedelta(days=day.number("card.remind_days"))
    for row in day.rows(_people(Person.volunteer_card_until).where(col(Person.volunteer_card_until) <= ahead)):
        until = row.volunteer_card_until
        text = _("Ehrenamtskarte gilt bis {day}: verlängern?").format(day=german_date(until))
        yield day.line("card_renewal", _name(row), text, until, person_id=row.id)


def retention(day: Day) -> Iterator[Due]:
    """(27) Whose data have been kept long enough; a list, nothing is erased by it."""
    for each in kept.due(day.session, day.today):
        yield day.line(
            "retention", each.name, _(_RETENTION[each.kind]), each.since, person_id=each.person_id, mark=each.kind.value
        )


def _entering(day: Day) -> Iterator[tuple[Any, Sequence[consent.Missing]]]:
    """Volunteers whose papers are open, each once, with what is missing: whatever the role, the same."""
    query = (
        _people(PersonRole.role, PersonRole.status_since)
        .join(PersonRole, col(PersonRole.person_id) == Person.id)
        .where(PersonRole.status == RoleStatus.PAPERS_OPEN)
        .order_by(Person.sort_key, PersonRole.status_since.desc())  # type: ignore[attr-defined]
    )
    for row in {row.id: row for row in day.rows(query)}.values():
        yield row, consent.missing_to_clear(day.session, row.id, row.role)


def _on_the_way(day: Day, statuses: Sequence[RoleStatus]) -> Sequence[Any]:
    """One row for each person with a role in one of these statuses that knows since when; the earliest role."""
    query = (
        _people(PersonRole.status, PersonRole.registered_on)
        .join(PersonRole, col(PersonRole.person_id) == Person.id)
        .where(col(PersonRole.status).in_(statuses), col(PersonRole.registered_on).is_not(None))
        .order_by(PersonRole.registered_on, Person.sort_key)
    )
    return list({row.id: row for row in reversed(day.rows(query))}.values())[::-1]


def _people(*columns: Any) -> Any:
    return sa.select(Person.id, Person.first_name, Person.last_name, *columns)  # type: ignore[call-overload]


def _name(row: Any) -> str:
    return people.display_name(row.first_name, row.last_name)
