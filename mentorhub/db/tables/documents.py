"""Papers that were issued: what, when, for whom, in which wording; not the paper itself."""

from datetime import date
from uuid import UUID

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
    issued_on: date = Field(index=True)
    signed_on: date | None = None
    sha256: str = ""
