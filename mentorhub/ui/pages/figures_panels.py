"""The two sides of *Statistik*: exact figures that stay here, protected figures that may leave."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from PySide6.QtWidgets import QApplication, QFrame, QWidget

from mentorhub.errors import MentorHubError
from mentorhub.statistics import export, internal, sentences
from mentorhub.statistics.catalogue import TOTAL, Network
from mentorhub.statistics.disclosure import FIGURES, Outcome, Row
from mentorhub.statistics.hours import HOURS
from mentorhub.statistics.internal import RawFigures
from mentorhub.statistics.periods import Period
from mentorhub.statistics.raw import RawTable
from mentorhub.statistics.restarting import TakenIn
from mentorhub.text import _, german_date, number, pgettext
from mentorhub.ui import choose, theme, widgets
from mentorhub.ui.columns import head_widths
from mentorhub.ui.rows_model import Column
from mentorhub.ui.save_result import SaveResult
from mentorhub.ui.small_table import SmallTable
from mentorhub.ui.tasks import Tasks


class InternalPanel(QFrame):
    """Exact tables, always marked as internal."""

    def __init__(self, tasks: Tasks, today: Callable[[], date]) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._tasks = tasks
        self._today = today
        self._period: Period | None = None
        self._figures: RawFigures | None = None
        self.mark = widgets.label(internal.MARK, "problem", wrap=False)
        self.table_box = widgets.ComboBox(_("Tabelle"))
        self.view = QWidget()
        self._views = widgets.column(self.view)
        self.table: SmallTable | None = None
        self.notes = widgets.label("", "hint")
        self.result = SaveResult()
        self.save_button = widgets.button(_("Interne Zahlen speichern …"), self._save, icon="save")
        head = widgets.line(
            None, widgets.label(_("Interne Zahlen"), "section", wrap=False), None, widgets.IconLabel("lock", "bad", 1.0)
        )
        head.addWidget(self.mark)
        layout = widgets.column(self, head, self.table_box, self.view, self.notes, self.result, space=0.5)
        layout.addLayout(widgets.line(None, None, self.save_button))
        layout.setStretch(2, 1)
        widgets.margins(layout, 0.9, 1.0)
        self.table_box.currentIndexChanged.connect(lambda: self._show_table())

    def show_period(self, period: Period) -> None:
        if period != self._period:
            self.result.hide()
        self._period = period
        self._tasks.load(self, internal.figures, period, self._today(), then=self._take, channel="internal")

    def _take(self, figures: RawFigures) -> None:
        self._figures = figures
        self.table_box.set_options([(table.code, table.title) for table in figures.tables])
        self._show_table()

    def _show_table(self) -> None:
        if self._figures is None:
            return
        chosen = next((one for one in self._figures.tables if one.code == self.table_box.value()), None)
        raw = chosen or self._figures.tables[0]
        if self.table is not None:
            self._views.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
        self.table = SmallTable(f"{raw.title}, {internal.MARK}", _raw_columns(raw), lambda row: row[0], wrapped=True)
        self.table.set_rows(raw.rows)
        self._views.addWidget(self.table)
        self.notes.setText("\n".join(raw.notes))
        self.notes.setVisible(bool(raw.notes))

    def _save(self) -> None:
        folder = choose.folder(self, _("Wohin sollen die internen Zahlen?"))
        if folder is not None and self._period is not None:
            self._tasks.load(
                self,
                export.internal,
                self._period,
                folder,
                self._today(),
                then=self.result.tell,
                on_trouble=self.result.refuse,
            )


@dataclass(frozen=True)
class Line:
    """One published value as the table shows it; without a value a heading."""

    key: tuple[str, str, str]
    words: str
    value: str
    stand: str


class NetworkPanel(QFrame):
    """What leaves: seen before it leaves, saved as a package."""

    def __init__(self, tasks: Tasks, today: Callable[[], date]) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._tasks = tasks
        self._today = today
        self._period: Period | None = None
        self.mark = widgets.label(_("ohne Namen, geschützt"), "muted", wrap=False)
        self.why_not = widgets.Notice()
        self.why_not.hide()
        self.take_in_button = widgets.button(_("Frühere Pakete einlesen …"), self._take_in, icon="import", look="link")
        self.take_in_button.hide()
        self.table = SmallTable(
            _("Zahlen für das Netzwerk"),
            [
                Column(_("Angabe"), "words", width=17),
                Column(_("Wert"), "value", width=4.5, right=True),
                Column(pgettext("Tag", "Stand"), "stand", width=6.5, firm=True),
            ],
            lambda row: row.key,
            wrapped=True,
        )
        self.notes = widgets.label("", "hint")
        self.result = SaveResult()
        self.save_button = widgets.button(
            _("Paket für das Netzwerk speichern …"), self._save, icon="export", look="primary"
        )
        head = widgets.line(
            None,
            widgets.label(_("Was das Netzwerk bekommt"), "section", wrap=False),
            None,
            widgets.IconLabel("ok", "good", 1.0),
            self.mark,
        )
        layout = widgets.column(self, head, self.why_not, self.table, self.notes, self.result, space=0.5)
        layout.addLayout(widgets.line(None, self.take_in_button, None, self.save_button))
        layout.setStretch(2, 1)
        widgets.margins(layout, 0.9, 1.0)

    def show_period(self, period: Period) -> None:
        if period != self._period:
            self.result.hide()
        self._period = period
        self._tasks.load(
            self,
            export.preview,
            period,
            self._today(),
            then=self._take,
            channel="network",
            on_trouble=self._not_yet,
        )

    def _take(self, outcome: Outcome) -> None:
        self.why_not.say("\n".join(outcome.notices))
        self.take_in_button.setVisible(outcome.ledger.lost)
        self.save_button.setEnabled(True)
        self.table.set_rows(list(_lines(outcome.published.rows, outcome.published.network)))
        self.notes.setText("\n".join(_how_to_read(outcome.published.rows)))
        self.notes.show()

    def _not_yet(self, trouble: MentorHubError) -> None:
        self.why_not.say(str(trouble))
        self.table.set_rows([])
        self.notes.hide()
        self.take_in_button.hide()
        self.save_button.setEnabled(False)

    def _take_in(self) -> None:
        """After a lost ledger: all the packages that were ever sent."""
        paths = choose.files(self, _("Alle früheren Pakete Ihrer Einrichtung wählen"), _("Zahlenpakete (*.zip)"))
        if paths:
            self._tasks.save(
                self, export.take_in, paths, self._today(), then=self._taken_in, on_trouble=self.result.refuse
            )

    def _taken_in(self, found: TakenIn) -> None:
        self.result.say(
            _("Alle Pakete sind bekannt. Es geht weiter wie vorher.")
            if found.restart is None
            else _("Der Neustart ist vermerkt. Aufgliederungen gibt es wieder ab dem nächsten Stand.")
        )
        if self._period is not None:
            self.show_period(self._period)

    def _save(self) -> None:
        folder = choose.folder(self, _("Wohin soll das Paket?"))
        if folder is not None and self._period is not None:
            self._tasks.save(
                self,
                export.export,
                self._period,
                folder,
                self._today(),
                then=self.result.tell,
                on_trouble=self.result.refuse,
            )


def _raw_columns(raw: RawTable) -> list[Column]:
    """Figures get what their heading needs; the first column takes most of the rest."""
    em = theme.em(1)
    plain = [Column(title, partial(_cell, place), right=place > 0) for place, title in enumerate(raw.columns)]
    heads = head_widths(plain, QApplication.font(), em, lines=2)
    return [
        replace(column, width=12 if place == 0 else max(3.2, heads[place] / em)) for place, column in enumerate(plain)
    ]


def _cell(place: int, row: tuple[int | str, ...]) -> str:
    value = row[place]
    words = number(value) if isinstance(value, int) else value
    return re.sub(r"^-(?=\d)", "−", words)


def _lines(rows: Sequence[Row], network: Network) -> Iterable[Line]:
    catalogue = network.catalogue
    figures = {figure.code: figure.label for figure in catalogue.figures}
    fields = {field.code: field.label for field in catalogue.fields}
    tables = {table.code: table for population in catalogue.populations for table in population.tables}
    shown = ""
    for row in rows:
        if row.table != shown:
            shown = row.table
            title = {FIGURES: _("Eckzahlen (genau)"), HOURS: _("Stunden (gerundet)")}.get(shown, "")
            title = title or _("{table} (gerundet)").format(table=tables[shown].label)
            yield Line((shown, "", ""), title, "", "")
        if row.table == FIGURES:
            words = figures[row.measure]
        elif row.cell == TOTAL:
            words = _("Summe")
        elif row.table == HOURS:
            words = fields[row.cell]
        else:
            words = next(cell.label for cell in tables[row.table].cells if cell.code == row.cell)
        value = _("n/v") if row.value is None else number(row.value)
        key = (row.table, row.cell or row.measure, row.stand.isoformat())
        yield Line(key, f"   {words}", value, german_date(row.stand))


def _how_to_read(rows: Sequence[Row]) -> Iterable[str]:
    yield sentences.EXACT
    if any(row.table not in {FIGURES, HOURS} for row in rows):
        yield sentences.ZERO
        yield sentences.SUMS
