"""Puts other files in the place of a data folder's: a power cut leaves the old ones or the new, never a mixture.

The new files are prepared in a folder beside; a small note commits to them; from then on the exchange is carried on at
every opening until it is done. The old files are set aside together, never the data without their `-wal`.
"""

import contextlib
import json
import shutil
from datetime import datetime
from pathlib import Path

from mentorhub import paths
from mentorhub.db import disk, keys, state

DATA = paths.DATA_FILE
_NOTE = "mentorhub.swap"
_INCOMING = "mentorhub.incoming"
_SIDES = (f"{DATA}-wal", f"{DATA}-shm")
_MOVED = (keys.KEY_FILE, keys.BEFORE, state.STATE_FILE, DATA)
"""The data last: while they are still waiting, the files beside the old ones have to go."""


def prepare(folder: Path) -> Path:
    """An empty folder for the new files, on the same disk. Leftovers of a try that was cut off go."""
    incoming = folder / _INCOMING
    shutil.rmtree(incoming, ignore_errors=True)
    incoming.mkdir(mode=0o700, parents=True)
    return incoming


def commit(folder: Path, *, aside: Path, keep_aside: bool) -> None:
    """Exchange. Nothing may have the folder's files open."""
    incoming = folder / _INCOMING
    for path in incoming.iterdir():
        disk.flush_file(path)
    disk.flush_folder(incoming)
    disk.flush_folder(folder)
    note = {"aside": aside.name, "keep": keep_aside}
    disk.write(folder / _NOTE, json.dumps(note).encode())
    finish(folder)


def is_under_way(folder: Path) -> bool:
    return (folder / _NOTE).exists()


def finish(folder: Path) -> None:
    """Carry on an exchange that was committed to; nothing to do otherwise. Can itself be cut off and repeated."""
    try:
        note = json.loads((folder / _NOTE).read_text("utf-8"))
    except FileNotFoundError:
        return
    incoming, aside = folder / _INCOMING, folder / str(note["aside"])
    aside.mkdir(mode=0o700, exist_ok=True)
    if (incoming / DATA).exists():
        for name in _SIDES:
            _move(folder / name, aside / name)
        disk.flush_folder(aside)
        disk.flush_folder(folder)
    for name in _MOVED:
        if (incoming / name).exists():
            if not (aside / name).exists():
                _move(folder / name, aside / name, keep=True)
            disk.rename(incoming / name, folder / name)
    disk.flush_folder(folder)
    state.clear_damage_mark(folder)
    if not note["keep"]:
        shutil.rmtree(aside, ignore_errors=True)
    (folder / _NOTE).unlink()
    disk.flush_folder(folder)
    shutil.rmtree(incoming, ignore_errors=True)


def aside_folder(folder: Path, now: datetime, word: str) -> Path:
    """`damaged-20261122-093000` and the like, one that is not there yet."""
    path = folder / f"{word}-{now:%Y%m%d-%H%M%S}"
    n = 1
    while path.exists():
        n += 1
        path = folder / f"{word}-{now:%Y%m%d-%H%M%S}-{n}"
    return path


def _move(path: Path, target: Path, *, keep: bool = False) -> None:
    """`keep`: a second name or a copy, so that at no moment the file is gone from its place."""
    if not path.exists():
        return
    if not keep:
        disk.rename(path, target)
        return
    try:
        target.hardlink_to(path)
    except OSError:
        part = target.with_name(target.name + ".part")
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        shutil.copy2(path, part)
        disk.flush_file(part)
        disk.rename(part, target)
