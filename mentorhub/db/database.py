"""The encrypted file of one data folder: make it, open it, read and change it.

SQLCipher under SQLAlchemy's ordinary SQLite dialect, with a raw key per connection (storage research, 1.4 and 1.5).
Two ways in: `reading()` for a look, `writing()` for a change that is committed at its end or not at all.
"""

import contextlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

import sqlalchemy as sa
import sqlcipher3.dbapi2 as cipher
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import Session

from mentorhub.db import (
    backup,
    copies,
    disk,
    engine,
    journal,
    keys,
    leaving,
    lock,
    note_index,
    place,
    state,
    swap,
    trouble,
)
from mentorhub.db.container import Manifest
from mentorhub.db.trouble import (
    BackupFailed,
    BadBackup,
    ChangedElsewhere,
    DamagedFile,
    DiskFull,
    FolderInUse,
    NewerFile,
    NoDataFolder,
    RuleBroken,
)
from mentorhub.text import _

__all__ = [
    "FILE",
    "BackupFailed",
    "BadBackup",
    "ChangedElsewhere",
    "DamagedFile",
    "Database",
    "DiskFull",
    "FolderInUse",
    "NewerFile",
    "NoDataFolder",
    "RuleBroken",
    "asks_nothing",
    "has_data",
]

FILE = swap.DATA
BACKUPS = "Sicherungen"
"""The folder of backups inside the data folder."""

_WAIT_SECONDS = engine.WAIT_SECONDS


