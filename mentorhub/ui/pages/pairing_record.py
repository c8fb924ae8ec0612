"""One pairing: the two people, the step that is next, what is missing, what was agreed, what has happened."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLayout, QPushButton, QVBoxLayout, QWidget

from mentorhub import activities, pairings, timeline
from mentorhub.activities import CheckInRow, Contact
from mentorhub.choices import Paper
from mentorhub.consent import Missing
from mentorhub.documents.registry import About
from mentorhub.errors import MentorHubError
from mentorhub.pairings import PairingRow, Step
from mentorhub.text import _, german_date, ngettext, pgettext
from mentorhub.timeline import Kind, Moment
from mentorhub.ui import status, theme, widgets
from mentorhub.ui.dialogs.activity_dialog import ActivityDialog, CheckInDialog
from mentorhub.ui.dialogs.missing_papers import MissingPapers
from mentorhub.ui.dialogs.pairing_dialog import PairingDialog
from mentorhub.ui.dialogs.papers_dialog import PapersDialog
from mentorhub.ui.dialogs.print_paper import preview_paper
from mentorhub.ui.dialogs.reminder_list import ReminderList
from mentorhub.ui.dialogs.step_choice import step_dialog
from mentorhub.ui.dialogs.step_words import words_of
from mentorhub.ui.facts import Facts, clear, flush
from mentorhub.ui.form_dialog import FormDialog, show_over
from mentorhub.ui.page import Window
from mentorhub.ui.pages.pairing_after import After, AfterEnding, read_after
from mentorhub.ui.pairing_lines import contact_status
from mentorhub.ui.tabs import Tabs
from mentorhub.ui.tasks import Tasks
from mentorhub.ui.time_line import TimeLine, TimeLineRow

_KINDS = {
    Kind.STEP: ("ok", "accent"),
    Kind.MEETINGS: ("activities", "muted"),
    Kind.CHECK_IN: ("phone", "muted"),
    Kind.PAPER: ("paper", "muted"),
    Kind.CONSENT: ("done", "muted"),
}


@dataclass(frozen=True)
class Record:
    """Everything the panel shows, read in one go."""

    row: PairingRow
    contact: Contact
    missing: tuple[Missing, ...]
    steps: tuple[Step, ...]
    moments: tuple[Moment, ...]
    meetings: int
    check_in: CheckInRow | None
    after: After | None


def read(session: Any, pairing_id: Any, today: date) -> Record:
    row = pairings.row(session, pairing_id)
    steps = pairings.next_steps(row)
    return Record(
        row=row,
        contact=activities.contacts(session, [pairing_id], today)[pairing_id],
        missing=pairings.missing(session, row.mentor_id, row.mentee_id, today) if row.ended_on is None else (),
        steps=steps,
        moments=tuple(timeline.of_pairing(session, pairing_id)),
        meetings=len(activities.search(session, pairing_id=pairing_id)),
        check_in=activities.latest_check_ins(session, [pairing_id]).get(pairing_id),
        after=read_after(session, row) if row.ended_on is not None else None,
    )


class PairingRecord(QFrame):
    def __init__(self, tasks: Tasks, window: Window, today: Callable[[], date]) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._tasks = tasks
        self._window = window
        self._today = today
        self.record: Record | None = None
        self._step_buttons: dict[Step, QPushButton] = {}
        self.number = widgets.label("", "subtitle", wrap=False)
        self.status = widgets.StatusLabel()
        self.mentor = widgets.button("", self._open_mentor, icon="mentor", look="link")
        self.mentee = widgets.button("", self._open_mentee, icon="mentee", look="link")
        self.mentor_phone = _phone()
        self.mentee_phone = _phone()
        self.summary = widgets.label("", "muted")
        self.missing_title = _heading(_("Es fehlt noch"))
        self.missing = MissingPapers(tasks, window, today)
        self._steps = widgets.column(None, space=0.4)
        self.agreed = Facts()
        self.change_button = widgets.button(_("Ändern …"), self._change, icon="edit", look="link")
        self.agreement = Facts()
        self.preview_button = widgets.button(_("Vorschau und Drucken …"), self._preview, icon="preview")
        self.papers_button = widgets.button(_("Alle Papiere …"), self._papers, icon="paper")
        self.after = AfterEnding(tasks, self._window, today)
        self.time_line = TimeLine()
        self.time_line.opened.connect(self._open_check_in)
        self.all_meetings = widgets.button("", self._show_meetings, look="link")
        self.reminders = ReminderList(tasks, window, today, short=True)
        head = widgets.column(
            None,
            widgets.line(None, self.number, None, self.reminders.new_button, self.status),
            _person_line(self.mentor, self.mentor_phone),
            _person_line(self.mentee, self.mentee_phone),
            self.summary,
            self.reminders,
            space=0.2,
        )
        self.tabs = Tabs(
            _("Bereiche der Patenschaft"),
            [
                (
                    _("Stand"),
                    _tab(
                        self._steps,
                        self.after,
                        self.missing_title,
                        self.missing,
                        _heading(_("Vereinbarung")),
                        self.agreement,
                        self.preview_button,
                        self.papers_button,
                    ),
                ),
                (_("Absprachen"), _tab(self.agreed, flush(self.change_button))),
                (_("Verlauf"), _tab(flush(self.all_meetings), self.time_line)),
            ],
        )
        self._view = QWidget()
        layout = widgets.column(self._view, head, self.tabs, space=0.6)
        layout.setStretch(1, 1)
        self.empty = widgets.label(_("Wählen Sie links eine Patenschaft."), "muted")
        outer = QVBoxLayout(self)
        widgets.margins(outer, 0.9, 1.0)
        outer.addWidget(self.empty)
        outer.addWidget(self._view, 1)
        self._view.hide()

    def load(self, pairing_id: object) -> None:
        self._tasks.load(
            self, read, pairing_id, self._today(), then=self.show_record, channel="record", on_trouble=self._gone
        )

    def _gone(self, _trouble: MentorHubError) -> None:
        """Removed or taken back meanwhile: whoever did that has said so."""
        self.clear()

    def clear(self) -> None:
        self.record = None
        self._view.hide()
        self.empty.show()

    def show_record(self, record: Record) -> None:
        self.record = record
        row = record.row
        self._window.visited("pairings", row.id, f"{row.number}: {row.mentor} – {row.mentee}")
        self.number.setText(row.number)
        self.status.set_status(status.of(row.status))
        for button, role, name, number in (
            (self.mentor, _("Patin/Pate"), row.mentor, row.mentor_number),
            (self.mentee, _("Mentee"), row.mentee, row.mentee_number),
        ):
            button.setText(f"{name} · {number}".replace("&", "&&"))
            button.setAccessibleName(f"{role}: {name}")
            button.setToolTip(_("Zu {role}: {name}").format(role=role, name=name))
        for label, name, phone in (
            (self.mentor_phone, row.mentor, row.mentor_phone),
            (self.mentee_phone, row.mentee, row.mentee_phone),
        ):
            label.setText(phone)
            label.setAccessibleName(_("Telefon von {name}: {phone}").format(name=name, phone=phone))
            label.setVisible(bool(phone))
        self.summary.setText(_summary(record))
        self.reminders.show_pairing(row.id, f"{row.mentor} – {row.mentee}")
        self._show_steps(record)
        self.after.show_after(row, record.after)
        self.missing_title.setVisible(bool(record.missing))
        self.missing.show_items(record.missing)
        self.agreed.set_facts(_agreed(row))
        self.agreement.set_facts(_agreement(row))
        self.time_line.set_rows([_moment(one) for one in record.moments])
        more = record.meetings
        self.all_meetings.setText(ngettext("{n} Treffen zeigen", "Alle {n} Treffen zeigen", more).format(n=more))
        self.all_meetings.setVisible(more > 0)
        self.empty.hide()
        self._view.show()

    def take_step(self, step: Step) -> FormDialog | None:
        if self.record is None:
            return None
        row, today = self.record.row, self._today()
        if step is Step.LOG_MEETING:
            return self._opened(ActivityDialog(self, self._tasks, today, pairing=row))
        if step is Step.CHECK_IN:
            return self._opened(CheckInDialog(self, self._tasks, today, pairing=row))
        return self._opened(step_dialog(self, self._tasks, self._window, row, step, today))

    def step_buttons(self) -> dict[Step, QPushButton]:
        return dict(self._step_buttons)

    def _show_steps(self, record: Record) -> None:
        clear(self._steps)
        self._step_buttons.clear()
        others = QGridLayout()
        others.setSpacing(theme.em(0.45))
        urged = record.steps[0] if record.steps and pairings.is_urged(record.row) else None
        for step in record.steps:
            words = words_of(step, record.row)
            made = widgets.button(
                _(words.button) if step is urged else _(words.short),
                partial(self.take_step, step),
                icon=words.icon if step is urged else "",
                look="primary" if step is urged else "",
                tip=_(words.title),
            )
            self._step_buttons[step] = made
            if step is urged:
                self._steps.addWidget(made)
            else:
                others.addWidget(made, others.count() // 2, others.count() % 2)
        self._steps.addLayout(others)

    def _open_mentor(self) -> None:
        if self.record is not None:
            self._window.open_person(self.record.row.mentor_id)

    def _open_mentee(self) -> None:
        if self.record is not None:
            self._window.open_person(self.record.row.mentee_id)

    def _change(self) -> None:
        if self.record is not None:
            self._opened(PairingDialog(self, self._tasks, self.record.row, self._today()))

    def _opened(self, dialog: FormDialog) -> FormDialog:
        dialog.told.connect(self._window.say)
        show_over(self, dialog)
        return dialog

    def _preview(self) -> None:
        if self.record is None:
            return
        row = self.record.row
        title = _("Patenschaftsvereinbarung {number}").format(number=row.number)
        preview_paper(self, self._tasks, Paper.AGREEMENT, [row.id], self._today(), title=title)

    def _papers(self) -> None:
        if self.record is None:
            return
        title = _("Papiere zu {number}").format(number=self.record.row.number)
        show_over(self, PapersDialog(self, self._tasks, title, [About.PAIRING], [self.record.row.id], self._today()))

    def _open_check_in(self, check_in_id: object) -> None:
        if self.record is None:
            return
        row = self.record.row

        def show(entries: Sequence[CheckInRow]) -> None:
            entry = next((each for each in entries if each.id == check_in_id), None)
            if entry is not None:
                self._opened(CheckInDialog(self, self._tasks, self._today(), pairing=row, entry=entry))

        self._tasks.load(self, activities.check_ins, row.id, then=show, channel="check_in")

    def _show_meetings(self) -> None:
        if self.record is not None:
            self._window.go("activities", self.record.row.id)


def _tab(*parts: QWidget | QLayout) -> QWidget:
    inside = QWidget()
    layout = widgets.column(inside, *parts, None, space=0.55)
    layout.setContentsMargins(0, theme.em(0.1), theme.em(0.5), 0)
    return widgets.scrolling(inside)


def _heading(words: str) -> QLabel:
    made = widgets.label(words, "section", wrap=False)
    made.setContentsMargins(0, theme.em(0.5), 0, 0)
    return made


def _summary(record: Record) -> str:
    row = record.row
    contact = contact_status(row, record.contact)
    facts = [
        (_("Vorgeschlagen {day}"), row.proposed_on if row.start_on is None else None),
        (_("Kennenlernen {day}"), row.first_meeting_on if row.start_on is None else None),
        (_("Kennenlernzeit bis {day}"), row.trial_end if row.start_on is None and row.ended_on is None else None),
        (_("Beginn {day}"), row.start_on),
        (_("Pause bis {day}"), row.resume_on),
        (_("Ende {day}"), row.ended_on),
    ]
    words = [sentence.format(day=german_date(day)) for sentence, day in facts if day is not None]
    if row.end_reason is not None:
        words.append(row.end_reason.label)
    if row.pause_reason:
        words.append(row.pause_reason)
    if contact is not None:
        words.append(_("letztes Treffen: {when}").format(when=contact.word))
    if record.check_in is not None:
        words.append(_check_in(record.check_in))
    return " · ".join(words)


def _agreed(row: PairingRow) -> list[tuple[str, str]]:
    details = row.details
    hours = details.hours_per_meeting
    return [
        (_("Programm"), details.programme.label),
        (_("Form"), details.form.label),
        (_("Rhythmus"), details.rhythm.label),
        (_("Je Treffen"), "" if hours is None else _("{hours} Stunden").format(hours=f"{hours:g}".replace(".", ","))),
        (pgettext("Treffen", "Ort"), details.place.label),
        (_("Themen"), ", ".join(sorted(topic.label for topic in details.topics))),
        (_("Ziele"), details.goals),
        (_("Geplantes Ende"), german_date(row.planned_end_on)),
        (_("Ansprechperson"), details.coordinator),
        (_("Förderung"), details.funding),
        (_("Interne Notiz"), details.note),
    ]


def _agreement(row: PairingRow) -> list[tuple[str, str]]:
    released = [
        (_("Freigabe Patin/Pate"), row.contact_release_mentor_on),
        (_("Freigabe Mentee"), row.contact_release_mentee_on),
    ]
    return [
        *((words, german_date(day) or _("noch nicht")) for words, day in released),
        (_("Gedruckt am"), german_date(row.agreement_printed_on) or _("noch nicht")),
        (_("Unterschrieben am"), german_date(row.agreement_signed_on) or _("noch nicht")),
    ]


def _check_in(entry: CheckInRow) -> str:
    details = entry.details
    words = _("letzte Rückfrage: {day}, {light}").format(day=german_date(details.day), light=details.light.label)
    if details.next_on is not None:
        words += _(", nächste {day}").format(day=german_date(details.next_on))
    return words


def _moment(one: Moment) -> TimeLineRow:
    icon, tone = _KINDS[one.kind]
    when = f"{one.day:%m.%Y}" if one.whole_month else german_date(one.day)
    return TimeLineRow(when, icon, tone, one.title, one.text, one.check_in_id)


def _phone() -> QLabel:
    made = widgets.label("", "muted", wrap=False)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def _person_line(link: QPushButton, phone: QLabel) -> QLayout:
    return widgets.line(None, flush(link), phone, None, space=0.5)
