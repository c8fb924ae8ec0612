"""The network's side: packages in, town totals out."""

import csv
import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import frictionless
import pytest
from towns import MADE_ON, association, beckum, export, publish

from mentorhub.files import FileTrouble
from mentorhub.statistics import network as town
from mentorhub.statistics import periods, reading
from mentorhub.statistics.catalogue import Association
from mentorhub.statistics.network import MergeError, TownReport
from mentorhub.statistics.periods import Period
from mentorhub.statistics.reading import Package

NETWORK = beckum()
YEAR = periods.parse("2026")


def delivered(folder: Path, seed: int, number: int, period: Period = YEAR, revision: int = 1) -> Package:
    code = f"V{seed:02}"
    truth = association(NETWORK, seed * 100 + revision, number, period=period)
    outcome = publish(truth, NETWORK, period, secret=bytes([seed]) * 32, code=code)
    return reading.read(export(outcome, folder, revision=revision), NETWORK)


@pytest.fixture
def packages(tmp_path: Path) -> list[Package]:
    return [delivered(tmp_path / "in", seed, number) for seed, number in enumerate((4, 8, 12, 16, 24, 45), 1)]


def value(report: TownReport, table: str, name: str) -> tuple[int | None, int | None, int]:
    for one in report.values:
        if one.table == table and name in (one.cell, one.measure):
            return one.value, one.margin, one.associations
    raise AssertionError(name)


def test_the_town_is_the_sum_of_what_was_sent(packages: list[Package]) -> None:
    report = town.merge(packages, NETWORK)
    for one in report.values:
        parts = [
            row.value
            for package in packages
            for row in package.rows
            if (row.table, row.cell, row.measure) == (one.table, one.cell, one.measure) and row.value is not None
        ]
        assert one.associations == len(parts)
        assert one.value == sum(parts)
    assert value(report, "eckzahlen", "mentees") == (109, 0, 6)


def test_margins_grow_with_the_root_of_the_associations_broken_down(packages: list[Package]) -> None:
    report = town.merge(packages, NETWORK)
    assert value(report, "mentees_geschlecht", "weiblich")[1:] == (9, 5)
    assert value(report, "mentees_region", "afrika")[1:] == (8, 4)
    region = next(one for one in report.coverage if one.table == "mentees_region")
    assert (region.broken_down, region.everyone, region.associations) == (97, 109, 4)


def test_below_three_associations_there_is_no_town_total(packages: list[Package], tmp_path: Path) -> None:
    report = town.merge(packages[:2], NETWORK)
    assert {one.value for one in report.values} == {None}
    _zip, text = town.write_report(report, tmp_path / "report", made_on=MADE_ON)
    readable = text.path.read_text(encoding="utf-8-sig")
    assert "Unter 3 Vereinen wird keine Stadtsumme gebildet." in readable
    assert "weiblich" not in readable


def test_a_table_of_fewer_than_three_associations_is_not_summed(packages: list[Package]) -> None:
    report = town.merge(packages[:4], NETWORK)
    assert value(report, "mentees_region", "afrika") == (None, 6, 2)
    assert value(report, "mentees_alter", "ab_27")[0] is not None


def test_who_has_not_delivered_is_named(packages: list[Package]) -> None:
    report = town.merge(packages, NETWORK)
    assert [one.code for one in report.missing] == ["V07", "V08", "V09", "V10", "V11", "V12"]
    assert any("V07" in notice and "nicht geschätzt" in notice for notice in report.notices)


def test_who_sent_provisional_figures_is_named(packages: list[Package]) -> None:
    early = replace(
        packages[0],
        stand=date(2026, 11, 22),
        rows=tuple(
            replace(row, stand=date(2026, 11, 22)) for row in packages[0].rows if row.table in {"eckzahlen", "stunden"}
        ),
    )
    report = town.merge([early, *packages[1:]], NETWORK)
    assert value(report, "eckzahlen", "mentees") == (109, 0, 6)
    assert any("Vorläufig" in notice and "V01" in notice for notice in report.notices)


