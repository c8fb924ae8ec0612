"""Scenario 2: somebody calls; with the keyboard alone a first name and a phone are noted while one still talks."""

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from make import Make
from mentorhub import people, reminders
from mentorhub.choices import Role, RoleStatus
from mentorhub.db.database import Database
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.pages.people_page import PeoplePage
from mentorhub.ui.pages.today_page import TodayPage
from mentorhub.ui.tasks import Tasks
from ui.pages_in_window import settle

CONTROL = Qt.KeyboardModifier.ControlModifier
FEWEST_LETTERS_A_SECOND = 2
"""Somebody who types with two fingers."""


class Hands:
    """Presses keys where the focus is, and counts them."""

    def __init__(self, window: MainWindow, tasks: Tasks) -> None:
        self.keys = 0
        self._window = window
        self._tasks = tasks

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.keys += 1
        QTest.keyClick(QApplication.focusWidget() or self._window, key, modifier)
        settle(self._tasks)

    def type(self, words: str) -> None:
        for letter in words:
            self.keys += 1
            QTest.keyClicks(QApplication.focusWidget() or self._window, letter)


def test_a_phone_contact_is_recorded_with_a_first_name_and_a_phone(
    all_pages: MainWindow, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    make.mentor(first_name="Ruth", last_name="Zander")
    all_pages.activateWindow()
    QTest.qWait(50)
    hands = Hands(all_pages, tasks)
    hands.press(Qt.Key.Key_2, CONTROL)
    hands.press(Qt.Key.Key_N, CONTROL)
    hands.type("Emine")
    hands.press(Qt.Key.Key_Tab)
    hands.press(Qt.Key.Key_Tab)
    hands.type("02521 290555")
    hands.press(Qt.Key.Key_S, CONTROL)

    page = all_pages.page("people")
    assert isinstance(page, PeoplePage)
    form = page.panel.form.form
    visible = [name for name in form.values() if form.field(name).isVisibleTo(page)]
    assert visible == ["first_name", "last_name", "phone", "district", "languages", "times", "topics", "roles"]
    assert page.panel.name.text() == "Emine"
    assert page.panel.subtitle.text() == "P-0002 · Patin/Pate seit 11.2026 · ohne Beginn zu löschen ab 22.05.2027"
    rows = page.table.rows
    shown = [str(rows.data(rows.index(0, column)) or "") for column in range(rows.columnCount())]
    assert (shown[0], shown[2], shown[6]) == ("Emine", "Patin/Pate", "Interessiert")
    assert any("Gespeichert" in label.text() for label in all_pages.statusBar().findChildren(QLabel))

    with database.reading() as session:
        person = people.by_number(session, "P-0002")
        details, row = people.get(session, person), people.row(session, person)
        (reminder,) = reminders.of_person(session, person)
        (step,) = people.steps(session, person)
    assert (details.first_name, details.phone) == ("Emine", "02521 290555")
    assert [(place.role, place.status) for place in row.roles] == [(Role.MENTOR, RoleStatus.INTERESTED)]
    assert (step.status, step.day) == (RoleStatus.INTERESTED, today)
    assert reminder.day == today + timedelta(days=7)

    all_pages.go("today")
    settle(tasks)
    heute = all_pages.page("today")
    assert isinstance(heute, TodayPage)
    shown_reminder = next(line for line in heute.list.due() if line.kind == "reminder")
    assert (shown_reminder.title, shown_reminder.person_id) == ("Emine", person)

    assert hands.keys == 22
    assert hands.keys / FEWEST_LETTERS_A_SECOND < 60
