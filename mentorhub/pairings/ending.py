"""The end of a pairing: the reason, the closing talks, what comes after, and reopening with its history."""

from datetime import date
from uuid import UUID

from sqlmodel import Session, col, func, select

from mentorhub import people
from mentorhub.choices import (
    RUNNING,
    EndedBy,
    EndReason,
    Happened,
    PairingStatus,
    Role,
    RoleStatus,
    TrialResult,
    YesNo,
)
from mentorhub.db.tables import Activity, Pairing, PairingFields
from mentorhub.errors import FieldError
from mentorhub.pairings import events, places
from mentorhub.pairings.places import NotPossible, in_status
from mentorhub.pairings.rows import NO_TALK, PairingDetails, record, row
from mentorhub.pairings.steps import not_before_last, planned_end, propose, trial_end
from mentorhub.text import _, german_date

_CLOSED = (PairingStatus.ENDED, PairingStatus.FAILED)


def end(
    session: Session,
    pairing_id: UUID,
    on: date,
    reason: EndReason,
    ended_by: EndedBy,
    *,
    today: date,
    back_to_waiting: bool = False,
) -> None:
    """End a running pairing, with the reason and who ended it. The mentor is free again; the mentee may wait again.

    Raises `FieldError` for a day in the future, before the start, before the last step or before a meeting.
    """
    pairing = in_status(session, pairing_id, *RUNNING)
    first = pairing.start_on or pairing.trial_start
    if on > today:
        raise FieldError("ended_on", _("Das Ende liegt in der Zukunft. Tragen Sie es ein, wenn es so weit ist."))
    if first is not None and on < first:
        raise FieldError("ended_on", _("Das Ende liegt vor dem Beginn."))
    not_before_last(session, pairing, on)
    _after_meetings(session, pairing, on)
    if pairing.status is PairingStatus.TRIAL:
        pairing.trial_result = TrialResult.STOPPED
    pairing.ended_on, pairing.end_reason, pairing.ended_by = on, reason, ended_by
    pairing.paused_on = pairing.resume_on = None
    pairing.pause_reason = ""
    pairing.status = PairingStatus.FAILED if pairing.start_on is None else PairingStatus.ENDED
    events.note(session, pairing, on, "ended", f"{reason.value} {ended_by.value}")
    places.set_free(session, pairing, on, waits=back_to_waiting)


def earliest_end(session: Session, pairing_id: UUID) -> date:
    """Where an end must be set at once (a consent was withdrawn): not before anything that has happened."""
    pairing = record(session, pairing_id)
    last = events.last_of_life(session, pairing_id)
    days = (pairing.start_on, pairing.trial_start, last.day if last else None, _last_meeting(session, pairing_id))
    return max((day for day in days if day is not None), default=date.min)


def decline(session: Session, pairing_id: UUID, on: date) -> None:
    """A proposal that does not come about; the mentee waits on."""
    pairing = in_status(session, pairing_id, PairingStatus.PROPOSED)
    last = events.last_of_life(session, pairing_id)
    days = [day for day in (on, pairing.proposed_on, last.day if last else None) if day is not None]
    pairing.status, pairing.ended_on = PairingStatus.FAILED, max(days)
    events.note(session, pairing, pairing.ended_on, "declined")
    places.set_free(session, pairing, on, waits=True)


def hand_over(
    session: Session,
    pairing_id: UUID,
    mentor_id: UUID,
    on: date,
    reason: EndReason,
    ended_by: EndedBy,
    *,
    today: date,
) -> UUID:
    """Another mentor goes on: this pairing ends, and a new one with the same agreement is proposed that follows it."""
    end(session, pairing_id, on, reason, ended_by, today=today, back_to_waiting=True)
    ended = row(session, pairing_id)
    agreed = ended.details.model_dump(include=set(PairingFields.model_fields))
    details = PairingDetails(**{**agreed, "funding_is_new": False}, topics=ended.details.topics)
    return propose(session, mentor_id, ended.mentee_id, on, details, follows_id=pairing_id)


def note_talk(session: Session, pairing_id: UUID, side: Role, on: date, *, today: date, possible: bool = True) -> None:
    """The closing talk with one side; if it is not possible, that is noted and no longer asked for."""
    pairing = in_status(session, pairing_id, *_CLOSED)
    if on > today:
        raise FieldError("day", _("Das Datum liegt in der Zukunft."))
    mentor = side is Role.MENTOR
    held = f"talk_{side.value}"
    if mentor:
        pairing.closing_talk_mentor_on = on if possible else None
    else:
        pairing.closing_talk_mentee_on = on if possible else None
    events.forget(session, pairing_id, f"{NO_TALK}{side.value}" if possible else held)
    events.note_once(session, pairing, on, held if possible else f"{NO_TALK}{side.value}")


