"""Importieren: a list is looked at first, brought in only on the person's word, and told in words afterwards."""

import csv
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from make import Make
from mentorhub import pairings, people
from mentorhub.choices import Role
from mentorhub.db.database import Database
from mentorhub.import_export import importing
from mentorhub.import_export.decisions import Twin
from mentorhub.import_export.headings import Field
from mentorhub.ui import choose
from mentorhub.ui.dialogs.import_dialog import CHOOSE, DONE, PREVIEW, ImportDialog
from mentorhub.ui.dialogs.import_preview import NOTES
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
    monkeypatch.setattr(choose, "files", lambda parent, title, kind: [list_file])
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
    columns = dialog.preview.columns.table
    read_as = dict(zip(_column(columns, 0), _column(columns, 1), strict=True))
    assert read_as["Telefon"] == "Telefon"
    assert read_as["Sternzeichen"] == "wird nicht gelesen"
    examples = dict(zip(_column(columns, 0), _column(columns, 2), strict=True))
    assert "Heike" in examples["Vorname"]


def test_what_cannot_be_read_is_named_with_row_and_reason(dialog: ImportDialog, tasks: Tasks, list_file: Path) -> None:
    dialog.read(list_file)
    settle(tasks)
    refused = dialog.preview.mending.table
    assert "3" in _column(refused, 0)
    assert any("31.02.1988" in sentence for sentence in _column(refused, 3))
    assert "(" in dialog.preview.tabs.bar.tabText(3)


def test_what_a_new_person_comes_with_is_named_in_words(dialog: ImportDialog, tasks: Tasks, list_file: Path) -> None:
    dialog.read(list_file)
    settle(tasks)
    assert _column(dialog.preview.rows, 3)[0] == "Geburtsdatum oder -jahr, Mobiltelefon, Sprachen"


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


