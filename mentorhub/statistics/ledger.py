"""The ledger in the data folder: what was released, kept as JSON and keyed hashes beside everything else, encrypted."""

import hashlib
import hmac
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from mentorhub.db.tables import ExportRelease, ReleaseErasure, ReleaseMember, Secret
from mentorhub.statistics.comment import Comment
from mentorhub.statistics.disclosure import FIGURES, Row
from mentorhub.statistics.gate import Mark, Release, ReleasedCell, ReleasedTable, Snapshot, fingerprint
from mentorhub.statistics.memory import HoursRelease, Ledger, Restart, ledger_key

NAME = "statistics"
RESTART = "restart"
"""Stands where a package has its period: a recorded restart after a lost ledger."""


@dataclass(frozen=True)
class Exported:
    """One package that was written: enough to repeat it, to compare with it and to show its history."""

    period: str
    revision: int
    catalogue: str
    exported_on: date
    sha256: str
    supersedes: str
    rows: tuple[Row, ...]
    stand: date
    comment: Comment | None = None
    saved_to: str = ""


def secret(session: Session) -> bytes:
    """The secret behind all offsets of this association. Made once, kept for ever: it never leaves, nor changes.

    A new folder makes it when it's founded, so that its very first backup holds it: offsets that begin anew after a
    restored backup would tell more about small groups (decision 25).
    """
    row = session.exec(select(Secret).where(Secret.name == NAME)).first()
    if row is None:
        row = Secret(name=NAME, value=secrets.token_hex(32))
        session.add(row)
        session.flush()
    return bytes.fromhex(row.value)


def load(session: Session) -> Ledger:
    """All that was ever released, oldest first."""
    marks, erased = _members(session), _erasures(session)
    releases: list[Release] = []
    hours: list[HoursRelease] = []
    for row in rows(session):
        figures = json.loads(row.figures)
        for one in figures["releases"]:
            name = one["population"]
            kept = Snapshot(frozenset(marks.get((row.id, name), ())), erased.get((row.id, name), 0))
            releases.append(_release(one, kept))
        for one in figures["hours"]:
            name = _hours_name(one["quarter"])
            kept = Snapshot(frozenset(marks.get((row.id, name), ())), erased.get((row.id, name), 0))
            hours.append(_hours(one, kept))
    return Ledger(tuple(releases), tuple(hours), max(restarts(session), key=lambda one: one.number, default=None))


def history(session: Session) -> list[Exported]:
    """Every package that was written, oldest first."""
    return [_exported(row) for row in rows(session) if row.period != RESTART]


def memories(session: Session) -> dict[str, str]:
    """By the hash of each package, a keyed digest of what is remembered of it: an edited ledger gives another.

    How many were counted is part of it, and an erasure keeps that: one mark less, one more in the counter.
    """
    key = ledger_key(secret(session))
    counted: dict[UUID, int] = {}
    for (release, _population), marks in _members(session).items():
        counted[release] = counted.get(release, 0) + len(marks)
    for (release, _population), erased in _erasures(session).items():
        counted[release] = counted.get(release, 0) + erased
    return {
        row.package_sha256: hmac.new(
            key, f"{row.figures}\x1f{counted.get(row.id, 0)}".encode(), hashlib.sha256
        ).hexdigest()
        for row in rows(session)
    }


def accounted_for(session: Session) -> set[str]:
    """The packages that a recorded restart has taken in: lost, but answered for."""
    found = [json.loads(row.figures)["files"] for row in rows(session) if row.period == RESTART]
    return {sha256 for files in found for sha256 in files}


def restarts(session: Session) -> list[Restart]:
    """Every recorded restart, oldest first."""
    return [
        Restart(row.revision, row.exported_on, date.fromisoformat(given["after"]), given["shown"])
        for row in rows(session)
        if row.period == RESTART
        for given in [json.loads(row.figures)]
    ]


def store_restart(session: Session, restart: Restart, files: Sequence[str], sha256: str, catalogue: str) -> None:
    """Put a restart on record, with the hashes of all packages it answers for."""
    figures = {
        "supersedes": "", "rows": [], "releases": [], "hours": [],
        "after": restart.after.isoformat(), "shown": dict(restart.shown), "files": list(files),
    }  # fmt: skip
    session.add(
        ExportRelease(
            period=RESTART,
            revision=restart.number,
            catalogue=catalogue,
            exported_on=restart.on,
            package_sha256=sha256,
            figures=json.dumps(figures),
        )
    )
    session.flush()


def last(session: Session, period: str) -> Exported | None:
    """The newest package of a period."""
    query = select(ExportRelease).where(ExportRelease.period == period).order_by(col(ExportRelease.revision).desc())
    row = session.exec(query).first()
    return None if row is None else _exported(row)


