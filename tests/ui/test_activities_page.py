"""Aktivitäten: a meeting in a few keystrokes, a month in one entry, the coordinator's check-in; the list stays lazy."""

from datetime import date, timedelta
from uuid import UUID

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from make import Make
from mentorhub import activities
from mentorhub.activities import ActivityDetails
from mentorhub.choices import Happened, Light, Party, Topic
from mentorhub.db.database import Database
from mentorhub.ui.dialogs.activity_dialog import ActivityDialog, CheckInDialog, MonthDialog
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.pages.activities_page import ActivitiesPage
from mentorhub.ui.tasks import Tasks
from ui import audit
from ui.conftest import Answers
from ui.pages_in_window import open_page, settle


def _open(qtbot: QtBot, tasks: Tasks, today: date) -> tuple[MainWindow, ActivitiesPage]:
    return open_page(qtbot, tasks, "activities", lambda t, w: ActivitiesPage(t, w, today=lambda: today), "pairings")


def _stored(database: Database, pairing: UUID) -> list[ActivityDetails]:
    with database.reading() as session:
        ids = activities.search(session, pairing_id=pairing)
        return [row.details for row in activities.rows(session, ids)]


def _cells(page: ActivitiesPage, row: int) -> list[str]:
    return [str(page.model.data(page.model.index(row, column)) or "") for column in range(page.model.columnCount())]


def _focus() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


def _dialog(page: ActivitiesPage) -> ActivityDialog:
    return page.findChildren(ActivityDialog)[-1]


