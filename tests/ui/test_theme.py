"""Everything on screen can be read: contrast in both schemes, icons that exist, letters big enough."""

import pytest
from PySide6.QtWidgets import QApplication

from mentorhub import paths
from mentorhub.choices import Light, PairingStatus, RoleStatus
from mentorhub.ui import icons, status, theme

SCHEMES = pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
GROUNDS = ("window", "sidebar", "surface", "alternate")


@SCHEMES
@pytest.mark.parametrize("words", ["text", "muted", "accent", "good", "warning", "bad"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_words_stand_out_from_every_ground(colours: theme.Colours, words: str, ground: str) -> None:
    assert theme.contrast(getattr(colours, words), getattr(colours, ground)) >= 4.5


@SCHEMES
@pytest.mark.parametrize(
    ("words", "ground"),
    [
        ("on_accent", "accent"),
        ("on_accent", "accent_hover"),
        ("on_tint", "tint"),
        ("text", "tint"),
        ("text", "hover"),
        ("text", "good_tint"),
        ("text", "warning_tint"),
        ("text", "bad_tint"),
        ("warning", "tint"),
        ("bad", "tint"),
        ("muted", "hairline"),
    ],
)
def test_words_stand_out_from_the_ground_they_are_meant_for(colours: theme.Colours, words: str, ground: str) -> None:
    assert theme.contrast(getattr(colours, words), getattr(colours, ground)) >= 4.5


@SCHEMES
@pytest.mark.parametrize("edge", ["border", "accent", "good", "warning", "bad"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_edges_of_controls_can_be_seen(colours: theme.Colours, edge: str, ground: str) -> None:
    assert theme.contrast(getattr(colours, edge), getattr(colours, ground)) >= 3.0


def test_contrast_is_measured_as_the_guideline_says() -> None:
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert theme.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_dark_and_light_can_be_changed_while_running(qapp: QApplication) -> None:
    theme.apply(qapp, "dark", 100)
    assert theme.colours() is theme.DARK
    dark = icons.pixmap("today", "text", 24).toImage()
    theme.apply(qapp, "light", 100)
    assert theme.colours() is theme.LIGHT
    assert icons.pixmap("today", "text", 24).toImage() != dark


def test_everything_grows_with_the_font_scale(qapp: QApplication) -> None:
    usual = theme.em(10)
    theme.apply(qapp, "light", 175)
    assert theme.em(10) == pytest.approx(usual * 1.75, rel=0.05)
    assert qapp.font().pointSizeF() == pytest.approx(19.25)


def test_the_shipped_letters_are_used(qapp: QApplication) -> None:
    assert qapp.font().families()[0] == "Noto Sans"


@pytest.mark.parametrize("choice", [*RoleStatus, *PairingStatus, *Light])
def test_every_state_has_an_icon_of_its_own_and_a_word(
    choice: RoleStatus | PairingStatus | Light, qapp: QApplication
) -> None:
    shown = status.of(choice)
    assert shown.word == choice.label
    assert shown.icon != "information"
    assert (paths.resources() / "icons" / f"{shown.icon}.svg").is_file()
    assert hasattr(theme.LIGHT, shown.tone)


def test_qt_speaks_german(qapp: QApplication) -> None:
    assert qapp.translate("QPlatformTheme", "Cancel") == "Abbrechen"
