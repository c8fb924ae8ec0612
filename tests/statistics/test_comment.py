"""The coordinator's own words: never without her approval, never mixed with the figures, never changed on the way."""

import hashlib
import io
import json
import zipfile
from datetime import date
from pathlib import Path

import frictionless
import pytest
from towns import MADE_ON, association, beckum, publish

from make import Make
from mentorhub.db.database import Database
from mentorhub.errors import FieldError
from mentorhub.statistics import comments, export, ledger, package, periods, reading, sentences
from mentorhub.statistics.comment import PART, Comment
from mentorhub.statistics.package import Exported
from mentorhub.statistics.reading import PackageError

NETWORK = beckum()
QUARTER = periods.parse("2026-Q3")
TODAY = date(2026, 11, 23)
WORDS = "Uns fehlen Räume am Nachmittag.\nVon der Stadt wünschen wir uns einen Schlüssel für das Haus."


def exported(make: Make, folder: Path) -> Exported:
    with make.writing() as session:
        return export.export(session, QUARTER, folder, TODAY)


def write(make: Make, text: str, *, approve: bool = True) -> None:
    with make.writing() as session:
        comments.keep(session, QUARTER.code, text)
        if approve:
            comments.approve(session, QUARTER.code, text, TODAY)


def parts(done: Exported) -> dict[str, bytes]:
    with zipfile.ZipFile(done.files[0].path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_what_is_approved_leaves_in_a_file_of_its_own(make: Make, tmp_path: Path) -> None:
    make.pairing(start=date(2026, 8, 1))
    write(make, WORDS)
    done = exported(make, tmp_path)
    found = parts(done)
    assert sorted(found) == [PART, "LIESMICH.txt", "datapackage.json", "werte.csv"]
    said = found[PART].decode("utf-8-sig")
    assert sentences.COMMENT_UNPROTECTED in said
    assert "Was fehlt uns? Was wünschen wir von der Stadt?" in said
    assert "Räume am Nachmittag" in said
    assert "Räume" not in (found["LIESMICH.txt"] + found["werte.csv"]).decode("utf-8")
    package_read = reading.read(done.files[0].path, NETWORK)
    assert package_read.comment == Comment(WORDS, TODAY)


def test_what_was_never_approved_never_leaves(make: Make, tmp_path: Path) -> None:
    write(make, WORDS, approve=False)
    done = exported(make, tmp_path)
    assert PART not in parts(done)
    assert b"Nachmittag" not in done.files[0].path.read_bytes()
    assert any("nicht freigegeben" in warning for warning in done.warnings)


def test_a_change_after_the_approval_needs_another(make: Make, database: Database, tmp_path: Path) -> None:
    write(make, WORDS)
    with make.writing() as session:
        comments.keep(session, QUARTER.code, WORDS + "\nUnd Stühle.")
    assert PART not in parts(exported(make, tmp_path / "a"))
    with make.writing() as session:
        comments.approve(session, QUARTER.code, WORDS, TODAY)
    with database.reading() as session:
        assert comments.approved(session, QUARTER.code) == Comment(WORDS, TODAY), "what was seen is what is approved"
    with make.writing() as session:
        comments.take_back(session, QUARTER.code)
    with database.reading() as session:
        assert comments.approved(session, QUARTER.code) is None


def test_the_same_words_kept_again_stay_approved(make: Make, database: Database) -> None:
    write(make, WORDS)
    with make.writing() as session:
        comments.keep(session, QUARTER.code, WORDS + "  \n")
    with database.reading() as session:
        assert comments.get(session, QUARTER.code).approved_on == TODAY


def test_nothing_and_too_much_are_refused(make: Make) -> None:
    with pytest.raises(FieldError, match="erst etwas"):
        write(make, "  \n ")
    with pytest.raises(FieldError, match="zu lang"):
        write(make, "x" * 5000)


def test_another_comment_is_another_revision_and_the_same_one_the_same_bytes(make: Make, tmp_path: Path) -> None:
    first = exported(make, tmp_path / "a")
    write(make, WORDS)
    second = exported(make, tmp_path / "b")
    again = exported(make, tmp_path / "c")
    assert reading.read(second.files[0].path, NETWORK).revision == 2
    assert first.files[0].sha256 != second.files[0].sha256 == again.files[0].sha256
    with make.writing() as session:
        assert [one.comment for one in ledger.history(session)] == [None, Comment(WORDS, TODAY)]
        assert [one.saved_to for one in ledger.history(session)] == [str(tmp_path / "a"), str(tmp_path / "c")]


def test_names_and_small_numbers_are_pointed_out(make: Make, database: Database) -> None:
    make.mentor(first_name="Olga", last_name="Beispiel-Krämer", email="olga@beispiel.example", phone="02521 123456")

    def hints(text: str) -> str:
        with database.reading() as session:
            return " ".join(comments.hints(session, text))

    assert "„olga“" in hints("Ohne Olga ginge es nicht.")
    assert "„krämer“" in hints("Frau KRÄMER hilft.")
    assert "„olga@beispiel.example“" in hints("Schreiben Sie an olga@beispiel.example!")
    assert "„drei“" in hints("Es warten drei Mütter.")
    assert "„2“" in hints("Für 2 Mentees fehlt ein Platz.")
    assert hints(WORDS + " Seit 2026 wachsen wir, 25 Menschen warten, am 5.10.2026 trafen wir uns.") == ""


def test_a_package_with_a_comment_is_accepted_by_an_independent_validator(tmp_path: Path) -> None:
    path = with_comment(tmp_path)
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path / "unpacked")
    report = frictionless.validate(str(tmp_path / "unpacked" / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])


