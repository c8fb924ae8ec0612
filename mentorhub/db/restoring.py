"""Opens a backup, compares it with the live data, and puts it in their place."""

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import sqlcipher3.dbapi2 as cipher

from mentorhub.db import container, copies, disk, keys, lock, state, swap, trouble
from mentorhub.db.database import BACKUPS, Database
from mentorhub.db.migrations import KNOWN
from mentorhub.text import _

_SPARE_BYTES = 1_000_000
_COMPARED = ("person", "pairing", "activity")


@dataclass(frozen=True, slots=True)
class Opened:
    """A backup whose key is known."""

    path: Path
    key_file: keys.KeyFile
    """The one that belongs beside the data after a restore."""
    data_key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Difference:
    """How the live data differ from a backup, by table: what a restore would lose, take back and bring back."""

    added_since: Mapping[str, int]
    changed_since: Mapping[str, int]
    removed_since: Mapping[str, int]


def open_backup(path: Path, live: Database | None, folder: Path, secret: keys.UnlockSecret | None) -> Opened:
    """With the key that is open now, or with a passphrase or recovery key: of then or, for the same data key, of today.

    Today's key file stays where it holds the same data key, so that today's passphrase goes on working. Raises
    `BadBackup`, `NewerFile` or `keys.WrongSecret`.
    """
    container.check_whole(path)
    manifest = container.read_manifest(path)
    if manifest.schema not in KNOWN:
        raise trouble.NewerFile(
            _("Diese Sicherung hat eine neuere Fassung von MentorHub geschrieben. Sie bleibt unverändert; bitte "
              "aktualisieren Sie MentorHub auf diesem Rechner.")
        )  # fmt: skip
    carried = container.read_keys(path)
    try:
        of_today = keys.read(folder)
    except keys.DamagedKeyFile:
        of_today = carried
    data_key = None if live is None else live.opens(carried)
    if data_key is None and secret is not None:
        data_key = _unlocked(carried, of_today, secret)
    if data_key is None:
        raise keys.WrongSecret(
            _("Diese Sicherung hat einen anderen Schlüssel als Ihre heutigen Daten. Es wurde nichts geändert; bitte "
              "geben Sie das "
              "Kennwort oder den Wiederherstellungsschlüssel von damals ein.")
        )  # fmt: skip
    stays = of_today.coming is None and keys.belongs(of_today, data_key)
    return Opened(path, of_today if stays else carried, data_key)


def check(opened: Opened, folder: Path) -> None:
    """Every page, every count. Raises `BadBackup`."""
    _room_for(opened.path, folder)
    try:
        container.check_data(opened.path, opened.data_key, folder)
    except OSError as error:
        raise trouble.no_room() from error


def compare(opened: Opened, live: Database) -> Difference:
    """Row by row, by key and version. Nothing is written but a copy that is removed again."""
    data = live.folder / "mentorhub.preview.part"
    _room_for(opened.path, live.folder)
    copies.remove(data)
    try:
        container.unpack(opened.path, data)
        connection = copies.connect(data, opened.data_key)
        try:
            then = {table: _versions(connection, table) for table in _COMPARED}
        finally:
            connection.close()
    except OSError as error:
        raise trouble.no_room() from error
    except cipher.Error as error:
        raise trouble.DamagedBackup(str(trouble.damaged())) from error
    finally:
        with contextlib.suppress(OSError):
            copies.remove(data)
    now = {}
    with live.reading() as session:
        raw = session.connection().connection.driver_connection
        now = {table: _versions(raw, table) for table in _COMPARED}
    return Difference(
        added_since={table: len(now[table].keys() - then[table].keys()) for table in _COMPARED},
        changed_since={
            table: sum(now[table].get(key, version) != version for key, version in then[table].items())
            for table in _COMPARED
        },
        removed_since={table: len(then[table].keys() - now[table].keys()) for table in _COMPARED},
    )


def put_back(opened: Opened, folder: Path, *, keep_old: bool) -> Path | None:
    """In the place of the live file, which nobody may have open. Where the old files lie, if they are kept.

    Cut off at any moment, the folder holds the old data or the restored. Raises `BadBackup`, `DiskFull`, `FolderInUse`.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with lock.held(folder, 10):
        swap.finish(folder)
        _room_for(opened.path, folder)
        try:
            incoming = swap.prepare(folder)
            data = incoming / swap.DATA
            container.unpack(opened.path, data)
            last = state.seen(folder)
            commits = max(copies.examine(data, opened.data_key).commits, last[0] if last else 0) + 1
            copies.set_commits(data, opened.data_key, commits)
            for side in ("-wal", "-shm"):
                data.with_name(data.name + side).unlink(missing_ok=True)
            for name in (keys.KEY_FILE, keys.BEFORE):
                disk.write(incoming / name, keys.content(opened.key_file))
            state.note(incoming, commits)
        except OSError as error:
            raise trouble.no_room() from error
        aside = swap.aside_folder(folder, datetime.now(UTC), "beschaedigt" if keep_old else "ersetzt")
        swap.commit(folder, aside=aside, keep_aside=keep_old)
    return aside if keep_old else None


def backups_folder(folder: Path) -> Path:
    return folder / BACKUPS


def _unlocked(carried: keys.KeyFile, of_today: keys.KeyFile, secret: keys.UnlockSecret) -> bytes:
    try:
        return keys.unlock(carried, secret)
    except keys.WrongSecret:
        if of_today.check == carried.check:
            return keys.unlock(of_today, secret)
        raise


def _room_for(path: Path, folder: Path) -> None:
    """Looked at beforehand, because SQLite on a full disk speaks of damage, and the backup would be blamed."""
    if disk.free_bytes(folder) < container.read_manifest(path).size + _SPARE_BYTES:
        raise trouble.no_room()


def _versions(connection: object, table: str) -> dict[str, int]:
    rows = connection.execute(f'SELECT id, version FROM "{table}"').fetchall()  # type: ignore[attr-defined]  # noqa: S608
    return {str(key): int(version) for key, version in rows}
