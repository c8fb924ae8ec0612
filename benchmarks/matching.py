"""How long the matching takes and how much memory it needs, from 100 to 5,000 mentors and as many mentees.

    python benchmarks/matching.py [sizes ...]

For each size an encrypted folder is filled with invented people (three in ten mentors have several places, one
mentee in ten is a family that needs two). Two fresh processes then measure:

* the whole job (load, score, assign, explain), as the window and the command line run it, and its peak memory;
* scipy's bare assignment on the very matrix of places that the job hands it; and, for one person in the middle of
  the list, the ten best partners with what each would cost the others, against one pass of bare vector arithmetic
  over the same points.

The first such question about a proposal also finds everybody's price, once (`first ten`).

Whole, bare and ratios are processor time on one thread, so that a busy computer changes little; the parts of the job
are what its own clock says. The best of some repetitions counts.

Targets at 1,000: at most ten times the bare assignment, under 300 MB; the alternatives at 5,000: at most five times
the bare arithmetic.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from mentorhub import programme
from mentorhub.choices import (
    DayPart,
    EvidenceKind,
    Gender,
    GenderWish,
    Level,
    MenteeKind,
    PairingStatus,
    Purpose,
    Role,
    RoleStatus,
    Topic,
    Weekday,
)
from mentorhub.db.database import Database
from mentorhub.db.keys import RecoveryKey
from mentorhub.db.tables import (
    Consent,
    Evidence,
    Pairing,
    Person,
    PersonLanguage,
    PersonRole,
    PersonTime,
    PersonTopic,
)

TODAY = date(2026, 11, 22)
SIZES = (100, 300, 1_000, 5_000)
HEADINGS = "each side,pairs,load,score,assign,explain,whole,bare,ratio,peak,first ten,ten best,bare,ratio".split(",")
INTERESTS = "Kochen, Lesen, Fußball, Garten, Musik, Nähen, Schwimmen, Schach, Wandern, Malen".split(", ")


def main(arguments: list[str]) -> None:
    if arguments[:1] == ["--measure"]:
        what, folder, key = arguments[1:]
        print(json.dumps(MEASURES[what](Path(folder), key)))
        return
    print(" ".join(f"{heading:>9}" for heading in HEADINGS))
    for size in [int(size) for size in arguments] or SIZES:
        with tempfile.TemporaryDirectory() as directory:
            data_folder = Path(directory) / "data"
            recovery_key = fill(data_folder, size)
            job, bare = (measured(what, data_folder, recovery_key) for what in ("job", "bare"))
        columns = [
            f"{size:,}",
            f"{job['pairs']:,.0f}",
            *(f"{job[part]:,.0f} ms" for part in ("load", "score", "assign", "explain", "whole")),
            f"{bare['bare']:,.1f} ms",
            f"{job['whole'] / bare['bare']:.1f}",
            f"{job['peak']:,.0f} MB",
            f"{bare['first']:,.1f} ms",
            f"{bare['ten_best']:,.1f} ms",
            f"{bare['arithmetic']:,.1f} ms",
            f"{bare['ten_best'] / bare['arithmetic']:.1f}",
        ]
        print(" ".join(f"{column:>9}" for column in columns), flush=True)


def measured(what: str, folder: Path, key: str) -> dict[str, float]:
    """In a process of its own, so that its memory is its own."""
    command = [sys.executable, __file__, "--measure", what, str(folder), key]
    one_thread = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=one_thread)  # noqa: S603 - ourselves
    answer: dict[str, float] = json.loads(done.stdout)
    return answer


def whole_job(folder: Path, key: str) -> dict[str, float]:
    """Load, score, assign, explain; without opening the folder and without loading the libraries."""
    from mentorhub.matching import assignment, suggest  # noqa: F401 - the libraries load before the clock runs

    database = Database.open(folder, RecoveryKey(key))
    with database.reading() as session:
        best: dict[str, float] = {}
        for _repetition in range(repetitions(session)):
            began = time.process_time()
            proposal = suggest.suggest(session, TODAY)
            whole = 1000 * (time.process_time() - began)
            if whole < best.get("whole", float("inf")):
                best = {**proposal.milliseconds, "whole": whole, "pairs": len(proposal.pairs)}
            session.expire_all()
    database.close()
    return {**best, "peak": peak_megabytes()}


def bare_arithmetic(folder: Path, key: str) -> dict[str, float]:
    """What the numbers alone take: the assignment on the job's own matrix, and one pass over the points."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    from mentorhub.matching import assignment
    from mentorhub.matching.alternatives import Alternatives
    from mentorhub.matching.prepared import prepare

    matrices: list[Any] = []

    def watched(matrix: Any) -> Any:
        if not matrices:
            matrices.append(matrix.copy())
        return linear_sum_assignment(matrix)

    assignment.linear_sum_assignment = watched  # type: ignore[attr-defined, assignment]
    database = Database.open(folder, RecoveryKey(key))
    with database.reading() as session:
        times = repetitions(session)
        ready = prepare(session, TODAY)
    database.close()
    bare = fastest(lambda: linear_sum_assignment(matrices[0]), times)
    matrices.clear()
    points = ready.scores.points
    mentee = ready.scores.mentees[points.shape[1] // 2].number
    search = Alternatives(ready.scores, ready.best)
    first = fastest(lambda: search.of_mentee(mentee, 10), 1)

    def one_pass() -> None:
        nearest = np.full(points.shape[1], np.inf)
        for row in points:
            np.minimum(nearest, 1000.0 - row, out=nearest)

    return {
        "bare": bare,
        "first": first,
        "ten_best": fastest(lambda: search.of_mentee(mentee, 10), 5),
        "arithmetic": fastest(one_pass, 5),
    }


MEASURES: dict[str, Callable[[Path, str], dict[str, float]]] = {"job": whole_job, "bare": bare_arithmetic}


def repetitions(session: Any) -> int:
    from sqlmodel import func, select

    return 9 if session.exec(select(func.count()).select_from(Person)).one() <= 2_500 else 1


def fastest(what: Callable[[], object], times: int) -> float:
    """In milliseconds."""
    taken = []
    for _repetition in range(times):
        began = time.process_time()
        what()
        taken.append(1000 * (time.process_time() - began))
    return min(taken)


def peak_megabytes() -> float:
    """Of this process since it began; not known on Windows."""
    try:
        import resource
    except ImportError:
        return float("nan")
    in_kilobytes = 1 if sys.platform != "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / in_kilobytes


def fill(folder: Path, size: int) -> str:
    """A folder with so many mentors and mentees, as mixed as real lists; one in twenty has been in a pairing."""
    database, recovery_key = Database.create(folder, None)
    draw = random.Random(size)  # noqa: S311 - invented people, no secrets
    with database.writing() as session:
        programme.found(session, programme.OrganisationDetails(name="Patenschaften Musterstadt e. V."))
        rows: list[Any] = []
        mentors = [somebody(draw, rows, number, Role.MENTOR) for number in range(1, size + 1)]
        mentees = [somebody(draw, rows, size + number, Role.MENTEE) for number in range(1, size + 1)]
        rows += [
            Pairing(
                year=2025,
                number_in_year=number,
                mentor_id=mentor.id,
                mentee_id=mentee.id,
                status=PairingStatus.ENDED,
                start_on=date(2025, 1, 1),
                ended_on=date(2025, 12, 1),
            )
            for number, (mentor, mentee) in enumerate(zip(mentors[::20], mentees[::20], strict=True), 1)
        ]
        session.add_all([*mentors, *mentees])
        session.flush()
        session.add_all(rows)
    database.close()
    return recovery_key


def somebody(draw: random.Random, rows: list[Any], number: int, role: Role) -> Person:
    is_mentor = role is Role.MENTOR
    is_family = not is_mentor and draw.random() < 0.1
    person = Person(
        number=number,
        first_name=f"Vorname{number}",
        last_name=f"Nachname{number}",
        gender=draw.choice([Gender.FEMALE, Gender.FEMALE, Gender.MALE, Gender.UNKNOWN]),
        birth_year=draw.choice([None, *range(1950, 2007)]),
        postcode="59269",
        district=draw.choice(["Beckum", "Beckum", "Neubeckum", "Roland", "Vellern", ""]),
        german_level=Level.NATIVE
        if is_mentor
        else draw.choice([Level.UNKNOWN, Level.A1, Level.A2, Level.B1, Level.B2]),
        interests=", ".join(draw.sample(INTERESTS, draw.choice([0, 1, 2, 3]))),
        wish_gender=draw.choice([GenderWish.ANY] * 6 + [GenderWish.FEMALE, GenderWish.MALE]),
        wish_age_from=draw.choice([None] * 6 + [25, 30]),
        wish_age_to=draw.choice([None] * 6 + [60, 70]),
        wish_districts=draw.choice(["", "", "Beckum", "Neubeckum, Roland"]),
        kind=MenteeKind.FAMILY if is_family else MenteeKind.SINGLE,
        takes_families=draw.random() < 0.8,
    )
    rows.append(
        PersonRole(
            person_id=person.id,
            role=role,
            status=RoleStatus.CLEARED if is_mentor else RoleStatus.WAITING,
            status_since=TODAY,
            registered_on=TODAY - timedelta(days=draw.randint(0, 400)),
            capacity=draw.choice([1, 1, 1, 1, 1, 1, 1, 2, 2, 3]) if is_mentor else 1 + is_family,
        )
    )
    spoken = draw.sample(
        ["ar", "tr", "uk", "kmr", "ckb", "prs", "fa", "ru", "ti", "en", "fr", "so"], draw.choice([0, 1, 2])
    )
    levels = [Level.B1, Level.B2, Level.C1] if is_mentor else [Level.NATIVE, Level.C1]
    rows += [PersonLanguage(person_id=person.id, code=code, level=draw.choice(levels)) for code in spoken]
    free = {(draw.choice(list(Weekday)), draw.choice(list(DayPart))) for _ in range(draw.choice([0, 3, 5, 8]))}
    rows += [PersonTime(person_id=person.id, weekday=day, part=part) for day, part in sorted(free)]
    topics = draw.sample(list(Topic), draw.choice([0, 2, 3, 6]))
    rows += [PersonTopic(person_id=person.id, topic=topic) for topic in topics]
    if is_mentor and draw.random() < 0.8:
        rows.append(Evidence(person_id=person.id, kind=EvidenceKind.CONFIDENTIALITY, day=TODAY))
    if not is_mentor and draw.random() < 0.8:
        rows.append(Consent(person_id=person.id, purpose=Purpose.PARTICIPATION, given_on=TODAY))
    return person


if __name__ == "__main__":
    main(sys.argv[1:])
