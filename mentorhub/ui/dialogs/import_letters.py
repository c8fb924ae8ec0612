"""Where the letters of a text file can be read in several ways, a person looks and says which is right."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from mentorhub.import_export.sheets import ListFile
from mentorhub.text import N_, _
from mentorhub.ui import widgets

_NAMES = {
    "cp1252": N_("Windows"),
    "cp850": N_("altes DOS"),
    "mac_roman": N_("Mac"),
    "cp1254": N_("Windows, türkisch"),
    "cp1250": N_("Windows, osteuropäisch"),
    "cp1251": N_("Windows, kyrillisch"),
    "utf-8": N_("UTF-8"),
}


class LettersLine(QWidget):
    """Hidden unless there is doubt. `choose(encoding)` is called with the one that was picked."""

    def __init__(self, choose: Callable[[str], object]) -> None:
        super().__init__()
        self._choose = choose
        question = widgets.label(_("Welche Wörter sind richtig geschrieben?"), wrap=False)
        self.box = widgets.ComboBox(_("Schreibweise der Buchstaben"))
        question.setBuddy(self.box)
        widgets.line(self, widgets.IconLabel("problem", "warning"), question, self.box, None)
        self.box.activated.connect(lambda _place: self._choose(self.box.value()))
        self.hide()

    def show_file(self, file: ListFile) -> None:
        self.box.set_options(
            [
                (letters.encoding, f"{letters.sample} ({_(_NAMES.get(letters.encoding, letters.encoding))})")
                for letters in file.in_doubt
            ]
        )
        self.box.choose(file.encoding)
        self.setVisible(bool(file.in_doubt))
