"""The coordinator's own questions to one of the two sides (Rückfragen): never a meeting."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from pydantic import ConfigDict
from sqlmodel import Session, col, func, select

from mentorhub import pairings
from mentorhub.db.tables import CheckIn, CheckInFields
from mentorhub.errors import FieldError, MentorHubError
from mentorhub.text import _


class CheckInDetails(CheckInFields):
    model_config = ConfigDict(frozen=True)  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class CheckInRow:
    id: UUID
    pairing_id: UUID
    details: CheckInDetails


class UnknownCheckIn(MentorHubError):
    """There is no such entry (any more)."""


def check_in(session: Session, pairing_id: UUID, details: CheckInDetails, today: date) -> UUID:
    """Raises `FieldError`."""
    pairings.span(session, pairing_id)
    _check(details, today)
    entry = CheckIn(**details.model_dump(), pairing_id=pairing_id)
    session.add(entry)
    session.flush()
    return entry.id


def change_check_in(session: Session, check_in_id: UUID, details: CheckInDetails, today: date) -> None:
    """Raises `FieldError`."""
    _check(details, today)
    entry = _entry(session, check_in_id)
    entry.sqlmodel_update(details.model_dump())
    session.add(entry)
    session.flush()


def remove_check_in(session: Session, check_in_id: UUID) -> None:
    session.delete(_entry(session, check_in_id))
    session.flush()


def check_ins(session: Session, pairing_id: UUID) -> list[CheckInRow]:
    """Newest first."""
    query = select(CheckIn).where(CheckIn.pairing_id == pairing_id)
    entries = session.exec(query.order_by(col(CheckIn.day).desc(), col(CheckIn.id).desc())).all()
    return [_row(entry) for entry in entries]


def check_in_rows(session: Session, ids: Sequence[UUID]) -> list[CheckInRow]:
    """Those that are still there."""
    return [_row(entry) for entry in session.exec(select(CheckIn).where(col(CheckIn.id).in_(ids))).all()]


def latest_check_ins(session: Session, pairing_ids: Iterable[UUID]) -> dict[UUID, CheckInRow]:
    """The last one of each pairing, with its traffic light and the day of the next."""
    query = select(CheckIn).where(col(CheckIn.pairing_id).in_(list(pairing_ids)))
    entries = session.exec(query.order_by(col(CheckIn.day), col(CheckIn.id))).all()
    return {entry.pairing_id: _row(entry) for entry in entries}


def last_check_ins(session: Session, pairing_ids: Iterable[UUID]) -> dict[UUID, date]:
    query = (
        select(CheckIn.pairing_id, func.max(CheckIn.day))
        .where(col(CheckIn.pairing_id).in_(list(pairing_ids)))
        .group_by(col(CheckIn.pairing_id))
    )
    return dict(session.exec(query).all())


def _check(details: CheckInDetails, today: date) -> None:
    if details.day > today:
        raise FieldError("day", _("Das Datum liegt in der Zukunft."))
    if details.next_on is not None and details.next_on < details.day:
        raise FieldError("next_on", _("Die nächste Rückfrage liegt vor dieser."))


def _row(entry: CheckIn) -> CheckInRow:
    return CheckInRow(
        entry.id, entry.pairing_id, CheckInDetails(**entry.model_dump(include=set(CheckInFields.model_fields)))
    )


def _entry(session: Session, check_in_id: UUID) -> CheckIn:
    entry = session.get(CheckIn, check_in_id)
    if entry is None:
        raise UnknownCheckIn(_("Diesen Eintrag gibt es nicht mehr. Bitte laden Sie die Liste neu."))
    return entry
