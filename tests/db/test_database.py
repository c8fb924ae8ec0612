import os
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlmodel import SQLModel, select

import mentorhub.db
from conftest import PASSPHRASE
from make import Make
from mentorhub import people
from mentorhub.db import database as db
from mentorhub.db import engine, keys, note_index
from mentorhub.db.database import Database
from mentorhub.db.migrations import HEAD, KNOWN
from mentorhub.db.tables import ConductCertificate, Person
from mentorhub.people import PersonDetails


def test_nothing_of_a_name_can_be_read_in_any_file(make: Make, folder: Path) -> None:
    make.mentor(first_name="Canarietta", last_name="Vogelsang", note="Canarietta mag Gartenarbeit")
    for file in folder.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert b"Canarietta" not in content
            assert b"canarietta" not in content
            assert not content.startswith(b"SQLite format 3")


def test_only_the_owner_may_read_the_files(folder: Path, database: Database) -> None:
    if os.name != "nt":
        for file in folder.iterdir():
            assert file.stat().st_mode & 0o077 == 0, file.name


def test_the_passphrase_opens_what_the_recovery_key_opens(folder: Path, make: Make) -> None:
    person = make.mentor()
    opened = Database.open(folder, keys.Passphrase(PASSPHRASE))
    with opened.reading() as session:
        assert people.row(session, person).name == "Müller, Anna"
    opened.close()


def test_wrong_passphrase_and_damaged_file_are_told_apart(folder: Path, recovery_key: str) -> None:
    with pytest.raises(keys.WrongSecret):
        Database.open(folder, keys.Passphrase("falsch"))
    path = folder / db.FILE
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(content)
    with pytest.raises(db.DamagedFile, match="obwohl der Schlüssel stimmt"):
        Database.open(folder, keys.RecoveryKey(recovery_key))


def test_an_empty_folder_holds_no_data(tmp_path: Path) -> None:
    with pytest.raises(db.NoDataFolder):
        Database.open(tmp_path, keys.Passphrase("egal"))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_data_is_never_made_again(folder: Path) -> None:
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    with pytest.raises(db.FolderInUse):
        Database.create(folder, "anderes Kennwort")
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_a_folder_that_can_not_be_written_gives_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", "utf-8")
    with pytest.raises(db.NoDataFolder, match="nicht anlegen"):
        Database.create(tmp_path / "file" / "data", "Kennwort")


def test_a_library_that_does_not_encrypt_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sqlite3

    monkeypatch.setattr(engine, "cipher", sqlite3)
    with pytest.raises(RuntimeError, match="does not encrypt"):
        Database.create(tmp_path / "data", "Kennwort")
    assert not db.has_data(tmp_path / "data")


def test_a_change_that_fails_is_taken_back_whole(database: Database, make: Make) -> None:
    with pytest.raises(ZeroDivisionError), database.writing() as session:
        people.add(session, PersonDetails(first_name="Halb"), [], make.today)
        raise ZeroDivisionError
    with database.reading() as session:
        assert people.search(session, "Halb") == []


def test_a_full_disk_takes_the_change_back_and_says_so(database: Database, make: Make) -> None:
    kept = make.mentor()
    with pytest.raises(db.DiskFull, match="kein Platz"), database.writing() as session:
        session.connection().exec_driver_sql("PRAGMA max_page_count = 1")
        for n in range(2_000):
            people.add(session, PersonDetails(first_name=f"Zuviel {n}", note="x" * 2_000), [], make.today)
    with database.writing() as session:
        session.connection().exec_driver_sql("PRAGMA max_page_count = 1000000")
        people.add(session, PersonDetails(first_name="Passt wieder"), [], make.today)
    with database.reading() as session:
        assert people.search(session, "Zuviel") == []
        assert people.search(session, "Passt") != []
        assert people.row(session, kept).name == "Müller, Anna"


