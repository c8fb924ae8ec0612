"""What answers a line of *Heute* about a person: the fitting dialog, already filled, or one step saved at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from mentorhub import consent, people, programme
from mentorhub.choices import ConsentGiver, Paper, Purpose
from mentorhub.expenses import WaiverDue
from mentorhub.people import PersonRow
from mentorhub.text import _, euro, german_date
from mentorhub.today import Due, answers
from mentorhub.ui import messages
from mentorhub.ui.dialogs.certificate_dialog import CertificateDialog
from mentorhub.ui.dialogs.expense_dialog import SettleDialog
from mentorhub.ui.dialogs.one_day_dialog import OneDayDialog
from mentorhub.ui.dialogs.paper_dialogs import ConsentDialog
from mentorhub.ui.dialogs.print_paper import print_paper
from mentorhub.ui.dialogs.record_actions import remove_person
from mentorhub.ui.page import Page
from mentorhub.ui.pages.today_words import Do


@dataclass(frozen=True)
class PeopleAnswers:
    """For one page; `opened` shows a dialog over it."""

    page: Page
    today: Callable[[], date]
    opened: Callable[[Any], object]

    def steps(self, due: Due) -> dict[Do, Callable[[], object]]:
        whom, today = due.person_id, self.today()
        seen = partial(answers.seen, kind=due.kind, mark=due.mark, person_id=whom, today=today)
        go = self.page.main_window.go
        return {
            Do.TALKED: lambda: self._save(_("Eingetragen: Gespräch geführt"), answers.talked, whom, today),
            Do.CLEAR: lambda: self._save(_("Freigegeben: {name}").format(name=due.title), answers.clear, whom, today),
            Do.LISTED: lambda: self.page.tasks.save(
                self.page, answers.listed_again, whom, today, then=partial(self._tell, _("Im Pool bis {day}"))
            ),
            Do.NOTED: lambda: self._save(_("Gesehen"), seen),
            Do.OFFERED: lambda: self._save(_("Eingetragen: Ehrenamtskarte angeboten"), seen),
            Do.PREPARED: lambda: self._save(_("Eingetragen: Statistik ist vorbereitet"), seen),
            Do.NO_CARD: lambda: self._save(_("Eingetragen: keine Karte mehr"), answers.card_until, whom, None, today),
            Do.EXPENSES: lambda: go("expenses", whom),
            Do.OWN_CONSENT: lambda: self._with_person(due, lambda row: self._consent(row, due.due_on)),
            Do.INSPECT: lambda: self.page.main_window.reentry.ask(
                self.page, lambda: self._with_person(due, self._inspection)
            ),
            Do.LETTER: lambda: self._print(Paper.CERTIFICATE_REQUEST, whom),
            Do.CARD: lambda: self._print(Paper.CARD_CONFIRMATION, whom),
            Do.PAID: lambda: self._settle(due, waived=False),
            Do.WAIVED: lambda: self._settle(due, waived=True),
            Do.CARD_UNTIL: lambda: self._number(
                "card.valid_years", lambda years: self._card(due, consent.months_later(due.due_on, 12 * years))
            ),
            Do.NEXT_MEETING: lambda: self._number("meeting.every_weeks", self._meeting),
            Do.ATTENDANCE: lambda: go("events", due.item_id),
            Do.ALL_THERE: lambda: self._save(_("Eingetragen: alle waren da"), answers.all_there, due.item_id, today),
            Do.CERTIFICATES: lambda: self._print(Paper.TRAINING_CERTIFICATE, due.item_id),
            Do.NONE_GIVEN: lambda: self._save(_("Gesehen"), seen),
            Do.REMOVE: lambda: self._remove(due),
            Do.FORGET_WISHES: lambda: self._forget_wishes(due),
        }

    def _save(self, told: str, function: Callable[..., object], *args: object) -> None:
        self.page.tasks.save(self.page, function, *args, then=lambda _result: self.page.main_window.say(told))

    def _tell(self, words: str, day: date) -> None:
        self.page.main_window.say(words.format(day=german_date(day)))

    def _with_person(self, due: Due, then: Callable[[PersonRow], object]) -> None:
        self.page.tasks.load(self.page, people.row, due.person_id, then=then)

    def _number(self, rule: str, then: Callable[[int], object]) -> None:
        self.page.tasks.load(self.page, programme.number, rule, then=then)

    def _consent(self, row: PersonRow, birthday: date) -> None:
        """A young mentee's own word: alone from the age of majority on, else beside the guardians'."""
        dialog = ConsentDialog(self.page, self.page.tasks, row, Purpose.PARTICIPATION, self.today())
        self.page.tasks.load(dialog, _is_of_age, row.id, birthday, then=lambda of_age: dialog.given_by(_giver(of_age)))
        self.opened(dialog)

    def _inspection(self, row: PersonRow) -> None:
        dialog = CertificateDialog(self.page, self.page.tasks, row, self.today())
        dialog.accepted.connect(lambda: self.page.main_window.open_person(row.id) if dialog.convicted else None)
        self.opened(dialog)

    def _print(self, paper: Paper, about: UUID | None) -> None:
        if about is not None:
            print_paper(self.page, self.page.tasks, paper, about, self.today())

    def _settle(self, due: Due, *, waived: bool) -> None:
        def ask(claims: Sequence[WaiverDue]) -> None:
            words = f"{due.title} · {euro(sum(claim.amount_cent for claim in claims))}"
            ids = [claim.expense_id for claim in claims]
            self.opened(SettleDialog(self.page, self.page.tasks, self.today(), ids, words, waived=waived))

        self.page.tasks.load(self.page, answers.claims, due.person_id, self.today(), then=ask)

    def _card(self, due: Due, suggested: date) -> None:
        self.opened(
            OneDayDialog(
                self.page,
                self.page.tasks,
                _("Ehrenamtskarte verlängert"),
                _("Gilt bis"),
                suggested,
                partial(_until, due.person_id, self.today()),
                about=due.title,
            )
        )

    def _meeting(self, weeks: int) -> None:
        """Counted from the last one, which the line does not know: from today, on the same day of the week."""
        self.opened(
            OneDayDialog(
                self.page,
                self.page.tasks,
                _("Nächstes Netzwerktreffen"),
                _("Am"),
                self.today() + timedelta(weeks=weeks),
                lambda session, day: answers.next_meeting(session, day, self.today()),
                hint=_("„Heute“ erinnert Sie vorher an die Statistik."),
            )
        )

    def _forget_wishes(self, due: Due) -> None:
        question = _("Sollen Wünsche, Interessen, Themen, Zeiten und Notizen von {name} gelöscht werden?")
        details = _("Das lässt sich nicht rückgängig machen.")
        if messages.ask(self.page, question.format(name=due.title), _("Löschen"), details=details):
            self._save(_("Gelöscht: Wünsche und Notizen"), answers.forget_wishes, due.person_id)

    def _remove(self, due: Due) -> None:
        if due.person_id is not None:
            window = self.page.main_window
            remove_person(self.page, self.page.tasks, window, due.person_id, due.title, self.today())


def _giver(of_age: bool) -> ConsentGiver:
    return ConsentGiver.SELF if of_age else ConsentGiver.BOTH


def _is_of_age(session: Any, person_id: UUID, on: date) -> bool:
    majority = programme.number(session, "age.of_majority")
    return not people.may_be_minor(people.get(session, person_id), on, majority)


def _until(person_id: Any, today: date, session: Any, day: date) -> None:
    answers.card_until(session, person_id, day, today)
