"""Pairings as lists and records show them: find, sort, read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ConfigDict
from sqlmodel import Session, col, func, select

from mentorhub import people
from mentorhub.choices import EndedBy, EndReason, PairingStatus, Programme, Source, Topic, YesNo
from mentorhub.db.tables import Pairing, PairingEvent, PairingFields, PairingTopic, Person
from mentorhub.errors import MentorHubError
from mentorhub.text import _, fold

NO_TALK = "no_talk_"
"""The step that says that a closing talk is not possible, followed by the side."""


class PairingDetails(PairingFields):
    """What the two sides agree on, as the form holds it."""

    model_config = ConfigDict(frozen=True)  # type: ignore[assignment]

    topics: frozenset[Topic] = frozenset()


@dataclass(frozen=True, slots=True)
class PairingRow:
    """What a list and a record's head show."""

    id: UUID
    number: str
    mentor_id: UUID
    mentee_id: UUID
    mentor: str
    mentee: str
    mentor_number: str
    mentee_number: str
    status: PairingStatus
    source: Source
    proposed_on: date | None
    first_meeting_on: date | None
    contact_release_mentor_on: date | None
    contact_release_mentee_on: date | None
    trial_start: date | None
    trial_end: date | None
    start_on: date | None
    planned_end_on: date | None
    paused_on: date | None
    resume_on: date | None
    papers_due_on: date | None
    agreement_printed_on: date | None
    agreement_signed_on: date | None
    ended_on: date | None
    end_reason: EndReason | None
    ended_by: EndedBy | None
    pause_reason: str
    closing_talk_mentor_on: date | None
    closing_talk_mentee_on: date | None
    continues_privately: YesNo
    satisfaction_mentor: int | None
    satisfaction_mentee: int | None
    follows_id: UUID | None
    details: PairingDetails
    mentor_phone: str = ""
    """Empty until both sides have released their contact; the same for `mentee_phone`."""
    mentee_phone: str = ""
    talk_mentor_done: bool = False
    """The closing talk was held, or it was noted that it is not possible; the same for `talk_mentee_done`."""
    talk_mentee_done: bool = False

    @property
    def contact_released(self) -> bool:
        """Phone numbers may be shown to the other side only after both agreed."""
        return self.contact_release_mentor_on is not None and self.contact_release_mentee_on is not None


class UnknownPairing(MentorHubError):
    """There is no such pairing (any more)."""


def row(session: Session, pairing_id: UUID) -> PairingRow:
    """Raises `UnknownPairing`."""
    record(session, pairing_id)
    return rows(session, [pairing_id])[0]


def rows(session: Session, ids: Sequence[UUID]) -> list[PairingRow]:
    """In the order of `ids`; pairings that are gone are left out."""
    found = {p.id: p for p in session.exec(select(Pairing).where(col(Pairing.id).in_(list(ids)))).all()}
    wanted = {person_id for p in found.values() for person_id in (p.mentor_id, p.mentee_id)}
    persons = {p.id: p for p in session.exec(select(Person).where(col(Person.id).in_(wanted))).all()}
    topics: dict[UUID, set[Topic]] = {}
    for entry in session.exec(select(PairingTopic).where(col(PairingTopic.pairing_id).in_(list(ids)))).all():
        topics.setdefault(entry.pairing_id, set()).add(entry.topic)
    impossible = _impossible_talks(session, [i for i, one in found.items() if one.ended_on is not None])
    return [
        _row(
            found[i],
            persons[found[i].mentor_id],
            persons[found[i].mentee_id],
            frozenset(topics.get(i, ())),
            impossible.get(i, frozenset()),
        )
        for i in ids
        if i in found
    ]


