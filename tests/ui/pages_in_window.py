"""A real window with one page, and beside it a page that only remembers who was asked for."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mentorhub.settings import Settings
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.page import Page, Window
from mentorhub.ui.tasks import Tasks

P = TypeVar("P", bound=Page)


class Remembering(Page):
    """Stands for the pages that are tested elsewhere."""

    def __init__(self, tasks: Tasks, window: Window) -> None:
        super().__init__(tasks, window)
        self.shown: list[object] = []

    def show_record(self, record: object) -> None:
        self.shown.append(record)


def open_page(
    qtbot: QtBot, tasks: Tasks, key: str, make: Callable[[Tasks, Window], P], *others: str
) -> tuple[MainWindow, P]:
    """The window at its usual size, showing the page, everything loaded."""
    window = MainWindow(Settings())
    window.reentry.serve(None)  # as in a folder to try things out
    qtbot.addWidget(window, before_close_func=_ask_nothing)
    pages: list[P] = []

    def made(with_tasks: Tasks, of_window: Window) -> P:
        pages.append(make(with_tasks, of_window))
        return pages[-1]

    window.show_pages(tasks, {key: made, **dict.fromkeys(others, Remembering)})
    window.resize(1280, 800)
    window.show()
    window.go(key)
    settle(tasks)
    return window, pages[0]


def _ask_nothing(window: QWidget) -> None:
    """A test may end in the middle of a form."""
    window.may_leave = lambda: True  # type: ignore[attr-defined]


def settle(tasks: Tasks) -> None:
    """Until nothing is under way, also what the last answer has started."""
    from PySide6.QtWidgets import QApplication

    for _round in range(3):
        assert tasks.wait_idle()
        QApplication.processEvents()
    assert tasks.wait_idle()


def asked_for(window: MainWindow, key: str) -> list[object]:
    page = window.page(key)
    assert isinstance(page, Remembering)
    return page.shown
