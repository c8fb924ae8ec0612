"""What is remembered of earlier exports, and whether enough has changed since: the gate over persons.

A snapshot holds keyed hashes only. Whoever reads the ledger can neither name a person nor a feature; whoever
lacks the key can't even test a guess.
"""

import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from mentorhub.statistics.catalogue import Population
from mentorhub.statistics.rounding import Known


@dataclass(frozen=True)
class Unit:
    """One person or pairing as it is counted: its key in this data folder and its codes by feature.

    `parties` are the people behind a pairing: the mentor first, the mentee's household last (erasure looks at
    all).
    """

    key: str
    codes: Mapping[str, str | None]
    parties: tuple[str, ...] = ()
    since: date | None = None
    """The first day it can have been counted, as far as dates tell; asked after a restart only."""


@dataclass(frozen=True)
class Mark:
    """One unit in a snapshot: `who` it is, `what` was exported of it, the people behind it; hashes all."""

    who: str
    what: str
    parties: tuple[str, ...] = ()


@dataclass(frozen=True)
class Counted:
    """Members known by their numbers alone, as a Meldebogen tells them: by table, how many are in each cell.

    `spare`: by how many the pairings outnumber the people behind them, both sides together; 0 where people are counted.
    """

    tables: tuple[tuple[str, tuple[int, ...]], ...]
    spare: int = 0


@dataclass(frozen=True)
class Snapshot:
    marks: frozenset[Mark] = frozenset()
    erased: int = 0
    """How many marks erasure has removed: the gate counts that many changes less, so it opens later, never
    earlier.
    """
    counted: Counted | None = None
    """Instead of marks, where only numbers are known."""


@dataclass(frozen=True)
class ReleasedCell:
    """One cell as it was released: the true and the published count."""

    code: str
    definition: str
    truth: int
    shown: int


@dataclass(frozen=True)
class ReleasedTable:
    code: str
    cells: tuple[ReleasedCell, ...]

    @property
    def total(self) -> int:
        """The rounded total, which may differ from table to table; the Eckzahl is the exact one."""
        return sum(cell.shown for cell in self.cells)


@dataclass(frozen=True)
class Release:
    """One population's breakdowns at one day; without a table too: a year in which nothing was shown counts."""

    population: str
    definition: str
    stand: date
    exact: int
    tables: tuple[ReleasedTable, ...]
    snapshot: Snapshot


def mark(key: bytes, population: Population, unit: Unit) -> Mark:
    """What the ledger keeps of one unit: the exported cells, not the codes behind them."""
    cells = [table.cell_of(unit.codes).definition for table in population.tables]
    return Mark(
        who=fingerprint(key, unit.key),
        what=fingerprint(key, unit.key, *cells),
        parties=tuple(fingerprint(key, party) for party in unit.parties),
    )


def fingerprint(key: bytes, *parts: str) -> str:
    """Keyed hash of some words; without the key no guess can be tried."""
    return hmac.new(key, "\x1f".join(parts).encode(), hashlib.sha256).hexdigest()


def snapshot(key: bytes, population: Population, units: Iterable[Unit]) -> Snapshot:
    return Snapshot(frozenset(mark(key, population, unit) for unit in units))


def forget(release: Release, fingerprint_of_person: str) -> Release:
    """After an erasure: the person's marks go, an anonymous counter remembers how many."""
    gone = {
        one
        for one in release.snapshot.marks
        if fingerprint_of_person == one.who or fingerprint_of_person in one.parties
    }
    kept = Snapshot(release.snapshot.marks - gone, release.snapshot.erased + len(gone))
    return replace(release, snapshot=kept)


def changes(before: Snapshot, after: Snapshot) -> int:
    """How many people changed between two snapshots: joined, left, or with another exported feature.

    A changed pairing has two people behind it, and a mentor with five pairings is one person. Counted is the
    largest number of changed pairings of which no two share anybody: five then means five different people on
    either side.
    """
    if before.counted is not None or after.counted is not None:
        return _fewest(before.counted, after.counted)
    earlier = {(one.who, one.what): one for one in before.marks}
    later = {(one.who, one.what): one for one in after.marks}
    changed = [(earlier.get(name) or later[name]) for name in earlier.keys() ^ later.keys()]
    pairs = {(one.parties[0], one.parties[-1]) for one in changed if one.parties}
    people = {one.who for one in changed if not one.parties}
    return max(0, len(people) + _disjoint(pairs) - before.erased)


def entered(units: Iterable[Unit], after: date) -> int:
    """How many people came after a day; of new pairings, how many of which no two share anybody."""
    new = [unit for unit in units if unit.since is not None and unit.since > after]
    people = {unit.key for unit in new if not unit.parties}
    return len(people) + _disjoint({(unit.parties[0], unit.parties[-1]) for unit in new if unit.parties})


def known(releases: Sequence[Release], population: Population, stand: date) -> dict[str, Known]:
    """By cell definition, what was published last: the next release keeps it where the truth is the same."""
    own = sorted(
        (release for release in releases if release.population == population.code),
        key=lambda release: (release.stand <= stand, release.stand),
    )
    found: dict[str, Known] = {}
    for release in own:
        for table in release.tables:
            for cell in table.cells:
                found[f"{population.code}|{cell.definition}"] = Known(cell.truth, cell.shown)
    return found


def repeated(releases: Iterable[Release], population: Population, now: Snapshot, gate: int) -> Release | None:
    """The earlier release that must be repeated because too few people changed since; the nearest, then the
    latest.

    All earlier ones count, whatever their day: a correction, a year after its quarter, a late export of an
    old period.
    """
    near = [
        (changes(release.snapshot, now), -release.stand.toordinal(), -place, release)
        for place, release in enumerate(releases)
        if release.population == population.code and release.definition == population.definition
    ]
    near = [one for one in near if one[0] < gate]
    return min(near, key=lambda one: one[:3])[3] if near else None


def _fewest(before: Counted | None, after: Counted | None) -> int:
    """How many people must have changed at the least for these numbers to differ; never more than really did.

    Somebody who came adds one to one cell of each table, somebody who was regrouped does too: so the gains of any one
    table were at least so many people. Of changed pairings at least so many share nobody as they are more than those
    that somebody on either side could have several of. Numbers and marks can't be compared: then nothing has changed.
    """
    if before is None or after is None:
        return 0
    earlier, later = dict(before.tables), dict(after.tables)
    gains, losses = 0, 0
    for table in earlier.keys() & later.keys():
        pairs = list(zip(earlier[table], later[table], strict=True))
        gains = max(gains, sum(max(0, new - old) for old, new in pairs))
        losses = max(losses, sum(max(0, old - new) for old, new in pairs))
    return max(0, gains - after.spare, losses - before.spare)


def _disjoint(pairs: set[tuple[str, str]]) -> int:
    """Size of a largest matching: as many pairs as possible, no two with a common end."""
    partners: dict[str, list[str]] = {}
    for left, right in sorted(pairs):
        partners.setdefault(left, []).append(right)
    taken: dict[str, str] = {}

    def place(left: str, tried: set[str]) -> bool:
        for right in partners[left]:
            if right not in tried:
                tried.add(right)
                if right not in taken or place(taken[right], tried):
                    taken[right] = left
                    return True
        return False

    return sum(place(left, set()) for left in partners)
