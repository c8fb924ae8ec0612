"""What an attacker gains over years, in short: newcomers, collectors, a town. The long form is `./dev attack`.

More broken variants of the method stand here: no gate, offsets renewed every year, one total for all tables whatever
they look like, a total that parts by the truth, a restart that forgets. Four others are in `test_attack`.
"""

import random
from collections.abc import Sequence

import attacker
import attacks
import pytest
from towns import association, lines, publish

from mentorhub.statistics import gate, rounding
from mentorhub.statistics.memory import Ledger
from mentorhub.statistics.periods import Period
from mentorhub.statistics.rounding import Parts, Rounded

NETWORK = attacks.NETWORK


def test_a_linear_program_finds_no_more_than_the_intervals() -> None:
    """One-way tables share only the exact number, so both attackers must agree, cell by cell."""
    for seed in range(6):
        rows = lines(publish(association(NETWORK, seed, 7 + 3 * seed), NETWORK).published)
        by_interval = {(one.table, one.cell): one for one in attacker.ranges(rows)}
        assert attacks.linear_bounds(rows, set(by_interval)) == by_interval


def test_one_newcomer_changes_nothing_that_leaves() -> None:
    told = attacks.through_the_gate(1, 60)
    assert told["gate differs"] == 0 < told["gate n"]


def test_without_the_gate_one_newcomer_would_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "repeated", lambda *_given: None)
    told = attacks.through_the_gate(1, 60)
    assert told["gate differs"] > 30


@pytest.mark.parametrize(
    ("word", "sizes", "others", "corrected", "accuracy", "sure"),
    [
        ("newcomer", (10, 24), 0, False, (0.46, 0.46, 0.34), 0.14),
        ("tiny", (5, 9), 0, False, (0.50, 0.50, 0.37), 0.19),
        ("four of five known", (10, 24), 4, False, (0.51, 0.51, 0.40), 0.14),
        ("corrected", (10, 24), 0, True, (0.57, 0.51, 0.36), 0.19),
    ],
)
def test_past_the_gate_somebody_is_guessed_little_better_than_by_chance(
    word: str,
    sizes: tuple[int, int],
    others: int,
    corrected: bool,
    accuracy: tuple[float, float, float],
    sure: float,
) -> None:
    trained = attacks.readers(1, 2000, corrected, others)
    told = attacks.guesses(trained, attacks.pairs(3, 1500, corrected, sizes, others), word)
    for feature, most in zip(("sex", "age", "region"), accuracy, strict=True):
        assert told[f"{word} {feature} right"] <= most * told[f"{word} {feature} n"]
        assert told[f"{word} {feature} sure"] <= sure * told[f"{word} {feature} n"]


def test_cells_rounded_freely_would_show_a_newcomer(monkeypatch: pytest.MonkeyPatch) -> None:
    def free(name: str, exact: int, tables: Sequence[Parts], *, key: bytes, **_rest: object) -> Rounded:
        return tuple(
            tuple(
                part // 5 * 5 + 5 * (rounding.offset(key, definition) < rounding.TARGETS[part % 5])
                for definition, part in zip(table.definitions, table.truth, strict=True)
            )
            for table in tables
        )

    monkeypatch.setattr(rounding, "round_tables", free)
    told = attacks.guesses(attacks.readers(1, 1500), attacks.pairs(3, 1000), "newcomer")
    assert told["newcomer sex right"] > 0.46 * told["newcomer sex n"]
    assert told["newcomer sex sure"] > 0.14 * told["newcomer sex n"]


@pytest.mark.parametrize("way", attacks.COLLECTED)
def test_who_keeps_six_years_of_files_rarely_knows_a_small_group(way: str) -> None:
    told = attacks.collector(1, 60, 20, way)
    assert told[f"collector 20 {way} known small"] <= 0.07 * told[f"collector 20 {way} n"]
    assert told[f"collector 20 {way} pinned"] == 0


def test_a_recorded_restart_tells_little_more() -> None:
    told = attacks.collector(1, 80, 20, restart=attacks.begun_again)
    assert told["collector 20 a third new known small"] <= 0.14 * told["collector 20 a third new n"]
    assert told["collector 20 a third new pinned"] == 0


def test_a_restart_that_forgets_what_was_published_would_tell_small_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    """Why the old packages are read in and the offsets kept: forbidden by the method, and found out."""

    def forgotten(_ledger: Ledger, year: Period) -> Ledger:
        fresh = random.Random(year.end.toordinal())
        monkeypatch.setattr(rounding, "offset", lambda _key, _name: fresh.randrange(rounding.SCALE))
        return Ledger()

    told = attacks.collector(1, 80, 20, restart=forgotten)
    assert told["collector 20 a third new known small"] > 0.2 * told["collector 20 a third new n"]


def test_one_total_for_all_tables_would_tell_small_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    """Why a table with everybody in one group parts from it: the guard would hold all the others down as well."""
    monkeypatch.setattr(rounding, "_alone", lambda *_given: False)
    told = attacks.collector(1, 60, 20, "alike")
    assert told["collector 20 alike known small"] > 0.15 * told["collector 20 alike n"]


def test_nobody_can_be_sure_that_all_are_of_one_region() -> None:
    told = attacks.everybody(1, 3000)
    assert told["everybody sure"] == 0 < told["everybody n"]


def test_a_total_that_parts_by_the_truth_would_tell_that_all_are_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """Why only what was published before decides it."""
    monkeypatch.setattr(rounding, "_alone", lambda _name, table, _known: sum(part > 0 for part in table.truth) < 2)
    told = attacks.everybody(1, 3000)
    assert told["everybody sure"] > 0.10 * told["everybody n"]


def test_offsets_renewed_every_year_would_tell_small_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    """Why they're permanent: fresh noise averages out."""
    fresh = random.Random(2)
    monkeypatch.setattr(rounding, "offset", lambda _key, _definition: fresh.randrange(rounding.SCALE))
    monkeypatch.setattr(gate, "known", lambda *_given: {})
    told = attacks.collector(1, 60, 20)
    assert told["collector 20 a third new known small"] > 0.30 * told["collector 20 a third new n"]


def test_the_second_mentor_of_a_field_rarely_comes_near_the_hours_of_the_first() -> None:
    told = attacks.rivals(1, 250)
    assert told["rival n"] > 50
    assert told["rival near"] <= 0.30 * told["rival n"]


def test_a_short_run_of_the_towns_finds_nothing() -> None:
    told = attacks.town(1)
    assert told["pinned"] == told["narrow"] == told["known small"] == told["certain zero"] == 0
    assert told["town within margin"] >= 0.90 * told["town cells"]
    assert told["programs"] > 200


def test_who_adds_up_the_others_knows_no_more_than_their_packages_tell() -> None:
    """Three associations, each knows her own truth and every exact number: the town minus her own."""
    for seed in range(40):
        secrets = [bytes([seed, one]) * 16 for one in range(3)]
        members = [association(NETWORK, 3 * seed + one, 6 + 3 * one, (0.0, 0.6, 0.9)[one]) for one in range(3)]
        sent = [lines(publish(one, NETWORK, secret=key).published) for one, key in zip(members, secrets, strict=True)]
        town = [[int(row["wert"]) if row["wert"] != "n/v" else 0 for row in rows] for rows in sent]
        rest = [whole - own for whole, own in zip(map(sum, zip(*town, strict=True)), town[0], strict=True)]
        assert rest == [one + other for one, other in zip(town[1], town[2], strict=True)]
        for rows in sent[1:]:
            assert attacker.leaks(rows) == []
