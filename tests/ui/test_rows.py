"""The list: lazy however long it is, the chosen record kept, states as icon and word."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from mentorhub.choices import RoleStatus
from mentorhub.settings import Settings
from mentorhub.ui import status, theme
from mentorhub.ui.delegates import RowDelegate
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.rows_model import PAGE, Column, Order, RowsModel
from mentorhub.ui.rows_table import RowsTable
from mentorhub.ui.tasks import Tasks
from ui import audit


@dataclass(frozen=True)
class Row:
    id: int
    name: str
    status: RoleStatus


class Source:
    """As many invented rows as asked for; notes which were read."""

    def __init__(self, count: int) -> None:
        self.ids = list(range(count))
        self.read: list[int] = []
        self.suffix = ""

    def load_ids(self, session: object, query: str, order: Order) -> list[int]:
        fitting = [number for number in self.ids if query in str(number)]
        return fitting[::-1] if order.descending else fitting

    def load_rows(self, session: object, ids: Sequence[int]) -> list[Row]:
        self.read += ids
        return [Row(number, f"Person {number}{self.suffix}", RoleStatus.ACTIVE) for number in reversed(ids)]


COLUMNS = (
    Column("Name", "name", order="name"),
    Column("Status", lambda row: status.of(row.status)),
)


@pytest.fixture
def source() -> Source:
    return Source(1_000)


@pytest.fixture
def table(source: Source, list_tasks: Tasks, qtbot: QtBot) -> RowsTable:
    model = RowsModel(list_tasks, COLUMNS, source.load_ids, source.load_rows, order=Order("name"))
    table = RowsTable(model, "Personen", empty="Niemand gefunden.")
    qtbot.addWidget(table)
    table.resize(500, 400)
    table.show()
    look_up(table, list_tasks, "")
    return table


def look_up(table: RowsTable, tasks: Tasks, query: str) -> None:
    table.rows.look_up(query)
    settle(table, tasks)


def settle(table: RowsTable, tasks: Tasks) -> None:
    """Let rows arrive, be painted, and what the painting asked for arrive too."""
    assert tasks.wait_idle()
    table.grab()
    assert tasks.wait_idle()
    table.grab()


def words(table: RowsTable, row: int, column: int = 0) -> object:
    return table.rows.index(row, column).data()


def test_200_000_rows_are_all_there_but_only_those_in_sight_are_read(list_tasks: Tasks, qtbot: QtBot) -> None:
    source = Source(200_000)
    model = RowsModel(list_tasks, COLUMNS, source.load_ids, source.load_rows, order=Order("name"))
    table = RowsTable(model, "Personen")
    qtbot.addWidget(table)
    table.resize(500, 400)
    table.show()
    look_up(table, list_tasks, "")
    assert model.rowCount() == 200_000
    assert len(source.read) <= PAGE
    table.scrollToBottom()
    settle(table, list_tasks)
    assert words(table, 199_999) == "Person 199999"
    assert len(source.read) <= 3 * PAGE


def test_a_row_on_its_way_shows_a_placeholder(table: RowsTable, list_tasks: Tasks) -> None:
    assert words(table, 900) == "…"
    assert list_tasks.wait_idle()
    assert words(table, 900) == "Person 900"


def test_the_chosen_record_stays_chosen_when_the_list_is_filtered_and_sorted(
    table: RowsTable, list_tasks: Tasks
) -> None:
    table.choose(70)
    look_up(table, list_tasks, "7")
    assert table.current_id() == 70
    table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    settle(table, list_tasks)
    assert table.current_id() == 70
    table.choose(997)
    settle(table, list_tasks)
    assert table.currentIndex().row() == 0


def test_there_is_always_a_current_row(table: RowsTable, list_tasks: Tasks) -> None:
    look_up(table, list_tasks, "nowhere")
    assert table.current_id() is None
    look_up(table, list_tasks, "12")
    assert table.current_id() == 12


def test_a_record_can_be_chosen_before_its_list_has_arrived(source: Source, list_tasks: Tasks, qtbot: QtBot) -> None:
    model = RowsModel(list_tasks, COLUMNS, source.load_ids, source.load_rows, order=Order("name"))
    table = RowsTable(model, "Personen")
    qtbot.addWidget(table)
    chosen: list[object] = []
    table.chosen.connect(chosen.append)
    model.look_up("")
    table.choose(420)
    assert list_tasks.wait_idle()
    assert table.current_id() == 420
    assert chosen == [420]


def test_after_a_change_the_fresh_row_takes_the_place_of_the_old_without_a_gap(
    table: RowsTable, source: Source, list_tasks: Tasks
) -> None:
    source.suffix = " (neu)"
    table.rows.reload()
    assert list_tasks.wait_idle()
    assert words(table, 0) == "Person 0"
    settle(table, list_tasks)
    assert words(table, 0) == "Person 0 (neu)"


def test_a_state_is_an_icon_and_a_word_and_says_its_column(table: RowsTable) -> None:
    cell = table.rows.index(0, 1)
    assert cell.data() == "Aktiv"
    assert not cell.data(Qt.ItemDataRole.DecorationRole).isNull()
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == "Status: Aktiv"


def test_enter_opens_the_record_and_ctrl_c_copies_it(table: RowsTable, list_tasks: Tasks, qtbot: QtBot) -> None:
    table.choose(3)
    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [3]
    table.copy_rows()
    assert list_tasks.wait_idle()
    assert QApplication.clipboard().text() == "Name\tStatus\nPerson 3\tAktiv"


def test_marked_rows_are_copied_as_a_table_also_those_never_painted(table: RowsTable, list_tasks: Tasks) -> None:
    table.selectAll()
    table.copy_rows()
    assert list_tasks.wait_idle()
    copied = QApplication.clipboard().mimeData()
    lines = copied.text().split("\n")
    assert len(lines) == table.rows.rowCount() + 1
    assert lines[-1].startswith(f"Person {table.rows.rowCount() - 1}\t")
    assert "<th>Name</th>" in copied.html()


def test_an_empty_list_says_so(table: RowsTable, list_tasks: Tasks) -> None:
    look_up(table, list_tasks, "")
    full = table.grab().toImage()
    look_up(table, list_tasks, "nowhere")
    assert table.model().rowCount(QModelIndex()) == 0
    assert table.grab().toImage() != full


def test_the_list_passes_the_audit(table: RowsTable) -> None:
    audit.check(table)


WIDE = (
    Column("Name", "name", order="name", width=12),
    Column("Beginn", "id", width=7, rank=1),
    Column("Nummer", "id", width=5, rank=2),
    Column("Status", lambda row: status.of(row.status), width=9),
)


def seen(table: RowsTable) -> list[str]:
    return [column.title for place, column in enumerate(table.rows.columns) if not table.isColumnHidden(place)]


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    window = MainWindow(Settings())
    qtbot.addWidget(window)
    return window


def wide_table(qtbot: QtBot, tasks: Tasks, em: float) -> RowsTable:
    source = Source(5)
    table = RowsTable(RowsModel(tasks, WIDE, source.load_ids, source.load_rows, order=Order("name")), "Personen")
    qtbot.addWidget(table)
    table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.show()
    make_wide(table, em)
    return table


def make_wide(table: RowsTable, em: float) -> None:
    table.resize(theme.em(em) + 2 * table.frameWidth(), 300)


def test_less_important_columns_make_way_before_names_are_cut(list_tasks: Tasks, qtbot: QtBot) -> None:
    table = wide_table(qtbot, list_tasks, 40)
    assert seen(table) == ["Name", "Beginn", "Nummer", "Status"]
    make_wide(table, 30)
    assert seen(table) == ["Name", "Beginn", "Status"]
    make_wide(table, 22)
    assert seen(table) == ["Name", "Status"]
    assert table.columnWidth(0) >= theme.em(12)
    make_wide(table, 40)
    assert seen(table) == ["Name", "Beginn", "Nummer", "Status"]


def test_the_columns_shown_fill_the_room(list_tasks: Tasks, qtbot: QtBot) -> None:
    table = wide_table(qtbot, list_tasks, 26)
    assert seen(table) == ["Name", "Status"]
    assert sum(table.columnWidth(place) for place in (0, 3)) == table.viewport().width()
    assert not table.horizontalScrollBar().isVisible()


def test_widths_drawn_by_hand_come_back_with_the_list(list_tasks: Tasks, qtbot: QtBot, window: MainWindow) -> None:
    table = wide_table(qtbot, list_tasks, 40)
    table.remember_widths(window, "people")
    assert window.current_settings().column_widths == ()
    table.setColumnWidth(0, theme.em(20))
    qtbot.waitUntil(lambda: window.current_settings().column_widths != ())
    again = wide_table(qtbot, list_tasks, 40)
    other = wide_table(qtbot, list_tasks, 40)
    again.remember_widths(window, "people")
    other.remember_widths(window, "pairings")
    assert again.columnWidth(0) == theme.em(20)
    assert other.columnWidth(0) != theme.em(20)
    again.forget_widths()
    assert again.columnWidth(0) == other.columnWidth(0)
    assert window.current_settings().column_widths == ()


def test_columns_moved_and_hidden_come_back_with_the_list(list_tasks: Tasks, qtbot: QtBot, window: MainWindow) -> None:
    table = wide_table(qtbot, list_tasks, 60)
    table.remember_widths(window, "people")
    table.horizontalHeader().moveSection(3, 0)
    next(tick for tick in table.choice.ticks if tick.text() == "Nummer").trigger()
    assert "Nummer" not in table.shown().headings
    qtbot.waitUntil(lambda: window.current_settings().column_widths != ())
    again, other = wide_table(qtbot, list_tasks, 60), wide_table(qtbot, list_tasks, 60)
    again.remember_widths(window, "people")
    assert again.shown().headings == table.shown().headings
    assert again.shown().headings[0] == "Status"
    assert other.shown().headings[0] == "Name"
    again.forget_widths()
    assert again.shown().headings == other.shown().headings
    assert window.current_settings().column_widths == ()


def test_the_last_column_cannot_be_hidden(list_tasks: Tasks, qtbot: QtBot) -> None:
    table = wide_table(qtbot, list_tasks, 60)
    for tick in table.choice.ticks:
        tick.trigger()
    assert len(table.shown().headings) == 1
    assert [tick.isEnabled() for tick in table.choice.ticks].count(False) == 1


@pytest.mark.parametrize("kept", ["0 1 2", "a b c d", "0 0 1 2", "x0 x1 x2 x3", ""])
def test_an_order_that_makes_no_sense_is_left_aside(
    list_tasks: Tasks, qtbot: QtBot, window: MainWindow, kept: str
) -> None:
    window.change_settings(Settings(column_widths=(("people/order", kept),)))
    table = wide_table(qtbot, list_tasks, 60)
    usual = table.shown().headings
    table.remember_widths(window, "people")
    assert table.shown().headings == usual


@pytest.mark.parametrize("kept", ["9 9", "a b c d", "nan 5 5 5", "1e9 5 5 5", ""])
def test_widths_that_make_no_sense_are_left_aside(
    list_tasks: Tasks, qtbot: QtBot, window: MainWindow, kept: str
) -> None:
    window.change_settings(Settings(column_widths=(("people", kept),)))
    table = wide_table(qtbot, list_tasks, 40)
    usual = table.columnWidth(0)
    table.remember_widths(window, "people")
    assert table.columnWidth(0) == usual


def test_only_a_cell_that_is_cut_has_a_tooltip(table: RowsTable) -> None:
    delegate = table.itemDelegate()
    assert isinstance(delegate, RowDelegate)
    cell = table.rows.index(0, 0)
    option = QStyleOptionViewItem()
    option.initFrom(table)
    option.rect = QRect(0, 0, theme.em(20), theme.em(2))
    assert delegate.has_room(option, cell)
    option.rect = QRect(0, 0, theme.em(4), theme.em(2))
    assert not delegate.has_room(option, cell)
