"""From the proposal to the running pairing, its pauses and changes. The gates are asked here, and nowhere can a start
go past them."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from mentorhub import consent, people, programme
from mentorhub.choices import OPEN, PairingStatus, Paper, Role, Source, Topic, TrialResult
from mentorhub.db.tables import IssuedDocument, Pairing, PairingFields, PairingTopic
from mentorhub.errors import FieldError
from mentorhub.pairings import events, places
from mentorhub.pairings.places import BegunSince, NotPossible, in_status
from mentorhub.pairings.rows import PairingDetails, record
from mentorhub.text import _, german_date

_UNSAID = frozenset({"note"})
"""Fields of the agreement whose change is nobody's news: they stand on no paper."""


def propose(
    session: Session,
    mentor_id: UUID,
    mentee_id: UUID,
    today: date,
    details: PairingDetails | None = None,
    *,
    follows_id: UUID | None = None,
) -> UUID:
    """Put two people forward for each other. Raises `NotPossible` with the reason."""
    places.check_pair(session, mentor_id, mentee_id)
    pairing = _add(
        session,
        mentor_id,
        mentee_id,
        today.year,
        details or PairingDetails(),
        proposed_on=today,
        follows_id=follows_id,
    )
    events.note(session, pairing, today, "proposed")
    places.put_forward(session, mentee_id, today)
    return pairing.id


def change(session: Session, pairing_id: UUID, details: PairingDetails, on: date) -> None:
    """What the two sides agreed on, from this day on otherwise; the time line keeps which things, not what they were.

    A proposal has no agreement yet, so there it is no news.
    """
    pairing = record(session, pairing_id)
    wanted = details.model_dump(include=set(PairingFields.model_fields))
    changed = {name for name, value in wanted.items() if getattr(pairing, name) != value}
    pairing.sqlmodel_update(wanted)
    session.add(pairing)
    if _write_topics(session, pairing_id, details.topics):
        changed.add("topics")
    if pairing.status is not PairingStatus.PROPOSED:
        events.note_change(session, pairing, on, changed - _UNSAID)
    session.flush()


def set_planned_end(session: Session, pairing_id: UUID, planned_end_on: date | None, on: date) -> None:
    """Raises `FieldError` for a planned end before the start. `on`: the day on which this was agreed."""
    pairing = record(session, pairing_id)
    if planned_end_on is not None and pairing.start_on is not None and planned_end_on < pairing.start_on:
        raise FieldError("planned_end_on", _("Das geplante Ende liegt vor dem Beginn."))
    if pairing.planned_end_on == planned_end_on:
        return
    pairing.planned_end_on = planned_end_on
    session.add(pairing)
    if pairing.status is not PairingStatus.PROPOSED:
        events.note_change(session, pairing, on, {"planned_end_on"})
    session.flush()


def meet(session: Session, pairing_id: UUID, on: date) -> None:
    """The first meeting, which the coordinator moderates."""
    pairing = in_status(session, pairing_id, PairingStatus.PROPOSED)
    _proposed_by(session, pairing, on)
    pairing.first_meeting_on = on
    events.note_once(session, pairing, on, "met")


def release_contact(session: Session, pairing_id: UUID, side: Role, on: date) -> None:
    """One side agrees that the other gets name and phone number."""
    pairing = in_status(session, pairing_id, *OPEN)
    _proposed_by(session, pairing, on)
    if side is Role.MENTOR:
        pairing.contact_release_mentor_on = on
    else:
        pairing.contact_release_mentee_on = on
    events.note(session, pairing, on, f"released_{side.value}")


def start_trial(session: Session, pairing_id: UUID, on: date, *, today: date | None = None) -> None:
    """The time to get to know each other, as long as the setting says. The gates are asked as for a start."""
    pairing = in_status(session, pairing_id, PairingStatus.PROPOSED)
    places.pass_gates(session, pairing, on, today)
    not_before_last(session, pairing, on)
    _proposed_by(session, pairing, on)
    pairing.trial_start = on
    pairing.trial_end = trial_end(session, on)
    pairing.trial_result = TrialResult.RUNNING
    _run(session, pairing, PairingStatus.TRIAL, on, "trial_started")


def start(session: Session, pairing_id: UUID, on: date, *, today: date | None = None) -> None:
    """Begin, from a proposal or after the trial. Raises `GateClosed` naming all that is missing, or `NotPossible`.

    It runs from now on, also if `on` lies ahead; so the gates are asked as of `today` too: a child of age by then is
    a child now.
    """
    pairing = in_status(session, pairing_id, PairingStatus.PROPOSED, PairingStatus.TRIAL)
    if pairing.trial_start is not None and on < pairing.trial_start:
        raise FieldError("start_on", _("Der Beginn liegt vor der Kennenlernzeit."))
    places.pass_gates(session, pairing, on, today)
    not_before_last(session, pairing, on)
    _proposed_by(session, pairing, on)
    if pairing.status is PairingStatus.TRIAL:
        pairing.trial_result = TrialResult.CONTINUED
    pairing.start_on = on
    pairing.planned_end_on = pairing.planned_end_on or planned_end(session, on)
    _run(session, pairing, PairingStatus.ACTIVE, on, "started")