def test_the_order_of_the_files_does_not_matter(packages: list[Package]) -> None:
    assert town.merge(packages[::-1], NETWORK) == town.merge(packages, NETWORK)


def test_the_highest_revision_counts_and_the_older_is_named(packages: list[Package], tmp_path: Path) -> None:
    newer = delivered(tmp_path / "newer", 3, 13, revision=2)
    report = town.merge([newer, *packages], NETWORK)
    assert value(report, "eckzahlen", "mentees")[0] == 110
    assert report.superseded == ("MentorHub_V03_2026_r1.zip",)


def test_the_same_file_twice_counts_once(packages: list[Package]) -> None:
    assert town.merge([*packages, packages[0]], NETWORK).values == town.merge(packages, NETWORK).values


def test_two_different_files_of_one_revision_are_refused(packages: list[Package], tmp_path: Path) -> None:
    twin = replace(packages[2], sha256="0" * 64, name="other.zip")
    with pytest.raises(MergeError, match="dieselbe Fassung 1 von V03"):
        town.merge([*packages, twin], NETWORK)


def test_another_period_or_catalogue_is_refused(packages: list[Package], tmp_path: Path) -> None:
    quarter = delivered(tmp_path / "quarter", 7, 20, periods.parse("2026-Q4"))
    with pytest.raises(MergeError, match="immer nur ein Zeitraum"):
        town.merge([*packages, quarter], NETWORK)
    with pytest.raises(MergeError, match="Katalog"):
        town.merge([*packages, replace(packages[0], catalogue="0" * 64)], NETWORK)
    with pytest.raises(MergeError, match="kein Zahlenpaket angegeben"):
        town.merge([], NETWORK)


def test_the_report_is_a_data_package_and_a_text(packages: list[Package], tmp_path: Path) -> None:
    report = town.merge(packages, NETWORK)
    archive, text = town.write_report(report, tmp_path / "report", made_on=MADE_ON)
    assert frictionless.validate(str(archive.path), type="package").valid
    with zipfile.ZipFile(archive.path) as parts:
        lines = list(csv.DictReader(io.StringIO(parts.read("werte.csv").decode("utf-8-sig")), delimiter=";"))
        assert parts.read("LIESMICH.txt") == text.path.read_bytes()
    assert ("mentees", "109", "0", "6") in [
        (one["groesse"], one["wert"], one["genauigkeit"], one["vereine"]) for one in lines
    ]
    readable = text.path.read_text(encoding="utf-8-sig")
    assert "Sicher auf 4 x n genau, in etwa 19 von 20 Fällen auf 4 x Wurzel n (n = 5: 9)." in readable
    assert "Aufgegliedert: 97 von 109 Personen (beide genau)." in readable
    with pytest.raises(FileTrouble):
        town.write_report(report, tmp_path / "report", made_on=MADE_ON)
    assert len(list((tmp_path / "report").iterdir())) == 2


def test_a_town_report_is_no_package_of_an_association(packages: list[Package], tmp_path: Path) -> None:
    report = town.merge(packages, NETWORK)
    archive, _text = town.write_report(report, tmp_path / "report", made_on=MADE_ON)
    with pytest.raises(reading.PackageError):
        reading.read(archive.path, NETWORK)


def test_files_are_read_added_up_and_written_in_one_go(packages: list[Package], tmp_path: Path) -> None:
    done = town.merge_files(sorted((tmp_path / "in").iterdir()), tmp_path / "report")
    assert [file.path.name for file in done.files] == [
        "MentorHub_BECKUM_2026_Stadt.zip",
        "MentorHub_BECKUM_2026_Bericht.txt",
    ]
    assert all(file.path.is_file() for file in done.files)
    assert any("V07" in warning for warning in done.warnings)


def test_a_sender_without_a_code_is_counted_and_named(packages: list[Package]) -> None:
    guest = replace(packages[0], association=Association("N00ff1a", "Einrichtung ohne Kürzel"))
    report = town.merge([guest, *packages[1:]], NETWORK)
    assert value(report, "eckzahlen", "mentees")[0] == 109
    assert any("N00ff1a" in notice for notice in report.notices)
