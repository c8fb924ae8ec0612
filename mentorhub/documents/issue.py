"""Gathers what a paper says, makes the PDF, and notes that it was issued (not the paper itself)."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from sqlmodel import Session, col, func, select

from mentorhub import families, files, pairings, people, programme
from mentorhub.choices import MenteeKind, Paper
from mentorhub.db.tables import Activity, IssuedDocument, Pairing, Person
from mentorhub.documents import agreement, recovery_sheet, texts
from mentorhub.documents import emergency_sheet as emergency
from mentorhub.documents.agreement import AgreementData
from mentorhub.documents.emergency_sheet import EmergencyData
from mentorhub.files import Written


@dataclass(frozen=True, slots=True)
class Preview:
    """A paper as it would be printed: the very same bytes."""

    pdf: bytes
    file_name: str
    text_version: str
    reviewed: bool


@dataclass(frozen=True, slots=True)
class IssuedRow:
    paper: Paper
    language: str
    text_version: str
    issued_on: date
    signed_on: date | None


def preview_agreement(session: Session, pairing_id: UUID, today: date, language: str = "de") -> Preview:
    """Raises `MissingGlyphs` naming a character that no shipped font has."""
    data = _agreement_data(session, pairing_id, today)
    text = agreement.load_text(language)
    name = f"Patenschaftsvereinbarung_{data.number}{_suffix(language)}.pdf"
    return Preview(agreement.render(data, text), name, text.version, text.reviewed)


def issue_agreement(session: Session, pairing_id: UUID, folder: Path, today: date, language: str = "de") -> Written:
    """Save the agreement as PDF and note that it was issued. An existing file is never overwritten."""
    preview = preview_agreement(session, pairing_id, today, language)
    written = files.write_new(folder / preview.file_name, preview.pdf)
    note_agreement(session, pairing_id, today, preview, written.sha256, language)
    return written


def note_agreement(
    session: Session, pairing_id: UUID, today: date, preview: Preview, sha256: str = "", language: str = "de"
) -> None:
    """The agreement left the program, on paper or as a file."""
    session.add(
        IssuedDocument(
            paper=Paper.AGREEMENT,
            language=language,
            text_version=preview.text_version,
            pairing_id=pairing_id,
            issued_on=today,
            sha256=sha256,
        )
    )
    pairings.note_printed(session, pairing_id, today)


def blank_agreement(session: Session, language: str = "de") -> Preview:
    """To fill in by hand, without number or date; not recorded."""
    text = agreement.load_text(language)
    data = AgreementData(_organisation(session), blank=True)
    name = f"Patenschaftsvereinbarung_leer{_suffix(language)}.pdf"
    return Preview(agreement.render(data, text), name, text.version, text.reviewed)


def issued(session: Session, pairing_id: UUID) -> list[IssuedRow]:
    """Newest first."""
    query = (
        select(IssuedDocument)
        .where(IssuedDocument.pairing_id == pairing_id)
        .order_by(col(IssuedDocument.issued_on).desc(), col(IssuedDocument.id).desc())
    )
    return [
        IssuedRow(row.paper, row.language, row.text_version, row.issued_on, row.signed_on)
        for row in session.exec(query).all()
    ]


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
    text = texts.load("emergency_sheet", "de")
    return Preview(emergency.render(data, today), "Laptop_weg.pdf", text.version, text.reviewed)


def _agreement_data(session: Session, pairing_id: UUID, today: date) -> AgreementData:
    pairing = pairings.row(session, pairing_id)
    mentor = people.get(session, pairing.mentor_id)
    mentee = people.get(session, pairing.mentee_id)
    majority = programme.number(session, "age.of_majority")
    released = pairing.contact_released
    details = pairing.details
    return AgreementData(
        organisation=_organisation(session),
        number=pairing.number,
        programme=details.programme,
        form=details.form,
        mentor_name=mentor.name,
        mentor_phone=(mentor.mobile or mentor.phone) if released else "",
        mentee_name=mentee.name,
        mentee_phone=(mentee.mobile or mentee.phone) if released else "",
        household=_household(session, pairing.mentee_id) if mentee.kind is MenteeKind.FAMILY else (),
        minor=people.may_be_minor(mentee, today, majority),
        children=families.has_minors(session, pairing.mentee_id, today, majority),
        guardians=tuple(guardian.name for guardian in families.guardians(session, pairing.mentee_id)),
        goals=details.goals,
        topics=tuple(sorted(details.topics, key=lambda topic: topic.german)),
        trial_start=pairing.trial_start,
        trial_end=pairing.trial_end,
        start_on=pairing.start_on,
        planned_end_on=pairing.planned_end_on,
        rhythm=details.rhythm,
        hours=details.hours_per_meeting,
        places=(details.place,),
        printed_on=today,
    )


def _organisation(session: Session) -> agreement.Organisation:
    details = programme.organisation(session)
    names = agreement.Organisation.__dataclass_fields__
    return agreement.Organisation(**{name: getattr(details, name) for name in names})


def _household(session: Session, person_id: UUID) -> tuple[str, ...]:
    return tuple(member.name for _id, member in families.members(session, person_id))


def _suffix(language: str) -> str:
    return "" if language == "de" else f"_{language}"
