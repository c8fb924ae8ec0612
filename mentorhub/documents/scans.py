"""Scans of signed papers, and issued papers kept as they are: inside the encrypted file, off until switched on.

They hang on one record and go with it: a paper that was issued, a consent, a signed declaration. Of a certificate of
conduct there is none on any path (s. 72a V SGB VIII): these functions refuse it, and the file itself does.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from mentorhub import changes, files, programme
from mentorhub.choices import CERTIFICATE_PAPERS, SIGNED_EVIDENCE, EvidenceKind, Paper
from mentorhub.db.tables import Attachment, Consent, Evidence, IssuedDocument, Pairing
from mentorhub.errors import MentorHubError
from mentorhub.files import Written
from mentorhub.text import _

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
ENDINGS = (".pdf", ".jpg", ".jpeg", ".png")
_SUFFIX = {PDF: ".pdf", JPEG: ".jpg", PNG: ".png"}
_READ_AT_MOST = 40_000_000
"""Bytes: more than any camera writes; a file of this size is not even read."""
_JPEG_QUALITY = 80
_PNG_AT_MOST = 1_000_000
"""Bytes: a scan in black and white stays below as PNG; a photo is smaller as JPEG."""
_LARGEST_SIDE = 2400
"""Points of a page in a PDF, 72 to the inch: twice the length of A3."""


class On(StrEnum):
    """What a scan hangs on."""

    DOCUMENT = "document"
    CONSENT = "consent"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class Place:
    """The record a scan belongs to."""

    on: On
    id: UUID


@dataclass(frozen=True, slots=True)
class ScanRow:
    """A scan without its pages."""

    id: UUID
    place: Place
    name: str
    size: int
    """Bytes."""
    is_issued: bool
    """The PDF as it was issued; otherwise a scan of what was signed."""
    added_on: date


@dataclass(frozen=True, slots=True)
class Scan:
    """One with its pages."""

    name: str
    media_type: str
    content: bytes


class UnusableScan(MentorHubError):
    """This file can't be kept; the sentence says why."""


class ScansAreOff(MentorHubError):
    """The association has not switched scans on."""


class NeverScanned(MentorHubError):
    """Anything about a certificate of conduct."""


def are_on(session: Session) -> bool:
    return programme.field_on(session, "scan")


def may_have(record: Paper | EvidenceKind) -> bool:
    """Whether a scan of it could ever be kept: nothing about a certificate of conduct, and no talk."""
    return record in SIGNED_EVIDENCE if isinstance(record, EvidenceKind) else record not in CERTIFICATE_PAPERS


