"""Which backups to delete: everything of two days, then one a day, a week, a month. Pure.

Slots are counted over the backups that exist, not over the calendar, so that a clock that jumps ahead empties nothing.
What is dated later than now (the clock was set back) neither goes nor counts. The three that hold the newest state by
the file's own count of changes always stay, whatever the clock says.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

LEAST = 3
"""Never fewer than these."""

_TOLERANCE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Kept:
    """One backup as far as thinning looks at it."""

    path: Path
    made_at: datetime
    commits: int
    size: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    all_days: int
    daily: int
    weekly: int
    monthly: int
    longest_days: int
    """Older than this goes, except the last three: erased people must not live on in backups."""
    cap_bytes: int
    exempt_days: dict[str, int]
    """By reason: those before a change of the file's form or a restore stay this long at least."""


def surplus(backups: Sequence[Kept], now: datetime, rule: Rule) -> list[Kept]:
    """Those to delete, the oldest first."""
    ordered = sorted(backups, key=lambda backup: (backup.made_at, backup.commits), reverse=True)
    past = [backup for backup in ordered if backup.made_at <= now + _TOLERANCE]
    future = [backup for backup in ordered if backup.made_at > now + _TOLERANCE]
    protected = {backup.path for backup in past[:LEAST]}
    protected |= {b.path for b in sorted(backups, key=lambda b: (b.commits, b.made_at), reverse=True)[:LEAST]}
    kept = {backup.path for backup in future} | protected
    kept |= {backup.path for backup in past if _is_exempt(backup, now, rule)}
    kept |= {backup.path for backup in _scheduled(past, now, rule) if _age(backup, now) <= rule.longest_days}
    room = rule.cap_bytes
    for backup in ordered:
        if backup.path in kept:
            room -= backup.size
    for backup in reversed(past):
        if room < 0 and backup.path in kept - protected:
            kept.discard(backup.path)
            room += backup.size
    return [backup for backup in reversed(ordered) if backup.path not in kept]


def _scheduled(past: Sequence[Kept], now: datetime, rule: Rule) -> list[Kept]:
    kept = [backup for backup in past if now - backup.made_at < timedelta(days=rule.all_days)]
    rest = list(past[len(kept) :])
    for slots, period in ((rule.daily, _day), (rule.weekly, _week), (rule.monthly, _month)):
        taken, rest = _newest_of_each(rest, slots, period)
        kept += taken
    return kept


def _newest_of_each(
    backups: Sequence[Kept], slots: int, period: Callable[[datetime], Hashable]
) -> tuple[list[Kept], list[Kept]]:
    """The newest of each of so many periods, and what lies before them."""
    taken: dict[Hashable, Kept] = {}
    for position, backup in enumerate(backups):
        of = period(backup.made_at.astimezone(UTC))
        if of not in taken and len(taken) == slots:
            return list(taken.values()), list(backups[position:])
        taken.setdefault(of, backup)
    return list(taken.values()), []


def _is_exempt(backup: Kept, now: datetime, rule: Rule) -> bool:
    return _age(backup, now) <= rule.exempt_days.get(backup.reason, -1)


def _age(backup: Kept, now: datetime) -> float:
    return (now - backup.made_at) / timedelta(days=1)


def _day(moment: datetime) -> Hashable:
    return moment.date()


def _week(moment: datetime) -> Hashable:
    return tuple(moment.isocalendar())[:2]


def _month(moment: datetime) -> Hashable:
    return moment.year, moment.month
