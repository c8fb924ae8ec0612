"""What a list shows becomes a file, on every page that has one; whatever leaves is asked about once and noted."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pytestqt.qtbot import QtBot

from make import Make
from mentorhub import changes, events, expenses, institutions
from mentorhub.appointments import Appointment
from mentorhub.changes import LogFilter
from mentorhub.choices import ExpenseKind, Operation
from mentorhub.db.database import Database
from mentorhub.events import EventDetails
from mentorhub.expenses import ExpenseDetails
from mentorhub.import_export.addresses import Address
from mentorhub.institutions import InstitutionDetails
from mentorhub.ui import choose, leaving
from mentorhub.ui.dialogs.export_dialog import ExportDialog
from mentorhub.ui.dialogs.mail_dialog import MailDialog
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.page import Page
from mentorhub.ui.pages.activities_page import ActivitiesPage
from mentorhub.ui.pages.events_page import EventsPage
from mentorhub.ui.pages.expenses_page import ExpensesPage
from mentorhub.ui.pages.pairings_page import PairingsPage
from mentorhub.ui.pages.people_page import PeoplePage
from mentorhub.ui.rows_table import RowsTable
from mentorhub.ui.tasks import Tasks
from ui import audit
from ui.conftest import Answers
from ui.pages_in_window import open_page, settle

RUN = "=1+1"
"""What a spreadsheet would take for a formula."""


def _left(database: Database) -> list[str]:
    with database.reading() as session:
        found = changes.rows(session, changes.search(session, LogFilter()))
    return [row.note for row in found if row.operation is Operation.LEFT]


def _fill(make: Make, today: date) -> None:
    """One line for every list, each with words that begin like a formula."""
    pairing = make.pairing(make.mentor(first_name=RUN, last_name="Abel"), make.mentee(last_name=RUN))
    make.meeting(pairing, today)
    with make.writing() as session:
        events.add(session, EventDetails(title=RUN, from_on=today))
        institutions.add(session, InstitutionDetails(name=RUN))
    claimant = make.mentor(last_name=RUN)
    with make.writing() as session:
        details = ExpenseDetails(day=today, kind=ExpenseKind.MATERIAL, amount_cent=500, has_receipt=True)
        expenses.add(session, claimant, details, today)


LISTS: dict[str, tuple[str, type[Any], Callable[[Any], RowsTable], Callable[[Any], object]]] = {
    "Personen": ("people", PeoplePage, lambda p: p.table, lambda p: p.save_action.trigger()),
    "Einrichtungen": (
        "people",
        PeoplePage,
        lambda p: p.institutions.table,
        lambda p: p.institutions.save_button.click(),
    ),
    "Patenschaften": ("pairings", PairingsPage, lambda p: p.table, lambda p: p.save_action.trigger()),
    "Aktivitäten": ("activities", ActivitiesPage, lambda p: p.table, lambda p: p.save_action.trigger()),
    "Auslagen": ("expenses", ExpensesPage, lambda p: p.table, lambda p: p.save_action.trigger()),
    "Veranstaltungen": ("events", EventsPage, lambda p: p.table, lambda p: p.save_action.trigger()),
}
"""Every list of the window: its page, the table, and how one saves it."""


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
@pytest.mark.parametrize("name", LISTS)
def test_every_list_is_saved_as_it_stands_on_the_screen_and_runs_nothing(
    qtbot: QtBot,
    tasks: Tasks,
    make: Make,
    today: date,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answers: Answers,
    name: str,
    ending: str,
) -> None:
    _fill(make, today)
    key, kind, table_of, save = LISTS[name]
    target = tmp_path / f"liste{ending}"
    monkeypatch.setattr(choose, "save_as", lambda *_words: target)
    _window, page = open_page(qtbot, tasks, key, lambda t, w: kind(t, w, today=lambda: today))
    table = table_of(page)
    settle(tasks)
    save(page)
    settle(tasks)
    assert len(answers.asked) == 1
    assert "nicht verschlüsselt" in answers.asked[0]
    shown = list(map(table.horizontalHeader().logicalIndex, range(table.rows.columnCount())))
    headings = [table.rows.columns[n].title for n in shown if not table.isColumnHidden(n)]
    on_screen = table.rows.rowCount()
    assert on_screen >= 1
    if ending == ".csv":
        assert target.read_bytes().startswith(b"\xef\xbb\xbf")
        lines = target.read_bytes().decode("utf-8-sig").split("\r\n")
        assert lines[0].split(";") == headings
        assert len(lines) == on_screen + 2
        assert not any(cell.startswith(("=", "+", "@")) for line in lines for cell in line.split(";"))
    else:
        rows = list(openpyxl.load_workbook(target)[name].iter_rows())
        assert [cell.value for cell in rows[0]] == headings
        assert len(rows) == on_screen + 1
        assert all(cell.data_type != "f" for row in rows for cell in row)
    assert _left(make.database) == [f"Liste {name} ({on_screen})"]


def test_no_list_of_the_window_is_forgotten(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    kinds: dict[str, Callable[..., Page]] = {key: kind for key, kind, _table, _save in LISTS.values()}
    for key, kind in kinds.items():
        _window, page = open_page(qtbot, tasks, key, partial(kind, today=lambda: today))
        known = [table_of(page) for name, (at, _kind, table_of, _save) in LISTS.items() if at == key]
        lists = [one for one in page.findChildren(RowsTable) if one.accessibleName() != "Patenschaften dieser Person"]
        assert {id(one) for one in lists} == {id(one) for one in known}


@pytest.mark.parametrize("ending", [".csv", ""])
def test_a_filtered_list_is_saved_as_it_is_shown(
    qtbot: QtBot,
    tasks: Tasks,
    make: Make,
    today: date,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answers: Answers,
    ending: str,
) -> None:
    make.mentor(first_name="=Eva", last_name="Abel")
    make.mentor(first_name="Ute", last_name="Berg")
    target = tmp_path / f"liste{ending}"
    monkeypatch.setattr(choose, "save_as", lambda *_words: target)
    _window, page = open_page(qtbot, tasks, "people", lambda t, w: PeoplePage(t, w, lambda: today))
    page.search.setText("Abel")
    page.search.searched.emit("Abel")
    settle(tasks)
    page.save_action.trigger()
    settle(tasks)
    assert len(answers.asked) == 1
    assert "enthält Namen" in answers.asked[0]
    if ending == ".csv":
        lines = target.read_bytes().decode("utf-8-sig").split("\r\n")
        assert len(lines) == 3
        assert "Abel" in lines[1]
    else:
        rows = list(openpyxl.load_workbook(tmp_path / "liste.xlsx")["Personen"].iter_rows())
        assert len(rows) == 2
        assert any("Abel" in str(cell.value) for cell in rows[1])
        assert all(cell.data_type != "f" for cell in rows[1])
    assert _left(make.database) == ["Liste Personen (1)"]


def _everything(window: MainWindow, page: Page, tasks: Tasks) -> None:
    leaving.save_everything(page, window, tasks, "alles.xlsx")


def _addresses(window: MainWindow, page: Page, tasks: Tasks) -> None:
    from uuid import uuid4

    found = [Address(uuid4(), "Frau", "Eva", "Abel", "Nordwall 1", "59269", "Beckum")]
    leaving.save_addresses(page, tasks, found, then=lambda _made: None)


def _list(window: MainWindow, page: Page, tasks: Tasks) -> None:
    assert isinstance(page, PeoplePage)
    page.save_action.trigger()


def _dates(with_names: bool) -> Callable[[MainWindow, Page, Tasks], None]:
    def leave(window: MainWindow, page: Page, tasks: Tasks) -> None:
        made = [Appointment("event-1", date(2026, 12, 1), "Treffen")]
        leaving.save_dates(page, tasks, "termine.ics", made, with_names=with_names, then=lambda _made: None)

    return leave


EXITS: dict[str, tuple[Callable[[MainWindow, Page, Tasks], None], str, str]] = {
    "list": (_list, ".xlsx", "Liste Personen (1)"),
    "everything": (_everything, ".xlsx", "Alles als Arbeitsmappe"),
    "addresses": (_addresses, ".csv", "Anschriften (1)"),
    "dates": (_dates(with_names=False), ".ics", "Termine für den Kalender (1)"),
    "dates with names": (_dates(with_names=True), ".ics", "Termine für den Kalender (1)"),
}
"""How one saves it, the ending, and what the change log says."""


@pytest.mark.parametrize("said_yes", [True, False])
@pytest.mark.parametrize("leaves", EXITS)
def test_whatever_leaves_is_asked_about_once_and_noted(
    qtbot: QtBot,
    tasks: Tasks,
    make: Make,
    today: date,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answers: Answers,
    leaves: str,
    said_yes: bool,
) -> None:
    make.mentor(last_name="Abel")
    leave, ending, noted = EXITS[leaves]
    answers.yes = said_yes
    target = tmp_path / f"hinaus{ending}"
    monkeypatch.setattr(choose, "save_as", lambda *_words: target)
    window, page = open_page(qtbot, tasks, "people", lambda t, w: PeoplePage(t, w, lambda: today))
    leave(window, page, tasks)
    settle(tasks)
    assert len(answers.asked) == 1
    assert "nicht verschlüsselt" in answers.asked[0]
    assert target.exists() is said_yes
    left = _left(make.database)
    assert [note.startswith(noted) for note in left] == ([True] if said_yes else [])
    assert not any("Abel" in note for note in left)


def test_mail_addresses_that_are_copied_are_noted_once(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, answers: Answers
) -> None:
    make.mentor(email="eva@example.org")
    _window, page = open_page(qtbot, tasks, "people", lambda t, w: PeoplePage(t, w, lambda: today))
    page.mail_action.trigger()
    settle(tasks)
    dialog = page.findChildren(MailDialog)[-1]
    dialog.copy()
    dialog.copy()
    settle(tasks)
    assert _left(make.database) == ["E-Mail-Adressen (1)"]


def test_nothing_is_saved_into_the_data_folder(
    qtbot: QtBot,
    tasks: Tasks,
    make: Make,
    today: date,
    monkeypatch: pytest.MonkeyPatch,
    answers: Answers,
) -> None:
    make.mentor()
    inside = make.database.folder / "Ausgabe" / "liste.xlsx"
    monkeypatch.setattr(choose, "save_as", lambda *_words: inside)
    _window, page = open_page(qtbot, tasks, "people", lambda t, w: PeoplePage(t, w, lambda: today))
    page.save_action.trigger()
    settle(tasks)
    assert "läge im Datenordner" in answers.told[0]
    assert not inside.parent.exists()
    assert _left(make.database) == []


def test_a_folder_that_is_copied_to_a_cloud_is_named_in_the_question(
    qtbot: QtBot,
    tasks: Tasks,
    make: Make,
    today: date,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from mentorhub.ui import messages

    said: list[str] = []

    def refuse(*_words: object, details: str = "", **_more: object) -> bool:
        said.append(details)
        return False

    monkeypatch.setattr(messages, "ask", refuse)
    monkeypatch.setattr(choose, "save_as", lambda *_words: tmp_path / "Nextcloud" / "liste.xlsx")
    _window, page = open_page(qtbot, tasks, "people", lambda t, w: PeoplePage(t, w, lambda: today))
    page.save_action.trigger()
    settle(tasks)
    assert "kopiert Nextcloud" in said[0]


def test_one_place_offers_all_that_can_leave(
    qtbot: QtBot,
    tasks: Tasks,
    make: Make,
    today: date,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answers: Answers,
) -> None:
    make.mentor(first_name="Eva", last_name="Abel", street="Nordwall 1", postcode="59269", city="Beckum")
    make.mentor(first_name="Ute", last_name="Ohneweg")
    with make.writing() as session:
        events.add(session, EventDetails(title="Sommerfest", from_on=today, begins_at="15:00", place="Mütterzentrum"))
    window, page = open_page(qtbot, tasks, "people", lambda t, w: PeoplePage(t, w, lambda: today))
    dialog = ExportDialog(page, window, tasks, today)
    dialog.open()
    audit.check(dialog)
    dialog.addresses_button.click()
    settle(tasks)
    from mentorhub.ui.dialogs.addresses_dialog import AddressesDialog
    from mentorhub.ui.dialogs.calendar_dialog import CalendarDialog
    from mentorhub.ui.dialogs.papers_dialog import PapersDialog

    listed = dialog.findChildren(AddressesDialog)[-1]
    audit.check(listed)
    assert listed.count.text() == "1 Anschrift"
    assert "Ohneweg" in listed.left_out.text()
    monkeypatch.setattr(choose, "save_as", lambda *_words: tmp_path / "Post.csv")
    listed.save_button.click()
    settle(tasks)
    assert "Eva;Abel;Nordwall 1;59269;Beckum;Guten Tag Eva Abel" in (tmp_path / "Post.csv").read_text("utf-8-sig")
    listed.labels_button.click()
    settle(tasks)
    printing = listed.findChildren(PapersDialog)[-1]
    assert printing.kind().paper.value == "labels"
    printing.reject()
    listed.reject()
    dialog.dates_button.click()
    settle(tasks)
    dates = dialog.findChildren(CalendarDialog)[-1]
    assert [each.title for each in dates.table.records()] == ["Sommerfest"]
    monkeypatch.setattr(choose, "save_as", lambda *_words: tmp_path / "Termine.ics")
    dates.save_button.click()
    settle(tasks)
    assert "LOCATION:Mütterzentrum" in (tmp_path / "Termine.ics").read_text("utf-8")


def test_everything_leaves_without_certificates_while_they_are_locked(
    qtbot: QtBot,
    tasks: Tasks,
    make: Make,
    today: date,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answers: Answers,
) -> None:
    make.pairing()
    monkeypatch.setattr(choose, "save_as", lambda *_words: tmp_path / "alles.xlsx")
    window, page = open_page(qtbot, tasks, "people", lambda t, w: PeoplePage(t, w, lambda: today))
    window.reentry.forget()
    leaving.save_everything(page, window, tasks, "alles.xlsx")
    settle(tasks)
    sheets = openpyxl.load_workbook(tmp_path / "alles.xlsx").sheetnames
    assert {"Personen", "Patenschaften", "Aktivitäten"} <= set(sheets)
    assert "Führungszeugnisse" not in sheets
    assert len(_left(make.database)) == 1
