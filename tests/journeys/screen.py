"""A screen without a monitor, with a window manager, and hands that type."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


class Hands:
    """Types and presses keys in the program's window, as a person would."""

    def __init__(self, display: str) -> None:
        self.environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "LANG": "C.UTF-8"}

    def start(self, folder: Path, home: Path) -> "subprocess.Popen[bytes]":
        environment = {**self.environment, "HOME": str(home), "XDG_CONFIG_HOME": str(home / "config")}
        return subprocess.Popen([sys.executable, "-m", "mentorhub", "--data", str(folder)], env=environment)

    def window(self, title: str) -> None:
        """Wait until a window of this title is there and in front."""
        self._xdotool("search", "--sync", "--onlyvisible", "--name", title, "windowactivate", "--sync")

    def press(self, *keys: str) -> None:
        for key in keys:
            self._xdotool("key", "--clearmodifiers", key)
            time.sleep(0.2)

    def type(self, words: str) -> None:
        self._xdotool("type", "--delay", "30", words)
        time.sleep(0.2)

    def _xdotool(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self.environment, check=True, timeout=120, capture_output=True)


@contextmanager
def screen(number: int) -> Iterator[Hands]:
    display = f":{number}"
    running = [subprocess.Popen(["Xvfb", display, "-screen", "0", "1366x768x24", "-nolisten", "tcp"], stderr=-3)]
    try:
        wait_for(lambda: Path(f"/tmp/.X11-unix/X{number}").exists())
        running.append(subprocess.Popen(["openbox"], env={**os.environ, "DISPLAY": display}, stderr=-3))
        time.sleep(0.5)
        yield Hands(display)
    finally:
        for process in reversed(running):
            process.terminate()
            process.wait(20)


def wait_for(truth: Callable[[], object], seconds: float = 60) -> None:
    """A generous bound: it only ends a test that would hang."""
    end = time.monotonic() + seconds
    while not truth():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.2)
