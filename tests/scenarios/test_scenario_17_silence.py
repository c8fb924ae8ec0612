"""Scenario 17: thirty days without a meeting, two cancelled ones: flagged in list, Heute and person with one count."""

from datetime import date, timedelta

from make import Make
from mentorhub import activities, pairings, today
from mentorhub.choices import Happened
from mentorhub.db.database import Database
from mentorhub.pairings import Step
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.pages.pairings_page import SILENT, PairingsPage
from mentorhub.ui.pages.people_page import PeoplePage
from mentorhub.ui.pages.today_page import TodayPage
from mentorhub.ui.tasks import Tasks
from scenarios.pairing_window import pairings_page, press, save
from ui.pages_in_window import settle


def _silent_in_list(page: PairingsPage, tasks: Tasks) -> list[str]:
    page.filter.combo.choose(SILENT)
    settle(tasks)
    column = next(n for n, one in enumerate(page.model.columns) if one.title == "Kontakt")
    return [str(page.model.data(page.model.index(row, column))) for row in range(page.model.rowCount())]


def _silent_on_heute(window: MainWindow, tasks: Tasks) -> list[str]:
    window.go("today")
    settle(tasks)
    page = window.page("today")
    assert isinstance(page, TodayPage)
    page.reload()
    settle(tasks)
    return [due.text for due in page.list.due() if due.kind == "silent"]


def _silent_of_person(window: MainWindow, tasks: Tasks, person: object) -> list[str]:
    window.open_person(person)
    settle(tasks)
    page = window.page("people")
    assert isinstance(page, PeoplePage)
    page.panel.table.rows.reload()
    settle(tasks)
    model = page.panel.table.rows
    place = next(n for n, one in enumerate(model.columns) if one.title == "Kontakt")
    settle(tasks)
    lines = [model.row_at(row) for row in range(model.rowCount())]
    settle(tasks)
    lines = [model.row_at(row) for row in range(model.rowCount())]
    shown = [model.columns[place].of(line) for line in lines]
    return [one.word for one in shown if getattr(one, "tone", "") in ("warning", "bad")]  # type: ignore[attr-defined]


def test_silence_is_told_everywhere_by_one_rule(
    all_pages: MainWindow, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    mentor = make.mentor(places=2)
    silent = make.pairing(mentor, start=today - timedelta(days=100))
    make.meeting(silent, today - timedelta(days=30))
    make.meeting(silent, today - timedelta(days=8), happened=Happened.CANCELLED_MENTOR, minutes=None)
    make.meeting(silent, today - timedelta(days=1), happened=Happened.CANCELLED_MENTEE, minutes=None)
    make.meeting(make.pairing(mentor, start=today - timedelta(days=100)), today - timedelta(days=2))

    assert _silent_on_heute(all_pages, tasks) == ["Seit 30 Tagen kein Treffen"]
    assert _silent_of_person(all_pages, tasks, mentor) == ["vor 30 Tagen"]
    page = pairings_page(all_pages, tasks)
    assert _silent_in_list(page, tasks) == ["vor 30 Tagen"]
    assert _stored(database, today) == {silent}

    # a pause hides it, in all three places
    dialog = press(page, tasks, Step.PAUSE)
    dialog.form.field("reason").setText("Familie im Ausland")
    save(dialog, tasks)
    assert _silent_in_list(page, tasks) == []
    assert _silent_on_heute(all_pages, tasks) == []
    assert _silent_of_person(all_pages, tasks, mentor) == []
    assert _stored(database, today) == set()
    with database.reading() as session:
        assert pairings.row(session, silent).paused_on == today


def _stored(database: Database, day: date) -> set[object]:
    with database.reading() as session:
        silent = set(activities.silent(session, day))
        assert {item.pairing_id for item in today.due(session, day) if item.kind == "silent"} == silent
    return set(silent)
