"""Takes a picture of every page, for people to look at."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from mentorhub.settings import Settings
from mentorhub.ui import theme
from mentorhub.ui.main_window import PAGES, MainWindow, PageMaker
from mentorhub.ui.tasks import Sessions, Tasks

SIZE = (1280, 800)
SCHEMES = (("light", ""), ("dark", "-dunkel"))
_ROUNDS = 8
"""What a page paints may ask for more rows, which are painted in turn."""


def take(app: QApplication, sessions: Sessions, makers: Mapping[str, PageMaker], folder: Path) -> list[Path]:
    """One file per page and colour scheme, `1-heute.png` and `1-heute-dunkel.png` the first; replaces older ones."""
    folder.mkdir(parents=True, exist_ok=True)
    taken = []
    for scheme, suffix in SCHEMES:
        theme.apply(app, scheme, 100)
        tasks = Tasks(sessions)
        window = MainWindow(Settings(colour_scheme=scheme))
        window.resize(*SIZE)
        window.show_pages(tasks, makers)
        window.show()
        for number, (key, name) in enumerate(PAGES, start=1):
            if key not in makers:
                continue
            window.go(key)
            settle(window, tasks)
            path = folder / f"{number}-{_plain(name)}{suffix}.png"
            window.grab().save(str(path), "PNG")
            taken.append(path)
        window.close()
        tasks.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete.value)
    return taken


def settle(window: MainWindow, tasks: Tasks) -> None:
    """Wait until everything on screen has arrived."""
    for _round in range(_ROUNDS):
        before = window.grab().toImage()
        tasks.wait_idle()
        _live(30)
        if tasks.idle() and window.grab().toImage() == before:
            return


def _live(milliseconds: int) -> None:
    """Let the window lay itself out and answer what has come."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _plain(name: str) -> str:
    return name.casefold().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