def note_outcome(
    session: Session,
    pairing_id: UUID,
    continues_privately: YesNo,
    satisfaction_mentor: int | None = None,
    satisfaction_mentee: int | None = None,
) -> None:
    """Whether the two go on as friends, and how content each side was (1 to 5; only where the field is switched on)."""
    pairing = in_status(session, pairing_id, *_CLOSED)
    pairing.continues_privately = continues_privately
    pairing.satisfaction_mentor, pairing.satisfaction_mentee = satisfaction_mentor, satisfaction_mentee
    session.add(pairing)
    session.flush()


def wait_again(session: Session, pairing_id: UUID, on: date) -> None:
    """The mentee of an ended pairing looks for somebody again."""
    pairing = in_status(session, pairing_id, *_CLOSED)
    mentee = people.role(session, pairing.mentee_id, Role.MENTEE)
    if mentee is None or mentee.status is not RoleStatus.ENDED:
        raise NotPossible(_("Die oder der Mentee ist schon wieder dabei. Es wurde nichts geändert."))
    people.set_status(session, pairing.mentee_id, Role.MENTEE, RoleStatus.WAITING, on)


def reopen(session: Session, pairing_id: UUID, on: date, *, today: date) -> None:
    """The end did not hold: the same pairing goes on where it was, with all its history.

    Papers, places and "never together" are asked as for a start. Raises `GateClosed`, `NotPossible` or `FieldError`.
    """
    pairing = in_status(session, pairing_id, *_CLOSED)
    if on > today:
        raise FieldError("day", _("Das Datum liegt in der Zukunft."))
    not_before_last(session, pairing, on)
    places.check_pair(session, pairing.mentor_id, pairing.mentee_id, returning=True)
    mentee = people.role(session, pairing.mentee_id, Role.MENTEE)
    if mentee is not None and mentee.status is RoleStatus.ENDED:
        people.set_status(session, pairing.mentee_id, Role.MENTEE, RoleStatus.WAITING, on)
    status = _before_the_end(pairing)
    if status is not PairingStatus.PROPOSED:
        places.pass_gates(session, pairing, on)
    for side in (Role.MENTOR, Role.MENTEE):
        events.forget(session, pairing_id, f"{NO_TALK}{side.value}")
    new_trial_end, new_planned_end = trial_end(session, on), planned_end(session, on)
    if status is PairingStatus.TRIAL:
        pairing.trial_result = TrialResult.RUNNING
        pairing.trial_end = max(pairing.trial_end or on, new_trial_end)
    if pairing.planned_end_on is not None and pairing.planned_end_on < on:
        pairing.planned_end_on = new_planned_end
    pairing.ended_on = pairing.end_reason = pairing.ended_by = None
    pairing.closing_talk_mentor_on = pairing.closing_talk_mentee_on = None
    pairing.continues_privately = YesNo.UNKNOWN
    pairing.status = status
    events.note(session, pairing, on, "reopened")
    if status is PairingStatus.PROPOSED:
        places.put_forward(session, pairing.mentee_id, on)
    else:
        places.take_part(session, pairing, on)


def _before_the_end(pairing: Pairing) -> PairingStatus:
    if pairing.start_on is not None:
        return PairingStatus.ACTIVE
    return PairingStatus.PROPOSED if pairing.trial_start is None else PairingStatus.TRIAL


def _after_meetings(session: Session, pairing: Pairing, on: date) -> None:
    last = _last_meeting(session, pairing.id)
    if last is not None and last > on:
        raise FieldError(
            "ended_on",
            _("Am {day} ist noch ein Treffen eingetragen. Bitte prüfen Sie eines von beiden.").format(
                day=german_date(last)
            ),
        )


def _last_meeting(session: Session, pairing_id: UUID) -> date | None:
    """A meeting of a single day can't lie after the end; that of a whole month carries the month's last day."""
    return session.exec(
        select(func.max(Activity.day)).where(
            Activity.pairing_id == pairing_id, Activity.happened == Happened.YES, col(Activity.is_month).is_(False)
        )
    ).one()
