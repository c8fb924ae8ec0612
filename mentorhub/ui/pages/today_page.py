"""Heute: a few numbers, and what is due, most urgent first; each line opens its record."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from mentorhub import people, today
from mentorhub.text import N_, _, number
from mentorhub.today import Due, Overview, Urgency
from mentorhub.ui import icons, theme, widgets
from mentorhub.ui.dialogs.activity_dialog import ActivityDialog
from mentorhub.ui.form_dialog import show_over
from mentorhub.ui.page import Page, Window
from mentorhub.ui.tasks import Tasks

NEW = "new"
_GROUPS = {
    Urgency.OVERDUE: N_("Überfällig"),
    Urgency.TODAY: N_("Heute"),
    Urgency.WEEK: N_("Diese Woche"),
    Urgency.SOON: N_("Bald"),
}
_TONES = {Urgency.OVERDUE: "bad", Urgency.TODAY: "warning", Urgency.WEEK: "accent", Urgency.SOON: "muted"}
_ICONS = {
    "silent": "clock",
    "papers": "paper",
    "contact": "phone",
    "unsigned": "edit",
    "trial": "trial",
    "proposal": "proposed",
    "pause": "paused",
    "end": "ended",
    "check_in": "phone",
    "certificate": "certificate",
    "interested": "new",
    "waiting": "waiting",
}
_DUE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Shown:
    overview: Overview
    due: tuple[Due, ...]
    anybody: bool
    """Whether there are people at all; a new data folder needs another word than a quiet day."""


class TodayPage(Page):
    title = N_("Heute")

    def __init__(self, tasks: Tasks, window: Window, today: Callable[[], date] = date.today) -> None:
        super().__init__(tasks, window)
        self.heading.setText(_("Heute"))
        self._today = today
        self.new_person = self.add_button(
            _("Neue Person"), lambda: window.go("people", NEW), icon="add-person", key="Ctrl+Shift+N"
        )
        self.new_meeting = self.add_button(_("Treffen eintragen"), self._log, icon="add", primary=True, key="Ctrl+N")
        self.running = _Number(_("laufende Patenschaften"), "pairings")
        self.waiting = _Number(_("Mentees warten"), "waiting")
        self.free = _Number(_("freie Plätze"), "mentor")
        self.now = _Number(_("jetzt zu tun"), "problem")
        self.list = DueList()
        self.list.opened.connect(self._open)
        self.empty = widgets.label("", "muted")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.empty.setContentsMargins(theme.em(3), theme.em(3), theme.em(3), theme.em(3))
        self.open_button = widgets.button(_("Öffnen"), self.list.open_current, icon="next")
        cards = widgets.line(None, self.running, self.waiting, self.free, self.now, space=0.7)
        self.body.addLayout(cards)
        self.caption = widgets.label(_("Was ansteht"), "subtitle", wrap=False)
        self.caption.setContentsMargins(0, theme.em(0.5), 0, 0)
        self.body.addWidget(self.caption)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.empty, 1)
        self.body.addLayout(widgets.line(None, self.open_button, None))
        self.empty.hide()

    def reload(self) -> None:
        self.tasks.load(self, _read, self._today(), then=self._take, channel="today")

    def _take(self, shown: Shown) -> None:
        for card, figure in (
            (self.running, shown.overview.running),
            (self.waiting, shown.overview.waiting),
            (self.free, shown.overview.free_places),
            (self.now, shown.overview.due_now),
        ):
            card.show_figure(figure)
        self.list.show_due(shown.due)
        something = bool(shown.due)
        self.caption.setVisible(something)
        self.list.setVisible(something)
        self.open_button.setVisible(something)
        self.empty.setVisible(not something)
        self.empty.setText(
            _("Heute steht nichts an. Haben Sie von einem Treffen gehört? Dann tragen Sie es gleich ein.")
            if shown.anybody
            else _(
                "Noch ist niemand eingetragen. Legen Sie die erste Person an, oder holen Sie Ihre Liste "
                "unter „Personen“ mit „Importieren …“ herein."
            )
        )

    def _log(self) -> None:
        dialog = ActivityDialog(self, self.tasks, self._today())
        dialog.told.connect(self.main_window.say)
        show_over(self, dialog)

    def _open(self, due: Due) -> None:
        if due.pairing_id is not None:
            self.main_window.open_pairing(due.pairing_id)
        else:
            self.main_window.open_person(due.person_id)


class DueList(QListWidget):
    """What is due, under its three headings. Enter or a double click opens a line."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Was ansteht"))
        self.setItemDelegate(_DueDelegate(self))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemDoubleClicked.connect(self._open_item)

    def show_due(self, due: Sequence[Due]) -> None:
        """The line that was current stays so."""
        kept = self._current()
        self.clear()
        for urgency, name in _GROUPS.items():
            group = [item for item in due if item.urgency is urgency]
            if group:
                heading = QListWidgetItem(f"{_(name)} ({number(len(group))})")
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
                self.addItem(heading)
            for item in group:
                self.addItem(_line(item))
        rows = [row for row in range(self.count()) if isinstance(self.item(row).data(_DUE), Due)]
        same = [row for row in rows if kept is not None and _same(self.item(row).data(_DUE), kept)]
        if rows:
            self.setCurrentRow((same or rows)[0])

    def due(self) -> list[Due]:
        found = (self.item(row).data(_DUE) for row in range(self.count()))
        return [each for each in found if isinstance(each, Due)]

    def open_current(self) -> None:
        due = self._current()
        if due is not None:
            self.opened.emit(due)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.open_current()
            event.accept()
            return
        super().keyPressEvent(event)

    def _current(self) -> Due | None:
        item = self.currentItem()
        due = item.data(_DUE) if item is not None else None
        return due if isinstance(due, Due) else None

    def _open_item(self, item: QListWidgetItem) -> None:
        if isinstance(item.data(_DUE), Due):
            self.opened.emit(item.data(_DUE))


