"""Vermittlung: who fits whom. It suggests with reasons; the coordinator decides."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from mentorhub import pairings, people
from mentorhub.matching.suggest import SuggestedPair
from mentorhub.text import N_, _, ngettext
from mentorhub.ui import messages, widgets
from mentorhub.ui.dialogs.meeting_dialog import MeetingDialog
from mentorhub.ui.form_dialog import show_over
from mentorhub.ui.page import Page, Window
from mentorhub.ui.pages.matching_decisions import Decisions
from mentorhub.ui.pages.matching_person import WhoFits
from mentorhub.ui.pages.matching_proposal import WholeProposal
from mentorhub.ui.pages.matching_wanted import WhomToLookFor
from mentorhub.ui.pages.matching_weights import Weights
from mentorhub.ui.tabs import Tabs
from mentorhub.ui.tasks import Tasks


class MatchingPage(Page):
    title = N_("Vermittlung")

    def __init__(self, tasks: Tasks, window: Window, today: Callable[[], date] = date.today) -> None:
        super().__init__(tasks, window)
        self.heading.setText(_(self.title))
        self._today = today
        self._follow: Callable[[], object] | None = None
        self.decisions = Decisions(self)
        self.meeting_button = self.add_button(
            _("Liste für die Teambesprechung …"), self._show_meeting, icon="list", key="Ctrl+P"
        )
        self.notice = widgets.Notice()
        self.notice.hide()
        self.go_button = widgets.button("", self._go, look="link")
        self.go_button.hide()
        self.who_fits = WhoFits(tasks, window, today, self._propose)
        self.whole = WholeProposal(tasks, window, today, self.decisions, self._propose, self._keep_apart)
        self.wanted = WhomToLookFor(tasks, window, today, self.decisions)
        self.weights = Weights(tasks, window, today, self.decisions)
        self._views = (self.who_fits, self.whole, self.wanted, self.weights)
        self._outdated = set(range(len(self._views)))
        self.tabs = Tabs(
            _("Ansicht"),
            [
                (_("Wer passt?"), self.who_fits),
                (_("Gesamtvorschlag"), self.whole),
                (_("Wen wir suchen"), self.wanted),
                (_("Gewichte"), self.weights),
            ],
        )
        told = widgets.line(None, self.notice, self.go_button)
        told.setStretch(0, 1)
        self.body.addLayout(told)
        self.body.addWidget(self.tabs, 1)
        self.tabs.bar.currentChanged.connect(lambda: self._reload_shown())
        self.decisions.changed.connect(self.reload)

    def reload(self) -> None:
        """Each view is worked out when it is looked at."""
        self._outdated = set(range(len(self._views)))
        self._reload_shown()

    def show_record(self, record: object) -> None:
        """Who fits this waiting person?"""
        self.tabs.show_tab(0)
        self.who_fits.show_person(record)

    def may_leave(self) -> bool:
        """Asks if weights were moved and not saved. On "save" the answer is no until they are."""
        if not self.weights.is_changed():
            return True
        answer = messages.ask_save(self, _("Möchten Sie die neuen Gewichte speichern?"))
        if answer == "save":
            self.weights.save()
        elif answer == "discard":
            self.weights.discard()
        return answer == "discard"

    def _reload_shown(self) -> None:
        shown = self.tabs.current()
        if shown in self._outdated:
            self._outdated.discard(shown)
            self._views[shown].reload()

    def _propose(self, pairs: Sequence[SuggestedPair]) -> None:
        for pair in pairs:
            self.decisions.forget(pair)
        self.tasks.save(self, propose, tuple(pairs), self._today(), then=self._proposed)

    def _proposed(self, made: list[Any]) -> None:
        sentence = ngettext(
            "{n} Vorschlag ist angelegt. Als Nächstes vereinbaren Sie das Kennenlernen.",
            "{n} Vorschläge sind angelegt. Als Nächstes vereinbaren Sie das Kennenlernen.",
            len(made),
        ).format(n=len(made))
        self._tell(sentence, _("Zur Patenschaft"), partial(self.main_window.open_pairing, made[-1]))

    def _keep_apart(self, pair: SuggestedPair) -> None:
        self.decisions.forget(pair)
        sentence = _("{mentee} und {mentor} werden einander nie mehr vorgeschlagen.").format(
            mentee=pair.mentee_name, mentor=pair.mentor_name
        )
        undo = partial(self._allow_together, pair)
        self.tasks.save(
            self,
            people.keep_apart,
            pair.mentor_id,
            pair.mentee_id,
            then=lambda _nothing: self._tell(sentence, _("Rückgängig"), undo),
        )

    def _allow_together(self, pair: SuggestedPair) -> None:
        self._tell("")
        self.tasks.save(self, people.allow_together, pair.mentor_id, pair.mentee_id)

    def _tell(self, sentence: str, words: str = "", follow: Callable[[], object] | None = None) -> None:
        """What was done, and what can follow from it."""
        self.notice.say(sentence, "good")
        self.go_button.setText(words)
        self.go_button.setVisible(bool(words))
        self._follow = follow
        if sentence:
            self.main_window.say(sentence)

    def _go(self) -> None:
        if self._follow is not None:
            self._follow()

    def _show_meeting(self) -> None:
        asked = self._today(), self.decisions.held(), self.decisions.refused()
        show_over(self, MeetingDialog(self, self.tasks, *asked))


def propose(session: Any, pairs: Sequence[SuggestedPair], today: date) -> list[Any]:
    """All or none."""
    return [pairings.propose(session, pair.mentor_id, pair.mentee_id, today) for pair in pairs]
