"""One place for all papers: preview, note that a paper was issued (not the paper itself), enter the signed day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, func, select

from mentorhub import consent, events, files, pairings, people, programme
from mentorhub.choices import Attendance, EvidenceKind, Paper
from mentorhub.db import leaving
from mentorhub.db.tables import Activity, Event, IssuedDocument, Pairing, Participation, Person
from mentorhub.documents import emergency_sheet as emergency
from mentorhub.documents import own_texts, recovery_sheet, registry, scans, texts, translations
from mentorhub.documents.emergency_sheet import EmergencyData
from mentorhub.documents.gathering.basics import Ids
from mentorhub.documents.registry import About
from mentorhub.documents.texts import PaperText
from mentorhub.documents.wording import Wording
from mentorhub.errors import FieldError, MentorHubError
from mentorhub.files import Written
from mentorhub.progress import Progress, quiet
from mentorhub.text import _


@dataclass(frozen=True, slots=True)
class Preview:
    """A paper as it would be printed: the very same bytes."""

    pdf: bytes
    file_name: str
    text_version: str
    reviewed: bool
    pages: int = 0


@dataclass(frozen=True, slots=True)
class IssuedRow:
    id: UUID
    paper: Paper
    language: str
    text_version: str
    issued_on: date
    signed_on: date | None


@dataclass(frozen=True, slots=True)
class TextState:
    """What a person who prints should know of the wording before."""

    language: str
    version: str
    reviewed: bool
    own: bool
    unfitting: int = 0
    """Of a translation: paragraphs that say older German words, or none; there the German text is pointed to."""


_EVIDENCE = {
    Paper.CONFIDENTIALITY: EvidenceKind.CONFIDENTIALITY,
    Paper.SELF_COMMITMENT: EvidenceKind.SELF_COMMITMENT,
}


def languages(paper: Paper) -> tuple[str, ...]:
    """German, and those this paper can be printed in beside it."""
    return texts.languages(paper.value)


def text_state(session: Session, paper: Paper, language: str) -> TextState:
    said = own_texts.text(session, paper, language)
    own = any((row.paper, row.language) == (paper, language) for row in own_texts.own(session))
    unfitting = translations.unfitting(own_texts.text(session, paper, "de"), said) if language != "de" else 0
    return TextState(language, said.version, said.reviewed, own, unfitting)


def unfitting(session: Session, paper: Paper) -> dict[str, int]:
    """The translations that no longer fit the German text in force, and in how many paragraphs."""
    found = {each: text_state(session, paper, each).unfitting for each in languages(paper) if each != "de"}
    return {language: count for language, count in found.items() if count}


def preview(session: Session, paper: Paper, ids: Sequence[UUID], today: date, language: str = "de") -> Preview:
    """The paper about these; about nobody, a blank form. Raises `MissingGlyphs` naming what no font can print."""
    kind = registry.kind(paper)
    about: Ids = tuple(ids)
    said = own_texts.wording(session, paper, language)
    return _made(session, kind, about, kind.gather(session, about, today), said, language)


def expense_sheet(session: Session, ids: Sequence[UUID], first: date, last: date, period: str, today: date) -> Preview:
    """One person's expenses of a month or quarter, settled or not; of nobody, or of a month without any, lines to fill
    in by hand. `period` is what stands on the paper."""
    from mentorhub.documents.gathering import money

    kind = registry.kind(Paper.EXPENSE_SHEET)
    about: Ids = tuple(ids)
    data = money.expenses_of(session, about, first, last, period, today)
    made = _made(session, kind, about, data, own_texts.wording(session, kind.paper), "de")
    months = f"{first:%Y-%m}" if (first.year, first.month) == (last.year, last.month) else f"{first:%Y-%m}_{last:%Y-%m}"
    return replace(made, file_name=made.file_name.replace(".pdf", f"_{months}.pdf"))


def preview_of_text(session: Session, wanted: PaperText, today: date) -> Preview:
    """A blank paper in words that are not saved yet. Raises `UnusableText` naming a mistake in them."""
    kind = registry.kind(Paper(wanted.paper))
    checked = own_texts.checked(wanted)
    said = Wording(checked)
    if wanted.language != "de":
        said = replace(own_texts.wording(session, kind.paper, wanted.language), second=checked)
    return _made(session, kind, (), kind.gather(session, (), today), said, wanted.language)


def note(
    session: Session,
    paper: Paper,
    ids: Sequence[UUID],
    today: date,
    made: Preview,
    sha256: str = "",
    language: str = "de",
    *,
    keep: bool = False,
) -> None:
    """The paper left the program, on paper or as a file. A blank form is nobody's, and is not noted.

    `keep`: the PDF itself too, where `may_keep` says so; otherwise it can be made again from what is noted.
    """
    kind = registry.kind(paper)
    if kind.about is About.FOLDER:
        _add(session, paper, None, today, made, sha256, language)
    for each in ids:
        document_id = _add(session, paper, each, today, made, sha256, language)
        if keep and may_keep(paper, ids):
            scans.keep_issued(session, document_id, made.file_name, made.pdf)
    if paper is Paper.AGREEMENT:
        for each in ids:
            pairings.note_printed(session, each, today)
    if paper is Paper.TRAINING_CERTIFICATE:
        there = Participation.attendance == Attendance.ATTENDED
        query = select(Participation.id).where(col(Participation.event_id).in_(ids), there)
        events.note_certificate(session, list(session.exec(query).all()), today)


def note_data_copy(session: Session, person_id: UUID, today: date, made: Preview, sha256: str) -> None:
    """The print of everything about one person, which is made above this room and never kept."""
    _add(session, Paper.DATA_COPY, person_id, today, made, sha256, "de")


def may_keep(paper: Paper, ids: Sequence[UUID]) -> bool:
    """One paper about one; never of what concerns a certificate of conduct, never two hundred times the same labels."""
    return len(ids) == 1 and scans.may_have(paper) and registry.kind(paper).about is not About.PEOPLE


def issue(
    session: Session, paper: Paper, ids: Sequence[UUID], folder: Path, today: date, language: str = "de"
) -> Written:
    """Save as PDF and note it. An existing file is never overwritten."""
    made = preview(session, paper, ids, today, language)
    written = leaving.write(session, folder / made.file_name, made.pdf)
    note(session, paper, ids, today, made, written.sha256, language)
    return written


def write(session: Session, path: Path, pdf: bytes) -> Path:
    """A paper gets its name once what this session notes of it is saved. Raises `FileTrouble`."""
    return leaving.write(session, path, pdf).path


def preview_each(
    session: Session, paper: Paper, ids: Sequence[UUID], today: date, language: str, progress: Progress = quiet
) -> list[Preview]:
    """One paper for each, in their order. Nothing is written: a stop or an unprintable name leaves nothing."""
    made = []
    for done, each in enumerate(ids):
        progress(done, len(ids))
        made.append(preview(session, paper, [each], today, language))
    progress(len(ids), len(ids))
    return made


def write_each(
    session: Session,
    paper: Paper,
    ids: Sequence[UUID],
    made: Sequence[Preview],
    folder: Path,
    today: date,
    language: str = "de",
) -> list[Written]:
    """Save what `preview_each` made, all or nothing, and note it."""
    taken = [each.file_name for each in made if (folder / each.file_name).exists()]
    if taken:
        raise files.FileTrouble(
            _(
                "Im Ordner liegt schon {file}. Es wurde nichts geschrieben; bitte wählen Sie einen leeren Ordner."
            ).format(file=taken[0])
        )
    written: list[Written] = []
    for each, one in zip(ids, made, strict=True):
        written.append(leaving.write(session, folder / one.file_name, one.pdf))
        note(session, paper, [each], today, one, written[-1].sha256, language)
    return written


def issued(session: Session, subject_id: UUID) -> list[IssuedRow]:
    """What was issued about a person, a pairing or an event; newest first."""
    query = (
        select(IssuedDocument)
        .where(
            (IssuedDocument.pairing_id == subject_id)
            | (IssuedDocument.person_id == subject_id)
            | (IssuedDocument.event_id == subject_id)
        )
        .order_by(col(IssuedDocument.issued_on).desc(), col(IssuedDocument.id).desc())
    )
    return [
        IssuedRow(row.id, row.paper, row.language, row.text_version, row.issued_on, row.signed_on)
        for row in session.exec(query).all()
    ]


def sign(session: Session, document_id: UUID, signed_on: date, today: date) -> None:
    """The paper came back signed. An agreement and a volunteer's declarations then count as being there."""
    row = session.get(IssuedDocument, document_id)
    if row is None:
        raise MentorHubError(_("Dieses Papier gibt es nicht mehr. Bitte laden Sie die Liste neu."))
    if signed_on > today:
        raise FieldError("signed_on", _("Das Datum liegt in der Zukunft."))
    row.signed_on = signed_on
    session.add(row)
    session.flush()
    if row.paper is Paper.AGREEMENT and row.pairing_id is not None:
        pairings.note_signed(session, row.pairing_id, signed_on)
    if row.paper in _EVIDENCE and row.person_id is not None:
        consent.add_evidence(session, row.person_id, _EVIDENCE[row.paper], signed_on, today)