class _DueDelegate(QStyledItemDelegate):
    """A heading, or: icon, whom it is about, what is due."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        due = index.data(_DUE)
        rect: QRect = option.rect
        colours = theme.colours()
        font: QFont = option.font
        painter.save()
        if not isinstance(due, Due):
            font.setWeight(QFont.Weight.DemiBold)
            painter.setFont(font)
            painter.setPen(QColor(colours.muted))
            room = rect.adjusted(theme.em(0.8), 0, 0, -theme.em(0.3))
            painter.drawText(room, int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft), str(index.data()))
            painter.setPen(QColor(colours.hairline))
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
            painter.restore()
            return
        self._paint_line(painter, option, index, due)
        painter.restore()

    def _paint_line(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        due: Due,
    ) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        view: QWidget | None = option.widget
        colours = theme.colours()
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(colours.tint if chosen else colours.hover))
        if chosen and view is not None and view.hasFocus():
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(colours.accent))
        side = theme.em(1.2)
        left = rect.left() + theme.em(0.8)
        icon = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(icon, QIcon):
            icon.paint(painter, QRect(left, rect.center().y() - side // 2, side, side))
        left += side + theme.em(0.7)
        width = rect.right() - left - theme.em(0.8)
        whom = min(theme.em(22), width * 2 // 5)
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        for words, at, room, colour in (
            (due.title, left, whom, colours.on_tint if chosen else colours.text),
            (due.text, left + whom + theme.em(0.8), width - whom - theme.em(0.8), colours.text),
        ):
            painter.setPen(QColor(colours.on_tint if chosen else colour))
            shown = option.fontMetrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRect(at, rect.top(), room, rect.height()), middle, shown)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        is_line = isinstance(index.data(_DUE), Due)
        return QSize(theme.em(20), theme.em(2.3 if is_line else 2.6))


class _Number(QFrame):
    """One figure with its words."""

    def __init__(self, words: str, icon: str) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._words = words
        self.figure: QLabel = widgets.label("–", "figure", wrap=False)
        caption = widgets.label(words, "muted")
        row = widgets.line(
            self, widgets.IconLabel(icon, "accent", 1.9), widgets.column(None, self.figure, caption, space=0)
        )
        row.setStretch(1, 1)
        row.setSpacing(theme.em(0.9))
        widgets.margins(row, 0.6, 1.0)

    def show_figure(self, figure: int) -> None:
        self.figure.setText(number(figure))
        self.figure.setAccessibleName(f"{number(figure)} {self._words}")


def _read(session: Any, on: date) -> Shown:
    items = tuple(today.due(session, on))
    return Shown(today.overview(session, on, items), items, bool(people.search(session)))


def _line(due: Due) -> QListWidgetItem:
    item = QListWidgetItem(icons.icon(_ICONS.get(due.kind, "information"), _TONES[due.urgency]), due.title)
    item.setData(_DUE, due)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{_(_GROUPS[due.urgency])}: {due.title}: {due.text}")
    item.setToolTip(f"{due.title}\n{due.text}")
    return item


def _same(one: Due, other: Due) -> bool:
    return (one.kind, one.pairing_id, one.person_id) == (other.kind, other.pairing_id, other.person_id)
