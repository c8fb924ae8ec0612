"""Scenario 1, the other way round: the workbook with everything comes back into a new, empty data folder."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from make import Make
from mentorhub import backups, reminders
from mentorhub.app.start import Start
from mentorhub.db.database import Database
from mentorhub.db.keys import RecoveryKey
from mentorhub.import_export import exporting
from mentorhub.ui import choose
from mentorhub.ui.dialogs.import_dialog import CHOOSE, DONE, EVERYTHING
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.pages.people_page import PeoplePage
from scenarios.test_scenario_01_translator_list import (
    listed,
    open_import,
    press,
    real_window,  # noqa: F401 - a fixture
    settle,
    stored,
)
from ui import audit, sight
from ui.conftest import Answers
from ui.open_folder import proven_folder  # noqa: F401 - a fixture


@pytest.fixture
def workbook(_empty_folder: tuple[Path, str], tmp_path: Path, today: date) -> Iterator[Path]:
    """As it was saved on another laptop."""
    folder = Path(shutil.copytree(_empty_folder[0], tmp_path / "anderer Laptop"))
    other = Database.open(folder, RecoveryKey(_empty_folder[1]))
    make = Make(other, today)
    make.mentor(last_name="Vorher")
    pairing = make.pairing(make.mentor(first_name="Heike", last_name="Brandt"), make.mentee(last_name="Koval"))
    make.meeting(pairing, today)
    with other.writing() as session:
        reminders.add(session, today, "Anrufen", pairing_id=pairing)
        exporting.save_everything(session, tmp_path / "alles.xlsx")
    yield tmp_path / "alles.xlsx"
    other.close()


def _bytes(folder: Path, recovery_key: str, path: Path) -> bytes:
    opened = Database.open(folder, RecoveryKey(recovery_key))
    with opened.reading() as session, path.open("w+b") as out:
        exporting.everything(session, out)
    opened.close()
    return path.read_bytes()


def test_the_workbook_with_everything_is_known_and_comes_back_whole(
    real: tuple[MainWindow, Start],
    workbook: Path,
    kept_folder: Path,
    recovery_key: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window, start = real
    monkeypatch.setattr(choose, "files", lambda parent, title, kind: [workbook])
    dialog = open_import(window, start)
    press(dialog, start, dialog.choose_button)
    assert dialog.stages.currentIndex() == EVERYTHING
    sheets = dict(dialog.everything.table.records())
    assert (sheets["Personen"], sheets["Patenschaften"], sheets["Aktivitäten"]) == (3, 1, 1)
    assert "nicht dabei" in dialog.everything.certificates.text()
    audit.check(dialog)
    assert sight.check(dialog) == []
    assert window.page("people") is not None

    press(dialog, start, dialog.take_button)
    assert dialog.stages.currentIndex() == DONE
    assert "sind zurück" in dialog.done_words.text()
    press(dialog, start, dialog.close_button)
    window.go("people")
    settle(start)
    page = window.page("people")
    assert isinstance(page, PeoplePage)
    assert page.table.rows.rowCount() == 3
    assert backups.found(kept_folder / "Sicherungen")
    start.close()
    assert _bytes(kept_folder, recovery_key, tmp_path / "noch einmal.xlsx") == workbook.read_bytes()


def test_it_can_be_taken_back_as_a_whole(
    real: tuple[MainWindow, Start],
    workbook: Path,
    kept_folder: Path,
    recovery_key: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window, start = real
    monkeypatch.setattr(choose, "files", lambda parent, title, kind: [workbook])
    dialog = open_import(window, start)
    press(dialog, start, dialog.choose_button)
    press(dialog, start, dialog.take_button)
    press(dialog, start, dialog.undo_button)
    assert "zurückgenommen" in dialog.done_words.text()
    start.close()
    assert stored(kept_folder, recovery_key) == {}


def test_a_folder_that_holds_somebody_is_left_alone_and_the_way_out_is_named(
    real: tuple[MainWindow, Start],
    workbook: Path,
    kept_folder: Path,
    recovery_key: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answers: Answers,
    qtbot: QtBot,
) -> None:
    window, start = real
    first = listed(tmp_path, "Paten.csv", "Vorname;Nachname;Telefon", "Eva;Abel;0176 04069001")
    chosen = [first]
    monkeypatch.setattr(choose, "files", lambda parent, title, kind: list(chosen))
    dialog = open_import(window, start)
    press(dialog, start, dialog.choose_button)
    press(dialog, start, dialog.take_button)
    chosen[:] = [workbook]
    press(dialog, start, dialog.other_button)
    press(dialog, start, dialog.choose_button)
    assert dialog.stages.currentIndex() == EVERYTHING
    assert not dialog.take_button.isEnabled()
    assert "Andere Daten öffnen" in dialog.everything.notice._text.text()
    assert sight.check(dialog) == []
    press(dialog, start, dialog.other_button)
    assert dialog.stages.currentIndex() == CHOOSE
    start.close()
    assert sorted(stored(kept_folder, recovery_key)) == ["P-0001"]
