"""Einstellungen, Felder: switches with their reason; what was stored in a field given up is deleted or only hidden."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from make import Make
from mentorhub import people, programme
from mentorhub.choices import Region
from mentorhub.db.database import Database
from mentorhub.ui.pages.people_page import PeoplePage
from mentorhub.ui.pages.settings_page import FIELDS, SettingsPage
from mentorhub.ui.tasks import Tasks
from ui import audit
from ui.conftest import Answers
from ui.pages_in_window import open_page, settle


def _open(qtbot: QtBot, tasks: Tasks) -> SettingsPage:
    _window, page = open_page(qtbot, tasks, "settings", SettingsPage)
    page.tabs.show_tab(FIELDS)
    settle(tasks)
    return page


def test_a_switch_shows_the_field_in_the_form_and_hides_it_again(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, database: Database, answers: Answers
) -> None:
    make.mentee()
    page = _open(qtbot, tasks)
    assert not page.fields.form.field("origin_region").value()
    page.fields.form.field("origin_region").set_value(True)
    page.fields.form.field("pronunciation").set_value(False)
    page.fields.save_button.click()
    settle(tasks)
    assert answers.asked == []
    with database.reading() as session:
        assert programme.field_on(session, "origin_region")
        assert not programme.field_on(session, "pronunciation")
    _window, people_page = open_page(qtbot, tasks, "people", lambda t, w: PeoplePage(t, w, lambda: today))
    form = people_page.panel.form
    for group in form.groups():
        group.fold(False)
    assert form.form.field("origin_region").isVisibleTo(people_page)
    assert not form.form.field("pronunciation").isVisibleTo(people_page)
    assert not form.form.field("iban").isVisibleTo(people_page)


@pytest.mark.parametrize("deletes", [True, False])
def test_giving_up_a_field_asks_once_what_becomes_of_what_is_stored(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, database: Database, answers: Answers, deletes: bool
) -> None:
    person = make.mentee(origin_region=Region.AFRICA)
    answers.yes = deletes
    page = _open(qtbot, tasks)
    page.fields.form.field("origin_region").set_value(False)
    page.fields.save()
    settle(tasks)
    assert len(answers.asked) == 1
    with database.reading() as session:
        assert not programme.field_on(session, "origin_region")
        stored = people.get(session, person).origin_region
    assert stored is (Region.UNKNOWN if deletes else Region.AFRICA)
    page.fields.save()
    settle(tasks)
    assert len(answers.asked) == 1


def test_a_hidden_field_keeps_what_is_stored_when_the_form_is_saved(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, database: Database
) -> None:
    person = make.mentee(origin_region=Region.AFRICA)
    with database.writing() as session:
        programme.switch_field(session, "origin_region", on=False)
    _window, page = open_page(qtbot, tasks, "people", lambda t, w: PeoplePage(t, w, lambda: today))
    page.panel.form.form.field("district").set_value("Vellern")
    page.panel.save()
    settle(tasks)
    with database.reading() as session:
        details = people.get(session, person)
    assert (details.district, details.origin_region) == ("Vellern", Region.AFRICA)


def test_every_optional_field_says_what_it_is_for(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    make.mentee(iban="DE02120300000000202051")
    _window, page = open_page(qtbot, tasks, "people", lambda t, w: PeoplePage(t, w, lambda: today))
    form = page.panel.form
    assert "überwiesen" in form.form.field("iban").whatsThis()
    assert "überwiesen" in form.form.field("iban").accessibleDescription()
    assert "überwiesen" in form._whys["iban"].toolTip()
    assert not form._whys["iban"].isVisibleTo(page)
    for group in form.groups():
        group.button.click()
    assert form._whys["iban"].isVisibleTo(page)
    assert form.form.field("iban").text() == "DE02 1203 0000 0000 2020 51"
    for name in ("note", "needs_note", "wish_note", "experience"):
        assert "Gesundheits-, Glaubens- oder Strafdaten" in form.form.field(name).accessibleDescription()


def test_discarding_puts_the_switches_back(qtbot: QtBot, tasks: Tasks, make: Make) -> None:
    page = _open(qtbot, tasks)
    page.fields.form.field("iban").set_value(True)
    assert page.fields.save_button.isEnabled()
    page.fields.discard_button.click()
    assert not page.fields.form.field("iban").value()
    assert not page.fields.is_changed()


def test_everything_has_a_name_and_is_reached_with_tab(qtbot: QtBot, tasks: Tasks) -> None:
    audit.check(_open(qtbot, tasks))
