"""Hilfe: the keys of the view in front, and what MentorHub is."""

from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from mentorhub.text import _
from mentorhub.ui import mnemonics, theme, widgets


class ShortcutsDialog(QDialog):
    """Every action of the window that has a key, as the keys really are, and the keys that work everywhere."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Tastenkürzel"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.em(2))
        grid.setVerticalSpacing(theme.em(0.35))
        grid.setColumnStretch(1, 1)
        for row, (words, keys) in enumerate([*_keys_of(parent), *_everywhere()]):
            name = widgets.label(keys, "section", wrap=False)
            grid.addWidget(name, row, 0)
            grid.addWidget(widgets.label(words), row, 1)
        inside = QWidget()
        widgets.column(inside, grid, None)
        close = widgets.button(_("Schließen"), self.accept, look="primary")
        layout = QVBoxLayout(self)
        widgets.margins(layout, 1.2, 1.4)
        layout.setSpacing(theme.em(0.9))
        layout.addWidget(widgets.label(_("Mit der Tastatur"), "subtitle"))
        layout.addWidget(widgets.scrolling(inside), 1)
        layout.addLayout(widgets.line(None, None, close))
        mnemonics.assign(self)
        room = self.screen().availableSize()
        self.resize(theme.em(34), min(theme.em(38), round(room.height() * 0.92)))
        close.setFocus()


class AboutDialog(QDialog):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Über MentorHub"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        head = widgets.line(
            None, widgets.IconLabel("pairings", "accent", 2.6), widgets.label("MentorHub", "title", wrap=False), None
        )
        text = widgets.label(
            _(
                "Für die Koordination ehrenamtlicher Patenschaften. Alle Angaben bleiben verschlüsselt auf diesem "
                "Rechner; das Programm braucht kein Internet und sendet nichts."
            )
        )
        facts = widgets.label(
            _("Version {version}, Qt {qt}. Freie Software unter der GNU General Public License 3 oder später.").format(
                version=_own_version(), qt=qVersion()
            ),
            "muted",
        )
        thanks = widgets.label(
            _("Schriften: Noto (SIL Open Font License). Symbole: Material Design Icons (Apache-Lizenz 2.0)."), "hint"
        )
        close = widgets.button(_("Schließen"), self.accept, look="primary")
        layout = widgets.column(self, head, text, facts, thanks, widgets.line(None, None, close), space=0.9)
        widgets.margins(layout, 1.3, 1.5)
        mnemonics.assign(self)
        self.setFixedWidth(theme.em(32))
        close.setFocus()


def _keys_of(window: QWidget) -> list[tuple[str, str]]:
    found = []
    for action in window.findChildren(QAction):
        owner = action.parent()
        visible = not isinstance(owner, QWidget) or owner.isVisible()
        if action.text() and not action.shortcut().isEmpty() and visible:
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            found.append((action.text().replace("&", "").removesuffix(" …"), keys))
    return list(dict.fromkeys(found))


def _everywhere() -> list[tuple[str, str]]:
    return [
        (_("Zum Feld oder Knopf mit dem unterstrichenen Buchstaben"), _("Alt+Buchstabe")),
        (_("Zur Liste der Bereiche"), "F6"),
        (_("Anzeige erneuern"), "F5"),
        (_("Formular speichern"), mnemonics.native("Ctrl+S")),
        (_("Im Formular: Wozu wird das gefragt?"), mnemonics.native("Shift+F1")),
        (_("Datum: ein Tag vor oder zurück"), _("Pfeil hoch, Pfeil runter")),
        (_("Datum: Kalender öffnen"), _("Alt+Pfeil runter")),
        (_("Dialog schließen, Suche leeren"), "Esc"),
    ]


def _own_version() -> str:
    try:
        return version("mentorhub")
    except PackageNotFoundError:
        return "0.1.0"
