"""Statistik: exact figures stay, protected figures leave; packages of several associations are added up."""

import io
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from make import Make
from mentorhub import pairings, programme
from mentorhub.choices import EndedBy, EndReason
from mentorhub.db.database import Database
from mentorhub.documents import internal_report
from mentorhub.statistics import catalogue, export, ledger, meeting, periods, witness
from mentorhub.ui import choose, theme
from mentorhub.ui.dialogs.comment_dialog import CommentDialog
from mentorhub.ui.dialogs.funding_dialog import FundingDialog
from mentorhub.ui.dialogs.preview_dialog import PreviewDialog
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.pages.statistics_page import StatisticsPage
from mentorhub.ui.small_table import SmallTable
from mentorhub.ui.tasks import Tasks
from ui import audit
from ui.pages_in_window import open_page, settle


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the person chooses whenever asked."""
    folder = tmp_path / "Zahlen"
    folder.mkdir()
    monkeypatch.setattr(choose, "folder", lambda parent, title: folder)
    return folder


def _open(qtbot: QtBot, tasks: Tasks, today: date) -> tuple[MainWindow, StatisticsPage]:
    window, page = open_page(qtbot, tasks, "statistics", lambda t, w: StatisticsPage(t, w, today=lambda: today))
    settle(tasks)
    return window, page


def _values(table: SmallTable | None) -> dict[str, str]:
    assert table is not None
    return {table.cell(row, 0).strip(): table.cell(row, 1) for row in range(table.rowCount())}


def _words(page: StatisticsPage) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def test_it_opens_on_the_last_finished_quarter_with_equal_key_figures(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date
) -> None:
    for _pairing in range(3):
        make.pairing(start=date(2026, 8, 1))
    _window, page = _open(qtbot, tasks, today)
    assert page.period().code == "2026-Q3"
    assert _values(page.internal.table)["Aktive Patenschaften"] == "3"
    assert _values(page.network.table)["Aktive Patenschaften"] == "3"
    assert "INTERN" in page.internal.mark.text()
    assert "Fünferschritte verändert. Unterschiede unter 10 sagen nichts über Wachstum." in _words(page)


def test_another_period_shows_other_figures(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    make.pairing(start=date(2026, 8, 1))
    _window, page = _open(qtbot, tasks, today)
    page.period_box.choose("2026-Q2")
    settle(tasks)
    assert _values(page.internal.table)["Aktive Patenschaften"] == "0"
    assert _values(page.network.table)["Aktive Patenschaften"] == "0"


def test_a_running_period_is_counted_as_of_today_and_says_so(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date
) -> None:
    make.pairing(start=date(2026, 11, 1))
    _window, page = _open(qtbot, tasks, today)
    page.period_box.choose("2026-Q4")
    settle(tasks)
    assert page.period_box.currentText() == "4. Quartal 2026 (läuft noch)"
    assert _values(page.internal.table)["Aktive Patenschaften"] == "1"
    assert _values(page.network.table)["Aktive Patenschaften"] == "1"
    assert page.network.table.cell(1, 2) == "22.11.2026"
    assert "Vorläufig, Stand 22.11.2026" in _words(page)


def test_the_package_is_saved_remembered_and_shown(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date, target: Path
) -> None:
    make.pairing(make.mentor(last_name="Geheimname"), start=date(2026, 8, 1))
    _window, page = _open(qtbot, tasks, today)
    page.network.save_button.click()
    settle(tasks)
    [file] = target.glob("*.zip")
    assert {path.suffix for path in target.iterdir()} == {".zip", ".pdf", ".xlsx"}
    with zipfile.ZipFile(file) as archive:
        assert "werte.csv" in archive.namelist()
        assert b"Geheimname" not in b"".join(archive.read(name) for name in archive.namelist())
    assert page.network.result.isVisible()
    assert file.name in _words(page)
    with database.reading() as session:
        assert [one.period for one in ledger.history(session)] == ["2026-Q3"]
    assert page.history.table.cell(0, 0) == "3. Quartal 2026"


def test_what_is_shown_before_is_what_leaves(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date, target: Path
) -> None:
    for _number in range(12):
        make.pairing(start=date(2025, 6, 1))
    with database.writing() as session:
        export.prepare(session)
    period = periods.parse("2025")
    with database.reading() as session:
        shown = export.preview(session, period, today).published.rows
    with database.writing() as session:
        export.export(session, period, target, today)
    with database.reading() as session:
        assert ledger.history(session)[0].rows == shown


def test_internal_figures_are_saved_and_marked(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, target: Path
) -> None:
    make.pairing(start=date(2026, 8, 1))
    _window, page = _open(qtbot, tasks, today)
    page.internal.save_button.click()
    settle(tasks)
    assert sorted(file.suffix for file in target.iterdir()) == [".csv", ".xlsx"]
    assert all(file.name.startswith("INTERN") for file in target.iterdir())
    assert "nicht weitergeben" in page.internal.result.warnings.text()


def test_saving_twice_says_why_not_and_changes_nothing(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date, target: Path
) -> None:
    make.pairing(start=date(2026, 8, 1))
    _window, page = _open(qtbot, tasks, today)
    for _time in range(2):
        page.network.save_button.click()
        settle(tasks)
    assert len(list(target.iterdir())) == 3
    assert "gibt es schon" in _words(page)
    with database.reading() as session:
        assert len(ledger.history(session)) == 1


def test_every_internal_table_can_be_shown(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    make.meeting(make.pairing(start=date(2026, 8, 1)), date(2026, 9, 1))
    _window, page = _open(qtbot, tasks, today)
    for place in range(page.internal.table_box.count()):
        page.internal.table_box.setCurrentIndex(place)
        assert page.internal.table is not None
        assert page.internal.table.rowCount() > 0


def test_headings_of_the_tables_take_two_lines_at_most(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    make.meeting(make.pairing(start=date(2026, 8, 1)), date(2026, 9, 1))
    window, page = _open(qtbot, tasks, today)
    assert window.width() == 1280
    for place in range(page.internal.table_box.count()):
        page.internal.table_box.setCurrentIndex(place)
        QApplication.processEvents()
        table = page.internal.table
        assert table is not None
        header = table.horizontalHeader()
        font = header.font()
        font.setWeight(QFont.Weight.DemiBold)
        measured = QFontMetrics(font)
        for section, column in enumerate(table.columns):
            room = QRect(0, 0, header.sectionSize(section) - 2 * theme.em(0.45), 1000)
            needed = measured.boundingRect(room, Qt.TextFlag.TextWordWrap.value, column.title)
            assert needed.height() < 2.5 * measured.lineSpacing(), (page.internal.table_box.currentText(), column.title)
            assert needed.width() <= room.width(), (page.internal.table_box.currentText(), column.title)
        assert header.height() >= 2 * measured.lineSpacing()


def test_a_decrease_has_a_proper_minus(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    pairing = make.pairing(start=date(2026, 4, 1))
    make.pairing(start=date(2026, 4, 1))
    with make.writing() as session:
        pairings.end(session, pairing, date(2026, 7, 10), EndReason.GOAL, EndedBy.BOTH, today=today)
    _window, page = _open(qtbot, tasks, today)
    table = page.internal.table
    assert table is not None
    changes = {table.cell(row, 0): table.cell(row, table.columnCount() - 1) for row in range(table.rowCount())}
    assert changes["Aktive Patenschaften"] == "−1"


def _package(database: Database, folder: Path, today: date, code: str) -> Path:
    """The package of this folder, sent under the code of one of the network's associations."""
    with database.writing() as session:
        details = programme.organisation(session).model_copy(update={"network_code": code})
        programme.change(session, details)
        written = export.export(session, periods.parse("2026-Q3"), folder / code, today)
    return written.files[0].path


