"""A workbook with everything is no list: what is in it, and whether this data folder can take it."""

from PySide6.QtWidgets import QWidget

from mentorhub.import_export.bringing_back import Inside
from mentorhub.text import _, number
from mentorhub.ui import widgets
from mentorhub.ui.rows_model import Column
from mentorhub.ui.small_table import SmallTable


class EverythingPart(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.inside: Inside | None = None
        self.summary = widgets.label("", "section")
        self.notice = widgets.Notice()
        self.certificates = widgets.label("", "muted")
        self.table = SmallTable(
            _("Was die Arbeitsmappe enthält"),
            [
                Column(_("Blatt"), lambda row: row[0], width=20),
                Column(_("Zeilen"), lambda row: number(row[1]), width=6, right=True),
            ],
            lambda row: row[0],
            empty=_("In der Arbeitsmappe steht nichts."),
        )
        layout = widgets.column(self, self.summary, self.notice, self.certificates, self.table, space=0.6)
        layout.setStretch(3, 1)

    def show_inside(self, inside: Inside) -> None:
        self.inside = inside
        self.table.set_rows(inside.rows)
        self.summary.setText(
            _("Alles aus einem Datenordner von MentorHub: {n} Zeilen auf {sheets} Blättern.").format(
                n=number(sum(rows for _title, rows in inside.rows)), sheets=number(len(inside.rows))
            )
        )
        self.certificates.setText(
            _("Die Angaben zu Führungszeugnissen sind dabei.")
            if inside.with_certificates
            else _("Die Angaben zu Führungszeugnissen sind nicht dabei; sie blieben beim Ausgeben im Datenordner.")
        )
        if inside.into_empty:
            self.notice.say(
                _(
                    "Noch ist nichts geschrieben. „Alles übernehmen“ macht diesen leeren Datenordner zu dem, aus dem "
                    "die Arbeitsmappe stammt: mit allen Nummern, Einstellungen und dem Namen des Vereins."
                ),
                "good",
            )
        else:
            self.notice.say(
                _(
                    "In diesem Datenordner steht schon etwas, deshalb wird nichts übernommen: Sonst stünde manches "
                    "doppelt da. Öffnen Sie mit „Datei“, „Andere Daten öffnen …“ einen neuen, leeren Datenordner und "
                    "lesen Sie die Arbeitsmappe dort ein. Einen früheren Stand dieses Ordners holen Sie mit "
                    "„Sicherungen und Wiederherstellen …“ zurück."
                ),
                "warning",
            )
