"""Both sides of a proposed pair next to each other, criterion by criterion, with the points that each brings."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from mentorhub.matching.reasons import Reason
from mentorhub.matching.sides import Sides
from mentorhub.matching.suggest import SuggestedPair
from mentorhub.text import _
from mentorhub.ui import theme, widgets, written
from mentorhub.ui.pages.suggestion_card import PointsBar, note

_CAPTION = 6.4
_SHARED = ("times", "interests")
"""What the two have in common is said below their sides: it is hard to see in two lists."""


class PairCard(QFrame):
    def __init__(self, pair: SuggestedPair, sides: Sides, open_person: Callable[[object], object]) -> None:
        super().__init__()
        self.pair = pair
        self.setProperty("look", "card")
        most = sum(reason.most for reason in pair.reasons)
        points = widgets.label(_("{points} von {most}").format(points=pair.score, most=most), "muted", wrap=False)
        head = widgets.line(None, widgets.label(_("So gut passt es"), "muted"), PointsBar(pair.score, most), points)
        head.setStretch(0, 1)
        layout = widgets.column(self, head, widgets.separator(), self._grid(pair, sides, open_person), space=0.6)
        widgets.margins(layout, 0.8, 1.0)
        if pair.missing:
            papers = _("Vor dem Beginn fehlt noch: {papers}").format(papers="; ".join(pair.missing))
            layout.addWidget(note("problem", "warning", papers))

    def words(self) -> str:
        """Everything that stands on it, for tests and screen readers."""
        return " ".join(label.text() for label in self.findChildren(QLabel))

    def _grid(self, pair: SuggestedPair, sides: Sides, open_person: Callable[[object], object]) -> QWidget:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.em(0.8))
        grid.setVerticalSpacing(theme.em(0.35))
        for column, stretch in enumerate((0, 1, 1, 0)):
            grid.setColumnStretch(column, stretch)
        for column, (kind, name, number, person) in enumerate(
            (
                (_("Mentee"), pair.mentee_name, pair.mentee_number, pair.mentee_id),
                (_("Patin/Pate"), pair.mentor_name, pair.mentor_number, pair.mentor_id),
            ),
            start=1,
        ):
            grid.addWidget(_head(kind, name, number, person, open_person), 0, column, Qt.AlignmentFlag.AlignTop)
        row = 1
        for reason in pair.reasons:
            row = _write(grid, row, reason, sides)
        return inside


def _head(kind: str, name: str, number: str, person: object, open_person: Callable[[object], object]) -> QWidget:
    inside = QWidget()
    go = widgets.button(_("Zur Person"), lambda: open_person(person), look="link")
    go.setAccessibleName(_("Zu {name}").format(name=name))
    go.setStyleSheet("padding-left: 0px;")
    title = widgets.label(written.line(name), "section")
    kind_and_number = widgets.label(f"{kind} · {number}", "hint")
    layout = widgets.column(inside, kind_and_number, title, go, space=0.05)
    layout.setAlignment(go, Qt.AlignmentFlag.AlignLeft)
    return inside


def _write(grid: QGridLayout, row: int, reason: Reason, sides: Sides) -> int:
    """The row after it."""
    caption = widgets.label(reason.label, "muted")
    caption.setFixedWidth(theme.em(_CAPTION))
    points = widgets.label(_("{points} von {most}").format(points=reason.points, most=reason.most), "hint", wrap=False)
    points.setToolTip(reason.text)
    grid.addWidget(caption, row, 0, Qt.AlignmentFlag.AlignTop)
    grid.addWidget(points, row, 3, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
    mentee, mentor = sides.mentee.get(reason.criterion, ""), sides.mentor.get(reason.criterion, "")
    if not mentee or not mentor:
        grid.addWidget(widgets.label(reason.text), row, 1, 1, 2, Qt.AlignmentFlag.AlignTop)
        return row + 1
    grid.addWidget(widgets.label(mentee), row, 1, Qt.AlignmentFlag.AlignTop)
    grid.addWidget(widgets.label(mentor), row, 2, Qt.AlignmentFlag.AlignTop)
    if reason.criterion in _SHARED and mentee != mentor:
        grid.addWidget(widgets.label(reason.text, "hint"), row + 1, 1, 1, 2, Qt.AlignmentFlag.AlignTop)
        return row + 2
    return row + 1
