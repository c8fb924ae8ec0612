"""Makes the stored data folder of a version: `python make_old_file.py 0.1.0`. Run once for each release, then commit.

Fifty invented people, so that every table has rows. The passphrase stands in the test.
"""

import shutil
import sys
import tempfile
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from make import Make
from mentorhub import programme
from mentorhub.choices import Topic
from mentorhub.db.database import FILE, Database
from mentorhub.db.keys import KEY_FILE

PASSPHRASE = "altes Kennwort"
DAY = date(2026, 11, 22)
FIRST = "Anna Bernd Çiğdem Dmytro Elif Farid Gül Hanna Ivan Jürgen".split()
LAST = "Müller Коваленко Öztürk حداد Ghebremedhin".split()


def main(version: str) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "data"
        database, _recovery_key = Database.create(folder, PASSPHRASE)
        with database.writing() as session:
            programme.found(session, programme.OrganisationDetails(name="Patenschaften Musterstadt e. V."))
            programme.set_rule(session, "pairing.trial_weeks", 4)
        make = Make(database, DAY)
        for n in range(25):
            spelled: dict[str, Any] = {"first_name": FIRST[n % 10], "last_name": LAST[n % 5], "note": f"Notiz {n}"}
            mentor = make.mentor(**spelled, topics=frozenset({list(Topic)[n % len(Topic)]}))
            mentee = make.mentee(first_name=FIRST[(n + 3) % 10], last_name=LAST[(n + 2) % 5])
            if n < 15:
                pairing = make.pairing(mentor, mentee, DAY - timedelta(days=n * 20))
                make.meeting(pairing, DAY)
        database.close()
        target = Path(__file__).with_name(f"{version}.zip")
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in (FILE, KEY_FILE):
                archive.write(folder / name, name)
        shutil.rmtree(folder)


if __name__ == "__main__":
    main(sys.argv[1])