def search(
    session: Session,
    words: str = "",
    status: Sequence[PairingStatus] = (),
    person_id: UUID | None = None,
    programme: Programme | None = None,
    sort: str = "newest",
    descending: bool = False,
) -> list[UUID]:
    """Pairings whose number or whose people's names hold all the words.

    Sorts: newest, number, mentor, mentee, status, start, programme.
    """
    from sqlalchemy.orm import aliased

    mentor, mentee = aliased(Person), aliased(Person)
    query = (
        select(Pairing.id)
        .join(mentor, col(mentor.id) == Pairing.mentor_id)
        .join(mentee, col(mentee.id) == Pairing.mentee_id)
    )
    for word in fold(words).split():
        number = func.printf("ps-%d-%03d", Pairing.year, Pairing.number_in_year)
        query = query.where(
            col(mentor.search_text).contains(word, autoescape=True)
            | col(mentee.search_text).contains(word, autoescape=True)
            | number.contains(word, autoescape=True)
        )
    if status:
        query = query.where(col(Pairing.status).in_(list(status)))
    if person_id is not None:
        query = query.where((Pairing.mentor_id == person_id) | (Pairing.mentee_id == person_id))
    if programme is not None:
        query = query.where(Pairing.programme == programme)
    number_order = (col(Pairing.year), col(Pairing.number_in_year))
    keys: dict[str, tuple[Any, ...]] = {
        "newest": tuple(key.desc() for key in number_order),
        "number": number_order,
        "mentor": (col(mentor.sort_key), *number_order),
        "mentee": (col(mentee.sort_key), *number_order),
        "status": (col(Pairing.status), *number_order),
        "start": (col(Pairing.start_on), *number_order),
        "programme": (col(Pairing.programme), *number_order),
    }
    order = keys[sort]
    return list(session.exec(query.order_by(*((key.desc() for key in order) if descending else order))).all())


def span(session: Session, pairing_id: UUID) -> tuple[date | None, date | None]:
    """Between which days the two may have met: from the first step on, until the end if there is one."""
    pairing = record(session, pairing_id)
    began = pairing.trial_start or pairing.start_on or pairing.first_meeting_on or pairing.proposed_on
    return began, pairing.ended_on


def by_number(session: Session, number: str) -> UUID:
    """From `PS-2026-014`. Raises `UnknownPairing`."""
    parts = number.strip().upper().removeprefix("PS-").split("-")
    found = None
    if len(parts) == 2 and all(part.isdecimal() for part in parts):
        year, n = int(parts[0]), int(parts[1])
        found = session.exec(select(Pairing.id).where(Pairing.year == year, Pairing.number_in_year == n)).first()
    if found is None:
        raise UnknownPairing(_("Eine Patenschaft mit der Nummer {number} gibt es nicht.").format(number=number))
    return found


def number_text(year: int, number_in_year: int) -> str:
    return f"PS-{year}-{number_in_year:03d}"


def record(session: Session, pairing_id: UUID) -> Pairing:
    """For `steps` alone: nothing live leaves the subject. Raises `UnknownPairing`."""
    pairing = session.get(Pairing, pairing_id)
    if pairing is None:
        raise UnknownPairing(_("Diese Patenschaft gibt es nicht mehr. Bitte laden Sie die Liste neu."))
    return pairing


def followed_by(session: Session, pairing_id: UUID) -> UUID | None:
    """The pairing that took this one's place, with another mentor."""
    return session.exec(select(Pairing.id).where(Pairing.follows_id == pairing_id)).first()


def _impossible_talks(session: Session, ids: Sequence[UUID]) -> dict[UUID, frozenset[str]]:
    """The sides with which a closing talk was noted as not possible: `mentor`, `mentee`."""
    found: dict[UUID, frozenset[str]] = {}
    query = select(PairingEvent.pairing_id, PairingEvent.step).where(
        col(PairingEvent.pairing_id).in_(ids), col(PairingEvent.step).startswith(NO_TALK)
    )
    for pairing_id, step in session.exec(query).all() if ids else ():
        found[pairing_id] = found.get(pairing_id, frozenset()) | {step.removeprefix(NO_TALK)}
    return found


def _row(
    pairing: Pairing, mentor: Person, mentee: Person, topics: frozenset[Topic], no_talk: frozenset[str]
) -> PairingRow:
    shown = set(PairingRow.__dataclass_fields__) & set(Pairing.model_fields)
    released = pairing.contact_release_mentor_on is not None and pairing.contact_release_mentee_on is not None
    return PairingRow(
        **{name: getattr(pairing, name) for name in shown},
        number=number_text(pairing.year, pairing.number_in_year),
        mentor=people.display_name(mentor.first_name, mentor.last_name),
        mentee=people.display_name(mentee.first_name, mentee.last_name),
        mentor_number=people.number_text(mentor.number),
        mentee_number=people.number_text(mentee.number),
        details=PairingDetails(**pairing.model_dump(include=set(PairingFields.model_fields)), topics=topics),
        mentor_phone=(mentor.mobile or mentor.phone) if released else "",
        mentee_phone=(mentee.mobile or mentee.phone) if released else "",
        talk_mentor_done=pairing.closing_talk_mentor_on is not None or "mentor" in no_talk,
        talk_mentee_done=pairing.closing_talk_mentee_on is not None or "mentee" in no_talk,
    )
