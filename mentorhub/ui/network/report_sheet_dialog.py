"""*Meldebogen*: an association's numbers typed in from its paper, checked, rounded and remembered like a package."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from mentorhub.statistics import periods, sheet, sheets
from mentorhub.statistics.catalogue import Network, Table
from mentorhub.statistics.disclosure import FIGURES
from mentorhub.statistics.periods import Period
from mentorhub.statistics.reading import Package
from mentorhub.statistics.sheet import PAIRED, REPORTED_BY, Sheet
from mentorhub.statistics.sheets import TakenIn
from mentorhub.text import _
from mentorhub.ui import captions, theme, widgets
from mentorhub.ui.fields import CheckField, ChoiceField, NumberField
from mentorhub.ui.form_dialog import FormDialog
from mentorhub.ui.tasks import Tasks

_ASSOCIATION, _PERIOD, _HOURS = "association", "period", "has_hours"


class ReportSheetDialog(FormDialog):
    """`received`: the sheets that lie here already; another one for the same association and period corrects it."""

    taken = Signal(object)

    def __init__(
        self, parent: QWidget, tasks: Tasks, network: Network, received: Sequence[Package], today: date
    ) -> None:
        super().__init__(parent, tasks, _("Meldebogen eintippen"), save_words=_("Aufnehmen"), width=50)
        self._network = network
        self._today = today
        self._received = {(one.association.code, one.period.code): one for one in received}
        self._periods = {one.code: one for one in offered(today, network.school_year_starts)}
        self._sums: dict[str, QLabel] = {}
        self.known = widgets.Notice()
        self.known.hide()
        self._make_form()
        self.form.changed.connect(self._show_what_is_asked)
        self._show_what_is_asked()
        captions.even_out(self.form, 17)

    def sheet(self) -> Sheet:
        """What is typed in; hidden cells don't count."""
        values = self.form.values()
        period = self._periods[values[_PERIOD]]
        figures = {one.code: int(values[one.code]) for one in self._network.catalogue.figures}
        asked = sheet.expected(figures, period, self._network)
        tables = {
            table.code: {cell.code: int(values[sheet.place(table.code, cell.code)]) for cell in table.cells}
            for table in asked
        }
        told = bool(values[_HOURS]) and sheet.asks_hours(period)
        fields = self._network.catalogue.fields
        hours = {one.code: int(values[sheet.hours_place(one.code)]) for one in fields} if told else None
        paired, reported_by = int(values[PAIRED]), int(values[REPORTED_BY]) if told else 0
        return Sheet(values[_ASSOCIATION], period, figures, tables, hours, paired, reported_by)

    def save(self) -> None:
        given = self.sheet()
        found = sheet.problems(given, self._network)
        for problem in reversed(found):
            self.form.show_problem(problem.place, problem.sentence)
        if not found:
            self.tasks.save(
                self,
                sheets.take,
                given,
                self._network,
                self._today,
                then=self._taken,
                on_field_error=self.form.show_error,
            )

    def _taken(self, found: TakenIn) -> None:
        self.words_when_saved = _("Meldebogen aufgenommen.")
        self.saved(found)
        self.taken.emit(found)

    def _make_form(self) -> None:
        form, catalogue = self.form, self._network.catalogue
        roster = [(one.code, f"{one.name} ({one.code})") for one in self._network.associations]
        form.add(_ASSOCIATION, _("Einrichtung"), ChoiceField(roster))
        form.add(_PERIOD, _("Zeitraum"), ChoiceField([(code, one.label) for code, one in self._periods.items()]))
        form.add_wide(self.known)
        form.add_section(_("Eckzahlen"))
        for figure in catalogue.figures:
            form.add(figure.code, figure.label, _number(), hint=figure.definition)
        form.add(
            PAIRED,
            _("Mentees in einer Patenschaft"),
            _number(),
            hint=_("Nur zur Prüfung, wird nicht veröffentlicht. Jeder Mensch zählt einmal."),
        )
        for table in self._tables():
            heading = widgets.label("", "section")
            heading.setContentsMargins(0, theme.em(0.6), 0, 0)
            self._sums[table.code] = heading
            form.add_wide(heading)
            for cell in table.cells:
                form.add(sheet.place(table.code, cell.code), cell.label, _number())
        form.add_section(_("Stunden im Quartal"))
        form.add(_HOURS, "", CheckField(_("Der Bogen nennt Stunden")))
        for field in catalogue.fields:
            form.add(sheet.hours_place(field.code), field.label, _number())
        form.add(REPORTED_BY, _("von so vielen Patinnen und Paten"), _number())

    def _tables(self) -> list[Table]:
        return [table for one in self._network.catalogue.populations for table in one.tables]

    def _show_what_is_asked(self) -> None:
        """Only what the chosen period and the numbers so far ask for; the sums beside what they must come to."""
        values = self.form.values()
        self._show_known(values)
        given = self.sheet()
        asked = {table.code for table in sheet.expected(given.figures, given.period, self._network)}
        for population in self._network.catalogue.populations:
            for table in population.tables:
                shown = table.code in asked
                self._sums[table.code].setVisible(shown)
                told = sum(given.tables.get(table.code, {}).values())
                self._sums[table.code].setText(
                    _("{table}: {sum} von {exact}").format(
                        table=table.label, sum=told, exact=given.figures[population.figure]
                    )
                )
                for cell in table.cells:
                    self.form.show_line(sheet.place(table.code, cell.code), shown)
        quarter = sheet.asks_hours(given.period)
        self.form.show_line(_HOURS, quarter)
        for field in self._network.catalogue.fields:
            self.form.show_line(sheet.hours_place(field.code), quarter and bool(values[_HOURS]))
        self.form.show_line(REPORTED_BY, quarter and bool(values[_HOURS]))

    def _show_known(self, values: Mapping[str, Any]) -> None:
        """A sheet that lies here already is corrected: its exact figures are filled in, the rest is on the paper."""
        before = self._received.get((values[_ASSOCIATION], values[_PERIOD]))
        if before is None:
            self.known.say("")
            return
        self.known.say(
            _(
                "Dieser Bogen liegt schon hier (Fassung {revision}). Was Sie eintippen, wird die nächste Fassung. "
                "Ändern sich dabei weniger als 5 Personen, bleiben die Aufgliederungen, wie sie waren."
            ).format(revision=before.revision)
        )
        codes = [one.code for one in self._network.catalogue.figures]
        if any(values[code] for code in codes):
            return
        self.form.blockSignals(True)
        for row in before.rows:
            if row.table == FIGURES and row.stand == before.stand and row.measure in codes:
                self.form.field(row.measure).set_value(row.value)
        self.form.blockSignals(False)


def offered(today: date, school_year_starts: int) -> list[Period]:
    """The finished periods for which a sheet may still come in, newest first."""
    found: list[Period] = []
    for one, how_many in (
        (periods.quarter(today), 6),
        (periods.half_year(today), 2),
        (periods.year(today), 2),
        (periods.school_year(today, school_year_starts), 2),
    ):
        period = one
        for _number_of in range(how_many):
            period = period.previous()
            found.append(period)
    return found


def _number() -> NumberField:
    return NumberField(0, sheet.MOST)
