"""F14: whoever comes second finds the first, waits for it in words, or is let in because nobody is there."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from conftest import PASSPHRASE
from make import Make
from mentorhub.app import bell
from mentorhub.app.start import Start
from mentorhub.cli.main import main
from mentorhub.db import database as db
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.opening.trouble_view import TroubleView
from mentorhub.ui.opening.unlock_view import Unlocking, UnlockView
from ui.open_folder import plain_window, proven_folder, view  # noqa: F401 - fixtures

_WINDOW = """
import sys, time
from pathlib import Path
from mentorhub.db import lock
lock.hold(Path(sys.argv[1]))
print("open", flush=True)
time.sleep(120)
"""


@pytest.fixture
def hung_window(kept_folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the folder and answers nothing."""
    with subprocess.Popen(
        [sys.executable, "-c", _WINDOW, str(kept_folder)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        yield process
        process.kill()


def _open(start: Start, window: MainWindow, recovery_key: str) -> None:
    asked = view(window)
    assert isinstance(asked, UnlockView)
    asked.unlock.emit(Unlocking(recovery_key, is_recovery_key=True, remember=False))
    assert start.wait_idle()


def test_beside_a_hung_window_a_sentence_says_what_to_do_and_later_it_opens(
    hung_window: subprocess.Popen[str],
    kept_folder: Path,
    window: MainWindow,
    recovery_key: str,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert bell.is_open_elsewhere(kept_folder)
    assert not bell.ring(kept_folder, seconds=0.1)
    monkeypatch.setattr(bell, "_PATIENCE_SECONDS", 0.1)
    start = Start(window, kept_folder)
    start.look()
    assert start.wait_idle()
    _open(start, window, recovery_key)
    told = view(window)
    assert isinstance(told, TroubleView)
    assert any("an anderer Stelle" in label.text() for label in told.findChildren(QLabel))
    hung_window.send_signal(signal.SIGKILL)
    hung_window.wait()
    told.again.emit()
    assert start.wait_idle()
    _open(start, window, recovery_key)
    assert window.shows_pages()
    start.close()


@pytest.mark.parametrize(
    ("words", "changes"),
    [
        (["import", "personen.csv"], True),
        (["match", "--propose"], True),
        (["backup"], False),
        (["check"], False),
        (["match"], False),
    ],
)
def test_while_a_window_is_open_commands_that_change_are_refused_and_the_others_work(
    hung_window: subprocess.Popen[str],
    make: Make,
    kept_folder: Path,
    tmp_path: Path,
    words: list[str],
    changes: bool,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(db, "_WAIT_SECONDS", 0.2)
    Path("personen.csv").write_text("Vorname;Nachname;Rolle\nErika;Erfunden;Patin\n", "utf-8")
    Path("kennwort.txt").write_text(PASSPHRASE, "utf-8")
    before = (kept_folder / db.FILE).read_bytes()
    code = main(["--data", str(kept_folder), "--passphrase-file", "kennwort.txt", *words, "--json"])
    said = capsys.readouterr()
    assert code == (1 if changes else 0), said.err
    if changes:
        assert "an anderer Stelle" in said.err
        assert (kept_folder / db.FILE).read_bytes() == before
    else:
        assert json.loads(said.out)
