"""What is done with an open data folder off the UI thread: backups, restore, keys, the regular look at its health."""

import contextlib
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mentorhub import backups, changes, programme
from mentorhub.backups import Backup, Preview, Reason, Restored
from mentorhub.db import disk, keys, place
from mentorhub.db.trouble import BackupFailed
from mentorhub.errors import FieldError
from mentorhub.text import _
from mentorhub.ui.folder_state import FolderState

if TYPE_CHECKING:
    from mentorhub.db.database import Database

_CHECKED = "mentorhub.checked"
"""Its date of change is that of the last thorough check."""
_DAY = 24 * 3600


@dataclass(frozen=True)
class BackedUp:
    """What a run has brought: the trouble with the second place is told, but undoes nothing."""

    state: FolderState
    made: Backup | None
    second_trouble: str = ""


def state_of(database: "Database") -> FolderState:
    last, second = backups.last_backup(database), backups.second_place(database)
    with database.reading() as session:
        warn, second_warn = (programme.number(session, f"backup.{key}") for key in ("warn_days", "second_warn_days"))
    return FolderState(
        last=None if last is None else last.made_at,
        changed_since=last is None or last.commits != database.commits(),
        second_folder="" if second is None else str(second.folder),
        second_last=None if second is None else second.last,
        warn_days=warn,
        second_warn_days=second_warn,
        asks_nothing=keys.read(database.folder).asks_nothing,
        read_only=database.read_only,
        doubts=tuple(doubt.sentence for doubt in place.doubts(database.folder)),
    )


def back_up(database: "Database", reason: Reason) -> BackedUp:
    """By hand always, otherwise only what has changed; then to the second place if it is there.

    Raises `BackupFailed`; the data are untouched either way.
    """
    if database.read_only:
        return BackedUp(state_of(database), None)
    now = datetime.now(UTC)
    by_hand = reason is Reason.MANUAL
    made = backups.make(database, reason, now) if by_hand else backups.make_if_changed(database, reason, now)
    trouble = ""
    try:
        backups.bring_to_second_place(database, now)
    except BackupFailed as error:
        trouble = str(error)
    return BackedUp(state_of(database), made, trouble)


def found_backups(database: "Database") -> list[Backup]:
    return backups.found(backups.place_of(database), database.database_id())


def choose_second_place(database: "Database", folder: Path | None) -> BackedUp:
    """And a backup there at once. Raises `BackupFailed` for a folder that is none."""
    backups.set_second_place(database, folder)
    return back_up(database, Reason.START)


def preview(path: Path, live: "Database | None", words: str) -> Preview:
    """`words`: Kennwort or recovery key of then, if the backup asks for it. Raises `FieldError` if it is not right."""
    try:
        return backups.preview(path, live, secret_of(words) if words else None)
    except keys.WrongSecret as error:
        raise FieldError("secret", str(error)) from error


def restore(path: Path, folder: Path, live: "Database | None", secret: keys.UnlockSecret | None) -> Restored:
    """Raises `FieldError` if the secret is not right."""
    try:
        return backups.restore(path, folder, live, secret)
    except keys.WrongSecret as error:
        raise FieldError("secret", str(error)) from error


def secret_of(words: str) -> keys.UnlockSecret:
    """What has the form of a recovery key is one."""
    try:
        return keys.RecoveryKey(keys.read_recovery_key(words))
    except keys.WrongSecret:
        return keys.Passphrase(words)


def confirm(database: "Database", words: str, field: str = "current") -> None:
    """Whether this is the Kennwort (or the recovery key) of the open folder. Raises `FieldError`."""
    try:
        keys.unlock(keys.read(database.folder), secret_of(words))
    except keys.WrongSecret as error:
        raise FieldError(field, str(error)) from error


def change_passphrase(database: "Database", current: str, wanted: str) -> None:
    confirm(database, current)
    database.change_passphrase(wanted)


def new_recovery_key(database: "Database", current: str) -> str:
    confirm(database, current)
    return database.new_recovery_key()


def change_key(database: "Database", current: str, wanted: str) -> str:
    """Everything encrypted anew, and at once a backup that only the new secrets open. The new recovery key."""
    confirm(database, current)
    recovery_key = database.change_key(wanted or current)
    with contextlib.suppress(BackupFailed):
        backups.make(database, Reason.MANUAL, datetime.now(UTC))
    return recovery_key


def asks_for_sheet(database: "Database") -> bool:
    return keys.read(database.folder).recovery_key_to_prove


def may_put_off_sheet(database: "Database") -> bool:
    return not keys.read(database.folder).recovery_key_put_off


def prove_sheet(database: "Database", typed: Mapping[int, str]) -> bool:
    file = keys.read(database.folder)
    data_key = database.opens(file)
    if data_key is None or not keys.proves_recovery_key(file, data_key, typed):
        return False
    keys.write(database.folder, keys.with_recovery_key_proven(file))
    return True


def put_off_sheet(database: "Database") -> None:
    keys.write(database.folder, keys.with_recovery_key_proven(keys.read(database.folder), proven=False))


def sheet_was_used(database: "Database") -> None:
    """Whoever has opened the folder with the recovery key need not be asked for it."""
    file = keys.read(database.folder)
    if file.recovery_key_to_prove:
        keys.write(database.folder, keys.with_recovery_key_proven(file))


def empty_bin(database: "Database", today: date) -> None:
    """At every start; nothing is written while nothing has lain there long enough."""
    with database.reading() as session:
        expired = changes.has_expired(session, today)
    if expired:
        with database.writing() as session:
            changes.empty_bin(session, today)


def look_after(database: "Database", full_check_days: int = 30) -> list[str]:
    """The bin, a look at the file's health, a thorough one from time to time; the reserve for a full disk. What to
    tell."""
    if database.read_only:
        return []
    empty_bin(database, datetime.now().astimezone().date())
    mark = database.folder / _CHECKED
    with contextlib.suppress(OSError):
        thorough = not mark.exists() or time.time() - mark.stat().st_mtime > full_check_days * _DAY
        if database.check(thorough=thorough):
            return [
                _("In der Datei mit Ihren Daten sind Fehler gefunden worden. Bitte stellen Sie bald eine Sicherung "
                  "wieder her; es wird solange keine alte Sicherung gelöscht.")
            ]  # fmt: skip
        if thorough:
            mark.touch(mode=0o600)
        disk.keep_ballast(database.folder)
        if disk.is_low(database.folder):
            megabytes = disk.free_bytes(database.folder) // 1_000_000
            return [
                _("Auf dem Datenträger sind nur noch {n} MB frei. Bitte schaffen Sie bald Platz; sonst lässt sich "
                  "nichts mehr speichern.").format(n=megabytes)
            ]  # fmt: skip
    return []
