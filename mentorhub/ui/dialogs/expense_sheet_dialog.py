"""Which expense sheet: whose, of which month or quarter, or a blank one; then the same preview as for every paper."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from PySide6.QtWidgets import QWidget

from mentorhub import consent
from mentorhub.choices import Paper
from mentorhub.documents import issue
from mentorhub.text import _, month_name
from mentorhub.ui.dialogs.expense_dialog import find_people
from mentorhub.ui.dialogs.print_paper import preview_paper
from mentorhub.ui.fields import CheckField, ChoiceField
from mentorhub.ui.form_dialog import FormDialog
from mentorhub.ui.pick_field import PickField
from mentorhub.ui.tasks import Tasks

_MONTHS = 24
_QUARTERS = 8


@dataclass(frozen=True)
class Period:
    """A month or a quarter, with its name as it stands on the paper."""

    first: date
    last: date
    words: str


class ExpenseSheetDialog(FormDialog):
    def __init__(
        self,
        parent: QWidget,
        tasks: Tasks,
        today: Callable[[], date],
        *,
        person_id: UUID | None = None,
        month: date | None = None,
    ) -> None:
        super().__init__(parent, tasks, _("Abrechnungsbogen"), save_words=_("Vorschau …"), width=34)
        self._today = today
        found = periods(today())
        picker = self.form.add("person", _("Person"), PickField(tasks, find_people, rows=3))
        picker.set_value(person_id)
        self.form.add("blank", _("Leerer Bogen"), CheckField(_("Leerer Bogen ohne Namen")))
        chosen = self.form.add("period", _("Zeitraum"), ChoiceField([(each, each.words) for each in found]))
        first = month or (today().replace(day=1) - timedelta(days=1)).replace(day=1)
        chosen.set_value(next((each for each in found if each.first == first), found[0]))
        self.form.field("blank").changed.connect(self._show_person)

    def _show_person(self) -> None:
        self.form.show_line("person", not self.form.values()["blank"])
        self.fit()

    def save(self) -> None:
        values = self.form.values()
        if not values["blank"] and values["person"] is None:
            self.form.show_problem("person", _("Bitte wählen Sie eine Person, oder haken Sie „Leerer Bogen“ an."))
            return
        ids = () if values["blank"] else (values["person"],)
        period: Period = values["period"]
        today = self._today()
        self.saved()
        preview_paper(
            self.parentWidget() or self,
            self.tasks,
            Paper.EXPENSE_SHEET,
            ids,
            today,
            title=_("{paper}: {period}").format(paper=Paper.EXPENSE_SHEET.label, period=period.words),
            noted=bool(ids),
            load=lambda session: issue.expense_sheet(session, ids, period.first, period.last, period.words, today),
        )


def periods(today: date) -> list[Period]:
    """The months and then the quarters, the newest first."""
    this_month = today.replace(day=1)
    quarter = this_month.replace(month=(today.month - 1) // 3 * 3 + 1)
    found = []
    for back in range(_MONTHS):
        first = consent.months_later(this_month, -back)
        found.append(Period(first, consent.months_later(first, 1) - timedelta(days=1), month_name(first)))
    for back in range(_QUARTERS):
        first = consent.months_later(quarter, -3 * back)
        words = _("{n}. Quartal {year}").format(n=(first.month + 2) // 3, year=first.year)
        found.append(Period(first, consent.months_later(first, 3) - timedelta(days=1), words))
    return found
