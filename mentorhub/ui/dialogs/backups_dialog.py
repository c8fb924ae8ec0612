"""Sicherungen: all there are, and the way back to one of them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from mentorhub.backups import SUFFIX, Backup
from mentorhub.text import _
from mentorhub.ui import choose, mnemonics, theme, widgets
from mentorhub.ui.rows_model import Column
from mentorhub.ui.small_table import SmallTable
from mentorhub.ui.tasks import Beside


class BackupsDialog(QDialog):
    """`find()` is called off the UI thread. `restore_wanted` gives a path; nothing is changed here."""

    restore_wanted = Signal(object)
    back_up_wanted = Signal()

    def __init__(self, parent: QWidget, beside: Beside, find: Callable[[], Sequence[Backup]]) -> None:
        super().__init__(parent)
        self._beside = beside
        self._find = find
        self.setWindowTitle(_("Sicherungen"))
        self.setModal(True)
        self.table = SmallTable(
            _("Sicherungen"),
            [
                Column(_("Stand vom"), when, width=10),
                Column(_("Gemacht"), lambda backup: backup.reason.label, width=13),
                Column(_("Personen"), lambda backup: backup.people, width=6, right=True),
                Column(_("Patenschaften"), lambda backup: backup.pairings, width=8, right=True),
                Column(_("Einträge"), lambda backup: backup.activities, width=6, right=True),
                Column(_("Größe"), _size, width=6, right=True, rank=1),
            ],
            key=lambda backup: backup.path,
            empty=_("Es gibt noch keine Sicherung."),
        )
        self.table.setMinimumHeight(theme.em(18))
        self.restore_button = widgets.button(
            _("Ansehen und wiederherstellen …"), self._restore, icon="undo", look="primary"
        )
        self.restore_button.setEnabled(False)
        self.other_button = widgets.button(_("Andere Datei …"), self._choose, icon="folder")
        self.now_button = widgets.button(_("Jetzt sichern"), self.back_up_wanted.emit, icon="save")
        close = widgets.button(_("Schließen"), self.reject)
        words = widgets.label(
            _(
                "Jede Sicherung ist eine verschlüsselte Datei; sie lässt sich auch auf einem anderen Rechner mit "
                "dem Kennwort oder dem Notfallblatt öffnen. Vor dem Wiederherstellen sehen Sie, was sich ändern würde."
            ),
            "muted",
        )
        foot = widgets.line(None, close, None, self.now_button, self.other_button, self.restore_button)
        layout = widgets.column(self, widgets.label(_("Sicherungen"), "subtitle"), words, self.table, foot, space=0.8)
        layout.setStretch(2, 1)
        widgets.margins(layout, 1.1, 1.3)
        self.resize(theme.em(58), theme.em(34))
        self.table.opened.connect(lambda _backup: self._restore())
        mnemonics.assign(self)
        self.reload()

    def reload(self) -> None:
        self._beside.run(self, self._find, then=self._show)

    def _show(self, found: Sequence[Backup]) -> None:
        self.table.set_rows(found)
        self.restore_button.setEnabled(bool(found))
        self.table.setFocus()

    def _restore(self) -> None:
        backup = self.table.current()
        if backup is not None:
            self.restore_wanted.emit(backup.path)

    def _choose(self) -> None:
        path = choose.file(
            self, _("Sicherung wählen"), _("Sicherungen (*{ending});;Alle Dateien (*)").format(ending=SUFFIX)
        )
        if path is not None:
            self.restore_wanted.emit(path)


def when(backup: Backup) -> str:
    return f"{backup.made_at.astimezone():%d.%m.%Y, %H:%M}"


def _size(backup: Backup) -> str:
    return f"{max(1, round(backup.size / 1_000_000))} MB"
