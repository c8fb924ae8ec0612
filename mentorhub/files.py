"""Files that leave the data folder: written beside their target and renamed, never over another file, never by half."""

import contextlib
import errno
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

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
    part = path.with_name(path.name + ".part")
    try:
        if path.exists():
            raise FileTrouble(
                _(
                    "Die Datei {path} gibt es schon. Sie bleibt, wie sie ist; bitte wählen Sie einen anderen Ordner."
                ).format(path=path)
            )
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        part.rename(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink()
        if error.errno == errno.ENOSPC:
            sentence = _(
                "Auf dem Datenträger ist kein Platz mehr. {path} wurde nicht geschrieben; bitte schaffen Sie Platz."
            )
        else:
            sentence = _(
                "{path} lässt sich nicht schreiben. Bitte prüfen Sie, ob Sie in diesem Ordner schreiben dürfen."
            )
        raise FileTrouble(sentence.format(path=path)) from error
    return Written(path, hashlib.sha256(content).hexdigest())
