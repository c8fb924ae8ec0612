"""Scenario 22: "I create the Q3 report for the network. Expect: the network's exact Eckzahlen, hours and (in the
yearly package) breakdowns with definitions, sums add up; beside it an internal sheet with exact figures where Bestand
alt + neu - beendet = Bestand neu, marked "intern"; the exported file contains no names, numbers, birth dates, notes;
organisation, base and margin in the metadata." In the whole window, from *Heute* to the files on the disk.
"""

import csv
import io
import json
import zipfile
from datetime import date
from pathlib import Path

import frictionless
import openpyxl
import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from make import Make
from mentorhub import pairings, programme
from mentorhub.choices import EndedBy, EndReason, Gender, Topic
from mentorhub.db.database import Database
from mentorhub.statistics import internal, ledger, network_file, periods, sentences
from mentorhub.ui import choose
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.pages.statistics_page import StatisticsPage
from mentorhub.ui.pages.today_page import TodayPage
from mentorhub.ui.small_table import SmallTable
from mentorhub.ui.tasks import Tasks
from ui import audit
from ui.pages_in_window import settle

SECRETS = ("Geheimname", "Verborgen", "1994", "17.05", "05-17", "02521 987654", "02521987654", "Kita gesucht", "P-00")


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "Netzwerk"
    folder.mkdir()
    monkeypatch.setattr(choose, "folder", lambda parent, title: folder)
    return folder


@pytest.fixture
def a_year_of_work(make: Make, today: date) -> None:
    """Eleven pairings from before the quarter, three of the quarter, two that ended in it; a meeting of the network."""
    with make.writing() as session:
        details = programme.organisation(session)
        changed = {"network_code": "V03", "network_meeting_on": date(2026, 12, 1)}
        programme.change(session, details.model_copy(update=changed))
    started = []
    for number in range(14):
        mentee = make.mentee(
            first_name="Verborgen",
            last_name=f"Geheimname{number}",
            gender=Gender.FEMALE,
            birth_date=date(1994, 5, 17),
            phone="02521 987654",
            needs_note="Kita gesucht",
        )
        start = date(2026, 8, 3) if number > 10 else date(2025, 2, 3)
        started.append(make.pairing(make.mentor(last_name="Geheimname", birth_year=1961), mentee, start))
        make.meeting(started[-1], date(2026, 8, 20), minutes=200, topics=frozenset({Topic.GERMAN}))
    with make.writing() as session:
        for ended in started[:2]:
            pairings.end(session, ended, date(2026, 9, 10), EndReason.GOAL, EndedBy.BOTH, today=today)


def statistics(window: MainWindow) -> StatisticsPage:
    page = window.page("statistics")
    assert isinstance(page, StatisticsPage)
    return page


def words(page: StatisticsPage) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def column(table: SmallTable | None, place: int = 1) -> dict[str, str]:
    assert table is not None
    return {table.cell(row, 0).strip(): table.cell(row, place) for row in range(table.rowCount())}


