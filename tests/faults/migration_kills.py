"""F10: kills the program before every statement of a migration, then opens again. `--every 1` takes them all."""

import argparse
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path
from typing import Any

import jobs
import next_version
import sqlalchemy as sa
from kills import _in_child

from mentorhub import backups
from mentorhub.db import note_index
from mentorhub.db.database import Database
from mentorhub.db.keys import RecoveryKey


def killed_at(folder: Path, secret: RecoveryKey, statement: int) -> bool:
    """Open, which migrates, and die before that statement (or the commit). Whether it came so far."""
    child = os.fork()
    if child == 0:
        done = 0

        def count(*_rest: Any) -> None:
            nonlocal done
            done += 1
            if done == statement:
                os.kill(os.getpid(), signal.SIGKILL)

        sa.event.listen(sa.Engine, "before_cursor_execute", count)
        sa.event.listen(sa.Engine, "commit", count)
        try:
            Database.open(folder, secret).close()
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def look(folder: Path, secret: RecoveryKey) -> dict[str, Any]:
    """First what lies there, then what opening makes of it."""
    import mentorhub.db.migrations as versions

    head = versions.HEAD
    versions.HEAD = versions.KNOWN[-2]
    before = _facts(folder, secret, ignore_newer=True)
    versions.HEAD = head
    after = _facts(folder, secret)
    return {"before": before, "after": after}


def _facts(folder: Path, secret: RecoveryKey, *, ignore_newer: bool = False) -> dict[str, Any]:
    if ignore_newer:
        from mentorhub.db import keys

        database = Database(folder, keys.unlock(keys.read(folder), secret))
    else:
        database = Database.open(folder, secret)
    with database.reading() as session:
        connection = session.connection()
        version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
        columns = [row[1] for row in connection.exec_driver_sql("PRAGMA table_info(person)").all()]
        names = connection.exec_driver_sql("SELECT type, name FROM sqlite_master").all()
        indexed = note_index.is_complete(connection.connection.driver_connection)
    counts = database.counts()
    counts.pop("hobby", None)
    problems = database.check(thorough=True)
    made = [made.reason.value for made in backups.found(backups.place_of(database))]
    database.close()
    return {
        "version": version,
        "new column": "nickname" in columns,
        "new table": ["table", "hobby"] in [list(row) for row in names],
        "triggers": sum(row[0] == "trigger" for row in names),
        "leftovers": [row[1] for row in names if row[1].startswith("_alembic")],
        "counts": counts,
        "problems": problems,
        "backups": made,
        "notes indexed": indexed,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1)
    arguments = parser.parse_args()
    kills = wrong = 0
    with tempfile.TemporaryDirectory() as place:
        next_version_folder = Path(place) / "versions"
        jobs.quick_keys()
        first = Path(place) / "data"
        secret = RecoveryKey(jobs.new_folder(first))
        counts = _in_child(lambda: Database.open(first, secret).counts())
        n_triggers = _in_child(lambda: _facts(first, secret)["triggers"])
        next_version.install(next_version_folder)
        statement = 1
        while True:
            folder = Path(shutil.copytree(first, Path(place) / f"data{statement}"))
            if not killed_at(folder, secret, statement):
                break
            kills += 1
            seen = _in_child(lambda: look(folder, secret))  # noqa: B023 - runs at once
            before, after = seen["before"], seen["after"]
            is_new = before["version"] == next_version.REVISION
            right = (
                before["new column"] == before["new table"] == is_new
                and after["version"] == next_version.REVISION
                and after["new column"]
                and before["triggers"] == after["triggers"] == n_triggers
                and before["counts"] == after["counts"] == counts
                and not (before["problems"] or after["problems"] or before["leftovers"] or after["leftovers"])
                and "migration" in after["backups"]
                and before["notes indexed"]
                and after["notes indexed"]
            )
            if not right:
                wrong += 1
                print(f"statement {statement}: {seen}")
            shutil.rmtree(folder)
            statement += arguments.every
    print(f"{'killed while':20}{'kills':>7}{'between or damaged':>20}")
    print(f"{'migration':20}{kills:>7}{wrong:>20}")
    return 1 if wrong or not kills else 0


if __name__ == "__main__":
    sys.exit(main())
