"""Aktivitäten narrowed down to a period, a field, what did not take place; check-ins opened from the record."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from make import Make
from mentorhub import activities
from mentorhub.activities import CheckInDetails
from mentorhub.choices import Authority, Field, Happened, Light, Topic
from mentorhub.db.database import Database
from mentorhub.ui.dialogs.activity_dialog import CheckInDialog
from mentorhub.ui.pages.activities_page import ActivitiesPage
from mentorhub.ui.pages.activity_filters import ATTENTION, AUTHORITY, LAST_MONTH, THIS_YEAR
from mentorhub.ui.pages.pairings_page import PairingsPage
from mentorhub.ui.tasks import Tasks
from ui import audit
from ui.conftest import Answers
from ui.pages_in_window import open_page, settle


def test_each_box_narrows_the_list_and_a_kept_filter_brings_all_of_them_back(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date
) -> None:
    pairing = make.pairing(start=date(2025, 11, 3))
    make.meeting(pairing, date(2025, 12, 1))
    make.meeting(pairing, date(2026, 10, 1), topics=frozenset({Topic.GERMAN}))
    make.meeting(pairing, date(2026, 10, 31), happened=Happened.NO_SHOW)
    make.meeting(pairing, date(2026, 11, 2), needs_attention=True, authority=Authority.JOBCENTRE)
    _window, page = open_page(
        qtbot, tasks, "activities", lambda t, w: ActivitiesPage(t, w, today=lambda: today), "pairings"
    )
    filters = page.filters

    def shown() -> int:
        settle(tasks)
        return page.model.rowCount()

    assert shown() == 4
    filters.period.combo.choose(THIS_YEAR)
    assert shown() == 3
    filters.period.combo.choose(LAST_MONTH)
    assert shown() == 2
    filters.more_button.click()
    audit.check(page)
    filters.held.combo.choose(False)
    assert shown() == 1
    filters.held.combo.choose(True)
    filters.field.combo.choose(Field.LANGUAGE)
    assert shown() == 1
    kept = page.kept.state()
    filters.more_button.click()
    filters.period.combo.choose(None)
    assert shown() == 4
    filters.kind.combo.choose(ATTENTION)
    assert shown() == 1
    filters.kind.combo.choose(AUTHORITY)
    assert shown() == 1
    page.kept.apply(kept)
    assert shown() == 1
    assert (filters.period.value(), filters.field.value()) == (LAST_MONTH, Field.LANGUAGE)
    assert filters.isVisible()


def test_a_check_in_is_opened_from_the_time_line_changed_and_removed(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, database: Database, answers: Answers
) -> None:
    pairing = make.pairing(start=date(2026, 8, 3))
    with make.writing() as session:
        activities.check_in(session, pairing, CheckInDetails(day=date(2026, 10, 5), note="läuft gut"), today)
    _window, page = open_page(
        qtbot, tasks, "pairings", lambda t, w: PairingsPage(t, w, today=lambda: today), "people", "activities"
    )
    page.show_record(pairing)
    settle(tasks)
    record = page.record
    record.tabs.show_tab(2)

    def opened() -> CheckInDialog:
        [line] = [each for each in record.time_line.findChildren(QPushButton) if "Rückfrage" in each.text()]
        line.click()
        settle(tasks)
        return [each for each in record.findChildren(CheckInDialog) if each.isVisible()][-1]

    dialog = opened()
    assert dialog.form.field("note").value() == "läuft gut"
    audit.check(dialog)
    dialog.form.field("light").set_value(Light.YELLOW)
    QTest.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(tasks)
    with database.reading() as session:
        [entry] = activities.check_ins(session, pairing)
    assert (entry.details.light, entry.details.note) == (Light.YELLOW, "läuft gut")
    dialog = opened()
    next(each for each in dialog.findChildren(QPushButton) if "Löschen" in each.text().replace("&", "")).click()
    settle(tasks)
    with database.reading() as session:
        assert activities.check_ins(session, pairing) == []
    assert not [each for each in record.time_line.titles() if "Rückfrage" in each]
