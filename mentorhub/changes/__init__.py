"""Who changed what and when; the last steps taken back, also after saving; the bin."""

from mentorhub.changes.bin import (
    BinRow,
    NotRemovable,
    NotRestorable,
    Removal,
    binned,
    empty_bin,
    going_along,
    has_expired,
    remove_person,
    restore,
    throw_away,
)
from mentorhub.changes.log import LogFilter, LogRow, note_left, rows, search, set_works_here, works_here
from mentorhub.changes.undoing import LastStep, NothingToUndo, Undone, last_step, undo
from mentorhub.changes.words import done, field_name
from mentorhub.db.journal import irreversible

__all__ = [
    "BinRow",
    "LastStep",
    "LogFilter",
    "LogRow",
    "NotRemovable",
    "NotRestorable",
    "NothingToUndo",
    "Removal",
    "Undone",
    "binned",
    "done",
    "empty_bin",
    "field_name",
    "going_along",
    "has_expired",
    "irreversible",
    "last_step",
    "note_left",
    "remove_person",
    "restore",
    "rows",
    "search",
    "set_works_here",
    "throw_away",
    "undo",
    "works_here",
]
