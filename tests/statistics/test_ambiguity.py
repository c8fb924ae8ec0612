"""Why nothing is certain, shown without a solver: two possible truths behind every number, and more.

For a published table and the exact number this builds true tables that fit everything published. It is the short proof
of docs/anonymity.md, carried out cell by cell.
"""

import random
from collections.abc import Sequence
from datetime import date

import attacker
from hypothesis import given
from hypothesis import strategies as st
from test_rounding import KEYS, Case, cases

from mentorhub.statistics import rounding, sentences
from mentorhub.statistics.rounding import Known, Parts


def possible(shown: Sequence[int], exact: int, cell: int, value: int) -> list[int] | None:
    """A true table that fits what is published, with this value in one cell; the others are filled from the left."""
    truth = [max(0, one - 4) for one in shown]
    truth[cell] = value
    missing = exact - sum(truth)
    for place, one in enumerate(shown):
        if place != cell and missing > 0:
            more = min(missing, one + 4 - truth[place])
            truth[place] += more
            missing -= more
    return truth if missing == 0 else None


def spread(shown: Sequence[int], exact: int, cell: int) -> list[int]:
    """Every value that a cell may have, each with a whole true table behind it."""
    values = range(max(0, shown[cell] - 4), shown[cell] + 5)
    return [value for value in values if possible(shown, exact, cell, value) is not None]


@given(cases(least=5), KEYS)
def test_behind_every_number_stand_values_four_apart(case: Case, key: bytes) -> None:
    number, tables = case
    for shown in rounding.round_tables("mentees", number, tables, key=key, known={}):
        for cell in range(len(shown)):
            values = spread(shown, number, cell)
            assert values[-1] - values[0] >= 4
            assert values[0] == 0 or values[-1] > 4, "never known to be 1 to 4"
            assert values[-1] > 0, "no zero is certain"
            assert values[0] < number, "never known to be everybody"


def test_with_every_exact_number_from_5_to_500_nothing_is_certain() -> None:
    """Even, skewed, and all in one group; with a history, so that tables with one group take a total of their own."""
    rng = random.Random(8)
    for number in range(5, 501):
        for skew in (0.0, 0.7, 1.0):
            key, known = rng.randbytes(32), dict[str, Known]()
            for exact in (number, number + rng.randrange(6)):
                tables = [_table(name, cells, exact, skew, rng) for name, cells in (("a", 3), ("b", 4), ("c", 5))]
                found = rounding.round_tables("mentees", exact, tables, key=key, known=known)
                assert attacker.leaks(_lines(tables, found, exact)) == []
                for table, shown in zip(tables, found, strict=True):
                    for definition, true, value in zip(table.definitions, table.truth, shown, strict=True):
                        known[f"mentees|{definition}"] = Known(true, value)


@given(cases(least=5, most=80), KEYS, st.integers(0, 4), st.randoms(use_true_random=False))
def test_a_repeated_number_is_at_most_eight_off(case: Case, key: bytes, changes: int, rng: random.Random) -> None:
    """What the sentence for repeated breakdowns says, for up to four people who came, left or changed."""
    number, tables = case
    shown = rounding.round_tables("mentees", number, tables, key=key, known={})
    for table, cells in zip(tables, shown, strict=True):
        today = list(table.truth)
        for _change in range(changes):
            rng_from, rng_to = rng.randrange(len(today)), rng.randrange(len(today))
            match rng.choice(("came", "left", "changed")):
                case "came":
                    today[rng_to] += 1
                case "left":
                    today[rng_from] -= today[rng_from] > 0
                case _ if today[rng_from]:
                    today[rng_from] -= 1
                    today[rng_to] += 1
        for true, value in zip(today, cells, strict=True):
            assert abs(true - value) <= 8
            assert value != 0 or true <= 8
            assert value != 5 or true <= 13
    said = sentences.repeated(date(2026, 12, 31))
    assert "um bis zu 8 abweichen; 0 heißt dann 0 bis 8, 5 heißt 0 bis 13" in said


def _table(name: str, cells: int, number: int, skew: float, rng: random.Random) -> Parts:
    truth = [0] * cells
    for _one in range(number):
        truth[0 if rng.random() < skew else rng.randrange(cells)] += 1
    return Parts(name, tuple(f"{name}{cell}" for cell in range(cells)), tuple(truth))


def _lines(tables: Sequence[Parts], found: rounding.Rounded, exact: int) -> list[dict[str, str]]:
    """The rows as they'd stand in a file."""
    day = "2026-12-31"
    rows = [{"tabelle": "eckzahlen", "merkmal1": "", "groesse": "mentees", "wert": str(exact), "stand": day}]
    for table, shown in zip(tables, found, strict=True):
        rows += [
            {
                "tabelle": table.feature,
                "merkmal1": table.feature,
                "auspraegung1": definition,
                "groesse": "mentees",
                "wert": str(value),
                "stand": day,
            }
            for definition, value in zip(table.definitions, shown, strict=True)
        ]
    return rows
