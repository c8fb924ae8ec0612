"""Whether a folder is a good place for the live data: not in a synced folder, not on a network drive, private.

Sync tools tear the data and their `-wal` apart, and the journal does not work over networks. Backups may lie there.
"""

import contextlib
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from mentorhub.text import _

_SYNCED = (
    ("OneDrive", r"^onedrive( ?-.*)?$"),
    ("Dropbox", r"^dropbox( \(.*\))?$"),
    ("Nextcloud", r"^nextcloud\d*$"),
    ("ownCloud", r"^owncloud.*$"),
    ("iCloud", r"^(iclouddrive|icloud drive|mobile documents|com~apple~clouddocs)$"),
    ("Google Drive", r"^(google drive|googledrive.*|my drive|meine ablage)$"),
    ("MagentaCLOUD", r"^magentacloud$"),
    ("HiDrive", r"^hidrive$"),
    ("pCloud", r"^pcloud ?drive$"),
    ("Seafile", r"^seafile$"),
    ("Syncthing", r"^sync(thing)?$"),
    ("Cloud", r"^cloudstorage$"),
)
"""Names of folders that these programs make; compared without case."""

_MARKS = (
    ("Syncthing", ".stfolder"),
    ("Dropbox", ".dropbox"),
    ("Dropbox", ".dropbox.cache"),
    ("Nextcloud", ".nextcloudsync.log"),
    ("Nextcloud", ".owncloudsync.log"),
    ("Nextcloud", ".sync_*.db"),
    ("Nextcloud", "._sync_*.db"),
    ("Google Drive", ".tmp.drivedownload"),
    ("Seafile", ".seafile-data"),
)
"""Files that they leave in the folder they watch, whatever its name."""

_NETWORK_SYSTEMS = re.compile(r"^(nfs\d?|cifs|smb\d?|smbfs|afpfs|webdav|davfs2?|ncpfs|fuse\.(sshfs|davfs2?|rclone))$")
_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a folder is a bad place, in a sentence that says what to do."""

    sentence: str


def doubts(folder: Path, mounts: str | None = None) -> list[Doubt]:
    """Empty for a good place. The folder need not exist. `mounts`: the text of `/proc/mounts`, for a test."""
    where = Path(os.path.abspath(folder))  # noqa: PTH100 - links are looked at both ways below
    found = []
    for path in {where, where.resolve()}:
        if name := synced_by(path):
            found.append(
                Doubt(
                    _("Der Datenordner {folder} wird von {name} in eine Cloud oder auf andere Rechner kopiert. Dabei "
                      "kann die "
                      "Datei mit Ihren Daten zerrissen werden, und sie verlässt diesen Rechner. Bitte nehmen Sie "
                      "einen Ordner "
                      "außerhalb; Sicherungen dürfen dort liegen.").format(folder=folder, name=name)
                )
            )  # fmt: skip
            break
    if _is_network(where.resolve(), mounts):
        found.append(
            Doubt(
                _("Der Datenordner {folder} liegt auf einem Netzlaufwerk. Bricht die Verbindung ab, können Daten "
                  "beschädigt "
                  "werden. Bitte nehmen Sie einen Ordner auf diesem Rechner; Sicherungen dürfen im Netz "
                  "liegen.").format(
                      folder=folder)
            )
        )  # fmt: skip
    if open_to_others(folder):
        found.append(
            Doubt(
                _("Andere Benutzer dieses Rechners dürfen in den Datenordner {folder} sehen. Der Inhalt ist "
                  "verschlüsselt; "
                  "MentorHub schränkt die Rechte beim Öffnen ein, wo es darf.").format(folder=folder)
            )
        )  # fmt: skip
    return found


def open_to_others(folder: Path) -> bool:
    """On Windows the user's own folders are private by inheritance; nothing is looked at there."""
    return os.name != "nt" and folder.is_dir() and bool(folder.stat().st_mode & 0o077)


def tighten(folder: Path) -> None:
    """For its owner only: the folder and our files in it; quietly, where that is not allowed."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        if folder.stat().st_mode & 0o077:
            folder.chmod(0o700)
        for path in folder.iterdir():
            if path.name.startswith("mentorhub.") and path.is_file() and path.stat().st_mode & 0o077:
                path.chmod(0o600)


def synced_by(folder: Path) -> str:
    """The program that copies this folder elsewhere, by its name; empty if none is known."""
    for part in folder.parts:
        for name, pattern in _SYNCED:
            if re.match(pattern, part.casefold()):
                return name
    for variable in _VARIABLES:
        root = os.environ.get(variable)
        if root and folder.is_relative_to(root):
            return "OneDrive"
    for parent in (folder, *folder.parents):
        for name, mark in _MARKS:
            with contextlib.suppress(OSError):
                if any(parent.glob(mark)):
                    return "" if parent == Path.home() and name == "Dropbox" else name
    return ""


def _is_network(folder: Path, mounts: str | None) -> bool:
    if str(folder).startswith(("\\\\", "//")):
        return True
    if sys.platform == "win32":
        import ctypes

        return int(ctypes.windll.kernel32.GetDriveTypeW(f"{folder.drive}\\")) == 4
    if mounts is None:
        try:
            mounts = Path("/proc/mounts").read_text("utf-8")
        except OSError:
            return False
    nearest, kind = -1, ""
    for line in mounts.splitlines():
        fields = line.split()
        if len(fields) >= 3:
            point = Path(fields[1].replace("\\040", " "))
            if folder.is_relative_to(point) and len(point.parts) >= nearest:
                nearest, kind = len(point.parts), fields[2]
    return bool(_NETWORK_SYSTEMS.match(kind))
