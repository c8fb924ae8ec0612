"""Ratios of the storage in one run: `python benchmarks/storage.py [--people 5000 --activities 200000]`.

Encrypted against plain SQLite for the program's own queries, a backup against a bare copy of the file, the time from a
keystroke to the answer, the start to a usable window against an empty PySide6 window. Medians on this machine; what
counts are the ratios.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from mentorhub import activities, backups, notes, people, programme, today
from mentorhub.choices import Role, RoleStatus
from mentorhub.db import copies, keys, note_index
from mentorhub.db.database import FILE, Database
from mentorhub.db.keys import Passphrase, RecoveryKey
from mentorhub.db.tables import Activity, Person, PersonRole, new_id
from mentorhub.people import PersonDetails, RoleDetails

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

DAY = date(2026, 11, 22)
_PLACES = ("Park", "Café", "Bürgerbüro", "Museum", "Zuhause", "Jobcenter", "Schwimmbad")
TYPED = ("m", "mo", "moh", "mohamed", "schewtsch", "Ozturk", "kowal", "Haddad", "neubeck", "xqz")


def fill(database: Database, n_people: int, n_activities: int) -> None:
    """Invented people with the names of the search test, a tenth of them in pairings, and their meetings."""
    import test_names
    from make import Make

    names = [pair[0] for pair in test_names._PAIRS]  # invented spellings
    with database.writing() as session:
        programme.found(session, programme.OrganisationDetails(name="Messung"))
        first = people.add(
            session, PersonDetails(first_name="Anna"), [RoleDetails(Role.MENTOR, RoleStatus.CLEARED)], DAY
        )
        template = session.get(Person, first)
        assert template is not None  # noqa: S101 - just added
        columns = template.model_dump(exclude={"id", "number"})
        ids = [new_id() for _n in range(n_people - 1)]
        spelled = [(names[n % len(names)].split()[0], names[n * 7 % len(names)].split()[-1]) for n in range(n_people)]
        for chunk in range(0, len(ids), 1000):
            session.execute(
                sa.insert(Person),
                [
                    columns
                    | {"id": ids[n], "number": n + 2, "first_name": spelled[n][0], "last_name": spelled[n][1]}
                    | {"sort_key": f"{spelled[n][1]}, {spelled[n][0]}".casefold()}
                    | {"search_text": " ".join(spelled[n]).casefold()}
                    for n in range(chunk, min(chunk + 1000, len(ids)))
                ],
            )
        place = {"role": Role.MENTOR, "status": RoleStatus.CLEARED, "capacity": 1, "status_since": DAY}
        session.execute(
            sa.insert(PersonRole), [place | {"id": new_id(), "person_id": key, "registered_on": DAY} for key in ids]
        )
    make = Make(database, DAY)
    pairings = [make.pairing(start=DAY - timedelta(days=n)) for n in range(20)]
    meeting = make.meeting(pairings[0])
    with database.writing() as session:
        one = session.get(Activity, meeting)
        assert one is not None  # noqa: S101 - just added
        columns = one.model_dump(exclude={"id"})
        for chunk in range(0, n_activities, 5000):
            session.execute(
                sa.insert(Activity),
                [
                    columns
                    | {"id": new_id(), "pairing_id": pairings[n % 20], "day": DAY - timedelta(days=n % 700)}
                    | {"note": f"Treffen im {_PLACES[n % len(_PLACES)]}, Thema {n % 97}"}
                    for n in range(chunk, min(chunk + 5000, n_activities))
                ],
            )


def plain_copy(database: Database, target: Path) -> sa.Engine:
    """The same rows in an SQLite file without encryption, opened with the same settings but the key."""
    import sqlcipher3.dbapi2 as cipher

    with database.reading() as session:
        raw: Any = session.connection().connection.driver_connection
        with closing(cipher.connect(str(target), isolation_level=None)) as plain:
            for (statement,) in raw.execute(
                "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND type IN ('table', 'index')"
                " AND name NOT LIKE 'note!_%' ESCAPE '!' ORDER BY type DESC"
            ).fetchall():
                plain.execute(statement)
            for table in copies.read_facts(raw).counts:
                rows = raw.execute(f'SELECT * FROM "{table}"').fetchall()  # noqa: S608 - our own tables
                if rows:
                    marks = ", ".join("?" * len(rows[0]))
                    plain.execute("BEGIN")
                    plain.executemany(f'INSERT INTO "{table}" VALUES ({marks})', rows)  # noqa: S608 - our own tables
                    plain.execute("COMMIT")
            note_index.make(plain)
    engine = sa.create_engine(sa.URL.create("sqlite", database=str(target)), module=cipher)

    @sa.event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        for pragma in ("journal_mode=WAL", "cache_size=-65536", "temp_store=MEMORY"):
            connection.execute(f"PRAGMA {pragma}")

    return engine


def median(work: Callable[[], object], times: int) -> float:
    """In milliseconds."""
    spent = []
    for _time in range(times):
        began = time.perf_counter()
        work()
        spent.append((time.perf_counter() - began) * 1000)
    return statistics.median(spent)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=5000)
    parser.add_argument("--activities", type=int, default=200_000)
    parser.add_argument("--times", type=int, default=7)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "data"
        database, recovery_key = Database.create(folder, "")
        fill(database, asked.people, asked.activities)
        size = (folder / FILE).stat().st_size / 1e6
        print(f"{asked.people} people, {asked.activities} activities, {size:.0f} MB")
        compare_queries(database, Path(place), asked.times)
        compare_backup(database, folder, Path(place), asked.times)
        keystrokes(database, asked.times)
        database.close()
        opening = median(lambda: Database.open(folder, RecoveryKey(recovery_key)).close(), asked.times)
        print(f"{'opening with the recovery key':44}{opening:9.1f} ms")
        compare_starts(folder, Path(place), asked.times)


def compare_queries(database: Database, place: Path, times: int) -> None:
    engine = plain_copy(database, place / "plain.db")
    with database.reading() as session:
        one = people.search(session, sort="number")[:50]
        pairing = UUID(str(session.connection().exec_driver_sql("SELECT id FROM pairing LIMIT 1").scalar_one()))
    queries: dict[str, Callable[[Session], object]] = {
        "list of people, first fifty": lambda session: people.rows(session, people.search(session)[:50]),
        "search for a name": lambda session: people.search(session, "haddad"),
        "search in notes": lambda session: notes.search(session, "treffen"),
        "fifty rows by id": lambda session: people.rows(session, one),
        "what is due today": lambda session: today.due(session, DAY),
        "figures on the first page": lambda session: today.overview(session, DAY),
        "activities of a pairing": lambda session: activities.rows(
            session, activities.search(session, pairing_id=pairing)[:50]
        ),
    }
    print(f"{'query':44}{'plain':>9}{'encrypted':>12}{'ratio':>8}")
    for name, query in queries.items():

        def plain(query: Callable[[Session], object] = query) -> None:
            with Session(engine) as session:
                query(session)

        def encrypted(query: Callable[[Session], object] = query) -> None:
            with database.reading() as session:
                query(session)

        plain()
        encrypted()
        a, b = median(plain, times), median(encrypted, times)
        print(f"{name:44}{a:9.1f}{b:12.1f}{b / a:8.2f}")
    engine.dispose()


def compare_backup(database: Database, folder: Path, place: Path, times: int) -> None:
    bare = median(lambda: shutil.copyfile(folder / FILE, place / "bare.db"), times)
    hours = iter(range(1000))

    def make() -> None:
        backups.make(database, backups.Reason.MANUAL, datetime.now(UTC) + timedelta(hours=next(hours)))

    made = median(make, min(times, 5))
    print(f"{'bare copy of the file':44}{bare:9.1f} ms")
    print(f"{'checked backup':44}{made:9.1f} ms{made / bare:11.1f} times")


_EMPTY_WINDOW = """
import os, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication(sys.argv)
window = QMainWindow()
window.resize(1280, 800)
window.show()
QTimer.singleShot(0, lambda: os._exit(0))
application.exec()
"""
_OUR_WINDOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from mentorhub.app.main import main
from mentorhub.ui.main_window import MainWindow
import os
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
shown = MainWindow.{signal}
def then_quit(window, *rest, **named):
    shown(window, *rest, **named)
    QTimer.singleShot(0, lambda: os._exit(0))
MainWindow.{signal} = then_quit
main(Path(sys.argv[1]))
"""


