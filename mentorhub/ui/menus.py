"""What menus are made of, and everything they offer now."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QToolButton, QWidget

from mentorhub.ui import icons, widgets


def add_action(
    window: QWidget,
    menu: QMenu,
    words: str,
    key: str,
    triggered: Callable[[], object],
    *,
    icon: str = "",
    also: str = "",
) -> QAction:
    """`also`: a second key."""
    action = QAction(words, window)
    action.setShortcuts([QKeySequence(each) for each in (key, also) if each])
    if icon:
        action.setIcon(icons.icon(icon))
    action.triggered.connect(lambda: triggered())
    menu.addAction(action)
    return action


def action(parent: QWidget, words: str, triggered: Callable[[], object], *, icon: str = "") -> QAction:
    """For a menu of a page or a list."""
    made = QAction(words, parent)
    if icon:
        made.setIcon(icons.icon(icon))
    made.triggered.connect(lambda: triggered())
    return made


def more_button(name: str, actions: Sequence[QAction]) -> QToolButton:
    """Three dots, and behind them what is done more rarely."""
    made = widgets.icon_button("more", name, lambda: None)
    made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    menu = QMenu(made)
    menu.setAccessibleName(name)
    menu.addActions(list(actions))
    made.setMenu(menu)
    made.setStyleSheet("QToolButton::menu-indicator { image: none; }")
    return made


def offered(bar: QMenuBar) -> list[QAction]:
    """What can be chosen now, for the search over everything."""
    menus = [action.menu() for action in bar.actions()]
    return [
        action
        for menu in menus
        if isinstance(menu, QMenu)
        for action in menu.actions()
        if action.text() and action.isEnabled()
    ]
