"""The Meldebogen: typed numbers pass the same rounding, gate and ledger as a package, and leave no other way."""

import random
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import attacker
import pytest
from sqlmodel import select
from towns import association, beckum, export, lines, publish

from mentorhub import programme
from mentorhub.db.database import Database
from mentorhub.db.tables import SheetRelease
from mentorhub.errors import FieldError
from mentorhub.statistics import (
    disclosure,
    gate,
    inbox,
    periods,
    reading,
    rounding,
    sheet,
    sheet_ledger,
    sheets,
    witness,
)
from mentorhub.statistics.gate import Counted, Snapshot, Unit
from mentorhub.statistics.memory import Ledger
from mentorhub.statistics.periods import Period
from mentorhub.statistics.sheet import Sheet
from mentorhub.statistics.sheets import SheetError, TakenIn
from mentorhub.statistics.truth import Truth

NETWORK = beckum()
Q3, Q4 = periods.parse("2026-Q3"), periods.parse("2026-Q4")
TODAY = date(2027, 1, 12)


def counted(truth: Truth, period: Period = Q4, code: str = "V05", hours: dict[str, int] | None = None) -> Sheet:
    """What an association would have written down after counting its people by hand."""
    figures = dict(truth.figures) | {"warteliste": 0, "warteliste_ueber_90_tage": 0, "patenschaften_neu": 0}
    tables = {
        table.code: dict(Counter(table.cell_of(unit.codes).code for unit in truth.units[population.code]))
        for population in NETWORK.catalogue.populations
        for table in population.tables
    }
    paired = len({unit.parties[-1] for unit in truth.units["patenschaften"]})
    return Sheet(code, period, figures, tables, hours, paired, figures["paten_aktiv"] if hours else 0)


def paper(seed: int, number: int, **more: object) -> Sheet:
    return replace(counted(association(NETWORK, seed, number, period=Q4)), **more)  # type: ignore[arg-type]


def take(database: Database, given: Sheet, today: date = TODAY) -> TakenIn:
    with database.writing() as session:
        return sheets.take(session, given, NETWORK, today)


def shown(found: TakenIn) -> dict[tuple[str, str], int | None]:
    return {(row.table, row.cell): row.value for row in found.package.rows if row.table not in ("eckzahlen", "stunden")}


def test_typed_numbers_are_rounded_like_those_of_a_package(database: Database) -> None:
    given = paper(1, 23)
    rows = take(database, given).package.rows
    figures = {row.measure: row.value for row in rows if row.table == "eckzahlen"}
    assert figures == dict(given.figures)
    for population in NETWORK.catalogue.populations:
        for table in population.tables:
            cells = [row for row in rows if row.table == table.code and row.cell != "_T"]
            total = next(row.value for row in rows if row.table == table.code and row.cell == "_T")
            assert sum(cell.value or 0 for cell in cells) == total
            for cell in cells:
                assert cell.value is not None
                assert cell.value % 5 == 0
                assert abs(cell.value - given.tables[table.code].get(cell.cell, 0)) < 5


def test_the_attacker_learns_nothing_certain_from_a_sheet() -> None:
    leaks = []
    for seed in range(400):
        truth = sheet.truth(paper(seed, 5 + seed % 25), NETWORK)
        leaks += attacker.leaks(lines(publish(truth, NETWORK, Q4, secret=seed.to_bytes(32)).published))
    assert leaks == []


def test_each_association_is_rounded_with_a_secret_of_its_own(database: Database) -> None:
    numbers = {code: shown(take(database, paper(1, 23, association=code))) for code in ("V05", "V06", "V07")}
    assert len({tuple(sorted((key, value or 0) for key, value in one.items())) for one in numbers.values()}) == 3


def test_the_same_sheet_again_changes_nothing(database: Database) -> None:
    first, again = take(database, paper(1, 23)), take(database, paper(1, 23))
    assert first.changed
    assert not again.changed
    assert again.package.revision == 1
    assert again.package == first.package


def test_a_small_correction_changes_the_figures_but_no_breakdown(database: Database) -> None:
    before = paper(1, 23)
    women = dict(before.tables["mentees_geschlecht"])
    women["weiblich"], women["maennlich"] = women.get("weiblich", 0) + 3, women.get("maennlich", 0) - 3
    after = replace(
        before,
        figures=dict(before.figures) | {"sprachmittlung": 9},
        tables=dict(before.tables) | {"mentees_geschlecht": women},
    )
    first, second = take(database, before), take(database, after)
    assert (second.changed, second.package.revision, second.package.supersedes) == (True, 2, first.package.sha256)
    assert shown(second) == shown(first)
    assert next(row.value for row in second.package.rows if row.measure == "sprachmittlung") == 9