def store(session: Session, exported: Exported, before: Ledger, after: Ledger) -> None:
    """Remember a package and what in the ledger is new with it."""
    releases = [one for one in after.releases if one not in before.releases]
    hours = [one for one in after.hours if one not in before.hours]
    row = ExportRelease(
        period=exported.period,
        revision=exported.revision,
        catalogue=exported.catalogue,
        exported_on=exported.exported_on,
        package_sha256=exported.sha256,
        saved_to=exported.saved_to,
        figures=json.dumps(
            {
                "supersedes": exported.supersedes,
                "stand": exported.stand.isoformat(),
                **_comment_json(exported.comment),
                "rows": [
                    [one.table, one.feature, one.cell, one.measure, one.value, one.stand.isoformat()]
                    for one in exported.rows
                ],
                "releases": [_release_json(one) for one in releases],
                "hours": [_hours_json(one) for one in hours],
            }
        ),
    )
    session.add(row)
    session.flush()
    snapshots = [(one.population, one.snapshot) for one in releases]
    snapshots += [(_hours_name(one.quarter), one.snapshot) for one in hours]
    session.add_all(
        ReleaseMember(release_id=row.id, population=name, h1=" ".join((mark.who, *mark.parties)), h2=mark.what)
        for name, snapshot in snapshots
        for mark in sorted(snapshot.marks, key=lambda mark: mark.who)
    )
    session.flush()


def note_saved(session: Session, period: str, revision: int, folder: str) -> None:
    """The same package again, into another folder."""
    query = select(ExportRelease).where(ExportRelease.period == period, ExportRelease.revision == revision)
    row = session.exec(query).one()
    if row.saved_to != folder:
        row.saved_to = folder
        session.add(row)
        session.flush()


def forget(session: Session, person_id: UUID) -> None:
    """Erase one person from the memory of all releases; only how many marks went is kept, and that for the gate."""
    name = fingerprint(ledger_key(secret(session)), str(person_id))
    gone = session.exec(select(ReleaseMember).where(col(ReleaseMember.h1).contains(name))).all()
    for member in gone:
        query = select(ReleaseErasure).where(
            ReleaseErasure.release_id == member.release_id, ReleaseErasure.population == member.population
        )
        count = session.exec(query).first() or ReleaseErasure(
            release_id=member.release_id, population=member.population
        )
        count.erased += 1
        session.add(count)
        session.delete(member)
        session.flush()


def rows(session: Session) -> Sequence[ExportRelease]:
    """All that is on record, packages and restarts, oldest first."""
    return session.exec(select(ExportRelease).order_by(col(ExportRelease.created_at), col(ExportRelease.id))).all()


def _members(session: Session) -> dict[tuple[UUID, str], list[Mark]]:
    found: dict[tuple[UUID, str], list[Mark]] = {}
    query = select(ReleaseMember.release_id, ReleaseMember.population, ReleaseMember.h1, ReleaseMember.h2)
    for release, population, h1, h2 in session.exec(query).all():
        who, *parties = h1.split(" ")
        found.setdefault((release, population), []).append(Mark(who, h2, tuple(parties)))
    return found


def _erasures(session: Session) -> dict[tuple[UUID, str], int]:
    return {(one.release_id, one.population): one.erased for one in session.exec(select(ReleaseErasure)).all()}


def _hours_name(quarter: str) -> str:
    return f"hours {quarter}"


def _exported(row: ExportRelease) -> Exported:
    figures = json.loads(row.figures)
    rows = tuple(
        Row(table, feature, cell, measure, value, date.fromisoformat(stand))
        for table, feature, cell, measure, value, stand in figures["rows"]
    )
    return Exported(
        period=row.period,
        revision=row.revision,
        catalogue=row.catalogue,
        exported_on=row.exported_on,
        sha256=row.package_sha256,
        supersedes=figures["supersedes"],
        rows=rows,
        stand=date.fromisoformat(figures["stand"]) if "stand" in figures else _stand(rows),
        comment=_comment(figures.get("comment")),
        saved_to=row.saved_to,
    )


def _stand(rows: Sequence[Row]) -> date:
    """Of a package made before its Stand was kept: the exact figures of its own day come first."""
    return next(one.stand for one in rows if one.table == FIGURES)


def _comment_json(comment: Comment | None) -> dict[str, Any]:
    return {} if comment is None else {"comment": [comment.text, comment.approved_on.isoformat()]}


def _comment(given: list[str] | None) -> Comment | None:
    return None if given is None else Comment(given[0], date.fromisoformat(given[1]))


def _release_json(release: Release) -> dict[str, Any]:
    return {
        "population": release.population,
        "definition": release.definition,
        "stand": release.stand.isoformat(),
        "exact": release.exact,
        "tables": [
            {
                "code": table.code,
                "cells": [[cell.code, cell.definition, cell.truth, cell.shown] for cell in table.cells],
            }
            for table in release.tables
        ],
    }


def _release(given: dict[str, Any], snapshot: Snapshot) -> Release:
    return Release(
        population=given["population"],
        definition=given["definition"],
        stand=date.fromisoformat(given["stand"]),
        exact=given["exact"],
        tables=tuple(
            ReleasedTable(table["code"], tuple(ReleasedCell(*cell) for cell in table["cells"]))
            for table in given["tables"]
        ),
        snapshot=snapshot,
    )


def _hours_json(release: HoursRelease) -> dict[str, Any]:
    return {
        "quarter": release.quarter,
        "definition": release.definition,
        "stand": release.stand.isoformat(),
        "total": release.total,
        "shown": dict(release.shown),
    }


def _hours(given: dict[str, Any], snapshot: Snapshot) -> HoursRelease:
    return HoursRelease(
        quarter=given["quarter"],
        definition=given["definition"],
        stand=date.fromisoformat(given["stand"]),
        total=given["total"],
        shown=given["shown"],
        snapshot=snapshot,
    )
