"""*Sammeleintrag*: the papers of many people as one table, entered in one step or not at all."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from mentorhub import people
from mentorhub.choices import ConsentGiver, EvidenceKind, Purpose, Role
from mentorhub.consent.gates import minors
from mentorhub.consent.given import give
from mentorhub.consent.inspections import State, certificate_states, certificates, inspect_certificate
from mentorhub.consent.papers import add_evidence
from mentorhub.db.tables import Consent, Evidence
from mentorhub.errors import CellsRefused, FieldError
from mentorhub.people import PersonRow

CERTIFICATE = "certificate"
SHEET: tuple[str, ...] = (
    CERTIFICATE,
    EvidenceKind.CONFIDENTIALITY,
    EvidenceKind.SELF_COMMITMENT,
    Purpose.PARTICIPATION,
    Purpose.GUARDIANS,
    Purpose.CONTACT,
    Purpose.SPECIAL,
    Purpose.PHOTO,
)
"""The columns: the certificate, signed papers, consents."""
_OF_VOLUNTEERS = frozenset(
    (
        CERTIFICATE,
        EvidenceKind.CONFIDENTIALITY,
        EvidenceKind.SELF_COMMITMENT,
        Purpose.PARTICIPATION,
        Purpose.CONTACT,
        Purpose.PHOTO,
    )
)
_OF_MENTEES = frozenset((Purpose.PARTICIPATION, Purpose.CONTACT, Purpose.SPECIAL, Purpose.PHOTO))


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One person's line: what is there by its day; the certificate's only for eyes that typed the Kennwort again."""

    person_id: UUID
    name: str
    number: str
    roles: str
    asked: frozenset[str]
    """The columns that make sense of this person."""
    days: Mapping[str, date]
    certificate: State


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """One cell that was filled in; `version` names the paper if it is not one of ours."""

    person_id: UUID
    column: str
    day: date
    version: str = ""
    paper_location: str = ""


def sheet_rows(session: Session, ids: Sequence[UUID], today: date, with_certificates: bool) -> list[SheetRow]:
    """In the order of `ids`."""
    young = minors(session, ids, today)
    states = certificate_states(session, ids, today)
    days = _days(session, ids)
    if with_certificates:
        for person_id, issued_on in certificates(session, frozenset(ids)).items():
            days.setdefault(person_id, {})[CERTIFICATE] = issued_on
    return [
        SheetRow(
            row.id,
            row.name,
            row.number,
            ", ".join(place.role.label for place in row.roles),
            _asked(row, row.id in young),
            days.get(row.id, {}),
            states[row.id],
        )
        for row in people.rows(session, ids)
    ]


def enter_sheet(session: Session, entries: Sequence[SheetEntry], today: date, *, seen_earlier: bool = False) -> int:
    """All of it or, with `CellsRefused`, nothing. Returns how many were entered.

    `seen_earlier`: certificates that are no longer fresh were inspected before the program came in. Only certificates
    without a relevant conviction are entered here.
    """
    problems: dict[tuple[UUID, str], str] = {}
    young = minors(session, [entry.person_id for entry in entries], today)
    for entry in entries:
        try:
            _enter(session, entry, today, entry.person_id in young, seen_earlier)
        except FieldError as trouble:
            problems[entry.person_id, entry.column] = str(trouble)
    if problems:
        raise CellsRefused(problems)
    return len(entries)


def _enter(session: Session, entry: SheetEntry, today: date, is_minor: bool, seen_earlier: bool) -> None:
    if entry.column == CERTIFICATE:
        inspect_certificate(session, entry.person_id, entry.day, False, today, earlier=seen_earlier)
    elif entry.column in list(EvidenceKind):
        kind = EvidenceKind(entry.column)
        add_evidence(session, entry.person_id, kind, entry.day, today, entry.paper_location, entry.version)
    else:
        purpose = Purpose(entry.column)
        by_guardians = is_minor or purpose is Purpose.GUARDIANS
        give(
            session,
            entry.person_id,
            purpose,
            entry.day,
            today,
            given_by=ConsentGiver.GUARDIANS if by_guardians else ConsentGiver.SELF,
            text_version=entry.version,
            paper_location=entry.paper_location,
        )


def _asked(row: PersonRow, is_minor: bool) -> frozenset[str]:
    roles = {place.role for place in row.roles}
    asked = _OF_VOLUNTEERS if roles - {Role.MENTEE} else frozenset()
    if Role.MENTEE in roles or not roles:
        asked |= _OF_MENTEES
    return asked | {Purpose.GUARDIANS} if is_minor else asked


def _days(session: Session, ids: Collection[UUID]) -> dict[UUID, dict[str, date]]:
    """The newest signed papers and the consents in force, by person and column."""
    found: dict[UUID, dict[str, date]] = {}
    signed = select(Evidence).where(col(Evidence.person_id).in_(ids)).order_by(col(Evidence.day))
    for paper in session.exec(signed).all():
        found.setdefault(paper.person_id, {})[paper.kind] = paper.day
    given = select(Consent).where(col(Consent.person_id).in_(ids), col(Consent.withdrawn_on).is_(None))
    for consent in session.exec(given).all():
        found.setdefault(consent.person_id, {})[consent.purpose] = consent.given_on
    return found
