"""F11 in short: the stored data folder of every released version opens in this one."""

import importlib
import zipfile
from pathlib import Path

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlmodel import select

from make import Make
from mentorhub import people, programme
from mentorhub.choices import Region
from mentorhub.db.database import Database
from mentorhub.db.keys import Passphrase
from mentorhub.db.migrations import HEAD
from mentorhub.db.tables import RuleSetting

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


def test_a_field_in_which_something_is_stored_is_switched_on(make: Make, database: Database) -> None:
    make.mentee(origin_region=Region.AFRICA)
    step = importlib.import_module("mentorhub.db.migrations.versions.0002_working_day")
    with database.writing() as session:
        programme.switch_field(session, "origin_region", on=False)
        for setting in session.exec(select(RuleSetting)).all():
            session.delete(setting)
        session.flush()
        with Operations.context(MigrationContext.configure(session.connection())):
            step._switch_on_what_is_in_use()
        assert {field.name for field in programme.fields(session) if field.on and not field.default} == {
            "origin_region"
        }
