"""What is due beside people and pairings: own reminders, the network's meeting, the backup."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from mentorhub import programme, reminders
from mentorhub.text import _, german_date
from mentorhub.today.day import Day
from mentorhub.today.lines import Due, Urgency, urgency


def reminder(day: Day) -> Iterator[Due]:
    """What the coordinator wanted to come back to, a few days ahead."""
    ahead = day.today + timedelta(days=day.number("today.ahead_days"))
    for row in reminders.still_open(day.session, ahead):
        yield day.line(
            "reminder",
            row.whom or _("Wiedervorlage"),
            row.text,
            row.day,
            pairing_id=row.pairing_id,
            person_id=row.person_id,
            item_id=row.id,
        )


def network_meeting(day: Day) -> Iterator[Due]:
    """(29) The statistics are ready some days before the network meets; after it the next day is asked for."""
    meets = programme.organisation(day.session).network_meeting_on
    if meets is None:
        return
    if meets < day.today:
        text = _("Das Treffen war am {day}: bitte das nächste eintragen").format(day=german_date(meets))
        yield day.line("network_meeting", _("Netzwerktreffen"), text, day.today)
    elif day.within(meets, "meeting.remind_days"):
        text = _("Treffen am {day}: Statistik vorbereiten").format(day=german_date(meets))
        ready = meets - timedelta(days=day.number("meeting.stats_days"))
        mark = meets.isoformat()
        if not day.is_seen("network_meeting", mark):
            yield day.line("network_meeting", _("Netzwerktreffen"), text, ready, mark=mark)


def backup(last: datetime | None, warn_days: int, today: date, *, changed_since: bool) -> list[Due]:
    """(30) Changes that no backup of today holds; overdue when the status bar turns red.

    How safe the data are is known outside the data, so this rule is asked by itself.
    """
    if last is None:
        return [Due("backup", Urgency.TODAY, _("Sicherung"), _("Noch nie gesichert"), today)]
    made_on = last.astimezone().date()
    if not changed_since or made_on >= today:
        return []
    text = _("Was seit dem {day} geändert wurde, ist noch nicht gesichert").format(day=german_date(made_on))
    due_on = made_on + timedelta(days=warn_days)
    return [Due("backup", urgency(due_on, today), _("Sicherung"), text, due_on)]


def second_place(last: datetime | None, warn_days: int, today: date) -> list[Due]:
    """(30) The backups are brought to the second place; ask only where there is one."""
    made_on = None if last is None else last.astimezone().date()
    due_on = today if made_on is None else made_on + timedelta(days=warn_days)
    if due_on > today:
        return []
    text = (
        _("Am zweiten Ort liegt noch keine Sicherung")
        if made_on is None
        else _("Am zweiten Ort zuletzt am {day} gesichert").format(day=german_date(made_on))
    )
    return [Due("second_place", urgency(due_on, today), _("Sicherung"), text, due_on)]
