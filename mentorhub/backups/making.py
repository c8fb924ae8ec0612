"""Make a checked backup, find those that exist, check them again, thin them out, bring them to a second place."""

import contextlib
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from mentorhub import programme
from mentorhub.backups import thinning
from mentorhub.choices import Choice
from mentorhub.db import backup, container, disk, restoring, state
from mentorhub.db.database import Database
from mentorhub.db.keys import UnlockSecret
from mentorhub.db.trouble import BackupFailed, BadBackup, DamagedBackup
from mentorhub.text import N_, _

SUFFIX = container.SUFFIX
_BAD = ".beschaedigt"
_LEFTOVER_SECONDS = 3600
_SECOND = "zweiter-ort.json"


class Reason(Choice):
    """Why a backup was made."""

    MANUAL = "manual", N_("von Hand")
    START = "start", N_("beim Öffnen")
    INTERVAL = "interval", N_("nach einer halben Stunde")
    EXIT = "exit", N_("beim Schließen")
    IMPORT = "import", N_("vor dem Übernehmen einer Liste")
    ERASURE = "erasure", N_("vor dem Löschen")
    RESTORE = "restore", N_("vor dem Wiederherstellen")
    MIGRATION = "migration", N_("vor dem Umstellen auf eine neue Fassung")


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup file, as it describes itself."""

    path: Path
    made_at: datetime
    reason: Reason
    app_version: str
    database_id: str
    commits: int
    counts: Mapping[str, int]
    size: int

    @property
    def people(self) -> int:
        return self.counts.get("person", 0)

    @property
    def pairings(self) -> int:
        return self.counts.get("pairing", 0)

    @property
    def activities(self) -> int:
        return self.counts.get("activity", 0)


@dataclass(frozen=True, slots=True)
class SecondPlace:
    """A stick or another folder; `last` is when a backup was last brought there."""

    folder: Path
    last: datetime | None


def place_of(database: Database) -> Path:
    """Where the backups of this data folder lie."""
    return restoring.backups_folder(database.folder)


def make(database: Database, reason: Reason, now: datetime) -> Backup:
    """A checked backup; then the surplus is thinned out. Raises `BackupFailed`; the data are untouched either way."""
    made = make_without_thinning(database, reason, now)
    prune(database, now)
    return made


def make_without_thinning(database: Database, reason: Reason, now: datetime) -> Backup:
    _sweep(place_of(database))
    path = backup.free_name(place_of(database), f"Sicherung-{now.astimezone():%Y-%m-%d-%H%M%S}")
    database.back_up(path, reason.value, now)
    return describe(path)


def make_if_changed(database: Database, reason: Reason, now: datetime) -> Backup | None:
    """Nothing if the newest backup already holds this very state."""
    last = last_backup(database)
    if last is not None and last.commits == database.commits():
        return None
    return make(database, reason, now)


def found(folder: Path, database_id: str | None = None) -> list[Backup]:
    """The backups in a folder that can be offered, the newest first; of one data folder only, if named."""
    backups = []
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if path.suffix == SUFFIX:
                with contextlib.suppress(BadBackup):
                    backups.append(describe(path))
    if database_id is not None:
        backups = [made for made in backups if made.database_id == database_id]
    return sorted(backups, key=lambda made: (made.made_at, made.commits), reverse=True)


def last_backup(database: Database) -> Backup | None:
    """For "Zuletzt gesichert": the one that holds the newest state, whatever the clock said."""
    backups = found(place_of(database), database.database_id())
    return max(backups, key=lambda made: (made.commits, made.made_at), default=None)


def check(path: Path, live: Database | None = None, secret: UnlockSecret | None = None) -> Backup:
    """Every bit and, with a key, every page. Raises `BadBackup`; a damaged one is renamed and no longer offered."""
    try:
        container.check_whole(path)
        if live is not None or secret is not None:
            folder = path.parent if live is None else live.folder
            opened = restoring.open_backup(path, live, folder, secret)
            restoring.check(opened, folder)
        return describe(path)
    except DamagedBackup:
        with contextlib.suppress(OSError):
            disk.rename(path, path.with_name(path.name + _BAD))
        raise


def prune(database: Database, now: datetime, folder: Path | None = None) -> list[Path]:
    """Thin out by the organisation's rule. Nothing goes while the live file is marked as damaged, and nothing before
    three of those that stay have been read again and are sound."""
    if state.is_marked_damaged(database.folder):
        return []
    backups = found(folder or place_of(database), database.database_id())
    rule = _rule(database)
    while surplus := thinning.surplus([_kept(made) for made in backups], now, rule):
        going = {made.path for made in surplus}
        staying = [made for made in backups if made.path not in going]
        bad = _unsound(sorted(staying, key=lambda made: made.commits, reverse=True))
        if not bad:
            return _deleted(surplus)
        backups = [made for made in backups if made.path not in bad]
    return []


def second_place(database: Database) -> SecondPlace | None:
    try:
        values = json.loads((place_of(database) / _SECOND).read_text("utf-8"))
        last = values["last"]
        return SecondPlace(Path(values["folder"]), None if last is None else datetime.fromisoformat(last))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def set_second_place(database: Database, folder: Path | None) -> None:
    """Raises `BackupFailed` if it is the data folder itself or lies inside it."""
    if folder is not None and folder.resolve().is_relative_to(database.folder.resolve()):
        raise BackupFailed(
            _("Der zweite Ort liegt im Datenordner: Geht der Rechner verloren, wäre auch diese Sicherung weg. Bitte "
              "wählen Sie "
              "einen USB-Stick oder einen anderen Datenträger.")
        )  # fmt: skip
    _write_second(database, None if folder is None else SecondPlace(folder, None))


def bring_to_second_place(database: Database, now: datetime) -> Backup | None:
    """The newest backup to the second place, read back there, and its surplus thinned out. Nothing if none is set.

    Raises `BackupFailed` if the stick is not there; the backup on this computer stays.
    """
    second, newest = second_place(database), last_backup(database)
    if second is None or newest is None:
        return None
    target = second.folder / newest.path.name
    if not second.folder.is_dir():
        raise BackupFailed(
            _("Der zweite Ort für Sicherungen ({folder}) ist nicht da. Die Sicherung auf diesem Rechner ist gemacht; "
              "bitte "
              "stecken Sie den Datenträger ein und sichern Sie noch einmal.").format(folder=second.folder)
        )  # fmt: skip
    if not target.exists():
        backup.bring(newest.path, target)
    prune(database, now, second.folder)
    _write_second(database, SecondPlace(second.folder, now))
    return describe(target)


def _write_second(database: Database, second: SecondPlace | None) -> None:
    path = place_of(database) / _SECOND
    if second is None:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(mode=0o700, exist_ok=True)
    last = None if second.last is None else second.last.isoformat()
    disk.write(path, json.dumps({"folder": str(second.folder), "last": last}).encode())


def describe(path: Path) -> Backup:
    """What a backup says about itself, quickly. Raises `BadBackup`."""
    manifest = container.read_manifest(path)
    reason = Reason(manifest.reason) if manifest.reason in list(Reason) else Reason.MANUAL
    return Backup(
        path=path,
        made_at=manifest.made_at,
        reason=reason,
        app_version=manifest.app_version,
        database_id=manifest.database_id,
        commits=manifest.commits,
        counts=manifest.counts,
        size=path.stat().st_size,
    )


def _sweep(folder: Path) -> None:
    """What a power cut left of a backup that was never finished; a younger one may belong to another process."""
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if ".part" in path.name or ".check" in path.name:
                with contextlib.suppress(OSError):
                    if time.time() - path.stat().st_mtime > _LEFTOVER_SECONDS:
                        path.unlink()


def _rule(database: Database) -> thinning.Rule:
    with database.reading() as session:
        return thinning.Rule(
            all_days=programme.number(session, "backup.all_days"),
            daily=programme.number(session, "backup.daily"),
            weekly=programme.number(session, "backup.weekly"),
            monthly=programme.number(session, "backup.monthly"),
            longest_days=programme.number(session, "backup.longest_days"),
            cap_bytes=programme.number(session, "backup.size_cap") * 1_000_000,
            exempt_days={
                Reason.MIGRATION: programme.number(session, "backup.keep_migration_days"),
                Reason.RESTORE: programme.number(session, "backup.keep_restore_days"),
            },
        )


def _kept(made: Backup) -> thinning.Kept:
    return thinning.Kept(made.path, made.made_at.astimezone(UTC), made.commits, made.size, made.reason)


def _unsound(newest_first: Sequence[Backup]) -> set[Path]:
    """Those among the newest that fail, looked at until three are sound or none is left; damaged ones are renamed."""
    sound, bad = 0, set()
    for made in newest_first:
        if sound == thinning.LEAST:
            break
        try:
            check(made.path)
            sound += 1
        except BadBackup:
            bad.add(made.path)
    return bad


def _deleted(surplus: Sequence[thinning.Kept]) -> list[Path]:
    gone = []
    for old in surplus:
        with contextlib.suppress(OSError):
            old.path.unlink()
            gone.append(old.path)
    return gone
