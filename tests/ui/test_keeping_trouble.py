"""Damage, older data, a full disk, a bad place, the sheet asked back, and the search over everything."""

import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mentorhub import backups, programme
from mentorhub.app.start import Start
from mentorhub.choices import PrivacyRegime
from mentorhub.db import disk, keys
from mentorhub.db.database import Database
from mentorhub.db.keys import RecoveryKey
from mentorhub.documents import emergency_sheet
from mentorhub.documents.emergency_sheet import EmergencyData
from mentorhub.ui.dialogs.find_dialog import FindDialog
from mentorhub.ui.folder_state import Wanted
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.opening.proof_view import ProofView
from mentorhub.ui.opening.recovery_view import RecoveryView
from mentorhub.ui.opening.trouble_view import TroubleView
from mentorhub.ui.opening.unlock_view import UnlockView
from ui import audit
from ui.conftest import Answers
from ui.open_folder import dialog, page, unlock_with, view

Open = Callable[[], Start]


@pytest.fixture
def open_again(window: MainWindow, kept_folder: Path, recovery_key: str) -> Open:
    """Looks into the folder once more and unlocks it."""

    def look() -> Start:
        start = Start(window, kept_folder)
        start.look()
        assert start.wait_idle()
        if isinstance(view(window), UnlockView):
            unlock_with(start, window, recovery_key)
        return start

    return look


def words(window: MainWindow) -> str:
    return " ".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())


def test_damaged_data_are_set_aside_and_come_back_from_the_newest_good_backup(
    window: MainWindow, kept_folder: Path, recovery_key: str, make: object, open_again: Open
) -> None:
    make.mentor()  # type: ignore[attr-defined]
    make.database.close()  # type: ignore[attr-defined]
    first = open_again()
    first.close()
    file = kept_folder / "mentorhub.db"
    file.write_bytes(b"\0" * 4096 + file.read_bytes()[4096:])
    start = open_again()
    trouble = view(window)
    assert isinstance(trouble, TroubleView)
    audit.check(trouble)
    assert "1 Person" in words(window)
    assert file.read_bytes().startswith(b"\0")
    trouble.restore_button.click()
    assert start.wait_idle()
    assert window.shows_pages()
    assert window.folder_state().last is not None
    assert list(kept_folder.glob("beschaedigt-*/mentorhub.db"))
    start.close()


def test_without_any_backup_nothing_empty_is_made_of_damaged_data(
    window: MainWindow, kept_folder: Path, open_again: Open
) -> None:
    file = kept_folder / "mentorhub.db"
    file.write_bytes(b"\0" * len(file.read_bytes()))
    before = file.read_bytes()
    open_again()
    trouble = view(window)
    assert isinstance(trouble, TroubleView)
    assert not trouble.restore_button.isVisible()
    assert "keine gute Sicherung" in words(window)
    assert file.read_bytes() == before


def test_data_older_than_the_last_session_are_noticed(
    window: MainWindow, kept_folder: Path, recovery_key: str, tmp_path: Path, open_again: Open
) -> None:
    shutil.copy(kept_folder / "mentorhub.db", tmp_path / "old.db")
    database = Database.open(kept_folder, RecoveryKey(recovery_key))
    for _time in range(2):
        with database.writing() as session:
            programme.set_rule(session, "pairing.trial_weeks", 5)
    backups.make(database, backups.Reason.MANUAL, datetime.now(UTC))
    database.close()
    for side in ("-wal", "-shm"):
        (kept_folder / f"mentorhub.db{side}").unlink(missing_ok=True)
    shutil.copy(tmp_path / "old.db", kept_folder / "mentorhub.db")
    start = open_again()
    trouble = view(window)
    assert isinstance(trouble, TroubleView)
    audit.check(trouble)
    assert "2 Änderungen" in words(window)
    assert trouble.restore_button.isVisible()
    trouble.go_on_button.click()
    assert start.wait_idle()
    assert window.shows_pages()
    start.close()
    again = open_again()
    assert window.shows_pages()
    again.close()


def test_a_synced_folder_is_warned_about_in_plain_words(
    window: MainWindow, kept_folder: Path, recovery_key: str, tmp_path: Path
) -> None:
    folder = tmp_path / "Nextcloud" / "data"
    shutil.copytree(kept_folder, folder)
    start = Start(window, folder)
    start.look()
    assert start.wait_idle()
    unlock_with(start, window, recovery_key)
    assert "von Nextcloud in eine Cloud" in words(window)
    start.close()


def test_on_a_full_disk_the_data_can_still_be_looked_at(
    window: MainWindow, kept_folder: Path, open_again: Open, monkeypatch: pytest.MonkeyPatch, answers: Answers
) -> None:
    file = kept_folder / "mentorhub.db"
    tried: list[bool] = []
    usual = Database._self_test

    def no_room(database: Database) -> None:
        tried.append(database.read_only)
        if not database.read_only:
            raise disk_full()
        usual(database)

    from mentorhub.db.trouble import disk_full

    monkeypatch.setattr(Database, "_self_test", no_room)
    monkeypatch.setattr(disk, "is_exhausted", lambda folder: True)
    before = file.read_bytes()
    start = open_again()
    assert window.shows_pages()
    assert "ganz voll" in words(window)
    assert window.folder_state().read_only
    assert tried == [False, True]
    assert file.read_bytes() == before
    window.want(Wanted.BACK_UP)
    window.want(Wanted.PASSPHRASE)
    assert ["ganz voll" in each for each in answers.told] == [True, True]
    start.close()


