"""Everything out and in again from the command line."""

import json
from pathlib import Path

import pytest

from conftest import PASSPHRASE
from make import Make
from mentorhub import changes
from mentorhub.cli.main import main


def _run(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    secret = folder.with_name("kennwort.txt")
    secret.write_text(PASSPHRASE, "utf-8")
    code = main(["--data", str(folder), "--passphrase-file", str(secret), *words])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_what_was_exported_is_imported_into_a_new_folder(
    make: Make, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make.pairing()
    path, other = tmp_path / "aus" / "alles.xlsx", tmp_path / "neu"
    code, out, _err = _run(folder, capsys, "export", "--to", str(path), "--json")
    assert code == 0
    assert [each["path"] for each in json.loads(out)["files"]] == [str(path)]
    assert json.loads(out)["warnings"]
    assert _run(other, capsys, "init", "--no-keyring", "--organisation", "Neu")[0] == 0
    code, _out, err = _run(other, capsys, "import", str(path))
    assert (code, err) == (0, "")
    assert "PS-2026-001" in _run(other, capsys, "pairings")[1]
    code, _out, err = _run(other, capsys, "import", str(path))
    assert code == 1
    assert "nicht leer" in err


def test_an_export_says_what_it_holds_is_noted_and_stays_out_of_the_data_folder(
    make: Make, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make.mentor(last_name="Abel")
    inside = folder / "aus" / "alles.xlsx"
    code, _out, err = _run(folder, capsys, "export", "--to", str(inside))
    assert code == 1
    assert "läge im Datenordner" in err
    assert not inside.parent.exists()
    code, out, _err = _run(folder, capsys, "export", "--to", str(tmp_path / "alles.xlsx"), "--json")
    assert "nicht verschlüsselt" in json.loads(out)["warnings"][0]
    with make.database.reading() as session:
        notes = [row.note for row in changes.rows(session, changes.search(session, changes.LogFilter()))]
    assert [note for note in notes if note.startswith("Alles als Arbeitsmappe")]
    assert not any("Abel" in note for note in notes)
