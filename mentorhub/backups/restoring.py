"""Put a backup in the place of the live data: see first what it holds and what would be lost; undo it if need be."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from mentorhub.backups.making import Backup, Reason, check, describe, found, make_without_thinning
from mentorhub.db import restoring
from mentorhub.db.database import Database, has_data
from mentorhub.db.keys import UnlockSecret
from mentorhub.db.trouble import BackupFailed, BadBackup


@dataclass(frozen=True, slots=True)
class Preview:
    """What a backup holds and, beside live data, what a restore would change: rows by table
    (`person`, `pairing`, `activity`)."""

    backup: Backup
    now: Mapping[str, int]
    """Rows in the live data; empty if there are none to look at."""
    lost: Mapping[str, int]
    """Entered since then: gone after a restore."""
    undone: Mapping[str, int]
    """Changed since then: as they were."""
    returning: Mapping[str, int]
    """Removed since then: back again, also what was erased on purpose."""

    @property
    def loses_nothing(self) -> bool:
        return not any((*self.lost.values(), *self.undone.values()))


@dataclass(frozen=True, slots=True)
class Restored:
    """How to undo it: the backup made just before or, where none could be made, the old files set aside."""

    backup: Backup
    before: Backup | None
    set_aside: Path | None


def preview(path: Path, live: Database | None, secret: UnlockSecret | None = None) -> Preview:
    """Raises `BadBackup`, `NewerFile` or `WrongSecret`. Changes nothing but the mark of a damaged backup."""
    backup = check(path, live, secret)
    if live is None:
        return Preview(backup, {}, {}, {}, {})
    opened = restoring.open_backup(path, live, live.folder, secret)
    difference = restoring.compare(opened, live)
    return Preview(backup, live.counts(), difference.added_since, difference.changed_since, difference.removed_since)


def newest_good(folder: Path) -> Backup | None:
    """The newest backup of a data folder that is as it was written; for a folder whose data can't be opened."""
    for made in found(restoring.backups_folder(folder)):
        with suppress(BadBackup):
            return check(made.path)
    return None


def restore(path: Path, folder: Path, live: Database | None = None, secret: UnlockSecret | None = None) -> Restored:
    """`live` is closed. Open the folder anew afterwards; erasures made since the backup are the caller's to repeat.

    The live data are backed up first or, if that fails, set aside with all that belongs to them. Raises `BadBackup`,
    `NewerFile`, `WrongSecret`, `DiskFull` or `FolderInUse`; then nothing has changed.
    """
    opened = restoring.open_backup(path, live, folder, secret)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    restoring.check(opened, folder)
    backup, before = describe(path), None
    if live is not None:
        with suppress(BackupFailed):
            before = make_without_thinning(live, Reason.RESTORE, datetime.now(UTC))
        live.close()
    set_aside = restoring.put_back(opened, folder, keep_old=before is None and has_data(folder))
    return Restored(backup, before, set_aside)