def test_a_row_that_changed_in_between_is_not_overwritten(database: Database, make: Make) -> None:
    person = make.mentor()
    with pytest.raises(db.ChangedElsewhere, match="an anderer Stelle"), database.writing() as session:
        row = session.get(Person, person)
        assert row is not None
        session.connection().exec_driver_sql("UPDATE person SET version = version + 1")
        row.city = "Beckum"


def test_several_threads_read_and_write_side_by_side(database: Database, make: Make) -> None:
    trouble: list[Exception] = []

    def work(n: int) -> None:
        try:
            for step in range(5):
                with database.writing() as session:
                    people.add(session, PersonDetails(first_name=f"Faden {n} {step}"), [], make.today)
                with database.reading() as session:
                    people.search(session, "Faden")
        except Exception as error:  # noqa: BLE001 - handed to the test
            trouble.append(error)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert trouble == []
    with database.reading() as session:
        assert len(people.search(session, "Faden")) == 20


def test_a_file_of_a_newer_program_is_refused_untouched(folder: Path, recovery_key: str) -> None:
    data = Database.open(folder, keys.RecoveryKey(recovery_key))
    with data.writing() as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    data.close()
    before = (folder / db.FILE).read_bytes()
    with pytest.raises(db.NewerFile, match="neuere"):
        Database.open(folder, keys.RecoveryKey(recovery_key))
    assert (folder / db.FILE).read_bytes() == before


def test_the_migrated_schema_equals_the_classes(database: Database) -> None:
    with database.reading() as session:
        context = MigrationContext.configure(session.connection(), opts={"compare_type": True, "include_name": _ours})
        assert compare_metadata(context, SQLModel.metadata) == []


def _ours(name: str | None, kind: str, _parents: object) -> bool:
    return kind != "table" or not (name or "").startswith(note_index.PREFIX)


def test_the_migrated_checks_equal_the_classes(database: Database) -> None:
    """Alembic's comparison is blind to them, and a list of choices is one of them."""
    plain = sa.create_engine("sqlite://")
    with plain.connect() as fresh, database.reading() as session:
        SQLModel.metadata.create_all(fresh)
        migrated, made = sa.inspect(session.connection()), sa.inspect(fresh)
        for table in SQLModel.metadata.tables:
            assert _checks(migrated, table) == _checks(made, table)


def _checks(inspector: sa.Inspector, table: str) -> dict[str | None, str]:
    return {check["name"]: "".join(check["sqltext"].split()) for check in inspector.get_check_constraints(table)}


def test_the_list_of_revisions_is_the_folder_of_migrations() -> None:
    scripts = ScriptDirectory(str(Path(mentorhub.db.__path__[0]) / "migrations"))
    assert scripts.get_current_head() == HEAD
    assert tuple(script.revision for script in reversed(list(scripts.walk_revisions()))) == KNOWN


def test_every_table_has_named_constraints_and_text_keys() -> None:
    for table in SQLModel.metadata.tables.values():
        for constraint in table.constraints:
            assert constraint.name, f"{table.name}: {constraint}"
        assert [column.name for column in table.primary_key] == ["id"]
        assert "version" in table.columns


def test_the_certificate_of_conduct_has_room_for_three_facts_only() -> None:
    assert set(ConductCertificate.model_fields) == {"id", "version", "person_id", "issued_on", "relevant_conviction"}


def test_errors_never_quote_what_was_typed(database: Database) -> None:
    with pytest.raises(sa.exc.IntegrityError) as trouble, database.writing() as session:
        session.add(Person(first_name="Canarietta", number=1))
        session.add(Person(first_name="Canarietta", number=1))
    assert "Canarietta" not in str(trouble.value)


def test_reading_forgets_what_it_changed(database: Database, make: Make) -> None:
    person = make.mentor()
    with database.reading() as session:
        row = session.exec(select(Person).where(Person.id == person)).one()
        row.city = "Nirgendwo"
        session.flush()
    with database.reading() as session:
        assert people.get(session, person).city == ""
