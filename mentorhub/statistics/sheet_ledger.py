"""What is remembered of the Meldebögen: every revision as it was published, and the numbers that the gate compares.

The exact numbers stand only here, encrypted with everything else, and only as far as the next rounding needs them.
"""

import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from mentorhub.db.tables import SheetRelease
from mentorhub.statistics import rounding
from mentorhub.statistics.disclosure import Row
from mentorhub.statistics.gate import Counted, Release, ReleasedCell, ReleasedTable, Snapshot
from mentorhub.statistics.memory import HoursRelease, Ledger


@dataclass(frozen=True)
class Taken:
    """One revision of one association's Meldebogen, as it counts for the town."""

    association: str
    period: str
    revision: int
    catalogue: str
    taken_on: date
    sha256: str
    supersedes: str
    rows: tuple[Row, ...]
    withheld: tuple[str, ...]

    @property
    def name(self) -> str:
        """How the folder's note calls it among the packages."""
        return f"{self.association} {self.period}"


def load(session: Session, association: str) -> Ledger:
    """All that was ever released of this association's sheets, oldest first."""
    releases: list[Release] = []
    hours: list[HoursRelease] = []
    for row in _rows(session):
        if row.association == association:
            figures = json.loads(row.figures)
            releases += [_release(one) for one in figures["releases"]]
            hours += [_hours(one) for one in figures["hours"]]
    return Ledger(tuple(releases), tuple(hours))


def taken(session: Session) -> list[Taken]:
    """Every revision, oldest first."""
    return [_taken(row) for row in _rows(session)]


def newest(session: Session, association: str, period: str) -> Taken | None:
    own = [one for one in taken(session) if (one.association, one.period) == (association, period)]
    return max(own, key=lambda one: one.revision, default=None)


def memories(session: Session, key: bytes) -> dict[str, str]:
    """By the hash of each revision, a keyed digest of what is remembered of it, as the ledger of packages has it."""
    return {row.sha256: hmac.new(key, row.figures.encode(), hashlib.sha256).hexdigest() for row in _rows(session)}


def store(session: Session, new: Taken, before: Ledger, after: Ledger) -> None:
    """Remember a revision and what in the ledger is new with it. Hours that weren't told leave no trace."""
    releases = [one for one in after.releases if one not in before.releases]
    hours = [one for one in after.hours if one not in before.hours]
    session.add(
        SheetRelease(
            association=new.association,
            period=new.period,
            revision=new.revision,
            catalogue=new.catalogue,
            taken_on=new.taken_on,
            sha256=new.sha256,
            figures=json.dumps(
                {
                    "supersedes": new.supersedes,
                    "withheld": list(new.withheld),
                    "rows": [
                        [one.table, one.feature, one.cell, one.measure, one.value, one.stand.isoformat()]
                        for one in new.rows
                    ],
                    "releases": [_release_json(one) for one in releases],
                    "hours": [_hours_json(one) for one in hours],
                }
            ),
        )
    )
    session.flush()


def subkey(secret: bytes, association: str) -> bytes:
    """Each association's sheets are rounded with a secret of their own."""
    return rounding.subkey(secret, f"Meldebogen {association}")


def _rows(session: Session) -> Sequence[SheetRelease]:
    query = select(SheetRelease).order_by(col(SheetRelease.created_at), col(SheetRelease.id))
    return session.exec(query).all()


def _taken(row: SheetRelease) -> Taken:
    figures = json.loads(row.figures)
    rows = tuple(
        Row(table, feature, cell, measure, value, date.fromisoformat(stand))
        for table, feature, cell, measure, value, stand in figures["rows"]
    )
    return Taken(
        association=row.association,
        period=row.period,
        revision=row.revision,
        catalogue=row.catalogue,
        taken_on=row.taken_on,
        sha256=row.sha256,
        supersedes=figures["supersedes"],
        rows=rows,
        withheld=tuple(figures["withheld"]),
    )


def _release_json(release: Release) -> dict[str, Any]:
    counted = release.snapshot.counted or Counted(())
    return {
        "population": release.population,
        "definition": release.definition,
        "stand": release.stand.isoformat(),
        "exact": release.exact,
        "tables": [
            [one.code, [[cell.code, cell.definition, cell.truth, cell.shown] for cell in one.cells]]
            for one in release.tables
        ],
        "counted": [[[name, list(sizes)] for name, sizes in counted.tables], counted.spare],
    }


def _release(given: dict[str, Any]) -> Release:
    tables, spare = given["counted"]
    counted = Counted(tuple((name, tuple(sizes)) for name, sizes in tables), spare)
    return Release(
        population=given["population"],
        definition=given["definition"],
        stand=date.fromisoformat(given["stand"]),
        exact=given["exact"],
        tables=tuple(
            ReleasedTable(code, tuple(ReleasedCell(*cell) for cell in cells)) for code, cells in given["tables"]
        ),
        snapshot=Snapshot(counted=counted),
    )


def _hours_json(release: HoursRelease) -> list[Any]:
    shown = dict(release.shown)
    return [release.quarter, release.definition, release.stand.isoformat(), release.total, shown]


def _hours(given: list[Any]) -> HoursRelease:
    quarter, definition, stand, total, shown = given
    return HoursRelease(quarter, definition, date.fromisoformat(stand), total, shown, Snapshot())
