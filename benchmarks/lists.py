"""How quick the list of 200,000 activities is: `python benchmarks/lists.py [--activities 200000]`.

The page *Aktivitäten* on a real encrypted folder, without a screen. Open, filter, sort, scroll: each from the action
until every row in sight is painted with its words, against the bare SQL statement that asks for the same ids (or the
same rows) in the same run. What counts are the ratios; memory stands beside them.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtWidgets import QApplication, QScrollBar
from storage import fill

from matching import peak_megabytes
from mentorhub.app.main import make_application
from mentorhub.db.database import Database
from mentorhub.settings import Settings
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.pages.activities_page import ActivitiesPage
from mentorhub.ui.tasks import Tasks

DAY = date(2026, 11, 22)
IDS = "SELECT id FROM activity ORDER BY day DESC, id DESC"
BY_DURATION = "SELECT id FROM activity ORDER BY minutes, id DESC"
OF_ONE = "SELECT id FROM activity WHERE pairing_id = (SELECT id FROM pairing LIMIT 1) ORDER BY day DESC, id DESC"
SOME_ROWS = (
    "SELECT * FROM activity WHERE id IN (SELECT id FROM activity ORDER BY day DESC, id DESC LIMIT 200 OFFSET {n})"
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=5_000)
    parser.add_argument("--activities", type=int, default=200_000)
    parser.add_argument("--times", type=int, default=5)
    asked = parser.parse_args()
    application = make_application(Settings())
    with tempfile.TemporaryDirectory() as place:
        database, _recovery_key = Database.create(Path(place) / "data", "")
        fill(database, asked.people, asked.activities)
        before = peak_megabytes()
        measure(application, database, asked.activities, asked.times)
        database.close()
    print(f"{'memory, at most (before the list)':34}{peak_megabytes():8.0f} MB{before:12.0f} MB")


def measure(application: QApplication, database: Database, n: int, times: int) -> None:
    tasks = Tasks(database)
    window = MainWindow(Settings())
    window.resize(1280, 800)
    window.show_pages(tasks, {"activities": lambda t, w: ActivitiesPage(t, w, today=lambda: DAY)})
    window.show()
    page = window.page("activities")
    if not isinstance(page, ActivitiesPage):
        raise TypeError
    settle(application, tasks)
    table, bar = page.table, page.table.verticalScrollBar()
    with database.reading() as session:
        raw: Any = session.connection().connection.driver_connection
        number = raw.execute("SELECT year, number_in_year FROM pairing LIMIT 1").fetchone()
        work: dict[str, tuple[Callable[[], object], Callable[[], object], str]] = {
            "open": (page.reload, lambda: None, IDS),
            "filter by a pairing": (
                lambda: page.search.setText(f"PS-{number[0]}-{number[1]:03}"),
                lambda: page.search.setText(""),
                OF_ONE,
            ),
            "sort by duration": (
                lambda: table.sortByColumn(2, Qt.SortOrder.AscendingOrder),
                lambda: table.sortByColumn(0, Qt.SortOrder.DescendingOrder),
                BY_DURATION,
            ),
            "scroll to the middle": (lambda: to(bar, 0.5), lambda: to(bar, 0), SOME_ROWS.format(n=n // 2)),
            "scroll to the end": (lambda: to(bar, 1.0), lambda: to(bar, 0), SOME_ROWS.format(n=n - 200)),
        }
        print(f"{n} activities{'the list':>28}{'bare SQL':>16}{'ratio':>8}")
        for name, (act, back, statement) in work.items():
            ours, bare = [], []
            for _time in range(times):
                began = time.perf_counter()
                act()
                settle(application, tasks)
                ours.append(1000 * (time.perf_counter() - began))
                began = time.perf_counter()
                raw.execute(statement).fetchall()
                bare.append(1000 * (time.perf_counter() - began))
                back()
                settle(application, tasks)
            print(f"{name:24}{median(ours):15.1f} ms{median(bare):13.1f} ms{median(ours) / median(bare):8.1f}")
    tasks.close()
    window.before_close = None
    window.close()


def to(bar: QScrollBar, part: float) -> None:
    bar.setValue(round(bar.maximum() * part))


def settle(application: QApplication, tasks: Tasks) -> None:
    """Until nothing is under way and everything is painted."""
    while True:
        application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
        if tasks.wait_idle() and not _timers(application):
            application.processEvents()
            if tasks.wait_idle():
                return


def _timers(application: QApplication) -> bool:
    """Whether typing is still being waited for."""
    from PySide6.QtCore import QTimer

    return any(
        timer.isActive() and timer.isSingleShot() and timer.interval() <= 300
        for window in application.topLevelWidgets()
        for timer in window.findChildren(QTimer)
    )


if __name__ == "__main__":
    main()
