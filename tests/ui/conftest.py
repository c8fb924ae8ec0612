"""What the tests of the screens share: our look, tasks on pretended or real sessions, and answers to message boxes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from mentorhub import paths
from mentorhub.db.database import Database
from mentorhub.ui import messages, theme
from mentorhub.ui.tasks import Tasks
from ui.open_folder import plain_window, proven_folder, started  # noqa: F401 - fixtures


@pytest.fixture(autouse=True)
def _our_look(qapp: QApplication) -> None:
    if "Noto Sans" not in qapp.font().families():
        theme.load_fonts(paths.resources() / "fonts")
        theme.load_words(qapp, "de")
        theme.apply(qapp, "light", 100)
    if theme.colours() is not theme.LIGHT or qapp.font().pointSizeF() != theme.POINT_SIZE:
        theme.apply(qapp, "light", 100)


@pytest.fixture(autouse=True)
def _nothing_in_the_way(qapp: QApplication) -> None:
    """A dialog that an earlier test left open would be the active one."""
    for left in qapp.topLevelWidgets():
        if isinstance(left, QDialog) and left.isVisible():
            left.hide()


class ListSessions:
    """Sessions on a plain list: what is appended stays only if the block ends well."""

    def __init__(self) -> None:
        self.kept: list[object] = []

    @contextmanager
    def reading(self) -> Iterator[list[object]]:
        yield list(self.kept)

    @contextmanager
    def writing(self) -> Iterator[list[object]]:
        work = list(self.kept)
        yield work
        self.kept = work


@pytest.fixture
def sessions() -> ListSessions:
    return ListSessions()


@pytest.fixture
def list_tasks(sessions: ListSessions, qtbot: QtBot) -> Iterator[Tasks]:
    """Tasks without a database, for the machinery itself."""
    tasks = Tasks(sessions)
    yield tasks
    tasks.close()


@pytest.fixture
def tasks(database: Database, qtbot: QtBot) -> Iterator[Tasks]:
    """Tasks on the test's encrypted data folder, for pages."""
    tasks = Tasks(database)
    yield tasks
    tasks.close()


@dataclass
class Answers:
    """What would have been shown in message boxes, and what a person would have answered."""

    told: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    crashes: list[BaseException] = field(default_factory=list)
    yes: bool = True
    save: str = "save"


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    """No box opens. `answers.yes = False` says no; `answers.told` holds the sentences shown."""
    given = Answers()

    def ask(parent: Any, question: str, *more: Any, **options: Any) -> bool:
        given.asked.append(question)
        return given.yes

    def ask_save(parent: Any, question: str) -> str:
        given.asked.append(question)
        return given.save

    def note(parent: Any, sentence: str) -> None:
        given.told.append(sentence)

    monkeypatch.setattr(messages, "tell", note)
    monkeypatch.setattr(messages, "warn", note)
    monkeypatch.setattr(messages, "ask", ask)
    monkeypatch.setattr(messages, "ask_save", ask_save)
    crash: Callable[[BaseException], None] = given.crashes.append
    monkeypatch.setattr("mentorhub.ui.crash_dialog.show", crash)
    return given
