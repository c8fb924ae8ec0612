"""Who changed what and when; the last steps taken back, also after saving."""

from mentorhub.changes.log import LogFilter, LogRow, rows, search, set_works_here, works_here
from mentorhub.changes.undoing import LastStep, NothingToUndo, Undone, last_step, undo
from mentorhub.db.journal import irreversible

__all__ = [
    "LastStep",
    "LogFilter",
    "LogRow",
    "NothingToUndo",
    "Undone",
    "irreversible",
    "last_step",
    "rows",
    "search",
    "set_works_here",
    "undo",
    "works_here",
]
