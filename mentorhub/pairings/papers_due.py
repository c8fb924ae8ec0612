"""Whose papers running pairings wait for: the people of the *Sammeleintrag*."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlmodel import Session

from mentorhub import consent
from mentorhub.choices import RUNNING
from mentorhub.pairings.rows import PairingRow, rows, search

_OF_CHILDREN = ("certificate", "guardians")


def people_with_papers_due(session: Session, today: date) -> list[UUID]:
    """Everybody whom a paper of a running pairing is missing of; where a child is concerned they come first."""
    running = _running(session)
    missing = consent.missing_for_pairs(session, [(row.mentor_id, row.mentee_id) for row in running], today)
    items = [item for found in missing.values() for item in found]
    first = [item.person_id for item in items if item.key in _OF_CHILDREN]
    return list(dict.fromkeys([*first, *(item.person_id for item in items)]))


def people_of_running(session: Session) -> list[UUID]:
    """The mentors and mentees of running pairings, side by side."""
    return list(dict.fromkeys(person for row in _running(session) for person in (row.mentor_id, row.mentee_id)))


def _running(session: Session) -> Sequence[PairingRow]:
    return rows(session, search(session, status=RUNNING, sort="mentor"))
