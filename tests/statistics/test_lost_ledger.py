"""A ledger that is lost, rolled back or edited: breakdowns and hours stay at home, Eckzahlen go on."""

import hashlib
import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from towns import beckum

from make import Make
from mentorhub import programme
from mentorhub.choices import Topic
from mentorhub.db.database import Database
from mentorhub.db.tables import ExportRelease, ReleaseMember
from mentorhub.programme import OrganisationDetails
from mentorhub.statistics import export, ledger, periods, reading, witness
from mentorhub.statistics.disclosure import Row
from mentorhub.statistics.hours import HOURS
from mentorhub.statistics.package import Exported
from mentorhub.statistics.periods import Period
from mentorhub.statistics.reading import Package, PackageError
from mentorhub.statistics.restarting import RestartError

YEARS = [periods.parse(str(year)) for year in (2023, 2024, 2025, 2026)]
LATER = date(2027, 2, 1)


def exported(make: Make, folder: Path, period: Period, today: date = LATER) -> tuple[Exported, Package]:
    with make.writing() as session:
        done = export.export(session, period, folder, today)
    return done, reading.read(done.files[0].path, beckum())


def come(make: Make, number: int, year: int) -> None:
    for _one in range(number):
        pairing = make.pairing(make.mentor(birth_year=1970), make.mentee(birth_year=1990), date(year, 3, 1))
        make.meeting(pairing, date(year, 4, 4), minutes=700, topics=frozenset({Topic.GERMAN}))


def protected(package: Package) -> list[Row]:
    return [row for row in package.rows if row.feature and row.value is not None]


@pytest.fixture
def sent(make: Make, tmp_path: Path) -> Path:
    """The package of 2023, sent away; the ledger knows it."""
    with make.writing() as session:
        programme.change(session, OrganisationDetails(name="Beispielverein", network_code="V01"))
    come(make, 12, 2023)
    return exported(make, tmp_path / "sent", YEARS[0])[0].files[0].path


def forget(make: Make) -> None:
    """As a restored backup of an earlier day does: the file is older, the folder's own note isn't."""
    with make.writing() as session:
        session.execute(sa.delete(ReleaseMember))
        session.execute(sa.delete(ExportRelease))


def edit(make: Make) -> None:
    with make.writing() as session:
        session.execute(sa.update(ExportRelease).values(figures=ExportRelease.figures + " "))


def drop_marks(make: Make) -> None:
    with make.writing() as session:
        session.execute(sa.text("DELETE FROM release_member WHERE rowid = (SELECT min(rowid) FROM release_member)"))


def lose_the_note(make: Make) -> None:
    (make.database.folder / witness.FILE).unlink()


@pytest.mark.usefixtures("sent")
@pytest.mark.parametrize("damage", [forget, edit, drop_marks, lose_the_note])
def test_without_a_whole_ledger_only_eckzahlen_leave(make: Make, tmp_path: Path, damage: Any) -> None:
    damage(make)
    come(make, 6, 2024)
    done, package = exported(make, tmp_path / "after", YEARS[1])
    assert protected(package) == []
    assert [row.value for row in package.rows if row.measure == "patenschaften_aktiv"] == [18]
    assert any("Nur Eckzahlen" in warning for warning in done.warnings)
    _done, again = exported(make, tmp_path / "again", YEARS[2])
    assert protected(again) == [], "an export of Eckzahlen heals nothing"


def test_an_erasure_leaves_the_ledger_whole(make: Make, database: Database, sent: Path) -> None:
    assert sent.exists()
    mentee = make.mentee()
    with make.writing() as session:
        ledger.forget(session, mentee)
        known = session.execute(sa.text("SELECT mentee_id FROM pairing LIMIT 1")).scalar_one()
        ledger.forget(session, UUID(str(known)))
    with database.reading() as session:
        assert witness.standing(session).sound


def test_the_sentence_stands_in_the_preview_before_anything_is_saved(
    make: Make, database: Database, sent: Path
) -> None:
    assert sent.exists()
    forget(make)
    with database.reading() as session:
        outcome = export.preview(session, YEARS[1], LATER)
    assert "Nur Eckzahlen" in outcome.notices[0]
    assert outcome.published.withheld == ("mentees", "paten", "patenschaften", HOURS)


def test_a_package_in_the_target_folder_that_nobody_remembers_blocks_too(
    make: Make, tmp_path: Path, sent: Path
) -> None:
    """The folder was copied back as a whole, note and all; but the package lies where packages are saved."""
    forget(make)
    lose_the_note(make)
    shutil.copy(sent, tmp_path / "elsewhere.zip")
    _done, package = exported(make, sent.parent, YEARS[1])
    assert protected(package) == []


