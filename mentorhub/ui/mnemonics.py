"""Gives every label and button of a window its own letter for Alt, so nobody has to invent them."""

from collections.abc import Iterable

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel, QMenuBar, QPushButton, QRadioButton, QWidget


def assign(root: QWidget, taken: Iterable[str] = ()) -> None:
    """For everything visible in `root`; letters in `taken` (the menu bar's) are left alone. Can be called again."""
    used = {letter.casefold() for letter in taken}
    for widget in bearers(root):
        text = _plain(widget.text())
        letter = _free(text, used)
        if letter is None:
            marked = text.replace("&", "&&")
        else:
            used.add(text[letter].casefold())
            marked = f"{text[:letter].replace('&', '&&')}&{text[letter:].replace('&', '&&')}"
        if widget.text() != marked:
            widget.setText(marked)


def assign_part(part: QWidget) -> None:
    """For a part that changes by itself, with the letters that nothing else in its window has."""
    window = part.window()
    others = [widget.text() for widget in bearers(window) if not part.isAncestorOf(widget)]
    menus = [action.text() for bar in window.findChildren(QMenuBar) for action in bar.actions()]
    assign(part, [letter_of(text) for text in (*others, *menus)])


def letter_of(text: str) -> str:
    """The letter behind the single `&`, in lower case; empty if there is none."""
    at = text.replace("&&", "\0\0").find("&")
    return text[at + 1].casefold() if 0 <= at < len(text) - 1 else ""


def native(key: str) -> str:
    """A shortcut as this system writes it: `Ctrl+S` is `Strg+S` in German."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def bearers(root: QWidget) -> list[QAbstractButton | QLabel]:
    found: list[QAbstractButton | QLabel] = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisibleTo(root) or widget.window() is not root.window():
            continue
        if isinstance(widget, QLabel):
            bears = widget.buddy() is not None
        elif isinstance(widget, QPushButton | QCheckBox | QRadioButton):
            bears = bool(widget.text()) and widget.property("look") not in {"field", "cell"}
        else:
            continue
        if bears:
            found.append(widget)
    return found


def _plain(text: str) -> str:
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def _free(text: str, used: set[str]) -> int | None:
    """First the beginnings of words, then any letter."""
    starts = [i for i, letter in enumerate(text) if letter.isalpha() and (i == 0 or not text[i - 1].isalpha())]
    places = [i for i in [*starts, *range(len(text))] if text[i].isalpha() and text[i].casefold() not in used]
    return places[0] if places else None
