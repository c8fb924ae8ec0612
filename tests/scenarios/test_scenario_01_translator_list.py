"""Scenario 1: the list of translators comes in from a spreadsheet, is looked at first, and adds nobody a second time.

And one that begins with a mistake: the wrong list is taken, and the whole import is undone with one button.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from mentorhub import backups, pairings, people
from mentorhub.app.start import Start
from mentorhub.choices import Level, Role
from mentorhub.db.database import Database
from mentorhub.db.keys import RecoveryKey
from mentorhub.settings import Settings
from mentorhub.ui import choose
from mentorhub.ui.dialogs.import_dialog import CHOOSE, DONE, PREVIEW, ImportDialog
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.pages.people_page import PeoplePage
from ui.conftest import Answers
from ui.open_folder import proven_folder, unlock_with  # noqa: F401 - a fixture

TRANSLATORS = (
    "Name;Tel;Sprachen",
    "Haddad, Nadia;0176 04069001;Arabisch, Kurdisch (Kurmandschi)",
    "Tesfaye Bekele;0176 04069002;Amharisch / Tigrinya",
    "Haddad Nadia;0176/04069001;Arabisch",
    "Nadja Hadad;0176 04069001;Kurdisch (Sorani)",
    "Olena Koval;0176 04069004;Ukrainisch (Muttersprache), Marsianisch",
)


@pytest.fixture(name="real")
def real_window(
    qtbot: QtBot,
    kept_folder: Path,
    recovery_key: str,
    answers: Answers,
) -> Iterator[tuple[MainWindow, Start]]:
    """The window with all its pages, opened on a folder as it is after a first day."""
    window = MainWindow(Settings())
    window.resize(1280, 800)
    window.show()
    start = Start(window, kept_folder)
    start.look()
    assert start.wait_idle()
    unlock_with(start, window, recovery_key)
    yield window, start
    window.before_close = None
    start.close()
    window.close()


def settle(start: Start) -> None:
    for _round in range(4):
        assert start.wait_idle()
        assert start.tasks is None or start.tasks.wait_idle()
        QApplication.processEvents()


def listed(folder: Path, name: str, *lines: str) -> Path:
    (folder / name).write_bytes("\r\n".join(lines).encode("utf-8-sig"))
    return folder / name


def open_import(window: MainWindow, start: Start) -> ImportDialog:
    QTest.keyClick(window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    settle(start)
    return next(each for each in reversed(window.findChildren(ImportDialog)) if each.isVisible())


def press(dialog: ImportDialog, start: Start, button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(start)
    assert dialog is not None


def stored(folder: Path, recovery_key: str) -> dict[str, people.PersonDetails]:
    opened = Database.open(folder, RecoveryKey(recovery_key))
    with opened.reading() as session:
        found = {row.number: people.get(session, row.id) for row in people.rows(session, people.search(session))}
    opened.close()
    return found


def column(table: object, place: int) -> list[str]:
    return [table.cell(row, place) for row in range(table.rowCount())]  # type: ignore[attr-defined]


def test_the_translator_list_comes_in_once_and_only_after_it_was_looked_at(
    real: tuple[MainWindow, Start],
    kept_folder: Path,
    recovery_key: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window, start = real
    file = listed(tmp_path, "Sprachmittlung.csv", *TRANSLATORS)
    monkeypatch.setattr(choose, "files", lambda parent, title, kind: [file])

    dialog = open_import(window, start)
    press(dialog, start, dialog.choose_button)
    preview = dialog.preview
    assert dialog.stages.currentIndex() == PREVIEW
    assert column(preview.columns.table, 1) == ["Name in einer Zelle", "Telefon", "Sprachen"]
    assert column(preview.rows, 2) == ["neu", "neu", "unverändert", "neu", "neu"]
    assert [cell for cell in column(preview.mending.table, 3) if "Marsianisch" in cell]
    assert start.tasks is not None
    counted: list[int] = []
    start.tasks.load(window, people.search, then=lambda found: counted.append(len(found)))
    settle(start)
    assert counted == [0]  # nothing is written before the word

    preview.tabs.show_tab(4)
    assert "Nadia Haddad" in preview.doubts.table.cell(0, 2)
    box = preview.doubts.answer
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    settle(start)
    assert preview.doubts.table.cell(0, 3) == "zusammenführen"
    press(dialog, start, dialog.take_button)
    assert dialog.stages.currentIndex() == DONE
    assert "Neu: 3" in dialog.done_words.text()

    press(dialog, start, dialog.other_button)
    press(dialog, start, dialog.choose_button)
    assert set(column(preview.rows, 2)) == {"unverändert"}
    press(dialog, start, dialog.take_button)
    press(dialog, start, dialog.close_button)
    assert not dialog.isVisible()

    window.go("people")
    settle(start)
    page = window.page("people")
    assert isinstance(page, PeoplePage)
    assert page.table.rows.rowCount() == 3
    made = backups.found(kept_folder / "Sicherungen")
    assert backups.Reason.IMPORT in [backup.reason for backup in made]
    start.close()
    kept = stored(kept_folder, recovery_key)
    assert len(kept) == 3
    nadia, tesfaye, olena = kept["P-0001"], kept["P-0002"], kept["P-0003"]
    assert (nadia.first_name, nadia.last_name, nadia.mobile) == ("Nadia", "Haddad", "0176 04069001")
    assert {code for code, _level in nadia.languages} == {"ar", "kmr", "ckb"}
    assert {code for code, _level in tesfaye.languages} == {"am", "ti"}
    assert dict(olena.languages) == {"uk": Level.NATIVE}


def test_an_import_that_began_with_a_mistake_is_undone_as_a_whole(
    real: tuple[MainWindow, Start],
    kept_folder: Path,
    recovery_key: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window, start = real
    mentees = listed(tmp_path, "Mentees.csv", "Name;Telefon;Kinder", "Fam. Yılmaz (Emine);0176 04069011;Elif (2015)")
    mentors = listed(
        tmp_path,
        "Paten.csv",
        "Name;Telefon;Pate/Patin von;seit;letzter Kontakt",
        "Heike Brandt;0176 04069012;Emine;1.3.2025;1.11.2026",
    )
    chosen = [mentees]
    monkeypatch.setattr(choose, "files", lambda parent, title, kind: list(chosen))
    dialog = open_import(window, start)
    press(dialog, start, dialog.choose_button)
    press(dialog, start, dialog.take_button)

    wrong = listed(tmp_path, "Kontakte.txt", "Name\tTelefon", "Praxis Dr. Muster\t02521 2900", "Emine\t0176 04069011")
    chosen[:] = [wrong]
    press(dialog, start, dialog.other_button)
    press(dialog, start, dialog.choose_button)
    assert dialog.stages.currentIndex() == CHOOSE  # nothing says who these are: she has to say it, wrongly
    dialog.kind_box.choose("mentors")
    press(dialog, start, dialog.choose_button)
    press(dialog, start, dialog.take_button)
    assert dialog.stages.currentIndex() == DONE
    press(dialog, start, dialog.undo_button)
    assert "zurückgenommen" in dialog.done_words.text()
    assert not dialog.undo_button.isVisible()

    chosen[:] = [mentors]
    press(dialog, start, dialog.other_button)
    dialog.kind_box.choose(None)
    press(dialog, start, dialog.choose_button)
    assert "1 laufende Patenschaft" in dialog.preview.summary.text()
    press(dialog, start, dialog.take_button)
    press(dialog, start, dialog.undo_button)
    press(dialog, start, dialog.close_button)

    start.close()
    kept = stored(kept_folder, recovery_key)
    assert sorted(one.first_name for one in kept.values()) == ["Elif", "Emine"]
    opened = Database.open(kept_folder, RecoveryKey(recovery_key))
    with opened.reading() as session:
        assert pairings.search(session) == []
        assert people.search(session, role=Role.MENTOR) == []
    opened.close()
