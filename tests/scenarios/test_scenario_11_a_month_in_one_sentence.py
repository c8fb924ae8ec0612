"""Scenario 11: „im Oktober 4 Treffen, 9 Std., Deutsch + Sozialamt“ as one entry, without doubled hours."""

from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from make import Make
from mentorhub import activities
from mentorhub.choices import Field
from mentorhub.db.database import Database
from mentorhub.statistics import counts
from mentorhub.ui.dialogs.activity_dialog import MonthDialog
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.pages.activities_page import ActivitiesPage
from mentorhub.ui.tasks import Tasks
from scenarios.pairing_window import CONTROL, pairings_page
from ui.pages_in_window import settle


def test_a_month_from_one_sentence(
    all_pages: MainWindow, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    mentor = make.mentor(last_name="Weiß")
    pairing = make.pairing(mentor, make.mentee(), date(2026, 9, 1))
    all_pages.go("activities")
    settle(tasks)
    page = all_pages.page("activities")
    assert isinstance(page, ActivitiesPage)
    QTest.keyClick(all_pages, Qt.Key.Key_M, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    settle(tasks)
    [dialog] = page.findChildren(MonthDialog)
    assert "Weiß" in dialog.chosen.text()
    QTest.keyClick(dialog.form.field("pairing").line, Qt.Key.Key_Return)
    sentence = dialog.form.field("sentence")
    assert sentence.hasFocus()
    QTest.keyClicks(sentence, "im Oktober 4 Treffen, 9 Std., Deutsch + Sozialamt")
    assert dialog.form.field("month").currentText() == "Oktober 2026"
    assert dialog.understood.text() == ""
    QTest.keyClick(sentence, Qt.Key.Key_Return)
    settle(tasks)
    assert not dialog.isVisible()

    # visible: one line in the list, one month in the record
    assert page.model.rowCount() == 1
    shown = [str(page.model.data(page.model.index(0, column)) or "") for column in range(4)]
    assert shown == ["10.2026 (Monat)", "Weiß, Anna – Koval, Olena", "9 Std.", "4"]
    assert "Oktober 2026: 4 Treffen" in pairings_page(all_pages, tasks).record.time_line.titles()

    # stored: one entry; its hours are shared out between the two fields of action, and are nine in all
    _check_stored(database, pairing, mentor)


def _check_stored(database: Database, pairing: UUID, mentor: UUID) -> None:
    with database.reading() as session:
        [entry] = activities.rows(session, activities.search(session, pairing_id=pairing))
        met = counts.meetings(session, date(2026, 10, 1), date(2026, 10, 31))
    assert (entry.details.is_month, entry.details.count, entry.details.minutes) == (True, 4, 540)
    minutes = counts.minutes_by_field(met)
    assert set(minutes) == {(mentor, Field.LANGUAGE), (mentor, Field.AUTHORITIES)}
    assert sum(minutes.values()) == 540
    assert sum(one.count for one in met) == 4