def pause(session: Session, pairing_id: UUID, on: date, resume_on: date | None = None, reason: str = "") -> None:
    """While it pauses, nobody is reminded of missing meetings. The reason is kept until it goes on."""
    pairing = in_status(session, pairing_id, PairingStatus.ACTIVE)
    not_before_last(session, pairing, on)
    if resume_on is not None and resume_on < on:
        raise FieldError("resume_on", _("Das Ende der Pause liegt vor ihrem Beginn."))
    if len(reason) > 200:
        raise FieldError("reason", _("Der Grund ist zu lang (höchstens 200 Zeichen)."))
    pairing.paused_on, pairing.resume_on, pairing.pause_reason = on, resume_on, reason
    pairing.status = PairingStatus.PAUSED
    events.note(session, pairing, on, "paused")


def resume(session: Session, pairing_id: UUID, on: date) -> None:
    pairing = in_status(session, pairing_id, PairingStatus.PAUSED)
    not_before_last(session, pairing, on)
    pairing.paused_on = pairing.resume_on = None
    pairing.pause_reason = ""
    pairing.status = PairingStatus.ACTIVE
    events.note(session, pairing, on, "resumed")


def note_signed(session: Session, pairing_id: UUID, on: date) -> None:
    """All sides have signed the agreement."""
    pairing = record(session, pairing_id)
    pairing.agreement_signed_on = on
    consent.issued_is_signed(session, Paper.AGREEMENT, IssuedDocument.pairing_id == pairing_id, on)
    events.note_once(session, pairing, on, "signed")


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
    if start_on >= programme.founded_on(session):
        raise BegunSince(
            _(
                "Diese Patenschaft begann erst, nachdem der Datenordner angelegt war. Als laufend übernommen werden "
                "nur ältere; diese beginnen Sie bitte hier, sobald die Unterlagen da sind."
            )
        )
    places.make_room(session, mentor_id, Role.MENTOR, today)
    places.make_room(session, mentee_id, Role.MENTEE, today)
    places.check_pair(session, mentor_id, mentee_id)
    pairing = _add(
        session,
        mentor_id,
        mentee_id,
        start_on.year,
        details or PairingDetails(),
        source=Source.IMPORTED,
        start_on=start_on,
    )
    if places.missing(session, mentor_id, mentee_id, today):
        pairing.papers_due_on = today + timedelta(days=programme.number(session, "pairing.papers_due_days"))
    _run(session, pairing, PairingStatus.ACTIVE, start_on, "taken_over")
    return pairing.id


def not_before_last(session: Session, pairing: Pairing, on: date) -> None:
    """Raises `FieldError` for a day before the last step of its life."""
    last = events.last_of_life(session, pairing.id)
    if last is not None and on < last.day:
        raise FieldError(
            "day",
            _("Dieser Tag liegt vor dem letzten Schritt dieser Patenschaft ({day}).").format(day=german_date(last.day)),
        )


def trial_end(session: Session, start_on: date) -> date:
    return start_on + timedelta(weeks=programme.number(session, "pairing.trial_weeks"))


def planned_end(session: Session, start_on: date) -> date:
    return consent.months_later(start_on, programme.number(session, "pairing.planned_months"))


def _proposed_by(session: Session, pairing: Pairing, on: date) -> None:
    """What is typed in later than it happened was proposed by then at the latest."""
    if pairing.proposed_on is not None and on < pairing.proposed_on:
        pairing.proposed_on = on
        events.move_back(session, pairing, "proposed", on)


def _run(session: Session, pairing: Pairing, status: PairingStatus, on: date, step: str) -> None:
    pairing.status = status
    events.note(session, pairing, on, step)
    places.take_part(session, pairing, on)


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


def _write_topics(session: Session, pairing_id: UUID, topics: frozenset[Topic]) -> bool:
    """Whether anything was changed."""
    entries = session.exec(select(PairingTopic).where(PairingTopic.pairing_id == pairing_id)).all()
    known = {entry.topic for entry in entries}
    for entry in entries:
        if entry.topic not in topics:
            session.delete(entry)
    session.flush()
    session.add_all(PairingTopic(pairing_id=pairing_id, topic=topic) for topic in sorted(topics - known))
    session.flush()
    return known != topics