def read(path: Path) -> bytes:
    """A file somebody chose or dropped. Raises `UnusableScan`."""
    try:
        size = path.stat().st_size
        if size > _READ_AT_MOST:
            raise _unusable(path.name, _("Sie ist größer als {n} MB.").format(n=_READ_AT_MOST // 1_000_000))
        return path.read_bytes()
    except OSError as error:
        raise _unusable(path.name, _("Sie lässt sich nicht öffnen.")) from error


def add(session: Session, place: Place, path: Path) -> UUID:
    """Keep this file with the record; the file itself stays where it is. Raises `UnusableScan`, `ScansAreOff`."""
    if not are_on(session):
        raise ScansAreOff(
            _("Scans sind ausgeschaltet. Es wurde nichts gespeichert; einschalten lassen sie sich unter Einstellungen, "
              "Felder.")
        )  # fmt: skip
    _check_place(session, place)
    scan = _checked(session, path.name, read(path))
    return _store(session, place, scan, is_issued=False)


def keep_issued(session: Session, document_id: UUID, name: str, pdf: bytes) -> UUID | None:
    """The issued paper itself, because somebody asked for it; nothing of what is about a certificate of conduct."""
    place = Place(On.DOCUMENT, document_id)
    _check_place(session, place)
    return _store(session, place, Scan(name, PDF, pdf), is_issued=True)


def rows(session: Session, on: On, ids: Collection[UUID]) -> dict[UUID, list[ScanRow]]:
    """By record, in the order they were added; records without a scan are missing. Never reads a page."""
    found: dict[UUID, list[ScanRow]] = {}
    for row in _rows(session, _column(on).in_(list(ids))):
        found.setdefault(row.place.id, []).append(row)
    return found


def of_person(session: Session, person_id: UUID) -> list[ScanRow]:
    """All that is kept about one person: for a request to see the data (Art. 15 DSGVO)."""
    pairings = select(Pairing.id).where((Pairing.mentor_id == person_id) | (Pairing.mentee_id == person_id))
    documents = select(IssuedDocument.id).where(
        (col(IssuedDocument.person_id) == person_id) | col(IssuedDocument.pairing_id).in_(pairings)
    )
    consents = select(Consent.id).where(Consent.person_id == person_id)
    evidence = select(Evidence.id).where(Evidence.person_id == person_id)
    return _rows(
        session,
        col(Attachment.document_id).in_(documents)
        | col(Attachment.consent_id).in_(consents)
        | col(Attachment.evidence_id).in_(evidence),
    )


def get(session: Session, scan_id: UUID) -> Scan:
    """With its pages, to be looked at or saved."""
    row = session.exec(select(Attachment).where(Attachment.id == scan_id)).first()
    if row is None:
        raise MentorHubError(_("Diesen Scan gibt es nicht mehr. Bitte laden Sie die Liste neu."))
    scan = Scan(row.name, row.media_type, row.content)
    session.expunge(row)
    return scan


def save_copy(session: Session, scan_id: UUID, path: Path) -> Written:
    """Out of the encrypted folder, and noted in the change log. An existing file is never overwritten."""
    scan = get(session, scan_id)
    changes.note_left(session, _("Kopie eines aufgehobenen Papiers"), concerned(session, scan_id))
    return files.write_new(path, scan.content)


def remove(session: Session, scan_id: UUID) -> None:
    """Can be undone until the folder is closed or locked."""
    session.connection().execute(sa.delete(Attachment).where(col(Attachment.id) == scan_id))
    session.expire_all()


def concerned(session: Session, scan_id: UUID) -> UUID | None:
    """Whom a scan is about, for the change log; of a pairing's paper the mentee."""
    row = session.exec(
        select(Attachment.document_id, Attachment.consent_id, Attachment.evidence_id).where(Attachment.id == scan_id)
    ).first()
    if row is None:
        return None
    document_id, consent_id, evidence_id = row
    if consent_id is not None:
        return session.exec(select(Consent.person_id).where(Consent.id == consent_id)).first()
    if evidence_id is not None:
        return session.exec(select(Evidence.person_id).where(Evidence.id == evidence_id)).first()
    document = session.get_one(IssuedDocument, document_id)
    if document.person_id is not None or document.pairing_id is None:
        return document.person_id
    return session.get_one(Pairing, document.pairing_id).mentee_id


def stored(session: Session) -> tuple[int, int]:
    """How many, and how many bytes: so much larger is each backup."""
    found = session.execute(sa.select(func.count(), func.sum(func.length(Attachment.content)))).one()
    return int(found[0]), int(found[1] or 0)


def _checked(session: Session, name: str, content: bytes) -> Scan:
    """By what is inside, not by what its name says."""
    most = programme.number(session, "scan.most_megabytes")
    if not content:
        raise _unusable(name, _("Sie ist leer."))
    if content.lstrip()[:5] == b"%PDF-":
        if len(content) > most * 1_000_000:
            raise _unusable(name, _("Sie ist größer als {n} MB.").format(n=most))
        _check_pdf(name, content, programme.number(session, "scan.most_pages"))
        return Scan(name, PDF, content)
    return _picture(name, content, programme.number(session, "scan.longest_edge"), most)


def _check_pdf(name: str, content: bytes, most_pages: int) -> None:
    from mentorhub.documents import pdfium

    try:
        with pdfium.opened(content) as document:
            pages = len(document)
            largest = max((max(document.get_page_size(at)) for at in range(min(pages, most_pages))), default=0)
    except pdfium.UnreadablePdf as error:
        raise _unusable(name, _("Das PDF ist beschädigt oder mit einem Kennwort geschützt.")) from error
    if not pages:
        raise _unusable(name, _("Das PDF hat keine Seite."))
    if pages > most_pages:
        raise _unusable(name, _("Das PDF hat mehr als {n} Seiten.").format(n=most_pages))
    if largest > _LARGEST_SIDE:
        raise _unusable(name, _("Eine Seite ist viel größer als A3."))


def _picture(name: str, content: bytes, longest: int, most: int) -> Scan:
    from mentorhub.documents import pictures

    try:
        upright = pictures.on_white(pictures.opened(content), max(1, longest))
    except pictures.NoPicture as error:
        raise _unusable(name, _("Sie ist beschädigt oder weder PDF noch ein Bild im Format JPEG oder PNG.")) from error
    made = Scan(name, PNG, pictures.written(upright, "PNG", optimize=True)) if content[:4] == b"\x89PNG" else None
    if made is None or len(made.content) > _PNG_AT_MOST:
        made = Scan(name, JPEG, pictures.written(upright, "JPEG", quality=_JPEG_QUALITY, optimize=True))
    if len(made.content) > most * 1_000_000:
        raise _unusable(name, _("Sie ist auch verkleinert größer als {n} MB.").format(n=most))
    return made


def _check_place(session: Session, place: Place) -> None:
    """Raises `NeverScanned`."""
    record: Any
    if place.on is On.DOCUMENT:
        row = session.get(IssuedDocument, place.id)
        record, there = (row, row is not None and may_have(row.paper))
    elif place.on is On.EVIDENCE:
        signed = session.get(Evidence, place.id)
        record, there = (signed, signed is not None and may_have(signed.kind))
    else:
        record, there = (session.get(Consent, place.id), True)
    if record is None:
        raise MentorHubError(
            _("Dieses Papier gibt es nicht mehr. Es wurde nichts gespeichert; bitte laden Sie die Liste neu.")
        )
    if not there:
        raise NeverScanned(
            _("Davon wird nie ein Scan aufgehoben: vom Führungszeugnis und allem, was dazugehört, erlaubt es § 72a "
              "SGB VIII nicht, und ein Gespräch hat kein unterschriebenes Papier. Es wurde nichts gespeichert.")
        )  # fmt: skip


def _store(session: Session, place: Place, scan: Scan, *, is_issued: bool) -> UUID:
    row = Attachment(
        name=_named(scan),
        media_type=scan.media_type,
        is_issued=is_issued,
        content=scan.content,
    )
    setattr(row, f"{place.on.value}_id", place.id)
    session.add(row)
    session.flush()
    key = row.id
    session.expunge(row)
    return key


def _named(scan: Scan) -> str:
    """As the file was called, with the ending that tells the truth."""
    stem = Path(scan.name.replace("\\", "/")).name
    for ending in ENDINGS:
        if stem.casefold().endswith(ending):
            stem = stem[: -len(ending)]
    plain = "".join(letter if letter.isprintable() else " " for letter in stem).strip() or "Scan"
    return plain[:150] + _SUFFIX[scan.media_type]


def _column(on: On) -> Any:
    return getattr(Attachment, f"{on.value}_id")


def _rows(session: Session, which: Any) -> list[ScanRow]:
    shown: list[Any] = [
        Attachment.id,
        Attachment.document_id,
        Attachment.consent_id,
        Attachment.evidence_id,
        Attachment.name,
        func.length(Attachment.content),
        Attachment.is_issued,
        Attachment.created_at,
    ]
    query: Any = sa.select(*shown).where(which).order_by(col(Attachment.created_at), col(Attachment.id))
    return [
        ScanRow(key, _place(document, given, shown_paper), name, int(size), bool(is_issued), added.astimezone().date())
        for key, document, given, shown_paper, name, size, is_issued, added in session.execute(query).all()
    ]


def _place(document_id: UUID | None, consent_id: UUID | None, evidence_id: UUID | None) -> Place:
    if document_id is not None:
        return Place(On.DOCUMENT, document_id)
    return Place(On.CONSENT, consent_id) if consent_id is not None else Place(On.EVIDENCE, evidence_id or UUID(int=0))


def _unusable(name: str, problem: str) -> UnusableScan:
    return UnusableScan(
        _("Die Datei „{file}“ lässt sich nicht anhängen. {problem} Es wurde nichts gespeichert.").format(
            file=name[:80], problem=problem
        )
    )
