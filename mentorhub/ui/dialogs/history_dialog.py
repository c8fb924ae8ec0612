"""Verlauf: who changed which field when; of everything, of one person or of one pairing."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QDialog, QWidget

from mentorhub import changes, people
from mentorhub.changes import LogFilter, LogRow
from mentorhub.text import _, ngettext
from mentorhub.ui import mnemonics, theme, widgets
from mentorhub.ui.fields import DateField
from mentorhub.ui.page import Window
from mentorhub.ui.rows_model import Column, Order, RowsModel
from mentorhub.ui.rows_table import RowsTable
from mentorhub.ui.tasks import Tasks


class HistoryDialog(QDialog):
    """`whom`: the name or number that stands above it, for a person or a pairing."""

    def __init__(
        self, parent: QWidget, tasks: Tasks, window: Window, asked: LogFilter | None = None, *, whom: str = ""
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._asked = asked or LogFilter()
        title = _("Verlauf: {whom}").format(whom=whom) if whom else _("Verlauf")
        self.setWindowTitle(title)
        self.setModal(True)
        self.first, self.last = DateField(), DateField()
        self.words = widgets.SearchField(_("Person"), _("Name oder Nummer der Person"))
        self.table = self._make_table(tasks)
        self.count = widgets.label("", "hint", wrap=False)
        for field, words in ((self.first, _("von")), (self.last, _("bis"))):
            field.setAccessibleName(words)
            field.line.setAccessibleName(words)
            field.setFixedWidth(theme.em(11))
            field.changed.connect(self.look_up)
        self.words.searched.connect(lambda: self.look_up())
        self.words.setVisible(self._asked == LogFilter())
        filters = widgets.line(
            None, self.words, _caption(_("Von"), self.first), self.first, _caption(_("Bis"), self.last), self.last
        )
        filters.addStretch(1)
        note = widgets.label(
            _(
                "Hier steht, wer wann welches Feld geändert hat, nie, was darin stand. Zum Führungszeugnis wird "
                "nichts festgehalten."
            ),
            "muted",
        )
        self.open_button = widgets.button(_("Zur Person"), self._open, icon="person")
        close = widgets.button(_("Schließen"), self.reject, look="primary")
        foot = widgets.line(None, self.count, None, self.open_button, close)
        layout = widgets.column(self, widgets.label(title, "subtitle"), note, filters, self.table, foot, space=0.7)
        layout.setStretch(3, 1)
        widgets.margins(layout, 1.1, 1.3)
        room = self.screen().availableSize()
        self.resize(min(theme.em(66), room.width()), min(theme.em(38), round(room.height() * 0.9)))
        self.table.chosen.connect(lambda _id: self._show_open())
        self.table.opened.connect(lambda _id: self._open())
        self._show_open()
        mnemonics.assign(self)
        self.look_up()
        self.table.setFocus()

    def look_up(self) -> None:
        asked = replace(self._asked, first=self.first.value(), last=self.last.value())
        self.table.rows.look_up((asked, self.words.text().strip()))

    def _make_table(self, tasks: Tasks) -> RowsTable:
        model = RowsModel(
            tasks,
            [
                Column(_("Wann"), _when, width=11),
                Column(_("Wer"), "who", width=8.5, rank=2),
                Column(_("Was"), _what, width=16),
                Column(_("Person"), "person", width=10),
                Column(_("Felder"), "fields", width=14),
                Column(_("Wie"), "note", width=8, rank=1),
            ],
            _search,
            changes.rows,
            order=Order("at", descending=True),
            parent=self,
        )
        model.loaded.connect(self._loaded)
        model.dataChanged.connect(lambda *_cells: self._show_open())
        return RowsTable(model, _("Verlauf"), empty=_("In diesem Zeitraum wurde nichts geändert."))

    def _loaded(self, count: int) -> None:
        self.count.setText(ngettext("{n} Änderung", "{n} Änderungen", count).format(n=count))
        self._show_open()

    def _current(self) -> LogRow | None:
        row = self.table.rows.row_at(self.table.currentIndex().row())
        return row if isinstance(row, LogRow) else None

    def _show_open(self) -> None:
        row = self._current()
        self.open_button.setEnabled(row is not None and row.person_id is not None)

    def _open(self) -> None:
        row = self._current()
        if row is not None and row.person_id is not None:
            self.accept()
            self._window.open_person(row.person_id)


def _search(session: Any, query: tuple[LogFilter, str] | None, _order: Order) -> list[Any]:
    asked, words = query or (LogFilter(), "")
    if not words:
        return list(changes.search(session, asked))
    found = people.search(session, words)
    return list(changes.search(session, replace(asked, person_id=found[0]))) if found else []


def _when(row: LogRow) -> str:
    return f"{row.at.astimezone():%d.%m.%Y, %H:%M}"


def _what(row: LogRow) -> str:
    return changes.done(row.what, row.operation)


def _caption(words: str, field: QWidget) -> QWidget:
    caption = widgets.label(words, "muted", wrap=False)
    caption.setBuddy(field)
    return caption
