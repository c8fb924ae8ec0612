"""The start in order: what this laptop remembers, Qt, the crash dialog, one window, and only then what is heavy."""

import os
import sys
from datetime import date
from functools import partial
from pathlib import Path
from typing import NoReturn

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from mentorhub import paths, settings, text
from mentorhub.app.bell import is_open_elsewhere, ring
from mentorhub.app.start import Start
from mentorhub.settings import Settings
from mentorhub.ui import crash_dialog, garbage, theme
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.tasks import Sessions, wait_for_beside

_PATIENCE_SECONDS = 3.0
"""What is still being loaded in advance when the window closes is let come to its end: it can't be stopped half-way."""


def main(data_folder: Path | None = None) -> int:
    """Opens the window on this folder, or on the one opened last; *Ausprobieren* fills a new one. The exit code."""
    remembered = settings.load(paths.settings_file())
    text.use_language(remembered.language, paths.resources() / "locale")
    application = make_application(remembered)
    crash_dialog.install()
    folder = data_folder or Path(remembered.data_folder or paths.default_data_folder())
    if is_open_elsewhere(folder) and ring(folder):
        return 0
    window = MainWindow(remembered)
    window.settings_changed.connect(partial(settings.save, paths.settings_file()))
    start = Start(window, folder, remember=data_folder is None)
    window.show()
    start.look()
    code = application.exec()
    start.close()
    if not wait_for_beside(_PATIENCE_SECONDS):
        _leave_at_once(code)
    garbage.clear_up()
    return code


def _leave_at_once(code: int) -> NoReturn:
    """Everything is saved and closed. A thread that hangs in the key chain would crash while Python clears up."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # a window started without a terminal has none
            stream.flush()
    os._exit(code)


def has_screen() -> bool:
    """Whether a window could be seen here; only on Linux is there sometimes none."""
    if os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        return False
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def make_application(chosen: Settings) -> QApplication:
    """Qt in our dress; the one that is there already, if there is one."""
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(["mentorhub"])
    application.setApplicationName("MentorHub")
    application.setApplicationDisplayName("MentorHub")
    application.setDesktopFileName("mentorhub")
    theme.load_fonts(paths.resources() / "fonts")
    theme.load_words(application, chosen.language)
    theme.apply(application, chosen.colour_scheme, chosen.font_scale)
    return application


def _say_to_the_end(_kind: QtMsgType, _where: QMessageLogContext, said: str) -> None:
    """Qt without a screen complains at every window that it can't give it a size; that says nothing to anybody."""
    if "propagateSizeHints" not in said:
        sys.stderr.write(f"{said}\n")


def take_pictures(data: Sessions, to: Path, day: date | None = None) -> list[Path]:
    """Every page of an open data folder in light and dark, as on that day (or today), without a screen."""
    if QApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        os.environ.setdefault("QT_FONT_DPI", "96")
    application = make_application(Settings())
    qInstallMessageHandler(_say_to_the_end)

    from mentorhub.app import work
    from mentorhub.ui import pictures

    return pictures.take(application, data, work.page_makers(lambda: day or work.today()), to)
