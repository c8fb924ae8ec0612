"""How safe the data are just now, as the status bar and the settings tell it; and what the window can do about it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto

from mentorhub.text import _, ngettext, number
from mentorhub.ui.status import Status


class Wanted(Enum):
    """What concerns the whole data folder: asked for in the menu, in the settings, in the search over everything."""

    BACK_UP = auto()
    BACKUPS = auto()
    SECOND_PLACE = auto()
    NO_SECOND_PLACE = auto()
    LOCK = auto()
    PASSPHRASE = auto()
    RECOVERY_KEY = auto()
    DATA_KEY = auto()
    EMERGENCY_SHEET = auto()
    FIND = auto()
    REMIND = auto()
    PAPERS = auto()
    SHEET = auto()
    HISTORY = auto()
    BIN = auto()
    EXPORT = auto()


@dataclass(frozen=True)
class FolderState:
    last: datetime | None = None
    """When the newest backup was made."""
    changed_since: bool = False
    second_folder: str = ""
    second_last: datetime | None = None
    warn_days: int = 7
    """From this age on, a backup that no longer holds everything is shown in red."""
    second_warn_days: int = 14
    asks_nothing: bool = False
    """A folder to try things out: it has no Kennwort, so nothing can be locked."""
    read_only: bool = False
    doubts: tuple[str, ...] = ()
    """Why this is a bad place for the data, in sentences."""


def backup_status(state: FolderState, now: datetime) -> Status:
    if state.last is None:
        return Status(_("Noch nie gesichert"), "problem", "bad")
    words = _("Zuletzt gesichert {moment}").format(moment=moment(state.last, now))
    if state.changed_since and now - state.last > timedelta(days=state.warn_days):
        return Status(words, "problem", "bad")
    return Status(words, "ok", "muted")


def second_status(state: FolderState, now: datetime) -> Status | None:
    """Nothing if there is no second place."""
    if not state.second_folder:
        return None
    if state.second_last is None:
        return Status(_("Am zweiten Ort noch keine Sicherung"), "problem", "warning")
    words = _("Zweiter Ort {moment}").format(moment=moment(state.second_last, now))
    late = now - state.second_last > timedelta(days=state.second_warn_days)
    return Status(words, "problem", "warning") if late else Status(words, "ok", "muted")


def moment(when: datetime, now: datetime) -> str:
    """`heute, 10:42`, `gestern, 18:05`, `am 12.11., 10:42`, `am 12.11.2025`."""
    then, today = when.astimezone(), now.astimezone()
    days = (today.date() - then.date()).days
    if days == 0:
        return _("heute, {time}").format(time=f"{then:%H:%M}")
    if days == 1:
        return _("gestern, {time}").format(time=f"{then:%H:%M}")
    if then.year == today.year:
        return _("am {day}, {time}").format(day=f"{then:%d.%m.}", time=f"{then:%H:%M}")
    return _("am {day}").format(day=f"{then:%d.%m.%Y}")


def contents(people: int, pairings: int, activities: int) -> str:
    """`120 Personen, 45 Patenschaften, 300 Einträge`."""
    return ", ".join(
        (
            ngettext("{n} Person", "{n} Personen", people).format(n=number(people)),
            ngettext("{n} Patenschaft", "{n} Patenschaften", pairings).format(n=number(pairings)),
            ngettext("{n} Eintrag", "{n} Einträge", activities).format(n=number(activities)),
        )
    )
