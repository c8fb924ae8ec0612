"""From the first start to the pages: founding, unlocking, trying out, collecting figures; with the real file."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from conftest import PASSPHRASE
from mentorhub import paths, people, programme, settings
from mentorhub.app import bell, folder_work, work
from mentorhub.app.start import Start
from mentorhub.choices import Role, RoleStatus
from mentorhub.db.database import Database
from mentorhub.db.keys import Passphrase
from mentorhub.errors import MentorHubError
from mentorhub.people import PersonDetails, RoleDetails
from mentorhub.settings import Settings
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.network.network_view import NetworkView
from mentorhub.ui.opening import strength
from mentorhub.ui.opening.founding_view import Founding, FoundingView
from mentorhub.ui.opening.recovery_view import RecoveryView
from mentorhub.ui.opening.start_view import StartView
from mentorhub.ui.opening.trouble_view import TroubleView
from mentorhub.ui.opening.unlock_view import Unlocking, UnlockView
from mentorhub.ui.page import Page
from mentorhub.ui.tasks import Beside
from ui import audit
from ui.conftest import Answers
from ui.open_folder import unlock_with, view

Opening = Callable[[Path], Start]


class EmptyPage(Page):
    title = "Seite"


@pytest.fixture
def window(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    """With empty pages: the real ones have tests of their own."""
    monkeypatch.setattr(work, "page_makers", lambda today: {"today": EmptyPage, "people": EmptyPage})
    monkeypatch.setattr(Start, "_import", lambda start: None)
    window = MainWindow(Settings())
    window.show()
    yield window
    window.close()


@pytest.fixture
def opening(window: MainWindow) -> Iterator[Opening]:
    """`opening(folder)` looks into the folder and waits for the view that follows."""
    made: list[Start] = []

    def look(folder: Path) -> Start:
        start = Start(window, folder, fill_sample=invent)
        made.append(start)
        start.look()
        assert start.wait_idle()
        return start

    yield look
    for start in made:
        start.close()


def invent(session: Any, day: date) -> None:
    programme.found(session, programme.OrganisationDetails(name="Beispielverein"), is_sample=True)
    role = RoleDetails(Role.MENTOR, RoleStatus.ACTIVE)
    people.add(session, PersonDetails(first_name="Erika", last_name="Erfunden"), [role], day)


def count(session: Any) -> int:
    return len(people.search(session))


def test_an_empty_folder_asks_the_one_question(opening: Opening, window: MainWindow, tmp_path: Path) -> None:
    opening(tmp_path / "new")
    start = view(window)
    assert isinstance(start, StartView)
    assert [card.text().replace("&", "") for card in start.cards] == [
        "Ausprobieren",
        "Mit meiner Liste anfangen",
        "Zahlen für das Netzwerk sammeln",
    ]
    audit.check(start)
    assert not (tmp_path / "new").exists()


def test_trying_out_needs_no_password_and_says_that_nobody_is_real(
    opening: Opening, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    start = opening(tmp_path / "new")
    asked = view(window)
    assert isinstance(asked, StartView)
    asked.cards[0].click()
    assert start.wait_idle()
    found: list[int] = []
    assert start.tasks is not None
    start.tasks.load(window, count, then=found.append)
    assert start.wait_idle()
    assert found == [1]
    assert any("erfundenen Menschen" in label.text() and label.isVisible() for label in window.findChildren(QLabel))
    start.close()
    sample = paths.default_data_folder().with_name("MentorHub-Ausprobieren")
    assert settings.load(paths.settings_file()) == Settings()
    opening(sample)
    assert "Heute" in window.windowTitle()


def test_trouble_with_the_sample_leaves_nothing_behind(window: MainWindow, tmp_path: Path, answers: Answers) -> None:
    def fail(session: Any, day: date) -> None:
        raise MentorHubError("Die Liste fehlt.")

    start = Start(window, tmp_path / "new", fill_sample=fail)
    start._try_out()
    assert start.wait_idle()
    assert answers.told == ["Die Liste fehlt."]
    assert isinstance(view(window), StartView)
    assert not list(paths.default_data_folder().with_name("MentorHub-Ausprobieren").glob("*"))


def test_founding_asks_for_the_sheet_before_anything_is_entered(
    opening: Opening, window: MainWindow, tmp_path: Path
) -> None:
    folder = tmp_path / "new"
    start = opening(folder)
    asked = view(window)
    assert isinstance(asked, StartView)
    asked.cards[1].click()
    founding = view(window)
    assert isinstance(founding, FoundingView)
    audit.check(founding)
    founding.form.set_values({"name": "Musterverein", "passphrase": PASSPHRASE, "again": PASSPHRASE})
    founding.go_on.click()
    assert start.wait_idle()

    recovery = view(window)
    assert isinstance(recovery, RecoveryView)
    audit.check(recovery)
    recovery.go_on.click()
    assert view(window) is recovery
    recovery.sheet.save_sheet.emit(str(folder / "sheet.pdf"))
    assert start.wait_idle()
    assert not (folder / "sheet.pdf").exists()
    sheet = tmp_path / "sheet.pdf"
    recovery.sheet.save_sheet.emit(str(sheet))
    assert start.wait_idle()
    printed = "".join(PdfReader(sheet).pages[0].extract_text().split())
    shown = next(label.text() for label in recovery.findChildren(QLabel) if label.accessibleName())
    assert shown.split()[0] in printed
    recovery.go_on.click()
    assert "Personen" in window.windowTitle()
    start.close()
    with Database.open(folder, Passphrase(PASSPHRASE)).reading() as session:
        assert programme.organisation(session).name == "Musterverein"


def test_a_sheet_that_was_never_saved_is_asked_for_at_the_next_opening(
    opening: Opening, window: MainWindow, folder: Path
) -> None:
    start = opening(folder)
    unlock = view(window)
    assert isinstance(unlock, UnlockView)
    unlock.unlock.emit(Unlocking(PASSPHRASE, is_recovery_key=False, remember=False))
    assert start.wait_idle()
    assert isinstance(view(window), RecoveryView)


@pytest.fixture
def saved_folder(folder: Path, database: Database) -> Path:
    database.note_recovery_key_saved()
    folder_work.sheet_was_used(database)
    return folder


def test_a_wrong_password_is_said_beside_the_field_and_the_right_one_opens(
    opening: Opening, window: MainWindow, saved_folder: Path
) -> None:
    start = opening(saved_folder)
    unlock = view(window)
    assert isinstance(unlock, UnlockView)
    audit.check(unlock)
    unlock.secret.setText("falsch geraten")
    unlock.open_button.click()
    assert not unlock.isEnabled()
    assert start.wait_idle()
    assert unlock.isEnabled()
    assert "Kennwort stimmt nicht" in unlock.form.problem("passphrase")
    unlock.secret.setText(PASSPHRASE)
    unlock.open_button.click()
    assert start.wait_idle()
    assert "Heute" in window.windowTitle()
    assert window.current_settings().data_folder == str(saved_folder)


def test_a_forgotten_password_is_replaced_by_the_recovery_key(
    opening: Opening, window: MainWindow, saved_folder: Path, recovery_key: str
) -> None:
    start = opening(saved_folder)
    unlock = view(window)
    assert isinstance(unlock, UnlockView)
    unlock.switch.click()
    assert unlock.key.isVisible()
    assert not unlock.secret.isVisible()
    unlock.key.setText(recovery_key[:-1])
    unlock.open_button.click()
    assert start.wait_idle()
    assert unlock.form.problem("recovery_key")
    unlock.key.setText(recovery_key.lower())
    unlock.open_button.click()
    assert start.wait_idle()
    assert "Heute" in window.windowTitle()


def test_a_damaged_key_file_is_told_and_nothing_is_lost(
    opening: Opening, window: MainWindow, saved_folder: Path
) -> None:
    key_files = list(saved_folder.glob("mentorhub.key.*"))
    for file in key_files:
        file.write_text("{", "utf-8")
    opening(saved_folder)
    trouble = view(window)
    assert isinstance(trouble, TroubleView)
    audit.check(trouble)
    assert any("beschädigt" in label.text() for label in trouble.findChildren(QLabel))
    assert all(file.read_text("utf-8") == "{" for file in key_files)


def test_a_second_folder_of_ones_own_never_touches_the_first(saved_folder: Path) -> None:
    assert work.free_folder(saved_folder) == saved_folder.with_name("data 2")


def test_a_second_start_raises_the_first_window(
    opening: Opening, window: MainWindow, saved_folder: Path, recovery_key: str, qtbot: QtBot
) -> None:
    start = opening(saved_folder)
    unlock_with(start, window, recovery_key)
    assert start._bell is not None
    second = (
        "from pathlib import Path; from mentorhub.app import bell; "
        f"f = Path({str(saved_folder)!r}); raise SystemExit(0 if bell.is_open_elsewhere(f) and bell.ring(f) else 3)"
    )
    with qtbot.waitSignal(start._bell.rung, timeout=10_000):
        other = subprocess.Popen([sys.executable, "-c", second])
    assert other.wait(10) == 0
    start.close()
    assert not bell.is_open_elsewhere(saved_folder)


def test_an_empty_or_foreign_lock_file_locks_nobody_out(saved_folder: Path) -> None:
    for content in ("", "12345\nsomebody-elses-laptop\n"):
        (saved_folder / "mentorhub.lock").write_text(content, "utf-8")
        assert not bell.is_open_elsewhere(saved_folder)


def test_packages_are_collected_without_a_data_folder(qtbot: QtBot, tmp_path: Path) -> None:
    beside = Beside()
    network = NetworkView(beside, lambda: date(2026, 11, 22))
    qtbot.addWidget(network)
    network.show()
    assert beside.wait_idle()
    assert not network.panel.save_button.isEnabled()
    network.panel.add([tmp_path / "a.zip", tmp_path / "b.zip", tmp_path / "a.zip"])
    assert beside.wait_idle()
    assert network.panel.paths() == (tmp_path / "a.zip", tmp_path / "b.zip")
    assert network.panel.problem.isVisible()
    assert not network.panel.save_button.isEnabled()
    audit.check(network)


def test_a_decision_or_a_secret_never_shows_in_a_text(folder: Path) -> None:
    assert "geheim" not in repr(Founding("Verein", "geheim", remember=False))
    assert "geheim" not in repr(Unlocking("geheim", is_recovery_key=False, remember=False))


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("", 0),
        ("kurz", 0),
        ("passwort", 1),
        ("Passwort123", 1),
        ("aaaaaaaaaaaa", 1),
        ("musterverein1", 1),
        ("Sommer2026", 1),
        ("wolke sessel laterne", 2),
        ("wolke sessel laterne pfirsich tiger", 3),
        ("x7$Kq!9vTz#2mW", 3),
    ],
)
def test_the_strength_of_a_password_is_judged_cautiously(words: str, level: int) -> None:
    assert strength.judge(words, "Musterverein").level <= level
    if level != 1:
        assert strength.judge(words, "Musterverein").level == level
