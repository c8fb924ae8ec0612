"""The recovery key on screen, and the two ways it gets on paper: saved as PDF, or printed."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QWidget

from mentorhub.text import _
from mentorhub.ui import choose, printing, widgets


class Sheet(QWidget):
    save_sheet = Signal(str)
    """The path somebody chose for the PDF."""
    print_sheet = Signal()
    """Somebody wants it printed: answer with `print_pdf`."""

    def __init__(self, recovery_key: str) -> None:
        super().__init__()
        groups = recovery_key.split("-")
        key = widgets.label("  ".join(groups[:4]) + "\n" + "  ".join(groups[4:]), "subtitle", wrap=False)
        key.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        key.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        key.setAccessibleName(_("Wiederherstellungsschlüssel"))
        self.save = widgets.button(_("Als PDF speichern …"), self._choose, icon="save", look="primary")
        self.print_button = widgets.button(_("Drucken …"), self.print_sheet.emit, icon="print")
        self.saved = widgets.Notice()
        buttons = widgets.line(None, self.save, self.print_button, None)
        widgets.column(self, widgets.card(key, buttons, self.saved))
        self._kept = False

    def is_kept(self) -> bool:
        """Saved or printed; otherwise it is said that one of the two is needed."""
        if not self._kept:
            self.show_problem(_("Bitte speichern oder drucken Sie zuerst das Blatt."))
            self.save.setFocus()
        return self._kept

    def show_saved(self, path: Path) -> None:
        self._kept = True
        self.saved.say(_("Gespeichert: {path}").format(path=path), "good")

    def print_pdf(self, pdf: bytes) -> None:
        if printing.ask_and_print(self, pdf):
            self._kept = True
            self.saved.say(_("An den Drucker gegeben."), "good")

    def show_problem(self, sentence: str) -> None:
        self.saved.say(sentence, "bad")

    def _choose(self) -> None:
        path = choose.save_as(self, _("Notfallblatt speichern"), "MentorHub-Notfallblatt.pdf", "PDF (*.pdf)")
        if path is not None:
            self.save_sheet.emit(str(path))
