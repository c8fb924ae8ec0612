"""The whole window with all its pages on the test's own encrypted folder, driven by keys and clicks."""

from collections.abc import Iterator
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from mentorhub.app import work
from mentorhub.settings import Settings
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.tasks import Tasks
from ui.conftest import _our_look, answers, tasks  # noqa: F401 - fixtures
from ui.pages_in_window import settle


@pytest.fixture
def all_pages(qtbot: QtBot, tasks: Tasks, today: date) -> Iterator[MainWindow]:  # noqa: F811 - the fixture above
    window = MainWindow(Settings())
    window.show_pages(tasks, work.page_makers(lambda: today))
    window.resize(1280, 800)
    window.show()
    settle(tasks)
    yield window
    window.may_leave = lambda: True  # type: ignore[method-assign]  # a test may end in the middle of a form
    window.close()
