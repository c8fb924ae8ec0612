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


@dataclass(frozen=True, slots=True)
class Held:
    """A whole file lying beside its place, on the disk already: `release` puts it there, `drop` takes it away."""

    part: Path
    path: Path
    sha256: str
    replaces: bool = False

    @property
    def written(self) -> Written:
        return Written(self.path, self.sha256)

    def release(self) -> Written:
        """Raises `FileTrouble`; then the part is gone and what lay at the place is as it was."""
        try:
            if self.replaces:
                self.part.replace(self.path)
            else:
                _refuse_existing(self.path)
                self.part.rename(self.path)
        except FileTrouble:
            self.drop()
            raise
        except OSError as error:
            self.drop()
            raise FileTrouble(_why(error).format(path=self.path)) from error
        return self.written

    def drop(self) -> None:
        _drop(self.part)


def write_new(path: Path, content: bytes, *, in_data_folder: bool = False) -> Written:
    """Make the folder if need be, write, rename. Raises `FileTrouble` if the file exists, the disk refuses, or it
    would lie in a data folder (`in_data_folder`: it belongs there)."""
    return write_new_with(path, lambda out: out.write(content), in_data_folder=in_data_folder)


def write_new_with(path: Path, write: Callable[[IO[bytes]], object], *, in_data_folder: bool = False) -> Written:
    """The same for what is too large to lie in memory; nothing is left if `write` raises."""
    return hold_with(path, write, in_data_folder=in_data_folder).release()


def hold(path: Path, content: bytes, *, replaces: bool = False, in_data_folder: bool = False) -> Held:
    """Write beside the place and wait: for what must first be on record somewhere else."""
    return hold_with(path, lambda out: out.write(content), replaces=replaces, in_data_folder=in_data_folder)


def hold_with(
    path: Path, write: Callable[[IO[bytes]], object], *, replaces: bool = False, in_data_folder: bool = False
) -> Held:
    """Raises `FileTrouble` if the disk refuses, or if the file exists and isn't to be replaced."""
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
        if not replaces:
            _refuse_existing(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("w+b") as out:
            write(out)
            out.flush()
            os.fsync(out.fileno())
            out.seek(0)
            sha256 = hashlib.file_digest(out, "sha256").hexdigest()
    except FileTrouble:
        raise
    except OSError as error:
        _drop(part)
        raise FileTrouble(_why(error).format(path=path)) from error
    except BaseException:
        _drop(part)
        raise
    return Held(part, path, sha256, replaces)


def already_there(path: Path) -> FileTrouble:
    sentence = _(
        "Die Datei {path} gibt es schon. Sie bleibt, wie sie ist; bitte wählen Sie einen anderen Namen "
        "oder einen anderen Ordner."
    )
    return FileTrouble(sentence.format(path=path))


def _refuse_existing(path: Path) -> None:
    if path.exists():
        raise already_there(path)


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