def recovery_sheet_pdf(organisation: str, recovery_key: str, today: date) -> bytes:
    """The sheet that opens the data folder when the passphrase is forgotten."""
    return recovery_sheet.render(organisation, recovery_key, today)


def emergency_sheet(session: Session, today: date) -> Preview:
    """For the day the laptop is gone; printed and kept elsewhere. Not recorded."""
    details = programme.organisation(session)
    people_count, pairing_count, activity_count = (
        session.exec(select(func.count()).select_from(table)).one() for table in (Person, Pairing, Activity)
    )
    data = EmergencyData(
        organisation=details.name,
        regime=details.privacy_regime,
        people=people_count,
        pairings=pairing_count,
        activities=activity_count,
        controller=details.controller,
        privacy_officer=details.privacy_officer,
        supervisory_authority=details.supervisory_authority,
    )
    said = texts.load("emergency_sheet", "de")
    return Preview(emergency.render(data, today), "Laptop_weg.pdf", said.version, said.reviewed)


def _add(
    session: Session, paper: Paper, subject: UUID | None, today: date, made: Preview, sha256: str, language: str
) -> UUID:
    about = About.PERSON if paper is Paper.DATA_COPY else registry.kind(paper).about
    row = IssuedDocument(
        paper=paper,
        language=language,
        text_version=made.text_version,
        pairing_id=subject if about is About.PAIRING else None,
        event_id=subject if about is About.EVENT else None,
        person_id=subject if about not in (About.PAIRING, About.EVENT) else None,
        issued_on=today,
        sha256=sha256,
    )
    session.add(row)
    session.flush()
    return row.id


def _made(session: Session, kind: registry.Kind, ids: Ids, data: Any, said: Wording, language: str) -> Preview:
    built = kind.render(data, said)
    return Preview(built.pdf, _file_name(session, kind, ids, language), said.version, said.reviewed, built.pages)


def _file_name(session: Session, kind: registry.Kind, ids: Ids, language: str) -> str:
    """By number, never by name: file names are seen by everybody."""
    parts = [kind.file]
    if not ids:
        parts += ["leer"] if kind.blank else []
    elif kind.about is About.PAIRING:
        parts.append(pairings.row(session, ids[0]).number)
    elif kind.about is About.EVENT:
        event = session.get(Event, ids[0])
        parts += [f"{event.from_on:%Y-%m-%d}"] if event else []
    elif kind.about is not About.PEOPLE:
        parts.append(people.row(session, ids[0]).number)
    parts += [] if language == "de" else [language]
    return "_".join(parts) + ".pdf"
