"""What a list holds and what would happen with it, in words: rows, columns, values nobody can read, look-alikes.

Each part may correct the list; every correction is one of the `Decisions`, and the list is looked at anew.
"""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QWidget

from mentorhub.import_export.decisions import Decisions
from mentorhub.import_export.importing import Check, Result, RowReport, Step
from mentorhub.text import _, german_date, ngettext, number
from mentorhub.ui import mnemonics, widgets
from mentorhub.ui.dialogs.import_columns import ColumnsPart, column_words
from mentorhub.ui.dialogs.import_doubts import DoubtsPart
from mentorhub.ui.dialogs.import_mending import MendingPart
from mentorhub.ui.rows_model import Column
from mentorhub.ui.small_table import SmallTable
from mentorhub.ui.status import Status
from mentorhub.ui.tabs import Tabs

MOST_SHOWN = 1_000
"""So many rows are shown at once; of a longer list those that need a look can be asked for."""

ROWS, RUNNING, COLUMNS, UNREAD, DOUBTS, NOTES = range(6)


class ImportPreview(QWidget):
    """`decide(decisions)` is called with every correction."""

    def __init__(self, decide: Callable[[Decisions], object]) -> None:
        super().__init__()
        self._decide = decide
        self._decisions = Decisions()
        self._reports: tuple[RowReport, ...] = ()
        self.summary = widgets.label("", "section")
        self.promise = widgets.label(_("Noch ist nichts geschrieben. Erst „Übernehmen“ trägt die Liste ein."), "muted")
        self.notes = widgets.label("")
        self.hidden = QCheckBox(_("Ausgeblendete Zeilen und Spalten weglassen"))
        self.hidden.clicked.connect(lambda on: self._decide(self._decisions.leaving_out_hidden(on)))
        self.rows = SmallTable(
            _("Zeilen der Liste"),
            [
                Column(_("Zeile"), "row", width=4, right=True),
                Column(_("Name"), "name", width=14),
                Column(_("Was geschieht"), _step, width=10),
                Column(_("Angaben"), _changes, width=20),
            ],
            lambda row: (row.sheet, row.row),
            empty=_("Keine Zeile ist von dieser Art."),
        )
        steps = [
            (None, _("alle Zeilen")),
            (Step.ADD, _("neu")),
            (Step.CHANGE, _("wird geändert")),
            (Step.SKIP, _("unverändert")),
            (Step.REFUSE, _("nicht übernommen")),
            (Step.LEAVE, _("ausgelassen")),
        ]
        self.shown = widgets.ComboBox(_("Zeigen"), steps)
        self.shown.currentIndexChanged.connect(lambda _place: self._show_rows())
        self.more = widgets.label("", "muted")
        self.leave_button = widgets.button(_("Zeile auslassen"), self._leave_out)
        self.whole = widgets.label()
        self.rows.chosen.connect(lambda _row: self._show_current())
        self.running = SmallTable(
            _("Laufende Patenschaften"),
            [
                Column(_("Zeile"), "row", width=4, right=True),
                Column(_("Patin/Pate"), "mentor", width=13),
                Column(_("Mentee"), "mentee", width=13),
                Column(_("Läuft seit"), lambda one: german_date(one.since) or _("nicht angegeben"), width=8),
                Column(_("Letzter Kontakt"), lambda one: german_date(one.last_contact), width=8),
            ],
            lambda one: (one.sheet, one.row, one.mentor, one.mentee),
            empty=_("Mit dieser Liste kommt keine laufende Patenschaft herein."),
        )
        self.columns = ColumnsPart(self._say)
        self.mending = MendingPart(self._say)
        self.doubts = DoubtsPart(self._say)
        self.tabs = Tabs(
            _("Vorschau"),
            [
                (_("Zeilen"), self._rows_part()),
                (_("Patenschaften"), self.running),
                (_("Spalten"), self.columns),
                (_("Nicht gelesen"), self.mending),
                (_("Zweifelsfälle"), self.doubts),
                (_("Hinweise"), self._notes_part()),
            ],
        )
        self.tabs.bar.currentChanged.connect(lambda _place: mnemonics.assign(self.window()))
        widgets.column(self, self.summary, self.promise, self.tabs, space=0.4).setStretch(2, 1)

    def show_check(self, check: Check, *, anew: bool) -> None:
        """`anew`: another list, not the same one after a correction."""
        result = check.result()
        self._decisions = check.decisions
        self._reports = result.rows
        self.summary.setText(summary(result))
        self.notes.setText("\n".join(result.notes) or _("Alles in der Datei wird gelesen; nichts ist ausgeblendet."))
        self.hidden.setVisible(result.has_hidden)
        self.hidden.setChecked(check.decisions.without_hidden)
        self._show_rows()
        self.running.set_rows(result.running[:MOST_SHOWN])
        self.columns.show_check(check)
        self.mending.show_check(check)
        self.doubts.show_check(check)
        doubts = len(result.duplicates) + len(result.questions)
        for place, (words, count) in enumerate(
            (
                (_("Zeilen"), len(result.rows)),
                (_("Patenschaften"), len(result.running)),
                (_("Spalten"), sum(len(table.columns) for table in check.tables)),
                (_("Nicht gelesen"), len(result.refused)),
                (_("Zweifelsfälle"), doubts),
                (_("Hinweise"), len(result.notes)),
            )
        ):
            self.tabs.bar.setTabText(place, f"{words} ({number(count)})")
        if anew:
            self.tabs.show_tab(ROWS)

    def show_doubts(self) -> None:
        self.tabs.show_tab(DOUBTS)

    def _rows_part(self) -> QWidget:
        part = QWidget()
        caption = widgets.label(_("Zeigen"), "muted", wrap=False)
        caption.setBuddy(self.shown)
        foot = widgets.line(None, caption, self.shown, self.more, None, self.leave_button)
        widgets.column(part, self.rows, self.whole, foot, space=0.5).setStretch(0, 1)
        return part

    def _notes_part(self) -> QWidget:
        """What is read or not read besides the rows, and what the spreadsheet hides."""
        inside = QWidget()
        widgets.column(inside, widgets.card(self.notes), self.hidden, None, space=0.6)
        return widgets.scrolling(inside)

    def _show_rows(self) -> None:
        wanted = self.shown.value()
        found = [row for row in self._reports if wanted is None or row.step is wanted]
        self.rows.set_rows(found[:MOST_SHOWN])
        more = len(found) - MOST_SHOWN
        self.more.setText(
            ngettext("und {n} weitere Zeile", "und {n} weitere Zeilen", more).format(n=number(more)) if more > 0 else ""
        )
        self._show_current()

    def _show_current(self) -> None:
        row: RowReport | None = self.rows.current()
        self.whole.setText("" if row is None else _changes(row))
        out = row is not None and (row.sheet, row.row) in self._decisions.skipped
        self.leave_button.setText(_("Doch übernehmen") if out else _("Zeile auslassen"))
        self.leave_button.setEnabled(row is not None)

    def _leave_out(self) -> None:
        row = self.rows.current()
        if row is not None:
            place = (row.sheet, row.row)
            self._decide(self._decisions.leaving_out(place, place not in self._decisions.skipped))

    def _say(self, decisions: Decisions) -> None:
        self._decide(decisions)


