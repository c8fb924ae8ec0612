"""Signed papers and checks: confidentiality, self-commitment, training, the first talk."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from mentorhub.choices import EvidenceKind, Paper
from mentorhub.consent.days import not_in_future
from mentorhub.db.tables import Evidence, IssuedDocument


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    id: UUID
    kind: EvidenceKind
    day: date
    paper_location: str
    text_version: str = ""


def add_evidence(
    session: Session,
    person_id: UUID,
    kind: EvidenceKind,
    day: date,
    today: date,
    paper_location: str = "",
    text_version: str = "",
) -> None:
    """A signed paper or a check, such as the confidentiality declaration. Raises `FieldError` for a day to come."""
    not_in_future("day", day, today)
    query = select(Evidence).where(Evidence.person_id == person_id, Evidence.kind == kind, Evidence.day == day)
    row = session.exec(query).first() or Evidence(person_id=person_id, kind=kind, day=day)
    row.paper_location, row.text_version = paper_location or row.paper_location, text_version or row.text_version
    session.add(row)
    if kind is EvidenceKind.CONFIDENTIALITY:
        issued_is_signed(session, Paper.CONFIDENTIALITY, IssuedDocument.person_id == person_id, day)
    session.flush()


def issued_is_signed(session: Session, paper: Paper, about: Any, day: date) -> None:
    """The newest one that was printed before and has not come back yet did so, wherever the day is entered."""
    own = select(IssuedDocument).where(about, IssuedDocument.paper == paper)
    if session.exec(own.where(IssuedDocument.signed_on == day)).first() is not None:
        return
    waiting = own.where(col(IssuedDocument.signed_on).is_(None), IssuedDocument.issued_on <= day)
    newest = waiting.order_by(col(IssuedDocument.issued_on).desc(), col(IssuedDocument.id).desc())
    row = session.exec(newest).first()
    if row is not None:
        row.signed_on = day
        session.add(row)


def evidence(session: Session, person_id: UUID) -> list[EvidenceRow]:
    """Newest first."""
    query = select(Evidence).where(Evidence.person_id == person_id).order_by(col(Evidence.day).desc())
    return [
        EvidenceRow(row.id, row.kind, row.day, row.paper_location, row.text_version)
        for row in session.exec(query).all()
    ]


def remove_evidence(session: Session, evidence_id: UUID) -> None:
    """Entered by mistake."""
    row = session.get(Evidence, evidence_id)
    if row is not None:
        session.delete(row)
        session.flush()
