import json
import os
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from conftest import PASSPHRASE
from make import Make
from mentorhub import backups, people, programme
from mentorhub.backups import Reason
from mentorhub.db import database as db
from mentorhub.db import disk, keys, state
from mentorhub.db.database import Database
from mentorhub.db.keys import Passphrase, RecoveryKey

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def test_a_backup_is_one_file_that_names_its_date_and_counts(make: Make) -> None:
    make.pairing()
    made = backups.make(make.database, Reason.MANUAL, NOW)
    assert [path.name for path in backups.place_of(make.database).iterdir()] == [made.path.name]
    assert (made.people, made.pairings, made.made_at, made.reason) == (2, 1, NOW, Reason.MANUAL)
    assert backups.last_backup(make.database) == made
    if os.name != "nt":
        assert made.path.stat().st_mode & 0o077 == 0


def test_nobody_can_be_read_in_a_backup(make: Make) -> None:
    make.mentor(first_name="Canarietta", note="Canarietta mag Gartenarbeit")
    made = backups.make(make.database, Reason.MANUAL, NOW)
    assert b"anarietta" not in made.path.read_bytes()


def test_a_backup_opens_on_an_empty_laptop_with_the_passphrase(make: Make, tmp_path: Path) -> None:
    person = make.mentor()
    made = backups.make(make.database, Reason.MANUAL, NOW)
    backups.restore(made.path, tmp_path / "new", secret=Passphrase(PASSPHRASE))
    opened = Database.open(tmp_path / "new", Passphrase(PASSPHRASE))
    with opened.reading() as session:
        assert people.row(session, person).name == "Müller, Anna"
    assert opened.older is None
    opened.close()


def test_a_backup_opens_on_an_empty_laptop_with_the_recovery_key(make: Make, tmp_path: Path, recovery_key: str) -> None:
    make.mentor()
    made = backups.make(make.database, Reason.MANUAL, NOW)
    backups.restore(made.path, tmp_path / "new", secret=RecoveryKey(recovery_key))
    opened = Database.open(tmp_path / "new", RecoveryKey(recovery_key))
    assert opened.counts() == make.database.counts()
    opened.close()


def test_a_wrong_secret_restores_nothing(make: Make, tmp_path: Path) -> None:
    made = backups.make(make.database, Reason.MANUAL, NOW)
    with pytest.raises(keys.WrongSecret):
        backups.restore(made.path, tmp_path / "new", secret=Passphrase("falsch"))
    assert not db.has_data(tmp_path / "new")


def test_the_preview_says_what_would_be_lost_and_what_would_come_back(make: Make) -> None:
    kept, going = make.mentor(), make.mentor(first_name="Bernd")
    made = backups.make(make.database, Reason.MANUAL, NOW)
    make.mentee()
    with make.writing() as session:
        people.change(session, kept, people.PersonDetails(first_name="Anja", last_name="Müller"))
        for table in ("evidence", "person_role", "person"):
            column = "id" if table == "person" else "person_id"
            session.connection().exec_driver_sql(f"DELETE FROM {table} WHERE {column} = ?", (going.hex,))
    seen = backups.preview(made.path, make.database)
    assert (seen.lost["person"], seen.undone["person"], seen.returning["person"]) == (1, 1, 1)
    assert seen.now["person"] == 2
    assert seen.backup.people == 2
    assert not seen.loses_nothing
    assert sorted(path.name for path in make.database.folder.glob("*.part*")) == []


def test_a_restore_brings_everything_back_and_can_be_undone(make: Make, recovery_key: str) -> None:
    folder, secret = make.database.folder, RecoveryKey(recovery_key)
    make.mentor()
    made = backups.make(make.database, Reason.MANUAL, NOW)
    late = make.mentee(first_name="Spät")
    done = backups.restore(made.path, folder, make.database)
    opened = Database.open(folder, secret)
    assert opened.counts()["person"] == 1
    assert opened.older is None
    assert done.before is not None
    assert done.before.people == 2
    backups.restore(done.before.path, folder, opened)
    again = Database.open(folder, secret)
    with again.reading() as session:
        assert people.row(session, late).first_name == "Spät"
    again.close()


def test_after_a_restore_todays_passphrase_opens(make: Make, recovery_key: str) -> None:
    folder = make.database.folder
    made = backups.make(make.database, Reason.MANUAL, NOW)
    make.database.change_passphrase("ein neues Kennwort")
    backups.restore(made.path, folder, make.database)
    Database.open(folder, Passphrase("ein neues Kennwort")).close()


def test_a_damaged_file_is_set_aside_whole_and_a_good_backup_takes_its_place(
    make: Make, folder: Path, recovery_key: str
) -> None:
    make.mentor()
    made = backups.make(make.database, Reason.MANUAL, NOW)
    make.database.close()
    live = folder / db.FILE
    live.write_bytes(live.read_bytes()[:5000])
    with pytest.raises(db.DamagedFile, match="Sicherung"):
        Database.open(folder, RecoveryKey(recovery_key))
    offered = backups.newest_good(folder)
    assert offered == made
    done = backups.restore(made.path, folder, secret=RecoveryKey(recovery_key))
    assert done.set_aside is not None
    assert (done.set_aside / db.FILE).stat().st_size == 5000
    opened = Database.open(folder, RecoveryKey(recovery_key))
    assert opened.counts()["person"] == 1
    assert not state.is_marked_damaged(folder)
    opened.close()


