"""Everything the tables hold, to compare what was before with what is after."""

from typing import Any

from sqlmodel import SQLModel

from mentorhub.db.database import Database

_HABITS = {"change", "draft"}


def contents(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables, but for the change log and the drafts."""
    with database.reading() as session:
        connection = session.connection()
        return {
            name: sorted(map(tuple, connection.exec_driver_sql(f'SELECT * FROM "{name}"').all()), key=repr)
            for name in sorted(set(SQLModel.metadata.tables) - _HABITS)
        }


def log(database: Database) -> list[tuple[str, str, str]]:
    """Operation, table and fields of the change log, in the order they were written."""
    with database.reading() as session:
        found = session.connection().exec_driver_sql("SELECT operation, table_name, fields FROM change ORDER BY at, id")
        return [tuple(row) for row in found.all()]
