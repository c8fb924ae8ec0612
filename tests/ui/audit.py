"""What every screen has to pass: names for a screen reader, letters for Alt, and Tab that reaches everything.

Use it in the test of a page: `audit.check(page)`.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QAbstractSpinBox, QComboBox, QLabel, QLineEdit, QWidget

from mentorhub.ui import mnemonics


def check(root: QWidget) -> None:
    """Raises with a list of everything that is wrong."""
    found = findings(root)
    assert not found, "\n".join(found)


def findings(root: QWidget) -> list[str]:
    return [*without_name(root), *doubled_letters(root), *unreached(root)]


def focusable(root: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in (root, *root.findChildren(QWidget))
        if widget.isVisibleTo(root)
        and widget.window() is root.window()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and not _inner(widget)
    ]


def without_name(root: QWidget) -> list[str]:
    labelled = {label.buddy() for label in root.findChildren(QLabel) if label.buddy() is not None}
    found = []
    for widget in focusable(root):
        interface = QAccessible.queryAccessibleInterface(widget)
        name = "" if interface is None else interface.text(QAccessible.Text.Name)
        named = bool(name) and not isinstance(widget, QComboBox)
        if not named and not widget.accessibleName() and widget not in labelled:
            found.append(f"no name: {_describe(widget)}")
    return found


def doubled_letters(root: QWidget) -> list[str]:
    seen: dict[str, str] = {}
    found = []
    for widget in mnemonics.bearers(root):
        letter = mnemonics.letter_of(widget.text())
        if letter and letter in seen:
            found.append(f"Alt+{letter} twice: {seen[letter]}, {widget.text()}")
        if letter:
            seen[letter] = widget.text()
    return found


def unreached(root: QWidget) -> list[str]:
    """Walks the chain of Tab stops as Qt does; also proves that none of them keeps the Tab key for itself."""
    wanted = set(focusable(root))
    reached: set[QWidget] = set()
    widget: QWidget | None = root
    for _step in range(5_000):
        widget = widget.nextInFocusChain() if widget is not None else None
        if widget is None or widget is root:
            break
        reached.add(widget)
    found = [f"Tab does not reach: {_describe(widget)}" for widget in wanted - reached - {root}]
    for widget in wanted:
        traps = getattr(widget, "tabKeyNavigation", None) or (lambda: False)
        takes_tab = hasattr(widget, "tabChangesFocus") and not widget.tabChangesFocus()
        if traps() or takes_tab:
            found.append(f"Tab is kept by: {_describe(widget)}")
    return found


def _inner(widget: QWidget) -> bool:
    """Parts of a control that has the name: the line of a spin box, the viewport of a list."""
    parent = widget.parentWidget()
    return (isinstance(widget, QLineEdit) and isinstance(parent, QAbstractSpinBox | QComboBox)) or (
        isinstance(parent, QAbstractScrollArea) and widget is parent.viewport()
    )


def _describe(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    return f"{type(widget).__name__} {widget.objectName()} {text() if callable(text) else ''}".strip()
