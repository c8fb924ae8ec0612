"""Small, careful handling of files: written beside their target, flushed, renamed; room on the disk; the reserve."""

import contextlib
import os
import shutil
import time
from pathlib import Path

BALLAST = "mentorhub.reserve"
BALLAST_BYTES = 32 * 1024 * 1024
_LOW_BYTES = 500 * 1024 * 1024
_EXHAUSTED_BYTES = 256 * 1024
_RENAME_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8)


def flush_folder(folder: Path) -> None:
    """So that a rename itself survives a power cut; Windows has no such call and needs none."""
    if os.name != "nt":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def flush_file(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write(path: Path, content: bytes) -> None:
    """Whole or not at all, readable by its owner only."""
    part = path.with_name(path.name + ".part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        rename(part, path)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink()
        raise
    flush_folder(path.parent)


def rename(part: Path, target: Path) -> None:
    """Over an older file if there is one; tried again for a while, because scanners hold fresh files open (Windows)."""
    for pause in _RENAME_PAUSES:
        try:
            part.replace(target)
            return
        except PermissionError:
            time.sleep(pause)
    part.replace(target)


def free_bytes(folder: Path) -> int:
    """Room on the disk of this folder or, while it does not exist yet, of the nearest one that does."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return shutil.disk_usage(folder).free


def is_low(folder: Path) -> bool:
    """Below 500 MB: time to tell the person, long before anything fails."""
    return free_bytes(folder) < _LOW_BYTES


def is_exhausted(folder: Path) -> bool:
    return free_bytes(folder) < _EXHAUSTED_BYTES


def keep_ballast(folder: Path) -> None:
    """A reserve of 32 MB that is given back when the disk is full, so that work can be ended in peace.

    Only made where plenty is free; a disk that refuses is no trouble.
    """
    path = folder / BALLAST
    if path.exists() or is_low(folder):
        return
    with contextlib.suppress(OSError):
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                if hasattr(os, "posix_fallocate"):
                    os.posix_fallocate(out.fileno(), 0, BALLAST_BYTES)
                else:
                    for _step in range(BALLAST_BYTES // 65536):
                        out.write(bytes(65536))
        except OSError:
            path.unlink(missing_ok=True)


def give_ballast_back(folder: Path) -> bool:
    """Whether there was a reserve to give back."""
    try:
        (folder / BALLAST).unlink()
    except OSError:
        return False
    return True