def test_the_next_revision_counts_on_from_what_was_lost(make: Make, tmp_path: Path, sent: Path) -> None:
    before = reading.read(sent, beckum())
    forget(make)
    _done, package = exported(make, tmp_path / "after", YEARS[0])
    assert (package.revision, package.supersedes) == (2, before.sha256)


def restart(make: Make, paths: list[Path], today: date) -> None:
    with make.writing() as session:
        export.take_in(session, paths, today)


def test_a_restart_waits_for_a_later_stand_and_five_new_people(make: Make, tmp_path: Path, sent: Path) -> None:
    forget(make)
    restart(make, [sent], date(2024, 6, 1))
    come(make, 4, 2024)
    done, package = exported(make, tmp_path / "a", YEARS[1])
    assert [row for row in protected(package) if row.table != HOURS] == []
    assert any("Neustart der Aufgliederungen am 01.06.2024" in warning for warning in done.warnings)
    assert protected(exported(make, tmp_path / "b", YEARS[0])[1]) == [], "the old Stand stays closed"
    come(make, 1, 2025)
    _done, package = exported(make, tmp_path / "c", YEARS[2])
    tables = {row.table for row in protected(package)}
    assert {"mentees_geschlecht", "paten_alter", "patenschaften_programm"} <= tables
    assert {row.stand for row in protected(package)} == {YEARS[2].end}
    content = (tmp_path / "c" / "MentorHub_V01_2025_r1.zip").read_bytes()
    assert b'"restart"' in content
    assert b'"withheld": []' in content
    come(make, 4, 2026)
    _done, last = exported(make, tmp_path / "d", YEARS[3])
    people = [row for row in protected(last) if row.table.startswith(("mentees", "paten_"))]
    assert {row.stand for row in people} == {YEARS[2].end}, "the gate is back"


def test_after_a_restart_published_values_are_kept_wherever_they_fit(make: Make, tmp_path: Path, sent: Path) -> None:
    old = {
        (row.table, row.cell): row.value for row in reading.read(sent, beckum()).rows if row.table == "mentees_alter"
    }
    with make.writing() as session:
        secret = session.execute(sa.text("UPDATE secret SET value = :v"), {"v": "ab" * 32})
        assert secret
    forget(make)
    restart(make, [sent], date(2024, 6, 1))
    for number in range(5):
        make.pairing(make.mentor(birth_year=1970), make.mentee(birth_year=2003), date(2024, 3, 1 + number))
    _done, package = exported(make, tmp_path / "a", YEARS[1])
    new = {(row.table, row.cell): row.value for row in package.rows if row.table == "mentees_alter"}
    assert new["mentees_alter", "ab_27"] == old["mentees_alter", "ab_27"]
    assert new["mentees_alter", "18_bis_26"] == 5


def test_a_restart_needs_every_lost_package_and_comes_once_in_three_years(
    make: Make, tmp_path: Path, sent: Path
) -> None:
    come(make, 8, 2024)
    second = exported(make, tmp_path / "sent", YEARS[1])[0].files[0].path
    forget(make)
    with pytest.raises(RestartError, match=r"2024 \(r1\)"):
        restart(make, [sent], date(2025, 6, 1))
    restart(make, [sent, second], date(2025, 6, 1))
    forget(make)
    with pytest.raises(RestartError, match="drei Jahre"):
        restart(make, [sent, second], date(2027, 6, 1))
    restart(make, [sent, second], date(2028, 6, 2))


def test_nothing_is_lost_if_the_ledger_knows_every_package(make: Make, database: Database, sent: Path) -> None:
    lose_the_note(make)
    restart(make, [sent], date(2024, 6, 1))
    with database.reading() as session:
        assert witness.standing(session).sound
        assert ledger.restarts(session) == []
    with pytest.raises(RestartError, match="kennt das Programm schon"):
        restart(make, [sent], date(2024, 6, 1))


def test_a_foreign_or_changed_package_is_not_taken_in(make: Make, sent: Path) -> None:
    forget(make)
    with make.writing() as session:
        programme.change(session, OrganisationDetails(name="Beispielverein", network_code="V02"))
    with pytest.raises(PackageError, match="anderen Einrichtung"):
        restart(make, [sent], date(2024, 6, 1))


def test_the_note_beside_the_file_names_no_count_and_nobody(make: Make, sent: Path) -> None:
    content = (make.database.folder / witness.FILE).read_text("utf-8")
    period, revision, sha256, memory, on = json.loads(content)["packages"][0]
    assert (period, revision, on) == ("2023", 1, LATER.isoformat())
    assert sha256 == hashlib.sha256(sent.read_bytes()).hexdigest()
    assert len(memory) == 64