def test_five_changed_people_open_the_gate(database: Database) -> None:
    before = paper(1, 40)
    after = {name: dict(cells) for name, cells in before.tables.items()}
    women = after["mentees_geschlecht"]
    women["weiblich"], women["maennlich"] = women["weiblich"] + 5, women["maennlich"] - 5
    first, second = take(database, before), take(database, replace(before, tables=after))
    assert shown(second) != shown(first)


def people(rng: random.Random, number: int, name: str) -> dict[str, Unit]:
    return {
        f"{name}{place}": Unit(
            f"{name}{place}",
            {
                "sex": rng.choice(("female", "male", None)),
                "age": rng.choice((None, "10", "50")),
                "region": "africa",
            },
        )
        for place in range(number)
    }


def test_numbers_alone_never_open_the_gate_earlier_than_the_members_would() -> None:
    """Random lives of associations: what the numbers prove is never more than how many really changed."""
    rng, population, opened, missed = random.Random(3), NETWORK.catalogue.population("mentees"), 0, 0
    for _town in range(600):
        before = people(rng, rng.randrange(5, 30), "m")
        after = dict(before)
        for key in rng.sample(sorted(before), rng.randrange(min(6, len(before)))):
            after.pop(key)
        after |= people(rng, rng.randrange(6), "n")
        for key in rng.sample(sorted(after), min(len(after), rng.randrange(4))):
            after[key] = replace(after[key], codes=dict(after[key].codes) | {"sex": "female"})
        marked = [gate.snapshot(b"k", population, units.values()) for units in (before, after)]
        numbered = [Snapshot(counted=_numbers(list(units.values()), "mentees")) for units in (before, after)]
        really, proven = gate.changes(marked[0], marked[1]), gate.changes(numbered[0], numbered[1])
        assert proven <= really
        opened += proven >= 5
        missed += really >= 5 > proven
    assert opened > 50
    assert missed > 20


def _numbers(units: list[Unit], name: str) -> Counted:
    tables: list[tuple[str, tuple[int, ...]]] = [("", (len(units),))]
    for table in NETWORK.catalogue.population(name).tables:
        sizes = Counter(table.cell_of(unit.codes).code for unit in units)
        tables.append((table.code, tuple(sizes[cell.code] for cell in table.cells)))
    mentors, mentees = ({unit.parties[side] for unit in units if unit.parties} for side in (0, -1))
    spare = (len(units) - len(mentors)) + (len(units) - len(mentees)) if mentors else 0
    return Counted(tuple(tables), spare)


def test_pairings_of_one_mentor_are_one_person_in_the_gate() -> None:
    rng, population, opened = random.Random(5), NETWORK.catalogue.population("patenschaften"), 0

    def made(number: int, mentors: int, name: str) -> list[Unit]:
        return [
            Unit(
                f"{name}{place}",
                {"programme": rng.choice(("language", "family", "everyday")), "field": rng.choice(("language", None))},
                parties=(f"v{name if mentors > 9 else ''}{rng.randrange(mentors)}", f"m{rng.randrange(40)}"),
            )
            for place in range(number)
        ]

    for _town in range(600):
        before = made(rng.randrange(5, 30), rng.choice((3, 30)), "a")
        after = before[rng.randrange(6) :] + made(rng.randrange(9), rng.choice((1, 30)), "b")
        marked = [gate.snapshot(b"k", population, units) for units in (before, after)]
        numbered = [Snapshot(counted=_numbers(units, "patenschaften")) for units in (before, after)]
        proven = gate.changes(numbered[0], numbered[1])
        assert proven <= gate.changes(marked[0], marked[1])
        opened += proven >= 5
    fewer, more = Counted((("", (10,)), ("t", (5, 5)))), Counted((("", (15,)), ("t", (10, 5))), 4)
    assert gate.changes(Snapshot(counted=fewer), Snapshot(counted=more)) == 1


def test_hours_of_one_person_are_never_told_and_a_single_field_is_changed_by_a_tenth(database: Database) -> None:
    few = take(database, paper(1, 12, hours={"sprache": 40}, reported_by=2))
    assert {row.value for row in few.package.rows if row.table == "stunden"} == {None}
    for seed in range(60):
        truth = sheet.truth(paper(1, 12, hours={"sprache": 1000, "wohnen": 400}, reported_by=3), NETWORK)
        published = publish(truth, NETWORK, Q4, secret=seed.to_bytes(32)).published
        told = {row.cell: row.value for row in published.rows if row.table == "stunden"}
        assert abs((told["sprache"] or 0) - 1000) >= 95
        assert abs((told["wohnen"] or 0) - 400) >= 35
        assert told["_T"] == (told["sprache"] or 0) + (told["wohnen"] or 0)


