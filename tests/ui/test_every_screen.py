"""Every page, dialog and opening view, with large letters on a small screen: named, reachable, wholly in sight.

In a process of its own: the screen is another one, and everything is opened at once. The long form, with English, is
`./dev gallery --audit`; it also makes the pictures.
"""

import os
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).parents[1]


def test_every_screen_can_be_seen_heard_and_reached_by_keyboard() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "faulthandler", str(TESTS / "gallery.py"), "--audit", "dunkel"],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(TESTS.parent)},
        check=False,
        timeout=600,
    )

    assert (done.returncode, done.stdout) == (0, ""), f"{done.stdout}\n{done.stderr[-4_000:]}"
