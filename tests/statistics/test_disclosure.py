"""What leaves, and what never does."""

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from towns import SECRET, YEAR, association, beckum, members, publish, somebody, truth_of

from mentorhub.statistics import gate, periods
from mentorhub.statistics.breakdowns import CatalogueChangedError
from mentorhub.statistics.disclosure import Outcome, Published, Row
from mentorhub.statistics.gate import Unit
from mentorhub.statistics.memory import HoursRelease, Ledger, ledger_key
from mentorhub.statistics.periods import Period
from mentorhub.statistics.protection import ProtectionError, check_release
from mentorhub.statistics.truth import QuarterHours, Truth

NETWORK = beckum()
NEXT_YEAR = periods.parse("2027")


def breakdowns(outcome: Outcome, population: str = "mentees") -> list[Row]:
    return [row for row in outcome.published.rows if row.table.startswith(population) and row.feature]


def figures(outcome: Outcome) -> dict[str, int | None]:
    return figures_at(outcome, outcome.published.period.end)


def figures_at(outcome: Outcome, day: date) -> dict[str, int | None]:
    rows = outcome.published.rows
    return {row.measure: row.value for row in rows if row.table == "eckzahlen" and row.stand == day}


def value(outcome: Outcome, table: str, cell: str) -> int | None:
    return next(row.value for row in outcome.published.rows if (row.table, row.cell) == (table, cell))


def with_mentees(mentees: list[Unit], period: Period = YEAR) -> Truth:
    rng = random.Random(5)
    return truth_of(NETWORK, mentees, members("v", 11, rng), members("p", 12, rng), period)


def test_nobody_else_can_make_published_figures() -> None:
    published = publish(association(NETWORK, 1, 20), NETWORK).published
    with pytest.raises(TypeError):
        Published(NETWORK, NETWORK.associations[0], YEAR, YEAR.end, (), door=object())
    with pytest.raises((TypeError, ValueError)):
        replace(published, rows=())  # type: ignore[call-arg]


@given(st.integers(0, 60), st.integers(0, 10_000), st.sampled_from((0.0, 0.6, 0.9)))
@settings(max_examples=60, deadline=None)
def test_figures_leave_exactly_and_everything_else_adds_up(number: int, seed: int, skew: float) -> None:
    truth = association(NETWORK, seed, number, skew)
    outcome = publish(truth, NETWORK)
    assert figures(outcome) == truth.figures
    for release in outcome.ledger.releases:
        check_release(release, NETWORK)
        shown = {table.code for table in release.tables}
        for table in NETWORK.catalogue.population(release.population).tables:
            assert (table.code in shown) == (release.exact >= table.minimum)
    hours = [row.value for row in outcome.published.rows if row.table == "stunden"]
    if hours[0] is not None:
        assert hours[0] == sum(one or 0 for one in hours[1:])


@given(st.randoms(use_true_random=False), st.integers(0, 1000))
@settings(max_examples=20, deadline=None)
def test_the_order_of_the_records_does_not_matter(rng: random.Random, seed: int) -> None:
    truth = association(NETWORK, seed, 24)
    units = {name: rng.sample(list(some), len(some)) for name, some in truth.units.items()}
    hours = tuple(
        replace(one, minutes=dict(rng.sample(list(one.minutes.items()), len(one.minutes)))) for one in truth.hours
    )
    assert publish(Truth(YEAR.end, truth.figures, units, hours), NETWORK).published == publish(truth, NETWORK).published


def test_another_association_has_other_offsets() -> None:
    made = {
        publish(association(NETWORK, 3, 33), NETWORK, secret=bytes([number]) * 32).published.rows for number in range(8)
    }
    assert len(made) > 4


