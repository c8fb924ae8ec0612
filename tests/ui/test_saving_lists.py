"""What a list shows becomes a file; whatever leaves is asked about once and noted."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from pytestqt.qtbot import QtBot

from make import Make
from mentorhub import changes
from mentorhub.changes import LogFilter
from mentorhub.choices import Operation
from mentorhub.db.database import Database
from mentorhub.ui import choose, leaving
from mentorhub.ui.pages.people_page import PeoplePage
from mentorhub.ui.tasks import Tasks
from ui.conftest import Answers
from ui.pages_in_window import open_page, settle


def _left(database: Database) -> list[str]:
    with database.reading() as session:
        found = changes.rows(session, changes.search(session, LogFilter()))
    return [row.note for row in found if row.operation is Operation.LEFT]


@pytest.mark.parametrize("ending", [".xlsx", ".csv", ""])
def test_a_filtered_list_is_saved_as_it_is_shown(
    qtbot: QtBot,
    tasks: Tasks,
    make: Make,
    today: date,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answers: Answers,
    ending: str,
) -> None:
    make.mentor(first_name="=Eva", last_name="Abel")
    make.mentor(first_name="Ute", last_name="Berg")
    target = tmp_path / f"liste{ending}"
    monkeypatch.setattr(choose, "save_as", lambda *_words: target)
    _window, page = open_page(qtbot, tasks, "people", lambda t, w: PeoplePage(t, w, lambda: today))
    page.search.setText("Abel")
    page.search.searched.emit("Abel")
    settle(tasks)
    page.save_action.trigger()
    settle(tasks)
    assert len(answers.asked) == 1
    assert "enthält Namen" in answers.asked[0]
    if ending == ".csv":
        lines = target.read_bytes().decode("utf-8-sig").split("\r\n")
        assert len(lines) == 3
        assert "Abel" in lines[1]
    else:
        rows = list(openpyxl.load_workbook(tmp_path / "liste.xlsx")["Personen"].iter_rows())
        assert len(rows) == 2
        assert any("Abel" in str(cell.value) for cell in rows[1])
        assert all(cell.data_type != "f" for cell in rows[1])
    assert _left(make.database) == ["Liste Personen (1)"]


def test_who_says_no_writes_nothing(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, monkeypatch: pytest.MonkeyPatch, answers: Answers
) -> None:
    make.mentor()
    answers.yes = False
    monkeypatch.setattr(choose, "save_as", lambda *_words: pytest.fail("asked for a place"))
    _window, page = open_page(qtbot, tasks, "people", lambda t, w: PeoplePage(t, w, lambda: today))
    page.save_action.trigger()
    settle(tasks)
    assert _left(make.database) == []


def test_everything_leaves_without_certificates_while_they_are_locked(
    qtbot: QtBot,
    tasks: Tasks,
    make: Make,
    today: date,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answers: Answers,
) -> None:
    make.pairing()
    monkeypatch.setattr(choose, "save_as", lambda *_words: tmp_path / "alles.xlsx")
    window, page = open_page(qtbot, tasks, "people", lambda t, w: PeoplePage(t, w, lambda: today))
    window.reentry.forget()
    leaving.save_everything(page, window, tasks, "alles.xlsx")
    settle(tasks)
    sheets = openpyxl.load_workbook(tmp_path / "alles.xlsx").sheetnames
    assert {"Personen", "Patenschaften", "Aktivitäten"} <= set(sheets)
    assert "Führungszeugnisse" not in sheets
    assert len(_left(make.database)) == 1
