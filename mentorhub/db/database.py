"""The encrypted file of one data folder: make it, open it, read and change it.

SQLCipher under SQLAlchemy's ordinary SQLite dialect, with a raw key per connection (storage research, 1.4 and 1.5).
Two ways in: `reading()` for a look, `writing()` for a change that is committed at its end or not at all.
"""

import contextlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import sqlcipher3.dbapi2 as cipher
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import Session

from mentorhub.db import keys, triggers
from mentorhub.errors import MentorHubError
from mentorhub.text import _

FILE = "mentorhub.db"

_PRAGMAS = (
    "cipher_log_level=NONE",
    "cipher_memory_security=ON",
    "journal_mode=WAL",
    "synchronous=FULL",
    "fullfsync=ON",
    "checkpoint_fullfsync=ON",
    "foreign_keys=ON",
    "recursive_triggers=ON",
    "secure_delete=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "temp_store=MEMORY",
    "cache_size=-65536",
    "mmap_size=0",
)
_WAIT_SECONDS = 10


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


class Database:
    """One open data folder. Safe to use from several threads; each session belongs to one."""

    def __init__(self, folder: Path, data_key: bytes) -> None:
        """For `create` and `open`; the key must be the right one."""
        self.folder = folder
        self._data_key = data_key
        self._engine = _engine(folder / FILE, data_key)
        self._writing_engine = self._engine.execution_options(write=True)

    @classmethod
    def create(cls, folder: Path, passphrase: str | None) -> tuple["Database", str]:
        """A new, empty, encrypted file with all tables, and the recovery key to print.

        Raises `FolderInUse` if the folder already holds MentorHub data. On trouble nothing is left behind.
        """
        if has_data(folder):
            raise FolderInUse(
                _("Im Ordner {folder} liegen schon Daten von MentorHub. Sie bleiben unverändert; bitte wählen Sie einen "
                  "anderen Ordner oder öffnen Sie diesen.").format(folder=folder)
            )  # fmt: skip
        file, data_key, recovery_key = keys.create(passphrase)
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            keys.write(folder, file)
            database = cls(folder, data_key)
            try:
                database._self_test()
                database._migrate()
            except BaseException:
                database.close()
                raise
        except BaseException as error:
            for name in (FILE, f"{FILE}-wal", f"{FILE}-shm", keys.KEY_FILE):
                with contextlib.suppress(OSError):
                    (folder / name).unlink()
            if isinstance(error, OSError):
                raise NoDataFolder(
                    _("Der Ordner {folder} lässt sich nicht anlegen oder beschreiben. Es wurde nichts gespeichert; bitte wählen "
                      "Sie einen anderen Ordner.").format(folder=folder)
                ) from error  # fmt: skip
            raise
        return database, recovery_key

    @classmethod
    def open(cls, folder: Path, secret: keys.UnlockSecret) -> "Database":
        """Raises `NoDataFolder`, `keys.WrongSecret`, `keys.DamagedKeyFile`, `DamagedFile` or `NewerFile`."""
        if not has_data(folder):
            raise NoDataFolder(
                _("Im Ordner {folder} gibt es keine Daten von MentorHub. Bitte wählen Sie den richtigen Ordner oder legen Sie "
                  "neue Daten an.").format(folder=folder)
            )  # fmt: skip
        database = cls(folder, keys.unlock(keys.read(folder), secret))
        try:
            database._self_test()
            with database._translated():
                database._bring_up_to_date()
        except BaseException:
            database.close()
            raise
        return database

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session for looking; whatever it changes is forgotten."""
        with self._translated(), Session(self._engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session whose changes are all committed at the end, or none if anything is raised."""
        with self._translated(), Session(self._writing_engine) as session:
            yield session
            session.commit()

    def remember_on_this_computer(self) -> bool:
        """Let the system's key chain open this folder from now on; False where no real key chain works. May hang."""
        file = keys.read(self.folder)
        with_slot = keys.remember(file, self._data_key)
        if with_slot is file:
            return False
        keys.write(self.folder, with_slot)
        return True

    def recovery_key_saved(self) -> bool:
        """Whether the recovery sheet of this folder has been saved or printed."""
        return keys.read(self.folder).recovery_key_saved

    def note_recovery_key_saved(self) -> None:
        keys.write(self.folder, keys.with_recovery_key_saved(keys.read(self.folder)))

    def new_recovery_key(self) -> str:
        """A new recovery key to save or print; the one before no longer opens this folder."""
        file, recovery_key = keys.with_new_recovery_key(keys.read(self.folder), self._data_key)
        keys.write(self.folder, file)
        return recovery_key

    def close(self) -> None:
        self._engine.dispose()

    def _self_test(self) -> None:
        """A library without encryption would take the key and write in the clear: find out before any data."""
        try:
            with self._engine.connect() as connection:
                driver = connection.connection.driver_connection
                assert driver is not None
                if driver.execute("PRAGMA cipher_version").fetchone() is None:
                    raise RuntimeError("this SQLite does not encrypt")
                connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()
        except DatabaseError as error:
            raise _plain(error) from error
        path = self.folder / FILE
        if path.exists():
            with path.open("rb") as file:
                if file.read(16).startswith(b"SQLite format 3"):
                    raise RuntimeError("the file is not encrypted")
            if os.name != "nt":
                path.chmod(0o600)

    def _bring_up_to_date(self) -> None:
        from mentorhub.db.migrations import HEAD, KNOWN

        with self._engine.connect() as connection:
            stored = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        if stored not in KNOWN:
            raise NewerFile(
                _("Diese Daten hat eine neuere Fassung von MentorHub geschrieben. Sie bleiben unverändert; bitte "
                  "aktualisieren Sie MentorHub auf diesem Rechner.")
            )  # fmt: skip
        if stored != HEAD:
            self._migrate()

    def _migrate(self) -> None:
        """All revisions in one transaction, foreign keys off outside it, triggers made again (storage research, 3)."""
        from alembic import command
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
        with self._translated(), self._writing_engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            raw.execute("PRAGMA foreign_keys=OFF")
            try:
                with connection.begin():
                    for name in (
                        connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
                        .scalars()
                        .all()
                    ):
                        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
                    config.attributes["connection"] = connection
                    command.upgrade(config, "head")
                    for trigger in triggers.TRIGGERS:
                        connection.exec_driver_sql(trigger)
                    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                        raise DamagedFile(
                            _("Die Daten konnten nicht auf die neue Fassung gebracht werden und sind unverändert geblieben. "
                              "Bitte wenden Sie sich an die Menschen, die MentorHub betreuen.")
                        )  # fmt: skip
            finally:
                raw.execute("PRAGMA foreign_keys=ON")

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """The world's faults become sentences; our own stay bugs."""
        try:
            yield
        except StaleDataError as error:
            raise ChangedElsewhere(
                _("Dieser Eintrag wurde inzwischen an anderer Stelle geändert. Ihre Änderung ist nicht gespeichert; bitte öffnen "
                  "Sie den Eintrag noch einmal.")
            ) from error  # fmt: skip
        except DatabaseError as error:
            raise _plain(error) from error


