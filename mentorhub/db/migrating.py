"""Brings an open file to the newest form: all revisions in one transaction, or none (storage research, 3)."""

import os
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from mentorhub.db import copies, note_index, triggers
from mentorhub.db.trouble import DamagedFile
from mentorhub.text import _


def to_newest(connection: sa.Connection) -> None:
    """Foreign keys off outside the transaction; triggers and the index of notes are made again at its end.

    Raises `DamagedFile`, with the file as it was, if a row would be lost or the result is not sound.
    """
    from alembic import command

    config = _config()
    config.attributes["connection"] = connection
    raw: Any = connection.connection.driver_connection
    raw.execute("PRAGMA foreign_keys=OFF")
    try:
        with connection.begin():
            _drop_triggers(connection)
            before = copies.read_facts(raw).counts
            command.upgrade(config, "head")
            for trigger in triggers.TRIGGERS:
                connection.exec_driver_sql(trigger)
            note_index.make(raw)
            if _lost_rows(before, copies.read_facts(raw).counts) or copies.problems(raw, thorough=True):
                raise DamagedFile(
                    _("Die Daten konnten nicht auf die neue Fassung gebracht werden und sind unverändert "
                      "geblieben. "
                      "Bitte wenden Sie sich an die Menschen, die MentorHub betreuen.")
                )  # fmt: skip
    finally:
        raw.execute("PRAGMA foreign_keys=ON")


def _config() -> Any:
    from alembic.config import Config

    from mentorhub.db.migrations import FOLDERS

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("version_locations", os.pathsep.join(map(str, FOLDERS)).replace("%", "%%"))
    return config


def _drop_triggers(connection: sa.Connection) -> None:
    names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars().all()
    for name in names:
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')


def _lost_rows(before: Any, after: Any) -> bool:
    """A table that is still there must not have fewer rows."""
    return any(n > after.get(table, n) for table, n in before.items())
