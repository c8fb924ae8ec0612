"""Reports of bugs: enough to find the mistake, nothing about a person.

A report names the kind of the exception and the places in the code it came through. It never holds the exception's
text or the values of variables, because these may quote a name or a note.
"""

import platform
import traceback
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePath

_KEEP = 20


def describe(error: BaseException) -> str:
    """The report as text, also for copying into a mail."""
    lines = [
        f"MentorHub {_version('mentorhub')}",
        f"Python {platform.python_version()}, Qt {_version('PySide6-Essentials')}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
    ]
    seen: BaseException | None = error
    told: set[int] = set()
    while seen is not None and id(seen) not in told:
        told.add(id(seen))
        lines += ["", f"{type(seen).__module__}.{type(seen).__qualname__}"]
        for frame, line in traceback.walk_tb(seen.__traceback__):
            lines.append(f"  {_place(frame.f_code.co_filename)}:{line} {frame.f_code.co_name}")
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return "\n".join(lines) + "\n"


def write_report(error: BaseException, folder: Path) -> Path | None:
    """Returns the new file, or nothing when even that can't be written. Old reports are pruned."""
    name = f"bug-{datetime.now().astimezone():%Y%m%d-%H%M%S-%f}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(describe(error), encoding="utf-8")
        for old in sorted(folder.glob("bug-*.txt"))[:-_KEEP]:
            old.unlink()
    except OSError:
        return None
    return folder / name


def _place(file: str) -> str:
    """The path from the package on: the part before it may hold the name of this laptop's user."""
    parts = PurePath(file.replace("\\", "/")).parts
    for top in ("mentorhub", "site-packages"):
        if top in parts:
            position = len(parts) - 1 - parts[::-1].index(top)
            return "/".join(parts[position + (top == "site-packages") :])
    return parts[-1] if parts else "?"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "?"
