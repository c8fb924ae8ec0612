"""The export ledger: what left this folder as statistics, so that comparing repeated exports finds nobody."""

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from mentorhub.db.tables.base import Record, refers


class ExportRelease(Record, table=True):
    """One exported package. `figures` is JSON: per population the true and the published cells, and the Stand."""

    __tablename__ = "export_release"
    __table_args__ = (sa.UniqueConstraint("period", "revision"),)

    period: str = Field(max_length=20)
    revision: int = 1
    catalogue: str
    exported_on: date
    package_sha256: str
    figures: str = "{}"
    saved_to: str = Field(default="", description="The folder it was last written into, on this computer.")


class ReleaseMember(Record, table=True):
    """One person (or pairing) in one released population, as two keyed hashes (statistics research, Ledger).

    `h1` is keyed by the member, `h2` by the member and the codes exported for it; neither can be turned back.
    """

    __tablename__ = "release_member"
    __table_args__ = (sa.Index("ix_release_member_release_id_population", "release_id", "population"),)

    release_id: UUID = refers("export_release.id", "CASCADE")
    population: str = Field(max_length=20)
    h1: str
    h2: str


class ReleaseErasure(Record, table=True):
    """How many members were erased from one population of a release since: counted, never named."""

    __tablename__ = "release_erasure"
    __table_args__ = (sa.UniqueConstraint("release_id", "population"),)

    release_id: UUID = refers("export_release.id", "CASCADE")
    population: str = Field(max_length=20)
    erased: int = 0


class SheetRelease(Record, table=True):
    """One revision of an association's Meldebogen, taken in by the network: `figures` is JSON, as in `ExportRelease`.

    Nobody stands behind its numbers: no member can be erased from it.
    """

    __tablename__ = "sheet_release"
    __table_args__ = (sa.UniqueConstraint("association", "period", "revision"),)

    association: str = Field(max_length=40)
    period: str = Field(max_length=20)
    revision: int = 1
    catalogue: str
    taken_on: date
    sha256: str
    figures: str = "{}"


class ReportComment(Record, table=True):
    """The coordinator's own words for a period's package: free text, approved by hand before it leaves."""

    __tablename__ = "report_comment"

    period: str = Field(unique=True, max_length=20)
    text: str = ""
    approved_on: date | None = None
