"""Off the UI thread and back: results, changes, cancelling, trouble."""

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mentorhub.errors import FieldError, MentorHubError
from mentorhub.progress import Progress
from mentorhub.ui.progress_dialog import ProgressDialog
from mentorhub.ui.tasks import Beside, Tasks
from ui.conftest import Answers, ListSessions


def test_a_result_arrives_on_the_ui_thread(list_tasks: Tasks, qapp: QApplication) -> None:
    threads: list[QThread] = []
    results: list[int] = []

    def count(session: list[object], more: int) -> int:
        assert threading.current_thread() is not threading.main_thread()
        return len(session) + more

    def take(result: int) -> None:
        threads.append(QThread.currentThread())
        results.append(result)

    list_tasks.load(qapp, count, 3, then=take)
    assert list_tasks.wait_idle()
    assert results == [3]
    assert threads == [qapp.thread()]


def test_of_several_searches_only_the_newest_answer_arrives(list_tasks: Tasks, qapp: QApplication) -> None:
    first_may_go = threading.Event()
    answers: list[str] = []

    def search(session: object, words: str) -> str:
        if words == "m":
            first_may_go.wait(5)
        return words

    for words in ("m", "mü", "mül"):
        list_tasks.load(qapp, search, words, then=answers.append, channel="search")
    first_may_go.set()
    assert list_tasks.wait_idle()
    assert answers == ["mül"]


def test_two_searches_on_different_channels_do_not_disturb_each_other(list_tasks: Tasks, qapp: QApplication) -> None:
    answers: set[str] = set()
    list_tasks.load(qapp, lambda session: "left", then=answers.add, channel="left")
    list_tasks.load(qapp, lambda session: "right", then=answers.add, channel="right")
    assert list_tasks.wait_idle()
    assert answers == {"left", "right"}


def test_a_result_for_a_closed_screen_is_dropped(list_tasks: Tasks, qtbot: QtBot) -> None:
    import shiboken6

    owner = QObject()
    may_go = threading.Event()
    answers: list[bool] = []
    list_tasks.load(owner, lambda session: may_go.wait(5), then=answers.append)
    shiboken6.delete(owner)
    may_go.set()
    assert list_tasks.wait_idle()
    assert answers == []


def test_a_change_is_kept_and_every_screen_hears_of_it(
    list_tasks: Tasks, sessions: ListSessions, qtbot: QtBot, qapp: QApplication
) -> None:
    with qtbot.waitSignal(list_tasks.saved):
        list_tasks.save(qapp, lambda session, name: session.append(name), "Anna")
    assert sessions.kept == ["Anna"]


def test_a_failed_change_leaves_everything_as_it_was(
    list_tasks: Tasks, sessions: ListSessions, answers: Answers, qapp: QApplication
) -> None:
    def change(session: list[object]) -> None:
        session.append("Anna")
        raise MentorHubError("Das geht nicht.")

    heard: list[None] = []
    list_tasks.saved.connect(lambda: heard.append(None))
    list_tasks.save(qapp, change)
    assert list_tasks.wait_idle()
    assert sessions.kept == []
    assert answers.told == ["Das geht nicht."]
    assert heard == []


def test_a_wrong_field_goes_back_to_its_form(list_tasks: Tasks, answers: Answers, qapp: QApplication) -> None:
    def change(session: object) -> None:
        raise FieldError("phone", "Diese Nummer ist zu kurz.")

    beside: list[str] = []
    list_tasks.save(qapp, change, on_field_error=lambda error: beside.append(error.field))
    assert list_tasks.wait_idle()
    assert beside == ["phone"]
    assert answers.told == []


def test_a_screen_may_show_expected_trouble_itself(list_tasks: Tasks, answers: Answers, qapp: QApplication) -> None:
    def read(session: object) -> str:
        raise MentorHubError("Nichts gefunden.")

    shown: list[str] = []
    list_tasks.load(qapp, read, then=shown.append, on_trouble=lambda error: shown.append(str(error)))
    assert list_tasks.wait_idle()
    assert shown == ["Nichts gefunden."]
    assert answers.told == []


def test_a_bug_opens_the_crash_dialog(list_tasks: Tasks, answers: Answers, qapp: QApplication) -> None:
    def divide(session: object) -> float:
        return 1 / 0

    list_tasks.load(qapp, divide, then=abs)
    assert list_tasks.wait_idle()
    assert [type(error) for error in answers.crashes] == [ZeroDivisionError]


@pytest.fixture
def screen(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


def _long_work(started: threading.Event, may_go: threading.Event) -> Callable[..., int]:
    def work(session: list[object], progress: Progress) -> int:
        session.append("half")
        progress(1, 2)
        started.set()
        may_go.wait(5)
        progress(2, 2)
        return 2

    return work


def test_long_work_shows_how_far_it_is_and_gives_its_result(
    list_tasks: Tasks, sessions: ListSessions, screen: QWidget, qtbot: QtBot
) -> None:
    started, may_go = threading.Event(), threading.Event()
    results: list[int] = []
    list_tasks.start(screen, _long_work(started, may_go), then=results.append, title="Liste einlesen")
    [dialog] = screen.findChildren(ProgressDialog)
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: dialog.how_far() == (1, 2))
    may_go.set()
    assert list_tasks.wait_idle()
    assert results == [2]
    assert sessions.kept == ["half"]
    qtbot.waitUntil(lambda: not screen.findChildren(ProgressDialog))


def test_cancelling_long_work_takes_everything_back(
    list_tasks: Tasks, sessions: ListSessions, screen: QWidget, qtbot: QtBot, answers: Answers
) -> None:
    started, may_go = threading.Event(), threading.Event()
    results: list[int] = []
    list_tasks.start(screen, _long_work(started, may_go), then=results.append, title="Liste einlesen")
    [dialog] = screen.findChildren(ProgressDialog)
    assert started.wait(5)
    dialog.reject()
    may_go.set()
    assert list_tasks.wait_idle()
    assert results == []
    assert sessions.kept == []
    assert answers.told == []


def test_something_that_hangs_does_not_hold_up_the_rest(list_tasks: Tasks, qapp: QApplication) -> None:
    never = threading.Event()
    answers: list[str] = []
    beside = Beside(qapp)
    beside.run(qapp, never.wait, 30, then=lambda result: None)
    list_tasks.load(qapp, lambda session: "done", then=answers.append)
    assert list_tasks.wait_idle()
    assert answers == ["done"]
    assert not beside.idle()
    never.set()


def test_closing_waits_for_what_is_being_written(sessions: ListSessions, qapp: QApplication) -> None:
    tasks = Tasks(sessions)
    started = threading.Event()

    def change(session: list[object]) -> None:
        started.set()
        session.append("Anna")

    tasks.save(qapp, change)
    assert started.wait(5)
    tasks.close()
    assert sessions.kept == ["Anna"]
