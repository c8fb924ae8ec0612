"""Whether two people may be paired now: who takes part, free places, who is kept apart, the gates. And what they then
are: the status of both follows from their pairings."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from mentorhub import consent, people
from mentorhub.choices import OPEN, PairingStatus, Role, RoleStatus
from mentorhub.consent import Missing
from mentorhub.db.tables import NeverTogether, Pairing
from mentorhub.errors import MentorHubError
from mentorhub.pairings.rows import number_text, record
from mentorhub.text import _

_GONE = (RoleStatus.ENDED, RoleStatus.WITHDRAWN, RoleStatus.EXCLUDED, RoleStatus.ANONYMISED)


class GateClosed(MentorHubError):
    """A start was refused because papers are missing; `missing` names every one."""

    def __init__(self, missing: Sequence[Missing]) -> None:
        self.missing = tuple(missing)
        items = "; ".join(f"{item.text} ({item.person_number})" for item in self.missing)
        super().__init__(
            _("Die Patenschaft kann noch nicht beginnen. Es fehlt: {items}. Es wurde nichts geändert; bitte "
              "tragen Sie das "
              "Fehlende nach.").format(items=items)
        )  # fmt: skip


class NotPossible(MentorHubError):
    """This step does not fit the pairing's state, or these two can't be paired."""


class BegunSince(NotPossible):
    """It began after the program came in, so it is a new start, not one to be taken over."""


def missing(session: Session, mentor_id: UUID, mentee_id: UUID, on: date) -> tuple[Missing, ...]:
    """Every paper that the gates miss for these two, blocking ones first."""
    return consent.missing(session, mentor_id, mentee_id, on)


def missing_for_pairs(
    session: Session, pairs: Collection[tuple[UUID, UUID]], on: date
) -> dict[tuple[UUID, UUID], tuple[Missing, ...]]:
    """The same for many mentors and mentees at once."""
    return consent.missing_for_pairs(session, pairs, on)


def free_places(session: Session, person_id: UUID, role: Role) -> int:
    """How many more pairings may start on this side; never negative."""
    place = people.role(session, person_id, role)
    running = people.running_counts(session, [person_id], role).get(person_id, 0)
    return 0 if place is None else max(0, place.capacity - running)


def in_status(session: Session, pairing_id: UUID, *allowed: PairingStatus) -> Pairing:
    """The pairing, if it is where the step can be taken. Raises `NotPossible`."""
    pairing = record(session, pairing_id)
    if pairing.status not in allowed:
        raise NotPossible(
            _(
                "Dieser Schritt passt nicht: Die Patenschaft {number} hat den Status „{status}“. Es wurde nichts "
                "geändert."
            ).format(number=number_text(pairing.year, pairing.number_in_year), status=pairing.status.label)
        )
    return pairing


def check_pair(session: Session, mentor_id: UUID, mentee_id: UUID, *, returning: bool = False) -> None:
    """Raises `NotPossible` with the reason. `returning`: a mentee whose last pairing has ended may come back to it."""
    mentor = people.role(session, mentor_id, Role.MENTOR)
    mentee = people.role(session, mentee_id, Role.MENTEE)
    if mentor is None:
        raise NotPossible(_("Die erste Person ist nicht als Patin oder Pate eingetragen."))
    if mentee is None:
        raise NotPossible(_("Die zweite Person ist nicht als Mentee eingetragen."))
    for place in (mentor, mentee):
        comes_back = returning and place is mentee and place.status is RoleStatus.ENDED
        if place.status in _GONE and not comes_back:
            raise NotPossible(
                _("Eine der beiden Personen nimmt nicht (mehr) teil (Status „{status}“).").format(
                    status=place.status.label
                )
            )
    if mentor_id == mentee_id:
        raise NotPossible(_("Niemand kann die eigene Patin oder der eigene Pate sein."))
    if session.exec(
        select(NeverTogether).where(NeverTogether.mentor_id == mentor_id, NeverTogether.mentee_id == mentee_id)
    ).first():
        raise NotPossible(_("Diese beiden sollen nicht zusammenkommen (so ist es vermerkt). Es wurde nichts geändert."))
    if session.exec(
        select(Pairing.id).where(
            Pairing.mentor_id == mentor_id, Pairing.mentee_id == mentee_id, col(Pairing.status).in_(OPEN)
        )
    ).first():
        raise NotPossible(_("Diese beiden haben schon eine offene Patenschaft. Es wurde nichts geändert."))
    if free_places(session, mentor_id, Role.MENTOR) == 0:
        raise NotPossible(_("Die Patin oder der Pate hat keinen freien Platz. Es wurde nichts geändert."))
    if free_places(session, mentee_id, Role.MENTEE) == 0:
        raise NotPossible(_("Die oder der Mentee hat schon eine Patin oder einen Paten. Es wurde nichts geändert."))


def pass_gates(session: Session, pairing: Pairing, on: date, today: date | None = None) -> None:
    """Before anything runs, as of its day and of today. Raises `GateClosed` naming all that is missing, or
    `NotPossible`."""
    for day in dict.fromkeys((min(on, today or on), on)):
        blocking = [item for item in missing(session, pairing.mentor_id, pairing.mentee_id, day) if item.blocks]
        if blocking:
            raise GateClosed(blocking)
    for person_id, role in ((pairing.mentor_id, Role.MENTOR), (pairing.mentee_id, Role.MENTEE)):
        place = people.role(session, person_id, role)
        if place is None or place.status in _GONE:
            raise NotPossible(_("Eine der beiden Personen nimmt nicht (mehr) teil. Es wurde nichts geändert."))
        if pairing.status is PairingStatus.PROPOSED and free_places(session, person_id, role) == 0:
            raise NotPossible(_("Für eine der beiden Seiten ist kein Platz mehr frei. Es wurde nichts geändert."))


def make_room(session: Session, person_id: UUID, role: Role, today: date) -> None:
    """A running pairing is a fact: the places grow to hold it, and the role is entered if it is not yet."""
    place = people.role(session, person_id, role)
    running = people.running_counts(session, [person_id], role).get(person_id, 0)
    status = RoleStatus.ACTIVE if role is Role.MENTOR else RoleStatus.PAIRED
    if place is None:
        people.set_role(session, person_id, people.RoleDetails(role, status), today)
    elif place.capacity <= running:
        people.set_role(session, person_id, replace(place, capacity=running + 1), today)


def take_part(session: Session, pairing: Pairing, on: date) -> None:
    """Something runs: both take part, whatever they were before."""
    people.set_status(session, pairing.mentee_id, Role.MENTEE, RoleStatus.PAIRED, on)
    people.set_status(session, pairing.mentor_id, Role.MENTOR, RoleStatus.ACTIVE, on)


def put_forward(session: Session, mentee_id: UUID, on: date) -> None:
    """A mentee with a running pairing stays paired while another mentor is sought."""
    if not people.running_counts(session, [mentee_id], Role.MENTEE):
        people.set_status(session, mentee_id, Role.MENTEE, RoleStatus.PROPOSED, on)


def set_free(session: Session, pairing: Pairing, on: date, *, waits: bool) -> None:
    """What both are once this pairing is over: a mentor without another one is free; a mentee with another running
    one or another proposal stays with that, and else waits again or takes part no longer."""
    mentor = people.role(session, pairing.mentor_id, Role.MENTOR)
    is_free = not people.running_counts(session, [pairing.mentor_id], Role.MENTOR)
    if is_free and mentor is not None and mentor.status is RoleStatus.ACTIVE:
        people.set_status(session, pairing.mentor_id, Role.MENTOR, RoleStatus.CLEARED, on)
    mentee = people.role(session, pairing.mentee_id, Role.MENTEE)
    if mentee is None or mentee.status in _GONE or people.running_counts(session, [pairing.mentee_id], Role.MENTEE):
        return
    proposals = select(Pairing.id).where(
        Pairing.mentee_id == pairing.mentee_id, Pairing.status == PairingStatus.PROPOSED
    )
    status = RoleStatus.WAITING if waits else RoleStatus.ENDED
    if session.exec(proposals).first() is not None:
        status = RoleStatus.PROPOSED
    people.set_status(session, pairing.mentee_id, Role.MENTEE, status, on)
