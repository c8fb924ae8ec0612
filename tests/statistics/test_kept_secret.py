"""The secret behind the rounding lies in the encrypted file and in every backup, not in the key chain."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from towns import association, beckum, publish

from conftest import PASSPHRASE
from make import Make
from mentorhub import backups
from mentorhub.backups import Reason
from mentorhub.cli.main import main
from mentorhub.db.database import Database
from mentorhub.db.keys import Passphrase, RecoveryKey
from mentorhub.db.tables import Secret
from mentorhub.statistics import ledger

NOW = datetime(2027, 2, 1, 12, 0, tzinfo=UTC)


def test_a_new_folder_has_its_secret_before_anything_is_sent(tmp_path: Path) -> None:
    (tmp_path / "kennwort").write_text(PASSPHRASE, "utf-8")
    place = ["--data", str(tmp_path / "data"), "--passphrase-file", str(tmp_path / "kennwort")]
    assert main([*place, "init", "--no-keyring", "--recovery-sheet", str(tmp_path / "blatt.pdf")]) == 0
    opened = Database.open(tmp_path / "data", Passphrase(PASSPHRASE))
    with opened.reading() as session:
        assert session.execute(sa.select(sa.func.count()).select_from(Secret)).scalar_one() == 1
    opened.close()


def test_on_another_machine_the_backup_and_the_recovery_key_round_as_before(
    make: Make, tmp_path: Path, recovery_key: str
) -> None:
    """Nothing of it hangs on this computer: neither on its key chain nor on its folder."""
    with make.writing() as session:
        before = ledger.secret(session)
    made = backups.make(make.database, Reason.MANUAL, NOW)
    backups.restore(made.path, tmp_path / "new", secret=RecoveryKey(recovery_key))
    opened = Database.open(tmp_path / "new", RecoveryKey(recovery_key))
    with opened.writing() as session:
        after = ledger.secret(session)
    opened.close()
    truth = association(beckum(), 5, 30)
    assert publish(truth, beckum(), secret=after).published == publish(truth, beckum(), secret=before).published


def test_the_secret_can_be_read_in_no_file(make: Make) -> None:
    with make.writing() as session:
        secret = ledger.secret(session)
    backups.make(make.database, Reason.MANUAL, NOW)
    for path in make.database.folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert secret not in content
            assert secret.hex().encode() not in content


@pytest.mark.usefixtures("database")
def test_other_folders_have_other_secrets(make: Make, tmp_path: Path) -> None:
    with make.writing() as session:
        here = ledger.secret(session)
    other, _key = Database.create(tmp_path / "other", PASSPHRASE)
    with other.writing() as session:
        assert ledger.secret(session) != here
    other.close()
