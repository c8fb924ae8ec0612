"""Small controls: room between icon and words, and choices that give back what they were given."""

import unicodedata

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from mentorhub.choices import Level
from mentorhub.ui import theme, widgets, written
from mentorhub.ui.fields import ChoiceField, of


def inked_columns(picture: QImage, ground: QColor) -> list[bool]:
    """Whether anything is drawn in each column of pixels, away from the frame."""
    edge = 4
    return [
        any(
            abs(QColor(picture.pixel(x, y)).lightness() - ground.lightness()) > 60
            for y in range(edge, picture.height() - edge)
        )
        for x in range(edge, picture.width() - edge)
    ]


def first_gap(columns: list[bool]) -> int:
    """How many empty columns follow the first thing drawn, up to the next."""
    start = columns.index(True)
    end = columns.index(False, start)
    return columns.index(True, end) - end


@pytest.mark.parametrize("look", ["", "primary", "link", "danger"])
def test_a_button_keeps_its_words_away_from_its_icon(qtbot: QtBot, look: str) -> None:
    made = widgets.button("Neu", lambda: None, icon="stop", look=look)
    qtbot.addWidget(made)
    made.resize(made.sizeHint())
    picture = made.grab().toImage()
    ground = QColor(picture.pixel(made.width() - 5, made.height() // 2))
    assert first_gap(inked_columns(picture, ground)) >= theme.em(0.4)


def test_a_button_is_wide_enough_for_icon_and_words(qtbot: QtBot) -> None:
    plain, pictured = QPushButton("Neu"), widgets.button("Neu", lambda: None, icon="add")
    for made in (plain, pictured):
        qtbot.addWidget(made)
    assert pictured.sizeHint().width() >= plain.sizeHint().width() + theme.em(1.5)


def test_a_choice_gives_back_the_very_member(qtbot: QtBot) -> None:
    field = ChoiceField(of(Level), empty="keine Angabe")
    qtbot.addWidget(field)
    assert field.value() is None
    field.set_value(Level.B2)
    assert field.value() is Level.B2
    assert field.currentData() is Level.B2
    field.set_value("b2-unknown")
    assert field.value() is Level.B2


def test_any_object_can_be_the_value_of_a_choice(qtbot: QtBot) -> None:
    both = (Level.A1, Level.A2)
    box = widgets.ComboBox("Niveau", [((), "Alle"), (both, "Anfang")])
    qtbot.addWidget(box)
    box.choose(both)
    assert box.value() is both
    box.set_options([((), "Alle")])
    assert box.value() == ()


def test_names_of_all_scripts_stand_in_one_order() -> None:
    assert written.line("Koval, Olena", "P-0003") == "Koval, Olena · P-0003"
    assert written.line("", "P-0003") == "P-0003"
    arabic = written.line("حداد, ليلى", "Grüter, Monika", between=" – ")
    assert unicodedata.bidirectional(arabic[0]) == "L"
    plain = [letter for letter in arabic if unicodedata.category(letter) != "Cf"]
    assert "".join(plain) == "حداد, ليلى – Grüter, Monika"
    assert arabic.count("\u2068") == arabic.count("\u2069") == 2
