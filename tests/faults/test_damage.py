"""F4, F5, F6: one wrong bit, a cut file, a lost journal, an old file put back."""

import random
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from make import Make
from mentorhub import backups
from mentorhub.db import container, copies, keys
from mentorhub.db import database as db
from mentorhub.db.database import Database
from mentorhub.db.keys import RecoveryKey

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def _with_wrong_bit(source: Path, target: Path, chance: random.Random) -> Path:
    content = bytearray(source.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    target.write_bytes(content)
    return target


def test_one_wrong_bit_in_the_live_file_is_always_found(make: Make, tmp_path: Path) -> None:
    make.pairing()
    made = backups.make(make.database, backups.Reason.MANUAL, NOW)
    data_key = make.database.opens(container.read_keys(made.path))
    assert data_key is not None
    make.database.close()
    live, chance = make.database.folder / db.FILE, random.Random(4)
    assert copies.examine(live, data_key).counts["person"] == 2
    for _n in range(100):
        with pytest.raises(db.DamagedFile):
            copies.examine(_with_wrong_bit(live, tmp_path / "bad.db", chance), data_key)


def test_one_wrong_bit_in_a_backup_is_always_found_and_the_older_one_is_offered(make: Make, tmp_path: Path) -> None:
    make.pairing()
    older = backups.make(make.database, backups.Reason.MANUAL, NOW)
    newer = backups.make(make.database, backups.Reason.MANUAL, NOW.replace(hour=5))
    chance = random.Random(5)
    for _n in range(100):
        with pytest.raises(backups.BadBackup):
            backups.check(_with_wrong_bit(newer.path, tmp_path / "bad.mentorhub", chance))
    _with_wrong_bit(newer.path, newer.path, chance)
    assert backups.newest_good(make.database.folder) == older


def test_one_wrong_bit_in_the_key_file_brings_back_the_one_before(make: Make, folder: Path, recovery_key: str) -> None:
    keys.write(folder, keys.read(folder))
    chance = random.Random(6)
    whole = (folder / keys.KEY_FILE).read_bytes()
    for _n in range(30):
        (folder / keys.KEY_FILE).write_bytes(whole)
        _with_wrong_bit(folder / keys.KEY_FILE, folder / keys.KEY_FILE, chance)
        assert keys.unlock(keys.read(folder), RecoveryKey(recovery_key))


def test_a_found_damage_is_marked_until_the_file_is_sound_again(make: Make, folder: Path, recovery_key: str) -> None:
    """The damage lies in what came in last: the tables' descriptions, which opening reads, lie before it."""
    from mentorhub.db import state

    for _n in range(40):
        make.person()
    make.database.close()
    live = folder / db.FILE
    whole = live.read_bytes()
    content = bytearray(whole)
    content[-4096 + 300] ^= 1
    live.write_bytes(content)
    opened = Database.open(folder, RecoveryKey(recovery_key))
    assert opened.check() != []
    assert state.is_marked_damaged(folder)
    with pytest.raises(backups.BackupFailed):
        backups.make(opened, backups.Reason.MANUAL, NOW)
    opened.close()
    live.write_bytes(whole)
    opened = Database.open(folder, RecoveryKey(recovery_key))
    assert opened.check(thorough=True) == []
    assert not state.is_marked_damaged(folder)
    opened.close()


def test_a_lost_journal_is_noticed(make: Make, tmp_path: Path, recovery_key: str) -> None:
    """The laptop went off with changes still in the `-wal`, and a copy tool left that behind."""
    make.pairing()
    copied = Path(shutil.copytree(make.database.folder, tmp_path / "copied"))
    (copied / f"{db.FILE}-wal").unlink()
    (copied / f"{db.FILE}-shm").unlink(missing_ok=True)
    opened = Database.open(copied, RecoveryKey(recovery_key))
    assert opened.older is not None
    assert opened.older.missing_changes > 0
    opened.close()


def test_an_old_file_put_back_is_noticed_until_it_is_accepted(make: Make, folder: Path, recovery_key: str) -> None:
    make.database.close()
    old = (folder / db.FILE).read_bytes()
    database = Database.open(folder, RecoveryKey(recovery_key))
    Make(database, make.today).pairing()
    database.close()
    (folder / db.FILE).write_bytes(old)
    for _start in range(2):
        opened = Database.open(folder, RecoveryKey(recovery_key))
        assert opened.older is not None
        Make(opened, make.today).mentor(with_papers=False)
        opened.close()
    opened = Database.open(folder, RecoveryKey(recovery_key))
    opened.accept_older()
    opened.close()
    opened = Database.open(folder, RecoveryKey(recovery_key))
    assert opened.older is None
    opened.close()


def test_a_cut_file_is_damaged_and_stays_as_it_is(make: Make, folder: Path, recovery_key: str) -> None:
    make.pairing()
    make.database.close()
    live = folder / db.FILE
    for length in (0, 10, 4096, live.stat().st_size // 2, live.stat().st_size - 4096):
        content = live.read_bytes()
        live.write_bytes(content[:length])
        with pytest.raises(db.DamagedFile, match="Sicherung"):
            opened = Database.open(folder, RecoveryKey(recovery_key))
            problems = opened.check()
            opened.close()
            if problems:
                raise db.DamagedFile("Sicherung")
        assert live.read_bytes() == content[:length]
        live.write_bytes(content)


def test_wrong_key_and_damaged_first_page_are_two_messages(make: Make, folder: Path, recovery_key: str) -> None:
    make.database.close()
    with pytest.raises(keys.WrongSecret) as wrong:
        Database.open(folder, RecoveryKey(keys.create(None)[2]))
    live = folder / db.FILE
    content = bytearray(live.read_bytes())
    content[300] ^= 1
    live.write_bytes(content)
    with pytest.raises(db.DamagedFile) as damaged:
        Database.open(folder, RecoveryKey(recovery_key))
    assert str(wrong.value) != str(damaged.value)
    assert "obwohl der Schlüssel stimmt" in str(damaged.value)
    assert live.stat().st_size == len(content)
