"""Backups: make, find, check, thin out, bring to a second place, restore.

Each backup is one encrypted file that opens on an empty laptop with the passphrase or the recovery key of its time.
"""

from mentorhub.backups.making import (
    SUFFIX,
    Backup,
    Reason,
    SecondPlace,
    bring_to_second_place,
    check,
    found,
    last_backup,
    make,
    make_if_changed,
    place_of,
    prune,
    second_place,
    set_second_place,
)
from mentorhub.backups.restoring import Preview, Restored, newest_good, preview, restore
from mentorhub.db.trouble import BackupFailed, BadBackup

__all__ = [
    "SUFFIX",
    "Backup",
    "BackupFailed",
    "BadBackup",
    "Preview",
    "Reason",
    "Restored",
    "SecondPlace",
    "bring_to_second_place",
    "check",
    "found",
    "last_backup",
    "make",
    "make_if_changed",
    "newest_good",
    "place_of",
    "preview",
    "prune",
    "restore",
    "second_place",
    "set_second_place",
]
