"""For the person who collects the figures of the whole network: choose the packages, get the report."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QListWidget, QListWidgetItem

from mentorhub.errors import MentorHubError
from mentorhub.text import _, ngettext
from mentorhub.ui import icons, theme, widgets
from mentorhub.ui.opening.frame import OpeningView
from mentorhub.ui.tasks import Beside

Merge = Callable[[Sequence[Path], Path], Sequence[str]]
"""Writes the report of these packages into this folder; gives back what the person should know about it."""


class NetworkView(OpeningView):
    back = Signal()

    def __init__(self, beside: Beside, merge: Merge) -> None:
        super().__init__(
            _("Zahlen für das Netzwerk sammeln"),
            _(
                "Legen Sie die Statistik-Pakete hierher, die Ihnen die Einrichtungen geschickt haben. Sie enthalten "
                "nur geschützte Zahlen, keine Namen."
            ),
            width=42,
        )
        self._beside = beside
        self._merge = merge
        self.setAcceptDrops(True)
        self.packages = QListWidget()
        self.packages.setAccessibleName(_("Statistik-Pakete"))
        self.packages.setMinimumHeight(theme.em(11))
        self.result = widgets.Notice()
        self.open_button = widgets.button(_("Ordner öffnen"), self._open_folder, icon="folder")
        self.open_button.hide()
        self.merge_button = widgets.button(
            _("Bericht erstellen …"), self._choose_target, icon="statistics", look="primary"
        )
        choose = widgets.button(_("Pakete auswählen …"), self._choose, icon="add")
        remove = widgets.button(_("Entfernen"), self._remove)
        self.column.addWidget(widgets.card(self.packages, widgets.line(None, choose, remove, None)))
        self.column.addWidget(self.result)
        self.add_buttons(
            widgets.button(_("Zurück"), self.back.emit, icon="back"), None, self.open_button, self.merge_button
        )
        self._folder = ""
        self.start_with(choose)
        self._note_count()

    def add(self, paths: Sequence[Path]) -> None:
        """Each package once."""
        for path in paths:
            if path not in self.chosen():
                item = QListWidgetItem(icons.icon("statistics", "accent"), path.name)
                item.setData(Qt.ItemDataRole.UserRole, str(path))
                item.setToolTip(str(path))
                self.packages.addItem(item)
        self._note_count()

    def chosen(self) -> list[Path]:
        return [Path(self.packages.item(row).data(Qt.ItemDataRole.UserRole)) for row in range(self.packages.count())]

    def merge_into(self, folder: Path) -> None:
        self._folder = str(folder)
        self.merge_button.setEnabled(False)
        self._beside.run(self, self._merge, self.chosen(), folder, then=self._show, on_trouble=self._show_trouble)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.add([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

    def _choose(self) -> None:
        paths, _kind = QFileDialog.getOpenFileNames(
            self, _("Statistik-Pakete auswählen"), "", _("Statistik-Pakete (*.zip);;Alle Dateien (*)")
        )
        self.add([Path(path) for path in paths])

    def _remove(self) -> None:
        row = self.packages.currentRow()
        if row >= 0:
            self.packages.takeItem(row)
        self._note_count()

    def _choose_target(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, _("Ordner für den Bericht wählen"))
        if folder:
            self.merge_into(Path(folder))

    def _show(self, remarks: Sequence[str]) -> None:
        self.merge_button.setEnabled(True)
        self.open_button.show()
        count = self.packages.count()
        done = ngettext("Der Bericht aus {n} Paket ist fertig.", "Der Bericht aus {n} Paketen ist fertig.", count)
        self.result.say("\n".join([done.format(n=count), *remarks]), "warning" if remarks else "good")

    def _show_trouble(self, error: MentorHubError) -> None:
        self.merge_button.setEnabled(True)
        self.result.say(str(error), "bad")

    def _note_count(self) -> None:
        self.merge_button.setEnabled(self.packages.count() > 0)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self._folder))