def summary(result: Result) -> str:
    """`Mentees: 91 neu, 2 geändert, 4 unverändert · 3 Angaben nicht gelesen`"""
    words = [
        _("{kind}: {added} neu, {changed} geändert, {skipped} unverändert").format(
            kind=result.kind.label,
            added=number(result.count(Step.ADD)),
            changed=number(result.count(Step.CHANGE)),
            skipped=number(result.count(Step.SKIP)),
        )
    ]
    notes = len(result.notes)
    refused, left, unread = result.count(Step.REFUSE), result.count(Step.LEAVE), len(result.refused)
    pairings, doubts = result.pairings, result.open_doubts()
    for count, told in (
        (refused, ngettext("{n} Zeile nicht übernommen", "{n} Zeilen nicht übernommen", refused)),
        (left, ngettext("{n} Zeile ausgelassen", "{n} Zeilen ausgelassen", left)),
        (pairings, ngettext("{n} laufende Patenschaft", "{n} laufende Patenschaften", pairings)),
        (unread, ngettext("{n} Angabe nicht gelesen", "{n} Angaben nicht gelesen", unread)),
        (doubts, ngettext("{n} Zweifelsfall offen", "{n} Zweifelsfälle offen", doubts)),
        (notes, ngettext("{n} Hinweis", "{n} Hinweise", notes)),
    ):
        if count:
            words.append(told.format(n=number(count)))
    return " · ".join(words)


def _step(row: RowReport) -> Status:
    return {
        Step.ADD: Status(_("neu"), "new", "accent"),
        Step.CHANGE: Status(_("wird geändert"), "edit", "good"),
        Step.SKIP: Status(_("unverändert"), "ok", "muted"),
        Step.REFUSE: Status(_("nicht übernommen"), "stop", "bad"),
        Step.LEAVE: Status(_("ausgelassen"), "ended", "muted"),
    }[row.step]


def _changes(row: RowReport) -> str:
    """Field by field: what it was and what it will be; of somebody new, what is known."""
    words = [
        f"{column_words(one.field)}: {one.old} → {one.new}" if one.old else f"{column_words(one.field)}: {one.new}"
        for one in row.details
    ]
    words += list(dict.fromkeys(column_words(name) for name in row.given))
    if row.problems:
        n = len(row.problems)
        words.append(ngettext("{n} Angabe nicht gelesen", "{n} Angaben nicht gelesen", n).format(n=n))
    return ", ".join(words) if not row.details else "; ".join(words)
