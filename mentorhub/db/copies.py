"""Copies of the encrypted file: make one in a single step, prove that it is sound, give it another key.

Never a second SQLite library on the same file, never a stepped copy (it starts again at each foreign change and may
never end; storage research, 1.5 and 4.4).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as cipher

from mentorhub.db import trouble

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
    checks = ["cipher_integrity_check", "quick_check"]
    if thorough:
        checks = ["cipher_integrity_check", "integrity_check", "foreign_key_check"]
    found: list[str] = []
    for check in checks:
        for row in connection.execute(f"PRAGMA {check}").fetchmany(20):
            if row[0] != "ok":
                found.append(f"{check}: {row[0]}")
        if found:
            break
    return found


def read_facts(connection: Any) -> Facts:
    tables = [
        row[0]
        for row in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        ).fetchall()
    ]
    counts = {table: int(connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]) for table in tables}  # noqa: S608 - names from the schema itself
    schema = ""
    if counts.pop("alembic_version", 0):
        schema = str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])
    return Facts(schema, read_commits(connection), counts)


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
