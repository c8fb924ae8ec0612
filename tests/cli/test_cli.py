"""The command line keeps the shapes and exit codes that scripts rely on."""

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import PASSPHRASE
from make import Make
from mentorhub.cli.main import main
from mentorhub.db.database import Database

SAMPLE = Path(__file__).parents[2] / "resources" / "sample"


@pytest.fixture
def passphrase_file(tmp_path: Path) -> Path:
    path = tmp_path / "kennwort.txt"
    path.write_text(PASSPHRASE + "\nzweite Zeile zählt nicht\n", "utf-8")
    return path


class Run:
    """Calls `mentorhub` on the test's data folder and reads what it says."""

    def __init__(self, folder: Path, passphrase_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.before = ["--data", str(folder), "--passphrase-file", str(passphrase_file)]
        self.capsys = capsys

    def __call__(self, *words: str) -> tuple[int, str, str]:
        self.capsys.readouterr()
        code = main([*self.before, *words])
        said = self.capsys.readouterr()
        return code, said.out, said.err

    def json(self, *words: str) -> Any:
        code, out, err = self(*words, "--json")
        assert code == 0, err
        return json.loads(out)


@pytest.fixture
def run(folder: Path, passphrase_file: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    return Run(folder, passphrase_file, capsys)


def test_help_lists_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    for name in (
        "init",
        "demo",
        "import",
        "people",
        "pairings",
        "pair",
        "log",
        "print",
        "statistics",
        "figures",
        "export",
        "merge",
    ):
        assert f"\n    {name}" in said


def test_wrong_usage_ends_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["fly"])
    assert ended.value.code == 2


def test_init_makes_a_folder_that_opens(
    tmp_path: Path, passphrase_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = Run(tmp_path / "neu", passphrase_file, capsys)
    made = run.json("init", "--organisation", "Verein", "--no-keyring", "--recovery-sheet", str(tmp_path / "blatt.pdf"))
    assert (tmp_path / "blatt.pdf").read_bytes().startswith(b"%PDF")
    assert [Path(file["path"]).name for file in made["files"]] == ["blatt.pdf"]
    assert run.json("people") == []
    code, _out, err = run("init")
    assert (code, "schon Daten" in err) == (1, True)


@pytest.mark.parametrize("words", ["", "kurz", "\nzweite Zeile"])
def test_a_real_folder_needs_a_real_passphrase(
    tmp_path: Path, passphrase_file: Path, capsys: pytest.CaptureFixture[str], words: str
) -> None:
    passphrase_file.write_text(words, "utf-8")
    code, _out, err = Run(tmp_path / "neu", passphrase_file, capsys)("init", "--no-keyring")
    assert (code, "zu kurz" in err) == (1, True)
    assert not (tmp_path / "neu").exists()


def test_init_in_a_synced_folder_warns_in_plain_words(
    tmp_path: Path, passphrase_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = Run(tmp_path / "Dropbox" / "MentorHub", passphrase_file, capsys)
    made = run.json("init", "--no-keyring")
    assert "Dropbox" in made["warnings"][0]


def test_init_leaves_nothing_behind_when_the_sheet_can_not_be_written(
    tmp_path: Path, passphrase_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "blatt.pdf").write_text("schon da", "utf-8")
    (tmp_path / "datei").write_text("kein Ordner", "utf-8")
    run = Run(tmp_path / "neu", passphrase_file, capsys)
    for sheet in (tmp_path / "blatt.pdf", tmp_path / "datei" / "blatt.pdf"):
        code, _out, err = run("init", "--no-keyring", "--recovery-sheet", str(sheet))
        assert (code, err.count("\n")) == (1, 1)
        assert not (tmp_path / "neu").exists()


def test_the_recovery_sheet_never_lies_beside_the_data(
    tmp_path: Path, passphrase_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = Run(tmp_path / "neu", passphrase_file, capsys)
    code, _out, err = run("init", "--recovery-sheet", str(tmp_path / "neu" / "blatt.pdf"))
    assert (code, "nicht in den Datenordner" in err) == (1, True)
    assert not (tmp_path / "neu").exists()


def test_a_wrong_passphrase_says_so_and_ends_with_1(run: Run, passphrase_file: Path) -> None:
    passphrase_file.write_text("falsch", "utf-8")
    code, out, err = run("people", "--json")
    assert (code, out) == (1, "")
    assert err.count("\n") == 1
    assert "Kennwort stimmt nicht" in err


def test_a_folder_without_data_says_so(
    tmp_path: Path, passphrase_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _out, err = Run(tmp_path / "leer", passphrase_file, capsys)("people")
    assert (code, "keine Daten" in err) == (1, True)
    assert not (tmp_path / "leer").exists()


def test_a_missing_passphrase_file_says_so(run: Run, passphrase_file: Path) -> None:
    passphrase_file.unlink()
    code, _out, err = run("people")
    assert (code, "lässt sich nicht lesen" in err) == (1, True)


def test_english_is_spoken_on_request(run: Run, passphrase_file: Path) -> None:
    passphrase_file.write_text("falsch", "utf-8")
    code, _out, err = run("--language-ui", "en", "people")
    assert code == 1
    assert "Kennwort" not in err
    assert "passphrase" in err.lower() or "password" in err.lower()


def test_people_are_named_by_number(run: Run, make: Make) -> None:
    make.mentor(first_name="Şükrü", last_name="Öztürk", phone="030 23125001")
    (person,) = run.json("people", "--role", "mentor", "--search", "ozturk")
    assert person["number"] == "P-0001"
    assert person["roles"] == ["mentor"]
    assert person["status"] == "cleared"
    assert person["phone"] == "030 23125001"


def test_a_pair_starts_through_the_gates(run: Run, make: Make) -> None:
    make.mentor()
    make.mentee()
    assert run.json("pair", "P-0001", "P-0002", "--start", "2026-11-20") == {
        "pairing": "PS-2026-001",
        "status": "active",
        "missing": [],
        "blocking": [],
    }
    (pairing,) = run.json("pairings", "--status", "active")
    assert (pairing["mentor"], pairing["mentee"], pairing["number"]) == ("P-0001", "P-0002", "PS-2026-001")


def test_a_stopped_start_names_everything_and_leaves_no_pairing(run: Run, make: Make) -> None:
    make.mentor(with_papers=False)
    make.mentee(birth_year=2014)
    code, out, err = run("pair", "P-0001", "P-0002", "--start", "2026-11-20", "--json")
    assert code == 1
    assert len(json.loads(out)["missing"]) == 3
    assert "Verschwiegenheitserklärung" in err
    assert run.json("pairings") == []


def test_a_month_of_meetings_is_one_entry(run: Run, make: Make) -> None:
    make.pairing(start=make.today.replace(month=9))
    logged = run.json(
        "log", "PS-2026-001", "--date", "2026-10-15", "--minutes", "540", "--count", "4", "--topic", "german",
        "--topic", "Begleitung zum Termin",
    )  # fmt: skip
    assert logged["date"] == "2026-10-31"
    assert logged["topics"] == ["german", "appointment"]


@pytest.mark.parametrize("impossible", [("--minutes", "-5"), ("--count", "0"), ("--minutes", "99999")])
def test_impossible_numbers_are_refused_in_words(run: Run, make: Make, impossible: tuple[str, str]) -> None:
    make.pairing(start=make.today.replace(month=9))
    code, _out, err = run("log", "PS-2026-001", "--date", "2026-10-15", *impossible)
    assert (code, err.count("\n")) == (1, 1)


def test_wrong_usage_is_said_in_german(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["people", "--unsinn"])
    assert "unbekannte Angabe: --unsinn" in capsys.readouterr().err


def test_an_unknown_pairing_or_person_says_so(run: Run) -> None:
    code, _out, err = run("log", "PS-2026-099", "--date", "2026-10-15")
    assert (code, "PS-2026-099" in err) == (1, True)
    code, _out, err = run("pair", "P-0001", "P-0002")
    assert (code, "P-0001" in err) == (1, True)


def test_the_agreement_is_printed_once_and_never_overwritten(run: Run, make: Make, tmp_path: Path) -> None:
    make.pairing()
    made = run.json("print", "agreement", "--pairing", "PS-2026-001", "--to", str(tmp_path / "papier"))
    path = Path(made["files"][0]["path"])
    before = path.read_bytes()
    assert before.startswith(b"%PDF")
    code, _out, err = run("print", "agreement", "--pairing", "PS-2026-001", "--to", str(tmp_path / "papier"))
    assert (code, "gibt es schon" in err) == (1, True)
    assert path.read_bytes() == before


def test_a_blank_agreement_can_be_printed(run: Run, tmp_path: Path) -> None:
    made = run.json("print", "agreement", "--blank", "--to", str(tmp_path))
    assert Path(made["files"][0]["path"]).name == "Patenschaftsvereinbarung_leer.pdf"
    papers = {each["paper"]: each["languages"] for each in run.json("print", "--list")}
    assert papers["agreement"][0] == "de"
    assert {"confidentiality", "mentee_form", "phone_list"} <= papers.keys()


def test_a_persons_paper_and_a_list_can_be_printed(run: Run, make: Make, tmp_path: Path) -> None:
    make.mentor()
    run.json("print", "confidentiality", "--person", "P-0001", "--to", str(tmp_path))
    run.json("print", "phone_list", "--to", str(tmp_path))
    assert sorted(path.name for path in tmp_path.glob("*.pdf")) == ["Telefonliste.pdf", "Verschwiegenheit_P-0001.pdf"]
    code, _out, err = run("print", "confidentiality", "--to", str(tmp_path))
    assert (code, "--person" in err) == (1, True)


def test_match_keeps_its_shape_and_its_points_add_up(run: Run, make: Make) -> None:
    make.mentor(languages=(("de", "native"), ("uk", "b1")))
    make.mentee(languages=(("uk", "native"),))
    make.mentee(first_name="Yusuf", languages=(("so", "native"),))
    found = run.json("match")
    (pair,) = found["pairs"]
    assert (pair["mentor"], pair["mentee"]) == ("P-0001", "P-0002")
    assert sum(reason["points"] for reason in pair["reasons"]) == pair["score"]
    assert sum(pair["score"] for pair in found["pairs"]) == found["total"]
    (left,) = found["unmatched"]
    assert (left["person"], left["role"]) == ("P-0003", "mentee")
    assert left["reasons"]
    assert {"load", "score", "assign"} <= found["milliseconds"].keys()


def test_match_proposes_on_request(run: Run, make: Make) -> None:
    make.mentor(languages=(("uk", "b1"),))
    make.mentee(languages=(("uk", "native"),))
    run.json("match", "--propose")
    assert [pairing["status"] for pairing in run.json("pairings")] == ["proposed"]


def test_import_keeps_its_shape_and_a_dry_run_writes_nothing(run: Run) -> None:
    dry = run.json("import", str(SAMPLE / "Patinnen_und_Paten.csv"), "--dry-run")
    assert dry["written"] is False
    assert dry["kind"] == "mentors"
    assert dry["encoding"] == "cp1252"
    assert {"heading": "Vorname", "field": "first_name"} in dry["columns"]
    assert run.json("people") == []
    done = run.json("import", str(SAMPLE / "Patinnen_und_Paten.csv"))
    assert done["written"] is True
    assert done["added"] >= 60
    assert done.keys() >= {"file", "rows", "changed", "skipped", "refused", "duplicates"}


def test_a_list_with_no_recognisable_column_is_refused_whole(run: Run, tmp_path: Path) -> None:
    (tmp_path / "liste.csv").write_text("foo;bar\n1;2\n", "utf-8")
    code, out, err = run("import", str(tmp_path / "liste.csv"))
    assert (code, out) == (1, "")
    assert err.count("\n") == 1
    assert run.json("people") == []


def test_statistics_and_figures_write_files_and_never_twice(run: Run, make: Make, tmp_path: Path) -> None:
    for _number in range(6):
        make.pairing(start=make.today.replace(month=7))
    package = run.json("statistics", "--period", "2026-Q3", "--to", str(tmp_path / "netzwerk"))
    assert package.keys() == {"files", "warnings"}
    assert all(len(file["sha256"]) == 64 for file in package["files"])
    figures = run.json("figures", "--period", "2026-Q3", "--to", str(tmp_path / "intern"))
    assert len(figures["files"]) == 2
    code, _out, _err = run("figures", "--period", "2026-Q3", "--to", str(tmp_path / "intern"))
    assert code == 1
    for command in ("statistics", "figures"):
        code, _out, err = run(command, "--period", "2031", "--to", str(tmp_path / command))
        assert (code, err.count("\n")) == (1, 1)
    code, _out, err = run("statistics", "--period", "irgendwann", "--to", str(tmp_path))
    assert (code, "irgendwann" in err) == (1, True)


def test_a_damaged_package_is_refused_with_the_reason(run: Run, make: Make, tmp_path: Path) -> None:
    make.pairing(start=make.today.replace(month=7))
    made = run.json("statistics", "--period", "2026-Q3", "--to", str(tmp_path / "netzwerk"))
    package = next(Path(file["path"]) for file in made["files"] if file["path"].endswith(".zip"))
    content = bytearray(package.read_bytes())
    content[len(content) // 2] ^= 1
    package.write_bytes(content)
    code, out, err = run("merge", str(package), "--to", str(tmp_path / "stadt"))
    assert (code, out) == (1, "")
    assert err.count("\n") == 1
    assert not (tmp_path / "stadt").exists() or list((tmp_path / "stadt").iterdir()) == []


def test_a_bug_ends_with_3_and_its_report_quotes_nobody(
    run: Run, make: Make, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.mentor(first_name="Canarietta")

    def broken(*_args: object) -> None:
        raise RuntimeError("Canarietta")

    monkeypatch.setattr("mentorhub.people.rows", broken)
    code, _out, err = run("people")
    assert code == 3
    report = Path(err.rsplit(": ", 1)[1].strip())
    assert "RuntimeError" in report.read_text("utf-8")
    assert "Canarietta" not in report.read_text("utf-8")
