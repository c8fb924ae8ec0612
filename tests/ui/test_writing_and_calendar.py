"""Chasing one after another, mail to a list, calendar files, the Wiedervorlage from anywhere, texts for mails."""

from datetime import date, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlmodel import select

from make import Make
from mentorhub import consent, mails, reminders
from mentorhub.choices import Operation, Purpose
from mentorhub.db.database import Database
from mentorhub.db.tables import Change
from mentorhub.mails import About
from mentorhub.today import Due, Urgency, calendar
from mentorhub.ui import choose
from mentorhub.ui.dialogs.calendar_dialog import CalendarDialog
from mentorhub.ui.dialogs.chase_dialog import ChaseDialog
from mentorhub.ui.dialogs.mail_dialog import MailDialog
from mentorhub.ui.dialogs.reminder_dialog import ReminderDialog
from mentorhub.ui.dialogs.reminder_list import ReminderList
from mentorhub.ui.folder_state import Wanted
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.page import About as AboutPage
from mentorhub.ui.pages.pairings_page import PairingsPage
from mentorhub.ui.pages.people_page import PeoplePage
from mentorhub.ui.pages.settings_page import MAILS, SettingsPage
from mentorhub.ui.tasks import Tasks
from ui import audit
from ui.conftest import Answers
from ui.pages_in_window import open_page, settle


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The links that were handed to the mail program."""
    links: list[str] = []

    def open_url(url: QUrl) -> bool:
        links.append(bytes(url.toEncoded().data()).decode("ascii"))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return links


def _people(qtbot: QtBot, tasks: Tasks, today: date) -> tuple[MainWindow, PeoplePage]:
    return open_page(qtbot, tasks, "people", lambda t, w: PeoplePage(t, w, lambda: today), "pairings")


def _chase(tasks: Tasks, page: PeoplePage, make: Make, n: int) -> ChaseDialog:
    emails = [f"p{number}@example.org" if number else "" for number in range(n)]
    mentors = [
        make.mentor(first_name=f"Pate{number}", last_name="", email=email) for number, email in enumerate(emails)
    ]
    about = [About(pairing_id=make.pairing(mentor), month="Oktober 2026") for mentor in mentors]
    dialog = ChaseDialog(page, tasks, "report", about)
    dialog.open()
    settle(tasks)
    return dialog


def test_overdue_people_are_written_to_one_after_another(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, opened: list[str], answers: Answers
) -> None:
    _window, page = _people(qtbot, tasks, today)
    dialog = _chase(tasks, page, make, 3)
    assert (dialog.name.text(), dialog.count.text()) == ("Pate0", "1 von 3")
    assert not dialog.mail_button.isEnabled()
    assert "Weder E-Mail noch Telefon" in dialog.reach.text()
    audit.check(dialog)
    dialog.next_button.click()
    dialog.form.field("text").set_value("Hallo & danke?")
    dialog.mail_button.click()
    link = urlsplit(opened[0])
    assert link.path == "p1@example.org"
    assert parse_qs(link.query) == {"subject": ["Kurzer Bericht für Oktober 2026"], "body": ["Hallo & danke?"]}
    assert "Gesendet wird sie erst dort" in dialog.notice._text.text()
    dialog.next_button.click()
    dialog.copy_button.click()
    assert QGuiApplication.clipboard().text().startswith("Hallo Pate2,")
    assert dialog.next_button.text().replace("&", "") == "Fertig"
    dialog.back_button.click()
    assert dialog.form.field("text").value() == "Hallo & danke?"


def test_a_changed_text_is_not_lost_without_asking(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, answers: Answers
) -> None:
    _window, page = _people(qtbot, tasks, today)
    dialog = _chase(tasks, page, make, 1)
    assert not dialog.next_button.isVisible()
    dialog.form.field("text").set_value("Etwas Eigenes")
    answers.yes = False
    dialog.reject()
    assert dialog.isVisible()
    answers.yes = True
    dialog.reject()
    assert not dialog.isVisible()


def test_a_text_too_long_for_a_link_goes_by_the_clipboard(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, opened: list[str], answers: Answers
) -> None:
    _window, page = _people(qtbot, tasks, today)
    dialog = _chase(tasks, page, make, 2)
    dialog.next_button.click()
    dialog.form.field("text").set_value("ü" * 2000)
    dialog.mail_button.click()
    assert len(opened[0]) <= mails.LONGEST_LINK
    assert "body" not in parse_qs(urlsplit(opened[0]).query)
    assert QGuiApplication.clipboard().text() == "ü" * 2000


def test_a_mail_to_the_filtered_list_goes_in_bcc_and_names_who_is_left_out(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, opened: list[str]
) -> None:
    willing = make.mentor(last_name="Weiß", email="weiss@example.org")
    make.mentor(last_name="Weißer", email="weisser@example.org")
    make.mentor(last_name="Weißmann")
    make.mentor(last_name="Schwarz", email="schwarz@example.org")
    with make.writing() as session:
        consent.give(session, willing, Purpose.INVITATIONS, today, today)
    _window, page = _people(qtbot, tasks, today)
    page.search.setText("weiß")
    page.search.searched.emit("weiß")
    settle(tasks)
    page.mail_action.trigger()
    settle(tasks)
    dialog = page.findChildren(MailDialog)[-1]
    assert set(dialog.addresses.emails) == {"weiss@example.org", "weisser@example.org"}
    assert dialog.left_out.text() == "Ohne E-Mail-Adresse: Weißmann, Anna"
    audit.check(dialog)
    dialog.invitation.setChecked(True)
    settle(tasks)
    assert dialog.addresses.emails == ("weiss@example.org",)
    assert "Weißer, Anna; Weißmann, Anna" in dialog.left_out.text()
    dialog.mail_button.click()
    link = urlsplit(opened[0])
    assert (link.path, parse_qs(link.query)) == ("", {"bcc": ["weiss@example.org"]})


def test_many_addresses_open_as_several_mails(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, opened: list[str]
) -> None:
    _window, page = _people(qtbot, tasks, today)
    with make.writing() as session:
        from mentorhub import people
        from mentorhub.people import PersonDetails

        for n in range(90):
            email = f"eine.recht.lange.adresse.{n}@verein.example.org"
            people.add(session, PersonDetails(first_name=f"P{n}", email=email), [], today)
    page.mail_action.trigger()
    settle(tasks)
    dialog = page.findChildren(MailDialog)[-1]
    assert "2.000 Zeichen" in dialog.notice._text.text()
    for _part in range(len(dialog._parts)):
        dialog.mail_button.click()
    sent = [email for link in opened for email in parse_qs(urlsplit(link).query)["bcc"][0].split(",")]
    assert len(opened) > 1
    assert sorted(sent) == sorted(dialog.addresses.emails)
    assert all(len(link) <= mails.LONGEST_LINK for link in opened)


def test_from_pairings_the_mentors_are_written_to_unless_the_mentees_are_ticked(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date
) -> None:
    make.pairing(make.mentor(email="pate@example.org"), make.mentee(email="mentee@example.org"))
    _window, page = open_page(qtbot, tasks, "pairings", lambda t, w: PairingsPage(t, w, lambda: today), "people")
    page.mail_action.trigger()
    settle(tasks)
    dialog = page.findChildren(MailDialog)[-1]
    assert dialog.addresses.emails == ("pate@example.org",)
    dialog.groups["Mentees"].setChecked(True)
    settle(tasks)
    assert set(dialog.addresses.emails) == {"pate@example.org", "mentee@example.org"}


def test_a_calendar_file_carries_numbers_and_names_only_when_asked(
    qtbot: QtBot,
    tasks: Tasks,
    make: Make,
    today: date,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    database: Database,
    answers: Answers,
) -> None:
    pairing = make.pairing()
    _window, page = _people(qtbot, tasks, today)
    due = Due("check_in", Urgency.OVERDUE, "Müller, Anna – Koval, Olena", "Rückfrage fällig", today, pairing)
    dialog = CalendarDialog(
        page, tasks, lambda session, named: calendar.appointments(session, [due], today, with_names=named), today
    )
    dialog.open()
    settle(tasks)
    audit.check(dialog)
    assert [row.title for row in dialog.table.records()] == ["Rückfrage fällig · PS-2026-001"]
    dialog.names.setChecked(True)
    settle(tasks)
    assert "Koval" in dialog.table.records()[0].title
    dialog.names.setChecked(False)
    settle(tasks)
    monkeypatch.setattr(choose, "save_as", lambda *_words: tmp_path / "termine.ics")
    dialog.save_button.click()
    settle(tasks)
    assert len(answers.asked) == 1
    written = (tmp_path / "termine.ics").read_text("utf-8")
    assert f"UID:check_in-{pairing}@mentorhub" in written.replace("\n ", "").replace("\r", "")
    assert "Koval" not in written
    with database.reading() as session:
        noted = session.exec(select(Change).where(Change.operation == Operation.LEFT)).all()
        assert [entry.note for entry in noted] == ["Termine für den Kalender (1)"]


def test_a_wiedervorlage_is_made_from_anywhere_about_whom_the_page_shows(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date
) -> None:
    person = make.mentor(last_name="Weiß")
    window, page = _people(qtbot, tasks, today)
    page.show_record(person)
    settle(tasks)
    assert window.about() == AboutPage(person_id=person, whom="Weiß, Anna")
    (action,) = [each for each in window.menu_actions() if "Wiedervorlage" in each.text()]
    assert action.shortcut().toString() == "Ctrl+Shift+W"
    with qtbot.waitSignal(window.wanted) as wanted:
        action.trigger()
    assert wanted.args == [Wanted.REMIND]


def test_a_record_shows_its_wiedervorlagen_and_ticks_them_off(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, database: Database
) -> None:
    person = make.mentor(last_name="Weiß")
    _window, page = _people(qtbot, tasks, today)
    page.show_record(person)
    settle(tasks)
    shown: ReminderList = page.panel.reminders
    assert not shown.isVisible()
    shown.new_button.click()
    dialog = shown.findChildren(ReminderDialog)[-1]
    audit.check(dialog)
    QTest.keyClicks(dialog.form.field("text"), "Nach dem Umzug fragen")
    dialog.form.field("day").set_value(today + timedelta(days=1))
    dialog.try_to_save()
    settle(tasks)
    assert shown.texts() == ["23.11.2026: Nach dem Umzug fragen"]
    assert _open_of(database, person) == ["Nach dem Umzug fragen"]
    from PySide6.QtWidgets import QToolButton

    done = next(each for each in shown.findChildren(QToolButton) if each.accessibleName().startswith("Erledigt"))
    done.click()
    settle(tasks)
    assert _open_of(database, person) == []
    assert shown.texts() == []


def _open_of(database: Database, person: UUID) -> list[str]:
    with database.reading() as session:
        return [row.text for row in reminders.of_person(session, person)]


def test_the_texts_are_changed_in_the_settings_and_checked(
    qtbot: QtBot, tasks: Tasks, database: Database, answers: Answers
) -> None:
    window, page = open_page(qtbot, tasks, "settings", SettingsPage)
    page.show_record("mails")
    settle(tasks)
    assert page.tabs.stack.currentIndex() == MAILS
    audit.check(page)
    panel = page.mails
    panel.form.field("text").set_value("Hallo {name}")
    panel.save_button.click()
    settle(tasks)
    assert "{vorname}" in panel.form.problem("text")
    panel.form.field("text").set_value("Hallo {vorname}")
    panel.save_button.click()
    settle(tasks)
    with database.reading() as session:
        assert mails.template(session, "report").text == "Hallo {vorname}"
    panel.reset_button.click()
    settle(tasks)
    assert panel.form.field("text").value().startswith("Hallo {vorname},\n\nwie war")
    assert window.may_leave()