def test_a_missing_or_empty_file_is_never_replaced_by_an_empty_one(make: Make, folder: Path, recovery_key: str) -> None:
    make.database.close()
    (folder / db.FILE).unlink()
    with pytest.raises(db.DamagedFile, match="fehlt"):
        Database.open(folder, RecoveryKey(recovery_key))
    assert not (folder / db.FILE).exists()


def test_a_damaged_backup_is_named_and_no_longer_offered(make: Make) -> None:
    older = backups.make(make.database, Reason.MANUAL, NOW)
    bad = backups.make(make.database, Reason.MANUAL, NOW + timedelta(hours=1))
    content = bytearray(bad.path.read_bytes())
    content[len(content) // 2] ^= 4
    bad.path.write_bytes(content)
    with pytest.raises(backups.BadBackup, match="beschädigt"):
        backups.check(bad.path, make.database)
    assert [made.path for made in backups.found(backups.place_of(make.database))] == [older.path]


def test_any_other_file_is_no_backup(tmp_path: Path, make: Make) -> None:
    other = tmp_path / "list.mentorhub"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("manifest.json", json.dumps({"format": 1}))
    for path in (other, tmp_path / "missing.mentorhub"):
        with pytest.raises(backups.BadBackup, match="nichts geändert"):
            backups.preview(path, make.database)
    assert backups.found(tmp_path) == []


def test_nothing_is_backed_up_twice_if_nothing_changed(make: Make) -> None:
    assert backups.make_if_changed(make.database, Reason.START, NOW) is not None
    assert backups.make_if_changed(make.database, Reason.EXIT, NOW + timedelta(hours=1)) is None
    make.mentor()
    assert backups.make_if_changed(make.database, Reason.EXIT, NOW + timedelta(hours=1)) is not None


def test_a_backup_that_fails_leaves_nothing_and_does_not_speak_of_damage(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(part: Path, target: Path) -> None:
        raise PermissionError(13, "held by a scanner", str(part))

    with monkeypatch.context() as during:
        during.setattr(disk, "rename", refuse)
        with pytest.raises(backups.BackupFailed, match="keine Sicherung gemacht") as failed:
            backups.make(make.database, Reason.MANUAL, NOW)
    assert "beschädigt" not in str(failed.value)
    assert list(backups.place_of(make.database).iterdir()) == []
    backups.make(make.database, Reason.MANUAL, NOW)


def test_a_file_held_by_a_scanner_for_a_moment_is_tried_again(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    tries = []
    real = Path.replace

    def busy(self: Path, target: Path) -> Path:
        tries.append(target)
        if len(tries) < 3:
            raise PermissionError(13, "held by a scanner", str(self))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", busy)
    assert backups.make(make.database, Reason.MANUAL, NOW).path.exists()


def test_the_second_place_gets_the_newest_backup_and_remembers_when(make: Make, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    with pytest.raises(backups.BackupFailed, match="im Datenordner"):
        backups.set_second_place(make.database, make.database.folder / "stick")
    backups.set_second_place(make.database, stick)
    made = backups.make(make.database, Reason.MANUAL, NOW)
    with pytest.raises(backups.BackupFailed, match="nicht da"):
        backups.bring_to_second_place(make.database, NOW)
    assert backups.second_place(make.database) == backups.SecondPlace(stick, None)
    stick.mkdir()
    there = backups.bring_to_second_place(make.database, NOW)
    assert there is not None
    assert there.path.read_bytes() == made.path.read_bytes()
    assert backups.second_place(make.database) == backups.SecondPlace(stick, NOW)
    assert backups.check(there.path, make.database).people == 0


def test_thinning_deletes_by_the_organisations_own_rule(make: Make) -> None:
    with make.writing() as session:
        for key in ("daily", "weekly", "monthly"):
            programme.set_rule(session, f"backup.{key}", 1)
    for day in range(8):
        make.mentor(first_name=f"Tag {day}", with_papers=False)
        backups.make(make.database, Reason.MANUAL, NOW + timedelta(days=day))
    ages = [(NOW + timedelta(days=7) - made.made_at).days for made in backups.found(backups.place_of(make.database))]
    assert ages == [0, 1, 2, 3, 7]


def test_nothing_is_thinned_out_while_the_live_file_is_marked_as_damaged(make: Make) -> None:
    state.mark_damaged(make.database.folder)
    for day in range(0, 400, 60):
        backups.make(make.database, Reason.MANUAL, NOW + timedelta(days=day))
    assert len(backups.found(backups.place_of(make.database))) == 7


def test_good_backups_stay_while_the_newer_ones_are_damaged(make: Make) -> None:
    place = backups.place_of(make.database)
    state.mark_damaged(make.database.folder)
    made = [backups.make(make.database, Reason.MANUAL, NOW + timedelta(days=n * 400)) for n in range(6)]
    state.clear_damage_mark(make.database.folder)
    for bad in made[3:]:
        content = bytearray(bad.path.read_bytes())
        content[-100] ^= 1
        bad.path.write_bytes(content)
    backups.prune(make.database, NOW + timedelta(days=6 * 400))
    assert [kept.path for kept in backups.found(place)] == [kept.path for kept in reversed(made[:3])]
