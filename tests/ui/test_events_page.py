"""Veranstaltungen: an event with its list, ticks for who was there, the training offered to their papers."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlmodel import select

from make import Make
from mentorhub import consent, events
from mentorhub.choices import Attendance, EventKind, EvidenceKind, Operation, Purpose, Role
from mentorhub.db.database import Database
from mentorhub.db.tables import Change
from mentorhub.events import EventDetails
from mentorhub.ui import choose
from mentorhub.ui.dialogs.calendar_dialog import CalendarDialog
from mentorhub.ui.dialogs.event_dialogs import EventDialog, GuestDialog, InviteDialog
from mentorhub.ui.dialogs.mail_dialog import MailDialog
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.pages.events_page import EventsPage
from mentorhub.ui.tasks import Tasks
from ui import audit
from ui.conftest import Answers
from ui.pages_in_window import open_page, settle


def _open(qtbot: QtBot, tasks: Tasks, today: date) -> tuple[MainWindow, EventsPage]:
    return open_page(qtbot, tasks, "events", lambda t, w: EventsPage(t, w, today=lambda: today), "people")


def _event(make: Make, day: date, *people: UUID, **fields: Any) -> UUID:
    details = EventDetails(**{"title": "Basisschulung", "kind": EventKind.BASIC_TRAINING, "from_on": day, **fields})
    with make.writing() as session:
        event = events.add(session, details)
        events.invite(session, event, people, Attendance.REGISTERED)
        return event


def test_a_new_event_opens_beside_the_list(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    window, page = _open(qtbot, tasks, today)
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    settle(tasks)
    dialog = page.findChildren(EventDialog)[-1]
    QTest.keyClicks(dialog.form.field("title"), "Kinderschutz")
    dialog.form.field("kind").set_value(EventKind.CHILD_PROTECTION)
    dialog.form.field("hours").set_value(2.5)
    dialog.form.field("begins_at").set_value("9")
    dialog.try_to_save()
    settle(tasks)
    assert "18:30" in dialog.form.problem("begins_at")
    dialog.form.field("begins_at").set_value("09:00")
    QTest.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(tasks)
    assert page.sheet.name.text() == "Kinderschutz"
    assert "2:30 Std." in page.sheet.about.text()
    with database.reading() as session:
        [row] = events.rows(session, events.search(session))
        assert (row.details.minutes, row.details.seats, row.details.cost_cent) == (150, None, None)


def test_people_are_ticked_onto_the_list(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    there, new = make.mentor(last_name="Abel"), make.mentor(last_name="Zahn")
    make.mentee()
    event = _event(make, today, there)
    _window, page = _open(qtbot, tasks, today)
    page.sheet.invite_button.click()
    settle(tasks)
    dialog = page.sheet.findChildren(InviteDialog)[-1]
    assert [row.id for row in dialog.table.records()] == [new]
    dialog.form.field("role").set_value(Role.MENTEE)
    settle(tasks)
    assert new not in [row.id for row in dialog.table.records()]
    dialog.form.field("role").set_value(None)
    settle(tasks)
    dialog.all_button.click()
    dialog.try_to_save()
    settle(tasks)
    with database.reading() as session:
        assert (events.get(session, event).row.invited, events.get(session, event).row.registered) == (2, 1)
    assert page.sheet.table.rowCount() == 3


def test_a_tick_means_was_there_and_is_saved_at_once(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    mentor = make.mentor()
    event = _event(make, today, mentor)
    _window, page = _open(qtbot, tasks, today)
    table = page.sheet.table
    table.setCurrentCell(0, 0)
    QTest.keyClick(table, Qt.Key.Key_Space)
    settle(tasks)
    with database.reading() as session:
        assert events.get(session, event).row.attended == 1
    assert page.sheet.offer.isVisible()
    page.sheet.offer_button.click()
    settle(tasks)
    assert not page.sheet.offer.isVisible()
    with database.reading() as session:
        assert EvidenceKind.TRAINING in [row.kind for row in consent.evidence(session, mentor)]
    QTest.keyClick(table, Qt.Key.Key_Space)
    settle(tasks)
    with database.reading() as session:
        assert events.get(session, event).row.registered == 1


def test_a_tick_before_the_day_is_refused_and_taken_back(
    qtbot: QtBot, tasks: Tasks, make: Make, answers: Answers, today: date
) -> None:
    _event(make, today + timedelta(days=3), make.mentor())
    _window, page = _open(qtbot, tasks, today)
    assert not page.sheet.all_button.isEnabled()
    page.sheet.table.setFocus()
    QTest.keyClick(page.sheet.table, Qt.Key.Key_Space)
    settle(tasks)
    assert "noch nicht stattgefunden" in answers.told[0]
    assert page.sheet.table.ticked_rows() == []


def test_guests_come_one_after_the_other(qtbot: QtBot, tasks: Tasks, make: Make, answers: Answers, today: date) -> None:
    _event(make, today)
    _window, page = _open(qtbot, tasks, today)
    page.sheet.guest_button.click()
    settle(tasks)
    dialog = page.sheet.findChildren(GuestDialog)[-1]
    for name in ("Ada Gast", "Ben Gast"):
        dialog.form.field("guest_name").set_value(name)
        dialog.save_and_go_on()
        settle(tasks)
    dialog.reject()
    assert [page.sheet.table.cell(row, 0) for row in range(2)] == ["Ada Gast", "Ben Gast"]
    page.sheet.strike_button.click()
    settle(tasks)
    assert page.sheet.table.rowCount() == 1


def test_an_event_is_removed_after_a_question(
    qtbot: QtBot, tasks: Tasks, make: Make, answers: Answers, today: date
) -> None:
    _event(make, today, make.mentor())
    _window, page = _open(qtbot, tasks, today)
    page.sheet.edit_button.click()
    settle(tasks)
    dialog = page.sheet.findChildren(EventDialog)[-1]
    assert page.sheet.sheet is not None
    dialog._remove(page.sheet.sheet.row)
    settle(tasks)
    assert "1 Person" in answers.asked[0]
    assert page.model.rowCount() == 0
    assert page.sheet.name.text() == ""


def test_every_control_of_the_page_and_its_forms_can_be_reached_and_named(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date
) -> None:
    _event(make, today, make.mentor())
    _window, page = _open(qtbot, tasks, today)
    audit.check(page)
    for button, kind in (
        (page.sheet.invite_button, InviteDialog),
        (page.sheet.guest_button, GuestDialog),
        (page.sheet.edit_button, EventDialog),
    ):
        button.click()
        settle(tasks)
        dialog = page.sheet.findChildren(kind)[-1]
        audit.check(dialog)
        dialog.reject()


def test_an_invitation_is_proposed_for_those_who_may_get_one(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(bytes(url.toEncoded().data()).decode("ascii"))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    agreed = make.mentor(last_name="Abel", email="abel@example.org")
    silent = make.mentor(last_name="Zahn", email="zahn@example.org")
    with make.writing() as session:
        consent.give(session, agreed, Purpose.INVITATIONS, today, today)
    event = _event(make, today + timedelta(days=7), begins_at="18:00", place="Vereinsheim")
    with make.writing() as session:
        events.invite(session, event, [agreed, silent], Attendance.INVITED)
    _window, page = _open(qtbot, tasks, today)
    page.sheet.mail_button.click()
    settle(tasks)
    dialog = page.sheet.findChildren(MailDialog)[-1]
    audit.check(dialog)
    assert dialog.addresses.emails == ("abel@example.org",)
    assert "Zahn, Anna" in dialog.left_out.text()
    text = dialog.form.field("text")
    assert "Vereinsheim" in text.value()
    assert "18:00" in text.value()
    text.set_value(text.value().replace("Hallo", "Liebe Leute"))
    dialog.text_button.click()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("Einladung: Basisschulung")
    assert "Liebe Leute" in copied
    dialog.mail_button.click()
    link = urlsplit(opened[0])
    asked = parse_qs(link.query)
    assert (link.path, asked["bcc"]) == ("", ["abel@example.org"])
    assert "Liebe Leute" in asked["body"][0]


def test_an_event_goes_into_the_calendar_without_its_people(
    qtbot: QtBot,
    tasks: Tasks,
    make: Make,
    today: date,
    database: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answers: Answers,
) -> None:
    first = today + timedelta(days=7)
    _event(make, first, make.mentor(), begins_at="18:00", ends_at="20:00", to_on=first + timedelta(days=1))
    _window, page = _open(qtbot, tasks, today)
    page.sheet.calendar_button.click()
    settle(tasks)
    dialog = page.sheet.findChildren(CalendarDialog)[-1]
    audit.check(dialog)
    assert dialog.names.isHidden()
    assert [(row.title, row.day) for row in dialog.table.records()] == [
        ("Basisschulung", first),
        ("Basisschulung", first + timedelta(days=1)),
    ]
    monkeypatch.setattr(choose, "save_as", lambda *_words: tmp_path / "termine.ics")
    dialog.save_button.click()
    settle(tasks)
    assert len(answers.asked) == 1
    written = (tmp_path / "termine.ics").read_text("utf-8")
    assert written.count("SUMMARY:Basisschulung") == 2
    assert "Müller" not in written
    with database.reading() as session:
        assert len(session.exec(select(Change).where(Change.operation == Operation.LEFT)).all()) == 1
