"""What is left to do after the end of a pairing: the talks, the mentor's place, the mentee's waiting list."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from mentorhub import pairings, people
from mentorhub.choices import PairingStatus, Paper, Role, RoleStatus, YesNo
from mentorhub.pairings import PairingRow
from mentorhub.privacy import retention
from mentorhub.privacy.retention import Class
from mentorhub.text import N_, _, german_date, ngettext
from mentorhub.ui import widgets
from mentorhub.ui.dialogs.print_paper import preview_paper
from mentorhub.ui.facts import Facts
from mentorhub.ui.page import Window
from mentorhub.ui.tasks import Tasks

_KEPT = {
    Class.MATCHING: N_("Wünsche und Notizen"),
    Class.MENTEE: N_("Angaben zu Mentee"),
    Class.CORE: N_("Name und Stunden"),
}


@dataclass(frozen=True)
class After:
    """What the two are now that it is over."""

    free_places: int
    mentor: RoleStatus | None
    mentee: RoleStatus | None
    kept_until: Mapping[Class, date]


def read_after(session: Any, row: PairingRow) -> After:
    mentor = people.role(session, row.mentor_id, Role.MENTOR)
    mentee = people.role(session, row.mentee_id, Role.MENTEE)
    return After(
        free_places=pairings.free_places(session, row.mentor_id, Role.MENTOR),
        mentor=mentor.status if mentor is not None else None,
        mentee=mentee.status if mentee is not None else None,
        kept_until=retention.after(session, row.ended_on) if row.ended_on is not None else {},
    )


class AfterEnding(QWidget):
    """Hidden while the pairing is open."""

    def __init__(self, tasks: Tasks, window: Window, today: Callable[[], date]) -> None:
        super().__init__()
        self._tasks = tasks
        self._window = window
        self._today = today
        self._row: PairingRow | None = None
        title = widgets.label(_("Nach dem Ende"), "section", wrap=False)
        self.facts = Facts()
        self.wait_button = widgets.button(_("Mentee auf die Warteliste"), self._wait_again, icon="waiting")
        self.match_button = widgets.button(_("Neu vermitteln"), self._match, icon="matching")
        self.letter_button = widgets.button(_("Abschlussbrief …"), self._letter, icon="paper")
        self.certificate_button = widgets.button(_("Bescheinigung …"), self._certificate, icon="certificate")
        papers = widgets.line(None, self.letter_button, self.certificate_button, None, space=0.45)
        back = widgets.line(None, self.wait_button, self.match_button, None, space=0.45)
        kept = widgets.label(_("Aufbewahren, wenn nichts Neues beginnt"), "section", wrap=False)
        self.kept = Facts()
        widgets.column(self, title, self.facts, papers, back, kept, self.kept, space=0.45)
        self.hide()

    def show_after(self, row: PairingRow, after: After | None) -> None:
        self._row = row
        self.setVisible(after is not None)
        if after is None:
            return
        is_free = after.free_places > 0 and after.mentor in (RoleStatus.CLEARED, RoleStatus.ACTIVE)
        self.facts.set_facts(_facts(row, after))
        self.kept.set_facts([(_(_KEPT[kind]), german_date(day)) for kind, day in after.kept_until.items()])
        self.wait_button.setVisible(after.mentee is RoleStatus.ENDED)
        self.match_button.setVisible(is_free)

    def _wait_again(self) -> None:
        if self._row is not None:
            self._tasks.save(
                self,
                pairings.wait_again,
                self._row.id,
                self._today(),
                then=lambda _nothing: self._window.say(_("Gespeichert: wieder auf der Warteliste")),
            )

    def _letter(self) -> None:
        if self._row is not None:
            self._print(Paper.CLOSING_LETTER, self._row.id)

    def _certificate(self) -> None:
        if self._row is not None:
            self._print(Paper.VOLUNTEERING_CERTIFICATE, self._row.mentor_id)

    def _print(self, paper: Paper, about: Any) -> None:
        preview_paper(self, self._tasks, paper, [about], self._today())

    def _match(self) -> None:
        if self._row is not None:
            self._window.go("matching", self._row.mentor_id)


def _facts(row: PairingRow, after: After) -> list[tuple[str, str]]:
    talks = (
        (_("Gespräch Patin/Pate"), row.closing_talk_mentor_on, row.talk_mentor_done),
        (_("Gespräch Mentee"), row.closing_talk_mentee_on, row.talk_mentee_done),
    )
    free = ngettext("{n} Platz frei", "{n} Plätze frei", after.free_places).format(n=after.free_places)
    return [
        (_("Beendet durch"), row.ended_by.label if row.ended_by is not None else ""),
        *(
            (words, german_date(day) or (_("nicht möglich") if is_done else _("noch offen")))
            for words, day, is_done in talks
            if row.status is PairingStatus.ENDED
        ),
        (_("Privat weiter"), "" if row.continues_privately is YesNo.UNKNOWN else row.continues_privately.label),
        (_("Patin/Pate"), " · ".join(filter(None, (after.mentor.label if after.mentor else "", free)))),
        (_("Mentee"), after.mentee.label if after.mentee is not None else ""),
    ]
