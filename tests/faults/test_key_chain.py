"""F7: whatever the computer's key chain does, the Kennwort is asked for in time and the window stays awake."""

import threading
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from mentorhub.app import start as starting
from mentorhub.app.start import Start
from mentorhub.db import key_chain, keys
from mentorhub.db.database import Database
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.opening.unlock_view import Unlocking, UnlockView
from ui.open_folder import plain_window, proven_folder, unlock_with, view  # noqa: F401 - fixtures


class Chain(KeyringBackend):
    """A key chain of this test alone."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}
        self.answers = "rightly"
        self.goes_on = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        match self.answers:
            case "never":
                self.goes_on.wait(30)
            case "no":
                raise KeyringLocked
            case "wrongly":
                return "00" * 32
            case "nonsense":
                return "kein Schlüssel"
            case "nothing":
                return None
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.answers == "no":
            raise KeyringLocked
        if self.answers != "forgetful":
            self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        raise PasswordDeleteError


@pytest.fixture
def chain(monkeypatch: pytest.MonkeyPatch) -> Iterator[Chain]:
    before, made = keyring.get_keyring(), Chain()
    monkeypatch.setattr(key_chain, "REAL_BACKENDS", (Chain.__module__,))
    keyring.set_keyring(made)
    yield made
    made.goes_on.set()
    keyring.set_keyring(before)


@pytest.fixture
def remembered(kept_folder: Path, recovery_key: str, chain: Chain) -> Path:
    database = Database.open(kept_folder, keys.RecoveryKey(recovery_key))
    assert database.remember_on_this_computer()
    database.close()
    return kept_folder


def test_a_remembered_folder_opens_without_a_question(remembered: Path, window: MainWindow) -> None:
    start = Start(window, remembered)
    start.look()
    assert start.wait_idle()
    assert window.shows_pages()
    start.close()


@pytest.mark.parametrize("answer", ["no", "wrongly", "nonsense", "nothing"])
def test_a_key_chain_that_does_not_help_leads_to_the_passphrase(
    remembered: Path, window: MainWindow, chain: Chain, recovery_key: str, answer: str
) -> None:
    chain.answers = answer
    start = Start(window, remembered)
    start.look()
    assert start.wait_idle()
    assert isinstance(view(window), UnlockView)
    unlock_with(start, window, recovery_key)
    assert window.shows_pages()
    start.close()


def test_a_key_chain_that_never_answers_is_not_waited_for(
    remembered: Path, window: MainWindow, chain: Chain, recovery_key: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert starting.KEY_CHAIN_MILLISECONDS <= 5_000
    monkeypatch.setattr(starting, "KEY_CHAIN_MILLISECONDS", 300)
    chain.answers = "never"
    beats: list[int] = []
    heart = QTimer()
    heart.timeout.connect(lambda: beats.append(1))
    heart.start(20)
    start = Start(window, remembered)
    start.look()
    qtbot.waitUntil(lambda: isinstance(view(window), UnlockView), timeout=10_000)
    assert len(beats) > 3
    asked = view(window)
    assert isinstance(asked, UnlockView)
    asked.unlock.emit(Unlocking(recovery_key, is_recovery_key=True, remember=False))
    qtbot.waitUntil(window.shows_pages, timeout=10_000)
    chain.goes_on.set()
    assert start.wait_idle()
    assert window.shows_pages()
    start.close()


@pytest.mark.parametrize("answer", ["no", "forgetful"])
def test_what_the_key_chain_does_not_keep_is_not_relied_on(
    kept_folder: Path, recovery_key: str, chain: Chain, answer: str
) -> None:
    chain.answers = answer
    database = Database.open(kept_folder, keys.RecoveryKey(recovery_key))
    assert not database.remember_on_this_computer()
    database.close()
    assert not keys.read(kept_folder).has_key_chain


def test_a_key_chain_that_keeps_in_the_clear_is_not_used(
    kept_folder: Path, recovery_key: str, chain: Chain, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_chain, "REAL_BACKENDS", ("keyring.backends.SecretService",))
    database = Database.open(kept_folder, keys.RecoveryKey(recovery_key))
    assert not database.remember_on_this_computer()
    database.close()
    assert chain.kept == {}
