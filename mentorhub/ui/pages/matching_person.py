"""Wer passt? One waiting person and the three who fit best, with reasons."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from mentorhub import languages, people
from mentorhub.choices import times_in_words
from mentorhub.matching import open_people, suggest
from mentorhub.matching.at_limit import AtLimit, at_limit
from mentorhub.matching.suggest import SuggestedPair
from mentorhub.people import PersonDetails
from mentorhub.text import _, ngettext
from mentorhub.ui import theme, widgets, written
from mentorhub.ui.facts import Facts, clear
from mentorhub.ui.page import Window
from mentorhub.ui.pages.suggestion_card import LimitCard, SuggestionCard
from mentorhub.ui.rows_model import Column
from mentorhub.ui.side_by_side import SideBySide
from mentorhub.ui.small_table import SmallTable
from mentorhub.ui.tasks import Tasks


@dataclass(frozen=True)
class Waiting:
    id: Any
    number: str
    name: str
    days: int
    district: str


@dataclass(frozen=True)
class Answer:
    """One waiting person, who fits, and if nobody does, why."""

    person: Waiting
    details: PersonDetails
    best: tuple[SuggestedPair, ...]
    why_not: str
    full: tuple[AtLimit, ...]
    """Mentors who would fit but have no place free."""


def waiting(session: Any, today: date) -> list[Waiting]:
    """Everybody who still needs somebody, the longest waiting first."""
    found = open_people.load(session, today)
    rows = [
        Waiting(found.ids[one.number], one.number, found.names[one.number], one.waiting_days, one.district)
        for one in found.mentees
    ]
    return sorted(rows, key=lambda row: (-row.days, row.number))


def answer(session: Any, person: Waiting, today: date) -> Answer:
    best = suggest.best_for(session, person.id, today)
    why_not = ""
    if not best:
        left = suggest.suggest(session, today).unmatched
        why_not = next((one.text for one in left if one.person_id == person.id), "")
    details = people.get(session, person.id)
    return Answer(person, details, best, why_not, at_limit(session, person.id, today))


class WhoFits(QWidget):
    """`propose(pairs)` is called with what the coordinator decided."""

    def __init__(
        self,
        tasks: Tasks,
        window: Window,
        today: Callable[[], date],
        propose: Callable[[list[SuggestedPair]], object],
    ) -> None:
        super().__init__()
        self._tasks = tasks
        self._window = window
        self._today = today
        self._propose = propose
        self._wanted: object = None
        self._shown: object = None
        self.cards: list[SuggestionCard] = []
        self.table = SmallTable(
            _("Wartende Mentees"),
            [
                Column(_("Mentee"), "name", width=10.5),
                Column(_("Stadtteil"), "district", width=6.5),
                Column(_("Wartet seit"), lambda row: _days(row.days), width=6.5),
            ],
            lambda row: row.id,
            empty=_("Zurzeit wartet niemand. Mentees mit dem Status „Warteliste“ erscheinen hier."),
        )
        self.name = widgets.label("", "subtitle")
        self.person_button = widgets.button(_("Zur Person"), self._open_person, look="link")
        self.facts = Facts(caption_width=7)
        self.hint = widgets.label(
            _("Kontaktdaten bleiben verborgen, bis beide zugestimmt haben. Sie entscheiden; hier wird nur gereiht."),
            "hint",
        )
        self.nobody = widgets.Notice()
        self.nobody.hide()
        self.at_limit: list[LimitCard] = []
        self._answers = widgets.column(None, space=0.7)
        self._full_heading = widgets.label(_("Würden auch passen, haben aber keinen Platz frei"), "muted")
        self._full = widgets.column(None, space=0.7)
        inside = QWidget()
        head = widgets.line(None, self.name, self.person_button)
        head.setStretch(0, 1)
        layout = widgets.column(
            inside,
            head,
            self.facts,
            self.nobody,
            self._answers,
            self.hint,
            self._full_heading,
            self._full,
            None,
            space=0.6,
        )
        layout.setContentsMargins(theme.em(0.4), 0, theme.em(0.6), 0)
        self._inside = inside
        inside.hide()
        side = QWidget()
        self.scrolled = widgets.scrolling(inside)
        widgets.column(side, self.scrolled)
        self.sides = SideBySide(self.table, side, record_width=42)
        widgets.column(self, self.sides)
        self.table.chosen.connect(self._ask)
        self.table.opened.connect(lambda _row: self.sides.open_record())

    def reload(self) -> None:
        self._tasks.load(self, waiting, self._today(), then=self._show_waiting, channel="waiting")

    def show_person(self, person_id: object) -> None:
        self._wanted = person_id
        if self.table.choose(person_id):
            self._wanted = None

    def _show_waiting(self, rows: list[Waiting]) -> None:
        before = self.table.current()
        self.table.set_rows(rows)
        if self._wanted is not None:
            self.show_person(self._wanted)
        if not rows:
            self._inside.hide()
        elif before is not None and self.table.current() == before:
            self._ask(before)

    def _ask(self, person: Waiting) -> None:
        self._tasks.load(self, answer, person, self._today(), then=self._show, channel="answer")

    def _show(self, given: Answer) -> None:
        self._inside.show()
        self.name.setText(written.line(given.person.name, given.person.number))
        self.facts.set_facts(_facts(given))
        clear(self._answers)
        self.cards = []
        for place, pair in enumerate(given.best):
            button = widgets.button(
                _("Vorschlagen"), partial(self._propose, [pair]), icon="proposed", look="" if place else "primary"
            )
            button.setAccessibleName(_("{name} vorschlagen").format(name=pair.mentor_name))
            title = f"{place + 1}. {written.line(pair.mentor_name, pair.mentor_number)}"
            card = SuggestionCard(pair, title, [button, self._to_person(pair.mentor_id, pair.mentor_name)])
            self.cards.append(card)
            self._answers.addWidget(card)
        clear(self._full)
        self.at_limit = []
        self._full_heading.setVisible(bool(given.full))
        for full in given.full:
            card_of_full = LimitCard(full, self._to_person(full.person_id, full.name))
            self.at_limit.append(card_of_full)
            self._full.addWidget(card_of_full)
        self.nobody.say(
            "" if given.best else _("Zurzeit passt niemand. {reason}").format(reason=given.why_not), "warning"
        )
        if given.person.id != self._shown:  # else another person's button would lie under the mouse
            self._shown = given.person.id
            self.scrolled.verticalScrollBar().setValue(0)

    def _to_person(self, person_id: object, name: str) -> QPushButton:
        made = widgets.button(_("Zur Person"), partial(self._window.open_person, person_id), look="link")
        made.setAccessibleName(_("Zu {name}").format(name=name))
        return made

    def _open_person(self) -> None:
        row = self.table.current()
        if row is not None:
            self._window.open_person(row.id)


def _days(days: int) -> str:
    return ngettext("{n} Tag", "{n} Tagen", days).format(n=days)


def _facts(given: Answer) -> list[tuple[str, str]]:
    details = given.details
    return [
        (_("Spricht"), ", ".join(f"{languages.name(code)} ({level.label})" for code, level in details.languages)),
        (_("Wünscht"), ", ".join(sorted(topic.label for topic in details.topics))),
        (_("Hat Zeit"), times_in_words(details.times)),
        (_("Stadtteil"), details.district),
        (_("Hinweis"), details.wish_note),
    ]
