"""What one person laid out or was given this year and the year before, and the trainings she or he was at."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from mentorhub import events, expenses
from mentorhub.events import Attended
from mentorhub.expenses import YearTotals
from mentorhub.text import _, euro, german_date
from mentorhub.ui import expense_words, widgets
from mentorhub.ui.dialogs.expense_dialog import ExpenseDialog
from mentorhub.ui.facts import Facts
from mentorhub.ui.form_dialog import show_over
from mentorhub.ui.page import Window
from mentorhub.ui.tasks import Tasks


@dataclass(frozen=True)
class _Found:
    years: tuple[YearTotals, ...]
    attended: tuple[Attended, ...]


class PersonMoney(QWidget):
    """Reads when it is shown, and again after every change while it is in sight."""

    def __init__(self, tasks: Tasks, window: Window, today: Callable[[], date]) -> None:
        super().__init__()
        self._tasks = tasks
        self._window = window
        self._today = today
        self._person_id: UUID | None = None
        self.headings = [widgets.label("", "section") for _year in range(2)]
        self.sums = [Facts(caption_width=11) for _year in range(2)]
        self.trainings = widgets.label()
        self.all_button = widgets.button(_("Alle Auslagen zeigen"), self._show_all, look="link")
        self.new_button = widgets.button(_("Auslage eintragen"), self._enter, icon="add")
        parts: list[QWidget] = [part for pair in zip(self.headings, self.sums, strict=True) for part in pair]
        parts += [widgets.label(_("Besuchte Veranstaltungen"), "section"), self.trainings]
        buttons = widgets.line(None, self.new_button, None, self.all_button)
        widgets.column(self, *parts, buttons, None, space=0.6)

    def show_person(self, person_id: UUID) -> None:
        self._person_id = person_id
        year = self._today().year
        self._tasks.load(self, _read, person_id, (year, year - 1), then=self._show, channel="money")

    def _show(self, found: _Found) -> None:
        for heading, facts, totals in zip(self.headings, self.sums, found.years, strict=True):
            heading.setText(_("Auslagen {year}").format(year=totals.year))
            facts.set_facts(_facts(totals))
        lines = [f"{german_date(one.details.from_on)}  {one.details.title}" for one in found.attended]
        self.trainings.setText("\n".join(lines) or _("Noch keine."))

    def _show_all(self) -> None:
        self._window.go("expenses", self._person_id)

    def _enter(self) -> None:
        dialog = ExpenseDialog(self, self._tasks, self._today(), person_id=self._person_id)
        dialog.told.connect(self._window.say)
        show_over(self, dialog)


def _read(session: Any, person_id: UUID, years: tuple[int, ...]) -> _Found:
    return _Found(
        tuple(expenses.year_totals(session, person_id, year) for year in years),
        tuple(events.attended_by(session, person_id)),
    )


def _facts(totals: YearTotals) -> list[tuple[str, str]]:
    sums = [
        (_("Kosten erstattet"), totals.refunds_cent),
        (_("gespendet"), totals.waived_cent),
        (_("ausgezahlt"), totals.paid_cent),
        (_("noch offen"), totals.open_cent),
    ]
    standings = [(one.cap.label, expense_words.used(one)) for one in totals.allowances]
    found = standings + [(word, euro(cents)) for word, cents in sums if cents]
    return found or [(_("Summe"), euro(0))]
