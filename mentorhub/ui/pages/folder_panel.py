"""Einstellungen, Datenordner: where the data lie, how they are backed up, which keys open them."""

from datetime import UTC, datetime

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from mentorhub.text import _
from mentorhub.ui import theme, widgets
from mentorhub.ui.folder_state import Wanted, backup_status, second_status
from mentorhub.ui.page import Window
from mentorhub.ui.status import Status


class FolderPanel(QWidget):
    """Every button asks the window, just as its menu does."""

    def __init__(self, window: Window) -> None:
        super().__init__()
        self._window = window
        self.buttons: dict[Wanted, QPushButton] = {}
        self.folder = widgets.label("", "section")
        self.open_folder = widgets.button(_("Ordner öffnen"), self._open_folder, icon="folder")
        self.doubts = widgets.Notice()
        self.saved = widgets.StatusLabel()
        self.second = widgets.StatusLabel(wrap=True)
        self.second_folder = widgets.label("", "hint")
        inside = QWidget()
        widgets.column(
            inside, self._place(), self._backups(), self._keys(), self._lost(), None, space=0.8
        ).setContentsMargins(0, 0, theme.em(0.5), 0)
        widgets.column(self, widgets.scrolling(inside))
        self.setMaximumWidth(theme.em(52))
        self.show_state()

    def show_state(self) -> None:
        state, now = self._window.folder_state(), datetime.now(UTC)
        self.folder.setText(self._window.current_settings().data_folder)
        self.doubts.say("\n".join(state.doubts))
        self.saved.set_status(backup_status(state, now))
        missing = Status(
            _("Es gibt keinen zweiten Ort: Geht der Laptop verloren, sind auch alle Sicherungen weg."),
            "problem",
            "warning",
        )
        self.second.set_status(second_status(state, now) or missing)
        self.second_folder.setText(state.second_folder)
        for part in (self.second_folder, self.buttons[Wanted.NO_SECOND_PLACE]):
            part.setVisible(bool(state.second_folder))
        for what in (Wanted.PASSPHRASE, Wanted.RECOVERY_KEY, Wanted.DATA_KEY):
            self.buttons[what].setEnabled(not state.asks_nothing and not state.read_only)
        for what in (Wanted.BACK_UP, Wanted.SECOND_PLACE):
            self.buttons[what].setEnabled(not state.read_only)

    def _place(self) -> QFrame:
        words = widgets.label(
            _(
                "Alle Daten liegen verschlüsselt in diesem Ordner, nur auf diesem Laptop. Ohne Ihr Kennwort oder das "
                "Blatt mit dem Wiederherstellungsschlüssel kann niemand sie lesen."
            )
        )
        return widgets.card(words, self.folder, self.doubts, widgets.line(None, self.open_folder, None))

    def _backups(self) -> QFrame:
        return widgets.card(
            widgets.label(_("Sicherungen"), "section"),
            self.saved,
            self.second,
            widgets.line(
                None,
                self.second_folder,
                self._button(Wanted.NO_SECOND_PLACE, _("Nicht mehr dorthin sichern"), "", look="link"),
                None,
            ),
            widgets.line(
                None,
                self._button(Wanted.BACK_UP, _("Jetzt sichern"), "save"),
                self._button(Wanted.BACKUPS, _("Wiederherstellen …"), "undo"),
                self._button(Wanted.SECOND_PLACE, _("Zweiter Sicherungsort …"), "folder"),
                None,
            ),
        )

    def _keys(self) -> QFrame:
        return widgets.card(
            widgets.label(_("Kennwort und Schlüssel"), "section"),
            self._line(
                Wanted.PASSPHRASE, _("Kennwort ändern …"), "key", _("Das alte Kennwort öffnet dann nicht mehr.")
            ),
            self._line(
                Wanted.RECOVERY_KEY,
                _("Neues Notfallblatt …"),
                "paper",
                _("Wenn das Blatt verloren ist oder jemand Fremdes es gesehen hat. Das alte gilt dann nicht mehr."),
            ),
            self._line(
                Wanted.DATA_KEY,
                _("Alles neu verschlüsseln …"),
                "lock",
                _("Wenn ein Laptop oder Stick mit diesen Daten weg ist oder jemand das Kennwort kennt."),
            ),
        )

    def _lost(self) -> QFrame:
        return widgets.card(
            widgets.label(_("Wenn der Laptop weg ist"), "section"),
            self._line(
                Wanted.EMERGENCY_SHEET,
                _("Blatt „Laptop weg“ …"),
                "print",
                _("Zum Ausdrucken und Bereitlegen: was gespeichert war und was in den ersten 72 Stunden zu tun ist."),
            ),
        )

    def _line(self, what: Wanted, words: str, icon: str, hint: str) -> QWidget:
        line = QWidget()
        made = self._button(what, words, icon)
        made.setMinimumWidth(theme.em(15.5))
        made.setAccessibleDescription(hint)
        widgets.line(line, made, widgets.label(hint, "hint"), space=0.8).setStretch(1, 1)
        return line

    def _button(self, what: Wanted, words: str, icon: str, look: str = "") -> QPushButton:
        self.buttons[what] = widgets.button(words, lambda: self._window.want(what), icon=icon, look=look)
        return self.buttons[what]

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self._window.current_settings().data_folder))
