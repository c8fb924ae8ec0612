"""The two sides of *Statistik*: exact figures that stay here, protected figures that may leave."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from mentorhub.documents import internal_report, report
from mentorhub.errors import MentorHubError
from mentorhub.statistics import export, internal, sentences
from mentorhub.statistics.breakdowns import has_breakdowns
from mentorhub.statistics.disclosure import FIGURES
from mentorhub.statistics.export import Preview
from mentorhub.statistics.hours import HOURS
from mentorhub.statistics.internal import RawFigures
from mentorhub.statistics.periods import Period
from mentorhub.statistics.raw import RawTable
from mentorhub.statistics.restarting import TakenIn
from mentorhub.text import _, german_date, ngettext, number, pgettext
from mentorhub.ui import choose, theme, widgets
from mentorhub.ui.columns import head_widths
from mentorhub.ui.dialogs.preview_dialog import PreviewDialog
from mentorhub.ui.form_dialog import show_over
from mentorhub.ui.pages.published_words import lines
from mentorhub.ui.rows_model import Column
from mentorhub.ui.save_result import SaveResult
from mentorhub.ui.small_table import SmallTable
from mentorhub.ui.status import Status
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
        self.print_button = widgets.button(_("Interne Zahlen drucken …"), self._print, icon="print")
        head = widgets.line(
            None, widgets.label(_("Interne Zahlen"), "section", wrap=False), None, widgets.IconLabel("lock", "bad", 1.0)
        )
        head.addWidget(self.mark)
        layout = widgets.column(self, head, self.table_box, self.view, self.notes, self.result, space=0.5)
        layout.addLayout(widgets.line(None, self.print_button, None, self.save_button))
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
        self.table = SmallTable(
            f"{raw.title}, {internal.MARK}",
            _raw_columns(raw),
            lambda row: row[0],
            wrapped=True,
        )
        self.table.set_rows(raw.rows)
        self._views.addWidget(self.table)
        self.notes.setText("\n".join(raw.notes))
        self.notes.setVisible(bool(raw.notes))

    def _print(self) -> None:
        period = self._period
        if period is not None:
            today = self._today()
            dialog = PreviewDialog(
                self, self._tasks, _("Interne Zahlen"), lambda session: internal_report.make(session, period, today)
            )
            show_over(self, dialog)

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


class NetworkPanel(QFrame):
    """What leaves: seen before it leaves, saved as a package with papers beside it."""

    seen = Signal(object)
    refused = Signal(str)

    def __init__(self, tasks: Tasks, today: Callable[[], date]) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._tasks = tasks
        self._today = today
        self._period: Period | None = None
        self.proof = widgets.StatusLabel(wrap=True)
        self.why_not = widgets.Notice()
        self.why_not.hide()
        self.take_in_button = widgets.button(_("Frühere Pakete einlesen …"), self._take_in, icon="import", look="link")
        self.take_in_button.hide()
        self.table = SmallTable(
            _("Zahlen für das Netzwerk"),
            [
                Column(_("Angabe"), "words", width=15.6),
                Column(_("Wert"), "value", width=3.8, right=True),
                Column(pgettext("Tag", "Stand"), "stand", width=7),
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
        )
        layout = widgets.column(self, head, self.proof, self.why_not, self.table, self.notes, self.result, space=0.5)
        layout.addLayout(widgets.line(None, self.take_in_button, None, self.save_button))
        layout.setStretch(3, 1)
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

    def _take(self, seen: Preview) -> None:
        said = ngettext(
            "Diese Datei enthält keine Namen. Sie wurde nach {n} Menschen aus Ihrem Datenordner durchsucht.",
            "Diese Datei enthält keine Namen. Sie wurde nach {n} Menschen aus Ihrem Datenordner durchsucht.",
            seen.people,
        )
        if seen.comment is not None:
            said = _("Die Zahlen enthalten keine Namen; den Kommentar haben Sie selbst freigegeben.")
        self.proof.set_status(Status(said.format(n=number(seen.people)), "ok", "good"))
        self.why_not.say("\n".join(seen.notices))
        self.take_in_button.setVisible(seen.ledger.lost)
        self.save_button.setEnabled(True)
        self.table.set_rows(list(lines(seen.published.rows, seen.published.network)))
        self.notes.setText("\n".join(_how_to_read(seen)))
        self.notes.show()
        self.seen.emit(seen)

    def _not_yet(self, trouble: MentorHubError) -> None:
        self.proof.set_status(None)
        self.refused.emit(str(trouble))
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
                partial(export.export, papers=report.own_papers),
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


def _how_to_read(seen: Preview) -> Iterable[str]:
    """German, as all that leaves."""
    network, rows = seen.published.network, seen.published.rows
    if seen.is_known:
        yield _("Diese Zahlen sind schon als Fassung {n} gespeichert: Es entsteht dieselbe Datei noch einmal.").format(
            n=seen.revision
        )
    if seen.comment is not None:
        yield _("Mit Ihrem Kommentar, freigegeben am {day}.").format(day=german_date(seen.comment.approved_on))
    yield sentences.EXACT
    if any(row.table not in {FIGURES, HOURS} for row in rows):
        yield sentences.ZERO
        yield sentences.SUMS
    elif not has_breakdowns(seen.published.period, network, seen.published.period.end):
        month, day = network.breakdown_ends
        yield _("Aufgliederungen gibt es nur einmal im Jahr, mit Stand {day:02}.{month:02}.").format(
            day=day, month=month
        )
    if not seen.published.period.quarters():
        yield _("Stunden gibt es für ein Schuljahr nicht: Sie werden nach Quartalen gerundet.")
