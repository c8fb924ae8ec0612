"""Invented pairings to print, and how to read the paper again."""

import io
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from mentorhub.choices import LegalForm, PairingForm, Place, PrivacyRegime, Programme, Rhythm, Topic
from mentorhub.documents import agreement
from mentorhub.documents.agreement import AgreementData, Organisation

ORGANISATION = Organisation(
    name="Patenschaften Musterstadt e. V.",
    street="Lindenweg 7",
    postcode="59999",
    city="Musterstadt",
    phone="02599 / 123 45-67",
    email="post@musterstadt.example",
    coordinator="Petra Lindemann",
    deputy="Jonas Weber",
    office_hours="Di und Do 9–12 Uhr",
    insurance_liability="Muster-Versicherung, Vertrag 12-345",
    insurance_accident="Muster-Unfallkasse",
)
AK = Organisation(
    name="Arbeitskreis Willkommen",
    legal_form=LegalForm.INFORMAL,
    privacy_regime=PrivacyRegime.DSG_EKD,
    coordinator="Petra Lindemann",
)
PAIRING = AgreementData(
    organisation=ORGANISATION,
    number="PS-2026-014",
    programme=Programme.EVERYDAY,
    form=PairingForm.ONE_TO_ONE,
    mentor_name="Şükrü Öztürk",
    mentor_phone="0171 234 56 78",
    mentee_name="أحمد العلي",
    mentee_phone="+49 2521 / 123 45-68",
    goals="Ich möchte besser Deutsch sprechen und eine Ausbildung finden.",
    topics=(Topic.GERMAN, Topic.APPLICATION),
    trial_start=date(2026, 12, 1),
    trial_end=date(2027, 1, 31),
    start_on=date(2027, 2, 1),
    planned_end_on=date(2028, 1, 31),
    rhythm=Rhythm.WEEKLY,
    hours=2.5,
    places=(Place.PUBLIC, Place.OFFICE),
    printed_on=date(2026, 11, 23),
)
MINOR_FAMILY = replace(
    PAIRING,
    organisation=AK,
    form=PairingForm.FAMILY,
    mentee_name="ሰላም ተስፋይ",
    household=("Наталія Коваленко", "Марко", "Олена"),
    minor=True,
    guardians=("Frewoini Tesfay", "Kidane Tesfay"),
)


def printed(**changes: Any) -> bytes:
    return agreement.render(replace(PAIRING, **changes), agreement.load_text())


def pages(pdf: bytes) -> int:
    return len(PdfReader(io.BytesIO(pdf)).pages)


def words(pdf: bytes) -> str:
    """Everything a reader finds, as one line."""
    reader = PdfReader(io.BytesIO(pdf))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def poppler_words(pdf: bytes, folder: Path) -> str:
    path = folder / "paper.pdf"
    path.write_bytes(pdf)
    found = subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True).stdout.decode()
    plain = "".join(character for character in found if character not in "\u200e\u200f\u202a\u202b\u202c\u2068\u2069")
    return " ".join(plain.split())