def has_data(folder: Path) -> bool:
    """Whether a folder holds (perhaps damaged) MentorHub data."""
    return (folder / FILE).exists() or (folder / keys.KEY_FILE).exists()


def asks_nothing(folder: Path) -> bool:
    """Whether this is a folder to try things out, which opens without a passphrase."""
    return keys.read(folder).asks_nothing


def _engine(path: Path, data_key: bytes) -> sa.Engine:
    engine = sa.create_engine(
        sa.URL.create("sqlite", database=str(path)),
        module=cipher,
        hide_parameters=True,
        pool_size=4,
        max_overflow=2,
        connect_args={"timeout": _WAIT_SECONDS},
    )

    @sa.event.listens_for(engine, "connect", insert=True)
    def _prepare(connection: Any, record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA key=\"x'{data_key.hex()}'\"")
        for pragma in _PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        writing = connection.get_execution_options().get("write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def _plain(error: DatabaseError) -> Exception:
    """The sentence for a fault of the disk, the file or another writer; a bug stays the error it is."""
    cause = str(error.orig)
    if "disk is full" in cause:
        return DiskFull(
            _("Auf dem Datenträger ist kein Platz mehr. Die letzte Änderung wurde nicht gespeichert, alles andere ist "
              "unverändert. Bitte schaffen Sie Platz und speichern Sie noch einmal.")
        )  # fmt: skip
    if isinstance(error, IntegrityError):
        return _broken_rule(cause) or error
    if "locked" in cause or "busy" in cause:
        return FolderInUse(
            _("MentorHub ist gerade an anderer Stelle mit diesen Daten beschäftigt. Es wurde nichts geändert; bitte schließen "
              "Sie das andere Fenster oder versuchen Sie es gleich noch einmal.")
        )  # fmt: skip
    if "not a database" in cause or "malformed" in cause or "disk I/O error" in cause:
        return DamagedFile(
            _("Die Datei mit Ihren Daten lässt sich nicht lesen, obwohl der Schlüssel stimmt: Sie ist beschädigt oder der "
              "Datenträger macht Fehler. Es wurde nichts verändert; bitte stellen Sie eine Sicherung wieder her.")
        )  # fmt: skip
    if isinstance(error, OperationalError) and ("readonly" in cause or "unable to open" in cause):
        return DamagedFile(
            _("Die Datei mit Ihren Daten lässt sich nicht öffnen oder beschreiben. Es wurde nichts verändert; bitte prüfen Sie, "
              "ob der Ordner noch da ist und Sie darin schreiben dürfen.")
        )  # fmt: skip
    return error


def _broken_rule(cause: str) -> RuleBroken | None:
    if cause == triggers.CAPACITY:
        return RuleBroken(_("Für eine der beiden Seiten ist kein Platz mehr frei. Es wurde nichts geändert."))
    if cause == triggers.NEVER_TOGETHER:
        return RuleBroken(_("Diese beiden sollen nicht zusammenkommen (so ist es vermerkt). Es wurde nichts geändert."))
    if "uq_pairing_one_open_per_two_people" in cause or "pairing.mentor_id, pairing.mentee_id" in cause:
        return RuleBroken(_("Diese beiden haben schon eine offene Patenschaft. Es wurde nichts geändert."))
    return None