def rows_of(path: Path) -> list[dict[str, str]]:
    with zipfile.ZipFile(path) as archive:
        text = archive.read("werte.csv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def everything_in(folder: Path, unpacked: Path) -> str:
    """Every word of every file that leaves, whatever form it has."""
    said = []
    for path in folder.iterdir():
        said.append(path.name)
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                archive.extractall(unpacked)
                said += [archive.read(name).decode("utf-8-sig") for name in archive.namelist()]
        elif path.suffix == ".pdf":
            said += [page.extract_text() for page in PdfReader(path).pages]
        elif path.suffix == ".xlsx":
            book = openpyxl.load_workbook(path)
            said += [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row]
            book.close()
    return "\n".join(said)


def what_leaves_is_whole_and_names_nobody(database: Database, package: Path, unpacked: Path) -> None:
    rows = rows_of(package)
    hours = {row["auspraegung1"]: int(row["wert"]) for row in rows if row["tabelle"] == "stunden"}
    assert hours.pop("_T") == sum(hours.values()) > 0
    assert all(value % 5 == 0 for value in hours.values())
    said = everything_in(package.parent, unpacked)
    with database.reading() as session:
        network = network_file.current(session)
    for figure in network.catalogue.figures:
        assert figure.definition in said
    assert sentences.EXACT in said
    for secret in SECRETS:
        assert secret not in said
    about = json.loads((unpacked / "datapackage.json").read_text("utf-8"))
    assert (about["mentorhub"]["association"], about["mentorhub"]["period"]["code"]) == ("V03", "2026-Q3")
    assert about["mentorhub"]["method"]["base"] == 5
    assert about["mentorhub"]["method"]["maximum_deviation"] == 4
    assert frictionless.validate(str(unpacked / "datapackage.json")).valid


@pytest.mark.usefixtures("a_year_of_work")
def test_the_third_quarter_goes_to_the_network(
    all_pages: MainWindow, tasks: Tasks, database: Database, target: Path, tmp_path: Path
) -> None:
    due = all_pages.page("today")
    assert isinstance(due, TodayPage)
    all_pages.go("today")
    settle(tasks)
    lines = [due.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(due.list.count())]
    due.list.setCurrentRow(next(row for row, one in enumerate(lines) if getattr(one, "kind", "") == "network_meeting"))
    due.list.setFocus()
    QTest.keyClick(due.list, Qt.Key.Key_Return)
    settle(tasks)
    page = statistics(all_pages)
    assert page.isVisible()
    assert page.period().code == "2026-Q3"
    assert "Am 01.12.2026 trifft sich das Netzwerk. Das Paket für 3. Quartal 2026 ist noch nicht" in words(page)

    assert internal.MARK in words(page)
    page.internal.table_box.choose("T2")
    settle(tasks)
    assert "11 + neu 3 − beendet 2 = Bestand am Ende 12" in page.internal.notes.text()
    leaves = column(page.network.table)
    assert (leaves["Mentees"], leaves["Aktive Patenschaften"], leaves["Neu begonnene Patenschaften"]) == (
        "12",
        "12",
        "3",
    )
    assert leaves["Beendete Patenschaften"] == "2"
    assert "Diese Datei enthält keine Namen" in words(page)
    assert "Unterschiede unter 10 sagen nichts über Wachstum." in words(page)
    assert "Aufgliederungen gibt es nur einmal im Jahr, mit Stand 31.12." in words(page)
    audit.check(page)

    QTest.mouseClick(page.network.save_button, Qt.MouseButton.LeftButton)
    settle(tasks)
    assert sorted(path.name for path in target.iterdir()) == [
        "MentorHub_V03_2026-Q3_r1.zip",
        "MentorHub_V03_2026-Q3_r1_Bericht.pdf",
        "MentorHub_V03_2026-Q3_r1_Bericht.xlsx",
    ]
    package = target / "MentorHub_V03_2026-Q3_r1.zip"
    with database.reading() as session:
        [kept] = ledger.history(session)
    assert (kept.period, kept.stand, kept.saved_to) == ("2026-Q3", date(2026, 9, 30), str(target))
    assert "trifft sich das Netzwerk" not in words(page)

    what_leaves_is_whole_and_names_nobody(database, package, tmp_path / "unpacked")

    page.tabs.show_tab(3)
    settle(tasks)
    assert page.history.table.cell(0, 0) == "3. Quartal 2026"
    page.history.again_button.click()
    settle(tasks)
    assert (page.tabs.current(), page.period().code) == (0, "2026-Q3")
    assert "Es entsteht dieselbe Datei noch einmal" in words(page)


@pytest.mark.usefixtures("a_year_of_work")
def test_beside_it_the_internal_sheet_is_exact_and_marked(all_pages: MainWindow, tasks: Tasks, target: Path) -> None:
    all_pages.go("statistics")
    settle(tasks)
    page = statistics(all_pages)
    page.internal.save_button.click()
    settle(tasks)
    [path] = target.glob("INTERN_*.xlsx")
    book = openpyxl.load_workbook(path)
    assert all(sheet["A1"].value == internal.MARK for sheet in book.worksheets)
    [total] = [[cell.value for cell in row] for row in book["T2"].iter_rows() if row[0].value == "gesamt"]
    before, new, ended, after = (int(str(value)) for value in total[1:5])
    assert (before, new, ended, after) == (11, 3, 2, 12)
    assert before + new - ended == after
    book.close()


@pytest.mark.usefixtures("a_year_of_work")
def test_in_the_yearly_package_the_breakdowns_add_up(
    all_pages: MainWindow, tasks: Tasks, target: Path, tmp_path: Path
) -> None:
    all_pages.go("statistics", "2025")
    settle(tasks)
    page = statistics(all_pages)
    assert page.period() == periods.parse("2025")
    page.network.save_button.click()
    settle(tasks)
    rows = rows_of(next(target.glob("*.zip")))
    tables = {row["tabelle"] for row in rows} - {"eckzahlen", "stunden"}
    assert {"mentees_geschlecht", "paten_alter", "patenschaften_programm"} <= tables
    for table in tables:
        values = {row["auspraegung1"]: row["wert"] for row in rows if row["tabelle"] == table}
        total = values.pop("_T")
        if total != "n/v":
            assert int(total) == sum(map(int, values.values()))
            assert all(int(value) % 5 == 0 for value in values.values())
    said = everything_in(target, tmp_path / "unpacked")
    for sentence in (sentences.ZERO, sentences.SUMS):
        assert sentence in " ".join(said.split())
    assert not any(secret in said for secret in SECRETS)
