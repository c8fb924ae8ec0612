"""The network's side inside a data folder: Meldebögen typed in from paper, and the network file edited."""

import json
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from make import Make
from mentorhub.changes import undoing
from mentorhub.db.database import Database
from mentorhub.statistics import catalogue, network_file, sheet_ledger
from mentorhub.ui import choose
from mentorhub.ui.dialogs.preview_dialog import PreviewDialog
from mentorhub.ui.network.network_desk import NetworkDesk
from mentorhub.ui.network.network_dialog import NetworkDialog
from mentorhub.ui.network.report_sheet_dialog import ReportSheetDialog
from mentorhub.ui.pages.settings_page import SettingsPage
from mentorhub.ui.pages.statistics_page import StatisticsPage
from mentorhub.ui.tasks import Tasks
from ui import audit
from ui.conftest import Answers
from ui.pages_in_window import open_page, settle

TODAY = date(2027, 1, 12)
FIGURES = {
    "mentees": 14, "paten_aktiv": 9, "patenschaften_aktiv": 10, "patenschaften_neu": 2, "patenschaften_beendet": 1,
    "warteliste": 3, "warteliste_ueber_90_tage": 1, "plaetze_frei": 2, "sprachmittlung": 0, "behoerdenbegleitungen": 7,
    "paired_mentees": 10,
}  # fmt: skip
GROUPS = {
    "mentees_geschlecht.weiblich": 8, "mentees_geschlecht.maennlich": 6,
    "mentees_alter.bis_17": 4, "mentees_alter.18_bis_26": 5, "mentees_alter.ab_27": 5,
    "mentees_region.europa": 6, "mentees_region.nahost": 5, "mentees_region.andere_ka": 3,
    "paten_geschlecht.weiblich": 6, "paten_geschlecht.maennlich": 3,
    "paten_alter.30_bis_64": 4, "paten_alter.ab_65": 5,
    "patenschaften_programm.sprache": 6, "patenschaften_programm.familie": 4,
    "patenschaften_handlungsfeld.sprache": 7, "patenschaften_handlungsfeld.freizeit": 3,
}  # fmt: skip


@pytest.fixture
def page(qtbot: QtBot, tasks: Tasks) -> StatisticsPage:
    window, page = open_page(qtbot, tasks, "statistics", lambda t, w: StatisticsPage(t, w, today=lambda: TODAY))
    window.resize(1280, 800)
    settle(tasks)
    page.tabs.show_tab(page.tabs.stack.indexOf(page.desk))
    return page


def desk(page: StatisticsPage) -> NetworkDesk:
    return page.desk


def open_sheet(page: StatisticsPage, code: str = "V04", period: str = "2026-Q4") -> ReportSheetDialog:
    desk(page).sheet_button.click()
    dialog = next(one for one in page.window().findChildren(ReportSheetDialog) if one.isVisible())
    dialog.form.field("association").set_value(code)
    dialog.form.field("period").set_value(period)
    return dialog


def type_in(dialog: ReportSheetDialog, numbers: dict[str, int]) -> None:
    for name, value in numbers.items():
        field = dialog.form.field(name)
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, str(value))


def test_a_sheet_is_typed_in_rounded_and_counts(page: StatisticsPage, tasks: Tasks, database: Database) -> None:
    dialog = open_sheet(page)
    assert not dialog.form.field("mentees_region.europa").isVisibleTo(dialog)
    type_in(dialog, FIGURES)
    assert dialog.form.field("mentees_region.europa").isVisibleTo(dialog)
    audit.check(dialog)
    type_in(dialog, GROUPS)
    QTest.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    settle(tasks)
    assert not dialog.isVisible()
    [line] = [one for one in desk(page).panel.table.records() if one.file == "Meldebogen"]
    assert (line.association, line.period, line.revision, line.state.word) == (
        "Verein 4 (V04)", "4. Quartal 2026", "1", "in Ordnung",
    )  # fmt: skip
    with database.reading() as session:
        [kept] = sheet_ledger.taken(session)
    women = next(row.value for row in kept.rows if (row.table, row.cell) == ("mentees_geschlecht", "weiblich"))
    assert women in (5, 10)
    assert "aufgenommen (Fassung 1)" in desk(page).panel.told.sentence()
    audit.check(page)


def test_what_cannot_be_stays_open_with_the_reason_at_its_field(
    page: StatisticsPage, tasks: Tasks, database: Database
) -> None:
    dialog = open_sheet(page)
    type_in(dialog, FIGURES | GROUPS | {"mentees_alter.bis_17": 9, "warteliste_ueber_90_tage": 4})
    dialog.save_button.click()
    settle(tasks)
    assert dialog.isVisible()
    assert "Länger als 90 Tage" in dialog.form.problem("warteliste_ueber_90_tage")
    assert "ergeben zusammen 19, angegeben sind 14" in dialog.form.problem("mentees_alter.bis_17")
    with database.reading() as session:
        assert sheet_ledger.taken(session) == []
    dialog.form.take_as_unchanged()
    dialog.reject()


def test_a_correction_is_the_next_revision_and_says_so_before(page: StatisticsPage, tasks: Tasks) -> None:
    for number, more in ((1, {}), (2, {"behoerdenbegleitungen": 8})):
        dialog = open_sheet(page)
        if number == 2:
            assert dialog.known.isVisibleTo(dialog)
            assert dialog.form.field("mentees").value() == 14
        type_in(dialog, FIGURES | GROUPS | more)
        dialog.save_button.click()
        settle(tasks)
    [line] = [one for one in desk(page).panel.table.records() if one.file == "Meldebogen"]
    assert line.revision == "2"


