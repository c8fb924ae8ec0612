"""Statistik: exact internal figures beside what leaves for the network; what has left; and adding up for the town."""

from collections.abc import Callable
from datetime import date

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from mentorhub.statistics import export, ledger, network_file, periods
from mentorhub.statistics.catalogue import Network
from mentorhub.statistics.ledger import Exported
from mentorhub.statistics.periods import Period
from mentorhub.text import N_, _, german_date
from mentorhub.ui import theme, widgets
from mentorhub.ui.network.network_desk import NetworkDesk
from mentorhub.ui.page import Page, Window
from mentorhub.ui.pages.figures_panels import InternalPanel, NetworkPanel
from mentorhub.ui.rows_model import Column
from mentorhub.ui.small_table import SmallTable
from mentorhub.ui.tabs import Tabs
from mentorhub.ui.tasks import Tasks

_NARROW = 58


class StatisticsPage(Page):
    title = N_("Statistik")

    def __init__(self, tasks: Tasks, window: Window, today: Callable[[], date] = date.today) -> None:
        super().__init__(tasks, window)
        self.heading.setText(_(self.title))
        self._today = today
        self._prepared = False
        self._offered = _offered(today(), periods.SCHOOL_YEAR_STARTS)
        self.period_box = widgets.ComboBox(
            _("Zeitraum"), [(code, _label(one, today())) for code, one in self._offered.items()]
        )
        self.period_box.choose(_last_quarter(today()).code)
        caption = widgets.label(_("Zeitraum"), "muted", wrap=False)
        caption.setBuddy(self.period_box)
        self.internal = InternalPanel(tasks, today)
        self.network = NetworkPanel(tasks, today)
        explained = widgets.label(
            _(
                "Eckzahlen sind auf beiden Seiten gleich. Aufgliederungen und Stunden im Paket sind in "
                "Fünferschritten gerundet, damit niemand zu erkennen ist."
            ),
            "muted",
        )
        figures = QWidget()
        beside = _Beside(self.internal, self.network)
        bar = widgets.line(None, caption, self.period_box, None)
        widgets.column(figures, bar, explained, widgets.scrolling(beside), space=0.6).setStretch(2, 1)
        self.history = SmallTable(
            _("Gespeicherte Pakete"),
            [
                Column(_("Zeitraum"), lambda row: periods.parse(row.period).label, width=12),
                Column(_("Fassung"), "revision", width=5, right=True),
                Column(_("Gespeichert am"), lambda row: german_date(row.exported_on), width=8),
                Column(_("Prüfsumme"), lambda row: row.sha256[:16], width=12),
            ],
            lambda row: (row.period, row.revision),
            empty=_("Noch wurde kein Paket gespeichert. Das erste speichern Sie unter „Zahlen“."),
        )
        kept = QWidget()
        told = widgets.label(
            _("Jedes Paket wird hier vermerkt, damit niemand aus zwei Fassungen auf einzelne Menschen schließen kann."),
            "muted",
        )
        widgets.column(kept, told, self.history, space=0.6).setStretch(1, 1)
        self.desk = NetworkDesk(tasks, today)
        self.merging = self.desk.panel
        self.tabs = Tabs(
            _("Ansicht"),
            [
                (_("Zahlen"), figures),
                (_("Gespeicherte Pakete"), kept),
                (_("Pakete zusammenführen"), self.desk),
            ],
        )
        self.body.addWidget(self.tabs, 1)
        self.period_box.currentIndexChanged.connect(lambda: self._show_period())

    def period(self) -> Period:
        return self._offered[str(self.period_box.value())]

    def reload(self) -> None:
        self.tasks.load(self, network_file.current, then=self._take_network, channel="network file")
        if not self._prepared:
            self._prepared = True
            self.tasks.save(self, export.prepare, then=lambda _done: self._show_period())
            return
        self._show_period()

    def _take_network(self, network: Network) -> None:
        """Another network file may let the school year begin in another month."""
        self.desk.set_network(network)
        offered = _offered(self._today(), network.school_year_starts)
        if offered != self._offered:
            self._offered = offered
            self.period_box.set_options([(code, _label(one, self._today())) for code, one in offered.items()])

    def _show_period(self) -> None:
        self.internal.show_period(self.period())
        self.network.show_period(self.period())
        self.tasks.load(self, ledger.history, then=self._show_history, channel="history")

    def _show_history(self, exported: list[Exported]) -> None:
        self.history.set_rows(list(reversed(exported)))


class _Beside(QWidget):
    """Two panels side by side; on a narrow window one below the other."""

    def __init__(self, left: QWidget, right: QWidget) -> None:
        super().__init__()
        self._panels = (left, right)
        self._row = widgets.line(self, left, right, space=0.9)
        self._row.setStretch(0, 7)
        self._row.setStretch(1, 5)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.em(_NARROW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if way != self._row.direction():
            self._row.setDirection(way)
            for panel in self._panels:
                panel.setMinimumHeight(theme.em(30) if narrow else 0)


def _offered(today: date, starts: int) -> dict[str, Period]:
    """What coordinators report on, newest first: the running period of each kind, and those before it."""
    found: list[Period] = []
    for one, how_many in (
        (periods.quarter(today), 6),
        (periods.half_year(today), 4),
        (periods.year(today), 3),
        (periods.school_year(today, starts), 3),
    ):
        for _number in range(how_many):
            found.append(one)
            one = one.previous()  # noqa: PLW2901 - walking back
    return {one.code: one for one in found}


def _label(period: Period, today: date) -> str:
    return period.label if period.end < today else _("{period} (läuft noch)").format(period=period.label)


def _last_quarter(today: date) -> Period:
    return periods.quarter(today).previous()
