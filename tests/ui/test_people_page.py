"""Personen: find somebody, change the form, give and take back roles; nothing typed is ever lost."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from make import Make
from mentorhub import people, programme
from mentorhub.choices import DayPart, Gender, Level, Role, RoleStatus, Topic, Weekday
from mentorhub.db.database import Database
from mentorhub.people import PersonDetails, PersonRow, RoleDetails
from mentorhub.ui.dialogs.person_panel import PAIRINGS
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.pages.people_page import NEW, PeoplePage
from mentorhub.ui.tasks import Tasks
from ui import audit
from ui.conftest import Answers
from ui.pages_in_window import asked_for, open_page, settle


def _open(qtbot: QtBot, tasks: Tasks, today: date) -> tuple[MainWindow, PeoplePage]:
    return open_page(
        qtbot, tasks, "people", lambda t, w: PeoplePage(t, w, lambda: today), "pairings", "matching", "today"
    )


def _names(page: PeoplePage) -> list[str]:
    return [_cell(page, row, 0) for row in range(page.table.rows.rowCount())]


def _cell(page: PeoplePage, row: int, column: int) -> str:
    return str(page.table.rows.data(page.table.rows.index(row, column)))


def _field(page: PeoplePage, name: str) -> Any:
    return page.panel.form.form.field(name)


def _search(page: PeoplePage, words: str, tasks: Tasks) -> None:
    page.search.setText(words)
    page.search.searched.emit(words)
    settle(tasks)


def _stored(database: Database, person: UUID) -> tuple[PersonRow, PersonDetails]:
    with database.reading() as session:
        return people.row(session, person), people.get(session, person)


def _count(database: Database) -> int:
    with database.reading() as session:
        return len(people.search(session))


def _button(page: PeoplePage, words: str) -> QPushButton:
    return next(b for b in page.findChildren(QPushButton) if b.text().replace("&", "") == words and b.isVisible())


# --- the list


def test_the_list_shows_who_is_there_and_the_form_the_first_of_them(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date
) -> None:
    make.mentor(first_name="Ruth", last_name="Öztürk", places=2, district="Vellern", languages=(("ar", Level.C1),))
    make.mentee(first_name="Sofia", last_name="Zander")
    _window, page = _open(qtbot, tasks, today)
    row = [_cell(page, 0, column) for column in range(7)]
    assert row == ["Öztürk, Ruth", "P-0001", "Patin/Pate", "Vellern", "Arabisch", "2 von 2", "Freigegeben"]
    assert _names(page) == ["Öztürk, Ruth", "Zander, Sofia"]
    assert page.count.text() == "2 Personen"
    assert _field(page, "first_name").value() == "Ruth"


def test_typing_finds_people_by_any_word_about_them(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    make.mentor(first_name="Ruth", last_name="Öztürk", district="Vellern")
    make.mentor(first_name="Uwe", last_name="Weiß", languages=(("ti", Level.B1),))
    _window, page = _open(qtbot, tasks, today)
    page.search.setText("ozt")
    qtbot.waitUntil(lambda: _names(page) == ["Öztürk, Ruth"])
    page.search.setText("tigrinya")
    qtbot.waitUntil(lambda: _names(page) == ["Weiß, Uwe"])
    settle(tasks)
    assert _field(page, "last_name").value() == "Weiß"


def test_control_f_goes_to_the_search(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    make.mentor()
    window, page = _open(qtbot, tasks, today)
    with qtbot.waitActive(window):
        window.activateWindow()
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.search.hasFocus()


def test_role_and_status_narrow_the_list(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    make.mentor(first_name="Ruth", last_name="")
    make.mentee(first_name="Sofia", last_name="")
    make.person(RoleDetails(Role.MENTEE, RoleStatus.PAUSED), first_name="Reza", last_name="")
    _window, page = _open(qtbot, tasks, today)
    page.role.choose(Role.MENTEE)
    settle(tasks)
    assert _names(page) == ["Reza", "Sofia"]
    assert page.status.findText("Freigegeben") == -1
    page.status.choose(RoleStatus.WAITING)
    settle(tasks)
    assert _names(page) == ["Sofia"]


def test_district_and_language_narrow_the_list(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    make.mentor(first_name="Ruth", last_name="", district="Vellern", languages=(("ar", Level.C1),))
    make.mentor(first_name="Uwe", last_name="", district="Vellern")
    make.mentor(first_name="Zoe", last_name="", district="Roland", languages=(("ar", Level.B1), ("ti", Level.A2)))
    _window, page = _open(qtbot, tasks, today)
    assert not page.district.isVisible()
    _button(page, "Mehr Filter").click()
    page.language.choose("ar")
    settle(tasks)
    assert _names(page) == ["Ruth", "Zoe"]
    page.district.choose("Vellern")
    settle(tasks)
    assert _names(page) == ["Ruth"]
    _button(page, "Weniger Filter").click()
    settle(tasks)
    assert _names(page) == ["Ruth", "Uwe", "Zoe"]


def test_with_several_roles_the_status_is_that_of_the_role_looked_for(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date
) -> None:
    make.person(RoleDetails(Role.MENTOR, RoleStatus.PAUSED), RoleDetails(Role.HELPER, RoleStatus.ACTIVE))
    _window, page = _open(qtbot, tasks, today)
    assert _cell(page, 0, 2) == "Patin/Pate, Helferin/Helfer"
    assert _cell(page, 0, 6) == "Pausiert"
    page.role.choose(Role.HELPER)
    settle(tasks)
    assert _cell(page, 0, 6) == "Aktiv"


def test_nobody_found_says_so_and_leaves_an_empty_form(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    make.mentor()
    _window, page = _open(qtbot, tasks, today)
    _search(page, "xyz", tasks)
    assert page.count.text() == "0 Personen"
    assert not page.panel.isEnabled()
    assert page.panel.name.text() == ""


def test_importing_is_asked_of_the_window(qtbot: QtBot, tasks: Tasks, today: date) -> None:
    window, page = _open(qtbot, tasks, today)
    with qtbot.waitSignal(window.import_wanted):
        page.import_button.click()


# --- the form


def test_eight_fields_are_in_sight_and_the_rest_is_folded(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    make.mentor(street="Nordstraße 12", mobile="0170 5550100")
    _window, page = _open(qtbot, tasks, today)
    form = page.panel.form.form
    shown = [name for name in form.values() if form.field(name).isVisibleTo(page)]
    assert shown == ["first_name", "last_name", "phone", "district", "languages", "times", "topics", "roles"]
    words = [label.text() for label in page.findChildren(type(page.count)) if label.isVisibleTo(page)]
    assert "0170 5550100, Nordstraße 12" in words
    _button(page, "Kontakt und Anschrift").click()
    assert form.field("street").isVisibleTo(page)
    assert "0170 5550100, Nordstraße 12" not in [w.text() for w in page.findChildren(type(page.count)) if w.isVisible()]


def test_the_form_holds_every_field_of_a_person(qtbot: QtBot, tasks: Tasks, today: date) -> None:
    _window, page = _open(qtbot, tasks, today)
    beside = {"roles", "role_details", "household", "guardians"}
    assert set(page.panel.form.form.values()) == {*PersonDetails.model_fields, *beside}


def test_a_change_is_saved_with_control_s_and_seen_in_the_list(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, database: Database
) -> None:
    person = make.mentor(first_name="Ruth", last_name="Weiß")
    with database.writing() as session:
        programme.switch_field(session, "birth_date", on=True)
    window, page = _open(qtbot, tasks, today)
    _field(page, "district").set_value("Roland")
    _field(page, "times").set_value([(Weekday.MON, DayPart.EVENING)])
    _field(page, "topics").set_value([Topic.GERMAN])
    _field(page, "first_topics").set_value([Topic.DOCTOR])
    _field(page, "gender").set_value(Gender.FEMALE)
    _field(page, "birth_date").line.setText("4.5.1980")
    with qtbot.waitActive(window):
        window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(tasks)
    assert _cell(page, 0, 3) == "Roland"
    assert not page.panel.save_button.isEnabled()
    _row, details = _stored(database, person)
    assert (details.district, details.birth_date) == ("Roland", date(1980, 5, 4))
    assert details.gender is Gender.FEMALE
    assert details.times == {(Weekday.MON, DayPart.EVENING)}
    assert details.topics == {Topic.GERMAN, Topic.DOCTOR}
    assert details.first_topics == {Topic.DOCTOR}


def test_a_new_person_needs_only_a_first_name(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, database: Database
) -> None:
    make.mentor()
    _window, page = _open(qtbot, tasks, today)
    page.new_button.click()
    assert page.panel.name.text() == "Neue Person"
    page.panel.save()
    assert "Vorname" in page.panel.form.form.problem("first_name")
    _field(page, "first_name").set_value("Emine")
    _field(page, "phone").set_value("02521 555")
    page.panel.save_button.click()
    settle(tasks)
    assert _names(page) == ["Emine", "Müller, Anna"]
    assert page.table.current_id() == page.panel.person_id()
    assert page.panel.name.text() == "Emine"
    assert page.panel.person_id() is not None
    row, details = _stored(database, UUID(str(page.panel.person_id())))
    assert details.phone == "02521 555"
    (place,) = row.roles
    assert (place.role, place.status, place.registered_on) == (Role.MENTOR, RoleStatus.INTERESTED, today)


def test_a_new_person_gets_the_role_that_is_looked_at(
    qtbot: QtBot, tasks: Tasks, today: date, database: Database
) -> None:
    _window, page = _open(qtbot, tasks, today)
    page.role.choose(Role.MENTEE)
    page.show_record(NEW)
    _field(page, "first_name").set_value("Sofia")
    page.panel.save()
    settle(tasks)
    assert _names(page) == ["Sofia"]
    assert _cell(page, 0, 6) == "Angemeldet"


def test_a_problem_stands_beside_its_field_and_unfolds_its_group(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, database: Database
) -> None:
    person = make.mentor()
    _window, page = _open(qtbot, tasks, today)
    for name, value, part in (
        ("email", "kein at", "@"),
        ("birth_year", 12, "1900"),
    ):
        _field(page, name).set_value(value)
        page.panel.save()
        assert part in page.panel.form.form.problem(name)
        assert _field(page, name).isVisibleTo(page)
        page.panel.discard()
    _field(page, "birth_date").line.setText("31.2.")
    page.panel.save()
    assert "kein Datum" in page.panel.form.form.problem("birth_date")
    settle(tasks)
    assert _stored(database, person)[1].birth_date is None


def test_discarding_brings_back_what_is_stored(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    make.mentor(first_name="Ruth", languages=(("de", Level.NATIVE),))
    _window, page = _open(qtbot, tasks, today)
    _field(page, "first_name").set_value("Anders")
    _field(page, "languages").set_value([])
    assert page.panel.discard_button.isEnabled()
    page.panel.discard_button.click()
    assert _field(page, "first_name").value() == "Ruth"
    assert _field(page, "languages").value() == (("de", Level.NATIVE),)
    assert not page.panel.discard_button.isEnabled()


@pytest.mark.parametrize(
    ("answer", "shown", "stored"),
    [("stay", "Anders", "Anna"), ("discard", "Uwe", "Anna"), ("save", "Uwe", "Anders")],
)
def test_leaving_a_changed_form_asks(
    qtbot: QtBot,
    tasks: Tasks,
    make: Make,
    today: date,
    database: Database,
    answers: Answers,
    answer: str,
    shown: str,
    stored: str,
) -> None:
    first = make.mentor(first_name="Anna", last_name="Aal")
    make.mentor(first_name="Uwe", last_name="Zander")
    window, page = _open(qtbot, tasks, today)
    with qtbot.waitActive(window):
        window.activateWindow()
    answers.save = answer
    _field(page, "first_name").set_value("Anders")
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    settle(tasks)
    assert len(answers.asked) == 1
    assert _field(page, "first_name").value() == shown
    assert page.table.current_id() == page.panel.person_id()
    assert _stored(database, first)[1].first_name == stored


def test_searching_never_disturbs_a_form_that_is_being_filled(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, answers: Answers
) -> None:
    make.mentor(first_name="Anna", last_name="Aal")
    make.mentor(first_name="Uwe", last_name="Zander")
    _window, page = _open(qtbot, tasks, today)
    _field(page, "first_name").set_value("Anders")
    _search(page, "zander", tasks)
    assert _field(page, "first_name").value() == "Anders"
    assert page.panel.name.text() == "Aal, Anna"
    page.panel.discard()
    page.new_button.click()
    _field(page, "first_name").set_value("Neu")
    _search(page, "", tasks)
    assert page.panel.is_new()
    assert _field(page, "first_name").value() == "Neu"
    assert answers.asked == []


def test_a_change_elsewhere_keeps_what_is_being_typed(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    person = make.mentor(first_name="Anna", last_name="Aal")
    _window, page = _open(qtbot, tasks, today)
    _field(page, "phone").set_value("02521 1")
    details = PersonDetails(first_name="Anne", last_name="Aal")
    tasks.save(page, people.change, person, details)
    settle(tasks)
    assert _cell(page, 0, 0) == "Aal, Anne"
    assert _field(page, "phone").value() == "02521 1"
    page.panel.discard()
    assert _field(page, "first_name").value() == "Anne"


def test_another_page_comes_to_a_person_even_through_the_filters(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date
) -> None:
    make.mentor(first_name="Anna", last_name="Aal")
    sought = make.mentee(first_name="Sofia", last_name="Zander")
    window, page = _open(qtbot, tasks, today)
    page.role.choose(Role.MENTOR)
    _search(page, "aal", tasks)
    window.go("today")
    window.open_person(sought)
    settle(tasks)
    assert page.table.current_id() == sought
    assert _field(page, "first_name").value() == "Sofia"
    assert _names(page) == ["Aal, Anna", "Zander, Sofia"]


# --- languages and roles


def _type_language(page: PeoplePage, words: str) -> None:
    line = _field(page, "languages").findChild(QLineEdit)
    line.setText(words)
    line.returnPressed.emit()
    QApplication.processEvents()


def test_a_language_is_added_in_any_spelling_with_its_level(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, database: Database
) -> None:
    person = make.mentor()
    _window, page = _open(qtbot, tasks, today)
    _type_language(page, "kurmanci")
    _type_language(page, "Tigrinya")
    field = _field(page, "languages")
    field._lines[0].level.set_value(Level.B2)
    page.panel.save()
    settle(tasks)
    assert dict(_stored(database, person)[1].languages) == {"kmr": Level.B2, "ti": Level.UNKNOWN}
    assert "Kurdisch (Kurmandschi)" in _cell(page, 0, 4)
    field._lines[0].remove.click()
    page.panel.save()
    settle(tasks)
    assert len(_stored(database, person)[1].languages) == 1


def test_an_unknown_language_is_said_and_a_known_one_is_not_doubled(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date
) -> None:
    make.mentor(languages=(("ar", Level.B1),))
    _window, page = _open(qtbot, tasks, today)
    field = _field(page, "languages")
    _type_language(page, "Quatschisch")
    assert field._unknown.isVisible()
    _type_language(page, "arabisch")
    assert not field._unknown.isVisible()
    assert field.value() == (("ar", Level.B1),)


def test_a_role_is_added_and_taken_away(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, database: Database
) -> None:
    person = make.mentor(places=1)
    _window, page = _open(qtbot, tasks, today)
    field = _field(page, "roles")
    _field(page, "role_details").part(Role.MENTOR).field("capacity").set_value(3)
    field._lines[0].status.set_value(RoleStatus.ACTIVE)
    field.add_role(Role.HELPER)
    page.panel.save()
    settle(tasks)
    assert _cell(page, 0, 5) == "3 von 3"
    roles = {place.role: place for place in _stored(database, person)[0].roles}
    assert roles[Role.MENTOR].status is RoleStatus.ACTIVE
    assert roles[Role.HELPER].status is RoleStatus.INTERESTED
    field._lines[1].remove.click()
    page.panel.save()
    settle(tasks)
    assert [place.role for place in _stored(database, person)[0].roles] == [Role.MENTOR]


def test_places_below_what_runs_are_refused_beside_the_roles(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, database: Database
) -> None:
    person = make.mentor(places=1, first_name="Anna", last_name="Aal")
    make.pairing(person)
    _window, page = _open(qtbot, tasks, today)
    _field(page, "role_details").part(Role.MENTOR).field("capacity").set_value(0)
    page.panel.save()
    settle(tasks)
    assert "Plätze" in page.panel.form.form.problem("role_details")
    assert _field(page, "role_details").isVisibleTo(page)
    assert page.panel.save_button.isEnabled()
    assert _stored(database, person)[0].places == (0, 1)


def test_a_role_with_pairings_cannot_be_taken_away(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, database: Database, answers: Answers
) -> None:
    person = make.mentor(first_name="Anna", last_name="Aal")
    make.pairing(person)
    _window, page = _open(qtbot, tasks, today)
    _field(page, "roles")._lines[0].remove.click()
    page.panel.save()
    settle(tasks)
    assert "Rolle bleibt bestehen" in answers.told[0]
    assert len(_stored(database, person)[0].roles) == 1


# --- pairings of a person


def test_the_pairings_of_a_person_are_listed_and_open(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    person = make.mentor(first_name="Anna", last_name="Aal")
    pairing = make.pairing(person)
    window, page = _open(qtbot, tasks, today)
    panel = page.panel
    assert panel.tabs.bar.tabText(PAIRINGS) == "Patenschaften (1)"
    panel.tabs.show_tab(PAIRINGS)
    settle(tasks)
    assert panel.table.rows.data(panel.table.rows.index(0, 0)) == "Koval, Olena"
    assert not panel.find_button.isVisible()
    panel.open_button.click()
    assert asked_for(window, "pairings") == [pairing]


def test_for_a_waiting_mentee_one_looks_for_a_mentor(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    mentee = make.mentee()
    window, page = _open(qtbot, tasks, today)
    page.panel.tabs.show_tab(PAIRINGS)
    assert page.panel.find_button.isVisible()
    page.panel.find_button.click()
    assert asked_for(window, "matching") == [mentee]


# --- the window's size, keyboard, screen reader


def test_a_narrow_window_shows_list_or_form(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    make.mentor(first_name="Anna", last_name="Aal")
    window, page = _open(qtbot, tasks, today)
    window.resize(900, 700)
    settle(tasks)
    assert page.table.isVisible()
    assert not page.panel.isVisible()
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    settle(tasks)
    assert page.panel.isVisible()
    assert not page.table.isVisible()
    assert not page.search.isVisible()
    _button(page, "Zurück zur Liste").click()
    settle(tasks)
    assert page.table.isVisible()
    assert page.search.isVisible()


@pytest.mark.parametrize("tab", range(3))
def test_everything_has_a_name_and_is_reached_with_tab(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, tab: int
) -> None:
    make.mentor(first_name="Anna", last_name="Aal", languages=(("de", Level.NATIVE), ("ar", Level.B1)))
    _window, page = _open(qtbot, tasks, today)
    page.panel.tabs.show_tab(tab)
    for group in page.panel.form.groups():
        group.fold(False)
    settle(tasks)
    audit.check(page)


def test_tab_goes_through_roles_and_languages_where_they_stand(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date
) -> None:
    make.mentor(languages=(("de", Level.NATIVE), ("ar", Level.B1)))
    _window, page = _open(qtbot, tasks, today)
    for group in page.panel.form.groups():
        group.fold(False)
    order = []
    widget = _field(page, "phone")
    for _step in range(600):
        widget = widget.nextInFocusChain()
        if widget is _field(page, "phone"):
            break
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(page) and widget.accessibleName():
            order.append(widget.accessibleName())
    wanted = [
        "Niveau: Deutsch",
        "Deutsch entfernen",
        "Niveau: Arabisch",
        "Arabisch entfernen",
        "Sprache hinzufügen",
        "Montag vormittags",
        "Status: Patin/Pate",
        "Plätze: Patin/Pate",
        "Eintritt: Patin/Pate",
        "Tag berichtigen: Freigegeben, 22.11.2026",
        "Variante oder Dialekt: Arabisch",
    ]
    assert [name for name in order if name in wanted] == wanted


def test_the_number_has_a_column_where_there_is_room(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    make.mentor()
    window, page = _open(qtbot, tasks, today)
    assert page.table.isColumnHidden(1)
    assert "P-0001" in page.panel.subtitle.text()
    window.resize(1600, 800)
    settle(tasks)
    assert not page.table.isColumnHidden(1)