def test_hours_are_asked_of_a_quarter_only(page: StatisticsPage, tasks: Tasks) -> None:
    dialog = open_sheet(page, period="2026-Q3")
    dialog.form.field("has_hours").setChecked(True)
    assert dialog.form.field("hours.sprache").isVisibleTo(dialog)
    dialog.form.field("period").set_value("2026")
    assert not dialog.form.field("hours.sprache").isVisibleTo(dialog)
    dialog.form.take_as_unchanged()
    dialog.reject()


def test_a_blank_sheet_is_shown_and_saved(
    page: StatisticsPage, tasks: Tasks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk(page).blank_action.trigger()
    settle(tasks)
    dialog = next(one for one in page.window().findChildren(PreviewDialog) if one.isVisible())
    monkeypatch.setattr(choose, "save_as", lambda parent, title, name, kind: tmp_path / name)
    dialog.save_button.click()
    settle(tasks)
    assert (tmp_path / "Meldebogen.pdf").read_bytes().startswith(b"%PDF")
    dialog.reject()


def test_the_network_file_is_edited_saved_and_in_force(
    page: StatisticsPage, tasks: Tasks, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choose, "save_as", lambda parent, title, name, kind: tmp_path / name)
    desk(page).file_action.trigger()
    settle(tasks)
    dialog = next(one for one in page.window().findChildren(NetworkDialog) if one.isVisible())
    audit.check(dialog)
    roster = dialog.form.field("associations")
    roster.add()
    line = roster.lines()[-1]
    QTest.keyClicks(line.code, "V13")
    QTest.keyClicks(line.name, "Verein 13")
    dialog.save_button.click()
    settle(tasks)
    written = json.loads((tmp_path / "Netzwerk_BECKUM_2.json").read_text("utf-8"))
    assert written["version"] == 2
    assert written["associations"][-1] == {"code": "V13", "name": "Verein 13"}
    assert written["catalogue"]["version"] == "2026-1"
    with database.reading() as session:
        assert network_file.current(session).version == 2
    assert "Fassung 2" in desk(page).panel.told.sentence()


def test_another_group_of_programmes_is_another_catalogue(
    page: StatisticsPage, tasks: Tasks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choose, "save_as", lambda parent, title, name, kind: tmp_path / name)
    desk(page).file_action.trigger()
    settle(tasks)
    dialog = next(one for one in page.window().findChildren(NetworkDialog) if one.isVisible())
    line = dialog.form.field("groups").lines()[-1]
    line.codes.set_value(("reading", "work", "leisure"))
    dialog.save_button.click()
    settle(tasks)
    network = catalogue.load(tmp_path / "Netzwerk_BECKUM_2.json")
    assert network.catalogue.version == "2026-2"
    assert network.sha256 != catalogue.load(catalogue.shipped()).sha256


def test_a_file_that_weakens_the_protection_cannot_be_made(page: StatisticsPage, tasks: Tasks) -> None:
    desk(page).file_action.trigger()
    settle(tasks)
    dialog = next(one for one in page.window().findChildren(NetworkDialog) if one.isVisible())
    groups = dialog.form.field("groups")
    for line in groups.lines()[1:]:
        line.removed.emit()
    dialog.save_button.click()
    assert "zu wenige, zu viele oder überlappende Gruppen" in dialog.problem.sentence()
    dialog.form.take_as_unchanged()
    dialog.reject()


def test_a_network_file_is_loaded_in_the_settings_and_undone(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, tmp_path: Path, answers: Answers,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    given = json.loads(catalogue.read(catalogue.shipped()))
    given["version"] = 3
    given["associations"].append({"code": "V13", "name": "Verein 13"})
    newer = tmp_path / "neu.json"
    newer.write_text(json.dumps(given), "utf-8")
    monkeypatch.setattr(choose, "file", lambda parent, title, kind: newer)
    _window, page = open_page(qtbot, tasks, "settings", lambda t, w: SettingsPage(t, w, today=lambda: TODAY))
    settle(tasks)
    page.show_record("network")
    assert page.network.facts.value("Fassung der Datei") == "1"
    audit.check(page)
    page.network.load_button.click()
    settle(tasks)
    assert answers.asked == ["Das ändert sich mit dieser Netzwerkdatei:"]
    assert page.network.facts.value("Fassung der Datei") == "3"
    assert "Verein 13 (V13)" in page.network.facts.value("Einrichtungen")
    with database.writing() as session:
        undoing.undo(session, TODAY)
    with database.reading() as session:
        assert network_file.current(session).version == 1


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"version": 0}, "älter als die geladene"),
        ({"format": 9}, "hat ein Format, das dieses Programm nicht kennt"),
        ({"minimum_program_version": "99.0"}, "verlangt MentorHub 99.0"),
        ({"parameters": {}}, "ein Teil fehlt oder ist unverständlich"),
    ],
)
def test_a_network_file_that_cannot_be_used_is_refused_with_the_exact_reason(
    qtbot: QtBot, tasks: Tasks, make: Make, tmp_path: Path, answers: Answers, monkeypatch: pytest.MonkeyPatch,
    change: dict[str, object], reason: str,
) -> None:  # fmt: skip
    bad = tmp_path / "falsch.json"
    bad.write_text(json.dumps(json.loads(catalogue.read(catalogue.shipped())) | change), "utf-8")
    monkeypatch.setattr(choose, "file", lambda parent, title, kind: bad)
    _window, page = open_page(qtbot, tasks, "settings", lambda t, w: SettingsPage(t, w, today=lambda: TODAY))
    settle(tasks)
    page.show_record("network")
    page.network.load_button.click()
    settle(tasks)
    assert reason in page.network.notice.sentence()
    assert answers.asked == []
    assert page.network.facts.value("Fassung der Datei") == "1"
