"""The town over time: published sums of the same associations, no growth below the margin."""

import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from towns import MADE_ON, association, beckum, export, publish

from mentorhub.documents import report as papers
from mentorhub.statistics import inbox, periods, reading, town_book, town_reading, town_trend
from mentorhub.statistics import network as town
from mentorhub.statistics.network import TownReport
from mentorhub.statistics.periods import Period
from mentorhub.statistics.reading import Package, PackageError
from mentorhub.statistics.town_reading import EarlierTown

NETWORK = beckum()
Q2, Q3 = periods.parse("2026-Q2"), periods.parse("2026-Q3")
Q4, LAST_Q4 = periods.parse("2026-Q4"), periods.parse("2025-Q4")
SIZES = (12, 16, 24, 40)


def sent(folder: Path, period: Period, sizes: tuple[int, ...] = SIZES) -> list[Package]:
    found = []
    for number, size in enumerate(sizes, 1):
        truth = association(NETWORK, number * 7, size, period=period)
        outcome = publish(truth, NETWORK, period, secret=bytes([number]) * 32, code=f"V{number:02}")
        found.append(reading.read(export(outcome, folder / period.file_code), NETWORK))
    return found


def town_file(folder: Path, period: Period, sizes: tuple[int, ...] = SIZES) -> Path:
    report = town.merge(sent(folder, period, sizes), NETWORK)
    return town.write_report(report, folder / "town", made_on=MADE_ON)[0].path


def earlier(folder: Path, period: Period, sizes: tuple[int, ...] = SIZES) -> EarlierTown:
    found = town_reading.read(town_file(folder, period, sizes), NETWORK)
    assert found is not None
    return found


def words(report: TownReport) -> str:
    pdf = PdfReader(BytesIO(papers.render(report, date(2027, 1, 12))))
    return " ".join(" ".join(page.extract_text().split()) for page in pdf.pages)


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    report = town.merge(sent(tmp_path, Q3), NETWORK)
    found = town_reading.read(town.write_report(report, tmp_path, made_on=MADE_ON)[0].path, NETWORK)
    assert found is not None
    assert found.delivered == {"V01", "V02", "V03", "V04"}
    assert found.values["eckzahlen", "mentees"].value == sum(SIZES)
    assert len(found.values) == len(report.values)


def test_exact_figures_are_compared_as_they_are(tmp_path: Path) -> None:
    before = earlier(tmp_path, Q3, (12, 16, 24, 38))
    report = town.merge(sent(tmp_path, Q4), NETWORK, [before])
    change = town_trend.changes(report, before)["eckzahlen", "mentees"]
    assert (change.before, change.now, change.words, change.direction) == (90, 92, "+2", 1)
    assert "gegen 3. Quartal 2026" in words(report)


def test_a_breakdown_below_the_margin_gets_no_arrow(tmp_path: Path) -> None:
    before = earlier(tmp_path, LAST_Q4)
    report = town.merge(sent(tmp_path, Q4), NETWORK, [before])
    changes = town_trend.changes(report, before)
    for (table, _cell), change in changes.items():
        if table not in ("eckzahlen", "stunden") and change.now is not None and change.before is not None:
            small = abs(change.now - change.before) < 15
            assert (change.direction == 0) == small or change.now == change.before
            assert not small or change.words == "keine gesicherte Veränderung"
    assert "Unterschiede unter 15 sagen nichts über Wachstum." in words(report)


def test_hours_are_never_compared(tmp_path: Path) -> None:
    before = earlier(tmp_path, Q3)
    report = town.merge(sent(tmp_path, Q4), NETWORK, [before])
    hours = [one for (table, _cell), one in town_trend.changes(report, before).items() if table == "stunden"]
    assert {one.direction for one in hours} == {0}


@pytest.mark.parametrize(
    ("period", "sizes", "reason"),
    [
        ("2026-Q3", (12, 16, 24), "andere Einrichtungen haben geliefert"),
        ("2025", SIZES, "eine andere Art von Zeitraum"),
        ("2027-Q1", SIZES, "kein früherer Zeitraum"),
    ],
)
def test_what_cannot_be_compared_is_left_out_with_the_reason(
    tmp_path: Path, period: str, sizes: tuple[int, ...], reason: str
) -> None:
    report = town.merge(sent(tmp_path, Q4), NETWORK, [earlier(tmp_path, periods.parse(period), sizes)])
    trend = town_trend.trend(report, report.earlier)
    assert trend.earlier == ()
    assert reason in trend.left_out[0]
    assert reason in words(report)


def test_another_catalogue_leaves_only_the_exact_figures(tmp_path: Path) -> None:
    before = replace(earlier(tmp_path, LAST_Q4), catalogue="0" * 64)
    report = town.merge(sent(tmp_path, Q4), NETWORK, [before])
    assert {table for table, _cell in town_trend.changes(report, before)} == {"eckzahlen"}


def test_the_course_is_drawn_over_all_periods(tmp_path: Path) -> None:
    before = [earlier(tmp_path, one) for one in (Q3, Q2)]
    report = town.merge(sent(tmp_path, Q4), NETWORK, before)
    course = [one for one in town_book.sections(report) if one.heading.startswith("Verlauf")]
    assert [one.heading for one in course] == [
        "Verlauf: Mentees",
        "Verlauf: Aktive Patenschaften",
        "Verlauf: Mentees auf der Warteliste",
    ]
    assert [line.label for line in course[0].lines] == ["2. Quartal 2026", "3. Quartal 2026", "4. Quartal 2026"]
    assert all(line.bar is not None for line in course[0].lines)


def test_the_inbox_takes_a_town_report_for_comparison(tmp_path: Path) -> None:
    before = town_file(tmp_path, Q3)
    paths = sorted((tmp_path / Q4.file_code).iterdir()) if sent(tmp_path, Q4) else []
    found = inbox.look_at([before, *paths], NETWORK)
    assert [one.problem for one in found.deliveries] == [""] * 5
    assert found.report is not None
    assert [one.period for one in found.report.earlier] == [Q3]


def _again(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    target = path.with_name("anders.zip")
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target


def _foreign(parts: dict[str, bytes]) -> None:
    about = json.loads(parts["datapackage.json"])
    about["mentorhub"]["network"] = "ANDERSWO"
    parts["datapackage.json"] = json.dumps(about).encode()


def _digit(parts: dict[str, bytes]) -> None:
    parts["werte.csv"] = parts["werte.csv"].replace(b";92;", b";93;", 1)


@pytest.mark.parametrize(
    ("change", "reason"), [(_foreign, "zu einem anderen Netzwerk"), (_digit, "nach dem Schreiben verändert")]
)
def test_a_changed_or_foreign_town_report_is_refused(
    tmp_path: Path, change: Callable[[dict[str, bytes]], None], reason: str
) -> None:
    with pytest.raises(PackageError, match=reason):
        town_reading.read(_again(town_file(tmp_path, Q3), change), NETWORK)


def test_the_command_line_compares_too(tmp_path: Path) -> None:
    before = town_file(tmp_path, Q3)
    sent(tmp_path, Q4)
    paths = [before, *sorted((tmp_path / Q4.file_code).iterdir())]
    done = town.merge_files(paths, tmp_path / "out", also=papers.write)
    pdf = next(one.path for one in done.files if one.path.suffix == ".pdf")
    text = " ".join(page.extract_text() for page in PdfReader(pdf).pages)
    assert "gegen 3. Quartal 2026" in " ".join(text.split())
