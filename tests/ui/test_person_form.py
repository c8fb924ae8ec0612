"""The form of a person beyond its eight fields: groups, who is there already, steps, the family."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtWidgets import QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from make import Make
from mentorhub import consent, families, people
from mentorhub.choices import Level, Mobility, Purpose, Role, RoleStatus, YesNo
from mentorhub.db.database import Database
from mentorhub.families import GuardianDetails, MemberRow
from mentorhub.people import LanguageNote, RoleDetails
from mentorhub.ui.dialogs.person_roles import StepDialog
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.pages.people_page import PeoplePage
from mentorhub.ui.tasks import Tasks
from ui import audit
from ui.conftest import Answers
from ui.pages_in_window import open_page, settle


def _open(qtbot: QtBot, tasks: Tasks, today: date) -> tuple[MainWindow, PeoplePage]:
    return open_page(qtbot, tasks, "people", lambda t, w: PeoplePage(t, w, lambda: today), "pairings", "matching")


def _field(page: PeoplePage, name: str) -> Any:
    return page.panel.form.form.field(name)


def _button(page: PeoplePage, words: str) -> QPushButton:
    return next(b for b in page.findChildren(QPushButton) if b.text().replace("&", "") == words and b.isVisible())


def test_a_group_says_how_much_it_holds_and_stays_as_it_was_left(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date
) -> None:
    make.mentor(street="Nordstraße 12", mobile="0170 5550100")
    window, page = _open(qtbot, tasks, today)
    group = next(one for one in page.panel.form.groups() if one.key == "contact")
    assert group.count.text() == "2 Angaben"
    assert group.button.accessibleDescription() == "zugeklappt, 2 Angaben"
    group.button.click()
    assert group.button.accessibleDescription() == "aufgeklappt, 2 Angaben"
    assert window.current_settings().open_groups == "contact"
    _window, again = open_page(
        qtbot, tasks, "people", lambda t, _w: PeoplePage(t, window, lambda: today), "pairings", "matching"
    )
    assert [one.key for one in again.panel.form.groups() if not one.is_folded()] == ["contact"]


# --- who is there already


def test_somebody_known_is_shown_while_one_types_and_can_be_opened(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, answers: Answers
) -> None:
    make.mentor(first_name="Zoe", last_name="Zander")
    known = make.mentor(first_name="Anna", last_name="Müller", district="Neubeckum")
    answers.save = "discard"
    _window, page = _open(qtbot, tasks, today)
    notice = page.panel.form.duplicates
    page.new_button.click()
    _field(page, "first_name").set_value("Anna")
    qtbot.wait(300)
    settle(tasks)
    assert not notice.isVisible()
    _field(page, "last_name").set_value("Mueller")
    qtbot.waitUntil(notice.isVisible)
    assert notice.accessibleName() == "Gibt es schon: P-0002 Anna Müller, Neubeckum."
    _button(page, "Öffnen").click()
    settle(tasks)
    assert page.panel.person_id() == known
    assert not notice.isVisible()


def test_the_same_phone_written_otherwise_is_told(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    make.mentor(first_name="Ruth", last_name="Weiß", mobile="0170 5550100")
    _window, page = _open(qtbot, tasks, today)
    page.new_button.click()
    _field(page, "first_name").set_value("Sofia")
    _field(page, "phone").set_value("+49 170 555-0100")
    qtbot.waitUntil(page.panel.form.duplicates.isVisible)
    assert "Gleiche Telefonnummer: P-0001 Ruth Weiß" in page.panel.form.duplicates.accessibleName()
    audit.check(page)
    _field(page, "phone").set_value("+49 170 555-0101")
    qtbot.waitUntil(lambda: not page.panel.form.duplicates.isVisible())


def test_a_stored_person_is_not_told_of_namesakes_again(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    make.mentor(first_name="Anna", last_name="Müller")
    make.mentor(first_name="Anna", last_name="Müller")
    _window, page = _open(qtbot, tasks, today)
    qtbot.wait(300)
    settle(tasks)
    assert not page.panel.form.duplicates.isVisible()


# --- roles and their steps


def test_the_steps_stand_in_the_form_and_a_day_can_be_put_right(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, database: Database
) -> None:
    person = make.person(RoleDetails(Role.MENTOR, RoleStatus.INTERESTED))
    _window, page = _open(qtbot, tasks, today)
    _field(page, "roles")._lines[0].status.set_value(RoleStatus.CLEARED)
    page.panel.save()
    settle(tasks)
    assert page.panel.form.steps.words() == ["Interessiert: 22.11.2026", "Freigegeben: 22.11.2026"]
    next(group for group in page.panel.form.groups() if group.key == "roles").button.click()
    page.panel.form.steps.findChildren(QToolButton)[0].click()
    dialog = next(one for one in page.findChildren(StepDialog) if one.isVisible())
    audit.check(dialog)
    dialog.form.field("day").set_value(today + timedelta(days=1))
    dialog.try_to_save()
    settle(tasks)
    assert "danach" in dialog.form.problem("day")
    dialog.form.field("day").set_value(today - timedelta(days=4))
    dialog.try_to_save()
    settle(tasks)
    assert page.panel.form.steps.words()[0] == "Interessiert: 18.11.2026"
    with database.reading() as session:
        assert people.steps(session, person)[0].day == today - timedelta(days=4)


def test_the_list_tells_since_when(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    person = make.mentor()
    with make.writing() as session:
        people.set_status(session, person, Role.MENTOR, RoleStatus.PAUSED, today + timedelta(days=2))
    window, page = _open(qtbot, tasks, today)
    window.resize(1600, 800)
    settle(tasks)
    last = page.table.rows.columnCount() - 1
    assert page.table.rows.data(page.table.rows.index(0, last)) == "24.11.2026"
    assert not page.table.isColumnHidden(last)


def test_a_mediator_is_in_the_pool_until_a_day(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, database: Database
) -> None:
    person = make.person(RoleDetails(Role.MEDIATOR, RoleStatus.CLEARED))
    _window, page = _open(qtbot, tasks, today)
    part = _field(page, "role_details").part(Role.MEDIATOR)
    part.field("listed_until").set_value(date(2027, 11, 22))
    part.field("joined_on").set_value(date(2026, 1, 2))
    part.field("left_on").set_value(date(2026, 1, 1))
    page.panel.save()
    settle(tasks)
    assert "Austritt" in page.panel.form.form.problem("role_details")
    part.field("left_on").set_value(None)
    page.panel.save()
    settle(tasks)
    with database.reading() as session:
        (place,) = people.row(session, person).roles
    assert (place.listed_until, place.joined_on, place.left_on) == (date(2027, 11, 22), date(2026, 1, 2), None)


# --- languages, and fields of (b.2)


def test_variant_and_reading_are_kept_with_the_language(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, database: Database
) -> None:
    person = make.mentor(languages=(("ar", Level.C1), ("de", Level.NATIVE)))
    _window, page = _open(qtbot, tasks, today)
    note = _field(page, "language_notes")._lines["ar"]
    note.variant.set_value("Syrisch")
    note.reads.set_value(YesNo.NO)
    _field(page, "mobility").set_value([Mobility.CAR, Mobility.BICYCLE])
    _field(page, "volunteer_card_until").set_value(date(2028, 1, 1))
    page.panel.save()
    settle(tasks)
    with database.reading() as session:
        details = people.get(session, person)
    assert details.language_notes == (LanguageNote("ar", "Syrisch", YesNo.NO),)
    assert (details.mobility, details.volunteer_card_until) == ("car,bicycle", date(2028, 1, 1))
    page.panel.reload()
    settle(tasks)
    assert not page.panel.is_changed()
    assert _field(page, "mobility").text() == "Auto, Fahrrad"


# --- the family


def test_the_family_is_entered_changed_and_told_in_the_heading(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, database: Database
) -> None:
    mother = make.mentee(first_name="Fatima", last_name="Rahimi")
    _window, page = _open(qtbot, tasks, today)
    field = _field(page, "household")
    field.add()
    line = field.lines()[0]
    line.first_name.set_value("Ali")
    line.birth_year.set_value(2016)
    line.relation.set_value("Sohn")
    assert page.panel.is_changed()
    page.panel.save()
    settle(tasks)
    assert not page.panel.is_changed()
    with database.reading() as session:
        (ali,) = families.household(session, mother)
    assert (ali.first_name, ali.birth_year, ali.relation, ali.number) == ("Ali", 2016, "Sohn", "P-0002")
    group = next(one for one in page.panel.form.groups() if one.key == "family")
    assert group.count.text() == "1 Angabe"
    field.lines()[0].remove.click()
    page.panel.save()
    settle(tasks)
    with database.reading() as session:
        assert families.household(session, mother) == ()
        assert len(people.search(session)) == 1


def test_another_member_becomes_the_contact(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, database: Database
) -> None:
    mother = make.mentee(first_name="Fatima", last_name="Rahimi")
    with make.writing() as session:
        families.write_members(session, mother, [MemberRow("Karim", 1985, "Vater")], today)
    _window, page = _open(qtbot, tasks, today)
    page.show_record(mother)
    settle(tasks)
    next(one for one in page.panel.form.groups() if one.key == "family").button.click()
    settle(tasks)
    audit.check(page)
    _button(page, "Zur Ansprechperson machen").click()
    settle(tasks)
    with database.reading() as session:
        (karim,) = families.household(session, mother)
    assert karim.is_contact


@pytest.mark.parametrize("years", [12, 40])
def test_a_minor_without_guardians_says_so_and_then_when_they_agreed(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, years: int
) -> None:
    child: UUID = make.mentee(birth_year=today.year - years)
    _window, page = _open(qtbot, tasks, today)
    assert page.panel.minor.isVisible() == (years < 18)
    with make.writing() as session:
        families.write_guardians(session, child, [GuardianDetails("Halyna Koval", "0176 04069001", "Mutter")])
        consent.give(session, child, Purpose.GUARDIANS, date(2026, 10, 1), today)
    page.panel.reload()
    settle(tasks)
    assert _field(page, "guardians").value() == (GuardianDetails("Halyna Koval", "0176 04069001", "Mutter"),)
    labels = [label.text() for label in page.panel.minor.findChildren(type(page.count))]
    assert "Einwilligung der Sorgeberechtigten vom 01.10.2026." in labels
