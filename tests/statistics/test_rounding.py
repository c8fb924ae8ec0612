"""The arithmetic of protection, for all data."""

import random
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from mentorhub.statistics import rounding, sentences
from mentorhub.statistics.rounding import Known, Parts, Rounded

Case = tuple[int, list[Parts]]


@st.composite
def cases(draw: st.DrawFn, least: int = 0, most: int = 500, tables: int = 3) -> Case:
    """Members spread over up to three tables of three to five groups, evenly or not."""
    number = draw(st.integers(least, most))
    made = []
    for name in range(draw(st.integers(1, tables))):
        cells = draw(st.integers(3, 5))
        cuts = sorted(draw(st.lists(st.integers(0, number), min_size=cells - 1, max_size=cells - 1)))
        parts = [high - low for low, high in zip((0, *cuts), (*cuts, number), strict=True)]
        made.append(Parts(f"t{name}", tuple(f"t{name}c{cell}" for cell in range(cells)), tuple(parts)))
    return number, made


KEYS = st.binary(min_size=32, max_size=32)


@given(cases(), KEYS)
def test_what_is_published_adds_up_in_fives_and_lies_within_four(case: Case, key: bytes) -> None:
    number, tables = case
    rounded = rounding.round_tables("mentees", number, tables, key=key, known={})
    assert len({sum(cells) for cells in rounded}) == 1, "without a history there is one total"
    for table, cells in zip(tables, rounded, strict=True):
        assert abs(sum(cells) - number) < 5
        for true, shown in zip(table.truth, cells, strict=True):
            assert shown % 5 == 0
            assert abs(shown - true) < 5
            assert true % 5 or shown == true


@given(cases(least=5), KEYS)
def test_a_total_above_the_exact_number_needs_two_groups_in_every_table(case: Case, key: bytes) -> None:
    number, tables = case
    rounded = rounding.round_tables("mentees", number, tables, key=key, known={})
    for cells in rounded:
        assert sum(cells) <= number or sum(cell > 0 for cell in cells) >= 2


@given(cases(most=40, tables=2), KEYS)
def test_no_solver_could_find_a_better_result(case: Case, key: bytes) -> None:
    """Tried against every admissible rounding: the best of both totals, the upper one only if it's guarded."""
    number, tables = case
    found = rounding.round_tables("mentees", number, tables, key=key, known={})
    every = [(_cost(one, number, tables, key), one) for one in _admissible(number, tables)]
    lower = min(cost for cost, one in every if sum(one[0]) <= number)
    upper = min(((cost, one) for cost, one in every if sum(one[0]) > number), key=lambda best: best[0], default=None)
    if upper is not None and upper[0] < lower and rounding.guarded(upper[1], number):
        assert found == upper[1]
    else:
        assert sum(found[0]) <= number
        assert _cost(found, number, tables, key) == lower


def known_of(tables: list[Parts], shown: Rounded) -> dict[str, Known]:
    return {
        f"mentees|{definition}": Known(true, value)
        for table, cells in zip(tables, shown, strict=True)
        for definition, true, value in zip(table.definitions, table.truth, cells, strict=True)
    }


@given(cases(most=60), KEYS)
def test_unchanged_numbers_stay_as_they_were(case: Case, key: bytes) -> None:
    number, tables = case
    first = rounding.round_tables("mentees", number, tables, key=key, known={})
    known = known_of(tables, first)
    assert rounding.round_tables("mentees", number, tables, key=bytes(32), known=known) == first


