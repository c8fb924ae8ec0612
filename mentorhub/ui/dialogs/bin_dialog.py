"""Papierkorb: who was removed, back by one click, or gone for good."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from mentorhub import changes
from mentorhub.changes import BinRow
from mentorhub.text import _, german_date
from mentorhub.ui import messages, mnemonics, theme, widgets
from mentorhub.ui.rows_model import Column
from mentorhub.ui.small_table import SmallTable
from mentorhub.ui.tasks import Tasks


class BinDialog(QDialog):
    restored = Signal(object, str)
    """The person's id and what was restored."""

    def __init__(self, parent: QWidget, tasks: Tasks) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self.setWindowTitle(_("Papierkorb"))
        self.setModal(True)
        self.table = SmallTable(
            _("Papierkorb"),
            [
                Column(_("Entfernt"), "label", width=15),
                Column(_("Am"), lambda row: german_date(row.removed_on), width=7),
                Column(_("Endgültig weg am"), lambda row: german_date(row.until), width=11),
                Column(_("Dabei"), "contents", width=16, rank=1),
            ],
            key=lambda row: row.id,
            empty=_("Der Papierkorb ist leer."),
        )
        self.table.setMinimumHeight(theme.em(12))
        words = widgets.label(
            _(
                "Wer hier liegt, kommt in keiner Liste und keiner Statistik mehr vor und lässt sich mit allem, was "
                "dazugehört, wiederherstellen, bis die Frist abläuft."
            ),
            "muted",
        )
        self.restore_button = widgets.button(_("Wiederherstellen"), self._restore, icon="undo", look="primary")
        self.delete_button = widgets.button(_("Endgültig löschen …"), self._delete, icon="delete", look="danger")
        close = widgets.button(_("Schließen"), self.reject)
        foot = widgets.line(None, close, None, self.delete_button, self.restore_button)
        layout = widgets.column(self, widgets.label(_("Papierkorb"), "subtitle"), words, self.table, foot, space=0.8)
        layout.setStretch(2, 1)
        widgets.margins(layout, 1.1, 1.3)
        room = self.screen().availableSize()
        self.resize(min(theme.em(52), room.width()), min(theme.em(28), room.height()))
        self.table.opened.connect(lambda _row: self._restore())
        mnemonics.assign(self)
        self._show(())
        self.reload()

    def reload(self) -> None:
        self._tasks.load(self, changes.binned, then=self._show, channel="bin")

    def _show(self, found: Sequence[BinRow]) -> None:
        self.table.set_rows(found)
        self.restore_button.setEnabled(bool(found))
        self.delete_button.setEnabled(bool(found))
        self.table.setFocus()

    def _restore(self) -> None:
        row: BinRow | None = self.table.current()
        if row is not None:
            label = row.label
            self._tasks.save(self, changes.restore, row.id, then=lambda person: self._restored(person, label))

    def _restored(self, person: object, label: str) -> None:
        self.accept()
        self.restored.emit(person, _("Wiederhergestellt: {who}").format(who=label))

    def _delete(self) -> None:
        row: BinRow | None = self.table.current()
        if row is None:
            return
        question = _("Soll {who} endgültig gelöscht werden, mit allem, was dazugehört?").format(who=row.label)
        details = _("Das lässt sich nicht rückgängig machen, und auch nicht das, was davor war.")
        if messages.ask(self, question, _("Endgültig löschen"), details=details):
            self._tasks.save(self, changes.throw_away, row.id, then=lambda _nothing: self.reload())
