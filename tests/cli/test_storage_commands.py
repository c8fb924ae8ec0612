"""backup, restore and check, as scripts rely on them."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from conftest import PASSPHRASE
from make import Make
from mentorhub.cli.main import main
from mentorhub.db import database as db


class Run:
    def __init__(self, folder: Path, words: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.before = ["--data", str(folder), "--passphrase-file", str(words)]
        self.capsys = capsys

    def __call__(self, *words: str, code: int = 0) -> Any:
        self.capsys.readouterr()
        ended = main([*self.before, *words, "--json"])
        said = self.capsys.readouterr()
        assert ended == code, said.err
        return json.loads(said.out) if said.out else said.err


@pytest.fixture
def words(tmp_path: Path) -> Path:
    path = tmp_path / "kennwort.txt"
    path.write_text(PASSPHRASE + "\n", "utf-8")
    return path


@pytest.fixture
def run(folder: Path, words: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    return Run(folder, words, capsys)


def _checks(answer: Any) -> set[str]:
    return {finding["check"] for finding in answer["findings"]}


def test_backup_names_the_file_and_its_digest(run: Run, make: Make) -> None:
    make.pairing()
    answer = run("backup")
    [file] = answer["files"]
    assert hashlib.sha256(Path(file["path"]).read_bytes()).hexdigest() == file["sha256"]
    assert answer["warnings"] == []


def test_restore_shows_first_does_then_and_names_the_way_back(run: Run, make: Make) -> None:
    make.pairing()
    path = run("backup")["files"][0]["path"]
    make.mentor()
    make.database.close()
    shown = run("restore", path, "--dry-run")
    assert not shown["restored"]
    assert shown["backup"]["lost"]["person"] == 1
    done = run("restore", path)
    assert done["restored"]
    assert Path(done["before"]).exists()
    assert len(run("people")) == 2


def test_restore_on_an_empty_laptop_with_the_recovery_key(
    run: Run, make: Make, tmp_path: Path, recovery_key: str, capsys: pytest.CaptureFixture[str]
) -> None:
    make.pairing()
    path = run("backup")["files"][0]["path"]
    (tmp_path / "key.txt").write_text(recovery_key.lower(), "utf-8")
    other = Run(tmp_path / "new", tmp_path / "key.txt", capsys)
    assert other("restore", path)["restored"]
    assert len(Run(tmp_path / "new", Path(run.before[3]), capsys)("people")) == 2


def test_check_gives_advice_and_then_nothing_but_the_missing_stick(run: Run, make: Make) -> None:
    answer = run("check")
    assert answer["ok"]
    assert {"backup", "second place", "recovery"} <= _checks(answer)
    run("backup")
    make.database.note_recovery_key_saved()
    assert _checks(run("check")) <= {"second place", "space"}


def test_check_names_damage_with_its_remedy_and_ends_with_one(run: Run, make: Make, folder: Path) -> None:
    path = run("backup")["files"][0]["path"]
    make.database.close()
    live = folder / db.FILE
    live.write_bytes(live.read_bytes()[:8192])
    answer = run("check", code=1)
    assert not answer["ok"]
    assert path in answer["findings"][0]["remedy"]
    assert run("restore", path)["set_aside"]
    assert run("check")["ok"]


def test_a_file_that_is_no_backup_is_refused_in_one_sentence(run: Run, words: Path) -> None:
    assert "keine Sicherung" in run("restore", str(words), code=1)
