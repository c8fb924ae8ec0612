"""Below on the right, always in sight: when the data were last backed up, here and at the second place."""

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtWidgets import QPushButton

from mentorhub.ui import theme, widgets
from mentorhub.ui.folder_state import FolderState, Wanted, backup_status, second_status


class BackupWords:
    """Two quiet buttons for the status bar; each leads to what can be done about it."""

    def __init__(self, want: Callable[[Wanted], object]) -> None:
        self._second = widgets.button("", lambda: want(Wanted.SECOND_PLACE), look="link")
        self._first = widgets.button("", lambda: want(Wanted.BACKUPS), look="link")
        for button in self.buttons():
            button.setProperty("place", "status")
        self.show(None)

    def buttons(self) -> tuple[QPushButton, QPushButton]:
        return self._second, self._first

    def show(self, state: FolderState | None) -> None:
        """Also after other colours were chosen."""
        now = datetime.now(UTC)
        second = None if state is None else second_status(state, now)
        first = None if state is None else backup_status(state, now)
        for button, status in ((self._second, second), (self._first, first)):
            button.setVisible(status is not None)
            if status is not None:
                button.setText(status.word)
                widgets.set_icon(button, status.icon, status.tone)
                button.setStyleSheet(f"color: {theme.colours().named(status.tone).name()}; font-weight: normal;")
