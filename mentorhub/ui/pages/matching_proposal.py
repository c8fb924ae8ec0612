"""Gesamtvorschlag: the best set of pairs over everybody, to be accepted one by one or together; and who is left."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mentorhub.matching import suggest
from mentorhub.matching.suggest import Proposal, SuggestedPair, Unmatched
from mentorhub.text import _, ngettext
from mentorhub.ui import widgets
from mentorhub.ui.facts import clear
from mentorhub.ui.page import Window
from mentorhub.ui.pages.suggestion_card import SuggestionCard
from mentorhub.ui.rows_model import Column
from mentorhub.ui.side_by_side import SideBySide
from mentorhub.ui.small_table import SmallTable
from mentorhub.ui.status import Status
from mentorhub.ui.tasks import Tasks


class WholeProposal(QWidget):
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
        self._locked: set[tuple[object, object]] = set()
        self._rejected: set[tuple[object, object]] = set()
        self.proposal: Proposal | None = None
        self.card: SuggestionCard | None = None
        self.summary = widgets.label("", "muted")
        self.tick_button = widgets.button(_("Alle auswählen"), lambda: self.pairs.tick_all(True), look="link")
        self.propose_button = widgets.button(_("Ausgewählte vorschlagen"), self._propose_ticked, look="primary")
        self.again_button = widgets.button(_("Abgelehnte wieder zulassen"), self._forget_rejected, look="link")
        self.pairs = SmallTable(
            _("Vorgeschlagene Paare"),
            [
                Column(_("Mentee"), "mentee_name", width=11),
                Column(_("Patin/Pate"), "mentor_name", width=10),
                Column(_("Punkte"), "score", width=4.5, right=True),
                Column(_("Unterlagen"), _papers, width=8),
            ],
            _key,
            empty=_("Zurzeit gibt es kein Paar, das zusammenpasst. Unten steht, woran es liegt."),
            ticks=True,
        )
        self.left_over = SmallTable(
            _("Ohne Vorschlag"),
            [
                Column(_("Ohne Vorschlag"), "name", width=9),
                Column(_("Rolle"), lambda row: row.role.label, width=5.7),
                Column(_("Grund"), lambda row: _reason(row), width=18),
            ],
            lambda row: (row.role, row.person_id),
            empty=_("Niemand bleibt übrig."),
        )
        self._side = QWidget()
        self._cards = QVBoxLayout()
        inside = QWidget()
        widgets.column(inside, self._cards, None)
        widgets.column(self._side, widgets.scrolling(inside))
        listed = QWidget()
        lists = widgets.column(listed, self.pairs, self.left_over, space=0.7)
        lists.setStretch(0, 3)
        lists.setStretch(1, 2)
        self.sides = SideBySide(listed, self._side, record_width=33)
        bar = widgets.line(None, self.summary, self.again_button, self.tick_button, self.propose_button)
        bar.setStretch(0, 1)
        layout = widgets.column(self, bar, self.sides, space=0.6)
        layout.setStretch(1, 1)
        self.pairs.chosen.connect(self._show_pair)
        self.pairs.opened.connect(lambda _row: self.sides.open_record())
        self.pairs.ticked.connect(self._count_ticks)
        self.pairs.clicked.connect(lambda _index: self._show_pair(self.pairs.current()))
        self.left_over.clicked.connect(lambda _index: self._show_left_over(self.left_over.current()))
        self.left_over.chosen.connect(lambda row: self._show_left_over(row) if self.left_over.hasFocus() else None)
        self.left_over.opened.connect(lambda row: self._window.open_person(row.person_id))
        self._count_ticks()

    def reload(self) -> None:
        self._tasks.load(
            self,
            suggest.suggest,
            self._today(),
            None,
            tuple(self._locked),
            tuple(self._rejected),
            then=self._show,
            channel="proposal",
        )

    def _show(self, proposal: Proposal) -> None:
        self.proposal = proposal
        before = self.pairs.current()
        self.pairs.set_rows(sorted(proposal.pairs, key=_longest_waiting))
        self.left_over.set_rows(proposal.unmatched)
        self.summary.setText(_summary(proposal))
        self.again_button.setVisible(bool(self._rejected))
        if not proposal.pairs:
            clear(self._cards)
            self.card = None
        elif self.pairs.current() == before and before is not None:
            self._show_pair(before)

    def _show_left_over(self, row: Unmatched | None) -> None:
        if row is None:
            return
        clear(self._cards)
        self.card = None
        to_person = widgets.button(_("Zur Person"), partial(self._window.open_person, row.person_id))
        lines = [widgets.label(f"{row.name} · {row.number}", "section"), widgets.label(_reason(row))]
        buttons = [to_person]
        if row.nearest_id is not None:
            words = _("Zu {name}").format(name=row.nearest_name)
            buttons.append(widgets.button(words, partial(self._window.open_person, row.nearest_id), look="link"))
        self._cards.addWidget(widgets.card(*lines, widgets.line(None, *buttons, None)))

    def _show_pair(self, pair: SuggestedPair | None) -> None:
        if pair is None:
            return
        clear(self._cards)
        locked = _key(pair) in self._locked
        buttons = [
            widgets.button(_("Vorschlagen"), partial(self._propose, [pair]), icon="proposed"),
            widgets.button(
                _("Loslassen") if locked else _("Festhalten"), partial(self._lock, pair, not locked), icon="lock"
            ),
            widgets.button(_("Ablehnen"), partial(self._reject, pair), icon="close"),
        ]
        self.card = SuggestionCard(pair, f"{pair.mentee_name} – {pair.mentor_name}", buttons, all_reasons=True)
        self._cards.addWidget(self.card)

    def _lock(self, pair: SuggestedPair, on: bool) -> None:
        """A locked pair stays whatever else changes; only until the program is closed."""
        if on:
            self._locked.add(_key(pair))
        else:
            self._locked.discard(_key(pair))
        self._show_pair(pair)
        self.reload()

    def _reject(self, pair: SuggestedPair) -> None:
        self._locked.discard(_key(pair))
        self._rejected.add(_key(pair))
        self.reload()

    def _forget_rejected(self) -> None:
        self._rejected.clear()
        self.reload()

    def _propose_ticked(self) -> None:
        chosen = self.pairs.ticked_rows()
        if chosen:
            self._propose(chosen)

    def _count_ticks(self) -> None:
        ticked = len(self.pairs.ticked_rows())
        self.propose_button.setEnabled(ticked > 0)
        words = ngettext("{n} Paar vorschlagen", "{n} Paare vorschlagen", ticked).format(n=ticked)
        self.propose_button.setText(words if ticked else _("Ausgewählte vorschlagen"))


def _key(pair: SuggestedPair) -> tuple[object, object]:
    return pair.mentor_id, pair.mentee_id


def _longest_waiting(pair: SuggestedPair) -> tuple[int, int]:
    waited = sum(reason.points for reason in pair.reasons if reason.criterion == "waiting")
    return -waited, -pair.score


def _papers(pair: SuggestedPair) -> Status:
    n = len(pair.missing)
    if pair.locked:
        return Status(_("festgehalten"), "lock", "accent")
    if n:
        return Status(ngettext("{n} fehlt", "{n} fehlen", n).format(n=n), "problem", "warning")
    return Status(_("vollständig"), "ok", "good")


def _reason(row: Unmatched) -> str:
    return row.text.replace(row.nearest, row.nearest_name) if row.nearest else row.text


def _summary(proposal: Proposal) -> str:
    pairs = len(proposal.pairs)
    words = [ngettext("{n} Paar passt am besten", "{n} Paare passen am besten", pairs).format(n=pairs)]
    waiting = sum(1 for one in proposal.unmatched if one.role == "mentee")
    if waiting:
        words.append(ngettext("{n} Mentee bleibt ohne", "{n} Mentees bleiben ohne", waiting).format(n=waiting))
    half = len(proposal.half_filled)
    if half:
        words.append(ngettext("{n} Familie nur zum Teil", "{n} Familien nur zum Teil", half).format(n=half))
    return " · ".join(words)
