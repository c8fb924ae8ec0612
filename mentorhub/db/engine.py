"""Connections to the encrypted file: SQLAlchemy's ordinary SQLite dialect on SQLCipher, with a raw key for each."""

from pathlib import Path
from typing import Any

import sqlalchemy as sa
import sqlcipher3.dbapi2 as cipher

WAIT_SECONDS = 10

PRAGMAS: tuple[str, ...] = (
    "cipher_log_level=NONE",
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
_EMERGENCY = ("locking_mode=EXCLUSIVE", "query_only=ON", "cipher_log_level=NONE", "temp_store=MEMORY")
"""For a disk without a single free byte: no shared memory file, no writing, one connection."""


def make(path: Path, data_key: bytes, *, emergency: bool = False) -> sa.Engine:
    engine = sa.create_engine(
        sa.URL.create("sqlite", database=str(path)),
        module=cipher,
        hide_parameters=True,
        pool_size=1 if emergency else 4,
        max_overflow=0 if emergency else 2,
        connect_args={"timeout": WAIT_SECONDS},
    )

    @sa.event.listens_for(engine, "connect", insert=True)
    def _prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA key=\"x'{data_key.hex()}'\"")
        for pragma in _EMERGENCY if emergency else PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        writing = connection.get_execution_options().get("write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine
