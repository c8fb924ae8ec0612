"""A consent is taken back: what that means for the pairings of this person, said before and then done."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol
from uuid import UUID

from sqlmodel import Session

from mentorhub import consent, people
from mentorhub.choices import OPEN, RUNNING, EndedBy, EndReason, PairingStatus, Purpose, Role, RoleStatus
from mentorhub.consent import Consequence
from mentorhub.pairings import ending, events
from mentorhub.pairings.rows import PairingRow, record, rows, search
from mentorhub.text import _, german_date, ngettext


class OpenPairing(Protocol):
    """A pairing as far as the question goes, whoever has read it."""

    @property
    def id(self) -> UUID: ...

    @property
    def mentor_id(self) -> UUID: ...

    @property
    def mentee_id(self) -> UUID: ...

    @property
    def status(self) -> PairingStatus: ...


def consequence(session: Session, person_id: UUID, purpose: Purpose, on: date) -> Consequence:
    """What the withdrawal on this day would do to this very person, naming the pairings it concerns, and those that can
    only end later because something has happened since."""
    general = consent.consequence(purpose)
    running, proposed = _concerned(session, person_id, purpose)
    sentences = [general.text]
    if running:
        words = ngettext(
            "Betroffen ist die Patenschaft {numbers}.", "Betroffen sind die Patenschaften {numbers}.", len(running)
        )
        sentences.append(words.format(numbers=", ".join(row.number for row in running)))
    if proposed:
        words = ngettext(
            "Betroffen ist der Vorschlag {numbers}.", "Betroffen sind die Vorschläge {numbers}.", len(proposed)
        )
        sentences.append(words.format(numbers=", ".join(row.number for row in proposed)))
    for row in running if general.ends_pairings else ():
        last = ending.earliest_end(session, row.id)
        if last > on:
            words = _("{number} endet erst am {day}: Bis dahin ist schon etwas eingetragen.")
            sentences.append(words.format(number=row.number, day=german_date(last)))
    if (general.ends_pairings or general.rearranges_pairings) and not running and not proposed:
        sentences.append(_("Zurzeit betrifft das keine Patenschaft."))
    sentences.append(_("Der Nachweis, dass eingewilligt und zurückgenommen wurde, bleibt."))
    return replace(general, text=" ".join(sentences))


def withdraw_consent(
    session: Session, person_id: UUID, purpose: Purpose, on: date, today: date, via: str = ""
) -> Consequence:
    """Take a consent back and do at once what follows from it. Raises as `consent.withdraw` does.

    Without the consent to take part (or the guardians') running pairings end and proposals are taken back; the mentee
    of a mentor who leaves so waits for another one. What has happened since stays, and the end comes after it. Without
    the one to pass on name and phone, the contact release of this side is gone: a pairing must be arranged anew or end.
    """
    foreseen = consequence(session, person_id, purpose, on)
    consent.withdraw(session, person_id, purpose, on, today, via)
    running, proposed = _concerned(session, person_id, purpose)
    if foreseen.ends_pairings:
        for row in proposed:
            ending.decline(session, row.id, on)
        for row in running:
            last = max(on, ending.earliest_end(session, row.id))
            mentor_left = row.mentor_id == person_id
            how = _how(row, person_id, purpose)
            ending.end(session, row.id, last, *how, today=max(today, last), back_to_waiting=mentor_left)
        _leave(session, person_id, on)
    elif foreseen.rearranges_pairings:
        for row in (*running, *proposed):
            _close_contact(session, row, person_id, on)
    return foreseen


def contact_withdrawn(session: Session, open_rows: Sequence[OpenPairing]) -> frozenset[UUID]:
    """Those of these running pairings that must be arranged anew: a side no longer agrees to pass on its contact."""
    running = [row for row in open_rows if row.status in RUNNING]
    ids = [person_id for row in running for person_id in (row.mentor_id, row.mentee_id)]
    gone = consent.withdrawn(session, ids, Purpose.CONTACT)
    return frozenset(row.id for row in running if row.mentor_id in gone or row.mentee_id in gone)


def _concerned(session: Session, person_id: UUID, purpose: Purpose) -> tuple[list[PairingRow], list[PairingRow]]:
    """The running pairings and the proposals that a withdrawal reaches."""
    general = consent.consequence(purpose)
    if not (general.ends_pairings or general.rearranges_pairings):
        return [], []
    found = rows(session, search(session, status=OPEN, person_id=person_id, sort="number"))
    proposed = [row for row in found if row.status is PairingStatus.PROPOSED]
    return [row for row in found if row not in proposed], proposed


def _how(row: PairingRow, person_id: UUID, purpose: Purpose) -> tuple[EndReason, EndedBy]:
    if purpose is Purpose.GUARDIANS:
        return EndReason.OTHER, EndedBy.PARENTS
    return EndReason.OTHER, EndedBy.MENTOR if row.mentor_id == person_id else EndedBy.MENTEE


def _leave(session: Session, person_id: UUID, on: date) -> None:
    """Nobody is matched without consent, in whatever role: a mentee is withdrawn, a volunteer's role has ended."""
    for place in people.roles_of(session, [person_id]).get(person_id, ()):
        if place.status not in (RoleStatus.EXCLUDED, RoleStatus.ANONYMISED):
            left = RoleStatus.WITHDRAWN if place.role is Role.MENTEE else RoleStatus.ENDED
            people.set_status(session, person_id, place.role, left, on)


def _close_contact(session: Session, row: PairingRow, person_id: UUID, on: date) -> None:
    pairing = record(session, row.id)
    if row.mentor_id == person_id:
        pairing.contact_release_mentor_on = None
    else:
        pairing.contact_release_mentee_on = None
    events.note(session, pairing, on, "contact_withdrawn")
