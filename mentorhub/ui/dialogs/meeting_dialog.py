"""The list for the team meeting: to be looked at, copied or printed. Names and numbers, no contact data."""

from datetime import date
from typing import Any

from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QTextBrowser, QWidget

from mentorhub.matching import meeting
from mentorhub.matching import suggest as matching
from mentorhub.matching.meeting import DistrictGroup
from mentorhub.matching.prepared import IdPairs
from mentorhub.text import _
from mentorhub.ui import mnemonics, theme, widgets
from mentorhub.ui.dialogs import meeting_words
from mentorhub.ui.tasks import Tasks


class MeetingDialog(QDialog):
    def __init__(self, parent: QWidget, tasks: Tasks, today: date, held: IdPairs = (), refused: IdPairs = ()) -> None:
        super().__init__(parent)
        self._today = today
        self._groups: tuple[DistrictGroup, ...] = ()
        self.setWindowTitle(_("Liste für die Teambesprechung"))
        self.setModal(True)
        self.notice = widgets.Notice()
        self.notice.hide()
        self.view = QTextBrowser()
        self.view.setAccessibleName(_("Liste für die Teambesprechung"))
        self.view.setOpenLinks(False)
        self.view.setTabChangesFocus(True)
        self.copy_button = widgets.button(_("Text kopieren"), self.copy, icon="note")
        self.print_button = widgets.button(_("Drucken …"), self._print, icon="print", look="primary")
        self.close_button = widgets.button(_("Schließen"), self.accept)
        QShortcut(QKeySequence.StandardKey.Print, self, self.print_button.click)
        hint = widgets.label(
            _("Namen und Gründe, keine Kontaktdaten. Bitte vernichten Sie Ausdrucke nach der Besprechung."), "muted"
        )
        buttons = widgets.line(None, self.close_button, None, self.copy_button, self.print_button)
        layout = widgets.column(
            self, widgets.label(_("Liste für die Teambesprechung"), "subtitle"), hint, self.notice, self.view, buttons
        )
        layout.setStretch(3, 1)
        widgets.margins(layout, 1.0, 1.2)
        for made in (self.copy_button, self.print_button):
            made.setEnabled(False)
        tasks.load(self, _load, today, None, held, refused, then=self._show)
        room = self.screen().availableSize()
        self.resize(min(theme.em(58), room.width()), min(theme.em(46), round(room.height() * 0.92)))
        mnemonics.assign(self)

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text())
        self.notice.say(_("Kopiert."), "good")

    def text(self) -> str:
        """As it is copied."""
        return meeting_words.as_text(self._groups, self._today)

    def print_with(self, printer: QPrinter) -> None:
        """On white paper, whatever the screen looks like."""
        document = QTextDocument()
        document.setDefaultFont(self.font())
        document.setHtml(meeting_words.as_page(self._groups, self._today))
        document.print_(printer)

    def _show(self, groups: tuple[DistrictGroup, ...]) -> None:
        self._groups = groups
        self.view.setHtml(meeting_words.as_page(groups, self._today))
        for made in (self.copy_button, self.print_button):
            made.setEnabled(bool(groups))

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.print_with(printer)
            self.notice.say(_("An den Drucker gegeben."), "good")


def _load(session: Any, *asked: Any) -> tuple[DistrictGroup, ...]:
    return meeting.meeting_list(matching.suggest(session, *asked))
