"""What came of saving figures: the files, what one should know about them, the way to their folder."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from mentorhub.errors import MentorHubError
from mentorhub.statistics.package import Exported
from mentorhub.text import _
from mentorhub.ui import widgets


class SaveResult(QWidget):
    """What was written and where, what one should know, and the way to the folder."""

    def __init__(self) -> None:
        super().__init__()
        self._folder: Path | None = None
        self.notice = widgets.Notice()
        self.notice.hide()
        self.warnings = widgets.label("", "hint")
        self.folder_button = widgets.button(_("Ordner öffnen"), self._open, icon="folder", look="link")
        widgets.column(self, self.notice, self.warnings, widgets.line(None, self.folder_button, None), space=0.3)
        self.hide()

    def tell(self, exported: Exported) -> None:
        self._folder = exported.files[0].path.parent
        names = ", ".join(written.path.name for written in exported.files)
        self.notice.say(_("Gespeichert: {names}").format(names=names), "good")
        self.warnings.setText("\n".join(exported.warnings))
        self.warnings.setVisible(bool(exported.warnings))
        self.folder_button.show()
        self.show()

    def say(self, sentence: str, tone: str = "good") -> None:
        """Something else than a file came of it."""
        self.notice.say(sentence, tone)
        self.warnings.hide()
        self.folder_button.hide()
        self.show()

    def refuse(self, trouble: MentorHubError) -> None:
        self.say(str(trouble), "bad")

    def _open(self) -> None:
        if self._folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
