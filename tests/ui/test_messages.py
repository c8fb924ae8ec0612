"""Message boxes, the crash dialog and the search field as the person meets them."""

import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from mentorhub import paths
from mentorhub.ui import crash_dialog, icons, messages, widgets
from mentorhub.ui.crash_dialog import CrashDialog
from ui import audit


@pytest.fixture
def screen(qtbot: QtBot) -> Iterator[QWidget]:
    widget = QWidget()
    widget.show()
    yield widget
    widget.close()


def press(screen: QWidget, words: str) -> None:
    """A person who answers the next question."""

    def answer() -> None:
        [box] = screen.findChildren(QMessageBox)
        audit.check(box)
        [button] = [each for each in box.buttons() if each.text().replace("&", "") == words]
        button.click()

    QTimer.singleShot(0, screen, answer)


def test_trouble_is_told_without_stopping_anything(screen: QWidget) -> None:
    messages.warn(screen, "Auf dem Datenträger ist kein Platz mehr.")
    [box] = screen.findChildren(QMessageBox)
    assert box.isVisible()
    assert box.text() == "Auf dem Datenträger ist kein Platz mehr."
    box.close()


def test_words_of_a_message_are_never_read_as_markup(screen: QWidget) -> None:
    messages.tell(screen, "<b>Anna</b> & Co.")
    [box] = screen.findChildren(QMessageBox)
    assert box.textFormat() is Qt.TextFormat.PlainText
    box.close()


@pytest.mark.parametrize(("words", "meant"), [("Beenden", True), ("Zurück", False)])
def test_a_question_is_answered_with_verbs(screen: QWidget, words: str, meant: bool) -> None:
    press(screen, words)
    assert messages.ask(screen, "Patenschaft beenden?", "Beenden", "Zurück") is meant


@pytest.mark.parametrize(("words", "meant"), [("Speichern", "save"), ("Verwerfen", "discard"), ("Zurück", "stay")])
def test_leaving_a_changed_form_has_three_ways(screen: QWidget, words: str, meant: str) -> None:
    press(screen, words)
    assert messages.ask_save(screen, "Möchten Sie speichern?") == meant


def bug() -> Exception:
    try:
        raise ValueError("Olena Koval")
    except ValueError as error:
        return error


@pytest.fixture
def no_open_crash() -> Iterator[None]:
    yield
    for dialog in list(crash_dialog._open):
        dialog.close()


def test_a_bug_is_said_kept_and_can_be_copied(qapp: QApplication, no_open_crash: None) -> None:
    crash_dialog.show(bug())
    [dialog] = crash_dialog._open
    assert isinstance(dialog, CrashDialog)
    audit.check(dialog)
    [report] = paths.reports_folder().glob("bug-*.txt")
    [details] = dialog.findChildren(QPlainTextEdit)
    assert details.toPlainText() == report.read_text("utf-8")
    assert "Olena" not in details.toPlainText()
    dialog._copy()
    assert QApplication.clipboard().text() == details.toPlainText()


def test_many_bugs_open_one_dialog(qapp: QApplication, no_open_crash: None) -> None:
    for _number in range(3):
        crash_dialog.show(bug())
    assert len(crash_dialog._open) == 1
    assert len(list(paths.reports_folder().glob("bug-*.txt"))) == 3


def test_a_bug_in_any_thread_reaches_the_person(
    qapp: QApplication, qtbot: QtBot, no_open_crash: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    crash_dialog.install()

    def fail() -> None:
        raise bug()

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(crash_dialog._open) == 1)


def test_searching_waits_until_the_typing_rests(qtbot: QtBot) -> None:
    field = widgets.SearchField("Personen suchen")
    qtbot.addWidget(field)
    searched: list[str] = []
    field.searched.connect(searched.append)
    QTest.keyClicks(field, "mul")
    qtbot.waitUntil(lambda: searched == ["mul"])
    QTest.keyClick(field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: searched == ["mul", ""])
    audit.check(field)


def test_a_combo_box_keeps_its_choice_when_its_options_change(qtbot: QtBot) -> None:
    box = widgets.ComboBox("Status", [(None, "Alle"), ("a", "Aktiv"), ("p", "Pausiert")])
    qtbot.addWidget(box)
    box.choose("p")
    box.set_options([(None, "Alle"), ("p", "Pausiert")])
    assert box.value() == "p"
    box.set_options([(None, "Alle")])
    assert box.value() is None


def test_every_shipped_icon_can_be_drawn(qapp: QApplication) -> None:
    shipped = {path.stem for path in (paths.resources() / "icons").glob("*.svg")}
    assert len(shipped) > 40
    for name in shipped:
        picture = widgets.IconLabel(name, "text").pixmap().toImage()
        colours = {picture.pixelColor(x, y).alpha() for x in range(picture.width()) for y in range(picture.height())}
        assert max(colours) > 0, name


def test_an_icon_that_does_not_exist_fails_where_it_is_named(qapp: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icons.icon("no-such-icon")
    with pytest.raises(AttributeError):
        icons.icon("today", "no-such-colour")
