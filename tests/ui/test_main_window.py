"""The frame around all pages: going there and back, size, colours, keys, names for a screen reader."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from mentorhub import changes
from mentorhub.settings import Settings
from mentorhub.ui import mnemonics, pictures, theme, widgets
from mentorhub.ui.main_window import PAGES, MainWindow
from mentorhub.ui.page import Page, Window
from mentorhub.ui.tasks import Tasks
from ui import audit
from ui.conftest import ListSessions


class PlainPage(Page):
    title = "Seite"
    made = 0

    def __init__(self, tasks: Tasks, window: Window) -> None:
        super().__init__(tasks, window)
        PlainPage.made += 1
        self.records: list[object] = []
        self.reloads = 0
        self.add_button("Neue Person", lambda: window.say("Neu"), icon="add", primary=True, key="Ctrl+N")
        self.search = widgets.SearchField("Personen suchen")
        self.body.addWidget(self.search)
        self.body.addStretch(1)

    def reload(self) -> None:
        self.reloads += 1

    def show_record(self, record: object) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def _nothing_to_undo(monkeypatch: pytest.MonkeyPatch) -> None:
    """These windows stand on a plain list instead of a folder."""
    monkeypatch.setattr(changes, "last_step", lambda _session: None)


@pytest.fixture
def window(list_tasks: Tasks, qtbot: QtBot) -> Iterator[MainWindow]:
    PlainPage.made = 0
    window = MainWindow(Settings(colour_scheme="light"))
    window.show_pages(list_tasks, {key: PlainPage for key, _name in PAGES})
    window.show()
    yield window
    window.close()


def page(window: MainWindow, key: str) -> PlainPage:
    found = window.page(key)
    assert isinstance(found, PlainPage)
    return found


def word(window: MainWindow) -> str:
    [label] = window.statusBar().findChildren(QLabel)
    return label.text()


def test_a_page_is_made_when_it_is_first_needed_and_kept(window: MainWindow) -> None:
    assert PlainPage.made == 1
    window.go("people")
    window.go("today")
    window.go("people")
    assert PlainPage.made == 2


def test_the_list_on_the_left_leads_to_the_pages(window: MainWindow) -> None:
    [navigation] = window.findChildren(QListWidget)
    navigation.setFocus()
    QTest.keyClick(navigation, Qt.Key.Key_Down)
    assert "Personen" in window.windowTitle()
    assert page(window, "people").isVisible()


@pytest.mark.parametrize("number", range(1, 8))
def test_every_page_has_a_key(window: MainWindow, number: int) -> None:
    action(window, f"Ctrl+{number}").trigger()
    assert PAGES[number - 1][1] in window.windowTitle()


def test_one_page_can_lead_to_a_person_on_another_and_back(window: MainWindow) -> None:
    window.open_person("P-0042")
    assert page(window, "people").records == ["P-0042"]
    window.open_pairing("PS-2026-014")
    action(window, "Alt+Left").trigger()
    assert page(window, "people").isVisible()
    action(window, "Alt+Left").trigger()
    assert page(window, "today").isVisible()


def test_a_change_reloads_the_page_in_sight_at_once_and_others_when_they_are_shown(
    window: MainWindow, list_tasks: Tasks, sessions: ListSessions
) -> None:
    window.go("people")
    window.go("today")
    today, people = page(window, "today"), window._pages["people"]
    assert isinstance(people, PlainPage)
    before = today.reloads, people.reloads
    list_tasks.save(window, lambda session: session.append("Anna"))
    assert list_tasks.wait_idle()
    assert (today.reloads, people.reloads) == (before[0] + 1, before[1])
    window.go("people")
    assert people.reloads == before[1] + 1


def test_letters_grow_and_shrink_and_stay_so(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.settings_changed) as changed:
        action(window, "Ctrl++").trigger()
    assert changed.args == [replace(window.current_settings(), font_scale=110)]
    qtbot.waitUntil(lambda: QApplication.font().pointSizeF() == pytest.approx(12.1))
    action(window, "Ctrl+-").trigger()
    qtbot.waitUntil(lambda: QApplication.font().pointSizeF() == pytest.approx(11))


def test_dark_colours_can_be_chosen(window: MainWindow, qtbot: QtBot) -> None:
    [dark] = [each for each in window.findChildren(QAction) if each.data() == "dark"]
    dark.trigger()
    qtbot.waitUntil(lambda: theme.colours() is theme.DARK)
    assert dark.isChecked()
    assert page(window, "today").isVisible()


def test_the_window_comes_back_where_it_was(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(700, 620)
    with qtbot.waitSignal(window.settings_changed) as changed:
        window.close()
    again = MainWindow(changed.args[0])
    qtbot.addWidget(again)
    assert again.size() == window.size()


def test_without_pages_nothing_can_be_gone_to(qtbot: QtBot) -> None:
    window = MainWindow(Settings())
    qtbot.addWidget(window)
    assert not action(window, "Ctrl+1").isEnabled()
    assert not action(window, "Ctrl+I").isEnabled()
    window.go("people")
    assert window.windowTitle() == "MentorHub"


def test_what_is_said_stands_below(window: MainWindow) -> None:
    window.say("Gespeichert")
    assert word(window) == "Gespeichert"


def test_what_is_said_goes_with_the_page_it_was_said_on(window: MainWindow) -> None:
    window.say("Gespeichert")
    window.go("today")
    assert word(window) == "Gespeichert", "the same page is no reason"
    window.go("people")
    assert word(window) == ""


def test_what_is_said_goes_after_a_while_but_not_while_it_is_going_on(window: MainWindow, qtbot: QtBot) -> None:
    rest = window._word_rest
    assert rest.interval() == 10_000
    rest.setInterval(1)
    window.say("Gespeichert")
    qtbot.waitUntil(lambda: word(window) == "")
    window.say("Gespeichert")
    window.say("Es wird gesichert …")
    assert not rest.isActive()
    assert word(window) == "Es wird gesichert …"


def test_the_help_names_the_keys_of_the_page_in_front(window: MainWindow) -> None:
    action(window, "F1").trigger()
    [dialog] = window.findChildren(QDialog)
    words = [label.text() for label in dialog.findChildren(QLabel)]
    assert "Neue Person" in words
    assert "Strg+N" in words
    audit.check(dialog)
    dialog.close()


def test_the_window_passes_the_audit(window: MainWindow) -> None:
    audit.check(window)


def test_no_letter_for_alt_is_used_twice_with_the_menus(window: MainWindow) -> None:
    menus = [mnemonics.letter_of(each.text()) for each in window.menuBar().actions()]
    letters = [mnemonics.letter_of(each.text()) for each in mnemonics.bearers(window)]
    together = [letter for letter in menus + letters if letter]
    assert len(together) == len(set(together))


@pytest.mark.parametrize("scale", [100, 125, 150])
def test_the_empty_window_fits_a_small_laptop(qtbot: QtBot, qapp: QApplication, scale: int) -> None:
    theme.apply(qapp, "light", scale)
    window = MainWindow(Settings(font_scale=scale))
    qtbot.addWidget(window)
    window.show()
    hint = window.minimumSizeHint()
    assert hint.width() <= 1024
    assert hint.height() <= 700


def test_the_navigation_stands_on_its_own_ground(qtbot: QtBot) -> None:
    window = MainWindow(Settings())
    qtbot.addWidget(window)
    window.show()
    listed = window.findChild(QListWidget)
    assert isinstance(listed, QListWidget)
    ground = listed.viewport().palette().color(QPalette.ColorRole.Base)
    assert ground == theme.colours().named("sidebar")


def test_the_status_bar_is_a_line_not_a_row_of_buttons(qtbot: QtBot) -> None:
    window = MainWindow(Settings())
    qtbot.addWidget(window)
    window.show()
    assert window.statusBar().height() <= theme.em(2.2)


def test_pictures_show_every_page_in_light_and_dark(
    sessions: ListSessions, qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("pictures")
    taken = pictures.take(qapp, sessions, {"today": PlainPage, "people": PlainPage}, folder)
    names = [path.name for path in taken]
    assert names == ["1-heute.png", "2-personen.png", "1-heute-dunkel.png", "2-personen-dunkel.png"]
    contents = {path.read_bytes() for path in taken}
    assert len(contents) == 4


def action(window: QWidget, key: str) -> QAction:
    [found] = [each for each in window.findChildren(QAction) if key in [s.toString() for s in each.shortcuts()]]
    return found
