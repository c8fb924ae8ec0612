"""Statistik: exact internal figures beside what leaves for the network; what has left; and adding up for the town."""

from collections.abc import Callable, Iterable
from datetime import date

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from mentorhub.statistics import comparison, export, funding, ledger, meeting, network_file, periods
from mentorhub.statistics.catalogue import Network
from mentorhub.statistics.funding import Funding
from mentorhub.statistics.meeting import Meeting
from mentorhub.statistics.periods import Period, PeriodKind
from mentorhub.text import N_, _, german_date
from mentorhub.ui import theme, widgets
from mentorhub.ui.dialogs.funding_dialog import FundingDialog
from mentorhub.ui.form_dialog import show_over
from mentorhub.ui.network.network_desk import NetworkDesk
from mentorhub.ui.page import Page, Window
from mentorhub.ui.pages.comment_panel import CommentPanel
from mentorhub.ui.pages.comparison_panel import ComparisonPanel
from mentorhub.ui.pages.exports_panel import ExportsPanel
from mentorhub.ui.pages.figures_panels import InternalPanel, NetworkPanel
from mentorhub.ui.tabs import Tabs
from mentorhub.ui.tasks import Tasks

_NARROW = 58

_FIGURES, _COMPARISON, _COMMENT, _EXPORTS, _MERGING = range(5)


