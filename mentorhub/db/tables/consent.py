"""What people agreed to and which papers they have shown or signed."""

from datetime import date
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlmodel import Field

from mentorhub.choices import ConsentForm, ConsentGiver, EvidenceKind, Purpose
from mentorhub.db.tables.base import Keyed, Record, pick, refers


class Consent(Record, table=True):
    """One consent to one purpose. A withdrawn one stays as proof; a new one is a new row."""

    __table_args__ = (
        sa.CheckConstraint("withdrawn_on IS NULL OR withdrawn_on >= given_on", name="dates"),
        sa.Index(
            "uq_consent_one_in_force",
            "person_id",
            "purpose",
            unique=True,
            sqlite_where=sa.text("withdrawn_on IS NULL"),
        ),
    )

    person_id: UUID = refers("person.id", "CASCADE")
    purpose: Purpose = pick(Purpose, "purpose")
    given_on: date
    form: ConsentForm = pick(ConsentForm, "form", default=ConsentForm.PAPER)
    given_by: ConsentGiver = pick(ConsentGiver, "given_by", default=ConsentGiver.SELF)
    text_version: str = ""
    language: str = "de"
    paper_location: str = ""
    withdrawn_on: date | None = None
    withdrawn_via: str = ""


class Evidence(Record, table=True):
    """A signed paper or a check, by the day it was signed or done."""

    person_id: UUID = refers("person.id", "CASCADE")
    kind: EvidenceKind = pick(EvidenceKind, "kind")
    day: date
    text_version: str = ""
    paper_location: str = ""


class ConductCertificate(Keyed, table=True):
    """The certificate of conduct (erweitertes Führungszeugnis): exactly the three facts that s. 72a V SGB VIII allows.

    That it was inspected (the row), its date, and whether it shows a relevant conviction. No copy, no note.
    Not even the moment of entry is kept: the row has no times, and its key is a random one.
    """

    __tablename__ = "conduct_certificate"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    person_id: UUID = refers("person.id", "CASCADE", unique=True)
    issued_on: date
    relevant_conviction: bool = False
