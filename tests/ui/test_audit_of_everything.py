"""Every page and every dialog, opened once on a small laptop screen with large letters, and looked at by the program.

The dark look stands here; `./dev gallery` does the same for light, for English and for the usual size.
"""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

import gallery

KNOWN: dict[str, str] = {
    "limits_dialog.LimitsDialog: scrolls sideways: QWidget": "the limits with their sources are wider than 800 pixels, "
    "the screen that Qt pretends in tests",
    "9-settings-1: cut off: Datenschutzbeauftragte": "the longest caption of the organisation; its column has one "
    "width with the other forms",
    "own_text_dialog.OwnTextDialog: scrolls sideways: QWidget": "the sheet of paper beside the text may scroll",
}
"""Findings that stay for now, and why. Nothing may be added; what is mended has to be taken out."""

_LARGE = ("gross", "de", "dark", 150, (1366, 768))


def test_everything_can_be_seen_heard_and_reached_with_large_letters_on_a_small_screen(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gallery.answer_everything(monkeypatch.setattr)
    found: set[str] = set()
    opened = gallery.take(
        qapp, tmp_path / "data", _LARGE, lambda name, shown: found.update(gallery.findings(name, shown))
    )
    assert set(gallery.dialogs()) <= opened, "not opened"
    assert sorted(found - set(KNOWN)) == []
    assert sorted(set(KNOWN) - found) == [], "mended: take these out of KNOWN"


def test_the_audit_sees_words_without_room_and_faint_words(qapp: QApplication) -> None:
    page = QWidget()
    label = widgets.label("ein langer Satz, für den kein Platz ist", wrap=False)
    widgets.column(page, label)
    label.setFixedWidth(30)
    label.setStyleSheet("color: #dddddd;")
    page.show()

    assert sight.cut_off(page) == ["cut off: ein langer Satz, für den kein Platz ist"]
    assert len(sight.faint(page)) == 1
    label.setFixedWidth(800)
    label.setStyleSheet("")
    assert sight.check(page) == []
