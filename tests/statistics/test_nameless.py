"""„Diese Datei enthält keine Namen“ is searched for in the bytes before they are written; what a crash leaves."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from towns import beckum

from make import Make
from mentorhub.db import leaving
from mentorhub.db.database import Database
from mentorhub.statistics import export, ledger, names, package, periods, reading, readme, witness
from mentorhub.statistics.disclosure import Published
from mentorhub.statistics.protection import ProtectionError

YEAR = periods.parse("2025")
TODAY = date(2026, 11, 23)


class PowerCut(BaseException):
    pass


def exported(make: Make, folder: Path, today: date = TODAY) -> Path:
    with make.writing() as session:
        return export.export(session, YEAR, folder, today).files[0].path


def a_dozen(make: Make) -> None:
    for _pairing in range(12):
        make.pairing(start=date(2025, 6, 1))


def test_it_is_searched_for_everybody_in_the_folder(make: Make, database: Database) -> None:
    a_dozen(make)
    with make.writing() as session:
        export.prepare(session)
    with database.reading() as session:
        assert export.preview(session, YEAR, TODAY).people == 24


@pytest.mark.parametrize(
    "leak",
    ["Geheimname", "GEHEIMNAME", "geheim@beispiel.example", "02521 654321", "1999-05-17", "17.05.1999", "P-0001"],
)
def test_a_package_that_would_name_somebody_is_not_written(
    make: Make, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, leak: str
) -> None:
    make.pairing(
        make.mentor(
            last_name="Geheimname",
            email="geheim@beispiel.example",
            phone="02521 654321",
            birth_date=date(1999, 5, 17),
        ),
        start=date(2025, 6, 1),
    )
    honest = readme.for_association

    def careless(published: Published, revision: int) -> str:
        """As a later mistake in the program could be: it lets something of the folder slip into the words."""
        told = sum(row.value or 0 for row in published.rows)
        return honest(published, revision) + (f"Ansprechperson: {leak}\r\n" if told else "")

    monkeypatch.setattr(readme, "for_association", careless)
    with pytest.raises(ProtectionError, match="Schutzprüfung ist fehlgeschlagen"):
        exported(make, tmp_path / "out")
    assert not list(tmp_path.glob("out/*"))
    with database.reading() as session:
        assert ledger.history(session) == []


def test_somebody_who_is_called_like_a_word_of_the_catalogue_stops_nothing(make: Make, tmp_path: Path) -> None:
    for name in ("Sprache", "Wert", "Stand", "Beckum", "Sonstiges", "Zahl", "Personen", "Mai"):
        make.pairing(make.mentor(last_name=name), start=date(2025, 6, 1))
    assert reading.read(exported(make, tmp_path), beckum())


@pytest.mark.parametrize("mistake", ["one more", "another table", "a lost row"])
def test_a_package_that_the_network_would_refuse_is_never_written(
    make: Make, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mistake: str
) -> None:
    """The bytes are read as strictly as at the network, and have to say what was meant, before anything is kept."""
    a_dozen(make)
    honest = package.values_csv

    def careless(columns: Sequence[str], lines: Sequence[Sequence[str]]) -> bytes:
        wrong = [list(line) for line in lines]
        if mistake == "one more":
            wrong[0][6] = str(int(wrong[0][6]) + 1)
        elif mistake == "another table":
            wrong[-1][0] = "mentees_nachname"
        else:
            del wrong[-1]
        return honest(columns, wrong)

    monkeypatch.setattr(package, "values_csv", careless)
    with pytest.raises(ProtectionError, match="package"):
        exported(make, tmp_path / "out")
    assert not list(tmp_path.glob("out/*"))
    with database.reading() as session:
        assert ledger.history(session) == []


def test_words_are_found_whole_and_in_parts() -> None:
    who = names.Known(frozenset({"anna", "anna-lena", "o'neill"}), 2)
    assert who.met("Mit ANNA-Lena.") == ("anna-lena", "anna")
    assert who.met("Annas Johanna und die Savannah") == ()
    assert who.met("Frau O'Neill") == ("o'neill",)


def test_a_power_cut_before_the_record_leaves_no_package(
    make: Make, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_dozen(make)
    monkeypatch.setattr("sqlmodel.Session.commit", _power_cut)
    with pytest.raises(PowerCut):
        exported(make, tmp_path)
    monkeypatch.undo()
    assert list(tmp_path.glob("*.zip")) == []
    with database.reading() as session:
        assert ledger.history(session) == []
        assert witness.standing(session).sound


def test_a_power_cut_after_the_record_loses_a_file_but_never_the_memory_of_it(
    make: Make, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On record and nowhere to be seen: saving again writes that very package, and nothing is blocked."""
    a_dozen(make)
    monkeypatch.setattr(leaving, "release", _power_cut)
    with pytest.raises(PowerCut):
        exported(make, tmp_path)
    monkeypatch.undo()
    assert list(tmp_path.glob("*.zip")) == []
    with database.reading() as session:
        [kept] = ledger.history(session)
        assert witness.standing(session).sound
    again = exported(make, tmp_path, date(2026, 12, 24))
    assert reading.read(again, beckum()).sha256 == kept.sha256


def test_the_proof_does_not_stand_in_the_way_of_a_repeated_year(make: Make, tmp_path: Path) -> None:
    """A child born on the last day of the year before has that day as birthday, and the package has it as Stand."""
    a_dozen(make)
    exported(make, tmp_path / "a")
    make.mentee(birth_date=date(2025, 12, 31))
    with make.writing() as session:
        done = export.export(session, periods.parse("2026"), tmp_path / "b", date(2027, 2, 1))
    assert any("unverändert übernommen" in warning for warning in done.warnings)


def _power_cut(*_arguments: object) -> None:
    raise PowerCut
