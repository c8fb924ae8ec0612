"""Importieren: a list is looked at first, brought in only on the person's word, and told in words afterwards."""

import csv
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from mentorhub import pairings, people
from mentorhub.choices import Role
from mentorhub.db.database import Database
from mentorhub.import_export import importing
from mentorhub.ui import choose
from mentorhub.ui.dialogs.import_dialog import CHOOSE, DONE, PREVIEW, ImportDialog
from mentorhub.ui.progress_dialog import ProgressDialog
from mentorhub.ui.tasks import Tasks
from ui import audit
from ui.conftest import Answers
from ui.pages_in_window import settle

HEADINGS = ["Vorname", "Nachname", "Telefon", "Sprachen", "Geburtsdatum", "Sternzeichen"]


@pytest.fixture
def list_file(tmp_path: Path) -> Path:
    rows = [
        HEADINGS,
        ["Heike", "Brandt", "0171 3920012", "Deutsch, Dari", "3.4.1961", "Widder"],
        ["Şükrü", "Öztürk", "0176 04069015", "Türkisch (Muttersprache)", "31.02.1988", "Fische"],
        ["", "", "0176 04069076", "", "", ""],
    ]
    file = tmp_path / "Patinnen und Paten.csv"
    with file.open("w", encoding="cp1252", errors="replace", newline="") as out:
        csv.writer(out, delimiter=";").writerows(rows)
    return file


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    return parent


@pytest.fixture
def dialog(window: QWidget, tasks: Tasks, today: date) -> ImportDialog:
    opened = ImportDialog(window, tasks, today=lambda: today)
    opened.open()
    return opened


def _names(database: Database) -> list[str]:
    with database.reading() as session:
        return [row.name for row in people.rows(session, people.search(session, role=Role.MENTOR))]


def _column(table: object, place: int) -> list[str]:
    return [table.cell(row, place) for row in range(table.rowCount())]  # type: ignore[attr-defined]


