"""How everything looks: colours, letters and a few rules on top of Qt's Fusion style.

Style sheets touch only controls without parts (buttons, headers, cards) and scroll bars: a border on a combo or spin
box would bring back the bevels of the last century. Everything is measured in em, so one font scale makes the whole
window bigger.
"""

from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication

POINT_SIZE = 11.0
_FAMILIES = ("Noto Sans", "Noto Sans Arabic", "Noto Sans Ethiopic")


@dataclass(frozen=True)
class Colours:
    """Text on its ground has a contrast of at least 4.5, borders of at least 3.0 (a test measures it)."""

    window: str
    sidebar: str
    surface: str
    alternate: str
    text: str
    muted: str
    border: str
    hairline: str
    accent: str
    accent_hover: str
    on_accent: str
    tint: str
    on_tint: str
    hover: str
    good: str
    good_tint: str
    warning: str
    warning_tint: str
    bad: str
    bad_tint: str

    def named(self, name: str) -> QColor:
        return QColor(getattr(self, name))


LIGHT = Colours(
    window="#f5f7f9",
    sidebar="#e9edf2",
    surface="#ffffff",
    alternate="#f8f9fb",
    text="#1c2430",
    muted="#566170",
    border="#7f8896",
    hairline="#d9dee5",
    accent="#1f5fa8",
    accent_hover="#174c88",
    on_accent="#ffffff",
    tint="#d9e7f7",
    on_tint="#0e3563",
    hover="#edf3fa",
    good="#1e6b3c",
    good_tint="#e0f2e6",
    warning="#8a5200",
    warning_tint="#fcefd8",
    bad="#b3261e",
    bad_tint="#fbe4e2",
)
DARK = Colours(
    window="#1e2126",
    sidebar="#181b1f",
    surface="#272a31",
    alternate="#2b2f36",
    text="#e6e9ee",
    muted="#a7b0bd",
    border="#818a97",
    hairline="#3a3f48",
    accent="#7fb0ee",
    accent_hover="#9cc3f4",
    on_accent="#0f1c2e",
    tint="#2f4766",
    on_tint="#eaf2fc",
    hover="#30353e",
    good="#7fcf9b",
    good_tint="#21392c",
    warning="#f0b35a",
    warning_tint="#40331d",
    bad="#f5a099",
    bad_tint="#452a2a",
)


def apply(app: QApplication, colour_scheme: str, font_scale: int) -> None:
    """Dress the whole program; called at the start and whenever the person chooses another size or scheme."""
    if app.property("dressed") is None:
        app.setStyle("Fusion")
        app.setProperty("dressed", True)
    asked = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(colour_scheme, Qt.ColorScheme.Unknown)
    app.styleHints().setColorScheme(asked)
    shown = app.styleHints().colorScheme() if asked is Qt.ColorScheme.Unknown else asked
    chosen = DARK if shown is Qt.ColorScheme.Dark else LIGHT
    app.setFont(_font(font_scale))
    app.setPalette(_palette(chosen))
    controls: Any  # the stubs ask for bytes, the function for str
    for controls in ("QLineEdit", "QComboBox", "QAbstractSpinBox", "QCheckBox", "QRadioButton", "QPlainTextEdit"):
        app.setPalette(_field_palette(chosen), controls)
    controls = "QAbstractItemView"
    app.setPalette(_list_palette(chosen), controls)
    app.setStyleSheet(_rules(chosen, app.font()))


def colours() -> Colours:
    """Those on screen now, read from the palette so that nothing has to be passed to every painter."""
    return DARK if QApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def em(times: float = 1.0) -> int:
    """So many letter heights in pixels, for margins and sizes."""
    return max(1, round(_em(QApplication.font()) * times))


