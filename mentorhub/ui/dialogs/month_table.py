"""The table of a month: running pairings by meetings, hours, topics and a note."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTableWidgetItem

from mentorhub.activities import MonthEntry, MonthLine
from mentorhub.choices import Topic
from mentorhub.import_export import values
from mentorhub.import_export.values import Unreadable
from mentorhub.text import _, duration, ngettext, pgettext
from mentorhub.ui import theme
from mentorhub.ui.typed_table import Cell, TypedTable

FIELDS = ("count", "minutes", "topics", "note")
_PEOPLE, _OTHERS = 0, 1
_FIRST = 2
"""The column of the first field."""
_WIDTHS = (18.0, 10.0, 5.0, 5.4, 9.0, 7.0)
"""In em; topics and note share what is left."""
_MOST = 99


def heading(field: str) -> str:
    return {
        "count": pgettext("Anzahl", "Treffen"),
        "minutes": _("Stunden"),
        "topics": _("Themen"),
        "note": _("Kurznotiz"),
    }[field]


class MonthTable(TypedTable):
    """What was typed stays, whatever is wrong with it; `entries()` has the lines that were touched."""

    def __init__(self) -> None:
        heads = [_("Patenschaft"), _("Einzeln eingetragen"), *map(heading, FIELDS)]
        super().__init__(_("Patenschaften und ihre Treffen im Monat"), heads)
        self.horizontalHeader().setMinimumHeight(theme.em(3.9))
        self._lines: list[MonthLine] = []

    def show_lines(self, lines: Sequence[MonthLine]) -> None:
        self.blockSignals(True)
        self._lines = list(lines)
        self.setRowCount(len(lines))
        for row in range(len(lines)):
            for column in range(self.columnCount()):
                self.setItem(row, column, QTableWidgetItem())
            self.show_cell(row, _PEOPLE, lines[row].people, said=_("Patenschaft"))
            self.show_cell(row, _OTHERS, _others(lines[row]), said=_("Einzeln eingetragen"))
        self.paint_fields()
        self.blockSignals(False)
        self.setCurrentCell(0, _FIRST)
        self.edited.emit()

    def entries(self) -> list[MonthEntry]:
        """Cells that can't be read are in `problems`, and only those."""
        self._problems.clear()
        touched = {pairing_id for pairing_id, _field in self._typed}
        found = [self._entry(line) for line in self._lines if line.entry.pairing_id in touched]
        self.paint_fields()
        return found

    def show_problems(self, problems: Mapping[Cell, str]) -> None:
        """What is wrong with a line as a whole is said beside its number of meetings."""
        known = {(key, field if field in FIELDS else "count"): said for (key, field), said in problems.items()}
        super().show_problems(known)

    def sums(self) -> tuple[int, int]:
        """Meetings and minutes of all lines as they stand there, whatever way they were entered."""
        count = minutes = 0
        for line in self._lines:
            entry = self._entry(line, note_problems=False)
            count += (entry.count or 0) + line.other_count
            minutes += (entry.minutes or 0) + line.other_minutes
        return count, minutes

    def is_asked(self, row: int, column: int) -> bool:
        return self.is_field(row, column)

    def is_field(self, row: int, column: int) -> bool:
        return 0 <= row < len(self._lines) and column >= _FIRST

    def cell(self, row: int, column: int) -> Cell:
        return self._lines[row].entry.pairing_id, FIELDS[column - _FIRST]

    def shown(self, row: int, column: int) -> str:
        return _shown(self._lines[row].entry, FIELDS[column - _FIRST])

    def heading(self, column: str) -> str:
        return heading(column)

    def line_name(self, key: UUID) -> str:
        return next((line.people for line in self._lines if line.entry.pairing_id == key), "")

    def check(self, cell: Cell, words: str) -> str:
        _read(cell[1], words)
        return words

    def paint_field(self, row: int, column: int) -> None:
        super().paint_field(row, column)
        item = self.item(row, column)
        if item is not None and FIELDS[column - _FIRST] in {"count", "minutes"}:
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        widths = [theme.em(width) for width in _WIDTHS]
        more = max(0, self.viewport().width() - sum(widths)) // 3
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width + (more if column in (_PEOPLE, 4, 5) else 0))

    def _entry(self, line: MonthLine, *, note_problems: bool = True) -> MonthEntry:
        said = {}
        for field in FIELDS:
            cell = (line.entry.pairing_id, field)
            said[field] = getattr(line.entry, field)
            if cell in self._typed:
                try:
                    said[field] = _read(field, self._typed[cell])
                except ValueError as trouble:
                    if note_problems:
                        self._problems[cell] = str(trouble)
        return MonthEntry(line.entry.pairing_id, **said)


def _others(line: MonthLine) -> str:
    if not line.other_count:
        return ""
    held = ngettext("{n} Treffen", "{n} Treffen", line.other_count).format(n=line.other_count)
    return ", ".join(filter(None, (held, duration(line.other_minutes) if line.other_minutes else "")))


def _shown(entry: MonthEntry, field: str) -> str:
    if field == "minutes":
        return "" if entry.minutes is None else f"{entry.minutes / 60:.2f}".rstrip("0").rstrip(".").replace(".", ",")
    if field == "topics":
        return ", ".join(sorted(topic.label for topic in entry.topics))
    value = getattr(entry, field)
    return "" if value is None else str(value)


def _read(field: str, words: str) -> object:
    """Raises ValueError with a sentence for the person."""
    if field == "note":
        return words
    if field == "topics":
        return _topics(words)
    if not words:
        return None
    if field == "count":
        if words.isdecimal() and 1 <= int(words) <= _MOST:
            return int(words)
        raise ValueError(_("Bitte eine ganze Zahl von 1 bis {most}.").format(most=_MOST))
    return _minutes(words)


def _minutes(words: str) -> int:
    """A bare number means hours, however many; else as lists write it: 1:30, 90 min."""
    try:
        return values.minutes(f"{words} h" if words.replace(",", "").replace(".", "").isdecimal() else words)
    except Unreadable:
        raise ValueError(
            _("„{typed}“ ist keine Dauer. Schreiben Sie zum Beispiel 9 oder 1,5.").format(typed=words)
        ) from None


def _topics(words: str) -> frozenset[Topic]:
    try:
        return values.topics(words)
    except Unreadable:
        raise ValueError(
            _("„{typed}“: nicht jedes Wort ist ein Thema. Zum Beispiel: Deutsch, Arzt.").format(typed=words)
        ) from None
