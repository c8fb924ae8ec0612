"""Copies of the encrypted file: make one in a single step, prove that it is sound, give it another key.

Never a second SQLite library on the same file, never a stepped copy (it starts again at each foreign change and may
never end; storage research, 1.5 and 4.4).
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as cipher

from mentorhub.db import note_index, trouble

_SIDE_FILES = ("", "-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Facts:
    """What one moment of the file holds."""

    schema: str
    commits: int
    counts: Mapping[str, int]
    """Rows for each table."""


def connect(path: Path, data_key: bytes) -> Any:
    """A plain connection to a copy; the live file is opened by `Database` only."""
    connection = cipher.connect(str(path), isolation_level=None, timeout=10)
    try:
        connection.execute(f"PRAGMA key=\"x'{data_key.hex()}'\"")
        connection.execute("PRAGMA cipher_log_level=NONE")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA temp_store=MEMORY")
    except cipher.Error:
        connection.close()
        raise
    return connection


def copy(source: Any, target: Path, data_key: bytes) -> Facts:
    """Everything of the open connection, as of one moment, while others may go on writing."""
    source.execute("BEGIN")
    try:
        facts = read_facts(source)
        copied = connect(target, data_key)
        try:
            source.backup(copied, pages=-1)
        finally:
            copied.close()
    finally:
        source.execute("ROLLBACK")
    return facts


def examine(path: Path, data_key: bytes) -> Facts:
    """Open a copy and check every page of it. Raises `DamagedFile`."""
    if not path.exists() or path.stat().st_size == 0:
        raise trouble.missing()
    try:
        connection = connect(path, data_key)
        try:
            if problems(connection, thorough=False):
                raise trouble.damaged()
            return read_facts(connection)
        finally:
            connection.close()
    except cipher.Error as error:
        raise trouble.damaged() from error


def problems(connection: Any, *, thorough: bool) -> list[str]:
    """Page seals and structure; thorough: indexes and references too. Each problem in technical words, no values."""
    found = _broken_seals(connection)
    for check in ("integrity_check", "foreign_key_check") if thorough else ("quick_check",):
        if not found:
            rows = connection.execute(f"PRAGMA {check}").fetchmany(20)
            found = [f"{check}: {row[0]}" for row in rows if row[0] != "ok"]
    return found


def _broken_seals(connection: Any) -> list[str]:
    """The cipher checks the file itself, past the `-wal` and past all locks.

    So after a power cut in the middle of a checkpoint, or beside another one, it sees torn pages that the `-wal` still
    holds whole. What it finds counts only once the `-wal` has been written back, and again on a second look. Pages that
    are still waiting there are read, seals and all, by the checks that follow.
    """
    if connection.in_transaction:
        return []
    before: list[str] = []
    for _look in range(10):
        waiting = _write_back(connection)
        rows = connection.execute("PRAGMA cipher_integrity_check").fetchmany(20)
        found = [f"cipher_integrity_check: {row[0]}" for row in rows]
        if not found:
            return []
        if found == before and not waiting:
            return found
        before = found
        time.sleep(0.03)
    return []


def _write_back(connection: Any) -> int:
    """From the `-wal` into the file; how many pages must wait because somebody still reads older ones."""
    try:
        _busy, in_log, written = connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    except cipher.OperationalError:
        return 1
    return int(max(0, in_log - written))


def read_facts(connection: Any) -> Facts:
    tables = [
        name
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        ).fetchall()
        if not name.startswith(("sqlite_", note_index.PREFIX))
    ]
    counts = {table: int(connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]) for table in tables}  # noqa: S608 - names from the schema itself
    schema = ""
    if counts.pop("alembic_version", 0):
        schema = str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])
    return Facts(schema, read_commits(connection), counts)


def size(connection: Any) -> int:
    """Of all pages, in bytes."""
    pages, each = (connection.execute(f"PRAGMA {what}").fetchone()[0] for what in ("page_count", "page_size"))
    return int(pages) * int(each)


def read_commits(connection: Any) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def opens(path: Path, data_key: bytes) -> bool:
    """Whether this key fits the file."""
    try:
        connection = connect(path, data_key)
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        finally:
            connection.close()
    except cipher.DatabaseError as error:
        if "not a database" in str(error):
            return False
        raise
    return True


def rekey(path: Path, old_key: bytes, new_key: bytes) -> None:
    """Encrypt the file anew. Killed at any moment, the file is wholly under the old or wholly under the new key."""
    connection = connect(path, old_key)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        connection.execute(f"PRAGMA rekey=\"x'{new_key.hex()}'\"")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        connection.close()


def set_commits(path: Path, data_key: bytes, commits: int) -> None:
    """So that a restored file is newer than anything seen before."""
    connection = connect(path, data_key)
    try:
        connection.execute(f"PRAGMA user_version = {int(commits)}")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        connection.close()


def remove(path: Path) -> None:
    """A copy and what SQLite laid beside it."""
    for side in _SIDE_FILES:
        path.with_name(path.name + side).unlink(missing_ok=True)
