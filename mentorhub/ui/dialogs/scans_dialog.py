"""What is kept of one paper: its scans, and the PDF as it was issued. Looked at from memory, never by way of a file."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QListWidget, QWidget

from mentorhub.documents import scans
from mentorhub.documents.scans import Place, Scan, ScanRow
from mentorhub.errors import MentorHubError
from mentorhub.text import _
from mentorhub.ui import choose, leaving, messages, mnemonics, scan_words, theme, widgets
from mentorhub.ui.delegates import RowDelegate
from mentorhub.ui.drops import Drops
from mentorhub.ui.page_view import PageView
from mentorhub.ui.tasks import Tasks


class ScansDialog(QDialog):
    """`dropped`: files to be added at once."""

    def __init__(self, parent: QWidget, tasks: Tasks, title: str, place: Place, dropped: Sequence[Path] = ()) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._place = place
        self._rows: list[ScanRow] = []
        self._are_on = False
        self._dropped = list(dropped)
        self._shown: Scan | None = None
        self.setWindowTitle(_("Scans"))
        self.setModal(True)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Scans"))
        self.list.setItemDelegate(RowDelegate(self.list))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hint = widgets.label("", "hint")
        self.notice = widgets.Notice()
        self.notice.hide()
        self.view = PageView()
        self.add_button = widgets.button(_("Scan hinzufügen …"), self._choose, icon="add", look="primary")
        self.copy_button = widgets.button(_("Kopie speichern …"), self._save_copy, icon="save")
        self.remove_button = widgets.button(_("Entfernen …"), self._remove, icon="delete")
        close = widgets.button(_("Schließen"), self.reject)
        left = widgets.column(None, self.list, self.hint, space=0.5)
        left.setStretch(0, 1)
        middle = widgets.line(None, left, self.view, space=1.0)
        middle.setStretch(0, 4)
        middle.setStretch(1, 7)
        foot = widgets.line(None, close, None, self.remove_button, self.copy_button, self.add_button)
        layout = widgets.column(
            self,
            widgets.label(title, "subtitle"),
            self.notice,
            middle,
            foot,
            space=0.8,
        )
        layout.setStretch(2, 1)
        widgets.margins(layout, 1.0, 1.2)
        room = self.screen().availableSize()
        self.resize(min(theme.em(60), room.width()), min(theme.em(48), round(room.height() * 0.92)))
        self.list.currentRowChanged.connect(lambda _row: self._read_pages())
        for part in (self, self.list, self.view):
            Drops(part, lambda files, _event: self.add(files), lambda: self._are_on)
        mnemonics.assign(self)
        tasks.saved.connect(self._read)
        self._read()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.list.setFocus()

    def add(self, files: Sequence[Path]) -> None:
        """All of them or, with the reason for the first that can't be kept, none."""
        self.notice.say("")
        self._tasks.save(self, _add, self._place, tuple(files), then=self._added, on_trouble=self._in_trouble)

    def _choose(self) -> None:
        path = choose.file(self, _("Scan hinzufügen"), scan_words.of_files())
        if path is not None:
            self.add([path])

    def _added(self, keys: Sequence[UUID]) -> None:
        self.notice.say(_("Verschlüsselt im Datenordner aufgehoben. Die Datei selbst liegt noch, wo sie war."), "good")
        self._read(keys[-1])

    def _read(self, choose_key: UUID | None = None) -> None:
        row = self._current()
        key = choose_key or (None if row is None else row.id)
        self._tasks.load(self, _read, self._place, then=lambda found: self._take(*found, key), channel="rows")

    def _take(self, are_on: bool, rows: Sequence[ScanRow], key: UUID | None) -> None:
        self._are_on = are_on
        self._rows = list(rows)
        self.list.blockSignals(True)
        self.list.clear()
        self.list.addItems([scan_words.line(row) for row in rows])
        for place, row in enumerate(rows):
            self.list.item(place).setToolTip(row.name)
        kept = [place for place, row in enumerate(rows) if row.id == key]
        self.list.setCurrentRow(kept[0] if kept else 0)
        self.list.blockSignals(False)
        self.add_button.setVisible(are_on)
        self.hint.setText(self._hint(are_on, bool(rows)))
        self._read_pages()
        if self._dropped:
            dropped, self._dropped = self._dropped, []
            self.add(dropped)

    def _hint(self, are_on: bool, any_there: bool) -> str:
        if not are_on:
            return _("Neue Scans sind ausgeschaltet (Einstellungen, Felder).")
        if any_there:
            return _("PDF, JPEG oder PNG; auch hierher ziehen.")
        return _("Noch kein Scan. Ziehen Sie eine Datei hierher, oder wählen Sie „Scan hinzufügen“ (PDF, JPEG, PNG).")

    def _current(self) -> ScanRow | None:
        place = self.list.currentRow()
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def _read_pages(self) -> None:
        row = self._current()
        self.copy_button.setEnabled(row is not None)
        self.remove_button.setEnabled(row is not None)
        if row is None:
            self.view.clear()
            return
        self._tasks.load(self, scans.get, row.id, then=self._show, channel="pages", on_trouble=self._in_trouble)

    def _show(self, scan: Scan) -> None:
        self._shown = scan
        try:
            if scan.media_type == scans.PDF:
                self.view.show_pdf(scan.content)
            else:
                self.view.show_picture(scan.content)
        except MentorHubError as trouble:
            self.view.clear()
            self._in_trouble(trouble)

    def _save_copy(self) -> None:
        row = self._current()
        if row is None:
            return
        question = _("Die Kopie enthält Daten von Menschen und ist nicht verschlüsselt.")
        kind = f"{_('Scans und Fotos')} (*{Path(row.name).suffix})"
        path = choose.save_as(self, _("Kopie speichern"), row.name, kind)
        if path is not None and leaving.may_leave(self, path, question):
            self._tasks.save(
                self,
                scans.save_copy,
                row.id,
                path,
                then=lambda made: self.notice.say(_("Gespeichert: {path}").format(path=made.path), "good"),
                on_trouble=self._in_trouble,
            )

    def _remove(self) -> None:
        row = self._current()
        if row is None:
            return
        question = _("Soll dieser Scan entfernt werden?")
        details = _("Mit „Rückgängig“ (Strg+Z) kommt er zurück, bis der Datenordner geschlossen oder gesperrt wird.")
        if messages.ask(self, question, _("Entfernen"), details=details):
            self._tasks.save(
                self,
                scans.remove,
                row.id,
                then=lambda _nothing: self.notice.say(_("Entfernt."), "good"),
                on_trouble=self._in_trouble,
            )

    def _in_trouble(self, trouble: MentorHubError) -> None:
        self.notice.say(str(trouble), "bad")


def _add(session: Any, place: Place, files: Sequence[Path]) -> list[UUID]:
    return [scans.add(session, place, path) for path in files]


def _read(session: Any, place: Place) -> tuple[bool, list[ScanRow]]:
    return scans.are_on(session), scans.rows(session, place.on, [place.id]).get(place.id, [])