def test_a_changed_letter_of_the_comment_is_refused_by_both(tmp_path: Path) -> None:
    def change(found: dict[str, bytes]) -> None:
        found[PART] = found[PART].replace(b"Haus", b"Maus")

    path = forged(with_comment(tmp_path), change)
    with pytest.raises(PackageError, match=r"KOMMENTAR\.txt wurde nach dem Schreiben verändert"):
        reading.read(path, NETWORK)
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path / "unpacked")
    assert not frictionless.validate(str(tmp_path / "unpacked" / "datapackage.json")).valid


def test_a_comment_without_its_approval_is_refused(tmp_path: Path) -> None:
    def forget(found: dict[str, bytes]) -> None:
        told = json.loads(found["datapackage.json"])
        del told["mentorhub"]["comment"]
        found["datapackage.json"] = json.dumps(told).encode()

    def unmark(found: dict[str, bytes]) -> None:
        found[PART] = found[PART].replace(sentences.COMMENT_UNPROTECTED.encode(), b"")
        told = json.loads(found["datapackage.json"])
        for one in told["resources"]:
            one["hash"] = f"sha256:{hashlib.sha256(found[one['path']]).hexdigest()}"
        found["datapackage.json"] = json.dumps(told).encode()

    for change in (forget, unmark, lambda found: found.pop(PART)):
        with pytest.raises(PackageError, match=r"Kommentar ist nicht freigegeben|KOMMENTAR"):
            reading.read(forged(with_comment(tmp_path), change), NETWORK)


def with_comment(folder: Path) -> Path:
    published = publish(association(NETWORK, 1, 26), NETWORK).published
    built = package.build(published, revision=1, supersedes="", made_on=MADE_ON, comment=Comment(WORDS, MADE_ON))
    path = folder / built.name
    path.write_bytes(built.content)
    return path


def forged(path: Path, change: object) -> Path:
    with zipfile.ZipFile(path) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    assert callable(change)
    change(found)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, one in found.items():
            archive.writestr(name, one)
    target = path.with_name("forged.zip")
    target.write_bytes(content.getvalue())
    return target
