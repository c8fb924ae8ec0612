"""What the eye needs on every screen: nothing cut off, nothing wider than the screen, no faint words.

`check` returns a line for each finding; the words of a finding are the same from run to run.
"""

from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QImage, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QDialog,
    QHeaderView,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QWidget,
)

from mentorhub.ui import theme

SCREEN = QSize(1366, 768)
_ENOUGH = 4.5
"""WCAG 2.2, 1.4.3, for words of the usual size."""
_HAIR = 2
"""Pixels that rounding may take."""


def check(root: QWidget) -> list[str]:
    return [*cut_off(root), *cut_headings(root), *too_wide(root), *faint(root)]


def cut_off(root: QWidget) -> list[str]:
    """Words for which their own control has no room. What is shortened on purpose says it all in its tooltip."""
    return [f"cut off: {_words(each)}" for each in _with_words(root) if not each.toolTip() and not _has_room(each)]


def cut_headings(root: QWidget) -> list[str]:
    """Of tables; a heading may be broken between two words if its table breaks headings."""
    found = []
    for header in root.findChildren(QHeaderView):
        model = header.model()
        if not header.isVisibleTo(root) or header.window() is not root.window() or model is None:
            continue
        bold = QFont(header.font())
        bold.setWeight(QFont.Weight.DemiBold)
        for place in range(header.count()):
            title = str(model.headerData(place, header.orientation()) or "")
            breaks = int(model.headerData(place, header.orientation(), Qt.ItemDataRole.TextAlignmentRole) or 0)
            words = title.split() if breaks & Qt.TextFlag.TextWordWrap.value else title.splitlines()
            needed = max((QFontMetrics(bold).horizontalAdvance(word) for word in words), default=0)
            if not header.isSectionHidden(place) and needed > header.sectionSize(place):
                found.append(f"cut heading: {title}")
    return found


def too_wide(root: QWidget) -> list[str]:
    found = []
    if isinstance(root, QDialog) and (root.width() > SCREEN.width() or root.height() > SCREEN.height()):
        found.append(f"larger than the screen: {root.width()} x {root.height()}")
    for area in root.findChildren(QScrollArea):
        inside = area.widget()
        if area.isVisibleTo(root) and inside is not None and inside.width() > area.viewport().width() + _HAIR:
            found.append(f"scrolls sideways: {type(inside).__name__}")
    return found


def faint(root: QWidget) -> list[str]:
    """Words against the colour that most of their ground really has, as painted."""
    picture = root.grab().toImage()
    found = []
    for each in _with_words(root):
        if each.isEnabled() and (ground := _ground(picture, root, each)):
            role = QPalette.ColorRole.ButtonText if isinstance(each, QPushButton) else each.foregroundRole()
            ink = each.palette().color(role).name()
            if theme.contrast(ink, ground) < _ENOUGH:
                found.append(f"faint: {_words(each)} ({ink} on {ground})")
    return found


def _with_words(root: QWidget) -> Iterator[QWidget]:
    for each in root.findChildren(QWidget):
        kinds = (QLabel, QPushButton, QCheckBox, QRadioButton, QComboBox)
        if isinstance(each, kinds) and each.isVisibleTo(root) and each.window() is root.window() and _words(each):
            yield each


def _has_room(each: QWidget) -> bool:
    if isinstance(each, QLabel) and each.wordWrap():
        inside = each.contentsRect()
        asked = each.fontMetrics().boundingRect(
            QRect(0, 0, inside.width(), 10_000), int(Qt.TextFlag.TextWordWrap), _words(each)
        )
        return asked.width() <= inside.width() + _HAIR and asked.height() <= inside.height() + _HAIR
    if isinstance(each, QLabel):
        return each.fontMetrics().horizontalAdvance(_words(each)) <= each.contentsRect().width() + _HAIR
    if isinstance(each, QComboBox):
        room = each.width() - theme.em(1.1 + 0.45 * 2)
        return each.fontMetrics().horizontalAdvance(each.currentText()) <= room + _HAIR
    return each.minimumSizeHint().width() <= each.width() + _HAIR


def _words(each: QWidget) -> str:
    if isinstance(each, QComboBox):
        return each.currentText()
    return each.text().replace("&", "") if isinstance(each, QLabel | QAbstractButton) else ""


def _ground(picture: QImage, root: QWidget, each: QWidget) -> str:
    """Nothing if it lies outside what is shown (further down in a form)."""
    shown = QRect(each.mapTo(root, QPoint(0, 0)), each.size()).intersected(picture.rect())
    if not each.visibleRegion().boundingRect().contains(each.rect()) or shown.isEmpty():
        return ""
    seen = Counter(
        picture.pixelColor(x, y).name()
        for x in range(shown.left(), shown.right() + 1, 3)
        for y in range(shown.top(), shown.bottom() + 1, 2)
    )
    return seen.most_common(1)[0][0]
