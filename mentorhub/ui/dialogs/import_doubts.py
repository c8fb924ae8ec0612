"""Look-alikes and names that could mean several people: each is decided by a person, one by one or all at once."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from mentorhub.choices import Role
from mentorhub.import_export.decisions import NEW, Decisions, Twin
from mentorhub.import_export.importing import Check, Duplicate, Question
from mentorhub.text import _
from mentorhub.ui import widgets
from mentorhub.ui.rows_model import Column
from mentorhub.ui.small_table import SmallTable
from mentorhub.ui.status import Status

_MOST_SHOWN = 1_000
_Doubt = Duplicate | Question


class DoubtsPart(QWidget):
    def __init__(self, decide: Callable[[Decisions], object]) -> None:
        super().__init__()
        self._decide = decide
        self._decisions = Decisions()
        self._doubts: list[_Doubt] = []
        self.table = SmallTable(
            _("Zweifelsfälle"),
            [
                Column(_("Zeile"), "row", width=4, right=True),
                Column(_("In der Liste"), _listed, width=15),
                Column(_("Könnte sein"), _other, width=17),
                Column(_("Entscheidung"), _decided, width=11),
            ],
            lambda doubt: (type(doubt).__name__, doubt.sheet, doubt.row, doubt.name),
            empty=_("Niemand sieht jemandem ähnlich, der schon da ist, und jeder Name ist eindeutig."),
        )
        self.answer = widgets.ComboBox(_("Was soll geschehen?"))
        caption = widgets.label(_("Was soll geschehen?"), "muted", wrap=False)
        caption.setBuddy(self.answer)
        self.all_apart = widgets.button(_("Alle offenen sind zwei Personen"), self._keep_all_apart)
        self.all_new = widgets.button(_("Alle unbekannten Namen neu anlegen"), self._add_all)
        self.whole = widgets.label()
        self.table.chosen.connect(lambda _doubt: self._show_current())
        self.answer.activated.connect(lambda _place: self._take_answer())
        widgets.column(
            self,
            self.table,
            self.whole,
            widgets.line(None, caption, self.answer, None),
            widgets.line(None, None, self.all_apart, self.all_new),
            space=0.5,
        ).setStretch(0, 1)

    def show_check(self, check: Check) -> None:
        result = check.result()
        self._decisions = check.decisions
        self._doubts = [*result.duplicates, *result.questions]
        self.table.set_rows(self._doubts[:_MOST_SHOWN])
        self.all_apart.setVisible(any(one.twin is None for one in result.duplicates))
        self.all_new.setVisible(any(_unknown(one) for one in result.questions))
        self._show_current()

    def _show_current(self) -> None:
        doubt: _Doubt | None = self.table.current()
        self.answer.setEnabled(doubt is not None)
        self.whole.setText("" if doubt is None else f"{_listed(doubt)}  –  {_other(doubt)}")
        self.answer.set_options([] if doubt is None else _answers(doubt))
        if doubt is not None:
            self.answer.choose(doubt.twin if isinstance(doubt, Duplicate) else doubt.answer)

    def _take_answer(self) -> None:
        doubt: _Doubt | None = self.table.current()
        answer = self.answer.value()
        if isinstance(doubt, Duplicate) and answer is not doubt.twin and answer is not None:
            self._decide(self._decisions.with_twin((doubt.sheet, doubt.row), answer))
        elif isinstance(doubt, Question) and answer != doubt.answer:
            self._decide(self._decisions.with_meant(doubt.sheet, doubt.row, doubt.name, str(answer)))

    def _keep_all_apart(self) -> None:
        decisions = self._decisions
        for doubt in self._doubts:
            if isinstance(doubt, Duplicate) and doubt.twin is None:
                decisions = decisions.with_twin((doubt.sheet, doubt.row), Twin.APART)
        self._decide(decisions)

    def _add_all(self) -> None:
        decisions = self._decisions
        for doubt in self._doubts:
            if isinstance(doubt, Question) and _unknown(doubt):
                decisions = decisions.with_meant(doubt.sheet, doubt.row, doubt.name, NEW)
        self._decide(decisions)


def _unknown(question: Question) -> bool:
    return not question.answer and not question.candidates


def _answers(doubt: _Doubt) -> Sequence[tuple[object, str]]:
    if isinstance(doubt, Duplicate):
        return [
            (None, _("noch nicht entschieden")),
            (Twin.MERGE, _("dieselbe Person: zusammenführen")),
            (Twin.APART, _("zwei Personen: beide behalten")),
            (Twin.SKIP, _("diese Zeile auslassen")),
        ]
    added = _("als Mentee neu anlegen") if doubt.role is Role.MENTEE else _("als Patin/Pate neu anlegen")
    return [
        ("", _("nicht übernehmen")),
        *((candidate.token, candidate.words) for candidate in doubt.candidates),
        (NEW, added),
    ]


def _listed(doubt: _Doubt) -> str:
    if isinstance(doubt, Question):
        return f"{doubt.heading}: {doubt.name}" if doubt.heading else doubt.name
    return ", ".join(part for part in (doubt.name, doubt.row_words) if part)


def _other(doubt: _Doubt) -> str:
    if isinstance(doubt, Question):
        return " · ".join(candidate.words for candidate in doubt.candidates) or _("niemand, der schon da ist")
    who = doubt.person or _("Zeile {row}").format(row=doubt.other_row)
    beside = f", {doubt.other_words}" if doubt.other_words else ""
    return f"{doubt.other_name} ({who}{beside})"


def _decided(doubt: _Doubt) -> Status:
    if isinstance(doubt, Duplicate):
        return {
            None: Status(_("noch offen"), "problem", "warning"),
            Twin.MERGE: Status(_("zusammenführen"), "ok", "good"),
            Twin.APART: Status(_("zwei Personen"), "ok", "good"),
            Twin.SKIP: Status(_("auslassen"), "ended", "muted"),
        }[doubt.twin]
    if not doubt.answer:
        return Status(_("noch offen"), "problem", "warning")
    if doubt.answer == NEW:
        return Status(_("neu anlegen"), "new", "accent")
    return Status(next((c.words for c in doubt.candidates if c.token == doubt.answer), doubt.answer), "ok", "good")
