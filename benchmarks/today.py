"""What *Heute* costs: `python benchmarks/today.py [--people 5000 --activities 200000 --pairings 1500]`.

`due` and `overview` against the bare statements that they send, in one run. Medians on this machine; what counts are
the ratios.
"""

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from mentorhub import people, programme, today
from mentorhub.choices import Happened, PairingStatus, Party, Role, RoleStatus
from mentorhub.db.database import Database
from mentorhub.db.tables import Activity, CheckIn, ConductCertificate, Pairing, Person, PersonRole, new_id
from mentorhub.people import PersonDetails, RoleDetails

DAY = date(2026, 11, 23)


def fill(database: Database, n_people: int, n_activities: int, n_pairings: int) -> None:
    """Invented people, half of them mentors, and a busy life of the first pairings."""
    chance = random.Random(1)  # noqa: S311 - an invented life
    with database.writing() as session:
        programme.found(session, programme.OrganisationDetails(name="Messung"))
        first = people.add(
            session, PersonDetails(first_name="Anna"), [RoleDetails(Role.MENTOR, RoleStatus.CLEARED)], DAY
        )
        template = session.get(Person, first)
        assert template is not None  # noqa: S101 - just added
        columns = template.model_dump(exclude={"id", "number"})
        ids = [new_id() for _n in range(n_people)]
        for part in _parts(
            columns | {"id": key, "number": n + 2, "first_name": f"Vorname{n}", "last_name": f"Nachname{n}"}
            for n, key in enumerate(ids)
        ):
            session.execute(sa.insert(Person), part)
        mentors, mentees = ids[: n_people // 2], ids[n_people // 2 :]
        place = {"status_since": DAY - timedelta(days=200), "registered_on": DAY - timedelta(days=200)}
        for part in _parts(
            place
            | {"id": new_id(), "person_id": key, "role": role, "capacity": 1}
            | {"status": chance.choice(statuses) if n >= n_pairings else statuses[0]}
            for role, side, statuses in (
                (Role.MENTOR, mentors, (RoleStatus.ACTIVE, RoleStatus.CLEARED, RoleStatus.ENDED, RoleStatus.ENDED)),
                (Role.MENTEE, mentees, (RoleStatus.PAIRED, RoleStatus.WAITING, RoleStatus.ENDED, RoleStatus.ENDED)),
            )
            for n, key in enumerate(side)
        ):
            session.execute(sa.insert(PersonRole), part)
        running = [new_id() for _n in range(n_pairings)]
        starts = [DAY - timedelta(days=chance.randint(3, 700)) for _n in running]
        for part in _parts(
            Pairing(
                id=key,
                year=2026,
                number_in_year=n + 1,
                mentor_id=mentors[n],
                mentee_id=mentees[n],
                status=PairingStatus.ACTIVE,
                start_on=starts[n],
                planned_end_on=starts[n] + timedelta(days=720),
                agreement_signed_on=starts[n],
            ).model_dump()
            for n, key in enumerate(running)
        ):
            session.execute(sa.insert(Pairing), part)
        for part in _parts(
            ConductCertificate(person_id=key, issued_on=DAY - timedelta(days=chance.randint(50, 2000))).model_dump()
            for key in mentors[:n_pairings]
        ):
            session.execute(sa.insert(ConductCertificate), part)
        for part in _parts(
            CheckIn(
                pairing_id=key, day=DAY - timedelta(days=chance.randint(1, 80)), party=chance.choice(tuple(Party))
            ).model_dump()
            for key in running * 6
        ):
            session.execute(sa.insert(CheckIn), part)
        for part in _parts(
            Activity(
                pairing_id=running[n % n_pairings],
                day=DAY - timedelta(days=n // n_pairings * 7 % 700 + chance.randint(0, 20)),
                minutes=90,
                happened=Happened.YES if n % 9 else Happened.CANCELLED_MENTEE,
            ).model_dump()
            for n in range(n_activities)
        ):
            session.execute(sa.insert(Activity), part)


def _parts(rows: Any, size: int = 5000) -> Any:
    part = []
    for row in rows:
        part.append(row)
        if len(part) == size:
            yield part
            part = []
    if part:
        yield part


def median(work: Callable[[], object], times: int) -> float:
    """In milliseconds, after one round that warms up."""
    work()
    spent = []
    for _time in range(times):
        began = time.perf_counter()
        work()
        spent.append((time.perf_counter() - began) * 1000)
    return statistics.median(spent)


def statements(database: Database, work: Callable[[Any], object]) -> list[tuple[str, Any]]:
    """Every statement that the work sends, with its values."""
    sent: list[tuple[str, Any]] = []
    with database.reading() as session:
        engine = session.connection().engine

        def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
            sent.append((statement, parameters))

        sa.event.listen(engine, "before_cursor_execute", note)
        work(session)
        sa.event.remove(engine, "before_cursor_execute", note)
    return sent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=5000)
    parser.add_argument("--activities", type=int, default=200_000)
    parser.add_argument("--pairings", type=int, default=1500)
    parser.add_argument("--times", type=int, default=7)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        database, _recovery_key = Database.create(Path(place) / "data", None)
        fill(database, asked.people, asked.activities, asked.pairings)
        works: dict[str, Callable[[Any], object]] = {
            "what is due (due)": lambda session: today.due(session, DAY),
            "the numbers at the top (overview)": lambda session: today.overview(session, DAY, ()),
        }
        print(f"{'':40}{'whole':>10}{'bare SQL':>10}{'ratio':>8}{'statements':>12}")
        for name, work in works.items():
            sent = statements(database, work)

            def whole(work: Callable[[Any], object] = work) -> None:
                with database.reading() as session:
                    work(session)

            def bare(sent: list[tuple[str, Any]] = sent) -> None:
                with database.reading() as session:
                    raw: Any = session.connection().connection.driver_connection
                    for statement, parameters in sent:
                        raw.execute(statement, parameters).fetchall()

            a, b = median(whole, asked.times), median(bare, asked.times)
            print(f"{name:40}{a:8.1f}ms{b:8.1f}ms{a / b:8.2f}{len(sent):12}")
        database.close()


if __name__ == "__main__":
    main()
