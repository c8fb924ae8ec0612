"""All papers: what each is about, where its data comes from, how it is drawn. One list for screens and command line."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlmodel import Session

from mentorhub.choices import Paper
from mentorhub.documents.gathering.basics import Ids

if TYPE_CHECKING:
    from mentorhub.documents.layout import Built
    from mentorhub.documents.wording import Wording


class About(StrEnum):
    """What must be chosen before a filled paper can be printed."""

    VOLUNTEER = "volunteer"
    MENTEE = "mentee"
    PERSON = "person"
    PAIRING = "pairing"
    EVENT = "event"
    PEOPLE = "people"
    FOLDER = "folder"
    """Nothing: it is about the whole folder, and there is no blank one."""


@dataclass(frozen=True)
class Kind:
    paper: Paper
    about: About
    gather: Callable[[Session, Ids, date], Any]
    render: "Callable[[Any, Wording], Built]"
    file: str
    """The beginning of its file's name. Never a person's name."""
    signed: bool = False
    """Comes back with signatures: the day can be entered later."""

    @property
    def blank(self) -> bool:
        return self.about is not About.FOLDER


def kind(paper: Paper) -> Kind:
    return _kinds()[paper]


def kinds(*about: About) -> list[Kind]:
    """In the order in which they are offered; all without `about`."""
    return [each for each in _kinds().values() if not about or each.about in about]


@cache
def _kinds() -> dict[Paper, Kind]:
    """Made when first asked for: drawing needs libraries that the start of the program does not."""
    from mentorhub.documents import agreement
    from mentorhub.documents.gathering import money, offices, pairs, persons
    from mentorhub.documents.papers import (
        activity_sheet,
        certificate_request,
        certificates,
        confidentiality,
        consent,
        events,
        expense_sheet,
        information,
        inspection_record,
        labels,
        letters,
        lists,
        mediation_confirmation,
        mentee_form,
        mentor_form,
        processing_record,
        report_sheet,
    )

    about = About
    listed = [
        Kind(Paper.AGREEMENT, about.PAIRING, pairs.agreement_data, agreement.paper, "Patenschaftsvereinbarung", True),
        Kind(
            Paper.ACTIVITY_SHEET, about.PAIRING, pairs.activity_sheet_data, activity_sheet.render, "Aktivitaetenbogen"
        ),
        Kind(Paper.CLOSING_LETTER, about.PAIRING, pairs.letter_data, letters.closing, "Abschlussbrief"),
        Kind(Paper.UNREACHABLE_LETTER, about.PAIRING, pairs.letter_data, letters.unreachable, "Brief_nicht_erreichbar"),
        Kind(Paper.MENTOR_FORM, about.VOLUNTEER, persons.mentor_form_data, mentor_form.render, "Profilbogen"),
        Kind(Paper.MENTEE_FORM, about.MENTEE, persons.mentee_form_data, mentee_form.render, "Aufnahmebogen"),
        Kind(
            Paper.CONFIDENTIALITY,
            about.VOLUNTEER,
            persons.confidentiality_data,
            confidentiality.render,
            "Verschwiegenheit",
            True,
        ),
        Kind(
            Paper.SELF_COMMITMENT,
            about.VOLUNTEER,
            persons.confidentiality_data,
            confidentiality.render,
            "Selbstverpflichtung",
            True,
        ),
        Kind(Paper.CONSENT, about.PERSON, persons.consent_data, consent.render, "Einwilligung", True),
        Kind(Paper.INFORMATION, about.PERSON, persons.information_data, information.render, "Informationsblatt"),
        Kind(
            Paper.CERTIFICATE_REQUEST,
            about.VOLUNTEER,
            persons.certificate_request_data,
            certificate_request.render,
            "Aufforderung_Fuehrungszeugnis",
        ),
        Kind(
            Paper.INSPECTION_RECORD,
            about.VOLUNTEER,
            persons.inspection_record_data,
            inspection_record.render,
            "Einsichtnahme",
        ),
        Kind(
            Paper.VOLUNTEERING_CERTIFICATE,
            about.VOLUNTEER,
            persons.volunteering_data,
            certificates.volunteering,
            "Bescheinigung",
        ),
        Kind(
            Paper.ENGAGEMENT_DATA,
            about.VOLUNTEER,
            persons.volunteering_data,
            certificates.engagement,
            "Datenblatt_Engagementnachweis",
        ),
        Kind(
            Paper.CARD_CONFIRMATION,
            about.VOLUNTEER,
            persons.card_data,
            certificates.card,
            "Bestaetigung_Ehrenamtskarte",
        ),
        Kind(
            Paper.MEDIATION_CONFIRMATION,
            about.VOLUNTEER,
            persons.mediation_data,
            mediation_confirmation.render,
            "Bestaetigungsbogen_Sprachmittlung",
        ),
        Kind(
            Paper.EXPENSE_SHEET, about.VOLUNTEER, money.expense_data, expense_sheet.render, "Auslagenabrechnung", True
        ),
        Kind(
            Paper.TRAINING_CERTIFICATE, about.EVENT, money.certificate_data, events.certificates, "Schulungszertifikat"
        ),
        Kind(Paper.ATTENDANCE_LIST, about.EVENT, money.attendance_data, events.attendance, "Teilnahmeliste"),
        Kind(Paper.SERIAL_LETTER, about.PEOPLE, offices.serial_data, letters.serial, "Serienbrief"),
        Kind(Paper.LABELS, about.PEOPLE, offices.labels_data, labels.render, "Etiketten"),
        Kind(Paper.HANDOVER, about.FOLDER, offices.handover_data, lists.handover, "Uebergabe"),
        Kind(Paper.PHONE_LIST, about.FOLDER, offices.phone_data, lists.phones, "Telefonliste"),
        Kind(Paper.LANGUAGES_NOTICE, about.FOLDER, offices.languages_data, lists.languages, "Aushang_Sprachen"),
        Kind(Paper.REPORT_SHEET, about.FOLDER, offices.report_sheet_data, report_sheet.render, "Meldebogen"),
        Kind(
            Paper.PROCESSING_RECORD,
            about.FOLDER,
            persons.information_data,
            processing_record.render,
            "Verzeichnis_der_Verarbeitung",
        ),
    ]
    return {each.paper: each for each in listed}