def _written(tmp_path: Path, name: str, *lines: str) -> Path:
    (tmp_path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path / name


def test_a_copied_table_can_be_pasted(dialog: ImportDialog, tasks: Tasks, database: Database) -> None:
    QGuiApplication.clipboard().setText("Patin\tTelefon\nHeike Brandt\t0171 3920012\n")
    QTest.keyClick(dialog, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(tasks)
    assert dialog.stages.currentIndex() == PREVIEW
    dialog.take_button.click()
    settle(tasks)
    assert _names(database) == ["Brandt, Heike"]


def test_an_empty_clipboard_is_explained(dialog: ImportDialog, tasks: Tasks) -> None:
    QGuiApplication.clipboard().setText(" ")
    dialog.paste_button.click()
    settle(tasks)
    assert dialog.stages.currentIndex() == CHOOSE
    assert dialog.notice.isVisible()


def test_a_column_is_given_another_meaning_by_a_click_and_kept_for_next_time(
    dialog: ImportDialog, tasks: Tasks, database: Database, tmp_path: Path
) -> None:
    headings = "Vorname;Nachname;Telefon;Sternbild"
    dialog.read(_written(tmp_path, "Paten 2026.csv", headings, "Heike;Brandt;0171 3920012;Dari"))
    settle(tasks)
    columns = dialog.preview.columns
    dialog.preview.tabs.show_tab(2)
    columns.table.setCurrentCell(3, 0)
    columns.meaning.choose(Field.LANGUAGES)
    columns.meaning.activated.emit(columns.meaning.currentIndex())
    settle(tasks)
    assert columns.table.cell(3, 1) == "Sprachen"
    columns.name.set_value("Unsere Liste")
    columns.keep_button.click()
    settle(tasks)
    assert "Unsere Liste" in columns.kept.text()
    audit.check(dialog)

    dialog.other_button.click()
    dialog.read(_written(tmp_path, "Paten 2027.csv", headings, "Eva;Lange;0171 3920013;Tigrinya"))
    settle(tasks)
    assert columns.table.cell(3, 1) == "Sprachen"
    assert "Unsere Liste" in columns.kept.text()
    dialog.take_button.click()
    settle(tasks)
    with database.reading() as session:
        (person,) = people.search(session)
        assert [code for code, _level in people.get(session, person).languages] == ["ti"]


def test_a_red_cell_is_mended_in_place_and_the_second_run_adds_nothing(
    dialog: ImportDialog, tasks: Tasks, database: Database, list_file: Path
) -> None:
    for run in range(2):
        dialog.read(list_file)
        settle(tasks)
        if run == 0:
            mending = dialog.preview.mending
            dialog.preview.tabs.show_tab(3)
            assert mending.table.cell(0, 2) == "31.02.1988"
            mending.table.setCurrentCell(0, 0)
            mending.words.set_value("28.2.1988")
            mending.mend_button.click()
            settle(tasks)
            assert "31.02.1988" not in _column(mending.table, 2)
            audit.check(dialog)
        dialog.take_button.click()
        settle(tasks)
    with database.reading() as session:
        (person,) = people.search(session, "Öztürk")
        assert people.get(session, person).birth_year == 1988
    assert len(_names(database)) == 2
    assert "Neu: 0, geändert: 0" in dialog.done_words.text()


def test_a_row_can_be_left_out_and_taken_after_all(
    dialog: ImportDialog, tasks: Tasks, database: Database, list_file: Path
) -> None:
    dialog.read(list_file)
    settle(tasks)
    dialog.preview.leave_button.click()
    settle(tasks)
    assert dialog.preview.rows.cell(0, 2) == "ausgelassen"
    dialog.preview.leave_button.click()
    settle(tasks)
    assert dialog.preview.rows.cell(0, 2) == "neu"
    dialog.preview.leave_button.click()
    settle(tasks)
    dialog.take_button.click()
    settle(tasks)
    assert len(_names(database)) == 1


@pytest.mark.parametrize(("twin", "people_after"), [(Twin.MERGE, 1), (Twin.APART, 2), (Twin.SKIP, 1)])
def test_a_look_alike_in_another_script_is_merged_kept_apart_or_left_out_and_stays_so(
    twin: Twin,
    people_after: int,
    dialog: ImportDialog,
    tasks: Tasks,
    database: Database,
    tmp_path: Path,
    make: Make,
    answers: Answers,
) -> None:
    make.mentor(first_name="Natalija", last_name="Schtscherbak", mobile="0176 04069015")
    file = _written(tmp_path, "Paten.csv", "Name;Telefon;Stadtteil", "Наталія Щербак;0176 04069015;Roland")
    for run in range(2):
        dialog.read(file)
        settle(tasks)
        if run == 0 or twin is Twin.SKIP:
            doubts = dialog.preview.doubts
            dialog.preview.tabs.show_tab(4)
            assert "Schtscherbak" in doubts.table.cell(0, 2)
            doubts.answer.choose(twin)
            doubts.answer.activated.emit(doubts.answer.currentIndex())
            settle(tasks)
            assert doubts.table.cell(0, 3) != "noch offen"
            audit.check(dialog)
        dialog.take_button.click()
        settle(tasks)
    assert len(_names(database)) == people_after
    assert answers.asked == []
    with database.reading() as session:
        districts = [people.get(session, person).district for person in people.search(session)]
    assert ("Roland" in districts) == (twin is not Twin.SKIP)


def test_open_doubts_are_asked_about_before_anything_is_written(
    dialog: ImportDialog, tasks: Tasks, database: Database, tmp_path: Path, make: Make, answers: Answers
) -> None:
    make.mentor(first_name="Natalija", last_name="Schtscherbak")
    dialog.read(_written(tmp_path, "Paten.csv", "Name;Telefon", "Natalia Shcherbak;0176 04069015"))
    settle(tasks)
    answers.yes = False
    dialog.take_button.click()
    settle(tasks)
    assert len(answers.asked) == 1
    assert dialog.preview.tabs.current() == 4
    assert len(_names(database)) == 1


def test_an_unknown_name_in_a_pairing_is_chosen_or_added(
    dialog: ImportDialog, tasks: Tasks, database: Database, tmp_path: Path, make: Make
) -> None:
    make.mentee(first_name="Ali", last_name="Reza", mobile="0176 04069015")
    make.mentee(first_name="Ali", last_name="Reza", mobile="0176 04069016")
    file = _written(
        tmp_path, "Tandems.csv", "Patin;Mentee;seit", "Heike Brandt;Ali Reza;1.3.2026", "Eva Lange;Ali Reza;1.3.2026"
    )
    dialog.read(file)
    settle(tasks)
    doubts = dialog.preview.doubts
    dialog.preview.tabs.show_tab(4)
    doubts.all_new.click()
    settle(tasks)
    for row in range(doubts.table.rowCount()):
        if "Ali Reza" in doubts.table.cell(row, 1):
            doubts.table.setCurrentCell(row, 0)
            doubts.answer.setCurrentIndex(1 if doubts.table.cell(row, 0) == "2" else 2)
            doubts.answer.activated.emit(doubts.answer.currentIndex())
            settle(tasks)
    dialog.take_button.click()
    settle(tasks)
    assert sorted(_names(database)) == ["Brandt, Heike", "Lange, Eva"]
    with database.reading() as session:
        rows = pairings.rows(session, pairings.search(session))
    assert len({row.mentee_id for row in rows}) == 2


def test_the_letters_are_confirmed_where_they_could_be_read_in_two_ways(
    dialog: ImportDialog, tasks: Tasks, tmp_path: Path
) -> None:
    file = tmp_path / "Paten.csv"
    file.write_bytes("Name;Telefon\nEva Weiß;0171 3920012\n".encode("cp850"))
    dialog.read(file)
    settle(tasks)
    assert dialog.letters.isVisible()
    other = next(place for place in range(dialog.letters.box.count()) if place != dialog.letters.box.currentIndex())
    before = dialog.preview.rows.cell(0, 1)
    dialog.letters.box.setCurrentIndex(other)
    dialog.letters.box.activated.emit(other)
    settle(tasks)
    assert dialog.preview.rows.cell(0, 1) != before
    audit.check(dialog)


def test_several_files_come_one_after_the_other(
    dialog: ImportDialog, tasks: Tasks, database: Database, tmp_path: Path
) -> None:
    first = _written(tmp_path, "Mentees.csv", "Name;Telefon", "Olena Koval;0171 3920013")
    second = _written(
        tmp_path, "Paten.csv", "Name;Telefon;Patin von;seit", "Heike Brandt;0171 3920012;Olena Koval;1.3.2026"
    )
    dialog.read(first, second)
    settle(tasks)
    dialog.take_button.click()
    settle(tasks)
    assert "Paten.csv" in dialog.other_button.text()
    dialog.other_button.click()
    settle(tasks)
    assert dialog.stages.currentIndex() == PREVIEW
    dialog.take_button.click()
    settle(tasks)
    with database.reading() as session:
        assert len(pairings.search(session)) == 1


def test_the_whole_import_is_undone_with_one_button(
    dialog: ImportDialog, tasks: Tasks, database: Database, list_file: Path, make: Make
) -> None:
    make.mentor(first_name="Heike", last_name="Brandt", mobile="0171 3920012")
    dialog.read(list_file)
    settle(tasks)
    assert "Sprachen: Deutsch" in dialog.preview.rows.cell(0, 3)
    dialog.take_button.click()
    settle(tasks)
    assert len(_names(database)) == 2
    dialog.undo_button.click()
    settle(tasks)
    assert _names(database) == ["Brandt, Heike"]
    with database.reading() as session:
        (person,) = people.search(session)
        assert people.get(session, person).languages == ()
    assert not dialog.undo_button.isVisible()
    audit.check(dialog)


def test_hidden_rows_are_told_and_left_out_by_a_click(dialog: ImportDialog, tasks: Tasks, tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Paten"
    for row in (["Vorname", "Nachname", "Telefon"], ["Anna", "Abel", "0176 1234567"], ["Ute", "Berg", "0176 1234568"]):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    book.save(tmp_path / "Liste.xlsx")
    dialog.read(tmp_path / "Liste.xlsx")
    settle(tasks)
    preview = dialog.preview
    assert "2 neu" in preview.summary.text()
    assert "1 Hinweis" in preview.summary.text()
    preview.tabs.show_tab(NOTES)
    assert "1 ausgeblendete Zeile – mit dabei" in preview.notes.text()
    audit.check(dialog)
    preview.hidden.click()
    settle(tasks)
    assert "1 neu" in preview.summary.text()
    assert "nicht dabei" in preview.notes.text()
