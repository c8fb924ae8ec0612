"""How papers look: the association's logo and its own wordings."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from mentorhub.documents import logo, scans
from mentorhub.errors import MentorHubError
from mentorhub.text import _, ngettext
from mentorhub.ui import choose, scan_words, theme, widgets
from mentorhub.ui.dialogs.own_text_dialog import OwnTextDialog
from mentorhub.ui.form_dialog import show_over
from mentorhub.ui.tasks import Tasks


class PapersPanel(QWidget):
    """`to_fields` leads to the switch for scans."""

    def __init__(self, tasks: Tasks, today: Callable[[], date], to_fields: Callable[[], object] = lambda: None) -> None:
        super().__init__()
        self._tasks = tasks
        self._today = today
        self.picture = QLabel()
        self.picture.setAccessibleName(_("Logo"))
        self.logo_state = widgets.label("", "muted")
        self.notice = widgets.Notice()
        self.notice.hide()
        self.scans_state = widgets.label("", "hint")
        self.fields_button = widgets.button(_("Scans ein- oder ausschalten"), to_fields, look="link")
        self.fields_button.setStyleSheet("padding-left: 0px;")
        self.choose_button = widgets.button(_("Logo wählen …"), self._choose, icon="folder")
        self.remove_button = widgets.button(_("Logo entfernen"), lambda: self._set(None), icon="delete")
        self.texts_button = widgets.button(_("Texte der Papiere …"), self.open_texts, icon="edit")
        sheet = widgets.card(
            widgets.label(_("Logo"), "section"),
            widgets.label(_("Steht oben links auf jedem Papier. Ein Bild im Format PNG oder JPEG."), "hint"),
            self.picture,
            self.logo_state,
            self.notice,
            widgets.line(None, self.choose_button, self.remove_button, None),
            widgets.label(_("Eigene Texte"), "section"),
            widgets.label(
                _("Ändern Sie den Wortlaut eines Papiers oder fügen Sie einen eigenen Abschnitt hinzu."), "hint"
            ),
            widgets.line(None, self.texts_button, None),
            widgets.label(_("Scans und aufgehobene Papiere"), "section"),
            self.scans_state,
            widgets.line(None, self.fields_button, None),
        )
        widgets.column(self, sheet, None)
        self.setMaximumWidth(theme.em(52))

    def reload(self) -> None:
        self._tasks.load(self, logo.get, then=self._show, channel="logo")
        self._tasks.load(self, _scans, then=self._show_scans, channel="scans")

    def open_texts(self) -> None:
        show_over(self, OwnTextDialog(self, self._tasks, self._today()))

    def _show(self, picture: bytes | None) -> None:
        self.remove_button.setEnabled(picture is not None)
        self.picture.setVisible(picture is not None)
        self.logo_state.setText("" if picture else _("Noch kein Logo."))
        if picture is not None:
            pixmap = QPixmap()
            pixmap.loadFromData(picture)
            self.picture.setPixmap(pixmap.scaledToHeight(min(theme.em(4), pixmap.height())))

    def _show_scans(self, found: tuple[bool, int, int]) -> None:
        are_on, count, size = found
        words = [_("Scans sind eingeschaltet.") if are_on else _("Scans sind ausgeschaltet.")]
        if count:
            told = ngettext("Aufgehoben: {n} Datei, {size}.", "Aufgehoben: {n} Dateien, {size}.", count)
            words.append(told.format(n=count, size=scan_words.size(size)))
            words.append(_("Um so viel ist jede Sicherung größer."))
        self.scans_state.setText(" ".join(words))

    def _choose(self) -> None:
        path = choose.file(self, _("Logo wählen"), _("Bilder (*.png *.jpg *.jpeg)"))
        if path is not None:
            self._set(path)

    def _set(self, path: Path | None) -> None:
        self._tasks.save(self, _take_logo, path, then=lambda _nothing: self._taken(), on_trouble=self._in_trouble)

    def _taken(self) -> None:
        self.notice.say("")
        self.reload()

    def _in_trouble(self, trouble: MentorHubError) -> None:
        self.notice.say(str(trouble), "bad")


def _scans(session: Any) -> tuple[bool, int, int]:
    return scans.are_on(session), *scans.stored(session)


def _take_logo(session: Any, path: Path | None) -> None:
    logo.change(session, None if path is None else logo.read(path))
