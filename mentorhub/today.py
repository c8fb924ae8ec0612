"""What is due: one rule each, used by every view and every count."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from uuid import UUID

from sqlmodel import Session

from mentorhub import activities, consent, pairings, people, programme
from mentorhub.choices import OPEN, RUNNING, Light, PairingStatus, Role, RoleStatus
from mentorhub.pairings import PairingRow
from mentorhub.text import N_, _, german_date, ngettext


class Urgency(IntEnum):
    """How soon the coordinator should look; lower is sooner."""

    NOW = 0
    SOON = 1
    LATER = 2


@dataclass(frozen=True, slots=True)
class Due:
    """One line of the page *Heute*. `kind` names the rule; the record to open is a pairing or a person."""

    kind: str
    urgency: Urgency
    title: str
    text: str
    due_on: date | None
    pairing_id: UUID | None = None
    person_id: UUID | None = None


_SHORT = {
    "certificate": N_("Führungszeugnis"),
    "guardians": N_("Einwilligung der Sorgeberechtigten"),
    "confidentiality": N_("Verschwiegenheit"),
    "participation": N_("Einwilligung"),
    "withdrawn": N_("zurückgenommene Einwilligung"),
    "self_commitment": N_("Selbstverpflichtung"),
    "training": N_("Schulung"),
    "interview": N_("Erstgespräch"),
}


def due(session: Session, today: date) -> list[Due]:
    """Everything that is due, most urgent first."""
    rows = pairings.rows(
        session,
        pairings.search(
            session,
            status=OPEN,
        ),
    )
    found = [
        *_silent(session, rows, today),
        *_papers(session, rows, today),
        *_contacts(session, rows),
        *_unsigned(session, rows, today),
        *_trials(rows, today),
        *_proposals(session, rows, today),
        *_pauses(rows, today),
        *_ends(session, rows, today),
        *_check_ins(session, rows, today),
        *_certificates(session, rows, today),
        *_interested(session, today),
        *_long_waiting(session, today),
    ]
    return sorted(found, key=lambda item: (item.urgency, item.due_on or date.max, item.kind, item.title))


@dataclass(frozen=True, slots=True)
class Overview:
    """The few numbers at the top of *Heute*; the same as in the lists behind them."""

    running: int
    waiting: int
    free_places: int
    due_now: int


def overview(session: Session, today: date, items: Sequence[Due] | None = None) -> Overview:
    """`items`: what `due` said, where the caller has just asked it."""
    mentors = people.rows(session, people.search(session, role=Role.MENTOR))
    ready = (RoleStatus.CLEARED, RoleStatus.ACTIVE)
    places = [(row, row.place(Role.MENTOR)) for row in mentors]
    running = people.running_counts(session, [row.id for row in mentors], Role.MENTOR)
    return Overview(
        running=len(pairings.search(session, status=RUNNING)),
        waiting=len(people.search(session, role=Role.MENTEE, status=RoleStatus.WAITING)),
        free_places=sum(
            max(0, place.capacity - running.get(row.id, 0)) for row, place in places if place and place.status in ready
        ),
        due_now=sum(item.urgency is Urgency.NOW for item in (due(session, today) if items is None else items)),
    )


def _silent(session: Session, rows: list[PairingRow], today: date) -> Iterator[Due]:
    running = {row.id: row for row in rows if row.status in (PairingStatus.ACTIVE, PairingStatus.TRIAL)}
    for pairing_id, contact in activities.contacts(session, running, today).items():
        if contact.light is not Light.GREEN:
            row = running[pairing_id]
            text = ngettext("Seit {n} Tag kein Treffen", "Seit {n} Tagen kein Treffen", contact.days).format(
                n=contact.days
            )
            urgency = Urgency.NOW if contact.light is Light.RED else Urgency.SOON
            yield Due("silent", urgency, _both(row), text, contact.last, pairing_id=pairing_id)


def _papers(session: Session, rows: list[PairingRow], today: date) -> Iterator[Due]:
    for row in rows:
        if row.papers_due_on is None or row.status not in (PairingStatus.ACTIVE, PairingStatus.PAUSED):
            continue
        missing = pairings.missing(session, row.mentor_id, row.mentee_id, today)
        if missing:
            child = any(item.key in ("certificate", "guardians") for item in missing)
            urgency = Urgency.NOW if child or row.papers_due_on < today else Urgency.SOON
            sentence = (
                _("Ein Kind ist beteiligt; es fehlt: {items} (Frist {day})")
                if child
                else _("Es fehlt: {items} (Frist {day})")
            )
            text = sentence.format(
                items=", ".join(_(_SHORT[item.key]) for item in missing), day=german_date(row.papers_due_on)
            )
            yield Due("papers", urgency, _both(row), text, row.papers_due_on, pairing_id=row.id)


def _contacts(session: Session, rows: list[PairingRow]) -> Iterator[Due]:
    withdrawn = pairings.contact_withdrawn(session, rows)
    for row in rows:
        if row.id in withdrawn:
            text = _("Die Weitergabe des Kontakts ist zurückgenommen: neu ordnen oder beenden")
            yield Due("contact", Urgency.NOW, _both(row), text, None, pairing_id=row.id)


def _unsigned(session: Session, rows: list[PairingRow], today: date) -> Iterator[Due]:
    days = programme.number(session, "pairing.agreement_signed_days")
    for row in rows:
        if row.start_on is None or row.agreement_signed_on is not None or row.papers_due_on is not None:
            continue
        limit = row.start_on + timedelta(days=days)
        if limit <= today:
            text = _("Vereinbarung noch nicht unterschrieben (Beginn {day})").format(day=german_date(row.start_on))
            yield Due("unsigned", Urgency.SOON, _both(row), text, limit, pairing_id=row.id)


def _trials(rows: list[PairingRow], today: date) -> Iterator[Due]:
    for row in rows:
        if (
            row.status is PairingStatus.TRIAL
            and row.trial_end is not None
            and row.trial_end <= today + timedelta(days=3)
        ):
            text = _("Kennenlernzeit endet am {day}: Wie geht es weiter?").format(day=german_date(row.trial_end))
            urgency = Urgency.NOW if row.trial_end <= today else Urgency.SOON
            yield Due("trial", urgency, _both(row), text, row.trial_end, pairing_id=row.id)


def _proposals(session: Session, rows: list[PairingRow], today: date) -> Iterator[Due]:
    days = programme.number(session, "proposal.answer_days")
    for row in rows:
        if row.status is PairingStatus.PROPOSED and row.proposed_on is not None:
            limit = row.proposed_on + timedelta(days=days)
            text = _("Vorschlag vom {day}: Kennenlernen vereinbaren").format(day=german_date(row.proposed_on))
            urgency = Urgency.SOON if limit <= today else Urgency.LATER
            yield Due("proposal", urgency, _both(row), text, limit, pairing_id=row.id)


def _pauses(rows: list[PairingRow], today: date) -> Iterator[Due]:
    for row in rows:
        if row.status is PairingStatus.PAUSED and row.resume_on is not None and row.resume_on <= today:
            text = _("Die Pause sollte bis {day} dauern").format(day=german_date(row.resume_on))
            yield Due("pause", Urgency.SOON, _both(row), text, row.resume_on, pairing_id=row.id)


def _ends(session: Session, rows: list[PairingRow], today: date) -> Iterator[Due]:
    days = programme.number(session, "planned_end.remind_days")
    for row in rows:
        end = row.planned_end_on
        if row.status in (PairingStatus.ACTIVE, PairingStatus.PAUSED) and end and end <= today + timedelta(days=days):
            text = _("Geplantes Ende am {day}: verlängern oder Abschied vorbereiten").format(day=german_date(end))
            yield Due("end", Urgency.SOON if end <= today else Urgency.LATER, _both(row), text, end, pairing_id=row.id)


def _check_ins(session: Session, rows: list[PairingRow], today: date) -> Iterator[Due]:
    first = programme.number(session, "checkin.first_days")
    monthly = programme.number(session, "checkin.monthly_days")
    later = programme.number(session, "checkin.later_days")
    last = activities.last_check_ins(session, [row.id for row in rows])
    for row in rows:
        if row.status is not PairingStatus.ACTIVE or row.start_on is None:
            continue
        rhythm = monthly if (today - row.start_on).days <= 365 else later
        limit = last[row.id] + timedelta(days=rhythm) if row.id in last else row.start_on + timedelta(days=first)
        if limit <= today:
            text = (
                _("Rückfrage fällig seit {day}").format(day=german_date(limit))
                if row.id in last
                else _("Noch keine Rückfrage seit dem Beginn")
            )
            yield Due("check_in", Urgency.LATER, _both(row), text, limit, pairing_id=row.id)


def _certificates(session: Session, rows: list[PairingRow], today: date) -> Iterator[Due]:
    """Without a date: that is one of the three facts, for whoever has typed the Kennwort again."""
    seen: set[UUID] = set()
    for row in rows:
        if row.mentor_id in seen:
            continue
        seen.add(row.mentor_id)
        state = consent.certificate_state(session, row.mentor_id, today)
        if state in (consent.State.EXPIRED, consent.State.EXPIRING):
            late = state is consent.State.EXPIRED
            text = _("Das Führungszeugnis ist abgelaufen") if late else _("Das Führungszeugnis läuft bald ab")
            urgency = Urgency.NOW if late else Urgency.LATER
            yield Due("certificate", urgency, row.mentor, text, None, person_id=row.mentor_id)


def _interested(session: Session, today: date) -> Iterator[Due]:
    days = programme.number(session, "application.answer_days")
    for row in people.rows(session, people.search(session, status=RoleStatus.INTERESTED)):
        for place in row.roles:
            if place.status is RoleStatus.INTERESTED and place.registered_on is not None:
                limit = place.registered_on + timedelta(days=days)
                urgency = Urgency.NOW if limit < today else Urgency.SOON
                text = _("Neu interessiert seit {day}: bitte melden").format(day=german_date(place.registered_on))
                yield Due("interested", urgency, row.name, text, limit, person_id=row.id)


def _long_waiting(session: Session, today: date) -> Iterator[Due]:
    days = programme.number(session, "waiting.long_days")
    for row in people.rows(session, people.search(session, role=Role.MENTEE, status=RoleStatus.WAITING)):
        place = row.place(Role.MENTEE)
        if place is not None and place.registered_on is not None and (today - place.registered_on).days > days:
            waited = (today - place.registered_on).days
            text = ngettext("Wartet seit {n} Tag", "Wartet seit {n} Tagen", waited).format(n=waited)
            yield Due("waiting", Urgency.LATER, row.name, text, place.registered_on, person_id=row.id)


def _both(row: PairingRow) -> str:
    return f"{row.mentor} – {row.mentee}"
