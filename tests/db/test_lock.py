import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from make import Make
from mentorhub import backups
from mentorhub.db import database as db
from mentorhub.db import lock
from mentorhub.db.database import Database

_HOLD = """
import sys, time
from pathlib import Path
from mentorhub.db import lock
lock.hold(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture
def other_window(folder: Path) -> subprocess.Popen[str]:
    """Another process that holds the folder, until it is killed."""
    process = subprocess.Popen([sys.executable, "-c", _HOLD, str(folder)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_while_a_window_is_open_others_may_read_and_back_up_but_not_change(
    make: Make, database: Database, folder: Path, other_window: subprocess.Popen[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with other_window:
        monkeypatch.setattr(db, "_WAIT_SECONDS", 0.2)
        assert not lock.is_free(folder)
        with pytest.raises(db.FolderInUse, match="an anderer Stelle"):
            make.mentor()
        assert database.counts()["person"] == 0
        backups.make(database, backups.Reason.MANUAL, datetime(2026, 11, 22, tzinfo=UTC))
        other_window.kill()
    make.mentor()
    assert database.counts()["person"] == 1


def test_a_crash_leaves_no_lock(folder: Path, other_window: subprocess.Popen[str]) -> None:
    with other_window:
        other_window.kill()
    assert (folder / lock.LOCK_FILE).exists()
    assert lock.is_free(folder)


@pytest.mark.parametrize("content", [b"", b"4711\nother-host\nMentorHub\n", b"\0" * 200])
def test_an_empty_or_foreign_lock_file_locks_nobody_out(make: Make, folder: Path, content: bytes) -> None:
    (folder / lock.LOCK_FILE).write_bytes(content)
    with lock.held(folder):
        make.mentor()


def test_within_one_program_holding_is_counted(folder: Path, make: Make) -> None:
    lock.hold(folder)
    with lock.held(folder):
        make.mentor()
    code = "import sys; from pathlib import Path; from mentorhub.db import lock; print(lock.is_free(Path(sys.argv[1])))"
    run = [sys.executable, "-c", code, str(folder)]
    assert subprocess.run(run, capture_output=True, text=True, check=True).stdout == "False\n"
    lock.release(folder)
    assert subprocess.run(run, capture_output=True, text=True, check=True).stdout == "True\n"
