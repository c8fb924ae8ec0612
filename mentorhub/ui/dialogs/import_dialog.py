"""Importieren: choose a list, see what was recognised and what would happen, and only then bring it in."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QFrame, QStackedWidget, QWidget

from mentorhub.errors import MentorHubError
from mentorhub.import_export import importing
from mentorhub.import_export.columns import Kind
from mentorhub.import_export.importing import Check, Result
from mentorhub.text import _
from mentorhub.ui import choose, mnemonics, theme, widgets
from mentorhub.ui.dialogs.import_preview import ImportPreview
from mentorhub.ui.tasks import Tasks

CHOOSE, PREVIEW, DONE = range(3)


class ImportDialog(QDialog):
    """Nothing is written before *Übernehmen*; cancelling in the middle takes everything back."""

    def __init__(
        self,
        parent: QWidget,
        tasks: Tasks,
        path: Path | None = None,
        today: Callable[[], date] = date.today,
        first: Callable[[Callable[[], object]], object] | None = None,
    ) -> None:
        """`first(go_on)` is called before anything is written: a backup."""
        super().__init__(parent)
        self._tasks = tasks
        self._today = today
        self._first = first
        self._path: Path | None = None
        self._check: Check | None = None
        self.setWindowTitle(_("Liste importieren"))
        self.setModal(True)
        self.setAcceptDrops(True)
        self.heading = widgets.label(_("Liste importieren"), "subtitle")
        self.notice = widgets.Notice()
        self.notice.hide()
        self.stages = QStackedWidget()
        self.preview = ImportPreview()
        self.done_words = widgets.label("")
        self.done_words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.stages.addWidget(self._choosing())
        self.stages.addWidget(self.preview)
        self.stages.addWidget(self._finished())
        self.cancel_button = widgets.button(_("Abbrechen"), self.reject)
        self.other_button = widgets.button(_("Andere Datei"), self._start_again, icon="back")
        self.take_button = widgets.button(_("Übernehmen"), self._bring_in, icon="import", look="primary")
        self.close_button = widgets.button(_("Fertig"), self.accept, look="primary")
        foot = widgets.line(None, self.cancel_button, None, self.other_button, self.take_button, self.close_button)
        layout = widgets.column(self, self.heading, self.notice, self.stages, foot, space=0.8)
        layout.setStretch(2, 1)
        widgets.margins(layout, 1.1, 1.3)
        room = self.screen().availableSize()
        self.resize(min(theme.em(64), room.width()), min(theme.em(46), round(room.height() * 0.92)))
        self._go(CHOOSE)
        if path is not None:
            self.read(path)

    def read(self, path: Path) -> None:
        """Look at a file; nothing is written."""
        self._path = path
        self.notice.say("")
        self.choose_button.setEnabled(False)
        self.waiting.setText(_("{file} wird gelesen …").format(file=path.name))
        kind: Kind | None = self.kind_box.value()
        self._tasks.load(
            self,
            importing.check,
            path,
            kind,
            self._today(),
            then=self._show,
            channel="check",
            on_trouble=self._unreadable,
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and self.stages.currentIndex() != DONE:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.read(files[0])

    def _choosing(self) -> QWidget:
        self.choose_button = widgets.button(_("Datei wählen …"), self._choose, icon="folder", look="primary")
        self.kind_box = widgets.ComboBox(
            _("Art der Liste"), [(None, _("selbst erkennen")), *((kind, kind.label) for kind in Kind)]
        )
        self.waiting = widgets.label("", "muted")
        caption = widgets.label(_("Art der Liste"), "muted", wrap=False)
        caption.setBuddy(self.kind_box)
        zone = QFrame()
        zone.setProperty("look", "card")
        sign = widgets.IconLabel("import", "accent", 3.0)
        words = widgets.label(_("Ziehen Sie Ihre Liste hierher, oder wählen Sie die Datei aus."), wrap=False)
        kinds = widgets.label(
            _("Excel (.xlsx) oder CSV, mit Überschriften wie Vorname, Nachname, Telefon, Sprachen, Stadtteil."), "hint"
        )
        kinds.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inside = widgets.column(zone, None, sign, words, kinds, space=0.7)
        inside.addLayout(widgets.line(None, None, self.choose_button, None))
        inside.addLayout(widgets.line(None, None, caption, self.kind_box, None))
        inside.addWidget(self.waiting)
        inside.addStretch(1)
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inside.setAlignment(sign, Qt.AlignmentFlag.AlignHCenter)
        inside.setAlignment(words, Qt.AlignmentFlag.AlignHCenter)
        widgets.margins(inside, 1.0, 1.0)
        return zone

    def _finished(self) -> QWidget:
        inside = QWidget()
        widgets.column(inside, widgets.card(self.done_words), None)
        return widgets.scrolling(inside)

    def _choose(self) -> None:
        path = choose.file(self, _("Liste wählen"), _("Listen (*.xlsx *.xlsm *.csv *.txt);;Alle Dateien (*)"))
        if path is not None:
            self.read(path)

    def _show(self, check: Check) -> None:
        self._check = check
        self.preview.show_check(check)
        self.heading.setText(_("Das würde übernommen: {file}").format(file=check.file.path.name))
        self._go(PREVIEW)

    def _unreadable(self, trouble: MentorHubError) -> None:
        """The kind can be given now, and the file tried again."""
        self._start_again()
        self.notice.say(str(trouble))

    def _start_again(self) -> None:
        self._check = None
        self.notice.say("")
        self.heading.setText(_("Liste importieren"))
        self._go(CHOOSE)

    def _bring_in(self) -> None:
        if self._first is not None:
            self._first(self._bring_in_now)
        else:
            self._bring_in_now()

    def _bring_in_now(self) -> None:
        if self._check is not None:
            self.take_button.setEnabled(False)
            self._tasks.start(
                self,
                importing.bring_in,
                self._check,
                self._today(),
                then=self._tell,
                title=_("Die Liste wird übernommen"),
                on_trouble=self._not_taken,
            )
            self.take_button.setEnabled(True)

    def _tell(self, result: Result) -> None:
        self.heading.setText(_("Übernommen"))
        self.done_words.setText("\n".join(result.lines()))
        self.done_words.setAccessibleName(self.done_words.text())
        self._go(DONE)

    def _not_taken(self, trouble: MentorHubError) -> None:
        self.notice.say(str(trouble), "bad")

    def _go(self, stage: int) -> None:
        self.stages.setCurrentIndex(stage)
        self.waiting.setText("")
        self.choose_button.setEnabled(True)
        self.cancel_button.setVisible(stage != DONE)
        self.other_button.setVisible(stage != CHOOSE)
        self.take_button.setVisible(stage == PREVIEW)
        self.close_button.setVisible(stage == DONE)
        self.other_button.setText(_("Weitere Datei") if stage == DONE else _("Andere Datei"))
        mnemonics.assign(self)
        (self.choose_button, self.take_button, self.close_button)[stage].setFocus()
