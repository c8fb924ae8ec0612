"""F18, F19: nothing of what somebody typed is readable anywhere, nor said in an error."""

import os
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from make import Make
from mentorhub import backups, bugs, people
from mentorhub.db import database as db
from mentorhub.db import disk, keys
from mentorhub.db.database import Database
from mentorhub.db.keys import RecoveryKey
from mentorhub.people import PersonDetails

CANARY = "Zzyzxkanari"
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def _plain_text(folder: Path) -> list[str]:
    found = []
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes().lower()
            if any(word in content for word in (CANARY.lower().encode(), CANARY.lower().encode("utf-16-le"))):
                found.append(path.name)
    return found


def test_no_file_shows_what_was_typed_whatever_is_done(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    folder, seen = make.database.folder, []

    def look() -> None:
        seen.extend(_plain_text(tmp_path))

    def looking(work: Callable[[Path, Path], None]) -> Callable[[Path, Path], None]:
        def rename(part: Path, target: Path) -> None:
            look()
            work(part, target)

        return rename

    monkeypatch.setattr(disk, "rename", looking(disk.rename))
    make.pairing(make.mentor(first_name=CANARY, note=f"{CANARY} " * 2000))
    look()
    made = backups.make(make.database, backups.Reason.MANUAL, NOW)
    backups.preview(made.path, make.database)
    recovery_key = make.database.change_key("neues Kennwort")
    look()
    backups.restore(made.path, folder, make.database, keys.Passphrase("ein langes Kennwort"))
    look()
    assert seen == []
    assert recovery_key.encode() not in b"".join(p.read_bytes() for p in tmp_path.rglob("*") if p.is_file())


def _too_much(database: Database) -> None:
    with database.writing() as session:
        session.connection().exec_driver_sql("PRAGMA max_page_count = 1")
        people.add(session, PersonDetails(first_name=CANARY, note=CANARY * 5000), [], NOW.date())


def _same_number(database: Database) -> None:
    from mentorhub.db.tables import Person

    with database.writing() as session:
        session.add_all([Person(first_name=CANARY, number=1), Person(first_name=CANARY, number=1)])


def _no_such_column(database: Database) -> None:
    with database.writing() as session:
        session.connection().exec_driver_sql("SELECT nowhere FROM person WHERE first_name = ?", (CANARY,))


def _bug(database: Database) -> None:
    with database.writing() as session:
        people.add(session, PersonDetails(first_name=CANARY), [], NOW.date())
        raise ZeroDivisionError


def _damage(database: Database) -> None:
    people_file = database.folder / db.FILE
    database.close()
    people_file.write_bytes(people_file.read_bytes()[:4096])
    with database.writing() as session:
        people.add(session, PersonDetails(first_name=CANARY), [], NOW.date())


@pytest.mark.parametrize("provoke", [_too_much, _same_number, _no_such_column, _bug, _damage])
def test_no_error_and_no_report_quotes_what_was_typed(
    database: Database, tmp_path: Path, provoke: Callable[[Database], None], caplog: pytest.LogCaptureFixture
) -> None:
    data_key = database._data_key
    with pytest.raises(Exception) as trouble:  # noqa: PT011 - whatever it is
        provoke(database)
    report = bugs.write_report(trouble.value, tmp_path / "reports")
    assert report is not None
    told = "".join(traceback.format_exception(trouble.value)) + report.read_text("utf-8") + caplog.text
    assert CANARY not in told
    assert data_key.hex() not in told


def test_a_wrong_passphrase_is_not_repeated(folder: Path) -> None:
    with pytest.raises(keys.WrongSecret) as trouble:
        Database.open(folder, keys.Passphrase(CANARY))
    assert CANARY not in str(trouble.value)


def test_the_key_stands_in_no_variable_of_the_environment(database: Database, recovery_key: str) -> None:
    said = " ".join([*os.environ.values(), repr(database), repr(RecoveryKey)])
    assert database._data_key.hex() not in said
    assert recovery_key not in said
