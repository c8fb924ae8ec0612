"""A file that is put on record never appears before its record is safe, whatever is cut off in between."""

from pathlib import Path

import pytest
from sqlmodel import Session

from make import Make
from mentorhub import reminders
from mentorhub.db import leaving
from mentorhub.db.database import Database
from mentorhub.files import FileTrouble


class PowerCut(BaseException):
    """Nothing after it runs, as far as a test can say so."""


def test_the_file_gets_its_name_when_all_is_saved(database: Database, tmp_path: Path) -> None:
    target = tmp_path / "Paket.zip"
    with database.writing() as session:
        written = leaving.write(session, target, b"figures")
        assert not target.exists()
    assert (target.read_bytes(), written.path) == (b"figures", target)
    assert [path.name for path in tmp_path.glob("Paket*")] == ["Paket.zip"]


def test_nothing_appears_if_the_change_fails(database: Database, tmp_path: Path) -> None:
    with pytest.raises(PowerCut), database.writing() as session:
        leaving.write(session, tmp_path / "Paket.zip", b"figures")
        raise PowerCut
    assert list(tmp_path.glob("Paket*")) == []


def test_nothing_appears_if_the_power_fails_before_the_commit(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Session, "commit", _power_cut)
    with pytest.raises(PowerCut), database.writing() as session:
        leaving.write(session, tmp_path / "Paket.zip", b"figures")
    assert list(tmp_path.glob("Paket*")) == []


def test_the_record_is_kept_if_the_power_fails_after_the_commit(
    database: Database, make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leaving, "release", _power_cut)
    with pytest.raises(PowerCut), database.writing() as session:
        reminders.add(session, make.today, "Paket geschickt")
        leaving.write(session, tmp_path / "Paket.zip", b"figures")
    assert not (tmp_path / "Paket.zip").exists()
    with database.reading() as session:
        assert [row.text for row in reminders.still_open(session, make.today)] == ["Paket geschickt"]


def test_no_file_is_overwritten_and_two_of_one_name_are_refused(database: Database, tmp_path: Path) -> None:
    (tmp_path / "da.zip").write_bytes(b"older")
    with pytest.raises(FileTrouble, match="gibt es schon"), database.writing() as session:
        leaving.write(session, tmp_path / "da.zip", b"figures")
    with pytest.raises(FileTrouble, match="gibt es schon"), database.writing() as session:
        leaving.write(session, tmp_path / "neu.zip", b"one")
        leaving.write(session, tmp_path / "neu.zip", b"two")
    assert [path.name for path in tmp_path.glob("*.zip*")] == ["da.zip"]
    assert (tmp_path / "da.zip").read_bytes() == b"older"


def test_a_file_that_came_in_between_stays_and_the_others_do_not_appear(database: Database, tmp_path: Path) -> None:
    with pytest.raises(FileTrouble, match="gibt es schon"), database.writing() as session:
        leaving.write(session, tmp_path / "eins.zip", b"one")
        leaving.write(session, tmp_path / "zwei.zip", b"two")
        (tmp_path / "eins.zip").write_bytes(b"somebody else's")
    assert [path.name for path in tmp_path.glob("*.zip*")] == ["eins.zip"]
    assert (tmp_path / "eins.zip").read_bytes() == b"somebody else's"


def _power_cut(*_arguments: object) -> None:
    raise PowerCut
