"""What the disk, the file or another writer can do to us, each with its sentence. Our own bugs stay bugs."""

from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError

from mentorhub.db import triggers
from mentorhub.errors import MentorHubError
from mentorhub.text import _


class NoDataFolder(MentorHubError):
    """There is no MentorHub data in this folder."""


class FolderInUse(MentorHubError):
    """Somebody else is writing, or the folder for a new file is not empty."""


class DamagedFile(MentorHubError):
    """The key is right and still the file can't be read."""


class NewerFile(MentorHubError):
    """A newer MentorHub has written this file; it is left untouched."""


class DiskFull(MentorHubError):
    """Nothing more could be written; the change was taken back."""


class ChangedElsewhere(MentorHubError):
    """The row was changed in between."""


class RuleBroken(MentorHubError):
    """The file itself refused a change that would break one of its rules."""


class BackupFailed(MentorHubError):
    """No backup was made; says nothing about the data, which are unchanged."""


class BadBackup(MentorHubError):
    """This backup file is damaged, incomplete or not one of ours."""


class DamagedBackup(BadBackup):
    """This backup file was read and is not as it was written."""


def damaged() -> DamagedFile:
    return DamagedFile(
        _("Die Datei mit Ihren Daten lässt sich nicht lesen, obwohl der Schlüssel stimmt: Sie ist beschädigt oder der "
          "Datenträger macht Fehler. Es wurde nichts verändert; bitte stellen Sie eine Sicherung wieder her.")
    )  # fmt: skip


def missing() -> DamagedFile:
    return DamagedFile(
        _("Die Datei mit Ihren Daten fehlt oder ist leer. Es wurde nichts verändert und nichts Leeres angelegt; bitte "
          "stellen "
          "Sie eine Sicherung wieder her.")
    )  # fmt: skip


def disk_full() -> DiskFull:
    return DiskFull(
        _("Auf dem Datenträger ist kein Platz mehr. Die letzte Änderung wurde nicht gespeichert, alles andere ist "
          "unverändert. Bitte schaffen Sie Platz und speichern Sie noch einmal.")
    )  # fmt: skip


def no_room() -> DiskFull:
    return DiskFull(
        _("Zum Prüfen oder Wiederherstellen der Sicherung fehlt Platz auf dem Datenträger. Es wurde nichts geändert; "
          "bitte "
          "schaffen Sie Platz und versuchen Sie es noch einmal.")
    )  # fmt: skip


def in_use() -> FolderInUse:
    return FolderInUse(
        _("MentorHub ist gerade an anderer Stelle mit diesen Daten beschäftigt. Es wurde nichts geändert; bitte "
          "schließen "
          "Sie das andere Fenster oder versuchen Sie es gleich noch einmal.")
    )  # fmt: skip


def plain(error: DatabaseError) -> Exception:
    """The sentence for a fault of the disk, the file or another writer; a bug stays the error it is."""
    cause = str(error.orig)
    if "disk is full" in cause:
        return disk_full()
    if isinstance(error, IntegrityError):
        return _broken_rule(cause) or error
    if "locked" in cause or "busy" in cause:
        return in_use()
    if "not a database" in cause or "malformed" in cause or "disk I/O error" in cause:
        return damaged()
    if isinstance(error, OperationalError) and ("readonly" in cause or "unable to open" in cause):
        return DamagedFile(
            _("Die Datei mit Ihren Daten lässt sich nicht öffnen oder beschreiben. Es wurde nichts verändert; bitte "
              "prüfen Sie, "
              "ob der Ordner noch da ist und Sie darin schreiben dürfen.")
        )  # fmt: skip
    return error


def _broken_rule(cause: str) -> RuleBroken | None:
    if cause == triggers.CAPACITY:
        return RuleBroken(_("Für eine der beiden Seiten ist kein Platz mehr frei. Es wurde nichts geändert."))
    if cause == triggers.NEVER_TOGETHER:
        return RuleBroken(_("Diese beiden sollen nicht zusammenkommen (so ist es vermerkt). Es wurde nichts geändert."))
    if cause == triggers.OPEN_TOGETHER:
        return RuleBroken(
            _("Diese beiden haben eine offene Patenschaft. Bitte beenden Sie sie zuerst. Es wurde nichts geändert.")
        )
    if cause == triggers.NO_SCAN:
        return RuleBroken(
            _("Zu diesem Papier wird nie ein Scan aufgehoben: zum Führungszeugnis nur, dass es eingesehen wurde, das "
              "Datum und ob eine Verurteilung nach § 72a drinsteht. Es wurde nichts gespeichert.")
        )  # fmt: skip
    if "uq_pairing_one_open_per_two_people" in cause or "pairing.mentor_id, pairing.mentee_id" in cause:
        return RuleBroken(_("Diese beiden haben schon eine offene Patenschaft. Es wurde nichts geändert."))
    return None
