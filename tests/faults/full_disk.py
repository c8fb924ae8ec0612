"""F3: a disk of 12 MB is filled up while somebody saves, backs up, migrates and starts. Linux, in a mount of its own.

Runs itself again under `unshare -rm`, so that the small disk is nobody else's business.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import jobs
import next_version

from mentorhub import backups, people
from mentorhub.db import disk, migrations
from mentorhub.db.database import FILE, Database
from mentorhub.db.keys import RecoveryKey
from mentorhub.errors import MentorHubError
from mentorhub.people import PersonDetails


def fill(folder: Path, leave: int = 0) -> Path:
    """Until so many bytes are left."""
    path = folder.parent / "filling"
    with path.open("wb", buffering=0) as out:
        step = 65536
        while step >= 512:
            try:
                while disk.free_bytes(folder) > leave + step:
                    out.write(bytes(step))
                if leave:
                    break
                out.write(bytes(step))
            except OSError:
                step //= 2
    return path


def told(work: Callable[[], object]) -> str:
    """The sentence of the trouble."""
    try:
        work()
    except MentorHubError as trouble:
        return str(trouble)
    return ""


def main(folder: Path) -> int:
    jobs.quick_keys()
    secret = RecoveryKey(jobs.new_folder(folder))
    rows: list[tuple[str, bool]] = []

    database = Database.open(folder, secret)
    with database.writing() as session:
        for n in range(100, 300):
            people.add(session, PersonDetails(first_name=f"Probe {n}", note="x" * 3000), [], jobs.DAY)
    (folder / disk.BALLAST).write_bytes(bytes(1 << 20))
    before = jobs.numbers(database)
    filling = fill(folder, leave=60_000)

    def save_much() -> None:
        with database.writing() as session:
            for n in range(1000, 1400):
                people.add(session, PersonDetails(first_name=f"Probe {n}", note="x" * 3000), [], jobs.DAY)

    sentence = told(save_much)
    rows.append(("saving: says there is no room", "kein Platz" in sentence))
    rows.append(("saving: nothing changed", jobs.numbers(database) == before))
    rows.append(("saving: the reserve was given back", not (folder / disk.BALLAST).exists()))
    filling.unlink()
    with database.writing() as session:
        jobs.add_person(session, 2000)
    rows.append(("after making room: saving works", 2000 in jobs.numbers(database)))

    made = backups.make(database, backups.Reason.MANUAL, jobs.NOW)
    filling = fill(folder, leave=200_000)
    sentence = told(lambda: backups.make(database, backups.Reason.MANUAL, jobs.NOW.replace(hour=12)))
    rows.append(("backup: says there is no room", "Platz" in sentence and "beschädigt" not in sentence))
    rows.append(
        ("backup: the older one stays, no rest", [p.name for p in made.path.parent.iterdir()] == [made.path.name])
    )
    sentence = told(lambda: backups.preview(made.path, database))
    rows.append(("preview: says there is no room, backup not blamed", "Platz" in sentence and made.path.exists()))
    filling.unlink()
    rows.append(("after making room: data sound", database.check(thorough=True) == []))
    everybody = jobs.numbers(database)
    database.close()

    content = (folder / FILE).read_bytes()
    known = migrations.KNOWN, migrations.HEAD, migrations.FOLDERS
    next_version.install(Path(tempfile.mkdtemp()) / "versions")
    filling = fill(folder, leave=len(content))
    rows.append(("migration: says there is no room", "Platz" in told(lambda: Database.open(folder, secret))))
    rows.append(("migration: file untouched", (folder / FILE).read_bytes() == content))
    migrations.KNOWN, migrations.HEAD, migrations.FOLDERS = known
    filling.unlink()

    filling = fill(folder)
    looking = Database.open(folder, secret)
    rows.append(("start at zero bytes: opens for looking", looking.read_only and jobs.numbers(looking) == everybody))
    rows.append(("start at zero bytes: saving says why", "kein Platz" in told(lambda: _save(looking))))
    looking.close()
    filling.unlink()
    again = Database.open(folder, secret)
    _save(again)
    rows.append(("after making room: writes again", not again.read_only and again.check(thorough=True) == []))
    again.close()

    for what, right in rows:
        print(f"full disk, {what:55}{'as promised' if right else 'WRONG':>14}")
    return 0 if all(right for _what, right in rows) else 1


def _save(database: Database) -> None:
    with database.writing() as session:
        jobs.add_person(session, 3000)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.exit(main(Path(sys.argv[1]) / "data"))
    with tempfile.TemporaryDirectory() as place:
        shell = f"mount -t tmpfs -o size=12m none {place} && exec {sys.executable} {__file__} {place}"
        sys.exit(
            subprocess.run(
                [shutil.which("unshare") or "unshare", "-rm", "sh", "-c", shell], env=os.environ, check=False
            ).returncode
        )
