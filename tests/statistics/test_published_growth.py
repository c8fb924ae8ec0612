"""Growth is only what the rounding can't have made: from published figures, never from the true ones."""

import itertools
from dataclasses import replace
from datetime import date

from towns import association, beckum, publish

from mentorhub.statistics import comparison, periods, sentences
from mentorhub.statistics.comparison import Basis, change, compare, least_change
from mentorhub.statistics.disclosure import FIGURES
from mentorhub.statistics.hours import HOURS

NETWORK = beckum()
TABLE = "mentees_alter"


def published(code: str, seed: int, number: int) -> Basis:
    period = periods.parse(code)
    rows = publish(association(NETWORK, seed, number, period=period), NETWORK, period).published.rows
    return Basis(period, period.end, NETWORK.catalogue.version, rows)


def test_a_shown_change_has_the_direction_of_the_truth_whatever_was_rounded() -> None:
    for before, now in itertools.product(range(0, 60, 5), repeat=2):
        found = change(TABLE, now, before)
        if not found.direction:
            continue
        for truth_before, truth_now in itertools.product(range(before - 4, before + 5), range(now - 4, now + 5)):
            assert (truth_now - truth_before) * found.direction > 0


def test_below_the_margin_there_is_neither_a_number_nor_an_arrow() -> None:
    found = change(TABLE, 20, 15)
    assert (found.difference, found.direction, found.words) == (None, 0, "keine gesicherte Veränderung")
    assert change(TABLE, 25, 15).words == "+10"
    assert change(TABLE, 15, 25).words == "-10"
    assert sentences.no_growth(10) == "Unterschiede unter 10 sagen nichts über Wachstum."


def test_exact_figures_are_compared_as_they_are() -> None:
    assert [change(FIGURES, now, 8).words for now in (9, 8, 7)] == ["+1", "±0", "-1"]


def test_hours_say_nothing_about_growth_and_what_is_missing_stays_missing() -> None:
    assert change(HOURS, 500, 100).words == "keine gesicherte Veränderung"
    assert change(TABLE, None, 15).words == change(TABLE, 15, None).words == "–"


def test_the_town_needs_more_the_more_associations_are_added_up() -> None:
    assert [least_change(TABLE, number) for number in (3, 8, 9, 12, 50)] == [15, 15, 20, 20, 40]


def test_a_quarter_is_compared_with_the_one_before_and_the_one_a_year_before() -> None:
    now, before, year_before = published("2026-Q3", 1, 20), published("2026-Q2", 2, 18), published("2025-Q3", 3, 25)
    first, second = compare(now, [year_before, before])
    assert [first.period.code, second.period.code] == ["2026-Q2", "2025-Q3"]
    assert first.changes[FIGURES, "mentees"].words == "+2"
    assert second.changes[FIGURES, "mentees"].words == "-5"


def test_a_year_has_one_column_since_the_year_before_is_the_period_before() -> None:
    [only] = compare(published("2026", 1, 30), [published("2025", 1, 12)])
    words = {change.words for (table, _cell), change in only.changes.items() if table == TABLE}
    assert words <= {"keine gesicherte Veränderung", *(f"+{n}" for n in range(10, 40, 5))}


def test_what_was_never_published_is_said_and_not_guessed() -> None:
    first, _second = compare(published("2026-Q3", 1, 20), [])
    assert (first.basis, first.changes) == (None, {})
    assert first.sentence.startswith("2. Quartal 2026: Es ist nichts herausgegangen.")


def test_a_period_that_still_runs_is_not_compared() -> None:
    now = replace(published("2026-Q3", 1, 20), stand=date(2026, 8, 4))
    first, _second = compare(now, [published("2026-Q2", 2, 18)])
    assert (first.sentence, first.changes) == (sentences.STILL_RUNNING, {})


def test_a_breakdown_that_was_carried_over_has_not_changed() -> None:
    now, before = published("2026", 1, 30), published("2025", 1, 30)
    carried = replace(now, rows=[replace(row, stand=before.stand) if row.feature else row for row in now.rows])
    [only] = compare(carried, [before])
    assert {found.words for (table, _cell), found in only.changes.items() if table == TABLE} == {
        "unverändert übernommen"
    }


def test_breakdowns_of_another_catalogue_are_not_compared() -> None:
    [only] = compare(published("2026", 1, 30), [replace(published("2025", 1, 12), catalogue="2020-1")])
    assert {table for table, _cell in only.changes} == {FIGURES}
    assert only.sentence == sentences.OTHER_CATALOGUE
    assert comparison.least_change(TABLE, base=10) == 20
