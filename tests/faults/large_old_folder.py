"""F11: every stored folder of an older version, grown to 5,000 people and 200,000 activities, opens in this one.

Grown in its own old form, by copying its rows under new keys; then opened and so migrated. Counts and contents of all
old columns must stay, and it should take less than 30 seconds.
"""

import argparse
import hashlib
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from typing import Any
from uuid import uuid4

from mentorhub.db import copies, keys
from mentorhub.db.database import FILE, Database
from mentorhub.db.keys import Passphrase

PASSPHRASE = "altes Kennwort"
FOLDERS = sorted((Path(__file__).parents[1] / "old_files").glob("*.zip"))
LIMIT_SECONDS = 30


def grow(connection: Any, table: str, rows: int, fresh: dict[str, str]) -> None:
    """Copies of the rows that are there, until there are so many; `fresh` columns get expressions of their own."""
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})").fetchall()]
    taken = ", ".join(fresh.get(column, column) for column in columns)
    there = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    while there < rows:
        connection.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {taken} FROM {table} LIMIT ?", (rows - there,)
        )
        there = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def contents(connection: Any, columns: dict[str, list[str]]) -> dict[str, str]:
    """One digest a table, over the named columns, in the order of the keys."""
    found = {}
    for table, names in columns.items():
        digest = hashlib.sha256()
        for row in connection.execute(f"SELECT {', '.join(names)} FROM {table} ORDER BY id"):
            digest.update(repr(row).encode())
        found[table] = digest.hexdigest()
    return found


def one(stored: Path, place: Path, people: int, activities: int) -> tuple[float, list[str]]:
    with zipfile.ZipFile(stored) as archive:
        archive.extractall(place)
    data_key = keys.unlock(keys.read(place), Passphrase(PASSPHRASE))
    connection = copies.connect(place / FILE, data_key)
    connection.create_function("fresh", 0, lambda: uuid4().hex)
    connection.execute("BEGIN")
    number = "(SELECT max(number) FROM person) + row_number() OVER ()"
    grow(connection, "person", people, {"id": "fresh()", "number": number})
    grow(connection, "activity", activities, {"id": "fresh()", "note": "note || ' ' || abs(random() % 1000)"})
    connection.execute("COMMIT")
    tables = [
        row[0]
        for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        if row[0] not in ("alembic_version",) and not row[0].startswith(("sqlite_", "note_"))
    ]
    columns = {
        table: [row[1] for row in connection.execute(f"PRAGMA table_info({table})").fetchall()] for table in tables
    }
    before = contents(connection, columns)
    connection.close()
    began = time.monotonic()
    database = Database.open(place, Passphrase(PASSPHRASE))
    spent = time.monotonic() - began
    wrong = database.check(thorough=True)
    with database.reading() as session:
        after = contents(session.connection().connection.driver_connection, columns)
    database.close()
    return spent, wrong + [table for table in before if before[table] != after[table]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=5_000)
    parser.add_argument("--activities", type=int, default=200_000)
    arguments = parser.parse_args()
    failed = 0
    print(f"{'version':12}{'people':>8}{'activities':>12}{'seconds':>9}{'what is wrong':>16}")
    for stored in FOLDERS:
        with tempfile.TemporaryDirectory() as place:
            spent, wrong = one(stored, Path(place) / "data", arguments.people, arguments.activities)
        failed += bool(wrong) or spent > LIMIT_SECONDS
        counts = f"{arguments.people:>8}{arguments.activities:>12}"
        print(f"{stored.stem:12}{counts}{spent:9.1f}{', '.join(wrong) or 'nothing':>16}")
    return 1 if failed or not FOLDERS else 0


if __name__ == "__main__":
    sys.exit(main())