def test_packages_are_added_up_and_the_refused_one_says_why(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date, tmp_path: Path, target: Path
) -> None:
    make.pairing(start=date(2026, 8, 1))
    codes = [one.code for one in catalogue.load(catalogue.shipped()).associations[:3]]
    paths = [_package(database, tmp_path, today + timedelta(days=day), code) for day, code in enumerate(codes)]
    broken = tmp_path / "kaputt.zip"
    broken.write_bytes(b"kein Paket")
    _window, page = _open(qtbot, tasks, today)
    page.show_merging()
    page.merging.add([*paths, broken])
    settle(tasks)
    table = page.merging.table
    states = [one.state.word for one in table.records()]
    assert states == ["in Ordnung"] * 3 + ["nicht angenommen"] + ["fehlt"] * 9
    assert page.merging.problem.isVisible()
    assert "kaputt.zip" in _words(page)
    page.merging.save_button.click()
    settle(tasks)
    assert {file.suffix for file in target.iterdir()} == {".txt", ".zip", ".pdf", ".xlsx"}
    assert page.merging.result.isVisible()
    audit.check(page)


def test_everything_has_a_name_and_a_key(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    make.pairing(start=date(2026, 8, 1))
    _window, page = _open(qtbot, tasks, today)
    for tab in range(5):
        page.tabs.show_tab(tab)
        audit.check(page)


def test_a_lost_ledger_says_why_only_eckzahlen_leave_and_takes_the_old_packages_in(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _pairing in range(6):
        make.pairing(start=date(2025, 3, 1))
    with make.writing() as session:
        sent = export.export(session, periods.parse("2025"), target, today).files[0].path
    (make.database.folder / witness.FILE).unlink()
    _window, page = _open(qtbot, tasks, today)
    page.period_box.choose("2025")
    settle(tasks)
    assert "Nur Eckzahlen" in _words(page)
    assert page.network.take_in_button.isVisibleTo(page)
    monkeypatch.setattr(choose, "files", lambda parent, title, kind: [sent])
    page.network.take_in_button.click()
    settle(tasks)
    assert "Es geht weiter wie vorher" in _words(page)
    assert "Nur Eckzahlen" not in _words(page)
    assert not page.network.take_in_button.isVisibleTo(page)


def _table(table: SmallTable | None) -> list[list[str]]:
    assert table is not None
    return [[table.cell(row, place).strip() for place in range(table.columnCount())] for row in range(table.rowCount())]


def test_growth_is_shown_against_what_has_left_and_only_above_the_margin(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, target: Path
) -> None:
    for _pairing in range(6):
        make.pairing(start=date(2024, 3, 1))
    with make.writing() as session:
        export.export(session, periods.parse("2024"), target, today)
    for _pairing in range(20):
        make.pairing(start=date(2025, 3, 1))
    _window, page = _open(qtbot, tasks, today)
    page.period_box.choose("2025")
    page.tabs.show_tab(1)
    settle(tasks)
    rows = _table(page.comparison.table)
    assert ["Aktive Patenschaften", "26", "6", "↑ +20"] in rows
    ages = rows[next(place for place, row in enumerate(rows) if row[0].startswith("Mentees nach Alter")) :][1:6]
    for _label, now, before, change in ages[1:]:
        sure = abs(int(now) - int(before)) >= 10
        assert ("↑" in change or "↓" in change) is sure
        assert (change == "keine gesicherte Veränderung") is not sure
    assert "Unterschiede unter 10 sagen nichts über Wachstum." in page.comparison.notes.text()
    audit.check(page)


def test_if_nothing_has_left_before_the_comparison_says_so(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    make.pairing(start=date(2026, 8, 1))
    _window, page = _open(qtbot, tasks, today)
    page.tabs.show_tab(1)
    said = _words(page)
    assert "2. Quartal 2026: Es ist nichts herausgegangen." in said
    assert "3. Quartal 2025: Es ist nichts herausgegangen." in said
    assert "Wachstum" not in said


def test_a_comment_is_written_looked_at_approved_and_leaves(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date, target: Path
) -> None:
    make.pairing(make.mentor(first_name="Anna"), start=date(2026, 8, 1))
    _window, page = _open(qtbot, tasks, today)
    page.tabs.show_tab(2)
    assert not page.comment.approve_button.isEnabled()
    _write(page, tasks, "Anna hilft 3 Familien. Uns fehlen Räume.")
    assert "„anna“" in _words(page)
    assert "„3“" in _words(page)
    assert "Entwurf: geht nicht heraus" in _words(page)
    audit.check(page)
    _write(page, tasks, "Uns fehlen Räume.")
    assert not page.comment.hints.isVisible()
    page.comment.approve_button.click()
    settle(tasks)
    assert "Freigegeben am 22.11.2026" in _words(page)
    page.tabs.show_tab(0)
    assert "den Kommentar haben Sie selbst freigegeben" in _words(page)
    page.network.save_button.click()
    settle(tasks)
    with database.reading() as session:
        [kept] = ledger.history(session)
    assert kept.comment is not None
    assert kept.comment.text == "Uns fehlen Räume."
    page.tabs.show_tab(2)
    _write(page, tasks, "Uns fehlen viele Räume.")
    assert "Entwurf: geht nicht heraus" in _words(page)
    page.tabs.show_tab(0)
    assert "Der Kommentar ist nicht freigegeben" in _words(page)


def _write(page: StatisticsPage, tasks: Tasks, text: str) -> None:
    page.comment.write_button.click()
    dialog = next(one for one in page.findChildren(CommentDialog) if one.isVisible())
    dialog.form.field("text").set_value(text)
    dialog.save_button.click()
    settle(tasks)


def test_a_funding_period_is_kept_shown_and_removed(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    make.pairing(start=date(2026, 8, 1))
    _window, page = _open(qtbot, tasks, today)
    page.fund_button.click()
    dialog = next(one for one in page.findChildren(FundingDialog) if one.isVisible())
    dialog.form.set_values({"name": "KOMM-AN", "start": date(2026, 4, 1), "end": date(2026, 3, 1)})
    dialog.save_button.click()
    settle(tasks)
    assert dialog.form.problem("end") == "Das Ende liegt vor dem Beginn."
    dialog.form.set_values({"name": "KOMM-AN", "start": date(2026, 4, 1), "end": date(2027, 3, 31)})
    dialog.save_button.click()
    settle(tasks)
    assert page.period_box.currentText() == "KOMM-AN: 01.04.2026–31.03.2027"
    assert _values(page.internal.table)["Aktive Patenschaften"] == "1"
    assert "Für einen Förderzeitraum gibt es nur interne Zahlen." in _words(page)
    assert not page.network.save_button.isEnabled()
    page.remove_button.click()
    settle(tasks)
    assert page.period().code == "2026-Q4"
    assert not page.remove_button.isVisible()


def test_before_the_networks_meeting_it_reminds_until_the_package_is_saved(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, target: Path
) -> None:
    make.pairing(start=date(2026, 8, 1))
    with make.writing() as session:
        details = programme.organisation(session).model_copy(update={"network_meeting_on": date(2027, 1, 12)})
        programme.change(session, details)
    _window, page = _open(qtbot, tasks, today)
    assert not page.reminder.isVisible(), "still seven weeks"
    with make.writing() as session:
        programme.change(session, details.model_copy(update={"network_meeting_on": date(2026, 12, 2)}))
    page.reload()
    settle(tasks)
    assert "Am 02.12.2026 trifft sich das Netzwerk. Das Paket für 3. Quartal 2026" in _words(page)
    page.period_box.choose("2025")
    page.show_record(meeting.NEXT)
    settle(tasks)
    assert page.period().code == "2026-Q3"
    page.network.save_button.click()
    settle(tasks)
    assert not page.reminder.isVisible()


def test_the_history_leads_back_to_a_period_that_is_no_longer_offered(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, target: Path
) -> None:
    make.pairing(start=date(2020, 8, 1))
    with make.writing() as session:
        export.export(session, periods.parse("2020-Q3"), target, today)
    _window, page = _open(qtbot, tasks, today)
    page.tabs.show_tab(3)
    assert page.history.table.cell(0, 1) == "30.09.2020"
    assert str(target) in page.history.where.text()
    page.history.again_button.click()
    settle(tasks)
    assert (page.tabs.current(), page.period().code) == (0, "2020-Q3")
    assert "dieselbe Datei noch einmal" in _words(page)


def test_internal_figures_are_printed_with_their_mark_on_every_page(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    make.meeting(make.pairing(start=date(2026, 8, 1)), date(2026, 9, 1))
    _window, page = _open(qtbot, tasks, today)
    page.internal.print_button.click()
    settle(tasks)
    assert any(dialog.isVisible() for dialog in page.findChildren(PreviewDialog))
    with database.reading() as session:
        paper = internal_report.make(session, periods.parse("2026-Q3"), today)
    assert paper.file_name == "INTERN_MentorHub_2026-Q3.pdf"
    pages = [one.extract_text() for one in PdfReader(io.BytesIO(paper.pdf)).pages]
    assert all("INTERN – nicht weitergeben" in one for one in pages)
    assert "Sie gehen nicht an das Netzwerk" in " ".join(pages[0].split())
    assert "T16 Gewinnung von Engagierten" in " ".join(" ".join(one.split()) for one in pages)


@pytest.mark.parametrize("scale", [100, 150])
def test_no_row_label_is_cut(qtbot: QtBot, tasks: Tasks, make: Make, today: date, scale: int) -> None:
    make.meeting(make.pairing(start=date(2026, 8, 1)), date(2026, 9, 1))
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, "light", scale)
    window, page = _open(qtbot, tasks, today)
    window.resize(1366 if scale == 150 else 1280, 768)
    settle(tasks)
    for code in ("T1", "T2", "T7", "T9", "T16"):
        page.internal.table_box.choose(code)
        settle(tasks)
        table = page.internal.table
        assert table is not None
        for row in range(table.rowCount()):
            room = QRect(0, 0, table.columnWidth(0) - theme.em(0.9), 10_000)
            needed = table.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap.value, table.cell(row, 0))
            assert needed.height() <= table.rowHeight(row), table.cell(row, 0)
