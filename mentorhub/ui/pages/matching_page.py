"""Vermittlung: who fits whom. It suggests with reasons; the coordinator decides."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from mentorhub import pairings
from mentorhub.matching.suggest import SuggestedPair
from mentorhub.text import N_, _, ngettext
from mentorhub.ui import widgets
from mentorhub.ui.page import Page, Window
from mentorhub.ui.pages.matching_person import WhoFits
from mentorhub.ui.pages.matching_proposal import WholeProposal
from mentorhub.ui.tabs import Tabs
from mentorhub.ui.tasks import Tasks


class MatchingPage(Page):
    title = N_("Vermittlung")

    def __init__(self, tasks: Tasks, window: Window, today: Callable[[], date] = date.today) -> None:
        super().__init__(tasks, window)
        self.heading.setText(_(self.title))
        self._today = today
        self._proposed: Any = None
        self.notice = widgets.Notice()
        self.notice.hide()
        self.go_button = widgets.button(_("Zur Patenschaft"), self._go, look="link")
        self.go_button.hide()
        self.who_fits = WhoFits(tasks, window, today, self._propose)
        self.whole = WholeProposal(tasks, window, today, self._propose)
        self.tabs = Tabs(_("Ansicht"), [(_("Wer passt?"), self.who_fits), (_("Gesamtvorschlag"), self.whole)])
        told = widgets.line(None, self.notice, self.go_button)
        told.setStretch(0, 1)
        self.body.addLayout(told)
        self.body.addWidget(self.tabs, 1)

    def reload(self) -> None:
        self.who_fits.reload()
        self.whole.reload()

    def show_record(self, record: object) -> None:
        """Who fits this waiting person?"""
        self.tabs.show_tab(0)
        self.who_fits.show_person(record)

    def _propose(self, pairs: Sequence[SuggestedPair]) -> None:
        self.tasks.save(self, propose, tuple(pairs), self._today(), then=self._told)

    def _told(self, made: list[Any]) -> None:
        self._proposed = made[-1]
        sentence = ngettext(
            "{n} Vorschlag ist angelegt. Als Nächstes vereinbaren Sie das Kennenlernen.",
            "{n} Vorschläge sind angelegt. Als Nächstes vereinbaren Sie das Kennenlernen.",
            len(made),
        ).format(n=len(made))
        self.notice.say(sentence, "good")
        self.go_button.show()
        self.main_window.say(sentence)

    def _go(self) -> None:
        self.main_window.open_pairing(self._proposed)


def propose(session: Any, pairs: Sequence[SuggestedPair], today: date) -> list[Any]:
    """All or none."""
    return [pairings.propose(session, pair.mentor_id, pair.mentee_id, today) for pair in pairs]
