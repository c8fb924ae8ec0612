"""Meetings that mentors report, the coordinator's own check-ins, and the one rule for "no contact"."""

from mentorhub.activities.check_ins import (
    CheckInDetails,
    CheckInRow,
    change_check_in,
    check_in,
    check_ins,
    last_check_ins,
    latest_check_ins,
    remove_check_in,
)
from mentorhub.activities.contact import Contact, Silence, contacts, silent
from mentorhub.activities.entries import (
    ActivityDetails,
    ActivityFilter,
    ActivityRow,
    UnknownActivity,
    change,
    log,
    month_end,
    recent_pairings,
    remove,
    rows,
    search,
    seen,
)
from mentorhub.activities.month_grid import MonthEntry, MonthLine, enter_month, month_lines

__all__ = [
    "ActivityDetails",
    "ActivityFilter",
    "ActivityRow",
    "CheckInDetails",
    "CheckInRow",
    "Contact",
    "MonthEntry",
    "MonthLine",
    "Silence",
    "UnknownActivity",
    "change",
    "change_check_in",
    "check_in",
    "check_ins",
    "contacts",
    "enter_month",
    "last_check_ins",
    "latest_check_ins",
    "log",
    "month_end",
    "month_lines",
    "recent_pairings",
    "remove",
    "remove_check_in",
    "rows",
    "search",
    "seen",
    "silent",
]