def compare_starts(folder: Path, place: Path, times: int) -> None:
    """Whole processes: Python, Qt, the program; until the window is there, and until Heute is.

    Modules come from compiled files, as they do on a laptop where the program is installed. Checking a passphrase is
    slow on purpose.
    """
    compiled = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    compiled["PYTHONPYCACHEPREFIX"] = str(place / "compiled")

    def run(words: str) -> None:
        command = [sys.executable, "-c", words, str(folder)]
        subprocess.run(command, check=True, env=compiled)  # noqa: S603 - our own words

    run(_OUR_WINDOW.format(signal="show_pages"))

    spent = {
        "an empty PySide6 window": median(lambda: run(_EMPTY_WINDOW), times),
        "our window": median(lambda: run(_OUR_WINDOW.format(signal="show")), times),
        "our window with the pages": median(lambda: run(_OUR_WINDOW.format(signal="show_pages")), times),
    }
    spent["of it checking the passphrase"] = median(lambda: keys.unlock(keys.read(folder), Passphrase("")), times)
    empty = spent["an empty PySide6 window"]
    for name, needed in spent.items():
        print(f"{name:44}{needed:9.1f} ms{needed / empty:11.1f} times")


def keystrokes(database: Database, times: int) -> None:
    spent = []
    for _time in range(times):
        for typed in TYPED:
            began = time.perf_counter()
            with database.reading() as session:
                people.rows(session, people.search(session, typed)[:50])
            spent.append((time.perf_counter() - began) * 1000)
    spent.sort()
    middle, late = spent[len(spent) // 2], spent[int(len(spent) * 0.95)]
    print(f"{'keystroke to answer, median and p95':44}{middle:9.1f} ms{late:9.1f} ms")


if __name__ == "__main__":
    main()
