"""Files that leave the data folder together with the change that puts them on record.

Such a file is written beside its place first (a full disk is noticed before anything is recorded), then the change is
committed, then the file gets its name. A crash in between leaves a record of a file that never appeared, never a file
that nobody knows of.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlmodel import Session

from mentorhub import files
from mentorhub.files import Held, Written

_INFO = "leaving"


def write(session: Session, path: Path, content: bytes, *, replaces: bool = False) -> Written:
    """The file appears once this session's change is committed, and not at all if it isn't. Raises `FileTrouble`.

    What `replaces` an older file, such as a note of what has left, comes before what it tells of.
    """
    waiting = _of(session)
    if not replaces and any(one.path == path for one in waiting):
        raise files.already_there(path)
    held = files.hold(path, content, replaces=replaces, in_data_folder=replaces)
    waiting[:] = [one for one in waiting if one.part != held.part]
    waiting.insert(0 if replaces else len(waiting), held)
    return held.written


def release(session: Session) -> None:
    """After the commit: every file gets its name, the replaced ones first.

    If one can't, those after it are dropped; they are on record, and saving again writes the same.
    """
    waiting = _of(session)
    try:
        while waiting:
            waiting.pop(0).release()
    finally:
        _drop(session)


@contextmanager
def dropped_on_trouble(session: Session) -> Iterator[None]:
    """Nothing was committed: nothing appears."""
    try:
        yield
    except BaseException:
        _drop(session)
        raise


def _drop(session: Session) -> None:
    waiting = _of(session)
    while waiting:
        waiting.pop().drop()


def _of(session: Session) -> list[Held]:
    found: list[Held] = session.info.setdefault(_INFO, [])
    return found
