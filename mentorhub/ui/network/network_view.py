"""For the person who collects the figures of the whole network and keeps no data of her own."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal

from mentorhub.errors import MentorHubError
from mentorhub.files import Written, write_new
from mentorhub.statistics import catalogue
from mentorhub.statistics.catalogue import Network
from mentorhub.text import _
from mentorhub.ui import choose, menus, theme, widgets
from mentorhub.ui.network.merge_panel import MergePanel
from mentorhub.ui.opening.frame import OpeningView
from mentorhub.ui.tasks import Beside


class NetworkView(OpeningView):
    """`file` is the network file chosen last, nothing for the shipped one."""

    back = Signal()
    folder_wanted = Signal()
    """Meldebögen hold exact numbers: they are taken in inside an encrypted data folder only."""
    file_chosen = Signal(str)

    def __init__(self, beside: Beside, today: Callable[[], date], file: Path | None = None) -> None:
        super().__init__(_("Zahlen für das Netzwerk sammeln"), width=72)
        self._beside = beside
        self._today = today
        self._network: Network | None = None
        self._content = ""
        self.panel = MergePanel(beside, today)
        self.panel.table.setMinimumHeight(theme.em(16))
        self.blank_action = menus.action(self, _("Leeren Meldebogen speichern …"), self._save_blank, icon="paper")
        self.choose_action = menus.action(self, _("Netzwerkdatei wählen …"), self._choose_file, icon="import")
        self.edit_action = menus.action(self, _("Netzwerkdatei bearbeiten …"), self._edit_file, icon="network")
        self.panel.add_actions(self.blank_action, self.choose_action, self.edit_action)
        self.state = widgets.label("", "muted")
        self.folder_button = widgets.button(
            _("Meldebögen auf Papier: eigenen Datenordner anlegen …"), self.folder_wanted.emit, look="link"
        )
        self.folder_button.setToolTip(
            _("Meldebögen enthalten genaue Zahlen. Sie kommen nur in einen verschlüsselten Datenordner.")
        )
        self.column.addWidget(self.state)
        self.column.addWidget(widgets.card(self.panel))
        self.add_buttons(widgets.button(_("Zurück"), self.back.emit, icon="back"), None, self.folder_button)
        self.start_with(self.panel.choose_button)
        if file is not None and file.is_file():
            self._load(file, on_trouble=self._use_shipped)
        else:
            self._load(catalogue.shipped())

    def _load(self, path: Path, on_trouble: Callable[[MentorHubError], object] | None = None) -> None:
        self._beside.run(
            self, catalogue.read, path, then=lambda words: self._take(words, path.name), on_trouble=on_trouble
        )

    def _use_shipped(self, trouble: MentorHubError) -> None:
        """The file chosen last is gone or broken: said, and the shipped one taken."""
        self.panel.tell(str(trouble), "warning")
        self._load(catalogue.shipped())

    def _take(self, words: str, name: str) -> bool:
        try:
            network = catalogue.parse(words, name)
        except MentorHubError as trouble:
            self.panel.tell(str(trouble), "bad")
            if self._network is None:
                self._load(catalogue.shipped())
            return False
        self._network, self._content = network, words
        self.state.setText(
            _("{network}, Fassung {n} der Netzwerkdatei, {count} Einrichtungen").format(
                network=network.name, n=network.version, count=len(network.associations)
            )
        )
        self.panel.set_network(network)
        return True

    def _choose_file(self) -> None:
        path = choose.file(self, _("Netzwerkdatei wählen"), _("Netzwerkdateien (*.json)"))
        if path is None:
            return
        try:
            words = catalogue.read(path)
        except MentorHubError as trouble:
            self.panel.tell(str(trouble), "bad")
            return
        if self._take(words, path.name):
            self.panel.tell(_("Die Netzwerkdatei ist geladen."))
            self.file_chosen.emit(str(path))

    def _edit_file(self) -> None:
        if self._network is None:
            return
        from mentorhub.ui.network.network_dialog import NetworkDialog

        dialog = NetworkDialog(self, self._content)
        dialog.written.connect(self._written)
        dialog.open()

    def _written(self, words: str, path: Path) -> None:
        if self._take(words, path.name):
            done = _("Die Netzwerkdatei (Fassung {n}) ist gespeichert. Geben Sie sie den Einrichtungen.")
            self.panel.tell(done.format(n=catalogue.parse(words, path.name).version))
            self.file_chosen.emit(str(path))

    def _save_blank(self) -> None:
        path = choose.save_as(self, _("Als PDF speichern"), "Meldebogen.pdf", _("PDF-Dateien (*.pdf)"))
        if path is not None and self._network is not None:
            self._beside.run(
                self, _write_blank, self._network, path, self._today(), then=self._saved_blank, on_trouble=self._refuse
            )

    def _saved_blank(self, written: Written) -> None:
        self.panel.tell(_("Gespeichert: {path}").format(path=written.path))

    def _refuse(self, trouble: MentorHubError) -> None:
        self.panel.tell(str(trouble), "bad")


def _write_blank(network: Network, path: Path, today: date) -> Written:
    from mentorhub.documents import texts
    from mentorhub.documents.papers import report_sheet
    from mentorhub.documents.wording import Wording

    said = Wording(texts.load("report_sheet", "de"))
    return write_new(path, report_sheet.render(report_sheet.Data(network, today), said).pdf)