class Database:
    """One open data folder. Safe to use from several threads; each session belongs to one."""

    def __init__(self, folder: Path, data_key: bytes, *, emergency: bool = False) -> None:
        """For `create` and `open`; the key must be the right one."""
        self.folder = folder
        self.read_only = emergency
        """Opened in an emergency, on a disk without room: looking only."""
        self.older: state.Older | None = None
        """Set at opening if the file is older than what was last seen on this computer; see `accept_older`."""
        self.steps = journal.Steps()
        """What was saved and can be undone."""
        self._data_key = data_key
        self._connect_engine()

    def _connect_engine(self) -> None:
        self._engine = engine.make(self.folder / FILE, self._data_key, emergency=self.read_only)
        self._writing_engine = self._engine.execution_options(write=True)

    @classmethod
    def create(cls, folder: Path, passphrase: str | None) -> tuple["Database", str]:
        """A new, empty, encrypted file with all tables, and the recovery key to print.

        Raises `FolderInUse` if the folder already holds MentorHub data. On trouble nothing is left behind.
        """
        if has_data(folder):
            raise FolderInUse(
                _("Im Ordner {folder} liegen schon Daten von MentorHub. Sie bleiben unverändert; bitte wählen Sie "
                  "einen "
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
            forget_new(folder)
            if isinstance(error, OSError):
                raise NoDataFolder(
                    _("Der Ordner {folder} lässt sich nicht anlegen oder beschreiben. Es wurde nichts gespeichert; "
                      "bitte wählen "
                      "Sie einen anderen Ordner.").format(folder=folder)
                ) from error  # fmt: skip
            raise
        return database, recovery_key

    @classmethod
    def open(cls, folder: Path, secret: keys.UnlockSecret) -> "Database":
        """Raises `NoDataFolder`, `WrongSecret`, `DamagedKeyFile`, `DamagedFile`, `NewerFile` or `BackupFailed`.

        A restore or a change of the key that was cut off is carried on first. Before the file is brought to a newer
        form a checked backup is made; without one it stays as it is.
        """
        if not has_data(folder):
            raise NoDataFolder(
                _("Im Ordner {folder} gibt es keine Daten von MentorHub. Bitte wählen Sie den richtigen Ordner oder "
                  "legen Sie "
                  "neue Daten an.").format(folder=folder)
            )  # fmt: skip
        if swap.is_under_way(folder):
            with lock.held(folder, _WAIT_SECONDS):
                swap.finish(folder)
        file = keys.read(folder)
        data_key = keys.unlock(file, secret)
        if not (folder / FILE).exists() or (folder / FILE).stat().st_size == 0:
            raise trouble.missing()
        if file.coming is not None:
            data_key = cls._settle(folder, file, data_key)
        place.tighten(folder)
        database = cls._tried(folder, data_key)
        try:
            with database._translated():
                database._bring_up_to_date()
                database.older = state.older(folder, database.commits())
        except BaseException:
            database.close()
            raise
        return database

    @classmethod
    def _tried(cls, folder: Path, data_key: bytes) -> "Database":
        """Opened the ordinary way; on a disk without room after giving the reserve back, or for looking only."""
        database = cls(folder, data_key)
        try:
            database._self_test()
        except (DamagedFile, DiskFull):
            database.close()
            if not disk.is_exhausted(folder):
                raise
            database = cls(folder, data_key, emergency=not disk.give_ballast_back(folder))
            try:
                database._self_test()
            except BaseException:
                database.close()
                raise
        except BaseException:
            database.close()
            raise
        return database

    @staticmethod
    def _settle(folder: Path, file: keys.KeyFile, data_key: bytes) -> bytes:
        """A change of the key was cut off: find out which key the file has, and let the key file say only that."""
        for settled, key in keys.both_ways(file, data_key):
            if copies.opens(folder / FILE, key):
                if lock.is_free(folder):
                    with lock.held(folder):
                        keys.write(folder, settled, forget_before=True)
                return key
        return data_key

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session for looking; whatever it changes is forgotten."""
        with self._translated(), Session(self._engine, info=journal.info(self.steps)) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session whose changes are all committed at the end, or none if anything is raised.

        Waits up to ten seconds while another process holds the folder, then raises `FolderInUse`. Each change is
        counted in the file itself, so that an older file is noticed later. Files that leave with it (`leaving.write`)
        get their names when all is committed.
        """
        if self.read_only:
            raise trouble.disk_full()
        commits = recorded = None
        try:
            with (
                lock.held(self.folder, _WAIT_SECONDS),
                self._translated(),
                self._journaled() as session,
                leaving.dropped_on_trouble(session),
            ):
                yield session
                session.flush()
                if session.in_transaction():
                    recorded = journal.finish(session)
                    connection = session.connection()
                    commits = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one()) + 1
                    connection.exec_driver_sql(f"PRAGMA user_version = {commits}")
                session.commit()
        except DiskFull:
            disk.give_ballast_back(self.folder)
            raise
        if recorded is not None:
            recorded.committed()
        if commits is not None and self.older is None:
            state.note(self.folder, commits)
        leaving.release(session)

    @contextmanager
    def _journaled(self) -> Iterator[Session]:
        with self._writing_engine.connect() as connection:
            if "journal" not in connection.info:
                journal.prepare(connection.connection.driver_connection)
                connection.info["journal"] = True
            with Session(connection, info=journal.info(self.steps)) as session:
                yield session

    def commits(self) -> int:
        """How many changes this file has seen."""
        with self._translated(), self._engine.connect() as connection:
            return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())

    def accept_older(self) -> None:
        """The person knows that the file is an older one and wants to go on with it."""
        state.note(self.folder, self.commits())
        self.older = None

    def counts(self) -> dict[str, int]:
        """Rows for each table."""
        with self._translated(), self._engine.connect() as connection:
            return dict(copies.read_facts(connection.connection.driver_connection).counts)

    def check(self, *, thorough: bool = False) -> list[str]:
        """What is wrong with the file, in technical words; empty if it is sound. Takes about a second; any thread.

        Marks the folder as damaged, or takes the mark away after a thorough check.
        """
        try:
            with self._engine.connect() as connection:
                found = copies.problems(connection.connection.driver_connection, thorough=thorough)
        except (DatabaseError, cipher.Error) as error:
            found = [type(error).__name__]
        if found:
            state.mark_damaged(self.folder)
        elif thorough:
            state.clear_damage_mark(self.folder)
            self._complete_the_index()
        return found

    def _complete_the_index(self) -> None:
        """What the search knows can always be made again from the notes."""
        if self.read_only:
            return
        with self.reading() as session:
            complete = note_index.is_complete(session.connection().connection.driver_connection)
        if not complete:
            with self.writing() as session:
                raw: Any = session.connection().connection.driver_connection
                for (trigger,) in raw.execute(note_index.TRIGGERS).fetchall():
                    raw.execute(f'DROP TRIGGER "{trigger}"')
                note_index.make(raw)

    def back_up(self, target: Path, reason: str, made_at: datetime | None = None) -> Manifest:
        """A checked backup of this moment as one file, while others go on writing. Raises `BackupFailed`."""
        with self._engine.connect() as connection:
            raw = connection.connection.driver_connection
            file = self._carried_key_file()
            return backup.make(raw, self._data_key, file, target, reason, made_at or datetime.now(UTC))

    def opens(self, file: keys.KeyFile) -> bytes | None:
        """The key, if it is the one this key file (of a backup) holds."""
        return self._data_key if keys.belongs(file, self._data_key) else None

    def change_passphrase(self, passphrase: str) -> None:
        """The passphrase before stops to open this folder; backups made before keep it."""
        with lock.held(self.folder, _WAIT_SECONDS):
            file = keys.with_passphrase(keys.read(self.folder), self._data_key, passphrase)
            keys.write(self.folder, file, forget_before=True)

    def change_key(self, passphrase: str | None) -> str:
        """Encrypt everything anew, after a lost laptop or a passphrase that got about. The new recovery key.

        Nobody else may have the folder open. Cut off at any moment, old and new secrets both still open it. The key
        chain forgets; backups made before keep their old key.
        """
        with lock.held(self.folder, _WAIT_SECONDS), self._translated():
            file = keys.read(self.folder)
            changing, new_key, recovery_key = keys.with_new_data_key(file, self._data_key, passphrase)
            (_before, _old), (after, _new) = keys.both_ways(changing, self._data_key)
            keys.write(self.folder, changing)
            self._engine.dispose()
            try:
                copies.rekey(self.folder / FILE, self._data_key, new_key)
            except cipher.Error as error:
                if copies.opens(self.folder / FILE, self._data_key):
                    keys.write(self.folder, file, forget_before=True)
                raise trouble.plain(sa.exc.OperationalError("", None, error)) from error
            finally:
                if copies.opens(self.folder / FILE, new_key):
                    self._data_key = new_key
                self._connect_engine()
            keys.write(self.folder, after, forget_before=True)
        return recovery_key

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

    def database_id(self) -> str:
        """The same for all copies of this data folder."""
        return keys.read(self.folder).database_id

    def note_recovery_key_saved(self) -> None:
        keys.write(self.folder, keys.with_recovery_key_saved(keys.read(self.folder)))

    def new_recovery_key(self) -> str:
        """A new recovery key to save or print; the one before no longer opens this folder."""
        file, recovery_key = keys.with_new_recovery_key(keys.read(self.folder), self._data_key)
        keys.write(self.folder, file, forget_before=True)
        return recovery_key

    def close(self) -> None:
        self.steps.forget()
        self._engine.dispose()

    def _carried_key_file(self) -> keys.KeyFile:
        """The key file for a backup: it must hold the key of the data beside it."""
        file = keys.read(self.folder)
        for settled, key in keys.both_ways(file, self._data_key):
            if key == self._data_key and keys.belongs(settled, key):
                return settled
        raise BackupFailed(
            _("Es wurde keine Sicherung gemacht: Die Schlüsseldatei im Datenordner gehört nicht zu den geöffneten "
              "Daten. Ihre Daten "
              "sind unverändert; bitte schließen Sie MentorHub und öffnen Sie es neu.")
        )  # fmt: skip

    def _self_test(self) -> None:
        """A library without encryption would take the key and write in the clear: find out before any data."""
        try:
            with self._engine.connect() as connection:
                driver: Any = connection.connection.driver_connection
                if driver.execute("PRAGMA cipher_version").fetchone() is None:
                    raise RuntimeError("this SQLite does not encrypt")
                connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()
        except DatabaseError as error:
            _raise_plain(error)
        path = self.folder / FILE
        if path.exists():
            with path.open("rb") as file:
                if file.read(16).startswith(b"SQLite format 3"):
                    raise RuntimeError("the file is not encrypted")
            if os.name != "nt":
                with contextlib.suppress(OSError):
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
        if stored == HEAD:
            return
        if self.read_only:
            raise trouble.disk_full()
        with lock.held(self.folder, _WAIT_SECONDS):
            self._ready_for_migration(f"{stored}-{HEAD}")
            self._migrate()

    def _ready_for_migration(self, steps: str) -> None:
        """Sound, room enough, and a checked backup that thinning leaves alone for a while."""
        size = (self.folder / FILE).stat().st_size
        if disk.free_bytes(self.folder) < 3 * size:
            raise DiskFull(
                _("Für das Umstellen auf die neue Fassung fehlt Platz auf dem Datenträger. Ihre Daten sind "
                  "unverändert; bitte "
                  "schaffen Sie mindestens {megabytes} MB Platz und öffnen Sie MentorHub noch einmal.").format(
                    megabytes=3 * size // 1_000_000 + 1)
            )  # fmt: skip
        if self.check():
            raise trouble.damaged()
        now = datetime.now(UTC)
        path = backup.free_name(self.folder / BACKUPS, f"Umstellung-{steps}-{now:%Y-%m-%d-%H%M%S}")
        self.back_up(path, "migration", now)

    def _migrate(self) -> None:
        """All revisions in one transaction, foreign keys off outside it, triggers made again (storage research, 3)."""
        from mentorhub.db import migrating

        with self._translated(), self._writing_engine.connect() as connection:
            migrating.to_newest(connection)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """The world's faults become sentences; our own stay bugs."""
        try:
            yield
        except StaleDataError as error:
            raise ChangedElsewhere(
                _("Dieser Eintrag wurde inzwischen an anderer Stelle geändert. Ihre Änderung ist nicht gespeichert; "
                  "bitte öffnen "
                  "Sie den Eintrag noch einmal.")
            ) from error  # fmt: skip
        except DatabaseError as error:
            _raise_plain(error)


def _raise_plain(error: DatabaseError) -> NoReturn:
    """A bug stays the error it is; never its own cause, which would be a circle."""
    plain = trouble.plain(error)
    if plain is error:
        raise error
    raise plain from error


def forget_new(folder: Path) -> None:
    """Take back a folder that was only just made, so that a failed beginning leaves nothing behind."""
    for file in [*folder.glob("mentorhub.*")] if folder.is_dir() else []:
        with contextlib.suppress(OSError):
            file.unlink()
    with contextlib.suppress(OSError):
        folder.rmdir()


def has_data(folder: Path) -> bool:
    """Whether a folder holds (perhaps damaged) MentorHub data."""
    return (folder / FILE).exists() or (folder / keys.KEY_FILE).exists() or swap.is_under_way(folder)


def asks_nothing(folder: Path) -> bool:
    """Whether this is a folder to try things out, which opens without a passphrase."""
    return keys.read(folder).asks_nothing
