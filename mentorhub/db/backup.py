"""Makes one checked backup: copy in one step, reopen and check every page, pack, check again, rename, flush.

Whatever goes wrong here is told as "no backup was made". A full disk makes SQLite speak of a malformed file, so nothing
that happens here says anything about the live data (storage research, 4.3).
"""

import contextlib
import errno
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as cipher
from sqlalchemy.exc import DatabaseError

from mentorhub.db import container, copies, disk, keys, trouble
from mentorhub.db.container import Manifest
from mentorhub.text import _


def make(
    source: Any, data_key: bytes, key_file: keys.KeyFile, target: Path, reason: str, made_at: datetime
) -> Manifest:
    """From an open connection. Raises `BackupFailed`; then nothing is left at the target."""
    data = target.with_name(target.name + ".data.part")
    part = target.with_name(target.name + ".part")
    needed = 0
    try:
        needed = copies.size(source)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _clean(data, part)
        copied = copies.copy(source, data, data_key)
        found = copies.examine(data, data_key)
        if (found.schema, found.commits, dict(found.counts)) != (copied.schema, copied.commits, dict(copied.counts)):
            raise trouble.damaged()
        container.write(part, data, key_file, found, reason, made_at)
        container.check_whole(part)
        manifest = container.read_manifest(part)
        if target.exists():
            raise FileExistsError(target)
        disk.rename(part, target)
        disk.flush_folder(target.parent)
    except (OSError, DatabaseError, cipher.Error, trouble.DamagedFile, trouble.BadBackup) as error:
        raise _failed(error, target, needed) from error
    finally:
        with contextlib.suppress(OSError):
            _clean(data, part)
    return manifest


def free_name(folder: Path, stem: str) -> Path:
    """Never over an older backup, also if two are made in the same second."""
    path, n = folder / f"{stem}{container.SUFFIX}", 1
    while path.exists():
        n += 1
        path = folder / f"{stem}-{n}{container.SUFFIX}"
    return path


def bring(source: Path, target: Path) -> None:
    """The same backup on a stick or in another folder: copied, read back, renamed. Raises `BackupFailed`."""
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        with source.open("rb") as content, part.open("xb") as out:
            while chunk := content.read(1 << 20):
                out.write(chunk)
        disk.flush_file(part)
        container.check_whole(part)
        disk.rename(part, target)
        disk.flush_folder(target.parent)
    except (OSError, trouble.BadBackup) as error:
        raise _failed(error, target, source.stat().st_size if source.exists() else 0) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _failed(error: Exception, target: Path, needed: int) -> trouble.BackupFailed:
    """Whatever the library said: where less room is left than the copy needs (in bytes), that was the reason."""
    full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
    with contextlib.suppress(OSError):
        full = full or disk.is_exhausted(target.parent) or disk.free_bytes(target.parent) < needed
    if full:
        return trouble.BackupFailed(
            _("Es wurde keine Sicherung gemacht: In {folder} ist nicht genug Platz. Ihre Daten sind unverändert; "
              "bitte schaffen "
              "Sie Platz und sichern Sie noch einmal.").format(folder=target.parent)
        )  # fmt: skip
    return trouble.BackupFailed(
        _("Es wurde keine Sicherung gemacht: In {folder} ließ sich nicht fertig schreiben. Ihre Daten sind "
          "unverändert; bitte prüfen "
          "Sie, ob der Datenträger angeschlossen ist und Sie dort schreiben dürfen, und sichern Sie noch "
          "einmal.").format(
            folder=target.parent)
    )  # fmt: skip


def _clean(data: Path, part: Path) -> None:
    copies.remove(data)
    part.unlink(missing_ok=True)
