"""The certificate of conduct (erweitertes Führungszeugnis): three facts, and what may be seen of them without asking.

Lists, gates and *Heute* show only the state (`State`); the three facts are for whoever has just typed the Kennwort
again (s. 72a V SGB VIII: to be kept from unauthorised eyes). The screens see to that; see `ui.reentry`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from sqlmodel import Session, col, select

from mentorhub import people, programme
from mentorhub.choices import Role, RoleStatus
from mentorhub.consent.days import months_later
from mentorhub.db import journal
from mentorhub.db.tables import ConductCertificate, Pairing, PersonRole, RoleStep
from mentorhub.errors import FieldError
from mentorhub.text import _

_AT_WORK = (RoleStatus.ACTIVE, RoleStatus.PAUSED)
_OVER = (RoleStatus.ENDED, RoleStatus.EXCLUDED, RoleStatus.WITHDRAWN, RoleStatus.ANONYMISED)


class State(StrEnum):
    """How it stands, without a date: what lists and gates need to know."""

    MISSING = "missing"
    VALID = "valid"
    EXPIRING = "expiring"
    EXPIRED = "expired"

    @property
    def label(self) -> str:
        return {
            State.MISSING: _("fehlt"),
            State.VALID: _("vorhanden"),
            State.EXPIRING: _("bald fällig"),
            State.EXPIRED: _("fällig"),
        }[self]


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """The three facts (s. 72a V SGB VIII) and the derived day of the next inspection."""

    issued_on: date
    relevant_conviction: bool
    due_on: date


@dataclass(frozen=True, slots=True)
class ToDelete:
    """Facts that may no longer be kept: since (or from) which day."""

    person_id: UUID
    on: date


def inspect_certificate(
    session: Session,
    person_id: UUID,
    issued_on: date,
    relevant_conviction: bool,
    today: date,
    *,
    earlier: bool = False,
) -> CertificateRow | None:
    """Record that a certificate of conduct was inspected today: its date, and whether it shows a relevant conviction.

    Raises `FieldError` and stores nothing if it is older than `certificate.fresh_months` or dated in the future. With
    `earlier` the inspection happened before the program came in: then the certificate must have been issued before the
    data folder was made, and must not have run out. With a conviction the person is out of every matching at once and
    the record is not kept (returns None).
    """
    check_certificate(session, issued_on, today, earlier=earlier)
    row = _certificate(session, person_id)
    if relevant_conviction:
        journal.irreversible(session)
        if row is not None:
            session.delete(row)
        for place in people.roles_of(session, [person_id]).get(person_id, ()):
            if place.role is not Role.MENTEE:
                people.set_status(session, person_id, place.role, RoleStatus.EXCLUDED, today)
        session.flush()
        return None
    row = row or ConductCertificate(person_id=person_id, issued_on=issued_on)
    row.issued_on = issued_on
    session.add(row)
    session.flush()
    return certificate(session, person_id)


def check_certificate(session: Session, issued_on: date, today: date, *, earlier: bool = False) -> None:
    """Raises `FieldError` if a certificate of this date cannot be entered; see `inspect_certificate`."""
    months = programme.number(session, "certificate.fresh_months")
    years = programme.number(session, "certificate.valid_years")
    if issued_on > today:
        raise FieldError("issued_on", _("Das Datum des Führungszeugnisses liegt in der Zukunft."))
    if issued_on >= months_later(today, -months):
        return
    if not earlier:
        raise FieldError(
            "issued_on",
            _("Dieses Führungszeugnis ist älter als {months} Monate. Es wurde nichts gespeichert; bitte lassen "
              "Sie sich ein "
              "neues zeigen.").format(months=months),
        )  # fmt: skip
    if issued_on > programme.founded_on(session):
        raise FieldError(
            "issued_on",
            _("Älter als {months} Monate geht nur bei Zeugnissen, die Sie vor MentorHub eingesehen haben. Dieses ist "
              "später ausgestellt; bitte lassen Sie sich ein neues zeigen.").format(months=months),
        )  # fmt: skip
    if months_later(issued_on, 12 * years) < today:
        raise FieldError(
            "issued_on",
            _("Dieses Führungszeugnis ist älter als {years} Jahre. Es wurde nichts gespeichert; bitte lassen Sie sich "
              "ein neues zeigen.").format(years=years),
        )  # fmt: skip


def certificate(session: Session, person_id: UUID) -> CertificateRow | None:
    """The three facts; only for eyes that have just typed the Kennwort."""
    row = _certificate(session, person_id)
    if row is None:
        return None
    years = programme.number(session, "certificate.valid_years")
    return CertificateRow(row.issued_on, row.relevant_conviction, months_later(row.issued_on, 12 * years))


def certificates(session: Session, ids: Collection[UUID]) -> dict[UUID, date]:
    """The dates of many; only for eyes that have just typed the Kennwort."""
    rows = session.exec(select(ConductCertificate)).all()
    return {row.person_id: row.issued_on for row in rows if row.person_id in ids}


def certificate_state(session: Session, person_id: UUID, on: date) -> State:
    return certificate_states(session, [person_id], on)[person_id]


def certificate_states(session: Session, ids: Collection[UUID], on: date) -> dict[UUID, State]:
    """How it stands with each of these people."""
    years = programme.number(session, "certificate.valid_years")
    days = programme.number(session, "certificate.remind_days")
    due = {
        person_id: months_later(issued_on, 12 * years)
        for person_id, issued_on in certificates(session, frozenset(ids)).items()
    }
    return {person_id: _state(due.get(person_id), on, days) for person_id in ids}


def forget_certificate(session: Session, person_id: UUID) -> None:
    """Delete the three facts."""
    row = _certificate(session, person_id)
    if row is not None:
        session.delete(row)
        session.flush()


def certificates_to_delete(session: Session, today: date) -> list[ToDelete]:
    """Whose facts may no longer be kept: at once if no activity has followed, else some months after its end
    (s. 72a V SGB VIII). Who is still in some volunteer's role keeps them; later days come after earlier ones."""
    months = programme.number(session, "certificate.keep_months")
    ids = list(session.exec(select(ConductCertificate.person_id)).all())
    places: dict[UUID, list[PersonRole]] = {}
    for place in session.exec(select(PersonRole).where(col(PersonRole.person_id).in_(ids))).all():
        if place.role is not Role.MENTEE:
            places.setdefault(place.person_id, []).append(place)
    running = people.running_counts(session, ids, Role.MENTOR)
    ends: dict[UUID, date] = {}
    over = select(Pairing).where(col(Pairing.start_on).is_not(None), col(Pairing.mentor_id).in_(ids))
    for pairing in session.exec(over).all():
        if pairing.ended_on is not None:
            ends[pairing.mentor_id] = max(pairing.ended_on, ends.get(pairing.mentor_id, pairing.ended_on))
    found = []
    for person_id in ids:
        roles = places.get(person_id, [])
        if running.get(person_id) or any(place.status not in _OVER for place in roles):
            continue
        ended = ends.get(person_id)
        worked = [place.left_on or place.status_since for place in roles if place.role is not Role.MENTOR]
        last = max([*([] if ended is None else [ended]), *worked], default=None)
        found.append(ToDelete(person_id, today if last is None else months_later(last, months)))
    return sorted(found, key=lambda each: each.on)


