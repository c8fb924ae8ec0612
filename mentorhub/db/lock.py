"""One holder for each data folder: the window for as long as it is open, a changing command for as long as it writes.

The lock is the operating system's own on an ordinary file, so it is free again the moment its holder dies, and what
lies in that file means nothing: an empty or foreign one locks nobody out (storage research, 4.6).
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock, Timeout

from mentorhub.db import trouble
from mentorhub.text import _

LOCK_FILE = "mentorhub.lock"


@dataclass(slots=True)
class _Holding:
    """What this process holds of one folder: counted, because threads and nested calls share it."""

    lock: FileLock
    times: int = 0
    guard: threading.Lock = field(default_factory=threading.Lock)


_holdings: dict[Path, _Holding] = {}
_guard = threading.Lock()


@contextmanager
def held(folder: Path, wait_seconds: float = 0) -> Iterator[None]:
    """Raises `FolderInUse` if another process still holds the folder after that time."""
    hold(folder, wait_seconds)
    try:
        yield
    finally:
        release(folder)


def hold(folder: Path, wait_seconds: float = 0) -> None:
    """For the window: until `release`. Within this process it may be called again and is counted."""
    holding = _of(folder)
    with holding.guard:
        if holding.times == 0:
            try:
                holding.lock.acquire(timeout=wait_seconds)
            except Timeout as error:
                raise trouble.in_use() from error
            except OSError as error:
                raise trouble.NoDataFolder(
                    _("In den Ordner {folder} lässt sich nicht schreiben. Es wurde nichts geändert; bitte prüfen Sie, "
                      "ob er noch "
                              "da ist und ob Sie darin schreiben dürfen.").format(folder=folder)
                ) from error  # fmt: skip
        holding.times += 1


def release(folder: Path) -> None:
    holding = _of(folder)
    with holding.guard:
        holding.times -= 1
        if holding.times == 0:
            holding.lock.release()


def is_free(folder: Path) -> bool:
    """Whether nobody else holds the folder now."""
    try:
        with held(folder):
            return True
    except trouble.FolderInUse:
        return False


def _of(folder: Path) -> _Holding:
    path = folder.resolve() / LOCK_FILE
    with _guard:
        if path not in _holdings:
            _holdings[path] = _Holding(FileLock(path, mode=0o600, thread_local=False, poll_interval=0.02))
        return _holdings[path]