@pytest.fixture
def unproven_folder(kept_folder: Path, recovery_key: str) -> Path:
    """The sheet is saved, and this is the second start."""
    file = keys.read(kept_folder)
    slot = {key: value for key, value in file.slots["rec"].items() if key != "proven"}
    keys.write(kept_folder, keys.KeyFile(file.database_id, file.check, {**file.slots, "rec": slot}))
    return kept_folder


@pytest.fixture
def asked(window: MainWindow, unproven_folder: Path) -> Callable[[], tuple[Start, ProofView]]:
    from conftest import PASSPHRASE
    from mentorhub.ui.opening.unlock_view import Unlocking

    def look() -> tuple[Start, ProofView]:
        start = Start(window, unproven_folder)
        start.look()
        assert start.wait_idle()
        unlock = view(window)
        assert isinstance(unlock, UnlockView)
        unlock.unlock.emit(Unlocking(PASSPHRASE, is_recovery_key=False, remember=False))
        assert start.wait_idle()
        shown = view(window)
        assert isinstance(shown, ProofView)
        return start, shown

    return look


def test_the_second_start_asks_for_two_groups_of_the_sheet(
    asked: Callable[[], tuple[Start, ProofView]], window: MainWindow, unproven_folder: Path, recovery_key: str
) -> None:
    start, proof = asked()
    audit.check(proof)
    groups = recovery_key.split("-")
    proof.form.set_values({"1": groups[1], "4": groups[3]})
    proof.go_on.click()
    assert start.wait_idle()
    assert proof.form.problem("1")
    proof.form.set_values({"1": groups[1].lower(), "4": groups[4]})
    proof.go_on.click()
    assert start.wait_idle()
    assert window.shows_pages()
    start.close()
    assert not keys.read(unproven_folder).recovery_key_to_prove


def test_the_question_can_be_put_off_once_and_a_lost_sheet_replaced(
    asked: Callable[[], tuple[Start, ProofView]], window: MainWindow, recovery_key: str
) -> None:
    start, proof = asked()
    proof.later_button.click()
    assert start.wait_idle()
    assert window.shows_pages()
    start.close()
    start, proof = asked()
    assert not proof.later_button.isVisible()
    proof.new_button.click()
    assert start.wait_idle()
    shown = view(window)
    assert isinstance(shown, RecoveryView)
    start.close()


def test_one_search_finds_people_pairings_and_actions(
    window: MainWindow, make: object, open_again: Open, qtbot: QtBot
) -> None:
    mentor = make.mentor(first_name="Wilhelmine", last_name="Musterfrau")  # type: ignore[attr-defined]
    make.pairing(mentor)  # type: ignore[attr-defined]
    make.database.close()  # type: ignore[attr-defined]
    start = open_again()
    window.want(Wanted.FIND)
    find = dialog(window, FindDialog)
    assert isinstance(find, FindDialog)
    audit.check(find)
    QTest.keyClicks(find.line, "wilhelm")
    qtbot.waitUntil(lambda: len(find.found) == 2)
    assert [each.icon for each in find.found] == ["person", "pairings"]
    assert "Wilhelmine" in find.found[0].words
    QTest.keyClick(find.line, Qt.Key.Key_Down)
    QTest.keyClick(find.line, Qt.Key.Key_Return)
    assert not find.isVisible()
    qtbot.waitUntil(lambda: bool(page(window, "pairings").opened))

    window.want(Wanted.FIND)
    again = dialog(window, FindDialog)
    assert isinstance(again, FindDialog)
    QTest.keyClicks(again.line, "sperren")
    QTest.keyClick(again.line, Qt.Key.Key_Return)
    qtbot.waitUntil(window.is_locked)
    start.close()


def test_the_search_finds_what_a_note_says_and_opens_its_pairing(
    window: MainWindow, make: object, open_again: Open, qtbot: QtBot
) -> None:
    pairing = make.pairing()  # type: ignore[attr-defined]
    make.meeting(pairing, note="Gemeinsam im Bürgerbüro gewesen")  # type: ignore[attr-defined]
    make.database.close()  # type: ignore[attr-defined]
    start = open_again()
    window.want(Wanted.FIND)
    find = dialog(window, FindDialog)
    assert isinstance(find, FindDialog)
    QTest.keyClicks(find.line, "buergerb")
    qtbot.waitUntil(lambda: [each.icon for each in find.found] == ["note"])
    assert "„Gemeinsam im Bürgerbüro gewesen“" in find.found[0].words
    QTest.keyClick(find.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page(window, "pairings").opened == [pairing])
    start.close()


@pytest.mark.parametrize(
    ("regime", "law"),
    [(PrivacyRegime.DSGVO, "Art. 33"), (PrivacyRegime.KDG, "§ 33 KDG"), (PrivacyRegime.DSG_EKD, "§ 32")],
)
def test_the_emergency_sheet_names_the_law_that_binds_the_organisation(regime: PrivacyRegime, law: str) -> None:
    from io import BytesIO

    from pypdf import PdfReader

    data = EmergencyData("Patenschaften Musterstadt e. V.", regime, people=1234, pairings=45, activities=6)
    pdf = PdfReader(BytesIO(emergency_sheet.render(data, date(2026, 11, 22))))
    text = " ".join(" ".join(page.extract_text().split()) for page in pdf.pages)
    assert law in text
    assert "1.234 Personen" in text
    assert "72" in text
    others = {"Art. 33", "§ 33 KDG", "§ 32 DSG-EKD"} - {law, "§ 32 DSG-EKD" if law == "§ 32" else law}
    assert not any(other in text for other in others)
    assert len(pdf.pages) <= 2
