"""Gesamtvorschlag: the best set of pairs over everybody, to be accepted one by one or together; and who is left."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from mentorhub.choices import Role
from mentorhub.matching import groups, weights
from mentorhub.matching import sides as both_sides
from mentorhub.matching import suggest as matching
from mentorhub.matching.sides import Sides
from mentorhub.matching.suggest import Proposal, SuggestedPair, Unmatched
from mentorhub.text import _, ngettext
from mentorhub.ui import theme, widgets, written
from mentorhub.ui.facts import clear
from mentorhub.ui.page import Window
from mentorhub.ui.pages.matching_decisions import Decisions, key
from mentorhub.ui.pages.pair_card import PairCard
from mentorhub.ui.rows_model import Column
from mentorhub.ui.side_by_side import SideBySide
from mentorhub.ui.small_table import SmallTable
from mentorhub.ui.status import Status
from mentorhub.ui.tasks import Tasks

_ONE_LINE = 66
"""With less room (in em) the buttons stand below the summary."""


@dataclass(frozen=True)
class Worked:
    """The proposal, and the waiting time that counts in full."""

    proposal: Proposal
    full_days: int


class WholeProposal(QWidget):
    """`propose` and `keep_apart` are called with what the coordinator decided; the rest is worked out anew at once."""

    def __init__(
        self,
        tasks: Tasks,
        window: Window,
        today: Callable[[], date],
        decisions: Decisions,
        propose: Callable[[list[SuggestedPair]], object],
        keep_apart: Callable[[SuggestedPair], object],
    ) -> None:
        super().__init__()
        self._tasks = tasks
        self._window = window
        self._today = today
        self._decisions = decisions
        self._propose = propose
        self._keep_apart = keep_apart
        self.proposal: Proposal | None = None
        self.card: PairCard | None = None
        self._full_days = 0
        self.summary = widgets.label("", "section")
        self.compared = widgets.label("", "hint")
        self.grouping: Any = widgets.filter_box(
            _("Gruppieren nach"), [("urgency", _("Dringlichkeit")), ("district", _("Stadtteil"))], self._show_pairs
        )
        self.tick_button = widgets.button(_("Alle auswählen"), lambda: self.pairs.tick_all(True), look="link")
        self.propose_button = widgets.button(_("Ausgewählte vorschlagen"), self._propose_ticked, look="primary")
        self.again_button = widgets.button(_("Abgelehnte wieder zulassen"), decisions.allow_refused, look="link")
        self.pairs = SmallTable(
            _("Vorgeschlagene Paare"),
            [
                Column(_("Mentee"), "mentee_name", width=11),
                Column(_("Patin/Pate"), "mentor_name", width=10),
                Column(_("Punkte"), "score", width=4.7, right=True),
                Column(_("Stand"), self._state, width=6.6),
            ],
            key,
            empty=_("Zurzeit gibt es kein Paar, das zusammenpasst. Unten steht, woran es liegt."),
            ticks=True,
        )
        self.left_over = SmallTable(
            _("Ohne Vorschlag"),
            [
                Column(_("Ohne Vorschlag"), "name", width=10.5),
                Column(_("Stadtteil"), "district", width=6.8, rank=1),
                Column(_("Es fehlt"), _lacking, width=14),
            ],
            lambda row: (row.role, row.person_id),
            empty=_("Niemand bleibt übrig."),
        )
        self.sides = SideBySide(self._lists(), self._detail(), record_width=36)
        controls = widgets.line(None, self.again_button, self.tick_button, self.grouping, self.propose_button)
        self._bar = widgets.line(None, self.summary, controls, space=0.5)
        self._bar.setStretch(0, 1)
        layout = widgets.column(self, self._bar, self.compared, self.sides, space=0.5)
        layout.setStretch(2, 1)
        self.pairs.chosen.connect(self._show_pair)
        self.pairs.opened.connect(lambda _row: self.sides.open_record())
        self.pairs.ticked.connect(self._count_ticks)
        self.pairs.clicked.connect(lambda _index: self._show_pair(self.pairs.current()))
        self.left_over.clicked.connect(lambda _index: self._show_left_over(self.left_over.current()))
        self.left_over.chosen.connect(lambda row: self._show_left_over(row) if self.left_over.hasFocus() else None)
        self.left_over.opened.connect(lambda row: self._window.open_person(row.person_id))
        self._count_ticks()

    def reload(self) -> None:
        asked = self._today(), None, self._decisions.held(), self._decisions.refused()
        self._tasks.load(self, _work_out, *asked, then=self._show, channel="proposal")
        self._tasks.load(
            self, matching.comparison, *asked, then=lambda one: self.compared.setText(one.text), channel="compared"
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme.em(_ONE_LINE)
        self._bar.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def _lists(self) -> QWidget:
        listed = QWidget()
        lists = widgets.column(listed, self.pairs, self.left_over, space=0.7)
        lists.setStretch(0, 3)
        lists.setStretch(1, 2)
        listed.setFocusProxy(self.pairs)
        return listed

    def _detail(self) -> QWidget:
        """The card scrolls; what can be done with the pair stays in sight."""
        side, inside = QWidget(), QWidget()
        self._cards = QVBoxLayout()
        widgets.column(inside, self._cards, None)
        self._buttons = widgets.line(None)
        layout = widgets.column(side, widgets.scrolling(inside), self._buttons, space=0.5)
        layout.setStretch(0, 1)
        return side

    def _show(self, worked: Worked) -> None:
        self.proposal = worked.proposal
        self._full_days = worked.full_days
        self.summary.setText(_summary(worked.proposal))
        self.again_button.setVisible(bool(self._decisions.refused()))
        left = worked.proposal.unmatched
        self.left_over.set_groups(
            [
                (_("Mentees, die weiter warten"), [one for one in left if one.role is Role.MENTEE]),
                (_("Patinnen und Paten mit freiem Platz"), [one for one in left if one.role is Role.MENTOR]),
            ]
        )
        self._show_pairs()

    def _show_pairs(self) -> None:
        if self.proposal is None:
            return
        pairs = self.proposal.pairs
        by_district = self.grouping.value() == "district"
        found = groups.by_district(pairs) if by_district else groups.by_urgency(pairs, self._full_days)
        self.pairs.set_groups([(group.heading, group.pairs) for group in found])
        if not pairs:
            self._clear()

    def _clear(self) -> None:
        clear(self._cards)
        clear(self._buttons)
        self.card = None

    def _show_left_over(self, row: Unmatched | None) -> None:
        if row is None:
            return
        self._clear()
        lines: list[Any] = [
            widgets.label(written.line(row.name, row.number), "section"),
            widgets.label(row.role.label, "hint"),
            widgets.label(row.text),
        ]
        if row.help:
            lines.append(widgets.label(row.help))
        buttons = [widgets.button(_("Zur Person"), partial(self._window.open_person, row.person_id))]
        if row.nearest_id is not None:
            words = _("Zu {name}").format(name=row.nearest_name)
            buttons.append(widgets.button(words, partial(self._window.open_person, row.nearest_id), look="link"))
        self._cards.addWidget(widgets.card(*lines, widgets.line(None, *buttons, None)))

    def _show_pair(self, pair: SuggestedPair | None) -> None:
        if pair is not None:
            self._tasks.load(
                self,
                both_sides.sides,
                self._today(),
                pair.mentor_id,
                pair.mentee_id,
                then=partial(self._show_sides, pair),
                channel="sides",
            )

    def _show_sides(self, pair: SuggestedPair, both: Sides) -> None:
        if self.pairs.current() != pair:
            return
        self._clear()
        self.card = PairCard(pair, both, self._window.open_person)
        self._cards.addWidget(self.card)
        held = self._decisions.is_held(pair)
        self.accept_button = widgets.button(_("Vorschlagen"), partial(self._propose, [pair]), icon="proposed")
        self.hold_button = widgets.button(
            _("Loslassen") if held else _("Festhalten"),
            partial(self._decisions.hold, pair, not held),
            icon="unlock" if held else "lock",
            tip=_("Dieses Paar bleibt, auch wenn sich anderes ändert. Gilt, bis Sie MentorHub schließen."),
        )
        self.refuse_button = widgets.button(
            _("Ablehnen"),
            partial(self._decisions.refuse, pair),
            icon="close",
            tip=_("Diesmal nicht. Gilt, bis Sie MentorHub schließen."),
        )
        self.never_button = widgets.button(
            _("Nie zusammen"),
            partial(self._keep_apart, pair),
            look="link",
            tip=_("Wird gespeichert: Diese beiden werden einander nie mehr vorgeschlagen."),
        )
        for made in (self.accept_button, self.hold_button, self.refuse_button, self.never_button):
            self._buttons.addWidget(made)
        self._buttons.addStretch(1)

    def _state(self, pair: SuggestedPair) -> Status:
        if pair.locked:
            return Status(_("gehalten"), "lock", "accent")
        n = len(pair.missing)
        if n:
            return Status(ngettext("{n} fehlt", "{n} fehlen", n).format(n=n), "problem", "warning")
        return Status(_("bereit"), "ok", "good")

    def _propose_ticked(self) -> None:
        chosen = self.pairs.ticked_rows()
        if chosen:
            self._propose(chosen)

    def _count_ticks(self) -> None:
        ticked = len(self.pairs.ticked_rows())
        self.propose_button.setEnabled(ticked > 0)
        words = ngettext("{n} Paar vorschlagen", "{n} Paare vorschlagen", ticked).format(n=ticked)
        self.propose_button.setText(words if ticked else _("Ausgewählte vorschlagen"))


def _work_out(session: Any, *asked: Any) -> Worked:
    return Worked(matching.suggest(session, *asked), weights.measures(session).waiting_full_days)


def _lacking(row: Unmatched) -> str:
    return ", ".join(reason.label for reason in row.reasons)


def _summary(proposal: Proposal) -> str:
    pairs = len(proposal.pairs)
    words = [ngettext("{n} Paar passt am besten", "{n} Paare passen am besten", pairs).format(n=pairs)]
    waiting = sum(1 for one in proposal.unmatched if one.role is Role.MENTEE)
    if waiting:
        words.append(ngettext("{n} Mentee bleibt ohne", "{n} Mentees bleiben ohne", waiting).format(n=waiting))
    half = len(proposal.half_filled)
    if half:
        words.append(ngettext("{n} Familie nur zum Teil", "{n} Familien nur zum Teil", half).format(n=half))
    return " · ".join(words)
