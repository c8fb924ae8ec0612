"""A filter is kept under a name and called up again, in the list of people and in that of pairings."""

from datetime import date
from pathlib import Path

from pytestqt.qtbot import QtBot

from make import Make
from mentorhub import events
from mentorhub.choices import RUNNING, EventKind, Role, RoleStatus
from mentorhub.events import EventDetails
from mentorhub.ui.filters_menu import FiltersMenu, NameDialog
from mentorhub.ui.pages.events_page import EventsPage
from mentorhub.ui.pages.pairings_page import PairingsPage
from mentorhub.ui.pages.people_page import PeoplePage
from mentorhub.ui.tasks import Tasks
from ui import audit
from ui.pages_in_window import open_page, settle


def _keep(menu: FiltersMenu, tasks: Tasks, name: str) -> None:
    menu.menu.aboutToShow.emit()
    next(action for action in menu.menu.actions() if "merken …" in action.text()).trigger()
    [dialog] = menu.findChildren(NameDialog)
    audit.check(dialog)
    dialog.form.field("name").set_value(name)
    dialog.try_to_save()
    settle(tasks)


def _names(menu: FiltersMenu) -> list[str]:
    menu.menu.aboutToShow.emit()
    return [action.text() for action in menu.menu.actions()]


def test_a_filter_of_people_is_kept_called_up_and_forgotten(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date
) -> None:
    make.mentor(first_name="Ruth", district="Roland")
    make.mentee(first_name="Olena", district="Roland")
    make.mentee(first_name="Amal", district="Vellern")
    _window, page = open_page(qtbot, tasks, "people", lambda t, w: PeoplePage(t, w, today=lambda: today))
    assert "Noch kein Filter gemerkt" in _names(page.kept)
    page.role.choose(Role.MENTEE)
    page.status.choose(RoleStatus.WAITING)
    page.district.choose("Roland")
    settle(tasks)
    _keep(page.kept, tasks, "Wartende in Roland")
    page.kept.apply({})
    settle(tasks)
    assert page.table.rows.rowCount() == 3
    page.kept.menu.aboutToShow.emit()
    next(action for action in page.kept.menu.actions() if action.text() == "Wartende in Roland").trigger()
    settle(tasks)
    assert (page.role.value(), page.status.value(), page.district.value()) == (
        Role.MENTEE,
        RoleStatus.WAITING,
        "Roland",
    )
    assert not page.more_filters.isHidden()
    assert page.table.rows.rowCount() == 1
    page.kept.menu.aboutToShow.emit()
    forget = next(action.menu() for action in page.kept.menu.actions() if action.menu() is not None)
    forget.actions()[0].trigger()  # type: ignore[attr-defined]
    settle(tasks)
    assert "Wartende in Roland" not in _names(page.kept)


def test_a_choice_of_several_statuses_is_kept_too(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    make.pairing()
    make.proposal()
    _window, page = open_page(qtbot, tasks, "pairings", lambda t, w: PairingsPage(t, w, today=lambda: today))
    page.filter.combo.choose(RUNNING)
    _keep(page.kept, tasks, "Laufende")
    page.kept.apply({})
    settle(tasks)
    assert page.model.rowCount() == 2
    page.kept.apply(page.kept._kept[0].content)
    settle(tasks)
    assert page.model.rowCount() == 1


def test_events_and_expenses_keep_their_filters_too(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    with make.writing() as session:
        events.add(session, EventDetails(title="Fest", kind=EventKind.CELEBRATION, from_on=today))
        events.add(session, EventDetails(title="Schulung", kind=EventKind.PRIVACY, from_on=today))
    _window, page = open_page(qtbot, tasks, "events", lambda t, w: EventsPage(t, w, today=lambda: today))
    page.kind.combo.choose(EventKind.CELEBRATION)
    page.year.combo.choose(today.year)
    _keep(page.kept, tasks, "Feste")
    page.kept.apply({})
    settle(tasks)
    assert page.model.rowCount() == 2
    page.kept.apply(page.kept._kept[0].content)
    settle(tasks)
    assert (page.model.rowCount(), page.year.value()) == (1, today.year)


def test_every_list_remembers_its_columns_and_its_named_filters() -> None:
    """Whoever makes a new list page finds out here what belongs to one."""
    lists = {path.name: path.read_text("utf-8") for path in Path("mentorhub/ui/pages").glob("*.py")}
    without = {
        name: habit
        for name, text in lists.items()
        if "RowsTable(" in text
        for habit in ("remember_widths(", "FiltersMenu(")
        if habit not in text
    }
    assert without == {}
