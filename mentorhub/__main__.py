"""`python -m mentorhub` and the installed command `mentorhub`.

Without a command the window opens at once: the commands, which bring the whole program along, are not even looked at.
"""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlmodel import Session


def main() -> int:
    words = sys.argv[1:]
    if not words or (len(words) == 2 and words[0] == "--data"):
        from mentorhub import app

        return app.main(Path(words[1]) if words else None, fill_sample=_fill_sample)
    from mentorhub.cli.main import main as run

    return run(words)


def _fill_sample(session: "Session", day: date) -> None:
    """What *Ausprobieren* starts with; imported only then."""
    from mentorhub import demo

    demo.fill(session, day)
    demo.live_a_year(session, day)


if __name__ == "__main__":
    sys.exit(main())
