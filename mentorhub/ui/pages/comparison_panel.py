"""What has changed since the period before and since a year ago, by what was published then."""

from functools import partial

from PySide6.QtWidgets import QWidget

from mentorhub.statistics import own_book
from mentorhub.statistics.comparison import Against, Change
from mentorhub.statistics.disclosure import FIGURES
from mentorhub.statistics.export import Preview
from mentorhub.text import _, number
from mentorhub.ui import widgets
from mentorhub.ui.pages.published_words import Line, lines
from mentorhub.ui.rows_model import Column
from mentorhub.ui.small_table import SmallTable

_ARROWS = {1: "↑ ", -1: "↓ ", 0: ""}


class ComparisonPanel(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.nothing = widgets.Notice()
        self.nothing.hide()
        self._place = QWidget()
        self._tables = widgets.column(self._place)
        self.table: SmallTable | None = None
        self.notes = widgets.label("", "hint")
        explained = widgets.label(
            _("Verglichen wird mit dem, was schon herausgegangen ist, nie mit den genauen Zahlen von damals."), "muted"
        )
        widgets.column(self, explained, self.nothing, self._place, self.notes, space=0.6).setStretch(2, 1)

    def show_preview(self, seen: Preview) -> None:
        self.nothing.say("\n".join(dict.fromkeys(one.sentence for one in seen.against if one.basis is None)))
        compared = [one for one in seen.against if one.basis is not None]
        if self.table is not None:
            self._tables.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
        columns = [
            Column(_("Angabe"), "words", width=16),
            Column(seen.published.period.label, "value", width=6, right=True),
        ]
        for one in compared:
            columns.append(Column(one.period.label, partial(_before, one), width=6, right=True))
            columns.append(Column(_("Veränderung"), partial(_change, one), width=12, right=True))
        self.table = SmallTable(_("Vergleich mit früheren Zahlen"), columns, lambda row: row.key, wrapped=True)
        self.table.set_rows(
            [line for line in lines(seen.published.rows, seen.published.network) if _counts(line, seen)]
        )
        self._tables.addWidget(self.table)
        self._place.show()
        self.notes.setText("\n".join(own_book.growth_sentences(seen.published, compared)))
        self.notes.setVisible(bool(compared))

    def refuse(self, sentence: str) -> None:
        self.nothing.say(sentence)
        self._place.hide()
        self.notes.hide()


def _counts(line: Line, seen: Preview) -> bool:
    """Without older exact numbers, which only explain a repeated breakdown."""
    return line.row is None or line.row.table != FIGURES or line.row.stand == seen.published.stand


def _before(one: Against, line: Line) -> str:
    found = _found(one, line)
    return "" if found is None or found.before is None else number(found.before)


def _change(one: Against, line: Line) -> str:
    """An arrow only where the difference is larger than what the rounding can make."""
    found = _found(one, line)
    return "" if found is None else f"{_ARROWS[found.direction]}{found.words.replace('-', '−')}"


def _found(one: Against, line: Line) -> Change | None:
    return None if line.row is None else one.changes.get((line.row.table, line.row.cell or line.row.measure))
