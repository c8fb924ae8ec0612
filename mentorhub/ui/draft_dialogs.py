"""The form that a draft belongs to: opened again, with what was typed and never saved."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Protocol

from mentorhub import activities, drafts, events, expenses, institutions, pairings, people, reminders
from mentorhub.activities import ActivityRow, CheckInRow
from mentorhub.drafts import Kept
from mentorhub.errors import MentorHubError
from mentorhub.pairings import PairingRow
from mentorhub.people import PersonRow
from mentorhub.statistics import comments, periods
from mentorhub.text import _
from mentorhub.ui import messages
from mentorhub.ui.dialogs.activity_dialog import ActivityDialog, CheckInDialog, MonthDialog
from mentorhub.ui.dialogs.comment_dialog import CommentDialog
from mentorhub.ui.dialogs.event_dialogs import EventDialog
from mentorhub.ui.dialogs.expense_dialog import ExpenseDialog
from mentorhub.ui.dialogs.institution_dialog import InstitutionDialog
from mentorhub.ui.dialogs.month_grid_dialog import MonthGridDialog
from mentorhub.ui.dialogs.pairing_dialog import NewPairingDialog, PairingDialog
from mentorhub.ui.dialogs.reminder_dialog import ReminderDialog
from mentorhub.ui.form_dialog import FormDialog, show_over
from mentorhub.ui.page import Page
from mentorhub.ui.table_dialog import TableDialog
from mentorhub.ui.tasks import Tasks

_STANDS_ON = {"institutions": "people", "check_ins": "pairings"}
"""What a draft calls a page and is a part of one."""
_BY_RECORD = ("people", "pairings", "events")
"""Pages that come to a record of their own kind."""
NEW = "new"


class Window(Protocol):
    def go(self, page: str, record: object | None = None) -> None: ...

    def page(self, key: str) -> Page: ...

    def say(self, sentence: str) -> None: ...


def go_on(window: Window, tasks: Tasks, kept: Kept, today: date) -> None:
    """Comes to the page, opens the form over it, and puts in what was kept."""
    key = _STANDS_ON.get(kept.page, kept.page)
    window.go(key)
    page = window.page(key)
    opening = _Opening(page, tasks, kept, today, window)
    if kept.form_name == "person":
        page.take_up_draft(kept.form)
        window.go("people", kept.record or NEW)
        return
    if kept.page in _BY_RECORD and kept.record is not None:
        window.go(key, kept.record)
    opening.open()


@dataclass(frozen=True)
class _Opening:
    page: Page
    tasks: Tasks
    kept: Kept
    today: date
    window: Window

    def open(self) -> None:
        about: dict[str, Callable[[], object]] = {
            "ActivityDialog": lambda: self._entry(ActivityDialog, activities.rows, self._change_meeting),
            "MonthDialog": lambda: self._of_pairing(MonthDialog),
            "MonthGridDialog": lambda: self._show(MonthGridDialog(self.page, self.tasks, self.today)),
            "CheckInDialog": lambda: self._entry(CheckInDialog, activities.check_in_rows, self._change_check_in),
            "NewPairingDialog": lambda: self._show(NewPairingDialog(self.page, self.tasks, self.today)),
            "PairingDialog": lambda: self._load(
                pairings.row, lambda row: self._show(PairingDialog(self.page, self.tasks, row, self.today))
            ),
            "EventDialog": lambda: self._new_or(
                events.rows, partial(EventDialog, self.page, self.tasks, self.today), "row"
            ),
            "ExpenseDialog": lambda: self._new_or(
                expenses.rows, partial(ExpenseDialog, self.page, self.tasks, self.today), "entry"
            ),
            "InstitutionDialog": self._institution,
            "ReminderDialog": self._reminder,
            "CommentDialog": self._comment,
        }
        if self.kept.form_name in about:
            about[self.kept.form_name]()

    def _entry(
        self,
        dialog: Callable[..., FormDialog],
        read: Callable[..., Any],
        change: Callable[[Sequence[Any]], object],
    ) -> None:
        """A new entry about a pairing, or one that is changed."""
        if self.kept.page == "pairings":
            self._of_pairing(dialog)
        else:
            self._load_all(read, change)

    def _of_pairing(self, dialog: Callable[..., FormDialog]) -> None:
        def show(row: PairingRow | None) -> None:
            self._show(dialog(self.page, self.tasks, self.today, pairing=row))

        if self.kept.record is None:
            show(None)
        else:
            self._load(pairings.row, show)

    def _change_meeting(self, rows: Sequence[ActivityRow]) -> None:
        self._show(ActivityDialog(self.page, self.tasks, self.today, entry=rows[0]))

    def _change_check_in(self, rows: Sequence[CheckInRow]) -> None:
        def show(row: PairingRow) -> None:
            self._show(CheckInDialog(self.page, self.tasks, self.today, pairing=row, entry=rows[0]))

        self.tasks.load(self.page, pairings.row, rows[0].pairing_id, then=show, on_trouble=self._gone)

    def _new_or(self, read: Callable[..., Any], dialog: Callable[..., FormDialog], name: str) -> None:
        if self.kept.record is None:
            self._show(dialog())
        else:
            self._load_all(read, lambda rows: self._show(dialog(**{name: rows[0]})))

    def _institution(self) -> None:
        record = self.kept.record
        if record is None:
            self._show(InstitutionDialog(self.page, self.tasks))
        else:
            self._load(
                institutions.get,
                lambda details: self._show(InstitutionDialog(self.page, self.tasks, record, details)),
            )

    def _reminder(self) -> None:
        dialog = partial(ReminderDialog, self.page, self.tasks, self.today)
        record = self.kept.record
        if record is None:
            self._show(dialog())
        elif self.kept.page == "today":
            self._load(reminders.row, lambda row: self._show(dialog(row=row)))
        elif self.kept.page == "people":

            def show_person(row: PersonRow) -> None:
                self._show(dialog(person_id=row.id, whom=row.name))

            self._load(people.row, show_person)
        else:

            def show_pairing(row: PairingRow) -> None:
                self._show(dialog(pairing_id=row.id, whom=f"{row.mentor} – {row.mentee}"))

            self._load(pairings.row, show_pairing)

    def _comment(self) -> None:
        code = self.kept.about
        self.window.go("statistics", code)

        def show(draft: comments.Draft) -> None:
            self._show(CommentDialog(self.page, self.tasks, periods.parse(code), draft))

        self.tasks.load(self.page, comments.get, code, then=show, on_trouble=self._gone)

    def _load(self, read: Callable[..., Any], then: Callable[[Any], object]) -> None:
        self.tasks.load(self.page, read, self.kept.record, then=then, on_trouble=self._gone)

    def _load_all(self, read: Callable[..., Any], then: Callable[[Sequence[Any]], object]) -> None:
        def take(rows: Sequence[Any]) -> None:
            if rows:
                then(rows)
            else:
                self._gone()

        self.tasks.load(self.page, read, [self.kept.record], then=take, on_trouble=self._gone)

    def _gone(self, _trouble: MentorHubError | None = None) -> None:
        """The record was removed meanwhile: what was typed about it has no place any more."""
        self.tasks.keep(self.page, drafts.forget, self.kept.form)
        messages.tell(
            self.page,
            _("Den Eintrag, zu dem das gehörte, gibt es nicht mehr. Was Sie dazu eingegeben hatten, ist verworfen."),
        )

    def _show(self, dialog: FormDialog | TableDialog) -> None:
        if dialog.drafting is not None:
            dialog.drafting.go_on_at_once(self.kept.form)
        if isinstance(dialog, FormDialog | MonthGridDialog):
            dialog.told.connect(self.window.say)
        show_over(self.page, dialog)
