"""What a list holds and what would happen with it: rows, recognised columns, values nobody can read, look-alikes."""

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from mentorhub.import_export.columns import Column as ListColumn
from mentorhub.import_export.headings import Field
from mentorhub.import_export.importing import Check, Duplicate, Result, RowReport, Step
from mentorhub.text import _, german_date, ngettext, number
from mentorhub.ui import widgets
from mentorhub.ui.rows_model import Column
from mentorhub.ui.small_table import SmallTable
from mentorhub.ui.status import Status
from mentorhub.ui.tabs import Tabs

_MEANT_BY = {
    "birth_date": Field.BIRTH,
    "birth_year": Field.BIRTH,
    "wish_age_from": Field.WISH_AGES,
    "wish_age_to": Field.WISH_AGES,
}


@dataclass(frozen=True)
class _Similar:
    row: int
    name: str
    words: str


class ImportPreview(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.summary = widgets.label("", "section")
        self.promise = widgets.label(_("Noch ist nichts geschrieben. Erst „Übernehmen“ trägt die Liste ein."), "muted")
        self.rows = SmallTable(
            _("Zeilen der Liste"),
            [
                Column(_("Zeile"), "row", width=4, right=True),
                Column(_("Name"), "name", width=14),
                Column(_("Was geschieht"), _step, width=8),
                Column(_("Angaben"), _changes, width=20),
            ],
            lambda row: (row.sheet, row.row),
        )
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
        self.columns = SmallTable(
            _("Erkannte Spalten"),
            [
                Column(_("Überschrift in der Liste"), "heading", width=12),
                Column(_("wird gelesen als"), _meaning, width=12),
                Column(_("Zum Beispiel"), lambda column: " · ".join(column.examples), width=20),
            ],
            lambda column: (column.position, column.heading),
        )
        self.refused = SmallTable(
            _("Nicht gelesene Angaben"),
            [
                Column(_("Zeile"), "row", width=4, right=True),
                Column(_("Spalte"), lambda problem: _column_words(problem.column), width=9),
                Column(_("Warum"), "sentence", width=30),
            ],
            lambda problem: (problem.sheet, problem.row, problem.column, problem.sentence),
            empty=_("Alles ließ sich lesen."),
        )
        self.similar = SmallTable(
            _("Ähnliche Personen"),
            [
                Column(_("Zeile"), "row", width=4, right=True),
                Column(_("Name"), "name", width=14),
                Column(_("sieht ähnlich aus wie"), "words", width=20),
            ],
            lambda row: (row.row, row.words),
            empty=_("Niemand sieht jemandem ähnlich, der schon da ist."),
        )
        self.tabs = Tabs(
            _("Vorschau"),
            [
                (_("Zeilen"), self.rows),
                (_("Patenschaften"), self.running),
                (_("Spalten"), self.columns),
                (_("Nicht gelesen"), self.refused),
                (_("Ähnliche"), self.similar),
            ],
        )
        widgets.column(self, self.summary, self.promise, self.tabs, space=0.4).setStretch(2, 1)

    def show_check(self, check: Check) -> None:
        result = check.result()
        names = {row.row: row.name for row in result.rows}
        self.summary.setText(summary(result))
        self.rows.set_rows(result.rows)
        self.running.set_rows(result.running)
        self.columns.set_rows(result.columns)
        self.refused.set_rows(result.refused)
        self.similar.set_rows([_Similar(one.row, names.get(one.row, ""), _like(one)) for one in result.duplicates])
        for place, (words, count) in enumerate(
            (
                (_("Zeilen"), len(result.rows)),
                (_("Patenschaften"), len(result.running)),
                (_("Spalten"), len(result.columns)),
                (_("Nicht gelesen"), len(result.refused)),
                (_("Ähnliche"), len(result.duplicates)),
            )
        ):
            self.tabs.bar.setTabText(place, f"{words} ({number(count)})")
        self.tabs.show_tab(0)


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
    refused = result.count(Step.REFUSE)
    if refused:
        words.append(
            ngettext("{n} Zeile nicht übernommen", "{n} Zeilen nicht übernommen", refused).format(n=number(refused))
        )
    if result.pairings:
        words.append(
            ngettext("{n} laufende Patenschaft", "{n} laufende Patenschaften", result.pairings).format(
                n=number(result.pairings)
            )
        )
    unread = len(result.refused)
    if unread:
        words.append(ngettext("{n} Angabe nicht gelesen", "{n} Angaben nicht gelesen", unread).format(n=number(unread)))
    return " · ".join(words)


def _step(row: RowReport) -> Status:
    return {
        Step.ADD: Status(_("neu"), "new", "accent"),
        Step.CHANGE: Status(_("wird ergänzt"), "edit", "good"),
        Step.SKIP: Status(_("unverändert"), "ok", "muted"),
        Step.REFUSE: Status(_("nicht übernommen"), "stop", "bad"),
    }[row.step]


def _changes(row: RowReport) -> str:
    words = [_column_words(name) for name in (*row.changes, *row.given)]
    if row.problems:
        n = len(row.problems)
        words.append(ngettext("{n} Angabe nicht gelesen", "{n} Angaben nicht gelesen", n).format(n=n))
    return ", ".join(dict.fromkeys(words))


def _meaning(column: ListColumn) -> Status:
    if column.field is None:
        return Status(_("wird nicht gelesen"), "ended", "muted")
    if column.by_content:
        return Status(_("{field} (am Inhalt erkannt)").format(field=column.field.label), "problem", "warning")
    return Status(column.field.label, "ok", "good")


def _column_words(name: str) -> str:
    """An attribute by its words; a heading of the list as it stands there."""
    if not name:
        return _("ganze Zeile")
    field = _MEANT_BY.get(name) or next((one for one in Field if one.value == name), None)
    return name if field is None else field.label


def _like(one: Duplicate) -> str:
    return one.person or _("Zeile {row}").format(row=one.other_row)
