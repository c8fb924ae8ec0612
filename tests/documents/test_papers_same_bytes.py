"""The same data make the same file: on another day, in another process, time zone and language of the computer."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from office import TODAY, an_office

from mentorhub.db.database import Database
from mentorhub.db.keys import RecoveryKey

_SCRIPT = (
    "import json, sys; from pathlib import Path; sys.path.insert(0, 'tests/documents');"
    "from every_paper import digests; given = json.load(sys.stdin);"
    "print(digests(Path(given['folder']), given['key'], given['ids'], given['today']))"
)
SETTINGS = (("1", "Asia/Tokyo", "de_DE.UTF-8"), ("4711", "America/New_York", "tr_TR.UTF-8"))


def test_every_paper_has_the_same_bytes_in_every_process(folder: Path, recovery_key: str, tmp_path: Path) -> None:
    database = Database.open(folder, RecoveryKey(recovery_key))
    ids = {about: [str(each) for each in found] for about, found in an_office(database).ids.items()}
    database.close()
    running = []
    for seed, zone, language in SETTINGS:
        own = shutil.copytree(folder, tmp_path / seed)
        given = json.dumps({"folder": str(own), "key": recovery_key, "ids": ids, "today": TODAY.isoformat()})
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LANG": language, "LC_ALL": language}
        started = subprocess.Popen(
            [sys.executable, "-c", _SCRIPT], cwd=Path(__file__).parents[2], env={**environment, "PYTHONPATH": "."},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        running.append((started, given))
    found = {started.communicate(given, timeout=300)[0] for started, given in running}
    assert all(started.returncode == 0 for started, _given in running)
    assert len(found) == 1
    assert len(found.pop().splitlines()) > 25
