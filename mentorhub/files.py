"""Files that leave the data folder: written beside their target and renamed, never over another file, never by half."""

import contextlib
import errno
import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from mentorhub.errors import MentorHubError
from mentorhub.text import _


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written, with its SHA-256 in hexadecimal."""

    path: Path
    sha256: str


class FileTrouble(MentorHubError):
    """The file could not be written; nothing half-written is left."""


def write_new(path: Path, content: bytes) -> Written:
    """Make the folder if need be, write, rename. Raises `FileTrouble` if the file exists or the disk refuses."""
    return write_new_with(path, lambda out: out.write(content))


def write_new_with(path: Path, write: Callable[[IO[bytes]], object]) -> Written:
    """The same for what is too large to lie in memory; nothing is left if `write` raises."""
    part = path.with_name(path.name + ".part")
    try:
        if path.exists():
            raise FileTrouble(
                _(
                    "Die Datei {path} gibt es schon. Sie bleibt, wie sie ist; bitte wählen Sie einen anderen Ordner."
                ).format(path=path)
            )
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("w+b") as out:
            write(out)
            out.flush()
            os.fsync(out.fileno())
            out.seek(0)
            sha256 = hashlib.file_digest(out, "sha256").hexdigest()
        part.rename(path)
    except FileTrouble:
        raise
    except OSError as error:
        _drop(part)
        if error.errno == errno.ENOSPC:
            sentence = _(
                "Auf dem Datenträger ist kein Platz mehr. {path} wurde nicht geschrieben; bitte schaffen Sie Platz."
            )
        else:
            sentence = _(
                "{path} lässt sich nicht schreiben. Bitte prüfen Sie, ob Sie in diesem Ordner schreiben dürfen."
            )
        raise FileTrouble(sentence.format(path=path)) from error
    except BaseException:
        _drop(part)
        raise
    return Written(path, sha256)


def _drop(part: Path) -> None:
    with contextlib.suppress(OSError):
        part.unlink()
