"""For the person who collects the figures of the whole network and keeps no data of her own."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal

from mentorhub.statistics import catalogue
from mentorhub.text import _
from mentorhub.ui import widgets
from mentorhub.ui.network.merge_panel import MergePanel
from mentorhub.ui.opening.frame import OpeningView
from mentorhub.ui.tasks import Beside


class NetworkView(OpeningView):
    back = Signal()

    def __init__(self, beside: Beside, today: Callable[[], date]) -> None:
        super().__init__(
            _("Zahlen für das Netzwerk sammeln"),
            _("Die Pakete der Einrichtungen enthalten nur geschützte Zahlen, keine Namen."),
            width=72,
        )
        self.panel = MergePanel(beside, today)
        self.column.addWidget(widgets.card(self.panel))
        self.add_buttons(widgets.button(_("Zurück"), self.back.emit, icon="back"), None)
        self.start_with(self.panel.choose_button)
        beside.run(self, catalogue.load, catalogue.shipped(), then=self.panel.set_network)
