"""Auslagen: kilometres by tariff, caps of the year, the way to paid or waived, sums that equal the lists."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from make import Make
from mentorhub import expenses, programme
from mentorhub.choices import ALLOWANCES, ExpenseKind, ExpenseStatus, Light
from mentorhub.db.database import Database
from mentorhub.errors import FieldError, MentorHubError
from mentorhub.expenses import Cap, ExpenseDetails, ExpenseFilter, PaidAlready, WrongStep
from mentorhub.expenses.details import kilometre_amount

TODAY = date(2026, 11, 22)


def _add(make: Make, person: UUID, kind: ExpenseKind, amount: int = 0, day: date = TODAY, **fields: Any) -> UUID:
    with make.writing() as session:
        details = ExpenseDetails(day=day, kind=kind, amount_cent=amount, **fields)
        return expenses.add(session, person, details, TODAY)


def _details(database: Database, expense: UUID) -> ExpenseDetails:
    with database.reading() as session:
        return expenses.row(session, expense).details


@pytest.mark.parametrize(
    ("km", "rate", "cents"), [(12, 30, 360), (0.05, 30, 2), (12.5, 30, 375), (1.15, 30, 35), (7.35, 30, 221)]
)
def test_kilometres_round_half_a_cent_up(km: float, rate: float, cents: int) -> None:
    assert kilometre_amount(km, rate) == cents


def test_the_rate_is_kept_with_the_entry(database: Database, make: Make) -> None:
    trip = _add(make, make.mentor(), ExpenseKind.KILOMETRES, km=20)
    with database.writing() as session:
        expenses.set_value(session, "kilometre_rate.2026", 38)
    with database.writing() as session:
        expenses.change(session, trip, ExpenseDetails(day=TODAY, km=10), TODAY)
    assert (_details(database, trip).rate_cent, _details(database, trip).amount_cent) == (30, 300)
    later = _add(make, make.mentor(), ExpenseKind.KILOMETRES, km=10)
    assert _details(database, later).amount_cent == 380


def test_an_entry_moved_to_another_year_takes_that_years_rate(database: Database, make: Make) -> None:
    with database.writing() as session:
        expenses.set_value(session, "kilometre_rate.2026", 38)
    trip = _add(make, make.mentor(), ExpenseKind.KILOMETRES, km=10)
    with database.writing() as session:
        expenses.change(session, trip, ExpenseDetails(day=date(2025, 12, 30), km=10), TODAY)
    assert _details(database, trip).amount_cent == 300


def test_a_year_without_its_own_value_takes_the_latest_before_it(database: Database) -> None:
    with database.writing() as session:
        assert [expenses.cap_cents(session, Cap.VOLUNTEER, year) // 100 for year in (2019, 2025, 2026, 2031)] == [
            840,
            840,
            960,
            960,
        ]
        assert [expenses.cap_cents(session, Cap.INSTRUCTOR, year) // 100 for year in (2025, 2026)] == [3000, 3300]
        expenses.set_value(session, "volunteer_cap.2024", 700)
        assert [expenses.cap_cents(session, Cap.VOLUNTEER, year) // 100 for year in (2023, 2024, 2025, 2026)] == [
            840,
            700,
            700,
            960,
        ]
        rules = {rule.key: rule for rule in expenses.values(session, (2024,))}
        assert (rules["volunteer_cap.2024"].value, rules["volunteer_cap.2024"].default) == (700, 840)
        expenses.reset_value(session, "volunteer_cap.2024")
        assert expenses.cap_cents(session, Cap.VOLUNTEER, 2025) == 84000


def test_every_cap_and_tariff_says_where_it_comes_from(database: Database) -> None:
    with database.reading() as session:
        assert all(rule.source for rule in expenses.values(session, (2026,)))


def test_a_warning_at_eighty_percent_and_a_stop_beyond_the_cap(database: Database, make: Make) -> None:
    person = make.mentor()
    _add(make, person, ExpenseKind.MEDIATION_ALLOWANCE, 76_799)
    with database.reading() as session:
        assert expenses.caps(session, 2026) == []
    _add(make, person, ExpenseKind.VOLUNTEER_ALLOWANCE, 1)
    with database.reading() as session:
        [near] = expenses.caps(session, 2026)
        assert (near.light, near.percent, near.person_id) == (Light.YELLOW, 80, person)
    _add(make, person, ExpenseKind.MEDIATION_ALLOWANCE, 19_200)
    with database.reading() as session:
        [full] = expenses.caps(session, 2026)
        assert (full.light, full.used_cent, full.over_cent) == (Light.RED, 96_000, 0)
    with pytest.raises(FieldError, match="960,00") as refused:
        _add(make, person, ExpenseKind.MEDIATION_ALLOWANCE, 1)
    assert refused.value.field == "over_cap_reason"
    over = _add(make, person, ExpenseKind.MEDIATION_ALLOWANCE, 1, over_cap_reason="Vorstand hat zugestimmt")
    assert _details(database, over).over_cap_reason == "Vorstand hat zugestimmt"


def test_cost_refunds_and_refused_claims_do_not_count(database: Database, make: Make) -> None:
    person = make.mentor()
    _add(make, person, ExpenseKind.KILOMETRES, km=4000)
    refused = _add(make, person, ExpenseKind.VOLUNTEER_ALLOWANCE, 96_000)
    with database.writing() as session:
        expenses.refuse(session, [refused])
    _add(make, person, ExpenseKind.VOLUNTEER_ALLOWANCE, 50_000)
    with database.reading() as session:
        [standing] = expenses.standings(session, person, 2026)
        assert standing.used_cent == 50_000
    with pytest.raises(FieldError, match="960,00"), database.writing() as session:
        expenses.reopen(session, [refused])


def test_the_year_2025_uses_its_own_cap(make: Make) -> None:
    person = make.mentor()
    _add(make, person, ExpenseKind.VOLUNTEER_ALLOWANCE, 84_000, date(2025, 6, 1))
    with pytest.raises(FieldError, match="840,00"):
        _add(make, person, ExpenseKind.VOLUNTEER_ALLOWANCE, 1, date(2025, 6, 2))
    _add(make, person, ExpenseKind.VOLUNTEER_ALLOWANCE, 84_001, date(2026, 1, 2))


def test_an_association_may_forbid_more_than_the_cap(database: Database, make: Make) -> None:
    with database.writing() as session:
        programme.set_rule(session, "expense.over_cap", "block")
    with pytest.raises(FieldError, match="lässt das nicht zu"):
        _add(make, make.mentor(), ExpenseKind.VOLUNTEER_ALLOWANCE, 96_001, over_cap_reason="trotzdem")


@pytest.mark.parametrize(
    ("counts", "caps"), [("volunteer", [Cap.VOLUNTEER]), ("instructor", [Cap.INSTRUCTOR]), ("none", [])]
)
def test_what_mediation_counts_towards_is_a_setting(
    database: Database, make: Make, counts: str, caps: list[Cap]
) -> None:
    person = make.mentor()
    with database.writing() as session:
        programme.set_rule(session, "expense.mediation_counts", counts)
    _add(make, person, ExpenseKind.MEDIATION_ALLOWANCE, 5_000)
    with database.reading() as session:
        assert [one.cap for one in expenses.standings(session, person, 2026)] == caps


def test_changing_an_entry_does_not_count_it_twice(database: Database, make: Make) -> None:
    person = make.mentor()
    entry = _add(make, person, ExpenseKind.VOLUNTEER_ALLOWANCE, 90_000)
    with database.writing() as session:
        details = ExpenseDetails(day=TODAY, kind=ExpenseKind.VOLUNTEER_ALLOWANCE, amount_cent=96_000)
        expenses.change(session, entry, details, TODAY)
    assert _details(database, entry).amount_cent == 96_000


def test_a_month_is_paid_on_one_day(database: Database, make: Make) -> None:
    person = make.mentor(last_name="Öztürk")
    lines = [_add(make, person, ExpenseKind.TRANSIT, cents, date(2026, 10, day)) for day, cents in ((3, 350), (9, 290))]
    _add(make, person, ExpenseKind.TRANSIT, 999, date(2026, 11, 1))
    with database.reading() as session:
        [sheet] = expenses.settlement(session, date(2026, 10, 17))
        assert (sheet.total_cent, sheet.open_cent, [line.id for line in sheet.lines]) == (640, 640, lines)
        assert expenses.sheet(session, person, date(2026, 10, 1)) == sheet
    with database.writing() as session:
        assert expenses.pay(session, lines, date(2026, 11, 5), TODAY) == 640
    with database.reading() as session:
        [sheet] = expenses.settlement(session, date(2026, 10, 1))
        assert (sheet.total_cent, sheet.open_cent) == (640, 0)
        assert {line.details.paid_on for line in sheet.lines} == {date(2026, 11, 5)}


def test_a_step_is_done_to_all_or_none(database: Database, make: Make) -> None:
    person = make.mentor()
    first, second = (_add(make, person, ExpenseKind.TRANSIT, 100) for _number in range(2))
    with database.writing() as session:
        expenses.pay(session, [second], TODAY, TODAY)
    with pytest.raises(WrongStep, match="ausgezahlt"), database.writing() as session:
        expenses.pay(session, [first, second], TODAY, TODAY)
    assert _details(database, first).status is ExpenseStatus.CLAIMED


def test_what_is_paid_stays_as_it_is(database: Database, make: Make) -> None:
    entry = _add(make, make.mentor(), ExpenseKind.MATERIAL, 500)
    with database.writing() as session:
        expenses.pay(session, [entry], TODAY, TODAY)
    with pytest.raises(PaidAlready), database.writing() as session:
        expenses.change(session, entry, ExpenseDetails(day=TODAY, kind=ExpenseKind.MATERIAL, amount_cent=600), TODAY)
    with pytest.raises(PaidAlready), database.writing() as session:
        expenses.remove(session, entry)
    with database.writing() as session:
        mended = ExpenseDetails(day=TODAY, kind=ExpenseKind.MATERIAL, amount_cent=500, receipt_number="12")
        expenses.change(session, entry, mended, TODAY)
        expenses.reopen(session, [entry])
        expenses.remove(session, entry)


def test_a_waiver_needs_an_open_claim_and_comes_in_time(database: Database, make: Make) -> None:
    person = make.mentor()
    old = _add(make, person, ExpenseKind.TRANSIT, 1_000, date(2026, 8, 21))
    new = _add(make, person, ExpenseKind.TRANSIT, 1_200, date(2026, 8, 25))
    with database.reading() as session:
        assert [due.expense_id for due in expenses.waivers_due(session, TODAY)] == [new]
    with pytest.raises(FieldError, match="zu spät"), database.writing() as session:
        expenses.waive(session, [old], TODAY, TODAY)
    with pytest.raises(FieldError, match="vor der Auslage"), database.writing() as session:
        expenses.waive(session, [new], date(2026, 8, 1), TODAY)
    with database.writing() as session:
        assert expenses.waive(session, [new], TODAY, TODAY) == 1_200
        expenses.pay(session, [old], TODAY, TODAY)
    with pytest.raises(WrongStep), database.writing() as session:
        expenses.waive(session, [old], TODAY, TODAY)
    with database.reading() as session:
        totals = expenses.year_totals(session, person, 2026)
        assert (totals.waived_cent, totals.paid_cent, totals.refunds_cent) == (1_200, 1_000, 1_000)
        assert expenses.waivers_due(session, TODAY) == []


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"day": date(2026, 11, 23), "kind": ExpenseKind.TRANSIT, "amount_cent": 1}, "day"),
        ({"day": TODAY, "kind": ExpenseKind.TRANSIT}, "amount_cent"),
        ({"day": TODAY, "kind": ExpenseKind.TRANSIT, "amount_cent": 1_000_001}, "amount_cent"),
        ({"day": TODAY, "kind": ExpenseKind.KILOMETRES}, "km"),
        ({"day": TODAY, "kind": ExpenseKind.KILOMETRES, "km": 0.001}, "amount_cent"),
    ],
)
def test_what_can_not_be_is_said_beside_its_field(
    database: Database, make: Make, fields: dict[str, Any], field: str
) -> None:
    person = make.mentor()
    with pytest.raises(FieldError) as refused, database.writing() as session:
        expenses.add(session, person, ExpenseDetails(**fields), TODAY)
    assert refused.value.field == field


def test_a_list_can_be_narrowed_and_its_sum_is_that_of_its_rows(database: Database, make: Make) -> None:
    anna, ben = make.mentor(first_name="Anna", last_name="Abel"), make.mentor(first_name="Ben", last_name="Zahn")
    bus = _add(make, anna, ExpenseKind.TRANSIT, 300, date(2026, 1, 31), receipt_number="B-17")
    tram = _add(make, ben, ExpenseKind.TRANSIT, 200, date(2026, 2, 1))
    old = _add(make, ben, ExpenseKind.OTHER, 900, date(2025, 12, 31), cost_centre="KOMM-AN")
    with database.writing() as session:
        expenses.refuse(session, [tram])

    def found(**words: Any) -> list[UUID]:
        with database.reading() as session:
            chosen = ExpenseFilter(**words)
            ids = expenses.search(session, chosen)
            shown = [row.details for row in expenses.rows(session, ids)]
            total = expenses.total(session, chosen)
            assert total.entries == len(ids)
            assert total.cents + total.refused_cent == sum(one.amount_cent for one in shown)
            return ids

    assert found() == [tram, bus, old]
    assert found(year=2026, month=1) == [bus]
    assert found(year=2025) == [old]
    assert found(words="zahn") == [tram, old]
    assert found(words="b-17") == [bus]
    assert found(words="komm") == [old]
    assert found(status=ExpenseStatus.REFUSED) == [tram]
    assert found(person_id=anna) == [bus]
    with database.reading() as session:
        assert expenses.years(session) == [2026, 2025]
        assert expenses.search(session, ExpenseFilter(), "person", descending=False) == [bus, tram, old]
        assert expenses.search(session, ExpenseFilter(), "amount", descending=False) == [tram, bus, old]
        assert expenses.search(session, ExpenseFilter(), "status", descending=True)[0] == tram
        assert expenses.rows(session, [bus])[0].lacks_receipt is False
        assert expenses.rows(session, [old])[0].lacks_receipt


_ENTRIES = st.lists(
    st.tuples(
        st.sampled_from([kind for kind in ExpenseKind if kind is not ExpenseKind.KILOMETRES]),
        st.integers(1, 30_000),
        st.dates(date(2025, 11, 1), date(2026, 11, 22)),
        st.sampled_from(["none", "check", "pay", "waive", "reopen"]),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entries=_ENTRIES, chance=st.randoms(use_true_random=False))
def test_sums_of_a_year_are_the_same_whatever_the_order_of_work(
    database: Database, entries: list[tuple[ExpenseKind, int, date, str]], chance: Any
) -> None:
    from mentorhub import people
    from mentorhub.people import PersonDetails

    mixed = list(entries)
    chance.shuffle(mixed)
    found = []
    for order in (entries, mixed):
        with database.writing() as session:
            person = people.add(session, PersonDetails(first_name="Anna"), (), TODAY)
            made = [(_one(session, person, *entry[:3]), entry) for entry in order]
            for expense, entry in made:
                _step(session, expense, entry[3], entry[2])
            found.append([_year(session, person, year) for year in (2025, 2026)])
    assert found[0] == found[1]
    for place, year in enumerate((2025, 2026)):
        cents = sum(amount for _kind, amount, day, _s in entries if day.year == year)
        flat = sum(amount for kind, amount, day, _s in entries if day.year == year and kind in ALLOWANCES)
        assert found[0][place] == (cents, flat)


def _one(session: Session, person: UUID, kind: ExpenseKind, amount: int, day: date) -> UUID:
    details = ExpenseDetails(day=day, kind=kind, amount_cent=amount, over_cap_reason="weil es so ist")
    return expenses.add(session, person, details, TODAY)


def _step(session: Session, expense: UUID, step: str, day: date) -> None:
    if step == "check":
        expenses.check(session, [expense])
    elif step == "waive":
        expenses.waive(session, [expense], day, TODAY)
    elif step in ("pay", "reopen"):
        expenses.pay(session, [expense], TODAY, TODAY)
        if step == "reopen":
            expenses.reopen(session, [expense])


def _year(session: Session, person: UUID, year: int) -> tuple[int, int]:
    """All money of the year, and the part that counts towards the caps."""
    total = expenses.total(session, ExpenseFilter(person_id=person, year=year)).cents
    totals = expenses.year_totals(session, person, year)
    assert totals.open_cent + totals.paid_cent + totals.waived_cent == total
    months = [expenses.sheet(session, person, date(year, month, 1)).total_cent for month in range(1, 13)]
    assert sum(months) == total
    return total, sum(one.used_cent for one in totals.allowances)


def test_trouble_with_an_entry_that_is_gone_is_said_plainly(database: Database, make: Make) -> None:
    entry = _add(make, make.mentor(), ExpenseKind.TRANSIT, 100)
    with database.writing() as session:
        expenses.remove(session, entry)
    with pytest.raises(MentorHubError, match="nicht mehr"), database.reading() as session:
        expenses.row(session, entry)
