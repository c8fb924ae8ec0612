"""Papers that were issued: what, when, for whom, in which wording; not the paper itself."""

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from mentorhub.choices import Paper
from mentorhub.db.tables.base import Record, pick, refers


class IssuedDocument(Record, table=True):
    __tablename__ = "issued_document"

    paper: Paper = pick(Paper, "paper")
    language: str = "de"
    text_version: str = ""
    pairing_id: UUID | None = refers("pairing.id", "CASCADE", default=None, nullable=True)
    person_id: UUID | None = refers("person.id", "CASCADE", default=None, nullable=True)
    event_id: UUID | None = refers("event.id", "CASCADE", default=None, nullable=True)
    issued_on: date = Field(index=True)
    signed_on: date | None = None
    sha256: str = ""


class Attachment(Record, table=True):
    """A scan of a signed paper, or an issued paper itself, encrypted with everything else.

    It hangs on exactly one record and goes with it. Never on anything about a certificate of conduct: that table has no
    column here, and `db.triggers` refuses the two papers about it and every check that is no signed paper.
    """

    __table_args__ = (
        sa.CheckConstraint(
            "(document_id IS NOT NULL) + (consent_id IS NOT NULL) + (evidence_id IS NOT NULL) = 1", name="one_record"
        ),
        sa.CheckConstraint("is_issued = 0 OR document_id IS NOT NULL", name="issued_is_of_a_document"),
        sa.CheckConstraint("media_type IN ('application/pdf', 'image/jpeg', 'image/png')", name="media_type"),
        sa.CheckConstraint("length(content) > 0", name="not_empty"),
    )

    document_id: UUID | None = refers("issued_document.id", "CASCADE", default=None, nullable=True)
    consent_id: UUID | None = refers("consent.id", "CASCADE", default=None, nullable=True)
    evidence_id: UUID | None = refers("evidence.id", "CASCADE", default=None, nullable=True)
    name: str = Field(max_length=200)
    media_type: str = Field(max_length=100)
    is_issued: bool = Field(default=False, description="The PDF as it was issued; otherwise a scan.")
    content: bytes


class OwnText(Record, table=True):
    """The organisation's own wording of a paper in one language; the shipped one counts where there is none."""

    __tablename__ = "own_text"
    __table_args__ = (sa.UniqueConstraint("paper", "language"),)

    paper: Paper = pick(Paper, "paper")
    language: str = Field(max_length=12)
    text_version: str = Field(max_length=60)
    content: str = Field(description="TOML, as the shipped texts.")