def load_fonts(folder: Path) -> None:
    """The shipped fonts, so that screen and paper show the same letters on every laptop."""
    for file in sorted(folder.glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


def load_words(app: QApplication, language: str) -> None:
    """Qt's own words (Abbrechen, Rückgängig) and its numbers in the chosen language."""
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if language == "de" and translator.load("qtbase_de", folder):
        app.installTranslator(translator)


def contrast(one: str, other: str) -> float:
    """After WCAG 2.2, from 1 (the same) to 21 (black on white)."""
    lighter, darker = sorted((_luminance(QColor(one)), _luminance(QColor(other))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _font(scale: int) -> QFont:
    font = QFont()
    present = [family for family in _FAMILIES if family in QFontDatabase.families()]
    if present:
        font.setFamilies(present)
    font.setPointSizeF(POINT_SIZE * scale / 100)
    return font


def _em(font: QFont) -> float:
    return _pixels(font.key())


@lru_cache(maxsize=64)
def _pixels(font_key: str) -> float:
    font = QFont()
    font.fromString(font_key)
    return QFontInfo(font).pixelSize() or QFontMetricsF(font).height() / 1.36


def _luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


@lru_cache(maxsize=2)
def _palette(c: Colours) -> QPalette:
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    palette = QPalette()
    for which, name in {
        role.Window: c.window,
        role.WindowText: c.text,
        role.Base: c.surface,
        role.AlternateBase: c.alternate,
        role.Text: c.text,
        role.Button: c.surface,
        role.ButtonText: c.text,
        role.PlaceholderText: c.muted,
        role.Highlight: c.accent,
        role.HighlightedText: c.on_accent,
        role.Accent: c.accent,
        role.Link: c.accent,
        role.LinkVisited: c.accent,
        role.ToolTipBase: c.surface,
        role.ToolTipText: c.text,
        role.BrightText: c.bad,
    }.items():
        palette.setColor(which, QColor(name))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(group.Disabled, which, QColor(c.muted))
    return palette


def _field_palette(c: Colours) -> QPalette:
    """Fusion draws a field's frame as `Window.darker(140)`: a lighter Window role makes that our border."""
    palette = QPalette(_palette(c))
    palette.setColor(QPalette.ColorRole.Window, QColor(c.border).lighter(140))
    return palette


def _list_palette(c: Colours) -> QPalette:
    palette = _field_palette(c)
    palette.setColor(QPalette.ColorRole.Highlight, QColor(c.tint))
    palette.setColor(QPalette.ColorRole.HighlightedText, QColor(c.on_tint))
    return palette


def _rules(c: Colours, font: QFont) -> str:
    unit = _em(font)

    def px(times: float) -> str:
        return f"{max(1, round(unit * times))}px"

    values = {field.name: getattr(c, field.name) for field in fields(c)}
    return _SHEET.format(
        **values,
        field=px(1.75),
        button=px(1.5),
        cell=px(1.45),
        cell_wide=px(2.0),
        bar=px(0.75),
        thumb=px(2.5),
        bar_radius=f"{max(2, round(unit * 0.19))}px",
        button_pad=f"{px(0.32)} {px(0.95)}",
        radius=px(0.32),
        card_radius=px(0.5),
        head_pad=f"{px(0.5)} {px(0.45)}",
        small=f"{font.pointSizeF() * 0.92:.2f}pt",
        title=f"{font.pointSizeF() * 1.55:.2f}pt",
        subtitle=f"{font.pointSizeF() * 1.18:.2f}pt",
        figure=f"{font.pointSizeF() * 2.0:.2f}pt",
        tight=px(0.3),
        tick=px(0.9),
    )


_SHEET = """
QLineEdit, QComboBox, QAbstractSpinBox {{ min-height: {field}; }}
QPushButton {{
    background: {surface}; color: {text}; border: 1px solid {border}; border-radius: {radius};
    padding: {button_pad}; min-height: {button};
}}
QPushButton:hover {{ background: {hover}; }}
QPushButton:pressed, QPushButton:checked {{ background: {tint}; color: {on_tint}; border-color: {accent}; }}
QPushButton:focus {{ border: 2px solid {accent}; }}
QPushButton:disabled {{ color: {muted}; border-color: {hairline}; background: {window}; }}
QPushButton[look="primary"] {{ background: {accent}; color: {on_accent}; border-color: {accent}; font-weight: 600; }}
QPushButton[look="primary"]:hover {{ background: {accent_hover}; border-color: {accent_hover}; }}
QPushButton[look="primary"]:focus {{ border: 2px solid {text}; }}
QPushButton[look="primary"]:disabled {{ background: {hairline}; color: {muted}; border-color: {hairline}; }}
QPushButton[look="danger"] {{ color: {bad}; border-color: {bad}; }}
QPushButton[look="link"] {{ border: 1px solid transparent; background: transparent; color: {accent};
    text-align: left; padding-left: {tight}; padding-right: {tight}; }}
QPushButton[look="link"]:hover {{ background: {hover}; }}
QPushButton[look="link"]:focus {{ border: 2px solid {accent}; }}
QPushButton[look="link"]:disabled {{ color: {muted}; border-color: transparent; background: transparent; }}
QPushButton[place="status"] {{ min-height: 0px; padding-top: 1px; padding-bottom: 1px; }}
QPushButton[look="field"] {{
    text-align: left; border-radius: 3px; padding: 0px {tight}; min-height: {field};
}}
QPushButton[look="cell"] {{
    padding: 0px; border-radius: 3px; min-height: {cell}; max-height: {cell}; min-width: {cell_wide};
    max-width: {cell_wide};
}}
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator {{ width: {tick}; height: {tick}; }}
QToolButton[look="quiet"] {{ border: 1px solid transparent; border-radius: {radius}; padding: {tight}; }}
QToolButton[look="quiet"]:hover {{ background: {hover}; }}
QToolButton[look="quiet"]:focus, QToolButton[look="quiet"]:pressed {{ border-color: {accent}; background: {tint}; }}
QScrollBar {{ background: transparent; border: none; }}
QScrollBar:vertical {{ width: {bar}; }}
QScrollBar:horizontal {{ height: {bar}; }}
QScrollBar::handle {{ background: {border}; border-radius: {bar_radius}; margin: 2px; }}
QScrollBar::handle:hover {{ background: {muted}; }}
QScrollBar::handle:vertical {{ min-height: {thumb}; }}
QScrollBar::handle:horizontal {{ min-width: {thumb}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0px; height: 0px; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QAbstractScrollArea::corner {{ background: {surface}; border: none; }}
QSplitter::handle {{ background: transparent; }}
QHeaderView {{ background: {surface}; border: none; }}
QHeaderView::section {{
    background: {surface}; color: {muted}; border: none; border-bottom: 1px solid {hairline}; padding: {head_pad};
    font-weight: 600;
}}
QFrame[look="card"] {{ background: {surface}; border: 1px solid {hairline}; border-radius: {card_radius}; }}
QFrame[look="faded"] {{ background: {window}; border: 1px solid {hairline}; border-radius: {card_radius}; }}
QFrame[look="good"] {{ background: {good_tint}; border: 1px solid {good}; border-radius: {card_radius}; }}
QFrame[look="warning"] {{ background: {warning_tint}; border: 1px solid {warning}; border-radius: {card_radius}; }}
QFrame[look="bad"] {{ background: {bad_tint}; border: 1px solid {bad}; border-radius: {card_radius}; }}
QFrame[look="banner"] {{ background: {tint}; border: none; }}
QFrame[look="line"] {{ background: {hairline}; border: none; }}
QLabel {{ background: transparent; }}
QLabel[look="title"] {{ font-size: {title}; font-weight: 600; }}
QLabel[look="subtitle"] {{ font-size: {subtitle}; font-weight: 600; }}
QLabel[look="section"] {{ font-weight: 600; }}
QLabel[look="muted"] {{ color: {muted}; }}
QLabel[look="hint"] {{ color: {muted}; font-size: {small}; }}
QLabel[look="problem"] {{ color: {bad}; font-size: {small}; }}
QLabel[look="figure"] {{ font-size: {figure}; font-weight: 600; }}
QStatusBar {{ background: {sidebar}; color: {muted}; }}
QStatusBar QLabel {{ color: {muted}; padding: 0px {tight}; }}
QStatusBar::item {{ border: none; }}
QMenuBar {{ background: {sidebar}; }}
QToolTip {{ background: {surface}; color: {text}; border: 1px solid {border}; padding: {tight}; }}
"""