def test_a_meeting_with_the_keyboard_alone(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    make.pairing(make.mentor(), make.mentee(first_name="Ivan", last_name="Petrov"), start=today - timedelta(days=30))
    pairing = make.pairing(make.mentor(), make.mentee(last_name="Melnyk"), start=today - timedelta(days=30))
    window, page = _open(qtbot, tasks, today)
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    settle(tasks)
    dialog = _dialog(page)
    assert _focus() is dialog.form.field("pairing").line
    QTest.keyClicks(_focus(), "meln")
    qtbot.waitUntil(lambda: dialog.form.field("pairing").hits.count() == 1)
    QTest.keyClick(_focus(), Qt.Key.Key_Return)
    assert _focus() is dialog.form.field("day").line
    _focus().selectAll()  # type: ignore[attr-defined]
    QTest.keyClicks(_focus(), "gestern")
    QTest.keyClick(_focus(), Qt.Key.Key_Tab)
    QTest.keyClick(_focus(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(tasks)
    [details] = _stored(database, pairing)
    assert (details.day, details.minutes, details.happened) == (today - timedelta(days=1), 60, Happened.YES)
    assert _cells(page, 0)[:4] == ["21.11.2026", "Müller, Anna – Melnyk, Olena", "1 Std.", "1"]


def test_three_meetings_in_a_row_take_less_than_a_dozen_keys_each(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    """Ten seconds are enough for thirty keys; and nobody waits for the hits before saving."""
    started = today - timedelta(days=30)
    names = ("Petrov", "Melnyk", "Demir")
    pairs = {name: make.pairing(make.mentor(), make.mentee(last_name=name), start=started) for name in names}
    make.meeting(pairs["Petrov"], today - timedelta(days=7), minutes=30)
    window, page = _open(qtbot, tasks, today)
    keys = 0

    def press(key: Qt.Key, with_control: bool = True) -> None:
        nonlocal keys
        modifier = Qt.KeyboardModifier.ControlModifier if with_control else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(QApplication.focusWidget() or window, key, modifier)
        keys += 1

    def type_words(words: str) -> None:
        nonlocal keys
        QTest.keyClicks(_focus(), words)
        keys += len(words)

    press(Qt.Key.Key_N)
    settle(tasks)
    dialog = _dialog(page)
    for name, typed in (("Petrov", ""), ("Melnyk", "mel"), ("Demir", "dem")):
        before = keys
        type_words(typed)
        for _field in range(2):
            press(Qt.Key.Key_Tab, with_control=False)
        type_words("90")
        press(Qt.Key.Key_Return if name != "Demir" else Qt.Key.Key_S)  # at once: the hits are not here yet
        settle(tasks)
        assert keys - before <= 8
        assert [details.minutes for details in _stored(database, pairs[name])][:1] == [90], name
    assert not dialog.isVisible()
    assert keys <= 22
    assert sorted(len(_stored(database, pair)) for pair in pairs.values()) == [1, 1, 2]


def test_whoever_types_fast_never_saves_what_stood_chosen_before(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    used = make.pairing(make.mentor(), make.mentee(last_name="Petrov"), start=today - timedelta(days=30))
    meant = make.pairing(make.mentor(), make.mentee(last_name="Melnyk"), start=today - timedelta(days=30))
    make.meeting(used)
    _window, page = _open(qtbot, tasks, today)
    page.new_button.click()
    settle(tasks)
    QTest.keyClicks(_focus(), "melnyk")
    QTest.keyClick(_focus(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(tasks)
    assert (len(_stored(database, used)), len(_stored(database, meant))) == (1, 1)
    page.new_button.click()
    settle(tasks)
    QTest.keyClicks(_focus(), "niemand")
    QTest.keyClick(_focus(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(tasks)
    assert _dialog(page).form.problem("pairing")
    assert (len(_stored(database, used)), len(_stored(database, meant))) == (1, 1)


def test_the_pairing_used_last_is_offered_first(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    used = make.pairing(make.mentor(), make.mentee(last_name="Petrov"), start=today - timedelta(days=30))
    make.pairing(make.mentor(), make.mentee(last_name="Melnyk"), start=today - timedelta(days=30))
    make.meeting(used)
    _window, page = _open(qtbot, tasks, today)
    page.new_button.click()
    settle(tasks)
    assert _dialog(page).form.field("pairing").value() == used
    assert "Petrov" in _dialog(page).form.field("pairing").words()


def test_with_several_pairings_and_no_entry_yet_none_stands_chosen(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    pairs = [make.pairing(start=today - timedelta(days=30)) for _pairing in range(2)]
    _window, page = _open(qtbot, tasks, today)
    page.new_button.click()
    settle(tasks)
    dialog = _dialog(page)
    assert dialog.form.field("pairing").value() is None
    assert "keine Patenschaft gewählt" in dialog.chosen.text()
    QTest.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(tasks)
    assert dialog.isVisible()
    assert dialog.form.problem("pairing")
    assert not any(_stored(database, pairing) for pairing in pairs)
    QTest.keyClick(dialog.form.field("pairing").line, Qt.Key.Key_Down)
    assert dialog.form.field("pairing").value() in pairs


def test_the_only_running_pairing_stands_chosen(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    pairing = make.pairing(start=today - timedelta(days=30))
    _window, page = _open(qtbot, tasks, today)
    page.new_button.click()
    settle(tasks)
    assert _dialog(page).form.field("pairing").value() == pairing


def test_whom_a_meeting_was_entered_for_is_said_before_and_after(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date
) -> None:
    make.pairing(make.mentor(), make.mentee(last_name="Melnyk"), start=today - timedelta(days=30))
    make.meeting(make.pairing(make.mentor(last_name="Öztürk"), start=today - timedelta(days=30)))
    window, page = _open(qtbot, tasks, today)
    page.new_button.click()
    settle(tasks)
    dialog = _dialog(page)
    assert dialog.chosen.isVisible()
    assert "Öztürk, Anna – Koval, Olena" in dialog.chosen.text()
    assert dialog.chosen.mapTo(dialog, QPoint()).y() < dialog.form.field("day").mapTo(dialog, QPoint()).y()
    QTest.keyClick(dialog.form.field("pairing").line, Qt.Key.Key_Down)
    assert "Melnyk" in dialog.chosen.text()
    QTest.keyClick(dialog.form.field("pairing").line, Qt.Key.Key_Up)
    dialog.form.field("minutes").setValue(45)
    QTest.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(tasks)
    assert not dialog.isVisible()
    said = [label.text() for label in window.statusBar().findChildren(QLabel)]
    assert "Gespeichert: Öztürk, Anna – Koval, Olena · 45 Minuten · heute" in said


def test_saving_and_going_on_keeps_the_day_and_empties_the_rest(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    pairing = make.pairing(start=today - timedelta(days=30))
    _window, page = _open(qtbot, tasks, today)
    page.new_button.click()
    settle(tasks)
    dialog = _dialog(page)
    for minutes in (90, 45):
        dialog.form.field("day").line.setText("20.11.2026")
        dialog.form.field("minutes").setValue(minutes)
        dialog.form.field("topics").set_value([Topic.GERMAN])
        dialog.form.field("note").setPlainText("Spaziergang")
        dialog.another_button.click()
        settle(tasks)
        assert dialog.isVisible()
        assert dialog.notice.isVisible()
        assert dialog.form.field("day").line.text() == "20.11.2026"
        assert dialog.form.field("note").value() == ""
        assert dialog.form.field("topics").value() == ()
    dialog.reject()
    assert not dialog.isVisible()
    assert sorted(details.minutes or 0 for details in _stored(database, pairing)) == [45, 90]


def test_a_day_in_the_future_is_said_beside_the_field(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    pairing = make.pairing(start=today - timedelta(days=30))
    _window, page = _open(qtbot, tasks, today)
    page.new_button.click()
    settle(tasks)
    dialog = _dialog(page)
    dialog.form.field("day").line.setText("23.11.2026")
    dialog.form.field("note").setPlainText("Bleibt stehen")
    dialog.save_button.click()
    settle(tasks)
    assert "Zukunft" in dialog.form.problem("day")
    assert dialog.form.field("note").value() == "Bleibt stehen"
    assert _stored(database, pairing) == []


def test_a_whole_month_in_one_entry(qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date) -> None:
    pairing = make.pairing(start=date(2026, 9, 1))
    _window, page = _open(qtbot, tasks, today)
    page.month_button.click()
    settle(tasks)
    [dialog] = page.findChildren(MonthDialog)
    audit.check(dialog)
    assert dialog.form.field("month").currentText() == "Oktober 2026"
    dialog.form.field("count").setValue(4)
    dialog.form.field("hours").setValue(9)
    dialog.form.field("topics").set_value([Topic.GERMAN, Topic.FORMS])
    dialog.save_button.click()
    settle(tasks)
    [details] = _stored(database, pairing)
    assert (details.is_month, details.count, details.minutes) == (True, 4, 540)
    assert details.topics == {Topic.GERMAN, Topic.FORMS}
    assert _cells(page, 0)[:4] == ["10.2026 (Monat)", "Müller, Anna – Koval, Olena", "9 Std.", "4"]


def test_a_check_in_of_the_coordinator(qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date) -> None:
    pairing = make.pairing(start=today - timedelta(days=30))
    _window, page = _open(qtbot, tasks, today)
    page.check_in_button.click()
    settle(tasks)
    [dialog] = page.findChildren(CheckInDialog)
    audit.check(dialog)
    dialog.form.field("party").choose(Party.MENTEE)
    dialog.form.field("light").choose(Light.YELLOW)
    dialog.form.field("next_on").line.setText("6.12.2026")
    dialog.save_button.click()
    settle(tasks)
    with database.reading() as session:
        [entry] = activities.check_ins(session, pairing)
    assert (entry.details.party, entry.details.light) == (Party.MENTEE, Light.YELLOW)
    assert entry.details.next_on == date(2026, 12, 6)


def test_an_entry_can_be_mended_and_removed(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date, answers: Answers
) -> None:
    pairing = make.pairing(start=today - timedelta(days=30))
    entry = make.meeting(pairing, topics=frozenset({Topic.CLUB}))
    _window, page = _open(qtbot, tasks, today)
    page.table.opened.emit(entry)
    settle(tasks)
    dialog = _dialog(page)
    dialog.form.field("happened").choose(Happened.NO_SHOW)
    dialog.save_button.click()
    settle(tasks)
    assert _stored(database, pairing)[0].happened is Happened.NO_SHOW
    assert _cells(page, 0)[5] == "nicht erschienen"
    page.table.opened.emit(entry)
    settle(tasks)
    _dialog(page)._remove(_dialog(page)._entry)  # type: ignore[arg-type]
    settle(tasks)
    assert len(answers.asked) == 1
    assert _stored(database, pairing) == []
    assert page.model.rowCount() == 0


def test_only_the_meetings_of_one_pairing(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    first = make.pairing(start=today - timedelta(days=30))
    second = make.pairing(start=today - timedelta(days=30))
    make.meeting(first)
    make.meeting(second)
    window, page = _open(qtbot, tasks, today)
    assert page.count.text() == "2 Einträge"
    window.go("activities", first)
    settle(tasks)
    assert page.count.text() == "1 Eintrag"
    assert "PS-2026-001" in page.only.text()
    page.only.click()
    settle(tasks)
    assert page.count.text() == "2 Einträge"


def test_searching_finds_meetings_by_a_name(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    make.meeting(make.pairing(make.mentor(), make.mentee(first_name="Şükrü", last_name="Öztürk"), today))
    make.meeting(make.pairing(make.mentor(), make.mentee(), today))
    _window, page = _open(qtbot, tasks, today)
    page.search.setText("oeztuerk")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    settle(tasks)
    assert "Öztürk" in _cells(page, 0)[1]


def test_only_the_rows_in_sight_are_read(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    pairing = make.pairing(start=today - timedelta(days=400))
    with database.writing() as session:
        for number in range(450):
            details = ActivityDetails(day=today - timedelta(days=number // 2), minutes=30)
            activities.log(session, pairing, details, today)
    _window, page = _open(qtbot, tasks, today)
    assert page.model.rowCount() == 450
    assert page.model.row_at(0) is not None
    assert len(page.model._pages) == 1
    page.table.scrollToBottom()
    settle(tasks)
    assert page.model.row_at(449) is not None


def test_everything_has_a_name_and_a_key(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    make.meeting(make.pairing(start=today - timedelta(days=3)))
    _window, page = _open(qtbot, tasks, today)
    audit.check(page)
    page.new_button.click()
    settle(tasks)
    audit.check(_dialog(page))
