"""Files that leave the data folder: written beside their target and renamed, never over another file, never by half."""

import contextlib
import errno
import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from mentorhub import paths
from mentorhub.errors import MentorHubError
from mentorhub.text import _


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written, with its SHA-256 in hexadecimal."""

    path: Path
    sha256: str


class FileTrouble(MentorHubError):
    """The file could not be written; nothing half-written is left."""


def write_new(path: Path, content: bytes, *, in_data_folder: bool = False) -> Written:
    """Make the folder if need be, write, rename. Raises `FileTrouble` if the file exists, the disk refuses, or it
    would lie in a data folder (`in_data_folder`: it belongs there)."""
    return write_new_with(path, lambda out: out.write(content), in_data_folder=in_data_folder)


def write_new_with(path: Path, write: Callable[[IO[bytes]], object], *, in_data_folder: bool = False) -> Written:
    """The same for what is too large to lie in memory; nothing is left if `write` raises."""
    part = path.with_name(path.name + ".part")
    try:
        if not in_data_folder and _lies_in_data_folder(path):
            raise FileTrouble(
                _(
                    "{path} läge im Datenordner von MentorHub. Dort liegt nichts Unverschlüsseltes, und eine Sicherung "
                    "nähme es nicht mit. Es wurde nichts geschrieben; bitte wählen Sie einen anderen Ordner, zum "
                    "Beispiel „Dokumente“."
                ).format(path=path)
            )
        if path.exists():
            raise FileTrouble(
                _(
                    "Die Datei {path} gibt es schon. Sie bleibt, wie sie ist; bitte wählen Sie einen anderen Namen "
                    "oder einen anderen Ordner."
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
        raise FileTrouble(_why(error).format(path=path)) from error
    except BaseException:
        _drop(part)
        raise
    return Written(path, sha256)


def _lies_in_data_folder(path: Path) -> bool:
    return any((parent / paths.DATA_FILE).exists() for parent in path.resolve().parents)


def _why(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _("Auf dem Datenträger ist kein Platz mehr. {path} wurde nicht geschrieben; bitte schaffen Sie Platz.")
    if isinstance(error, PermissionError):
        return _(
            "{path} lässt sich nicht schreiben: Sie dürfen es in diesem Ordner nicht, oder die Datei ist noch in einem "
            "anderen Programm offen. Es wurde nichts geschrieben. Bitte schließen Sie sie dort, oder wählen Sie einen "
            "anderen Ordner."
        )
    if error.errno in (errno.ENAMETOOLONG, errno.EINVAL):
        return _("Diesen Namen nimmt der Datenträger nicht: {path}. Es wurde nichts geschrieben; bitte wählen Sie "
                 "einen kürzeren Namen ohne Sonderzeichen.")  # fmt: skip
    return _(
        "{path} lässt sich nicht schreiben. Es wurde nichts geschrieben. Ist es ein Stick oder ein Netzlaufwerk, "
        "prüfen Sie bitte, ob es noch verbunden ist; sonst wählen Sie einen anderen Ordner."
    )


def _drop(part: Path) -> None:
    with contextlib.suppress(OSError):
        part.unlink()
