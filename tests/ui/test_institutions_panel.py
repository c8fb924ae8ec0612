"""Personen, Einrichtungen: partners are entered, changed, removed, and chosen in "Zugang über"."""

from datetime import date

from pytestqt.qtbot import QtBot

from make import Make
from mentorhub import institutions, people
from mentorhub.choices import InstitutionKind
from mentorhub.db.database import Database
from mentorhub.institutions import InstitutionDetails
from mentorhub.ui.dialogs.institution_dialog import InstitutionDialog
from mentorhub.ui.pages.people_page import INSTITUTIONS, NEW, PEOPLE, PeoplePage
from mentorhub.ui.tasks import Tasks
from ui import audit
from ui.conftest import Answers
from ui.pages_in_window import open_page, settle


def _open(qtbot: QtBot, tasks: Tasks, today: date) -> PeoplePage:
    _window, page = open_page(qtbot, tasks, "people", lambda t, w: PeoplePage(t, w, lambda: today))
    page.sections.show_tab(INSTITUTIONS)
    settle(tasks)
    return page


def _dialog(page: PeoplePage) -> InstitutionDialog:
    return next(each for each in page.findChildren(InstitutionDialog) if each.isVisible())


def test_an_institution_is_entered_with_a_name_and_stands_in_the_list(
    qtbot: QtBot, tasks: Tasks, today: date, database: Database
) -> None:
    page = _open(qtbot, tasks, today)
    panel = page.institutions
    assert not panel.change_button.isEnabled()
    panel.new_button.click()
    dialog = _dialog(page)
    audit.check(dialog)
    dialog.try_to_save()
    assert "Name" in dialog.form.problem("name")
    dialog.form.field("name").set_value("Kita Sonnenstrahl")
    dialog.form.field("kind").set_value(InstitutionKind.DAYCARE)
    dialog.form.field("contact_name").set_value("Ute Weiß")
    dialog.save_button.click()
    settle(tasks)
    rows = panel.table.rows
    assert [rows.data(rows.index(0, column)) for column in range(3)] == ["Kita Sonnenstrahl", "Kita", "Ute Weiß"]
    assert panel.count.text() == "1 Einrichtung"
    panel.change_button.click()
    settle(tasks)
    _dialog(page).form.field("city").set_value("Beckum")
    _dialog(page).save_button.click()
    settle(tasks)
    with database.reading() as session:
        (row,) = institutions.rows(session, institutions.search(session))
    assert (row.city, row.contact_name) == ("Beckum", "Ute Weiß")


def test_a_mentee_came_through_an_institution(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, database: Database, answers: Answers
) -> None:
    with make.writing() as session:
        kita = institutions.add(session, InstitutionDetails(name="Kita Sonnenstrahl"))
    person = make.mentee()
    page = _open(qtbot, tasks, today)
    field = page.panel.form.form.field("referred_by_id")
    assert field.findText("Kita Sonnenstrahl") > 0
    field.set_value(kita)
    page.panel.save()
    settle(tasks)
    with database.reading() as session:
        assert people.get(session, person).referred_by_id == kita
    page.institutions.remove_button.click()
    settle(tasks)
    assert answers.asked == ["Möchten Sie „Kita Sonnenstrahl“ entfernen?"]
    with database.reading() as session:
        assert people.get(session, person).referred_by == "Kita Sonnenstrahl"
        assert institutions.search(session) == []


def test_a_new_person_is_never_entered_out_of_sight(qtbot: QtBot, tasks: Tasks, today: date) -> None:
    page = _open(qtbot, tasks, today)
    page.show_record(NEW)
    assert page.sections.current() == PEOPLE
    assert page.panel.isVisible()


def test_everything_has_a_name_and_is_reached_with_tab(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    with make.writing() as session:
        institutions.add(session, InstitutionDetails(name="Kita Sonnenstrahl"))
    audit.check(_open(qtbot, tasks, today))
