"""A paper before it is paper: look at it, save it as PDF, print it, find it again. The same for all papers."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from mentorhub.documents import issue
from mentorhub.text import _, ngettext
from mentorhub.ui import choose, mnemonics, printing, theme, widgets
from mentorhub.ui.fields import CheckField
from mentorhub.ui.page_view import PageView
from mentorhub.ui.tasks import Tasks

_ZOOMS = (50, 75, 100, 125, 150, 200)
_A4 = 210 / 25.4 * 96
"""The width of a page in points of the screen."""


class Paper(Protocol):
    """What `documents.issue` gives for a preview: the very bytes that will be saved or printed."""

    @property
    def pdf(self) -> bytes: ...

    @property
    def file_name(self) -> str: ...


class PreviewDialog(QDialog):
    """`load(session)` makes the paper; `note(session, paper, sha256)` records that it left the program.

    `note_and_keep` is called instead where somebody ticks that the paper itself is to be kept; without it no
    tick is offered.
    """

    def __init__(
        self,
        parent: QWidget,
        tasks: Tasks,
        title: str,
        load: Callable[[Any], Paper],
        note: Callable[[Any, Any, str], object] | None = None,
        note_and_keep: Callable[[Any, Any, str], object] | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._note_only = note
        self._note_and_keep = note_and_keep
        self._paper: Paper | None = None
        self._saved_to: Path | None = None
        self._zoom = 100
        self.setWindowTitle(title)
        self.setModal(True)
        self.notice = widgets.Notice()
        self.notice.hide()
        self.view = PageView()
        self.zoom_box = widgets.ComboBox(_("Größe"), [(zoom, f"{zoom} %") for zoom in _ZOOMS])
        self.zoom_box.choose(100)
        self.zoom_box.currentIndexChanged.connect(lambda: self._set_zoom(self.zoom_box.value()))
        self.count = widgets.label("", "muted", wrap=False)
        self.folder_button = widgets.button(_("Ordner öffnen"), self._open_folder, icon="folder")
        self.save_button = widgets.button(_("Als PDF speichern …"), self._save, icon="save")
        self.print_button = widgets.button(_("Drucken …"), self._print, icon="print", look="primary")
        self.keep_box = CheckField(_("Dieses Papier in MentorHub aufheben"))
        self.keep_box.setToolTip(
            _("Beim Speichern oder Drucken kommt das PDF verschlüsselt in den Datenordner. Ohne Haken wird nur "
              "vermerkt, dass es ausgegeben wurde.")
        )  # fmt: skip
        self.keep_box.setVisible(note_and_keep is not None)
        close = widgets.button(_("Schließen"), self.reject)
        for button in (self.folder_button, self.save_button, self.print_button):
            button.setEnabled(False)
        caption = widgets.label(_("Größe"), "muted", wrap=False)
        caption.setBuddy(self.zoom_box)
        head = widgets.line(
            None, widgets.label(title, "subtitle", wrap=False), self.count, None, caption, self.zoom_box
        )
        foot = widgets.line(None, close, None, self.folder_button, self.save_button, self.print_button)
        layout = widgets.column(self, head, self.notice, self.view, self.keep_box, foot, space=0.8)
        layout.setStretch(2, 1)
        widgets.margins(layout, 1.0, 1.2)
        QShortcut(QKeySequence.StandardKey.Print, self, self.print_button.click)
        QShortcut(QKeySequence.StandardKey.Save, self, self.save_button.click)
        QShortcut(QKeySequence.StandardKey.ZoomIn, self, lambda: self._step(1))
        QShortcut(QKeySequence.StandardKey.ZoomOut, self, lambda: self._step(-1))
        room = self.screen().availableSize()
        self.resize(min(theme.em(64), room.width()), min(theme.em(60), round(room.height() * 0.92)))
        mnemonics.assign(self)
        self.view.setFocus()
        tasks.load(self, load, then=self._take, on_trouble=lambda trouble: self.notice.say(str(trouble), "bad"))

    def saved_to(self) -> Path | None:
        return self._saved_to

    def print_with(self, printer: QPrinter) -> None:
        """Every page as large as the paper allows."""
        if self._paper is None:
            return
        printing.print_with(printer, self._paper.pdf)

    def _take(self, paper: Paper) -> None:
        self._paper = paper
        for button in (self.save_button, self.print_button):
            button.setEnabled(True)
        self.zoom_box.blockSignals(True)
        self.zoom_box.choose(self._fitting_zoom())
        self.zoom_box.blockSignals(False)
        self._zoom = self._fitting_zoom()
        self._show_pages()

    def _show_pages(self) -> None:
        if self._paper is None:
            return
        pages = self.view.show_pdf(self._paper.pdf, self._zoom / 100 * 96 / 72)
        self.count.setText(ngettext("{n} Seite", "{n} Seiten", pages).format(n=pages))

    @property
    def _note(self) -> Callable[[Any, Any, str], object] | None:
        return self._note_and_keep if self.keep_box.value() else self._note_only

    def _fitting_zoom(self) -> int:
        """The largest at which a whole line of an A4 page is in sight."""
        fitting = [zoom for zoom in _ZOOMS if zoom / 100 * _A4 <= self.view.room() and zoom <= 125]
        return max(fitting, default=_ZOOMS[0])

    def _set_zoom(self, zoom: int) -> None:
        self._zoom = zoom
        self._show_pages()

    def _step(self, step: int) -> None:
        self.zoom_box.setCurrentIndex(max(0, min(self.zoom_box.currentIndex() + step, len(_ZOOMS) - 1)))

    def _save(self) -> None:
        paper = self._paper
        if paper is None:
            return
        path = choose.save_as(self, _("Als PDF speichern"), paper.file_name, _("PDF-Dateien (*.pdf)"))
        if path is not None:
            note = self._note
            self._tasks.save(
                self,
                lambda session: _write(session, path, paper, note),
                then=self._saved,
                on_trouble=lambda trouble: self.notice.say(str(trouble), "bad"),
            )

    def _saved(self, path: Path) -> None:
        self._saved_to = path
        self.folder_button.setEnabled(True)
        self.notice.say(_("Gespeichert: {path}").format(path=path), "good")

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        self.print_with(printer)
        if self._note is not None:
            self._tasks.save(self, self._note, self._paper, "", then=lambda _result: self._printed())
        else:
            self._printed()

    def _printed(self) -> None:
        self.notice.say(_("An den Drucker gegeben."), "good")

    def _open_folder(self) -> None:
        if self._saved_to is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._saved_to.parent)))


def _write(session: Any, path: Path, paper: Paper, note: Callable[[Any, Any, str], object] | None) -> Path:
    """The note first: a disk that refuses the file takes it back with the whole change."""
    import hashlib

    if note is not None:
        note(session, paper, hashlib.sha256(paper.pdf).hexdigest())
    return issue.write(session, path, paper.pdf)
