"""Own reminders, the network's meeting, the backup, and how the groups are told apart."""

from datetime import UTC, date, datetime, timedelta

import pytest

from make import Make
from mentorhub import programme, reminders, today
from mentorhub.db.database import Database
from mentorhub.today import Due, Urgency
from mentorhub.today.lines import urgency


def _due(make: Make, kind: str, on: date | None = None) -> list[Due]:
    with make.database.reading() as session:
        return [item for item in today.due(session, on or make.today) if item.kind == kind]


@pytest.mark.parametrize(
    ("days", "group"),
    [(-1, Urgency.OVERDUE), (0, Urgency.TODAY), (1, Urgency.WEEK), (5, Urgency.WEEK), (6, Urgency.SOON)],
)
def test_this_week_is_until_sunday(days: int, group: Urgency) -> None:
    tuesday = date(2026, 11, 24)
    assert urgency(tuesday + timedelta(days=days), tuesday) is group


def test_a_reminder_is_due_on_its_day_and_told_a_week_ahead(make: Make, database: Database) -> None:
    pairing = make.pairing()
    with database.writing() as session:
        reminder = reminders.add(session, make.today + timedelta(days=7), "Verlängern?", pairing_id=pairing)
        reminders.add(session, make.today + timedelta(days=8), "Noch nicht")
    (item,) = _due(make, "reminder")
    assert (item.item_id, item.pairing_id, item.text) == (reminder, pairing, "Verlängern?")
    with database.writing() as session:
        reminders.done(session, reminder, make.today)
    assert _due(make, "reminder") == []


def test_the_statistics_are_ready_a_week_before_the_network_meets(make: Make, database: Database) -> None:
    meets = make.today + timedelta(days=14)
    with database.writing() as session:
        organisation = programme.organisation(session)
        programme.change(session, organisation.model_copy(update={"network_meeting_on": meets}))
    (item,) = _due(make, "network_meeting")
    assert item.due_on == meets - timedelta(days=7)
    assert "das nächste eintragen" in _due(make, "network_meeting", meets + timedelta(days=1))[0].text
    assert _due(make, "network_meeting", make.today - timedelta(days=1)) == []


def test_changes_without_a_backup_are_overdue_when_the_status_bar_turns_red(make: Make) -> None:
    made = datetime(2026, 11, 15, 12, tzinfo=UTC)
    on = date(2026, 11, 22)
    assert today.backup(made, 7, on, changed_since=False) == []
    assert [item.urgency for item in today.backup(made, 7, on, changed_since=True)] == [Urgency.TODAY]
    later = on + timedelta(days=1)
    assert [item.urgency for item in today.backup(made, 7, later, changed_since=True)] == [Urgency.OVERDUE]
    assert [item.text for item in today.backup(None, 7, on, changed_since=True)] == ["Noch nie gesichert"]
    assert today.backup(datetime(2026, 11, 22, 9, tzinfo=UTC), 7, on, changed_since=True) == []


def test_the_second_place_is_asked_for_after_a_fortnight(make: Make) -> None:
    made = datetime(2026, 11, 8, 12, tzinfo=UTC)
    assert [item.urgency for item in today.second_place(made, 14, date(2026, 11, 22))] == [Urgency.TODAY]
    assert today.second_place(made, 14, date(2026, 11, 21)) == []
    assert today.second_place(None, 14, date(2026, 11, 21))[0].text == "Am zweiten Ort liegt noch keine Sicherung"
