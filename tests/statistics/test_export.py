"""From the data folder to the file: what leaves, what is remembered, what stays inside."""

import csv
import errno
import io
import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from towns import beckum

from make import Make
from mentorhub import programme
from mentorhub.choices import Gender, Topic
from mentorhub.db.database import Database
from mentorhub.files import FileTrouble
from mentorhub.programme import OrganisationDetails
from mentorhub.statistics import export, internal, ledger, periods, reading
from mentorhub.statistics.catalogue import NetworkFileError
from mentorhub.statistics.disclosure import Row
from mentorhub.statistics.package import Exported
from mentorhub.statistics.periods import Period, PeriodError
from mentorhub.statistics.reading import Package

YEAR, NEXT_YEAR = periods.parse("2025"), periods.parse("2026")
LATER = date(2027, 2, 1)


def exported(make: Make, folder: Path, period: Period = YEAR, today: date = LATER) -> tuple[Exported, Package]:
    with make.writing() as session:
        done = export.export(session, period, folder, today)
    return done, reading.read(done.files[0].path, beckum())


def pairings_of(make: Make, number: int, year: int = 2025, **fields: Any) -> list[Any]:
    return [
        make.pairing(make.mentor(birth_year=1970), make.mentee(birth_year=1990, **fields), date(year, 3, 1))
        for _one in range(number)
    ]


def breakdowns(package: Package) -> list[Row]:
    return [row for row in package.rows if row.feature]


def test_the_package_is_written_and_accepted_by_the_network(make: Make, tmp_path: Path) -> None:
    pairings_of(make, 12, gender=Gender.FEMALE)
    done, package = exported(make, tmp_path / "out")
    assert [row.value for row in package.rows if row.measure == "patenschaften_aktiv"] == [12]
    assert {row.stand for row in breakdowns(package)} == {YEAR.end}
    assert done.files[0].sha256 == package.sha256


def test_the_code_of_the_network_names_the_sender(make: Make, tmp_path: Path) -> None:
    _done, package = exported(make, tmp_path / "without")
    assert reading.is_provisional(package.association.code)
    with make.writing() as session:
        programme.change(session, OrganisationDetails(name="Beispielverein", network_code="V03"))
    done, package = exported(make, tmp_path / "with")
    assert package.association.code == "V03"
    assert not any("Kürzel" in warning for warning in done.warnings)
    with make.writing() as session:
        programme.change(session, OrganisationDetails(name="Beispielverein", network_code="X"))
    with pytest.raises(NetworkFileError, match="„X“ steht nicht in der Liste"):
        exported(make, tmp_path / "unknown")


def test_a_running_period_gives_a_provisional_package(make: Make, tmp_path: Path) -> None:
    pairings_of(make, 7)
    done, package = exported(make, tmp_path / "now", NEXT_YEAR, date(2026, 11, 22))
    assert package.stand == date(2026, 11, 22)
    assert {row.table for row in package.rows} == {"eckzahlen", "stunden"}
    assert any("Vorläufig, Stand 22.11.2026" in warning for warning in done.warnings)
    _done, final = exported(make, tmp_path / "later", NEXT_YEAR)
    assert (final.revision, final.stand, final.supersedes) == (2, NEXT_YEAR.end, package.sha256)
    assert len(breakdowns(final)) > len(breakdowns(package))


def test_a_period_that_has_not_begun_has_no_figures(make: Make, tmp_path: Path) -> None:
    with pytest.raises(PeriodError, match=r"01\.01\.2026"):
        exported(make, tmp_path / "out", NEXT_YEAR, date(2025, 11, 22))
    assert not (tmp_path / "out").exists()


def test_the_same_figures_again_are_the_same_file(make: Make, tmp_path: Path) -> None:
    pairings_of(make, 6)
    first, package = exported(make, tmp_path / "one")
    again, _package = exported(make, tmp_path / "two", today=date(2027, 5, 5))
    assert package.revision == 1
    assert again.files[0].sha256 == first.files[0].sha256


def test_a_correction_is_the_next_revision_and_names_what_it_replaces(make: Make, tmp_path: Path) -> None:
    pairings_of(make, 6)
    _first, one = exported(make, tmp_path)
    pairings_of(make, 1)
    _second, two = exported(make, tmp_path)
    assert (two.revision, two.supersedes) == (2, one.sha256)
    assert breakdowns(two) == breakdowns(one), "one more pairing must not show in the breakdown"
    assert two.rows != one.rows


def test_a_year_later_the_gate_repeats_what_was_shown(make: Make, tmp_path: Path) -> None:
    pairings_of(make, 11)
    exported(make, tmp_path)
    pairings_of(make, 4, year=2026)
    done, package = exported(make, tmp_path, NEXT_YEAR)
    assert {row.stand for row in breakdowns(package) if row.table != "stunden"} == {YEAR.end}
    assert any("unverändert übernommen" in warning for warning in done.warnings)
    pairings_of(make, 1, year=2026)
    _done, package = exported(make, tmp_path, NEXT_YEAR)
    assert {row.stand for row in breakdowns(package) if row.table == "paten_alter"} == {NEXT_YEAR.end}