def test_a_chosen_list_is_shown_and_nothing_is_written(
    dialog: ImportDialog,
    tasks: Tasks,
    database: Database,
    list_file: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(choose, "file", lambda parent, title, kind: list_file)
    dialog.choose_button.click()
    settle(tasks)
    assert dialog.stages.currentIndex() == PREVIEW
    assert "2 neu" in dialog.preview.summary.text()
    assert _column(dialog.preview.rows, 2)[:2] == ["neu", "neu"]
    assert _names(database) == []
    audit.check(dialog)


def test_the_columns_show_what_they_are_read_as_with_examples(
    dialog: ImportDialog, tasks: Tasks, list_file: Path
) -> None:
    dialog.read(list_file)
    settle(tasks)
    columns = dialog.preview.columns
    read_as = dict(zip(_column(columns, 0), _column(columns, 1), strict=True))
    assert read_as["Telefon"] == "Telefon"
    assert read_as["Sternzeichen"] == "wird nicht gelesen"
    examples = dict(zip(_column(columns, 0), _column(columns, 2), strict=True))
    assert "Heike" in examples["Vorname"]


def test_what_cannot_be_read_is_named_with_row_and_reason(dialog: ImportDialog, tasks: Tasks, list_file: Path) -> None:
    dialog.read(list_file)
    settle(tasks)
    refused = dialog.preview.refused
    assert "3" in _column(refused, 0)
    assert any("31.02.1988" in sentence for sentence in _column(refused, 2))
    assert "(" in dialog.preview.tabs.bar.tabText(3)


def test_what_a_new_person_comes_with_is_named_in_words(dialog: ImportDialog, tasks: Tasks, list_file: Path) -> None:
    dialog.read(list_file)
    settle(tasks)
    assert _column(dialog.preview.rows, 3)[0] == "Mobiltelefon, Geburtsdatum oder -jahr, Sprachen"


def test_taking_over_brings_the_people_in_and_says_so(
    dialog: ImportDialog, tasks: Tasks, database: Database, list_file: Path
) -> None:
    dialog.read(list_file)
    settle(tasks)
    dialog.take_button.click()
    settle(tasks)
    assert dialog.stages.currentIndex() == DONE
    assert len(_names(database)) == 2
    assert "Brandt, Heike" in _names(database)
    assert "Neu: 2" in dialog.done_words.text()
    audit.check(dialog)
    dialog.close_button.click()
    assert not dialog.isVisible()


def test_the_same_list_again_changes_nothing(
    dialog: ImportDialog, tasks: Tasks, database: Database, list_file: Path
) -> None:
    for _time in range(2):
        dialog.read(list_file)
        settle(tasks)
        dialog.take_button.click()
        settle(tasks)
    assert len(_names(database)) == 2
    assert "unverändert: 2" in dialog.done_words.text()


def test_leaving_before_the_word_writes_nothing(
    dialog: ImportDialog, tasks: Tasks, database: Database, list_file: Path
) -> None:
    dialog.read(list_file)
    settle(tasks)
    dialog.cancel_button.click()
    assert not dialog.isVisible()
    assert _names(database) == []


def test_cancelling_in_the_middle_takes_everything_back(
    dialog: ImportDialog, tasks: Tasks, database: Database, list_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog.read(list_file)
    settle(tasks)
    real = importing.bring_in

    def cancelled_midway(session: object, *args: object, progress: object) -> object:
        result = real(session, *args)  # type: ignore[arg-type]
        for box in dialog.window().findChildren(ProgressDialog):
            box.cancelled.set()
        return result

    monkeypatch.setattr(importing, "bring_in", cancelled_midway)
    dialog.take_button.click()
    settle(tasks)
    assert dialog.stages.currentIndex() == PREVIEW
    assert _names(database) == []


def test_a_file_that_is_no_list_is_explained_and_another_can_be_chosen(
    dialog: ImportDialog, tasks: Tasks, tmp_path: Path, list_file: Path, answers: Answers
) -> None:
    wrong = tmp_path / "Einkauf.csv"
    wrong.write_text("Äpfel;3\nBirnen;4\n", encoding="utf-8")
    dialog.read(wrong)
    settle(tasks)
    assert dialog.stages.currentIndex() == CHOOSE
    shown = " ".join(label.text() for label in dialog.notice.findChildren(QLabel))
    assert "Einkauf.csv" in shown
    assert answers.told == []
    dialog.read(list_file)
    settle(tasks)
    assert dialog.stages.currentIndex() == PREVIEW
    assert not dialog.notice.isVisible()


def test_people_of_an_unknown_kind_need_the_kind_once(
    dialog: ImportDialog, tasks: Tasks, database: Database, tmp_path: Path
) -> None:
    file = tmp_path / "Liste.csv"
    file.write_text("Vorname;Nachname;Telefon\nHeike;Brandt;0171 3920012\n", encoding="utf-8")
    dialog.read(file)
    settle(tasks)
    assert dialog.stages.currentIndex() == CHOOSE
    dialog.kind_box.choose("mentors")
    dialog.read(file)
    settle(tasks)
    dialog.take_button.click()
    settle(tasks)
    assert _names(database) == ["Brandt, Heike"]


def test_a_file_can_be_dropped(dialog: ImportDialog, tasks: Tasks, list_file: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(list_file))])
    here, both, none = QPoint(20, 20), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(here, Qt.DropAction.CopyAction, data, both, none)
    dialog.dragEnterEvent(enter)
    assert enter.isAccepted()
    dialog.dropEvent(QDropEvent(QPointF(here), Qt.DropAction.CopyAction, data, both, none))
    settle(tasks)
    assert dialog.stages.currentIndex() == PREVIEW


def test_running_pairings_come_in_with_the_people(
    dialog: ImportDialog, tasks: Tasks, database: Database, tmp_path: Path
) -> None:
    file = tmp_path / "Mentees.csv"
    file.write_text("Vorname;Nachname;Telefon;Pate/Patin von\nOlena;Koval;0171 3920013;\n", encoding="utf-8")
    mentors = tmp_path / "Paten.csv"
    mentors.write_text(
        "Vorname;Nachname;Telefon;Pate/Patin von;seit\nHeike;Brandt;0171 3920012;Olena Koval;1.3.2026\n",
        encoding="utf-8",
    )
    dialog.kind_box.choose("mentees")
    dialog.read(file)
    settle(tasks)
    dialog.take_button.click()
    settle(tasks)
    dialog.other_button.click()
    dialog.kind_box.choose("mentors")
    dialog.read(mentors)
    settle(tasks)
    assert "1 laufende Patenschaft" in dialog.preview.summary.text()
    assert dialog.preview.tabs.bar.tabText(1) == "Patenschaften (1)"
    shown = [dialog.preview.running.cell(0, column) for column in range(1, 4)]
    assert shown == ["Heike Brandt", "Olena Koval", "01.03.2026"]
    dialog.take_button.click()
    settle(tasks)
    with database.reading() as session:
        assert len(pairings.search(session)) == 1
