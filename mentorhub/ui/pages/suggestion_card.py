"""One suggested pair: how well it fits and why, in words and points; what is missing, what it would cost others."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from mentorhub.matching.at_limit import AtLimit
from mentorhub.matching.reasons import Reason
from mentorhub.matching.suggest import SuggestedPair
from mentorhub.text import _
from mentorhub.ui import theme, widgets, written

_SHOWN = 3


class PointsBar(QWidget):
    """A bar beside the number; a screen reader reads the number."""

    def __init__(self, points: int, most: int, look: str = "") -> None:
        super().__init__()
        self._colour = "border" if look == "muted" else "accent"
        self._share = points / most if most else 0.0
        self.setAccessibleName(_("{points} von {most} Punkten").format(points=points, most=most))
        self.setToolTip(self.accessibleName())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.em(7), theme.em(0.55))

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        room = QRectF(self.rect())
        round_ = room.height() / 2
        painter.setBrush(QColor(colours.hairline))
        painter.drawRoundedRect(room, round_, round_)
        if self._share > 0:
            painter.setBrush(colours.named(self._colour))
            filled = QRectF(room.left(), room.top(), max(room.height(), room.width() * self._share), room.height())
            painter.drawRoundedRect(filled, round_, round_)
        painter.end()


class SuggestionCard(QFrame):
    """`title` names the side that is not known yet; `buttons` stand at the bottom."""

    def __init__(self, pair: SuggestedPair, title: str, buttons: Sequence[QPushButton]) -> None:
        super().__init__()
        self.pair = pair
        self.setProperty("look", "card")
        layout = widgets.column(self, _head(title, pair.score, pair.reasons), space=0.5)
        widgets.margins(layout, 0.8, 1.0)
        ranked = sorted(pair.reasons, key=lambda reason: -reason.points)
        first = ranked[:_SHOWN]
        layout.addWidget(_reasons(first))
        self._rest = _reasons(ranked[len(first) :])
        self._rest.hide()
        layout.addWidget(self._rest)
        self.more = widgets.button(_("Alle Gründe zeigen"), self._show_all, look="link")
        self.more.setVisible(len(first) < len(ranked))
        if pair.missing:
            missing = _("Vor dem Beginn fehlt noch: {papers}").format(papers="; ".join(pair.missing))
            layout.addWidget(note("problem", "warning", missing))
        if pair.cost:
            layout.addWidget(note("information", "accent", pair.cost))
        layout.addLayout(widgets.line(None, *buttons, None, self.more))

    def words(self) -> str:
        """Everything that stands on it, for tests and screen readers."""
        return " ".join(label.text() for label in self.findChildren(QLabel))

    def _show_all(self) -> None:
        self._rest.show()
        self.more.hide()


class LimitCard(QFrame):
    """Somebody who would fit but has no place free: all in grey, with the reason; nothing can be proposed."""

    def __init__(self, full: AtLimit, open_person: QPushButton) -> None:
        super().__init__()
        self.full = full
        self.setProperty("look", "faded")
        layout = widgets.column(
            self, _head(written.line(full.name, full.number), full.score, full.reasons, "muted"), space=0.5
        )
        widgets.margins(layout, 0.8, 1.0)
        layout.addWidget(note("paused", "muted", full.text, "muted"))
        ranked = sorted(full.reasons, key=lambda reason: -reason.points)[:_SHOWN]
        layout.addWidget(_reasons(ranked, "muted"))
        layout.addLayout(widgets.line(None, open_person, None))

    def words(self) -> str:
        """Everything that stands on it, for tests and screen readers."""
        return " ".join(label.text() for label in self.findChildren(QLabel))


def _head(title: str, score: int, reasons: Sequence[Reason], look: str = "section") -> QHBoxLayout:
    most = sum(reason.most for reason in reasons)
    points = widgets.label(_("{points} von {most}").format(points=score, most=most), "muted", wrap=False)
    head = widgets.line(None, widgets.label(title, look), PointsBar(score, most, look), points)
    head.setStretch(0, 1)
    return head


def _reasons(reasons: Sequence[Reason], look: str = "") -> QWidget:
    inside = QWidget()
    grid = QGridLayout(inside)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.em(0.8))
    grid.setVerticalSpacing(theme.em(0.2))
    grid.setColumnStretch(1, 1)
    for row, reason in enumerate(reasons):
        caption = widgets.label(reason.label, "muted", wrap=False)
        caption.setMinimumWidth(theme.em(8.5))
        points = widgets.label(
            _("{points} von {most}").format(points=reason.points, most=reason.most), "hint", wrap=False
        )
        points.setAlignment(Qt.AlignmentFlag.AlignRight)
        grid.addWidget(caption, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(widgets.label(reason.text, look), row, 1)
        grid.addWidget(points, row, 2, Qt.AlignmentFlag.AlignTop)
    return inside


def note(icon: str, tone: str, sentence: str, look: str = "") -> QWidget:
    """A sentence with its sign."""
    inside = QWidget()
    sign = widgets.IconLabel(icon, tone, 1.1)
    row = widgets.line(inside, sign, widgets.label(sentence, look), space=0.5)
    row.setStretch(1, 1)
    row.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
    return inside
