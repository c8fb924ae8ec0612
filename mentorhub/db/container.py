"""One backup is one file: the encrypted data, their key file and a manifest, stored side by side in a zip.

So it opens on an empty laptop with the passphrase or the recovery key and can't be torn apart. The last 64 bytes, the
zip's comment, are the SHA-256 of all bytes before them: one wrong bit anywhere is found without any key.
"""

import contextlib
import hashlib
import json
import shutil
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import mentorhub
from mentorhub.db import copies, disk, keys, trouble
from mentorhub.db.copies import Facts
from mentorhub.text import _

SUFFIX = ".mentorhub"
_FORMAT = 1
_DATA, _KEYS, _MANIFEST = "mentorhub.db", keys.KEY_FILE, "manifest.json"
_DIGEST_LENGTH = 64
_NO_DATE = (1980, 1, 1, 0, 0, 0)
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says about itself without being opened: numbers and dates, nobody's data."""

    made_at: datetime
    reason: str
    app_version: str
    database_id: str
    schema: str
    commits: int
    counts: Mapping[str, int]
    size: int
    """Bytes of the data inside."""


def write(path: Path, data: Path, key_file: keys.KeyFile, facts: Facts, reason: str, made_at: datetime) -> None:
    """Everything flushed to the disk; the caller checks and renames."""
    manifest = {
        "format": _FORMAT,
        "made_at": made_at.astimezone(UTC).isoformat(timespec="seconds"),
        "reason": reason,
        "app_version": mentorhub.__version__,
        "database_id": key_file.database_id,
        "schema": facts.schema,
        "commits": facts.commits,
        "counts": dict(facts.counts),
        "size": data.stat().st_size,
    }
    with zipfile.ZipFile(path, "x", zipfile.ZIP_STORED) as archive:
        for name, content in ((_MANIFEST, json.dumps(manifest, indent=1).encode()), (_KEYS, keys.content(key_file))):
            archive.writestr(zipfile.ZipInfo(name, _NO_DATE), content)
        with data.open("rb") as source, archive.open(zipfile.ZipInfo(_DATA, _NO_DATE), "w", force_zip64=True) as out:
            shutil.copyfileobj(source, out, _CHUNK)
        archive.comment = b"0" * _DIGEST_LENGTH
    with path.open("r+b") as out:
        digest = _digest(out)
        out.write(digest)
    path.chmod(0o600)
    disk.flush_file(path)


def read_manifest(path: Path) -> Manifest:
    """Quick, without checking the rest. Raises `BadBackup`."""
    try:
        with zipfile.ZipFile(path) as archive:
            values = json.loads(archive.read(_MANIFEST))
        if values["format"] != _FORMAT:
            raise trouble.NewerFile(
                _("Diese Sicherung hat eine neuere Fassung von MentorHub geschrieben. Sie bleibt unverändert; bitte "
                  "aktualisieren Sie MentorHub auf diesem Rechner.")
            )  # fmt: skip
        return Manifest(
            made_at=datetime.fromisoformat(values["made_at"]),
            reason=str(values["reason"]),
            app_version=str(values["app_version"]),
            database_id=str(values["database_id"]),
            schema=str(values["schema"]),
            commits=int(values["commits"]),
            counts={str(table): int(n) for table, n in values["counts"].items()},
            size=int(values["size"]),
        )
    except FileNotFoundError as error:
        raise trouble.BadBackup(
            _("Die Sicherung {path} gibt es nicht. Es wurde nichts geändert; bitte prüfen Sie den Pfad.").format(
                path=path
            )
        ) from error
    except _DAMAGE as error:
        raise _bad(path) from error


def check_whole(path: Path) -> None:
    """Every bit as it was written. Raises `BadBackup`."""
    try:
        with path.open("rb") as file:
            sound = _digest(file) == file.read(_DIGEST_LENGTH)
    except OSError as error:
        raise trouble.BadBackup(
            _("Die Sicherung {path} lässt sich nicht lesen. Es wurde nichts geändert; bitte prüfen Sie, ob der "
              "Datenträger "
              "noch angeschlossen ist.").format(path=path)
        ) from error  # fmt: skip
    if not sound:
        raise _bad(path)


def read_keys(path: Path) -> keys.KeyFile:
    """Raises `BadBackup`."""
    try:
        with zipfile.ZipFile(path) as archive:
            return keys.parse(archive.read(_KEYS))
    except (*_DAMAGE, keys.DamagedKeyFile) as error:
        raise _bad(path) from error


def unpack(path: Path, target: Path) -> None:
    """The encrypted data as a file of their own. Raises `BadBackup`; trouble of the target's disk is an `OSError`."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(_DATA) as source, target.open("xb") as out:
            target.chmod(0o600)
            shutil.copyfileobj(source, out, _CHUNK)
    except (zipfile.BadZipFile, KeyError, NotImplementedError, EOFError) as error:
        raise _bad(path) from error
    disk.flush_file(target)


def check_data(path: Path, data_key: bytes, folder: Path) -> Facts:
    """Unpack into this folder, check every page, compare with the manifest, clean up. Raises `BadBackup`."""
    manifest = read_manifest(path)
    data = folder / f"{path.name}.check"
    copies.remove(data)
    try:
        unpack(path, data)
        facts = copies.examine(data, data_key)
    except trouble.DamagedFile as error:
        raise _bad(path) from error
    finally:
        with contextlib.suppress(OSError):
            copies.remove(data)
    if (facts.schema, facts.commits, dict(facts.counts)) != (manifest.schema, manifest.commits, dict(manifest.counts)):
        raise _bad(path)
    return facts


_DAMAGE = (zipfile.BadZipFile, OSError, ValueError, KeyError, TypeError, AttributeError, NotImplementedError, EOFError)


def _bad(path: Path) -> trouble.BadBackup:
    return trouble.DamagedBackup(
        _("Die Sicherung {path} ist beschädigt oder keine Sicherung von MentorHub. Es wurde nichts geändert; bitte "
          "nehmen Sie "
          "eine andere.").format(path=path)
    )  # fmt: skip


def _digest(file: IO[bytes]) -> bytes:
    """Of all but the last 64 bytes; the file is left standing before these."""
    file.seek(0, 2)
    left = max(0, file.tell() - _DIGEST_LENGTH)
    file.seek(0)
    digest = hashlib.sha256()
    while left:
        chunk = file.read(min(left, _CHUNK))
        if not chunk:
            break
        digest.update(chunk)
        left -= len(chunk)
    return digest.hexdigest().encode()
