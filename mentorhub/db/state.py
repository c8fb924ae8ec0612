"""What this laptop remembers of the file beside it: how many changes it had seen, and whether it was found damaged.

The file counts its own changes (`user_version`). The number seen last lies in `mentorhub.state`, written after each
change and without waiting for the disk: after a power cut it may be too low, never too high. A file that counts less
than that is an older one, put back by a copy tool, or one that lost its `-wal`.
"""

import contextlib
import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

STATE_FILE = "mentorhub.state"
DAMAGE_MARK = "mentorhub.damaged"
_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Older:
    """The file is older than what was last seen here: by how many changes, and when those were made."""

    missing_changes: int
    last_seen: datetime


def note(folder: Path, commits: int) -> None:
    """In place and of fixed length, so that it works on a full disk too; trouble here is no trouble."""
    content = json.dumps({"commits": commits, "at": datetime.now(UTC).isoformat(timespec="seconds")})
    with contextlib.suppress(OSError):
        descriptor = os.open(folder / STATE_FILE, os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        try:
            os.write(descriptor, content.ljust(_LENGTH).encode())
        finally:
            os.close(descriptor)


def seen(folder: Path) -> tuple[int, datetime] | None:
    """Nothing if there is no note or it can't be read."""
    try:
        content = json.loads((folder / STATE_FILE).read_text("utf-8"))
        return int(content["commits"]), datetime.fromisoformat(content["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def older(folder: Path, commits: int) -> Older | None:
    last = seen(folder)
    return None if last is None or last[0] <= commits else Older(last[0] - commits, last[1])


def mark_damaged(folder: Path) -> None:
    """From now on no backup is thinned out, until a check finds the file sound or a backup has been restored."""
    with contextlib.suppress(OSError):
        (folder / DAMAGE_MARK).write_text(datetime.now(UTC).isoformat(timespec="seconds"), "utf-8")


def is_marked_damaged(folder: Path) -> bool:
    return (folder / DAMAGE_MARK).exists()


def clear_damage_mark(folder: Path) -> None:
    with contextlib.suppress(OSError):
        (folder / DAMAGE_MARK).unlink(missing_ok=True)
