"""Alt+Links and Alt+Rechts go where one has been; the records used last can be chosen again."""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from make import Make
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.pages.people_page import PeoplePage
from mentorhub.ui.places import MOST_RECENT, Place, Places
from mentorhub.ui.tasks import Tasks
from ui.pages_in_window import open_page, settle


def test_back_and_forward_lead_through_the_records() -> None:
    places = Places()
    places.come("today")
    places.come("people")
    places.come("people", 1, "Anna")
    places.come("people", 2, "Bela")
    assert places.back() == Place("people", 1, "Anna")
    assert places.back() == Place("today")
    assert places.back() is None
    assert places.forward() == Place("people", 1, "Anna")
    places.come("pairings", 7, "PS-2026-007")
    assert places.forward() is None
    assert places.back() == Place("people", 1, "Anna")


def test_the_newest_records_come_first_and_once_each() -> None:
    places = Places()
    for number in range(MOST_RECENT + 3):
        places.come("people", number, f"P{number}")
    places.come("people", 5, "P5")
    recent = [place.record for place in places.recent()]
    assert recent[:3] == [5, MOST_RECENT + 2, MOST_RECENT + 1]
    assert len(recent) == MOST_RECENT


def _recent(window: MainWindow) -> list[str]:
    window._recent.aboutToShow.emit()
    return [action.text() for action in window._recent.actions()]


def test_the_keys_go_back_to_a_person_and_forward_again(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    anna = make.person()
    bela = make.person(first_name="Bela", last_name="Zander")
    window, page = open_page(qtbot, tasks, "people", partial(PeoplePage, today=lambda: today), "today")
    assert page.panel.person_id() == anna
    page.table.choose(bela)
    settle(tasks)
    window.go("today")
    assert _recent(window) == ["Zander, Bela", "Müller, Anna"]
    QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    settle(tasks)
    assert page.isVisible()
    QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    settle(tasks)
    assert page.panel.person_id() == anna
    QTest.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    settle(tasks)
    assert page.panel.person_id() == bela


def test_a_record_used_before_is_one_choice_away(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    make.person()
    bela = make.person(first_name="Bela", last_name="Zander")
    window, page = open_page(qtbot, tasks, "people", partial(PeoplePage, today=lambda: today), "today")
    page.table.choose(bela)
    settle(tasks)
    window.go("today")
    _recent(window)
    window._recent.actions()[1].trigger()
    settle(tasks)
    assert page.panel.name.text() == "Müller, Anna"
