"""The work that is cut off: each job does one thing again and again and says what it has acknowledged.

Runs in a child process that is killed, and is used again by the power-cut recorder.
"""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from mentorhub import backups, people, programme
from mentorhub.choices import EvidenceKind, Role, RoleStatus
from mentorhub.db import keys
from mentorhub.db.database import Database
from mentorhub.people import PersonDetails, RoleDetails

DAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
Say = Callable[[dict[str, Any]], None]


def quick_keys() -> None:
    """Stretching a passphrase takes half a second on purpose; here only the order of the steps matters."""
    keys._STRETCHING = {"t": 1, "m": 64, "p": 1}


def new_folder(folder: Path) -> str:
    """With an organisation and ten people; the recovery key."""
    database, recovery_key = Database.create(folder, "w0")
    with database.writing() as session:
        programme.found(session, programme.OrganisationDetails(name="Patenschaften Musterstadt e. V."))
        for n in range(10):
            add_person(session, -1 - n)
    database.close()
    return recovery_key


def add_person(session: Any, n: int) -> None:
    """Three tables in one change, so that a torn one would show."""
    from mentorhub import consent

    role = RoleDetails(Role.MENTOR, RoleStatus.CLEARED, 1)
    person = people.add(session, PersonDetails(first_name=f"Probe {n}", note="x" * 500), [role], DAY)
    consent.add_evidence(session, person, EvidenceKind.CONFIDENTIALITY, DAY, DAY)


def edit(database: Database, say: Say, start: int) -> None:
    for n in range(start, start + 100_000):
        with database.writing() as session:
            add_person(session, n)
        say({"person": n})


def back_up(database: Database, say: Say, start: int) -> None:
    for n in range(start, start + 100_000):
        with database.writing() as session:
            add_person(session, n)
        say({"person": n})
        made = backups.make(database, backups.Reason.INTERVAL, NOW + timedelta(hours=n))
        say({"backup": made.path.name, "person": n})


def restore(database: Database, say: Say, start: int) -> None:
    """Back and forth between two states: the one with an even number of people more, and the one without."""
    folder, data_key = database.folder, database._data_key
    made = backups.make(database, backups.Reason.MANUAL, NOW + timedelta(hours=start))
    say({"ready": made.path.name})
    for _n in range(100_000):
        backups.restore(made.path, folder, database)
        database = Database(folder, data_key)
        with database.writing() as session:
            for more in range(2):
                add_person(session, start + more)
        say({"restored": made.path.name})


def change_key(database: Database, say: Say, start: int) -> None:
    for n in range(start, start + 100_000):
        say({"trying": f"w{n}"})
        database.change_key(f"w{n}")
        say({"passphrase": f"w{n}"})


def change_passphrase(database: Database, say: Say, start: int) -> None:
    for n in range(start, start + 100_000):
        say({"trying": f"w{n}"})
        database.change_passphrase(f"w{n}")
        say({"passphrase": f"w{n}"})


JOBS: dict[str, Callable[[Database, Say, int], None]] = {
    "edit": edit,
    "backup": back_up,
    "restore": restore,
    "change key": change_key,
    "change passphrase": change_passphrase,
}


def numbers(database: Database) -> set[int]:
    """The people that are there, by the number in their name."""
    from sqlmodel import select

    from mentorhub.db.tables import Person

    with database.reading() as session:
        return {int(name.split()[1]) for name in session.exec(select(Person.first_name)).all()}


def torn(database: Database) -> int:
    """People who lack what was written in the same change."""
    query = (
        "SELECT count(*) FROM person WHERE id NOT IN (SELECT person_id FROM person_role) "
        "OR id NOT IN (SELECT person_id FROM evidence)"
    )
    with database.reading() as session:
        return int(session.connection().exec_driver_sql(query).scalar_one())


def lines(text: str) -> Iterator[dict[str, Any]]:
    """Whole lines only: the last may have been cut off."""
    for line in text.splitlines(keepends=True):
        if line.endswith("\n"):
            yield json.loads(line)