def test_hours_once_told_stay_and_the_year_is_the_sum_of_its_quarters(database: Database) -> None:
    first = take(database, paper(1, 12, hours={"sprache": 200}, reported_by=5))
    second = take(database, paper(1, 12, hours={"sprache": 900}, reported_by=5))
    hours = {row.cell: row.value for row in first.package.rows if row.table == "stunden"}
    assert {row.cell: row.value for row in second.package.rows if row.table == "stunden"} == hours
    half_year = take(database, paper(1, 12, period=periods.parse("2026-H2"), hours=None))
    assert {row.value for row in half_year.package.rows if row.table == "stunden"} == {None}
    earlier = take(database, replace(paper(1, 12, hours={"sprache": 100}, reported_by=5), period=Q3, tables={}))
    third = {row.cell: row.value for row in earlier.package.rows if row.table == "stunden"}
    year = take(database, paper(1, 12, period=periods.parse("2026-H2"), hours=None))
    assert next(row.value for row in year.package.rows if row.table == "stunden" and row.cell == "_T") == (
        (hours["_T"] or 0) + (third["_T"] or 0)
    )


def test_an_empty_line_of_hours_can_be_filled_in_later(database: Database) -> None:
    assert {row.value for row in take(database, paper(1, 12)).package.rows if row.table == "stunden"} == {None}
    later = take(database, paper(1, 12, hours={"sprache": 200}, reported_by=5))
    assert next(row.value for row in later.package.rows if (row.table, row.cell) == ("stunden", "_T")) is not None


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        ({"warteliste_ueber_90_tage": 5}, "warteliste_ueber_90_tage", "Länger als 90 Tage"),
        ({"warteliste": 99}, "warteliste", "nicht mehr stehen, als es Mentees gibt"),
        ({"paten_aktiv": 99}, "paten_aktiv", "nicht mehr sein als aktive Patenschaften"),
        ({"patenschaften_neu": 99}, "patenschaften_neu", "kann es nicht geben"),
        ({"mentees": 25}, "mentees_geschlecht.weiblich", "ergeben zusammen 23, angegeben sind 25"),
        ({"sprachmittlung": -1}, "sprachmittlung", "ganze Zahl"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    database: Database, change: dict[str, int], place: str, words: str
) -> None:
    given = paper(1, 23)
    with pytest.raises(FieldError, match=words) as trouble:
        take(database, replace(given, figures=dict(given.figures) | change))
    assert trouble.value.field == place
    with database.reading() as session:
        assert sheet_ledger.taken(session) == []


def test_more_mentees_in_pairings_than_pairings_are_refused(database: Database) -> None:
    with pytest.raises(FieldError, match="höchstens so viele wie Patenschaften"):
        take(database, paper(1, 23, paired_mentees=24))


def test_hours_need_to_say_from_how_many_people_they_come(database: Database) -> None:
    with pytest.raises(FieldError, match="von wie vielen Patinnen und Paten"):
        take(database, paper(1, 23, hours={"sprache": 20}, reported_by=0))


def test_a_running_period_and_the_own_association_are_refused(database: Database) -> None:
    with pytest.raises(SheetError, match=r"erst am 31\.12\.2026 vorbei"):
        take(database, paper(1, 23), today=date(2026, 12, 31))
    with database.writing() as session:
        programme.change(session, programme.organisation(session).model_copy(update={"network_code": "V05"}))
    with pytest.raises(SheetError, match="Ihre eigene Einrichtung"):
        take(database, paper(1, 23))


def test_below_the_minimum_nothing_is_broken_down_or_kept(database: Database) -> None:
    found = take(database, paper(1, 4))
    assert set(shown(found).values()) == {None}
    with database.reading() as session:
        kept = sheet_ledger.load(session, "V05")
    assert all(release.tables == () for release in kept.releases)
    assert all(len(release.snapshot.counted.tables) == 1 for release in kept.releases if release.snapshot.counted)


