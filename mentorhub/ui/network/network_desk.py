"""The network's side inside a data folder: packages, Meldebögen and the network file in one place."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from mentorhub.choices import Paper
from mentorhub.documents import issue
from mentorhub.statistics import network_file, sheets
from mentorhub.statistics.catalogue import Network
from mentorhub.statistics.reading import Package
from mentorhub.statistics.sheets import TakenIn
from mentorhub.text import _
from mentorhub.ui import menus, widgets
from mentorhub.ui.dialogs.preview_dialog import PreviewDialog
from mentorhub.ui.form_dialog import show_over
from mentorhub.ui.network.merge_panel import MergePanel
from mentorhub.ui.network.network_dialog import NetworkDialog
from mentorhub.ui.network.report_sheet_dialog import ReportSheetDialog
from mentorhub.ui.tasks import Tasks


class NetworkDesk(QWidget):
    def __init__(self, tasks: Tasks, today: Callable[[], date]) -> None:
        super().__init__()
        self._tasks = tasks
        self._today = today
        self._network: Network | None = None
        self._sheets: tuple[Package, ...] = ()
        self.panel = MergePanel(tasks.beside, today)
        self.sheet_button = widgets.button(_("Meldebogen eintippen …"), self.open_sheet, icon="edit")
        self.blank_action = menus.action(self, _("Leerer Meldebogen …"), self.open_blank, icon="paper")
        self.file_action = menus.action(self, _("Netzwerkdatei bearbeiten …"), self.open_network, icon="network")
        self.sheet_button.setEnabled(False)
        self.panel.add_tools(self.sheet_button, self.blank_action, self.file_action)
        widgets.column(self, widgets.scrolling(self.panel))

    def set_network(self, network: Network) -> None:
        self._network = network
        self.panel.set_network(network)
        self.sheet_button.setEnabled(True)
        self._tasks.load(self, sheets.received, network, then=self._take_sheets, channel="sheets")

    def open_sheet(self) -> None:
        if self._network is not None:
            dialog = ReportSheetDialog(self, self._tasks, self._network, self._sheets, self._today())
            dialog.taken.connect(self._tell)
            show_over(self, dialog)

    def open_blank(self) -> None:
        today = self._today()
        dialog = PreviewDialog(
            self, self._tasks, _("Meldebogen"), lambda session: issue.preview(session, Paper.REPORT_SHEET, (), today)
        )
        show_over(self, dialog)

    def open_network(self) -> None:
        self._tasks.load(self, network_file.content, then=self._edit)

    def _edit(self, content: str) -> None:
        dialog = NetworkDialog(self, content)
        dialog.written.connect(self._adopt)
        show_over(self, dialog)

    def _adopt(self, words: str) -> None:
        """What was saved to a file is in force here at once."""
        self._tasks.save(self, _adopt, words, then=self.panel.tell)

    def _take_sheets(self, received: tuple[Package, ...]) -> None:
        self._sheets = received
        self.panel.set_sheets(received)

    def _tell(self, found: TakenIn) -> None:
        package = found.package
        if not found.changed:
            self.panel.tell(
                _("{sheet} lag genau so schon hier. Es hat sich nichts geändert.").format(sheet=package.name)
            )
            return
        done = _("{sheet} ist aufgenommen (Fassung {revision}). Aufgliederungen und Stunden sind gerundet.").format(
            sheet=package.name, revision=package.revision
        )
        self.panel.tell("\n".join([done, *found.notices]))


def _adopt(session: Any, words: str) -> str:
    network = network_file.adopt_words(session, words)
    return _("Die Netzwerkdatei (Fassung {n}) ist gespeichert und gilt hier. Geben Sie sie den Einrichtungen.").format(
        n=network.version
    )
