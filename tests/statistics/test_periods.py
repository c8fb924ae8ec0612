from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorhub.statistics import periods
from mentorhub.statistics.periods import PeriodError


@pytest.mark.parametrize(
    ("typed", "start", "end", "label"),
    [
        ("2026-Q3", date(2026, 7, 1), date(2026, 9, 30), "3. Quartal 2026"),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31), "4. Quartal 2026"),
        ("2026-H2", date(2026, 7, 1), date(2026, 12, 31), "2. Halbjahr 2026"),
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "Jahr 2026"),
        ("2025/26", date(2025, 8, 1), date(2026, 7, 31), "Schuljahr 2025/26"),
    ],
)
def test_a_period_is_read_as_it_is_typed(typed: str, start: date, end: date, label: str) -> None:
    period = periods.parse(typed)
    assert (period.start, period.end, period.label, period.code) == (start, end, label, typed)


def test_spaces_and_small_letters_do_not_matter() -> None:
    assert periods.parse("  2026-q3 ") == periods.parse("2026-Q3")
    assert periods.parse("2025/2026") == periods.parse("2025/26")


@pytest.mark.parametrize("typed", ["", "2026-Q5", "2026-H0", "26", "2025/27", "Herbst", "2026-13", "٢٠٢٦", "1026"])
def test_anything_else_is_refused_with_examples(typed: str) -> None:
    with pytest.raises(PeriodError, match="2026-Q3"):
        periods.parse(typed)


def test_the_period_before_and_the_year_before() -> None:
    assert periods.parse("2026-Q1").previous().code == "2025-Q4"
    assert periods.parse("2026-H1").previous().code == "2025-H2"
    assert periods.parse("2026-Q3").year_before().code == "2025-Q3"
    assert periods.parse("2025/26").previous().code == "2024/25"
    assert periods.parse("2026").year_before().code == "2025"


@given(st.dates(date(1991, 1, 1), date(2150, 1, 1)), st.integers(2, 12))
def test_periods_follow_each_other_without_a_gap(day: date, starts: int) -> None:
    made = (periods.quarter(day), periods.half_year(day), periods.year(day), periods.school_year(day, starts))
    for period in made:
        assert period.contains(day)
        assert period.previous().end == period.eve
        assert periods.parse(period.code, starts) == period


def test_a_year_consists_of_its_quarters_and_a_school_year_of_none() -> None:
    assert [one.code for one in periods.parse("2026-H2").quarters()] == ["2026-Q3", "2026-Q4"]
    assert len(periods.parse("2026").quarters()) == 4
    assert periods.parse("2025/26").quarters() == ()


def test_a_period_is_counted_on_its_last_day_or_today_while_it_runs() -> None:
    period = periods.parse("2026-Q3")
    assert periods.stand(period, date(2027, 1, 1)) == date(2026, 9, 30)
    assert periods.stand(period, date(2026, 8, 15)) == date(2026, 8, 15)
    with pytest.raises(PeriodError, match=r"01\.07\.2026"):
        periods.stand(period, date(2026, 6, 30))


def test_a_funding_period_is_any_days_and_compares_with_as_many_before() -> None:
    one = periods.parse("2026-04-01..2027-03-31")
    assert (one.code, one.file_code) == ("2026-04-01..2027-03-31", "2026-04-01_bis_2027-03-31")
    assert one.german == "Förderzeitraum 01.04.2026 bis 31.03.2027"
    assert (one.previous().start, one.previous().end) == (date(2025, 4, 1), date(2026, 3, 31))
    assert one.year_before() == one.previous()
    assert one.quarters() == ()
    for wrong in ("2026-04-01..2026-03-31", "2026-02-30..2026-03-31", "2026-04-01..2046-03-31", ".."):
        with pytest.raises(PeriodError):
            periods.parse(wrong)


def test_days_chosen_freely_never_leave() -> None:
    with pytest.raises(PeriodError, match="nur interne Zahlen"):
        periods.require_shared(periods.parse("2026-04-01..2026-04-02"))
    periods.require_shared(periods.parse("2026-Q2"))
