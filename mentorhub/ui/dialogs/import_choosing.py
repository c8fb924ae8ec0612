"""Where an import begins: files by button or dropped, or a copied table; and what kind of list it is, if need be."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from mentorhub.import_export.columns import Kind
from mentorhub.text import _
from mentorhub.ui import mnemonics, widgets


class ChoosingPart(QFrame):
    def __init__(self, choose: Callable[[], object], paste: Callable[[], object]) -> None:
        super().__init__()
        self.choose_button = widgets.button(_("Dateien wählen …"), choose, icon="folder", look="primary")
        self.paste_button = widgets.button(_("Aus der Zwischenablage"), paste, icon="paper")
        self.kind_box = widgets.ComboBox(
            _("Art der Liste"), [(None, _("selbst erkennen")), *((kind, kind.label) for kind in Kind)]
        )
        self.waiting = widgets.label("", "muted")
        caption = widgets.label(_("Art der Liste"), "muted", wrap=False)
        caption.setBuddy(self.kind_box)
        self.setProperty("look", "card")
        sign = widgets.IconLabel("import", "accent", 3.0)
        words = widgets.label(_("Ziehen Sie Ihre Listen hierher, oder wählen Sie die Dateien aus."), wrap=False)
        kinds = widgets.label(
            _(
                "Excel, LibreOffice, CSV oder Text, oder eine kopierte Tabelle mit {keys}: Menschen, Patenschaften, "
                "Treffen. Mehrere Dateien kommen nacheinander an die Reihe."
            ).format(keys=mnemonics.native("Ctrl+V")),
            "hint",
        )
        kinds.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inside = widgets.column(self, None, sign, words, kinds, space=0.7)
        inside.addLayout(widgets.line(None, None, self.choose_button, self.paste_button, None))
        inside.addLayout(widgets.line(None, None, caption, self.kind_box, None))
        inside.addWidget(self.waiting)
        inside.addStretch(1)
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inside.setAlignment(sign, Qt.AlignmentFlag.AlignHCenter)
        inside.setAlignment(words, Qt.AlignmentFlag.AlignHCenter)
        widgets.margins(inside, 1.0, 1.0)
