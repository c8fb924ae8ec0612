"""What can be done with a line of *Heute*, and how: the dialogs of the other pages, one after another if need be."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog

from mentorhub import activities, consent, pairings, reminders
from mentorhub.appointments import Appointment
from mentorhub.mails import About
from mentorhub.pairings import PairingRow, Step
from mentorhub.statistics import meeting
from mentorhub.text import _, month_name
from mentorhub.today import Due, answers, calendar
from mentorhub.ui import messages, widgets
from mentorhub.ui.dialogs.activity_dialog import ActivityDialog, CheckInDialog, MonthDialog
from mentorhub.ui.dialogs.calendar_dialog import CalendarDialog
from mentorhub.ui.dialogs.chase_dialog import ChaseDialog
from mentorhub.ui.dialogs.pairing_dialog import PairingDialog
from mentorhub.ui.dialogs.reminder_dialog import ReminderDialog
from mentorhub.ui.dialogs.step_choice import step_dialog
from mentorhub.ui.due_filter import DueRows
from mentorhub.ui.folder_state import Wanted
from mentorhub.ui.form_dialog import FormDialog, show_over
from mentorhub.ui.page import Page
from mentorhub.ui.pages.today_list import Fold, Line, usual
from mentorhub.ui.pages.today_people import PeopleAnswers
from mentorhub.ui.pages.today_words import GROUPS, KINDS, OF_PAIRINGS, Do, does

_STEPS = {
    Do.MEET: Step.MEET,
    Do.START: Step.START,
    Do.RESUME: Step.RESUME,
    Do.END: Step.END,
    Do.SIGNED: Step.SIGN,
    Do.TALKS: Step.CLOSING_TALK,
}
_WEEK = timedelta(days=7)


class Actions:
    """For one page; what it opens stands over that page."""

    def __init__(self, page: Page, today: Callable[[], date]) -> None:
        self._page = page
        self._tasks = page.tasks
        self._window = page.main_window
        self._today = today
        self._of_people = PeopleAnswers(page, today, self._opened)

    def do(self, do: Do, line: Line) -> None:
        """The dialogs open by themselves; what needs nothing more is saved at once."""
        items = line.items if isinstance(line, Fold) else (line,)
        if do is Do.IN_TURN:
            self._in_turn(items, 0)
        elif do is Do.LIST and isinstance(line, Fold):
            words = f"{line.title} ({_(GROUPS[line.urgency])})"
            self._window.go(KINDS[line.kind].page, DueRows(line.kind, line.urgency, self._today(), words))
        elif do is Do.WRITE:
            self._opened(ChaseDialog(self._page, self._tasks, KINDS[line.kind].mail, [_about(item) for item in items]))
        elif do is Do.CALENDAR:
            self._opened(
                CalendarDialog(self._page, self._tasks, partial(_appointments, items, self._today()), self._today())
            )
        elif do in OF_PAIRINGS:
            self._with_pairing(items[0], lambda row: self._opened(self._dialog(do, row)))
        else:
            self._do_one(do, items[0])

    def _do_one(self, do: Do, due: Due) -> None:
        today = self._today()
        work: dict[Do, Callable[[], object]] = {
            Do.OPEN: lambda: self.open(due),
            Do.DONE: lambda: self._save(_("Erledigt"), reminders.done, due.item_id, today),
            Do.PUT_OFF: lambda: self._save(
                _("Um eine Woche verschoben"), reminders.put_off, due.item_id, max(due.due_on, today) + _WEEK
            ),
            Do.CHANGE: lambda: self._change(due),
            Do.SEEN: lambda: self._save(_("Gesehen"), activities.seen, due.item_id),
            Do.ANSWERED: lambda: self._save(
                _("Eingetragen: Sie haben sich gemeldet."), answers.got_in_touch, due.person_id, today
            ),
            Do.MATCH: lambda: self._window.go("matching", due.person_id),
            Do.FORGET: lambda: self._forget(due),
            Do.STATISTICS: lambda: self._window.go("statistics", meeting.NEXT),
            Do.SETTINGS: lambda: self._window.go("settings", "organisation"),
            Do.SHEET: lambda: self._window.want(Wanted.SHEET),
            Do.BACK_UP: lambda: self._window.want(Wanted.BACK_UP),
            Do.BACKUPS: lambda: self._window.want(Wanted.SECOND_PLACE),
            Do.REMIND: lambda: self._remind(due),
            **self._of_people.steps(due),
        }
        work[do]()

    def open(self, due: Due) -> None:
        """The record; what has none is answered in the usual way."""
        if due.pairing_id is not None:
            self._window.open_pairing(due.pairing_id)
        elif due.person_id is not None:
            self._window.open_person(due.person_id)
        elif due.kind in ("attendance", "training_certificate"):
            self._window.go("events", due.item_id)
        elif usual(due) is not Do.OPEN:
            self.do(usual(due), due)

    def _in_turn(self, items: Sequence[Due], at: int) -> None:
        """The dialog of each, until somebody cancels; one can be skipped."""
        if at < len(items):
            do = KINDS[items[at].kind].does[0]
            self._with_pairing(items[at], lambda row: self._one_of(self._dialog(do, row), items, at))

    def _one_of(self, dialog: FormDialog, items: Sequence[Due], at: int) -> None:
        place = _("{n} von {all}").format(n=at + 1, all=len(items))
        dialog.setWindowTitle(f"{dialog.windowTitle()} ({place})")
        dialog.add_above(widgets.label(f"{place} · {items[at].text}", "muted"))
        skipped: list[bool] = []

        def skip() -> None:
            skipped.append(True)
            dialog.form.take_as_unchanged()
            dialog.reject()

        def finished(result: int) -> None:
            if result == QDialog.DialogCode.Accepted or skipped:
                QTimer.singleShot(0, self._page, lambda: self._in_turn(items, at + 1))

        dialog.buttons.insertWidget(1, widgets.button(_("Überspringen"), skip, icon="next"))
        dialog.finished.connect(finished)
        self._opened(dialog)

    def _dialog(self, do: Do, row: PairingRow) -> FormDialog:
        page, tasks, today = self._page, self._tasks, self._today()
        if do in _STEPS:
            return step_dialog(page, tasks, self._window, row, _STEPS[do], today)
        match do:
            case Do.CHECK_IN:
                return CheckInDialog(page, tasks, today, pairing=row)
            case Do.MONTH:
                return MonthDialog(page, tasks, today, pairing=row)
            case Do.AGREED:
                dialog = PairingDialog(page, tasks, row, today)
                dialog.form.field("planned_end_on").setFocus()
                return dialog
            case _:
                return ActivityDialog(page, tasks, today, pairing=row)

    def _with_pairing(self, due: Due, then: Callable[[PairingRow], object]) -> None:
        self._tasks.load(self._page, pairings.row, due.pairing_id, then=then)

    def _save(self, told: str, function: Callable[..., object], *args: object) -> None:
        self._tasks.save(self._page, function, *args, then=lambda _result: self._window.say(told))

    def _change(self, due: Due) -> None:
        self._tasks.load(
            self._page,
            reminders.row,
            due.item_id,
            then=lambda row: self._opened(ReminderDialog(self._page, self._tasks, self._today(), row=row)),
        )

    def _remind(self, due: Due) -> None:
        dialog = ReminderDialog(
            self._page,
            self._tasks,
            self._today(),
            person_id=due.person_id,
            pairing_id=due.pairing_id,
            whom=due.title,
        )
        self._opened(dialog)

    def _forget(self, due: Due) -> None:
        question = _("Soll der Vermerk zum Führungszeugnis von {name} gelöscht werden?").format(name=due.title)
        if messages.ask(self._page, question, _("Löschen")):
            self._save(_("Gelöscht"), consent.forget_certificate, due.person_id)

    def _opened(self, dialog: Any) -> None:
        dialog.told.connect(self._window.say)
        show_over(self._page, dialog)


def _appointments(items: Sequence[Due], today: date, session: Any, with_names: bool) -> Sequence[Appointment]:
    return calendar.appointments(session, items, today, with_names=with_names)


def offered(line: Line) -> tuple[Do, ...]:
    """For the buttons beside the list, the usual one first."""
    kind = KINDS[line.kind]
    if isinstance(line, Fold):
        more = ((Do.LIST,) if kind.page else ()) + ((Do.WRITE,) if kind.mail else ()) + (Do.CALENDAR,)
        return tuple(dict.fromkeys((usual(line), *more)))
    record = line.pairing_id is not None or line.person_id is not None
    opens = record or line.kind == "training_certificate"
    write = (Do.WRITE,) if kind.mail else ()
    remind = (Do.REMIND,) if record and line.kind != "reminder" else ()
    calendar = (Do.CALENDAR,) if line.kind not in ("backup", "second_place") else ()
    return (*does(line), *((Do.OPEN,) if opens else ()), *write, *remind, *calendar)


def _about(due: Due) -> About:
    return About(due.person_id if due.pairing_id is None else None, due.pairing_id, _month(due))


def _month(due: Due) -> str:
    """Of a missing report: the month before the one in which it is due."""
    return month_name(due.due_on.replace(day=1) - timedelta(days=1)) if due.kind == "report" else ""
