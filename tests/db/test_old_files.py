"""F11 in short: the stored data folder of every released version opens in this one."""

import zipfile
from pathlib import Path

import pytest

from mentorhub import people, programme
from mentorhub.db.database import Database
from mentorhub.db.keys import Passphrase
from mentorhub.db.migrations import HEAD

PASSPHRASE = "altes Kennwort"
FOLDERS = sorted((Path(__file__).parents[1] / "old_files").glob("*.zip"))


@pytest.mark.parametrize("stored", FOLDERS, ids=[path.stem for path in FOLDERS])
def test_the_data_of_an_older_version_open_and_are_all_there(stored: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(stored) as archive:
        archive.extractall(tmp_path / "data")
    opened = Database.open(tmp_path / "data", Passphrase(PASSPHRASE))
    counts = opened.counts()
    assert (counts["person"], counts["pairing"], counts["activity"], counts["evidence"]) == (50, 15, 15, 25)
    assert opened.check(thorough=True) == []
    with opened.reading() as session:
        assert session.connection().exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == HEAD
        assert programme.number(session, "pairing.trial_weeks") == 4
        notes = {people.get(session, person).note for person in people.search(session)}
    assert {f"Notiz {n}" for n in range(25)} <= notes
    opened.close()


def test_there_is_a_stored_folder_of_this_form() -> None:
    assert FOLDERS
