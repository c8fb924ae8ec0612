"""The Kennwort once more: how long it holds, and that locking ends it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from conftest import PASSPHRASE
from mentorhub.app.start import Start
from mentorhub.ui.dialogs.key_dialogs import ConfirmDialog
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.reentry import Reentry
from ui.open_folder import dialog


def test_it_holds_for_its_minutes_by_the_clock_on_the_wall(qtbot: QtBot) -> None:
    now = [datetime(2026, 11, 22, 9, 0, tzinfo=UTC)]
    reentry = Reentry(now=lambda: now[0])
    owner = QWidget()
    told: list[bool] = []
    answers: list[str] = []
    qtbot.addWidget(owner)
    reentry.changed.connect(told.append)
    right: list[Callable[[int], object]] = []
    reentry.serve(lambda _owner, then: right.append(then))
    assert not reentry.is_open()
    reentry.ask(owner, lambda: answers.append("seen"))
    assert answers == []
    right[0](15)
    assert answers == ["seen"]
    now[0] += timedelta(minutes=14, seconds=59)
    reentry.look()
    reentry.ask(owner, lambda: answers.append("again"))
    assert answers == ["seen", "again"]
    now[0] += timedelta(hours=3)  # the laptop slept
    assert not reentry.is_open()
    reentry.look()
    assert told == [True, False]


def test_it_stays_closed_before_a_folder_is_open(qtbot: QtBot) -> None:
    reentry, owner = Reentry(), QWidget()
    qtbot.addWidget(owner)
    seen: list[str] = []
    reentry.ask(owner, lambda: seen.append("seen"))
    assert not reentry.is_open()
    assert seen == []


def test_the_real_kennwort_opens_it_a_wrong_one_does_not_and_locking_closes_it(
    start: Start, window: MainWindow
) -> None:
    seen: list[str] = []
    window.reentry.ask(window, lambda: seen.append("seen"))
    assert start.wait_idle()
    asking = dialog(window, ConfirmDialog)
    assert isinstance(asking, ConfirmDialog)
    asking.current.set_value("falsch geraten")
    asking.try_to_save()
    assert start.wait_idle()
    assert "stimmt nicht" in asking.form.problem("current")
    assert not window.reentry.is_open()
    asking.current.set_value(PASSPHRASE)
    asking.try_to_save()
    assert start.wait_idle()
    assert seen == ["seen"]
    assert window.reentry.is_open()
    window.lock(QWidget())
    assert not window.reentry.is_open()