@given(st.integers(10, 45), st.integers(0, 4), st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_fewer_than_five_changes_change_no_breakdown_but_the_figures_follow(
    number: int, changes: int, seed: int
) -> None:
    rng = random.Random(seed)
    mentees = members("m", number, rng)
    first = publish(with_mentees(mentees), NETWORK)
    later = list(mentees)
    for change in range(changes):
        match rng.choice(("joins", "leaves", "recoded")):
            case "joins":
                later.append(somebody(f"new{change}", rng))
            case "leaves":
                later.pop(rng.randrange(len(later)))
            case "recoded":
                place = rng.randrange(len(later))
                later[place] = replace(somebody(later[place].key, rng), parties=())
    second = publish(with_mentees(later, NEXT_YEAR), NETWORK, NEXT_YEAR, first.ledger)
    assert breakdowns(second) == breakdowns(first)
    assert {row.stand for row in breakdowns(second)} == {YEAR.end}
    assert figures(second)["mentees"] == len(later)
    assert second.ledger.releases[: len(first.ledger.releases)] == first.ledger.releases
    assert any("unverändert übernommen" in notice for notice in second.notices)


def test_the_fifth_change_opens_the_gate_also_when_they_come_one_by_one() -> None:
    rng = random.Random(2)
    mentees = members("m", 20, rng)
    ledger = publish(with_mentees(mentees), NETWORK).ledger
    for joined in range(1, 6):
        mentees = [*mentees, somebody(f"new{joined}", rng)]
        period = periods.parse(str(2026 + joined))
        outcome = publish(with_mentees(mentees, period), NETWORK, period, ledger)
        ledger = outcome.ledger
        stands = {row.stand for row in breakdowns(outcome)}
        assert stands == {period.end if joined == 5 else YEAR.end}


def test_a_to_b_and_back_to_a_repeats_a() -> None:
    rng = random.Random(3)
    mentees = members("m", 20, rng)
    first = publish(with_mentees(mentees), NETWORK)
    other = publish(with_mentees([*mentees, *members("n", 9, rng)], NEXT_YEAR), NETWORK, NEXT_YEAR, first.ledger)
    in_2028 = periods.parse("2028")
    back = publish(with_mentees(mentees, in_2028), NETWORK, in_2028, other.ledger)
    assert breakdowns(other) != breakdowns(first)
    assert breakdowns(back) == breakdowns(first)


def test_the_quarter_the_half_year_and_the_year_that_end_together_show_the_same() -> None:
    truth = association(NETWORK, 4, 30)
    year = publish(truth, NETWORK)
    for code in ("2026-Q4", "2026-H2"):
        period = periods.parse(code)
        hours = tuple(one for one in truth.hours if period.contains(one.quarter.start))
        other = publish(replace(truth, hours=hours), NETWORK, period, year.ledger)
        assert breakdowns(other) == breakdowns(year)
        assert other.ledger == year.ledger


def test_breakdowns_leave_once_a_year_only() -> None:
    outcome = publish(association(NETWORK, 5, 30, period=periods.parse("2026-Q3")), NETWORK, periods.parse("2026-Q3"))
    assert {row.table for row in outcome.published.rows} == {"eckzahlen", "stunden"}
    assert outcome.ledger.releases == ()


def test_a_year_in_which_nothing_was_shown_counts_as_a_release() -> None:
    """Nine mentees become ten by one change: the old set of tables stays."""
    rng = random.Random(6)
    mentees = members("m", 9, rng)
    first = publish(with_mentees(mentees), NETWORK)
    second = publish(with_mentees([*mentees, *members("n", 1, rng)], NEXT_YEAR), NETWORK, NEXT_YEAR, first.ledger)
    assert value(first, "mentees_region", "_T") is None
    assert value(second, "mentees_region", "_T") is None
    assert figures(second)["mentees"] == 10
    assert "unter 10 Mentees: nicht aufgegliedert" in first.notices


def test_five_pairings_of_one_mentor_are_one_person_to_the_gate() -> None:
    rng = random.Random(7)
    pairings = members("p", 15, rng)
    mentees, mentors = members("m", 15, rng), members("v", 15, rng)
    first = publish(truth_of(NETWORK, mentees, mentors, pairings), NETWORK)
    one = [replace(unit, parties=("busy", unit.parties[-1])) for unit in members("pq", 8, rng)]
    two = [replace(unit, parties=(unit.parties[0], "family")) for unit in members("pr", 8, rng)]
    for added in (one, two):
        again = publish(
            truth_of(NETWORK, mentees, mentors, [*pairings, *added], NEXT_YEAR), NETWORK, NEXT_YEAR, first.ledger
        )
        assert breakdowns(again, "patenschaften") == breakdowns(first, "patenschaften")
    many = [*pairings, *members("ps", 5, rng)]
    opened = publish(truth_of(NETWORK, mentees, mentors, many, NEXT_YEAR), NETWORK, NEXT_YEAR, first.ledger)
    assert {row.stand for row in breakdowns(opened, "patenschaften")} == {NEXT_YEAR.end}


def test_erasing_somebody_and_taking_her_in_again_never_opens_the_gate() -> None:
    rng = random.Random(8)
    mentees = members("m", 20, rng)
    ledger = publish(with_mentees(mentees), NETWORK).ledger
    key = ledger_key(SECRET)
    for gone in mentees[:6]:
        name = gate.fingerprint(key, gone.key)
        ledger = replace(ledger, releases=tuple(gate.forget(one, name) for one in ledger.releases))
    returned = [replace(one, key=f"again {one.key}") for one in mentees[:6]]
    again = publish(with_mentees([*mentees[6:], *returned], NEXT_YEAR), NETWORK, NEXT_YEAR, ledger)
    assert {row.stand for row in breakdowns(again)} == {YEAR.end}


def test_the_ledger_knows_neither_people_nor_their_features() -> None:
    outcome = publish(association(NETWORK, 9, 25), NETWORK)
    marks = repr([release.snapshot for release in outcome.ledger.releases])
    for word in ("m1", "female", "ukraine", "mentor of", "weiblich", "sex"):
        assert f"'{word}" not in marks
    assert SECRET.hex() not in repr(outcome.ledger)


def test_one_day_is_never_broken_down_by_two_catalogues() -> None:
    first = publish(association(NETWORK, 10, 25), NETWORK)
    mentees, *others = NETWORK.catalogue.populations
    recoded = replace(mentees, tables=mentees.tables[:2])
    network = replace(NETWORK, catalogue=replace(NETWORK.catalogue, populations=(recoded, *others)))
    with pytest.raises(CatalogueChangedError):
        publish(association(NETWORK, 10, 25), network, ledger=first.ledger)


@pytest.mark.parametrize("mentors", [0, 1, 2])
def test_hours_are_not_stated_below_three_mentors(mentors: int) -> None:
    quarter = periods.parse("2026-Q3")
    minutes = {(f"v{place}", "language"): 3000 for place in range(mentors)}
    few = members("v", mentors, random.Random(0))
    truth = truth_of(NETWORK, (), few, (), quarter, (QuarterHours(quarter, mentors, minutes),))
    outcome = publish(truth, NETWORK, quarter)
    assert {row.value for row in outcome.published.rows if row.table == "stunden"} == {None}


@pytest.mark.parametrize(("reporting", "stated"), [(0, True), (1, False), (2, False), (3, True)])
def test_hours_of_one_or_two_out_of_many_mentors_are_not_stated_either(reporting: int, stated: bool) -> None:
    quarter = periods.parse("2026-Q3")
    minutes = {(f"v{place}", "language"): 3000 for place in range(reporting)}
    many = members("v", 12, random.Random(0))
    truth = truth_of(NETWORK, (), many, (), quarter, (QuarterHours(quarter, 12, minutes),))
    total = value(publish(truth, NETWORK, quarter), "stunden", "_T")
    assert (total is not None) is stated


def test_the_years_hours_are_the_sum_of_its_quarters() -> None:
    truth = association(NETWORK, 11, 20)
    ledger, sums = Ledger(), 0
    for hours in truth.hours:
        quarter = publish(replace(truth, stand=hours.quarter.end, hours=(hours,)), NETWORK, hours.quarter, ledger)
        ledger, sums = quarter.ledger, sums + (value(quarter, "stunden", "_T") or 0)
    assert value(publish(truth, NETWORK, YEAR, ledger), "stunden", "_T") == sums


def test_late_hours_of_few_mentors_do_not_show_them() -> None:
    """Released hours are repeated until five mentors have reported something else."""
    quarter = periods.parse("2026-Q3")

    def hours(late: int) -> Truth:
        minutes = {(f"v{place}", "language"): 600 + (6000 if place < late else 0) for place in range(12)}
        few = members("v", 12, random.Random(0))
        return truth_of(NETWORK, (), few, (), quarter, (QuarterHours(quarter, 12, minutes),))

    first = publish(hours(0), NETWORK, quarter)
    assert publish(hours(4), NETWORK, quarter, first.ledger).published.rows == first.published.rows
    assert publish(hours(5), NETWORK, quarter, first.ledger).published.rows != first.published.rows


def test_a_school_year_states_no_hours_since_it_begins_inside_a_quarter() -> None:
    period = periods.parse("2025/26")
    outcome = publish(association(NETWORK, 12, 20, period=period), NETWORK, period)
    assert {row.value for row in outcome.published.rows if row.table == "stunden"} == {None}


def test_a_running_period_gives_exact_figures_only() -> None:
    """Whoever could break down on any day could choose the day before and after somebody came."""
    truth = replace(association(NETWORK, 16, 30), stand=date(2026, 11, 22), hours=())
    outcome = publish(truth, NETWORK)
    assert figures_at(outcome, truth.stand) == truth.figures
    assert {row.table for row in outcome.published.rows} == {"eckzahlen", "stunden"}
    assert {row.value for row in outcome.published.rows if row.table == "stunden"} == {None}
    assert outcome.ledger == Ledger()
    assert "Vorläufig, Stand 22.11.2026" in outcome.notices[0]


def test_a_broken_promise_stops_everything() -> None:
    release = publish(association(NETWORK, 13, 23), NETWORK).ledger.releases[0]
    table = release.tables[0]
    cells = (replace(table.cells[0], shown=table.cells[0].shown + 5), *table.cells[1:])
    tables = (replace(table, cells=cells), *release.tables[1:])
    for broken in (
        replace(release, tables=tables),
        replace(release, exact=4),
        replace(release, tables=()),
    ):
        with pytest.raises(ProtectionError, match="wurden nicht geschrieben"):
            check_release(broken, NETWORK)


def test_a_count_that_disagrees_with_its_members_stops_everything() -> None:
    truth = association(NETWORK, 14, 20)
    with pytest.raises(ProtectionError):
        publish(replace(truth, figures=dict(truth.figures) | {"mentees": 21}), NETWORK)
    with pytest.raises(ProtectionError):
        publish(replace(truth, figures=dict(truth.figures) | {"nach_grund": 1}), NETWORK)


def test_released_hours_keep_no_mentor() -> None:
    released = publish(association(NETWORK, 15, 20), NETWORK).ledger.hours
    assert len(released) == 4
    assert all(isinstance(one, HoursRelease) and "'v1'" not in repr(one.snapshot) for one in released)
