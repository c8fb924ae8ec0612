"""What the window does for the whole data folder: backups, lock, restore, keys; on a real encrypted folder."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from conftest import PASSPHRASE
from mentorhub import backups, paths, people
from mentorhub.app import folder_work
from mentorhub.app.start import Start
from mentorhub.choices import Role, RoleStatus
from mentorhub.db.database import Database
from mentorhub.db.keys import Passphrase, RecoveryKey, WrongSecret
from mentorhub.people import PersonDetails, RoleDetails
from mentorhub.ui import choose, folder_state
from mentorhub.ui.dialogs.backups_dialog import BackupsDialog
from mentorhub.ui.dialogs.import_dialog import ImportDialog
from mentorhub.ui.dialogs.key_dialogs import DataKeyDialog, PassphraseDialog, RecoveryKeyDialog, SheetDialog
from mentorhub.ui.dialogs.restore_dialog import RestoreDialog
from mentorhub.ui.fields import TextField
from mentorhub.ui.folder_state import FolderState, Wanted
from mentorhub.ui.form_dialog import FormDialog
from mentorhub.ui.idle import IdleWatch
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.opening.unlock_view import Unlocking, UnlockView
from ui import audit
from ui.conftest import Answers
from ui.open_folder import dialog, page, unlock_with, view

NOW = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)


def add_somebody(start: Start, name: str = "Erika") -> None:
    def add(session: Any) -> None:
        role = RoleDetails(Role.MENTOR, RoleStatus.ACTIVE)
        people.add(session, PersonDetails(first_name=name, last_name="Erfunden"), [role], date(2026, 11, 22))

    assert start.tasks is not None
    start.tasks.save(start, add)
    assert start.wait_idle()


def count(start: Start) -> int:
    found: list[int] = []
    assert start.tasks is not None
    start.tasks.load(start, lambda session: len(people.search(session)), then=found.append)
    assert start.wait_idle()
    return found[0]


def made(folder: Path) -> list[backups.Backup]:
    return backups.found(folder / "Sicherungen")


def saved_words(window: MainWindow) -> str:
    return " | ".join(
        button.text().replace("&", "") for button in window.statusBar().findChildren(QPushButton) if button.isVisible()
    )


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(minutes=18), "heute, "),
        (timedelta(days=1), "gestern, "),
        (timedelta(days=10), "am 12.11., "),
        (timedelta(days=400), "am 18.10.2025"),
    ],
)
def test_the_last_backup_is_told_as_people_say_it(ago: timedelta, words: str) -> None:
    assert folder_state.moment(NOW - ago, NOW).startswith(words)


def test_an_old_backup_is_red_only_if_something_is_missing_in_it() -> None:
    state = FolderState(last=NOW - timedelta(days=8), changed_since=True)
    assert folder_state.backup_status(state, NOW).tone == "bad"
    assert folder_state.backup_status(replace(state, changed_since=False), NOW).tone == "muted"
    assert folder_state.backup_status(replace(state, warn_days=14), NOW).tone == "muted"
    assert folder_state.backup_status(FolderState(), NOW).tone == "bad"


def test_the_second_place_nags_with_its_date() -> None:
    assert folder_state.second_status(FolderState(), NOW) is None
    state = FolderState(second_folder="E:", second_last=NOW - timedelta(days=20))
    nagging = folder_state.second_status(state, NOW)
    assert nagging is not None
    assert (nagging.tone, "02.11." in nagging.word) == ("warning", True)


def test_a_backup_is_made_at_the_start_and_told_below(start: Start, window: MainWindow, kept_folder: Path) -> None:
    assert [each.reason for each in made(kept_folder)] == [backups.Reason.START]
    assert "Zuletzt gesichert heute" in saved_words(window)
    start.keeping.backing.every_half_hour()  # type: ignore[union-attr]
    assert start.wait_idle()
    assert len(made(kept_folder)) == 1


def test_changes_are_backed_up_every_half_hour_and_by_hand(start: Start, window: MainWindow, kept_folder: Path) -> None:
    add_somebody(start)
    assert window.folder_state().changed_since
    start.keeping.backing.every_half_hour()  # type: ignore[union-attr]
    assert start.wait_idle()
    assert not window.folder_state().changed_since
    assert made(kept_folder)[0].people == 1
    window.want(Wanted.BACK_UP)
    assert start.wait_idle()
    assert len(made(kept_folder)) == 3


def test_closing_makes_a_last_backup_and_then_closes(
    start: Start, window: MainWindow, kept_folder: Path, qtbot: QtBot
) -> None:
    add_somebody(start)
    window.close()
    assert window.isVisible()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=10_000)
    assert made(kept_folder)[0].reason is backups.Reason.EXIT


def test_a_backup_that_fails_at_the_end_is_told_and_does_not_hold_anybody_back(
    start: Start, window: MainWindow, kept_folder: Path, answers: Answers, qtbot: QtBot
) -> None:
    add_somebody(start)
    place = kept_folder / "Sicherungen"
    place.rename(kept_folder / "weg")
    place.write_text("", "utf-8")
    answers.yes = False
    window.close()
    assert start.wait_idle()
    assert window.isVisible()
    assert "nicht gelungen" in answers.asked[0]
    answers.yes = True
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=10_000)


def test_before_an_import_a_backup_is_made(start: Start, kept_folder: Path, answers: Answers) -> None:
    add_somebody(start)
    went_on: list[bool] = []
    start.keeping.backing.before(backups.Reason.IMPORT, lambda: went_on.append(True))  # type: ignore[union-attr]
    assert start.wait_idle()
    assert went_on == [True]
    assert made(kept_folder)[0].reason is backups.Reason.IMPORT


def test_a_list_is_brought_in_only_after_a_backup(
    start: Start, window: MainWindow, kept_folder: Path, answers: Answers
) -> None:
    add_somebody(start)
    window.import_wanted.emit()
    importing = dialog(window, ImportDialog)
    assert isinstance(importing, ImportDialog)
    importing.read(paths.resources() / "sample" / "Patinnen_und_Paten.csv")
    assert start.wait_idle()
    importing.take_button.click()
    assert start.wait_idle()
    assert count(start) > 50
    assert ["noch offen" in question for question in answers.asked] == [True]
    newest = made(kept_folder)[0]
    assert (newest.reason, newest.people) == (backups.Reason.IMPORT, 1)
    importing.close_button.click()


def test_a_second_place_gets_the_newest_backup_at_once(
    start: Start, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answers: Answers
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    monkeypatch.setattr(choose, "folder", lambda parent, title: stick)
    window.want(Wanted.SECOND_PLACE)
    assert start.wait_idle()
    assert len(backups.found(stick)) == 1
    assert "Zweiter Ort heute" in saved_words(window)
    for path in stick.iterdir():
        path.unlink()
    stick.rmdir()
    window.want(Wanted.BACK_UP)
    assert start.wait_idle()
    assert "ist nicht da" in answers.told[-1]
    window.want(Wanted.NO_SECOND_PLACE)
    assert start.wait_idle()
    assert "Zweiter Ort" not in saved_words(window)


def test_a_backup_is_looked_at_restored_and_that_is_taken_back(
    start: Start, window: MainWindow, kept_folder: Path, recovery_key: str
) -> None:
    add_somebody(start)
    window.want(Wanted.BACKUPS)
    assert start.wait_idle()
    listed = dialog(window, BackupsDialog)
    assert isinstance(listed, BackupsDialog)
    audit.check(listed)
    assert listed.table.rowCount() == 1
    listed.restore_button.click()
    assert start.wait_idle()
    seen = dialog(window, RestoreDialog)
    assert isinstance(seen, RestoreDialog)
    audit.check(seen)
    assert "0 Personen" in seen.holds.text()
    assert "1 Person" in seen.today.text()
    assert any("dann weg: 1 Person" in label.text() for label in seen.loss.findChildren(QLabel))
    seen.restore_button.click()
    assert start.wait_idle()
    unlock_with(start, window, recovery_key)
    assert count(start) == 0

    undo = next(b for b in window.findChildren(QPushButton) if b.text().replace("&", "").startswith("Rückgängig"))
    undo.click()
    assert start.wait_idle()
    back = dialog(window, RestoreDialog)
    assert isinstance(back, RestoreDialog)
    assert "1 Person" in back.holds.text()
    back.restore_button.click()
    assert start.wait_idle()
    unlock_with(start, window, recovery_key)
    assert count(start) == 1


class NameDialog(FormDialog):
    def __init__(self, parent: QWidget, tasks: Any) -> None:
        super().__init__(parent, tasks, "Erika Erfunden")
        self.name = self.form.add("name", "Name", TextField())

    def save(self) -> None:
        self.saved()


def readable(window: MainWindow) -> str:
    """All words on screen, of every window."""
    words = [window.windowTitle()]
    for top in QApplication.topLevelWidgets():
        if top.isVisible():
            words += [top.windowTitle()]
            words += [w.text() for w in top.findChildren(QWidget) if w.isVisible() and hasattr(w, "text")]
    return " ".join(map(str, words))


def test_locking_hides_everything_and_unlocking_brings_back_an_open_form(
    start: Start, window: MainWindow, recovery_key: str
) -> None:
    field = page(window).form.field("name")
    field.set_value("Erika Erfunden")
    opened = NameDialog(window, start.tasks)
    opened.open()
    opened.name.set_value("Erika noch nicht gespeichert")
    window.say("Erika gespeichert")
    assert "Erika" in readable(window)
    window.want(Wanted.LOCK)
    locked = view(window)
    assert isinstance(locked, UnlockView)
    audit.check(locked)
    assert "Erika" not in readable(window)
    assert window.windowTitle() == "MentorHub"

    later = NameDialog(window, start.tasks)
    later.open()
    QApplication.processEvents()
    assert not later.isVisible()

    locked.unlock.emit(Unlocking("falsch geraten", is_recovery_key=False, remember=False))
    assert start.wait_idle()
    assert window.is_locked()
    assert "stimmt nicht" in locked.form.problem("passphrase")
    locked.unlock.emit(Unlocking(PASSPHRASE, is_recovery_key=False, remember=False))
    assert start.wait_idle()
    assert not window.is_locked()
    assert field.value() == "Erika Erfunden"
    assert opened.isVisible()
    assert later.isVisible()
    assert opened.name.value() == "Erika noch nicht gespeichert"
    assert opened.form.is_changed()
    for each in (later, opened):
        each.form.take_as_unchanged()
        each.reject()


def test_while_locked_only_closing_is_left_in_the_menus(start: Start, window: MainWindow) -> None:
    window.want(Wanted.LOCK)
    offered = [action.text() for action in window.menu_actions()]
    assert any("Beenden" in words for words in offered)
    assert not any("größer" in words or "Importieren" in words or "Andere" in words for words in offered)


def test_the_window_locks_itself_after_idle_time(qtbot: QtBot, window: MainWindow) -> None:
    clock = [1000.0]
    watch = IdleWatch(window, 10, now=lambda: clock[0])
    told: list[bool] = []
    watch.idle.connect(lambda: told.append(True))
    clock[0] += 599
    watch.look()
    assert not told
    handle = window.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, Qt.Key.Key_A)
    clock[0] += 599
    watch.look()
    assert not told
    clock[0] += 1
    watch.look()
    assert told == [True]
    watch.change(0)
    clock[0] += 100_000
    watch.look()
    assert told == [True]


def test_nothing_unsaved_is_lost_by_closing_other_colours_or_other_data(start: Start, window: MainWindow) -> None:
    shown = page(window)
    shown.form.field("name").set_value("angefangen")
    shown.leaves = False
    window.close()
    assert window.isVisible()
    before = window.current_settings()
    assert not window.change_settings(before.bigger())
    assert window.current_settings() == before
    window.other_data_wanted.emit()
    assert page(window) is shown
    shown.leaves = True
    assert window.change_settings(before.bigger())
    window.change_settings(before)


def test_a_form_dialog_asks_before_the_window_closes(start: Start, window: MainWindow, answers: Answers) -> None:
    opened = NameDialog(window, start.tasks)
    opened.open()
    opened.name.set_value("angefangen")
    answers.save = "stay"
    window.close()
    assert window.isVisible()
    assert opened.isVisible()
    answers.save = "discard"
    assert window.may_leave()
    assert not opened.isVisible()


def fill(keys: Any, **values: str) -> None:
    for name, words in values.items():
        keys.form.field(name).set_value(words)


def run(start: Start, keys: Any) -> None:
    keys.save_button.click()
    assert start.wait_idle()


def test_the_password_is_changed_only_with_the_one_of_now(start: Start, window: MainWindow, kept_folder: Path) -> None:
    window.want(Wanted.PASSPHRASE)
    asked = dialog(window, PassphraseDialog)
    assert isinstance(asked, PassphraseDialog)
    audit.check(asked)
    fill(asked, current="falsch geraten", wanted="wolke sessel laterne", again="wolke sessel laterne")
    run(start, asked)
    assert asked.form.problem("current")
    fill(asked, current=PASSPHRASE, again="anders")
    run(start, asked)
    assert asked.form.problem("again")
    fill(asked, again="wolke sessel laterne")
    run(start, asked)
    assert not asked.isVisible()
    start.close()
    Database.open(kept_folder, Passphrase("wolke sessel laterne")).close()
    with pytest.raises(WrongSecret):
        Database.open(kept_folder, Passphrase(PASSPHRASE))


def save_sheet(start: Start, window: MainWindow, to: Path) -> str:
    shown = dialog(window, SheetDialog)
    assert isinstance(shown, SheetDialog)
    audit.check(shown)
    shown.done_button.click()
    assert shown.isVisible()
    shown.sheet.save_sheet.emit(str(to))
    assert start.wait_idle()
    shown.done_button.click()
    assert not shown.isVisible()
    key = next(label.text() for label in shown.sheet.findChildren(QLabel) if label.accessibleName())
    return "-".join(key.split())


def test_a_new_sheet_makes_the_old_one_worthless(
    start: Start, window: MainWindow, kept_folder: Path, recovery_key: str, tmp_path: Path
) -> None:
    window.want(Wanted.RECOVERY_KEY)
    asked = dialog(window, RecoveryKeyDialog)
    fill(asked, current=PASSPHRASE)
    run(start, asked)
    key = save_sheet(start, window, tmp_path / "sheet.pdf")
    start.close()
    opened = Database.open(kept_folder, RecoveryKey(key))
    assert opened.recovery_key_saved()
    opened.close()
    with pytest.raises(WrongSecret):
        Database.open(kept_folder, RecoveryKey(recovery_key))


def test_after_a_lost_laptop_everything_is_encrypted_anew(
    start: Start, window: MainWindow, kept_folder: Path, recovery_key: str, tmp_path: Path
) -> None:
    add_somebody(start)
    window.want(Wanted.DATA_KEY)
    asked = dialog(window, DataKeyDialog)
    audit.check(asked)
    fill(asked, current=PASSPHRASE, wanted="wolke sessel laterne", again="wolke sessel laterne")
    run(start, asked)
    key = save_sheet(start, window, tmp_path / "sheet.pdf")
    assert count(start) == 1
    start.close()
    Database.open(kept_folder, RecoveryKey(key)).close()
    with pytest.raises(WrongSecret):
        Database.open(kept_folder, RecoveryKey(recovery_key))
    newest = made(kept_folder)[0]
    assert folder_work.preview(newest.path, None, key).backup.people == 1


def test_the_sheet_for_the_day_the_laptop_is_gone_is_shown(start: Start, window: MainWindow) -> None:
    from mentorhub.ui.dialogs.preview_dialog import PreviewDialog

    window.want(Wanted.EMERGENCY_SHEET)
    assert start.wait_idle()
    shown = dialog(window, PreviewDialog)
    assert isinstance(shown, PreviewDialog)
    assert shown.save_button.isEnabled()
    audit.check(shown)
    shown.reject()


def test_a_folder_to_try_things_out_has_nothing_to_lock(window: MainWindow, tmp_path: Path) -> None:
    from mentorhub import programme

    database, _key = Database.create(tmp_path / "sample", "")
    with database.writing() as session:
        programme.found(session, programme.OrganisationDetails(name="Beispielverein"), is_sample=True)
    database.close()
    start = Start(window, tmp_path / "sample")
    start.look()
    assert start.wait_idle()
    window.want(Wanted.LOCK)
    assert not window.is_locked()
    start.close()


def test_saving_before_closing_closes_once_it_is_saved(
    start: Start, window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    shown = page(window)
    shown.form.field("name").set_value("angefangen")

    def save_first() -> bool:
        if not shown.form.is_changed():
            return True
        assert start.tasks is not None
        start.tasks.save(shown, lambda session: None, then=lambda _done: shown.form.take_as_unchanged())
        return False

    monkeypatch.setattr(shown, "may_leave", save_first)
    window.close()
    assert window.isVisible()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=10_000)
