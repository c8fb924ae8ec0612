"""Closed windows are destroyed on the UI thread, and threads that end late find nobody to tell: neither may crash."""

import gc
import threading
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mentorhub.ui import garbage
from mentorhub.ui.tasks import Beside, Tasks, wait_for_beside


class _Circle(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.myself = self


@pytest.fixture
def _usual_thresholds() -> Iterator[None]:
    usual = gc.get_threshold()
    yield
    gc.set_threshold(*usual)


@pytest.mark.usefixtures("_usual_thresholds")
def test_a_closed_window_in_a_circle_dies_on_the_ui_thread(list_tasks: Tasks, qapp: QApplication) -> None:
    died_in: list[threading.Thread] = []

    def make_much(_session: object) -> list[object]:
        gc.set_threshold(1, 1, 1)
        return [[number] for number in range(10_000)]

    gc.set_threshold(1_000_000)
    window = _Circle()
    window.destroyed.connect(lambda: died_in.append(threading.current_thread()), Qt.ConnectionType.DirectConnection)
    del window
    list_tasks.load(qapp, make_much, then=lambda _rows: None)
    assert list_tasks.wait_idle()
    garbage.sweep()

    assert died_in == [threading.main_thread()]


def test_only_the_ui_thread_drops_a_window_that_has_asked_for_something(list_tasks: Tasks, qtbot: QtBot) -> None:
    died_in: list[threading.Thread] = []
    for _round in range(200):
        window = QWidget()
        window.destroyed.connect(lambda: died_in.append(threading.current_thread()), Qt.ConnectionType.DirectConnection)
        list_tasks.load(window, lambda _session: 1, then=lambda _answer: None)
        del window
        assert list_tasks.wait_idle()

    qtbot.waitUntil(lambda: len(died_in) == 200)
    assert set(died_in) == {threading.main_thread()}


def test_what_hangs_beside_finds_nobody_when_the_window_is_gone(qapp: QApplication) -> None:
    may_end = threading.Event()
    window = QObject()
    beside = Beside(window)
    beside.run(window, may_end.wait, then=lambda _done: pytest.fail("told a window that is gone"))
    shiboken6.delete(window)
    assert not wait_for_beside(0.01)

    may_end.set()

    assert wait_for_beside(10)
    qapp.processEvents()