@given(cases(least=10, most=60), KEYS)
def test_a_table_that_showed_one_group_only_rounds_its_total_for_itself(case: Case, key: bytes) -> None:
    """Whatever the others are: it comes out as it does without them, and they as without it."""
    number, tables = case
    one = Parts("one", ("one0", "one1", "one2"), (number, 0, 0))
    shown = known_of([one], ((number // 5 * 5, 0, 0),))
    found = rounding.round_tables("mentees", number, [*tables, one], key=key, known=shown)
    assert found[:-1] == rounding.round_tables("mentees", number, tables, key=key, known={})
    assert found[-1:] == rounding.round_tables("mentees", number, [one], key=key, known=shown)
    few = Parts("one", one.definitions, (9, 0, 0))
    small = [Parts("t", ("a", "b", "c"), (3, 3, 3)), few]
    together = rounding.round_tables("mentees", 9, small, key=key, known=known_of([few], ((5, 0, 0),)))
    assert sum(together[0]) == sum(together[1]) == 5, "below ten people all tables keep one total"


def test_the_mean_of_what_is_published_is_the_truth() -> None:
    rng = random.Random(1)
    for small in range(10):
        shown = 0
        for seed in range(1500):
            one, other = rng.randrange(5, 40), rng.randrange(5, 40)
            tables = [Parts("t", ("a", "b", "c"), (small, one, other))]
            number = small + one + other
            rounded = rounding.round_tables("mentees", number, tables, key=seed.to_bytes(32), known={})
            shown += rounded[0][0]
        assert abs(shown / 1500 - small) <= 0.35


def test_the_sentences_say_what_the_method_does() -> None:
    """Every true value that can stand behind a shown 0, 5, 10; taken over all tables of small associations."""
    behind: dict[int, set[int]] = {}
    for number in range(5, 30):
        for small in range(min(number, 15) + 1):
            tables = [Parts("t", ("a", "b", "c"), (small, (number - small) // 2, (number - small + 1) // 2))]
            for seed in range(20):
                rounded = rounding.round_tables("mentees", number, tables, key=seed.to_bytes(32), known={})
                behind.setdefault(rounded[0][0], set()).add(small)
    assert behind[0] == {0, 1, 2, 3, 4}
    assert behind[5] == set(range(1, 10))
    assert behind[10] == set(range(6, 15))
    assert "0 bis 4" in sentences.ZERO
    assert "mindestens 1, höchstens 9" in sentences.FIVE
    assert "10 heißt 6 bis 14" in sentences.TEN_OR_MORE


@given(st.lists(st.integers(0, 60_000), min_size=3, max_size=6), KEYS)
def test_hours_add_up_in_fives(minutes: list[int], key: bytes) -> None:
    names = [f"field{place}" for place in range(len(minutes))]
    rounded = rounding.round_hours(key, "stunden", names, minutes, 5)
    for part, shown in zip((sum(minutes), *minutes), (sum(rounded), *rounded), strict=True):
        assert shown % 5 == 0
        assert abs(shown * 60 - part) < 300


def test_one_mentors_hours_are_never_left_nearly_as_they_are() -> None:
    noise = [rounding.noise_permille(b"k" * 32, f"v{n}", "2026-Q3", 100, 250) for n in range(2000)]
    assert {abs(one) for one in noise} <= set(range(100, 251))
    assert 900 < sum(one > 0 for one in noise) < 1100
    assert sum(abs(one) < 175 for one in noise) > 1400, "small changes are more frequent than large ones"
    assert noise[7] == rounding.noise_permille(b"k" * 32, "v7", "2026-Q3", 100, 250)


def _admissible(number: int, tables: list[Parts]) -> list[Rounded]:
    found = []
    for total in {number // 5 * 5, -(-number // 5) * 5}:
        choices = []
        for table in tables:
            options = [{part // 5 * 5, -(-part // 5) * 5} for part in table.truth]
            choices.append([cells for cells in product(*options) if sum(cells) == total])
        for chosen in product(*choices):
            found.append(tuple(chosen))
    return found


def _cost(rounded: Rounded, number: int, tables: list[Parts], key: bytes) -> int:
    """The objective in plain words of the method: offset less target of what goes up."""

    def price(name: str, true: int, shown: int) -> int:
        if shown <= true:
            return 0
        return rounding.offset(key, name) - rounding.TARGETS[true % 5]

    cost = price("mentees|_T", number, sum(rounded[0]))
    for table, cells in zip(tables, rounded, strict=True):
        for definition, true, shown in zip(table.definitions, table.truth, cells, strict=True):
            cost += price(f"mentees|{definition}", true, shown)
    return cost
