"""The attacker against the method, and against the method broken on purpose: those must fail."""

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import attacker
import pytest
from attacker import Range
from towns import association, beckum, export, lines, members, publish, truth_of

from mentorhub.statistics import disclosure, periods, rounding
from mentorhub.statistics.catalogue import Network
from mentorhub.statistics.memory import Ledger
from mentorhub.statistics.protection import ProtectionError
from mentorhub.statistics.rounding import Parts, Rounded
from mentorhub.statistics.truth import Truth

NETWORK = beckum()


def small_associations(network: Network, number: int, sizes: Sequence[int]) -> Iterable[Truth]:
    for seed in range(number):
        yield association(network, seed, sizes[seed % len(sizes)], skew=(0.0, 0.5, 0.9)[seed % 3])


def found(network: Network, number: int, sizes: Sequence[int], reach: int = 4) -> list[Range]:
    secrets = (seed.to_bytes(32) for seed in range(number))
    leaks: list[Range] = []
    for truth, secret in zip(small_associations(network, number, sizes), secrets, strict=True):
        leaks += attacker.leaks(lines(publish(truth, network, secret=secret).published), reach)
    return leaks


def test_nothing_is_certain_about_a_small_group_in_tiny_associations() -> None:
    """More than 2,000 tables with 5 to 9 people, skewed ones included: without the guard 1 in 100 would tell."""
    assert found(NETWORK, 700, range(5, 10)) == []


def test_the_attacker_finds_what_exact_numbers_and_left_out_cells_tell() -> None:
    """Two methods that are no protection: everything shown as it is, and only cells of 1 to 4 left out."""
    pinned_exact = pinned_hidden = small = 0
    for truth in small_associations(NETWORK, 60, range(8, 30)):
        rows = lines(publish(truth, NETWORK).published)
        true: dict[tuple[str, str], int] = {}
        for release in publish(truth, NETWORK).ledger.releases:
            true |= {(table.code, cell.code): cell.truth for table in release.tables for cell in table.cells}
        small += sum(1 <= count <= 4 for count in true.values())
        exact, hidden = [], []
        for row in rows:
            count = true.get((row["tabelle"], row["auspraegung1"]))
            exact.append(row if count is None else {**row, "wert": str(count)})
            hidden.append(row if count is None else {**row, "wert": "n/v" if 1 <= count <= 4 else str(count)})
        names = {name for name, count in true.items() if 1 <= count <= 4}
        pinned_exact += sum(one.low == one.high for one in attacker.ranges(exact, 0) if (one.table, one.cell) in names)
        pinned_hidden += sum(
            one.low == one.high for one in attacker.ranges(hidden, 0, (1, 4)) if (one.table, one.cell) in names
        )
    assert pinned_exact == small > 100
    assert pinned_hidden > 0.15 * small


def test_nothing_is_certain_about_a_small_group_in_any_association() -> None:
    assert found(NETWORK, 120, (*range(12, 60, 3), 150, 500)) == []


def test_the_bounds_always_hold_the_truth(tmp_path: Path) -> None:
    """From the files themselves; an attacker who is wrong would prove nothing."""
    for seed in range(25):
        truth = association(NETWORK, seed, 5 + seed)
        outcome = publish(truth, NETWORK)
        path = export(outcome, tmp_path / str(seed))
        ranges = {(one.table, one.cell): one for one in attacker.ranges(attacker.lines_of(path))}
        assert attacker.leaks(attacker.lines_of(path)) == []
        for release in outcome.ledger.releases:
            for table in release.tables:
                for cell in table.cells:
                    known = ranges[table.code, cell.code]
                    assert known.low <= cell.truth <= known.high


def test_years_of_small_changes_tell_no_more(tmp_path: Path) -> None:
    """Six yearly files of one association, with people coming and going: each by itself gives nobody away."""
    rng = random.Random(1)
    mentees, mentors, pairings = members("m", 14, rng), members("v", 12, rng), members("p", 13, rng)
    ledger = Ledger()
    for year in range(2026, 2032):
        period = periods.parse(str(year))
        outcome = publish(truth_of(NETWORK, mentees, mentors, pairings, period), NETWORK, period, ledger)
        ledger = outcome.ledger
        path = export(outcome, tmp_path)
        assert attacker.leaks(attacker.lines_of(path)) == []
        mentees = [*mentees[rng.randrange(5) :], *members(f"m{year}-", rng.randrange(6), rng)]


def no_guard(monkeypatch: pytest.MonkeyPatch) -> tuple[Network, int]:
    monkeypatch.setattr(rounding, "guarded", lambda tables, exact: True)
    return NETWORK, 4


def no_minimum(monkeypatch: pytest.MonkeyPatch) -> tuple[Network, int]:
    populations = tuple(
        replace(one, tables=tuple(replace(table, minimum=1) for table in one.tables))
        for one in NETWORK.catalogue.populations
    )
    return replace(NETWORK, catalogue=replace(NETWORK.catalogue, populations=populations)), 4


def nearest_multiple(monkeypatch: pytest.MonkeyPatch) -> tuple[Network, int]:
    def plain(name: str, exact: int, tables: Sequence[Parts], **_rest: object) -> Rounded:
        return tuple(tuple((part + 2) // 5 * 5 for part in table.truth) for table in tables)

    monkeypatch.setattr(rounding, "round_tables", plain)
    return NETWORK, 2


def free_cells(monkeypatch: pytest.MonkeyPatch) -> tuple[Network, int]:
    """Each cell rounded by itself against the exact number: the sums no longer hide anything."""

    def free(name: str, exact: int, tables: Sequence[Parts], *, key: bytes, **_rest: object) -> Rounded:
        return tuple(
            tuple(
                part // 5 * 5 + 5 * (rounding.offset(key, definition) < rounding.TARGETS[part % 5])
                for definition, part in zip(table.definitions, table.truth, strict=True)
            )
            for table in tables
        )

    monkeypatch.setattr(rounding, "round_tables", free)
    return NETWORK, 4


@pytest.mark.parametrize("broken", [no_guard, no_minimum, nearest_multiple, free_cells])
def test_the_attacker_finds_the_leak_in_a_broken_method(
    broken: Callable[[pytest.MonkeyPatch], tuple[Network, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disclosure, "check_release", lambda release, network: None)
    network, reach = broken(monkeypatch)
    sizes = range(1, 5) if broken is no_minimum else range(5, 10)
    assert found(network, 400, sizes, reach)


@pytest.mark.parametrize("broken", [no_guard, nearest_multiple, free_cells])
def test_a_broken_method_is_stopped_before_anything_is_written(
    broken: Callable[[pytest.MonkeyPatch], tuple[Network, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    network, _reach = broken(monkeypatch)
    with pytest.raises(ProtectionError):
        found(network, 400, range(5, 10))


def test_two_roundings_of_one_number_would_give_it_away() -> None:
    """Why programmes are broken down for pairings only: mentees and mentors would show the same numbers
    again.
    """
    rng, pinned = random.Random(4), 0
    for _number in range(300):
        truth = [rng.randrange(0, 6) for _cell in range(5)]
        parts = [Parts("t", tuple("abcde"), tuple(truth))]
        shown = [
            rounding.round_tables(name, sum(truth), parts, key=rng.randbytes(32), known={})[0]
            for name in ("mentees", "patenschaften")
        ]
        pinned += any(abs(one - other) == 5 and 0 in (one, other) for one, other in zip(*shown, strict=True))
    assert pinned > 150
