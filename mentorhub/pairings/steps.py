"""The steps in the life of a pairing. The gates are asked here, and nowhere can a start go past them."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from mentorhub import consent, people, programme
from mentorhub.choices import (
    OPEN,
    RUNNING,
    EndedBy,
    EndReason,
    PairingStatus,
    Role,
    RoleStatus,
    Source,
    Topic,
    TrialResult,
)
from mentorhub.consent import Missing
from mentorhub.db.tables import NeverTogether, Pairing, PairingEvent, PairingFields, PairingTopic
from mentorhub.errors import FieldError, MentorHubError
from mentorhub.pairings.rows import PairingDetails, number_text, record
from mentorhub.text import _


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


def propose(
    session: Session, mentor_id: UUID, mentee_id: UUID, today: date, details: PairingDetails | None = None
) -> UUID:
    """Put two people forward for each other. Raises `NotPossible` with the reason."""
    _check_pair(session, mentor_id, mentee_id)
    pairing = _add(session, mentor_id, mentee_id, today.year, details or PairingDetails(), proposed_on=today)
    _note(session, pairing, today, "proposed")
    people.set_status(session, mentee_id, Role.MENTEE, RoleStatus.PROPOSED, today)
    return pairing.id


def change(session: Session, pairing_id: UUID, details: PairingDetails) -> None:
    pairing = record(session, pairing_id)
    pairing.sqlmodel_update(details.model_dump(include=set(PairingFields.model_fields)))
    session.add(pairing)
    _write_topics(session, pairing_id, details.topics)


def set_planned_end(session: Session, pairing_id: UUID, on: date | None) -> None:
    """Raises `FieldError` for a day before the start."""
    pairing = record(session, pairing_id)
    if on is not None and pairing.start_on is not None and on < pairing.start_on:
        raise FieldError("planned_end_on", _("Das geplante Ende liegt vor dem Beginn."))
    pairing.planned_end_on = on
    session.add(pairing)
    session.flush()


def meet(session: Session, pairing_id: UUID, on: date) -> None:
    """The first meeting, which the coordinator moderates."""
    pairing = _in_status(session, pairing_id, PairingStatus.PROPOSED)
    pairing.first_meeting_on = on
    _note(session, pairing, on, "met")


def release_contact(session: Session, pairing_id: UUID, side: Role, on: date) -> None:
    """One side agrees that the other gets name and phone number."""
    pairing = _in_status(session, pairing_id, *OPEN)
    if side is Role.MENTOR:
        pairing.contact_release_mentor_on = on
    else:
        pairing.contact_release_mentee_on = on
    _note(session, pairing, on, f"released_{side.value}")


def start_trial(session: Session, pairing_id: UUID, on: date) -> None:
    """The time to get to know each other, as long as the setting says. The gates are asked as for a start."""
    pairing = _in_status(session, pairing_id, PairingStatus.PROPOSED)
    _pass_gates(session, pairing, on)
    pairing.trial_start = on
    pairing.trial_end = on + timedelta(weeks=programme.number(session, "pairing.trial_weeks"))
    pairing.trial_result = TrialResult.RUNNING
    _run(session, pairing, PairingStatus.TRIAL, on, "trial_started")


def start(session: Session, pairing_id: UUID, on: date) -> None:
    """Begin, from a proposal or after the trial. Raises `GateClosed` naming all that is missing, or `NotPossible`."""
    pairing = _in_status(session, pairing_id, PairingStatus.PROPOSED, PairingStatus.TRIAL)
    if pairing.trial_start is not None and on < pairing.trial_start:
        raise FieldError("start_on", _("Der Beginn liegt vor der Kennenlernzeit."))
    _pass_gates(session, pairing, on)
    if pairing.status is PairingStatus.TRIAL:
        pairing.trial_result = TrialResult.CONTINUED
    pairing.start_on = on
    months = programme.number(session, "pairing.planned_months")
    pairing.planned_end_on = pairing.planned_end_on or consent.months_later(on, months)
    _run(session, pairing, PairingStatus.ACTIVE, on, "started")


def pause(session: Session, pairing_id: UUID, on: date, resume_on: date | None = None) -> None:
    pairing = _in_status(session, pairing_id, PairingStatus.ACTIVE)
    if resume_on is not None and resume_on < on:
        raise FieldError("resume_on", _("Das Ende der Pause liegt vor ihrem Beginn."))
    pairing.paused_on, pairing.resume_on = on, resume_on
    pairing.status = PairingStatus.PAUSED
    _note(session, pairing, on, "paused")


def resume(session: Session, pairing_id: UUID, on: date) -> None:
    pairing = _in_status(session, pairing_id, PairingStatus.PAUSED)
    pairing.paused_on = pairing.resume_on = None
    pairing.status = PairingStatus.ACTIVE
    _note(session, pairing, on, "resumed")


def end(
    session: Session,
    pairing_id: UUID,
    on: date,
    reason: EndReason,
    ended_by: EndedBy,
    *,
    back_to_waiting: bool = False,
) -> None:
    """End a running pairing, with the reason and who ended it. The mentor is free again; the mentee may wait again."""
    pairing = _in_status(session, pairing_id, *RUNNING)
    first = pairing.start_on or pairing.trial_start
    if first is not None and on < first:
        raise FieldError("ended_on", _("Das Ende liegt vor dem Beginn."))
    if pairing.status is PairingStatus.TRIAL:
        pairing.trial_result = TrialResult.STOPPED
    pairing.ended_on, pairing.end_reason, pairing.ended_by = on, reason, ended_by
    pairing.status = PairingStatus.FAILED if pairing.start_on is None else PairingStatus.ENDED
    _note(session, pairing, on, "ended")
    _free(session, pairing, on, back_to_waiting)


def decline(session: Session, pairing_id: UUID, on: date) -> None:
    """A proposal that does not come about; the mentee waits on."""
    pairing = _in_status(session, pairing_id, PairingStatus.PROPOSED)
    pairing.status, pairing.ended_on = PairingStatus.FAILED, max(on, pairing.proposed_on or on)
    _note(session, pairing, on, "declined")
    _free(session, pairing, on, back_to_waiting=True)


def note_signed(session: Session, pairing_id: UUID, on: date) -> None:
    """All sides have signed the agreement."""
    pairing = record(session, pairing_id)
    pairing.agreement_signed_on = on
    session.add(pairing)
    session.flush()


def note_printed(session: Session, pairing_id: UUID, on: date) -> None:
    pairing = record(session, pairing_id)
    pairing.agreement_printed_on = on
    session.add(pairing)
    session.flush()


def take_over(
    session: Session,
    mentor_id: UUID,
    mentee_id: UUID,
    start_on: date,
    today: date,
    details: PairingDetails | None = None,
) -> UUID:
    """A pairing that already ran before the program came in: it is active, and its papers are due by a date.

    The gates only stop new starts. Capacity grows to what really runs. Raises `NotPossible` for a start in the future,
    and `BegunSince` for one after the data folder was made: that start has to pass the gates.
    """
    if start_on > today:
        raise NotPossible(_("Eine Patenschaft, die erst noch beginnt, kann nicht als laufend übernommen werden."))
    if start_on > programme.founded_on(session):
        raise BegunSince(
            _(
                "Diese Patenschaft begann erst, nachdem der Datenordner angelegt war. Als laufend übernommen werden "
                "nur ältere; diese beginnen Sie bitte hier, sobald die Unterlagen da sind."
            )
        )
    _make_room(session, mentor_id, Role.MENTOR, today)
    _make_room(session, mentee_id, Role.MENTEE, today)
    _check_pair(session, mentor_id, mentee_id)
    pairing = _add(
        session,
        mentor_id,
        mentee_id,
        start_on.year,
        details or PairingDetails(),
        source=Source.IMPORTED,
        start_on=start_on,
    )
    if missing(session, mentor_id, mentee_id, today):
        pairing.papers_due_on = today + timedelta(days=programme.number(session, "pairing.papers_due_days"))
    _run(session, pairing, PairingStatus.ACTIVE, start_on, "taken_over")
    return pairing.id


def free_places(session: Session, person_id: UUID, role: Role) -> int:
    """How many more pairings may start on this side; never negative."""
    place = people.role(session, person_id, role)
    running = people.running_counts(session, [person_id], role).get(person_id, 0)
    return 0 if place is None else max(0, place.capacity - running)


def _check_pair(session: Session, mentor_id: UUID, mentee_id: UUID) -> None:
    mentor = people.role(session, mentor_id, Role.MENTOR)
    mentee = people.role(session, mentee_id, Role.MENTEE)
    if mentor is None:
        raise NotPossible(_("Die erste Person ist nicht als Patin oder Pate eingetragen."))
    if mentee is None:
        raise NotPossible(_("Die zweite Person ist nicht als Mentee eingetragen."))
    for place in (mentor, mentee):
        if place.status in (RoleStatus.ENDED, RoleStatus.WITHDRAWN, RoleStatus.EXCLUDED):
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


def _pass_gates(session: Session, pairing: Pairing, on: date) -> None:
    blocking = [item for item in missing(session, pairing.mentor_id, pairing.mentee_id, on) if item.blocks]
    if blocking:
        raise GateClosed(blocking)
    for person_id, role in ((pairing.mentor_id, Role.MENTOR), (pairing.mentee_id, Role.MENTEE)):
        place = people.role(session, person_id, role)
        if place is None or place.status in (RoleStatus.ENDED, RoleStatus.WITHDRAWN, RoleStatus.EXCLUDED):
            raise NotPossible(_("Eine der beiden Personen nimmt nicht (mehr) teil. Es wurde nichts geändert."))
        if pairing.status is PairingStatus.PROPOSED and free_places(session, person_id, role) == 0:
            raise NotPossible(_("Für eine der beiden Seiten ist kein Platz mehr frei. Es wurde nichts geändert."))


def _run(session: Session, pairing: Pairing, status: PairingStatus, on: date, step: str) -> None:
    pairing.status = status
    _note(session, pairing, on, step)
    people.set_status(session, pairing.mentee_id, Role.MENTEE, RoleStatus.PAIRED, on)
    people.set_status(session, pairing.mentor_id, Role.MENTOR, RoleStatus.ACTIVE, on)


def _free(session: Session, pairing: Pairing, on: date, back_to_waiting: bool) -> None:
    if not people.running_counts(session, [pairing.mentor_id], Role.MENTOR):
        mentor = people.role(session, pairing.mentor_id, Role.MENTOR)
        if mentor is not None and mentor.status is RoleStatus.ACTIVE:
            people.set_status(session, pairing.mentor_id, Role.MENTOR, RoleStatus.CLEARED, on)
    if not people.running_counts(session, [pairing.mentee_id], Role.MENTEE):
        status = RoleStatus.WAITING if back_to_waiting else RoleStatus.ENDED
        people.set_status(session, pairing.mentee_id, Role.MENTEE, status, on)


def _make_room(session: Session, person_id: UUID, role: Role, today: date) -> None:
    """A running pairing is a fact: the places grow to hold it, and the role is entered if it is not yet."""
    place = people.role(session, person_id, role)
    running = people.running_counts(session, [person_id], role).get(person_id, 0)
    status = RoleStatus.ACTIVE if role is Role.MENTOR else RoleStatus.PAIRED
    if place is None:
        people.set_role(session, person_id, people.RoleDetails(role, status), today)
    elif place.capacity <= running:
        people.set_role(session, person_id, replace(place, capacity=running + 1), today)


def _add(
    session: Session, mentor_id: UUID, mentee_id: UUID, year: int, details: PairingDetails, **columns: Any
) -> Pairing:
    pairing = Pairing(
        **details.model_dump(include=set(PairingFields.model_fields)),
        **columns,
        year=year,
        number_in_year=people.numbers.next_pairing(session, year),
        mentor_id=mentor_id,
        mentee_id=mentee_id,
    )
    session.add(pairing)
    if pairing.start_on is not None:
        pairing.status = PairingStatus.ACTIVE
    session.flush()
    _write_topics(session, pairing.id, details.topics)
    return pairing


def _write_topics(session: Session, pairing_id: UUID, topics: frozenset[Topic]) -> None:
    for entry in session.exec(select(PairingTopic).where(PairingTopic.pairing_id == pairing_id)).all():
        if entry.topic in topics:
            topics -= {entry.topic}
        else:
            session.delete(entry)
    session.flush()
    session.add_all(PairingTopic(pairing_id=pairing_id, topic=topic) for topic in sorted(topics))
    session.flush()


def _note(session: Session, pairing: Pairing, day: date, step: str) -> None:
    session.add(pairing)
    session.add(PairingEvent(pairing_id=pairing.id, day=day, status=pairing.status, step=step))
    session.flush()


def _in_status(session: Session, pairing_id: UUID, *allowed: PairingStatus) -> Pairing:
    pairing = record(session, pairing_id)
    if pairing.status not in allowed:
        raise NotPossible(
            _(
                "Dieser Schritt passt nicht: Die Patenschaft {number} hat den Status „{status}“. Es wurde nichts "
                "geändert."
            ).format(number=number_text(pairing.year, pairing.number_in_year), status=pairing.status.label)
        )
    return pairing
