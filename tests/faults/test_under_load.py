"""F9, F15: a backup while somebody types, and everything back from it on another laptop."""

import hashlib
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

from conftest import PASSPHRASE
from make import Make
from mentorhub import backups, people
from mentorhub.db.database import Database
from mentorhub.db.keys import Passphrase, RecoveryKey, UnlockSecret
from mentorhub.people import PersonDetails

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def test_a_backup_gets_done_while_a_hundred_edits_a_second_go_on(make: Make) -> None:
    stop, edits = threading.Event(), []

    def type_on() -> None:
        while not stop.is_set():
            began = time.monotonic()
            with make.writing() as session:
                people.add(session, PersonDetails(first_name="Tippt", note="x" * 300), [], make.today)
            edits.append(time.monotonic() - began)
            time.sleep(max(0.0, 0.01 - edits[-1]))

    typing = threading.Thread(target=type_on)
    typing.start()
    try:
        while len(edits) < 20:
            time.sleep(0.01)
        made = [backups.make(make.database, backups.Reason.MANUAL, NOW.replace(hour=n)) for n in range(3)]
        during = len(edits)
    finally:
        stop.set()
        typing.join()
    assert [one.people for one in made] == sorted(one.people for one in made)
    assert all(backups.check(one.path, make.database).people == one.people for one in made)
    assert during > 20
    assert max(edits) < 10


def _hashes(database: Database) -> dict[str, str]:
    found = {}
    with database.reading() as session:
        connection = session.connection()
        for table in database.counts():
            rows = sorted(map(repr, connection.exec_driver_sql(f'SELECT * FROM "{table}"').all()))
            found[table] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


def test_a_restored_folder_is_row_for_row_the_same(make: Make, tmp_path: Path, recovery_key: str) -> None:
    for _n in range(3):
        make.meeting(make.pairing())
    before = _hashes(make.database)
    made = backups.make(make.database, backups.Reason.MANUAL, NOW)
    ways: list[UnlockSecret] = [Passphrase(PASSPHRASE), RecoveryKey(recovery_key)]
    for n, secret in enumerate(ways):
        backups.restore(made.path, tmp_path / f"laptop {n}", secret=secret)
        opened = Database.open(tmp_path / f"laptop {n}", secret)
        assert _hashes(opened) == before
        opened.close()
