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
    """A scan that belongs to an issued paper, encrypted with everything else; never of a certificate of conduct."""

    document_id: UUID = refers("issued_document.id", "CASCADE")
    name: str = Field(max_length=200)
    media_type: str = Field(max_length=100)
    content: bytes


class OwnText(Record, table=True):
    """The organisation's own wording of a paper in one language; the shipped one counts where there is none."""

    __tablename__ = "own_text"
    __table_args__ = (sa.UniqueConstraint("paper", "language"),)

    paper: Paper = pick(Paper, "paper")
    language: str = Field(max_length=12)
    text_version: str = Field(max_length=60)
    content: str = Field(description="TOML, as the shipped texts.")
