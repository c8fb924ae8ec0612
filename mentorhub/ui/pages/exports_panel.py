"""What has left: every package that was ever on record, and the way back to its period."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mentorhub.statistics.ledger import Exported
from mentorhub.statistics.periods import Period
from mentorhub.text import _, german_date, pgettext
from mentorhub.ui import widgets
from mentorhub.ui.rows_model import Column
from mentorhub.ui.small_table import SmallTable


class ExportsPanel(QWidget):
    wanted = Signal(object)
    """The period code of the package that is to be looked at or saved again."""

    def __init__(self, parse: Callable[[str], Period]) -> None:
        super().__init__()
        told = widgets.label(
            _(
                "Jedes Paket wird hier vermerkt, damit niemand aus zwei Fassungen auf einzelne Menschen schließen "
                "kann. Solange sich nichts geändert hat, entsteht beim Speichern dieselbe Datei noch einmal."
            ),
            "muted",
        )
        self.table = SmallTable(
            _("Gespeicherte Pakete"),
            [
                Column(_("Zeitraum"), lambda row: parse(row.period).label, width=11),
                Column(pgettext("Tag", "Stand"), lambda row: german_date(row.stand), width=6.5),
                Column(_("Fassung"), "revision", width=5, right=True),
                Column(_("Gespeichert am"), lambda row: german_date(row.exported_on), width=8),
                Column(_("Kommentar"), lambda row: _("ja") if row.comment else "–", width=7.5, rank=2),
                Column(_("Wohin"), "saved_to", width=16, rank=1),
                Column(_("Prüfsumme"), lambda row: row.sha256[:16], width=10, rank=3),
            ],
            lambda row: (row.period, row.revision),
            empty=_("Noch wurde kein Paket gespeichert. Das erste speichern Sie unter „Zahlen“."),
        )
        self.where = widgets.label("", "hint")
        self.again_button = widgets.button(_("Zu diesem Zeitraum"), self._want, icon="next")
        self.again_button.setEnabled(False)
        foot = widgets.line(None, self.where, self.again_button)
        foot.setStretch(0, 1)
        widgets.column(self, told, self.table, foot, space=0.6).setStretch(1, 1)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda _row: self._want())

    def set_rows(self, exported: Sequence[Exported]) -> None:
        self.table.set_rows(list(reversed(exported)))
        self._choose(self.table.current())

    def _choose(self, row: Exported | None) -> None:
        self.again_button.setEnabled(row is not None)
        where = row.saved_to if row is not None else ""
        self.where.setText(_("Liegt in: {folder}").format(folder=where) if where else "")

    def _want(self) -> None:
        row = self.table.current()
        if row is not None:
            self.wanted.emit(row.period)
