"""F10 in short, and what else can go wrong on the way to a newer form."""

import os
import subprocess
import sys
from pathlib import Path

import next_version
import pytest

from make import Make
from mentorhub import backups
from mentorhub.db import database as db
from mentorhub.db import migrations
from mentorhub.db.database import Database
from mentorhub.db.keys import RecoveryKey


@pytest.fixture
def old_folder(make: Make, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Of today's program; afterwards a newer program may be installed."""
    make.pairing()
    make.database.close()
    for name in ("FOLDERS", "KNOWN", "HEAD"):
        monkeypatch.setattr(migrations, name, getattr(migrations, name))
    return folder


def test_children_and_triggers_survive_the_rebuilding_of_their_parent(
    old_folder: Path, tmp_path: Path, recovery_key: str
) -> None:
    before = Database.open(old_folder, RecoveryKey(recovery_key))
    counts = before.counts()
    before.close()
    next_version.install(tmp_path / "versions")
    opened = Database.open(old_folder, RecoveryKey(recovery_key))
    after = opened.counts()
    assert after.pop("hobby") == 0
    assert after == counts
    assert opened.check(thorough=True) == []
    [made] = backups.found(backups.place_of(opened))
    assert made.reason is backups.Reason.MIGRATION
    assert made.counts == counts
    opened.close()


@pytest.mark.parametrize(
    "last", ["raise ValueError('broken step')", 'op.execute("DELETE FROM evidence")', 'op.execute("SELECT nowhere")']
)
def test_a_migration_that_fails_or_loses_rows_changes_nothing(
    old_folder: Path, tmp_path: Path, recovery_key: str, last: str
) -> None:
    next_version.install(tmp_path / "versions", last)
    with pytest.raises(Exception, match=r"broken|unverändert|nowhere"):
        Database.open(old_folder, RecoveryKey(recovery_key))
    migrations.KNOWN, migrations.HEAD = migrations.KNOWN[:-1], migrations.KNOWN[-2]
    opened = Database.open(old_folder, RecoveryKey(recovery_key))
    assert opened.counts()["evidence"] == 1
    assert "hobby" not in opened.counts()
    opened.close()


def test_without_a_backup_there_is_no_migration(
    old_folder: Path, tmp_path: Path, recovery_key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    next_version.install(tmp_path / "versions")
    (old_folder / db.BACKUPS).write_text("a file where the folder should be", "utf-8")
    before = (old_folder / db.FILE).read_bytes()
    with pytest.raises(db.BackupFailed, match="keine Sicherung"):
        Database.open(old_folder, RecoveryKey(recovery_key))
    assert (old_folder / db.FILE).read_bytes() == before


def test_without_room_there_is_no_migration(
    old_folder: Path, tmp_path: Path, recovery_key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mentorhub.db import disk

    next_version.install(tmp_path / "versions")
    monkeypatch.setattr(disk, "free_bytes", lambda folder: 1000)
    with pytest.raises(db.DiskFull, match="MB Platz"):
        Database.open(old_folder, RecoveryKey(recovery_key))


@pytest.mark.skipif(os.name == "nt", reason="kills with signals and forks")
def test_killed_before_any_statement_the_form_is_the_old_or_the_new() -> None:
    script = Path(__file__).with_name("migration_kills.py")
    run = subprocess.run([sys.executable, str(script), "--every", "6"], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
