"""The full text of notes, for searching: an index of SQLite's FTS5, kept by triggers, without the text itself.

The index holds words and numbers of rows only; each word of a deleted note leaves it at once (`secure-delete`). Rows
are numbered by `note_key`, because a table without an integer key of its own may be numbered anew by VACUUM (storage
research, 6). Made again from the notes at the end of every migration: what a migration rebuilds loses its triggers.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

PREFIX = "note_"
"""No table of the subjects begins so: these are derived and count for nothing."""

SOURCES: Mapping[str, tuple[str, ...]] = {
    "person": ("note", "needs_note", "wish_note", "experience", "interests"),
    "pairing": ("note", "goals"),
    "activity": ("note",),
    "check_in": ("note",),
}
"""Which columns of which tables are notes."""

TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'note!_%' ESCAPE '!'"

_DAY = {"activity": "day", "check_in": "day"}
"""How old a note is, so that a later number is a newer note; of the others by when the row was made."""

_TABLES = (
    "DROP TABLE IF EXISTS note_index",
    "DROP TABLE IF EXISTS note_key",
    "CREATE TABLE note_key (search_id INTEGER PRIMARY KEY, kind TEXT NOT NULL, record_id TEXT NOT NULL UNIQUE)",
    """CREATE VIRTUAL TABLE note_index
       USING fts5(words, content='', tokenize='unicode61 remove_diacritics 2', prefix='2 3')""",
    "INSERT INTO note_index (note_index, rank) VALUES ('secure-delete', 1)",
)


def make(connection: Any) -> None:
    """Index, triggers, and every note that is there, within the caller's transaction."""
    for statement in (*_TABLES, *_filling(), *(trigger for table in SOURCES for trigger in _triggers(table))):
        connection.execute(statement)


def is_complete(connection: Any) -> bool:
    """Whether every note is indexed, and nothing else."""
    return all(
        connection.execute(
            f"SELECT (SELECT count(*) FROM {table} WHERE {_words(table)} <> '')"  # noqa: S608 - our own names
            f" = (SELECT count(*) FROM note_key JOIN {table} ON {table}.id = record_id WHERE note_key.kind = '{table}')"
            f" AND NOT EXISTS (SELECT 1 FROM note_key WHERE note_key.kind = '{table}' AND record_id NOT IN"
            f" (SELECT id FROM {table}))"
        ).fetchone()[0]
        for table in SOURCES
    )


def search(connection: Any, words: Sequence[Sequence[str]], most: int) -> list[tuple[str, UUID]]:
    """Table and key of the newest notes that hold a beginning of every word; each word in its spellings.

    The words are letters and digits only.
    """
    asked = " AND ".join("(" + " OR ".join(f'"{spelling}"*' for spelling in spellings) + ")" for spellings in words)
    found = connection.exec_driver_sql(
        "SELECT kind, record_id FROM note_index JOIN note_key ON search_id = note_index.rowid"
        " WHERE note_index MATCH ? ORDER BY note_index.rowid DESC LIMIT ?",
        (asked, most),
    ).all()
    return [(kind, UUID(record_id)) for kind, record_id in found]


def _filling() -> Iterator[str]:
    """The oldest first, whatever they belong to."""
    all_of_them = " UNION ALL ".join(
        f"SELECT '{table}' AS kind, id, date({_DAY.get(table, 'created_at')}) AS day FROM {table}"  # noqa: S608 - our own names
        f" WHERE {_words(table)} <> ''"
        for table in SOURCES
    )
    yield f"INSERT INTO note_key (kind, record_id) SELECT kind, id FROM ({all_of_them}) ORDER BY day, id"  # noqa: S608
    for table in SOURCES:
        yield (
            f"INSERT INTO note_index (rowid, words) SELECT search_id, {_words(table)} FROM note_key"  # noqa: S608
            f" JOIN {table} ON {table}.id = record_id WHERE note_key.kind = '{table}'"
        )


def _triggers(table: str) -> Iterator[str]:
    columns = ", ".join(SOURCES[table])
    new, old = _words(table, "NEW"), _words(table, "OLD")
    changed = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in SOURCES[table])
    add = f"""
        INSERT INTO note_key (kind, record_id) SELECT '{table}', NEW.id WHERE {new} <> '';
        INSERT INTO note_index (rowid, words)
            SELECT search_id, {new} FROM note_key
            WHERE record_id = NEW.id AND {new} <> '';"""  # noqa: S608 - our own names
    remove = f"""
        INSERT INTO note_index (note_index, rowid, words)
            SELECT 'delete', search_id, {old} FROM note_key WHERE record_id = OLD.id;
        DELETE FROM note_key WHERE record_id = OLD.id;"""  # noqa: S608 - our own names
    yield f"CREATE TRIGGER note_added_{table} AFTER INSERT ON {table} BEGIN {add} END"
    yield f"CREATE TRIGGER note_removed_{table} AFTER DELETE ON {table} BEGIN {remove} END"
    yield (
        f"CREATE TRIGGER note_changed_{table} AFTER UPDATE OF {columns} ON {table} WHEN {changed}"
        f" BEGIN {remove} {add} END"
    )


def _words(table: str, row: str = "") -> str:
    """All notes of one row, as an expression of SQL."""
    return "trim(" + " || ' ' || ".join(f"{row or table}.{column}" for column in SOURCES[table]) + ")"
