"""What an attacker gains over years, in short: newcomers, collectors, a town. The long form is `./dev attack`.

Four more broken variants of the method stand here: no gate, offsets renewed every year, one total for all tables
whatever they look like, and a total that parts by the truth. The other four are in `test_attack`.
"""

import random

import attacker
import attacks
import pytest
from towns import association, lines, publish

from mentorhub.statistics import gate, rounding

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


def test_a_newcomer_past_the_gate_is_guessed_little_better_than_by_chance() -> None:
    told = attacks.guesses(attacks.readers(1, 1500), attacks.pairs(3, 1500), "newcomer")
    for feature, accuracy in (("sex", 0.46), ("age", 0.46), ("region", 0.34)):
        assert told[f"newcomer {feature} right"] <= accuracy * told[f"newcomer {feature} n"]
        assert told[f"newcomer {feature} sure"] <= 0.13 * told[f"newcomer {feature} n"]


@pytest.mark.parametrize("way", attacks.COLLECTED)
def test_who_keeps_six_years_of_files_rarely_knows_a_small_group(way: str) -> None:
    told = attacks.collector(1, 60, 20, way)
    assert told[f"collector 20 {way} known small"] <= 0.07 * told[f"collector 20 {way} n"]
    assert told[f"collector 20 {way} pinned"] == 0


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


def test_a_short_run_of_the_towns_finds_nothing() -> None:
    told = attacks.town(1)
    assert told["pinned"] == told["narrow"] == told["known small"] == told["certain zero"] == 0
    assert told["town within margin"] >= 0.85 * told["town cells"]
    assert told["programs"] > 200
