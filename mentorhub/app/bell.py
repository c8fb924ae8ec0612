"""A second start raises the first window: it rings, by a small file in the data folder, and the first one comes.

Without a socket: see decision 9. Whether somebody has the folder open is said by the operating system's own lock.
"""

import contextlib
import time
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal

LOCK = "mentorhub.lock"
_BELL = "mentorhub.bell"
_PATIENCE_SECONDS = 3.0


class Bell(QObject):
    """Held by the window that has the folder open."""

    rung = Signal()

    def __init__(self, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._file = folder / _BELL
        with contextlib.suppress(OSError):
            self._file.unlink(missing_ok=True)
        self._watcher = QFileSystemWatcher([str(folder)], self)
        self._watcher.directoryChanged.connect(self._look)

    def _look(self) -> None:
        """Taking the file away is the answer."""
        try:
            self._file.unlink()
        except OSError:
            return
        self.rung.emit()


def is_open_elsewhere(folder: Path) -> bool:
    """Before there is a window: without the storage, which would have to be loaded first."""
    if not (folder / LOCK).exists():
        return False
    from filelock import FileLock, Timeout

    try:
        with FileLock(folder / LOCK, timeout=0):
            return False
    except Timeout:
        return True
    except OSError:
        return False


def ring(folder: Path, seconds: float = _PATIENCE_SECONDS) -> bool:
    """Whether a window has answered; a command that is just writing, or a window that hangs, does not."""
    bell = folder / _BELL
    try:
        bell.touch(mode=0o600)
    except OSError:
        return False
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not bell.exists():
            return True
        time.sleep(0.02)
    with contextlib.suppress(OSError):
        bell.unlink(missing_ok=True)
    return False
