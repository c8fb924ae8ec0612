"""How people come: the pool of languages (T7), waiting (T12), recruiting (T16). INTERNAL, as `internal` says."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from statistics import median
from uuid import UUID

from sqlmodel import Session, col, select

from mentorhub import languages
from mentorhub.choices import RecruitedVia, Role, RoleStatus
from mentorhub.db.tables import Pairing, Person, PersonLanguage, PersonRole, RoleStep
from mentorhub.statistics.counts import LONG_WAIT_DAYS, Facts
from mentorhub.statistics.periods import Period
from mentorhub.statistics.raw import RawTable, Value
from mentorhub.text import _, pgettext

_REACHED = {
    RoleStatus.INTERESTED: 0,
    RoleStatus.TALK: 1,
    RoleStatus.PAPERS_OPEN: 1,
    RoleStatus.CLEARED: 2,
    RoleStatus.ACTIVE: 3,
}


def pool(session: Session, known: Facts, day: date) -> RawTable:
    """Mediators by language on that day; requests aren't recorded yet, so their columns are missing, not 0."""
    members = known.mediators(day)
    at_once = set(session.exec(select(Person.id).where(col(Person.short_notice).is_(True))).all()) & members
    spoken: dict[str, set[UUID]] = {}
    for person, code in session.exec(select(PersonLanguage.person_id, PersonLanguage.code)).all():
        if person in members and code != "de":
            spoken.setdefault(code, set()).add(person)
    rows = sorted((-len(who), languages.name(code), len(who & at_once)) for code, who in spoken.items())
    return RawTable(
        "T7",
        _("Sprachenpool"),
        (_("Sprache"), _("Personen im Pool"), _("davon kurzfristig")),
        (*((name, -count, soon) for count, name, soon in rows), (_("Personen gesamt"), len(members), len(at_once))),
        (
            _("Wer mehrere Sprachen spricht, zählt bei jeder; Deutsch steht nicht in der Liste."),
            _("Anfragen und Einsätze werden noch nicht erfasst und fehlen deshalb."),
        ),
    )


def waiting(session: Session, known: Facts, period: Period, day: date) -> RawTable:
    """How long the two steps took that were completed in the period, and how long those wait who still do."""
    came = {one.person: one.since for one in known.places if one.role is Role.MENTEE}
    first: dict[UUID, date] = {}
    begun: list[int] = []
    pairings = session.exec(select(Pairing).where(col(Pairing.proposed_on).is_not(None))).all()
    for pairing in pairings:
        proposed, start = pairing.proposed_on, pairing.start_on
        if proposed is not None:
            first[pairing.mentee_id] = min(first.get(pairing.mentee_id, proposed), proposed)
            if start is not None and period.start <= start <= day:
                begun.append((start - proposed).days)
    proposals = [(on - came[who]).days for who, on in first.items() if who in came and period.start <= on <= day]
    return RawTable(
        "T12",
        _("Warten"),
        (_("Schritt"), _("Anzahl"), _("Median in Tagen"), _("längste Dauer in Tagen"), _("davon über 90 Tage")),
        (
            _waited(_("von der Anmeldung bis zum ersten Vorschlag"), proposals),
            _waited(_("vom Vorschlag bis zum Beginn"), begun),
            _waited(_("wartet noch am Stichtag"), [(day - one.since).days for one in known.waiting(day)]),
        ),
        (
            _("Gezählt werden Vorschläge und Beginne im Zeitraum; in der letzten Zeile alle auf der Warteliste."),
            _("Die Anmeldung ist der früheste Tag, der zu der Person eingetragen ist."),
        ),
    )


def recruiting(session: Session, period: Period, day: date) -> RawTable:
    """Volunteers whose first contact was in the period, and how far they had come by that day."""
    via = {person.id: person.recruited_via for person in session.exec(select(Person)).all()}
    places = {one.id: one for one in session.exec(select(PersonRole).where(PersonRole.role != Role.MENTEE)).all()}
    contact: dict[UUID, date] = {}
    reached: dict[UUID, int] = {}
    for place in places.values():
        if place.registered_on is not None:
            contact[place.person_id] = min(contact.get(place.person_id, place.registered_on), place.registered_on)
    for step in session.exec(select(RoleStep)).all():
        if step.role_id in places:
            person = places[step.role_id].person_id
            contact[person] = min(contact.get(person, step.day), step.day)
            if step.day <= day:
                reached[person] = max(reached.get(person, 0), _REACHED.get(step.status, 0))
    cohort = [person for person, on in contact.items() if period.start <= on <= day]
    rows = [
        _funnel(label, [reached.get(person, 0) for person in cohort if via.get(person) is way])
        for way, label in [*((way, way.label) for way in RecruitedVia), (None, _("keine Angabe"))]
    ]
    return RawTable(
        "T16",
        _("Gewinnung von Engagierten"),
        (_("Zugangsweg"), _("Kontakte"), _("Gespräche"), _("freigegeben"), pgettext("Engagierte", "aktiv")),
        (*(row for row in rows if row[1]), _funnel(_("gesamt"), [reached.get(person, 0) for person in cohort])),
        (
            _("Gezählt wird, wessen erster Kontakt im Zeitraum lag, und wie weit er bis zum Stichtag gekommen ist."),
            _("Wer weiter ist, zählt auch in den Spalten davor. Mentees zählen hier nicht."),
        ),
    )


def _waited(label: str, days: Iterable[int]) -> tuple[Value, ...]:
    """Without anybody there is no median: a dash, not a 0."""
    known = sorted(one for one in days if one >= 0)
    over = sum(one > LONG_WAIT_DAYS for one in known)
    return (label, len(known), int(median(known) + 0.5) if known else "–", known[-1] if known else "–", over)


def _funnel(label: str, reached: Sequence[int]) -> tuple[Value, ...]:
    count = Counter(reached)
    return (label, len(reached), *(sum(count[level] for level in range(least, 4)) for least in (1, 2, 3)))