def kept_after_leaving(session: Session, person_id: UUID, today: date) -> date | None:
    """Until when the facts may be kept if this person left today; nothing where there are none.

    Today itself where no activity has followed the inspection: then they go at once (s. 72a V SGB VIII).
    """
    if _certificate(session, person_id) is None:
        return None
    served = (
        select(PersonRole)
        .join(RoleStep, col(RoleStep.role_id) == PersonRole.id)
        .where(PersonRole.person_id == person_id, PersonRole.role != Role.MENTEE, RoleStep.status == RoleStatus.ACTIVE)
    )
    worked = [
        today if place.status in _AT_WORK else place.left_on or place.status_since
        for place in session.exec(served).all()
    ]
    started = select(Pairing).where(col(Pairing.start_on).is_not(None), Pairing.mentor_id == person_id)
    ended = [pairing.ended_on or today for pairing in session.exec(started).all()]
    last = max([*worked, *ended], default=None)
    return today if last is None else months_later(last, programme.number(session, "certificate.keep_months"))


def _state(due_on: date | None, on: date, remind_days: int) -> State:
    if due_on is None:
        return State.MISSING
    if due_on < on:
        return State.EXPIRED
    return State.EXPIRING if due_on <= on + timedelta(days=remind_days) else State.VALID


def _certificate(session: Session, person_id: UUID) -> ConductCertificate | None:
    return session.exec(select(ConductCertificate).where(ConductCertificate.person_id == person_id)).first()