def test_nothing_is_remembered_when_the_file_could_not_be_written(
    make: Make, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with make.writing() as session:
        programme.change(session, OrganisationDetails(name="Beispielverein", network_code="V01"))
    pairings_of(make, 6)
    exported(make, tmp_path)
    pairings_of(make, 1)
    with make.writing() as session:
        before = ledger.history(session)
    monkeypatch.setattr(os, "fsync", _no_space)
    with pytest.raises(FileTrouble, match="kein Platz"):
        exported(make, tmp_path)
    monkeypatch.undo()
    assert [one.name for one in tmp_path.glob("*.zip*")] == ["MentorHub_V01_2025_r1.zip"]
    with database.reading() as session:
        assert ledger.history(session) == before


def test_an_existing_file_is_left_alone(make: Make, tmp_path: Path) -> None:
    exported(make, tmp_path)
    with pytest.raises(FileTrouble, match="gibt es schon"):
        exported(make, tmp_path)


def test_the_ledger_comes_back_as_it_was(make: Make, database: Database, tmp_path: Path) -> None:
    for pairing in pairings_of(make, 8):
        make.meeting(pairing, date(2025, 4, 4), minutes=700, topics=frozenset({Topic.GERMAN}))
    exported(make, tmp_path)
    with database.reading() as session:
        kept, secret = ledger.load(session), ledger.secret(session)
    assert [release.population for release in kept.releases] == ["mentees", "paten", "patenschaften"]
    assert [len(release.snapshot.marks) for release in kept.releases] == [8, 8, 8]
    assert [one.total is None for one in kept.hours] == [False, False, False, False]
    assert len(secret) == 32
    with make.writing() as session:
        export.export(session, YEAR, tmp_path / "again", LATER)
        assert ledger.load(session) == kept


def test_an_erased_person_leaves_no_mark_but_a_count(make: Make, database: Database, tmp_path: Path) -> None:
    pairings_of(make, 6)
    exported(make, tmp_path)
    mentee = make.mentee()
    gone = make.pairing(mentee=mentee, start=date(2026, 3, 1))
    assert gone
    exported(make, tmp_path, NEXT_YEAR)
    with make.writing() as session:
        before = ledger.load(session)
        ledger.forget(session, mentee)
        after = ledger.load(session)
    assert after == before, "she was in no release: the gate was closed when she came"
    with make.writing() as session:
        other = next(iter(_mentees(session)))
        ledger.forget(session, other)
        after = ledger.load(session)
    erased = {release.population: release.snapshot.erased for release in after.releases}
    marks = {release.population: len(release.snapshot.marks) for release in after.releases}
    assert erased == {"mentees": 1, "paten": 0, "patenschaften": 1}
    assert marks == {"mentees": 5, "paten": 6, "patenschaften": 5}


def test_the_internal_figures_are_exact_and_marked(make: Make, database: Database, tmp_path: Path) -> None:
    for pairing in pairings_of(make, 7):
        make.meeting(pairing, date(2025, 6, 1), minutes=90, topics=frozenset({Topic.FORMS}))
    with database.reading() as session:
        done = export.internal(session, YEAR, tmp_path)
        raw = internal.figures(session, YEAR)
    book, values = (file.path for file in done.files)
    assert book.suffix == ".xlsx"
    lines = list(csv.reader(io.StringIO(values.read_text(encoding="utf-8-sig")), delimiter=";"))
    assert lines[0] == ["INTERN – nicht weitergeben"]
    assert ["Aktive Patenschaften", "7", "0", "+7"] in lines
    assert ["Stunden", "10", "0", "+10"] in lines
    programmes = next(table for table in raw.tables if table.code == "T2")
    assert programmes.rows[-1] == ("gesamt", 0, 7, 0, 7, 0, 7)
    assert "0 + neu 7 − beendet 0 = Bestand am Ende 7" in programmes.notes[0]
    assert "nicht weitergeben" in done.warnings[0]


def test_the_internal_workbook_opens_and_is_marked_on_every_sheet(
    make: Make, database: Database, tmp_path: Path
) -> None:
    import openpyxl

    pairings_of(make, 2)
    with database.reading() as session:
        done = export.internal(session, NEXT_YEAR, tmp_path)
    book = openpyxl.load_workbook(done.files[0].path)
    assert [sheet.title for sheet in book.worksheets] == [f"T{n}" for n in (*range(1, 8), *range(9, 15), 16)]
    assert all(sheet["A1"].value == internal.MARK for sheet in book.worksheets)
    book.close()


def test_a_funding_period_has_internal_figures_and_nothing_for_the_network(make: Make, tmp_path: Path) -> None:
    pairings_of(make, 3)
    grant = periods.parse("2024-11-01..2025-10-31")
    with pytest.raises(PeriodError, match="nur interne Zahlen"):
        exported(make, tmp_path, grant)
    with make.writing() as session:
        done = export.internal(session, grant, tmp_path, LATER)
    assert "INTERN_MentorHub_2024-11-01_bis_2025-10-31.csv" in {one.path.name for one in done.files}


def test_every_person_stands_in_exactly_one_age_row(make: Make, database: Database) -> None:
    pairings_of(make, 3)
    make.pairing(make.mentor(birth_year=2012), make.mentee(), date(2025, 5, 5))
    with database.reading() as session:
        raw = internal.figures(session, YEAR)
    for code in ("T4", "T5"):
        *groups, total = next(table for table in raw.tables if table.code == code).rows
        assert sum(int(row[-1]) for row in groups) == total[-1] == 4


def test_raw_figures_cannot_be_published() -> None:
    """The type checker guards the door; this is what remains of it at run time."""
    from mentorhub.statistics import package

    raw = internal.RawFigures(YEAR, ())
    with pytest.raises(AttributeError):
        package.build(raw, revision=1, supersedes="", made_on=LATER)  # type: ignore[arg-type]
    assert replace(raw) == raw


def _no_space(_file: int) -> None:
    raise OSError(errno.ENOSPC, "no space")


def _mentees(session: Any) -> set[Any]:
    from mentorhub.statistics import counts

    return counts.facts(session).mentees(YEAR.end)