def test_sheets_and_packages_become_one_town(database: Database, tmp_path: Path) -> None:
    paths = []
    for seed in (1, 2):
        truth = association(NETWORK, seed, 10 + seed, period=Q4)
        outcome = publish(truth, NETWORK, Q4, secret=bytes([seed]) * 32, code=f"V0{seed}")
        paths.append(export(outcome, tmp_path))
    take(database, paper(9, 30))
    with database.reading() as session:
        received = sheets.received(session, NETWORK)
    found = inbox.look_at(paths, NETWORK, received)
    assert [one.problem for one in found.deliveries] == ["", "", ""]
    assert found.report is not None
    mentees = next(one for one in found.report.values if one.measure == "mentees" and one.table == "eckzahlen")
    assert (mentees.value, mentees.associations) == (11 + 12 + 30, 3)


def test_sheets_of_other_periods_are_left_aside(database: Database, tmp_path: Path) -> None:
    for period in (Q3, Q4):
        take(database, replace(paper(9, 30), period=period, tables={} if period == Q3 else paper(9, 30).tables))
    with database.reading() as session:
        received = sheets.received(session, NETWORK)
    assert [one.name for one in inbox.look_at([], NETWORK, received).deliveries] == ["Meldebogen V05, 4. Quartal 2026"]
    truth = association(NETWORK, 1, 12, period=Q3)
    path = export(publish(truth, NETWORK, Q3, code="V01"), tmp_path)
    found = inbox.look_at([path], NETWORK, received)
    assert [one.name for one in found.deliveries] == [path.name, "Meldebogen V05, 3. Quartal 2026"]
    assert [one.problem for one in found.deliveries] == ["", ""]


def test_a_package_and_a_sheet_of_one_association_are_both_refused(database: Database, tmp_path: Path) -> None:
    truth = association(NETWORK, 5, 15, period=Q4)
    outcome = publish(truth, NETWORK, Q4, code="V05")
    path = export(outcome, tmp_path)
    take(database, paper(9, 30))
    with database.reading() as session:
        received = sheets.received(session, NETWORK)
    found = inbox.look_at([path], NETWORK, received)
    assert all("ein Paket und einen Meldebogen" in one.problem for one in found.deliveries)


def test_a_sheet_of_another_catalogue_does_not_count(database: Database) -> None:
    take(database, paper(9, 30))
    with database.reading() as session:
        received = sheets.received(session, NETWORK)
    found = inbox.look_at([], replace(NETWORK, sha256="0" * 64), received)
    assert ["anderen Katalog" in one.problem for one in found.deliveries] == [True]
    assert found.report is None


def test_the_next_year_keeps_what_has_not_changed(database: Database) -> None:
    first = take(database, paper(1, 23))
    later = replace(paper(1, 23), period=periods.parse("2027-Q4"))
    second = take(database, later, date(2028, 1, 12))
    assert shown(second) == shown(first)
    assert {row.stand for row in second.package.rows if row.table == "mentees_alter"} == {date(2026, 12, 31)}


def test_a_forgotten_sheet_blocks_breakdowns_of_that_association_only(
    database: Database, folder: Path, tmp_path: Path
) -> None:
    take(database, paper(1, 23))
    note = (folder / witness.FILE).read_bytes()
    assert b"V05 2026-Q4" in note
    lost = note.replace(b"V05 2026-Q4", b"V06 2026-Q4")
    (folder / witness.FILE).write_bytes(lost)
    with database.writing() as session:
        for row in session.exec(select(SheetRelease)).all():
            session.delete(row)
    assert set(shown(take(database, paper(1, 23, association="V06"))).values()) == {None}
    found = take(database, paper(1, 23, association="V07"))
    assert None not in shown(found).values()


def test_exact_numbers_stand_nowhere_but_in_the_encrypted_file(database: Database, folder: Path) -> None:
    given = paper(1, 23, hours={"sprache": 1234}, reported_by=7)
    take(database, given)
    with database.reading() as session:
        rows = [row.figures for row in sheet_ledger._rows(session)]
    assert "1234" not in rows[0]
    for path in folder.rglob("*"):
        if path.is_file():
            assert b"mentees_geschlecht" not in path.read_bytes()


def test_a_sheet_has_to_pass_the_checks_of_a_package(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken rounding is stopped before anything is remembered."""
    monkeypatch.setattr(disclosure, "check_release", lambda release, network: None)
    monkeypatch.setattr(
        rounding,
        "round_tables",
        lambda name, exact, tables, **_rest: tuple(one.truth for one in tables),
    )
    with pytest.raises(reading.PackageError):
        take(database, paper(1, 23))
    with database.reading() as session:
        assert sheet_ledger.load(session, "V05") == Ledger()