class StatisticsPage(Page):
    title = N_("Statistik")

    def __init__(self, tasks: Tasks, window: Window, today: Callable[[], date] = date.today) -> None:
        super().__init__(tasks, window)
        self.heading.setText(_(self.title))
        self._today = today
        self._prepared = False
        self._starts = periods.SCHOOL_YEAR_STARTS
        self._funded: list[Funding] = []
        self._offered = _offered(today(), self._starts, ())
        self.period_box = widgets.ComboBox(_("Zeitraum"), self._options())
        self.period_box.choose(_last_quarter(today()).code)
        caption = widgets.label(_("Zeitraum"), "muted", wrap=False)
        caption.setBuddy(self.period_box)
        self.fund_button = widgets.button(_("Förderzeitraum anlegen …"), self._add_funding, icon="add", look="link")
        self.remove_button = widgets.button(_("Förderzeitraum entfernen"), self._remove_funding, look="link")
        self.reminder = widgets.Notice()
        self._bar = QWidget()
        widgets.line(self._bar, caption, self.period_box, self.fund_button, self.remove_button, None)
        self.internal = InternalPanel(tasks, today)
        self.network = NetworkPanel(tasks, today)
        explained = widgets.label(
            _(
                "Zum Schutz der Menschen sind Zahlen auf Fünferschritte verändert. Unterschiede unter {least} sagen "
                "nichts über Wachstum. Eckzahlen sind auf beiden Seiten gleich; die internen Zahlen bleiben hier."
            ).format(least=comparison.least_change("")),
            "muted",
        )
        figures = QWidget()
        beside = _Beside(self.internal, self.network)
        widgets.column(figures, explained, beside, space=0.6).setStretch(1, 1)
        self.comparison = ComparisonPanel()
        self.comment = CommentPanel(tasks, today)
        self.history = ExportsPanel(lambda code: periods.parse(code, self._starts))
        self.desk = NetworkDesk(tasks, today)
        self.merging = self.desk.panel
        self.tabs = Tabs(
            _("Ansicht"),
            [
                (_("Zahlen"), figures),
                (_("Vergleich"), self.comparison),
                (_("Kommentar"), self.comment),
                (_("Gespeicherte Pakete"), self.history),
                (_("Pakete zusammenführen"), self.desk),
            ],
        )
        self.body.addWidget(self.reminder)
        self.body.addWidget(self._bar)
        self.body.addWidget(self.tabs, 1)
        self.period_box.currentIndexChanged.connect(lambda: self._show_period())
        self.tabs.bar.currentChanged.connect(lambda tab: self._bar.setVisible(tab < _EXPORTS))
        self.network.seen.connect(self.comparison.show_preview)
        self.network.refused.connect(self.comparison.refuse)
        self.comment.told.connect(window.say)
        self.history.wanted.connect(self._come_to)
        self._show_funding_buttons()

    def period(self) -> Period:
        return self._offered[str(self.period_box.value())]

    def show_record(self, record: object) -> None:
        """A period by its code, or `meeting.NEXT`."""
        if record == meeting.NEXT:
            self.tasks.load(self, meeting.coming, self._today(), then=self._come_to_meeting)
        else:
            self._come_to(record)

    def show_merging(self) -> None:
        self.tabs.show_tab(_MERGING)

    def reload(self) -> None:
        self.tasks.load(self, network_file.current, then=self._take_network, channel="network file")
        self.tasks.load(self, funding.kept, then=self._take_funded, channel="funded")
        self.tasks.load(self, meeting.coming, self._today(), then=self._remind, channel="meeting")
        if not self._prepared:
            self._prepared = True
            self.tasks.save(self, export.prepare, then=lambda _done: self._show_period())
            return
        self._show_period()

    def _take_network(self, network: Network) -> None:
        """Another network file may let the school year begin in another month."""
        self.desk.set_network(network)
        self._starts = network.school_year_starts
        self._offer()

    def _take_funded(self, funded: list[Funding]) -> None:
        self._funded = funded
        self._offer()

    def _offer(self, extra: str = "") -> None:
        """`extra`: an older period that was asked for, which isn't offered by itself."""
        offered = _offered(self._today(), self._starts, self._funded)
        asked_for = extra or str(self.period_box.value())
        if asked_for not in offered and ".." not in asked_for:
            offered[asked_for] = periods.parse(asked_for, self._starts)
        if offered != self._offered or extra:
            self._offered = offered
            self.period_box.set_options(self._options())
            if self.period_box.value() != asked_for:
                self._show_period()

    def _options(self) -> list[tuple[str, str]]:
        names = {one.period.code: one.label for one in self._funded}
        return [(code, names.get(code) or _label(one, self._today())) for code, one in self._offered.items()]

    def _come_to(self, code: object) -> None:
        self._offer(str(code))
        self.period_box.choose(code)
        self.tabs.show_tab(_FIGURES)

    def _come_to_meeting(self, found: Meeting | None) -> None:
        self._come_to(found.period.code if found is not None else _last_quarter(self._today()).code)

    def _remind(self, found: Meeting | None) -> None:
        if found is None or not found.is_near or found.is_saved:
            self.reminder.say("")
            return
        words = _("Am {day} trifft sich das Netzwerk. Das Paket für {period} ist noch nicht gespeichert.")
        self.reminder.say(words.format(day=german_date(found.on), period=found.period.label))

    def _show_period(self) -> None:
        self._show_funding_buttons()
        self.internal.show_period(self.period())
        self.network.show_period(self.period())
        self.comment.show_period(self.period())
        self.tasks.load(self, ledger.history, then=self.history.set_rows, channel="history")

    def _show_funding_buttons(self) -> None:
        self.remove_button.setVisible(self.period().kind is PeriodKind.FUNDING)

    def _add_funding(self) -> None:
        dialog = FundingDialog(self, self.tasks, self._today())
        dialog.told.connect(self.main_window.say)
        dialog.accepted.connect(lambda: self._take_new(dialog.result_value))
        show_over(self, dialog)

    def _take_new(self, made: object) -> None:
        if isinstance(made, Funding):
            self._take_funded([made, *(one for one in self._funded if one.period != made.period)])
            self.period_box.choose(made.period.code)

    def _remove_funding(self) -> None:
        self.tasks.save(self, funding.remove, self.period().code)


class _Beside(QWidget):
    """Two panels side by side; on a narrow window one below the other."""

    def __init__(self, left: QWidget, right: QWidget) -> None:
        super().__init__()
        self._panels = (left, right)
        inside = QWidget()
        self._row = widgets.line(inside, left, right, space=0.9)
        self._row.setStretch(0, 7)
        self._row.setStretch(1, 5)
        widgets.column(self, widgets.scrolling(inside))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.em(_NARROW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if way != self._row.direction():
            self._row.setDirection(way)
            for panel in self._panels:
                panel.setMinimumHeight(theme.em(30) if narrow else 0)


def _offered(today: date, starts: int, funded: Iterable[Funding]) -> dict[str, Period]:
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
    found += [one.period for one in funded]
    return {one.code: one for one in found}


def _label(period: Period, today: date) -> str:
    return period.label if period.end < today else _("{period} (läuft noch)").format(period=period.label)


def _last_quarter(today: date) -> Period:
    return periods.quarter(today).previous()
